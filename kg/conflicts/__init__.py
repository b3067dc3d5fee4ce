"""Claims that cannot both hold: one affirmed and denied, two who wrote one letter, two days on which one ship sank.

Both sides are kept, with where they were read; nobody judges who is right. Where a source says the one and another the
other, people disagree, and the documents report it; where documents themselves state both, they are in conflict.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations

from kg import iri
from kg.conflicts.authors import texts, two_authors
from kg.conflicts.copies import originals
from kg.model import Claim, ClaimRef, Entity, EventTime, Form, Iri, Kind, Modality, Polarity, Reading, Value, Verdict
from kg.resolve import lexicon

ALIKE = 0.7
"""The chance that two descriptions in two documents, of one noun and with one thing named in both, are of one thing."""

PLACES = 0.6
"""The chance that two places are two, and not one inside the other."""

DAYS = 31
"""Days between two publications within which undated numbers can be of the same time: the dead of one flood."""

MOVING = frozenset(("percent", "points"))
"""Units of what moves every day: two such numbers are of the same time only if published on one day. So is money."""

ABOUT = Decimal("0.1")
"""How far, as a share, a number may be from one that is only *about* right."""


class Type(StrEnum):
    """In what two claims cannot agree."""

    DENIED = "affirmed and denied"
    DOER = "who did it"
    OBJECT = "what it is"
    PLACE = "where it was"
    TIME = "when it was"
    NUMBER = "how many"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both hold.

    ``reported`` is true if a source says one of them: people disagree, and not the documents. ``within`` is true if
    both stand in one document. ``support`` counts for each side the independent publishers of claims that say the same;
    copies of one text count once. ``told`` is what each side says in words, where its claim alone does not say it (*Mr
    Smith's letter was published* tells who wrote it). ``confidence`` is the chance, 0 to 1, that they are read well and
    about one thing.
    """

    type: Type
    one: Iri
    other: Iri
    reported: bool
    within: bool
    why: str
    confidence: float
    support: tuple[int, int]
    told: tuple[str, str] | None = None


def conflicts(claims: Iterable[Claim], readings: Sequence[Reading] = ()) -> tuple[Conflict, ...]:
    """The conflicts among claims, the surest first; affirmed before denied, else in the order of their IRIs.

    Only what is meant as actual, and was not rejected, can conflict: *France may cancel* does not deny *France does not
    cancel*. Without ``readings``, numbers and copies are not known. Near-linear: claims are compared only with those of
    the same predicate about one thing.
    """
    return _Comparison(_telling(claims), readings).found()


def _telling(claims: Iterable[Claim]) -> list[Claim]:
    return [each for each in claims if each.modality is Modality.ACTUAL and each.verdict is not Verdict.REJECTED]


def contradictions(claims: Iterable[Claim], readings: Sequence[Reading] = ()) -> dict[Iri, tuple[Iri, ...]]:
    """For each claim in a conflict, the claims that it cannot hold together with, in the order given."""
    given = [*claims]
    order = {claim.id: place for place, claim in enumerate(given)}
    against: dict[Iri, set[Iri]] = defaultdict(set)
    for each in _Comparison(_telling(given), readings).found(supported=False):
        against[each.one].add(each.other)
        against[each.other].add(each.one)
    return {name: tuple(sorted(against[name], key=order.__getitem__)) for name in order if name in against}


@cache
def single() -> Mapping[str, tuple[frozenset[str], str]]:
    """The relations with one filler: by label, the slots that have one, and why.

    >>> sorted(single()["writes"][0])
    ['subject', 'time']
    """
    text = files("kg.conflicts").joinpath("relations.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", strict=True)
    return {row["relation"]: (frozenset(row["single"].split()), row["why"]) for row in rows}


# ------------------------------------------------------------------------------------------------ comparing

_Key = tuple[str, ...]


SOMEBODY: _Key = ("somebody",)
NOTHING: _Key = ("nothing",)
"""What is left unsaid: that somebody was born in May and somebody in June is no conflict."""


