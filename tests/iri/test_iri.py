import re
import unicodedata

import pyoxigraph
import pytest
import rdflib
from hypothesis import assume, given
from hypothesis import strategies as st

from kg import iri
from kg.errors import SettingsError
from kg.iri import Minter
from kg.model import Span

MINT = Minter("https://example.org/kg/")
DOC = "https://example.org/kg/doc/a-1705532b"

labels = st.text(max_size=100) | st.text(alphabet="Cc+ _-.'é́talks12", max_size=12)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Boris Johnson", "Boris_Johnson"),
        ("Zoë Smith", "Zoë_Smith"),
        ("Zoe\u0308 Smith", "Zoë_Smith"),
        ("北京", "北京"),
        ("C", "C"),
        ("C++", "C.f1deb75f"),
        ("Jean-Marc", "Jean-Marc"),
        ("नई दिल्ली", "नई_दिल्ली"),
    ],
)
def test_a_name_stays_readable_and_carries_a_hash_only_if_its_slug_lost_something(label, name):
    assert iri.local_name(label) == name


@pytest.mark.parametrize(
    ("label", "pattern"),
    [
        ("AT&T", r"AT_T\.[0-9a-f]{8}"),
        ("Boris_Johnson", r"Boris_Johnson\.[0-9a-f]{8}"),
        ("", r"_\.[0-9a-f]{8}"),
        ("…", r"_\.[0-9a-f]{8}"),
        ("-5", r"5\.[0-9a-f]{8}|_5\.[0-9a-f]{8}"),
        ("a" * 81, r"a{80}\.[0-9a-f]{8}"),
        ("m² ª µ", r"m[_ªµ]*\.[0-9a-f]{8}"),
        ("x\U000e0100", r"x\.[0-9a-f]{8}"),
    ],
)
def test_what_a_slug_loses_is_kept_apart_by_a_hash(label, pattern):
    assert re.fullmatch(pattern, iri.local_name(label))


def minted(label):
    yield MINT.entity(label)
    yield MINT.term(label)
    yield MINT.relation(label)
    yield MINT.qualifier(label)
    yield MINT.qualifier_mention(label)
    yield MINT.document(label, label)
    yield MINT.agent(label, label)
    yield MINT.run(label, label)
    yield MINT.link(label, label)
    yield iri.nominal(DOC, label, 2)
    yield iri.claim(DOC, Span(0, 1), label, label)


@given(labels)
def test_any_text_mints_a_valid_iri(label):
    for each in minted(label):
        node = pyoxigraph.NamedNode(each)
        line = f"{node} {node} {node} ."
        assert next(iter(pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES))).subject == node
        assert rdflib.URIRef(each).n3() == f"<{each}>"
        assert unicodedata.is_normalized("NFC", each)


@given(labels)
def test_local_names_are_written_in_turtle_and_sparql_without_escapes(label):
    name = iri.local_name(label)
    expected = pyoxigraph.NamedNode(MINT.entity(label))
    turtle = f"PREFIX ent: <{MINT.base}entity/> ent:{name} a ent:{name} ."
    (triple,) = pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
    assert triple.subject == triple.object == expected
    if max(name) > "\uffff":
        return  # allowed, but Oxigraph wants such IRIs in angle brackets in a query
    query = f"PREFIX ent: <{MINT.base}entity/> SELECT (ent:{name} AS ?x) {{}}"
    (row,) = pyoxigraph.Store().query(query)
    assert row["x"] == expected


@given(labels, labels)
def test_different_labels_have_different_names(one, other):
    assume(iri.normalise(one) != iri.normalise(other))
    assert iri.local_name(one) != iri.local_name(other)


@given(labels, labels, st.integers(1, 12), st.integers(1, 12))
def test_different_nominals_of_a_document_have_different_iris(one, other, i, j):
    assume((iri.normalise(one), i) != (iri.normalise(other), j))
    assert iri.nominal(DOC, one, i) != iri.nominal(DOC, other, j)


@given(labels)
def test_a_name_is_minted_from_its_label_whatever_its_spacing(label):
    assert iri.local_name(label) == iri.local_name(f"  {iri.normalise(label)}\n")


@given(labels)
def test_words_give_the_label_back_or_nothing(label):
    for each in (MINT.entity(label), iri.nominal(DOC, label), iri.nominal(DOC, label, 7)):
        assert iri.words(each) in (iri.normalise(label), None)
    if re.fullmatch(r"[A-Za-z][a-z]*( [a-z]+)*", label) and len(label) <= iri.LONGEST:
        assert iri.words(MINT.entity(label)) == label


@pytest.mark.parametrize("label", ["span 0 98", "claim 7 eb87b02b", "unspecified 5", "link 1", "value 0 9"])
def test_a_nominal_is_never_taken_for_a_span_a_claim_or_a_link(label):
    assert re.fullmatch(r"\w+\.[0-9a-f]{8}", iri.name_of(iri.nominal(DOC, label)))


def test_the_examples_of_the_rdf_model_are_minted_as_it_says():
    d1 = MINT.document("france-uk-talks", "https://news.example/2021/11/26/france-uk-talks")
    assert d1 == "https://example.org/kg/doc/france-uk-talks-1705532b"
    assert iri.nominal(d1, "letter", 2) == d1 + "#letter.2"
    assert iri.claim(d1, Span(7, 14), iri.span(d1, Span(0, 6)), iri.span(d1, Span(15, 28))) == d1 + "#claim_7_eb87b02b"
    assert MINT.relation("takes back") == "https://example.org/kg/relation/takes_back"
    assert MINT.qualifier("in response to") == "https://example.org/kg/qualifier/in_response_to"
    assert MINT.knowledge == "https://example.org/kg/graph/knowledge"


def test_links_about_one_document_differ_from_links_about_all():
    assert MINT.link("a", "b") != MINT.link("a", "b", DOC) != MINT.link("b", "a", DOC)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the UK", "UK"),
        ("Mr Darmanin", "Darmanin"),
        ("The  Dr. Smith", "Smith"),
        ("the British prime minister’s public letter", "British prime minister's public letter"),
        ("the", "the"),
        ("Theresa May", "Theresa May"),
        ("Andorra", "Andorra"),
        ("Sirhan", "Sirhan"),
    ],
)
def test_labels_leave_out_determiners_and_courtesy_titles(text, label):
    assert iri.bare(text) == label


@pytest.mark.parametrize("base", ["", "data/", "https://example.org/kg", "https://exa mple.org/", "https://e.org/<x>/"])
def test_a_base_that_is_no_iri_is_refused_with_a_way_out(base):
    with pytest.raises(SettingsError, match="try one like"):
        Minter(base)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_span_gives_its_place_back(start, end):
    assert iri.place(iri.span(DOC, Span(start, end))) == Span(start, end)


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_minter_of_a_document_is_found_in_its_iri(name, address):
    document = MINT.document(name, address)
    assert iri.minter_of(document) == iri.minter_of(iri.span(document, Span(0, 1))) == MINT
