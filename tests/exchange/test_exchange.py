"""What other programs are given, read back by the libraries that their users have."""

import csv
import io
import json
import re
from collections import defaultdict

import pandas
import pyarrow.parquet
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from kg import Graph, StoreError
from kg.exchange import FOLDERS, imported
from kg.knowledge import know
from kg.model import Entity, Kind
from kg.rdf import nanopub, rdf12
from kg.rdf.claims import Run
from kg.rdf.formats import FORMATS, Content
from kg.view.dossier import dossiers, file_names, marked
from kg.view.lists import CYPHER, tables
from tests.rdf.example import LINKS, MINT, MODEL, READINGS
from tests.rdf.strategies import decisions, readings

GRAPH = Graph(READINGS, LINKS, runs=[Run("0.1.0", MODEL)])
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
some = st.lists(readings(), max_size=2, unique_by=lambda reading: reading.document.id)


def content(read, links=()):
    models = {reading.model for reading in read}
    return Content(tuple(read), know(read, links), tuple(links), tuple(Run("0.1.0", m) for m in sorted(models)), MINT)


# ------------------------------------------------------------------------------------------------ RDF 1.2


@given(some, decisions)
def test_rdf_1_2_reads_back_to_the_same_quads(read, links):
    of = content(read, links)
    text = "".join(rdf12.trig(of))
    lines = [f"{quad} ." for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TRIG)]
    assert {*rdf12.unfolded(lines)} == {*of.lines}
    about = sum(claim.object is not None for claim in of.knowledge.claims)
    assert sum(f"<{RDF}reifies> <<( " in line for line in lines) == about


