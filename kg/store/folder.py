"""The folder of a graph on disk: one process changes it at a time, and every change becomes true at one moment.

``graph.nq`` is the truth; whatever lies beside it was made from it and can be made again. A change writes all files
into a folder of its own, and syncs them, before any old file is touched:

    .change-…    files are being written     a crash leaves the graph as it was; the next change clears them away
    .change      all files are written       likewise, until graph.nq itself has moved to its place: from that rename
                                             on the change is true, and whoever comes next moves the other files

A file called like another with ``.gone`` at its end says that this one goes with the change.

Renames within one file system are atomic, so ``graph.nq`` is the old one or the new one at any time, and readers, who
ask for nothing and wait for nobody, go on with the one they have opened.
"""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from kg.errors import StoreError

FILE = "graph.nq"
"""The file that is the graph."""

STORE = "graph.store"
"""The folder with the same quads in a store on disk, if one is kept."""

COPY = ".graph"
"""The file with what a large graph holds in the form that is quickest to load."""

_CHANGE = ".change"
_GONE = ".gone"
_LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only one who changes a graph; what an interrupted change left behind is put in order first.

    The folder is made if need be, and vanishes again if nothing is written to it. ``StoreError`` at once if another
    process is changing it, or if nothing can be written there.
    """
    from filelock import FileLock, Timeout

    made = not folder.exists()
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout as error:
                raise StoreError(
                    f"{folder}: another process is changing this graph; it can be read meanwhile, "
                    "and changed afterwards"
                ) from error
            _recover(folder)
        yield
    finally:
        if lock.is_locked:
            # While it is held: whoever waits for this name finds that it is gone, and asks anew.
            with suppress(OSError):
                (folder / _LOCK).unlink()
            lock.release()
        if made:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def change(folder: Path) -> Iterator[Path]:
    """A place beside the files of a graph to write their new versions to, all of which become true when it ends well.

    The graph must be :func:`locked`. Files that are not written stay as they are, but for a store, which would be that
    of another graph. Nothing changes if anything goes wrong; ``StoreError`` then says why the disk did not take it.
    """
    try:
        with _told(folder):
            part = Path(tempfile.mkdtemp(prefix=f"{_CHANGE}-", dir=folder))
            yield part
            commit(part, folder)
    finally:
        for left in folder.glob(f"{_CHANGE}-*"):  # whoever has the lock has all of them
            shutil.rmtree(left, ignore_errors=True)


def commit(written: Path, folder: Path) -> None:
    """Make files true that were written on the same file system; the graph must be :func:`locked`."""
    for path in sorted(written.rglob("*")):
        _sync(path)
    _sync(written)
    ready = written.rename(folder / _CHANGE)
    _sync(folder)
    (ready / FILE).replace(folder / FILE)
    _sync(folder)
    with suppress(OSError):  # it is true already; what could not be moved now is moved by the next
        _finish(folder)


def take_out(part: Path, name: str) -> None:
    """Note in the place of a :func:`change` that a file goes, when the change becomes true."""
    (part / f"{name}{_GONE}").touch()


def keep(folder: Path, name: str, lines: Iterable[str]) -> None:
    """Replace a file that lies beside a graph and was not made from it, whole or not at all; without lines, it goes.

    The graph must be :func:`locked`.
    """
    with _told(folder):
        part = Path(tempfile.mkdtemp(prefix=f"{_CHANGE}-", dir=folder))
        try:
            with (part / name).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
            _sync(part / name)
            if (part / name).stat().st_size:
                (part / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
            _sync(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _recover(folder: Path) -> None:
    """Finish a change that had become true, and clear away any that had not."""
    if (folder / _CHANGE / FILE).exists():
        shutil.rmtree(folder / _CHANGE)
    elif (folder / _CHANGE).exists():
        _finish(folder)
    for left in folder.glob(f"{_CHANGE}-*"):
        shutil.rmtree(left)


def _finish(folder: Path) -> None:
    """Move what is left of a change that is true; done twice, it does nothing more."""
    ready = folder / _CHANGE
    for path in ready.glob(f"*{_GONE}"):
        (folder / path.name.removesuffix(_GONE)).unlink(missing_ok=True)
        path.unlink()
    for path in sorted(ready.iterdir()):
        if path.is_dir():
            shutil.rmtree(folder / path.name, ignore_errors=True)
        path.replace(folder / path.name)
    if (folder / STORE).exists() and not is_current(folder):
        shutil.rmtree(folder / STORE)
    with read_copy(folder) as copy:
        kept = copy is not None
    if not kept:
        (folder / COPY).unlink(missing_ok=True)
    ready.rmdir()
    _sync(folder)


def _sync(path: Path) -> None:
    """See to it that a file, or the names in a folder, survive a power cut; some systems sync no folders."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk refuses, as one line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename and Path(error.filename) != folder else ""
        reason = error.strerror or error
        raise StoreError(f"{folder}: {reason}{where}; what was in the graph is safe") from error


# ------------------------------------------------------------------------------------------------ what was made from it


