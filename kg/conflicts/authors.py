"""Two people, each of whom is said to have made what may be one text or one plan.

Who wrote a letter or set out a plan is told in many ways: *she wrote it*, *her letter*, *a letter from her*, *in a
letter, she outlined five steps*, *a plan set out in her letter*. So what is told of each thing is gathered first, and
things of two authors are compared then: a letter with a letter, a plan with the steps of a plan. That two people write
to a third is no conflict. Two signs are asked for that both speak of one thing (the addressee, the number of parts,
what it is about), and none that the text knows of two (*a rival plan*, *the letters*, both authors in one sentence).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from kg import iri, wordlists
from kg.model import Claim, ClaimRef, Entity, Iri, Kind, Mention, Node, Polarity, Reading, Span
from kg.resolve import numerals
from kg.spool import chosen

SIGNS = 2
"""Signs that two descriptions are of one thing that are asked for before two authors are a conflict."""

SURE = {1: 0.35, 2: 0.5, 3: 0.6}
"""The chance that things with so many signs in common are one; of more signs, as for the most."""

SAME = 0.7
"""The chance that a thing which the document takes for one has been told two authors by mistake or in conflict."""

FEW = 3
"""Parts from which on their number is a sign: two plans with two steps each are soon found."""

OWNED, PASSED_ON = 2, 4
"""Ranks of claims that show an author only by whose the thing is, or by what it is a part of."""

CROWD = 40
"""Texts with one sign in common that are compared with one another."""


class Two(NamedTuple):
    """Two claims that tell two authors; ``told`` is what each says in words, ``sure`` the chance that it is of one."""

    one: Claim
    other: Claim
    why: str
    sure: float
    told: tuple[str, str]


class Text(NamedTuple):
    """What a noun says of the text or plan that it stands for; see ``texts.tsv``."""

    name: str
    form: str


@cache
def texts() -> Mapping[str, Text]:
    """The class and form of what people write and plan, by noun.

    >>> texts()["step"].name == texts()["plan"].name, texts()["letter"].form
    (True, 'text')
    """
    return {noun: Text(name, form) for noun, name, form in wordlists.table("kg.conflicts", "texts.tsv")}


@cache
def makers() -> Mapping[str, str]:
    """What a relation tells of its subject: that it makes a text, shows it, or says something in it.

    >>> makers()["writes"], makers()["outlines"], makers()["calls for"]
    ('makes', 'shows', 'says')
    """
    return {relation: tells for relation, tells in wordlists.table("kg.conflicts", "makers.tsv")}  # noqa: C416 - rows


def two_authors(claims: Iterable[Claim], readings: Iterable[Reading], days: int) -> Iterator[Two]:
    """Two authors of what may be one text or plan, within a document, or in two published within some days.

    ``claims`` are those meant as actual. Near-linear: texts are compared within their document, and across documents
    with those of the same addressee or the same number of parts.
    """
    told = _Told(claims, readings)
    wholes = [whole for document in sorted(told.by_document) for whole in _wholes(told.by_document[document])]
    alike: dict[tuple[frozenset[Iri], ...], list[Two]] = defaultdict(list)
    for one, other in _pairs(wholes, told, days):
        found = _compared(one, other, told)
        if found is not None:
            alike[one.authors, other.authors, frozenset((one.document, other.document))].append(found)
    for twos in alike.values():
        yield from _as_one(twos)
    yield from _twice(told)


def _as_one(twos: Sequence[Two]) -> Iterator[Two]:
    """The letter and the plan in it, told of the same two authors: in the words for the surest of them."""
    first = max(twos, key=lambda two: two.one.confidence * two.other.confidence * two.sure)
    pairs = {(two.one.id, two.other.id): two._replace(told=first.told, why=first.why) for two in twos}
    yield from pairs.values()


# ------------------------------------------------------------------------------------------------ what is told


@dataclass(frozen=True, slots=True)
class _Saying:
    """A claim by which somebody is the author; of several, the one of the lowest rank says it most plainly."""

    rank: int
    claim: Claim
    stated: bool
    """Whether the author is the author on its own account, and not by what the thing is a part of."""


_Occurrence = tuple[Iri, Span | None]
"""A thing, and where its words bring up another of the same name."""


@dataclass(slots=True)
class _Work:
    """A text or plan of one document: who is said to have made it, and by what it can be known again."""

    thing: Entity
    text: Text
    again: bool = False
    """Whether it was brought up anew in the words of an earlier thing: *outlined five steps*, by another."""
    authors: dict[Iri, list[_Saying]] = field(default_factory=lambda: defaultdict(list))
    addressees: set[Iri] = field(default_factory=set)
    topics: set[Iri] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    other: bool = False
    inside: set[_Occurrence] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)

    @property
    def document(self) -> Iri:
        return iri.document_of(self.thing.iri)


class _Page(NamedTuple):
    """What is needed of a document: its mentions at some places, the nouns that it has in the plural, and its day."""

    mentions: Mapping[Span, Mention]
    plural: frozenset[str]
    day: date | None


def _page(reading: Reading, places: AbstractSet[object]) -> _Page:
    said = {mention.span: mention for mention in reading.mentions if mention.span in places}
    inside = {place for mention in said.values() for _, place in mention.arguments}
    said |= {mention.span: mention for mention in reading.mentions if mention.span in inside}
    plural = frozenset(m.head_term for m in reading.mentions if m.number == "plural" and m.head_term in texts())
    try:
        day = date.fromisoformat(reading.document.source.date or "")
    except ValueError:
        day = None
    return _Page(said, frozenset(filter(None, plural)), day)


class _Told:
    """All that claims tell of texts and plans."""

    def __init__(self, claims: Iterable[Claim], readings: Iterable[Reading]) -> None:
        self.nodes: dict[Iri, Entity] = {}
        self.works: dict[_Occurrence, _Work] = {}
        self.by_document: dict[Iri, list[_Work]] = defaultdict(list)
        self.in_sentence: dict[tuple[Iri, Span], set[Iri]] = defaultdict(set)
        self._new: dict[Iri, Span] = {}
        told = [*claims]
        about = sorted((claim for claim in told if _about_texts(claim)), key=lambda claim: iri.text_order(claim.id))
        places: dict[Iri, set[object]] = defaultdict(set)
        for claim in about:
            said = claim.evidence
            places[claim.document].update((said.subject, said.object, *(each.value for each in said.qualifiers)))
        documents = places.keys()
        self.pages = {each.document.id: _page(each, places[each.document.id]) for each in chosen(readings, documents)}
        for claim in about:
            self._gather(claim)
        for claim in told:
            if claim.document in documents:
                self._note(claim)
        for claim in about:
            self._read(claim)
        for work in self.works.values():
            self._of_itself(work)
        for _ in range(2):  # a plan in a letter, and steps of the plan
            self._pass_on()
        for work in self.works.values():
            self.by_document[work.document].append(work)

    def _gather(self, claim: Claim) -> None:
        """Note the texts and plans that a claim speaks of."""
        for _, node, place in self.slots(claim):
            text = _text(node)
            if text is not None:
                occurrence = self._occurrence(claim, node, place)
                work = self.works.setdefault(occurrence, _Work(node, text, occurrence[1] is not None))
                work.claims.append(claim)

    def _occurrence(self, claim: Claim, node: Entity, place: object) -> _Occurrence:
        """Which thing of its name words are about: what is new each time (*five steps*, not *the steps*) is another."""
        mention = self.mention(claim, place)
        if mention is None or _KNOWN.match(mention.text) or any(label == "of" for label, _ in mention.arguments):
            return node.iri, None
        first = self._new.setdefault(node.iri, mention.span)
        return node.iri, None if mention.span == first else mention.span

    def work(self, claim: Claim, node: object, place: object) -> _Work | None:
        """The text or plan at a place of a claim, if there is one."""
        return self.works.get(self._occurrence(claim, node, place)) if isinstance(node, Entity) else None

    def slots(self, claim: Claim) -> list[tuple[str, Entity, Any]]:
        """The things a claim speaks of, with the preposition of each and the place of its words, as far as known."""
        own = claim.evidence.qualifiers
        object = self.mention(claim, claim.evidence.object)
        rest = [place for label, place in object.arguments if label != "of"] if object is not None else []
        places = [each.value for each in own] + rest[len(own) - len(claim.qualifiers) :]
        found: list[tuple[str, Node | None, Any]] = [
            ("", claim.subject, claim.evidence.subject),
            ("", claim.object, claim.evidence.object),
            *((relation.label, node, place) for (relation, node), place in zip(claim.qualifiers, places, strict=False)),
        ]
        return [(label, node, place) for label, node, place in found if isinstance(node, Entity)]

    def _note(self, claim: Claim) -> None:
        """Note the things that a sentence speaks of."""
        for node in (*(node for _, node, _ in self.slots(claim)), *claim.sources):
            self.nodes[node.iri] = node
            self.in_sentence[claim.document, claim.evidence.sentence].update((node.iri, *node.members))

    def mention(self, claim: Claim, place: object) -> Mention | None:
        """The mention at a place of a claim."""
        page = self.pages.get(claim.document)
        return page.mentions.get(place) if page is not None and isinstance(place, Span) else None

    def person(self, name: Iri) -> bool:
        """Whether somebody has a name."""
        node = self.nodes.get(name)
        return node is not None and node.kind is Kind.PERSON and not iri.is_local(name)

    def label(self, name: Iri) -> str:
        node = self.nodes.get(name)
        return node.label if node is not None else (iri.words(name) or iri.name_of(name))

    def _read(self, claim: Claim) -> None:
        """What one claim tells of a text: its author, its addressee, what it stands in."""
        affirmed = claim.polarity is Polarity.POSITIVE
        how = makers().get(claim.predicate.label)
        object = self.work(claim, claim.object, claim.evidence.object)
        subject = self.work(claim, claim.subject, claim.evidence.subject)
        if object is not None and how in ("makes", "shows") and affirmed:
            object.addressees |= _named(claim, "to")
            if subject is not None and subject.text.form == "text":  # the letter sets out five steps
                object.inside.add(self._occurrence(claim, claim.subject, claim.evidence.subject))
            if self.person(claim.subject.iri) and (how == "makes" or self._is_new(claim, object)):
                object.authors[claim.subject.iri].append(_Saying(0, claim, True))
        for label, node, place in self.slots(claim):
            container = self.work(claim, node, place)
            if label != "in" or container is None or container.text.form != "text" or not affirmed:
                continue
            if object is not None and object is not container and how in ("makes", "shows"):
                object.inside.add(self._occurrence(claim, node, place))
            if self.person(claim.subject.iri) and (how or isinstance(claim.object, ClaimRef)):
                container.authors[claim.subject.iri].append(_Saying(1, claim, True))

    def _is_new(self, claim: Claim, work: _Work) -> bool:
        """Whether the words bring the thing up, or give it to the subject: *outlined five steps*, *his plan*."""
        mention = self.mention(claim, claim.evidence.object)
        owners = {other for relation, other in work.thing.arguments if relation.label in _BY}
        if owners and claim.subject.iri not in owners:
            return False
        return mention is None or claim.subject.iri in owners or not _KNOWN.match(mention.text)

    def _of_itself(self, work: _Work) -> None:
        """What the words for a thing tell of it: *Smith's five-point plan*, *a letter to Jones by Smith*."""
        labels = (work.thing.label, *(alias.label for alias in work.thing.aliases))
        work.parts |= {count for label in labels for count in parts(label, work.thing.head_term or "")}
        work.kinds |= _kinds(work.thing)
        work.nouns |= {work.thing.head_term or ""} if work.text.form != "parts" else set()
        work.other = bool(_OTHER.search(_before(work.thing)))
        for relation, other in () if work.again else work.thing.arguments:
            if relation.label in _BY and (relation.label != "of" or work.text.form != "work") and self.person(other):
                work.authors[other] += [
                    _Saying(OWNED + self._unnamed(claim, work), claim, True) for claim in work.claims
                ]
            elif relation.label == "to" and not iri.is_local(other):
                work.addressees.add(other)
            elif relation.label in _ABOUT:
                work.topics.add(other)
            elif relation.label == "in" and (whole := self.works.get((other, None))) and whole.text.form == "text":
                work.inside.add((other, None))

    def _unnamed(self, claim: Claim, work: _Work) -> bool:
        """Whether the words that a claim has for a thing leave its owner out."""
        mentions = [self.mention(claim, place) for _, node, place in self.slots(claim) if node.iri == work.thing.iri]
        return not any(label in _BY for mention in mentions if mention for label, _ in mention.arguments)

    def _pass_on(self) -> None:
        """A plan in a letter is set out by whoever wrote the letter, to whom it was written; and the other way."""
        for work in self.works.values():
            for name in work.inside:
                whole = self.works[name]
                for one, other in ((work, whole), (whole, work)):
                    if not one.authors:
                        for author, sayings in other.authors.items():
                            one.authors[author] = [
                                _Saying(each.rank + PASSED_ON, each.claim, False) for each in sayings
                            ]
                work.addressees |= whole.addressees
                whole.parts |= work.parts
                whole.topics |= work.topics
                whole.kinds |= work.kinds
                work.nouns |= whole.nouns
                work.other = whole.other = work.other or whole.other


