"""The gold set of meaning is well made, and its scorer can fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from kg.errors import ReadError
from kg.evaluate import FIELDS, Item, Said, about, items, judged, pipeline, place, score, table, total
from kg.model import Modality, Polarity
from tests.quality.meaning import FOLDER

GOLD = list(items(FOLDER))


def perfect(item: Item) -> list[Said]:
    """Claims that say exactly what is expected of a text."""
    claims = []
    for expected in item.events:
        chain = expected.sources[0]
        claims.append(
            Said(
                (expected.span,),
                (),
                frozenset(name.lower() for name in expected.subject),
                tuple(frozenset(name.lower() for name in names) for names in chain if "?" not in names),
                bool(chain),
                min(expected.polarity),
                min(expected.modality),
                expected.time or None,
                expected.end,
                (() if expected.link is None else ((expected.link[0], (expected.link[1],)),)),
            )
        )
    return claims


BY_TEXT = {(item.text, item.published): item for item in GOLD}


def test_the_gold_set_is_large_and_no_text_stands_in_it_twice() -> None:
    assert len(GOLD) >= 250
    assert len({item.text for item in GOLD}) >= len(GOLD) - 5
    assert sum(item.near for item in GOLD) >= 80


def test_every_item_asks_about_words_in_ways_that_the_model_knows() -> None:
    for item in GOLD:
        assert item.events, item.text
        for expected in item.events:
            assert expected.polarity <= {p.value for p in Polarity}, item.text
            assert expected.modality <= {m.value for m in Modality}, item.text
            assert expected.sources, item.text


def test_no_word_is_asked_about_twice_in_one_text() -> None:
    for item in GOLD:
        assert max(Counter(expected.span for expected in item.events).values()) == 1, item.text


def test_every_modality_and_both_polarities_are_asked_about() -> None:
    asked = {value for item in GOLD for e in item.events for value in product(e.polarity, e.modality)}
    assert {m for _, m in asked} == {m.value for m in Modality}
    assert {p for p, _ in asked} == {p.value for p in Polarity}


def test_perfect_claims_are_all_right() -> None:
    scores, wrong = score(GOLD, lambda text, day: perfect(BY_TEXT[text, day]))
    assert wrong == []
    assert total(scores.values()).right == total(scores.values()).asked


def test_no_claims_are_all_wrong() -> None:
    scores, _ = score(GOLD, lambda text, day: [])
    whole = total(scores.values())
    assert (whole.right, whole.covered, whole.false) == (0, 0, 0)


def test_stating_everything_as_a_fact_asserts_all_that_should_not_be() -> None:
    def state(text: str, day: str | None) -> list[Said]:
        stated = {"sources": (), "attributed": False, "polarity": "positive", "modality": "actual"}
        return [replace(claim, **stated) for claim in perfect(BY_TEXT[text, day])]

    whole = total(score(GOLD, state)[0].values())
    assert whole.false == whole.open > 200
    assert whole.stated == whole.plain > 150


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sources": ()}, "source"),
        ({"sources": (frozenset({"shapps"}), frozenset({"shapps"}), frozenset({"macron"}))}, "source"),
        ({"sources": (frozenset({"macron"}), frozenset({"shapps"}))}, "source"),
        ({"polarity": "negative"}, "polarity"),
        ({"modality": "actual"}, "modality"),
    ],
)
def test_one_wrong_field_is_noticed(change: dict[str, object], field: str) -> None:
    item = next(item for item in GOLD if item.text.startswith("Shapps told the BBC"))
    expected, right = item.events[2], perfect(item)[2]
    assert all(judged(expected, right).values())
    assert [name for name, answer in judged(expected, replace(right, **change)).items() if not answer] == [field]
    assert field in FIELDS


def test_a_claim_is_about_the_last_words_of_its_relation() -> None:
    text = "He wants to leave."
    chain = Said(
        (place(text, "wants"), place(text, "leave")), (), frozenset(), (), False, "positive", "wished", None, None
    )
    alone = replace(chain, about=(place(text, "wants"),), modality="actual")
    assert about([chain, alone], place(text, "wants")) == [alone]
    assert about([chain, alone], place(text, "leave")) == [chain]


def test_a_word_has_to_stand_once_in_its_text() -> None:
    with pytest.raises(ReadError, match="2 times"):
        place("He said that she said so.", "said")
    with pytest.raises(ReadError, match="not there"):
        place("He said so.", "claimed")


def test_the_table_has_a_row_for_each_phenomenon_file_and_all() -> None:
    scores, _ = score(GOLD, lambda text, day: perfect(BY_TEXT[text, day]))
    names = {(file, name) for file, name, _ in scores}
    assert len(table(scores).splitlines()) == len(names) + len({file for file, _ in names}) + 1 + 2


@pytest.mark.model
def test_what_this_package_reads_is_mostly_right_and_hardly_ever_asserts_too_much() -> None:
    from kg.parse import load

    scores, wrong = score(GOLD, pipeline(load()))
    whole = total(scores.values())
    listed = "\n".join(map(str, wrong))
    assert whole.false <= 0.05 * whole.open, listed
    assert whole.right >= 0.85 * whole.asked, listed
    assert whole.stated >= 0.88 * whole.plain, listed
