"""What is worth a look: the least certain links, and names that nearly became one.

A question is answered by a decision; what has been decided is not asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from kg import iri
from kg.ledger import DECIDED, Ledger
from kg.model import Entity, Form, Iri, Kind, Knowledge, Link, Reading, Span

SURE = 0.9
"""A link of this confidence or more is not asked about."""

NEAR = 0.8
"""How alike two names must be, 0 to 1, to be worth a question."""

CROWD = 40
"""Names that share a word, beyond which the word tells nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two are the same: linked, so far, with some confidence, or not linked and how alike.

    Where ``member`` is set, it is whether the one, a group, has the other among its members (*both countries*, France).
    ``document`` is the one that the question is about; ``sentences`` are the mentions' own, that of ``one`` first.
    """

    one: Iri
    other: Iri
    labels: tuple[str, str]
    linked: bool
    why: str
    confidence: float
    document: Iri | None
    sentences: tuple[str, ...]
    member: bool = False


def questions(
    readings: Sequence[Reading], links: Sequence[Link], knowledge: Knowledge, *, below: float = SURE
) -> tuple[Question, ...]:
    """The links in force that are less certain than ``below``, least certain first, then names that nearly became one.

    Links from groups to their members are among them.

    Near-linear: names are compared only with those that share a word or initials.
    """
    every = [*links, *(link for reading in readings for link in reading.links)]
    ledger = Ledger(every)
    places = _Places(readings)
    asked = {frozenset((link.alias, link.canonical)) for link in every if link.method == DECIDED}
    found = [
        Question(
            link.alias,
            link.canonical,
            (places.label(link.alias), places.label(link.canonical)),
            True,
            link.method,
            link.confidence,
            link.scope,
            places.sentences(link),
            link.member,
        )
        for link in (*ledger, *ledger.members)
        if link.confidence < below and frozenset((link.alias, link.canonical)) not in asked
    ]
    found.sort(key=lambda each: (each.confidence, each.one, each.other, each.document or ""))
    near = sorted(_near(knowledge, ledger, places), key=lambda each: (-each.confidence, each.one, each.other))
    return (*found, *(each for each in near if frozenset((each.one, each.other)) not in asked))


class _Places:
    """Where things are first named."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = {reading.document.id: reading for reading in readings}
        self.first: dict[Iri, tuple[Iri, Span, str]] = {}
        for reading in readings:
            for mention in reading.mentions:
                if mention.minted is not None:
                    words = mention.label if mention.form is Form.NAME else mention.text
                    self.first.setdefault(mention.minted, (reading.document.id, mention.span, words))

    def label(self, thing: Iri) -> str:
        return self.first[thing][2] if thing in self.first else iri.words(thing) or iri.name_of(thing)

    def sentences(self, link: Link) -> tuple[str, ...]:
        if link.evidence:
            places = [(iri.document_of(name), iri.place(name)) for name in link.evidence]
        else:
            places = [self.first[name][:2] for name in (link.alias, link.canonical) if name in self.first]
        return tuple(self.sentence(document, place) for document, place in places)

    def sentence(self, document: Iri, place: Span) -> str:
        """The sentence around a place, as it stands in the text."""
        reading = self.readings.get(document)
        around = [s for s in reading.sentences if s.start <= place.start < s.end] if reading else []
        return reading.document.text[around[0].start : around[0].end] if reading and around else ""


def _near(knowledge: Knowledge, ledger: Ledger, places: _Places) -> Iterator[Question]:
    blocks: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in knowledge.entities:
        if not iri.is_local(entity.iri) and entity.kind is not Kind.TERM and entity.iri in places.first:
            for key in _keys(entity.label):
                blocks[key].append(entity)
    seen: set[tuple[Iri, Iri]] = set()
    for _, block in sorted(blocks.items()):
        for one, other in combinations(block if len(block) <= CROWD else (), 2):
            if (one.iri, other.iri) in seen or not _of_a_kind(one, other):
                continue
            seen.add((one.iri, other.iri))
            alike, why = likeness(one.label, other.label)
            if alike >= NEAR:
                less, more = sorted((one, other), key=lambda entity: (len(entity.label.split()), entity.mentions))
                told = tuple(places.sentence(*places.first[each.iri][:2]) for each in (less, more))
                labels = (less.label, more.label)
                yield Question(less.iri, more.iri, labels, False, why, round(alike, 4), None, told)


def _keys(label: str) -> Iterator[tuple[str, str]]:
    words = label.casefold().replace(".", "").split()
    for word in dict.fromkeys(words):
        if len(word) > 2:
            yield "word", word
    if len(words) > 1:
        yield "letters", "".join(word[0] for word in words)
        yield "run together", "".join(words)[:5]
    elif words:
        yield "letters", words[0]
        yield "run together", words[0][:5]


def _of_a_kind(one: Entity, other: Entity) -> bool:
    return one.kind is other.kind or Kind.THING in (one.kind, other.kind)


def likeness(one: str, other: str) -> tuple[float, str]:
    """How alike two names are, 0 to 1, and in what.

    >>> likeness("Darmanin", "Gérald Darmanin")
    (0.9, 'one name within the other')
    >>> likeness("NATO", "North Atlantic Treaty Organisation")
    (0.85, 'the initials of the other')
    """
    a, b = (name.casefold().replace(".", "").split() for name in (one, other))
    if set(a) < set(b) or set(b) < set(a):
        return 0.9, "one name within the other"
    for short, long in ((a, b), (b, a)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return 0.85, "the initials of the other"
    return SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False).ratio(), "much the same letters"


class Explained(NamedTuple):
    """A link in words: the thing that it leads to, its two names, and the sentences of the mentions.

    The thing of a link to a member is the group, ``canonical`` what that is called, and ``alias`` the member.
    """

    thing: Iri
    canonical: str
    alias: str
    sentences: tuple[str, ...]


def explained(links: Sequence[Link], readings: Sequence[Reading], knowledge: Knowledge) -> tuple[Explained, ...]:
    """What links in force mean, one for one."""
    places, ledger = _Places(readings), Ledger(links)
    called = {entity.iri: entity.label for entity in knowledge.entities}
    found = []
    for link in links:
        thing = ledger.canonical(link.alias, link.scope)
        label = called.get(thing) or places.label(thing)
        other = places.label(link.canonical if link.member else link.alias)
        found.append(Explained(thing, label, other, places.sentences(link)))
    return tuple(found)
