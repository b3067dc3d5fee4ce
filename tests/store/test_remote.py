"""The store on a server: real ones of Oxigraph and, where it is installed, of Virtuoso; and servers that misbehave."""

from itertools import islice
from urllib.parse import parse_qs

import httpx
import pytest

from kg import literal
from kg.errors import QueryError, StoreError
from kg.query import run
from kg.store.remote import Remote
from tests.query.test_named import CASES, shown
from tests.store import servers
from tests.store.contract import EXAMPLE, HOSTILE, MINT, Contract, quad


def emptied(store):
    for graph in store.graphs():
        store.drop(graph)
    return store


@pytest.fixture(scope="module")
def oxigraph():
    with servers.oxigraph() as url:
        yield url


class TestOnOxigraph(Contract):
    @pytest.fixture
    def store(self, oxigraph):
        return emptied(Remote(oxigraph))


def test_a_store_within_some_graphs_knows_no_others(oxigraph):
    theirs, ours = quad("<e:theirs>", graph="http://f.example/"), quad("<e:ours>", graph="e:g")
    emptied(Remote(oxigraph)).add([theirs, ours])
    store = Remote(oxigraph, within="e:")
    assert list(store) == [ours]
    assert list(store.query("SELECT ?o { ?s ?p ?o }").rows) == [("e:ours",)]
    assert list(Remote(oxigraph, within="f:").query("SELECT ?o { ?s ?p ?o }").rows) == []
    assert list(Remote(oxigraph)) == [ours, theirs]


@pytest.mark.parametrize(("name", "values", "rows"), CASES)
def test_a_named_query_gives_the_same_rows_on_a_server(oxigraph, name, values, rows):
    store = Remote(oxigraph)
    store.replace(EXAMPLE)
    found = run(store, name, values)
    assert [" | ".join(shown(term, found.prefixes) for term in row) for row in found] == rows


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    if servers.VIRTUOSO is None:
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


class TestOnVirtuoso(Contract):
    rewritten = frozenset([literal.DURATION])  # "PT5M" comes back as "300.0"
    hostile = HOSTILE.replace("\0", "")  # it ends a string that is compared and has wide characters

    @pytest.fixture
    def store(self, virtuoso):
        return emptied(Remote(virtuoso, within=("e:", MINT.base), user="dba", password="dba"))


# ------------------------------------------------------------------------------------------------ what can go wrong


def answering(*answers, **options):
    """A store on a server that gives these answers one after the other, and the requests that reach it."""
    seen, left = [], [httpx.Response(200, json={"head": {}, "boolean": True}, headers=JSON), *answers]

    def handle(request):
        seen.append(httpx.Request(request.method, request.url, headers=request.headers, content=request.content))
        answer = left.pop(0) if left else httpx.Response(204)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Remote("http://ann:secret@graphs.example/query", transport=httpx.MockTransport(handle), **options), seen


JSON = {"Content-Type": "application/sparql-results+json"}
PLACE = "http://graphs.example/data"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    waits = []
    monkeypatch.setattr("kg.store.remote.time.sleep", waits.append)
    return waits


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(401), f"{PLACE}: 401 Unauthorized; it wants to know who asks"),
        (httpx.Response(403, text="read only"), f"{PLACE}: 403 Forbidden: read only; whoever asks may not do this"),
        (httpx.Response(404), f"{PLACE}: 404 Not Found; is this a SPARQL endpoint"),
        (httpx.Response(413), f"{PLACE}: 413 Request Entity Too Large; that is more than it takes"),
        (httpx.Response(500, text="disk full"), f"{PLACE}: 500 Internal Server Error: disk full"),
        (
            httpx.Response(301, headers={"Location": "https://new"}),
            f"{PLACE}: 301 Moved Permanently: it is at https://new",
        ),
        (
            httpx.ConnectError("Connection refused"),
            f"{PLACE}: nobody answers .Connection refused.; is the server running",
        ),
        (httpx.ReadTimeout("slow"), f"{PLACE}: no answer within 120 seconds"),
    ],
)
def test_an_error_names_the_server_what_it_said_and_the_way_out(answer, told):
    store, _ = answering(answer, answer)
    with pytest.raises(StoreError, match=told) as caught:
        store.add([quad("<e:o>")])
    assert "secret" not in f"{caught.value!r} {store!r}"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([httpx.Response(200, html="<p>Welcome")], "it answers with text/html, no SPARQL results"),
        ([httpx.Response(200, content=b"[1", headers=JSON)], "its SPARQL results cannot be read"),
        ([httpx.Response(200, content=b'{"head":{"vars":["s"]},"results":{"bindings":[', headers=JSON)], "to the end"),
    ],
)
def test_an_answer_that_is_none_is_told(answers, told):
    store, _ = answering(*answers, within="e:")
    with pytest.raises(StoreError, match=told):
        store.graphs()


def test_what_the_server_does_not_understand_is_the_fault_of_the_query():
    store, _ = answering(httpx.Response(200, json=NOTHING, headers=JSON), httpx.Response(400, text="too complex"))
    with pytest.raises(QueryError, match="400 Bad Request: too complex"):
        store.query("SELECT * { ?s ?p ?o }")


NOTHING = {"head": {"vars": ["s"]}, "results": {"bindings": []}}


