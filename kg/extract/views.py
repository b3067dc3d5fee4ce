"""Extractions as flat tuples: one wide tuple a clause, or minimal triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.extract.labels import COMMON_OR_NAME
from kg.model import Argument, ClauseType, Extraction, Phrase, Role, Token

MAX_OBJECT = 6
"""An object of more words is left out of the relation of a further triple: *recorded seven albums with*."""


class Flat(NamedTuple):
    """A tuple of words: subject, relation and arguments, in the words of the sentence, joined by one blank."""

    subject: str
    relation: str
    arguments: tuple[str, ...]
    confidence: float
    beside: bool = False
    """Whether people who write wide tuples often leave it out, true as it is: it is about an argument behind the first,
    or about what a name and a noun say by standing together."""


def _words(tokens: Iterable[Token]) -> str:
    return " ".join(t.text for t in tokens)


def _text(phrase: Phrase | None) -> str:
    return "" if phrase is None else _words(phrase.tokens)


def _with_marker(argument: Argument) -> str:
    if argument.role is Role.CLAUSE and _text(argument.marker) == "that":
        return _text(argument.phrase)
    return f"{_text(argument.marker)} {_text(argument.phrase)}".strip()


_EMPTY = frozenset({"be", "have", "do", "make", "take", "give"})
"""Verbs that say nothing without their object: *had in the year*."""

_CLOSES_RELATION = frozenset({Role.OBLIQUE, Role.AGENT})


def nary(extraction: Extraction) -> Flat | None:
    """One wide tuple: the preposition goes with the verb where no object stands between.

    ``None`` for an extraction without a subject, or about a question word. ``arguments`` is empty where there is none
    to show.
    """
    relation, arguments = _led([extraction.arguments[n] for n in shown(extraction)], extraction)
    first = _first(extraction, relation, arguments)
    if first is None:
        return None
    rest = [_with_marker(a) for a in arguments[1:]]
    return Flat(first.subject, first.relation, (*first.arguments, *rest), extraction.confidence)


def triples(extraction: Extraction) -> Iterator[Flat]:
    """Minimal triples: the first argument, and each further one with the object inside the relation.

    *Johnson wrote a letter to Macron on Thursday* gives *wrote | a letter*, *wrote a letter to | Macron* and *wrote a
    letter on | Thursday*. Objects lose their relative clauses, which are triples of their own; a subject keeps them,
    for what is true of *those who crossed* need not be true of all.
    """
    relation, arguments = _led([_minimal(extraction.arguments[n]) for n in shown(extraction)], extraction)
    first = _first(extraction, relation, arguments)
    if first is None:
        return
    yield first
    if not arguments:
        return
    head = arguments[0]
    inside = ""
    if head.role in {Role.OBJECT, Role.COMPLEMENT, Role.INDIRECT} and len(head.phrase.tokens) <= MAX_OBJECT:
        inside = f" {_text(head.phrase)}"
    empty = head.role is Role.COMPLEMENT or (head.role is Role.OBJECT and extraction.predicate.lemma in _EMPTY)
    left_out = empty and not inside
    for argument in arguments[1:]:
        if left_out:
            break
        if argument.role in _CLOSES_RELATION and argument.marker is not None:
            closed = f"{relation}{inside} {_text(argument.marker)}"
            yield Flat(first.subject, closed, (_text(argument.phrase),), argument.confidence, True)
        else:
            yield Flat(first.subject, relation + inside, (_text(argument.phrase),), argument.confidence, True)


def _led(arguments: list[Argument], extraction: Extraction) -> tuple[str, list[Argument]]:
    """The relation and its arguments; an adverb between the verb and a preposition goes with the verb.

    *He toured extensively throughout the world* is no *toured | extensively*, nor *is hopelessly behind Japan* an
    *is | hopelessly*.
    """
    relation = f"{extraction.supplied} {_text(extraction.relation)}".strip()
    if len(arguments) > 1 and arguments[0].role is Role.ADVERBIAL and arguments[1].role in _CLOSES_RELATION:
        words, marker = arguments[0].phrase.tokens, arguments[1].marker
        if len(words) == 1 and words[0].tag in _ADVERBS and marker is not None and words[0].i == marker.tokens[0].i - 1:
            return f"{relation} {words[0].text}", arguments[1:]
    return relation, arguments


_ADVERBS = frozenset({"RB", "RBR", "RBS"})


def _first(extraction: Extraction, relation: str, arguments: list[Argument]) -> Flat | None:
    if extraction.subject is None or _asks(extraction.subject):
        return None
    if not arguments:
        return Flat(_text(extraction.subject), relation, (), extraction.confidence)
    argument = arguments[0]
    if argument.role in _CLOSES_RELATION and argument.marker is not None:
        field, relation = _text(argument.phrase), f"{relation} {_text(argument.marker)}".strip()
    else:
        field = _with_marker(argument)
    return Flat(_text(extraction.subject), relation, (field,), extraction.confidence, _beside(extraction))


def _beside(extraction: Extraction) -> bool:
    if extraction.clause is not ClauseType.IMPLIED or extraction.subject is None:
        return False
    return extraction.rule in _NAMING or (extraction.rule == "possession" and extraction.subject.head.pos == "PROPN")


_NAMING = frozenset({"apposition", "title", "age", "based", "abbreviation", "authorship"})


def _asks(subject: Phrase) -> bool:
    """*what might be*, *who wrote it*: a question word says nothing of anything outside its sentence."""
    return len(subject.tokens) == 1 and subject.head.tag in {"WP", "WDT"}


def shown(extraction: Extraction) -> list[int]:
    """The places of the arguments that flat tuples show.

    A subordinate clause is a tuple of its own, and *according to the minister* says who says so, not what was done.
    """
    return [n for n, a in enumerate(extraction.arguments) if not _apart(a)]


def _apart(argument: Argument) -> bool:
    if argument.role is Role.ADVERBIAL:
        return argument.content is not None
    return argument.marker is not None and argument.marker.text.lower() == "according to"


def _minimal(argument: Argument) -> Argument:
    """An argument without the relative and participial clauses behind its noun."""
    phrase = argument.phrase
    if argument.content is not None or phrase.head.pos not in COMMON_OR_NAME:
        return argument
    inside = {t.i: t for t in phrase.tokens}
    own = [t for t in phrase.tokens if not _in_clause(t, phrase.head, inside)]
    while own and own[-1].text in _DANGLING:
        own.pop()
    if not own or len(own) == len(phrase.tokens):
        return argument
    return replace(argument, phrase=Phrase(phrase.head, tuple(own)))


_DANGLING = frozenset({",", "--", "-", "–", "—"})


def _in_clause(token: Token, head: Token, inside: dict[int, Token]) -> bool:
    while token.i != head.i:
        if token.dep in {"relcl", "acl"}:
            return True
        above = inside.get(token.head)
        if above is None or above.i == token.i:
            return False
        token = above
    return False
