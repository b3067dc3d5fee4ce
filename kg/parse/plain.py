"""A text as a parser likes it: paragraphs of plain characters, from which every offset leads back.

Paragraphs are parsed one at a time, and within them typographic quotes and dashes become ASCII, white space becomes
single blanks and invisible characters vanish. :class:`Plain` remembers where each character stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Span

LONGEST = 50_000
"""Characters of a paragraph: a longer one is cut, for a parser's memory grows with the text it is given at once."""

WIDEST = 120
"""Columns: a text with longer lines was not wrapped by hand or by an editor, each of its lines is a paragraph."""

NARROWEST = 40
"""Columns: lines shorter than this are headings, addresses or verse, not wrapped prose."""

RAGGED = 8
"""Columns by which a line may stop short of the width and count as full: people wrap less exactly than editors."""

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
        **dict.fromkeys((chr(c) for c in range(0x2000, 0x200B)), " "),
    }
)
"""Typographic quotes, primes and dashes as ASCII and white space as blanks, one for one."""

_BREAK = r"(?:\r\n|\r(?!\n)|[\n\x85\u2028])"
_BLANK_LINES = re.compile(rf"{_BREAK}(?:[^\S\r\n\x85\u2028]*{_BREAK})+|[\f\u2029]")
_LINE_BREAK = re.compile(_BREAK)
_BULLET = re.compile(r"(?:[-*+•‣]|\d{1,2}[.)])\s")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_RUN = re.compile(r"\s{2,}")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_WORD = re.compile(r"\S")


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text, in order, without white space around them; together they hold every word.

    Blank lines end a paragraph. A single line break does so too, unless the line was wrapped: it is about as long as
    the longest line of its block, so that the next word did not fit, or the next line goes on in lower case. So texts
    wrapped at seventy columns and texts with one paragraph a line both read as their authors meant them.

    >>> text = "Talks cancelled\\n\\nFrance has cancelled the talks with the\\nhome secretary. It gave no reason.\\n"
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['Talks cancelled', 'France has cancelled the talks with the\\nhome secretary. It gave no reason.']
    >>> text = "- one apple\\n- two pears"
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['- one apple', '- two pears']
    """
    for block in _between(text, _BLANK_LINES, Span(0, len(text))):
        lines = list(_between(text, _LINE_BREAK, block))
        width = max(end - start for start, end in lines)
        begin = lines[0].start
        for line, following in pairwise(lines):
            if not _wrapped(text, line, following, width):
                yield from _cut(text, Span(begin, line.end))
                begin = following.start
        yield from _cut(text, Span(begin, block.end))


def _between(text: str, separator: re.Pattern[str], within: Span) -> Iterator[Span]:
    """The stretches between separators that hold more than white space, stripped."""
    start = within.start
    for match in (*separator.finditer(text, within.start, within.end), None):
        end = within.end if match is None else match.start()
        piece = text[start:end]
        if piece and not piece.isspace():
            yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        if match is not None:
            start = match.end()


def _wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a sentence may run on from one line to the next."""
    if _BULLET.match(text, following.start, following.end):
        return False
    goes_on = text[following.start].islower()
    if goes_on and not _SENTENCE_END.search(text[max(line.start, line.end - 5) : line.end]):
        return True
    word = text[following.start : following.end].split(maxsplit=1)[0]
    fits = line.end - line.start + 1 + len(word) <= width - RAGGED
    return NARROWEST <= width <= WIDEST and not fits


def _cut(text: str, paragraph: Span) -> Iterator[Span]:
    """Pieces of at most ``LONGEST`` characters, cut after a sentence of the second half, or else between words."""
    start, end = paragraph
    while end - start > LONGEST:
        half, stop = start + LONGEST // 2, start + LONGEST
        cut = max(text.rfind(mark, half, stop) for mark in (". ", "? ", "! ", ".\n")) + 1
        if not cut:
            cut = max(text.rfind(" ", half, stop), text.rfind("\n", half, stop))
        if cut < half:
            cut = stop
        yield Span(start, start + len(text[start:cut].rstrip()))
        word = _WORD.search(text, cut, end)
        start = word.start() if word else end
    yield Span(start, end)


class Plain:
    """A stretch of a text, without white space around it, as a parser sees it.

    ``text`` has ASCII quotes and dashes, single blanks and no invisible characters; :meth:`span` leads back. ``start``
    is where the stretch starts in the document. With ``as_given`` invisible characters stay, as words of their own if
    need be.

    >>> plain = Plain("“Non”,\\n  he said.", Span(0, 18))
    >>> plain.text
    '"Non", he said.'
    >>> plain.span(7, 9)
    Span(start=9, end=11)
    """

    __slots__ = ("_origin", "start", "text")

    def __init__(self, text: str, span: Span, *, as_given: bool = False) -> None:
        piece = text[span.start : span.end]
        self.start = span.start
        self._origin: list[int] | None = None
        if _RUN.search(piece) or (_INVISIBLE.search(piece) and not as_given):
            piece, self._origin = _squeezed(piece, as_given)
        self.text = piece.translate(PLAIN)

    def span(self, start: int, end: int) -> Span:
        """Where a non-empty stretch of the plain text stands in the document."""
        if self._origin is None:
            return Span(self.start + start, self.start + end)
        return Span(self.start + self._origin[start], self.start + self._origin[end - 1] + 1)


def _squeezed(piece: str, as_given: bool) -> tuple[str, list[int]]:
    """White space as single blanks, invisible characters dropped if need be, and where each character left stood."""
    kept: list[str] = []
    origin: list[int] = []
    for i, character in enumerate(piece):
        if character.isspace():
            if not kept or kept[-1] == " ":
                continue
            character = " "
        elif not as_given and _INVISIBLE.match(character):
            continue
        kept.append(character)
        origin.append(i)
    if kept and kept[-1] == " ":
        del kept[-1], origin[-1]
    return "".join(kept), origin
