"""Is this English? Told cheaply, by the share of function words."""

from __future__ import annotations

import re

from kg.wordlists import words

FUNCTION_WORDS = words("kg.read", "function_words.txt")
"""The most frequent words of English."""

SHARE = 0.13
"""The least share of function words: English articles have .29 and more, single paragraphs .16, other languages in
Latin letters at most .12."""

ENOUGH = 20
"""Words below which nothing is said: a headline has no function words at all."""

SAMPLE = 20_000
"""Characters that are looked at."""

_WORD = re.compile(r"(?<![^\s\"'“”‘’(\[])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![^\s\"'“”‘’)\],.;:!?])")
"""A word that stands on its own: no piece of an address or of a file name."""


def is_foreign(text: str) -> bool:
    """Whether a text is surely not in English: what is too short to tell, is not.

    >>> is_foreign("The talks were cancelled.")
    False
    >>> is_foreign("Frankreich hat die Gespräche abgesagt, nachdem der britische Premierminister einen Brief an den "
    ...            "Präsidenten geschrieben und ihn noch am selben Abend veröffentlicht hatte.")
    True
    """
    letters = [letter for letter in text[:SAMPLE] if letter.isalpha()]
    if sum(letter < "\u0250" for letter in letters) < len(letters) / 2:
        return True  # not even in Latin letters
    found = [word.lower() for word in _WORD.findall(text[:SAMPLE])]
    return len(found) >= ENOUGH and sum(word in FUNCTION_WORDS for word in found) < SHARE * len(found)
