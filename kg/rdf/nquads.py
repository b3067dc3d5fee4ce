"""N-Quads as strings: writing terms, and taking canonical lines apart again.

Lines are canonical (RDFC-1.0): one blank between terms, only the escapes that are needed, no comments; they carry no
line end. Sorted and without duplicates they are the canonical form of a graph, because there are no blank nodes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.literal import STRING
from kg.model import Iri, Value

_SHORT: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES: Final = str.maketrans({**{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}, **_SHORT})
_ESCAPED: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_PLAIN: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class Literal(NamedTuple):
    """An RDF literal; ``language`` is in lower case, because stores make it so."""

    lexical: str
    datatype: Iri = STRING
    language: str | None = None


class Quad(NamedTuple):
    """A statement in a graph; IRIs are plain strings."""

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    graph: Iri


def ref(name: Iri) -> str:
    """An IRI in angle brackets."""
    return f"<{name}>"


def text(words: str) -> str:
    r"""A plain string.

    >>> print(text('He said "no".\n'))
    "He said \"no\".\n"
    """
    if words.isprintable() and '"' not in words and "\\" not in words:
        return f'"{words}"'
    return f'"{words.translate(_ESCAPES)}"'


def tagged(words: str, language: str) -> str:
    """A string with a language tag.

    >>> tagged("France", "en")
    '"France"@en'
    """
    return f"{text(words)}@{language.lower()}"


def typed(lexical: str, datatype: Iri) -> str:
    """A literal of a datatype; the datatype of strings is never written.

    >>> typed("5", "http://www.w3.org/2001/XMLSchema#integer")
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return text(lexical) if datatype == STRING else f"{text(lexical)}^^<{datatype}>"


def value(of: Value) -> str:
    """A literal as a term."""
    return typed(of.lexical, of.datatype)


def canonical(lines: Iterable[str]) -> list[str]:
    """Lines in canonical order, each once.

    Subjects are sorted, and then the lines of each: lines begin with long IRIs that many share, and comparing all of
    them with one another costs three times as much.
    """
    by_subject: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        by_subject[line[: line.index(">") + 1]].append(line)
    return [line for subject in sorted(by_subject) for line in sorted(set(by_subject[subject]))]


_LINE: Final = re.compile(
    r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?) <([^>]*)> \.\s*'
)


def is_quad(line: str) -> bool:
    """Whether a line is one that ``parse`` takes apart."""
    return _LINE.fullmatch(line) is not None


def parse(line: str) -> Quad:
    r"""A canonical line taken apart; ``ValueError`` if it is not one.

    >>> parse('<s> <p> "a\\tb"@en <g> .').object
    Literal(lexical='a\tb', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='en')
    """
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"not a canonical N-Quads line without blank nodes: {line!r}")
    subject, predicate, name, lexical, language, datatype, graph = match.groups()
    if name is not None:
        return Quad(subject, predicate, name, graph)
    return Quad(subject, predicate, literal(lexical, language, datatype), graph)


_TERM: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')


def term(written: str) -> Iri | Literal:
    """An object as it stands in a line; ``ValueError`` if it is none.

    >>> term("<e:UK>"), term('"UK"@en').lexical
    ('e:UK', 'UK')
    """
    if written.startswith("<"):
        return written[1:-1]
    match = _TERM.fullmatch(written)
    if match is None:
        raise ValueError(f"not the object of a canonical N-Quads line: {written!r}")
    return literal(*match.groups())


LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def literal(escaped: str, language: str | None, datatype: Iri | None) -> Literal:
    """A literal from what stands in a line."""
    lexical = _ESCAPED.sub(_unescape, escaped) if "\\" in escaped else escaped
    return Literal(lexical, LANG_STRING, language.lower()) if language else Literal(lexical, datatype or STRING)


def _unescape(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return _PLAIN[letter] if letter else chr(int(short or long, 16))
