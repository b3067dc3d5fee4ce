"""Servers at work: queries at the same time and without end, graphs that change, writers in each other's way."""

import http.client
import os
import shutil
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg import Graph
from kg.errors import SettingsError
from kg.serve import _listening
from kg.store.folder import FILE, change, locked
from kg.upkeep import add, remove
from tests.serve.conftest import PATIENCE, Server, folder_with, wait_until
from tests.store.contract import EXAMPLE

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
"""Some 10¹³ rows to be counted."""

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def children(server: Server) -> set[int]:
    """The worker processes of a server."""
    threads = list(Path(f"/proc/{server.process.pid}/task").glob("*/children"))
    if not threads:
        pytest.skip("the children of a process can be told on Linux only")
    found = {int(child) for thread in threads for child in thread.read_text().split()}
    return {child for child in found if "spawn_main" in command(child)}


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def test_a_query_that_never_ends_is_ended_while_others_are_answered(tmp_path, serving):
    server = serving(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", "4")
    workers = children(server)
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(server.query, ENDLESS)
        answered = 0
        while not endless.done():
            assert server.query(COUNT).column() == [str(len(EXAMPLE))]
            answered += 1
        assert answered > 0
        told = endless.result()
    assert (told.status, told.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert "no answer within 4 seconds" in told.text
    wait_until(lambda: len(children(server)) == 2)
    assert len(children(server) & workers) == 1  # the other one is dead
    assert server.query("ASK {}").status == 200


def test_a_server_whose_workers_are_all_busy_says_so_and_recovers(tmp_path, serving):
    server = serving(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", "2")
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(server.query, [ENDLESS] * 6))
    assert {answer.status for answer in told} == {503}
    assert server.get("/").status == 200
    wait_until(lambda: server.query("ASK {}").status == 200)


def test_a_query_that_nobody_waits_for_any_more_is_ended(tmp_path, serving):
    server = serving(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", str(10 * PATIENCE))
    workers = children(server)
    body = ENDLESS.encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n".encode() + body)
        time.sleep(0.5)
    wait_until(lambda: len(children(server) - workers) == 1)


def test_a_worker_that_dies_is_told_of_and_replaced(tmp_path, serving):
    server = serving(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", str(10 * PATIENCE))
    workers = children(server)
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(server.query, ENDLESS)
        time.sleep(0.5)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        told = endless.result()
    assert told.status == 503
    assert "ended in the middle" in told.text
    wait_until(lambda: server.query("ASK {}").status == 200)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is limited on Linux only")
def test_a_query_that_wants_too_much_memory_is_ended(tmp_path):
    server = Server(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", str(PATIENCE), "--max-memory", "0.5")
    try:
        assert server.query(COUNT).column() == [str(len(EXAMPLE))]
        told = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g LIMIT 1")
        assert told.status == 503
        assert "memory" in told.text
        wait_until(lambda: server.query("ASK {}").status == 200)
    finally:
        _, said = server.stop()
    assert "memory allocation" in said  # which the engine says itself


def test_workers_end_with_their_server_even_if_it_is_killed(tmp_path):
    server = Server(folder_with(tmp_path / "graph", EXAMPLE), "--timeout", "1")
    workers = children(server)
    assert len(workers) == 2
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(server.query, ENDLESS)
        time.sleep(0.3)
        server.process.kill()
        server.process.communicate()
        assert isinstance(endless.exception(), http.client.HTTPException | OSError)
    wait_until(lambda: not any("spawn_main" in command(worker) for worker in workers))


def test_a_slow_reader_keeps_no_worker(tmp_path, serving):
    lines = [f'<e:s{n}> <e:p> "{"x" * 2000}" <e:g> .' for n in range(5000)]
    server = serving(folder_with(tmp_path / "graph", lines), "--workers", "1")
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(b"GET /graphs HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(20).startswith(b"HTTP/1.1 200")
        assert server.query(COUNT).column() == ["5000"]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answers_are_sent_without_the_delay_of_nagle(host):
    try:
        listening = _listening(host, 0)
    except SettingsError:
        pytest.skip(f"there is no {host} here")
    with listening:
        assert listening.proto == socket.IPPROTO_TCP  # asyncio takes the delay off such sockets alone


# ------------------------------------------------------------------------------------------------ graphs that change


def test_a_graph_that_is_replaced_is_seen_by_the_next_query(tmp_path, serving):
    folder = folder_with(tmp_path / "graph", EXAMPLE)
    server = serving(folder)
    for size in (10, 200, len(EXAMPLE)):
        with locked(folder), change(folder) as part:
            (part / FILE).write_text("".join(f"{line}\n" for line in EXAMPLE[:size]), "utf-8", newline="\n")
        assert server.query(COUNT).column() == [str(size)]


@pytest.mark.model
def test_documents_come_and_go_while_a_graph_is_served(articles, example, tmp_path, serving):
    example.save(tmp_path / "graph")
    server = serving(tmp_path / "graph")
    names = "SELECT ?name { ?doc schema:sha256 ?x ; schema:name ?name } ORDER BY ?name"
    assert server.query(names).column() == ["channel-talks.md", "whose-letter.md"]
    remove(tmp_path / "graph", "whose-letter.md")
    assert server.query(names).column() == ["channel-talks.md"]
    add(tmp_path / "graph", articles[1])
    assert server.query(names).column() == ["channel-talks.md", "whose-letter.md"]


def test_what_clients_wrote_outlives_changes_of_the_graph(tmp_path, serving, readings_of_two):
    folder = tmp_path / "graph"
    readings_of_two.save(folder)
    server = serving(folder, "--writable")
    assert server.write("PUT", "/graphs?graph=https://example.org/own", "<e:s> <e:p> 1 .").status == 201
    gone = readings_of_two.documents[0]
    remove(folder, gone.id)
    assert server.query(f"ASK {{ GRAPH <{gone.id}> {{ ?s ?p ?o }} }}").json()["boolean"] is False
    assert server.query("ASK { GRAPH <https://example.org/own> { <e:s> <e:p> 1 } }").json()["boolean"]
    left = Graph.load(folder)
    assert gone.id not in {document.id for document in left.documents}


@pytest.fixture
def readings_of_two():
    from tests.rdf.example import LINKS, READINGS

    return Graph(READINGS, LINKS)


def test_a_store_that_is_kept_beside_a_graph_is_shared_and_nothing_is_written_there(tmp_path, serving):
    from kg.store.folder import STORE
    from kg.store.oxigraph import bulk_loaded

    folder = folder_with(tmp_path / "graph", EXAMPLE)
    bulk_loaded(folder / STORE, folder / FILE)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    server = serving(folder)
    assert server.query(COUNT).column() == [str(len(EXAMPLE))]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_graph_that_goes_or_breaks_is_told_of_and_served_again_once_it_is_whole(tmp_path, serving):
    folder = folder_with(tmp_path / "graph", EXAMPLE)
    server = serving(folder)
    (folder / FILE).write_text("<e:s> <e:p>\n")
    told = server.query(COUNT)
    assert told.status == 503
    assert "graph.nq" in told.text
    (folder / FILE).unlink()
    assert server.query(COUNT).status == 503
    folder_with(folder, EXAMPLE)
    assert server.query(COUNT).column() == [str(len(EXAMPLE))]


# ------------------------------------------------------------------------------------------------ writers


def test_a_writer_is_told_of_another_process_that_changes_the_graph(writable):
    with locked(writable.folder):
        answer = writable.update("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> 1 } }")
        assert answer.status == 503
        assert "another process is changing this graph" in answer.text
        assert answer.headers["retry-after"] == "1"
        assert writable.query(COUNT).status == 200
    assert writable.update("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> 1 } }").status == 204


def test_writers_at_the_same_time_lose_nothing(writable):
    updates = [f"INSERT DATA {{ GRAPH <e:g> {{ <e:s> <e:p> {number} }} }}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert {answer.status for answer in pool.map(writable.update, updates)} == {204}
    assert writable.query("SELECT (COUNT(*) AS ?n) { GRAPH <e:g> { ?s ?p ?o } }").column() == ["8"]
    assert len((writable.folder / "written.nq").read_text().splitlines()) == 8


def test_an_update_that_takes_too_long_changes_nothing(tmp_path, serving):
    server = serving(folder_with(tmp_path / "graph", EXAMPLE), "--writable", "--timeout", "2")
    patterns = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(5))
    every = f"INSERT {{ GRAPH <e:g> {{ <e:s> <e:p> ?n }} }} WHERE {{ {{ SELECT (COUNT(*) AS ?n) {{ {patterns} }} }} }}"
    assert server.update(every).status == 503
    assert not (server.folder / "written.nq").exists()
    wait_until(lambda: server.update("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> 1 } }").status == 204)


def test_a_folder_that_is_gone_is_told_of(tmp_path, serving):
    folder = folder_with(tmp_path / "graph", EXAMPLE)
    server = serving(folder, "--writable")
    shutil.rmtree(folder)
    folder.write_text("a file now")
    assert server.update("INSERT DATA { GRAPH <e:g> { <e:s> <e:p> 1 } }").status == 503
