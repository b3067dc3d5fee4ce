"""Graphs for other programs: formats that are folders of files, and our own quads read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import StoreError
from kg.graph import Graph
from kg.rdf.rdf12 import unfolded


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