_BY = frozenset(("of", "by", "from"))
_ABOUT = frozenset(("on", "about", "for", "against", "over"))
_KNOWN = re.compile(r"(?:the|this|that|these|those|it|they|them)\b", re.IGNORECASE)
"""How words begin that take up what is known already."""


def _about_texts(claim: Claim) -> bool:
    """Whether a claim speaks of a text or plan."""
    nodes = (claim.subject, claim.object, *(node for _, node in claim.qualifiers))
    return any(isinstance(node, Entity) and _text(node) is not None for node in nodes)


def _text(node: Entity) -> Text | None:
    """What kind of text or plan a thing is, if it is one."""
    if node.kind is not Kind.NOMINAL or not node.head_term or not iri.is_local(node.iri):
        return None
    text = texts().get(node.head_term)
    if text is not None and text.form == "parts" and not parts(node.label, node.head_term):
        return None
    return text


def _named(claim: Claim, label: str) -> set[Iri]:
    """The things with names behind a preposition of a claim."""
    nodes = [node for relation, node in claim.qualifiers if relation.label == label]
    return {node.iri for node in nodes if isinstance(node, Entity) and not iri.is_local(node.iri)}


_COUNTED = re.compile(r"([\w.,]+)[- ](?:point|part|step|stage|item|pillar)\b")


