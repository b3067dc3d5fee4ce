"""Verb forms: the third person present of a lemma."""

from __future__ import annotations

_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes", "can": "can", "'s": "is", "’s": "is"}
_MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would"})


def third_person(lemma: str) -> str:
    """The third person singular present of a verb's lemma.

    >>> [third_person(v) for v in ("cancel", "try", "say", "pass", "go", "be", "have", "echo", "quiz")]
    ['cancels', 'tries', 'says', 'passes', 'goes', 'is', 'has', 'echoes', 'quizzes']
    """
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma in _MODALS:
        return lemma
    if lemma.endswith("quiz"):
        return lemma + "zes"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"
