"""Clauses without a subject of their own words: relative, participial, and controlled ones."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.propositions import propositions
from kg.model import Extraction


def relative(analysis: Analysis) -> Iterator[Extraction]:
    """A relative clause says its verb of the noun in front of it.

    Migrants who crossed the Channel were rescued.
        Migrants | crossed | the Channel
    The letter that Johnson wrote was long.
        Johnson | wrote | The letter
    """
    for clause in analysis.of("relcl"):
        yield from propositions(clause)


def participial(analysis: Analysis) -> Iterator[Extraction]:
    """A participle behind a noun says its verb of that noun.

    A plan outlined in a letter failed.
        A plan | was outlined in | a letter
    """
    for clause in analysis.of("acl"):
        yield from propositions(clause)


def controlled(analysis: Analysis) -> Iterator[Extraction]:
    """A participle or infinitive takes its subject from the clause that governs it.

    France urged Britain to open a route.
        Britain | to open | a route
    They died while crossing the Channel.
        They | were crossing | the Channel
    """
    for clause in analysis.of("xcomp", "advcl", "pcomp"):
        yield from propositions(clause)
