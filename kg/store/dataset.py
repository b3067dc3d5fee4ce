"""Stores of rdflib, in memory or any other, for those who want its ``Dataset``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import rdflib
import rdflib.store
from rdflib.plugin import PluginException
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError, StoreError
from kg.literal import DATE_TIME, STRING
from kg.model import Iri
from kg.rdf import nquads
from kg.rdf.nquads import LANG_STRING, Literal
from kg.store import Answer, Constructed, Row, Selected, sparql
from kg.store.oxigraph import in_order, prepared
from kg.store.sparql import Term


class Rdflib:
    """Quads in an rdflib ``Dataset``, which is there as ``dataset``: in memory, or over any other store of rdflib.

    ``store`` is one of rdflib's stores that knows named graphs, or what rdflib calls it, such as ``Oxigraph``.
    """

    def __init__(self, store: rdflib.store.Store | str = "default") -> None:
        self.dataset = dataset(store=store)

    def add(self, lines: Iterable[str], /) -> None:
        """Add quads, all or none."""
        fill(self.dataset, lines)

    def drop(self, graph: Iri, /) -> None:
        """Take a whole graph out."""
        self.dataset.remove_graph(rdflib.URIRef(graph))

    def query(
        self, text: str, /, *, values: Mapping[str, Term] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a SPARQL query over the union of all graphs."""
        text = prepared(text, values, prefixes)
        try:
            query = prepareQuery(text, initNs=dict(prefixes or {}))
        except Exception as error:  # rdflib lets errors of its parser and of its own through
            raise QueryError(f"rdflib does not understand the query: {error}") from error
        if query.algebra.get("datasetClause") or _asks_others(query.algebra):
            raise QueryError("FROM and SERVICE are refused: queries stay in this store")
        result: Any = self.dataset.query(query)
        if result.type == "ASK":
            return bool(result.askAnswer)
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            return Constructed(f"{s.n3()} {p.n3()} {_written(o)} ." for s, p, o in result.graph)
        names = in_order(text, [str(name) for name in result.vars])
        return Selected(names, _rows(result.bindings, [rdflib.Variable(name) for name in names]))

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the graphs, sorted."""
        names = {str(name) for _, _, _, name in self.dataset.quads((None, None, None, None)) if name is not None}
        return tuple(sorted(names))

    def __iter__(self) -> Iterator[str]:
        """The quads as canonical lines, sorted."""
        quads = self.dataset.quads((None, None, None, None))
        return iter(sorted(f"<{s}> <{p}> {_written(o)} <{g}> ." for s, p, o, g in quads))


class _Dataset(rdflib.Dataset):
    """rdflib 7.6 reads a property of its own that it warns about; here it does not warn."""

    @property
    def default_context(self) -> Any:
        return self.default_graph

    @default_context.setter
    def default_context(self, graph: Any) -> None:
        self.default_graph = graph


def dataset(lines: Iterable[str] = (), store: rdflib.store.Store | str = "default") -> rdflib.Dataset:
    """Quads as an rdflib ``Dataset`` whose default graph is the union of all others, over any store of rdflib.

    ``StoreError`` if rdflib has no such store.

    >>> len(dataset(['<e:UK> <e:is> "here" <e:graph> .']))
    1
    """
    try:
        made = _Dataset(store, default_union=True)
    except PluginException as error:
        hint = "; pip install oxrdflib brings it" if store == "Oxigraph" else ""
        raise StoreError(f"rdflib has no store {store!r}{hint}") from error
    fill(made, lines)
    return made


def fill(target: rdflib.Dataset, lines: Iterable[str]) -> None:
    """Add canonical lines to a dataset, all or none; ``StoreError`` for one that is not canonical."""
    name = cache(rdflib.URIRef)
    graphs = cache(target.graph)
    quads = []
    for line in lines:
        if line:
            try:
                subject, predicate, object, graph = nquads.parse(line)
            except ValueError as error:
                raise StoreError(str(error)) from error
            node = name(object) if isinstance(object, str) else literal(object)
            quads.append((name(subject), name(predicate), node, graphs(name(graph))))
    target.addN(quads)


def literal(of: Literal) -> rdflib.Literal:
    """A literal of rdflib with exactly this lexical form."""
    if of.language:
        return rdflib.Literal(of.lexical, lang=of.language)
    if of.datatype == STRING:
        return rdflib.Literal(of.lexical)
    return rdflib.Literal(of.lexical, datatype=rdflib.URIRef(of.datatype), normalize=False)


def _asks_others(part: Any) -> bool:
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(_asks_others(each) for each in part.values())
    return isinstance(part, list | tuple) and any(_asks_others(each) for each in part)


def _rows(bindings: Iterable[Mapping[Any, Any]], names: list[rdflib.Variable]) -> Iterator[Row]:
    for binding in bindings:
        yield tuple(_term(binding.get(name)) for name in names)


def _term(node: Any) -> Term | None:
    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        language = node.language.lower() if node.language else None
        lexical, datatype = str(node), LANG_STRING if language else str(node.datatype or STRING)
        if datatype == DATE_TIME and lexical.endswith("+00:00"):  # oxrdflib lets rdflib write it anew
            lexical = f"{lexical[:-6]}Z"
        return Literal(lexical, datatype, language)
    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)


def _written(node: Any) -> str:
    value = _term(node)
    return sparql.term(value) if isinstance(value, Literal) else f"<{value}>"
