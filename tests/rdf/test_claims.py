from collections import Counter
from dataclasses import fields, replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.knowledge import know
from kg.ledger import order
from kg.model import (
    ClaimRef,
    Curated,
    Document,
    EventTime,
    Kind,
    Link,
    Mention,
    Qualifier,
    ReadClaim,
    Reading,
    Source,
    Timex,
    Value,
    Verdict,
)
from kg.rdf import nquads, vocabulary
from kg.rdf.claims import Run, curation, evidence, view
from kg.rdf.read import contents
from tests.rdf.example import FIRST, LINKS, MINT, MODEL, READINGS, SECOND
from tests.rdf.strategies import decisions, readings

RUN = Run("0.1.0", MODEL, (("assert_attributed", "false"),))


def lines(some_readings, links=(), runs=(RUN,), curated=Curated()):  # noqa: B008 frozen
    for reading in some_readings:
        yield from evidence(reading, run=RUN.iri(MINT))
    yield from curation(links, runs, curated, mint=MINT)
    yield from view(know(some_readings, links, curated=curated), mint=MINT)


def distinct(some_readings):
    return list({reading.document.id: reading for reading in some_readings}.values())


several = st.lists(readings(), max_size=3).map(distinct)


@given(several, decisions, st.randoms())
def test_readings_and_decisions_come_back_from_their_quads_whole(some, links, random):
    quads = list(lines(some, links))
    random.shuffle(quads)
    back = contents(quads)
    assert back.readings == tuple(sorted(some, key=lambda reading: reading.document.id))
    assert back.links == tuple(sorted(links, key=order))
    assert back.runs == (RUN,)


@given(several, decisions)
def test_the_view_made_from_what_was_kept_is_the_view_that_was_there(some, links):
    kept = contents(lines(some, links))
    assert know(kept.readings, kept.links) == know(some, links)


@given(several, decisions)
def test_every_line_is_canonical_and_no_triple_is_in_two_graphs(some, links):
    canonical = nquads.canonical(lines(some, links))
    quads = list(pyoxigraph.parse("\n".join(canonical).encode(), pyoxigraph.RdfFormat.N_QUADS))
    assert [f"{quad} ." for quad in quads] == canonical
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    triples = Counter(quad.triple for quad in quads)
    assert not [triple for triple, times in triples.items() if times > 1]


@given(several, decisions)
def test_lines_read_one_by_one_say_what_a_parser_reads(some, links):
    canonical = nquads.canonical(lines(some, links))
    for line, quad in zip(
        canonical, pyoxigraph.parse("\n".join(canonical).encode(), pyoxigraph.RdfFormat.N_QUADS), strict=True
    ):
        ours = nquads.parse(line)
        assert (ours.subject, ours.predicate, ours.graph) == (
            quad.subject.value,
            quad.predicate.value,
            quad.graph_name.value,
        )
        if isinstance(ours.object, str):
            assert ours.object == quad.object.value
        else:
            assert ours.object == (quad.object.value, quad.object.datatype.value, quad.object.language)


@given(several, decisions)
def test_quads_are_a_set_whatever_the_order_and_partition_of_documents(some, links):
    together = {line for reading in some for line in evidence(reading)}
    apart = {line for reading in reversed(some) for line in evidence(reading)}
    assert together == apart
    assert set(view(know(some, links), mint=MINT)) == set(view(know(some[::-1], links[::-1]), mint=MINT))


@given(several)
def test_only_terms_of_the_vocabulary_are_used(some):
    known = vocabulary.own_terms()
    for line in lines(some):
        quad = nquads.parse(line)
        for term in (quad.predicate, quad.object):
            if isinstance(term, str) and term.startswith(vocabulary.KG):
                assert term in known


