"""Readings without what is not sure enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.model import ClaimRef, Form, Gap, ReadClaim, Reading, Span

UNSURE: Final = "below the least confidence"
"""The reason of a gap where something was read, and left out."""


def confident(reading: Reading, least: float) -> Reading:
    """A reading without the claims of a confidence below ``least`` (0 to 1), which become gaps.

    What is said in a claim that goes is no longer the object or a qualifier of others, and these stay: *Shapps said
    something*. A number, a time or an adjective goes with the last claim that holds it.
    """
    gone = [claim for claim in reading.claims if claim.confidence < least]
    if not gone:
        return reading
    names = {claim.id for claim in gone}
    claims = tuple(_without(claim, names) for claim in reading.claims if claim.id not in names)
    told = {claim.sentence for claim in claims}
    read_at = {piece for claim in claims for piece in claim.relation_pieces}
    gaps = {*reading.gaps}
    for claim in gone:
        if claim.sentence not in told:
            gaps.add(Gap(claim.sentence, UNSURE))
        elif claim.relation_pieces and claim.relation_pieces[-1] not in read_at:
            gaps.add(Gap(Span(claim.relation_pieces[0].start, claim.relation_pieces[-1].end), UNSURE))
    used = _used(reading, claims)
    mentions = tuple(m for m in reading.mentions if m.span in used or m.form not in _VALUES)
    return replace(reading, claims=claims, mentions=mentions, gaps=tuple(sorted(gaps)))


_VALUES: Final = frozenset((Form.TERM, Form.QUANTITY, Form.TIME))


def _without(claim: ReadClaim, names: set[str]) -> ReadClaim:
    qualifiers = tuple(q for q in claim.qualifiers if not (isinstance(q.value, ClaimRef) and q.value.claim in names))
    lost = isinstance(claim.object, ClaimRef) and claim.object.claim in names
    if not lost and len(qualifiers) == len(claim.qualifiers):
        return claim
    return replace(claim, object=None if lost else claim.object, qualifiers=qualifiers)


def _used(reading: Reading, claims: tuple[ReadClaim, ...]) -> set[Span]:
    """The mentions that claims hold, and those inside of others."""
    used = {place for mention in reading.mentions for _, place in mention.arguments}
    for claim in claims:
        slots = (claim.subject, claim.object, *(q.value for q in claim.qualifiers), *claim.sources)
        used.update(slot for slot in slots if isinstance(slot, Span))
    return used
