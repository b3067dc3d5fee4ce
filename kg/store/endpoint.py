"""What a SPARQL endpoint needs beyond a store's protocol: datasets that a request chooses, every RDF format, updates.

A store that is served is a folder of its own, which is written once: a change makes a copy that shares what is the
same, changes that, and leaves readers with what they have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Iri
from kg.store import Answer, sparql
from kg.store.oxigraph import Oxigraph, answered

GRAPH_TYPES: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/n3")
"""The media types of formats that hold one graph, the preferred one first."""

DATASET_TYPES: Final = ("application/n-quads", "application/trig", "application/ld+json")
"""The media types of formats that hold many graphs, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked over, in place of all: merged ones, and ones that ``GRAPH`` finds."""

    default: tuple[Iri, ...] = ()
    named: tuple[Iri, ...] = ()


class Served(Oxigraph):
    """A store in a folder that nobody writes to.

    A graph is meant by its name, the one without a name by ``None``.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, read_only=True)

    def ask(
        self, text: str, *, prefixes: Mapping[str, str], dataset: Dataset | None = None, base: Iri | None = None
    ) -> Answer:
        """Answer a query: over a dataset, or else the one that it chooses by ``FROM``, or else the union of all graphs.

        ``QueryError`` as for :meth:`query`.
        """
        sparql.check(text, dataset=True)
        chosen: dict[str, Any] = {}
        if dataset is not None:
            chosen["default_graph"] = [_node(name) for name in dataset.default]
            chosen["named_graphs"] = [_node(name) for name in dataset.named]
        elif not sparql.has_dataset(text):
            chosen["use_default_graph_as_union"] = True
        try:
            return answered(self._store.query(text, base_iri=base, prefixes=dict(prefixes), **chosen), text)
        except SyntaxError as error:
            raise _mistake(text, error, prefixes) from error
        except OSError as error:
            raise StoreError(str(error)) from error

    def holds(self, graph: Iri | None) -> bool:
        """Whether any triple is in a graph."""
        return next(iter(self._store.quads_for_pattern(None, None, None, _graph(graph))), None) is not None

    def write(self, out: Path, media_type: str, graph: Iri | None, prefixes: Mapping[str, str]) -> None:
        """Write a graph to a file in one of ``GRAPH_TYPES``; ``StoreError`` if it cannot be said in that format."""
        with _expressible(media_type):
            if media_type == "application/n-triples":
                self._store.dump(str(out), _format(media_type), from_graph=_graph(graph))
            else:
                dumped = self._store.dump(None, _format(media_type), from_graph=_graph(graph), prefixes=dict(prefixes))
                out.write_bytes(_in_order(dumped or b""))

    def write_all(self, out: Path, media_type: str, prefixes: Mapping[str, str]) -> None:
        """Write all graphs to a file in one of ``DATASET_TYPES``."""
        with _expressible(media_type):
            if media_type == "application/n-quads":
                self._store.dump(str(out), _format(media_type))
            else:
                out.write_bytes(_in_order(self._store.dump(None, _format(media_type), prefixes=dict(prefixes)) or b""))


