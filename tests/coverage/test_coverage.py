"""What was not understood, counted by sentences, clauses and reasons."""

from dataclasses import replace

import pytest

from kg.coverage import NOTHING_LEFT, coverage
from kg.model import Gap, Span
from kg.threshold import UNSURE, confident
from tests.rdf.example import FIRST, SECOND

REASON = "no rule reads it"


def test_where_every_sentence_gave_a_claim_nothing_is_missing():
    found = coverage([FIRST, SECOND])
    assert [(each.document.source.name, each.sentences, each.told) for each in found.documents] == [
        ("channel-crisis", 3, 3),
        ("france-uk-talks", 3, 3),
    ]
    assert (found.share, found.reasons) == (1, {})


def test_sentences_without_a_claim_and_clauses_in_others_are_told_apart():
    found = coverage([confident(FIRST, 0.9)])
    assert [gap.span for gap in found.documents[0].silent] == [FIRST.sentences[2]]
    assert [gap.reason for gap in found.documents[0].dropped] == [UNSURE]
    assert found.reasons == {UNSURE: (1, 1)}
    assert found.share == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("gaps", "reason"),
    [
        ((), NOTHING_LEFT),
        ((Gap(FIRST.sentences[0], REASON),), REASON),
        ((Gap(Span(0, 6), "a clause without a subject"), Gap(FIRST.sentences[0], REASON)), REASON),
        ((Gap(Span(0, 6), "a clause without a subject"),), "a clause without a subject"),
    ],
)
def test_a_silent_sentence_has_one_reason_that_of_the_whole_if_there_is_one(gaps, reason):
    rest = tuple(claim for claim in FIRST.claims if claim.sentence != FIRST.sentences[0])
    (document,) = coverage([replace(FIRST, claims=rest, gaps=gaps)]).documents
    assert document.silent == (Gap(FIRST.sentences[0], reason),)
    assert document.dropped == ()


def test_reasons_come_with_the_most_frequent_first():
    gaps = (Gap(Span(0, 6), "b"), Gap(Span(7, 9), "a"), Gap(Span(8, 9), "a"))
    assert list(coverage([replace(FIRST, gaps=gaps)]).reasons) == ["a", "b"]


def test_as_plain_values_it_has_words_and_places():
    told = coverage([confident(FIRST, 0.9)]).json()
    assert told["reasons"] == {UNSURE: {"sentences": 1, "clauses": 1}}
    assert (told["sentences"], told["with claims"], told["share"]) == (3, 2, 0.6667)
    (gap,) = told["documents"][0]["silent"]
    assert gap["text"] == FIRST.document.text[gap["begin"] : gap["end"]]
    assert told["documents"][0]["document"] == FIRST.document.id
