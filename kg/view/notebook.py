"""What a notebook shows for results that are smaller than a graph: a table of rows, a text with its claims marked.

Everything is escaped, and nothing runs: the words of documents stay words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kg.model import Knowledge, Reading, Span
from kg.view.table import said_by, words
from kg.view.text import plain

CELL = "text-align:left;vertical-align:top;padding:4px 8px"


def rows_html(header: Sequence[str], rows: Iterable[Sequence[object]], *, most: int = 200) -> str:
    """A table of at most ``most`` rows; a last line says how many there are if there are more.

    >>> rows_html(["who"], [["<Ann>"]])
    '<table><thead><tr><th style="text-align:left;vertical-align:top;padding:4px 8px" scope="col">who</th></tr></thead>\
<tbody><tr><td style="text-align:left;vertical-align:top;padding:4px 8px">&lt;Ann&gt;</td></tr></tbody></table>'
    """
    head = "".join(f'<th style="{CELL}" scope="col">{escape(plain(name))}</th>' for name in header)
    body, count = [], 0
    for row in rows:
        count += 1
        if count <= most:
            cells = ("" if cell is None else plain(str(cell)) for cell in row)
            body.append("<tr>" + "".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in cells) + "</tr>")
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    return table if count <= most else f"{table}<p>{most:,} of {count:,} rows</p>"


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
