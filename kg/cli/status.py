"""``kg status`` and ``kg diff``: what a graph holds, and what has changed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import reading_options

if TYPE_CHECKING:
    from kg.compare import Difference

GRAPH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("graph", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GRAPH")
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@reading_options
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def status(graph: Path, inputs: tuple[str, ...], as_json: bool, **chosen: Any) -> None:
    """Say what a graph holds and what made it.

    With INPUTs, say also which of their documents kg add and kg replace would read. Nothing is read or changed.

    \b
    Examples:
      kg status out
      kg status out news/
    """
    from kg.upkeep import status

    found = status(graph, *inputs, **chosen)
    if as_json:
        told = found._asdict() | {
            name: [asdict(failure) for failure in getattr(found, name)] for name in ("failures", "unread")
        }
        told["runs"] = [
            {"version": run.version, "model": run.model, "settings": dict(run.settings)} for run in found.runs
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, documents in sorted(found.documents.items()):
        for document in documents:
            click.echo(f"{name}  {document}")
    for run in found.runs:
        chosen_then = "".join(f", {name}" for name, _ in run.settings)
        click.echo(f"made by {run.name} {run.version} with {run.model}{chosen_then}")
    if found.problem:
        click.echo(f"to mend: {found.problem}")
    if found.store is not None:
        click.echo("graph.store holds the same" if found.store else "graph.store is of another graph, and not asked")
    for name in ("new", "changed", "unchanged"):
        for each in getattr(found, name):
            click.echo(f"{name:<9}  {each}")
    for failure in found.unread:
        click.echo(f"could not be read: {failure.document}: {failure.error}")
    for failure in found.failures:
        click.echo(f"kg: {failure.document}: {failure.error}", err=True)


@click.command()
@click.argument("old", type=GRAPH, metavar="OLD")
@click.argument("new", type=GRAPH, metavar="NEW")
@click.option(
    "-f",
    "--format",
    type=click.Choice(["summary", "patch"]),
    default="summary",
    show_default=True,
    help="For people, or as RDF Patch.",
)
@click.option("--exit-code", is_flag=True, help="Leave with 1 if there is any difference.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def diff(old: Path, new: Path, format: str, exit_code: bool, as_json: bool) -> None:
    """Say what has changed from one graph to another.

    Documents, facts, claims that are not facts, and names that have come or gone; or every quad.

    \b
    Examples:
      kg diff yesterday today
      kg diff yesterday today -f patch > changes.rdfp
    """
    from kg.compare import compare, patch
    from kg.graph import Graph

    before, after = Graph.load(old), Graph.load(new)
    found = compare(before, after)
    if format == "patch":
        sys.stdout.writelines(f"{line}\n" for line in patch(before, after))
    elif as_json:
        click.echo(json.dumps(found._asdict(), ensure_ascii=False))
    else:
        _summary(found)
    sys.exit(1 if exit_code and found else 0)


def _summary(found: Difference) -> None:
    for name in ("documents", "facts", "claims", "names"):
        gone, come = getattr(found, name)
        if gone or come:
            click.echo(f"{name}: {len(come)} more, {len(gone)} less")
            for sign, lines in (("-", gone), ("+", come)):
                for line in lines:
                    click.echo(f"  {sign} {line}")
    less, more = found.quads
    click.echo(f"quads: {more} more, {less} less" if found else "no difference")
