"""Where the work runs: in this process or in a pool of them, with the same result."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from kg import parse, pipeline
from kg.model import Document, Failure, Parser, Reading
from kg.threshold import confident

BATCH = 16
"""Documents that travel and are parsed together."""

BATCH_CHARACTERS = 400_000
"""Characters after which a batch ends earlier, so that memory stays flat."""

Batch = tuple[Document, ...]
Results = list[Reading | Failure]


def run(
    documents: Iterable[Document | Failure], *, model: str | None = None, jobs: int = 1, min_confidence: float = 0.0
) -> Iterator[Reading | Failure]:
    """Read documents, in order and one for one; a ``Failure`` among them passes through.

    Claims of a confidence below ``min_confidence`` (0 to 1) are left out, and become gaps.
    ``jobs`` processes share the work, each with a language model of its own; documents are taken as they are needed, a
    few batches ahead. :class:`~kg.errors.ParserError` if the model is missing or unfit.
    """
    batches = _batches(documents)
    for result in _here(batches, model) if jobs == 1 else _pool(batches, model, jobs):
        yield confident(result, min_confidence) if isinstance(result, Reading) else result


def _here(batches: Iterable[Batch | Failure], model: str | None) -> Iterator[Reading | Failure]:
    for batch in batches:
        if isinstance(batch, Failure):
            yield batch
        else:
            yield from _read(batch, model)


def _read(batch: Batch, model: str | None) -> Results:
    with _uncollected():
        return [*pipeline.readings(batch, _parser(model))]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python not look for cycles of garbage: what is read has none, and looking costs 5 % of the line."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@cache
def _parser(model: str | None) -> Parser:
    """The parser of this process; it takes seconds to load, so it stays."""
    return parse.load(model)


def _batches(documents: Iterable[Document | Failure]) -> Iterator[Batch | Failure]:
    """Documents in batches; a failure ends a batch, so that the order is kept."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        full = len(batch) == BATCH or characters > BATCH_CHARACTERS
        if batch and (full or isinstance(document, Failure)):
            yield tuple(batch)
            batch, characters = [], 0
        if isinstance(document, Failure):
            yield document
        else:
            batch.append(document)
            characters += len(document.text)
    if batch:
        yield tuple(batch)


# ------------------------------------------------------------------------------------------------ processes


def _pool(batches: Iterable[Batch | Failure], model: str | None, jobs: int) -> Iterator[Reading | Failure]:
    waiting: deque[tuple[Batch, Future[Results]] | Failure] = deque()
    with _one_thread_each(), _Pool(model, jobs) as pool:
        for batch in batches:
            waiting.append(batch if isinstance(batch, Failure) else (batch, pool.submit(batch)))
            while len(waiting) > 2 * jobs:
                yield from pool.first(waiting)
        while waiting:
            yield from pool.first(waiting)


class _Pool:
    """Worker processes that are replaced when one dies."""

    def __init__(self, model: str | None, jobs: int) -> None:
        self.model = model
        self.jobs = jobs
        self.workers = self._workers()

    def _workers(self) -> ProcessPoolExecutor:
        self.context = _Spawning()
        return ProcessPoolExecutor(self.jobs, self.context, _start)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.shutdown(cancel_futures=True)

    def submit(self, batch: Batch) -> Future[Results]:
        try:
            return self.workers.submit(_read, batch, self.model)
        except BrokenProcessPool as error:
            broken: Future[Results] = Future()
            broken.set_exception(error)
            return broken

    def first(self, waiting: deque[tuple[Batch, Future[Results]] | Failure]) -> Iterator[Reading | Failure]:
        """The results of the first that waits, in their turn."""
        head = waiting.popleft()
        if isinstance(head, Failure):
            yield head
            return
        batch, future = head
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(batch)
            again = [item if isinstance(item, Failure) else (item[0], self.submit(item[0])) for item in waiting]
            waiting.clear()
            waiting.extend(again)

    def _one_by_one(self, batch: Batch) -> Iterator[Reading | Failure]:
        """A batch again after a worker died, alone in fresh workers, so that the document which kills them is found."""
        self._replace()
        for document in batch:
            try:
                yield from self.submit((document,)).result()
            except BrokenProcessPool:
                yield Failure(document.source.name, "run", "the process that read it died: was there enough memory?")
                self._replace()

    def _replace(self) -> None:
        # Not waited for: a worker that starts while another dies is never told to end, and Python would wait for ever.
        self.workers.shutdown(wait=False, cancel_futures=True)
        for process in self.context.started:
            process.kill()
        self.workers = self._workers()


class _Spawning(SpawnContext):
    """Processes that are spawned, and known by name.

    Not forked: the threads of a caller, and of the libraries below us, do not survive a fork.
    """

    def __init__(self) -> None:
        super().__init__()
        self.made: list[SpawnProcess] = []

    def Process(self, *arguments: Any, **more: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        self.made.append(SpawnProcess(*arguments, **more))
        return self.made[-1]

    @property
    def started(self) -> list[SpawnProcess]:
        return [process for process in self.made if process.pid is not None]


def _start() -> None:
    """What a worker does first: Ctrl-C ends it at once and without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have processes that start now do their linear algebra in one thread; two cost up to 1.4 times the CPU."""
    name = "OPENBLAS_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
