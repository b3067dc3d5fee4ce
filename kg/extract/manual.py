"""The manual of the rules: what each reads, with the sentences that show it. Docstrings are the source."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.extract import RULES


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the tuples that a rule reads from it: *subject | relation | argument | …*."""

    sentence: str
    tuples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule: its name, its family (the module it stands in), what it reads in one line, and examples."""

    name: str
    family: str
    summary: str
    examples: tuple[Example, ...]


def manual(rules: Iterable[Callable[..., object]] = RULES) -> tuple[Entry, ...]:
    """The entries of all rules, in the order in which they are tried.

    >>> manual()[1].name, manual()[1].examples[0].tuples
    ('transitive', ('France | cancels | the talks with the UK',))
    """
    return tuple(_entry(rule) for rule in rules)


def _entry(rule: Callable[..., object]) -> Entry:
    text = inspect.getdoc(rule) or ""
    summary, _, body = text.partition("\n")
    sentences: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("    ") and sentences:
            sentences[-1][1].append(line.strip())
        elif line.strip():
            sentences.append((line.strip(), []))
    examples = tuple(Example(sentence, tuple(tuples)) for sentence, tuples in sentences if tuples)
    return Entry(rule.__name__, rule.__module__.rsplit(".", 1)[-1], summary, examples)
