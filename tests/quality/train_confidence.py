"""Train the confidence of extractions on sentences with hand-made tuples, and say how good it is in cross-validation.

    python -m tests.quality.train_confidence --data ../shared/data/carb-dev --bench ../shared/bench --write

Needs scikit-learn (`pip install scikit-learn`), the default language model, the CaRB dev split and its scorer. An
extraction counts as agreed with if precision and recall of its words against the reference, averaged, reach .55.
Five folds by sentence; the table of reliability compares what was predicted with what was observed, in ten bins.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from kg.extract import FLAT_RULES
from kg.extract.analysis import analyse
from kg.extract.confidence import Features, Measured, argument_features, extraction_features
from kg.extract.mistakes import mended
from kg.extract.views import Flat, nary, shown, triples
from kg.model import Extraction
from kg.tree import Tree
from tests.quality.carb import parses, scorer

AGREED = 0.55
MIN_COUNT = 5
STRENGTH = {"extraction": 0.1, "argument": 0.1}  # inverse of regularisation
OUT = Path(__file__).resolve().parents[2] / "kg" / "extract" / "data" / "confidence.json"


class Sample:
    """Candidates with their features, sentence by sentence."""

    def __init__(self, openie: ModuleType, gold: dict[str, list[Any]]) -> None:
        self.openie, self.gold = openie, gold
        self.sentences: list[str] = []
        self.flats: list[Flat] = []
        self.features: list[Features] = []

    def add(self, sentence: str, flat: Flat, features: Features) -> None:
        self.sentences.append(sentence)
        self.flats.append(flat)
        self.features.append(features)

    def agreed(self) -> np.ndarray[Any, Any]:
        """1 where words agree: the precision of the best pairing, and the best recall, on average."""
        by_sentence: dict[str, list[int]] = defaultdict(list)
        for j, sentence in enumerate(self.sentences):
            by_sentence[sentence].append(j)
        score = np.zeros(len(self.flats))
        for sentence, rows in by_sentence.items():
            references = self.gold.get(self.openie.sentence_key(sentence), [])
            pairs = [[self.openie.carb_match(g, self._prediction(j)) for j in rows] for g in references]
            for i, k in self.openie.assign([[p for p, _ in row] for row in pairs], range(len(rows))):
                score[rows[k]] += pairs[i][k][0] / 2
            for k, j in enumerate(rows):
                score[j] += max((row[k][1] for row in pairs), default=0.0) / 2
        return (score >= AGREED).astype(int)

    def _prediction(self, j: int) -> Any:
        flat = self.flats[j]
        return self.openie.Extraction("", flat.relation, (flat.subject, *(flat.arguments or ("",))))

    def scored(self, confidence: np.ndarray[Any, Any]) -> list[Any]:
        return [
            self.openie.Extraction(s, f.relation, (f.subject, *(f.arguments or ("",))), round(float(c), 4))
            for s, f, c in zip(self.sentences, self.flats, confidence, strict=True)
        ]


def cross_validated(sample: Sample, target: np.ndarray[Any, Any], strength: float) -> np.ndarray[Any, Any]:
    matrix, _ = vectors(sample.features)
    order = {s: n for n, s in enumerate(dict.fromkeys(sample.sentences))}
    permuted = np.random.RandomState(0).permutation(len(order))
    groups = np.array([permuted[order[s]] for s in sample.sentences])
    out = np.zeros(len(target))
    for train, test in GroupKFold(5).split(matrix, target, groups):
        model = LogisticRegression(C=strength, max_iter=5000).fit(matrix[train], target[train])
        out[test] = model.predict_proba(matrix[test])[:, 1]
    return out


def vectors(features: list[Features]) -> tuple[np.ndarray[Any, Any], list[str]]:
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(features)
    kept = (matrix != 0).sum(0) >= MIN_COUNT
    names = [n for n, k in zip(vectorizer.get_feature_names_out(), kept, strict=True) if k]
    return matrix[:, kept], names


def table(sample: Sample, target: np.ndarray[Any, Any], strength: float) -> dict[str, float]:
    matrix, names = vectors(sample.features)
    model = LogisticRegression(C=strength, max_iter=5000).fit(matrix, target)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return {"bias": round(float(model.intercept_[0]), 4), **dict(sorted(weights.items()))}


def reliability(predicted: np.ndarray[Any, Any], observed: np.ndarray[Any, Any]) -> float:
    error = 0.0
    print("  predicted    observed   n")
    for b in range(10):
        inside = (predicted >= b / 10) & ((predicted < (b + 1) / 10) | (b == 9))
        if inside.any():
            p, o = predicted[inside].mean(), observed[inside].mean()
            error += inside.mean() * abs(p - o)
            print(f"  {b / 10:.1f}–{(b + 1) / 10:.1f} {p:5.2f}   {o:5.2f}   {inside.sum()}")
    return float(error)


def report(name: str, predicted: np.ndarray[Any, Any], observed: np.ndarray[Any, Any]) -> None:
    print(f"{name}: {len(observed)} candidates, {observed.mean():.3f} agreed with")
    error = reliability(predicted, observed)
    auc, brier = roc_auc_score(observed, predicted), brier_score_loss(observed, predicted)
    print(f"  ROC-AUC {auc:.3f}  Brier {brier:.3f}  expected calibration error {error:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write kg/extract/data/confidence.json")
    args = parser.parse_args()
    openie = scorer(args.bench)
    gold = openie.by_sentence(openie.parse_carb_gold((args.data / "gold.tsv").read_text("utf-8")))
    flat_gold = [g for rows in gold.values() for g in rows]

    clauses, further = Sample(openie, gold), Sample(openie, gold)
    found: list[tuple[str, Extraction, Measured]] = []
    for parse in parses(args.data):
        analysis = analyse(Tree(mended(parse).sentences[0], 0))
        measured = Measured(analysis)
        seen: set[Flat] = set()
        for rule in FLAT_RULES:
            read = list(rule(analysis))
            parts = Counter(e.predicate.i for e in read)
            for extraction in read:
                stamped = replace(extraction, rule=rule.__name__)
                flat = nary(stamped)
                if flat is not None and flat not in seen:
                    seen.add(flat)
                    clauses.add(
                        parse.document.text,
                        flat,
                        extraction_features(measured, stamped, stamped.rule, parts[stamped.predicate.i]),
                    )
                    found.append((parse.document.text, stamped, measured))
    target = clauses.agreed()
    predicted = cross_validated(clauses, target, STRENGTH["extraction"])
    report("extraction", predicted, target)
    wide = clauses.scored(predicted)
    print(openie.report("  wide tuples, cross-validated", openie.carb_score(flat_gold, wide)))
    print(f"  one to one: F1 {100 * openie.carb_score(flat_gold, wide, one_to_one=True).f1:.1f}")

    all_triples: list[Any] = []
    places: list[int] = []
    both = Sample(openie, gold)
    for (sentence, extraction, _), confidence in zip(found, predicted, strict=True):
        stamped = replace(extraction, confidence=round(float(confidence), 4))
        numbers = shown(stamped)
        for k, flat in enumerate(triples(stamped)):
            features = argument_features(stamped, stamped.rule, stamped.confidence, numbers[k]) if k else {}
            both.add(sentence, flat, features)
            if k:
                further.add(sentence, flat, features)
                places.append(len(both.flats) - 1)
    target_all = both.agreed()
    target = target_all[places]
    predicted_further = cross_validated(further, target, STRENGTH["argument"])
    report("argument", predicted_further, target)
    confidence = np.array([f.confidence for f in both.flats])
    confidence[places] = predicted_further
    all_triples = both.scored(confidence)
    print(openie.report("  triples, cross-validated", openie.carb_score(flat_gold, all_triples)))
    print(f"  one to one: F1 {100 * openie.carb_score(flat_gold, all_triples, one_to_one=True).f1:.1f}")
    if args.write:
        tables = {
            "extraction": table(clauses, clauses.agreed(), STRENGTH["extraction"]),
            "argument": table(further, target, STRENGTH["argument"]),
        }
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"wrote {sum(map(len, tables.values()))} weights")


if __name__ == "__main__":
    main()
