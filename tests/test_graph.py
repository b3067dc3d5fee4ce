"""The Python API on the example."""

import os
import subprocess
import sys

import networkx
import pandas
import pytest
import rdflib
from pyvis.network import Network

from kg import Graph, KgError, QueryError, SettingsError, StoreError, build, document
from kg.graph import formats
from kg.store.folder import COPY, FILE

pytestmark = pytest.mark.model


def test_three_lines_give_the_claims(articles):
    graph = build(articles[0])
    cancels = next(claim for claim in graph.claims if claim.predicate.label == "cancels")
    assert (cancels.subject.label, cancels.asserted) == ("France", True)


def test_entities_are_called_by_their_full_names(example):
    people = {entity.label for entity in example.entities if entity.kind == "Person"}
    assert people >= {"Boris Johnson", "Emmanuel Macron", "Priti Patel", "Gérald Darmanin", "Grant Shapps"}


def test_documents_are_files_or_values_of_the_program():
    graph = build(document("France has cancelled the talks.", title="Talks", date="2021-11-26"))
    (known,) = graph.documents
    assert (known.source.title, known.source.date) == ("Talks", "2021-11-26")
    assert graph.claims


def test_the_obvious_query(example):
    rows = example.query("SELECT DISTINCT ?who { ?s rel:cancels ?o . ?s rdfs:label ?who }")
    assert [row["who"].lexical for row in rows.dicts()] == ["France"]


def test_values_are_bound_to_variables(example):
    assert example.query("ASK { $who rel:cancels ?what }", {"who": "ent:France"}) is True
    assert example.query("ASK { $who rel:cancels ?what }", {"who": "ent:Belgium"}) is False


def test_a_wrong_query_is_a_query_error(example):
    with pytest.raises(QueryError):
        example.query("SELECT")


def test_rdflib_finds_the_same(example):
    dataset = example.to_rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    found = dataset.query("ASK { ?s rel:cancels ?o }", initNs={"rel": "https://w3id.org/claimgraph/data/relation/"})
    assert found.askAnswer
    assert len({*dataset.quads()}) == len(example.export("nq").splitlines())


def test_networkx_has_a_node_for_each_entity_and_an_edge_for_each_claim_between_two(example):
    network = example.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    assert set(network) >= {entity.iri for entity in example.entities}
    between = {claim.id for claim in example.claims if getattr(claim.object, "iri", None)}
    assert {key for _, _, key in network.edges(keys=True)} == between


def test_pandas_has_a_row_for_each_claim(example):
    frame = example.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["claim"]) == [claim.id for claim in example.claims]


def test_without_pandas_the_way_out_is_said(example, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install .claimgraph\[pandas\]"):
        example.to_pandas()


def test_pyvis_draws_what_the_page_draws_first(example):
    network = example.to_pyvis()
    assert isinstance(network, Network)
    assert "Boris Johnson" in {node["label"] for node in network.nodes}


def test_the_page_is_written_and_shown_in_notebooks(example, tmp_path):
    page = example.to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert "<iframe" in example._repr_html_()


def test_a_notebook_shows_answers_as_tables_and_a_document_with_its_claims(example):
    table = example.query("SELECT ?what { ent:France rel:cancels ?o . ?o rdfs:label ?what }")._repr_html_()
    assert "<td" in table
    assert "talks with Priti Patel" in table
    document = example.document("whose-letter.md")
    assert len(document.claims) == sum("whose-letter" in claim.document for claim in example.claims)
    shown = document._repr_html_()
    assert 'title="Boris Johnson | not: writes | letter' in shown
    assert "The prime minister signed it" in shown
    with pytest.raises(KgError, match="there is no document 'nowhere'"):
        example.document("nowhere")


def test_what_is_saved_can_be_loaded(example, tmp_path):
    example.save(tmp_path / "graph")
    loaded = Graph.load(tmp_path / "graph")
    assert loaded.readings == example.readings
    assert loaded.links == example.links
    assert loaded.claims == example.claims
    assert {name: loaded.export(name) for name in formats()} == {name: example.export(name) for name in formats()}


@pytest.mark.parametrize("written", [None, "this is no graph\n", '<a> <b> "c" .\n'])
def test_a_graph_that_is_not_there_or_not_whole_is_a_store_error(tmp_path, written):
    if written is not None:
        (tmp_path / "graph.nq").write_text(written, "utf-8")
    with pytest.raises(StoreError, match=r"graph\.nq"):
        Graph.load(tmp_path)


def test_a_format_that_there_is_not(example):
    with pytest.raises(SettingsError, match="gexf"):
        example.export("nonsense")


def test_every_sentence_gave_claims_or_is_counted(example):
    told = {(claim.document, claim.evidence.sentence) for claim in example.claims}
    silent = {(document.id, span) for document, span in example.silent}
    every = {(reading.document.id, span) for reading in example.readings for span in reading.sentences}
    assert told.isdisjoint(silent)
    assert told | silent == every
    assert example.summary()["sentences that gave nothing"] == len(silent)


def test_a_document_that_cannot_be_read_is_a_failure_or_raised():
    bad = "nowhere.txt"
    assert [failure.document for failure in build(bad).failures] == [bad]
    with pytest.raises(KgError, match=bad):
        build(bad, strict=True)


def test_the_same_document_twice_is_one():
    given = document("France has cancelled the talks.")
    assert build(given, given).export("nq") == build(given).export("nq")


def test_two_documents_under_one_iri_are_a_failure_whatever_their_order():
    one = document("France has cancelled the talks.", url="https://news.example/a")
    other = document("France has not cancelled the talks.", url="https://news.example/a")
    forth, back = build(one, other), build(other, one)
    assert forth.export("nq") == back.export("nq")
    assert len(forth.failures) == len(back.failures) == 1
    assert "has the IRI of" in forth.failures[0].error


def test_an_empty_graph_can_be_looked_at_in_every_way(tmp_path):
    graph = Graph()
    assert graph.claims == graph.entities == graph.gaps == graph.silent == ()
    graph.save(tmp_path)
    for name in formats():
        graph.export(name)
    assert not graph.query("ASK { ?s ?p ?o }")
    assert Graph.load(tmp_path).readings == ()


def test_one_process_or_two_give_the_same_bytes(articles, example):
    assert build(*articles, jobs=2).export("nq") == example.export("nq")


def test_two_builds_under_different_hash_seeds_and_orders_give_the_same_bytes(articles, example, tmp_path):
    code = "import sys; from kg import build\ngraph = build(*sys.argv[2:])\ngraph.save(sys.argv[1])"
    folders = []
    for seed, order in (("0", articles), ("4711", articles[::-1])):
        folders.append(tmp_path / seed)
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, folders[-1], *order], env=environment, check=True)
    names = sorted(path.name for path in folders[0].iterdir())
    assert names == ["claims.jsonl", "graph.html", "graph.nq", "graph.ttl"]
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_a_large_graph_is_loaded_from_a_copy_that_holds_the_same(example, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    example.save(tmp_path)
    whole = Graph.load(tmp_path / FILE)
    monkeypatch.setattr("kg.graph.contents", None)
    quick = Graph.load(tmp_path)
    assert (quick.readings, quick.links, quick.curated) == (whole.readings, whole.links, whole.curated)
    assert quick.lines == whole.lines == example.lines


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:80] + b"?" + data[81:], lambda _: b""])
def test_a_copy_that_is_not_whole_is_passed_over(example, tmp_path, monkeypatch, damage):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    example.save(tmp_path)
    copy = tmp_path / COPY
    copy.write_bytes(damage(copy.read_bytes()))
    assert Graph.load(tmp_path).lines == example.lines
