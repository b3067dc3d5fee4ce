"""The worker processes: jobs are given to those that are free, and one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

from kg.serve.jobs import Outcome, Task
from kg.serve.protocol import RequestError
from kg.serve.worker import work

LOOK: Final = 0.2
"""Seconds after which a client is looked for that waits for an answer, and may have gone."""


class GoneError(Exception):
    """Nobody waits for the answer any more."""


class _Worker:
    """A process, and the pipe to it."""

    def __init__(self, memory: int) -> None:
        context = multiprocessing.get_context("spawn")  # fork would copy threads of the server that do not survive it
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=work, args=(theirs, memory), daemon=True, name="kg serve worker"
        )
        self.process.start()
        theirs.close()
        self.pipe.recv()  # it is up

    def end(self) -> None:
        """End it whatever it does, and wait until it is gone, which can take a moment if it has much memory."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """So many workers, each with so much memory; jobs wait until one is free."""

    def __init__(self, size: int, memory: int) -> None:
        self._size, self._memory = size, memory
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._threads = ThreadPoolExecutor(2 * size + 2, "kg serve")
        self._hiring: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start all workers, and wait until they are up."""
        await asyncio.gather(*(self._hire() for _ in range(self._size)))

    async def close(self) -> None:
        """End all workers, whatever they are doing."""
        self._closed = True
        for hiring in self._hiring:
            hiring.cancel()
        for worker in list(self._all):
            worker.end()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(self, task: Task, gone: Callable[[], Awaitable[bool]] | None = None) -> Outcome:
        """What a worker makes of a task; ``RequestError`` (503) if that takes too long, or no worker is free.

        ``gone`` tells whether nobody waits for the answer any more; then ``GoneError`` is raised, and the work ended.
        """
        worker = await self._worker(task.seconds)
        if gone is not None and await gone():
            self._free.put_nowait(worker)
            raise GoneError
        try:
            outcome = await self._done(worker, task, gone)
        except BaseException:
            self._dismiss(worker)
            raise
        self._free.put_nowait(worker)
        return outcome

    async def _worker(self, seconds: float) -> _Worker:
        try:
            async with asyncio.timeout(seconds):
                while not (worker := await self._free.get()).process.is_alive():
                    self._dismiss(worker)
        except TimeoutError as error:
            raise RequestError(503, "all workers are busy; try again later", {"Retry-After": "5"}) from error
        return worker

    async def _done(self, worker: _Worker, task: Task, gone: Callable[[], Awaitable[bool]] | None) -> Outcome:
        loop = asyncio.get_running_loop()
        end = loop.time() + task.seconds
        try:
            await loop.run_in_executor(self._threads, worker.pipe.send, task)
            while not await loop.run_in_executor(self._threads, worker.pipe.poll, LOOK):
                if loop.time() > end:
                    raise RequestError(
                        503, f"no answer within {task.seconds:g} seconds; ask for less, or have the limit raised"
                    )
                if gone is not None and await gone():
                    raise GoneError
            outcome: Outcome = await loop.run_in_executor(self._threads, worker.pipe.recv)
        except (EOFError, OSError) as error:
            raise RequestError(
                503, "the worker ended in the middle of its work; it may have asked for too much memory"
            ) from error
        return outcome

    def _dismiss(self, worker: _Worker) -> None:
        self._all.discard(worker)
        if self._closed:
            worker.end()
        else:
            hiring = asyncio.create_task(self._replaced(worker))
            self._hiring.add(hiring)
            hiring.add_done_callback(self._hiring.discard)

    async def _replaced(self, worker: _Worker) -> None:
        worker.process.kill()
        await asyncio.get_running_loop().run_in_executor(self._threads, worker.end)
        await self._hire()

    async def _hire(self) -> None:
        with suppress(RuntimeError):  # the executor is shut down
            worker = await asyncio.get_running_loop().run_in_executor(self._threads, _Worker, self._memory)
            if self._closed:
                worker.end()
            else:
                self._all.add(worker)
                self._free.put_nowait(worker)
