"""The word lists of this stage, one entry or one class of entries a line, in the folder of their language."""

from __future__ import annotations

from kg import wordlists


def words(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list, ``lexicon/<language>/<name>.txt``; an entry may be several words.

    >>> "never" in words("negations")
    True
    """
    return wordlists.words(__name__, f"{language}/{name}.txt")


def table(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of a table, ``lexicon/<language>/<name>.tsv``, without its heading; all rows are of equal length.

    >>> [row for row in table("modals") if row[0] == "must"]
    [('must', 'obligated', 'strong')]
    """
    return wordlists.table(__name__, f"{language}/{name}.tsv")
