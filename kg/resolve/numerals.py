"""Figures and number words, read to exact numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from kg.resolve.lexicon import tables

_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([a-z]+)?")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d{1,2})")
_SLASHED = re.compile(r"(\d+)/(\d+)")
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}


def table(name: str) -> dict[str, int]:
    """A table of ``data/numerals.toml``.

    >>> table("tens")["forty"]
    40
    """
    return tables("numerals")[name]


@lru_cache(maxsize=4096)
def figure(word: str) -> Fraction | None:
    """A number written in figures, with a letter for its scale or as a fraction; ``None`` for anything else.

    >>> [str(figure(word)) for word in ("25,700", "1.5bn", "3/4", "½", "8,26", "A320")]
    ['25700', '1500000000', '3/4', '1/2', '413/50', 'None']
    """
    word = _VULGAR.get(word, word.lower())
    if match := _FIGURE.fullmatch(word):
        whole, decimals, letters = match.groups()
        if letters is not None and letters not in table("letters"):
            return None
        return Fraction(whole.replace(",", "") + (decimals or "")) * table("letters").get(letters or "", 1)
    if match := _DECIMAL_COMMA.fullmatch(word):
        return Fraction(".".join(match.groups()))
    if (match := _SLASHED.fullmatch(word)) and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    return None


def number(words: Sequence[str]) -> Fraction | None:
    """What words and figures of one number are worth; ``None`` if they are none.

    Hyphens between the words, *and* and *a* are part of a number; its order is English: larger scales first.

    >>> for text in ("twenty - five", "two hundred and five thousand", "1.3 million", "a dozen", "half a million",
    ...              "two and a half", "three quarters", "a third", "two - thirds", "one two"):
    ...     print(text, "=", number(text.split()))
    twenty - five = 25
    two hundred and five thousand = 205000
    1.3 million = 1300000
    a dozen = 12
    half a million = 500000
    two and a half = 5/2
    three quarters = 3/4
    a third = 1/3
    two - thirds = 2/3
    one two = None
    """
    words = [word.lower() for word in words if word not in ("-", "–", "—", "and")]
    if not words:
        return None
    fraction = table("fractions")
    if words[-1] in fraction:
        before = words[:-1]
        if words[-1] in ("half", "halves") and len(before) > 1 and before[-1] in ("a", "one"):
            whole = number(before[:-1])
            return None if whole is None else whole + Fraction(1, 2)
        share = Fraction(1) if before in ([], ["a"], ["an"]) else number(before)
        return None if share is None else share / fraction[words[-1]]
    if words[0] == "half":
        rest = number(words[1:])
        return None if rest is None else rest / 2
    return _whole(tuple(words))


@lru_cache(maxsize=4096)
def _whole(words: tuple[str, ...]) -> Fraction | None:
    """A number without a part: below a thousand it grows by adding, a scale multiplies and closes what came before."""
    total, part, closed = Fraction(0), None, None
    for i, word in enumerate(words):
        value = figure(word)
        if word in ("a", "an"):
            if part is not None or i + 1 == len(words):
                return None
            part = Fraction(1)
        elif value is not None:
            if part is not None and not (part.denominator == 1 and 0 < value < 1):
                return None
            part = (part or 0) + value
        elif word in table("ones") or word in table("tens"):
            value = Fraction(table("ones").get(word, table("tens").get(word, 0)))
            if part is not None and (part % (10 if value < 10 else 100) or not part):
                return None
            part = (part or 0) + value
        elif word in table("scales") or (word in table("letters") and part is not None):
            scale = table("scales").get(word) or table("letters")[word]
            if scale <= 100:
                part = (Fraction(1) if part is None else part) * scale
                continue
            if closed is not None and scale >= closed:
                return None
            total, part, closed = total + (Fraction(1) if part is None else part) * scale, None, scale
        else:
            return None
    return total + (part or 0)


def ordinal(word: str) -> int | None:
    """The rank that an ordinal names: *third*, *21st*; ``None`` for other words.

    >>> ordinal("third"), ordinal("21st"), ordinal("twenty - first"), ordinal("21")
    (3, 21, 21, None)
    """
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word):
        return int(match[1])
    *tens, last = word.replace("-", " ").split() or [""]
    if last not in table("ordinals") or (tens and (len(tens) > 1 or tens[0] not in table("tens"))):
        return None
    return table("ordinals")[last] + (table("tens")[tens[0]] if tens else 0)
