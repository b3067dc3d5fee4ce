"""Which files a path stands for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from kg.model import Failure


def found(path: Path, suffixes: Container[str]) -> Iterator[Path | Failure]:
    """The path itself, or all files of a folder that have one of the suffixes, in the order of their names.

    Subfolders are entered where they stand in that order, links to folders are not; names that begin with a dot are
    passed over. A folder that cannot be looked into, or in which nothing is found, is a failure.
    """
    if not path.is_dir():
        yield path
        return
    empty = True
    for item in _within(path, suffixes):
        empty = False
        yield item
    if empty:
        yield Failure(str(path), "read", "holds no file that can be read")


def _within(folder: Path, suffixes: Container[str]) -> Iterator[Path | Failure]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Failure(str(folder), "read", error.strerror or str(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _within(entry, suffixes)
        elif entry.suffix.lower() in suffixes:
            yield entry
