"""Claims that deny each other: the same subject, predicate and object, once affirmed and once denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import Claim, Entity, EventTime, Iri, Modality, Polarity, Value

Object = Iri | tuple[str, str] | None


def contradictions(claims: Iterable[Claim]) -> dict[Iri, tuple[Iri, ...]]:
    """For each claim that is contradicted, the claims that contradict it, in the order given.

    Only what is meant as actual can contradict: *France may cancel* does not deny *France does not cancel*. Claims of
    two different days do not contradict each other either.
    """
    groups: dict[tuple[Iri, Iri, Object], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.modality is Modality.ACTUAL:
            groups[claim.subject.iri, claim.predicate.iri, _object(claim)].append(claim)
    found: dict[Iri, tuple[Iri, ...]] = {}
    for group in groups.values():
        if len({claim.polarity for claim in group}) == 2:
            affirmed = [claim for claim in group if claim.polarity is Polarity.POSITIVE]
            denied = [claim for claim in group if claim.polarity is Polarity.NEGATIVE]
            for one, others in ((affirmed, denied), (denied, affirmed)):
                for claim in one:
                    against = tuple(other.id for other in others if _together(claim.time, other.time))
                    if against:
                        found[claim.id] = against
    return found


def _object(claim: Claim) -> Object:
    if isinstance(claim.object, Entity):
        return claim.object.iri
    if isinstance(claim.object, Value):
        return claim.object.lexical, claim.object.datatype
    return claim.object.claim if claim.object else None


def _together(one: EventTime | None, other: EventTime | None) -> bool:
    """Whether two times may be the same, as far as they are known."""
    if one is None or other is None or one.value is None or other.value is None:
        return True
    return one.value.startswith(other.value) or other.value.startswith(one.value)