def test_an_address_that_speaks_no_sparql_is_told_with_what_it_answered():
    with pytest.raises(StoreError, match=r"answers with text/html, no SPARQL results; is this a SPARQL endpoint"):
        Remote("http://x.example", transport=httpx.MockTransport(lambda _: httpx.Response(200, html="<p>Hi"))).graphs()
    with pytest.raises(StoreError, match="not the address of a server"):
        Remote("ftp://x.example").graphs()


@pytest.mark.parametrize("trouble", [httpx.Response(503), httpx.RemoteProtocolError("gone"), httpx.ReadError("gone")])
def test_a_busy_server_is_asked_again(trouble, no_waiting):
    store, seen = answering(trouble, trouble)
    store.add([quad("<e:o>")])
    assert [request.content for request in seen[1:]] == [b"<e:s> <e:p> <e:o> .\n"] * 3
    assert no_waiting == [0.5, 1.0]


def test_a_server_says_how_long_to_wait_and_is_given_up_in_the_end(no_waiting):
    store, seen = answering(*[httpx.Response(503, headers={"Retry-After": "2"})] * 9)
    with pytest.raises(StoreError, match="503 Service Unavailable"):
        store.add([quad("<e:o>")])
    assert no_waiting == [2.0] * 3
    assert len(seen) == 5


def test_what_was_sent_before_a_failure_is_told():
    store, _ = answering(httpx.Response(204), httpx.Response(507))
    with pytest.raises(StoreError, match="507 Insufficient Storage; 1 quads had been sent"):
        store.add([quad("<e:o>", graph=f"e:{name}") for name in "gh"])


def test_no_quad_is_sent_before_all_are_seen_to_be_sound():
    store, seen = answering()
    with pytest.raises(StoreError, match="not a canonical"):
        store.add([quad("<e:o>"), "nonsense"])
    assert not seen


def test_many_quads_go_in_several_requests(monkeypatch):
    monkeypatch.setattr("kg.store.remote.BATCH", 100)
    store, seen = answering()
    store.add([quad(f"<e:o{number}>") for number in range(20)])
    bodies = [request.content for request in seen[1:]]
    assert len(bodies) == 5
    assert b"".join(bodies).count(b" .\n") == 20


def test_a_login_is_given_as_the_server_wants_it():
    challenge = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="1", qop="auth", algorithm="MD5"'}
    store, seen = answering(httpx.Response(401), httpx.Response(401, headers=challenge))
    store.add([quad("<e:o>")])
    assert [request.headers.get("Authorization", "")[:6] for request in seen] == ["Basic ", "Basic ", "", "Digest"]
    seen.clear()
    store.add([quad("<e:o>")])
    assert [request.headers["Authorization"][:6] for request in seen] == ["Digest"]


def test_a_token_is_carried():
    seen = []
    handler = httpx.MockTransport(lambda request: seen.append(request) or httpx.Response(204))
    Remote("http://x.example/query", data="http://x.example/data", token="t0", transport=handler).add([quad("<e:o>")])
    assert [request.headers["Authorization"] for request in seen] == ["Bearer t0"]


def test_a_server_that_gives_so_many_rows_at_most_does_not_pass_for_one_that_gave_all():
    row = {"s": {"type": "uri", "value": "e:s"}}
    some = {"head": {"vars": ["s"]}, "results": {"bindings": [row] * 2}}
    answers = [httpx.Response(200, json=some, headers=JSON | {"X-SPARQL-MaxRows": "2"})] * 9
    store, _ = answering(*answers, within="e:")
    with pytest.raises(StoreError, match="gives 2 rows at most, and there are more"):
        store.graphs()


def test_graphs_are_listed_to_a_server_that_has_no_union():
    one = {
        "head": {"vars": ["s", "p", "o"]},
        "results": {"bindings": [{n: {"type": "uri", "value": f"e:{n}"} for n in "spo"}]},
    }
    names = {
        "head": {"vars": ["g"]},
        "results": {"bindings": [{"g": {"type": "uri", "value": f"e:{n}"}} for n in "hg"]},
    }
    no = {"head": {}, "boolean": False}
    store, seen = answering(*(httpx.Response(200, json=each, headers=JSON) for each in (one, no, no, names, NOTHING)))
    list(store.query("SELECT ?s { ?s ?p ?o }").rows)
    form = parse_qs(seen[-1].content.decode())
    assert form["default-graph-uri"] == form["named-graph-uri"] == ["e:g", "e:h"]


def test_rows_are_taken_from_the_server_as_they_are_wanted(oxigraph):
    store = emptied(Remote(oxigraph))
    store.add(quad(f"<e:{number}>") for number in range(100_000))
    taken = store.query("SELECT * { ?s ?p ?o }").rows
    assert len([*islice(taken, 3)]) == 3
    taken.close()
    assert len({*store.query("SELECT ?o { ?s ?p ?o }").rows}) == 100_000


def test_replacing_leaves_the_graphs_that_do_not_occur(oxigraph):
    store = emptied(Remote(oxigraph))
    store.add([quad("<e:o>"), quad("<e:o>", graph="e:h")])
    store.replace([quad("<e:new>")])
    assert list(store) == [quad("<e:new>"), quad("<e:o>", graph="e:h")]
