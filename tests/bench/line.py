"""How much the whole line costs, in units of spaCy's parse: end to end ÷ stock ``nlp.pipe``.

    python tests/bench/line.py [--words 50000] [--model en_core_web_sm] [FILE …]

Both read the same text in slices, turn by turn, in one process; each slice gives one ratio of CPU time, and the median
is the figure, with the quartiles beside it. End to end is everything from texts to N-Quads: parse, extract, resolve,
link, derive, write. The text is generated (see ``text.py``) unless files are given.
"""

import argparse
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy comes in

import spacy
from text import articles

from kg import Document, build, document
from kg.parse import models


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--words", type=int, default=50_000, help="of generated text")
    arguments.add_argument("--slices", type=int, default=12, help="turns that both take")
    arguments.add_argument("--model", help="name or path of a spaCy pipeline")
    arguments.add_argument("files", nargs="*", type=Path, help="texts to read instead of generated ones")
    chosen = arguments.parse_args()
    texts = [path.read_text("utf-8") for path in chosen.files] or articles(chosen.words)
    slices = [texts[start :: chosen.slices] for start in range(chosen.slices)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(models.find(chosen.model))

    def stock(slice: Sequence[Document]) -> None:
        for _ in nlp.pipe(each.text for each in slice):
            pass

    def line(slice: Sequence[Document]) -> None:
        build(*slice, model=chosen.model, strict=True).export("nq")

    warm = [document(text) for text in slices[0][:2]]
    stock(warm), line(warm)
    ratios = []
    for turn, slice in enumerate(filter(None, slices)):
        given = [document(text, name=f"{turn}-{number}") for number, text in enumerate(slice)]
        first, second = (stock, line) if turn % 2 else (line, stock)
        spent = {work: seconds(work, given) for work in (first, second)}
        ratios.append(spent[line] / spent[stock])
        words = sum(len(text.split()) for text in slice)
        print(
            f"{words:6} words  stock {words / spent[stock]:6.0f} words/s  line ÷ stock {ratios[-1]:.2f}",
            file=sys.stderr,
        )
    low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    print(f"end to end ÷ stock parse: {median(ratios):.2f} (quartiles {low:.2f} to {high:.2f})")


def seconds(work: Callable[[Sequence[Document]], None], slice: Sequence[Document]) -> float:
    """CPU seconds of this process that some work takes."""
    start = time.process_time()
    work(slice)
    return time.process_time() - start


if __name__ == "__main__":
    main()
