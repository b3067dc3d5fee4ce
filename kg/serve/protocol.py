"""Requests of the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, taken apart; nothing here does any work.

W3C Recommendations of 21 March 2013: sparql11-protocol and sparql11-http-rdf-update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from kg.model import Iri
from kg.store.endpoint import DATASET_TYPES, GRAPH_TYPES, Dataset

RESULTS: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""The media types of results, the preferred one first, with the names of their writers in ``kg.query.results``."""

GRAPHS: Final = GRAPH_TYPES[:-1]
"""The media types that graphs are written in; they are read in N3, too."""

DATASETS: Final = DATASET_TYPES

QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"


class RequestError(Exception):
    """A request that is not carried out: the status and the words to answer with."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, dict(headers or {})


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update. Without a dataset, the text says what it is about."""

    text: str
    update: bool
    dataset: Dataset | None = None


def parameters(encoded: bytes | str) -> list[tuple[str, str]]:
    """The fields of a query string or form; ``RequestError`` (400) if it is not percent-encoded UTF-8.

    >>> parameters("query=ASK%20%7B%7D&default-graph-uri=e:g")
    [('query', 'ASK {}'), ('default-graph-uri', 'e:g')]
    """
    try:
        text = encoded if isinstance(encoded, str) else encoded.decode("ascii")
        if re.search("%(?![0-9A-Fa-f]{2})", text):
            raise RequestError(400, "a % is not followed by two hexadecimal digits")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeError as error:
        raise RequestError(400, "the parameters are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise RequestError(400, f"the parameters cannot be read: {error}") from error


MOST_FIELDS: Final = 10_000


def operation(method: str, query_string: str, content_type: str | None, body: bytes) -> Operation | None:
    """The query or update in a request; ``None`` if it asks for nothing, ``RequestError`` if it is wrong."""
    given = parameters(query_string)
    if method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in given):
            raise RequestError(400, "an update has to be sent by POST")
        return _asked(given) if given else None
    kind, charset = media_type(content_type)
    if kind == FORM:
        if charset not in ("utf-8", None):
            raise RequestError(415, f"the form is in {charset}; send UTF-8")
        fields = parameters(body)
        names = {name for name, _ in fields}
        if "update" in names and "query" in names:
            raise RequestError(400, "the request has both a query and an update")
        return _updated(given + fields) if "update" in names else _asked(given + fields)
    if kind not in (QUERY, UPDATE):
        told = f"a body of {kind or 'no media type'} is not understood"
        raise RequestError(
            415, f"{told}; send {QUERY}, {UPDATE} or {FORM}", {"Accept-Post": f"{QUERY}, {UPDATE}, {FORM}"}
        )
    if charset not in ("utf-8", None):
        raise RequestError(415, f"the body is in {charset}; send UTF-8")
    name = "query" if kind == QUERY else "update"
    if any(other in ("query", "update") for other, _ in given):
        raise RequestError(400, f"the request has a {name} in its body and another one in its address")
    sent = [*given, (name, utf8(body))]
    return _asked(sent) if kind == QUERY else _updated(sent)


def _asked(given: list[tuple[str, str]]) -> Operation:
    text = _one(given, "query")
    if text is None:
        raise RequestError(400, "the request has no parameter query")
    return Operation(text, False, _dataset(given, "default-graph-uri", "named-graph-uri"))


def _updated(given: list[tuple[str, str]]) -> Operation:
    text = _one(given, "update")
    if text is None:
        raise RequestError(400, "the request has no parameter update")
    return Operation(text, True, _dataset(given, "using-graph-uri", "using-named-graph-uri"))


def _one(given: Iterable[tuple[str, str]], name: str) -> str | None:
    found = [value for key, value in given if key == name]
    if len(found) > 1:
        raise RequestError(400, f"the request has {len(found)} parameters {name}")
    return found[0] if found else None


def _dataset(given: Iterable[tuple[str, str]], default: str, named: str) -> Dataset | None:
    found: dict[str, list[Iri]] = {default: [], named: []}
    for name, value in given:
        if name in found:
            found[name].append(iri(value, name))
    return Dataset(tuple(found[default]), tuple(found[named])) if any(found.values()) else None


def graph(query_string: str) -> Iri | None:
    """The graph meant by ``?graph=`` or ``?default`` (``None``); ``RequestError`` for none and for two."""
    given = parameters(query_string)
    name = _one(given, "graph")
    default = any(key == "default" for key, _ in given)
    if default == (name is not None):
        raise RequestError(400, "say which graph: by ?graph= and its IRI, or by ?default")
    return None if name is None else iri(name, "graph")


def iri(value: str, name: str) -> Iri:
    """An IRI that is given as a parameter; ``RequestError`` (400) if it is none, or a relative one."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*", value):
        raise RequestError(400, f"{name} is not an IRI: {value!r}")
    return value


def utf8(body: bytes) -> str:
    """A body as text; ``RequestError`` (400) if it is not UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the body is not UTF-8: byte {error.start}") from error


# ------------------------------------------------------------------------------------------------ media types


def media_type(header: str | None) -> tuple[str, str | None]:
    """The media type of a ``Content-Type`` and its character set, in small letters.

    >>> media_type('Application/SPARQL-Query; charset="UTF-8"'), media_type(None)
    (('application/sparql-query', 'utf-8'), ('', None))
    """
    kind, *more = (header or "").split(";")
    charset = None
    for parameter in more:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower().replace("utf8", "utf-8")
    return kind.strip().lower(), charset


def negotiated(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that an ``Accept`` likes best, the first of equals; ``None`` if it takes none.

    >>> negotiated("text/html, text/*;q=0.5, */*;q=0.1", ["application/json", "text/csv"])
    'text/csv'
    >>> negotiated("application/json;q=0", ["application/json"])
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges: dict[str, float] = {}
    for each in accept.split(","):
        kind, *more = (part.strip().lower() for part in each.split(";"))
        quality = next((part[2:] for part in more if part.startswith("q=")), "1")
        if kind:
            ranges[kind] = float(quality) if re.fullmatch(r"[01](?:\.\d{0,3})?", quality) else 0.0

    def liked(offer: str) -> float:
        return next((ranges[kind] for kind in (offer, f"{offer.partition('/')[0]}/*", "*/*") if kind in ranges), 0.0)

    best = max(offers, key=liked)
    return best if liked(best) > 0 else None


def accepted(accept: str | None, offers: Sequence[str]) -> str:
    """The same; ``RequestError`` (406) if it takes none."""
    found = negotiated(accept, offers)
    if found is None:
        raise RequestError(406, f"none of what is accepted can be had; there is {', '.join(offers)}")
    return found