def parts(label: str, head: str) -> set[int]:
    """How many parts the words for a text or plan give it.

    >>> parts("five-point plan", "plan"), parts("five steps that she believes in", "step")
    ({5}, {5})
    """
    words = iri.normalise(label).casefold()
    before = [match[1] for match in _COUNTED.finditer(words)]
    if head in texts() and texts()[head].form == "parts":
        before += [match[1] for match in re.finditer(rf"([\w.,]+) (?:\w+ )?{re.escape(head)}s\b", words)]
    numbers = [numerals.number([word]) for word in before]
    return {int(number) for number in numbers if number is not None and number.denominator == 1 and number > 1}


# ------------------------------------------------------------------------------------------------ wholes


@dataclass(slots=True)
class _Whole:
    """What a document tells of the letters of one author to one person, or of one plan of theirs."""

    document: Iri
    name: str
    authors: frozenset[Iri]
    works: list[_Work]
    addressees: set[Iri]
    topics: set[Iri]
    parts: set[int]
    kinds: set[str]
    nouns: set[str]

    def fits(self, work: _Work) -> bool:
        """Whether a further text of the same author can be the same."""
        return _agree(self.addressees, work.addressees) and _agree(self.parts, work.parts)

    @property
    def saying(self) -> _Saying:
        """What says most plainly who the author is, and what belongs to the text."""
        told = [
            (each.rank, not work.parts, iri.text_order(each.claim.id), each)
            for work in self.works
            for sayings in work.authors.values()
            for each in sayings
        ]
        return min(told, key=lambda each: each[:3])[3]


