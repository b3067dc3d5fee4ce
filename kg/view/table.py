"""Claims as rows, shared by the page, the CSV export and pandas."""

from __future__ import annotations

import csv as csv_module
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from kg.model import Claim, ClaimRef, Entity, Knowledge, Node, Reading, Value
from kg.view.text import plain

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts with one of these would be computed by a spreadsheet."""


class Row(NamedTuple):
    """A claim in words. ``said_by`` names the sources, outermost first, and is empty where the document itself says it;
    ``date`` is the day of publication; ``claim`` the IRI."""

    subject: str
    relation: str
    object: str
    said_by: str
    polarity: str
    modality: str
    confidence: float
    document: str
    date: str
    sentence: str
    claim: str


def rows(knowledge: Knowledge, readings: Sequence[Reading] = ()) -> Iterator[Row]:
    """One row for each claim, in the order of the claims.

    Readings give documents their titles and dates; a document without one is called by its IRI.
    """
    sources = {reading.document.id: reading.document.source for reading in readings}
    claims = {claim.id: claim for claim in knowledge.claims}
    for claim in knowledge.claims:
        source = sources.get(claim.document)
        yield Row(
            subject=plain(claim.subject.label),
            relation=plain(claim.predicate.label),
            object=words(claim.object, claims),
            said_by=said_by(claim),
            polarity=str(claim.polarity),
            modality=str(claim.modality),
            confidence=claim.confidence,
            document=plain((source.title or source.name) if source else claim.document),
            date=(source.date or "") if source else "",
            sentence=claim.sentence,
            claim=claim.id,
        )


def said_by(claim: Claim) -> str:
    """The sources of a claim in words; *unnamed* where somebody says it and nobody is named."""
    if claim.sources:
        return " › ".join(plain(source.label) for source in claim.sources)
    return "unnamed" if claim.evidence.attributed else ""


def words(node: Node | None, claims: dict[str, Claim]) -> str:
    """An object in words: a label, a value with its unit, or the claim that is said."""
    match node:
        case None:
            return ""
        case Entity():
            return plain(node.label)
        case Value():
            return value_words(node)
        case ClaimRef():
            claim = claims.get(node.claim)
            if claim is None:
                return node.claim
            inner = words(claim.object, {}) if not isinstance(claim.object, ClaimRef) else "…"
            negation = "not: " if claim.polarity == "negative" else ""
            return f"“{negation}{plain(claim.subject.label)} {plain(claim.predicate.label)} {inner}”".replace(" ”", "”")


def value_words(value: Value) -> str:
    """A literal with its approximation and unit.

    >>> value_words(Value("27", "http://www.w3.org/2001/XMLSchema#integer", "people", "at least"))
    'at least 27 people'
    """
    return plain(" ".join(part for part in (value.approximation, value.lexical, value.unit) if part))


def csv(table: Iterable[Row]) -> str:
    """The rows as CSV for spreadsheets: a header, CRLF, a byte order mark, and no cell that computes.

    >>> csv([Row("=1+1", "is", "two", "", "positive", "actual", 0.9, "a", "", "One and one.", "c")]).splitlines()[1]
    "'=1+1,is,two,,positive,actual,0.9,a,,One and one.,c"
    """
    out = StringIO()
    writer = csv_module.writer(out)
    writer.writerow([name.replace("_", " ") for name in Row._fields])
    for row in table:
        writer.writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in row])
    return "\ufeff" + out.getvalue()
