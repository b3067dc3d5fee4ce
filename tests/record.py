"""Recorded parses: a sentence is parsed once and committed, so that rules are tested without a model.

    python tests/record.py           parse the sentences that are new, drop those that nobody uses
    python tests/record.py --again   parse them all, after a change of model or parser

Sentences come from ``tests/sentences.txt`` (one a line, ``#`` begins a comment) and from the docstrings of the rules. A
change of model shows up as a diff in ``tests/parses.conllu``, apart from changes in rules.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from kg.iri import digest
from kg.model import Document, Parse, Source
from kg.parse import conllu, load

TESTS = Path(__file__).parent
SENTENCES = TESTS / "sentences.txt"
PARSES = TESTS / "parses.conllu"


def parses(path: Path = PARSES) -> dict[str, Parse]:
    """The recorded parses by their text."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return {parse.document.text: parse for parse in conllu.read(lines, path.name)}


def record(sentences: Iterable[str], path: Path = PARSES, *, again: bool = False) -> None:
    """Write the parses of sentences, each a document of its own, in their order; recorded ones stay as they are."""
    wanted = list(dict.fromkeys(sentences))
    recorded = parses(path) if path.exists() and not again else {}
    new = [_document(text) for text in wanted if text not in recorded]
    if new:
        recorded |= {parse.document.text: parse for parse in load()(new)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(conllu.write(recorded[text] for text in wanted))


def _document(text: str) -> Document:
    return Document(f"https://example.org/doc/{digest(text)}", text, Source("sentences.txt"))


def listed(path: Path = SENTENCES) -> list[str]:
    """The sentences of a list."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def examples(rule: Callable[..., object]) -> list[str]:
    """The sentences in a rule's docstring: lines with deeper ones below that show what is read from them.

    >>> def copular(tree):
    ...     '''A subject described.
    ...
    ...     The letter was long.
    ...         The letter | was | long
    ...     '''
    >>> examples(copular)
    ['The letter was long.']
    """
    lines = (inspect.getdoc(rule) or "").splitlines()
    return [
        line.strip() for line, below in pairwise(lines) if line.strip() and not _is_shown(line) and _is_shown(below)
    ]


def _is_shown(line: str) -> bool:
    return line.startswith("    ") and " | " in line


if __name__ == "__main__":
    from kg.extract import RULES

    record([*listed(), *(text for rule in RULES for text in examples(rule))], again="--again" in sys.argv)
