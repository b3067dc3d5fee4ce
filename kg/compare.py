"""What has changed between two graphs: for people, and as a patch for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.graph import Graph
from kg.model import Claim, ClaimRef, Entity, Iri, Node


class Difference(NamedTuple):
    """What one graph has and another has not, in words; each pair is (only in the old one, only in the new one)."""

    documents: tuple[tuple[str, ...], tuple[str, ...]]
    facts: tuple[tuple[str, ...], tuple[str, ...]]
    claims: tuple[tuple[str, ...], tuple[str, ...]]
    """Claims that are not facts: what is said, denied, planned and so on."""
    names: tuple[tuple[str, ...], tuple[str, ...]]
    """Which wordings stand for which thing."""
    quads: tuple[int, int]

    def __bool__(self) -> bool:
        return any(self.quads)


def compare(old: Graph, new: Graph) -> Difference:
    """What has changed from one graph to another.

    >>> bool(compare(Graph(), Graph()))
    False
    """
    lost, gained = set(old.lines) - set(new.lines), set(new.lines) - set(old.lines)
    return Difference(
        documents=_pair(_documents(old), _documents(new)),
        facts=_pair(_told(old, facts=True), _told(new, facts=True)),
        claims=_pair(_told(old, facts=False), _told(new, facts=False)),
        names=_pair(_names(old), _names(new)),
        quads=(len(lost), len(gained)),
    )


def patch(old: Graph, new: Graph) -> Iterator[str]:
    """The lines of an RDF Patch that makes one graph of another: quads to delete, then quads to add."""
    yield "TX ."
    for sign, lines in (("D", set(old.lines) - set(new.lines)), ("A", set(new.lines) - set(old.lines))):
        for line in sorted(lines):
            yield f"{sign} {line}"
    yield "TC ."


def _pair(old: set[str], new: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(old - new)), tuple(sorted(new - old))


def _documents(graph: Graph) -> set[str]:
    return {f"{document.source.name} <{document.id}>" for document in graph.documents}


def _told(graph: Graph, *, facts: bool) -> set[str]:
    claims = {claim.id: claim for claim in graph.claims}
    return {_words(claim, claims) for claim in graph.claims if claim.asserted == facts}


def _words(claim: Claim, claims: dict[Iri, Claim]) -> str:
    said = f"{', '.join(source.label for source in claim.sources)}: " if claim.sources else ""
    meant = [each.value for each in (claim.polarity, claim.modality) if each.value not in ("positive", "actual")]
    words = [claim.subject.label, claim.predicate.label, _node(claim.object, claims) if claim.object else ""]
    ending = f" ({' and '.join(meant)})" if meant else ""
    return f"{said}{' '.join(filter(None, words))}{ending}"


def _node(node: Node, claims: dict[Iri, Claim]) -> str:
    if isinstance(node, Entity):
        return node.label
    if isinstance(node, ClaimRef):
        told = claims.get(node.claim)
        return f"that {told.subject.label} {told.predicate.label} …" if told else "that …"
    return node.lexical


def _names(graph: Graph) -> set[str]:
    return {f"{alias.label} = {entity.label} ({alias.method})" for entity in graph.entities for alias in entity.aliases}
