"""How much the line and each of its stages cost, in units of spaCy's parse: CPU time ÷ that of stock ``nlp.pipe``.

    python tests/bench/line.py [--words 50000] [--rounds 12] [--model en_core_web_sm] [--texts FOLDER]

All read the same texts in slices, turn by turn, in one process; each slice gives one ratio, and the median is the
figure, with the quartiles beside it. End to end is everything from texts to N-Quads, as ``kg.build`` does it. The text
is generated to be like news (see ``text.py``), unless others are given: a file or a folder, as ``kg build`` reads them.
"""

import argparse
import gc
import os
import time
import warnings
from collections import defaultdict
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy comes in

import spacy
from text import articles

from kg import Document, Graph, build, document, parse
from kg.config import settings
from kg.extract import CLAIM_RULES, FLAT_RULES, understand
from kg.extract.meaning import Meaning
from kg.extract.views import nary, triples
from kg.graph import documents
from kg.link import link
from kg.parse import models
from kg.resolve import resolve

STAGES = {
    "parse": "parse, as plain values",
    "extract": "extract: mending, trees, clauses, claims, confidence",
    "meaning": "meaning: polarity, modality, who says so",
    "resolve": "resolve: names, coreference, times, claims",
    "link": "link: one thing in several documents",
    "know": "know: the view over what was read",
    "quads": "quads, sorted",
    "write": "write: N-Quads in one piece",
    "stages": "all of these",
    "line": "end to end, as kg.build does it",
    "views": "kg extract after the parse: clauses, confidence, meaning and both flat views",
}


class Clock:
    """CPU seconds of this process, by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def time(self, name: str):
        start = time.process_time()
        yield
        self.spent[name] += time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--words", type=int, default=50_000, help="of generated text")
    arguments.add_argument("--rounds", type=int, default=12, help="slices of the text, each with a ratio of its own")
    arguments.add_argument("--model", help="name or path of a spaCy pipeline")
    arguments.add_argument("--texts", type=Path, help="a file or folder to read instead of generated text")
    chosen = arguments.parse_args()
    given = texts(chosen.texts, chosen.words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(models.find(chosen.model))
    parser = parse.load(chosen.model)

    ratios: dict[str, list[float]] = defaultdict(list)
    for turn in range(-1, chosen.rounds):  # the first turn warms up and does not count
        piece = given[max(turn, 0) :: chosen.rounds]
        clock = Clock()
        runs = [
            partial(stock, nlp, piece, clock),
            partial(stages, parser, piece, clock),
            partial(line, piece, chosen.model, clock),
        ]
        for run in runs[turn % 3 :] + runs[: turn % 3]:
            run()
        clock.spent["extract"] -= clock.spent["meaning"]
        clock.spent["stages"] = sum(clock.spent[name] for name in list(STAGES)[:8])
        for name in STAGES if turn >= 0 else ():
            ratios[name].append(clock.spent[name] / clock.spent["stock"])

    words = sum(len(each.text.split()) for each in given)
    source = chosen.texts or "generated"
    print(f"{words:,} words in {len(given)} texts ({source}), {chosen.rounds} rounds; share of the stock parse")
    for name, about in STAGES.items():
        low, _, high = quantiles(ratios[name], n=4)
        print(f"{median(ratios[name]):6.3f}  ({low:.3f} to {high:.3f})  {about}")


def texts(path: Path | None, words: int) -> list[Document]:
    if path is None:
        return [document(text, name=f"{number}.txt") for number, text in enumerate(articles(words))]
    return [each for each in documents([path], settings()) if isinstance(each, Document)]


def stock(nlp: spacy.Language, piece: Sequence[Document], clock: Clock) -> None:
    with clock.time("stock"), nlp.memory_zone():
        for _ in nlp.pipe(each.text for each in piece):
            pass


def stages(parser, piece: Sequence[Document], clock: Clock) -> None:
    gc.disable()  # as the line has it while it reads
    with clock.time("parse"):
        parses = [*parser(piece)]
    with clock.time("extract"):
        understood = [understand(each, CLAIM_RULES) for each in parses]
    with clock.time("meaning"):  # which the above holds, and which is taken out there
        for each in understood:
            Meaning(each.trees)
    with clock.time("resolve"):
        readings = [resolve(each) for each in understood]
    gc.enable()
    with clock.time("link"):
        links = link(readings)
    graph = Graph(readings, links)
    with clock.time("know"):
        graph.knowledge  # noqa: B018 – made when it is first asked for
    with clock.time("quads"):
        graph.lines  # noqa: B018
    with clock.time("write"):
        graph.export("nq")
    with clock.time("views"):
        flat = [extraction for each in parses for extraction in understand(each, FLAT_RULES).extractions]
        for extraction in flat:
            nary(extraction), [*triples(extraction)]


def line(piece: Sequence[Document], model: str | None, clock: Clock) -> None:
    with clock.time("line"):
        build(*piece, model=model, strict=True).export("nq")


if __name__ == "__main__":
    main()
