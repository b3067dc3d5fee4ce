"""Plain text, and what stands before it: front matter."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import ReadError
from kg.read.record import METADATA, Record


def read(file: BinaryIO, place: str, largest: int) -> Iterator[Record]:
    """The one document of a text file; line ends stay as they are."""
    metadata, text = front_matter(contents(file, largest))
    path = PurePath(place)
    yield Record(place=place, name=path.name, readable=path.stem, text=text, **metadata)


def contents(file: BinaryIO, largest: int) -> str:
    """What a file holds, decoded."""
    data = file.read(largest + 1)
    if len(data) > largest:
        raise ReadError(too_large(largest))
    return decoded(data)


def too_large(largest: int) -> str:
    """What is wrong with a document of more bytes than that."""
    return f"is larger than {largest / 1_000_000:g} MB, the most that one document may have: split it"


_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes) -> str:
    """Text in UTF-8, or in UTF-16 if it begins with a byte order mark, which is dropped.

    >>> decoded("Gérald".encode("utf-16"))
    'Gérald'
    >>> decoded("Gérald".encode("latin-1"))
    Traceback (most recent call last):
        ...
    kg.errors.ReadError: is not UTF-8 at byte 1: convert it, for example by iconv -f WINDOWS-1252 -t UTF-8
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not wide:
        raise ReadError("is a binary file, not text")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if wide or _CONTROL.search(data):
            raise ReadError("is a binary file, not text") from error
        remedy = "convert it, for example by iconv -f WINDOWS-1252 -t UTF-8"
        raise ReadError(f"is not UTF-8 at byte {error.start:,}: {remedy}") from error


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z_-]+)[ \t]*:(?:[ \t]+(.*?))?[ \t]*\r?$", re.MULTILINE)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """What a block of ``key: value`` lines between two lines of ``---`` says of the text, and the text below it.

    Keys that mean nothing here are passed over, and so is a block without keys: it is text.

    >>> front_matter("---\\ntitle: Talks\\ndate: 2021-11-26\\ntags: [a, b]\\n---\\n\\nFrance left.\\n")
    ({'title': 'Talks', 'date': '2021-11-26'}, 'France left.\\n')
    """
    match = _FRONT_MATTER.match(text)
    said = {key.lower(): _unquoted(value) for key, value in _FIELD.findall(match[1])} if match else {}
    if match is None or not said:
        return {}, text
    metadata = {key: value for key in METADATA if (value := said.get(key))}
    return metadata, text[match.end() :].lstrip("\r\n")


def _unquoted(value: str) -> str:
    """A value without quotation marks around it.

    >>> _unquoted('"France: no talks"'), _unquoted("'Non'"), _unquoted("Non")
    ('France: no talks', 'Non', 'Non')
    """
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
