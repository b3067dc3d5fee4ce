"""``kg add``, ``remove``, ``replace`` and ``watch``: a graph that is kept up."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import reading_options
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.upkeep import Changes

JSON = click.option("--json", "as_json", is_flag=True, help="What became of each document, as JSON.")
FOLDER = click.argument("graph", type=click.Path(file_okay=False, path_type=Path), metavar="GRAPH")
KEPT = click.argument("graph", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GRAPH")
INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")


@click.command()
@FOLDER
@INPUTS
@reading_options
@JSON
def add(graph: Path, inputs: tuple[str, ...], as_json: bool, **chosen: Any) -> None:
    """Read more documents into a graph.

    INPUT is what kg build takes; GRAPH is made if it is not there, and keeps the model and the base it was made with.
    Documents that the graph holds already, with the same text and metadata, are not read again. The result is, byte
    for byte, what kg build gives for all documents at once.

    \b
    Examples:
      kg add out monday.txt tuesday.txt --date 2021-11-30
      kg add out news/ --jobs 4
    """
    from kg.upkeep import add

    _told(add(graph, *inputs, **chosen), as_json)


@click.command()
@KEPT
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--all", "everything", is_flag=True, help="Read all documents again, from the texts in the graph.")
@reading_options
@JSON
def replace(graph: Path, inputs: tuple[str, ...], everything: bool, as_json: bool, **chosen: Any) -> None:
    """Read documents that have changed.

    Each takes the place of the document with its url, or else with its name: that of the file, or the id of a line.
    What is not there yet is added. With --all, every document is read again from the text that the graph holds: after
    an upgrade of claimgraph, or with another --model.

    \b
    Examples:
      kg replace out article.txt
      kg replace out --all --model en_core_web_sm
    """
    from kg import upkeep

    if everything == bool(inputs):
        raise click.UsageError("give documents, or --all")
    _told(upkeep.reread(graph, **chosen) if everything else upkeep.replace(graph, *inputs, **chosen), as_json)


@click.command()
@KEPT
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@JSON
def remove(graph: Path, documents: tuple[str, ...], as_json: bool) -> None:
    """Take documents out of a graph.

    DOC is the name of a document, or its IRI; kg status lists both. What other documents say stays.

    \b
    Examples:
      kg remove out article.txt
      kg remove out https://w3id.org/claimgraph/data/doc/channel-talks-4c43b12f
    """
    from kg.upkeep import remove

    _told(remove(graph, *documents), as_json)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="GRAPH",
    help="The graph that is kept up.",
)
@click.option("--once", is_flag=True, help="Look once, and do not wait for more.")
@click.option("--prune", is_flag=True, help="At the start, take out what is not in the folder.")
@click.option(
    "--every",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look.",
)
@reading_options
@JSON
def watch(folder: Path, output: Path, once: bool, prune: bool, every: float, as_json: bool, **chosen: Any) -> None:
    """Keep a graph up with a folder of documents.

    Documents that appear are added, those that change are read again, those that go are taken out. It looks at the
    dates and sizes of files, which works on every disk. Ctrl-C ends it, and leaves the graph whole.

    \b
    Examples:
      kg watch news/ -o news-graph
      kg watch news/ -o news-graph --once --prune
    """
    from kg.upkeep import Changes, Watched

    watched, told = Watched(folder, output, prune=prune, **chosen), ""
    if once:
        _told(watched.look() or Changes(), as_json)
    while True:
        try:
            changes = watched.look()
        except StoreError as error:  # somebody else is at it, or the disk is full: that passes
            told = _once(str(error), told)
        else:
            if changes is not None and (changes.added or changes.removed or changes.failures):
                _shown(changes, as_json)
            told = ""
        time.sleep(every)


def _once(message: str, told: str) -> str:
    if message != told:
        click.echo(f"kg: {message}", err=True)
    return message


def _told(changes: Changes, as_json: bool) -> None:
    """Show what became of documents, and leave with 1 if some could not be read."""
    _shown(changes, as_json)
    sys.exit(1 if changes.failures else 0)


def _shown(changes: Changes, as_json: bool) -> None:
    for failure in changes.failures:
        click.echo(f"kg: {failure.document}: {failure.error}", err=True)
    counts = changes._asdict()
    if as_json:
        counts["failures"] = [asdict(failure) for failure in changes.failures]
        click.echo(json.dumps(counts, ensure_ascii=False))
    else:
        click.echo(", ".join(f"{len(counts[name])} {name}" for name in ("added", "removed", "unchanged")))
