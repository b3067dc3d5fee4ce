"""What a copula says: who or what something is, and what it is like."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.propositions import propositions
from kg.model import Extraction


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
