"""Readings on disk: as many as one likes, of which one at a time is in memory."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, overload

import msgspec

from kg.errors import StoreError
from kg.model import Iri, Link, Reading

HELD = 500_000
"""Characters of text up to which readings stay in memory, some hundred news articles: a small graph needs no file."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Reading)


class Spool(Sequence[Reading]):
    """Readings in order of document, one of each; beyond the first few they lie in a file without a name.

    ``folder`` is where that file is made; it is gone when nobody uses the spool any more, even after a crash. Whoever
    goes through the readings has one at a time in memory, and each time another copy of it.

    >>> from kg.model import Document, Source
    >>> spool = Spool(held=0)
    >>> for name in ("e:doc/b", "e:doc/a"):
    ...     spool.put(Reading(Document(name, "", Source(name)), "a model", (), (), ()))
    >>> [reading.document.id for reading in spool], len(spool)
    (['e:doc/a', 'e:doc/b'], 2)
    """

    def __init__(self, readings: Iterable[Reading] = (), folder: Path | None = None, *, held: int = HELD) -> None:
        self.outward: dict[Iri, list[Link]] = {}
        """The links of readings that are about more than their own document, by document; there are hardly any."""
        self._folder, self._left = folder, held
        self.dated: set[Iri] = set()
        """The documents whose day is known."""
        self.lent: set[Iri] = set()
        """The documents whose readings lie with somebody else; see :meth:`lend`."""
        self._lender: Callable[[Iri], Reading] | None = None
        self._memory: dict[Iri, Reading] = {}
        self._places: dict[Iri, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None
        self._end = 0
        self._sorted: list[Iri] | None = []
        for reading in readings:
            self.put(reading)

    def put(self, reading: Reading) -> None:
        """Take a reading, in place of another of the same document."""
        name = reading.document.id
        self.drop(name)
        self._sorted = None
        if reading.document.source.date is not None:
            self.dated.add(name)
        if beyond := [link for link in reading.links if link.scope != name]:
            self.outward[name] = beyond
        self._left -= len(reading.document.text)
        if self._left >= 0:
            self._memory[name] = reading
            return
        for held in (*self._memory.values(), reading):
            self._write(held)
        self._memory.clear()

    def lend(self, lender: Callable[[Iri], Reading], documents: Iterable[Iri], dated: Iterable[Iri]) -> None:
        """Take readings that lie elsewhere, where ``lender`` gets them; their links are about their documents alone."""
        self._lender, self._sorted = lender, None
        self.lent.update(documents)
        self.dated.update(dated)

    def drop(self, document: Iri) -> None:
        """Forget the reading of a document, if there is one."""
        self._sorted = None
        self._memory.pop(document, None)
        self._places.pop(document, None)
        self.outward.pop(document, None)
        self.lent.discard(document)
        self.dated.discard(document)

    def get(self, document: Iri) -> Reading | None:
        """The reading of a document; ``None`` if there is none."""
        if document in self._memory:
            return self._memory[document]
        if document in self.lent and self._lender is not None:
            return self._lender(document)
        place = self._places.get(document)
        if place is None or self._file is None:
            return None
        self._file.seek(place[0])
        return _DECODER.decode(self._file.read(place[1]))

    @property
    def documents(self) -> Sequence[Iri]:
        """The documents, sorted."""
        if self._sorted is None:
            self._sorted = sorted([*self._memory, *self._places, *self.lent])
        return self._sorted

    def _write(self, reading: Reading) -> None:
        try:
            self._keep(reading)
        except OSError as error:
            raise StoreError(f"{self._folder or tempfile.gettempdir()}: {error.strerror or error}") from error

    def _keep(self, reading: Reading) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 open as long as the spool is used
            weakref.finalize(self, self._file.close)
        data = _ENCODER.encode(reading)
        self._file.seek(self._end)
        self._file.write(data)
        self._places[reading.document.id] = self._end, len(data)
        self._end += len(data)

    def __len__(self) -> int:
        return len(self._memory) + len(self._places) + len(self.lent)

    def __iter__(self) -> Iterator[Reading]:
        return (self._of(document) for document in self.documents)

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Reading]: ...
    def __getitem__(self, index: int | slice) -> Reading | Sequence[Reading]:
        if isinstance(index, slice):
            return [self._of(document) for document in self.documents[index]]
        return self._of(self.documents[index])

    def _of(self, document: Iri) -> Reading:
        found = self.get(document)
        assert found is not None
        return found


def in_order(readings: Iterable[Reading]) -> Sequence[Reading]:
    """Readings in order of document, to be gone through several times; a spool is that already."""
    return readings if isinstance(readings, Spool) else sorted(readings, key=lambda reading: reading.document.id)


def documents(readings: Sequence[Reading]) -> Sequence[Iri]:
    """The documents of readings in order."""
    return readings.documents if isinstance(readings, Spool) else [reading.document.id for reading in readings]


def chosen(readings: Iterable[Reading], documents: Collection[Iri]) -> Iterator[Reading]:
    """Those of the readings that are of some documents; others of a spool are not looked at."""
    if isinstance(readings, Spool):
        return (reading for document in sorted(documents) if (reading := readings.get(document)) is not None)
    return (reading for reading in readings if reading.document.id in documents)


def dated(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Those of the readings whose documents have a day."""
    if isinstance(readings, Spool):
        return chosen(readings, readings.dated)
    return (reading for reading in readings if reading.document.source.date is not None)


def outward(readings: Sequence[Reading]) -> list[Link]:
    """The links of readings that are about more than their own document."""
    if isinstance(readings, Spool):
        return [link for document in sorted(readings.outward) for link in readings.outward[document]]
    return [link for reading in readings for link in reading.links if link.scope != reading.document.id]
