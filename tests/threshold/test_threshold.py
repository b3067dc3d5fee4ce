"""What is left of a reading when only what is sure enough stays."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge import know
from kg.model import ClaimRef, Form, Gap
from kg.rdf.formats import Content
from kg.rdf.read import contents
from kg.threshold import UNSURE, confident
from tests.rdf.example import FIRST, MINT, READINGS

LEASTS = st.floats(0, 1)


def relations(reading):
    return [claim.relation.label for claim in reading.claims]


def words(reading, gap):
    return reading.document.text[gap.span.start : gap.span.end]


def test_claims_below_the_least_confidence_are_left_out():
    assert relations(FIRST) == ["cancels", "says", "is", "takes back", "crosses"]
    assert relations(confident(FIRST, 0.86)) == ["cancels", "says", "is", "takes back"]
    assert relations(confident(FIRST, 0.9)) == ["cancels", "says"]
    assert confident(FIRST, 0.84) is FIRST


def test_what_is_left_out_is_a_gap_or_its_whole_sentence_if_nothing_else_is_left_of_it():
    gaps = confident(FIRST, 0.9).gaps
    assert {(words(FIRST, gap), gap.reason) for gap in gaps} == {
        ("was", UNSURE),
        ("France should take back people who have crossed the Channel.", UNSURE),
    }


def test_who_says_something_that_is_left_out_still_says_something():
    before = next(claim for claim in FIRST.claims if claim.relation.label == "says")
    after = next(claim for claim in confident(FIRST, 0.9).claims if claim.relation.label == "says")
    assert isinstance(before.object, ClaimRef)
    assert after.object is None
    assert after.id == before.id


def test_adjectives_and_numbers_go_with_their_claims_and_things_stay():
    forms = {mention.form for mention in FIRST.mentions} - {mention.form for mention in confident(FIRST, 0.9).mentions}
    assert forms == {Form.TERM}


@given(LEASTS, LEASTS)
def test_two_thresholds_are_the_higher_of_them(one, other):
    for reading in READINGS:
        twice = confident(confident(reading, one), other)
        assert twice.claims == confident(reading, max(one, other)).claims
        assert {gap.reason for gap in twice.gaps} <= {UNSURE}


@given(LEASTS)
def test_what_is_left_is_whole_and_comes_back_from_its_quads(least):
    left = tuple(confident(reading, least) for reading in READINGS)
    assert all(claim.confidence >= least for reading in left for claim in reading.claims)
    lines = Content(left, know(left), (), (), MINT).lines
    assert contents(lines).readings == tuple(sorted(left, key=lambda reading: reading.document.id))
    names = {claim.id for reading in left for claim in reading.claims}
    assert all(c.object.claim in names for r in left for c in r.claims if isinstance(c.object, ClaimRef))


def test_gaps_that_were_there_stay():
    gap = Gap(FIRST.sentences[0], "no rule reads it")
    assert gap in confident(replace(FIRST, gaps=(gap,)), 0.9).gaps
