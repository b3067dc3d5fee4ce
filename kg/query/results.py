"""Results as people and programs read them: a table, and the four formats of SPARQL 1.1."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from kg import literal
from kg.query import Result, Rows, Triples
from kg.rdf.nquads import Literal
from kg.store import sparql
from kg.store.sparql import Term

WIDEST: Final = 60
"""Columns that a cell of a table may take; what is longer ends in an ellipsis."""


def table(result: Result) -> Iterator[str]:
    """A table for people: IRIs with prefixes, literals as they read, nothing that moves a terminal's cursor."""
    if isinstance(result, bool):
        yield "yes\n" if result else "no\n"
        return
    if isinstance(result, Triples):
        yield from lines(result)
        return
    cells = [[_cut(_shown(term, result.prefixes)) for term in row] for row in result.rows]
    columns = [[name, *(row[place] for row in cells)] for place, name in enumerate(result.variables)]
    widths = [max(map(_width, column)) for column in columns]
    for row in [[*result.variables], ["─" * width for width in widths], *cells]:
        yield "  ".join(_filled(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
    if result.truncated:
        yield "…\n"


def lines(result: Triples) -> Iterator[str]:
    """N-Triples."""
    for line in result.lines:
        yield f"{line}\n"


def comma_separated(result: Result) -> Iterator[str]:
    """SPARQL 1.1 CSV: values without their types, lines ending in CR LF as it wants."""
    if not isinstance(result, Rows):
        yield from table(result) if isinstance(result, Triples) else _truth(result)
        return
    for row in ([*result.variables], *result.rows):
        line = io.StringIO()
        written = [term.lexical if isinstance(term, Literal) else term or "" for term in row]
        csv.writer(line, lineterminator="\r\n").writerow(written)
        yield line.getvalue()


def tab_separated(result: Result) -> Iterator[str]:
    """SPARQL 1.1 TSV: terms as in Turtle, which keeps their types."""
    if not isinstance(result, Rows):
        yield from table(result) if isinstance(result, Triples) else _truth(result)
        return
    yield "\t".join(f"?{name}" for name in result.variables) + "\n"
    for row in result.rows:
        yield "\t".join("" if term is None else _term(term) for term in row) + "\n"


def json_results(result: Result) -> Iterator[str]:
    """SPARQL 1.1 JSON."""
    if isinstance(result, Triples):
        yield from lines(result)
    elif isinstance(result, Rows):
        head = json.dumps({"vars": result.variables}, ensure_ascii=False)
        yield f'{{"head": {head}, "results": {{"bindings": ['
        for number, row in enumerate(result.dicts()):
            binding = {name: _json(term) for name, term in row.items()}
            yield f"{',' if number else ''}\n{json.dumps(binding, ensure_ascii=False)}"
        yield "\n]}}\n"
    else:
        yield f"{json.dumps({'head': {}, 'boolean': result})}\n"


def xml_results(result: Result) -> Iterator[str]:
    """SPARQL 1.1 XML."""
    if isinstance(result, Triples):
        yield from lines(result)
        return
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
    if isinstance(result, Rows):
        yield f"<head>{''.join(f'<variable name={_quoted(name)}/>' for name in result.variables)}</head>\n<results>\n"
        for row in result.dicts():
            cells = "".join(f"<binding name={_quoted(name)}>{_xml(term)}</binding>" for name, term in row.items())
            yield f"<result>{cells}</result>\n"
        yield "</results>\n"
    else:
        yield f"<head/>\n<boolean>{str(result).lower()}</boolean>\n"
    yield "</sparql>\n"


def html(result: Rows | Triples) -> Iterator[str]:
    """A table for a notebook: words stay words, whatever markup they hold; at most 200 rows, and how many there are."""
    names: tuple[str, ...] = result.variables if isinstance(result, Rows) else ("triples",)
    rows = [*result] if isinstance(result, Rows) else [(Literal(line),) for line in result.lines]
    yield "<table><thead><tr>"
    yield from (f'<th scope="col" style="{_CELL}">{_escaped(_shown(Literal(name), {}))}</th>' for name in names)
    yield "</tr></thead><tbody>"
    for row in rows[:_MOST]:
        cells = (_escaped(_shown(term, result.prefixes)) for term in row)
        yield "<tr>" + "".join(f'<td style="{_CELL}"><bdi>{cell}</bdi></td>' for cell in cells) + "</tr>"
    yield "</tbody></table>"
    if len(rows) > _MOST or result.truncated:
        yield f"<p>{min(_MOST, len(rows)):,} of {len(rows):,} rows{' or more' if result.truncated else ''}</p>"


_MOST: Final = 200
_CELL: Final = "text-align:left;vertical-align:top;padding:4px 8px"

WRITERS: Final[Mapping[str, Callable[[Result], Iterator[str]]]] = {
    "table": table,
    "csv": comma_separated,
    "tsv": tab_separated,
    "json": json_results,
    "xml": xml_results,
}
"""Writers of results by name. Triples are N-Triples in all of them."""


def _truth(result: bool) -> Iterator[str]:
    yield f"{str(result).lower()}\n"


def _term(term: Term) -> str:
    return term if isinstance(term, str) and term.startswith("_:") else sparql.term(term)


def _json(term: Term) -> dict[str, Any]:
    if isinstance(term, str):
        return {"type": "bnode", "value": term[2:]} if term.startswith("_:") else {"type": "uri", "value": term}
    if term.language:
        return {"type": "literal", "value": term.lexical, "xml:lang": term.language}
    typed = {} if term.datatype == literal.STRING else {"datatype": term.datatype}
    return {"type": "literal", "value": term.lexical, **typed}


_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _xml(term: Term) -> str:
    if isinstance(term, str):
        return f"<bnode>{_escaped(term[2:])}</bnode>" if term.startswith("_:") else f"<uri>{_escaped(term)}</uri>"
    kind = f" xml:lang={_quoted(term.language)}" if term.language else ""
    if not kind and term.datatype != literal.STRING:
        kind = f" datatype={_quoted(term.datatype)}"
    return f"<literal{kind}>{_escaped(_NO_XML.sub(chr(0xFFFD), term.lexical))}</literal>"


def _escaped(words: str) -> str:
    """What xml.sax.saxutils does, without the HTTP client that it imports."""
    return words.translate(_ENTITIES)


def _quoted(words: str) -> str:
    return f'"{_escaped(words)}"'


_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


# ------------------------------------------------------------------------------------------------ tables


def _shown(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    words = term.lexical if isinstance(term, Literal) else _short(term, prefixes)
    return "".join(_visible(character) for character in words)


def _short(name: str, prefixes: Mapping[str, str]) -> str:
    best = max(
        (p for p, place in prefixes.items() if name.startswith(place)), key=lambda p: len(prefixes[p]), default=""
    )
    return f"{best}:{name[len(prefixes[best]) :]}" if best else name


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _cut(cell: str) -> str:
    if _width(cell) <= WIDEST:
        return cell
    kept = cell[:WIDEST]
    while _width(kept) >= WIDEST:
        kept = kept[:-1]
    return f"{kept}…"


def _width(cell: str) -> int:
    return sum(_columns(character) for character in cell)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
