"""How much the parser costs, in units of spaCy's: ours ÷ stock ``nlp.pipe``, and each tuning by itself.

    python tests/bench/parse.py [--words 50000] [--slices 12] [--model en_core_web_sm]

All take the same text in slices, turn by turn, in one process; each slice gives one ratio of CPU time, and the median
is the figure, with the quartiles beside it. The stock parser is given whole documents and gives spaCy's own objects;
ours splits paragraphs, makes characters plain, parses and gives plain values. The text is generated (see ``text.py``).
"""

import argparse
import os
import time
import warnings
from collections.abc import Callable, Sequence
from statistics import median, quantiles

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy comes in

import spacy
from text import articles

from kg import parse
from kg.model import Document, Parser, Source
from kg.parse import models, spacy_entities, spacy_parser, spacy_tuned

Run = Callable[[Sequence[Document]], None]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--words", type=int, default=50_000, help="of generated text")
    arguments.add_argument("--slices", type=int, default=12, help="turns that all take")
    arguments.add_argument("--model", help="name or path of a spaCy pipeline")
    chosen = arguments.parse_args()

    documents = [Document(str(n), text, Source(str(n))) for n, text in enumerate(articles(chosen.words))]
    runs = {"stock": stock(chosen.model), **ours(chosen.model)}
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(-1, chosen.slices):  # the first turn warms up and does not count
        piece = documents[max(turn, 0) :: chosen.slices]
        seconds = {name: cpu(run, piece) for name, run in runs.items()}
        for name in runs if turn >= 0 else ():
            ratios[name].append(seconds[name] / seconds["stock"])
    print(
        f"{sum(len(document.text.split()) for document in documents):,} words, {chosen.slices} slices; "
        f"kernel of blis: {spacy_tuned.blis_kernel()}"
    )
    for name, values in ratios.items():
        low, _, high = quantiles(values, n=4)
        print(f"{name:28} {median(values):5.2f} × stock   ({low:.2f} to {high:.2f})")


def stock(model: str | None) -> Run:
    nlp = pipeline(model)

    def run(documents: Sequence[Document]) -> None:
        with nlp.memory_zone():
            for _ in nlp.pipe(document.text for document in documents):
                pass

    return run


def ours(model: str | None) -> dict[str, Run]:
    """Our parser with the stock pipeline, with each tuning, and as it is."""
    plain, table, numpy, vectors = (pipeline(model) for _ in range(4))
    spacy_tuned.use_table(table)
    spacy_tuned.use_numpy(numpy)
    spacy_entities.use_vectors(vectors)
    return {
        "plain values, nothing tuned": reader(spacy_parser.SpacyParser(plain)),
        "attribute table": reader(spacy_parser.SpacyParser(table)),
        "numpy instead of blis": reader(spacy_parser.SpacyParser(numpy)),
        "names of all words at once": reader(spacy_parser.SpacyParser(vectors)),
        "kg.parse": reader(parse.load(model)),
    }


def pipeline(model: str | None) -> spacy.Language:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(models.find(model))


def reader(parser: Parser) -> Run:
    def run(documents: Sequence[Document]) -> None:
        for _ in parser(documents):
            pass

    return run


def cpu(run: Run, documents: Sequence[Document]) -> float:
    start = time.process_time()
    run(documents)
    return time.process_time() - start


if __name__ == "__main__":
    main()
