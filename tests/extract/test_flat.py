"""Flat tuples, what was not understood, and repairs of the parse, over recorded parses."""

from __future__ import annotations

import pytest

from kg.extract import FLAT_RULES, extract, understand
from kg.extract.gaps import NO_SUBJECT, NO_VERB, UNSURE
from kg.extract.mistakes import mended
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


def test_an_adverb_before_a_preposition_goes_with_the_verb() -> None:
    assert minimal("She travelled widely through Asia.") == ["She | travelled widely through | Asia"]
    assert wide("He is hopelessly behind his rivals.") == ["He | is hopelessly behind | his rivals"]


def test_an_adverb_that_joins_sentences_is_no_argument() -> None:
    assert minimal("However, the mayor resigned in May.") == ["the mayor | resigned in | May"]


def test_a_long_complement_is_not_left_out_of_a_further_triple() -> None:
    text = "In May he became a very regular and well liked guest of the old village inn."
    assert minimal(text) == ["he | became | a very regular and well liked guest of the old village inn"]


def test_what_stands_before_a_semicolon_is_not_an_object() -> None:
    assert set(minimal("On Friday the talks failed; for some days the ministers blamed the fog.")) == {
        "the talks | failed On | Friday",
        "the ministers | blamed | the fog",
        "the ministers | blamed the fog for | some days",
    }


def test_verbs_joined_directly_share_their_object() -> None:
    assert minimal("They designed and built the bridge.") == [
        "They | designed | the bridge",
        "They | built | the bridge",
    ]
    assert "The bridge | was designed by | Foster" in minimal("The bridge was designed and built by Foster.")
    assert minimal("She left and took the car.") == ["She | took | the car", "She | left"]


def test_a_noun_behind_a_comma_is_no_second_object() -> None:
    text = "The firm sold its shop, a small bakery in the old town."
    assert {"The firm | sold | its shop", "its shop | is | a small bakery in the old town"} <= set(minimal(text))
    text = "They will hold a meeting in early May, a move that pleased both leaders."
    assert wide(text) == ["They | will hold | a meeting | in early May", "a move | pleased | both leaders"]


def test_a_plural_behind_names_is_said_of_each() -> None:
    found = minimal("Mark and Marisa, the presenters, made the announcement.")
    assert {"Mark | is | the presenters", "Marisa | is | the presenters"} <= set(found)


def test_verbs_in_a_row_share_their_subject() -> None:
    assert minimal("Mr. Baker hears her out, asks a few questions and proposes some explanations.") == [
        "Mr. Baker | hears out | her",
        "Mr. Baker | asks | a few questions",
        "Mr. Baker | proposes | some explanations",
    ]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("The gene can prevent a plant from fertilizing itself.", "a plant | fertilizing | itself"),
        ("She thanked the mayor for opening the road.", "the mayor | opening | the road"),
        ("They used the money for building a school.", "They | building | a school"),
    ],
)
def test_who_does_what_a_gerund_behind_a_preposition_says(text: str, done: str) -> None:
    assert done in minimal(text)


def test_junior_is_part_of_the_name() -> None:
    assert not [t for t in minimal("Her brother, Tom Baker, Jr., was elected.") if t.endswith("Jr.")]


def test_two_who_do_something_to_each_other_stay_together_in_words() -> None:
    assert minimal("Anna and Bob met in Paris.") == ["Anna and Bob | met in | Paris"]


def test_a_question_word_is_nobody() -> None:
    assert not [t for t in wide("What happened was sad.") if t.startswith("What |")]


@pytest.mark.parametrize(("text", "reason"), [("My letter to President Macron.", NO_VERB), ("Leave now!", NO_SUBJECT)])
def test_a_sentence_that_gives_nothing_is_a_gap_with_its_reason(text: str, reason: str) -> None:
    understood = understand(parses()[text], [])
    assert understood.extractions == ()
    assert [(text[slice(*g.span)], g.reason) for g in understood.gaps] == [(text, reason)]


def test_what_is_not_sure_enough_is_a_gap() -> None:
    parse = parses()["Johnson sent a letter to Macron on Thursday."]
    understood = understand(parse, FLAT_RULES, min_confidence=1.0)
    assert understood.extractions == ()
    assert [g.reason for g in understood.gaps] == [UNSURE]
    assert understand(parse, FLAT_RULES).gaps == ()


def token(text: str, word: str):
    (sentence,) = mended(parses()[text]).sentences
    return next(t for t in sentence.tokens if t.text == word), sentence.tokens


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


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("On Friday the talks failed; for some days the ministers blamed the fog.", "failed", "blamed"),
        ("The first boat sank; there was no second one.", "sank", "was"),
        ("The city grew, five boroughs were formed, a bridge was opened.", "grew", "opened"),
    ],
)
def test_what_stands_before_a_semicolon_comes_first(text: str, first: str, second: str) -> None:
    head, tokens = token(text, first)
    assert (head.dep, tokens[head.head].text) == ("ROOT", first)
    assert [(t.dep, tokens[t.head].text) for t in tokens if t.text == second] == [("conj", first)]


def test_what_is_quipped_is_not_a_sentence_of_its_own() -> None:
    head, tokens = token("The plan was dead, he quipped on Monday.", "was")
    assert (head.dep, tokens[head.head].text) == ("ccomp", "quipped")


def test_confidences_are_chances() -> None:
    for text in ("Johnson sent a letter to Macron on Thursday.", "He said that he hoped France would reconsider."):
        for extraction in extract(parses()[text]):
            assert 0 < extraction.confidence < 1
            assert all(0 < a.confidence <= 1 for a in extraction.arguments)
