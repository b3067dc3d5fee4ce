"""Clients that people use: our own store on a server, with the contract of all stores; rdflib; and plain forms."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg.query import run
from kg.store.remote import Remote
from tests.serve.conftest import TOKEN
from tests.store.contract import EXAMPLE, PREFIXES, Contract


class TestOurOwnStoreOnAServer(Contract):
    @pytest.fixture
    def store(self, shared_writable):
        assert shared_writable.update("DROP ALL").status == 204
        return Remote(f"{shared_writable.address}sparql", token=TOKEN)


def test_our_own_store_asks_a_graph_that_is_served_to_be_read(readable):
    store = Remote(f"{readable.address}sparql")
    assert [line for line in store if "example.org/own" not in line] == EXAMPLE
    assert len(run(store, "SELECT DISTINCT ?claim { ?claim a kg:Claim }")) > 0


def test_rdflib_asks(readable):
    for kind in ("json", "xml", "csv"):
        graph = rdflib.Graph(SPARQLStore(f"{readable.address}sparql", returnFormat=kind))
        claims = list(graph.query("SELECT ?claim { ?claim a kg:Claim }", initNs=PREFIXES))
        assert len(claims) == len(set(claims)) > 0
    graph = rdflib.Graph(SPARQLStore(f"{readable.address}sparql"))
    label = rdflib.RDFS.label
    assert {str(value) for value in graph.objects(None, label)} >= {"France"}
    assert graph.query("ASK { ?s ?p ?o }").askAnswer


def test_rdflib_writes(shared_writable):
    shared_writable.update("DROP ALL")
    store = SPARQLUpdateStore(
        f"{shared_writable.address}sparql",
        f"{shared_writable.address}sparql",
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("https://example.org/mine"))
    graph.add((rdflib.URIRef("e:s"), rdflib.RDFS.label, rdflib.Literal('a "quoted" label', lang="en")))
    store.commit()
    assert shared_writable.query("ASK { GRAPH <https://example.org/mine> { ?s rdfs:label ?l } }").json()["boolean"]
    assert len(graph) == 1


def test_rdflib_reads_a_graph_by_its_address(readable):
    graph = rdflib.Graph().parse(f"{readable.address}graphs?graph=https://example.org/own")
    assert len(graph) == 1
