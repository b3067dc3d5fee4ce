"""What a worker is asked to do, and what it answers; values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.model import Iri
from kg.serve.source import Snapshot, Source, State
from kg.store.endpoint import Dataset


@dataclass(frozen=True, slots=True)
class Ask:
    """A query. ``rows`` and ``graphs`` are the media types for the two kinds of answers, ``None`` if none will do."""

    text: str
    dataset: Dataset | None
    rows: str | None
    graphs: str | None
    most: int
    base: Iri


@dataclass(frozen=True, slots=True)
class Fetch:
    """A whole graph; the one without a name is ``None``."""

    graph: Iri | None
    media_type: str


@dataclass(frozen=True, slots=True)
class FetchAll:
    """All graphs."""

    media_type: str


@dataclass(frozen=True, slots=True)
class Describe:
    """What the service can do, or (``void``) what the data is, as RDF."""

    base: Iri
    media_type: str
    void: bool
    writable: bool
    title: str


@dataclass(frozen=True, slots=True)
class Make:
    """The snapshot of a graph as it stands now."""

    source: Source
    folder: Path


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update. ``using`` is the dataset that its patterns look in, if the request says so."""

    text: str
    using: Dataset | None
    base: Iri


@dataclass(frozen=True, slots=True)
class Put:
    """Triples for a graph, in place of what is there or (``replace`` is false) beside it."""

    graph: Iri | None
    data: bytes
    media_type: str
    base: Iri
    replace: bool


@dataclass(frozen=True, slots=True)
class Clear:
    """All triples out of a graph."""

    graph: Iri | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what clients wrote; ``folder`` is for the snapshot that follows from it."""

    source: Source
    folder: Path
    do: Update | Put | Clear


Job = Ask | Fetch | FetchAll | Describe | Make | Change


@dataclass(frozen=True, slots=True)
class Task:
    """A job, the snapshot it is about, the file its answer goes to, and how long it may take in seconds."""

    job: Job
    snapshot: Snapshot | None
    out: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, as HTTP says it: with ``media_type`` the answer is in the file, else ``text`` says all.

    ``state`` is that of the files after they were changed, or read for a snapshot.
    """

    status: int
    text: str = ""
    media_type: str = ""
    state: State | None = None


STALE = Outcome(0, "the files were changed since the snapshot was made")
"""The answer to a change of something that is no longer so; the snapshot has to be made anew."""
