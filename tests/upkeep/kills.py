"""Kill a process that changes a graph, again and again, and see what is left: ``kill -9``, ours or at a random time.

    python tests/upkeep/kills.py --kills 200 READINGS

READINGS is a pickle of what was read in some documents, of which two may have one IRI. A fork of this program adds,
replaces and removes them and reports each change once it is done. Half of the forks kill themselves before a random
system call of theirs that touches files; the others are killed by their parent after a random time. Whatever is left
must open, hold every change that was reported and at most the one that was under way, each document whole, and be put
in order by the next change. Prints the count and the losses as JSON; leaves with 1 if there were any.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import kg.graph
import kg.run
from kg.errors import SettingsError
from kg.graph import SAVED, Graph
from kg.model import Iri, Reading
from kg.store.folder import COPY, locked
from kg.upkeep import remove, replace

TOUCHES = {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "shutil.rmtree", "tempfile.mkdtemp"}
State = dict[Iri, Reading]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("readings", type=Path)
    chosen = arguments.parse_args()
    readings: list[Reading] = pickle.loads(chosen.readings.read_bytes())
    by_document = {reading.document: reading for reading in readings}
    kg.run.run = lambda documents, **_: (by_document[each] for each in documents)  # type: ignore[assignment]
    kg.graph.LARGE = 0  # the copy that large graphs have is part of what must not be believed when it is old
    chance = random.Random(chosen.seed)
    losses: list[str] = []
    with TemporaryDirectory() as place:
        folder, state = Path(place, "out"), {}
        Graph().save(folder)
        for number in range(chosen.kills):
            state, problem = killed(folder, state, readings, random.Random(chance.random()), number % 2 == 0)
            if problem:
                losses.append(f"kill {number}: {problem}")
                Graph().save(folder)
                state = {}
    print(json.dumps({"kills": chosen.kills, "losses": losses}))
    sys.exit(bool(losses))


def killed(
    folder: Path, state: State, readings: list[Reading], chance: random.Random, itself: bool
) -> tuple[State, str | None]:
    """One kill: the state that is left, and what is wrong with it."""
    moves = [chance.choice(readings) for _ in range(200)]
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        work(folder, state, moves, into, chance.randrange(1, 120) if itself else None)
    os.close(into)
    if not itself:
        time.sleep(chance.uniform(0.0, 0.3))
        os.kill(child, signal.SIGKILL)
    reported = b"".join(iter(lambda: os.read(out, 4096), b"")).count(b"\n")
    os.close(out)
    os.waitpid(child, 0)
    for move in moves[:reported]:
        state = after(state, move)
    return look(folder, state, after(state, moves[reported]))


def work(folder: Path, state: State, moves: list[Reading], into: int, last: int | None) -> None:
    """Change the graph until somebody ends it."""
    left = last

    def touch(event: str, _: object) -> None:
        nonlocal left
        if left is not None and event in TOUCHES:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touch)
    for move in moves:
        if state.get(move.document.id) == move:
            remove(folder, move.document.id)
        else:
            replace(folder, move.document)
        state = after(state, move)
        os.write(into, b".\n")
    os._exit(1)


def after(state: State, move: Reading) -> State:
    """What a change makes of a state: a document that is there goes; any other comes, and takes its place."""
    document = move.document
    if state.get(document.id) == move:
        return {name: reading for name, reading in state.items() if name != document.id}
    called = [name for name, each in state.items() if each.document.source.name == document.source.name]
    gone = {document.id} if document.id in state else {*called}
    return {name: reading for name, reading in state.items() if name not in gone} | {document.id: move}


def look(folder: Path, reported: State, begun: State) -> tuple[State, str | None]:
    """Which of two states a folder is in, and what is wrong if it is in neither, or does not come in order again."""
    found = {reading.document.id: reading for reading in Graph.load(folder).readings}
    if found not in (reported, begun):
        return found, f"holds {sorted(found)}, should hold {sorted(reported)} or {sorted(begun)}"
    before = (folder / "graph.nq").read_bytes()
    with locked(folder):
        pass
    if (folder / "graph.nq").read_bytes() != before:
        return found, "the graph was changed when it was put in order"
    if Graph.load(folder / "graph.nq").readings != tuple(found[name] for name in sorted(found)):
        return found, "the copy that is quick to load is not of this graph"
    wanted = Graph.gathered(found.values())
    wrong = [name for name, format in SAVED.items() if (folder / name).read_bytes() != wanted.export(format).encode()]
    extra = {path.name for path in folder.iterdir()} - {*SAVED, COPY}
    return found, f"wrong: {wrong}, left over: {sorted(extra)}" if wrong or extra else None


if __name__ == "__main__":
    try:
        main()
    except SettingsError as error:
        sys.exit(str(error))