class _Comparison:
    """Claims, found by what they are about."""

    def __init__(self, claims: Sequence[Claim], readings: Sequence[Reading]) -> None:
        self.claims = claims
        self.readings = readings
        self._supported = True
        self.sources = {reading.document.id: reading.document.source for reading in readings}
        self.things: dict[tuple[Iri, _Key, _Key], list[Claim]] = defaultdict(list)
        self.objects: dict[tuple[Iri, _Key], list[Claim]] = defaultdict(list)
        self.subjects: dict[tuple[Iri, _Key], list[Claim]] = defaultdict(list)
        self.counted: dict[tuple[Iri, str, _Key], list[Claim]] = defaultdict(list)
        self.doers: dict[tuple[Iri, object], set[Iri]] = defaultdict(set)
        described = _described(claims)
        for claim in claims:
            about = claim.object.iri if isinstance(claim.object, Entity) else ""
            subjects = [*_keys(claim.subject, claim)]
            objects = [*_object_keys(claim, described.get((about, claim.predicate.iri), ()))]
            if claim.evidence.subject is None:
                subjects.append(SOMEBODY)
            self.doers[_statement(claim)].add(claim.subject.iri)
            for subject in subjects:
                self.subjects[claim.predicate.iri, subject].append(claim)
                for object in objects:
                    if (subject, object) != (SOMEBODY, NOTHING):
                        self.things[claim.predicate.iri, subject, object].append(claim)
            for object in objects:
                self.objects[claim.predicate.iri, object].append(claim)
                self.counted[claim.predicate.iri, claim.subject.head_term or "", object].append(claim)

    def found(self, *, supported: bool = True) -> tuple[Conflict, ...]:
        """The conflicts; without their support, the texts of the documents are not compared."""
        self._supported = supported
        pairs = {(one.id, other.id): (type, one, other, why, sure) for type, one, other, why, sure in self._pairs()}
        made = [self._conflict(*pair) for pair in pairs.values()]
        made.extend(self._authors({frozenset((each.one, each.other)) for each in made if each.type is Type.DOER}))
        return tuple(sorted(made, key=lambda each: (each.reported, -each.confidence, each.one, each.other)))

    def _conflict(
        self, type: Type, one: Claim, other: Claim, why: str, sure: float, told: tuple[str, str] | None = None
    ) -> Conflict:
        return Conflict(
            type,
            one.id,
            other.id,
            any(claim.evidence.attributed or claim.sources for claim in (one, other)),
            one.document == other.document,
            why,
            round(one.confidence * other.confidence * sure, 4),
            (self.support(one, type), self.support(other, type)) if self._supported else (0, 0),
            told,
        )

    def _authors(self, known: set[frozenset[Iri]]) -> Iterator[Conflict]:
        """Two authors of one text or plan, but for the claims that conflict as they stand."""
        for each in two_authors(self.claims, self.readings, DAYS):
            if frozenset((each.one.id, each.other.id)) not in known:
                yield self._conflict(Type.DOER, *each)

    def _pairs(self) -> Iterator[tuple[Type, Claim, Claim, str, float]]:
        for one, other in _together(self.things.values()):
            if one.polarity is not other.polarity:
                affirmed, denied = (one, other) if one.polarity is Polarity.POSITIVE else (other, one)
                if _same_time(one.time, other.time) and _agree(affirmed, denied):
                    yield Type.DENIED, affirmed, denied, *self._alike(one, other)
            elif one.polarity is Polarity.POSITIVE:
                slots, why = single().get(one.predicate.label, (frozenset[str](), ""))
                if "time" in slots and not _same_time(one.time, other.time):
                    yield Type.TIME, one, other, why, self._alike(one, other)[1]
                elif "place" in slots and _places(one) and _places(other) and not _places(one) & _places(other):
                    yield Type.PLACE, one, other, why, self._alike(one, other)[1] * PLACES
        for one, other in _together(self.objects.values()):
            slots, why = single().get(one.predicate.label, (frozenset[str](), ""))
            if "subject" in slots and one.object is not None and self._two_doers(one, other):
                yield Type.DOER, one, other, why, _sure(one.object, other.object)
        for one, other in _together(self.subjects.values()):
            slots, why = single().get(one.predicate.label, (frozenset[str](), ""))
            if "object" in slots and _both_affirmed(one, other) and _two(one.object, other.object):
                yield Type.OBJECT, one, other, why, _sure(one.subject, other.subject) * PLACES
            elif _both_affirmed(one, other) and self._two_numbers(one, other, "object"):
                yield Type.NUMBER, one, other, "one count of one thing", _sure(one.subject, other.subject)
        for one, other in _together(self.counted.values()):
            if _both_affirmed(one, other) and self._two_numbers(one, other, "subject"):
                yield Type.NUMBER, one, other, "one count of one event", _sure(one.object, other.object)

    def _alike(self, one: Claim, other: Claim) -> tuple[str, float]:
        sure = _sure(one.subject, other.subject) * _sure(one.object, other.object)
        return ("the same is said of one thing" if sure == 1 else "the same is said of what is described alike"), sure

    def _two_doers(self, one: Claim, other: Claim) -> bool:
        """Whether two claims name two doers, and no statement names both together."""
        if (
            not _both_affirmed(one, other)
            or not _two(one.subject, other.subject)
            or _two_texts(one.object, other.object)
        ):
            return False
        return not self.doers[_statement(one)] & self.doers[_statement(other)]

    # -------------------------------------------------------------------------------------------- numbers

    def _two_numbers(self, one: Claim, other: Claim, slot: str) -> bool:
        a, b = self._number(one, slot), self._number(other, slot)
        if a is None or b is None or a.unit != b.unit or _can_agree(a, b):
            return False
        if slot == "subject" and (not one.subject.head_term or one.object is None):
            return False
        return self._of_one_time(one, other, 0 if a.unit in MOVING or _is_money(a) else DAYS)

    def _number(self, claim: Claim, slot: str) -> Value | None:
        """The number in a slot: the value itself, or the count of what is described: *27 people*."""
        filler = claim.object if slot == "object" else claim.subject
        if isinstance(filler, Value):
            return filler
        place = claim.evidence.object if slot == "object" else claim.evidence.subject
        if not isinstance(filler, Entity) or filler.kind is not Kind.NOMINAL or not isinstance(place, tuple):
            return None
        inside = (place, claim.document)
        return self._counts.get(inside)

    @cached_property
    def _counts(self) -> dict[tuple[object, Iri], Value]:
        """What descriptions count, by their place and document."""
        found: dict[tuple[object, Iri], Value] = {}
        for reading in self.readings:
            document = reading.document.id
            numbers = [m for m in reading.mentions if m.form is Form.QUANTITY and m.value and m.value.unit]
            for mention in reading.mentions:
                if mention.form is Form.NOMINAL and numbers:
                    words = mention.text.casefold()
                    for number in numbers:
                        at = number.span.start - mention.span.start
                        if 0 <= at < len(words) - 1 and number.span.end < mention.span.end and at <= LEAD:
                            found.setdefault((mention.span, document), number.value)  # type: ignore[arg-type]
        return found

    def _of_one_time(self, one: Claim, other: Claim, apart: int) -> bool:
        """Whether two numbers can be of one time: dated alike, or undated and published within some days."""
        dated = [claim.time is not None and claim.time.value is not None for claim in (one, other)]
        if all(dated):
            return _same_time(one.time, other.time)
        days = [self._published(claim) for claim in (one, other)]
        if one.document == other.document:
            return not any(dated)
        return not any(dated) and None not in days and abs((days[0] - days[1]).days) <= apart  # type: ignore[operator]

    def _published(self, claim: Claim) -> date | None:
        source = self.sources.get(claim.document)
        try:
            return date.fromisoformat(source.date or "") if source else None
        except ValueError:
            return None

    # -------------------------------------------------------------------------------------------- support

    def support(self, claim: Claim, type: Type) -> int:
        """How many independent publishers say the same of what a conflict is about, the claim's own included."""
        object = next(iter(_object_keys(claim)))
        same = self.things[claim.predicate.iri, next(iter(_keys(claim.subject, claim))), object]
        if type is Type.TIME:
            same = [each for each in same if each.time is not None and _same_time(each.time, claim.time)]
        elif type is Type.PLACE:
            same = [each for each in same if _places(each) & _places(claim)]
        agreeing = {each.document for each in same if each.polarity is claim.polarity}
        return len({self._publisher(document) for document in agreeing})

    def _publisher(self, document: Iri) -> str:
        first = self._originals.get(document, document)
        source = self.sources.get(first)
        host = source.url.partition("//")[2].partition("/")[0] if source and source.url else None
        return (source.publisher if source else None) or host or first

    @cached_property
    def _originals(self) -> Mapping[Iri, Iri]:
        return originals({reading.document.id: reading.document.text for reading in self.readings})


