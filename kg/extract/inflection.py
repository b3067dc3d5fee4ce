"""Verb forms: the third person present of a lemma, and the form of *be* that a reader would supply."""

from __future__ import annotations

from kg.model import Token
from kg.tree import Tree

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


def form_of_be(tree: Tree, subject: Token) -> str:
    """*is*, *are*, *was* or *were*: number by the subject, tense by the root of the sentence."""
    root = next((t for t in tree.tokens if t.head == t.i), tree.tokens[0])
    past = root.tag == "VBD" or any(c.tag == "VBD" for c in tree.children[root.i] if c.dep in {"aux", "auxpass"})
    plural = subject.tag in {"NNS", "NNPS"} or subject.lemma in {"they", "we"}
    if any(c.dep == "conj" for c in tree.children[subject.i]):
        plural = True
    return ("were" if past else "are") if plural else ("was" if past else "is")
