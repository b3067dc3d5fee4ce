import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge import know
from kg.rdf import nquads
from kg.rdf.claims import Run
from kg.rdf.formats import FORMATS, Content
from kg.store.dataset import dataset
from tests.rdf.example import LINKS, MINT, MODEL, READINGS
from tests.rdf.strategies import decisions, readings


def content(some, links=()):
    return Content(tuple(some), know(some, links), tuple(links), (Run("0.1.0", MODEL),), MINT)


def written(name, of):
    return "".join(FORMATS[name].write(of))


EXAMPLE = content(READINGS, LINKS)
contents = st.builds(
    content, st.lists(readings(), max_size=2, unique_by=lambda reading: reading.document.id), decisions
)
SYNTAX = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def quads(name, of):
    return {f"{quad} ." for quad in pyoxigraph.parse(written(name, of).encode(), SYNTAX[name])}


@pytest.mark.parametrize("name", ["nq", "trig", "jsonld"])
@given(contents)
def test_the_whole_graph_reads_back_to_the_same_quads(name, of):
    assert quads(name, of) == set(of.lines)


@given(contents)
def test_plain_turtle_says_nothing_that_the_graph_does_not_say(of):
    known = {line.rpartition(" <")[0] for line in of.lines}
    assert {line.removesuffix(" .") for line in quads("ttl", of)} <= known


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_documents_and_links_changes_no_byte(name):
    assert written(name, EXAMPLE) == written(name, content(READINGS[::-1], LINKS[::-1]))


def test_plain_turtle_holds_every_stated_fact_and_no_other():
    graph = rdflib.Graph().parse(data=written("ttl", EXAMPLE), format="turtle")
    relation = rdflib.Namespace(MINT.base + "relation/")
    facts = {
        (graph.value(s, rdflib.RDFS.label), p.removeprefix(relation), graph.value(o, rdflib.RDFS.label))
        for s, p, o in graph
        if p.startswith(relation)
    }
    assert {tuple(map(str, fact)) for fact in facts if fact[2]} == {
        ("France", "cancels", "migrant talks"),
        ("people who have crossed the Channel", "crosses", "Channel"),
    }
    ((said,),) = ((o,) for s, p, o in graph if p == relation.says)
    assert str(graph.value(graph.value(said, rdflib.RDF.object), rdflib.RDFS.label)) == "unacceptable"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # by rdflib's own parser
def test_rdflib_reads_trig_and_json_ld_to_the_same_triples():
    lines = {line.rpartition(" <")[0] + " ." for line in EXAMPLE.lines}
    expected = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    for name, syntax in (("trig", "trig"), ("jsonld", "json-ld")):
        read = dataset()
        read.parse(data=written(name, EXAMPLE), format=syntax)
        assert {triple[:3] for triple in read.quads()} == set(expected), name


@given(contents)
def test_lines_of_json_are_one_object_each_for_any_reader(of):
    for name in ("claims", "mentions"):
        text = written(name, of)
        assert text.splitlines() == text.split("\n")[:-1]
        for line in text.splitlines():
            assert json.dumps(json.loads(line), ensure_ascii=False).encode()


def test_a_claim_is_written_with_who_where_and_how_sure():
    rows = [json.loads(line) for line in written("claims", EXAMPLE).splitlines()]
    (row,) = (row for row in rows if row["predicate"]["label"] == "is")
    assert row["subject"] == {
        "id": READINGS[0].document.id + "#letter",
        "label": "Boris Johnson's letter to Emmanuel Macron",
        "kind": "Nominal",
        "aliases": ["British prime minister's public letter"],
    }
    assert [source["label"] for source in row["sources"]] == ["Gérald Darmanin"]
    text = READINGS[0].document.text
    assert {name: [text[s:e] for s, e in row["spans"][name]] for name in ("relation", "source", "cue")} == {
        "relation": ["was"],
        "source": ["Mr Darmanin"],
        "cue": ["said"],
    }
    assert (row["asserted"], row["polarity"], row["modality"]) == (False, "positive", "actual")
    (cancelled,) = (row for row in rows if row["time"])
    assert cancelled["time"] == {"value": "2021-11-26", "end": None, "text": "On Friday"}


def test_spans_of_qualifiers_stand_in_the_order_of_the_qualifiers():
    texts = {reading.document.id: reading.document.text for reading in READINGS}
    rows = [json.loads(line) for line in written("claims", EXAMPLE).splitlines()]
    (row,) = (row for row in rows if len(row["qualifiers"]) == 2)
    found = {
        qualifier["predicate"]["label"]: [texts[row["document"]][s:e] for s, e in spans]
        for qualifier, spans in zip(row["qualifiers"], row["spans"]["qualifiers"], strict=True)
    }
    assert found == {"with": ["the UK"], "in response to": ["Boris Johnson’s letter to Emmanuel Macron"]}


def test_mentions_are_those_that_refer_to_something():
    rows = [json.loads(line) for line in written("mentions", EXAMPLE).splitlines()]
    assert "unacceptable" not in [row["text"] for row in rows]
    (friday,) = (row for row in rows if row["form"] == "time")
    assert (friday["value"], friday["entity"]) == ("2021-11-26", None)
    (darmanin,) = (row for row in rows if row["text"] == "Mr Darmanin")
    assert (darmanin["entity"], darmanin["kind"]) == (MINT.entity("Gérald Darmanin"), "Person")


def test_trig_is_prefixed_throughout():
    text = written("trig", EXAMPLE)
    body = [line for line in text.splitlines() if not line.startswith("PREFIX")]
    assert [line for line in body if "<http" in line] == [line for line in body if "schema:url" in line]
    assert "ent:France" in text
    assert nquads.canonical(quads("trig", EXAMPLE)) == EXAMPLE.lines
