"""What happens in a worker process: one job after the other, until it is ended from outside.

An answer is written to a file whole before its first byte is sent, so that it is either complete or an error, and a
slow reader keeps no worker. A job that takes too long is ended with its process; nothing else can be relied upon to
stop an engine in the middle of its work.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError, QueryError, StoreError
from kg.query import Rows, Triples
from kg.query.results import WRITERS
from kg.serve.describe import PREFIXES, described
from kg.serve.jobs import STALE, Ask, Change, Clear, Describe, Fetch, FetchAll, Job, Make, Outcome, Put, Task, Update
from kg.serve.protocol import RESULTS
from kg.serve.source import WRITTEN, Snapshot, snapshot
from kg.store import Constructed, Selected
from kg.store.endpoint import Changing, Dataset, Served, copy, in_format, same
from kg.store.folder import keep, locked
from kg.store.sparql import using

GRACE = 5.0
"""Seconds after which a worker ends itself that should have been ended, because its server is gone."""


def work(connection: Connection, memory: int) -> None:
    """Do what comes in, and say what became of it; this is the whole life of a worker.

    It gets no more memory than so many bytes, and ends if it wants more; not on Windows and macOS, and 0 is any.
    """
    if memory and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    desk = Desk()
    connection.send(None)
    with suppress(EOFError, OSError):
        while True:
            task: Task = connection.recv()
            _alarm(task.seconds + GRACE)
            outcome = desk.done(task)
            _alarm(0)
            connection.send(outcome)


def _alarm(seconds: float) -> None:
    """Have the system end this process after a time, whatever it is doing; 0 for never. Not on Windows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


class Desk:
    """The snapshot that is open, and what is done with it."""

    def __init__(self) -> None:
        self._opened: Path | None = None
        self._store: Served
        self._prefixes: Mapping[str, str] = {}

    def done(self, task: Task) -> Outcome:
        """Do a job; what goes wrong is an outcome, too."""
        try:
            if task.snapshot is not None and task.snapshot.store != self._opened:
                self._store = Served(task.snapshot.store)
                self._prefixes = task.snapshot.prefixes
                self._opened = task.snapshot.store
            return self._do(task.job, task.snapshot, task.out)
        except TooMuchError as error:
            return Outcome(403, str(error))
        except QueryError as error:
            return Outcome(400, str(error))
        except KgError as error:
            return Outcome(503, str(error))

    def _do(self, job: Job, at: Snapshot | None, out: Path) -> Outcome:
        if isinstance(job, Make):
            return Outcome(204, state=snapshot(job.source, job.folder).state)
        if isinstance(job, Ask):
            return self._ask(job, out)
        if isinstance(job, Change):
            assert at is not None
            return self._change(job, at)
        if isinstance(job, Describe):
            lines = described(self._store, job)
            out.write_bytes(in_format(lines, job.media_type, {**self._prefixes, **PREFIXES}))
        elif isinstance(job, Fetch):
            if not self._store.holds(job.graph):
                return Outcome(404, f"there is no graph {_named(job.graph)}")
            return self._dumped(job, out)
        else:
            return self._dumped(job, out)
        return Outcome(200, media_type=job.media_type)

    def _ask(self, job: Ask, out: Path) -> Outcome:
        answer = self._store.ask(job.text, prefixes=self._prefixes, dataset=job.dataset, base=job.base)
        if isinstance(answer, Constructed):
            if job.graphs is None:
                return Outcome(406, "the answer is a graph, and none of its formats is accepted")
            lines = set(_counted(answer.lines, job.most))
            try:
                out.write_bytes(in_format(sorted(lines), job.graphs, self._prefixes))
            except StoreError as error:
                return Outcome(406, str(error))
            return Outcome(200, media_type=job.graphs)
        if job.rows is None:
            return Outcome(406, "the answer is a result, and none of its formats is accepted")
        if isinstance(answer, Selected):
            rows = tuple(_counted(answer.rows, job.most))
            result: Rows | Triples | bool = Rows(answer.variables, rows, self._prefixes)
        else:
            result = answer
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(WRITERS[RESULTS[job.rows]](result))
        return Outcome(200, media_type=job.rows)

    def _dumped(self, job: Fetch | FetchAll, out: Path) -> Outcome:
        try:
            if isinstance(job, Fetch):
                self._store.write(out, job.media_type, job.graph, self._prefixes)
            else:
                self._store.write_all(out, job.media_type, self._prefixes)
        except StoreError as error:
            return Outcome(406, str(error))
        return Outcome(200, media_type=job.media_type)

    # ------------------------------------------------------------------------------------------------ changes

    def _change(self, job: Change, at: Snapshot) -> Outcome:
        folder = job.source.folder
        assert folder is not None
        protected = at.protected
        if isinstance(job.do, Put | Clear) and job.do.graph in protected:
            return Outcome(403, _protected(job.do.graph))
        with locked(folder):
            if job.source.state() != at.state:
                return STALE
            shutil.rmtree(job.folder, ignore_errors=True)
            job.folder.mkdir(parents=True)
            store = copy(self._store, job.folder / "quads")
            outcome = self._changed(job.do, store)
            if isinstance(job.do, Update):
                for graph in sorted(protected):
                    if not same(graph, store, self._store):
                        return Outcome(403, _protected(graph))
            if outcome.status < 400:
                store.flush()
                Snapshot(job.folder, ()).note(protected, self._prefixes)
                keep(folder, WRITTEN, sorted(store.beside(protected)))
        return Outcome(outcome.status, outcome.text, state=job.source.state())

    def _changed(self, do: Update | Put | Clear, store: Changing) -> Outcome:
        if isinstance(do, Update):
            chosen = do.using or Dataset()
            store.update(using(do.text, chosen.default, chosen.named), prefixes=self._prefixes, base=do.base)
            return Outcome(204)
        there = self._store.holds(do.graph)
        if isinstance(do, Put):
            store.put(do.graph, do.data, do.media_type, do.base, replace=do.replace)
            return Outcome(204 if there else 201)
        if not there:
            return Outcome(404, f"there is no graph {_named(do.graph)}")
        store.clear(do.graph)
        return Outcome(204)


T = TypeVar("T")


def _counted(found: Iterator[T], most: int) -> Iterator[T]:
    """The rows of an answer, none of them if there are too many."""
    rows = list(islice(found, most + 1))
    if len(rows) > most:
        raise TooMuchError(
            f"the answer has more than {most} rows; ask for less, as by LIMIT {most}, or have the limit raised"
        )
    return iter(rows)


class TooMuchError(QueryError):
    """An answer that is longer than allowed."""


def _named(graph: str | None) -> str:
    return "without a name" if graph is None else f"<{graph}>"


def _protected(graph: str | None) -> str:
    return (
        f"the graph <{graph}> follows from the texts and the decisions it was made from, and is not written to here: "
        "kg add, kg remove, kg link and the like change it; any other graph can be written to"
    )
