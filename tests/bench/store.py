"""What the store costs: loading it, in units of the stock parse of its documents; asking it, in units of Oxigraph.

    python tests/bench/store.py [--documents 100] [--model en_core_web_sm] [--memory 100 300 1000]

CPU time of this process; the text is generated (see ``text.py``). With ``--memory``, a build of so many documents is
done in a process of its own, as kg build does it, and the most memory that it took is printed.
"""

import argparse
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy comes in

import pyoxigraph
import spacy
from clock import seconds
from text import article

from kg import Graph, document
from kg.config import settings
from kg.graph import results
from kg.parse import models
from kg.query import minter, named, open_store, run
from kg.rdf import vocabulary
from kg.store import sparql
from kg.store.folder import FILE, STORE
from kg.store.oxigraph import bulk_loaded

TURNS = 5
"""How often the question is asked in both ways."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=100)
    arguments.add_argument("--model", help="name or path of a spaCy pipeline")
    arguments.add_argument("--memory", type=int, nargs="+", metavar="DOCUMENTS")
    chosen = arguments.parse_args()
    if chosen.memory:
        memory(chosen.memory, chosen.model)
        return
    given = [document(article(number), name=f"{number}.txt") for number in range(chosen.documents)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(models.find(chosen.model))
    parsed = seconds(lambda: [None for _ in nlp.pipe(each.text for each in given)])
    setting = settings(model=chosen.model)
    graph = Graph.gathered(results(given, setting), setting)
    with TemporaryDirectory() as place:
        folder = Path(place)
        known = seconds(lambda: graph.knowledge)
        wrote = seconds(lambda: graph.export("nq", folder / FILE))
        loaded = seconds(lambda: bulk_loaded(folder / STORE, folder / FILE))
        print(f"{len(given)} documents, {len(graph.lines)} quads, {len(graph.lines) / parsed:.0f} a second of parsing")
        print(f"making the view ÷ stock parse: {known / parsed:.3f}")
        print(f"writing the quads ÷ stock parse: {wrote / parsed:.3f}")
        print(f"loading the store on disk ÷ stock parse: {loaded / parsed:.3f}")
        ask(folder)


def memory(numbers: list[int], model: str | None) -> None:
    """The most memory that builds take, as a table, and what a further document adds."""
    print(
        "| documents | MB with the model | after reading | after writing | kB for each more | after loading the store |"
    )
    print("|---:|---:|---:|---:|---:|---:|")
    before: tuple[int, int] | None = None
    for number in numbers:
        command = [sys.executable, "-c", MEMORY, str(number), model or ""]
        told = subprocess.run(command, check=True, cwd=Path(__file__).parent, capture_output=True, text=True).stdout
        _, start, read, wrote, stored = map(int, told.split()[-5:])
        slope = f"{(wrote - before[1]) * 1024 / (number - before[0]):.0f}" if before else ""
        print(f"| {number:,} | {start} | {read} | {wrote} | {slope} | {stored} |", flush=True)
        before = number, wrote


def ask(folder: Path) -> None:
    """The same question through our API and of Oxigraph alone, turn by turn: where is it read what somebody did."""
    store, bare = open_store(folder), pyoxigraph.Store.read_only(str(folder / STORE / "quads"))
    (most, _), *_ = run(store, MOST)
    prefixes = vocabulary.prefixes(minter(store))
    text = sparql.bind(named()["evidence"].text, {"subject": most})
    ratios, rows = [], 0
    for _ in range(TURNS):
        ours = seconds(lambda: run(store, "evidence", {"subject": most}))
        start = time.process_time()
        rows = taken(bare, text, prefixes)
        ratios.append(ours / (time.process_time() - start))
    print(f"the evidence for all that one did, {rows} rows: through kg ÷ pyoxigraph alone: {median(ratios):.2f}")


MOST = """SELECT ?who (COUNT(?claim) AS ?number) { ?claim rdf:subject ?who ; kg:asserted true }
GROUP BY ?who ORDER BY DESC(?number) ?who LIMIT 1"""


def taken(store: pyoxigraph.Store, text: str, prefixes: dict[str, str]) -> int:
    """The rows of a question, with every value taken out as Python has it."""
    number = 0
    for solution in store.query(text, prefixes=prefixes, use_default_graph_as_union=True):
        for term in solution:
            getattr(term, "value", None)
        number += 1
    return number


MEMORY = """
import resource, sys, tempfile
from pathlib import Path
from text import article
from kg import Graph, document
from kg.config import settings
from kg.graph import results
from kg.spool import Spool
from kg.store.folder import FILE, STORE
from kg.store.oxigraph import bulk_loaded
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
number, setting = int(sys.argv[1]), settings(model=sys.argv[2] or None)
list(results([document(article(0))], setting))
start = most()
given = [document(article(each), name=f"{each}.txt") for each in range(number)]
with tempfile.TemporaryDirectory() as place:
    graph = Graph.gathered(results(given, setting), setting, Spool(folder=Path(place)))
    read = most()
    graph.save(Path(place, "out"), store=False)
    wrote = most()
    bulk_loaded(Path(place, "out", STORE), Path(place, "out", FILE))
print(number, round(start), round(read), round(wrote), round(most()))
"""


if __name__ == "__main__":
    main()
