"""What keeping a graph up costs, in units of building it: adding again what is unchanged, and replacing one document.

    python tests/bench/upkeep.py [--documents 100] [--model en_core_web_sm]

CPU time of this process; the model is loaded before. The text is generated (see ``text.py``). How a folder survives
``kill -9`` is counted by ``tests/upkeep/kills.py``.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy comes in

from clock import seconds
from text import articles

from kg import document
from kg.store.folder import FILE, STORE
from kg.store.oxigraph import bulk_loaded
from kg.upkeep import add, replace


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=100)
    arguments.add_argument("--model", help="name or path of a spaCy pipeline")
    chosen = arguments.parse_args()
    texts: list[str] = []
    while len(texts) < chosen.documents:
        texts += articles(400 * chosen.documents)
    given = [document(text, name=f"{number}.txt") for number, text in enumerate(texts[: chosen.documents])]
    changed = document(f"France has cancelled the talks. {given[0].text}", name=given[0].source.name)
    with TemporaryDirectory() as place:
        folder = Path(place, "out")
        add(Path(place, "warm"), document("France has left."), model=chosen.model)
        first = seconds(lambda: add(folder, *given, model=chosen.model))
        again = seconds(lambda: add(folder, *given, model=chosen.model))
        one = seconds(lambda: replace(folder, changed, model=chosen.model))
        store = seconds(lambda: bulk_loaded(Path(place, STORE), folder / FILE))
        kept = (folder / STORE).is_dir()
        megabytes = (folder / FILE).stat().st_size / 1e6
    print(f"{len(given)} documents, {sum(len(each.text.split()) for each in given)} words, {megabytes:.0f} MB of quads")
    print(f"with the store on disk: {'yes' if kept else 'no'}")
    print(f"adding again what has not changed ÷ adding it: {again / first:.4f}")
    print(f"replacing one document ÷ adding all: {one / first:.2f}")
    print(f"loading the store on disk ÷ adding all: {store / first:.2f}")


if __name__ == "__main__":
    main()
