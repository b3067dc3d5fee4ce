"""Decisions of people about a graph: what is the same and what is not, and which claims were misread.

They stand in a file beside the graph, ``decisions.toml``, which people edit and commands add to, and are replayed
whenever the graph is made. The page downloads the same in JSON:

    version = 1

    [[decisions]]
    kind = "same"                                # or "different"
    entities = ["Johnson", "ent:Boris_Johnson"]  # names, or IRIs in full or with a prefix
    document = "channel-talks.md"                # if it is about one document alone
    reason = "the only Johnson of the article"   # and who, date: as you like

    [[decisions]]
    kind = "member"                              # the first is a group that has the second among its members
    entities = ["both countries", "France"]
    document = "channel-talks.md"

    [[decisions]]
    kind = "split"                               # these mentions of this document are another thing
    entity = "Washington"
    document = "state.md"
    mentions = [[0, 10], [52, 62]]               # code points; all of them, if none are named

    [[decisions]]
    kind = "reject-claim"                        # or "accept-claim"
    claim = "claim_7_eb87b02b"

Decisions become links and verdicts; nothing of what was read is changed, so taking them back gives what there was.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from kg import iri
from kg.errors import SettingsError
from kg.iri import Minter
from kg.ledger import DECIDED, Ledger, order
from kg.model import Form, Iri, Link, Reading, Source, Span, Verdict
from kg.rdf.vocabulary import prefixes
from kg.spool import chosen, in_order

FILE = "decisions.toml"
"""The file beside a graph."""

OPENING = """\
# What people decided about this graph. kg build and kg add replay it, kg apply and kg link add to it; it is yours to
# edit, and kg apply makes the graph follow.
version = 1
"""


class Says(StrEnum):
    """What a decision says; the ``kind`` of its entry in the file."""

    SAME = "same"
    DIFFERENT = "different"
    MEMBER = "member"
    SPLIT = "split"
    ACCEPT = "accept-claim"
    REJECT = "reject-claim"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided.

    ``about`` are names or IRIs: two things that are the same or different, a group and a member of it, the thing that
    mentions are split from, or a claim. ``document`` narrows it to one document, by its IRI, name or title;
    ``mentions`` are places in its text. ``place`` is where it is written: ``decisions.toml:12``.
    """

    says: Says
    about: tuple[str, ...]
    document: str | None = None
    mentions: tuple[Span, ...] = ()
    reason: str = ""
    who: str = ""
    date: str = ""
    place: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, frozenset[str], str, tuple[Span, ...]]:
        """What tells it from others, whoever decided it and why."""
        return self.says, frozenset(self.about), self.document or "", self.mentions

    @property
    def note(self) -> str:
        """Why, and who, in one line."""
        signed = ", ".join(filter(None, (self.who, self.date)))
        return " ".join(filter(None, (self.reason, f"({signed})" if signed else "")))

    def __str__(self) -> str:
        where = f" in {self.document}" if self.document else ""
        return f"{self.place or 'a decision'}: {self.says} {' | '.join(self.about)}{where}"


# ------------------------------------------------------------------------------------------------ the file