class Changing(Oxigraph):
    """A store in a folder that is made or opened to be changed, before others are served it."""

    def load_quads(self, file: Path) -> None:
        """Add a whole N-Quads file, in memory that does not grow with it."""
        try:
            self._store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(f"{file}: {error}") from error

    def update(self, text: str, *, prefixes: Mapping[str, str], base: Iri | None = None) -> None:
        """Carry out a SPARQL update, all of it or nothing; ``QueryError`` if it is wrong or reaches out.

        As no graphs are kept that are empty, those that are not there can be cleared and dropped.
        """
        sparql.check_update(text)
        try:
            self._store.update(sparql.forgiving(text), base_iri=base, prefixes=dict(prefixes))
        except SyntaxError as error:
            place = re.search(r"error at (\d+):(\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (1, 1)
            offset = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
            reason = str(error).partition(": ")[2] or str(error)
            raise sparql.error(text, reason, offset) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the update cannot be carried out: {error}") from error

    def put(self, graph: Iri | None, data: bytes, media_type: str, base: Iri | None, *, replace: bool) -> None:
        """Put triples in a graph, in place of those that are there or beside them.

        ``QueryError`` if the data is wrong, or says something of other graphs. Blank nodes get names of their own.
        """
        triples = list(_parsed(data, media_type, base))
        if replace:
            self._store.clear_graph(_graph(graph))
        self._store.extend(ox.Quad(each.subject, each.predicate, each.object, _graph(graph)) for each in triples)

    def clear(self, graph: Iri | None) -> None:
        """Take all triples out of a graph."""
        self._store.clear_graph(_graph(graph))

    def beside(self, graphs: frozenset[Iri]) -> Iterator[str]:
        """The quads that are in no graph of these, as N-Quads lines."""
        for name in (ox.DefaultGraph(), *self._store.named_graphs()):
            if not (isinstance(name, ox.NamedNode) and name.value in graphs):
                yield from (f"{quad} ." for quad in self._store.quads_for_pattern(None, None, None, name))

    def flush(self) -> None:
        """See to it that whoever opens the folder sees everything."""
        self._store.flush()


def copy(store: Oxigraph, folder: Path) -> Changing:
    """A copy of a store on disk, in a folder that is made; files that stay the same are shared where possible."""
    try:
        store._store.backup(str(folder))
    except OSError as error:
        raise StoreError(f"{folder}: {error}") from error
    return Changing(folder)


def same(graph: Iri, one: Oxigraph, other: Oxigraph) -> bool:
    """Whether a graph without blank nodes says the same in two stores."""
    first, second = (
        store._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_node(graph)) for store in (one, other)
    )
    return first == second or set((first or b"").split(b"\n")) == set((second or b"").split(b"\n"))


def as_lines(data: bytes, media_type: str) -> list[str]:
    """Triples in one of ``GRAPH_TYPES`` as N-Triples lines; ``QueryError`` if they are none.

    >>> as_lines(b"<e:s> <e:p> 1 .", "text/turtle")
    ['<e:s> <e:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .']
    """
    return [f"{quad.triple} ." for quad in _parsed(data, media_type, None)]


def in_format(lines: Iterable[str], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples, given as N-Triples lines, in one of ``GRAPH_TYPES``; ``StoreError`` if it cannot say them.

    >>> in_format(["<e:s> <e:p> <e:o> ."], "text/turtle", {"e": "e:"})
    b'@prefix e: <e:> .\\ne:s e:p e:o .\\n'
    """
    triples = ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
    with _expressible(media_type):
        return (
            ox.serialize((quad.triple for quad in triples), format=_format(media_type), prefixes=dict(prefixes)) or b""
        )


@contextmanager
def _expressible(media_type: str) -> Iterator[None]:
    """Says which format could not express something."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise StoreError(f"this cannot be written as {media_type}: {error}") from error


def _in_order(written: bytes) -> bytes:
    """Turtle and the like with its prefixes sorted, which Oxigraph writes in any order."""
    match = re.match(rb"(?:@prefix [^\n]*\n)+", written)
    if match is None:
        return written
    return b"".join((*sorted(match.group().splitlines(keepends=True)), written[match.end() :]))


def _parsed(data: bytes, media_type: str, base: Iri | None) -> Iterator[ox.Quad]:
    try:
        for quad in ox.parse(data, _format(media_type), base_iri=base, rename_blank_nodes=True):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise QueryError(f"the data speaks of the graph {quad.graph_name}; give one graph at a time")
            yield quad
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the data is no {media_type}: {error}") from error


def _mistake(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryError:
    place = re.search(r"error at (\d+):(\d+)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return sparql.mistake(text, line, column, str(error), prefixes)


def _format(media_type: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(media_type)
    if found is None:
        raise StoreError(f"{media_type} is no format of RDF that is known")
    return found


def _graph(name: Iri | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if name is None else _node(name)


def _node(name: Iri) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is not an IRI: {error}") from error
