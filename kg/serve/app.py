"""The web application: which request is answered by what. It does no work itself, so that it always answers."""

from __future__ import annotations

import asyncio
import hmac
import itertools
import os
import re
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Final

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import iri
from kg.errors import StoreError
from kg.serve import Serving, page, protocol
from kg.serve.describe import openapi
from kg.serve.jobs import STALE, Ask, Change, Clear, Describe, Fetch, FetchAll, Job, Make, Outcome, Put, Task, Update
from kg.serve.pool import GoneError, Pool
from kg.serve.protocol import DATASETS, GRAPHS, RESULTS, RequestError
from kg.serve.source import Snapshot, Source
from kg.store.endpoint import GRAPH_TYPES

MAKING: Final = 600.0
"""Seconds that the snapshot of a graph may take: some twenty million quads."""

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""On every answer that does not say otherwise."""


async def run(
    source: Source, serving: Serving, scratch: Path, host: str, listening: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve a graph until Ctrl-C or ``SIGTERM``; what is being answered has two seconds to end.

    ``scratch`` is an empty folder for snapshots and answers. ``StoreError`` if the graph cannot be read to begin with.
    """
    service = Service(source, serving, scratch)
    try:
        await service.open()
        config = uvicorn.Config(
            app(service, serving, host),
            lifespan="off",
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        ready()
        await _Server(config).serve(sockets=[listening])
    except RequestError as error:
        raise StoreError(error.text) from error
    finally:
        await service.close()


class _Server(uvicorn.Server):
    """Takes a signal for the wish to end, and does not raise it again: that would leave no time to tidy up."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def app(service: Service, serving: Serving, host: str) -> Starlette:
    """The application: its addresses, and who may ask."""
    any_method = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
    routes = [
        Route("/", service.page),
        Route("/query", lambda _: RedirectResponse("/", 308)),
        Route("/graph", service.graph_page),
        Route("/static/{name}", service.static),
        Route("/sparql", service.sparql, methods=any_method),
        Route("/sparql/", service.sparql, methods=any_method),
        Route("/graphs", service.graphs, methods=any_method),
        Route("/data", service.graphs, methods=any_method),  # where clients look that know Fuseki
        Route("/graphs/{rest:path}", service.graphs, methods=any_method),
        Route("/.well-known/void", service.void),
        Route("/openapi.json", service.openapi),
    ]
    middleware = [Middleware(_Guarded, hosts=_hosts(host, serving.hosts), origins=serving.cors)]
    if serving.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(serving.cors),
                allow_methods=["GET", "HEAD", "POST", *(["PUT", "DELETE"] if serving.token else [])],
                allow_headers=["Accept", "Content-Type", *(["Authorization"] if serving.token else [])],
            )
        )
    handlers = {RequestError: _refused, HTTPException: _no_such, GoneError: _gone, ClientDisconnect: _gone}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)  # type: ignore[arg-type]  # each for its error


def _told(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{text}\n", status, headers)


async def _refused(_: Request, error: RequestError) -> Response:
    return _told(error.status, error.text, error.headers)


async def _no_such(request: Request, error: HTTPException) -> Response:
    words = {404: f"there is nothing at {request.url.path}", 405: f"{request.method} is not for {request.url.path}"}
    return _told(error.status_code, words.get(error.status_code, error.detail), dict(error.headers or {}))


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=499)  # nobody is there to see it


# ------------------------------------------------------------------------------------------------ who may ask


_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


def _hosts(host: str, more: Iterable[str]) -> frozenset[str]:
    """The names that a request may call the server by: those that no other page's name can be bent to."""
    own = () if host in ("", "0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    return frozenset(name.lower() for name in (*_LOOPBACK, *own, *more))


class _Guarded:
    """Turns away requests for other hosts (DNS rebinding) and from pages of other origins; adds ``HEADERS``."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], origins: tuple[str, ...]) -> None:
        self._app, self._hosts, self._origins = app, hosts, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not self._origins:
                    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            await send(message)

        answered = self._turned_away(Headers(scope=scope)) or self._app
        await answered(scope, receive, answer)

    def _turned_away(self, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?", host)
        if match is None or match[1].lower() not in self._hosts:
            return _told(421, f"this server is not called {host!r}; kg serve --allow-host NAME lets it be")
        site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
        if site == "cross-site" and mode != "navigate" and headers.get("origin") not in self._origins:
            return _told(403, "pages of other sites may not ask; kg serve --cors ORIGIN lets them")
        return None


# ------------------------------------------------------------------------------------------------ what is answered


class Service:
    """A graph, its snapshots and its workers."""

    def __init__(self, source: Source, serving: Serving, scratch: Path) -> None:
        self._source, self._serving, self._scratch = source, serving, scratch
        self._pool = Pool(serving.workers, serving.most_memory)
        self._snapshots = Snapshots(source, self._pool, scratch)
        self._names = itertools.count()
        self._writing = asyncio.Lock()

    async def open(self) -> None:
        """Start the workers and open the graph."""
        await self._pool.open()
        async with self._snapshots.current():
            pass

    async def close(self) -> None:
        """End the workers."""
        await self._pool.close()

    # ---------------------------------------------------------------------------------------- SPARQL 1.1 Protocol

    async def sparql(self, request: Request) -> Response:
        """A query or an update; without either, the description of the service."""
        if request.method not in ("GET", "HEAD", "POST"):
            raise RequestError(405, f"{request.method} is not for /sparql", {"Allow": "GET, HEAD, POST"})
        body = await self._body(request) if request.method == "POST" else b""
        asked = protocol.operation(request.method, request.url.query, request.headers.get("content-type"), body)
        accept = request.headers.get("accept")
        if asked is None:
            return await self._describe(request, void=False)
        base = str(request.url.replace(query="", fragment=""))
        if asked.update:
            self._may_write(request)
            return await self._change(Update(asked.text, asked.dataset, base))
        rows, graphs = protocol.negotiated(accept, tuple(RESULTS)), protocol.negotiated(accept, GRAPHS)
        if rows is None and graphs is None:
            raise RequestError(406, f"none of what is accepted can be had; there is {', '.join((*RESULTS, *GRAPHS))}")
        return await self._answer(request, Ask(asked.text, asked.dataset, rows, graphs, self._serving.most_rows, base))

    async def _describe(self, request: Request, *, void: bool) -> Response:
        best = protocol.accepted(request.headers.get("accept"), (*GRAPHS, *(() if void else ("text/html",))))
        if best == "text/html":
            return RedirectResponse("/", 303, {"Vary": "Accept"})
        job = Describe(str(request.base_url), best, void, self._serving.token is not None, self._source.name)
        return await self._answer(request, job)

    async def void(self, request: Request) -> Response:
        """What the data is."""
        return await self._describe(request, void=True)

    async def openapi(self, request: Request) -> Response:
        """The interface."""
        serving = self._serving
        return JSONResponse(
            openapi(
                str(request.base_url),
                writable=serving.token is not None,
                timeout=serving.timeout,
                most_rows=serving.most_rows,
                most_bytes=serving.most_bytes,
            )
        )

    # ---------------------------------------------------------------------------------------- Graph Store Protocol

    async def graphs(self, request: Request) -> Response:
        """A graph, named by a parameter or by the address itself; without either, all graphs, or a new one."""
        direct = request.path_params.get("rest")
        store = not direct and not request.url.query
        reading = request.method in ("GET", "HEAD")
        allowed = ["GET", "HEAD"]
        if self._serving.token is not None:
            allowed += ["POST"] if store else ["PUT", "POST", "DELETE"]
        if request.method not in allowed:
            told = f"{request.method} is not for {request.url.path}"
            if request.method in ("PUT", "POST", "DELETE") and self._serving.token is None:
                raise RequestError(403, "this graph is served to be read; kg serve --writable lets it be written to")
            raise RequestError(405, told, {"Allow": ", ".join(allowed)})
        accept = request.headers.get("accept")
        if store and reading:
            return await self._answer(request, FetchAll(protocol.accepted(accept, DATASETS)))
        graph = None if store else self._graph(request, direct)
        if reading:
            return await self._answer(request, Fetch(graph, protocol.accepted(accept, GRAPHS)))
        self._may_write(request)
        if request.method == "DELETE":
            return await self._change(Clear(graph))
        kind, _ = protocol.media_type(request.headers.get("content-type"))
        if kind not in GRAPH_TYPES:
            raise RequestError(
                415, f"a graph of {kind or 'no media type'} is not understood; send {', '.join(GRAPH_TYPES)}"
            )
        data = await self._body(request)
        made = f"{request.base_url}graphs/{iri.digest(kind, data.hex(), digits=16)}" if store else None
        base = made or graph or str(request.url)
        response = await self._change(Put(made or graph, data, kind, base, replace=request.method == "PUT"))
        if made is not None:
            response.headers["Location"] = made
        return response

    def _graph(self, request: Request, direct: str | None) -> str | None:
        if not direct:
            return protocol.graph(request.url.query)
        if request.url.query:
            raise RequestError(400, "name a graph by a parameter, or by the address; not by both")
        return protocol.iri(str(request.url), "the address")

    # ---------------------------------------------------------------------------------------- pages

    async def page(self, _: Request) -> Response:
        """The page to ask from."""
        async with self._snapshots.current() as snapshot:
            return page.query_page(self._source, self._serving, snapshot.prefixes)

    async def graph_page(self, _: Request) -> Response:
        """The page that shows the graph."""
        found = page.graph_page(self._source)
        if found is None:
            raise RequestError(404, "the page of this graph has not been made; kg view makes it")
        return found

    async def static(self, request: Request) -> Response:
        """The script and the style of the page."""
        found = page.static(request.path_params["name"])
        if found is None:
            raise RequestError(404, f"there is nothing at {request.url.path}")
        return found

    # ---------------------------------------------------------------------------------------- work

    async def _body(self, request: Request) -> bytes:
        """The body of a request; ``RequestError`` if it is too large (413) or comes too slowly (408).

        One that is at most twice as large as allowed is read to its end all the same, and forgotten: a client that is
        cut off while it still sends may never see the answer.
        """
        most = self._serving.most_bytes
        told = RequestError(413, f"the body has more than {most} bytes", {"Connection": "close"})
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > 2 * most:
            raise told
        parts, size = [], 0
        try:
            async with asyncio.timeout(self._serving.timeout):
                async for part in request.stream():
                    size += len(part)
                    if size > 2 * most:
                        raise told
                    if size <= most:
                        parts.append(part)
        except TimeoutError as error:
            late = f"the body did not come within {self._serving.timeout:g} seconds"
            raise RequestError(408, late, {"Connection": "close"}) from error
        if size > most:
            raise told
        return b"".join(parts)

    def _may_write(self, request: Request) -> None:
        """``RequestError`` unless writing is allowed, and the request shows the token."""
        token = self._serving.token
        if token is None:
            raise RequestError(403, "this graph is served to be read; kg serve --writable lets it be written to")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode(), token.encode())
        if scheme.lower() != "bearer" or not right:
            problem = 'Bearer realm="kg serve"' + (', error="invalid_token"' if given else "")
            raise RequestError(401, "writing needs the token: Authorization: Bearer …", {"WWW-Authenticate": problem})

    async def _answer(self, request: Request, job: Job) -> Response:
        """What a worker answers, as it wrote it to a file."""
        out = self._scratch / f"answer-{next(self._names)}"
        try:
            async with self._snapshots.current() as snapshot:
                task = Task(job, snapshot, out, self._serving.timeout)
                outcome = await self._pool.run(task, request.is_disconnected)
        except BaseException:
            _remove(out)
            raise
        if not outcome.media_type:
            _remove(out)
            return _told(outcome.status, outcome.text)
        charset = "; charset=utf-8" if outcome.media_type.startswith("text/") else ""
        file = out.open("rb")
        _remove(out)  # its content stays for as long as it is open
        headers = {
            "Content-Type": outcome.media_type + charset,
            "Content-Length": str(os.fstat(file.fileno()).st_size),
            "Vary": "Accept",
        }
        return StreamingResponse(_chunks(file), outcome.status, headers)

    async def _change(self, do: Update | Put | Clear) -> Response:
        """Carry out a change; one after the other."""
        async with self._writing:
            for _ in range(3):
                outcome = await self._tried(do)
                if outcome != STALE:
                    break
            else:
                raise RequestError(503, "the graph changes faster than it can be written to", {"Retry-After": "1"})
        if outcome.status >= 400:
            headers = {"Retry-After": "1"} if outcome.status == 503 else None
            return _told(outcome.status, outcome.text, headers)
        return Response(status_code=outcome.status)

    async def _tried(self, do: Update | Put | Clear) -> Outcome:
        folder = self._snapshots.new_folder()
        async with self._snapshots.current() as snapshot:
            task = Task(Change(self._source, folder, do), snapshot, folder, self._serving.timeout)
            try:
                outcome = await self._pool.run(task)
            except RequestError:
                shutil.rmtree(folder, ignore_errors=True)
                if self._source.state() == snapshot.state:
                    raise
                return Outcome(204)  # it had become true before its worker was ended
        if outcome.state is not None and outcome.status < 400:
            await self._snapshots.follow(Snapshot(folder, outcome.state))
        else:
            shutil.rmtree(folder, ignore_errors=True)
        return outcome


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(2**16):
            yield chunk


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


class Snapshots:
    """The snapshot that is current, and those that somebody still reads."""

    def __init__(self, source: Source, pool: Pool, scratch: Path) -> None:
        self._source, self._pool, self._scratch = source, pool, scratch
        self._names = itertools.count()
        self._now: Snapshot | None = None
        self._readers: dict[Path, int] = {}
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def current(self) -> AsyncIterator[Snapshot]:
        """The graph as its files stand now; it is kept for as long as it is used."""
        async with self._lock:
            if self._now is None or self._now.state != self._source.state():
                await self._replace(await self._made())
            now = self._now
            assert now is not None
            self._readers[now.folder] = self._readers.get(now.folder, 0) + 1
        try:
            yield now
        finally:
            self._readers[now.folder] -= 1
            self._sweep()

    async def follow(self, made: Snapshot) -> None:
        """Take the snapshot that a change left."""
        async with self._lock:
            await self._replace(made)

    def new_folder(self) -> Path:
        """A place for a snapshot."""
        return self._scratch / f"snapshot-{next(self._names)}"

    async def _made(self) -> Snapshot:
        folder = self.new_folder()
        outcome = await self._pool.run(Task(Make(self._source, folder), None, folder, MAKING))
        if outcome.state is None:
            raise RequestError(outcome.status, outcome.text)
        return Snapshot(folder, outcome.state)

    async def _replace(self, made: Snapshot) -> None:
        before, self._now = self._now, made
        if before is not None:
            self._readers.setdefault(before.folder, 0)
        self._sweep()

    def _sweep(self) -> None:
        """Remove what nobody reads any more."""
        for folder, readers in list(self._readers.items()):
            if not readers and (self._now is None or folder != self._now.folder):
                del self._readers[folder]
                shutil.rmtree(folder, ignore_errors=True)
