"""The view over readings: which mention is which thing, what things are called, who claims what, and what is a fact.

Evidence and decisions go in, and nothing of them is changed: the view is derived, and made again whenever they change.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg import iri, literal
from kg.connections import connections
from kg.iri import Minter
from kg.ledger import Ledger
from kg.model import (
    Alias,
    Claim,
    ClaimRef,
    Curated,
    Entity,
    Form,
    Iri,
    Kind,
    Knowledge,
    Link,
    Mention,
    Modality,
    Node,
    Polarity,
    Qualifier,
    ReadClaim,
    Reading,
    Relation,
    Span,
    Value,
    Verdict,
)
from kg.spool import in_order, outward

SAME_WORDS = "same words"
"""The method of an alias that needed no link: two wordings from which one IRI is minted."""

UNSPECIFIED = "unspecified"
"""The label of somebody or something left unsaid."""

Mentions = Mapping[Span, Mention]


def know(
    readings: Iterable[Reading],
    links: Iterable[Link] = (),
    *,
    curated: Curated = Curated(),  # noqa: B008 frozen
    assert_attributed: bool = False,
) -> Knowledge:
    """What readings say together, under their own links and the links given.

    The result depends on neither the order of readings nor that of links. ``curated`` is what was decided besides: a
    rejected claim is no fact, a settled kind needs no vote. ``assert_attributed`` takes what a source says as a fact
    too. Cost is linear in the number of mentions and claims, but for sorting.
    """
    ordered = in_order({reading.document.id: reading for reading in readings}.values())
    view = View(ordered, links, curated=curated, assert_attributed=assert_attributed)
    return view.whole(map(view.part, ordered))


class Part(NamedTuple):
    """What one document adds to the view: its own things, sorted, and its claims, in the order of its text."""

    document: Iri
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    refers: Mapping[Span, Iri]
    replaced: tuple[tuple[Iri, Iri], ...]


class View:
    """The view, a document at a time: what may be one thing in several documents is known first, all else on demand.

    It goes through the readings once and keeps none of them. ``shared`` are the things that may be of more than one
    document, ``telling`` says how many claims each of these makes, or is the subject or the object of, ``claims`` how
    many there are in all, and ``models`` what read them. ``replaced`` is what has given way everywhere.
    """

    def __init__(
        self,
        readings: Iterable[Reading],
        links: Iterable[Link] = (),
        *,
        curated: Curated = Curated(),  # noqa: B008 frozen
        assert_attributed: bool = False,
    ) -> None:
        readings = in_order(readings)
        self.outward = outward(readings)
        links = [*links, *self.outward]
        self.ledger, self._assert_attributed = Ledger(links), assert_attributed
        self._kinds, self._verdicts = dict(curated.kinds), {claim: verdict for claim, verdict, _ in curated.verdicts}
        self._foreign = {end for link in links for end in (link.alias, link.canonical) if _is_foreign(end, link.scope)}
        self.telling: Counter[Iri] = Counter()
        self.claims = 0
        self.models: set[str] = set()
        tallies: dict[Iri, _Tally] = defaultdict(_Tally)
        members: dict[Iri, set[Iri]] = defaultdict(set)
        minted: set[Iri] = set()
        for reading in readings:
            self._gather(self._local(reading), tallies, members, minted)
        made = {name: tallies[name].entity(name, self._kinds.get(name)) for name in sorted(tallies)}
        self.shared: Mapping[Iri, Entity] = made
        self.shared = self._grouped(made, members)
        pairs = ((name, self.ledger.canonical(name)) for name in sorted(minted))
        self.replaced = tuple((name, stays) for name, stays in pairs if name != stays)

    def part(self, reading: Reading) -> Part:
        """What one of the documents adds."""
        local = self._local(reading)
        tallies: dict[Iri, _Tally] = defaultdict(_Tally)
        for mention, name, stays in local.named:
            if stays not in self.shared:
                tallies[stays].add(mention, name, stays, local)
        for name in local.unsaid:
            if name not in self.shared:
                tallies[name].touch()
        made = {name: tallies[name].entity(name, self._kinds.get(name)) for name in sorted(tallies)}
        members: dict[Iri, set[Iri]] = defaultdict(set)
        for group, member in local.members():
            if group in made:
                members[group].add(member)
        things = self._grouped(made, members)
        meant = _Names(local, things, self.shared)
        in_text = sorted(reading.claims, key=lambda claim: iri.text_order(claim.id))
        pairs = ((name, local.ledger.canonical(name, local.document)) for name in local.minted if iri.is_local(name))
        return Part(
            local.document,
            tuple(things.values()),
            tuple(
                _resolved(each, reading, meant, self._assert_attributed, self._verdicts.get(each.id))
                for each in in_text
            ),
            local.refers,
            tuple(sorted((name, stays) for name, stays in pairs if name != stays)),
        )

    def whole(self, parts: Iterable[Part]) -> Knowledge:
        """What some documents, in order, say together, with all that is shared."""
        entities, claims, replaced = [*self.shared.values()], list[Claim](), [*self.replaced]
        refers: dict[tuple[Iri, Span], Iri] = {}
        for part in parts:
            entities += part.entities
            claims += part.claims
            replaced += part.replaced
            refers.update({(part.document, place): name for place, name in part.refers.items()})
        entities.sort(key=lambda entity: entity.iri)
        return Knowledge(tuple(entities), tuple(claims), refers, tuple(sorted({*replaced})))

    def _local(self, reading: Reading) -> _Local:
        own = [link for link in reading.links if link.scope == reading.document.id]
        return _Local(reading, self.ledger.within(reading.document.id, own))

    def _gather(
        self, local: _Local, tallies: dict[Iri, _Tally], members: dict[Iri, set[Iri]], minted: set[Iri]
    ) -> None:
        """Count what a document says of things that others may speak of, too."""
        document = local.document
        groups = [(group, member) for group, member in local.members() if self._is_shared(group, document)]
        for group, member in groups:
            members[group].add(member)
            if iri.is_local(member):  # the label of the group has its label
                self._foreign.add(member)
        for mention, name, stays in local.named:
            if self._is_shared(stays, document):
                tallies[stays].add(mention, name, stays, local)
        for name in local.unsaid:
            if self._is_shared(name, document):
                tallies[name].touch()
        minted.update(name for name in local.minted if not iri.is_local(name))
        for claim in local.reading.claims:
            ends = {local.refers.get(place) for place in (claim.subject, claim.object, *claim.sources)}  # type: ignore[arg-type]
            self.telling.update(name for name in ends if name is not None and self._is_shared(name, document))
        self.claims += len(local.reading.claims)
        self.models.add(local.reading.model)

    def _is_shared(self, name: Iri, document: Iri) -> bool:
        return not iri.is_local(name) or name in self._foreign or iri.document_of(name) != document

    def _grouped(self, things: dict[Iri, Entity], members: Mapping[Iri, set[Iri]]) -> dict[Iri, Entity]:
        """The things, of which groups have their members; a group of one is none."""
        known = [
            (group, sorted(name for name in found if name in things or name in self.shared))
            for group, found in members.items()
            if group in things
        ]
        grouped = {}
        for group, names in known:
            if len(names) > 1:
                labels = [(things.get(name) or self.shared[name]).label for name in names]
                grouped[group] = _together(things[group], labels, tuple(names))
        return {**things, **grouped}


def _is_foreign(name: Iri, scope: Iri | None) -> bool:
    """Whether a link speaks, outside of its document, of something that is local to one."""
    return iri.is_local(name) and iri.document_of(name) != scope


def is_asserted(claim: ReadClaim, *, assert_attributed: bool = False) -> bool:
    """Whether a claim is stated as a fact: affirmed, actual, and said by the document itself."""
    said = not claim.sources and not claim.attributed
    return claim.polarity is Polarity.POSITIVE and claim.modality is Modality.ACTUAL and (said or assert_attributed)


def qualifiers(claim: ReadClaim, mentions: Mentions, mint: Minter) -> tuple[Qualifier, ...]:
    """The qualifiers of a claim and, after them, the arguments of its object noun that it does not have itself.

    *France cancels talks with the UK* is then one pattern wherever a parser attached *with the UK*. Arguments by *of*
    belong to their noun alone.
    """
    return claim.qualifiers + tuple(each for each in inherited(claim, mentions, mint) if each not in claim.qualifiers)


def inherited(claim: ReadClaim, mentions: Mentions, mint: Minter) -> tuple[Qualifier, ...]:
    """The arguments of a claim's object noun, as qualifiers."""
    if not isinstance(claim.object, Span) or claim.object not in mentions:
        return ()
    return tuple(
        Qualifier(Relation(mint.qualifier(label), label), place)
        for label, place in mentions[claim.object].arguments
        if label != "of"
    )


