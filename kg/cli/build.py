"""``kg build``: texts to a folder with a graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.files import written_folder
from kg.cli.options import reading_options
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.decisions import Decisions
    from kg.gazetteer import Entry
    from kg.model import Failure, Reading


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="Where the graph goes.",
)
@reading_options
@click.option(
    "--gazetteer", type=click.Path(), metavar="FILE", help="Names known beforehand: CSV, TSV, or SKOS Turtle."
)
@click.option(
    "--roles",
    metavar="FILE",
    help="Who holds which office when: CSV or TSV; none, to use no table.  [default: shipped]",
)
@click.option("--decisions", type=click.Path(), metavar="FILE", help="Decisions to replay, TOML or the page's JSON.")
@click.option(
    "--store/--no-store",
    default=None,
    help="Keep a store on disk beside the graph, for quick queries, or none.  [default: where the graph is large]",
)
@click.option("--force", is_flag=True, help="Replace a graph that is there.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def build(
    inputs: tuple[str, ...],
    output: Path,
    config: Path | None,
    store: bool | None,
    force: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Read texts into a graph.

    INPUT is a text (.txt), Markdown (.md) with or without front matter, JSON Lines (.jsonl) with the keys id, text,
    title, date, url, author, publisher, language; a folder of these; or - for standard input.

    \b
    The folder holds
      graph.nq      the graph, as canonical N-Quads: the truth, all else can be made from it
      graph.ttl     the plain facts, in Turtle
      graph.html    the page: open it in a browser, no network is needed; of more
                    than 20,000 claims, those about the things that most is told of
      claims.jsonl  one claim a line, with source, sentence and spans
      gazetteer.csv   what was known beforehand, if a gazetteer was given
      decisions.toml  what people decided, if they did: it is replayed at each build, also with --force
      unread.jsonl  what could not be read, and why, if there is anything; kg status shows it
      graph.store   of a large graph, or with --store: the same quads in Oxigraph, which kg query asks

    \b
    Examples:
      kg build article.txt --date 2021-11-26
      kg build news/ more.jsonl -o news-graph --jobs 4
      kg build news/ -o news-graph --decisions page-decisions.json
      cat article.txt | kg build - -o out
    """
    from kg.config import settings
    from kg.gazetteer import merged
    from kg.graph import Graph, results
    from kg.spool import Spool
    from kg.store.folder import locked
    from kg.unread import note, unread

    setting = settings(config, **chosen)
    kept, known = _decided(output, setting.decisions), () if setting.gazetteer else _known(output)
    with written_folder(output, force=force) as folder:
        graph = Graph.gathered(_shown(results(inputs, setting)), setting, Spool(folder=output)).decided(kept)
        graph = graph.informed(merged(known, graph.known)) if known else graph
        for failure in graph.failures:
            click.echo(f"kg: {failure.document}: {failure.error}", err=True)
        for problem in (*graph.doubtful, *graph.unmatched):
            click.echo(f"kg: {problem}", err=True)
        if not graph.readings:
            raise KgError("no document could be read, so there is no graph")
        graph.write(folder, store=store)
    with locked(output):
        note(output, graph.failures, (failure.document for failure in unread(output)))
    if as_json:
        failures = [asdict(failure) for failure in graph.failures]
        click.echo(json.dumps(graph.summary() | {"failures": failures}, ensure_ascii=False))
    else:
        width = max(map(len, graph.summary()))
        for name, count in graph.summary().items():
            click.echo(f"{name:<{width}}  {count:>8,}")
        click.echo(f"\n{output / 'graph.html'} shows it, kg query {output} asks it.")
    sys.exit(1 if graph.failures else 0)


def _decided(output: Path, file: str | None) -> Decisions:
    """The decisions in a folder, and those of a file besides."""
    from kg.decisions import FILE, Decisions

    kept = Decisions.read(output / FILE) if (output / FILE).exists() else Decisions()
    return kept.merged(Decisions.read(Path(file))) if file else kept


def _known(output: Path) -> tuple[Entry, ...]:
    """The gazetteer in a folder."""
    from kg.gazetteer import FILE, read

    return read(output / FILE) if (output / FILE).exists() else ()


def _shown(results: Iterable[Reading | Failure]) -> Iterator[Reading | Failure]:
    """The same results, counted on a terminal as they come."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} documents, {task.fields[sentences]} sentences, {task.fields[claims]} claims"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, sentences=0, claims=0)
        sentences = claims = 0
        for count, result in enumerate(results, 1):
            sentences += len(getattr(result, "sentences", ()))
            claims += len(getattr(result, "claims", ()))
            progress.update(task, completed=count, sentences=sentences, claims=claims)
            yield result
