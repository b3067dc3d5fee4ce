"""What is known beforehand: names with their other names, their kind, and the IRI under which the world knows them.

A gazetteer is a table (CSV or TSV) or a SKOS vocabulary (Turtle), and is read offline:

    label,aliases,kind,identifier,valid_from,valid_to
    Emmanuel Macron,President Macron|French president,Person,Q3052772,2017-05-14,2027-05-13
    Home Office,,Organization,https://intranet.example/units/42,,

Names that stand for one entry become one thing, by links with the method *gazetteer*; its kind is settled, and
``skos:exactMatch`` leads to the identifier. A span of time makes an entry hold for documents of that time alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg import iri
from kg.errors import KgError, SettingsError
from kg.ledger import Ledger, order
from kg.model import Entity, Form, Iri, Kind, Link, Mention, Reading
from kg.rdf import vocabulary as v
from kg.spool import outward

FILE = "gazetteer.csv"
"""The file beside a graph."""

GAZETTEER = "gazetteer"
"""The method of its links."""

SURE = 0.99
"""The confidence of its links."""

COLUMNS = ("label", "aliases", "kind", "identifier", "valid_from", "valid_to", "role", "source")

WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that is known. ``valid_from`` and ``valid_to`` are ISO 8601 days, months or years, both included.

    An entry with a ``role`` (*president of France*) says who holds it, and nothing of names; see :mod:`kg.roles`.
    ``source`` is where the entry can be checked.
    """

    label: str
    aliases: tuple[str, ...] = ()
    kind: Kind | None = None
    identifier: Iri | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    role: str | None = None
    source: str | None = None
    place: str = field(default="", compare=False)

    def holds_on(self, day: str | None) -> bool:
        """Whether it holds on the day of a document; a day that is not known is in no span of time.

        >>> Entry("Emmanuel Macron", valid_from="2017-05-14").holds_on("2021-11-26")
        True
        """
        if self.valid_from is None and self.valid_to is None:
            return True
        if day is None:
            return False
        begins, ends = self.valid_from or "", self.valid_to or "9999"
        return begins <= day and day[: len(ends)] <= ends


# ------------------------------------------------------------------------------------------------ the file


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a ``.csv``, ``.tsv`` or ``.ttl`` file; ``SettingsError`` says what is wrong, and where."""
    if path.suffix in (".ttl", ".nt", ".rdf"):
        return _vocabulary(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8: {error.reason}") from error
    return parse(text, path.name, "\t" if path.suffix == ".tsv" else ",")


def parse(text: str, name: str = FILE, delimiter: str = ",") -> tuple[Entry, ...]:
    """The entries of a table with a first line of column names, after any comments; aliases stand between ``|``.

    >>> parse("label,aliases,identifier\\nHome Office,HO,Q763388\\n")[0].identifier
    'http://www.wikidata.org/entity/Q763388'
    """
    lines = text.split("\n")
    comments = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    table = csv.DictReader(io.StringIO("\n".join(lines[comments:])), delimiter=delimiter)
    columns = [column.strip() for column in table.fieldnames or ()]
    if "label" not in columns or set(columns) - {*COLUMNS}:
        raise SettingsError(f"{name}:1: the columns are {', '.join(columns)}; they should be {', '.join(COLUMNS)}")
    table.fieldnames = columns
    found = []
    for row in table:
        place = f"{name}:{table.line_num + comments}"
        if None in row:
            raise SettingsError(f"{place}: there are more fields than columns; quote a field that has a {delimiter!r}")
        given = {column: iri.normalise(cell or "") for column, cell in row.items()}
        if any(given.values()):
            found.append(_entry(given, place))
    return tuple(found)


def written(entries: Iterable[Entry]) -> str:
    """The table of some entries."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for each in entries:
        row = (
            each.label, "|".join(each.aliases), each.kind, each.identifier, each.valid_from, each.valid_to,
            each.role, each.source,
        )  # fmt: skip
        table.writerow(cell or "" for cell in row)
    return text.getvalue()


_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_KINDS = {kind.casefold(): kind for kind in Kind if kind not in (Kind.NOMINAL, Kind.UNSPECIFIED, Kind.TERM)}


def _entry(given: Mapping[str, str], place: str) -> Entry:
    if not given["label"]:
        raise SettingsError(f"{place}: there is no label")
    kind = given.get("kind", "")
    if kind and kind.casefold() not in _KINDS:
        raise SettingsError(f"{place}: kind is {kind!r}; there are {', '.join(_KINDS.values())}")
    for column in ("valid_from", "valid_to"):
        if given.get(column) and not _DAY.fullmatch(given[column]):
            raise SettingsError(f"{place}: {column} is {given[column]!r}; write it as 2021-11-26, 2021-11 or 2021")
    return Entry(
        given["label"],
        tuple(dict.fromkeys(filter(None, map(iri.normalise, given.get("aliases", "").split("|"))))),
        _KINDS.get(kind.casefold()),
        _identifier(given.get("identifier", ""), place),
        given.get("valid_from") or None,
        given.get("valid_to") or None,
        _role(given.get("role", ""), place),
        given.get("source") or None,
        place,
    )


