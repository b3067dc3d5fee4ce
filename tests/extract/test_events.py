"""Nouns that name events: who takes part in them, and whether they took place."""

from __future__ import annotations

import pytest

from kg.extract import CLAIM_RULES, extract
from kg.extract.events import EVENT_NOUNS, SUPPORT
from kg.model import Extraction, Modality, Polarity
from tests.record import parses

EVENTS = {"nominalised", "happening"}


def events(text: str) -> list[Extraction]:
    return [e for e in extract(parses()[text], CLAIM_RULES) if e.rule in EVENTS]


def read(text: str) -> list[str]:
    found = []
    for e in events(text):
        words = [e.subject.text if e.subject else "somebody", e.verb, *(a.phrase.text for a in e.arguments)]
        found.append(" | ".join(words))
    return found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The destruction of the archive by the rebels was filmed.", ["the rebels | destroys | the archive"]),
        ("The police announced the arrest of the singer.", ["somebody | arrests | the singer"]),
        ("The singer's arrest was filmed.", ["somebody | arrests | The singer"]),
        ("The arrival of the fleet was filmed.", ["the fleet | arrives"]),
        ("A fall in sales worried the owners.", ["sales | falls"]),
        ("The statement of the ministry was short.", ["the ministry | states"]),
        ("Oil production has stopped.", ["somebody | produces | Oil"]),
        ("The airline suffered an attack on Monday.", ["somebody | attacks | The airline | Monday"]),
        ("The list of guests was lost.", []),
        ("A recovery in Spain is near.", []),
        ("The search for survivors goes on.", ["somebody | searches | survivors"]),
        ("The firm filed a lawsuit against the city in May.", ["The firm | sues | the city | May"]),
        ("Villagers staged a protest against the dam.", ["Villagers | protests | the dam"]),
        ("An order for Airbus was lost.", []),
        ("The crisis in Greece closed the banks.", ["The crisis | happens | Greece"]),
        ("Engine failures delayed the launch.", ["Engine | fails"]),
    ],
)
def test_who_takes_part_follows_from_the_verb_and_the_words_around_the_noun(text: str, says: list[str]) -> None:
    assert read(text) == says


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("After the resignation of the mayor, the council met.", Polarity.POSITIVE, Modality.ACTUAL),
        ("The sale of the factory would cost hundreds of jobs.", Polarity.POSITIVE, Modality.CONDITIONAL),
        ("The board will make a decision in March.", Polarity.POSITIVE, Modality.PLANNED),
        ("The board made no decision.", Polarity.NEGATIVE, Modality.ACTUAL),
        ("The failed assassination of the king led to war.", Polarity.NEGATIVE, Modality.ACTUAL),
        ("They paid for the repair of the roof.", Polarity.POSITIVE, Modality.POSSIBLE),
        ("The plan is to end the firm's losses by 2008.", Polarity.POSITIVE, Modality.ACTUAL),
    ],
)
def test_an_event_took_place_if_what_it_depends_on_says_so(text: str, polarity: Polarity, modality: Modality) -> None:
    assert [(e.polarity, e.modality) for e in events(text)] == [(polarity, modality)]


def test_what_somebody_announces_is_said_by_them() -> None:
    (said,) = events("The police announced the arrest of the singer.")
    assert [a.source.text for a in said.attributions if a.source is not None] == ["The police"]


def test_an_event_is_as_sure_as_that_the_noun_names_one() -> None:
    (said,) = events("The arrival of the fleet was filmed.")
    assert said.confidence <= EVENT_NOUNS["arrival"].sure


def test_the_tables_are_well_made() -> None:
    assert {noun.of for noun in EVENT_NOUNS.values()} == {"object", "subject", "either", "-"}
    assert all(0 < noun.sure <= 1 for noun in EVENT_NOUNS.values())
    assert set(SUPPORT.values()) == {"doer", "undergoer", "changes", "-"}
