"""What each rule is worth on the CaRB dev split: the score of both views with it, and without it.

python -m tests.quality.ablation --data ../shared/data/carb-dev --bench ../shared/bench
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from kg.extract import FLAT_RULES, extract
from kg.extract.views import Flat, nary, triples
from kg.model import Extraction, Parse
from tests.quality.carb import parses, scorer

LEAST = 0.35  # the least confidence of kg extract

View = Callable[[Extraction], Iterable[Flat]]


def wide(extraction: Extraction) -> Iterable[Flat]:
    flat = nary(extraction)
    return () if flat is None else (flat,)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    args = parser.parse_args()
    openie = scorer(args.bench)
    gold = openie.parse_carb_gold((args.data / "gold.tsv").read_text("utf-8"))
    read = [(parse, tuple(extract(parse, FLAT_RULES))) for parse in parses(args.data)]

    def score(view: View, without: Collection[str] = ()) -> tuple[float, float, int]:
        rows = [row for parse, found in read for row in tuples(openie, view, parse, found, without)]
        kept = openie.carb_score(gold, rows).keep_all[2]
        return 100 * kept, 100 * openie.carb_score(gold, rows, one_to_one=True).keep_all[2], len(rows)

    whole = {view: score(view) for view in (wide, triples)}
    print("| rule | wide tuples | without it: F1 | one to one | triples without it: F1 | one to one |")
    print("|---|---:|---:|---:|---:|---:|")
    (f, one, n), (tf, tone, _) = whole[wide], whole[triples]
    print(f"| all | {n} | {f:.1f} | {one:.1f} | {tf:.1f} | {tone:.1f} |")
    for rule in FLAT_RULES:
        (f, one, m), (tf, tone, _) = score(wide, {rule.__name__}), score(triples, {rule.__name__})
        print(f"| {rule.__name__} | {n - m} | {f:.1f} | {one:.1f} | {tf:.1f} | {tone:.1f} |")


def tuples(
    openie: Any, view: View, parse: Parse, found: Iterable[Extraction], without: Collection[str]
) -> Iterable[Any]:
    """The predictions of one sentence, each once."""
    flats = [f for e in found if e.rule not in without for f in view(e) if f.confidence >= LEAST]
    for subject, relation, arguments, confidence, _ in {f[:3]: f for f in flats}.values():
        yield openie.Extraction(parse.document.text, relation, (subject, *(arguments or ("",))), confidence)


if __name__ == "__main__":
    main()
