import json
import re
from dataclasses import replace
from functools import cache

import jsonschema
import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg.errors import KgError
from kg.knowledge import know
from kg.model import Form, Kind, Modality, Polarity, Verdict
from kg.query import run
from kg.rdf import nquads, schemas, vocabulary
from kg.rdf.claims import Run
from kg.rdf.formats import FORMATS, Content
from kg.store.oxigraph import Oxigraph
from tests.rdf.example import LINKS, MINT, MODEL, READINGS
from tests.rdf.test_formats import EXAMPLE, contents

KG = rdflib.Namespace(vocabulary.KG)


@cache
def graph(name):
    return rdflib.Graph().parse(schemas.path(name), format="turtle")


def triples(lines):
    text = "\n".join(line.rpartition(" <")[0] + " ." for line in lines)
    return rdflib.Graph().parse(data=text, format="nt")


def violations(lines):
    conforms, report, text = pyshacl.validate(triples(lines), shacl_graph=graph("kg-shapes.ttl"))
    found = {
        (str(report.value(r, SH.focusNode)), str(report.value(r, SH.resultMessage)))
        for r in report[: RDF.type : SH.ValidationResult]
    }
    assert conforms == (not found), text
    return found


def unasserted(lines):
    store = Oxigraph()
    store.add(lines)
    return run(store, schemas.path("asserted.rq").read_text("utf-8")).rows


# ------------------------------------------------------------------------------------------------ the ontology


def test_every_term_that_quads_can_use_is_defined_and_no_other():
    defined = {str(term) for term in graph("kg.ttl").subjects(RDF.type, None) if term.startswith(KG)}
    schemes = {str(KG[name]) for name in ("Polarity", "Modality", "Form", "Verdict")}
    assert defined - schemes == vocabulary.own_terms()


def test_every_term_has_a_type_one_label_and_one_comment():
    ontology = graph("kg.ttl")
    for term in {term for term in ontology.subjects() if term.startswith(KG)}:
        assert list(ontology.objects(term, RDF.type)), term
        assert len(list(ontology.objects(term, RDFS.label))) == 1, term
        assert len(list(ontology.objects(term, RDFS.comment))) == 1, term


def test_concepts_of_the_schemes_are_those_of_the_model():
    ontology = graph("kg.ttl")
    for scheme, values, ending in (
        ("Polarity", Polarity, ""),
        ("Modality", Modality, ""),
        ("Form", Form, "Form"),
        ("Verdict", Verdict, ""),
    ):
        concepts = set(ontology.subjects(SKOS.inScheme, KG[scheme]))
        assert concepts == {KG[value.value.capitalize() + ending] for value in values}
        assert {str(ontology.value(concept, RDFS.label)) for concept in concepts} == {value.value for value in values}
    assert {KG[kind.value] for kind in Kind} <= set(ontology.subjects(RDF.type, OWL.Class))


def test_our_terms_stand_under_those_of_rdf_prov_skos_and_nif():
    ontology = graph("kg.ttl")
    above = {str(term) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for term in ontology.objects(None, p)}
    for namespace in (vocabulary.RDF, vocabulary.PROV, vocabulary.SKOS, vocabulary.NIF):
        assert any(term.startswith(namespace) for term in above), namespace


def test_properties_are_used_as_the_ontology_says():
    ontology = graph("kg.ttl")
    for line in EXAMPLE.lines:
        quad = nquads.parse(line)
        if quad.predicate.startswith(KG):
            kind = OWL.ObjectProperty if isinstance(quad.object, str) else OWL.DatatypeProperty
            assert (rdflib.URIRef(quad.predicate), RDF.type, kind) in ontology, quad.predicate


@pytest.mark.parametrize("name", ["kg.ttl", "kg-shapes.ttl"])
def test_prefixes_of_the_files_are_those_of_the_vocabulary(name):
    for prefix, place in re.findall(r"^PREFIX (\w+): <(.*)>", schemas.path(name).read_text("utf-8"), re.MULTILINE):
        assert vocabulary.VOCABULARIES.get(prefix, place) == place


# ------------------------------------------------------------------------------------------------ shapes


