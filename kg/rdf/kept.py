"""What a graph holds, in the form that is quickest to load: a copy of what its quads say, never the truth.

MessagePack, squeezed, each reading by itself; a version of claimgraph reads what it wrote itself and nothing else, and
whatever it cannot read is as if it were not there. Nothing in it is code.
"""

from __future__ import annotations

import gc
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import IO, NamedTuple, TypeVar

import msgspec

from kg import __version__
from kg.model import Curated, Iri, Link, Reading, Relation
from kg.rdf.claims import Run
from kg.rdf.read import Contents

T = TypeVar("T")
_SIZE = struct.Struct("<Q")


class Place(NamedTuple):
    """Bytes of a file."""

    start: int
    size: int


class Made(NamedTuple):
    """What was made from the reading of one document, but for the lines about it alone, and what it was made under.

    ``other`` are the quads about anything else, ``facts`` its rows of plain facts, ``words`` its relations, qualifiers
    and head nouns, and ``counts`` what it adds to the counts of a build.
    """

    context: bytes
    uses: tuple[Iri, ...]
    called: bytes
    other: tuple[str, ...]
    facts: tuple[str, ...]
    words: tuple[tuple[Relation, ...], tuple[Relation, ...], tuple[str, ...]]
    counts: dict[str, int]


class Row(NamedTuple):
    """A document: where its reading and what was made from it lie in this file, and its lines in those of the graph.

    ``dated`` says whether its day is known, ``alone`` whether its own links are about it alone. ``quads`` is ``None``
    where quads of others stand between its own.
    """

    document: Iri
    dated: bool
    alone: bool
    reading: Place
    made: Place
    quads: Place | None
    claims: Place


class Rest(NamedTuple):
    """What a graph holds besides readings, and where these are, in order of document."""

    links: tuple[Link, ...] = ()
    runs: tuple[Run, ...] = ()
    curated: Curated = Curated()
    rows: tuple[Row, ...] = ()


class Writer:
    """A copy while it is written: a document after the other, and the rest at the end.

    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> Writer(file).finish(Rest())
    >>> _ = file.seek(0)
    >>> Copy(file).contents() == Contents((), (), ())
    True
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = file.write(_shape())

    def add(self, value: Reading | Made | Rest) -> Place:
        """Write a value."""
        return self.raw(zlib.compress(_ENCODER.encode(value), 1))

    def raw(self, data: bytes) -> Place:
        """Write a value that is packed already."""
        place = Place(self._end, len(data))
        self._end += self._file.write(data)
        return place

    def finish(self, rest: Rest) -> None:
        """Write the rest, and where it is."""
        self._file.write(_SIZE.pack(self.add(rest).start))


class Copy:
    """A copy that was written; ``ValueError`` if that was by another version, or as soon as something is not whole.

    The file is read from where it stands, and stays open.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file, shape = file, _shape()
        self._start = file.tell()
        size = file.seek(0, os.SEEK_END)
        file.seek(self._start)
        if file.read(len(shape)) != shape:
            raise ValueError("written by another version")
        file.seek(max(size - _SIZE.size, 0))
        start = _SIZE.unpack(file.read(_SIZE.size))[0]
        self.rest = self._value(Place(start, size - _SIZE.size - self._start - start), _REST)
        self.rows = {row.document: row for row in self.rest.rows}

    def reading(self, document: Iri) -> Reading:
        """What was read in one of the documents."""
        return self._value(self.rows[document].reading, _READING)

    def made(self, document: Iri) -> Made:
        """What was made from it."""
        return self._value(self.rows[document].made, _MADE)

    def raw(self, place: Place) -> bytes:
        """A value, packed as it is."""
        if place.size < 0:
            raise ValueError("the file ends early")
        self._file.seek(self._start + place.start)
        return self._file.read(place.size)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def contents(self) -> Contents:
        """All of it but what can be made again."""
        readings = tuple(self.reading(row.document) for row in self.rest.rows)
        return Contents(readings, self.rest.links, self.rest.runs, self.rest.curated)

    def _value(self, place: Place, of: msgspec.msgpack.Decoder[T]) -> T:
        try:
            return of.decode(zlib.decompress(self.raw(place)))
        except (zlib.error, msgspec.MsgspecError) as error:
            raise ValueError(str(error)) from error


def read(file: IO[bytes]) -> Contents | None:
    """The contents that were written; ``None`` if that was by another version, or is not whole.

    >>> from io import BytesIO
    >>> read(BytesIO(b"something else")) is None
    True
    """
    try:
        with uncollected():
            return Copy(file).contents()
    except (ValueError, struct.error):
        return None


_ENCODER = msgspec.msgpack.Encoder()
_REST = msgspec.msgpack.Decoder(Rest)
_READING = msgspec.msgpack.Decoder(Reading)
_MADE = msgspec.msgpack.Decoder(Made)


@cache
def _shape() -> bytes:
    """What tells one layout of the values from another."""
    told = f"{__version__} {msgspec.inspect.multi_type_info([Rest, Reading, Made])!r}"
    return sha256(told.encode()).digest()


@contextmanager
def uncollected() -> Iterator[None]:
    """Make millions of values that all stay without looking for those that could go, which takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
