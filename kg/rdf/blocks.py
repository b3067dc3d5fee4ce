"""Sorted lines of which a part at a time is in memory: those of one document after the other, and those of all else.

In sorted N-Quads the lines about a document, and about what is in it, stand together, because their subjects begin with
its IRI. So they are sorted by themselves and written as they come, documents in the order of their IRIs.
"""

from __future__ import annotations

import heapq
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from typing import IO, NamedTuple

from kg.model import Iri

HELD = 50_000
"""Lines that are in memory, at most, before they go to a file."""

_TOGETHER = 10_000
"""Lines that are written at once."""


class Sorted:
    """Lines in order, each once, however many there are: what is too much for memory waits in sorted files.

    >>> lines = Sorted(held=2)
    >>> for line in ("c", "a", "b", "a"):
    ...     lines.add([line])
    >>> [*lines]
    ['a', 'b', 'c']
    """

    def __init__(self, folder: Path | None = None, *, held: int = HELD) -> None:
        self._folder, self._most = folder, held
        self._held: set[str] = set()
        self._files: list[IO[str]] = []

    def add(self, lines: Iterable[str]) -> None:
        """Take lines, which have no line ends."""
        self._held.update(lines)
        if len(self._held) >= self._most:
            file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115
            weakref.finalize(self, file.close)
            file.writelines(f"{line}\n" for line in sorted(self._held))
            self._files.append(file)
            self._held.clear()

    def __iter__(self) -> Iterator[str]:
        if not self._files:
            return iter(sorted(self._held))
        for file in self._files:
            file.seek(0)
        told = ((line[:-1] for line in file) for file in self._files)
        return (line for line, _ in groupby(heapq.merge(sorted(self._held), *told)))


class Block(NamedTuple):
    """Where the lines of a document, or of several whose IRIs begin alike, stand in a file, in bytes."""

    documents: tuple[Iri, ...]
    start: int
    size: int
    own: bool
    """Whether all lines were given with their document, and nothing was put between them."""


class Blocks:
    """A file of sorted lines while it is written, document by document, in the order of their IRIs.

    Lines about anything else are kept apart, and put where they belong at the end.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.blocks: list[Block] = []
        self._else = Sorted(file.parent)
        self._out = file.open("wb")
        self._end = 0
        self._documents: list[Iri] = []
        self._waiting: list[list[str] | bytes] = []

    def add(self, document: Iri, lines: Iterable[str]) -> list[str]:
        """Take the lines of the next document; those that are about anything else are given back."""
        self._next(document)
        own, other = _own(document, lines)
        self._waiting.append(own)
        self._else.add(other)
        return other

    def copy(self, document: Iri, data: bytes, other: Iterable[str]) -> None:
        """Take the lines of the next document as they were written before, and what else it gave."""
        self._next(document)
        self._waiting.append(data)
        self._else.add(other)

    def beside(self, lines: Iterable[str]) -> None:
        """Take lines about anything."""
        self._else.add(lines)

    def finish(self) -> None:
        """Write what is left; the file is then whole."""
        self._write()
        self._out.close()
        lines = iter(self._else)
        first = next(lines, None)
        if first is None:
            return
        lines = chain([first], lines)
        if not self.blocks or not _is_before(first, self.blocks[-1]):
            with self.file.open("ab") as out:
                _put(out, lines)
            return
        merged = self.file.with_name(f"{self.file.name}.part")
        with merged.open("wb") as out:
            self.blocks = [*self._merged(lines, out)]
            _put(out, lines)
        merged.replace(self.file)

    def _next(self, document: Iri) -> None:
        """Write what is waiting, unless lines of this document may stand between the others."""
        if self._documents and not document.startswith(self._documents[0]):
            self._write()
        self._documents.append(document)

    def _write(self) -> None:
        if self._documents:
            first, *others = self._waiting
            if others:
                size = _put(self._out, sorted(chain.from_iterable(map(_lines, self._waiting))))
            else:
                size = self._out.write(first) if isinstance(first, bytes) else _put(self._out, first)
            self.blocks.append(Block(tuple(self._documents), self._end, size, not others))
            self._end += size
        self._documents, self._waiting = [], []

    def _merged(self, lines: Iterator[str], out: IO[bytes]) -> Iterator[Block]:
        """Write the blocks again, with the lines that stand before them or in them; take these from the lines."""
        with self.file.open("rb") as file:
            ahead = next(lines, None)
            for block in self.blocks:
                before, inside = list[str](), list[str]()
                while ahead is not None and _is_before(ahead, block):
                    (inside if ahead.startswith(f"<{block.documents[0]}") else before).append(ahead)
                    ahead = next(lines, None)
                _put(out, before)
                start = out.tell()
                if inside:
                    file.seek(block.start)
                    _put(out, sorted({*_lines(file.read(block.size)), *inside}))
                else:
                    _copied(file, block, out)
                yield Block(block.documents, start, out.tell() - start, block.own and not inside)
            _put(out, [] if ahead is None else [ahead])


def _is_before(line: str, block: Block) -> bool:
    """Whether a line stands before the end of a block."""
    first = f"<{block.documents[0]}"
    return line < first or line.startswith(first)


def _own(document: Iri, lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines about a document and what is in it, sorted; and all others.

    Subjects are sorted, and then the lines of each: lines begin with long IRIs that many share.
    """
    by_subject: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        by_subject[line[: line.index(">") + 1]].add(line)
    about, inside = f"<{document}>", f"<{document}#"
    own, other = list[str](), list[str]()
    for subject in sorted(by_subject):
        if subject.startswith(inside) or subject == about:
            own += sorted(by_subject[subject])
        else:
            other += by_subject[subject]
    return own, other


def _lines(data: bytes | list[str]) -> list[str]:
    return data.decode().split("\n")[:-1] if isinstance(data, bytes) else data


def _put(out: IO[bytes], lines: Iterable[str]) -> int:
    """Write lines; how many bytes that took."""
    size, lines = 0, iter(lines)
    while some := [*islice(lines, _TOGETHER)]:
        size += out.write("\n".join([*some, ""]).encode())
    return size


def _copied(file: IO[bytes], block: Block, out: IO[bytes]) -> None:
    file.seek(block.start)
    out.write(file.read(block.size))
