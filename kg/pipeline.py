"""The straight line: documents in, readings out; a document that fails becomes a ``Failure`` and the others go on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from kg.errors import KgError
from kg.extract import CLAIM_RULES, understand
from kg.model import Document, Failure, Parse, Parser, Reading
from kg.resolve import resolve

log = logging.getLogger(__name__)


def readings(documents: Sequence[Document], parser: Parser) -> Iterator[Reading | Failure]:
    """What is read in each document, in order and one for one.

    A reading depends on its own document alone. Documents are parsed together, because that is much faster; if that
    fails, one by one, so that only those that cannot be parsed are lost.
    """
    for document, parse in zip(documents, _parses(documents, parser), strict=True):
        if isinstance(parse, Failure):
            yield parse
            continue
        try:
            yield resolve(understand(parse, CLAIM_RULES))
        except Exception as error:
            yield failure(document, "resolve", error)


def _parses(documents: Sequence[Document], parser: Parser) -> list[Parse | Failure]:
    try:
        return [*parser(documents)]
    except Exception as error:
        if len(documents) == 1:
            return [failure(documents[0], "parse", error)]
    return [parse for document in documents for parse in _parses([document], parser)]


def failure(document: Document, stage: str, error: BaseException) -> Failure:
    """The failure of a document; an error that nobody raised on purpose is also logged, with its traceback."""
    if not isinstance(error, KgError):
        log.debug("%s: %s", document.source.name, stage, exc_info=error)
    return Failure(document.source.name, stage, str(error) or type(error).__name__)
