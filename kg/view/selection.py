"""What is drawn first, and which claims share a line.

A picture of everything is a hairball. The page opens with the best-supported entities and the lines between them; all
the rest is in the file too, one search or one click away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.model import Claim, ClaimRef, Entity, Iri, Kind, Knowledge, Polarity, Verdict
from kg.view.look import pattern

ENTITIES = 120
"""Entities drawn first, at most."""

LINES = 250
"""Lines drawn first, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Claims that are drawn as one line: the same subject, predicate, object, polarity and pattern.

    ``claims`` are indices into ``Knowledge.claims``, in order.
    """

    subject: Iri
    predicate: Iri
    object: Iri
    polarity: Polarity
    pattern: str
    claims: tuple[int, ...]


def participants(claim: Claim) -> set[Iri]:
    """The entities that take part in a claim: as subject, as object or in a qualifier. Its sources do not."""
    nodes = (claim.subject, claim.object, *(value for _, value in claim.qualifiers))
    return {node.iri for node in nodes if isinstance(node, Entity)}


def narrowed(knowledge: Knowledge, wanted: Collection[Iri]) -> Knowledge:
    """The part of a graph that is about some entities or claims, given by their IRIs: as a query finds them.

    Claims are kept that are wanted themselves or in which a wanted entity takes part or speaks, with the claims that
    these are about; entities are kept that take part or speak in one of them, and those that are wanted.
    """
    kept: set[Iri] = set()
    claims = {claim.id: claim for claim in knowledge.claims}
    ahead = [claim for claim in knowledge.claims if claim.id in wanted or not _named(claim).isdisjoint(wanted)]
    while ahead:
        claim = ahead.pop()
        if claim.id not in kept:
            kept.add(claim.id)
            nodes = (claim.object, *(value for _, value in claim.qualifiers))
            ahead += [claims[node.claim] for node in nodes if isinstance(node, ClaimRef) and node.claim in claims]
    left = tuple(claim for claim in knowledge.claims if claim.id in kept)
    named = set(wanted).union(*map(_named, left))
    return replace(
        knowledge,
        entities=tuple(entity for entity in knowledge.entities if entity.iri in named),
        claims=left,
        refers={mention: iri for mention, iri in knowledge.refers.items() if iri in named},
    )


def around(knowledge: Knowledge, iri: Iri, steps: int = 1) -> Knowledge:
    """An entity with its neighbourhood: what is reached from it by claims in so many steps, and all between."""
    reached = {iri}
    for _ in range(steps):
        reached |= {
            end for claim in knowledge.claims if not (ends := participants(claim)).isdisjoint(reached) for end in ends
        }
    between = {claim.id for claim in knowledge.claims if participants(claim) <= reached}
    return narrowed(knowledge, between | {iri})


def _named(claim: Claim) -> set[Iri]:
    return participants(claim) | {source.iri for source in claim.sources}


def support(knowledge: Knowledge) -> Counter[Iri]:
    """For each entity, the number of claims that it takes part in, but for those that a reader has rejected."""
    told = (claim for claim in knowledge.claims if claim.verdict is not Verdict.REJECTED)
    return Counter(iri for claim in told for iri in participants(claim))


def lines(claims: Sequence[Claim]) -> list[Line]:
    """The lines between entities, in the order of their first claims.

    Claims about values and about other claims have none: they are rows of an entity's card, and attributions. Nor have
    those that a reader has rejected.
    """
    groups: dict[tuple[Iri, Iri, Iri, Polarity, str], list[int]] = {}
    for index, claim in enumerate(claims):
        if isinstance(claim.object, Entity) and claim.verdict is not Verdict.REJECTED:
            key = (claim.subject.iri, claim.predicate.iri, claim.object.iri, claim.polarity, pattern(claim))
            groups.setdefault(key, []).append(index)
    return [Line(*key, tuple(indices)) for key, indices in groups.items()]


def first(
    knowledge: Knowledge, every: Sequence[Line], *, entities: int = ENTITIES, most: int = LINES
) -> tuple[Iri, ...]:
    """The entities that are drawn first, best-supported first, ties by IRI.

    Entities are taken in that order as long as ``entities`` of them, at most, are linked, by ``most`` lines at most;
    those left without a line are not drawn, nor are words (*unacceptable*): they are drawn when chosen, as all else.
    Where nothing is linked at all, the best-supported stand alone.
    """
    counts = support(knowledge)
    words = {entity.iri for entity in knowledge.entities if entity.kind is Kind.TERM}
    things = (entity.iri for entity in knowledge.entities if entity.iri not in words)
    ranked = sorted(things, key=lambda iri: (-counts[iri], iri))
    touching: dict[Iri, list[Line]] = defaultdict(list)
    for line in every:
        for end in {line.subject, line.object} if words.isdisjoint((line.subject, line.object)) else ():
            touching[end].append(line)
    chosen: set[Iri] = set()
    linked: set[Iri] = set()
    drawn = 0
    for iri in ranked:
        if len(linked) >= entities or drawn >= most:
            break
        new = [line for line in touching[iri] if {line.subject, line.object} <= chosen | {iri}]
        ends = {end for line in new for end in (line.subject, line.object)}
        if linked and (len(linked | ends) > entities or drawn + len(new) > most):
            continue
        chosen.add(iri)
        linked |= ends
        drawn += len(new)
    if not linked:
        return tuple(ranked[: min(entities, 40)])
    return tuple(iri for iri in ranked if iri in linked)
