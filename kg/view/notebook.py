"""What a notebook shows for a document: its text with its claims marked.

Everything is escaped, and nothing runs: the words of documents stay words.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kg.model import Claim, Document, Knowledge, Reading, Span
from kg.view.table import said_by, words
from kg.view.text import plain


@dataclass(frozen=True, slots=True)
class Read:
    """A document with what was read in it; a notebook shows its text, and pointing at a sentence shows its claims."""

    reading: Reading
    knowledge: Knowledge

    @property
    def document(self) -> Document:
        """The text and where it comes from."""
        return self.reading.document

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the document, in the order of its text."""
        return tuple(claim for claim in self.knowledge.claims if claim.document == self.document.id)

    def _repr_html_(self) -> str:
        return document_html(self.reading, self.knowledge)

    def __repr__(self) -> str:
        return f"<{self.document.source.name}: {len(self.claims)} claims>"


def document_html(reading: Reading, knowledge: Knowledge) -> str:
    """The text of a document; sentences with claims are marked, and pointing at one shows what was read in it."""
    document = reading.document
    told: dict[Span, list[str]] = {}
    claims = {claim.id: claim for claim in knowledge.claims}
    for claim in knowledge.claims:
        if claim.document == document.id:
            denial = "not: " if claim.polarity == "negative" else ""
            said = said_by(claim)
            line = (
                f"{plain(claim.subject.label)} | {denial}{plain(claim.predicate.label)} | {words(claim.object, claims)}"
            )
            modality = "" if claim.modality == "actual" else f" ({claim.modality})"
            told.setdefault(claim.evidence.sentence, []).append(line + modality + (f" – {said}" if said else ""))
    out, at = [], 0
    for span in sorted(told):
        out.append(escape(document.text[at : span.start]))
        title = escape("\n".join(told[span]))
        text = escape(document.text[max(at, span.start) : span.end])
        out.append(f'<mark title="{title}" style="background:#cfe6ff;color:#17202b">{text}</mark>')
        at = max(at, span.end)
    out.append(escape(document.text[at:]))
    name = escape(plain(document.source.title or document.source.name))
    return f'<p><strong>{name}</strong></p><div style="white-space:pre-wrap">{"".join(out)}</div>'
