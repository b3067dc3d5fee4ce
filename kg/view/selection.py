"""What is drawn first, and which claims share a line.

A picture of everything is a hairball. The page opens with the best-supported entities and the lines between them; all
the rest is in the file too, one search or one click away.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.knowledge import Part, View
from kg.model import Claim, ClaimRef, Entity, Iri, Kind, Knowledge, Polarity, Span, Value, Verdict
from kg.rdf import nquads
from kg.view.look import pattern

if TYPE_CHECKING:
    from kg.query import Result

ENTITIES = 120
"""Entities drawn first, at most."""

LINES = 250
"""Lines drawn first, at most."""

ASIDE = (Kind.TERM, Kind.UNSPECIFIED)
"""Kinds of entities that are drawn only when they are chosen."""


CLAIMS = 20_000
"""Claims on a page, from which on it shows only those about the things that most is told of."""


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


class Shown:
    """What the page of a graph shows: all of it, or of a large one the claims about the things that most is told of.

    The parts of the view are given one after the other, in order; ``whole`` is the number of claims in the graph, if
    only some are shown.
    """

    def __init__(self, view: View, most: int | None = None) -> None:
        most = CLAIMS if most is None else most
        self.whole = view.claims if view.claims > most else None
        self._view, self._parts = view, list[Part]()
        self._wanted: set[Iri] = set()
        if self.whole is not None:
            left = most
            for name, number in sorted(view.telling.items(), key=lambda item: (-item[1], item[0])):
                left -= number
                if left < 0 and self._wanted:
                    break
                self._wanted.add(name)

    def look(self, part: Part) -> None:
        """Take of a part what is shown."""
        if self.whole is not None:
            left = narrowed(Knowledge((), part.claims, dict[tuple[Iri, Span], Iri]()), self._wanted).claims
            if not left:
                return
            named = set[Iri]().union(*map(_named, left))
            read = (claim.evidence for claim in left)
            places = {place for each in read for place in (each.subject, each.object, *each.sources)}
            part = part._replace(
                entities=tuple(entity for entity in part.entities if entity.iri in named),
                claims=left,
                refers={place: name for place, name in part.refers.items() if place in places},
                replaced=(),
            )
        self._parts.append(part)

    def knowledge(self) -> Knowledge:
        """What is shown of the parts that were given."""
        every = self._view.whole(self._parts)
        return every if self.whole is None else narrowed(every, {claim.id for claim in every.claims})


def around(knowledge: Knowledge, *iris: Iri, steps: int = 1) -> Knowledge:
    """Entities with their neighbourhood: what is reached from them by claims in so many steps, and all between."""
    reached = {*iris}
    for _ in range(steps):
        reached |= {
            end for claim in knowledge.claims if not (ends := participants(claim)).isdisjoint(reached) for end in ends
        }
    between = {claim.id for claim in knowledge.claims if participants(claim) <= reached}
    return narrowed(knowledge, between | {*iris})


def answered(knowledge: Knowledge, answer: Result) -> Knowledge:
    """The part of a graph that the answer to a query names.

    Rows name claims, entities and documents by their IRIs. Triples (of ``CONSTRUCT`` and ``DESCRIBE``) name the claims
    that say just that, whoever says so; any other triple names its subject and its object.
    :class:`~kg.errors.QueryError` if nothing of the graph is named.
    """
    from kg.query import Rows

    if isinstance(answer, bool):
        raise QueryError("yes or no selects nothing; ask by SELECT, CONSTRUCT or DESCRIBE")
    if isinstance(answer, Rows):
        wanted = {term for row in answer for term in row if isinstance(term, str)}
    else:
        told: dict[str, set[Iri]] = defaultdict(set)
        for claim in knowledge.claims:
            told[_triple(claim)].add(claim.id)
        wanted = {iri for line in answer.lines for iri in told.get(line) or _ends(line)}
    wanted |= {claim.id for claim in knowledge.claims if claim.document in wanted}
    left = narrowed(knowledge, wanted)
    if not left.entities:
        raise QueryError("the query names nothing of the graph: its rows or triples need IRIs of claims or things")
    return left


_ENDS = re.compile(r"<([^>]*)> <[^>]*> (?:<([^>]*)> \.)?")


def _ends(line: str) -> set[Iri]:
    """The subject of an N-Triples line, and its object if that is an IRI."""
    match = _ENDS.match(line)
    return set(filter(None, match.groups())) if match else set()


def _triple(claim: Claim) -> str:
    """The N-Triples line of what a claim says; empty where that is no triple."""
    match claim.object:
        case Entity(iri=iri):
            end = nquads.ref(iri)
        case Value() as value:
            end = nquads.value(value)
        case _:
            return ""
    return f"{nquads.ref(claim.subject.iri)} {nquads.ref(claim.predicate.iri)} {end} ."


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
    those left without a line are not drawn, nor are words (*unacceptable*) and whoever is left unsaid: they are drawn
    when chosen, as all else. Where nothing is linked at all, the best-supported stand alone.
    """
    counts = support(knowledge)
    aside = {entity.iri for entity in knowledge.entities if entity.kind in ASIDE}
    things = (entity.iri for entity in knowledge.entities if entity.iri not in aside)
    ranked = sorted(things, key=lambda iri: (-counts[iri], iri))
    touching: dict[Iri, list[Line]] = defaultdict(list)
    for line in every:
        for end in {line.subject, line.object} if aside.isdisjoint((line.subject, line.object)) else ():
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
