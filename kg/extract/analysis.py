"""A sentence as the rules see it: its tree and its clauses, each of which belongs to one family of rules."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.clauses import Clause, clauses
from kg.extract.lexicon import words
from kg.model import Role
from kg.tree import Tree

COPULAS = words("copulas")
_SUBORDINATE = frozenset({"relcl", "acl", "xcomp", "advcl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """A tree with its clauses; ``main`` are those with a subject of their own, or shared with a main one."""

    tree: Tree
    clauses: tuple[Clause, ...]
    main: tuple[Clause, ...]

    @property
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


def is_main(clause: Clause) -> bool:
    """Whether a clause has a subject in its own words (or shares it in a coordination) and stands behind no noun."""
    return clause.antecedent is None and not (clause.controlled and clause.family in _SUBORDINATE)


def analyse(tree: Tree) -> Analysis:
    """Find the clauses of a sentence."""
    found = tuple(clauses(tree))
    return Analysis(tree, found, tuple(c for c in found if is_main(c)))
