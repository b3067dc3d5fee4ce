"""What the service says of itself: its description and that of its data in RDF, and its interface in OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from kg import __version__
from kg.model import Iri
from kg.rdf import nquads, void
from kg.rdf import vocabulary as v
from kg.serve.jobs import Describe
from kg.serve.protocol import DATASETS, FORM, GRAPHS, QUERY, RESULTS, UPDATE
from kg.store.endpoint import GRAPH_TYPES, Served, as_lines

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
PREFIXES: Final = {"dcat": void.DCAT, "foaf": void.FOAF, "formats": FORMATS, "sd": SD, "void": void.VOID}

_RESULT_FORMATS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_FORMATS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def described(store: Served, job: Describe) -> Iterator[str]:
    """A description as N-Triples lines."""
    return _data(store, job) if job.void else _service(store, job)


def _service(store: Served, job: Describe) -> Iterator[str]:
    """https://www.w3.org/TR/sparql11-service-description/."""
    service, dataset, default = f"{job.base}sparql", f"{job.base}sparql#dataset", f"{job.base}sparql#default"
    yield _line(service, v.RDF + "type", SD + "Service")
    yield _line(service, SD + "endpoint", service)
    yield _line(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    if job.writable:
        yield _line(service, SD + "supportedLanguage", SD + "SPARQL11Update")
    for name in (*_RESULT_FORMATS, *_GRAPH_FORMATS):
        yield _line(service, SD + "resultFormat", FORMATS + name)
    for name in (*_GRAPH_FORMATS, "N3") if job.writable else ():
        yield _line(service, SD + "inputFormat", FORMATS + name)
    yield _line(service, SD + "feature", SD + "UnionDefaultGraph")
    yield _line(service, SD + "defaultDataset", dataset)
    yield _line(dataset, v.RDF + "type", SD + "Dataset")
    yield _line(dataset, SD + "defaultGraph", default)
    yield _line(default, v.RDF + "type", SD + "Graph")
    for graph in store.graphs():
        node = f"{job.base}graphs?graph={_escaped(graph)}"
        yield _line(dataset, SD + "namedGraph", node)
        yield _line(node, v.RDF + "type", SD + "NamedGraph")
        yield _line(node, SD + "name", graph)


def _data(store: Served, job: Describe) -> Iterator[str]:
    """https://www.w3.org/TR/void/: what ``kg describe`` says, and where the data is asked for and fetched."""
    about = void.About(title=job.title, sparql=f"{job.base}sparql")
    turtle = "".join(void.describe(filter(nquads.is_quad, store), about=about))
    lines = as_lines(turtle.encode(), "text/turtle")
    yield from lines
    here = f"{job.base}.well-known/void"
    dataset = next(line.partition(">")[0][1:] for line in lines if _TITLE in line)
    yield _line(here, v.RDF + "type", void.VOID + "DatasetDescription")
    yield _line(here, void.FOAF + "primaryTopic", dataset)
    yield _line(dataset, void.VOID + "dataDump", f"{job.base}graphs")


_TITLE: Final = f"<{v.DCTERMS}title>"


def _line(subject: Iri, predicate: Iri, object: Iri) -> str:
    return f"<{subject}> <{predicate}> <{object}> ."


def _escaped(name: Iri) -> str:
    return quote(name, safe="")


# ------------------------------------------------------------------------------------------------ OpenAPI


def openapi(base: str, *, writable: bool, timeout: float, most_rows: int, most_bytes: int) -> dict[str, Any]:
    """The interface of the service, as OpenAPI 3.1."""
    limits = (
        f"A query has {timeout:g} seconds and may give {most_rows} rows; a body may have {most_bytes} bytes. "
        "Answers are whole, or errors in plain words."
    )
    paths: dict[str, Any] = {
        "/sparql": {
            "get": {
                "summary": "Ask a query; without one, describe the service",
                "parameters": [_text("query", "SPARQL 1.1", "ASK { ?s ?p ?o }", required=False), *_graphs(_QUERIED)],
                "responses": _responses({**_rows(), **_triples()}, 400, 403, 406, 503),
            },
            "post": {
                "summary": "Ask a query, or carry out an update",
                "parameters": _graphs((*_QUERIED, *_USED)),
                "requestBody": {
                    "required": True,
                    "content": {
                        QUERY: _example("ASK { ?s ?p ?o }"),
                        FORM: {
                            "schema": {
                                "type": "object",
                                "properties": {"query": {"type": "string"}, "update": {"type": "string"}},
                            },
                            "example": {"query": "SELECT ?s { ?s ?p ?o } LIMIT 1"},
                        },
                        UPDATE: _example("INSERT DATA { GRAPH <http://example.org/g> { <e:s> <e:p> 1 } }"),
                    },
                },
                "responses": _responses({**_rows(), **_triples()}, *(204, 400, 401, 403, 406, 408, 413, 415, 503)),
                **({"security": [{}, {"token": []}]} if writable else {}),
            },
        },
        "/graphs": {
            "get": {
                "summary": "A graph, or without parameters all of them",
                "parameters": _chosen(),
                "responses": _responses({**_triples(), **_media(DATASETS)}, 400, 404, 406, 503),
            },
            **(_written() if writable else {}),
        },
        "/.well-known/void": {
            "get": {"summary": "What the data is", "responses": _responses(_triples(), 406, 503)},
        },
        "/openapi.json": {
            "get": {"summary": "This description", "responses": _responses({"application/json": {"schema": {}}})},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "kg serve", "version": __version__, "description": limits},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


_QUERIED: Final = ("default-graph-uri", "named-graph-uri")
_USED: Final = ("using-graph-uri", "using-named-graph-uri")
_WORDS: Final = {"text/plain": {"schema": {"type": "string"}}}
_MEANING: Final = {
    201: "Made",
    204: "Done",
    400: "The request, the query or the data is wrong",
    401: "A token is needed",
    403: "RequestError: too many rows, or something that may not be written to",
    404: "There is no such graph",
    405: "The method is not for this address",
    406: "None of the accepted formats can be had",
    408: "The body did not come in time",
    413: "The body is too large",
    421: "The server is not called so",
    415: "The body is of a kind that is not understood",
    503: "It took too long, all workers are busy, or another process is changing the graph",
}


_ANYWHERE: Final = (403, 405, 421)
"""What any request may be answered with."""


def _responses(content: dict[str, Any], *others: int) -> dict[str, Any]:
    others = (*others, *_ANYWHERE)
    found: dict[str, Any] = {"200": {"description": "The answer", "content": content}} if content else {}
    for status in others:
        found[str(status)] = {"description": _MEANING[status], **({"content": _WORDS} if status >= 400 else {})}
    return found


def _media(types: tuple[str, ...]) -> dict[str, Any]:
    return {kind: {"schema": {}} for kind in types}


def _rows() -> dict[str, Any]:
    return _media(tuple(RESULTS))


def _triples() -> dict[str, Any]:
    return _media(GRAPHS)


def _text(name: str, about: str, example: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string"}
    return {
        "name": name,
        "in": "query",
        "description": about,
        "required": required,
        "schema": schema,
        "example": example,
    }


def _graphs(names: tuple[str, ...]) -> list[dict[str, Any]]:
    schema = {"type": "array", "items": {"type": "string", "format": "uri"}}
    return [{"name": name, "in": "query", "schema": schema, "explode": True} for name in names]


def _chosen() -> list[dict[str, Any]]:
    return [
        {"name": "graph", "in": "query", "schema": {"type": "string", "format": "uri"}, "description": "Its IRI"},
        {"name": "default", "in": "query", "schema": {"type": "string", "enum": [""]}, "allowEmptyValue": True},
    ]


def _example(text: str) -> dict[str, Any]:
    return {"schema": {"type": "string"}, "example": text}


def _written() -> dict[str, Any]:
    body = {"required": True, "content": {kind: _example("") for kind in GRAPH_TYPES}}
    common = {"parameters": _chosen(), "security": [{"token": []}]}
    return {
        "put": {
            "summary": "Put triples in place of a graph",
            **common,
            "requestBody": body,
            "responses": _responses({}, 201, 204, 400, 401, 403, 408, 413, 415, 503),
        },
        "post": {
            "summary": "Add triples to a graph, or without parameters to a new one",
            **common,
            "requestBody": body,
            "responses": _responses({}, 201, 204, 400, 401, 403, 408, 413, 415, 503),
        },
        "delete": {
            "summary": "Take a graph out",
            **common,
            "responses": _responses({}, 204, 400, 401, 403, 404, 503),
        },
    }
