"""When a clause places what it tells: before or after it was written, by the tense of the verb that governs a word.

*On Thursday* is the last one under a past tense and the next one under a future; what is *scheduled*, *due* or
*expected* lies ahead even where the scheduling is past.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from kg.model import Sentence, Token
from kg.resolve.lexicon import table

_HELPERS = frozenset({"aux", "auxpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REDUCED = frozenset({"acl", "relcl", "ROOT", "advcl"})
_UP_TO = frozenset({"until", "till"})
_TOWARDS = _UP_TO | {"to", "for"}


class Direction(StrEnum):
    """Where the time of a clause lies, seen from the day of publication."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = ""


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(word for word, its_use in table("tenses") if its_use == use)


class Tenses:
    """The tenses of one sentence; looking all of them up costs time linear in its words.

    >>> rows = [("Talks", "NNS", "nsubjpass", 3), ("were", "VBD", "auxpass", 3), ("not", "RB", "neg", 3),
    ...         ("held", "VBN", "ROOT", 3), ("on", "IN", "prep", 3), ("Thursday", "NNP", "pobj", 4)]
    >>> pos = {"VBD": "AUX", "VBN": "VERB"}
    >>> tokens = tuple(Token(i, 0, text, " ", text.lower(), pos.get(tag, "X"), tag, dep, head, "")
    ...                for i, (text, tag, dep, head) in enumerate(rows))
    >>> Tenses(Sentence(tokens)).of(tokens[5])
    <Direction.PAST: 'past'>
    """

    def __init__(self, sentence: Sentence) -> None:
        self._tokens = sentence.tokens
        self._helpers: dict[int, list[Token]] = {}
        self._with_subject: set[int] = set()
        for token in sentence.tokens:
            if token.dep in _HELPERS:
                self._helpers.setdefault(token.head, []).append(token)
            elif token.dep in _SUBJECTS:
                self._with_subject.add(token.head)
        self._above: dict[int, Token | None] = {}

    def verb(self, token: Token) -> Token | None:
        """The nearest verb above a word, or *due*; ``None`` in a clause without one."""
        path = []
        while token.i not in self._above:
            path.append(token.i)
            head = self._tokens[token.head]
            if head.i == token.i:
                self._above[token.i] = None
            elif head.pos in ("VERB", "AUX") or head.text == "due":
                self._above[token.i] = head
            else:
                token = head
        found = self._above[token.i]
        for i in path:
            self._above[i] = found
        return found

    def of(self, token: Token) -> Direction:
        """The direction of the clause that a word belongs to."""
        verb, marker = self.verb(token), self._marker(token)
        if marker == "since":
            return Direction.PAST
        if verb is not None and marker in _TOWARDS and verb.lemma in _words("until"):
            return Direction.FUTURE
        if verb is not None and marker in _UP_TO and not self._simple_past(verb):
            return Direction.FUTURE
        for _ in range(8):
            if verb is None:
                break
            direction = self._of_form(verb)
            if direction is not None:
                return direction
            above = self.verb(verb)
            if self._is_infinitive(verb) and (above is None or self._lies_ahead(verb)):
                return Direction.FUTURE
            verb = above
        return Direction.UNKNOWN

    def _marker(self, token: Token) -> str:
        head = self._tokens[token.head]
        return head.text.lower() if head.dep == "prep" else ""

    def _simple_past(self, verb: Token) -> bool:
        return verb.tag == "VBD" or any(helper.tag == "VBD" for helper in self._helpers.get(verb.i, ()))

    def _is_infinitive(self, verb: Token) -> bool:
        return verb.tag == "VB" or any(helper.tag == "TO" for helper in self._helpers.get(verb.i, ()))

    def _lies_ahead(self, infinitive: Token) -> bool:
        """Whether an infinitive is later than the clause around it: *a plan to meet*, *agreed to meet*."""
        head = self._tokens[infinitive.head]
        to_be_done = infinitive.tag == "VBN" and infinitive.dep == "ccomp"
        return to_be_done or infinitive.dep in ("acl", "relcl") or head.lemma in _words("infinitive")

    def _of_form(self, verb: Token) -> Direction | None:
        """The direction of a verb by its own form; ``None`` for a form that borrows it from the verb above."""
        if verb.lemma in _words("date") and verb.tag != "VBG":
            return Direction.FUTURE
        helpers = self._helpers.get(verb.i, ())
        tags = {helper.tag for helper in helpers}
        perfect = any(helper.lemma == "have" for helper in helpers)
        if "MD" in tags:
            will = any(helper.lemma in ("will", "'ll") for helper in helpers)
            return Direction.PAST if perfect and not will else Direction.FUTURE
        if perfect or "VBD" in tags or verb.tag == "VBD":
            return Direction.PAST
        if tags & {"VBZ", "VBP"} or verb.tag in ("VBZ", "VBP"):
            return Direction.PAST if verb.lemma in _words("saying") else Direction.PRESENT
        if verb.tag == "VB" and not helpers and verb.i in self._with_subject:
            return Direction.PAST  # the dam burst: a past that looks like an infinitive, and was tagged as one
        if verb.tag == "VBN" and verb.dep in _REDUCED and "TO" not in tags:
            return Direction.PAST
        return None
