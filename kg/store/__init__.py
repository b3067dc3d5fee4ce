"""Stores: places that take quads and answer SPARQL over the union of their graphs.

in memory, or in a folder       kg.store.oxigraph.Oxigraph()    fast, and what commands use
on a server                     kg.store.remote.Remote(url)     any that speaks SPARQL 1.1
in any store of rdflib          kg.store.dataset.Rdflib()       for those who want its Dataset
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kg.errors import StoreError
from kg.model import Iri
from kg.rdf import nquads
from kg.store.sparql import Term

Row = tuple[Term | None, ...]
"""A row of a result; ``None`` where a variable is not bound."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows of a ``SELECT``, computed as they are taken."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Constructed:
    """The triples of a ``CONSTRUCT`` or ``DESCRIBE`` as N-Triples lines without line ends."""

    lines: Iterator[str]


Answer = Selected | Constructed | bool


class Store(Protocol):
    """A set of quads that is asked over the union of its graphs.

    Quads are canonical N-Quads lines (``kg.rdf.nquads``), in named graphs, without blank nodes.
    """

    def add(self, lines: Iterable[str], /) -> None:
        """Add quads, all or none; adding one twice changes nothing. ``StoreError`` for a line that is not canonical."""

    def drop(self, graph: Iri, /) -> None:
        """Take a whole graph out; one that is not there changes nothing."""

    def query(
        self, sparql: str, /, *, values: Mapping[str, Term] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a SPARQL query over the union of all graphs.

        ``values`` are bound to variables of the query; ``prefixes`` need no declaration in it. ``QueryError`` for what
        is wrong, would write, or would reach out of this machine.
        """

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the graphs, sorted."""

    def __iter__(self) -> Iterator[str]:
        """The quads as canonical lines, sorted: the canonical form."""


def checked(lines: Iterable[str]) -> Iterator[str]:
    """The lines, each one seen to be a quad of IRIs and literals in a named graph; ``StoreError`` otherwise."""
    for line in lines:
        if nquads.is_quad(line):
            yield line
        elif line:
            raise StoreError(f"not a canonical N-Quads line without blank nodes: {line!r}")


def _rdflib() -> Store:
    from kg.store.dataset import Rdflib

    return Rdflib()


def _oxigraph() -> Store:
    from kg.store.oxigraph import Oxigraph

    return Oxigraph()


STORES: Final[dict[str, Callable[[], Store]]] = {"rdflib": _rdflib, "oxigraph": _oxigraph}
"""Empty stores by name."""
