"""``kg export --to`` and ``kg query`` with a server, which is a real one."""

import pytest

from kg.store.folder import FILE
from kg.store.remote import Remote
from tests.store import servers

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def oxigraph():
    with servers.oxigraph() as url:
        yield url


@pytest.fixture
def server(oxigraph):
    store = Remote(oxigraph)
    for graph in store.graphs():
        store.drop(graph)
    return store


THEIRS = "<http://f.example/s> <http://f.example/p> <http://f.example/o> <http://f.example/g> ."


def test_a_graph_goes_to_a_server_and_is_asked_there(kg, out, oxigraph, server):
    server.add([THEIRS])
    lines = (out / FILE).read_text("utf-8").splitlines()
    graphs = {line.split()[-2] for line in lines}
    for _ in range(2):
        assert kg("export", out, "--to", oxigraph).stdout == f"{len(lines)} quads in {len(graphs)} graphs\n"
        assert list(server) == sorted([*lines, THEIRS])
    asked = ["--named", "who-said-what", "--about", "Boris Johnson", "-f", "tsv"]
    assert kg("query", oxigraph, *asked).stdout == kg("query", out, *asked).stdout


def test_documents_that_a_server_has_besides_are_taken_out_only_if_that_is_wished(kg, out, oxigraph, server):
    kg("export", out, "--to", oxigraph)
    document = next(graph for graph in server.graphs() if "/doc/" in graph)
    more = f"<{document}x> <e:p> <e:o> <{document}x> ."
    server.add([more])
    refused = kg("export", out, "--to", oxigraph)
    assert refused.exit_code == 3
    assert f"holds 1 documents under {document.partition('doc/')[0]} that are not in this graph" in refused.stderr
    assert more in list(server)
    assert kg("export", out, "--to", oxigraph, "--force").stdout.endswith(" graphs, 1 taken out\n")
    assert more not in list(server)


def test_only_what_is_sure_is_sent_if_that_is_wished(kg, out, oxigraph, server):
    kg("export", out, "--to", oxigraph, "--min-confidence", 0.9)
    assert kg("query", oxigraph, "ASK { ?claim a kg:Claim ; kg:confidence ?sure FILTER(?sure < 0.9) }").stdout == "no\n"


def test_a_password_and_a_token_come_from_the_environment_and_are_never_shown(kg, out, monkeypatch):
    seen = []
    monkeypatch.setattr("kg.store.remote.Remote.__init__", lambda self, url, **login: seen.append(login))
    monkeypatch.setattr("kg.query.run", lambda *_, **__: True)
    monkeypatch.setenv("KG_PASSWORD", "secret")
    monkeypatch.setenv("KG_TOKEN", "t0")
    assert kg("query", "https://graphs.example", "ASK { ?s ?p ?o }", "--user", "ann").stdout == "yes\n"
    monkeypatch.delenv("KG_PASSWORD")
    asked = kg("query", "https://graphs.example", "ASK { ?s ?p ?o }", "--user", "ann", input="typed\n")
    assert asked.stdout == "yes\n"
    assert [login["password"] for login in seen] == ["secret", "typed"]
    assert {login["token"] for login in seen} == {"t0"}
    assert "typed" not in asked.output


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["export", "out", "--to", "http://127.0.0.1:9", "-f", "nq"], 2, "--to goes without -f and -o"),
        (["export", "out", "--to", "http://127.0.0.1:9"], 3, "http://127.0.0.1:9: nobody answers"),
        (["query", "http://127.0.0.1:9", "ASK {}"], 3, "is the server running, at this address?"),
        (["query", "http://127.0.0.1:9", "ASK {}", "--min-confidence", "0.5"], 2, "--min-confidence is for folders"),
    ],
)
def test_what_does_not_go_is_told(kg, out, arguments, code, says):
    result = kg(*(out if each == "out" else each for each in arguments))
    assert result.exit_code == code
    assert says in result.stderr
