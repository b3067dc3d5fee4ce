"""The documents that could not be read, noted beside a graph: no part of it, and the same file for whoever looks later.

A graph is a function of the documents that it holds, and these it does not hold. What is noted of a document goes once
one of its name has been read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kg.model import Failure
from kg.store.folder import keep

FILE: Final = "unread.jsonl"
"""A document a line: what it is called, the stage at which it failed, and why."""


def unread(folder: Path) -> tuple[Failure, ...]:
    """What is noted beside a graph; a line that somebody spoiled is passed over."""
    found = []
    with suppress(OSError, UnicodeDecodeError):
        for line in (folder / FILE).read_text("utf-8").splitlines():
            with suppress(ValueError, TypeError):
                found.append(Failure(**json.loads(line)))
    return tuple(found)


def note(folder: Path, failures: Iterable[Failure], read: Iterable[str] = ()) -> None:
    """Note failures besides those that are, less those of documents whose names have been ``read``.

    The graph must be :func:`~kg.store.folder.locked`. Nothing is written if nothing changes.
    """
    before, new, names = unread(folder), [*failures], {*read}
    again = {failure.document for failure in new}
    kept = [failure for failure in before if failure.document not in names | again]
    now = sorted({*kept, *new}, key=lambda failure: (failure.document, failure.stage, failure.error))
    if tuple(now) != before:
        keep(folder, FILE, (json.dumps(asdict(failure), ensure_ascii=False) for failure in now))