@dataclass(frozen=True, slots=True)
class Decisions:
    """A file of decisions: its text, which keeps its comments when decisions are added or taken out; none if empty."""

    text: str = ""
    all: tuple[Decision, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """The decisions in a ``.toml`` or ``.json`` file; ``SettingsError`` says what is wrong with it, and where."""
        try:
            return cls.parse(path.read_text("utf-8"), path.name)
        except OSError as error:
            raise SettingsError(f"{path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"{path} is not UTF-8: {error.reason}") from error

    @classmethod
    def parse(cls, text: str, name: str = FILE) -> Decisions:
        """The decisions in a text: JSON if it begins with a brace, TOML otherwise.

        >>> Decisions.parse('[[decisions]]\\nkind = "same"\\nentities = ["Johnson", "Boris Johnson"]\\n').all[0].place
        'decisions.toml:1'
        """
        is_json = text.lstrip("\ufeff \t\r\n").startswith("{")
        entries, lines = (_json if is_json else _toml)(text, name)
        found = tuple(_decision(entry, f"{name}:{line}") for entry, line in zip(entries, lines, strict=True))
        return cls().plus(*found) if is_json else cls(text, found)

    def plus(self, *more: Decision) -> Decisions:
        """The same file with decisions added at its end, but for those that are there."""
        there = {decision.key for decision in self.all}
        new = []
        for decision in more:
            if decision.key not in there:
                there.add(decision.key)
                new.append(decision)
        text = self.text.rstrip("\n") + "\n" if self.text.strip() else OPENING
        return (
            Decisions(text + "".join(f"\n{_written(decision)}" for decision in new), (*self.all, *new)) if new else self
        )

    def minus(self, *less: Decision) -> Decisions:
        """The same file without some decisions; comments stay."""
        gone = {decision.key for decision in less}
        lines = self.text.splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
        if len(starts) != len(self.all):
            raise SettingsError(f"{FILE}: decisions can be taken out only where each begins with a line [[decisions]]")
        for decision, start, following in reversed([*zip(self.all, starts, [*starts[1:], len(lines)], strict=True)]):
            if decision.key in gone:
                end = following
                while _is_comment(lines[end - 1]):
                    end -= 1
                begin = start - 1 if start and not lines[start - 1].strip() else start
                del lines[begin:end]
        return Decisions("".join(lines), tuple(each for each in self.all if each.key not in gone))

    def merged(self, given: Decisions) -> Decisions:
        """These decisions and others; the others' own text, comments and all, if there are none yet."""
        return self.plus(*given.all) if self.all else given


_HEADER = re.compile(r"\s*\[\[\s*decisions\s*\]\]")
_KEYS = {"kind", "entities", "entity", "document", "mentions", "begin", "end", "claim", "reason", "who", "date"}
_OF_TWO = (Says.SAME, Says.DIFFERENT, Says.MEMBER)
_SHOWN = {"label", "text"}
"""Keys that only tell people what is meant."""


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _toml(text: str, name: str) -> tuple[list[Any], list[int]]:
    try:
        entries = _entries(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} is no TOML file: {error}") from error
    lines = [number for number, line in enumerate(text.split("\n"), 1) if _HEADER.match(line)]
    return entries, lines if len(lines) == len(entries) else [1] * len(entries)


def _json(text: str, name: str) -> tuple[list[Any], list[int]]:
    try:
        entries = _entries(json.loads(text.removeprefix("\ufeff")), name)
    except json.JSONDecodeError as error:
        raise SettingsError(f"{name}:{error.lineno} is no JSON: {error.msg}") from error
    lines, reached, decoder = [], re.search(r'"decisions"\s*:\s*\[', text), json.JSONDecoder()
    end = reached.end() if reached else 0
    for entry in entries:
        start = text.find("{", end)
        try:
            found, end = decoder.raw_decode(text, start)
        except ValueError:
            found = None
        lines.append(text.count("\n", 0, start) + 1 if found == entry else 1)
    return entries, lines


def _entries(content: Any, name: str) -> list[Any]:
    entries = content.get("decisions", []) if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{name} holds no list of decisions")
    if content.get("version", 1) != 1:
        raise SettingsError(f"{name} is of version {content['version']}; this claimgraph reads version 1")
    return entries


def _decision(entry: Mapping[str, Any], place: str) -> Decision:
    """A decision from its entry, checked."""
    for key in sorted(entry.keys() - _KEYS - _SHOWN):
        near = get_close_matches(key, sorted(_KEYS), 1)
        raise SettingsError(
            f"{place}: there is no key {key!r}; {f'did you mean {near[0]!r}?' if near else _choice(_KEYS)}"
        )
    if entry.get("kind") not in [*Says]:
        raise SettingsError(f"{place}: kind is {entry.get('kind')!r}; {_choice(Says)}")
    says = Says(entry["kind"])
    things = {
        Says.SAME: entry.get("entities"),
        Says.DIFFERENT: entry.get("entities"),
        Says.MEMBER: entry.get("entities"),
        Says.SPLIT: [entry.get("entity")],
        Says.ACCEPT: [entry.get("claim")],
        Says.REJECT: [entry.get("claim")],
    }[says]
    wanted, key = (2, "entities") if says in _OF_TWO else (1, "entity or claim")
    if not isinstance(things, list) or len(things) != wanted or not all(isinstance(x, str) and x for x in things):
        raise SettingsError(f"{place}: {says} needs {wanted} {'things' if wanted == 2 else 'thing'} in its {key}")
    document = entry.get("document")
    if says is Says.SPLIT and not document:
        raise SettingsError(f"{place}: split needs the document whose mentions are another thing")
    reason, who, date = (str(entry.get(name, "")) for name in ("reason", "who", "date"))
    about, where = tuple(things), str(document) if document else None
    return Decision(says, about, where, _mentions(entry, place), reason, who, date, place)


def _choice(names: Iterable[str]) -> str:
    return f"there are {', '.join(sorted(names))}"


def _mentions(entry: Mapping[str, Any], place: str) -> tuple[Span, ...]:
    pairs = entry.get("mentions", [[entry["begin"], entry.get("end")]] if "begin" in entry else [])
    try:
        found = tuple(sorted({Span(int(begin), int(end)) for begin, end in pairs}))
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{place}: mentions are pairs of offsets, as in [[0, 10]]") from error
    if any(not 0 <= begin < end for begin, end in found):
        raise SettingsError(f"{place}: a mention begins before it ends, as in [[0, 10]]")
    return found


def _written(decision: Decision) -> str:
    fields: dict[str, str] = {"kind": _quoted(decision.says)}
    if decision.says in _OF_TWO:
        fields["entities"] = f"[{', '.join(map(_quoted, decision.about))}]"
    else:
        fields["entity" if decision.says is Says.SPLIT else "claim"] = _quoted(decision.about[0])
    if decision.document:
        fields["document"] = _quoted(decision.document)
    if decision.mentions:
        fields["mentions"] = f"[{', '.join(f'[{begin}, {end}]' for begin, end in decision.mentions)}]"
    fields |= {
        name: _quoted(value)
        for name, value in (("reason", decision.reason), ("who", decision.who), ("date", decision.date))
        if value
    }
    return "[[decisions]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# ------------------------------------------------------------------------------------------------ what they mean


class Applied(NamedTuple):
    """What follows from decisions: links, verdicts, and the decisions that match nothing, in words."""

    links: tuple[Link, ...]
    verdicts: tuple[tuple[Iri, Verdict, str], ...]
    unmatched: tuple[str, ...]


def apply(decisions: Iterable[Decision], readings: Sequence[Reading], links: Iterable[Link] = ()) -> Applied:
    """What decisions mean for readings and the links between them; a function of their set, whatever their order.

    *Same* joins two things wherever they are named. *Different* takes back the links that join two things: the one by
    which one gives way to the other, or else the least certain between them. :class:`~kg.errors.SettingsError` if two
    decisions contradict each other, with the places of both. Cost is linear in mentions and links.
    """
    found = sorted(set(decisions), key=_in_order)
    if not found:
        return Applied((), (), ())
    return _Work(found, Names(readings), [*links, *(link for reading in readings for link in reading.links)]).applied()


def _in_order(decision: Decision) -> tuple[str, tuple[str, ...], str, tuple[Span, ...], str]:
    return decision.says, decision.about, decision.document or "", decision.mentions, decision.note


class Names:
    """What the things, claims and documents of readings are called."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = in_order(readings)
        self._sources: dict[Iri, Source] = {}
        self.documents: dict[Iri, set[Iri]] = defaultdict(set)
        """The documents that name a thing, by the IRI its words give."""
        self._called: dict[str, set[Iri]] = defaultdict(set)
        self._described: dict[str, set[Iri]] = defaultdict(set)
        for reading in self._readings:
            self._sources[reading.document.id] = reading.document.source
            for mention in reading.mentions:
                if mention.minted is not None:
                    self.documents[mention.minted].add(reading.document.id)
                    if mention.form in (Form.NAME, Form.NOMINAL):
                        self._called[mention.label].add(mention.minted)
                    if mention.form is Form.NOMINAL:
                        self._described[iri.bare(mention.text)].add(mention.minted)
        self._prefixes = prefixes(iri.minter_of(next(iter(self._sources))) if self._sources else Minter())

    def reading(self, document: Iri) -> Reading:
        """What was read in one of the documents."""
        return next(chosen(self._readings, {document}))

    def thing(self, name: str, document: Iri | None = None, known: Collection[Iri] = ()) -> Iri | None:
        """The thing of an IRI or a name, ``None`` if there is none; a name of several is a ``SettingsError``."""
        full = self.full(name)
        if full in self.documents or full in known:
            return full
        every = {thing for called in {iri.bare(name), iri.normalise(name)} for thing in self._called.get(called, ())}
        every = every or self._described.get(iri.bare(name), set())
        found = {thing for thing in every if document is None or document in self.documents[thing]} or every
        minted = f"{self._prefixes['ent']}{iri.local_name(iri.bare(name))}"
        if not found and minted in known:
            return minted
        if len(found) > 1:
            some = ", ".join(sorted(found)[:5])
            raise SettingsError(f"{name!r} is the name of {len(found)} things: {some}; say which by its IRI")
        return next(iter(found), None)

    def near(self, name: str) -> str:
        """What to say of a name that nothing has: the names that come near."""
        found = get_close_matches(iri.bare(name), sorted(self._called), 3, 0.75)
        return f"did you mean {' or '.join(map(repr, found))}?" if found else "kg links lists names"

    def claim(self, name: str) -> Iri | None:
        """The claim of an IRI, or of the end of one."""
        own = chosen(self._readings, {iri.document_of(name)}) if iri.is_local(name) else self._readings
        claims = (claim.id for reading in own for claim in reading.claims)
        found = [claim for claim in claims if name in (claim, iri.name_of(claim))]
        if len(found) > 1:
            raise SettingsError(f"{name!r} is the end of {len(found)} claims: {', '.join(found)}; say which")
        return next(iter(found), None)

    def document(self, name: str) -> Iri | None:
        """The document of an IRI, a file name or a title."""
        if (full := self.full(name)) in self._sources:
            return full
        found = [
            document
            for document, source in self._sources.items()
            if name in (source.name, source.title, Path(source.name).name)
        ]
        if len(found) > 1:
            raise SettingsError(f"{name!r} is the name of {len(found)} documents: {', '.join(found)}; say which")
        return next(iter(found), None)

    def full(self, name: str) -> str:
        """The IRI that a prefix shortens, or the name as it is."""
        prefix, colon, local = name.partition(":")
        return f"{self._prefixes[prefix]}{local}" if colon and prefix in self._prefixes else name


class _Meant(NamedTuple):
    """A decision about two things that there are."""

    one: Iri
    other: Iri
    document: Iri | None
    decision: Decision


class _Work:
    """Decisions on their way to links."""

    def __init__(self, decisions: Sequence[Decision], names: Names, links: Sequence[Link]) -> None:
        self.names = names
        self.before = links
        self.ledger = Ledger(links)
        self.known = {name for link in links for name in (link.alias, link.canonical)}
        self.unmatched: list[str] = []
        self.made: set[Link] = set()
        self.touching: dict[Iri, set[Link]] = defaultdict(set)
        self.void: set[tuple[Iri, Iri, Iri | None]] = set()
        for link in links:
            self._note(link)
        self.same: list[_Meant] = []
        self.different: list[_Meant] = []
        self.members: list[_Meant] = []
        self.apart: list[tuple[Decision, Iri, Iri, tuple[Span, ...]]] = []
        self.verdicts: dict[Iri, tuple[Verdict, Decision]] = {}
        for decision in decisions:
            try:
                problem = self._take(decision)
            except SettingsError as error:
                raise SettingsError(f"{decision}: {error}") from error
            if problem:
                self.unmatched.append(f"{decision}: {problem}")

    def applied(self) -> Applied:
        for decision, thing, document, mentions in self.apart:
            self._set_apart(decision, thing, document, mentions)
        self._check()
        for each in self.same:
            self._make(self._link(each.one, each.other, each.document, each.decision))
        for each in self.members:
            scope = each.document or (iri.document_of(each.one) if iri.is_local(each.one) else None)
            self._make(replace(self._link(each.one, each.other, scope, each.decision), member=True))
        for each in self.different:
            self._cut(each)
        self._complete()
        for each in self.different:
            self._dismiss(each)
        verdicts = sorted((claim, verdict, decision.note) for claim, (verdict, decision) in self.verdicts.items())
        return Applied(tuple(sorted(self.made, key=order)), tuple(verdicts), tuple(self.unmatched))

    # -------------------------------------------------------------------------------------------- what is meant

    def _take(self, decision: Decision) -> str | None:
        """Note what a decision means; what is missing, if it matches nothing."""
        document = None
        if decision.document is not None:
            document = self.names.document(decision.document)
            if document is None:
                return f"there is no document {decision.document}"
        if decision.says in (Says.ACCEPT, Says.REJECT):
            return self._judge(decision)
        things = []
        for name in decision.about:
            thing = self.names.thing(name, document, self.known)
            if thing is None:
                return f"nothing is called {name}; {self.names.near(name)}"
            things.append(thing)
        if decision.says is Says.SPLIT and document is not None:
            return self._split(decision, things[0], document)
        if things[0] == things[1]:
            if decision.says is Says.SAME:
                return None
            if decision.says is Says.MEMBER:
                raise SettingsError("both have one IRI, and nothing is a member of itself")
            raise SettingsError("both have one IRI; kg split keeps the mentions of a document apart")
        if decision.says is Says.MEMBER:
            self.members.append(_Meant(things[0], things[1], document, decision))
            return None
        one, other = sorted(things, key=_fullness)
        meant = _Meant(one, other, document, decision)
        (self.same if decision.says is Says.SAME else self.different).append(meant)
        return None

    def _judge(self, decision: Decision) -> str | None:
        claim = self.names.claim(self.names.full(decision.about[0]))
        if claim is None:
            return "there is no such claim"
        verdict = Verdict.ACCEPTED if decision.says is Says.ACCEPT else Verdict.REJECTED
        known, before = self.verdicts.setdefault(claim, (verdict, decision))
        if known is not verdict:
            raise SettingsError(f"but {before}: a claim is accepted or rejected, not both")
        return None

    def _split(self, decision: Decision, thing: Iri, document: Iri) -> str | None:
        if not decision.mentions:
            if document not in self.names.documents[thing] and thing not in self.known:
                return "the document does not name it"
            self.apart.append((decision, thing, document, ()))
            return None
        there = [mention.span for mention in self.names.reading(document).mentions]
        places = tuple(place for place in (_place(given, there) for given in decision.mentions) if place is not None)
        if len(places) != len(decision.mentions):
            return "there is no mention at this place"
        self.apart.append((decision, thing, document, places))
        return None

    def _check(self) -> None:
        """Contradictions: two things that are different, and the same by other decisions."""
        for different in self.different:
            scopes = {different.document} if different.document else {None, *(same.document for same in self.same)}
            for scope in sorted(scopes, key=str):
                joined: dict[Iri, list[tuple[Iri, _Meant]]] = defaultdict(list)
                for same in self.same:
                    if same.document is None or same.document == scope:
                        joined[same.one].append((same.other, same))
                        joined[same.other].append((same.one, same))
                way = _way(different.one, different.other, lambda name, joined=joined: joined.get(name, ()))
                for member in self.members:
                    if {member.one, member.other} == {different.one, different.other} and scope in (
                        None,
                        member.document,
                    ):
                        told = f"{different.decision}; but {member.decision}"
                        raise SettingsError(f"decisions contradict each other: {told}")
                if way is not None:
                    others = "; ".join(dict.fromkeys(str(same.decision) for same in way))
                    raise SettingsError(f"decisions contradict each other: {different.decision}; but {others}")

    # -------------------------------------------------------------------------------------------- links

    def _link(
        self, alias: Iri, canonical: Iri, scope: Iri | None, decision: Decision, *, withdrawn: bool = False
    ) -> Link:
        return Link(alias, canonical, DECIDED, 1.0, scope, withdrawn=withdrawn, note=decision.note)

    def _make(self, link: Link) -> None:
        self.made.add(link)
        self._note(link)

    def _note(self, link: Link) -> None:
        if link.member:
            return
        self.touching[link.alias].add(link)
        self.touching[link.canonical].add(link)
        if link.withdrawn:
            self.void.add(_ends(link))

    def _set_apart(self, decision: Decision, thing: Iri, document: Iri, places: tuple[Span, ...]) -> None:
        """Give mentions a thing of their own, or take back the links by which they are this one."""
        mentions = {mention.span: mention for mention in self.names.reading(document).mentions}
        stays = self.ledger.canonical(thing, document)
        if not places:
            every = [m.span for m in mentions.values() if m.minted and self._is(m.minted, document) == stays]
            if every:
                self._make(self._link(stays, iri.apart(document, min(every)), document, decision))
            else:
                self.unmatched.append(f"{decision}: the document does not name it")
            return
        whole = {
            minted: {mention.span for mention in mentions.values() if mention.minted == minted}
            for minted in {mentions[place].minted for place in places}
        }
        own = []
        for place in places:
            minted = mentions[place].minted
            if minted is None or self._is(minted, document) != stays:
                self.unmatched.append(f"{decision}: {mentions[place].text!r} is not taken for it")
            elif iri.is_local(minted) and minted != stays and whole[minted] <= {*places}:
                own.append(minted)
                self.different.append(_Meant(minted, stays, document, decision))
            else:
                own.append(iri.span(document, place))
        names = list(dict.fromkeys(own))
        if len(names) > 1 or (names and iri.is_span(names[0])):
            target = iri.apart(document, places[0])
            for name in names:
                self._make(self._link(name, target, document, decision))

    def _is(self, name: Iri, document: Iri | None) -> Iri:
        """What a name stands for without any decision."""
        return self.ledger.canonical(name, document)

    def _cut(self, meant: _Meant) -> None:
        """Take links back until two things are not joined in any document."""
        decided = {_ends(link) for link in self.made if not link.withdrawn}
        for scope in [meant.document] if meant.document else self._scopes(meant.one):
            while (
                way := _way(meant.one, meant.other, lambda name, scope=scope: self._beside(name, scope))
            ) is not None:
                free = [link for link in way if _ends(link) not in decided]
                if not free:
                    raise SettingsError(f"{meant.decision}: another decision about the same mentions contradicts it")
                if self._is(meant.one, scope) == meant.other:
                    goes = free[0]
                elif self._is(meant.other, scope) == meant.one:
                    goes = free[-1]
                else:
                    goes = min(free, key=lambda link: (link.confidence, order(link)))
                self._make(self._link(goes.alias, goes.canonical, goes.scope, meant.decision, withdrawn=True))

    def _dismiss(self, meant: _Meant) -> None:
        """Take back that the one of two things is a member of the other."""
        ledger = Ledger([*self.before, *self.made])
        for link in ledger.members:
            if meant.document not in (None, link.scope):
                continue
            ends = {ledger.canonical(end, link.scope) for end in (link.alias, link.canonical)}
            if ends == {ledger.canonical(end, link.scope) for end in (meant.one, meant.other)}:
                taken_back = self._link(link.alias, link.canonical, link.scope, meant.decision, withdrawn=True)
                self._make(replace(taken_back, member=True))

    def _beside(self, name: Iri, scope: Iri | None) -> Iterator[tuple[Iri, Link]]:
        """The other ends of links in force in a document, each with its link."""
        for link in sorted(self.touching[name], key=order):
            if link.scope in (None, scope) and _ends(link) not in self.void:
                yield (link.canonical if link.alias == name else link.alias), link

    def _scopes(self, start: Iri) -> list[Iri | None]:
        """The documents in which a thing could be joined to others, and all of them."""
        seen, waiting, scopes = {start}, [start], set[Iri | None]()
        while waiting:
            for link in self.touching[waiting.pop()]:
                scopes.add(link.scope)
                new = {link.alias, link.canonical} - seen
                seen |= new
                waiting += new
        return [None, *sorted(scope for scope in scopes if scope)]

    def _complete(self) -> None:
        """Join in single documents what a document's own links would still keep apart."""
        while True:
            ledger = Ledger([*self.before, *self.made])
            missing: set[Link] = set()
            for meant in self.same:
                named = self.names.documents.get(meant.one, set()) | self.names.documents.get(meant.other, set())
                for document in [meant.document] if meant.document else sorted(named):
                    one, other = ledger.canonical(meant.one, document), ledger.canonical(meant.other, document)
                    if one != other:
                        missing.add(self._link(one, other, document, meant.decision))
            if missing <= self.made:
                return
            for link in missing:
                self._make(link)


def _ends(link: Link) -> tuple[Iri, Iri, Iri | None]:
    return link.alias, link.canonical, link.scope


def _fullness(thing: Iri) -> tuple[bool, bool, int]:
    """Sorts to the end what stays: a name, rather than a description or a pronoun; the one of more words."""
    length = len((iri.words(thing) or iri.name_of(thing)).split())
    return not iri.is_unspecified(thing), not iri.is_local(thing), length


def _place(given: Span, there: Iterable[Span]) -> Span | None:
    """The mention that is meant by a stretch of text: that very one, or the only one inside or around it."""
    if given in (places := [*there]):
        return given
    near = [
        place for place in places if place.start <= given.start < place.end or given.start <= place.start < given.end
    ]
    return near[0] if len(near) == 1 else None


def _way(start: Iri, end: Iri, joined: Any) -> list[Any] | None:
    """The shortest way from one thing to another, as what joins them; ``None`` if there is none."""
    came: dict[Iri, tuple[Iri, Any]] = {}
    waiting, seen = deque([start]), {start}
    while waiting and end not in seen:
        name = waiting.popleft()
        for other, by in joined(name):
            if other not in seen:
                seen.add(other)
                came[other] = name, by
                waiting.append(other)
    if end not in seen or start == end:
        return None
    way = []
    while end != start:
        end, by = came[end]
        way.append(by)
    return way[::-1]
