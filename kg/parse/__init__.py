"""Document → Parse: a language model behind a plain function.

A parser takes documents and gives their parses, in order, batching inside. :func:`load` makes the spaCy parser, the
one place that imports spaCy; :mod:`kg.parse.conllu` writes parses down and reads them back, so that rules are tested
where no model is installed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.parse.models import named

if TYPE_CHECKING:
    from kg.parse.spacy_parser import SpacyParser

__all__ = ["load", "named"]


def load(model: str | None = None, *, whole: bool = False, tokens: bool = False) -> SpacyParser:
    """Load an English spaCy pipeline as a parser. It takes seconds, and nothing is downloaded.

    ``model`` is the name of an installed pipeline (``en_core_web_sm``) or a path to one; by default the pinned
    ``en_core_web_md`` 3.7.1, or else ``en_core_web_sm``. With ``whole`` each document is exactly one sentence with one
    root; with ``tokens`` words are split at white space only, as given. :class:`~kg.errors.ParserError` says what to do
    when the model is missing or unfit.
    """
    with _single_thread():
        from kg.parse import spacy_parser  # a second of imports, paid by those who parse

    return spacy_parser.load(model, whole=whole, tokens=tokens)


@contextmanager
def _single_thread() -> Iterator[None]:
    """Keep numpy's matrix library to one thread: it asks when numpy is first imported, and a parser's small matrices
    only cost more with several."""
    variable = "OPENBLAS_NUM_THREADS"
    if "numpy" in sys.modules or variable in os.environ:
        yield
        return
    os.environ[variable] = "1"
    try:
        yield
    finally:
        del os.environ[variable]
