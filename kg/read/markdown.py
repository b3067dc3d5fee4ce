"""Markdown: the words that a reader of the page sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from kg.read import text
from kg.read.record import Record

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(file: BinaryIO, place: str, largest: int) -> Iterator[Record]:
    """The one document of a Markdown file; without a title in the front matter, its first heading is the title."""
    for record in text.read(file, place, largest):
        title, words = prose(record.text)
        yield replace(record, text=words, title=record.title or title)


def prose(markdown: str) -> tuple[str | None, str]:
    """The text of the first top heading, if the page has one, and of all headings, paragraphs, items and quotations.

    A blank line stands between them. Code, tables, pictures and HTML tags are left out; indented paragraphs are not
    taken for code.

    >>> prose("# No talks\\n\\nFrance **cancelled**\\n[talks](https://news.example/1).\\n\\n- `Non`\\n- Oui\\n")
    ('No talks', 'No talks\\n\\nFrance cancelled talks.\\n\\nNon\\n\\nOui')
    """
    title = None
    blocks = []
    tag = ""
    in_table = False
    for token in _parser().parse(markdown):
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type == "inline" and not in_table:
            words = "".join(map(_words, token.children or ())).strip()
            if tag == "h1" and title is None:
                title = words or None
            if words:
                blocks.append(words)
        tag = token.tag
    return title, "\n\n".join(blocks)


def _words(token: Token) -> str:
    if token.type == "html_inline" and token.content.lower().startswith("<br"):
        return "\n"
    return token.content if token.type in {"text", "code_inline"} else BREAKS.get(token.type, "")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # not needed by those who have no Markdown

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
