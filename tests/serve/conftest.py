"""Real servers, each a process of its own, asked over a real socket."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from kg.serve.source import WRITTEN
from tests.store.contract import EXAMPLE

TOKEN = "a-token-for-tests"

PATIENCE = 120
"""Seconds after which a server that says nothing is taken to hang; far more than it needs on a busy machine."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)

    def column(self) -> list[str]:
        """The values of the first variable of a result in JSON."""
        found = self.json()
        (name, *_) = found["head"]["vars"]
        return [row[name]["value"] for row in found["results"]["bindings"]]


class Server:
    """``kg serve`` with some arguments, at any free port."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", "--workers", "2", *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "KG_TOKEN": TOKEN}
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise AssertionError(f"kg serve did not start: {self.process.communicate()[1]}")

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port
        return port

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | str | None = None
    ) -> Answer:
        """Send a request just as it is, and read the answer to its end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if data is not None and "Content-Length" not in (headers or {}):
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            found = connection.getresponse()
            return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **parameters: str) -> Answer:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.send("GET", path + query, {"Accept": accept} if accept else None)

    def query(self, text: str, accept: str | None = None, **parameters: str) -> Answer:
        return self.get("/sparql", accept, query=text, **parameters)

    def write(self, method: str, path: str, body: str | None = None, kind: str = "text/turtle") -> Answer:
        headers = {"Authorization": f"Bearer {TOKEN}", **({"Content-Type": kind} if body is not None else {})}
        return self.send(method, path, headers, body)

    def update(self, text: str, path: str = "/sparql") -> Answer:
        return self.write("POST", path, text, "application/sparql-update")

    def stop(self) -> tuple[str, str]:
        """End it as Ctrl-C does; all that it said."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


Starter = Callable[..., Server]


def starter() -> Iterator[Starter]:
    """Starts servers; at the end none has complained of anything, and each ends when it is told to."""
    started: list[Server] = []

    def start(folder: Path, *arguments: str) -> Server:
        started.append(Server(folder, *arguments))
        return started[-1]

    yield start
    for server in started:
        _, said = server.stop()
        assert said == ""
        assert server.process.returncode == 0


@pytest.fixture
def serving() -> Iterator[Starter]:
    yield from starter()


def folder_with(folder: Path, lines: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.nq").write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A graph that is served to be read."""
    folder = folder_with(tmp_path_factory.mktemp("readable") / "graph", EXAMPLE)
    (folder / WRITTEN).write_text('<https://example.org/s> <https://example.org/p> "x" <https://example.org/own> .\n')
    (folder / "graph.html").write_text('<!doctype html><title>the graph</title><link rel=icon href="data:,">')
    for start in starter():
        yield start(folder, "--timeout", "20", "--max-rows", "500", "--max-body", "1")


@pytest.fixture
def writable(tmp_path: Path, serving: Starter) -> Server:
    """The same, to be written to, and afresh for each test."""
    return serving(folder_with(tmp_path / "graph", EXAMPLE), "--writable", "--timeout", "60")


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something that happens soon, or fail."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def shared_writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty folder that is served to be written to, for tests that do not care what others leave in it."""
    for start in starter():
        yield start(tmp_path_factory.mktemp("shared") / "graph", "--writable", "--timeout", "60", "--max-body", "1")
