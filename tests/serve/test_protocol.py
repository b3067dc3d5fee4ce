"""Both protocols beyond the tests of the W3C: formats, limits, statuses, hostile requests, writing."""

import json
import socket
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from tests.serve.conftest import TOKEN, Answer, Server
from tests.store.contract import EXAMPLE, MINT

ROWS = "SELECT ?who { ?claim rdf:subject ?who } ORDER BY ?who LIMIT 3"
GRAPH = MINT.knowledge
FORM = "application/x-www-form-urlencoded"


def words(answer: Answer) -> str:
    """What an error says, which is plain words."""
    assert answer.media_type == "text/plain"
    return answer.text


# ------------------------------------------------------------------------------------------------ formats


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("text/turtle, text/csv;q=0.2", "text/csv"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(readable, accept, expected):
    answer = readable.query(ROWS, accept)
    assert (answer.status, answer.media_type) == (200, expected)
    assert answer.headers["vary"] == "Accept"
    assert len(values(answer)) == 3


def values(answer: Answer) -> list[str]:
    if "json" in answer.media_type:
        return answer.column()
    if "xml" in answer.media_type:
        return [each.text or "" for each in ET.fromstring(answer.body).iter() if each.tag.endswith("uri")]
    return answer.text.split()[1:]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s a kg:Claim } WHERE { ?s a kg:Claim }", "DESCRIBE ?s { ?s a kg:Claim }"]
)
def test_graphs_come_in_every_format_and_say_the_same(readable, query, accept, expected):
    answer = readable.query(query, accept)
    assert (answer.status, answer.media_type) == (200, expected)
    plain = readable.query(query, "application/n-triples")
    kind = ox.RdfFormat.from_media_type(expected)
    assert triples(answer.body, kind) == triples(plain.body, ox.RdfFormat.N_TRIPLES) != set()


def triples(data: bytes, kind: ox.RdfFormat | None) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(data, kind)}


def test_the_same_question_gets_the_same_bytes(readable):
    for accept in ("text/turtle", "application/sparql-results+json", "application/n-triples"):
        query = ROWS if "results" in accept else "CONSTRUCT WHERE { ?s rdfs:label ?o }"
        assert len({readable.query(query, accept).body for _ in range(3)}) == 1


def test_truth_is_answered_as_a_result(readable):
    assert readable.query("ASK { ?s a kg:Claim }").json() == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in readable.query("ASK { ?s a kg:Ghost }", "text/xml").body


@pytest.mark.parametrize(
    ("query", "accept"), [(ROWS, "text/turtle"), ("DESCRIBE ent:UK", "text/csv"), (ROWS, "image/png")]
)
def test_an_answer_that_nobody_accepts_is_not_sent(readable, query, accept):
    answer = readable.query(query, accept)
    assert answer.status == 406
    assert "accepted" in words(answer)


def test_head_says_what_get_would(readable):
    got, told = readable.query(ROWS), readable.send("HEAD", "/sparql?query=ASK%7B%7D")
    assert (got.status, told.status, told.body) == (200, 200, b"")
    assert int(told.headers["content-length"]) > 0


# ------------------------------------------------------------------------------------------------ datasets


def test_all_graphs_are_read_as_one_and_a_dataset_can_be_chosen(readable):
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    everything = readable.query(count.format("")).column()
    assert everything == [str(len(EXAMPLE) + 1)]
    knowledge = str(sum(line.endswith(f"<{GRAPH}> .") for line in EXAMPLE))
    assert readable.query(count.format(f"FROM <{GRAPH}>")).column() == [knowledge]
    chosen = {"default-graph-uri": GRAPH}
    assert readable.query(count.format(""), **chosen).column() == [knowledge]
    assert readable.query(count.format("FROM <https://example.org/own>"), **chosen).column() == [knowledge]
    assert readable.query(count.format(""), **{"named-graph-uri": GRAPH}).column() == ["0"]
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert readable.query(inside, **{"named-graph-uri": GRAPH}).column() == [knowledge]
    assert readable.query(inside, **chosen).column() == ["0"]