def literal_of(mention: Mention) -> Value:
    """The literal that a mention without an IRI stands for: its number, its place on the calendar, or its words.

    A time that is not one date (*next week*, *early 2021*, *from May to June*) stays in words; its value is in the
    mention.
    """
    if mention.value is not None:
        return mention.value
    timex = mention.timex
    if timex is not None and timex.type in ("DATE", "TIME") and timex.end is None and timex.mod is None:
        dated = literal.date(timex.value)
        if dated.datatype != literal.STRING:
            return dated
    return Value(iri.normalise(mention.text), literal.STRING)


# ------------------------------------------------------------------------------------------------ entities


class _Local:
    """One document under its ledger: which of its mentions is which thing."""

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        self.reading, self.ledger, self.document = reading, ledger, reading.document.id
        self.mint = iri.minter_of(self.document)
        self.refers: dict[Span, Iri] = {}
        self.named: list[tuple[Mention, Iri, Iri]] = []
        """Mentions that are things, each with the IRI that its words give, and the one that stands for it."""
        self.minted: set[Iri] = set()
        """The IRIs that words give, but for those of somebody left unsaid."""
        for mention, name in _names(reading):
            place = iri.span(self.document, mention.span) if ledger.apart else ""
            if place in ledger.apart:
                name = ledger.canonical(place, self.document)
            stays = ledger.canonical(name, self.document)
            self.refers[mention.span] = stays
            self.named.append((mention, name, stays))
            if not iri.is_unspecified(name):
                self.minted.add(name)
        self.unsaid = [
            ledger.canonical(_unsaid(claim), self.document) for claim in reading.claims if claim.subject is None
        ]

    def members(self) -> Iterator[tuple[Iri, Iri]]:
        """Groups with a member each; what became one thing is none."""
        for link in self.ledger.members:
            group, member = (self.ledger.canonical(name, link.scope) for name in (link.alias, link.canonical))
            if group != member:
                yield group, member


