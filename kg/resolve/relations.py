"""Relation phrases to relations: a verb with its particle, and the preposition where no object stands between."""

from __future__ import annotations

from collections.abc import Sequence

from kg.iri import Minter, normalise
from kg.model import Phrase, Relation


def relation(mint: Minter, verb: str, preposition: Phrase | None = None) -> Relation:
    """The relation of a verb in the third person present, joined by the preposition of its object.

    >>> relation(Minter(), "takes back").label
    'takes back'
    """
    label = normalise(f"{verb} {words(preposition)}" if preposition is not None else verb).lower()
    return Relation(mint.relation(label), label)


def qualifier(mint: Minter, label: str) -> Relation:
    """The relation of a further argument, by its preposition or role.

    >>> qualifier(Minter(), "in response to").iri.rpartition("/")[2]
    'in_response_to'
    """
    label = normalise(label).lower()
    return Relation(mint.qualifier(label), label)


def words(marker: Phrase | None) -> str:
    """The words of a preposition or subordinator, lower case, without punctuation; empty for none."""
    tokens: Sequence[str] = [t.text.lower() for t in marker.tokens if t.pos != "PUNCT"] if marker is not None else ()
    return " ".join(tokens)
