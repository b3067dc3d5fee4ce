"""The 34 tests of the SPARQL 1.1 Protocol by the W3C's working group, each against a real server.

Names, requests and what is expected follow the tests ``sparql11/protocol`` of the W3C's test suite
(https://github.com/w3c/rdf-tests; W3C Test Suite Licence and W3C 3-clause BSD Licence), written as a table and with
data of our own; nothing of its files is copied. One request differs: in ``query_multiple_dataset`` the suite encodes
the ``&`` between its two graphs, which makes one strange name of them; here it separates two parameters, as the test
intends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from tests.serve.conftest import TOKEN, Server, folder_with, starter

DATA = [f"https://example.org/data{number}" for number in range(4)]
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LINES = [f"<{name}> <{TYPE}> <{DOCUMENT}> <{name}> ." for name in DATA[1:]]

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


class Request(NamedTuple):
    """A request, and what is expected of its answer: ``done``, ``refused``, or a kind of content."""

    method: str
    parameters: list[tuple[str, str]]
    expected: str
    kind: str | None = None
    body: str | bytes | None = None


@dataclass(frozen=True)
class Case:
    name: str
    requests: tuple[Request, ...]

    def __str__(self) -> str:
        return self.name


def case(name: str, *requests: Request) -> Case:
    return Case(name, requests)


def graphs(name: str, *numbers: int) -> list[tuple[str, str]]:
    return [(name, DATA[number]) for number in numbers]


def typed(number: int) -> str:
    return f"<{DATA[number]}> a ?type"


BOTH = f"ASK {{ {typed(1)} . {typed(2)} . }}"
EACH = f"GRAPH ?g1 {{ {typed(1)} }} GRAPH ?g2 {{ {typed(2)} }}"
DEFAULTS, NAMED = graphs("default-graph-uri", 1, 2), graphs("named-graph-uri", 1, 2)
EMPTY = graphs("default-graph-uri", 0)

QUERIES = [
    case("query_post_form", Request("POST", EMPTY, "true", FORM, "query=ASK%20%7B%7D")),
    case("query_dataset_default_graphs_get", Request("GET", [("query", BOTH), *DEFAULTS], "true")),
    case("query_dataset_default_graphs_post", Request("POST", DEFAULTS, "true", QUERY, BOTH)),
    case("query_dataset_named_graphs_post", Request("POST", NAMED, "true", QUERY, f"ASK {{ {EACH} }}")),
    case("query_dataset_named_graphs_get", Request("GET", [("query", f"ASK {{ {EACH} }}"), *NAMED], "true")),
    case(
        "query_dataset_full",
        Request("POST", [*graphs("default-graph-uri", 3), *NAMED], "true", QUERY, f"ASK {{ {typed(3)} {EACH} }}"),
    ),
    case("query_multiple_dataset", Request("POST", NAMED, "true", QUERY, f"ASK FROM <{DATA[3]}> {{ {EACH} }}")),
    case("query_get", Request("GET", [("query", "ASK {}"), *EMPTY], "true")),
    case("query_content_type_select", Request("POST", EMPTY, "rows", QUERY, "SELECT (1 AS ?value) {}")),
    case("query_content_type_ask", Request("POST", EMPTY, "boolean", QUERY, "ASK {}")),
    case("query_content_type_describe", Request("POST", EMPTY, "triples", QUERY, "DESCRIBE <http://example.org/>")),
    case("query_content_type_construct", Request("POST", EMPTY, "triples", QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}")),
    case("query_post_direct", Request("POST", [], "true", QUERY, "ASK {}")),
    case("bad_query_method", Request("PUT", [("query", "ASK {}"), *EMPTY], "refused", FORM)),
    case("bad_multiple_queries", Request("GET", [("query", "ASK {}"), ("query", "SELECT * {}")], "refused")),
    case("bad_query_wrong_media_type", Request("POST", [], "refused", "text/plain", "ASK {}")),
    case("bad_query_missing_form_type", Request("POST", [], "refused", None, "query=ASK%20%7B%7D")),
    case("bad_query_missing_direct_type", Request("POST", [], "refused", None, "ASK {}")),
    case("bad_query_non_utf8", Request("POST", [], "refused", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"))),
    case("bad_query_syntax", Request("GET", [("query", "ASK {")], "refused")),
]

PREFIXES = "PREFIX dc: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>"
TARGET = "https://example.org/target"


def three(clear: str) -> str:
    data = " ".join(f"GRAPH <{name}> {{ <{name}> a foaf:Document }}" for name in DATA[1:])
    return f"{PREFIXES} {clear} ALL ; INSERT DATA {{ {data} }} ;"


def copied(pattern: str) -> str:
    return f"INSERT {{ GRAPH <{TARGET}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ {pattern} }}"


def seen(*numbers: int, but: int | None = None) -> Request:
    there = " . ".join(f"<{DATA[number]}> a <http://purl.org/dc/terms/BibliographicResource>" for number in numbers)
    no = f"FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{DATA[but]}> ?p ?o }} }}" if but else ""
    return Request("POST", [], "true", QUERY, f"ASK {{ GRAPH <{TARGET}> {{ {there} }} {no} }}")


UPDATES = [
    case(
        "update_dataset_default_graph",
        Request("POST", graphs("using-graph-uri", 1), "done", UPDATE, three("CLEAR") + copied("?s a foaf:Document")),
        seen(1),
    ),
    case(
        "update_dataset_default_graphs",
        Request("POST", graphs("using-graph-uri", 1, 2), "done", UPDATE, three("DROP") + copied("?s a foaf:Document")),
        seen(1, 2, but=3),
    ),
    case(
        "update_dataset_named_graphs",
        Request(
            "POST",
            graphs("using-named-graph-uri", 1, 2),
            "done",
            UPDATE,
            three("DROP") + copied("GRAPH ?g { ?s a foaf:Document }"),
        ),
        seen(1, 2, but=3),
    ),
    case(
        "update_dataset_full",
        Request(
            "POST",
            [*graphs("using-graph-uri", 1), *graphs("using-named-graph-uri", 2)],
            "done",
            UPDATE,
            f"{three('DROP')} INSERT {{ GRAPH <{TARGET}> {{ ?s <http://example.org/in> ?in }} }} WHERE {{ "
            "{ GRAPH ?g { ?s a foaf:Document } BIND(?g AS ?in) } UNION "
            '{ ?s a foaf:Document . BIND("default" AS ?in) } }',
        ),
        Request(
            "POST",
            [],
            "true",
            QUERY,
            f"ASK {{ GRAPH <{TARGET}> {{ <{DATA[1]}> <http://example.org/in> 'default' . "
            f"<{DATA[2]}> <http://example.org/in> <{DATA[2]}> }} "
            f"FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{DATA[3]}> ?p ?o }} }} }}",
        ),
    ),
    case("update_post_form", Request("POST", [], "done", FORM, "update=CLEAR+ALL")),
    case("update_post_direct", Request("POST", [], "done", UPDATE, "CLEAR ALL")),
    case(
        "update_base_uri",
        Request(
            "POST",
            [],
            "done",
            UPDATE,
            f"CLEAR GRAPH <{TARGET}> ; "
            f"INSERT DATA {{ GRAPH <{TARGET}> {{ <https://example.org/s> <https://example.org/p> <test> }} }}",
        ),
        Request(
            "POST",
            [],
            "one absolute IRI",
            QUERY,
            f"SELECT ?o {{ GRAPH <{TARGET}> {{ <https://example.org/s> <https://example.org/p> ?o }} }}",
        ),
    ),
    case("bad_update_get", Request("GET", [("update", "CLEAR ALL")], "refused")),
    case("bad_multiple_updates", Request("POST", [], "refused", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT")),
    case("bad_update_wrong_media_type", Request("POST", [], "refused", "text/plain", "CLEAR NAMED")),
    case("bad_update_missing_form_type", Request("POST", [], "refused", None, "update=CLEAR%20NAMED")),
    case(
        "bad_update_non_utf8",
        Request("POST", [], "refused", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    ),
    case("bad_update_syntax", Request("POST", [], "refused", FORM, "update=CLEAR%20XYZ")),
    case(
        "bad_update_dataset_conflict",
        Request(
            "POST",
            [("using-named-graph-uri", "http://example/people")],
            "refused",
            UPDATE,
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> WITH <http://example/addresses> "
            "DELETE { ?person foaf:givenName 'Bill' } INSERT { ?person foaf:givenName 'William' } "
            "WHERE { ?person foaf:givenName 'Bill' }",
        ),
    ),
]

ROWS = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory) -> Iterator[Server]:
    for start in starter():
        yield start(folder_with(tmp_path_factory.mktemp("w3c") / "read", LINES))


@pytest.fixture(scope="module")
def writer(tmp_path_factory) -> Iterator[Server]:
    for start in starter():
        yield start(tmp_path_factory.mktemp("w3c") / "written", "--writable")


def test_there_are_34():
    assert len({each.name for each in (*QUERIES, *UPDATES)}) == 34


@pytest.mark.parametrize("case", QUERIES, ids=str)
def test_queries(reader, case):
    carry_out(reader, case)


@pytest.mark.parametrize("case", UPDATES, ids=str)
def test_updates(writer, case):
    carry_out(writer, case, {"Authorization": f"Bearer {TOKEN}"})


def carry_out(server: Server, case: Case, headers: dict[str, str] | None = None) -> None:
    for request in case.requests:
        path = f"/sparql/?{urlencode(request.parameters)}" if request.parameters else "/sparql/"
        kind = {"Content-Type": request.kind} if request.kind else {}
        answer = server.send(request.method, path, {**(headers or {}), **kind}, request.body)
        if request.expected == "refused":
            assert 400 <= answer.status < 500
            assert answer.status not in (401, 403)
            continue
        assert 200 <= answer.status < 400, answer.text
        if request.expected == "true":
            assert answer.json() == {"head": {}, "boolean": True}
        elif request.expected == "one absolute IRI":
            (row,) = answer.json()["results"]["bindings"]
            assert row["o"]["type"] == "uri"
            assert row["o"]["value"] == f"{server.address}sparql/test"
        elif request.expected != "done":
            assert answer.media_type in {"rows": ROWS, "boolean": ROWS, "triples": TRIPLES}[request.expected]
