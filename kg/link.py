"""One thing in two documents: links between names, each with the evidence that carried it.

The same full name is one IRI everywhere and needs no link. What remains are names that mean something only in their
document: a surname alone, an acronym that another document spells out, a company with and without *Inc.* Such a name is
linked, for its document only, to the one fuller name in the collection that it can stand for, if the two documents
have something else in common. Two candidates that the context cannot tell apart are none. Nothing is linked through
a third: every link rests on the two mentions it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg import iri
from kg.knowledge import is_asserted
from kg.ledger import Ledger
from kg.model import Form, Iri, Kind, Link, Mention, Reading, Span
from kg.resolve import lexicon
from kg.resolve.namesakes import initials, plainly, surname, without_ending
from kg.spool import chosen, in_order

SURNAME = "surname of a person named in another document"
ACRONYM = "acronym spelled out in another document"
ENDING = "name without its ending"
LEGAL = "name without its legal form"
CAPITALS = "same name in other letters"
ACCENTS = "same name but for accents and hyphens"
ROLE = "role stated in another document"
APART = "nothing in common with others of this name"

SHARED = 1
"""Other names that two documents must have in common before a name of the one is linked to one of the other."""
NAMESAKES = 2
"""How many it takes for a surname that several people of the collection bear."""
RARE = 3
"""Documents in which a place may be named and still be a sign that two of them are about one person."""
YEAR = 400
"""Days within which two documents that speak of the president can mean one."""
COMMON = 0.2
"""A name in more than this share of many documents is no sign that two of them are about the same."""
COMMONEST = 100
"""A name in more than so many documents is no sign either, however many documents there are."""
CROWD = 20
"""Names that share initials or a surname, beyond which only those are looked at that share a document's context."""
SURE_LETTERS = 3
"""Letters from which on an acronym is linked without a document that itself uses both: CD can stand for anything."""
MANY = 20
"""Documents from which on a name can be too common to tell anything."""
CONFIDENCE: Mapping[str, float] = {
    SURNAME: 0.85,
    ACRONYM: 0.9,
    ENDING: 0.88,
    LEGAL: 0.93,
    CAPITALS: 0.93,
    ACCENTS: 0.93,
    ROLE: 0.75,
    APART: 0.9,
}
"""The chance that a link of each method is right, where one other name is shared; each further one halves the doubt."""


@dataclass(slots=True)
class _Name:
    """A thing named in one document: the IRI that stands for it there, and how it is called.

    There are as many as names in all documents, and nothing else of these is in memory: strings are shared.
    """

    document: Iri
    canonical: Iri
    label: str
    kind: Kind
    place: Span
    also: tuple[str, ...] = ()
    acts: bool = False
    """Whether the document has it do, say or own something, or gives it a title, as it does with people."""

    @property
    def evidence(self) -> Iri:
        return iri.span(self.document, self.place)


def link(readings: Iterable[Reading]) -> tuple[Link, ...]:
    """The links between names of different documents, sorted; a function of the set of readings.

    Near-linear: names are compared only with those that share a surname, initials or a beginning.
    """
    documents, names, roles = in_order(readings), dict[Iri, list[_Name]](), _Roles()
    known: dict[str, str] = {}
    for reading in documents:
        names[reading.document.id] = _names(reading, known)
        roles.look(reading)
    collection = _Collection(names)
    found = [made for document in names for name in names[document] for made in collection.links(name)]
    found.extend(roles.links(documents, names))
    linked = {(made.alias, made.scope) for made in found}
    found.extend(
        collection.apart(
            name for document in names for name in names[document] if (name.canonical, document) not in linked
        )
    )
    return tuple(sorted(found, key=lambda each: (each.alias, each.canonical, each.scope or "")))