def _role(name: str, place: str) -> str | None:
    if name and not all(name.rpartition(" of ")):
        raise SettingsError(f"{place}: role is {name!r}; write what it is of, too, as in president of France")
    return name or None


def _identifier(name: str, place: str) -> Iri | None:
    name = name.removeprefix("wd:")
    if re.fullmatch(r"[QPL][1-9][0-9]*", name):
        return f"{WIKIDATA}{name}"
    if name and not _IRI.fullmatch(name):
        raise SettingsError(f"{place}: identifier {name!r} is no IRI, and none of Wikidata's, as Q142 is")
    return name or None


_CONCEPTS = f"""
PREFIX skos: <{v.SKOS}>
PREFIX schema: <{v.SCHEMA}>
SELECT ?concept ?label ?alias ?type ?match ?from ?to WHERE {{
  ?concept skos:prefLabel ?label FILTER(LANG(?label) IN ("", "en"))
  OPTIONAL {{ ?concept skos:altLabel ?alias FILTER(LANG(?alias) IN ("", "en")) }}
  OPTIONAL {{ ?concept a ?type }}
  OPTIONAL {{ ?concept skos:exactMatch ?match }}
  OPTIONAL {{ ?concept schema:validFrom ?from }}
  OPTIONAL {{ ?concept schema:validThrough ?to }}
}} ORDER BY ?concept ?label ?alias ?type ?match
"""


def _vocabulary(path: Path) -> tuple[Entry, ...]:
    """The concepts of a SKOS vocabulary; a concept without ``skos:exactMatch`` is its own identifier."""
    from kg.query import run
    from kg.store.oxigraph import Oxigraph

    store = Oxigraph()
    try:
        store.load(path)
        answer = run(store, _CONCEPTS)
    except KgError as error:
        raise SettingsError(f"{path} is no SKOS vocabulary: {error}") from error
    concepts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in answer.dicts():  # type: ignore[union-attr]  # a SELECT gives rows
        told = {name: str(getattr(term, "lexical", term)) for name, term in row.items() if term is not None}
        concepts[told["concept"]].append(told)
    return tuple(_concept(concept, rows, path.name) for concept, rows in sorted(concepts.items()))


def _concept(concept: Iri, rows: Sequence[Mapping[str, str]], name: str) -> Entry:
    def every(term: str) -> list[str]:
        return list(dict.fromkeys(row[term] for row in rows if term in row))

    kinds = [kind for kind in map(str.casefold, map(iri.name_of, every("type"))) if kind in _KINDS]
    given = {
        "label": every("label")[0],
        "aliases": "|".join(every("alias")),
        "kind": kinds[0] if kinds else "",
        "identifier": next(iter(every("match")), concept),
        "valid_from": next(iter(every("from")), ""),
        "valid_to": next(iter(every("to")), ""),
    }
    return _entry({column: iri.normalise(cell) for column, cell in given.items()}, f"{name} <{concept}>")


# ------------------------------------------------------------------------------------------------ what it means


class Applied(NamedTuple):
    """What follows from a gazetteer: links, identities elsewhere and kinds, all sorted, and what was left alone."""

    links: tuple[Link, ...]
    matches: tuple[tuple[Iri, Iri], ...]
    kinds: tuple[tuple[Iri, Kind], ...]
    doubtful: tuple[str, ...]


def apply(entries: Iterable[Entry], readings: Sequence[Reading], links: Iterable[Link] = ()) -> Applied:
    """What a gazetteer means for readings and the links between them; a function of their sets, linear in their sizes.

    A name that could stand for two entries in a document is left alone there, and so is one that the document itself
    uses for something else. A description (*the French president*) counts as well as a name, where it stands for one
    thing.
    """
    whole = Ledger([*links, *outward(readings)])
    called: dict[str, list[Entry]] = defaultdict(list)
    for known_entry in sorted({entry for entry in entries if entry.role is None}, key=repr):
        for name in dict.fromkeys((known_entry.label, *known_entry.aliases)):
            called[iri.bare(name)].append(known_entry)
    made: set[Link] = set()
    known: dict[Iri, Entry] = {}
    doubtful: set[str] = set()
    for reading in readings if called else ():
        mint = iri.minter_of(reading.document.id)
        ledger = whole.within(
            reading.document.id, (link for link in reading.links if link.scope == reading.document.id)
        )
        for mention in reading.mentions:
            entry = _meant(mention, called, reading, doubtful)
            if entry is None or mention.minted is None:
                continue
            thing = mint.entity(iri.bare(entry.label))
            own = {mint.entity(iri.bare(name)) for name in (entry.label, *entry.aliases)}
            stays = ledger.canonical(mention.minted, reading.document.id)
            told_apart = stays != mention.minted and stays not in own and not iri.is_apart(stays)
            if told_apart or known.setdefault(thing, entry) != entry:
                other = iri.words(stays) if stays not in own else known[thing].place
                doubtful.add(f"{reading.document.source.name}: {mention.label!r} is {other}, not {entry.place}")
            elif stays != thing:
                made.add(Link(mention.minted, thing, GAZETTEER, SURE, reading.document.id))
    return Applied(
        tuple(sorted(made, key=order)),
        tuple(sorted((thing, entry.identifier) for thing, entry in known.items() if entry.identifier)),
        tuple(sorted((thing, entry.kind) for thing, entry in known.items() if entry.kind)),
        tuple(sorted(doubtful)),
    )


