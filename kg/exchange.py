"""Graphs for other programs: formats that are folders of files, servers, and our own quads read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import StoreError
from kg.graph import Graph
from kg.iri import minter_of
from kg.rdf.rdf12 import unfolded
from kg.store.folder import FILE

if TYPE_CHECKING:
    from kg.rdf.void import About
    from kg.store.remote import Remote


class Folder(NamedTuple):
    """A format of several files: how they are made, by name, and what they are, in a few words."""

    files: Callable[[Graph], Mapping[str, bytes]]
    about: str


def _lists(graph: Graph) -> Mapping[str, bytes]:
    from kg.view.lists import csv_files

    return csv_files(graph.knowledge)


def _parquet(graph: Graph) -> Mapping[str, bytes]:
    from kg.view.lists import parquet_files

    return parquet_files(graph.knowledge)


def _neo4j(graph: Graph) -> Mapping[str, bytes]:
    from kg.view.lists import neo4j_files

    return neo4j_files(graph.knowledge)


def _dossiers(graph: Graph) -> Mapping[str, bytes]:
    from kg.view.dossier import dossiers

    return dossiers(graph.knowledge, graph.readings)


FOLDERS: Final = {
    "lists": Folder(_lists, "the network as lists of nodes and edges, CSV"),
    "parquet": Folder(_parquet, "the same for pandas, Polars, DuckDB and Spark, Parquet"),
    "neo4j": Folder(_neo4j, "the same with a script that loads it into Neo4j"),
    "dossier": Folder(_dossiers, "a page of Markdown for each entity, for Obsidian"),
}
"""The formats that are folders, by name."""

SUFFIXES: Final = (".nq", ".trig", ".jsonld")
"""The files that a graph can be read back from."""


def imported(path: Path) -> Graph:
    """The graph in a file that :meth:`kg.Graph.export` wrote as ``nq``, ``trig``, ``trig12`` or ``jsonld``.

    What was read and decided is taken as it is; the view is made anew. :class:`~kg.errors.StoreError` if it is not one
    of ours, or not whole.
    """
    from kg.store.oxigraph import lines

    if path.suffix not in SUFFIXES:
        raise StoreError(f"{path}: a graph is read from {', '.join(SUFFIXES)}; a Turtle file has lost who says what")
    graph = Graph.of(unfolded(lines(path)), path)
    if not graph.readings:
        raise StoreError(f"{path}: there is no document of claimgraph in it")
    return graph


# ------------------------------------------------------------------------------------------------ catalogues

_FILES: Final = {
    FILE: ("application/n-quads", "The whole graph, canonical N-Quads."),
    "graph.ttl": ("text/turtle", "The stated facts alone, Turtle."),
    "claims.jsonl": ("application/jsonl", "The claims, one JSON object a line."),
    "graph.html": ("text/html", "The graph as a page."),
}
"""The files of a graph that others may want, with what they are."""


def described(path: Path, about: About | None = None) -> Iterator[str]:
    """What the graph in a folder, or in an N-Quads file, is, as VoID and DCAT in Turtle; see :mod:`kg.rdf.void`."""
    from kg.rdf import void

    found = {file.name: file for file in (path.iterdir() if path.is_dir() else [path])}
    files = [void.File(name, found[name].stat().st_size, *_FILES[name]) for name in _FILES if name in found]
    try:
        yield from void.describe(File(path), files, about or void.About())
    except ValueError as error:
        raise StoreError(f"{path}: {error}; kg build makes one") from error


# ------------------------------------------------------------------------------------------------ servers


@dataclass(frozen=True)
class File:
    """The quads of a graph on disk, read as often as they are wanted and never all at once."""

    path: Path
    """A folder with a graph, or an N-Quads file."""

    def __iter__(self) -> Iterator[str]:
        file = self.path / FILE if self.path.is_dir() else self.path
        try:
            with file.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    yield line.rstrip("\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise StoreError(f"{file}: {reason}; kg build makes one") from error


class Sent(NamedTuple):
    """What was put on a server, and how many graphs were taken out that were no longer wanted."""

    quads: int
    graphs: int
    gone: int


def send(lines: Iterable[str], store: Remote, *, force: bool = False) -> Sent:
    """Put a graph on a server, which then has the same graphs under its base; ``lines`` are read twice.

    Each graph is replaced as a whole, and what others keep there stays. ``StoreError`` if the server holds documents
    under that base that this graph has not; ``force`` takes them out.
    """
    quads, ours = 0, set[str]()
    for line in lines:
        quads += 1
        ours.add(line.rpartition(" <")[2].partition(">")[0])
    base = next((minter_of(graph).base for graph in sorted(ours) if "/doc/" in graph), None)
    if base is None:
        raise StoreError("there is no document in this graph")
    gone = [graph for graph in store.graphs() if graph.startswith(base) and graph not in ours]
    if gone and not force:
        raise StoreError(
            f"{store.url} holds {len(gone)} documents under {base} that are not in this graph, such as {gone[0]}; "
            "--force takes them out, and a graph built with another --base stands beside them"
        )
    store.replace(lines)
    for graph in gone:
        store.drop(graph)
    return Sent(quads, len(ours), len(gone))
