"""A sentence as the rules see it: its tree and its clauses, each of which belongs to one family of rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.extract.clauses import Clause, Constituent, clauses
from kg.extract.events import EventNoun, event_noun
from kg.extract.lexicon import table, words
from kg.model import Role, Token
from kg.tree import Tree

COPULAS = words("copulas")
MUTUAL = {verb: preposition.strip("-") for verb, preposition in table("mutual")}
"""Verbs that two do to each other, with the preposition before the other one, if there is one."""

_RECIPROCALS = frozenset({"each other", "one another"})
_MOST_MUTUAL = 4
_SUBORDINATE = frozenset({"relcl", "acl", "xcomp", "advcl", "pcomp"})


@dataclass(frozen=True)
class Analysis:
    """A tree with its clauses; ``main`` are those with a subject of their own, or shared with a main one."""

    tree: Tree
    clauses: tuple[Clause, ...]
    main: tuple[Clause, ...]

    @cached_property
    def event_nouns(self) -> tuple[tuple[Token, EventNoun], ...]:
        """The nouns that name events, each with what is known of it."""
        nouns = [t for t in self.tree.tokens if t.pos == "NOUN"]
        return tuple((noun, known) for noun in nouns if (known := event_noun(noun)) is not None)

    @cached_property
    def by_predicate(self) -> dict[int, Clause]:
        """The clauses by each of their verbs."""
        return {verb.i: clause for clause in self.clauses for verb in clause.chain}

    def of(self, *families: str) -> list[Clause]:
        """The clauses of one of the families that are not main ones, reports left out."""
        return [c for c in self.clauses if c.family in families and not is_main(c) and not self.reports(c)]

    def reports(self, clause: Clause) -> bool:
        """Whether a clause has what is said, thought or wanted as an argument."""
        return clause.get(Role.CLAUSE) is not None

    def describes(self, clause: Clause) -> bool:
        """Whether a clause is one of a copula: *is*, *becomes*, *remains*, *seems*."""
        return clause.predicate.lemma in COPULAS and clause.get(Role.OBJECT) is None

    def mutual(self, clause: Clause) -> bool:
        """Whether the parts of its subject do something to one another: *Anna and Bob* met; they saw *each other*."""
        if clause.passive or not 1 < len(clause.subjects) <= _MOST_MUTUAL:
            return False
        if reciprocal(clause) is not None:
            return True
        with_others = any(t.text.lower() == "with" for c in clause.constituents for t in c.marker)
        return clause.predicate.lemma in MUTUAL and clause.get(Role.OBJECT) is None and not with_others


def reciprocal(clause: Clause) -> Constituent | None:
    """The argument that is *each other* or *one another*."""
    return next((c for c in clause.constituents if c.whole.text.lower() in _RECIPROCALS), None)


def is_main(clause: Clause) -> bool:
    """Whether a clause has a subject in its own words (or shares it in a coordination) and stands behind no noun."""
    return clause.antecedent is None and not (clause.controlled and clause.family in _SUBORDINATE)


def analyse(tree: Tree) -> Analysis:
    """Find the clauses of a sentence."""
    found = tuple(clauses(tree))
    return Analysis(tree, found, tuple(c for c in found if is_main(c)))
