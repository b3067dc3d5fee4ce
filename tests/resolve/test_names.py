"""Names: where they begin and end, what kind of thing they name, and what is none."""

from __future__ import annotations

import pytest

from kg.model import Kind
from kg.resolve.names import names
from tests.resolve.stories import parsed

KINDS = [
    (
        "Mr Darmanin met Boris Johnson in Calais.",
        {"Darmanin": Kind.PERSON, "Boris Johnson": Kind.PERSON, "Calais": Kind.PLACE},
    ),
    ("Transport Secretary Grant Shapps spoke to the BBC.", {"Grant Shapps": Kind.PERSON, "BBC": Kind.ORGANIZATION}),
    ("The Foreign Minister, Olga Brandt, arrived in Vienna.", {"Olga Brandt": Kind.PERSON, "Vienna": Kind.PLACE}),
    ("General Motors hired General Adam Clark.", {"General Motors": Kind.ORGANIZATION, "Adam Clark": Kind.PERSON}),
    ("The Korean People's Army denied it.", {"Korean People's Army": Kind.ORGANIZATION}),
    (
        "Dr. Maria Keller’s book was praised in The Guardian.",
        {"Maria Keller": Kind.PERSON, "Guardian": Kind.ORGANIZATION},
    ),
    ("Professor Jane Holt PhD lives in southern Italy.", {"Jane Holt": Kind.PERSON, "southern Italy": Kind.PLACE}),
    ("Acme Inc. sold the iPhone 4 to the United States.", {"Acme Inc": Kind.ORGANIZATION, "United States": Kind.PLACE}),
    (
        "Clara Voss was born in Graz. Voss studied law. Last year Voss left the party.",
        {"Clara Voss": Kind.PERSON, "Voss": Kind.PERSON, "Graz": Kind.PLACE},
    ),
]  # fmt: skip

NONE = [
    ("The French president met a German minister.", ("French", "German", "president")),
    ("On Friday the President spoke.", ("Friday", "President")),
    ("In January and in May it rained.", ("January", "May")),
]

NESTED = [
    ("The U.S. Air Force bought ten jets.", "U.S."),
    ("She studied at the University of California.", "California"),
]

TEXTS = [*(text for text, _ in KINDS), *(text for text, _ in NONE), *(text for text, _ in NESTED)]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_names_are_cut_from_titles_and_endings_and_have_one_kind(text, expected):
    found = {name.label.rstrip("."): name.kind for name in names(parsed(text)) if not name.nested}
    assert {label: found.get(label) for label in expected} == expected


@pytest.mark.parametrize(("text", "words"), NONE)
def test_adjectives_of_places_and_roles_and_days_are_no_names(text, words):
    assert not {name.label for name in names(parsed(text))} & set(words)


@pytest.mark.parametrize(("text", "inner"), NESTED)
def test_a_place_inside_a_name_is_a_name_of_its_own(text, inner):
    assert inner in {name.label for name in names(parsed(text)) if name.nested}


def test_a_title_stands_with_its_name():
    (name, *_) = names(parsed("Transport Secretary Grant Shapps spoke to the BBC."))
    assert [token.text for token in name.title] == ["Transport", "Secretary"]
    assert [token.text for token in name.tokens] == ["Grant", "Shapps"]
