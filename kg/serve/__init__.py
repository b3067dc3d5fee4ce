"""``kg serve``: a graph as a SPARQL endpoint on this machine, with a page to ask it from.

The SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, read-only unless writing is asked for; what is written stands
beside the graph and never in it (:mod:`kg.serve.source`). Queries run in processes of their own, which can be ended.
"""

from __future__ import annotations

import secrets
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError
from kg.serve.source import Source


@dataclass(frozen=True, slots=True)
class Serving:
    """How a graph is served. Times are in seconds, sizes in bytes; the memory is that of one worker, 0 for any.

    ``token`` is what writers have to show, ``None`` for read-only; ``cors`` are the origins whose pages may ask,
    ``hosts`` the names by which the server may be called besides those of this machine's loopback.
    """

    timeout: float = 30.0
    most_rows: int = 100_000
    most_bytes: int = 16 * 2**20
    most_memory: int = 4 * 2**30
    workers: int = 2
    token: str | None = None
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def serve(
    path: Path, host: str, port: int, serving: Serving, *, told: Callable[[str], None] = lambda address: None
) -> None:
    """Serve the graph at a path until interrupted; ``told`` gets the address once it answers. Port 0 is any free one.

    ``SettingsError`` if the extra ``serve`` is not installed or nothing can listen there, ``StoreError`` if there is no
    graph.
    """
    import asyncio  # not for workers, which import this package, too

    try:
        from kg.serve.app import run
    except ImportError as error:
        raise SettingsError(f"kg serve needs {error.name}: pip install 'claimgraph[serve]'") from error
    source = Source.at(path, writable=serving.token is not None)
    listening = _listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    with tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True) as scratch, listening:
        asyncio.run(run(source, serving, Path(scratch), host, listening, lambda: told(address)))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's delay on
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError as error:
        found.close()
        raise SettingsError(f"{host}:{port}: {error.strerror or error}; choose another --host or --port") from error
    return found
