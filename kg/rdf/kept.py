"""What a graph holds, in the form that is quickest to load: a copy of what its quads say, never the truth.

MessagePack, squeezed, each reading by itself; a version of claimgraph reads what it wrote itself and nothing else, and
whatever it cannot read is as if it were not there. Nothing in it is code.
"""

from __future__ import annotations

import gc
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import IO, NamedTuple

import msgspec

from kg import __version__
from kg.model import Curated, Link, Reading
from kg.rdf.claims import Run
from kg.rdf.read import Contents

_SIZE = struct.Struct("<I")


class Rest(NamedTuple):
    """What a graph holds besides readings, and how many of these there are."""

    readings: int
    links: tuple[Link, ...]
    runs: tuple[Run, ...]
    curated: Curated = Curated()


def written(rest: Rest, readings: Iterable[Reading]) -> Iterator[bytes]:
    """A graph as bytes, a reading at a time.

    >>> from io import BytesIO
    >>> read(BytesIO(b"".join(written(Rest(0, (), ()), ())))) == Contents((), (), ())
    True
    """
    yield _shape()
    encode = msgspec.msgpack.Encoder().encode
    for value in chain([rest], readings):
        data = zlib.compress(encode(value), 1)
        yield _SIZE.pack(len(data)) + data


def read(file: IO[bytes]) -> Contents | None:
    """The contents that were written; ``None`` if that was another version, or is not whole.

    >>> from io import BytesIO
    >>> read(BytesIO(b"something else")) is None
    True
    """
    try:
        with uncollected():
            rest, readings = parts(file)
            return Contents(tuple(readings), rest.links, rest.runs, rest.curated)
    except ValueError:
        return None


def parts(file: IO[bytes]) -> tuple[Rest, Iterator[Reading]]:
    """The same, a reading at a time, in order of document; ``ValueError`` as soon as something is not whole."""
    shape = _shape()
    if file.read(len(shape)) != shape:
        raise ValueError("written by another version")
    rest = msgspec.msgpack.decode(_piece(file), type=Rest)
    decode = msgspec.msgpack.Decoder(Reading).decode
    return rest, (decode(_piece(file)) for _ in range(rest.readings))


def _piece(file: IO[bytes]) -> bytes:
    """The next value, packed; a ``ValueError`` if it is not there or is damaged."""
    head = file.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise ValueError("the file ends early")
    try:
        return zlib.decompress(file.read(_SIZE.unpack(head)[0]))
    except zlib.error as error:
        raise ValueError(str(error)) from error


@cache
def _shape() -> bytes:
    """What tells one layout of the values from another."""
    told = f"{__version__} {msgspec.inspect.multi_type_info([Rest, Reading])!r}"
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
