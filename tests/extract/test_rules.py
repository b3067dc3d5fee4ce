"""The examples in the rules' docstrings are their manual and their tests, over recorded parses."""

from __future__ import annotations

import pytest

from kg.extract import RULES
from kg.extract.analysis import analyse
from kg.extract.manual import Example, manual
from kg.extract.mistakes import mended
from kg.extract.views import nary
from kg.tree import Tree
from tests.record import parses

BY_NAME = {rule.__name__: rule for rule in RULES}
CASES = [pytest.param(e.name, x, id=f"{e.name}: {x.sentence[:40]}") for e in manual() for x in e.examples]


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize(("name", "example"), CASES)
def test_a_rule_reads_what_its_examples_say(name: str, example: Example) -> None:
    sentence = mended(parses()[example.sentence]).sentences[0]
    analysis = analyse(Tree(sentence, 0))
    read = []
    for extraction in BY_NAME[name](analysis):
        flat = nary(extraction)
        if flat is not None:
            read.append(squeezed(" | ".join((flat.subject, flat.relation, *flat.arguments))))
    assert read == [squeezed(line) for line in example.tuples]


def test_every_rule_has_a_summary_and_an_example() -> None:
    for entry in manual():
        assert entry.summary.endswith(".")
        assert entry.examples, entry.name


def test_rules_are_named_once() -> None:
    assert len(BY_NAME) == len(RULES)
