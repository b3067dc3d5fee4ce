"""What ``kg serve`` says when it cannot, and to whom it tells the token."""

import socket
import subprocess
import sys

import pytest

from tests.serve.conftest import Starter, starter
from tests.store.contract import EXAMPLE


@pytest.fixture
def graph(tmp_path):
    (tmp_path / "graph.nq").write_text("".join(f"{line}\n" for line in EXAMPLE), "utf-8", newline="\n")
    return tmp_path


@pytest.fixture
def serving():
    yield from starter()


@pytest.mark.parametrize(
    ("place", "arguments", "code", "told"),
    [
        ("nothing", (), 3, "there is no graph here; kg build makes one"),
        ("broken.nq", (), 3, "broken.nq"),
        ("graph.nq", ("--writable",), 3, "what clients write has its place in the folder of a graph"),
        (".", ("--host", "198.51.100.1"), 2, "choose another --host or --port"),
        (".", ("--port", "70000"), 2, "70000"),
        (".", ("--writable", "--token-file", "token"), 2, "cannot stand in a header"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(kg, graph, place, arguments, code, told):
    (graph / "broken.nq").write_text("<e:s> <e:p>\n")
    (graph / "token").write_text("gehüpft")
    result = kg("serve", graph / place, *(str(graph / "token") if each == "token" else each for each in arguments))
    assert result.exit_code == code
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_a_port_that_is_taken_is_told(kg, graph):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = kg("serve", graph, "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "choose another --host or --port" in result.stderr


def test_a_missing_library_is_told_with_the_way_out(graph):
    code = "import sys; sys.modules['starlette'] = None\nfrom kg.cli import main\nmain(['serve', sys.argv[1]])"
    done = subprocess.run([sys.executable, "-c", code, str(graph)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'claimgraph[serve]'" in done.stderr


def test_a_file_is_served_to_be_read(serving: Starter, graph):
    server = serving(graph / "graph.nq")
    assert server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").column() == [str(len(EXAMPLE))]
    assert server.write("PUT", "/graphs?graph=e:g", "").status == 403
    assert server.get("/graph").status == 404


def test_a_token_is_read_from_a_file_or_made_and_shown_once(serving: Starter, graph, monkeypatch, tmp_path):
    (tmp_path / "token").write_text("from-a-file\n")
    server = serving(graph, "--writable", "--token-file", str(tmp_path / "token"))
    headers = {"Content-Type": "application/sparql-update", "Authorization": "Bearer from-a-file"}
    assert server.send("POST", "/sparql", headers, "CLEAR DEFAULT").status == 204
    assert server.update("CLEAR DEFAULT").status == 401