def _names(reading: Reading, known: dict[str, str]) -> list[_Name]:
    """The named things of a document, each once; ``known`` has every string that has come up, once."""
    document, ledger = reading.document.id, Ledger(reading.links)
    groups: dict[Iri, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.form is Form.NAME and mention.minted is not None:
            groups[ledger.canonical(mention.minted, document)].append(mention)
    acting = {claim.subject for claim in reading.claims}.union(*(claim.sources for claim in reading.claims))
    acting.update(place for mention in reading.mentions for role, place in mention.arguments if role == "of")
    found = []
    for canonical, mentions in groups.items():
        kinds = Counter(m.kind for m in mentions if m.kind is not None)
        kind = max(kinds, key=lambda k: (kinds[k], k is not Kind.THING, k), default=Kind.THING)
        own = next((m for m in mentions if m.minted == canonical), mentions[0])
        label = own.label if own.minted == canonical else (iri.words(canonical) or own.label)
        also = tuple(known.setdefault(each, each) for each in sorted({m.label for m in mentions} - {label}))
        name, label = known.setdefault(canonical, canonical), known.setdefault(label, label)
        acts = kind is Kind.PERSON and (
            _has_first_name(label) or any(m.span in acting or _is_titled(m) for m in mentions)
        )
        found.append(_Name(document, name, label, kind, own.span, also, acts))
    return found


def _has_first_name(label: str) -> bool:
    return " " in label and label.split(" ", 1)[0] in lexicon.first_names()


def _is_titled(mention: Mention) -> bool:
    """Whether a title stands in front of a name: *Mr House*."""
    first = mention.text.split(maxsplit=1)[0].casefold()
    return first in lexicon.titles() and first != mention.label.split(maxsplit=1)[0].casefold()


class _Roles:
    """*The home secretary*, for the one person named in the same document of whom another document says so."""

    def __init__(self) -> None:
        self._stated: dict[str, list[tuple[frozenset[str], Iri, Iri]]] = defaultdict(list)
        self._predicates: set[Iri | None] = set()
        self._asking: dict[Iri, frozenset[str]] = {}
        self._heads: dict[frozenset[str], frozenset[str]] = {}
        self._days: dict[Iri, date | None] = {}

    def look(self, reading: Reading) -> None:
        """Note who is said to be what in a document, and of which roles it speaks."""
        document, ledger = reading.document.id, Ledger(reading.links)
        mentions = {mention.span: mention for mention in reading.mentions}
        for claim in reading.claims:
            if claim.relation.label != "is" or claim.subject is None or not isinstance(claim.object, Span):
                continue
            person, role = mentions[claim.subject], mentions[claim.object]
            self._predicates.add(role.minted)
            if lexicon.noun_kind(role.head_term or "") is not Kind.PERSON or role.head_term is None:
                continue
            if person.kind is Kind.PERSON and person.minted is not None and is_asserted(claim):
                words = frozenset(role.label.casefold().split())
                canonical = ledger.canonical(person.minted, document)
                self._stated[role.head_term].append((words, canonical, iri.span(document, person.span)))
                self._days[document] = _day(reading)
        asked = frozenset(each.head_term for each in reading.mentions if each.head_term and _is_role(each))
        if asked:
            self._asking[document] = self._heads.setdefault(asked, asked)

    def links(self, readings: Iterable[Reading], names: Mapping[Iri, list[_Name]]) -> Iterator[Link]:
        """The links; only documents that speak of a role that somebody is said to have are looked at again."""
        told = self._stated.keys()
        for reading in chosen(readings, {d for d, heads in self._asking.items() if not told.isdisjoint(heads)}):
            named = {name.canonical for name in names[reading.document.id] if name.kind is Kind.PERSON}
            yield from self._in_document(reading, named)

    def _in_document(self, reading: Reading, named: set[Iri]) -> Iterator[Link]:
        document, ledger = reading.document.id, Ledger(reading.links)
        done = set()
        for mention in reading.mentions:
            alias = mention.minted
            if alias is None or not _is_role(mention) or alias in done or alias in self._predicates:
                continue
            if ledger.canonical(alias, document) != alias:
                continue
            words = frozenset(mention.label.casefold().split())
            fits = {
                who: where
                for known, who, where in self._stated.get(mention.head_term or "", ())
                if words <= known and who in named and iri.document_of(where) != document
                if _within_a_year(_day(reading), self._days[iri.document_of(where)])
            }
            if len(fits) == 1:
                ((who, where),) = fits.items()
                done.add(alias)
                evidence = (iri.span(document, mention.span), where)
                yield Link(alias, who, ROLE, CONFIDENCE[ROLE], scope=document, evidence=evidence)


def _is_role(mention: Mention) -> bool:
    """Whether a description can be that of somebody in an office: *the home secretary*."""
    if mention.form is not Form.NOMINAL or mention.number != "singular":
        return False
    return mention.text.casefold().startswith("the ")


def _day(reading: Reading) -> date | None:
    try:
        return date.fromisoformat(reading.document.source.date or "")
    except ValueError:
        return None


def _within_a_year(one: date | None, other: date | None) -> bool:
    """Whether two documents are of one time, as far as is known: offices change hands."""
    return one is None or other is None or abs((one - other).days) <= YEAR


class _Collection:
    """The names of all documents, by what they can be called for short."""

    def __init__(self, names: Mapping[Iri, list[_Name]]) -> None:
        self._documents: dict[Iri, set[Iri]] = defaultdict(set)
        self._first: dict[Iri, _Name] = {}
        self._acting: set[Iri] = set()
        self._kinds: dict[Iri, Counter[Kind]] = defaultdict(Counter)
        self._called: dict[str, set[Iri]] = defaultdict(set)
        self._about = {document: {name.canonical for name in found} for document, found in names.items()}
        for found in names.values():
            for name in found:
                self._documents[name.canonical].add(name.document)
                self._first.setdefault(name.canonical, name)
                if name.acts:
                    self._acting.add(name.canonical)
                self._kinds[name.canonical][name.kind] += 1
                for label in name.also:
                    self._called[label].add(name.canonical)
        limit = min(COMMON * len(names), COMMONEST) if len(names) >= MANY else len(names)
        self._common = {name for name, found in self._documents.items() if len(found) > max(limit, 1)}
        if len(names) >= MANY:  # that two documents name one country is no sign that they are about the same
            self._common |= {name for name, first in self._first.items() if first.label in lexicon.countries()}
        self._places = {
            name
            for name, first in self._first.items()
            if first.kind is Kind.PLACE and len(self._documents[name]) > RARE
        }
        self._around: tuple[Iri, set[Iri]] = ("", set())
        self._by: dict[tuple[str, str], set[Iri]] = defaultdict(set)
        for name in self._first.values():
            for key in _keys(name):
                self._by[key].add(name.canonical)

    def links(self, name: _Name) -> Iterator[Link]:
        """The link of a name to the fuller or plainer one it stands for, if there is one."""
        for method, key in _asks(name):
            block = self._by.get(key, set())
            if len(block) > CROWD and method != LEGAL:
                block = block & self._near(name.document)
            options = {o for o in block if o != name.canonical and self._compatible(name, o, method)}
            options = {option for option in options if not self._plainer(option) & options}
            called = options & self._called[name.label]
            if len(called) == 1:  # another document itself uses both names for it
                options = called
            elif method == ACRONYM and len(key[1]) < SURE_LETTERS:
                continue
            ranked = sorted(((len(self._shared(name, option)), option) for option in options), key=_best)
            if not ranked or ranked[0][0] < self._needed(method, block):
                continue
            if len(ranked) > 1 and not ranked[0][0] > 2 * ranked[1][0]:
                continue
            shared, target = ranked[0]
            sure = 1 - (1 - CONFIDENCE[method]) * 0.5 ** (min(max(shared, SHARED), 4) - SHARED)
            evidence = (name.evidence, self._first[target].evidence)
            yield Link(name.canonical, target, method, round(sure, 4), scope=name.document, evidence=evidence)
            return

    def apart(self, names: Iterable[_Name]) -> Iterator[Link]:
        """Where a single name of a person is somebody of its own: in documents with nothing else in common.

        The first document, and those that share another name with it, keep the name; so do the others among themselves.
        *John* here and *John* there are then two. What as many documents take for no person keeps its name before
        people do: *the House* is not *Mr House*. Linear in the names of the documents.
        """
        bearers: dict[Iri, list[_Name]] = defaultdict(list)
        things: dict[Iri, list[_Name]] = defaultdict(list)
        for name in names:
            if name.kind is Kind.PERSON and " " not in name.label:
                bearers[name.canonical].append(name)
            elif name.kind is not Kind.THING and " " not in name.label:
                things[name.canonical].append(name)
        for canonical, places in bearers.items():
            around: dict[Iri, _Name] = {}
            first: _Name | None = None
            others = things.get(canonical, [])
            before = sorted(others, key=lambda each: each.document) if len(others) >= len(places) else []
            people = sorted((each for each in places if each.acts or not before), key=lambda each: each.document)
            for name in before:
                first = first or name
                around |= dict.fromkeys(self._signs(name), first)
            for name in people:
                signs = self._signs(name)
                same = min((around[o] for o in signs if o in around), key=lambda each: each.document, default=None)
                if same is None:
                    same, first = name, first or name
                    for sign in signs:
                        around.setdefault(sign, name)
                if same is not first:
                    own = iri.apart(same.document, same.place)
                    yield Link(canonical, own, APART, CONFIDENCE[APART], scope=name.document, evidence=(name.evidence,))

    def _signs(self, name: _Name) -> set[Iri]:
        """What else a document names, as far as it tells what it is about."""
        return self._about[name.document] - {name.canonical} - self._common

    def _plainer(self, option: Iri) -> set[Iri]:
        """The IRIs of the same name without its ending."""
        mint = iri.minter_of(self._first[option].document)
        return {mint.entity(" ".join(words)) for words in without_ending(tuple(self._first[option].label.split()))}

    def _compatible(self, name: _Name, option: Iri, method: str) -> bool:
        """Whether kinds agree, and the document does not use both names for two things."""
        if option in self._about[name.document]:
            return False
        people = self._kinds[option][Kind.PERSON] * 2 > self._kinds[option].total()
        if method == ACCENTS:
            return people == (name.kind is Kind.PERSON)
        if method == SURNAME:
            return people and name.acts and option in self._acting
        return not people and name.kind is not Kind.PERSON

    def _near(self, document: Iri) -> set[Iri]:
        """All that is named in documents that have a name in common with one, as far as that is a sign."""
        if self._around[0] != document:
            signs = self._about[document] - self._common
            places = set().union(*(self._documents[sign] for sign in signs))
            self._around = document, set().union(*(self._about[place] for place in places))
        return self._around[1]

    def _needed(self, method: str, block: set[Iri]) -> int:
        """How many names two documents must have in common for a link of a method to one of several candidates."""
        if method == LEGAL:
            return 0
        return NAMESAKES if method == SURNAME and len(block) > 1 else SHARED

    def _shared(self, name: _Name, option: Iri) -> set[Iri]:
        """Other names that the document has in common with those that name the option.

        That two of many documents name one town is no sign that they are about one person.
        """
        own = self._about[name.document] - {name.canonical, option} - self._common
        if name.kind is Kind.PERSON:
            own -= self._places
        there = self._documents[option]
        return {other for other in own if not there.isdisjoint(self._documents[other])}


def _best(ranked: tuple[int, Iri]) -> tuple[int, Iri]:
    return -ranked[0], ranked[1]


def _keys(name: _Name) -> Iterator[tuple[str, str]]:
    """What a fuller name can be found by."""
    words = name.label.split()
    if (plain := plainly(name.label)) != name.label:
        yield "plainly", plain
    if name.kind is Kind.PERSON:
        if len(words) > 1:
            yield "surname", surname(words)
        return
    for letters in initials(name.label):
        yield "initials", letters
    yield "plain", name.label
    if len(name.label) > 4:
        yield "letters", name.label.casefold()


def _asks(name: _Name) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a name may stand for: the method, and the key under which the fuller or plainer name is found."""
    words = tuple(name.label.split())
    if name.label in lexicon.places():
        return
    if name.label.isascii() and len(words) > 1:
        yield ACCENTS, ("plainly", name.label.replace("-", " "))
    if name.kind is Kind.PERSON:
        if len(words) == 1:
            yield SURNAME, ("surname", words[0])
        return
    letters = name.label.replace(".", "")
    if len(words) == 1 and 2 <= len(letters) <= 7 and letters.isupper():
        yield ACRONYM, ("initials", letters)
    legal = lexicon.words("legal_forms")
    for plain in without_ending(words):
        method = LEGAL if all(w.lower().rstrip(",") in legal for w in words[len(plain) :]) else ENDING
        yield method, ("plain", " ".join(plain))
    if len(name.label) > 4 and name.label.isupper():
        yield CAPITALS, ("letters", name.label.casefold())