# ------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT ?s { ?s ?p ?o", 400, "line 1, column 21"),
        ("SELCT ?s { ?s ?p ?o }", 400, "did you mean SELECT"),
        ("facts", 400, "this is no query"),
        ("", 400, "this is no query"),
        ("INSERT DATA { <e:s> <e:p> 1 }", 400, "queries only read"),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", 400, "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o }", 403, "more than 500 rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 403, "LIMIT 500"),
    ],
)
def test_what_cannot_be_answered_is_told_why(readable, query, status, told):
    answer = readable.query(query)
    assert answer.status == status
    assert told in words(answer)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (("GET", "/sparql?query=%zz", {}, None), 400),
        (("GET", "/sparql?query=%ff", {}, None), 400),
        (("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=no%20iri", {}, None), 400),
        (("GET", "/sparql?default-graph-uri=e:g", {}, None), 400),
        (("GET", "/sparql?query=" + "a" * 30_000, {}, None), 400),
        (("POST", "/sparql", {"Content-Type": FORM}, b"query=%ff"), 400),
        (("POST", "/sparql", {"Content-Type": FORM}, "&".join(f"a{n}=" for n in range(10_001)).encode()), 400),
        (("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK {} # \xff"), 400),
        (("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": "application/sparql-query"}, b"ASK {}"), 400),
        (("POST", "/sparql", {"Content-Type": "multipart/form-data"}, b"ASK {}"), 415),
        (("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"#" * (2**20 + 1)), 413),
        (("POST", "/sparql", {"Content-Type": FORM, "Content-Length": "99999999"}, b""), 413),
        (("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"), 403),
        (("DELETE", "/sparql", {}, None), 405),
        (("PUT", "/", {}, b""), 405),
        (("PUT", "/graphs?graph=e:g", {"Content-Type": "text/turtle"}, b""), 403),
        (("PATCH", "/graphs?graph=e:g", {}, b""), 405),
        (("GET", "/graphs?graph=e:g&default", {}, None), 400),
        (("GET", "/graphs?graph=a+b", {}, None), 400),
        (("GET", "/graphs?other=1", {}, None), 400),
        (("GET", "/graphs?graph=e:nothing", {}, None), 404),
        (("GET", "/graphs/nothing", {}, None), 404),
        (("GET", "/static/../source.py", {}, None), 404),
        (("GET", "/static/..%2f..%2fstore%2ffolder.py", {}, None), 404),
        (("GET", "/static/%2e%2e/source.py", {}, None), 404),
        (("GET", "/../../../etc/passwd", {}, None), 404),
        (("GET", "//etc/passwd", {}, None), 404),
        (("GET", "/nothing", {}, None), 404),
    ],
)
def test_hostile_and_mistaken_requests_are_answered_in_plain_words(readable, request_, status):
    answer = readable.send(*request_)
    assert answer.status == status
    assert words(answer).strip()
    assert readable.query("ASK {}").status == 200


def test_bytes_that_are_no_http_do_no_harm(readable):
    with socket.create_connection(("127.0.0.1", readable.port)) as line:
        line.sendall(b"\x16\x03\x01\x00\xa5 not http at all\r\n\r\n")
        assert b"400" in line.recv(1000)
    assert readable.query("ASK {}").status == 200


def test_a_body_that_does_not_come_is_not_waited_for(serving, readable):
    server = serving(readable.folder, "--timeout", "1")
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nASK")
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")


