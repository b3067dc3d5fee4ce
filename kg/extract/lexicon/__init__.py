"""Word lists as data: one entry or one class of entries a line, in the folder of their language.

Lines that start with ``#`` are comments, which say where a list comes from and what decides about an entry.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


def _lines(name: str, language: str) -> list[str]:
    text = resources.files(__name__).joinpath(language, name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list, ``lexicon/<language>/<name>.txt``; an entry may be several words.

    >>> "never" in words("negations")
    True
    """
    return frozenset(line.strip() for line in _lines(f"{name}.txt", language))


@cache
def table(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of a table, ``lexicon/<language>/<name>.tsv``, without its heading; all rows are of equal length.

    >>> [row for row in table("modals") if row[0] == "must"]
    [('must', 'obligated', 'strong')]
    """
    heading, *rows = (tuple(line.split("\t")) for line in _lines(f"{name}.tsv", language))
    for row in rows:
        if len(row) != len(heading):
            raise ValueError(f"lexicon/{language}/{name}.tsv: {len(row)} columns instead of {len(heading)}: {row}")
    return tuple(rows)
