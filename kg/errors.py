"""What can go wrong, by who can mend it: every error names the place, the value and the way out."""

from __future__ import annotations


class KgError(Exception):
    """The root of every error that this package raises on purpose."""


class ReadError(KgError):
    """A file or a record cannot become a document: its owner mends the input."""


class ParserError(KgError):
    """The language model is missing or unfit: whoever set up the environment mends it."""


class SettingsError(KgError):
    """A setting or an argument has a value that means nothing: the caller mends it."""


class StoreError(KgError):
    """A graph cannot be opened, written or trusted: whoever keeps the folder mends it."""


class QueryError(KgError):
    """A SPARQL query is wrong, refused or too costly: its author mends it."""