def _agree(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    """Whether what is known of two can be one: nothing known of either, or something in common."""
    return not one or not other or not one.isdisjoint(other)


def _wholes(works: Sequence[_Work]) -> list[_Whole]:
    """The texts and plans of a document, each author's together as far as they can be one."""
    found: list[_Whole] = []
    for work in sorted(works, key=lambda each: iri.text_order(each.claims[0].id)):
        authors = frozenset(work.authors)
        if not authors or work.other:
            continue
        same = (
            whole for whole in found if (whole.name, whole.authors) == (work.text.name, authors) and whole.fits(work)
        )
        whole = next(same, None)
        if whole is None:
            whole = _Whole(work.document, work.text.name, authors, [], set(), set(), set(), set(), set())
            found.append(whole)
        whole.works.append(work)
        whole.addressees |= work.addressees
        whole.topics |= work.topics
        whole.parts |= work.parts
        whole.kinds |= work.kinds
        whole.nouns |= work.nouns
    return found


_OTHER = re.compile(
    r"\b(?:other|another|second|third|next|new|own|rival|similar|alternative|competing|different|separate|further"
    r"|previous|earlier|later|latest|first|last|follow-up|counter\w*)\b",
    re.IGNORECASE,
)
"""What tells a thing from another of its kind."""

_BESIDE = re.compile(
    r"\b(?:also|likewise|similarly|separately|meanwhile|in turn|in (?:reply|response|answer)(?! to)|for (?:his|her)"
    r" part|repl(?:y|ied|ies)|respond(?:ed|s)?|answer(?:ed|s)?|instead|unlike)\b",
    re.IGNORECASE,
)
"""What tells in the sentence that there is another."""


def _before(thing: Entity) -> str:
    """The words in front of the noun."""
    label, head = iri.normalise(thing.label).casefold(), thing.head_term or ""
    return label[: label.find(head)] if head in label else label


def _kinds(thing: Entity) -> set[str]:
    """Of what kind it is, by the nouns and adjectives in front that are no possessor's: *climate* plan."""
    words = re.findall(r"[^\W\d_]+", _before(thing).rpartition("'s ")[2])
    return {word for word in words if len(word) > 3 and numerals.number([word]) is None} - _PLAIN


_PLAIN = frozenset(
    ("point", "part", "step", "stage", "item", "pillar", "public", "open", "long", "detailed", "formal", "official")
)


# ------------------------------------------------------------------------------------------------ comparing


def _pairs(wholes: Sequence[_Whole], told: _Told, days: int) -> Iterator[tuple[_Whole, _Whole]]:
    """Every two of different authors that could be one: of a document, or of two that were published about then."""
    blocks: dict[tuple[str, ...], list[_Whole]] = defaultdict(list)
    for whole in wholes:
        blocks[whole.document, whole.name].append(whole)
        for addressee in sorted(whole.addressees):
            blocks["to", whole.name, addressee].append(whole)
        for count in sorted(whole.parts):
            blocks["parts", whole.name, str(count)].append(whole)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for one, other in combinations(block[:CROWD], 2):
            if one.authors.isdisjoint(other.authors) and (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                if one.document == other.document or _near(one, other, told, days):
                    yield (one, other) if sorted(one.authors) < sorted(other.authors) else (other, one)


def _near(one: _Whole, other: _Whole, told: _Told, days: int) -> bool:
    """Whether two documents are known to have been published within so many days."""
    a, b = (told.pages[each.document].day if each.document in told.pages else None for each in (one, other))
    return a is not None and b is not None and abs((a - b).days) <= days


def _compared(one: _Whole, other: _Whole, told: _Told) -> Two | None:
    """The conflict of two texts with different authors, if they may be one text."""
    known = ((one.addressees, other.addressees), (one.parts, other.parts), (one.kinds, other.kinds))
    if not all(_agree(a, b) for a, b in known):
        return None
    signs = [*_signs(one, other, told)]
    if len(signs) < SIGNS or _told_apart(one, other, told) or not _two_names(one, other, told):
        return None
    return Two(
        one.saying.claim,
        other.saying.claim,
        f"two authors of what may be one {one.name}: {', '.join(signs)}",
        SURE[min(len(signs), max(SURE))],
        (_words(one, told), _words(other, told)),
    )


def _words(whole: _Whole, told: _Told) -> str:
    """Who made what, in words."""
    authors = " and ".join(sorted(told.label(author) for author in whole.authors))
    work = next(
        (work for work in whole.works if any(e.stated for s in work.authors.values() for e in s)), whole.works[0]
    )
    return f"{authors}: {work.thing.label}"


def _signs(one: _Whole, other: _Whole, told: _Told) -> Iterator[str]:
    """What two texts have in common besides their noun, in words."""
    if (count := max(one.parts & other.parts, default=0)) >= FEW:
        yield f"{count} parts"
    for addressee in sorted(one.addressees & other.addressees)[:1]:
        yield f"to {told.label(addressee)}"
    for topic in sorted(one.topics & other.topics)[:1]:
        yield f"about {told.label(topic)}"
    days = [{c.time.value for w in each.works for c in w.claims if c.time and c.time.value} for each in (one, other)]
    for day in sorted(days[0] & days[1])[:1]:
        yield f"on {day}"


def _two_names(one: _Whole, other: _Whole, told: _Told) -> bool:
    """Whether the authors are people with different names, of which none is a shorter one."""
    words = [{*told.label(author).casefold().split()} for whole in (one, other) for author in sorted(whole.authors)]
    return not any(a <= b or b <= a for a, b in combinations(words, 2))


def _told_apart(one: _Whole, other: _Whole, told: _Told) -> bool:
    """Whether the document itself knows of two: it names both in one sentence, or in the plural, or says *also*."""
    authors = one.authors | other.authors
    for work in told.by_document[one.document] + told.by_document[other.document]:
        if any(len(authors & told.in_sentence[c.document, c.evidence.sentence]) > 1 for c in work.claims):
            return True  # made together, or held against each other
    for whole, against in ((one, other), (other, one)):
        for saying in (each for work in whole.works for said in work.authors.values() for each in said):
            claim = saying.claim
            if saying.rank < OWNED and _BESIDE.search(claim.sentence):
                return True
            if told.in_sentence[claim.document, claim.evidence.sentence] & against.authors:
                return True
    return any(_plural(each, told) for each in (one, other))


def _plural(whole: _Whole, told: _Told) -> bool:
    """Whether a document speaks of several such texts: *both letters*."""
    page = told.pages.get(whole.document)
    return page is not None and not page.plural.isdisjoint(whole.nouns)


def _twice(told: _Told) -> Iterator[Two]:
    """Two authors of what the document itself takes for one thing: *the letter, written by Smith*; *Jones's letter*."""
    for work in told.works.values():
        stated = {
            author: min((each.rank, iri.text_order(each.claim.id), each.claim) for each in sayings if each.stated)[2]
            for author, sayings in work.authors.items()
            if any(each.stated for each in sayings)
        }
        for a, b in combinations(sorted(stated), 2):
            one, other = sorted((stated[a], stated[b]), key=lambda claim: iri.text_order(claim.id))
            names = [{*told.label(author).casefold().split()} for author in (a, b)]
            apart = one.evidence.sentence != other.evidence.sentence and not (
                names[0] <= names[1] or names[1] <= names[0]
            )
            together = any(_together(told, work, a, b))
            if apart and not together:
                who = (a, b) if one is stated[a] else (b, a)
                words = tuple(f"{told.label(author)}: {work.thing.label}" for author in who)
                yield Two(one, other, f"two authors of one {work.text.name}", SAME, (words[0], words[1]))


def _together(told: _Told, work: _Work, one: Iri, other: Iri) -> Iterator[bool]:
    """For each sentence that tells an author, whether it names the other one too."""
    for author, against in ((one, other), (other, one)):
        for saying in work.authors[author]:
            claim = saying.claim
            yield against in told.in_sentence[claim.document, claim.evidence.sentence]
