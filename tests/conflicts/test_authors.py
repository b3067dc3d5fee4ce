"""Two authors of what may be one text or plan, told in many ways, and the many ways in which there are two."""

from dataclasses import replace

import pytest

from kg.conflicts import Type, conflicts, contradictions
from kg.conflicts.authors import makers, parts, texts
from kg.knowledge import know
from tests.resolve.stories import reading

TWO = [
    # whose it is, and what somebody does in a letter
    (
        "Anna Berg’s four-point plan was announced on Monday in a letter to Karl Voss. The council met on Friday. "
        "In a letter to Karl Voss, Mayor Dora Lind outlined four steps against the flood."
    ),
    (
        "Anna Berg asked the council to help as part of a four-point plan set out in a letter to Karl Voss. "
        "The plan was drawn up by Anna Berg. Later Dora Lind set out four measures in a letter to Karl Voss."
    ),
    # with the name of the office
    (
        "Karl Voss, the mayor, was ill. A letter from Anna Berg to the mayor set out six demands. "
        "In a letter to Karl Voss, Dora Lind presented six demands."
    ),
    # by, from, drew up
    (
        "A five-part proposal by Anna Berg was sent to Karl Voss. Anna Berg sent the proposal to Karl Voss on Monday. "
        "The minister was ill. Dora Lind put forward a five-part plan in an email to Karl Voss."
    ),
    (
        "The seven-point plan was drafted by Anna Berg in a memo to Karl Voss. Then the harbour was closed. "
        "A week later Dora Lind proposed seven steps in a memo to Karl Voss."
    ),
    # one thing for the document, with two authors
    (
        "A letter reached Karl Voss on Monday. The letter was written by Anna Berg. It snowed. "
        "The letter was drafted by Dora Lind."
    ),
]

ONE = [
    # two letters to two people
    "In a letter to Karl Voss, Anna Berg outlined four steps. In a letter to Emil Roth, Dora Lind outlined four steps.",
    # two people may write to a third
    "Anna Berg wrote a letter to Karl Voss. Dora Lind wrote a letter to Karl Voss.",
    # two plans, by number, by kind, by a word for the second
    "In a letter to Karl Voss, Anna Berg outlined four steps. In a letter to Karl Voss, Dora Lind outlined six steps.",
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point climate plan. The council met. "
        "In a letter to Karl Voss, Dora Lind presented a four-point traffic plan."
    ),
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point plan. The council met. "
        "In a letter to Karl Voss, Dora Lind presented a rival four-point plan."
    ),
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point plan. "
        "In a letter to Karl Voss, Dora Lind also presented a four-point plan."
    ),
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point plan. "
        "Dora Lind replied with a letter to Karl Voss in which she outlined four steps."
    ),
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point plan. In a letter to Karl Voss, Dora Lind outlined "
        "four steps. Karl Voss did not read the letters."
    ),
    (
        "In a letter to Karl Voss, Anna Berg presented a four-point plan. In response to Anna Berg, Dora Lind outlined "
        "four steps in a letter to Karl Voss."
    ),
    # one person's two letters, and a shorter name
    "In a letter to Karl Voss, Anna Berg outlined four steps. On Friday, Berg sent Karl Voss a letter with four steps.",
    # together
    (
        "Anna Berg and Dora Lind wrote a letter to Karl Voss. In a letter to Karl Voss, Anna Berg outlined four steps. "
        "In a letter to Karl Voss, Dora Lind outlined four steps."
    ),
    # whoever presents a plan has not made it
    (
        "In a letter to Karl Voss, Anna Berg outlined a four-point plan. On Friday, Dora Lind presented the plan to "
        "Karl Voss. Dora Lind presented Anna Berg’s four-point plan in a letter to Karl Voss."
    ),
    # what is only wished, and what a company announces
    (
        "In a letter to Karl Voss, Anna Berg outlined four steps. "
        "Dora Lind may set out four steps in a letter to Karl Voss."
    ),
    (
        "In a letter to Karl Voss, Anna Berg outlined four steps. "
        "The Harbour Company outlined four steps in a letter to Karl Voss."
    ),
]

ALONE = [
    "In a letter to Karl Voss, Anna Berg outlined four steps.",
    "Dora Lind set out four measures in a letter to Karl Voss.",
]

TEXTS = (*TWO, *ONE, *ALONE)


def told(*texts, dates=(), backwards=False):
    read = [
        replace(each, document=replace(each.document, source=replace(each.document.source, date=day)))
        for each, day in zip((reading(text) for text in texts), dates or [None] * len(texts), strict=True)
    ]
    claims = know(read).claims[:: -1 if backwards else 1]
    return [each for each in conflicts(claims, read) if each.type is Type.DOER]


@pytest.mark.parametrize("text", TWO)
def test_two_are_said_to_have_made_what_may_be_one(text):
    found = told(text)
    assert found
    assert all(0.05 < each.confidence <= 0.7 for each in found)
    for each in found:
        assert each.told is not None
        assert each.told[0].startswith("Anna Berg: ")
        assert each.told[1].startswith("Dora Lind: ")
    assert len({each.told for each in found}) == 1
    assert told(text, backwards=True) == found


@pytest.mark.parametrize("text", ONE)
def test_two_texts_and_one_author_are_no_conflict(text):
    assert told(text) == []


def test_two_documents_of_one_time_are_compared_too():
    (found, *_) = told(*ALONE, dates=("2024-03-08", "2024-03-10"))
    assert not found.within
    assert told(*ALONE, dates=("2024-03-08", "2024-08-10")) == []
    assert told(*ALONE) == []


def test_the_claims_of_both_contradict_each_other_in_the_page():
    read = reading(TWO[0])
    claims = {claim.id: claim for claim in know([read]).claims}
    against = contradictions(claims.values(), [read])
    (against,) = {frozenset((name, *others)) for name, others in contradictions(claims.values(), [read]).items()}
    told = {claims[name].sentence[:31] for name in against}
    assert told == {"Anna Berg’s four-point plan was", "In a letter to Karl Voss, Mayor"}


def test_the_tables_say_what_nouns_and_verbs_tell():
    assert {text.form for text in texts().values()} == {"text", "plan", "parts", "work"}
    assert {*makers().values()} == {"makes", "shows", "says"}


@pytest.mark.parametrize(
    ("label", "head", "expected"),
    [
        ("five-point plan", "plan", {5}),
        ("12-step programme", "programme", {12}),
        ("five steps that both should take", "step", {5}),
        ("five simple steps", "step", {5}),
        ("next steps", "step", set()),
        ("one step", "step", set()),
        ("letter", "letter", set()),
    ],
)
def test_parts_are_counted(label, head, expected):
    assert parts(label, head) == expected
