"""The description of a graph for catalogues, read by rdflib."""

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, VOID, XSD, Literal, URIRef

from kg.errors import SettingsError
from kg.rdf.void import About, File, describe
from tests.rdf.example import FIRST, MINT, SECOND
from tests.store.contract import EXAMPLE

FILES = [File("graph.nq", 12, "application/n-quads", "The whole graph."), File("graph.html", 3, "text/html", "A page.")]
BY = "https://creativecommons.org/licenses/by/4.0/"
ABOUT = About("News", None, BY, "The Daily", "https://data.example/news/", "https://data.example/sparql")
PLACE = URIRef(f"{MINT.base}dataset")


def read(files=FILES, about=ABOUT):
    return rdflib.Graph().parse(data="".join(describe(EXAMPLE, files, about)), format="turtle")


@pytest.fixture(scope="module")
def found():
    return read()


def test_every_term_is_one_of_its_vocabulary(found):
    known = {str(space): space for space in (VOID, DCAT, DCTERMS, FOAF, PROV)}
    terms = {*found.predicates(), *found.objects(None, RDF.type)} - {RDF.type}
    assert {str(term) for term in terms if not any(term in space for space in known.values())} == set()
    assert len(terms) > 20
    assert not any(isinstance(node, rdflib.BNode) for triple in found for node in triple)


def test_the_numbers_are_those_of_the_graph(found):
    triples = {line.rpartition(" <")[0] for line in EXAMPLE}
    assert found.value(PLACE, VOID.triples) == Literal(len(triples))
    assert found.value(PLACE, VOID.distinctSubjects) == Literal(len({line.split()[0] for line in triples}))
    assert found.value(PLACE, VOID.properties) == Literal(len({line.split()[1] for line in triples}))
    whole = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    for part in found.objects(PLACE, VOID.classPartition):
        members = whole.subjects(RDF.type, found.value(part, VOID["class"]))
        assert found.value(part, VOID.entities) == Literal(len({*members}))
    for part in found.objects(PLACE, VOID.propertyPartition):
        said = whole.triples((None, found.value(part, VOID.property), None))
        assert found.value(part, VOID.triples) == Literal(len([*said]))
    assert sum(map(int, (found.value(part, VOID.triples) for part in found.objects(PLACE, VOID.subset)))) == len(
        triples
    )


def test_what_it_was_made_from_and_when_is_told(found):
    documents = {URIRef(reading.document.id) for reading in (FIRST, SECOND)}
    assert {*found.objects(PLACE, PROV.wasDerivedFrom)} == documents
    assert len([*found.objects(PLACE, PROV.wasGeneratedBy)]) == 1
    period = found.value(PLACE, DCTERMS.temporal)
    assert found.value(period, DCAT.startDate) == Literal("2021-11-26", datatype=XSD.date)


def test_files_and_what_the_owner_says_are_told(found):
    assert found.value(PLACE, DCTERMS.license) == URIRef(BY)
    assert found.value(found.value(PLACE, DCTERMS.publisher), FOAF.name) == Literal("The Daily")
    assert found.value(PLACE, VOID.sparqlEndpoint) == URIRef("https://data.example/sparql")
    assert {*found.objects(PLACE, VOID.dataDump)} == {URIRef("https://data.example/news/graph.nq")}
    sizes = {found.value(each, DCAT.byteSize).toPython() for each in found.objects(PLACE, DCAT.distribution)}
    assert sizes == {12, 3}


def test_what_nobody_said_is_not_told():
    bare = read((), About())
    assert not [*bare.objects(PLACE, DCTERMS.license)]
    assert not [*bare.objects(PLACE, DCAT.distribution)]


@pytest.mark.parametrize("wrong", [{"license": "MIT"}, {"at": "https://a b"}, {"sparql": "<https://a>"}])
def test_an_address_that_is_none_is_told(wrong):
    with pytest.raises(SettingsError, match="is not the address of anything"):
        About(**wrong)