def test_the_example_conforms_to_the_shapes():
    assert violations(EXAMPLE.lines) == set()
    assert unasserted(EXAMPLE.lines) == ()


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(contents)
def test_whatever_can_be_read_conforms_to_the_shapes(of):
    kept = [
        replace(reading, claims=tuple(replace(claim, relation_phrase="w") for claim in reading.claims), links=())
        for reading in of.readings
    ]
    content = Content(tuple(kept), know(kept), (), (Run("0.1.0", MODEL),), MINT)
    assert violations(content.lines) == set()
    assert unasserted(content.lines) == ()


CLAIM = f"<{READINGS[0].document.id}#claim_7_eb87b02b>"


def without(predicate):
    return [line for line in EXAMPLE.lines if not line.startswith(f"{CLAIM} {predicate}")]


def also(predicate, object):
    return [*EXAMPLE.lines, f"{CLAIM} {predicate} {object} <{MINT.knowledge}> ."]


@pytest.mark.parametrize(
    "broken",
    [
        without(vocabulary.SENTENCE),
        without(vocabulary.SUBJECT_MENTION),
        without(vocabulary.CONFIDENCE),
        without(vocabulary.ASSERTED),
        without(vocabulary.PREDICATE),
        also(vocabulary.POLARITY, vocabulary.POLARITIES[Polarity.NEGATIVE]),
        also(vocabulary.CONFIDENCE, '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        also(vocabulary.UNSPECIFIED_SUBJECT, "<e:x>"),
        also(vocabulary.OBJECT_CLAIM, CLAIM),
        also(vocabulary.RELATION_SPAN, "<e:x>"),
    ],
)
def test_a_claim_that_is_not_whole_does_not_conform(broken):
    assert CLAIM[1:-1] in {focus for focus, _ in violations(broken)}


def test_an_asserted_claim_without_its_triple_is_found_and_so_is_a_triple_without_its_claim():
    france, talks = f"<{MINT.entity('France')}>", f"<{READINGS[0].document.id}#migrant_talks>"
    fact = f"{france} <{MINT.relation('cancels')}> {talks}"
    lost = [line for line in EXAMPLE.lines if not line.startswith(fact)]
    assert [row[3].lexical for row in unasserted(lost)] == ["asserted, but no plain triple"] * 2
    invented = [*EXAMPLE.lines, f"<{MINT.entity('Belgium')}> <{MINT.relation('cancels')}> {talks} <{MINT.knowledge}> ."]
    assert [row[3].lexical for row in unasserted(invented)] == ["a plain triple, but not asserted"]


def test_shapes_are_shacl_core_alone():
    core = graph("kg-shapes.ttl")
    used = {str(term).removeprefix(str(SH)) for triple in core for term in triple if str(term).startswith(str(SH))}
    assert not used & {"sparql", "select", "ask", "js", "SPARQLTarget", "rule"}


# ------------------------------------------------------------------------------------------------ JSON


@cache
def validator(name):
    schema = json.loads(schemas.path(f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["claims", "mentions"])
@given(contents)
def test_lines_of_json_are_valid(name, of):
    for line in FORMATS[name].write(of):
        validator(name).validate(json.loads(line))


@pytest.mark.parametrize("name", ["claims", "mentions"])
def test_every_key_is_always_there_and_no_other(name):
    row = json.loads(next(FORMATS[name].write(EXAMPLE)))
    for key in list(row):
        assert not validator(name).is_valid({k: v for k, v in row.items() if k != key}), key
    assert not validator(name).is_valid({**row, "extra": 1})


def test_the_context_gives_short_names_to_all_properties_of_ours():
    context = json.loads(schemas.path("context.jsonld").read_text("utf-8"))["@context"]
    named = {entry["@id"] for entry in context.values() if isinstance(entry, dict)}
    properties = {term for term in vocabulary.own_terms() if term.removeprefix(vocabulary.KG)[0].islower()}
    assert {f"kg:{term.removeprefix(vocabulary.KG)}" for term in properties} <= named


def test_json_ld_is_readable_without_our_prefixes_in_hand():
    text = "".join(FORMATS["jsonld"].write(Content(READINGS, know(READINGS, LINKS), LINKS, (), MINT)))
    assert "http" not in text.split('"@graph"', 1)[1].replace("https://news.example", "").replace(
        "https://daily.example", ""
    )
    assert list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.JSON_LD))


def test_a_schema_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(KgError, match=r"there are .*kg-shapes\.ttl"):
        schemas.path("kg.owl")
