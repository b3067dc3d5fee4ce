"""``kg query``, ``view`` and ``export``: what a graph says, and how it looks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from kg.cli.files import written_file

FOLDER = click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")


@click.command()
@FOLDER
@click.argument("sparql", required=False, metavar="QUERY")
@click.option("--file", type=click.File("r", "utf-8"), help="Read the query from a file (- is standard input).")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Bind a variable; may be repeated.")
@click.option(
    "-f",
    "--format",
    type=click.Choice(["table", "csv", "tsv", "json", "xml"]),
    default="table",
    show_default=True,
    help="How the answer is written; triples are N-Triples in all but table.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as -f json: SPARQL 1.1 JSON.")
@click.option("--limit", type=click.IntRange(0), help="Rows to give at most.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Time to wait at most.")
@click.option("--list", "listed", is_flag=True, help="List the queries that have names.")
def query(
    graph: Path,
    sparql: str | None,
    file: TextIO | None,
    values: tuple[str, ...],
    format: str,
    as_json: bool,
    limit: int | None,
    timeout: float | None,
    listed: bool,
) -> None:
    """Ask a graph a question in SPARQL.

    GRAPH is a folder that kg build made, or an N-Quads file. QUERY is SPARQL, or the name of a query that comes with
    claimgraph. All graphs are read as one, and prefixes (kg, ent, rel, qual, rdfs …) need no declaration.

    \b
    Examples:
      kg query out 'SELECT ?who ?what { ?who rel:cancels ?what }'
      kg query out who-says
      kg query out facts --set relation=rel:cancels --json
      kg query out --file question.rq -f csv > answer.csv
    """
    from kg.query import named, run
    from kg.query.results import WRITERS

    if listed:
        width = max(map(len, named()))
        for name, each in named().items():
            click.echo(f"{name:<{width}}  {each.title}{''.join(f' --set {given}=…' for given in each.parameters)}")
        return
    if (sparql is None) == (file is None):
        raise click.UsageError("give a query, or a --file with one; --list shows those that have names")
    text = sparql if sparql is not None else file.read() if file else ""
    answer = run(graph, text, dict(map(_bound, values)), limit=limit, timeout=timeout)
    sys.stdout.writelines(WRITERS["json" if as_json else format](answer))
    if not isinstance(answer, bool) and answer.truncated:
        click.echo(f"kg: there is more; --limit {limit} was reached", err=True)


def _bound(value: str) -> tuple[str, str]:
    name, equals, term = value.partition("=")
    if not (name and equals):
        raise click.UsageError(f"--set {value!r} is not NAME=VALUE, as in --set relation=rel:cancels")
    return name.lstrip("?$"), term


@click.command()
@FOLDER
@click.option("-f", "--format", default="nq", show_default=True, metavar="FORMAT", help="One of those below.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def export(graph: Path, format: str, output: Path | None, force: bool) -> None:
    """Write a graph in another format.

    \b
    Formats:
      nq        the whole graph, canonical N-Quads       claims    the claims, JSON Lines
      trig      the whole graph, TriG                    mentions  the phrases, JSON Lines
      jsonld    the whole graph, JSON-LD                 csv       the claims, for spreadsheets
      ttl       the stated facts alone, Turtle           graphml   a network of entities and claims
      html      the page                                 gexf      the same, for Gephi

    \b
    Examples:
      kg export out -f claims | head
      kg export out -f gexf -o news.gexf
    """
    from kg.graph import Graph

    text = Graph.load(graph).export(format)
    if output is None:
        sys.stdout.write(text)
    else:
        with written_file(output, force=force) as part:
            part.write_text(text, "utf-8", newline="")


@click.command()
@FOLDER
@click.option("--no-open", is_flag=True, help="Only say where the page is.")
def view(graph: Path, no_open: bool) -> None:
    """Open the page of a graph in the browser.

    \b
    Examples:
      kg view out
      kg view out --no-open
    """
    page = graph / "graph.html" if graph.is_dir() else graph.with_suffix(".html")
    if not page.exists():
        from kg.graph import Graph

        with written_file(page, force=False) as part:
            Graph.load(graph).to_html(part)
    click.echo(page.absolute().as_uri())
    if not no_open:
        click.launch(page.absolute().as_uri())