def _names(reading: Reading) -> Iterable[tuple[Mention, Iri]]:
    """The mentions that are things, each with an IRI; a value is one only where something is said of it."""
    topics = {claim.subject for claim in reading.claims}.union(*(claim.sources for claim in reading.claims))
    for mention in sorted(reading.mentions, key=lambda mention: mention.span):
        if mention.minted is not None:
            yield mention, mention.minted
        elif mention.span in topics:
            yield mention, iri.quantity(reading.document.id, mention.span)


def _unsaid(claim: ReadClaim) -> Iri:
    return claim.unspecified or iri.unspecified(iri.document_of(claim.id), claim.sentence.start)


class _Tally:
    """What was read about one thing so far, as much of it as matters."""

    __slots__ = ("_arguments", "_first", "_forms", "_head", "_least", "_mentions", "_own_head", "_reasons", "_votes")

    def __init__(self) -> None:
        self._mentions = 0
        self._forms: set[Form] = set()
        self._votes: dict[Kind, int] = {}
        self._first: Mention | None = None
        self._least: str | None = None
        self._head: str | None = None
        self._own_head: str | None = None
        self._reasons: dict[str, tuple[float, str]] = {}
        self._arguments: set[tuple[Relation, Iri]] = set()

    def touch(self) -> None:
        """Note that there is such a thing, though no words speak of it."""

    def add(self, mention: Mention, minted: Iri, name: Iri, local: _Local) -> None:
        """Count a mention of the thing called ``name``, whose words give ``minted``; in the order of the text."""
        self._mentions += 1
        if mention.form is Form.PRONOUN:
            return
        self._forms.add(mention.form)
        if mention.kind is not None:
            self._votes[mention.kind] = self._votes.get(mention.kind, 0) + 1
        self._head = self._head or mention.head_term
        if minted == name:
            if self._first is None and iri.is_local(name):
                self._first = mention
            self._least = mention.label if self._least is None else min(self._least, mention.label)
            self._own_head = self._own_head or mention.head_term
        wording, link = _wording(mention), local.ledger.reason(minted, local.document) if minted != name else None
        reason = (-link.confidence, link.method) if link else (-1.0, SAME_WORDS)
        known = self._reasons.setdefault(wording, reason)
        if reason < known:
            self._reasons[wording] = reason
        for label, place in mention.arguments:
            argument = local.refers.get(place)
            if argument is not None and argument != name:
                self._arguments.add((Relation(local.mint.qualifier(label), label), argument))

    def entity(self, name: Iri, settled: Kind | None) -> Entity:
        """The thing."""
        kind = settled or self._kind(name)
        label = self._label(name, kind) or iri.name_of(name)
        described = kind is Kind.NOMINAL
        return Entity(
            iri=name,
            label=label,
            kind=kind,
            aliases=tuple(
                Alias(wording, method, -surety)
                for wording, (surety, method) in sorted(self._reasons.items())
                if wording not in ("", label)
            ),
            head_term=self._own_head or self._head if described else None,
            arguments=tuple(sorted(self._arguments)) if described else (),
            mentions=self._mentions,
        )

    def _kind(self, name: Iri) -> Kind:
        if not self._forms and (iri.is_unspecified(name) or iri.is_apart(name)):
            return Kind.UNSPECIFIED
        if iri.is_local(name) and Form.NAME not in self._forms:
            return Kind.NOMINAL
        if self._forms == {Form.TERM}:
            return Kind.TERM
        votes = {kind: number for kind, number in self._votes.items() if kind in _TELLING}
        return max(votes, key=lambda kind: (votes[kind], -_TELLING.index(kind))) if votes else Kind.THING

    def _label(self, name: Iri, kind: Kind) -> str:
        """What it is called: the label its IRI was minted from; of a description, the phrase of its first mention.

        A description too long to be read at a glance is called by its head phrase, and keeps its words as an alias.
        """
        if kind is Kind.UNSPECIFIED:
            return UNSPECIFIED
        if self._first is not None:
            worded_first = _wording(self._first)
            return worded_first if len(worded_first) <= GLANCE else self._first.label
        if self._least is not None:
            return self._least
        spelled = iri.name_of(name).partition(".")[0].replace("_", " ")
        return (None if iri.is_apart(name) else iri.words(name)) or (
            min(self._reasons) if self._reasons and iri.is_local(name) else spelled
        )


