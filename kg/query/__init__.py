"""SPARQL over a graph: any query, or one of those that come with it by name.

Nothing here imports spaCy, pyvis or rdflib; a query starts as fast as Oxigraph does.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from kg import iri, literal
from kg.errors import QueryError, StoreError
from kg.iri import Minter
from kg.query import lookup
from kg.rdf import vocabulary
from kg.rdf.nquads import Literal
from kg.store import Constructed, Row, Selected, Store
from kg.store.sparql import Term, among

Value = Term | int | float | Decimal | bool | date
"""What a variable can be bound to. A string is an IRI if it is one, also with a known prefix; else a plain string."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a ``SELECT``. ``truncated`` if there were more than the limit."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    prefixes: Mapping[str, str]
    truncated: bool = False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Term]]:
        """The rows by variable, without what is not bound."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def _repr_html_(self) -> str:
        """What a notebook shows: a table."""
        return _table(self)


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a ``CONSTRUCT`` or ``DESCRIBE``, as sorted N-Triples lines."""

    lines: tuple[str, ...]
    prefixes: Mapping[str, str]
    truncated: bool = False

    def _repr_html_(self) -> str:
        """What a notebook shows: a table of one column."""
        return _table(self)


def _table(result: Rows | Triples) -> str:
    from kg.query.results import html

    return "".join(html(result))


Result = Rows | Triples | bool


