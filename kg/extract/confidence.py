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

from kg.extract.analysis import Analysis
from kg.extract.labels import AUXILIARIES
from kg.model import Argument, Extraction, Phrase, Token
from kg.tree import Tree

_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "csubj", "csubjpass"})
_COMMON_VERBS = frozenset({"be", "have", "say", "do", "make", "go", "take", "become", "include"})
_QUOTES = frozenset({"``", "''", '"', "“", "”"})


@cache
def weights() -> dict[str, dict[str, float]]:
    """The two tables: feature to weight; ``bias`` is the intercept."""
    text = files(__package__).joinpath("data", "confidence.json").read_text("utf-8")
    tables: dict[str, dict[str, float]] = json.loads(text)
    return tables


def probability(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """The logistic of the weighted sum, to four digits.

    >>> probability({"a": 1.0}, {"bias": 0.0, "a": 0.0})
    0.5
    """
    weight = table.get
    z = weight("bias", 0.0)
    for name, value in features.items():
        z += weight(name, 0.0) * value
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)


class Measured:
    """What the features of all extractions of one sentence share."""

    __slots__ = ("clauses", "depth", "length", "quoted", "root", "tree", "under")

    def __init__(self, analysis: Analysis) -> None:
        tree = analysis.tree
        self.tree = tree
        self.length = len(tree.tokens)
        self.clauses = len(analysis.clauses)
        self.quoted = any(t.text in _QUOTES for t in tree.tokens)
        self.root = next((t.pos for t in tree.tokens if t.head == t.i), "")
        self.depth, self.under = _depths(tree)


def _depths(tree: Tree) -> tuple[list[int], list[int]]:
    """For each word, how many words and how many subordinate clauses stand above it."""
    depth, under = [0] * len(tree.tokens), [0] * len(tree.tokens)
    stack = [t for t in tree.tokens if t.head == t.i]
    while stack:
        t = stack.pop()
        for c in tree.children[t.i]:
            depth[c.i] = depth[t.i] + 1
            under[c.i] = under[t.i] + (t.dep in _SUBORDINATE)
            stack.append(c)
    return depth, under


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


def extraction_features(measured: Measured, extraction: Extraction, rule: str, together: int) -> dict[str, float]:
    """What is known of an extraction: its rule, its place in the sentence, its subject and its first argument."""
    e, p = extraction, extraction.predicate
    x = {
        f"rule={rule}": 1.0,
        f"dep={p.dep}": 1.0,
        f"rule+tag={rule}+{p.tag}": 1.0,
        f"lemma={p.lemma if p.lemma in _COMMON_VERBS else '_'}": 1.0,
        f"root={measured.root}": 1.0,
        f"above={measured.tree.head(p).pos}": 1.0,
        f"clause={e.clause}": 1.0,
        "length": min(measured.length, 60) / 30,
        "clauses": min(measured.clauses, 8) / 4,
        "depth": min(measured.depth[p.i], 10) / 3,
        "under": min(measured.under[p.i], 4) / 2,
        "place": p.i / measured.length,
        "arguments": min(len(e.arguments), 5) / 2,
        "parts": min(together, 6) / 3,
        "passive": float(e.passive),
        "supplied": float(bool(e.supplied)),
        "quoted": float(measured.quoted),
    }
    if e.relation is not None:
        x["relation words"] = min(len(e.relation.tokens), 8) / 3
        x["modal"] = float(any(t.tag == "MD" for t in e.relation.tokens))
        x["auxiliary"] = float(any(t.dep in AUXILIARIES for t in e.relation.tokens))
    if e.subject is not None:
        _phrase(x, "subject", e.subject)
    if e.arguments:
        first = e.arguments[0]
        _phrase(x, "object", first.phrase)
        x[f"role={first.role}"] = 1.0
        x[f"rule+role={rule}+{first.role}"] = 1.0
        if first.marker is not None:
            x[f"marker={first.marker.text.lower()}"] = 1.0
        x["far"] = min(_distance(p, first.phrase), 15) / 5
    return x


def argument_features(extraction: Extraction, rule: str, confidence: float, n: int) -> dict[str, float]:
    """What is known of a further argument, beside what is known of its extraction."""
    argument = extraction.arguments[n]
    p = extraction.predicate
    first = extraction.arguments[0]
    x = {
        "extraction": math.log(max(1e-4, confidence) / max(1e-4, 1 - confidence)),
        f"role={argument.role}": 1.0,
        f"first={first.role}": 1.0,
        f"rule={rule}": 1.0,
        "place": min(n, 5) / 2,
        "opening": float(argument.phrase.tokens[0].i < p.i),
        "far": min(_distance(p, argument.phrase), 20) / 5,
        "arguments": min(len(extraction.arguments), 6) / 2,
        "passive": float(extraction.passive),
        "first words": min(len(first.phrase.tokens), 12) / 4,
        f"lemma={p.lemma if p.lemma in _COMMON_VERBS else '_'}": 1.0,
    }
    _phrase(x, "argument", argument.phrase)
    if argument.marker is not None:
        x[f"marker={argument.marker.text.lower()}"] = 1.0
    return x


def _phrase(x: dict[str, float], name: str, phrase: Phrase) -> None:
    head, first = phrase.head, phrase.tokens[0]
    n = len(phrase.tokens)
    x[f"{name} pos={head.pos}"] = 1.0
    x[f"{name} tag={head.tag}"] = 1.0
    x[f"{name} entity={head.entity[2:]}"] = 1.0
    x[f"{name} words"] = min(n, 24) / 8
    x[f"{name} one"] = float(n == 1)
    x[f"{name} clause"] = float(any(t.dep in _SUBORDINATE for t in phrase.tokens))
    if first.dep == "det":
        x[f"{name} det={first.text.lower()}"] = 1.0
    if any(t.dep == "conj" for t in phrase.tokens):
        x[f"{name} coordinated"] = 1.0


def _distance(predicate: Token, phrase: Phrase) -> int:
    return min(abs(phrase.tokens[0].i - predicate.i), abs(phrase.tokens[-1].i - predicate.i))
