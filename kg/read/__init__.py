"""Files, folders, standard input → Document: where text enters, and where it is checked.

``READERS`` says which reader takes which file. A reader gives records, as the input has them; a record that is fit
becomes a :class:`~kg.model.Document`, any other a :class:`~kg.model.Failure` that names the file, the line and the way
out, and the others go on.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import ReadError, SettingsError
from kg.iri import BASE, Minter
from kg.model import Document, Failure, Iri, Source
from kg.read import files, jsonl, markdown, text
from kg.read.record import Record, checked, day, document

__all__ = ["LARGEST", "READERS", "Reader", "Record", "document", "read"]

log = logging.getLogger(__name__)

LARGEST = 5_000_000
"""Bytes of one document; a long novel has one million. What is larger is no text, or many."""

Reader = Callable[[BinaryIO, str, int], Iterator[Record | Failure]]
"""An open file, what to call it, and the bytes that a document may have; raises ``ReadError`` where it must give up."""

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}
"""Which reader takes a file, by its suffix in lower case."""


def read(
    paths: Iterable[Path | str] | Path | str,
    *,
    base: Iri = BASE,
    date: str | None = None,
    any_language: bool = False,
    largest: int = LARGEST,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Failure]:
    """The documents in files and folders, one at a time, in the order of ``paths`` and, in a folder, of file names.

    ``-`` is standard input; that, and a file without a suffix, holds JSON lines if it begins like one, or else plain
    text. ``base`` is where IRIs are minted, ``date`` the day of publication of documents that do not say it themselves,
    ``largest`` the bytes that a document may have. A text that is surely not in English is a failure, unless
    ``any_language`` lets it pass. A document that is given twice is read once; one that differs from an earlier one but
    would have its IRI is a failure.

    ``SettingsError`` if ``date`` or ``base`` means nothing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "empty.txt").write_text("")
    ...     _ = Path(folder, "talks.txt").write_text("France has cancelled the talks.")
    ...     [empty, talks] = read(folder, date="2021-11-26", base="https://example.org/kg/")
    >>> empty.error
    'has no words'
    >>> talks.id, talks.source.date
    ('https://example.org/kg/doc/talks-1248894a', '2021-11-26')
    """
    if date is not None:
        try:
            date = day(date)
        except ReadError as error:
            raise SettingsError(str(error)) from None
    listed = [paths] if isinstance(paths, Path | str) else paths
    records = (record for path in listed for record in _records(path, largest, stdin))
    return _documents(records, Minter(base), date, any_language)


# ------------------------------------------------------------------------------------------------ records


def _records(path: Path | str, largest: int, stdin: BinaryIO | None) -> Iterator[Record | Failure]:
    if str(path) == "-":
        yield from _read(stdin or sys.stdin.buffer, "standard input", largest)
        return
    for found in files.found(Path(path), READERS):
        if isinstance(found, Failure):
            yield found
            continue
        try:
            with found.open("rb") as file:
                yield from _read(file, str(found), largest)
        except OSError as error:
            yield Failure(str(found), "read", error.strerror or str(error))


def _read(file: BinaryIO, place: str, largest: int) -> Iterator[Record | Failure]:
    try:
        yield from _reader(file, place)(file, place, largest)
    except ReadError as error:
        yield Failure(place, "read", str(error))


def _reader(file: BinaryIO, place: str) -> Reader:
    suffix = Path(place).suffix.lower()
    if not suffix:
        return jsonl.read if _JSON.match(_head(file)) else text.read
    if suffix not in READERS:
        raise ReadError(f"has no reader for {suffix}: there are {', '.join(READERS)}")
    return READERS[suffix]


_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"|\Z)')


def _head(file: BinaryIO) -> bytes:
    """The first bytes of a file that has just been opened, which stay to be read."""
    if file.seekable():
        head = file.read(64)
        file.seek(-len(head), 1)
        return head
    peek: Callable[[int], bytes] = getattr(file, "peek", lambda _: b"")
    return peek(64)


# ------------------------------------------------------------------------------------------------ documents


class _Known(NamedTuple):
    """What is remembered of a document."""

    place: str
    text: bytes
    source: Source


def _documents(
    records: Iterable[Record | Failure], mint: Minter, date: str | None, any_language: bool
) -> Iterator[Document | Failure]:
    known: dict[Iri, _Known] = {}
    for record in records:
        if isinstance(record, Failure):
            yield record
            continue
        try:
            document = checked(record, mint, date=date, any_language=any_language)
            if _is_new(document, record.place, known):
                yield document
        except ReadError as error:
            yield Failure(record.place, "read", str(error))


def _is_new(document: Document, place: str, known: dict[Iri, _Known]) -> bool:
    """Whether a document has not been seen; ``ReadError`` if another with its IRI has."""
    this = _Known(place, sha256(document.text.encode()).digest(), replace(document.source, name=""))
    first = known.setdefault(document.id, this)
    if first is this:
        return True
    if first.text != this.text:
        raise ReadError(f"has the address of {first.place} but another text: give one of them its own url or title")
    names = [field.name for field in fields(Source)]
    differing = [name for name in names if getattr(first.source, name) != getattr(this.source, name)]
    if differing:
        raise ReadError(f"has the text of {first.place} but another {', '.join(differing)}")
    log.info("%s is %s again", place, first.place)
    return False
