"""A store on a server: any that speaks the SPARQL 1.1 Protocol and the SPARQL 1.1 Graph Store HTTP Protocol.

Questions go to the one address and graphs to the other. Everything that is sent may be sent twice: graphs are sets of
quads without blank nodes, so adding again what an interrupted call had added changes nothing. That is why requests are
tried again where a server is busy or a connection breaks.
"""

from __future__ import annotations

import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.literal import BOOLEAN
from kg.model import Iri
from kg.rdf.nquads import Literal
from kg.store import Answer, Constructed, Row, Selected, checked, sparql
from kg.store.oxigraph import in_order, prepared, rows
from kg.store.sparql import Term

try:
    import httpx
except ImportError as error:  # pragma: no cover – the tests have it
    raise KgError('asking a server needs httpx, which is not installed: pip install "claimgraph[remote]"') from error

BATCH: Final = 4_000_000
"""Characters of quads that one request carries at most, or a little more."""
TRIES: Final = 4
"""How often a request is sent before the server is given up."""
BUSY: Final = (429, 502, 503, 504)
"""What servers answer that may do better a moment later."""
PATIENCE: Final = 10.0
"""Seconds to wait at most between two tries, whatever the server asks for."""

T = TypeVar("T")

_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"


class Remote:
    """The quads on a server, at the address of its SPARQL endpoint, or at one that leads to it.

    Where graphs are put and taken is ``data``; without it, where the server is known to have it (Oxigraph, Fuseki,
    Virtuoso, RDF4J, GraphDB and kg serve). ``within`` limits the store to graphs whose names begin so, on a server that
    others use too. A login is ``user`` and ``password``, or a ``token``; one in the address is taken out of it.
    ``timeout`` is the time in seconds that the server may be silent. ``StoreError`` tells what the server did not do
    and the way out.

    Queries run over the union of the graphs: of all, or of those within. Some servers do so by themselves, some when
    asked in their own way, the others are given the list of graphs with each query.
    """

    def __init__(
        self,
        url: str,
        *,
        data: str | None = None,
        within: str | Sequence[str] = (),
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        timeout: float = 120.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._given, named = _without_login(url)
        login = (user, password or "") if user else named
        self._data = data
        self._within = (within,) if isinstance(within, str) else tuple(within)
        self._client = httpx.Client(
            auth=_Login(*login) if login else _Token(token) if token else None,
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)),
            transport=transport,
            headers={"User-Agent": "claimgraph"},
        )
        self._known = bool(login or token)
        self._timeout = timeout
        self._way: Callable[[], _Form] | None = None
        weakref.finalize(self, self._client.close)

    def __repr__(self) -> str:
        return f"<Remote {self._given}>"

    # -------------------------------------------------------------------------------------------- the store

    def add(self, lines: Iterable[str], /) -> None:
        """Add quads; all of them are checked before the first is sent.

        They go in several requests. When one fails, ``StoreError`` says how far it came, and adding them again finishes
        it.
        """
        self._put(lines, fresh=False)

    def replace(self, lines: Iterable[str], /) -> None:
        """The same, but graphs that occur in the quads have these afterwards and no others."""
        self._put(lines, fresh=True)

    def drop(self, graph: Iri, /) -> None:
        """Take a whole graph out."""
        sparql.term(graph)
        with self._asked("DELETE", self.data, params={"graph": graph}, fine=(404,)) as response:
            missing = response.status_code == 404
        if missing and graph in self._names():
            raise StoreError(f"{self.data}: 404 Not Found, though {graph} is there; where does it take graphs?")

    def query(
        self, text: str, /, *, values: Mapping[str, Term] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a SPARQL query over the union of the graphs; what comes is read as it is taken."""
        text = prepared(text, values, prefixes)
        return self._answer(_declared(text, prefixes or {}), self._union())

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the graphs, sorted."""
        return tuple(sorted(name for name in self._names() if name.startswith(self._within or "")))

    def __iter__(self) -> Iterator[str]:
        """The quads as canonical lines, sorted."""
        return iter(sorted(chain.from_iterable(map(self._lines, self.graphs()))))

    # -------------------------------------------------------------------------------------------- addresses

    @property
    def url(self) -> str:
        """The address that queries are sent to."""
        return self._places[0]

    @property
    def data(self) -> str:
        """The address that graphs are put to."""
        return self._data or self._places[1]

    @cached_property
    def _places(self) -> tuple[str, str]:
        """The two addresses, found by asking a question that every endpoint can answer."""
        given, first = self._given.rstrip("/"), None
        for url in dict.fromkeys((self._given, f"{given}/query", f"{given}/sparql")):
            try:
                with self._asked(
                    "POST", url, data={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": _RESULTS}
                ) as response:
                    _results(response)
                    return _places(url, response.headers.get("Server", ""), self._known)
            except _ElsewhereError as error:
                first = first or error
        raise first or StoreError(self._given)

    # -------------------------------------------------------------------------------------------- reading

    def _answer(self, text: str, dataset: _Form) -> Answer:
        """What the server answers; its connection is given back when the last row has been taken."""
        form = sparql.form(text)
        triples = form in ("CONSTRUCT", "DESCRIBE")
        with ExitStack() as opened:
            response = opened.enter_context(
                self._asked(
                    "POST",
                    self.url,
                    data={"query": text, **dataset},
                    headers={"Accept": _TRIPLES if triples else _RESULTS},
                )
            )
            if triples:
                return Constructed(_closing(_triples(response), opened.pop_all()))
            found = _results(response)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if form == "ASK":  # Virtuoso gives a row for yes, and none for no
                return any(True for _ in _sound(found, response))
            names = [variable.value for variable in found.variables]
            order = in_order(text, names)
            taken = rows(_sound(found, response), [names.index(name) for name in order])
            taken = _all((tuple(map(_canonical, row)) for row in taken), response, text)
            return Selected(order, _closing(taken, opened.pop_all()))

    def _select(self, text: str) -> list[Row]:
        answer = self._answer(text, {})
        return list(answer.rows) if isinstance(answer, Selected) else []

    def _names(self) -> Iterator[Iri]:
        """The graphs on the server, whoever's they are."""
        for (name,) in self._select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            if isinstance(name, str):
                yield name

    def _lines(self, graph: Iri) -> Iterator[str]:
        with self._asked("GET", self.data, params={"graph": graph}, headers={"Accept": _TRIPLES}) as response:
            for triple in _triples(response):
                yield f"{triple[:-1]}<{graph}> ."

    def _union(self) -> _Form:
        """What to say with a query so that it runs over the union of the graphs."""
        if self._within:
            return self._listed()
        if self._way is None:
            there = self._select("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && !isBlank(?o)) } } LIMIT 1")
            if not there:
                return {}
            ask = f"ASK {{ {' '.join(sparql.term(term) for term in there[0] if term is not None)} }}"
            by_itself = self._answer(ask, {}) is True
            when_told = by_itself or self._answer(ask, _UNION) is True
            self._way = dict if by_itself else _UNION.copy if when_told else self._listed
        return self._way()

    def _listed(self) -> _Form:
        """All graphs of the store by name, as every server understands it."""
        names = self.graphs() or (_NOWHERE,)
        return {"default-graph-uri": names, "named-graph-uri": names}

    # -------------------------------------------------------------------------------------------- writing

    def _put(self, lines: Iterable[str], *, fresh: bool) -> None:
        begun: set[Iri] = set()
        sent = 0
        for batch in _batches(lines):
            for graph, triples in batch.items():
                method = "PUT" if fresh and graph not in begun else "POST"
                content = "".join(triples).encode()
                try:
                    with self._asked(
                        method,
                        self.data,
                        params={"graph": graph},
                        content=content,
                        headers={"Content-Type": _TRIPLES},
                    ):
                        pass
                except StoreError as error:
                    raise StoreError(f"{error}; {sent} quads had been sent, doing it again doubles nothing") from error
                begun.add(graph)
                sent += len(triples)

    # -------------------------------------------------------------------------------------------- requests

    @contextmanager
    def _asked(self, method: str, url: str, *, fine: Sequence[int] = (), **content: Any) -> Iterator[httpx.Response]:
        """The server's answer, its body not yet read; ``StoreError``, or ``QueryError``, if it is none that helps."""
        try:
            response = self._sent(self._client.build_request(method, url, **content))
        except httpx.TimeoutException as error:
            raise StoreError(
                f"{url}: no answer within {self._timeout:g} seconds; ask for less, or wait longer"
            ) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise StoreError(f"{url}: not the address of a server: {error}") from error
        except httpx.TransportError as error:
            raise StoreError(f"{url}: nobody answers ({error}); is the server running, at this address?") from error
        try:
            if not response.is_success and response.status_code not in fine:
                raise _refused(response, "query" in content.get("data", ()))
            yield response
        except httpx.TimeoutException as error:
            raise StoreError(f"{url}: silent for {self._timeout:g} seconds; ask for less, or wait longer") from error
        except httpx.TransportError as error:
            raise StoreError(f"{url}: the connection broke before all was there ({error})") from error
        finally:
            response.close()

    def _sent(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request, which is sent again if the server is busy or the connection breaks."""
        for number in range(1, TRIES + 1):
            wait = 0.25 * 2**number
            try:
                response = self._client.send(request, stream=True)
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
                if number == TRIES:
                    raise
            else:
                if response.status_code not in BUSY or number == TRIES:
                    return response
                asked = response.headers.get("Retry-After", "")
                wait = min(float(asked), PATIENCE) if asked.isdecimal() else wait
                response.close()
            time.sleep(wait)
        raise AssertionError  # pragma: no cover – the last try returns or raises


_Form = Mapping[str, Any]
"""Fields of a form beside the query."""

_UNION: Final[dict[str, Any]] = {"union-default-graph": "true"}
"""How Oxigraph is told, and claimgraph understands it, too."""
_NOWHERE: Final = "urn:claimgraph:nowhere"
"""A graph that nobody has: an empty list would mean all graphs."""


class _ElsewhereError(StoreError):
    """What answers there does not speak SPARQL; another address of that server may."""


class _Token(httpx.Auth):
    """A bearer token."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request


class _Login(httpx.Auth):
    """A name and a password, in the way that the server asks for: basic, or digest as Virtuoso does."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._by: httpx.Auth = self._basic

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._by is self._basic:
            response = yield next(self._basic.auth_flow(request))
            asked = response.headers.get("WWW-Authenticate", "")
            if response.status_code != 401 or asked.lower().startswith("basic"):
                return  # Virtuoso does not even say how it wants to be told
            self._by = self._digest
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)


def _without_login(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address, and the name and password that stood in it, which nobody should read in a message.

    >>> _without_login("https://ann:secret@graphs.example/query")
    ('https://graphs.example/query', ('ann', 'secret'))
    """
    parts = urlsplit(url)
    before, at, host = parts.netloc.rpartition("@")
    user, _, password = before.partition(":")
    login = (unquote(user), unquote(password)) if at else None
    return parts._replace(netloc=host, fragment="").geturl(), login


def _places(url: str, server: str, known: bool) -> tuple[str, str]:
    """Where a server is asked and where it keeps its graphs; ``known`` if it knows who asks.

    >>> _places("http://localhost:7878/query", "Oxigraph/0.5.13", False)
    ('http://localhost:7878/query', 'http://localhost:7878/store')
    >>> _places("http://localhost:8000/sparql", "", False)  # kg serve
    ('http://localhost:8000/sparql', 'http://localhost:8000/graphs')
    >>> _places("http://localhost:8890/sparql", "Virtuoso/07.20.3229", True)
    ('http://localhost:8890/sparql-auth', 'http://localhost:8890/sparql-graph-crud-auth')
    >>> _places("http://localhost:7200/repositories/news", "GraphDB/10.8", False)[1]
    'http://localhost:7200/repositories/news/rdf-graphs/service'
    """
    if "Virtuoso" in server:
        auth = "-auth" if known else ""
        root = url.removesuffix("-auth").removesuffix("/sparql")
        return f"{root}/sparql{auth}", f"{root}/sparql-graph-crud{auth}"
    if "/repositories/" in url:
        return url, f"{url}/rdf-graphs/service"
    ours = urlsplit(url).path == "/sparql"
    return url, f"{url.rpartition('/')[0]}/{'store' if 'Oxigraph' in server else 'graphs' if ours else 'data'}"


# ------------------------------------------------------------------------------------------------ what is sent


def _batches(lines: Iterable[str]) -> Iterator[dict[Iri, list[str]]]:
    """Quads as triples by graph, so many at a time as go in one request; nothing before all lines are seen to be sound.

    They wait in a file, so that there can be more of them than fit into memory.
    """
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as waiting:
        waiting.writelines(f"{line}\n" for line in checked(lines))
        waiting.seek(0)
        batch: dict[Iri, list[str]] = defaultdict(list)
        size = 0
        for line in waiting:
            triple, _, graph = line.rstrip(" .\n").rpartition(" <")
            batch[graph.removesuffix(">")].append(f"{triple} .\n")
            size += len(line)
            if size > BATCH:
                yield batch
                batch, size = defaultdict(list), 0
        yield batch


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """A query that says itself what its prefixes stand for; what it had said before is said later, and holds.

    >>> _declared("ASK { ?s rdfs:label ?l }", {"rdfs": "e:r#", "kg": "e:k#"})
    'PREFIX rdfs: <e:r#> ASK { ?s rdfs:label ?l }'
    """
    used = {token.text.partition(":")[0] for token in sparql.tokens(text) if token.kind == "name"}
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used & prefixes.keys())) + text


# ------------------------------------------------------------------------------------------------ what comes back

_HINT: Final = "is this a SPARQL endpoint? Oxigraph's ends in /query, Fuseki's in /NAME/query, Virtuoso's in /sparql"
_WHY: Final = {
    401: "it wants to know who asks: give a name and a password, or a token",
    403: "whoever asks may not do this",
    404: _HINT,
    405: _HINT,
    413: "that is more than it takes at once",
    415: "it does not take N-Triples",
}


def _refused(response: httpx.Response, query: bool) -> KgError:
    """What to say about an answer that is an error."""
    status = response.status_code
    said = " ".join(response.read().decode("utf-8", "replace").split())
    told = f": {said[:300]}" if said and not said.startswith("<") else ""
    where = f"{response.url.copy_with(query=None)}: {status} {response.reason_phrase}"
    if response.is_redirect:
        return _ElsewhereError(f"{where}: it is at {response.headers.get('Location')}")
    if query and status == 400:
        return QueryError(f"{where}{told}")
    kind = _ElsewhereError if query and status in (404, 405, 406, 415, 501) else StoreError
    return kind(f"{where}{told}; {_WHY[status]}" if status in _WHY else f"{where}{told}")


class _Body:
    """The body of a response as a file that is read once."""

    def __init__(self, response: httpx.Response) -> None:
        self._chunks, self._left = response.iter_bytes(), b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` at most; none at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


def _type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _results(response: httpx.Response) -> ox.QuerySolutions | ox.QueryBoolean:
    format = ox.QueryResultsFormat.from_media_type(_type(response) or "none")
    if format is None:
        raise _ElsewhereError(
            f"{response.url}: it answers with {_type(response) or 'no type'}, no SPARQL results; {_HINT}"
        )
    try:
        return ox.parse_query_results(_Body(response), format=format)  # type: ignore[arg-type]  # it calls read alone
    except SyntaxError as error:
        raise StoreError(f"{response.url}: its SPARQL results cannot be read: {error}") from error


def _canonical(term: Term | None) -> Term | None:
    """A term as we write it: Virtuoso gives ``1`` for ``true``."""
    if isinstance(term, Literal) and term.datatype == BOOLEAN and term.lexical in ("0", "1"):
        return term._replace(lexical="true" if term.lexical == "1" else "false")
    return term


def _sound(found: ox.QuerySolutions, response: httpx.Response) -> Iterator[ox.QuerySolution]:
    try:
        yield from found
    except SyntaxError as error:
        raise StoreError(f"{response.url}: its SPARQL results cannot be read to the end: {error}") from error


def _triples(response: httpx.Response) -> Iterator[str]:
    """The triples of an answer as canonical N-Triples lines without line ends."""
    format = ox.RdfFormat.from_media_type(_TRIPLES if _type(response) == "text/plain" else _type(response) or "none")
    if format is None:
        raise _ElsewhereError(f"{response.url}: it answers with {_type(response) or 'no type'}, no RDF; {_HINT}")
    try:
        for quad in ox.parse(_Body(response), format=format):  # type: ignore[arg-type]  # it calls read alone
            yield f"{quad.triple} ."
    except SyntaxError as error:
        raise StoreError(f"{response.url}: its triples cannot be read to the end: {error}") from error


def _all(found: Iterator[Row], response: httpx.Response, text: str) -> Iterator[Row]:
    """Rows, of which a server may give so many at most; Virtuoso says so in a header and nowhere else."""
    most = response.headers.get("X-SPARQL-MaxRows", "")
    taken = 0
    for row in found:
        taken += 1
        yield row
    if most.isdecimal() and taken >= int(most) and not sparql.limited(text):
        raise StoreError(
            f"{response.url}: the server gives {most} rows at most, and there are more; use LIMIT and OFFSET"
        )


def _closing(found: Iterator[T], opened: ExitStack) -> Iterator[T]:
    with opened:
        yield from found