LEAD = 12
"""Characters that may stand before the number of a description: *at least 27 people*."""

CROWD = 40
"""Claims about one thing that are compared one with each other; of more, those that differ most in what they say."""


def _together(groups: Iterable[list[Claim]]) -> Iterator[tuple[Claim, Claim]]:
    """Every two claims of a group, once, in the order of their IRIs."""
    seen: set[tuple[Iri, Iri]] = set()
    for group in groups:
        for one, other in combinations(sorted(_various(group), key=lambda claim: iri.text_order(claim.id)), 2):
            if (one.id, other.id) not in seen and not _in_one_breath(one, other):
                seen.add((one.id, other.id))
                yield one, other


def _in_one_breath(one: Claim, other: Claim) -> bool:
    """Whether one sentence of one speaker says both: *fell by 4% and 6% respectively*, *was sent home instead*."""
    together = one.document == other.document and one.evidence.sentence == other.evidence.sentence
    return together and one.sources == other.sources


def _various(group: list[Claim]) -> list[Claim]:
    """The claims of a group; of a crowd, one of each kind, then a second, as far as there is room."""
    if len(group) <= CROWD:
        return group
    kinds: dict[object, list[Claim]] = defaultdict(list)
    for claim in group:
        told = getattr(claim.object, "label", None) or getattr(claim.object, "lexical", None)
        kinds[claim.polarity, claim.time and claim.time.value, claim.subject.label, told].append(claim)
    ranked = [(place, claim) for kind in kinds.values() for place, claim in enumerate(kind)]
    return [claim for _, claim in sorted(ranked, key=lambda each: (each[0], iri.text_order(each[1].id)))[:CROWD]]