def _together(group: Entity, labels: Sequence[str], members: tuple[Iri, ...]) -> Entity:
    """A group with its members, which its label names: *both countries (France and UK)*."""
    named = " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))
    if group.kind is Kind.UNSPECIFIED:
        return replace(group, label=named, kind=Kind.GROUP, members=members)
    return replace(group, label=f"{group.label} ({named})", members=members)


_TELLING = [kind for kind in Kind if kind not in (Kind.NOMINAL, Kind.UNSPECIFIED, Kind.THING, Kind.TERM)]
"""Kinds that a vote can be for; of two with as many votes, the first."""


GLANCE = 80
"""Characters of a description that are read at a glance."""


_OWNER = re.compile(r"(?:my|our|your|his|her|its|their|no|what|which)\s+(?=\S)", re.IGNORECASE)


def _wording(mention: Mention) -> str:
    """What a mention calls its thing: a name as it is, a description in full, neither with a determiner in front."""
    if mention.form in (Form.NAME, Form.TERM):
        return mention.label
    return (
        _OWNER.sub("", iri.bare(mention.text), count=1)
        if _OWNER.match(iri.bare(mention.text))
        else iri.bare(mention.text)
    )


# ------------------------------------------------------------------------------------------------ claims


class _Names:
    """What the spans and claims of one reading are."""

    def __init__(self, local: _Local, things: Mapping[Iri, Entity], shared: Mapping[Iri, Entity]) -> None:
        self.mentions = {mention.span: mention for mention in local.reading.mentions}
        self.mint = local.mint
        self.claims = {claim.id: claim for claim in local.reading.claims}
        self._local, self._things, self._shared = local, things, shared

    def thing(self, place: Span) -> Entity:
        return self._called(self._local.refers[place])

    def unsaid(self, claim: ReadClaim) -> Entity:
        return self._called(self._local.ledger.canonical(_unsaid(claim), self._local.document))

    def _called(self, name: Iri) -> Entity:
        return self._things.get(name) or self._shared[name]

    def node(self, place: Span | ClaimRef) -> Node:
        if isinstance(place, ClaimRef):
            return place
        if self.mentions[place].minted is None:
            return literal_of(self.mentions[place])
        return self.thing(place)


def _resolved(
    claim: ReadClaim, reading: Reading, names: _Names, assert_attributed: bool, verdict: Verdict | None
) -> Claim:
    further = tuple((each.relation, names.node(each.value)) for each in qualifiers(claim, names.mentions, names.mint))
    return Claim(
        id=claim.id,
        document=reading.document.id,
        subject=names.unsaid(claim) if claim.subject is None else names.thing(claim.subject),
        predicate=claim.relation,
        object=None if claim.object is None else names.node(claim.object),
        qualifiers=further,
        sources=tuple(names.thing(place) for place in claim.sources),
        asserted=verdict is not Verdict.REJECTED and is_asserted(claim, assert_attributed=assert_attributed),
        sentence=reading.document.text[claim.sentence.start : claim.sentence.end],
        evidence=claim,
        connections=connections(claim, further, names.claims),
        verdict=verdict,
    )
