"""Relation phrases to labels: a verb with its particle, and the preposition where no object stands between."""

from __future__ import annotations

from kg.iri import normalise
from kg.model import Phrase


def relation_label(verb: str, preposition: Phrase | None = None) -> str:
    """What a relation is called: its verb in the third person present, joined by the preposition of its object.

    >>> relation_label("takes back")
    'takes back'
    """
    label = verb if preposition is None else f"{verb} {marker_words(preposition)}"
    return normalise(label).lower()


def marker_words(marker: Phrase | None) -> str:
    """The words of a preposition or subordinator, lower case, without punctuation; empty for none."""
    return normalise(" ".join(t.text.lower() for t in marker.tokens if t.pos != "PUNCT")) if marker is not None else ""
