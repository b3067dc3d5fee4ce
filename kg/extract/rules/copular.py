"""What a copula says: who or what something is, and what it is like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.inflection import form_of_be
from kg.extract.labels import COMMON_OR_NAME
from kg.extract.phrases import parts, without
from kg.extract.propositions import propositions
from kg.model import Argument, ClauseType, Extraction, Phrase, Role


def copular(analysis: Analysis) -> Iterator[Extraction]:
    """A subject identified, classed or described by its complement.

    The letter was unacceptable.
        The letter | was | unacceptable
    Shapps is a minister and a pilot.
        Shapps | is | a minister
        Shapps | is | a pilot
    The plan is subject to approval.
        The plan | is subject to | approval
    """
    for clause in analysis.main:
        if analysis.describes(clause) and not clause.passive and not analysis.reports(clause):
            yield from propositions(clause)


def existential(analysis: Analysis) -> Iterator[Extraction]:
    """What there is: the thing behind *there is* is the subject.

    There were many boats in the harbour.
        many boats | were in | the harbour
    """
    tree = analysis.tree
    for clause in analysis.clauses:
        if clause.predicate.lemma != "be" or not any(c.dep == "expl" for c in tree.children[clause.predicate.i]):
            continue
        thing = clause.get(Role.COMPLEMENT)
        if thing is None or thing.head.pos not in COMMON_OR_NAME or clause.subjects:
            continue
        rest = tuple(c for c in clause.constituents if c is not thing)
        for extraction in propositions(replace(clause, subjects=thing.phrases, subject=thing.head, constituents=rest)):
            yield extraction if extraction.arguments else replace(extraction, verb="exists")


def postmodified(analysis: Analysis) -> Iterator[Extraction]:
    """An adjective with its preposition behind a noun.

    Officials familiar with the plan resigned.
        Officials | were familiar with | the plan
    """
    tree = analysis.tree
    for token in tree.tokens:
        noun = tree.head(token)
        if token.pos != "ADJ" or token.dep not in _BEHIND or token.i < noun.i or noun.pos not in COMMON_OR_NAME:
            continue
        preposition = next((c for c in tree.children[token.i] if c.dep == "prep" and c.i > token.i), None)
        obj = tree.child(preposition, "pobj") if preposition is not None else None
        if preposition is None or obj is None:
            continue
        for part in parts(tree, obj):
            yield Extraction(
                sentence=tree.index,
                predicate=token,
                subject=without(tree, noun, token),
                relation=Phrase(token, (token,)),
                verb=f"is {token.text.lower()}",
                arguments=(Argument(Role.OBLIQUE, part, Phrase(preposition, (preposition,))),),
                clause=ClauseType.SVC,
                rule="",
                supplied=form_of_be(tree, noun),
            )


_BEHIND = frozenset({"amod", "acl", "relcl", "appos", "advcl"})
