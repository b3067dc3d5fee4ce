"""Words as data, in files beside the code that knows what they are for.

A list has one entry a line, a table columns between tabs and a heading. Lines that start with ``#`` are comments, which
say what decides about an entry and, of a list that is not our own, where it comes from.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(package: str, path: str) -> frozenset[str]:
    """The entries of a list in a package; an entry may be several words.

    >>> "never" in words("kg.extract.lexicon", "en/negations.txt")
    True
    """
    return frozenset(_lines(package, path))


@cache
def table(package: str, path: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table without its heading; ``ValueError`` if one has more or fewer columns than that.

    >>> [row for row in table("kg.extract.lexicon", "en/modals.tsv") if row[0] == "must"]
    [('must', 'obligated', 'strong')]
    """
    heading, *rows = (tuple(line.split("\t")) for line in _lines(package, path))
    for row in rows:
        if len(row) != len(heading):
            raise ValueError(f"{package}: {path}: {len(row)} columns instead of {len(heading)}: {row}")
    return tuple(rows)


@cache
def tables(package: str, path: str) -> dict[str, dict[str, Any]]:
    """The tables of a TOML file.

    >>> tables("kg.resolve", "data/numerals.toml")["tens"]["forty"]
    40
    """
    return tomllib.loads(_text(package, path))


def _lines(package: str, path: str) -> list[str]:
    return [line for line in _text(package, path).split("\n") if line and not line.startswith("#")]


def _text(package: str, path: str) -> str:
    return files(package).joinpath(path).read_text(encoding="utf-8")
