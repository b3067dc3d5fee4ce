"""What a graph holds, in the form that is quickest to load: a copy of what its quads say, never the truth.

MessagePack, squeezed; a version of claimgraph reads what it wrote itself and nothing else, and whatever it cannot read
is as if it were not there. Nothing in it is code.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256

import msgspec

from kg import __version__
from kg.rdf.read import Contents


def written(contents: Contents) -> bytes:
    """Contents as bytes.

    >>> read(written(Contents((), (), ()))) == Contents((), (), ())
    True
    """
    return _shape() + zlib.compress(msgspec.msgpack.encode(contents), 1)


def read(data: bytes) -> Contents | None:
    """The contents that were written; ``None`` if that was another version, or is not whole.

    >>> read(b"something else") is None
    True
    """
    shape = _shape()
    if not data.startswith(shape):
        return None
    try:
        with uncollected():
            return msgspec.msgpack.decode(zlib.decompress(data[len(shape) :]), type=Contents)
    except (zlib.error, msgspec.DecodeError):
        return None


@cache
def _shape() -> bytes:
    """What tells one layout of the values from another."""
    told = f"{__version__} {msgspec.inspect.type_info(Contents)!r}"
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