def test_a_claim_is_found_by_what_it_is_about_in_sparql_1_2():
    store = pyoxigraph.Store()
    store.load(GRAPH.export("trig12").encode(), pyoxigraph.RdfFormat.TRIG)
    ask = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX kg: <https://w3id.org/claimgraph/ns#>
        SELECT ?claim { ?claim rdf:reifies <<( ?s ?p ?o )>> ; kg:asserted true }"""
    found = {row["claim"].value for row in store.query(ask, use_default_graph_as_union=True)}
    assert found == {claim.id for claim in GRAPH.claims if claim.asserted and claim.object is not None}


@pytest.mark.parametrize("format", ["nq", "trig", "trig12", "jsonld"])
def test_our_own_quads_are_imported_without_loss(tmp_path, format):
    file = tmp_path / f"graph{FORMATS[format].suffix}"
    GRAPH.export(format, file)
    found = imported(file)
    assert (found.readings, {*found.links}, found.lines) == (GRAPH.readings, {*LINKS}, GRAPH.lines)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.ttl", "", "lost who says what"),
        ("a.nq", "this is none", "a.nq"),
        ("a.nq", '<http://e/a> <http://e/b> "c" <http://e/g> .\n', "no document"),
        ("a.nq", '_:b <http://e/b> "c" <http://e/g> .\n', "blank nodes"),
    ],
)
def test_what_is_no_graph_of_ours_is_told(tmp_path, name, text, says):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(StoreError, match=re.escape(says)):
        imported(tmp_path / name)


# ------------------------------------------------------------------------------------------------ nanopublications


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own reader
@given(some)
def test_each_nanopublication_has_its_four_graphs(read):
    of = content(read)
    graphs = defaultdict(list)
    for quad in pyoxigraph.parse("".join(nanopub.trig(of)).encode(), pyoxigraph.RdfFormat.TRIG):
        graphs[quad.graph_name.value].append(quad)
    heads = {name for name in graphs if name.endswith("_head")}
    assert heads == {f"{nanopub.name_of(claim)}_head" for claim in of.knowledge.claims if nanopub.is_published(claim)}
    for head in heads:
        (name,) = {quad.subject.value for quad in graphs[head]}
        parts = {quad.predicate.value: quad.object.value for quad in graphs[head]}
        assert len(graphs[parts[f"{nanopub.NP}hasAssertion"]]) == 1
        for part, about in (("hasProvenance", f"{name}_assertion"), ("hasPublicationInfo", name)):
            assert about in {quad.subject.value for quad in graphs[parts[f"{nanopub.NP}{part}"]]}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own reader
def test_the_library_for_nanopublications_reads_them():
    from nanopub import Nanopub

    (first, *_) = [claim for claim in GRAPH.claims if nanopub.is_published(claim)]
    whole = rdflib.Dataset()
    whole.parse(data=GRAPH.export("nanopub"), format="trig")
    one = rdflib.Dataset()
    for subject, predicate, object, graph in whole.quads():
        if str(graph).startswith(nanopub.name_of(first)):
            one.graph(graph).add((subject, predicate, object))
    read = Nanopub(rdf=one)
    assert str(read.source_uri or read.metadata.np_uri) == nanopub.name_of(first)
    assert len(read.assertion) == 1


def test_only_what_can_stand_alone_is_published():
    published = [claim for claim in GRAPH.claims if nanopub.is_published(claim)]
    assert {claim.predicate.label for claim in published} == {"cancels", "crosses", "says", "is"}
    assert all(claim.asserted or claim.sources for claim in published)


# ------------------------------------------------------------------------------------------------ lists


def test_lists_are_what_pandas_reads():
    files = FOLDERS["lists"].files(GRAPH)
    nodes, edges = (pandas.read_csv(io.BytesIO(files[f"{name}.csv"])) for name in ("nodes", "edges"))
    network = GRAPH.to_networkx(values=True)
    assert set(nodes["id"]) == set(network)
    assert set(edges["claim"]) == {key for _, _, key in network.edges(keys=True)}
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])
    assert edges.set_index("claim")["asserted"].to_dict() == {
        key: data["asserted"] for _, _, key, data in network.edges(keys=True, data=True)
    }


def test_parquet_is_what_pyarrow_reads():
    files = FOLDERS["parquet"].files(GRAPH)
    wanted = tables(GRAPH.knowledge)
    for name, table in wanted.items():
        found = pyarrow.parquet.read_table(io.BytesIO(files[f"{name}.parquet"]))
        assert found.to_pydict() == dict(table)


@given(some)
def test_any_graph_becomes_lists_of_one_length(read):
    graph = Graph(read)
    for name, file in FOLDERS["neo4j"].files(graph).items():
        if name.endswith(".csv"):
            head, *rows = csv.reader(io.StringIO(file.decode(), newline=""))
            assert {len(row) for row in rows} <= {len(head)}
            assert len(rows) == len(next(iter(tables(graph.knowledge)[name.removesuffix(".csv")].values())))
    FOLDERS["parquet"].files(graph)


def test_the_cypher_script_uses_the_columns_that_there_are_and_doubles_nothing():
    for name, table in tables(GRAPH.knowledge).items():
        (part,) = [part for part in CYPHER.split(";\n") if f"file:///{name}.csv" in part]
        assert set(re.findall(r"row\.(\w+)", part)) == set(table)
        assert "MERGE" in part
    assert not re.search(r"^\s*CREATE (?!CONSTRAINT)", CYPHER, re.MULTILINE)


# ------------------------------------------------------------------------------------------------ dossiers


MARKDOWN = MarkdownIt("commonmark").use(footnote_plugin).use(front_matter_plugin)


def links(page: bytes) -> set[str]:
    return {target.partition("|")[0] for target in re.findall(r"\[\[([^\]]*)\]\]", page.decode())}


@given(some)
def test_every_link_of_a_dossier_leads_somewhere_and_every_quotation_is_a_footnote(read):
    pages = dossiers(know(read), read)
    for page in pages.values():
        assert {f"{target}.md" for target in links(page)} <= set(pages)
        tokens = MARKDOWN.parse(page.decode())
        assert tokens[0].type == "front_matter"
        defined = {token.meta["label"] for token in tokens if token.type == "footnote_open"}
        assert defined == set(re.findall(r"^\[\^(\d+)\]: ", page.decode(), re.MULTILINE))
        assert "<script" not in MARKDOWN.render(page.decode()).lower()


def test_a_dossier_says_what_is_stated_and_what_is_only_said():
    pages = FOLDERS["dossier"].files(GRAPH)
    france = pages["France.md"].decode()
    stated, _, rest = france.partition("## Said")
    assert "cancels [[migrant talks]]" in stated
    assert "takes back" in rest
    assert "*(obligated)*" in rest
    belgium = pages["Belgium.md"].decode()
    assert "## Denied\n\n- *not:* **Belgium** cancels [[migrant talks]]" in belgium
    assert "“Belgium did not cancel the talks.” Channel crisis" in belgium
    front = france.split("---")[1]
    assert json.loads(re.search("iri: (.*)", front)[1]) == MINT.entity("France")


def test_file_names_are_taken_by_every_file_system():
    labels = ["a/b", "A b", "..", "con:", "x" * 300, "\u202eabc", "a|b", "#", "é"]
    names = file_names({f"e:{i}": Entity(f"e:{i}", label, Kind.THING) for i, label in enumerate(labels)})
    assert len({name.casefold() for name in names.values()}) == len(labels)
    assert not [name for name in names.values() if re.search(r'[\\/:*?"<>|#^\[\]\x00-\x1f]', name) or len(name) > 90]
    assert not [name for name in names.values() if name.startswith(".") or name.endswith((".", " "))]


@given(st.text())
def test_marked_words_are_words_and_nothing_else(words):
    rendered = MarkdownIt("commonmark").render(f"x{marked(words)}x")
    assert not re.search(r"<(?!/?p>)", rendered)


# ------------------------------------------------------------------------------------------------ all


@pytest.mark.parametrize("format", FOLDERS)
def test_the_order_of_documents_changes_no_byte_of_any_file(format):
    turned = Graph(READINGS[::-1], LINKS[::-1], runs=[Run("0.1.0", MODEL)])
    assert FOLDERS[format].files(GRAPH) == FOLDERS[format].files(turned)