# ------------------------------------------------------------------------------------------------ who may ask


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:99", "[::1]:8642", "LOCALHOST"])
def test_a_server_answers_to_the_names_of_this_machine(readable, host):
    assert readable.send("GET", "/sparql?query=ASK%7B%7D", {"Host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "a b", "[::1", "x@localhost"]
)
def test_a_server_does_not_answer_to_other_names(readable, host):
    answer = readable.send("GET", "/sparql?query=ASK%7B%7D", {"Host": host})
    assert answer.status in (400, 421)
    assert answer.headers.get("access-control-allow-origin") is None


def test_pages_of_other_sites_may_not_ask(readable):
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Origin": "https://evil.example"}
    assert readable.send("GET", "/sparql?query=ASK%7B%7D", cross).status == 403
    assert readable.send("GET", "/", {**cross, "Sec-Fetch-Mode": "navigate"}).status == 200
    told = readable.send(
        "OPTIONS", "/sparql", {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in told.headers


def test_pages_of_an_origin_may_ask_if_it_is_let(serving, readable):
    server = serving(readable.folder, "--cors", "https://good.example", "--allow-host", "graph.example")
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Origin": "https://good.example"}
    answer = server.send("GET", "/sparql?query=ASK%7B%7D", cross)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "https://good.example")
    asked = {"Origin": "https://good.example", "Access-Control-Request-Method": "POST"}
    assert server.send("OPTIONS", "/sparql", asked).status == 200
    assert server.send("GET", "/sparql?query=ASK%7B%7D", {**cross, "Origin": "https://evil.example"}).status == 403
    assert server.send("GET", "/sparql?query=ASK%7B%7D", {"Host": "graph.example"}).status == 200


def test_every_answer_carries_the_headers_that_keep_browsers_safe(readable):
    for path in ("/", "/sparql", "/graphs", "/nothing", "/openapi.json", "/static/query.js"):
        headers = readable.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "'unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


# ------------------------------------------------------------------------------------------------ graphs


def test_a_graph_is_fetched_by_its_name(readable):
    answer = readable.get("/graphs", "application/n-triples", graph=GRAPH)
    expected = {line.replace(f" <{GRAPH}> .", "") for line in EXAMPLE if line.endswith(f" <{GRAPH}> .")}
    assert {line.removesuffix(" .") for line in answer.text.splitlines()} == expected


def test_all_graphs_are_fetched_at_once(readable):
    answer = readable.get("/graphs")
    assert answer.media_type == "application/n-quads"
    own = '<https://example.org/s> <https://example.org/p> "x" <https://example.org/own> .'
    assert sorted(answer.text.splitlines()) == sorted([*EXAMPLE, own])
    trig = readable.get("/graphs", "application/trig")
    assert len(list(ox.parse(trig.body, ox.RdfFormat.TRIG))) == len(EXAMPLE) + 1


def test_writing_needs_the_token(writable):
    path, headers = "/graphs?graph=https://example.org/g", {"Content-Type": "text/turtle"}
    for given in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer"},
    ):
        for method, where, kind in (("PUT", path, "text/turtle"), ("POST", "/sparql", "application/sparql-update")):
            answer = writable.send(method, where, {**headers, **given, "Content-Type": kind}, b"")
            assert answer.status == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
    assert writable.query("ASK { GRAPH <https://example.org/g> { ?s ?p ?o } }").json()["boolean"] is False


def test_a_graph_is_put_added_to_and_taken_out(writable):
    path = "/graphs?graph=https://example.org/g"
    assert writable.write("PUT", path, "<s> <p> 1 .").status == 201
    assert writable.write("PUT", path, "<s> <p> 2 .").status == 204
    assert writable.write("POST", path, "<s> <p> 3 . [] <p> 4 .").status == 204
    rows = "SELECT ?o { GRAPH <https://example.org/g> { ?s <https://example.org/p> ?o } } ORDER BY ?o"
    assert writable.query(rows).column() == ["2", "3", "4"]
    assert writable.get("/graphs", graph="https://example.org/g").text.count("<https://example.org/p>") >= 2
    written = (writable.folder / "written.nq").read_text("utf-8").splitlines()
    assert len(written) == 3
    assert written == sorted(written)
    assert writable.write("DELETE", path).status == 204
    assert writable.write("DELETE", path).status == 404
    assert writable.get(path).status == 404
    assert not (writable.folder / "written.nq").exists()
    assert (writable.folder / "graph.nq").read_text("utf-8").splitlines() == EXAMPLE


def test_a_graph_is_named_by_its_address(writable):
    name = f"{writable.address}graphs/notes/mine"
    assert writable.write("PUT", "/graphs/notes/mine", "<> <p> 1 .").status == 201
    assert writable.query(f"ASK {{ GRAPH <{name}> {{ <{name}> ?p 1 }} }}").json()["boolean"]
    assert writable.get("/graphs/notes/mine", "application/n-triples").text.startswith(f"<{name}> ")
    assert writable.get("/graphs/notes/mine?default").status == 400


def test_a_new_graph_gets_a_name_of_its_content(writable):
    answer = writable.write("POST", "/graphs", "<e:s> <e:p> 1 .")
    assert answer.status == 201
    assert answer.headers["location"].startswith(f"{writable.address}graphs/")
    assert writable.get("/graphs", graph=answer.headers["location"]).status == 200
    assert writable.write("POST", "/graphs", "<e:s> <e:p> 1 .").headers["location"] == answer.headers["location"]


def test_the_graph_without_a_name_is_written_and_read(writable):
    assert writable.write("PUT", "/graphs?default", "<e:s> <e:p> 1 .").status == 201
    assert writable.get("/graphs?default", "application/n-triples").text.startswith("<e:s> <e:p>")
    assert writable.query("ASK { <e:s> <e:p> 1 }").json()["boolean"]


@pytest.mark.parametrize(
    ("kind", "data", "status"),
    [
        ("text/turtle", "<s> <p> ", 400),
        ("text/turtle", "<s> <p o> 1 .", 400),
        ("application/ld+json", json.dumps({"@id": "e:g", "@graph": [{"@id": "e:s", "e:p": 1}]}), 400),
        ("application/n-quads", "<e:s> <e:p> <e:o> <e:g> .", 415),
        ("text/html", "<p>", 415),
    ],
)
def test_data_that_is_no_graph_is_refused(writable, kind, data, status):
    answer = writable.write("PUT", "/graphs?graph=https://example.org/g", data, kind)
    assert answer.status == status
    assert words(answer)
    assert not (writable.folder / "written.nq").exists()


# ------------------------------------------------------------------------------------------------ updates


def test_updates_write_beside_the_graph(writable):
    update = "INSERT { GRAPH <e:mine> { ?claim <e:note> 'good' } } WHERE { GRAPH ?g { ?claim a kg:Claim } }"
    assert writable.update(update).status == 204
    claims = writable.query("SELECT (COUNT(*) AS ?n) { ?claim a kg:Claim ; <e:note> 'good' }").column()
    assert claims != ["0"]
    assert (writable.folder / "graph.nq").read_text("utf-8").splitlines() == EXAMPLE
    assert writable.update("DROP GRAPH <e:mine>").status == 204
    assert not (writable.folder / "written.nq").exists()


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR ALL",
        f"DROP GRAPH <{GRAPH}>",
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <e:s> <e:p> 1 }} }}",
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_what_follows_from_texts_and_decisions_is_not_written_to(writable, update):
    answer = writable.update(update)
    assert answer.status == 403
    assert "follows from the texts" in words(answer)
    assert writable.write("DELETE", f"/graphs?graph={GRAPH}").status == 403
    assert writable.write("PUT", f"/graphs?graph={GRAPH}", "<e:s> <e:p> 1 .").status == 403
    assert sorted(writable.get("/graphs").text.splitlines()) == EXAMPLE


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ("LOAD <file:///etc/passwd> INTO GRAPH <e:g>", "LOAD is refused"),
        ("load silent <http://localhost:1/x>", "LOAD is refused"),
        ("\\u004COAD <http://localhost:1/x>", "LOAD is refused"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> } }", "line 1"),
    ],
)
def test_updates_that_reach_out_or_are_wrong_are_refused(writable, update, told):
    answer = writable.update(update)
    assert answer.status == 400
    assert told in words(answer)


