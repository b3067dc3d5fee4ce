"""A clause to what it says, part by part: the step that all rules over clauses share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kg.extract.clauses import Clause, Constituent
from kg.extract.inflection import third_person
from kg.model import Argument, Extraction, Phrase, Role

MAX_PROPOSITIONS = 256
"""A clause with more combinations of coordinated parts keeps its object whole, then its subject too."""

_CORE = {Role.OBJECT, Role.COMPLEMENT, Role.CLAUSE, Role.INDIRECT, Role.AGENT}


def propositions(clause: Clause) -> Iterator[Extraction]:
    """One extraction for each true combination of subject and first argument; the other arguments stay whole."""
    arguments = ordered(clause)
    first = arguments[0] if arguments else None
    subjects: tuple[Phrase | None, ...] = clause.subjects or (None,)
    choices: tuple[Phrase | None, ...] = first.phrases if first is not None else (None,)
    if len(subjects) * len(choices) > MAX_PROPOSITIONS and first is not None:
        choices = (first.whole,)
    for subject, part in product(subjects, choices):
        given = tuple(
            Argument(c.role, part if c is first and part is not None else c.whole, _marker(c), c.content)
            for c in arguments
        )
        yield Extraction(
            sentence=clause.tree.index,
            predicate=clause.predicate,
            subject=subject,
            relation=Phrase(clause.predicate, clause.group),
            verb=canonical(clause),
            arguments=given,
            clause=clause.type,
            rule="",
            supplied=clause.supplied,
            passive=clause.passive,
        )


def ordered(clause: Clause) -> list[Constituent]:
    """Objects and complements first where the verb has them, then the rest in text order, opening adverbials last."""
    opening = [c for c in clause.constituents if c.role not in _CORE and c.first < clause.group[0].i]
    rest = [c for c in clause.constituents if c not in opening]
    fronted = [c for c in rest if c.role in _CORE and c.first < clause.group[0].i]
    return fronted + [c for c in rest if c not in fronted] + opening


def _marker(c: Constituent) -> Phrase | None:
    return Phrase(c.marker[0], c.marker) if c.marker else None


def canonical(clause: Clause) -> str:
    """The relation by lemma, in the third person present, with its particle or predicate adjective: *takes back*."""
    verb = clause.predicate
    words = [third_person(verb.lemma.lower())]
    words += [t.text.lower() for t in clause.group if t.dep == "prt" and t.head == verb.i]
    words += [t.text.lower() for t in clause.group if t.dep == "acomp" and t.head == verb.i]
    return " ".join(words)