def _statement(claim: Claim) -> tuple[Iri, object]:
    """The words that say it; claims that share them name several doers together."""
    return claim.document, claim.evidence.relation_pieces or claim.evidence.sentence


def _described(claims: Iterable[Claim]) -> dict[tuple[Iri, Iri], set[tuple[str, Iri]]]:
    """What claims of one predicate say besides of a thing that they are about: *wrote the letter* **to Macron**."""
    found: dict[tuple[Iri, Iri], set[tuple[str, Iri]]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim.object, Entity) and claim.object.kind is Kind.NOMINAL:
            further = {(relation.label, node.iri) for relation, node in claim.qualifiers if isinstance(node, Entity)}
            found[claim.object.iri, claim.predicate.iri] |= further
    return found


def _keys(thing: Entity, claim: Claim, more: Iterable[tuple[str, Iri]] = ()) -> Iterator[_Key]:
    """What a thing can be found by: its IRI; a description also by its noun and a thing that it names."""
    yield "thing", thing.iri
    if thing.kind is Kind.NOMINAL and thing.head_term:
        described = {*more, *((relation.label, other) for relation, other in thing.arguments)}
        described |= {(relation.label, node.iri) for relation, node in claim.qualifiers if isinstance(node, Entity)}
        for label, other in sorted(described):
            if not iri.is_local(other) and not (label == "of" and iri.words(other) in lexicon.countries()):
                yield "like", thing.head_term, label, other


