"""What is served: the quads of a graph, and beside them what clients wrote; as they stood at one moment.

``graph.nq`` follows from texts and from decisions, and the next ``kg add`` would undo whatever else were written to it.
So what clients write stands in ``written.nq`` beside it. Both are served as one; the graphs of the first are protected.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.model import Iri
from kg.query import minter
from kg.rdf import vocabulary
from kg.store.endpoint import Changing, copy
from kg.store.folder import FILE
from kg.store.oxigraph import beside

WRITTEN: Final = "written.nq"
"""The file beside ``graph.nq`` with the quads that clients wrote: sorted lines of N-Quads."""

State = tuple[tuple[int, int, int] | None, ...]
"""What tells one version of the files from another: size, time and inode of each; ``None`` if there is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A graph to be served: its file, its folder if it has one of its own, and whether it may be empty."""

    graph: Path
    folder: Path | None
    empty: bool = False

    @classmethod
    def at(cls, path: Path, *, writable: bool = False) -> Source:
        """The graph at a path: a folder, or an N-Quads file.

        ``StoreError`` if there is none. A folder that is ``writable`` may be empty, or still to be made.
        """
        path = path.absolute()
        if path.is_file():
            if writable:
                raise StoreError(f"{path} is a file; what clients write has its place in the folder of a graph")
            return cls(path, None)
        source = cls(path / FILE, path, empty=writable)
        source.check()
        return source

    def check(self) -> None:
        """``StoreError`` if there is nothing to be served."""
        if not self.empty and not any(file and file.is_file() for file in (self.graph, self.written)):
            raise StoreError(f"{self.folder or self.graph}: there is no graph here; kg build makes one")

    @property
    def name(self) -> str:
        """What to call it in front of people."""
        return (self.folder or self.graph).name

    @property
    def written(self) -> Path | None:
        """The file of what clients wrote, whether it is there or not."""
        return self.folder / WRITTEN if self.folder else None

    def state(self) -> State:
        """How its files stand now."""
        return tuple(_state(file) for file in (self.graph, self.written) if file)


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The quads of a graph as they stood at one moment: a store on disk of its own, which nobody changes any more."""

    folder: Path
    state: State

    @property
    def store(self) -> Path:
        """The folder of the store itself."""
        return self.folder / "quads"

    @property
    def protected(self) -> frozenset[Iri]:
        """The graphs of ``graph.nq``."""
        return frozenset(self._about()["protected"])

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that queries need not declare."""
        return dict(self._about()["prefixes"])

    def note(self, protected: frozenset[Iri], prefixes: Mapping[str, str]) -> None:
        """Note both, for whoever opens it."""
        about = {"protected": sorted(protected), "prefixes": dict(prefixes)}
        (self.folder / _ABOUT).write_text(json.dumps(about), "utf-8")

    def _about(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / _ABOUT).read_text("utf-8"))
        return found


_ABOUT: Final = "about.json"


def snapshot(source: Source, folder: Path) -> Snapshot:
    """Make the store of a graph as it stands, in a folder that is made anew; a store kept beside it is shared.

    ``StoreError`` if the graph is not there any more, or is not whole.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        found = Snapshot(folder, source.state())
        _fill(source, found)
        if source.state() == found.state:
            return found
    raise StoreError(f"{source.graph}: changes faster than it can be read")


_TRIES: Final = 5


def _fill(source: Source, into: Snapshot) -> None:
    source.check()
    kept = beside(source.folder) if source.folder else None
    if kept is not None:
        store = copy(kept, into.store)
    else:
        store = Changing(into.store)
        if source.graph.exists():
            store.load_quads(source.graph)
    into.note(frozenset(store.graphs()), vocabulary.prefixes(minter(store)))
    if source.written and source.written.exists():
        store.load_quads(source.written)
    store.flush()
