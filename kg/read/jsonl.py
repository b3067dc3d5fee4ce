"""JSON lines: an object a line, a document each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Failure
from kg.read.record import METADATA, Record
from kg.read.text import decoded, too_large

KEYS = ("id", "text", *METADATA)
"""What a line may have; other keys are passed over."""


def read(file: BinaryIO, place: str, largest: int) -> Iterator[Record | Failure]:
    """A document for each line that has one; a line that has none is a failure, and the others go on."""
    for number, line in enumerate(_lines(file, largest), start=1):
        here = f"{place}:{number}"
        try:
            if line is None:
                raise ReadError(too_large(largest))
            if line.strip():
                yield record(decoded(line).strip(), here)
        except ReadError as error:
            yield Failure(here, "read", str(error))


def _lines(file: BinaryIO, largest: int) -> Iterator[bytes | None]:
    """The lines; ``None`` stands for one that is too long, which is passed over piece by piece."""
    while line := file.readline(largest + 1):
        if len(line) <= largest or line.endswith(b"\n"):
            yield line
            continue
        while piece := file.readline(largest):
            if piece.endswith(b"\n"):
                break
        yield None


def record(line: str, place: str) -> Record:
    """The record in a line.

    >>> record('{"id": "n1", "text": "France left.", "date": null}', "news.jsonl:1").name
    'n1'
    """
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"is not JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:  # a number of thousands of digits
        raise ReadError(f"is not JSON: {error}") from error
    except RecursionError:
        raise ReadError("is nested too deeply") from None
    if not isinstance(values, dict):
        raise ReadError(f"is {_kind(values)}, not an object with a text")
    if values.get("text") is None:
        raise ReadError("has no text")
    if isinstance(values.get("id"), int) and not isinstance(values["id"], bool):
        values["id"] = str(values["id"])
    for key in KEYS:
        if not isinstance(values.get(key), str | None):
            raise ReadError(f"{key} is {_kind(values[key])}, not a string")
    name = values.get("id") or PurePath(place).name
    metadata = {key: values.get(key) for key in METADATA}
    return Record(place=place, name=name, readable=metadata["title"] or name, text=values["text"], **metadata)


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