def _object_keys(claim: Claim, more: Iterable[tuple[str, Iri]] = ()) -> Iterator[_Key]:
    if isinstance(claim.object, Entity):
        yield from _keys(claim.object, claim, more)
    elif isinstance(claim.object, Value):
        yield "value", claim.object.lexical, claim.object.datatype
    elif claim.object is None:
        yield NOTHING
    else:
        yield "claim", claim.object.claim


def _sure(one: object, other: object) -> float:
    return 1.0 if not isinstance(one, Entity) or not isinstance(other, Entity) or one.iri == other.iri else ALIKE


def _agree(affirmed: Claim, denied: Claim) -> bool:
    """Whether a denial is of what is affirmed, and not of something beside it: *not on Friday*, *not with Belgium*."""
    yes, no = _circumstances(affirmed), _circumstances(denied)
    if any(yes[label].isdisjoint(no[label]) for label in yes.keys() & no.keys()):
        return False
    return denied.object is not None or all(no[label] <= yes.get(label, set()) for label in no)


def _circumstances(claim: Claim) -> dict[str, set[str]]:
    """What is said besides, by preposition: things with names, and other claims (*interested in* **leaving**)."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation, node in claim.qualifiers:
        if isinstance(node, ClaimRef):
            found[relation.label].add(node.claim)
        elif isinstance(node, Entity) and not iri.is_local(node.iri):
            found[relation.label].add(node.iri)
    return found


def _is_money(value: Value) -> bool:
    """Whether the unit is a currency, as ISO 4217 writes it."""
    return value.unit is not None and len(value.unit) == 3 and value.unit.isupper()


def _places(claim: Claim) -> set[Iri]:
    nodes = [node for relation, node in claim.qualifiers if relation.label in ("in", "at", "near")]
    return {node.iri for node in nodes if isinstance(node, Entity) and node.kind is Kind.PLACE}


def _both_affirmed(one: Claim, other: Claim) -> bool:
    return one.polarity is other.polarity is Polarity.POSITIVE


def _two(one: object, other: object) -> bool:
    """Whether two fillers are two things with names, neither of them a shorter name of the other."""
    if not isinstance(one, Entity) or not isinstance(other, Entity) or one.iri == other.iri:
        return False
    if iri.is_local(one.iri) or iri.is_local(other.iri):
        return False
    a, b = ({*entity.label.casefold().split()} for entity in (one, other))
    return not (a <= b or b <= a)


def _two_texts(one: object, other: object) -> bool:
    """Whether two fillers are texts that one document takes for two; whether it is wrong is asked in ``authors``."""
    if not isinstance(one, Entity) or not isinstance(other, Entity) or one.iri == other.iri:
        return False
    return iri.document_of(one.iri) == iri.document_of(other.iri) and one.head_term in texts()


def _same_time(one: EventTime | None, other: EventTime | None) -> bool:
    """Whether two times may be the same, as far as they are known."""
    if one is None or other is None or one.value is None or other.value is None:
        return True
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def _can_agree(one: Value, other: Value) -> bool:
    """Whether two numbers, each as exact as it says, can be one.

    >>> number = lambda lexical, approximation=None: Value(lexical, "xsd:integer", "people", approximation)
    >>> _can_agree(number("27"), number("31")), _can_agree(number("27"), number("25", "more than"))
    (False, True)
    >>> _can_agree(number("27"), number("30", "about")), _can_agree(number("20", "at most"), number("27"))
    (True, False)
    """
    try:
        a, b = _range(one), _range(other)
    except InvalidOperation:
        return True
    return a[0] <= b[1] and b[0] <= a[1]


def _range(value: Value) -> tuple[Decimal, Decimal]:
    number, most = Decimal(value.lexical), Decimal("Infinity")
    if value.approximation in ("at least", "more than"):
        return number, most
    if value.approximation in ("at most", "less than"):
        return -most, number
    slack = abs(number) * ABOUT if value.approximation else Decimal(0)
    return number - slack, number + slack
