"""A graph in memory: readings under links, and every way of looking at it."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__, gazetteer, iri, literal
from kg.config import Settings, settings
from kg.decisions import FILE as DECISIONS
from kg.decisions import Decision, Decisions, Names, Says, apply
from kg.errors import KgError, QueryError, SettingsError, StoreError
from kg.gazetteer import Entry
from kg.iri import Minter
from kg.knowledge import View, know
from kg.ledger import DECIDED, Ledger, order
from kg.model import Claim, Curated, Document, Entity, Failure, Gap, Iri, Kind, Knowledge, Link, Reading, Span
from kg.rdf import kept
from kg.rdf.claims import Run
from kg.rdf.formats import FORMATS, Content
from kg.rdf.read import Contents, contents
from kg.spool import Spool, in_order
from kg.store import folder as files
from kg.store.folder import FILE
from kg.threshold import confident

# What only a build or one format needs is imported there: a query should not wait for the word lists of the grammar.

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyvis.network
    import rdflib
    import rdflib.store

    from kg.conflicts import Conflict
    from kg.coverage import Coverage
    from kg.query import Result
    from kg.save import Before
    from kg.store import Store
    from kg.view.notebook import Read

SAVED = {FILE: "nq", "graph.ttl": "ttl", "graph.html": "html", "claims.jsonl": "claims"}
"""The files of a saved graph, with their formats."""

LARGE = 4_000_000
"""Bytes of quads from which on a copy is kept beside them that is loaded at once."""

STORED = 32_000_000
"""Bytes of quads from which on a store on disk is kept beside them, unless none is wanted: a query then opens it in no
time, where it would read them all for seconds."""

ASSERT_ATTRIBUTED = ("assert_attributed", "true")
"""The setting that changes what is a fact, as runs record it."""


NO_ROLES = ("roles", "none")
"""The setting without the table of roles that comes with the package, as runs record it."""


def recorded(assert_attributed: bool, min_confidence: float, roles: bool = True) -> tuple[tuple[str, str], ...]:
    """The settings that change what is in a graph, as runs record them; none of those that change nothing."""
    least = (("min_confidence", literal.decimal(min_confidence)),) if min_confidence else ()
    return (*((ASSERT_ATTRIBUTED,) if assert_attributed else ()), *least, *(() if roles else (NO_ROLES,)))


def least_confidence(runs: Iterable[Run]) -> float:
    """The least confidence that runs record."""
    return max((float(value) for run in runs for name, value in run.settings if name == "min_confidence"), default=0.0)


def _united(
    applied: gazetteer.Applied, held: Iterable[tuple[Link, Entry]]
) -> tuple[tuple[tuple[Iri, Iri], ...], tuple[tuple[Iri, Kind], ...]]:
    """Identities elsewhere and kinds: those of a gazetteer, and of holders of offices that it says nothing of."""
    matches, kinds = dict(applied.matches), dict(applied.kinds)
    for link, row in held:
        kinds.setdefault(link.canonical, row.kind or Kind.PERSON)
        if row.identifier:
            matches.setdefault(link.canonical, row.identifier)
    return tuple(sorted({*applied.matches, *matches.items()})), tuple(sorted({*applied.kinds, *kinds.items()}))


def build(*inputs: str | Path | Document, config: Path | None = None, **chosen: Any) -> Graph:
    """Read texts into a graph.

    ``inputs`` are files (``.txt``, ``.md``, ``.jsonl``), folders of them, ``-`` for standard input, or documents; the
    keywords are those of :class:`~kg.config.Settings`. What cannot be read is in ``graph.failures`` and the others go
    on, unless ``strict`` is chosen.

    :class:`~kg.errors.ParserError` if the language model is missing, :class:`~kg.errors.SettingsError` if a setting
    means nothing.

    >>> build().claims
    ()
    """
    setting = settings(config, **chosen)
    return Graph.gathered(results(inputs, setting), setting)


def results(inputs: Sequence[str | Path | Document], setting: Settings) -> Iterator[Reading | Failure]:
    """What is read in each document, one by one, as :func:`build` gathers it; a failure is raised if that is chosen."""
    from kg.run import run

    given = documents(inputs, setting)
    for result in run(given, model=setting.model, jobs=setting.jobs, min_confidence=setting.min_confidence):
        if setting.strict and isinstance(result, Failure):
            raise KgError(f"{result.document}: {result.stage}: {result.error}")
        yield result


def documents(inputs: Sequence[str | Path | Document], setting: Settings) -> Iterator[Document | Failure]:
    """The documents of inputs, before anything is read in them."""
    from kg.read import read

    yield from read(
        [given for given in inputs if not isinstance(given, Document)], base=setting.base, date=setting.date
    )
    yield from (given for given in inputs if isinstance(given, Document))


class Graph:
    """What documents say together: evidence (readings), decisions (links), and the knowledge that follows from both.

    A value: its readings and links do not change, and equal ones give equal bytes, whatever their order. ``links`` are
    those between documents; each reading has its own. ``runs`` are the configurations that made the readings,
    ``curated`` is what was decided besides links; :meth:`decided` makes links and verdicts of ``decisions``.
    """

    unmatched: tuple[str, ...] = ()
    """The decisions that match nothing, in words."""
    doubtful: tuple[str, ...] = ()
    """The names that the gazetteer does not settle, in words."""

    def __init__(
        self,
        readings: Iterable[Reading] = (),
        links: Iterable[Link] = (),
        failures: Iterable[Failure] = (),
        *,
        runs: Iterable[Run] = (),
        curated: Curated = Curated(),  # noqa: B008 frozen
        assert_attributed: bool = False,
        min_confidence: float = 0.0,
        roles: bool = True,
    ) -> None:
        self.readings: Sequence[Reading] = readings if isinstance(readings, Spool) else tuple(in_order(readings))
        self.links = tuple(links)
        self.failures = tuple(failures)
        self.curated = curated
        self.assert_attributed = assert_attributed
        self.min_confidence = min_confidence
        self.roles = roles
        self._decisions: Decisions | Path = Decisions()
        self._known: tuple[Entry, ...] | Path = ()
        self._runs = {made.model: made for made in runs}
        self._counts: dict[str, int] | None = None

    @classmethod
    def gathered(
        cls,
        results: Iterable[Reading | Failure],
        setting: Settings = settings(),  # noqa: B008 frozen
        spool: Spool | None = None,
    ) -> Graph:
        """The graph of what was read, its documents linked with one another.

        With a ``spool``, readings lie in it and not in memory.
        """
        from kg.link import link

        readings = spool if spool is not None else Spool(held=sys.maxsize)
        failures: list[Failure] = []
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
            elif (first := readings.get(result.document.id)) is None:
                readings.put(result)
            elif first.document != result.document:
                stays, lost = sorted((first.document, result.document), key=repr)
                if result.document == stays:
                    readings.put(result)
                failures.append(Failure(lost.source.name, "read", f"has the IRI of {stays.source.name}: {stays.id}"))
        found: Sequence[Reading] = readings if spool is not None else tuple(readings)
        with kept.uncollected():
            links = link(found)
        graph = cls(
            found,
            links,
            failures,
            assert_attributed=setting.assert_attributed,
            min_confidence=setting.min_confidence,
            roles=setting.roles == "shipped",
        )
        given = [setting.gazetteer, setting.roles if setting.roles not in ("shipped", "none") else None]
        graph = graph.informed(entry for file in given if file for entry in gazetteer.read(Path(file)))
        return graph.decided(Decisions.read(Path(setting.decisions))) if setting.decisions else graph

    @classmethod
    def load(cls, folder: str | Path) -> Graph:
        """The graph in a folder that :meth:`save` wrote, or in a ``.nq`` file; nothing is lost but failures.

        :class:`~kg.errors.StoreError` if there is none, or if it is not whole.
        """
        path = Path(folder)
        if path.is_dir():
            with files.read_copy(path) as copy:
                if copy is not None and (found := kept.read(copy)) is not None:
                    return cls._holding(found, path)
            path = path / FILE
        try:
            lines = path.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise StoreError(f"{path}: {reason}; kg build makes one") from error
        return cls.of(filter(None, lines), path)

    @classmethod
    def of(cls, lines: Iterable[str], path: Path) -> Graph:
        """The graph of N-Quads lines that stand at a path; its decisions are beside it."""
        try:
            with kept.uncollected():
                found = contents(lines)
        except StoreError as error:
            raise StoreError(f"{path}: {error}; kg build makes one") from error
        return cls._holding(found, path.parent)

    @classmethod
    def spooled(cls, before: Before, folder: Path, spool: Spool) -> Graph:
        """The graph in a folder as it was written, with its readings in a spool."""
        rest = before.copy.rest
        return cls._holding(Contents((), rest.links, rest.runs, rest.curated), folder, spool)

    @classmethod
    def _holding(cls, found: Contents, folder: Path, spool: Spool | None = None) -> Graph:
        """The graph of what a folder holds."""
        assert_attributed = any(ASSERT_ATTRIBUTED in run.settings for run in found.runs)
        graph = cls(
            found.readings if spool is None else spool,
            found.links,
            runs=found.runs,
            curated=found.curated,
            assert_attributed=assert_attributed,
            min_confidence=least_confidence(found.runs),
            roles=not any(NO_ROLES in run.settings for run in found.runs),
        )
        graph._decisions, graph._known = folder / DECISIONS, folder / gazetteer.FILE
        return graph

    # -------------------------------------------------------------------------------------------- what is in it

    @cached_property
    def knowledge(self) -> Knowledge:
        """The view over the readings under the links; derived when it is first asked for."""
        return know(self.readings, self.links, curated=self.curated, assert_attributed=self.assert_attributed)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims as resolved, by document and in the order of its text."""
        return self.knowledge.claims

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The things that are named or described, by IRI."""
        return self.knowledge.entities

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The claims that cannot both hold, the surest first; see :mod:`kg.conflicts`."""
        from kg.conflicts import conflicts

        return conflicts(self.claims, self.readings)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that could be read, by IRI."""
        return tuple(reading.document for reading in self.readings)

    def document(self, name: str) -> Read:
        """A document by its file name, its title or its IRI, with its claims; a notebook shows its text with them.

        :class:`~kg.errors.SettingsError` if there is none of that name, or if there are several.
        """
        from kg.view.notebook import Read

        found = Names(self.readings).document(name)
        if found is None:
            raise SettingsError(f"there is no document {name!r} in the graph")
        return Read(next(reading for reading in self.readings if reading.document.id == found), self.knowledge)

    @property
    def gaps(self) -> tuple[tuple[Document, Gap], ...]:
        """What was not understood: the document, the words, and why they gave nothing."""
        return tuple((reading.document, gap) for reading in self.readings for gap in reading.gaps)

    def coverage(self) -> Coverage:
        """How far the documents were understood: what gave no claim, why, and how much of it there is."""
        from kg.coverage import coverage

        return coverage(self.readings)

    def confident(self, least: float) -> Graph:
        """The graph without the claims of a confidence below ``least`` (0 to 1), which become gaps.

        Links stay as they are; a build with this ``min_confidence`` reads the same claims.
        """
        readings = [confident(reading, least) for reading in self.readings]
        graph = Graph(
            readings,
            self.links,
            self.failures,
            curated=self.curated,
            assert_attributed=self.assert_attributed,
            min_confidence=max(least, self.min_confidence),
        )
        graph._decisions, graph._known = self._decisions, self._known
        return graph

    @property
    def silent(self) -> tuple[tuple[Document, Span], ...]:
        """The sentences that gave no claim."""
        told = {(reading.document.id, claim.sentence) for reading in self.readings for claim in reading.claims}
        return tuple(
            (reading.document, sentence)
            for reading in self.readings
            for sentence in reading.sentences
            if (reading.document.id, sentence) not in told
        )

    def summary(self) -> dict[str, int]:
        """The counts that tell how a build went, by their names."""
        if self._counts is not None:
            return self._counts
        return {
            "documents": len(self.readings),
            "sentences": sum(len(reading.sentences) for reading in self.readings),
            "claims": len(self.claims),
            "stated as facts": sum(claim.asserted for claim in self.claims),
            "entities": len(self.entities),
            "links": len(self.links) + sum(len(reading.links) for reading in self.readings),
            "sentences that gave nothing": len(self.silent),
            "failures": len(self.failures),
        }

    # -------------------------------------------------------------------------------------------- what was decided

    @property
    def decisions(self) -> Decisions:
        """What people decided about the graph, with the file that it stands in; read when it is first asked for.

        :class:`~kg.errors.SettingsError` if something is wrong with that file.
        """
        if isinstance(self._decisions, Path):
            self._decisions = Decisions.read(self._decisions) if self._decisions.exists() else Decisions()
        return self._decisions

    @property
    def known(self) -> tuple[Entry, ...]:
        """What is known beforehand: the gazetteer beside the graph, read when it is first asked for."""
        if isinstance(self._known, Path):
            self._known = gazetteer.read(self._known) if self._known.exists() else ()
        return self._known

    def informed(self, entries: Iterable[Entry]) -> Graph:
        """The graph under a gazetteer, and no other, and the table of roles; see :mod:`kg.gazetteer`, :mod:`kg.roles`.

        What people decided comes after it.
        """
        from kg import roles

        entries = tuple(entries)
        links = tuple(x for x in self.links if x.method not in (DECIDED, gazetteer.GAZETTEER, roles.ROLE_TABLE))
        applied = gazetteer.apply(entries, self.readings, links)
        links = (*links, *applied.links)
        rows = (*entries, *roles.shipped()) if self.roles else entries
        held = [*roles.held(rows, self.readings, links)]
        graph = Graph(
            self.readings,
            sorted((*links, *(link for link, _ in held)), key=order),
            self.failures,
            runs=self._runs.values(),
            curated=Curated((), *_united(applied, held)),
            assert_attributed=self.assert_attributed,
            min_confidence=self.min_confidence,
            roles=self.roles,
        )
        graph._known, graph.doubtful = entries, applied.doubtful
        return graph.decided(self.decisions)

    def decided(self, decisions: Decisions) -> Graph:
        """The graph under these decisions and no others; what was read stays as it is.

        :class:`~kg.errors.SettingsError` if two of them contradict each other, with the places of both.
        """
        links = tuple(link for link in self.links if link.method != DECIDED)
        applied = apply(decisions.all, self.readings, links)
        curated = replace(self.curated, verdicts=applied.verdicts)
        graph = Graph(
            self.readings,
            (*links, *applied.links),
            self.failures,
            runs=self._runs.values(),
            curated=curated,
            assert_attributed=self.assert_attributed,
            min_confidence=self.min_confidence,
            roles=self.roles,
        )
        graph._decisions, graph.unmatched = decisions, applied.unmatched
        graph._known, graph.doubtful = self._known, self.doubtful
        return graph

    def link(
        self,
        one: str,
        other: str,
        *,
        document: str | None = None,
        member: bool = False,
        reason: str = "",
        who: str = "",
        date: str = "",
    ) -> Graph:
        """The graph in which two names, or IRIs, are the same; everywhere, or in one document.

        With ``member`` the first is a group that has the second among its members. If somebody decided that they are
        different, that is taken back. ``SettingsError`` if there are no such things.
        """
        says = Says.MEMBER if member else Says.SAME
        return self._joined(Decision(says, (one, other), document, (), reason, who, date), Says.DIFFERENT)

    def unlink(
        self, one: str, other: str, *, document: str | None = None, reason: str = "", who: str = "", date: str = ""
    ) -> Graph:
        """The graph in which two names, or IRIs, are not the same; the opposite of :meth:`link`."""
        wanted = Decision(Says.DIFFERENT, (one, other), document, (), reason, who, date)
        return self._joined(wanted, Says.SAME, Says.MEMBER)

    def _joined(self, wanted: Decision, *opposite: Says) -> Graph:
        """The graph in which a decision holds: one that took the opposite is taken back, if that is enough."""
        names = Names(self.readings)
        document, things = self._meant(names, wanted)
        gone = [
            each
            for each in self.decisions.all
            if each.says in opposite and self._meant(names, each, strict=False) == (document, things)
        ]
        kept = self.decisions.minus(*gone) if gone else self.decisions
        graph = self.decided(kept)
        return graph if gone and graph._holds(names, wanted.says, document, things) else self.decided(kept.plus(wanted))

    def _meant(
        self, names: Names, decision: Decision, *, strict: bool = True
    ) -> tuple[Iri | None, frozenset[Iri | None]]:
        """The document and the things that a decision is about."""
        document = names.document(decision.document) if decision.document else None
        if strict and decision.document and document is None:
            raise SettingsError(f"there is no document {decision.document!r} in the graph")
        known = {name for link in self._every_link for name in (link.alias, link.canonical)}
        things = [names.thing(name, document, known) for name in decision.about]
        for name, thing in zip(decision.about, things, strict=True):
            if strict and thing is None:
                raise SettingsError(f"nothing is called {name!r} in the graph; {names.near(name)}")
        return document, frozenset(things)

    def _holds(self, names: Names, says: Says, document: Iri | None, things: frozenset[Iri | None]) -> bool:
        """Whether two things are the same, one of them a member of the other, or neither, as a decision says."""
        named = {None, *(each for thing in things if thing for each in names.documents.get(thing, ()))}
        ledger = Ledger(self._every_link)
        scopes = [document] if document else sorted(named, key=str)
        meant = {scope: {ledger.canonical(thing, scope) for thing in things if thing} for scope in scopes}
        same = any(len(found) == 1 for found in meant.values())
        member = any(
            {ledger.canonical(end, link.scope) for end in (link.alias, link.canonical)} == meant.get(link.scope)
            for link in ledger.members
        )
        return {Says.SAME: same, Says.MEMBER: member}.get(says, not same and not member)

    @property
    def _every_link(self) -> list[Link]:
        return [*self.links, *(link for reading in self.readings for link in reading.links)]

    def links_of(self, name: str | None = None) -> tuple[Link, ...]:
        """The links in force by which names became one thing: all, or those of the thing that has a name or an IRI.

        Each has its method, its confidence, and the two mentions that carried it. Those by which a thing is one of a
        group, or a group has it, come last.
        """
        ledger = Ledger(self._every_link)
        if name is None:
            return (*ledger, *ledger.members)
        names = Names(self.readings)
        thing = names.thing(name, known={link.canonical for link in self._every_link})
        if thing is None:
            raise SettingsError(f"nothing is called {name!r} in the graph; kg links lists names")
        scopes = {None, *names.documents.get(thing, ())}
        stays = {ledger.canonical(thing, scope) for scope in scopes}
        own = (link for link in ledger if ledger.canonical(link.alias, link.scope) in stays)
        ends = (
            (link, {ledger.canonical(end, link.scope) for end in (link.alias, link.canonical)})
            for link in ledger.members
        )
        return (*own, *(link for link, found in ends if found & stays))

    # -------------------------------------------------------------------------------------------- as text

    def save(self, folder: str | Path, *, store: bool | None = None) -> None:
        """Write ``graph.nq``, ``graph.ttl``, ``graph.html`` and ``claims.jsonl`` into a folder, made if need be.

        All become true at one moment, or none. ``store`` adds the quads in a store on disk, which queries then ask; if
        nothing is said, where there are many (:data:`STORED`).
        :class:`~kg.errors.StoreError` if another process is changing the folder, or the disk does not take the files.
        """
        path = Path(folder)
        with files.locked(path), files.change(path) as part:
            self.write(part, store=store)

    def write(self, folder: Path, *, store: bool | None = None, before: Before | None = None) -> None:
        """Write the files of :meth:`save` one after the other into a folder that nobody else knows.

        What was made ``before`` of readings that lie there is not made again, as far as it is the same.
        """
        from kg import save

        self._counts = save.write(self, folder, LARGE, before)
        if self.known:
            (folder / gazetteer.FILE).write_text(gazetteer.written(self.known), "utf-8", newline="")
        if self.decisions.text:
            (folder / DECISIONS).write_text(self.decisions.text, "utf-8", newline="")
        if store or (store is None and (folder / FILE).stat().st_size >= STORED):
            from kg.store.oxigraph import bulk_loaded

            bulk_loaded(folder / files.STORE, folder / FILE)

    def changed(
        self, add: Iterable[Reading | Failure] = (), drop: Iterable[Iri] = (), spool: Spool | None = None
    ) -> Graph:
        """The graph with other documents: the same as if all that it then holds had been built at once.

        With a ``spool``, which has the readings of the graph, readings come and go there.
        """
        gone = {*drop}
        stay: Iterable[Reading] = ()
        if spool is None:
            stay = (reading for reading in self.readings if reading.document.id not in gone)
        else:
            for document in gone:
                spool.drop(document)
        same = settings(
            assert_attributed=self.assert_attributed,
            min_confidence=self.min_confidence,
            roles="shipped" if self.roles else "none",
        )
        made = Graph.gathered(chain(stay, add), same, spool)
        made._runs = self._runs
        return made.replayed(self)

    def replayed(self, before: Graph) -> Graph:
        """The graph under what was known and decided about another."""
        return (self.informed(before.known) if before.known else self).decided(before.decisions)

    @property
    def lines(self) -> list[str]:
        """The quads, as canonical N-Quads lines without line ends, sorted."""
        return self._content.lines

    def export(self, format: str, path: str | Path | None = None) -> str:
        """The graph in one of :func:`formats`; written to ``path`` as well, if one is given.

        ``SettingsError`` for a format that there is not.
        """
        if format not in formats():
            raise SettingsError(f"there is no format {format!r}; there are {', '.join(formats())}")
        text = "".join(self._parts(format))
        if path is not None:
            Path(path).write_text(text, "utf-8", newline="")
        return text

    def _parts(self, format: str) -> Iterator[str]:
        """The graph in a format, piece by piece; quads that are made only to write it do not stay in memory."""
        if format in FORMATS:
            content = self._content if "lines" in vars(self._content) else replace(self._content)
            yield from FORMATS[format].write(content)
        else:
            yield _picture(self, format)

    @cached_property
    def _content(self) -> Content:
        mint = iri.minter_of(self.readings[0].document.id) if self.readings else Minter()
        return Content(self.readings, self.knowledge, self.links, self._made(), mint, curated=self.curated)

    def _made(self) -> tuple[Run, ...]:
        """The configurations that made the readings: those that were loaded with them, or this one."""
        return self.made({reading.model for reading in self.readings})

    def made(self, models: Iterable[str]) -> tuple[Run, ...]:
        """The configurations of some models, as they are recorded."""
        chosen = recorded(self.assert_attributed, self.min_confidence, self.roles)
        return tuple(self._runs.get(model, Run(__version__, model, chosen)) for model in sorted(models))

    # -------------------------------------------------------------------------------------------- questions

    def query(self, sparql: str, values: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Result:
        """The answer to a SPARQL query, or to one of :func:`kg.query.named`, over all graphs as one.

        ``SELECT`` gives :class:`~kg.query.Rows`, ``ASK`` true or false, ``CONSTRUCT`` and ``DESCRIBE``
        :class:`~kg.query.Triples`. Prefixes (``kg:``, ``ent:``, ``rel:`` …) need no declaration; ``values`` are bound
        to variables. :class:`~kg.errors.QueryError` says what is wrong with a query, and where.
        """
        from kg.query import run

        return run(self._store, sparql, values, limit=limit)

    @cached_property
    def _store(self) -> Store:
        from kg.store.oxigraph import Oxigraph

        store = Oxigraph()
        store.add(self._content.lines)
        return store

    # -------------------------------------------------------------------------------------------- other libraries

    def to_rdflib(self, store: rdflib.store.Store | str = "default") -> rdflib.Dataset:
        """An rdflib ``Dataset`` with a named graph for each document, whose default graph is the union of all.

        ``store`` is any store of rdflib, or its name, such as ``Oxigraph`` of the package oxrdflib.
        """
        from kg.store.dataset import dataset

        return dataset(self._content.lines, store)

    def to_networkx(self, *, values: bool = False) -> networkx.MultiDiGraph[str]:
        """A networkx ``MultiDiGraph``: a node for each entity, an edge for each claim between two.

        Keys and attributes are described at :func:`kg.view.network.multigraph`; ``values`` adds numbers and dates.
        """
        from kg.view.network import multigraph

        return multigraph(self.knowledge, values=values)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with a row for each claim; the columns are those of :class:`kg.view.table.Row`."""
        try:
            import pandas
        except ImportError as error:
            raise KgError('pandas is not installed: pip install "claimgraph[pandas]"') from error
        from kg.view.table import Row, rows

        return pandas.DataFrame(rows(self.knowledge, self.readings), columns=Row._fields)

    def to_pyvis(self) -> pyvis.network.Network:
        """A pyvis ``Network`` of what the page draws first, positions fixed, to go on from there."""
        from kg.view.html import pyvis_network

        return pyvis_network(self.knowledge)

    def selected(self, query: str | None = None, *, about: str | None = None, depth: int = 1) -> Knowledge:
        """A part of the knowledge: what the answer to a SPARQL query names, or one thing and what is around it.

        ``query`` gives IRIs of claims, things or documents by ``SELECT``, or triples by ``CONSTRUCT``; see
        :func:`kg.view.selection.answered`. ``about`` is a thing by any name that the graph has for it, accents and case
        aside, or by IRI (``ent:France``), and ``depth`` how many claims one may go away from it. Both together give
        what is around the thing in the answer. :class:`~kg.errors.QueryError` if there is no such thing, or nothing of
        the graph is named.
        """
        from kg.view.selection import answered, around

        chosen = self.knowledge if query is None else answered(self.knowledge, self.query(query))
        if about is None:
            return chosen
        left = around(chosen, *self._things(about), steps=depth)
        if not left.entities:
            raise QueryError(f"nothing in the answer to the query is called {about!r}")
        return left

    def _label(self, name: str) -> str:
        """What a thing is called that was named in other words."""
        things = self._things(name)
        return next(entity.label for entity in self.entities if entity.iri in things)

    def _things(self, name: str) -> tuple[Iri, ...]:
        """All that is called by a name, or the thing of an IRI."""
        from kg.query import lookup, term

        known = {entity.iri for entity in self.entities}
        given = term(name, self._prefixes)
        if isinstance(given, str) and given in known:
            return (given,)
        return tuple(iri for iri in lookup.lookup(self._store, lookup.THING, name) if iri in known)

    @property
    def _prefixes(self) -> Mapping[str, str]:
        from kg.rdf.vocabulary import prefixes

        return prefixes(self._content.mint)

    def to_html(
        self,
        path: str | Path | None = None,
        *,
        title: str | None = None,
        include_text: bool = False,
        query: str | None = None,
        about: str | None = None,
        depth: int = 1,
    ) -> str:
        """The page, one file that opens offline; written to ``path`` if one is given.

        It carries the sentences of claims; ``include_text`` adds the whole documents. ``query``, ``about`` and
        ``depth`` show a part of the graph, as :meth:`selected` has it, and only the documents that it comes from.
        """
        from kg.view.html import html

        part = query is not None or about is not None
        knowledge, whole = (self.selected(query, about=about, depth=depth), None) if part else self._shown()
        named = {claim.document for claim in knowledge.claims}
        page = html(
            knowledge,
            [reading for reading in self.readings if reading.document.id in named] if part else self.readings,
            title=title or (self._label(about) if about is not None else None),
            whole=len(self.claims) if part else whole,
            include_text=include_text,
            **self.around,
        )
        if path is not None:
            Path(path).write_text(page, "utf-8", newline="\n")
        return page

    def _shown(self) -> tuple[Knowledge, int | None]:
        """What the page shows, and the number of claims of the graph if that is a part."""
        from kg.view import selection

        if sum(len(reading.claims) for reading in self.readings) <= selection.CLAIMS:
            return self.knowledge, None
        view = View(self.readings, self.links, curated=self.curated, assert_attributed=self.assert_attributed)
        shown = selection.Shown(view)
        for reading in self.readings:
            shown.look(view.part(reading))
        return shown.knowledge(), shown.whole

    @property
    def around(self) -> dict[str, Any]:
        """What the page says besides knowledge and readings."""
        return {"failures": self.failures, "links": self.links, "curated": self.curated}

    def view(self, path: str | Path | None = None, **chosen: Any) -> Path:
        """Open the page in the browser: that of :meth:`to_html`, with its keywords.

        It is written to ``path``, or to a new temporary folder; the path is given back.
        """
        page = Path(path) if path is not None else Path(tempfile.mkdtemp(prefix="claimgraph-")) / "graph.html"
        self.to_html(page, **chosen)
        webbrowser.open(page.absolute().as_uri())
        return page

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame."""
        from kg.view.html import frame

        return frame(self.to_html())

    def __repr__(self) -> str:
        return f"<Graph of {len(self.readings)} documents: {len(self.claims)} claims, {len(self.entities)} entities>"


def formats() -> dict[str, str]:
    """The formats that a graph can be exported in, each with what it is."""
    return {name: format.about for name, format in FORMATS.items()} | _PICTURES


_PICTURES = {
    "csv": "the claims as a table for spreadsheets",
    "graphml": "entities and claims as a network, GraphML",
    "gexf": "the same for Gephi, GEXF",
    "html": "the page, one file that opens offline",
}


def _picture(graph: Graph, format: str) -> str:
    if format == "html":
        return graph.to_html()
    if format == "csv":
        from kg.view.table import csv, rows

        return csv(rows(graph.knowledge, graph.readings))
    from kg.view import network

    return network.graphml(graph.knowledge) if format == "graphml" else network.gexf(graph.knowledge)
