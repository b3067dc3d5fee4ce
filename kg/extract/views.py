"""Extractions as flat tuples: one wide tuple a clause, or minimal triples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.model import Argument, Extraction, Phrase, Role, Token


class Flat(NamedTuple):
    """A tuple of words: subject, relation and arguments, in the words of the sentence."""

    subject: str
    relation: str
    arguments: tuple[str, ...]
    confidence: float


def _words(tokens: Iterable[Token]) -> str:
    return " ".join(t.text for t in tokens)


def _text(phrase: Phrase | None) -> str:
    return "" if phrase is None else _words(phrase.tokens)


def _with_marker(argument: Argument) -> str:
    return f"{_text(argument.marker)} {_text(argument.phrase)}".strip()


_CLOSES_RELATION = {Role.OBLIQUE, Role.AGENT}


def nary(extraction: Extraction) -> Flat | None:
    """One wide tuple: the preposition goes with the verb where no object stands between."""
    if extraction.subject is None:
        return None
    relation = f"{extraction.supplied} {_text(extraction.relation)}".strip()
    arguments = [a for a in extraction.arguments if keeps(a)]
    fields: list[str] = []
    for n, argument in enumerate(arguments):
        if n == 0 and argument.role in _CLOSES_RELATION and argument.marker is not None:
            relation = f"{relation} {_text(argument.marker)}"
            fields.append(_text(argument.phrase))
        else:
            fields.append(_with_marker(argument))
    return Flat(_text(extraction.subject), relation, tuple(fields), extraction.confidence)


def keeps(argument: Argument) -> bool:
    """Whether an argument is shown in flat tuples: a subordinate clause is a tuple of its own."""
    return not (argument.role is Role.ADVERBIAL and argument.content is not None)
