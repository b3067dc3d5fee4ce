"""A store on Oxigraph: in memory, or in a folder. One process writes to a folder; others may read meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Iri
from kg.rdf.nquads import Literal
from kg.store import Answer, Constructed, Row, Selected, checked, sparql
from kg.store.folder import FILE, STORE, differing, is_current, mark
from kg.store.sparql import Term


class Oxigraph:
    """Quads in memory, or in a folder that is made if need be.

    ``read_only`` opens a folder beside a process that writes to it. ``StoreError`` if it cannot be opened.

    >>> store = Oxigraph()
    >>> store.add(['<e:UK> <e:is> <e:here> <e:graph> .'])
    >>> list(store.query("SELECT ?what { ?what ?p ?o }").rows)
    [('e:UK',)]
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        try:
            if folder is None:
                self._store = ox.Store()
            elif read_only:
                self._store = ox.Store.read_only(str(folder))
            else:
                self._store = ox.Store(str(folder))
        except OSError as error:
            busy = "lock" in str(error).lower()
            reason = "another process has this store open; it can still be read" if busy else error
            raise StoreError(f"{folder}: {reason}") from error

    def add(self, lines: Iterable[str], /) -> None:
        """Add quads, all or none."""
        data = "\n".join(checked(lines)).encode()
        try:
            self._store.load(data, ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"the quads cannot be added: {error}") from error

    def load(self, file: Path, /) -> None:
        """Add a whole ``.nq``, ``.trig`` or ``.ttl`` file, all or nothing."""
        try:
            self._store.load(path=str(file))
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(f"{file}: {error}") from error

    def drop(self, graph: Iri, /) -> None:
        """Take a whole graph out."""
        self._store.remove_graph(ox.NamedNode(graph))

    def query(
        self, text: str, /, *, values: Mapping[str, Term] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a SPARQL query over the union of all graphs."""
        text = prepared(text, values, prefixes)
        try:
            found = self._store.query(text, prefixes=dict(prefixes or {}), use_default_graph_as_union=True)
        except OSError as error:
            raise StoreError(str(error)) from error
        return answered(found, text)

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the graphs, sorted."""
        return tuple(sorted(name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode)))

    def __iter__(self) -> Iterator[str]:
        """The quads as canonical lines, sorted."""
        data = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return iter(sorted(line for line in data.decode().split("\n") if line))


def bulk_loaded(folder: Path, file: Path) -> None:
    """Make the store that lies beside an N-Quads file that we wrote, in memory that does not grow with it.

    Its lines are canonical: that they are well-formed is not checked again.
    """
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / _QUADS))
    with file.open("rb") as quads:
        while lines := quads.readlines(_PIECE):  # the loader holds what it is given
            store.bulk_load(b"".join(lines), ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    mark(folder, file)


def beside(folder: Path) -> Oxigraph | None:
    """The store beside the graph in a folder, to be read, if there is one that holds the same quads."""
    if not is_current(folder):
        return None
    try:
        return Oxigraph(folder / STORE / _QUADS, read_only=True)
    except StoreError:
        return None


def lines(file: Path) -> Iterator[str]:
    """The quads in a file, in any syntax of RDF 1.2 that its suffix tells, as N-Quads lines without line ends."""
    try:
        for quad in ox.parse(path=str(file)):
            yield f"{quad} ."
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"{file}: {error}") from error


def followed(before: Path, after: Path) -> None:
    """Make the store of a changed graph from the one it had; ``before`` and ``after`` are their folders.

    Files that do not change are shared by hard links, and only quads that differ are written. Where most of them do, or
    the old store is not to be trusted, it is loaded anew.
    """
    target = after / STORE
    apart = differing(before / FILE, after / FILE) if is_current(before) else None
    if apart is None:
        bulk_loaded(target, after / FILE)
        return
    lost, gained = apart
    target.mkdir(parents=True)
    ox.Store(str(before / STORE / _QUADS)).backup(str(target / _QUADS))
    store = ox.Store(str(target / _QUADS))
    for quad in ox.parse(b"\n".join(lost), ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.load(b"\n".join(gained), ox.RdfFormat.N_QUADS)
    store.flush()
    mark(target, after / FILE)


_PIECE = 1 << 24
"""Bytes of quads that are loaded at once."""

_QUADS = "quads"
"""The store itself, in the folder that also says which graph it is of."""


def prepared(text: str, values: Mapping[str, Term] | None, prefixes: Mapping[str, str] | None) -> str:
    """A query that is allowed, has its values, and parses; ``QueryError`` otherwise."""
    sparql.check(text)
    bound = sparql.bind(text, values) if values else text
    try:
        ox.Store().query(bound, prefixes=dict(prefixes or {}))
    except SyntaxError as error:
        place = re.search(r"error at (\d+):(\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        if bound != text:
            raise QueryError(f"with its values, the query is\n{bound}\n{_without_place(str(error))}") from error
        raise sparql.mistake(text, line, column, str(error), prefixes or {}) from error
    return bound


def answered(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, text: str) -> Answer:
    """What Oxigraph found, as stores answer."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return Constructed(f"{triple} ." for triple in found)
    names = [variable.value for variable in found.variables]
    order = in_order(text, names)
    return Selected(order, rows(found, [names.index(name) for name in order]))


def in_order(text: str, names: list[str]) -> tuple[str, ...]:
    """The variables of an answer as they are selected; those of ``SELECT *`` as they come in the text."""
    return tuple(name for name in sparql.star(text) or names if name in names)


def _without_place(message: str) -> str:
    return message.partition(": ")[2]


def rows(found: Iterable[ox.QuerySolution], order: list[int]) -> Iterator[Row]:
    """The rows of an answer, with its columns in an order."""
    for solution in found:
        yield tuple([_term(solution[place]) for place in order])


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    return None if term is None else str(term)
