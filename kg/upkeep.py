"""A graph folder as a working place: documents come, go and give way, one at a time.

Whatever has happened to a folder, it holds what a fresh build of its documents would give, byte for byte. Each function
is the only one that changes the folder while it works, and what it has reported is on disk, whole, whatever happens
afterwards; a command that is interrupted has done all, or nothing, or the documents it had reported.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace as copied
from difflib import get_close_matches
from enum import Enum
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg import __version__, save
from kg.config import Settings, settings
from kg.errors import KgError, ParserError, SettingsError, StoreError
from kg.graph import ASSERT_ATTRIBUTED, NO_ROLES, SAVED, STORED, Graph, documents, least_confidence, recorded
from kg.iri import Minter
from kg.model import Document, Failure, Iri, Reading
from kg.parse.models import named
from kg.rdf import claims
from kg.rdf import vocabulary as v
from kg.rdf.claims import Run
from kg.rdf.nquads import Literal, parse
from kg.rdf.read import contents
from kg.read import READERS
from kg.read.files import found
from kg.spool import Spool
from kg.store.folder import FILE, STORE, SortedLines, change, is_current, locked
from kg.unread import note, unread

PATIENCE = 30.0
"""Seconds of reading after which what has been read is written, at least."""

SHARE = 10
"""How many times longer reading must have taken than writing takes, before it is written meanwhile."""


class Changes(NamedTuple):
    """What became of documents, by their IRIs; ``removed`` has those that gave way to others, too."""

    added: tuple[Iri, ...] = ()
    removed: tuple[Iri, ...] = ()
    unchanged: tuple[Iri, ...] = ()
    failures: tuple[Failure, ...] = ()


def add(folder: str | Path, *inputs: str | Path | Document, config: Path | None = None, **chosen: Any) -> Changes:
    """Read documents into the graph in a folder, which is made if need be.

    Inputs and keywords are those of :func:`kg.build`; a graph keeps the model and the base it was made with. A document
    that the graph holds, with the same text and metadata, costs a look and no parsing. One that has the IRI of another
    is a failure; :func:`replace` takes it. ``SettingsError`` if the graph was made in another way.
    """
    return _put(Path(folder), inputs, settings(config, **chosen), chosen, takes=_Takes.NOTHING)


def replace(folder: str | Path, *inputs: str | Path | Document, config: Path | None = None, **chosen: Any) -> Changes:
    """The same, but each document takes the place of the one that has its IRI, or its name.

    A text without a url has an IRI of its words; its name, that of its file or its ``id``, stays when they change.
    """
    return _put(Path(folder), inputs, settings(config, **chosen), chosen, takes=_Takes.NAME)


def remove(folder: str | Path, *names: str) -> Changes:
    """Take documents out of a graph, each by its IRI or by its name.

    ``SettingsError`` if the graph has no such document or several, and then nothing changes.
    """
    path = Path(folder)
    if not (path / FILE).exists():
        raise StoreError(f"{path}: there is no graph here; kg build makes one")
    with locked(path):
        held = Held(path)
        gone = sorted({_document(held, name) for name in names})
        _Work(held, settings()).commit((), gone)
    return Changes(removed=tuple(gone))


def reread(folder: str | Path, config: Path | None = None, **chosen: Any) -> Changes:
    """Read all documents of a graph again, from the texts in it: with this version, or with another model.

    Failures are documents that cannot be read any more; they are no longer in the graph.
    """
    path, setting = Path(folder), settings(config, **chosen)
    from kg.run import run

    with locked(path):
        held, before = Held(path), Graph.load(path)
        setting = held.kept(setting, chosen, only=("base", "assert_attributed", "min_confidence", "roles"))
        again = (reading.document for reading in before.readings)
        results = [*run(again, model=setting.model, jobs=setting.jobs, min_confidence=setting.min_confidence)]
        work = _Work(held, setting)
        work.write(Graph.gathered(results, setting).replayed(before))
    read = {result.document.id for result in results if isinstance(result, Reading)}
    lost = {document.id for document in before.documents} - read
    failures = tuple(result for result in results if isinstance(result, Failure))
    return Changes(added=tuple(sorted(read)), removed=tuple(sorted(lost)), failures=failures)


class Status(NamedTuple):
    """How a graph stands, and how documents that are given stand to it."""

    documents: Mapping[str, Sequence[Iri]]
    """The documents by their names."""
    runs: tuple[Run, ...]
    """What made it: version, model, settings."""
    problem: str | None
    """Why nothing can be added to it, and the way out."""
    files: tuple[str, ...]
    """What lies beside ``graph.nq`` and was made from it."""
    store: bool | None
    """Whether the store on disk holds the same quads; ``None`` if none is kept."""
    unread: tuple[Failure, ...] = ()
    """Documents that could not be read when they were given, and have not been since."""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def status(folder: str | Path, *inputs: str | Path | Document, config: Path | None = None, **chosen: Any) -> Status:
    """How a graph stands; nothing is read in documents and nothing is changed."""
    path, setting = Path(folder), settings(config, **chosen)
    if not (path / FILE).exists():
        raise StoreError(f"{path}: there is no graph here; kg build makes one")
    held, problem = Held(path), None
    try:
        setting = held.kept(setting, chosen)
    except (SettingsError, ParserError) as error:
        problem = str(error)
    found = _Given(held, setting, _Takes.NAME)
    looked: dict[str, list[str]] = defaultdict(list)
    for given in documents(inputs, setting):
        if isinstance(given, Failure):
            found.failures.append(given)
        else:
            looked[found.standing(given)].append(given.source.name)
    return Status(
        documents=dict(held.names),
        runs=held.runs,
        problem=problem,
        files=tuple(sorted(each.name for each in path.iterdir() if each.name in SAVED and each.name != FILE)),
        store=is_current(path) if (path / STORE).is_dir() else None,
        unread=unread(path),
        failures=tuple(found.failures),
        **{name: tuple(looked[name]) for name in ("new", "changed", "unchanged")},
    )


# ------------------------------------------------------------------------------------------------ what there is


class Held:
    """What a folder holds, looked up in the sorted lines of its graph without reading them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def mint(self) -> Minter | None:
        """Where the IRIs of the graph are minted; ``None`` if it is empty, or not there."""
        with self._lines() as lines:
            for graph in ("graph/knowledge", "graph/curation"):
                if (line := lines.find(f"{graph}> .\n")) is not None:
                    return Minter(parse(line).graph.removesuffix(graph))
        return None

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The configurations that read the documents."""
        if self.mint is None:
            return ()
        with self._lines() as lines:
            return contents(lines.starting(f"<{self.mint.base}run/")).runs

    @property
    def run(self) -> Run | None:
        """The configuration that read all documents; ``SettingsError`` if there were several."""
        runs = self.runs
        if not runs:
            return None
        if len(runs) != 1:
            made = " and ".join(f"{run.name} {run.version} with {run.model}" for run in runs)
            raise SettingsError(f"{self.folder} was made by {made}: kg replace {self.folder} --all makes it one")
        return runs[0]

    def kept(self, setting: Settings, chosen: Mapping[str, Any], only: Sequence[str] = ()) -> Settings:
        """Settings as the graph was made with; ``SettingsError`` if others are chosen, or can no longer be had.

        With ``only``, those alone are kept, and the model as long as no other is chosen.
        """
        if self.mint is None or (run := self.runs[0] if only and self.runs else self.run) is None:
            return setting
        before = {
            "base": self.mint.base,
            "assert_attributed": ASSERT_ATTRIBUTED in run.settings,
            "min_confidence": least_confidence([run]),
            "roles": "none" if NO_ROLES in run.settings else "shipped",
        }
        for name, value in before.items():
            if chosen.get(name) is not None and chosen[name] != value:
                raise SettingsError(
                    f"{self.folder} was made with {name} = {value}; build another graph for {chosen[name]}"
                )
        model = setting.model or _loadable(run.model)
        setting = copied(setting, model=model, **before)  # type: ignore[arg-type]  # names and types of Settings
        if not only and (run.version, run.model) != (__version__, named(model)):
            raise SettingsError(
                f"{self.folder} was made by {run.name} {run.version} with {run.model}, this is {__version__} with "
                f"{named(model)}: kg replace {self.folder} --all reads its documents again"
            )
        return setting

    def documents(self) -> Iterator[Iri]:
        """The documents of the graph, by IRI."""
        if self.mint is None:
            return
        space = f"<{self.mint.base}doc/"
        with self._lines() as lines:
            line = next(lines.starting(space), None)
            while line is not None and line.startswith(space):
                name = line[1 : line.index(">")]
                document, local, _ = name.partition("#")
                if not local and any(lines.starting(f"<{document}> {v.SHA256} ")):
                    yield document
                line = lines.next_after(f"<{document}#" if local else f"<{document}>")

    def about(self, document: Iri) -> set[str]:
        """What the graph says of a document itself, as :func:`kg.rdf.claims.about` does; nothing if it holds it not."""
        with self._lines() as lines:
            own = (line for line in lines.starting(f"<{document}> ") if line.endswith(f" <{document}> ."))
            return {line for line in own if line.split(" ", 2)[1] not in (v.OPENING, v.IS_STRING)}

    @cached_property
    def names(self) -> Mapping[str, Sequence[Iri]]:
        """The documents by their names."""
        found = defaultdict(list)
        with self._lines() as lines:
            for document in self.documents():
                for line in lines.starting(f"<{document}> {v.NAME} "):
                    name = parse(line).object
                    found[name.lexical if isinstance(name, Literal) else name].append(document)
        return found

    def _lines(self) -> SortedLines:
        return SortedLines(self.folder / FILE if (self.folder / FILE).exists() else None)


def _loadable(model: str) -> str | None:
    """The name to load a model by: that of its package, but for the default one."""
    return None if model == named(None) else model.partition(" ")[0]


def _document(held: Held, name: str) -> Iri:
    """The document that is meant by an IRI or a name."""
    if held.about(name):
        return name
    found = held.names.get(name, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise SettingsError(f"{len(found)} documents are called {name!r}: {', '.join(found)}; say which")
    near = get_close_matches(name, held.names, 1)
    hint = f"; did you mean {near[0]!r}?" if near else "; kg status lists its documents"
    raise SettingsError(f"{held.folder} holds no document {name!r}{hint}")


# ------------------------------------------------------------------------------------------------ what becomes of it


class _Takes(Enum):
    """Whose place a document takes that the graph does not hold just as it is."""

    NOTHING = "nobody's"
    IRI = "that of its IRI"
    NAME = "that of its IRI, or else of its name"


_Gone = Callable[["Held", set[Iri], bool], set[Iri]]
"""Which documents of a graph go, once it is known which ones are given, and whether any could not be read."""


def _put(
    path: Path,
    inputs: Sequence[str | Path | Document],
    setting: Settings,
    chosen: Mapping[str, Any],
    *,
    takes: _Takes,
    gone: _Gone | None = None,
) -> Changes:
    with locked(path):
        held = Held(path)
        setting = held.kept(setting, chosen)
        given = _Given(held, setting, takes)
        new = given.fresh(documents(inputs, setting))
        first = next(new, None)
        work = _Work(held, setting)
        if first is not None:
            from kg.run import run  # the word lists of the grammar are for those who read something

            results = run(
                chain([first], new), model=setting.model, jobs=setting.jobs, min_confidence=setting.min_confidence
            )
            work.take(given.without_failures(results), given.dropped)
        if gone is not None and (drop := gone(Held(path), given.present, bool(given.failures))):
            work.commit((), drop)
        elif gone is None and not (path / FILE).exists():
            raise KgError(_nothing(given.failures))
        if given.failures or unread(path):
            note(path, given.failures, Held(path).names)
        return Changes(tuple(work.added), tuple(work.removed), tuple(given.unchanged), tuple(given.failures))


def _nothing(failures: Sequence[Failure]) -> str:
    told = "".join(f"{failure.document}: {failure.error}; " for failure in failures)
    return f"{told}no document could be read, so there is no graph"


class _Given:
    """Documents that are given, looked at one by one: which are new, and which take whose place."""

    def __init__(self, held: Held, setting: Settings, takes: _Takes) -> None:
        self.held, self.setting, self.takes = held, setting, takes
        self.unchanged: list[Iri] = []
        self.failures: list[Failure] = []
        self.present: set[Iri] = set()
        self._gives_way: dict[Iri, set[Iri]] = {}

    def fresh(self, given: Iterable[Document | Failure]) -> Iterator[Document]:
        """Those that have to be read."""
        for document in given:
            if isinstance(document, Failure):
                self._fail(document)
            elif self.standing(document) == "unchanged":
                self.unchanged.append(document.id)
                self.present.add(document.id)
            elif (problem := self._problem(document)) is not None:
                self._fail(Failure(document.source.name, "add", problem))
            else:
                self.present.add(document.id)
                yield document

    @cached_property
    def _run(self) -> Run:
        least = self.setting.min_confidence
        chosen = recorded(self.setting.assert_attributed, least, self.setting.roles == "shipped")
        return Run(__version__, named(self.setting.model), chosen)

    def standing(self, document: Document) -> str:
        """Whether a document is ``new`` to the graph, ``changed``, or ``unchanged``."""
        about = self.held.about(document.id)
        if about == {*claims.about(document, self._run.model, self._run.iri(Minter(self.setting.base)))}:
            return "unchanged"
        return "changed" if about or document.source.name in self.held.names else "new"

    def _problem(self, document: Document) -> str | None:
        """Why a document cannot be taken; notes which ones it takes the place of."""
        same = {document.id} if self.held.about(document.id) else set()
        if self.takes is _Takes.NOTHING:
            if not same:
                return None
            return f"is in the graph with another text or other metadata; kg replace takes its place: {document.id}"
        by_name = self.takes is _Takes.NAME and not same
        called = {*self.held.names.get(document.source.name, ())} if by_name else set()
        if len(called) > 1:
            there = ", ".join(sorted(called))
            return f"has the name of {len(called)} documents; kg remove takes out those that are meant: {there}"
        self._gives_way[document.id] = same | called
        return None

    def dropped(self, read: Iterable[Iri]) -> set[Iri]:
        """The documents that give way to some that have been read."""
        return set().union(*(self._gives_way.get(name, set()) - (self.present - {name}) for name in read))

    def without_failures(self, results: Iterable[Reading | Failure]) -> Iterator[Reading]:
        for result in results:
            if isinstance(result, Failure):
                self._fail(result)
            else:
                yield result

    def _fail(self, failure: Failure) -> None:
        if self.setting.strict:
            raise KgError(f"{failure.document}: {failure.stage}: {failure.error}")
        self.failures.append(failure)


class _Work:
    """A graph that is being changed: what has been read waits until writing it is worth while."""

    def __init__(self, held: Held, setting: Settings) -> None:
        self.held, self.setting = held, setting
        self.path = held.folder
        self.added: list[Iri] = []
        self.removed: list[Iri] = []
        self._takes = 0.0

    def take(self, readings: Iterable[Reading], dropped: Callable[[Iterable[Iri]], set[Iri]]) -> None:
        """Write readings as they come, some at a time, and the last at the end."""
        waiting = Spool(folder=self.path)
        since = time.monotonic()
        for reading in readings:
            waiting.put(reading)
            if time.monotonic() - since > max(PATIENCE, SHARE * self._takes):
                self._commit(waiting, dropped)
                waiting, since = Spool(folder=self.path), time.monotonic()
        if waiting:
            self._commit(waiting, dropped)

    def _commit(self, waiting: Spool, dropped: Callable[[Iterable[Iri]], set[Iri]]) -> None:
        self.commit(waiting, dropped(waiting.documents))
        self.added += waiting.documents

    def commit(self, add: Iterable[Reading], drop: Iterable[Iri]) -> None:
        """Write the graph with some documents more and some less."""
        gone = sorted(drop)
        with save.before(self.path) as before:
            try:
                self._write(add, gone, before)
            except ValueError:
                if before is None:
                    raise
                self._write(add, gone, None)
        self.removed += gone

    def _write(self, add: Iterable[Reading], gone: Sequence[Iri], before: save.Before | None) -> None:
        """Write it after the graph that was written before, or after its quads if its copy is not whole."""
        if before is not None:
            spool = save.spooled(before, self.path)
            graph = Graph.spooled(before, self.path, spool)
        else:
            there = (self.path / FILE).exists() and Held(self.path).mint is not None
            graph = Graph.load(self.path) if there else Graph.gathered((), self.setting)
            spool = Spool(graph.readings, self.path)
        self.write(graph.changed(add, gone, spool), before)

    def write(self, graph: Graph, before: save.Before | None = None) -> None:
        """Write a graph in place of the one that was there."""
        start = time.monotonic()
        small = not (self.path / FILE).exists() or (self.path / FILE).stat().st_size < STORED
        with change(self.path) as part:
            kept = (self.path / STORE).is_dir()
            graph.write(part, store=None if small and not kept else False, before=before)
            if before is not None:
                before.close()
            if kept:
                from kg.store.oxigraph import followed

                followed(self.path, part)
        self._takes = time.monotonic() - start


# ------------------------------------------------------------------------------------------------ a folder of texts


class Watched:
    """A folder of documents that a graph is kept up with; see ``kg watch``.

    ``prune`` says whether the first look takes out documents that the folder does not have: a graph may hold more than
    it was given here, but what was seen in the folder and is gone from it goes.
    """

    def __init__(
        self, folder: Path, graph: str | Path, *, prune: bool = False, config: Path | None = None, **chosen: Any
    ) -> None:
        self.folder, self.graph = folder, Path(graph)
        self._config, self._chosen, self._prune = config, chosen, prune
        self._files: dict[Path, tuple[int, int]] | None = None
        self._known: set[Iri] = set()

    def look(self) -> Changes | None:
        """Bring the graph up to date, and say what that took; ``None`` if no file has changed since the last look.

        A file that is written meanwhile is looked at again the next time. Nothing is taken out as long as something
        cannot be read: it might be what is missing.
        """
        files = dict(_files(self.folder))
        if files == self._files:
            return None
        setting = settings(self._config, **self._chosen)
        changes = _put(self.graph, [self.folder], setting, self._chosen, takes=_Takes.IRI, gone=self._gone)
        self._files, self._prune = files, self._prune and bool(changes.failures)
        return changes

    def _gone(self, held: Held, present: set[Iri], failed: bool) -> set[Iri]:
        if failed:
            self._known |= present
            return set()
        gone = ({*held.documents()} if self._prune else self._known) - present
        self._known = present
        return gone & {*held.documents()}


def _files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The files of a folder that can be read, each with what changes when it is written."""
    for file in found(folder, READERS):
        if isinstance(file, Path):
            with suppress(OSError):
                stat = file.stat()
                yield file, (stat.st_size, stat.st_mtime_ns)
