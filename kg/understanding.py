"""What extraction hands to resolution: a mended parse with its trees and quotations, and what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.frozen import frozen
from kg.model import Attribution, Extraction, Gap, Parse, Token
from kg.tree import Tree

Place = tuple[int, int]
"""A word of a document: the index of its sentence and its own within that."""


class Quotation(NamedTuple):
    """Words between quotation marks; ``first`` and ``last`` are the places of the first and last word inside.

    ``outer`` is the quotation this one is nested in, ``mark`` the mark that opens it (that closes it, where none does),
    ``continues`` the quotation of the paragraph before that was never closed and that this one goes on with.
    """

    first: Place
    last: Place
    mark: Token
    paragraph: int
    outer: int | None = None
    continues: int | None = None


@frozen
class Quotations:
    """The quotations of a document in the order of their beginnings.

    ``inside`` gives the innermost one of each quoted word. ``said`` are those with which somebody says a whole clause,
    each with who says so and by which words; the others quote a word or a title.
    """

    found: tuple[Quotation, ...]
    inside: Mapping[Place, int]
    said: Mapping[int, Attribution]

    def outermost(self, n: int) -> int:
        """The quotation around all that a quotation is nested in, and the first that it goes on with."""
        while (outer := self.found[n].outer) is not None:
            n = outer
        while (begun := self.found[n].continues) is not None:
            n = begun
        return n


@frozen
class Understanding:
    """What was read in a parse, and what was not understood, each with its reason; both in text order.

    ``parse`` has the recurring mistakes of its parser mended, and ``trees`` are those of its sentences.
    """

    parse: Parse
    trees: tuple[Tree, ...]
    quotations: Quotations
    extractions: tuple[Extraction, ...]
    gaps: tuple[Gap, ...]
