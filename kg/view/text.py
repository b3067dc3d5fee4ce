"""Text as the page shows it: estimated widths, and letters that could turn a line around taken out."""

from __future__ import annotations

import re
import unicodedata

BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")

NARROW = frozenset("fijlrtI.,:;'’‘|!()[] -")
BROAD = frozenset("mwMW@%—…")


def plain(text: str) -> str:
    """A label without controls that turn the text around, on one line.

    >>> plain("abc\u202edef\\nghi")
    'abcdef ghi'
    """
    return " ".join(BIDIRECTIONAL.sub("", text).split())


def width(text: str, size: float) -> float:
    """The estimated width of a text in a system font of ``size`` pixels: right within a tenth for Latin letters.

    >>> 80 < width("Gérald Darmanin", 13) < 110
    True
    """
    return size * sum(map(_advance, text))


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.33
    if letter in BROAD:
        return 0.87
    if letter < "\u1100":
        return 0.0 if unicodedata.combining(letter) else 0.66 if letter.isupper() else 0.56
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56


def wrapped(text: str, size: float, limit: float = 150) -> tuple[float, int]:
    """Width and number of lines of a label that wraps at ``limit`` pixels, two lines at most.

    >>> wrapped("France", 13)[1], wrapped("Boris Johnson's letter to Emmanuel Macron", 13)[1]
    (1, 2)
    """
    whole = width(text[:60], size)
    return (whole, 1) if whole <= limit else (min(limit, whole), 2)


def utf16(text: str) -> list[int] | None:
    """For each character of a text, and its end, the offset that JavaScript counts; ``None`` where they are the same.

    >>> utf16("a😀b")
    [0, 1, 3, 4]
    >>> utf16("été") is None
    True
    """
    if all(letter <= "\uffff" for letter in text):
        return None
    offsets = [0]
    for letter in text:
        offsets.append(offsets[-1] + (2 if letter > "\uffff" else 1))
    return offsets
