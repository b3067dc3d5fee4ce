"""``kg validate``: whether a graph is what it should be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.errors import StoreError


@click.command()
@click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
@click.option("--json", "as_json", is_flag=True, help="What is wrong, as JSON.")
def validate(graph: Path, as_json: bool) -> None:
    """Check a graph against its shapes.

    GRAPH is a folder that kg build made, or an N-Quads file. The shapes are those of schemas/kg-shapes.ttl, checked by
    pySHACL; besides, every fact must be a claim that is asserted, and the other way round.

    \b
    Exit codes, as pySHACL's:
      0    the graph conforms
      1    it does not
      2    it cannot be read
      3    pySHACL is not installed

    \b
    Examples:
      kg validate out
    """
    from kg.store.oxigraph import lines
    from kg.store.validation import violations

    try:
        found = list(violations(lines(graph / "graph.nq" if graph.is_dir() else graph)))
    except StoreError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    if as_json:
        told = [each._asdict() for each in found]
        click.echo(json.dumps({"conforms": not found, "violations": told}, ensure_ascii=False))
    else:
        for node, problem in found:
            click.echo(f"{node}: {problem}")
        click.echo(f"{len(found)} violations" if found else "conforms")
    sys.exit(1 if found else 0)
