"""How likely a person would agree with an extraction: a logistic model whose weights can be read.

Two tables of weights in ``data/confidence.json``: *extraction* for a clause with its first argument, *argument* for
each further one. They are trained by ``tests/quality/train_confidence.py``; nothing but a sum and a logistic function
is needed to use them. Negation, modality and attribution are labels, and never lower a confidence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.extract.analysis import Analysis
from kg.extract.labels import AUXILIARIES
from kg.model import Argument, Extraction, Phrase, Token

_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "csubj", "csubjpass"})
_COMMON_VERBS = frozenset({"be", "have", "say", "do", "make", "go", "take", "become", "include"})
_QUOTES = frozenset({"``", "''", '"', "“", "”"})


Features = dict[str, float | str]
"""What is known of an extraction: a number by its name, or one out of many words by what it is a word for."""


class Weights(NamedTuple):
    """What each feature adds: a number as many times as it is great, each word an amount of its own."""

    bias: float
    numbers: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]


@cache
def weights() -> dict[str, Weights]:
    """The two tables. In the file a word stands behind its feature: ``dep=ROOT``; ``bias`` is the intercept."""
    text = files(__package__).joinpath("data", "confidence.json").read_text("utf-8")
    return {name: _table(weight) for name, weight in json.loads(text).items()}


def _table(source: Mapping[str, float]) -> Weights:
    words: dict[str, dict[str, float]] = {}
    for name, weight in source.items():
        feature, is_word, word = name.partition("=")
        if is_word:
            words.setdefault(feature, {})[word] = weight
    return Weights(source.get("bias", 0.0), {n: w for n, w in source.items() if "=" not in n}, words)


def probability(features: Features, table: Weights) -> float:
    """The logistic of the weighted sum, to four digits.

    >>> probability({"length": 1.0, "dep": "ROOT"}, Weights(0.5, {"length": -1.0}, {"dep": {"ROOT": 0.5}}))
    0.5
    """
    z, numbers, words = table
    for name, value in features.items():
        if name in words:
            z += words[name].get(value, 0.0)  # type: ignore[arg-type]
        elif name in numbers:
            z += numbers[name] * value  # type: ignore[operator]
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)


class Measured:
    """What the features of all extractions of one sentence share."""

    __slots__ = ("_above", "clauses", "length", "quoted", "root", "tree", "words")

    def __init__(self, analysis: Analysis) -> None:
        tree = analysis.tree
        self.tree = tree
        self.words = len(tree.tokens)
        self.length = min(self.words, 60) / 30
        self.clauses = min(len(analysis.clauses), 8) / 4
        self.quoted = float(not _QUOTES.isdisjoint([t.text for t in tree.tokens]))
        self.root = next((t.pos for t in tree.tokens if t.head == t.i), "")
        self._above: dict[int, tuple[int, int]] = {}

    def above(self, token: Token) -> tuple[int, int]:
        """How many words and how many subordinate clauses stand above a word."""
        known, path = self._above, []
        while token.i not in known and token.head != token.i:
            path.append(token)
            token = self.tree.tokens[token.head]
        words, clauses = known.get(token.i, (0, 0))
        for below in reversed(path):
            words, clauses = words + 1, clauses + (token.dep in _SUBORDINATE)
            known[below.i] = words, clauses
            token = below
        return words, clauses


def rated(measured: Measured, extraction: Extraction, rule: str, together: int) -> tuple[float, tuple[Argument, ...]]:
    """The confidence of an extraction, and its arguments each with theirs.

    ``together`` is how many extractions the rule read at the same predicate: the parts of a coordination.
    """
    tables = weights()
    confidence = probability(extraction_features(measured, extraction, rule, together), tables["extraction"])
    arguments = extraction.arguments
    if len(arguments) < 2:
        return confidence, arguments
    further = tables["argument"]
    found = [arguments[0]]
    for n, a in enumerate(arguments[1:], 1):
        chance = probability(argument_features(extraction, rule, confidence, n), further)
        found.append(Argument(a.role, a.phrase, a.marker, a.content, chance))
    return confidence, tuple(found)


def extraction_features(measured: Measured, extraction: Extraction, rule: str, together: int) -> Features:
    """What is known of an extraction: its rule, its place in the sentence, its subject and its first argument."""
    e, p = extraction, extraction.predicate
    depth, under = measured.above(p)
    x: Features = {
        "rule": rule,
        "dep": p.dep,
        "rule+tag": f"{rule}+{p.tag}",
        "lemma": p.lemma if p.lemma in _COMMON_VERBS else "_",
        "root": measured.root,
        "above": measured.tree.head(p).pos,
        "clause": e.clause.value,
        "length": measured.length,
        "clauses": measured.clauses,
        "depth": min(depth, 10) / 3,
        "under": min(under, 4) / 2,
        "place": p.i / measured.words,
        "arguments": min(len(e.arguments), 5) / 2,
        "parts": min(together, 6) / 3,
        "passive": float(e.passive),
        "supplied": float(bool(e.supplied)),
        "quoted": measured.quoted,
    }
    if e.relation is not None:
        words = e.relation.tokens
        x["relation words"] = min(len(words), 8) / 3
        x["modal"] = float("MD" in [t.tag for t in words])
        x["auxiliary"] = float(not AUXILIARIES.isdisjoint([t.dep for t in words]))
    if e.subject is not None:
        _phrase(x, _SUBJECT, e.subject)
    if e.arguments:
        first = e.arguments[0]
        _phrase(x, _OBJECT, first.phrase)
        x["role"] = first.role.value
        x["rule+role"] = f"{rule}+{first.role.value}"
        if first.marker is not None:
            x["marker"] = first.marker.text.lower()
        x["far"] = min(_distance(p, first.phrase), 15) / 5
    return x


def argument_features(extraction: Extraction, rule: str, confidence: float, n: int) -> Features:
    """What is known of a further argument, beside what is known of its extraction."""
    argument = extraction.arguments[n]
    p = extraction.predicate
    first = extraction.arguments[0]
    x: Features = {
        "extraction": math.log(max(1e-4, confidence) / max(1e-4, 1 - confidence)),
        "role": argument.role.value,
        "first": first.role.value,
        "rule": rule,
        "place": min(n, 5) / 2,
        "opening": float(argument.phrase.tokens[0].i < p.i),
        "far": min(_distance(p, argument.phrase), 20) / 5,
        "arguments": min(len(extraction.arguments), 6) / 2,
        "passive": float(extraction.passive),
        "first words": min(len(first.phrase.tokens), 12) / 4,
        "lemma": p.lemma if p.lemma in _COMMON_VERBS else "_",
    }
    _phrase(x, _ARGUMENT, argument.phrase)
    if argument.marker is not None:
        x["marker"] = argument.marker.text.lower()
    return x


class _Names(NamedTuple):
    """The features of one phrase of an extraction, by name."""

    pos: str
    tag: str
    entity: str
    words: str
    one: str
    clause: str
    det: str
    coordinated: str


def _names(part: str) -> _Names:
    return _Names(
        *(f"{part} {name}" for name in ("pos", "tag", "entity", "words", "one", "clause", "det", "coordinated"))
    )


_SUBJECT, _OBJECT, _ARGUMENT = map(_names, ("subject", "object", "argument"))


def _phrase(x: Features, name: _Names, phrase: Phrase) -> None:
    head, tokens = phrase.head, phrase.tokens
    n, labels = len(tokens), [t.dep for t in tokens]
    x[name.pos] = head.pos
    x[name.tag] = head.tag
    x[name.entity] = head.entity[2:]
    x[name.words] = min(n, 24) / 8
    x[name.one] = float(n == 1)
    x[name.clause] = float(not _SUBORDINATE.isdisjoint(labels))
    if labels[0] == "det":
        x[name.det] = tokens[0].text.lower()
    if "conj" in labels:
        x[name.coordinated] = 1.0


def _distance(predicate: Token, phrase: Phrase) -> int:
    return min(abs(phrase.tokens[0].i - predicate.i), abs(phrase.tokens[-1].i - predicate.i))
