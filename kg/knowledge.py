"""The view over readings: which mention is which thing, what things are called, who claims what, and what is a fact.

Evidence and decisions go in, and nothing of them is changed: the view is derived, and made again whenever they change.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

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
    by_document = {reading.document.id: reading for reading in readings}
    ordered = [by_document[document] for document in sorted(by_document)]
    ledger = Ledger(chain(links, *(reading.links for reading in ordered)))
    gathered: dict[Iri, _Gathered] = defaultdict(_Gathered)
    refers: dict[tuple[Iri, Span], Iri] = {}
    for reading in ordered:
        for mention, name in _names(reading):
            place = iri.span(reading.document.id, mention.span) if ledger.apart else ""
            if place in ledger.apart:
                name = ledger.canonical(place, reading.document.id)
            stays = ledger.canonical(name, reading.document.id)
            refers[reading.document.id, mention.span] = stays
            gathered[stays].mentions.append((reading.document.id, mention, name))
        for claim in reading.claims:
            if claim.subject is None:
                gathered[ledger.canonical(_unsaid(claim), reading.document.id)].unsaid = True
    kinds, verdicts = dict(curated.kinds), {claim: verdict for claim, verdict, _ in curated.verdicts}
    things = {name: _entity(name, gathered[name], refers, ledger, kinds.get(name)) for name in sorted(gathered)}
    for name, members in _members(ledger, things).items():
        things[name] = _together(things[name], [things[member].label for member in members], members)
    claims: list[Claim] = []
    for reading in ordered:
        meant = _Names(reading, refers, things, ledger)
        in_order = sorted(reading.claims, key=lambda claim: iri.text_order(claim.id))
        claims += (_resolved(claim, reading, meant, assert_attributed, verdicts.get(claim.id)) for claim in in_order)
    return Knowledge(tuple(things.values()), tuple(claims), refers, tuple(sorted(_replaced(gathered, ledger))))


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


@dataclass(slots=True)
class _Gathered:
    """What was read about one thing: its mentions, each with its document and the IRI its words give."""

    mentions: list[tuple[Iri, Mention, Iri]] = field(default_factory=list)
    unsaid: bool = False


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


def _entity(
    name: Iri, gathered: _Gathered, refers: Mapping[tuple[Iri, Span], Iri], ledger: Ledger, settled: Kind | None
) -> Entity:
    worded = [each for each in gathered.mentions if each[1].form is not Form.PRONOUN]
    kind = settled or _kind(name, [mention for _, mention, _ in worded])
    own = [mention for _, mention, minted in worded if minted == name]
    label = _label(name, own, worded, kind) or iri.name_of(name)
    described = kind is Kind.NOMINAL
    return Entity(
        iri=name,
        label=label,
        kind=kind,
        aliases=_aliases(label, name, worded, ledger),
        head_term=next((m.head_term for m in (*own, *(m for _, m, _ in worded)) if m.head_term), None)
        if described
        else None,
        arguments=_arguments(name, worded, refers) if described else (),
        mentions=len(gathered.mentions),
    )


def _members(ledger: Ledger, things: Mapping[Iri, Entity]) -> dict[Iri, tuple[Iri, ...]]:
    """The members of groups; those that became one thing are one, and a group of one is none."""
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for link in ledger.members:
        group, member = (ledger.canonical(name, link.scope) for name in (link.alias, link.canonical))
        if group in things and member in things and group != member:
            found[group].add(member)
    return {group: tuple(sorted(members)) for group, members in found.items() if len(members) > 1}


def _together(group: Entity, labels: Sequence[str], members: tuple[Iri, ...]) -> Entity:
    """A group with its members, which its label names: *both countries (France and UK)*."""
    named = " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))
    if group.kind is Kind.UNSPECIFIED:
        return replace(group, label=named, kind=Kind.GROUP, members=members)
    return replace(group, label=f"{group.label} ({named})", members=members)


def _kind(name: Iri, worded: list[Mention]) -> Kind:
    if not worded and (iri.is_unspecified(name) or iri.is_apart(name)):
        return Kind.UNSPECIFIED
    forms = {mention.form for mention in worded}
    if iri.is_local(name) and Form.NAME not in forms:
        return Kind.NOMINAL
    if forms == {Form.TERM}:
        return Kind.TERM
    votes = Counter(mention.kind for mention in worded if mention.kind in _TELLING)
    return max(_TELLING, key=lambda kind: (votes[kind], -_TELLING.index(kind))) if votes else Kind.THING


_TELLING = [kind for kind in Kind if kind not in (Kind.NOMINAL, Kind.UNSPECIFIED, Kind.THING, Kind.TERM)]
"""Kinds that a vote can be for; of two with as many votes, the first."""


GLANCE = 80
"""Characters of a description that are read at a glance."""


def _label(name: Iri, own: list[Mention], worded: list[tuple[Iri, Mention, Iri]], kind: Kind) -> str:
    """What a thing is called: the label its IRI was minted from; of a description, the phrase of its first mention.

    A description too long to be read at a glance is called by its head phrase, and keeps its words as an alias.
    """
    if kind is Kind.UNSPECIFIED:
        return UNSPECIFIED
    if own:
        if not iri.is_local(name):
            return min(mention.label for mention in own)
        worded_first = _wording(own[0])
        return worded_first if len(worded_first) <= GLANCE else own[0].label
    wordings = sorted({_wording(mention) for _, mention, _ in worded})
    spelled = iri.name_of(name).partition(".")[0].replace("_", " ")
    return (None if iri.is_apart(name) else iri.words(name)) or (
        wordings[0] if wordings and iri.is_local(name) else spelled
    )


_OWNER = re.compile(r"(?:my|our|your|his|her|its|their)\s+(?=\S)", re.IGNORECASE)


def _wording(mention: Mention) -> str:
    """What a mention calls its thing: a name as it is, a description in full, neither with a determiner in front."""
    if mention.form in (Form.NAME, Form.TERM):
        return mention.label
    return (
        _OWNER.sub("", iri.bare(mention.text), count=1)
        if _OWNER.match(iri.bare(mention.text))
        else iri.bare(mention.text)
    )


def _aliases(label: str, name: Iri, worded: list[tuple[Iri, Mention, Iri]], ledger: Ledger) -> tuple[Alias, ...]:
    """The other wordings, sorted, each with the surest reason."""
    reasons: dict[str, tuple[float, str]] = {}
    for document, mention, minted in worded:
        wording = _wording(mention)
        if wording in ("", label):
            continue
        link = ledger.reason(minted, document) if minted != name else None
        reason = (-link.confidence, link.method) if link else (-1.0, SAME_WORDS)
        reasons[wording] = min(reason, reasons.get(wording, reason))
    return tuple(Alias(wording, method, -surety) for wording, (surety, method) in sorted(reasons.items()))


def _arguments(
    name: Iri, worded: list[tuple[Iri, Mention, Iri]], refers: Mapping[tuple[Iri, Span], Iri]
) -> tuple[tuple[Relation, Iri], ...]:
    found: set[tuple[Relation, Iri]] = set()
    for document, mention, _ in worded:
        for label, place in mention.arguments:
            argument = refers.get((document, place))
            if argument is not None and argument != name:
                found.add((Relation(iri.minter_of(document).qualifier(label), label), argument))
    return tuple(sorted(found))


def _replaced(gathered: Mapping[Iri, _Gathered], ledger: Ledger) -> set[tuple[Iri, Iri]]:
    """IRIs that have given way wherever they are used, each with the one that stays."""
    names = {minted for each in gathered.values() for _, _, minted in each.mentions if not iri.is_unspecified(minted)}
    pairs = {(name, ledger.canonical(name, iri.document_of(name) if iri.is_local(name) else None)) for name in names}
    return {(name, stays) for name, stays in pairs if name != stays}


# ------------------------------------------------------------------------------------------------ claims


class _Names:
    """What the spans and claims of one reading are."""

    def __init__(
        self, reading: Reading, refers: Mapping[tuple[Iri, Span], Iri], things: Mapping[Iri, Entity], ledger: Ledger
    ) -> None:
        self.document = reading.document.id
        self.mentions = {mention.span: mention for mention in reading.mentions}
        self.mint = iri.minter_of(reading.document.id)
        self.claims = {claim.id: claim for claim in reading.claims}
        self._refers, self._things, self._ledger = refers, things, ledger

    def thing(self, place: Span) -> Entity:
        return self._things[self._refers[self.document, place]]

    def unsaid(self, claim: ReadClaim) -> Entity:
        return self._things[self._ledger.canonical(_unsaid(claim), self.document)]

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
