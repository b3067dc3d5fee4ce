"""Flat tuples, what was not understood, and repairs of the parse, over recorded parses."""

from __future__ import annotations

import pytest

from kg.extract import FLAT_RULES, extract, understand
from kg.extract.coverage import NO_SUBJECT, NO_VERB, UNSURE
from kg.extract.repair import repaired
from kg.extract.views import nary, triples
from tests.record import parses


def wide(text: str) -> list[str]:
    flats = (nary(e) for e in extract(parses()[text], FLAT_RULES))
    return [" | ".join((f.subject, f.relation, *f.arguments)) for f in flats if f is not None]


def minimal(text: str) -> list[str]:
    flats = (f for e in extract(parses()[text], FLAT_RULES) for f in triples(e))
    return [" | ".join((f.subject, f.relation, *f.arguments)) for f in flats]


def test_a_wide_tuple_holds_all_that_the_verb_governs() -> None:
    assert wide("Johnson sent a letter to Macron on Thursday.") == [
        "Johnson | sent | a letter | to Macron | on Thursday"
    ]


def test_triples_take_the_object_into_the_relation() -> None:
    assert minimal("Johnson sent a letter to Macron on Thursday.") == [
        "Johnson | sent | a letter",
        "Johnson | sent a letter to | Macron",
        "Johnson | sent a letter on | Thursday",
    ]


def test_the_object_of_a_triple_loses_its_clause_and_a_wide_tuple_keeps_it() -> None:
    text = "The minister praised officers who had saved children."
    assert "The minister | praised | officers" in minimal(text)
    assert "officers | had saved | children" in minimal(text)
    assert "The minister | praised | officers who had saved children" in wide(text)


def test_a_question_word_is_nobody() -> None:
    assert not [t for t in wide("What happened was sad.") if t.startswith("What |")]


@pytest.mark.parametrize(("text", "reason"), [("My letter to President Macron.", NO_VERB), ("Leave now!", NO_SUBJECT)])
def test_a_sentence_that_gives_nothing_is_a_gap_with_its_reason(text: str, reason: str) -> None:
    found, gaps = understand(parses()[text], [])
    assert found == ()
    assert [(text[slice(*g.span)], g.reason) for g in gaps] == [(text, reason)]


def test_what_is_not_sure_enough_is_a_gap() -> None:
    parse = parses()["Johnson sent a letter to Macron on Thursday."]
    found, gaps = understand(parse, FLAT_RULES, min_confidence=1.0)
    assert found == ()
    assert [g.reason for g in gaps] == [UNSURE]
    assert understand(parse, FLAT_RULES).gaps == ()


def token(text: str, word: str):
    (sentence,) = parses()[text].sentences
    return next(t for t in repaired(sentence).tokens if t.text == word), repaired(sentence).tokens


def test_a_particle_belongs_to_its_verb() -> None:
    back, tokens = token("They took back the boats that sank.", "back")
    assert (back.dep, tokens[back.head].text) == ("prt", "took")


def test_hoped_is_of_hope() -> None:
    assert token("He said that he hoped France would reconsider.", "hoped")[0].lemma == "hope"


def test_a_noun_coordinated_with_a_verb_joins_the_object() -> None:
    text = (
        "Mr Johnson called for reciprocal maritime patrols in both countries’ waters, "
        "as well as a “deepening” of the Cell to ensure sharing."
    )
    deepening, tokens = token(text, "deepening")
    assert (deepening.dep, tokens[deepening.head].text) == ("conj", "patrols")


def test_confidences_are_chances() -> None:
    for text in ("Johnson sent a letter to Macron on Thursday.", "He said that he hoped France would reconsider."):
        for extraction in extract(parses()[text]):
            assert 0 < extraction.confidence < 1
            assert all(0 < a.confidence <= 1 for a in extraction.arguments)