def test_what_was_written_is_there_when_served_again(tmp_path, serving):
    folder = tmp_path / "new"
    first: Server = serving(folder, "--writable")
    assert first.update("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> 1 } }").status == 204
    second = serving(folder)
    assert second.query("ASK { GRAPH <e:g> { <e:s> <e:p> 1 } }").json()["boolean"]


# ------------------------------------------------------------------------------------------------ descriptions


def test_the_service_describes_itself(readable, writable):
    for server, languages in ((readable, 1), (writable, 2)):
        found = server.get("/sparql", "application/n-triples").text
        assert found.count("#supportedLanguage>") == languages
        assert "#UnionDefaultGraph>" in found
        assert f"<{GRAPH}>" in found
        list(ox.parse(found.encode(), ox.RdfFormat.N_TRIPLES))


def test_browsers_that_come_to_the_endpoint_are_led_to_the_page(readable):
    answer = readable.get("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_the_data_is_described(readable):
    found = readable.get("/.well-known/void", "application/n-triples").text
    assert f'void#triples> "{len(EXAMPLE) + 1}"^^' in found
    assert f"<{readable.address}sparql>" in found


def test_the_page_of_the_graph_is_there_if_it_was_made(readable, writable):
    assert "the graph" in readable.get("/graph").text
    assert writable.get("/graph").status == 404
