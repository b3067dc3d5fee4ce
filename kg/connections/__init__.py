"""How a claim is connected to others: by cause, purpose, condition, contrast or order in time.

A connection follows from a qualifier: from the words that introduce it (*because*, *so that*, *in response to*) and
from what stands behind them. It is derived, so that it needs no evidence of its own; ``en.tsv`` is the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from kg import wordlists
from kg.model import ClaimRef, Connection, Entity, Iri, Kind, Node, ReadClaim, Relation, Value


class _Row(NamedTuple):
    marker: str
    before: str
    condition: str
    connection: Connection | None


CLAUSE: Final = "clause"
THING: Final = "thing"
ALWAYS: Final = "-"

WORDS: Final[Mapping[Connection, tuple[str, str]]] = {
    Connection.CAUSE: ("because of", "the cause of"),
    Connection.RESPONSE: ("in response to", "responded to by"),
    Connection.PURPOSE: ("so that", "the purpose of"),
    Connection.CONDITION: ("if", "the condition for"),
    Connection.EXCEPTION: ("unless", "the exception to"),
    Connection.CONTRAST: ("although", "in contrast to"),
    Connection.AFTER: ("after", "followed by"),
    Connection.BEFORE: ("before", "preceded by"),
    Connection.SINCE: ("since", "from then on"),
    Connection.UNTIL: ("until", "up to then"),
    Connection.DURING: ("while", "at the same time"),
}
"""The words that lead from a claim to what it is connected to, and those that lead back."""

_FOCUS: Final = frozenset(
    """chiefly directly especially ever immediately just largely long mainly merely mostly only partly particularly
    primarily right shortly simply solely soon""".split()  # noqa: SIM905 – a list of words
)
"""Adverbs in front of a word that connects, which leave the connection as it is: *just after*, *mainly because of*."""

_HAVE: Final = frozenset(("have", "has", "had", "having", "'ve", "’ve", "'d", "’d"))
_BE: Final = frozenset(("am", "are", "is", "was", "were", "been", "'s", "’s", "'m", "’m", "'re", "’re"))
_ACTORS: Final = frozenset((Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, Kind.PLACE))


def connections(
    claim: ReadClaim, qualifiers: Iterable[tuple[Relation, Node]], claims: Mapping[Iri, ReadClaim]
) -> tuple[tuple[Connection, Node], ...]:
    """The connections of a claim to what its qualifiers hold, in their order, each once.

    ``claims`` gives the claims that qualifiers refer to, by IRI. Dates and numbers are connected to nothing: *after
    Monday* is a time.
    """
    return tuple(dict.fromkeys(_connected(claim, qualifiers, claims)))


def _connected(
    claim: ReadClaim, qualifiers: Iterable[tuple[Relation, Node]], claims: Mapping[Iri, ReadClaim]
) -> Iterator[tuple[Connection, Node]]:
    for relation, node in qualifiers:
        for row in _rows(relation.label, THING if isinstance(node, Entity) else CLAUSE):
            if not isinstance(node, Value) and _holds(row.condition, claim, node, claims):
                if row.connection is not None:
                    yield row.connection, node
                break


def is_circumstance(marker: str) -> bool:
    """Whether a thing behind these words is always a circumstance, and never what a verb is about.

    >>> is_circumstance("because of"), is_circumstance("mainly because of"), is_circumstance("after")
    (True, True, False)
    """
    return any(row.condition == ALWAYS for row in _rows(marker, THING))


def _rows(label: str, before: str) -> tuple[_Row, ...]:
    table = _table()
    while (label, before) not in table and label.partition(" ")[0] in _FOCUS:
        label = label.partition(" ")[2]
    return table.get((label, before), ())


@cache
def _table() -> Mapping[tuple[str, str], tuple[_Row, ...]]:
    found: dict[tuple[str, str], tuple[_Row, ...]] = {}
    for marker, before, condition, name in wordlists.table(__name__, "en.tsv"):
        row = _Row(marker, before, condition, None if name == ALWAYS else Connection(name))
        found[marker, before] = (*found.get((marker, before), ()), row)
    return found


def _holds(condition: str, claim: ReadClaim, node: Node, claims: Mapping[Iri, ReadClaim]) -> bool:
    if condition == ALWAYS:
        return True
    if condition == "event":
        return isinstance(node, Entity) and node.kind not in _ACTORS
    if condition == "perfect":
        return not _HAVE.isdisjoint(claim.relation_phrase.lower().split()[:2])
    other = claims.get(node.claim) if isinstance(node, ClaimRef) else None
    words = other.relation_phrase.lower().split() if other is not None else []
    goes_on = any(word.endswith("ing") for word in words)
    return goes_on and (condition == "participle") is _BE.isdisjoint(words)
