"""Who held an office on the day of a document: *the British prime minister*, where the text itself does not say.

The table that comes with the package, ``roles.tsv``, names heads of state and of government with the first and the last
day of each. It is a gazetteer with a role in each row, so anybody can bring another, or add rows to a gazetteer:

    label,role,valid_from,valid_to,source
    Priti Patel,home secretary of the UK,2019-07-24,2022-09-06,https://example.org/cabinet

What a document itself says of the role comes first. An office is linked only where the day is known, both that of the
document and, if the claim has one of its own, that of the event; and only where one person held it on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from kg import gazetteer, iri
from kg.gazetteer import Entry
from kg.ledger import Ledger
from kg.model import Form, Iri, Link, Mention, Reading, Span
from kg.resolve import lexicon
from kg.spool import dated

ROLE_TABLE = "role table"
"""The method of its links."""

NAMED, UNNAMED = 0.92, 0.85
"""The confidence of a link to a person whom the document names, and to one whom it does not."""

FILE = "roles.tsv"

_SAID = frozenset(("is", "becomes", "remains"))
_Office = tuple[str, str]
"""A role and the place it is of: *prime minister*, *UK*."""


@cache
def shipped() -> tuple[Entry, ...]:
    """The rows of the table that comes with the package.

    >>> [entry.label for entry in shipped() if entry.role == "chancellor of Germany" and entry.holds_on("2021-11-26")]
    ['Angela Merkel']
    """
    return gazetteer.parse(files("kg").joinpath(FILE).read_text("utf-8"), FILE, "\t")


def held(
    entries: Iterable[Entry], readings: Iterable[Reading], known: Iterable[Link] = ()
) -> Iterator[tuple[Link, Entry]]:
    """The links from descriptions to those who hold the office on their day, each with the row that says so.

    ``known`` are the links between documents. A description is left alone that is something else already, and one that
    is said of somebody (*she is the French president*). Linear in mentions.
    """
    offices: dict[_Office, set[Entry]] = defaultdict(set)
    for entry in entries:
        role, _, place = (entry.role or "").rpartition(" of ")
        if role:
            offices[role.casefold(), _place(place)].add(entry)
    whole = Ledger(known)
    for reading in dated(readings) if offices else ():
        day = reading.document.source.date
        if day is not None:
            yield from _in_document(offices, reading, day, whole)


def _in_document(
    offices: Mapping[_Office, set[Entry]], reading: Reading, day: str, known: Ledger
) -> Iterator[tuple[Link, Entry]]:
    said = {claim.object for claim in reading.claims if claim.relation.label in _SAID}
    asked = [
        (mention, office)
        for mention in reading.mentions
        for office in _offices(mention, reading, offices)
        if mention.span not in said
    ]
    if not asked:
        return
    document, mint = reading.document.id, iri.minter_of(reading.document.id)
    ledger = known.within(document, reading.links)
    named = {ledger.canonical(m.minted, document) for m in reading.mentions if m.minted and m.form is Form.NAME}
    days = _days(reading, [mention for mention, _ in asked])
    done: dict[Iri, Entry | None] = {}
    made: dict[Iri, tuple[Link, Entry]] = {}
    for mention, office in asked:
        alias = mention.minted
        if alias is None or ledger.canonical(alias, document) != alias:
            continue
        holders = {
            entry for entry in offices[office] if all(entry.holds_on(each) for each in days[mention.span] or {day})
        }
        holder = min(holders, key=repr) if len({entry.label for entry in holders}) == 1 else None
        if done.setdefault(alias, holder) != holder or holder is None:
            made.pop(alias, None)
            continue
        target = ledger.canonical(mint.entity(iri.bare(holder.label)), document)
        sure = NAMED if target in named else UNNAMED
        evidence = (iri.span(document, mention.span),)
        made.setdefault(alias, (Link(alias, target, ROLE_TABLE, sure, document, evidence, note=_note(holder)), holder))
    yield from made.values()


def _note(entry: Entry) -> str:
    """What the table says, with its source."""
    since, until = entry.valid_from or "", entry.valid_to or ""
    return ", ".join(filter(None, (entry.role, f"{since} to {until}".strip() if since or until else "", entry.source)))


def _days(reading: Reading, mentions: Iterable[Mention]) -> dict[Span, set[str]]:
    """The first and last days of the events in which mentions take part, if they have any of their own."""
    found: dict[Span, set[str]] = {mention.span: set() for mention in mentions}
    for claim in reading.claims:
        if claim.time is not None and claim.time.value is not None:
            for place in (claim.subject, claim.object, *(each.value for each in claim.qualifiers)):
                if isinstance(place, Span) and place in found:
                    found[place] |= {claim.time.value, claim.time.value + "-12-31"[len(claim.time.value) - 4 :]}
    return found


def _offices(mention: Mention, reading: Reading, offices: Mapping[_Office, set[Entry]]) -> Iterator[_Office]:
    """The office that a description names, if it is one of some: *the French president*, *France's president*."""
    if mention.form is not Form.NOMINAL or mention.number != "singular" or not mention.head_term:
        return
    if not any(role.endswith(mention.head_term.casefold()) for role, _ in offices):
        return
    label, text = mention.label, mention.text.casefold()
    first, _, rest = label.partition(" ")
    two, _, last = rest.partition(" ")
    for place, role in ((_place(first), rest), (_place(f"{first} {two}"), last)):
        if (role.casefold(), place) in offices and text.startswith("the "):
            yield role.casefold(), place
            return
    spans = [span for name, span in mention.arguments if name == "of"]
    own = [m for m in reading.mentions if m.span in spans and m.minted is not None]
    if len(own) == 1 and (text.startswith("the ") or own[0].span.start <= mention.span.start):
        office = label.casefold(), _place(own[0].label)
        if office in offices:
            yield office


def _place(name: str) -> str:
    """The usual name of a place by any of its names or adjectives."""
    return lexicon.places().get(name) or lexicon.demonyms().get(name) or name
