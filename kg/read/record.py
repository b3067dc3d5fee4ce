"""What an input says of a document, and the checks that make it one."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime

from kg.errors import ReadError
from kg.iri import BASE, Minter
from kg.model import Document, Iri, Source
from kg.read.language import is_foreign

METADATA = ("title", "date", "url", "author", "publisher", "language")
"""What an input may say of a document, besides its text."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A document as an input has it, not yet checked.

    ``place`` is where it stands, for messages: ``news/articles.jsonl:3``; ``name`` what people call it, ``readable``
    what its IRI shows of it. The others are as in :class:`~kg.model.Source`.
    """

    place: str
    name: str
    readable: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None


def document(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    base: Iri = BASE,
    any_language: bool = False,
) -> Document:
    """The document of a text that a program has at hand; see :func:`kg.read.read`.

    :class:`~kg.errors.ReadError` if the text has no words, if it is not in English and ``any_language`` does not let it
    pass, or if a value is malformed.

    >>> document("France has cancelled the talks.", title="Talks", date="2021-11-26T09:30Z").source.date
    '2021-11-26'
    """
    record = Record(
        place=name,
        name=name,
        readable=title or name,
        text=text,
        title=title,
        date=date,
        url=url,
        author=author,
        publisher=publisher,
        language=language,
    )
    return checked(record, Minter(base), any_language=any_language)


def checked(record: Record, mint: Minter, *, date: str | None = None, any_language: bool = False) -> Document:
    """The document that a record is; ``date`` is its day of publication if it does not say.

    :class:`~kg.errors.ReadError` says what is wrong, without the place.
    """
    text = _whole("text", record.text)
    if not any(map(str.isalnum, text)):
        raise ReadError("has no words")
    if "\0" in text:
        raise ReadError("has a NUL character in its text")
    said = {field: _line(field, getattr(record, field)) for field in ("name", *METADATA)}
    source = Source(
        name=said["name"] or "text",
        title=said["title"],
        date=_published(said["date"], said["name"]) if said["date"] else date,
        url=_address(said["url"]) if said["url"] else None,
        author=said["author"],
        publisher=said["publisher"],
        language=_language(said["language"], text, any_language),
    )
    return Document(mint.document(_whole("name", record.readable), source.url or text), text, source)


def _published(text: str, name: str | None) -> str | None:
    """The day that metadata give; one that cannot be read is told and left out, for the text is worth more than it."""
    try:
        return day(text)
    except ReadError as error:
        log.warning("%s: %s: read without a date", name or "text", error)
        return None


def day(text: str) -> str:
    """The day of a date or time in ISO 8601.

    >>> day("2021-11-26"), day("2021-11-26T23:15:00+01:00"), day("20211126")
    ('2021-11-26', '2021-11-26', '2021-11-26')
    """
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        raise ReadError(f"date {text!r} is not a day like 2021-11-26") from None


def _line(field: str, value: str | None) -> str | None:
    """A value on one line; a blank one is none."""
    return None if value is None else " ".join(_whole(field, value).split()) or None


def _whole(field: str, value: str) -> str:
    """A value that can be written down; JSON can also spell halves of characters."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ReadError(f"{field} has half a character (a lone surrogate) at {error.start:,}") from error
    return value


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\xa0]+")


def _address(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        raise ReadError(f"url {url!r} is not an address like https://news.example/article")
    return url


_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def _language(tag: str | None, text: str, any_language: bool) -> str:
    """The language that is declared, or else English unless the text is surely not."""
    if tag is not None and not _TAG.fullmatch(tag):
        raise ReadError(f"language {tag!r} is not a tag like en or en-GB")
    foreign = is_foreign(text) if tag is None else tag.lower().split("-")[0] != "en"
    if foreign and not any_language:
        raise ReadError(
            f"is in {tag!r}, not in English" if tag else "is not in English: if it is, give it a language: en"
        )
    return tag or "en"