def run(
    graph: Store | Path | str,
    query: str,
    values: Mapping[str, Value] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Result:
    """Ask a graph: a store, the path of one on disk or of a ``.nq`` or ``.trig`` file, or the address of a server.

    ``query`` is SPARQL, or the name of one of ``named()``. Prefixes of ``kg.rdf.vocabulary.prefixes`` need no
    declaration. ``values`` are bound to variables, whatever they contain; of a named query they may also be names of
    things and relations as the graph calls them, as in :func:`~kg.query.lookup.lookup`. ``limit`` cuts the rows;
    ``timeout`` is in seconds. ``QueryError`` says what is wrong with the query and where, ``StoreError`` what with the
    graph.

    >>> from kg.store.oxigraph import Oxigraph
    >>> store = Oxigraph()
    >>> store.add(["<e:UK> <e:is> <e:here> <e:graph> ."])
    >>> run(store, "SELECT ?what { $who ?how ?what }", {"who": "<e:UK>"}).rows
    (('e:here',),)
    """
    store = open_store(graph) if isinstance(graph, str | Path) else graph
    if query not in named() and re.fullmatch(r"[\w-]+", query.strip()):
        raise QueryError(no_such_name(query.strip()))
    if timeout is None:
        return _answer(store, query, values or {}, limit, lambda: False)
    return _within(timeout, lambda stopped: _answer(store, query, values or {}, limit, stopped))


def _answer(
    store: Store, query: str, values: Mapping[str, Value], limit: int | None, stopped: Callable[[], bool]
) -> Result:
    prefixes = vocabulary.prefixes(minter(store))
    bound = {name: term(value, prefixes) for name, value in values.items()}
    text = query
    if query in named():
        text, bound = _asked(store, named()[query], bound)
    answer = store.query(text, values=bound, prefixes=prefixes)
    if isinstance(answer, Selected):
        rows, truncated = _taken(answer.rows, limit, stopped)
        return Rows(answer.variables, tuple(rows), prefixes, truncated)
    if isinstance(answer, Constructed):
        lines, truncated = _taken(answer.lines, limit, stopped)
        return Triples(tuple(sorted(set(lines))), prefixes, truncated)
    return answer


def _asked(store: Store, query: Named, values: Mapping[str, Term]) -> tuple[str, dict[str, Term]]:
    """A named query with its values, those given by name looked up; where several things have it, for all of them."""
    text, bound = query.text, dict(values)
    for name, value in values.items():
        if name not in query.parameters:
            others = ", ".join(query.parameters) or "none"
            raise QueryError(f"the query {query.name} has no parameter {name}; it has {others}")
        kind = query.parameters[name].kind
        if kind == lookup.DAY or not isinstance(value, Literal):
            continue
        found = lookup.lookup(store, kind, value.lexical)
        if len(found) == 1:
            bound[name] = found[0]
        else:
            text = among(text, name, found)
            del bound[name]
    return text, bound


T = TypeVar("T")


def _taken(found: Iterator[T], limit: int | None, stopped: Callable[[], bool]) -> tuple[list[T], bool]:
    taken: list[T] = []
    for each in found:
        if stopped():
            break
        if limit is not None and len(taken) == limit:
            return taken, True
        taken.append(each)
    return taken, False


def _within(seconds: float, work: Callable[[Callable[[], bool]], Result]) -> Result:
    """The result of work that a thread does; when time is up it is left behind, and stops at its next row."""
    out: list[Result | BaseException] = []
    up = threading.Event()

    def attempt() -> None:
        try:
            out.append(work(up.is_set))
        except BaseException as error:
            out.append(error)

    thread = threading.Thread(target=attempt, daemon=True, name="kg query")
    thread.start()
    thread.join(seconds)
    up.set()
    if not out:
        raise QueryError(f"no answer within {seconds:g} seconds; ask for less, or allow more time")
    if isinstance(out[0], BaseException):
        raise out[0]
    return out[0]


# ------------------------------------------------------------------------------------------------ stores and values


def open_store(place: Path | str) -> Store:
    """The graph at a path, or at the address of a server, to be asked; ``StoreError`` if there is none."""
    from kg.store.oxigraph import Oxigraph, beside

    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from kg.store.remote import Remote

        return Remote(place)
    path = Path(place)
    if (path / "CURRENT").is_file():
        return Oxigraph(path, read_only=True)
    if (kept := beside(path)) is not None:
        return kept
    file = path / "graph.nq" if path.is_dir() else path
    if not file.is_file():
        raise StoreError(f"{path}: there is no graph here; kg build makes one")
    store = Oxigraph()
    store.load(file)
    return store


def minter(store: Store) -> Minter:
    """The base of the data in a store, which its prefixes stand for; the default base where there are no claims."""
    found = store.query(f"SELECT ?claim {{ ?claim a <{vocabulary.KG}Claim> }} LIMIT 1")
    for row in found.rows if isinstance(found, Selected) else ():
        if isinstance(row[0], str):
            return iri.minter_of(row[0])
    return Minter()


def term(value: Value, prefixes: Mapping[str, str]) -> Term:
    """What a value is in RDF.

    >>> term("ent:France", {"ent": "https://example.org/kg/entity/"}), term("France", {}), term(0.5, {}).lexical
    ('https://example.org/kg/entity/France', Literal(lexical='France', \
datatype='http://www.w3.org/2001/XMLSchema#string', language=None), '0.5')
    """
    if isinstance(value, Literal):
        return value
    if isinstance(value, bool):
        return Literal(str(value).lower(), literal.BOOLEAN)
    if isinstance(value, int):
        return Literal(str(value), literal.INTEGER)
    if isinstance(value, float | Decimal):
        return Literal(literal.decimal(value), literal.DECIMAL)
    if isinstance(value, date):
        return Literal(value.isoformat(), literal.DATE)
    if match := re.fullmatch(r"<(.*)>", value):
        return match[1]
    prefix, colon, name = value.partition(":")
    if colon and prefix in prefixes and not re.search(r"\s", name):
        return f"{prefixes[prefix]}{name}"
    if re.fullmatch(r"(?:https?|urn|file):[^<>\"{}|^`\\\x00-\x20]+", value):
        return value
    return Literal(value)


# ------------------------------------------------------------------------------------------------ by name


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that may be bound: of what kind it is (``kg.query.lookup.KINDS``), what it means."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Named:
    """A query that comes with kg. ``parameters`` may be bound, and are free if they are not."""

    name: str
    title: str
    parameters: Mapping[str, Parameter]
    text: str


@cache
def named() -> Mapping[str, Named]:
    """The queries that can be asked by name.

    >>> named()["names"].title
    'Every name of a thing, where it stands, and why it is taken for that thing'
    >>> named()["who-says"].parameters["by"]
    Parameter(name='by', kind='thing', about='the one who says it, such as Gérald Darmanin')
    """
    found = {}
    for file in sorted((Path(__file__).parent / "named").glob("*.rq")):
        text = file.read_text("utf-8")
        title, *comments = [line[2:] for line in text.splitlines() if line.startswith("# ")]
        parameters = [Parameter(*fields) for fields in _PARAMETER.findall("\n".join(comments))]
        found[file.stem] = Named(file.stem, title, {each.name: each for each in parameters}, text)
    return found


_PARAMETER: Final = re.compile(rf"^\$(\w+) \(({'|'.join(lookup.KINDS)})\): (.*)$", re.MULTILINE)


def no_such_name(name: str) -> str:
    """What to say about a name that no query has."""
    near = get_close_matches(name, named(), 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(named())}"
    return f"there is no query named {name!r}; {hint}"
