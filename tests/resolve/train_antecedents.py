"""Fit the weights by which pronouns choose what they take up, and say how good they are in cross-validation.

    python -m tests.resolve.train_antecedents --data ../shared/data/gum-dev [--write]

Needs numpy (which comes with spaCy), the default language model, and a folder with ``texts/`` and ``gold.jsonl``: one
document a line, ``words`` as [start, end, head] and ``mentions`` with ``first`` and ``last`` word and ``entity``. A
conditional logit over the candidates that grammar allows, and nothing; five folds by document.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kg.extract import understand
from kg.model import Document as Text
from kg.model import Form, Parse, Source
from kg.parse import load
from kg.resolve.chains import Document
from kg.resolve.names import names
from kg.resolve.namesakes import join_names
from kg.resolve.nominals import Nominals
from kg.resolve.pronouns import Pronouns, family
from kg.resolve.references import Reference, references
from kg.resolve.speakers import speech

FOLDS, STRENGTH, STEPS, RATE = 5, 1.0, 300, 0.05
OUT = Path(__file__).resolve().parents[2] / "kg" / "resolve" / "data" / "antecedents.tsv"
FAMILIES = ("person", "thing", "several")
HEADER = (
    "# What each thing that can be said of a candidate weighs in choosing what a pronoun takes up: for pronouns of "
    "people, of\n# things, and of several. Weights of a conditional logit, fitted on annotated text by "
    "tests/resolve/train_antecedents.py.\n"
)


class Choice(NamedTuple):
    """A pronoun with its candidates: whether each is right, its chain, and its features."""

    document: str
    family: str
    candidates: list[tuple[bool, int, frozenset[str]]]


class Watched(Pronouns):
    """Resolves pronouns as usual and writes down what there was to choose from."""

    gold: dict[int, Any]
    name: str
    choices: list[Choice]

    def _personal(self, pronoun: Reference) -> None:
        wanted = self.gold.get(pronoun.index)
        candidates = [
            (
                wanted is not None and self._entity(candidate, pronoun) == wanted,
                id(self._document.chain[candidate.index]),
                frozenset(self.features(pronoun, candidate)),
            )
            for candidate in self.candidates(pronoun)
        ]
        if candidates:
            self.choices.append(Choice(self.name, family(pronoun), candidates))
        super()._personal(pronoun)

    def _entity(self, candidate: Reference, pronoun: Reference) -> Any:
        if candidate.index in self.gold:
            return self.gold[candidate.index]
        members = self._document.chain[candidate.index].members
        said = Counter(self.gold[m] for m in members if m in self.gold and m < pronoun.index)
        return said.most_common(1)[0][0] if said else None


def choices(row: dict[str, Any], parse: Parse) -> Iterator[Choice]:
    understood = understand(parse)
    trees = understood.trees
    found = references(trees, names(understood.parse, trees))
    document = Document(trees, found)
    join_names(document)
    nominals, pronouns = Nominals(document), Watched(document, speech(trees, found, understood.quotations))
    pronouns.gold, pronouns.name, pronouns.choices = aligned(row, found), row["doc"], []
    for reference in found:
        (pronouns if reference.form is Form.PRONOUN else nominals).read(reference)
    yield from pronouns.choices


def aligned(row: dict[str, Any], found: tuple[Reference, ...]) -> dict[int, Any]:
    """The gold entity of each reference: of the mention with the same words, or else of the longest with its head."""
    begins = [start for start, _, _ in row["words"]]
    heads = [head for _, _, head in row["words"]]
    exact: dict[tuple[int, int], Any] = {}
    by_head: dict[int, tuple[int, Any]] = {}

    def head_of(first: int, last: int) -> int:
        return next((i for i in range(first, last + 1) if not first <= heads[i] <= last), last)

    for mention in row["mentions"]:
        first, last, entity = mention["first"], mention["last"], mention["entity"]
        exact[first, last] = entity
        head = head_of(first, last)
        by_head[head] = max(by_head.get(head, (-1, entity)), (last - first, entity), key=lambda each: each[0])
    out = {}
    for reference in found:
        first = bisect_right(begins, reference.tokens[0].start) - 1
        last = bisect_right(begins, reference.tokens[-1].start) - 1
        entity = exact.get((first, last))
        if entity is None and (same := by_head.get(head_of(first, last))) is not None:
            entity = same[1]
        if entity is not None:
            out[reference.index] = entity
    return out


Problem = tuple[Any, Any, list[int], str]


def problems(chosen: list[Choice], columns: dict[str, int]) -> list[Problem]:
    out = []
    for choice in chosen:
        x = np.zeros((len(choice.candidates) + 1, len(columns)))
        y = np.array([0.0, *(float(right) for right, _, _ in choice.candidates)])
        x[0, columns["nothing"]] = 1
        for k, (_, _, features) in enumerate(choice.candidates, 1):
            x[k, [columns[f] for f in features]] = 1
        y[0] = float(not y.any())
        out.append((x, y, [0, *(chain for _, chain, _ in choice.candidates)], choice.document))
    return out


def fit(rows: list[Problem], size: int) -> Any:
    """Weights by Adam."""
    w, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        gradient = -STRENGTH * w
        for x, y, _, _ in rows:
            scores = x @ w
            chance = np.exp(scores - scores.max())
            right = chance * y
            gradient += x.T @ (right / right.sum() - chance / chance.sum())
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w += RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def judged(rows: list[Problem], w: Any) -> Iterator[tuple[float, bool]]:
    """For each pronoun the chance of the best candidate, and whether it is right."""
    for x, y, chains, _ in rows:
        scores = x @ w
        best: dict[int, tuple[float, float]] = {}
        for chain, score, right in zip(chains[1:], scores[1:], y[1:], strict=True):
            best[chain] = max(best.get(chain, (score, right)), (score, right))
        total = np.exp(scores[0]) + sum(np.exp(score) for score, _ in best.values())
        score, right = max(best.values())
        yield float(np.exp(score) / total), bool(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name}")
    args = parser.parse_args()
    gold = [json.loads(line) for line in (args.data / "gold.jsonl").open(encoding="utf-8")]
    documents = [
        Text(f"https://example.org/doc/{row['doc']}", text.read_bytes().decode("utf-8"), Source(row["doc"]))
        for row in gold
        if (text := args.data / "texts" / f"{row['doc']}.txt")
    ]
    chosen = [c for row, parse in zip(gold, load()(documents), strict=True) for c in choices(row, parse)]
    features = sorted({f for c in chosen for _, _, fs in c.candidates for f in fs})
    columns = {feature: i for i, feature in enumerate([*features, "nothing"])}
    fold = {row["doc"]: n % FOLDS for n, row in enumerate(sorted(gold, key=lambda row: row["doc"]))}
    weights = {}
    for kin in FAMILIES:
        rows = problems([c for c in chosen if c.family == kin], columns)
        found = [
            each
            for k in range(FOLDS)
            for each in judged(
                [r for r in rows if fold[r[3]] == k], fit([r for r in rows if fold[r[3]] != k], len(columns))
            )
        ]
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            taken = [right for chance, right in found if chance >= least]
            print(f"{kin:8} {least}  precision {100 * np.mean(taken):.1f}  recall {100 * sum(taken) / len(found):.1f}")
        weights[kin] = fit(rows, len(columns))
    if args.write:
        lines = ["\t".join(("feature", *FAMILIES))]
        for feature, i in columns.items():
            values = [f"{weights[kin][i]:.2f}" for kin in FAMILIES]
            if any(float(value) for value in values):
                lines.append("\t".join((feature, *values)))
        OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