FIELDS = {
    Reading: "document model sentences mentions claims links gaps",
    Document: "id text source",
    Source: "name title date url author publisher language",
    Mention: "pieces text form minted label kind head_term value timex arguments number reason confidence",
    Value: "lexical datatype unit approximation",
    Timex: "type value begin end mod",
    ReadClaim: "id sentence subject relation object qualifiers polarity modality sources time confidence rule "
    "relation_pieces relation_phrase cue_pieces source_pieces unspecified attributed",
    EventTime: "value end text",
    Qualifier: "relation value",
    ClaimRef: "claim",
    Link: "alias canonical method confidence scope evidence withdrawn note member",
    Curated: "verdicts matches kinds",
}


@pytest.mark.parametrize("type", FIELDS)
def test_no_field_of_the_model_has_been_added_without_a_place_in_the_quads(type):
    """Whoever adds a field adds it to ``claims.py``, ``read.py``, ``strategies.py`` and here."""
    assert [field.name for field in fields(type)] == FIELDS[type].split()


def test_what_was_decided_besides_links_comes_back():
    claim, thing = FIRST.claims[0].id, MINT.entity("UK")
    curated = Curated(((claim, Verdict.REJECTED, "misread"),), ((thing, "urn:uk"),), ((thing, Kind.ORGANIZATION),))
    assert contents(lines(READINGS, LINKS, curated=curated)).curated == curated
    known = know(READINGS, LINKS, curated=curated)
    (rejected,) = (each for each in known.claims if each.id == claim)
    assert (rejected.asserted, rejected.verdict) == (False, Verdict.REJECTED)
    assert {entity.iri: entity.kind for entity in known.entities}[thing] is Kind.ORGANIZATION


def test_exactly_the_asserted_claims_with_an_object_have_a_plain_triple():
    quads = {nquads.parse(line)[:3] for line in lines(READINGS, LINKS)}
    for claim in know(READINGS, LINKS).claims:
        triple = (claim.subject.iri, claim.predicate.iri, getattr(claim.object, "iri", None) or claim.object.claim)
        assert (triple in quads) == claim.asserted, claim.id


def test_links_of_a_reading_go_with_its_document_and_others_are_decisions():
    graphs = {nquads.parse(line).graph for line in lines(READINGS, LINKS) if "ns#Link>" in line}
    assert graphs == {FIRST.document.id, MINT.curation}


def test_a_build_records_no_time_unless_asked():
    assert not any("AtTime" in line for line in lines(READINGS, LINKS))
    timed = replace(RUN, started="2024-01-02T03:04:05Z")
    assert timed.iri(MINT) == RUN.iri(MINT)
    assert contents(lines(READINGS, LINKS, [timed])).runs == (timed,)


def test_the_text_itself_is_written_only_on_request():
    assert not any("isString" in line for line in evidence(SECOND))
    (line,) = (line for line in evidence(SECOND, include_text=True) if "isString" in line)
    assert nquads.parse(line).object.lexical == SECOND.document.text


@pytest.mark.parametrize(
    ("url", "object"),
    [
        ("https://news.example/ä", "https://news.example/ä"),
        ("not a url", nquads.Literal("not a url")),
        ("https://e.x/a b", nquads.Literal("https://e.x/a b")),
    ],
)
def test_an_address_is_an_iri_if_it_can_be(url, object):
    reading = replace(FIRST, document=replace(FIRST.document, source=Source("x", url=url)))
    (found,) = (nquads.parse(line).object for line in evidence(reading) if vocabulary.URL in line)
    assert found == object


@pytest.mark.parametrize(
    ("lost", "message"),
    [(vocabulary.SENTENCE, "no sentence"), (vocabulary.FORM, "form"), (vocabulary.RULE, "rule")],
)
def test_a_graph_with_something_missing_is_not_trusted(lost, message):
    with pytest.raises(StoreError, match=message):
        contents(line for line in evidence(FIRST) if f" {lost} " not in line)


def test_a_line_that_is_no_quad_is_named_by_its_number():
    with pytest.raises(StoreError, match="line 2"):
        contents([next(evidence(FIRST)), "<s> <p> _:b <g> ."])