def mark(store: Path, file: Path) -> None:
    """Note in the folder of a store which file its quads are those of; moving both together changes nothing."""
    (store / "made-from").write_text(_state(file), "utf-8")


def is_current(folder: Path) -> bool:
    """Whether the store beside a graph holds the same quads."""
    try:
        return (folder / STORE / "made-from").read_text("utf-8") == _state(folder / FILE)
    except OSError:
        return False


def write_copy(folder: Path, data: Iterable[bytes]) -> None:
    """Keep data that was made from the graph in a folder, as long as the graph stays the same."""
    with (folder / COPY).open("wb") as file:
        file.write(_state(folder / FILE).encode())
        file.writelines(data)


@contextmanager
def read_copy(folder: Path) -> Iterator[IO[bytes] | None]:
    """The data that was made from the graph in a folder; ``None`` if there is none, or it was made from another."""
    try:
        state, file = _state(folder / FILE).encode(), (folder / COPY).open("rb")
    except OSError:
        yield None
        return
    with file:
        yield file if file.read(len(state)) == state else None


def _state(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}\n"


# ------------------------------------------------------------------------------------------------ sorted lines


_STEP, _LONGEST = 1 << 10, 1 << 20
"""Bytes that are compared at once, at least and at most."""


def differing(before: Path, after: Path) -> tuple[list[bytes], list[bytes]] | None:
    """The lines that a sorted file lost and gained; ``None`` if more than half of it is other."""
    lost, gained = list[bytes](), list[bytes]()
    with SortedLines(before) as had, SortedLines(after) as has:
        left = after.stat().st_size // 2
        for is_lost, line in had - has:
            (lost if is_lost else gained).append(line)
            left -= len(line) + 1
            if left < 0:
                return None
    return lost, gained


class SortedLines:
    """A file of sorted lines, of which those that begin alike are found without reading the others; ``None`` is empty.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "names")
    ...     _ = file.write_text("Ann Lee\\nBob Gray\\nBob Gray Junior\\nCid\\n", "utf-8")
    ...     with SortedLines(file) as lines:
    ...         list(lines.starting("Bob ")), list(lines.starting("Bobby")), lines.next_after("Bob")
    (['Bob Gray', 'Bob Gray Junior'], [], 'Cid')
    """

    def __init__(self, file: Path | None) -> None:
        self._data: mmap.mmap | bytes = b""
        if file is None:
            return
        try:
            with file.open("rb") as opened:
                if os.fstat(opened.fileno()).st_size:
                    self._data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise StoreError(f"{file}: {error.strerror or error}; kg build makes one") from error

    def __enter__(self) -> SortedLines:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if isinstance(self._data, mmap.mmap):
            self._data.close()

    def starting(self, prefix: str) -> Iterator[str]:
        """The lines that begin with a prefix, without line ends."""
        wanted = prefix.encode()
        at = self._first(wanted)
        while self._data[at : at + len(wanted)] == wanted and at < len(self._data):
            end = self._end(at)
            yield self._data[at:end].decode()
            at = end + 1

    def next_after(self, prefix: str) -> str | None:
        """The first line behind all that begin with a prefix and behind those that come before them."""
        at = self._first(prefix.encode() + b"\xff")  # no UTF-8 text has this byte
        return self._data[at : self._end(at)].decode() if at < len(self._data) else None

    def find(self, words: str) -> str | None:
        """The first line that holds some words, which may span its end; read from the beginning."""
        at = self._data.find(words.encode())
        if at < 0:
            return None
        start = self._data.rfind(b"\n", 0, at) + 1
        return self._data[start : self._end(start)].decode()

    def __sub__(self, other: SortedLines) -> Iterator[tuple[bool, bytes]]:
        """The lines that only one of two files has, in order: whether it is this one, and the line.

        What is the same in both is compared in long pieces, so it costs little however much it is.
        """
        one, two, i, j = self._data, other._data, 0, 0
        step = _STEP
        while i < len(one) and j < len(two):
            piece = one[i : i + step]
            if piece == two[j : j + step] and (cut := piece.rfind(b"\n") + 1):
                i, j, step = i + cut, j + cut, min(step * 4, _LONGEST)
                continue
            if step > _STEP:
                step = _STEP
                continue
            here, there = one[i : self._end(i)], two[j : other._end(j)]
            if here <= there:
                i += len(here) + 1
            if there <= here:
                j += len(there) + 1
            if here != there:
                yield here < there, min(here, there)
        for lines, at in ((self, i), (other, j)):
            while at < len(lines._data):
                end = lines._end(at)
                yield lines is self, lines._data[at:end]
                at = end + 1

    def _first(self, wanted: bytes) -> int:
        """Where the first line stands that is not before some bytes."""
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._end(start)
            if self._data[start : min(end, start + len(wanted))] < wanted:
                low = min(end + 1, len(self._data))
            else:
                high = start
        return low

    def _end(self, start: int) -> int:
        end = self._data.find(b"\n", start)
        return len(self._data) if end < 0 else end