def _meant(
    mention: Mention, called: Mapping[str, Sequence[Entry]], reading: Reading, doubtful: set[str]
) -> Entry | None:
    """The one entry that a mention stands for in its document."""
    if mention.form is not Form.NAME and not (mention.form is Form.NOMINAL and _is_definite(mention)):
        return None
    known = called.get(mention.label, ()) or called.get(iri.bare(mention.text), ())
    found = [entry for entry in known if entry.holds_on(reading.document.source.date)]
    if len(found) > 1:
        places = " and ".join(entry.place or entry.label for entry in found)
        doubtful.add(f"{reading.document.source.name}: {mention.label!r} could be {places}; it is left alone")
        return None
    return found[0] if found else None


def _is_definite(mention: Mention) -> bool:
    """Whether a description is of one thing that is taken as known: *the French president*."""
    return mention.number == "singular" and mention.text.casefold().startswith("the ")


# ------------------------------------------------------------------------------------------------ reconciliation

RECONCILED = ("id", "name", "type", "aliases", "mentions", "judgment", "identifier")
"""The columns that OpenRefine, or a person, works on: ``identifier`` is to be filled in."""


def to_reconcile(entities: Iterable[Entity], matches: Iterable[tuple[Iri, Iri]]) -> str:
    """The things with names as a table, those of most mentions first, for OpenRefine or a spreadsheet."""
    known = dict(matches)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(RECONCILED)
    named = [entity for entity in entities if not iri.is_local(entity.iri) and entity.kind is not Kind.TERM]
    for entity in sorted(named, key=lambda entity: (-entity.mentions, entity.iri)):
        identifier = known.get(entity.iri, "")
        aliases = "|".join(alias.label for alias in entity.aliases)
        judgment = "matched" if identifier else "none"
        table.writerow((entity.iri, entity.label, entity.kind, aliases, entity.mentions, judgment, identifier))
    return text.getvalue()


def reconciled(text: str, name: str, entities: Iterable[Entity]) -> tuple[Entry, ...]:
    """The entries that follow from a table that came back; things with one identifier are one, under the fullest name.

    Rows without an identifier, and those whose judgment is ``none`` or ``new``, are passed over. ``SettingsError`` if
    the columns ``id`` and ``identifier`` are missing, or an ``id`` is not in the graph.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"id", "identifier"} <= {*(table.fieldnames or ())}:
        raise SettingsError(f"{name}:1: there should be the columns id and identifier, as kg reconcile --export writes")
    things = {entity.iri: entity for entity in entities}
    by_identifier: dict[Iri, list[Entity]] = defaultdict(list)
    for row in table:
        place = f"{name}:{table.line_num}"
        identifier = _identifier(iri.normalise(row["identifier"] or ""), place)
        if identifier is None or (row.get("judgment") or "").strip().casefold() in ("none", "new"):
            continue
        if row["id"] not in things:
            raise SettingsError(f"{place}: {row['id']!r} is not in the graph; export it again")
        by_identifier[identifier].append(things[row["id"]])
    return tuple(_joined(identifier, found) for identifier, found in sorted(by_identifier.items()))


def _joined(identifier: Iri, found: Sequence[Entity]) -> Entry:
    first, *others = sorted(found, key=lambda each: (-len(each.label.split()), -each.mentions, each.iri))
    return Entry(first.label, tuple(dict.fromkeys(each.label for each in others)), identifier=identifier)


def merged(kept: Iterable[Entry], given: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries and others; of two with the same label, the other's fields count, and the aliases are those of both."""
    found = [*kept]
    by_label = {entry.label: place for place, entry in enumerate(found) if entry.role is None}
    for new in given:
        if new.role is not None and new in found:
            continue
        if new.role is not None or new.label not in by_label:
            found.append(new)
            continue
        before = found[by_label[new.label]]
        found[by_label[new.label]] = Entry(
            new.label,
            tuple(dict.fromkeys((*before.aliases, *new.aliases))),
            new.kind or before.kind,
            new.identifier or before.identifier,
            new.valid_from or before.valid_from,
            new.valid_to or before.valid_to,
            source=new.source or before.source,
            place=new.place,
        )
    return tuple(found)
