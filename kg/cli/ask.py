"""``kg query``, ``view`` and ``export``: what a graph says, and how it looks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from kg.cli.files import written_file, written_files
from kg.cli.server import USER, GraphOrServer, remote

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.store import Store

PARAMETERS = {
    "about": "The thing that it is about.",
    "by": "Who says it.",
    "subject": "Who or what does it.",
    "relation": "What is done, as in cancels.",
    "from": "The first day.",
    "to": "The day after the last.",
}
"""The parameters of the queries that have names."""


_LEAST = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="SURETY", help="Leave out less sure claims."
)


def _confident(path: Path, least: float | None) -> Graph:
    """The graph at a path, without the claims that are not sure enough."""
    from kg.graph import Graph

    graph = Graph.load(path)
    return graph.confident(least) if least else graph


def _store(graph: Graph) -> Store:
    from kg.store.oxigraph import Oxigraph

    store = Oxigraph()
    store.add(graph.lines)
    return store


def _parameters(command: Callable[..., None]) -> Callable[..., None]:
    """A command with an option for each parameter."""
    for name, about in reversed(PARAMETERS.items()):
        metavar = "DAY" if name in ("from", "to") else "NAME"
        command = click.option(f"--{name}", f"given_{name}", metavar=metavar, help=about)(command)
    return command


FOLDER = click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")


@click.command()
@click.argument("graph", type=GraphOrServer(), metavar="GRAPH")
@click.argument("sparql", required=False, metavar="QUERY")
@click.option("--file", type=click.File("r", "utf-8"), help="Read the query from a file (- is standard input).")
@click.option("--named", metavar="NAME", help="A query that comes with claimgraph; --list shows them.")
@_parameters
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
@_LEAST
@USER
@click.option("--list", "listed", is_flag=True, help="List the queries that have names.")
def query(
    graph: Path | str,
    sparql: str | None,
    file: TextIO | None,
    named: str | None,
    values: tuple[str, ...],
    format: str,
    as_json: bool,
    limit: int | None,
    timeout: float | None,
    min_confidence: float | None,
    user: str | None,
    listed: bool,
    **given: str | None,
) -> None:
    """Ask a graph a question in SPARQL.

    GRAPH is a folder that kg build made, an N-Quads file, or the address of a SPARQL server. QUERY is SPARQL, or the
    name of a query that comes with claimgraph. All graphs are read as one, and prefixes (kg, ent, rel, qual, rdfs …)
    need no declaration.

    Queries with names take things and relations by any name that the graph has for them, accents and case aside, or by
    IRI (ent:France); what is left out may be anything.

    \b
    Examples:
      kg query out 'SELECT ?who ?what { ?who rel:cancels ?what }'
      kg query out --named who-said-what --about "Boris Johnson"
      kg query out --named why --subject France --relation cancels
      kg query out facts --set relation=rel:cancels --json
      kg query out --file question.rq -f csv > answer.csv
      kg query http://localhost:7878/query facts
    """
    from kg.query import run
    from kg.query.results import WRITERS

    if listed:
        _list()
        return
    if sum(each is not None for each in (sparql, file, named)) != 1:
        raise click.UsageError("give a query, a --file with one, or --named; --list shows those that have names")
    text = named or sparql or (file.read() if file else "")
    if named is not None:
        _known(named)
    chosen = {name.removeprefix("given_"): value for name, value in given.items() if value is not None}
    if isinstance(graph, str):
        if min_confidence:
            raise click.UsageError("--min-confidence is for folders; ask a server for ?claim kg:confidence ?sure")
        asked: Store | Path = remote(graph, user)
    else:
        asked = _store(_confident(graph, min_confidence)) if min_confidence else graph
    answer = run(asked, text, {**chosen, **dict(map(_bound, values))}, limit=limit, timeout=timeout)
    sys.stdout.writelines(WRITERS["json" if as_json else format](answer))
    if not isinstance(answer, bool) and answer.truncated:
        click.echo(f"kg: there is more; --limit {limit} was reached", err=True)


def _list() -> None:
    """The queries that have names, each with its parameters and what they mean."""
    from kg.query import named

    for name, each in named().items():
        click.echo(f"{name:<14} {each.title}")
        for parameter in each.parameters.values():
            click.echo(f"{'':<14}   --{parameter.name:<9} {parameter.about}")


def _known(name: str) -> None:
    from kg.query import named, no_such_name

    if name not in named():
        raise click.UsageError(no_such_name(name))


def _bound(value: str) -> tuple[str, str]:
    name, equals, term = value.partition("=")
    if not (name and equals):
        raise click.UsageError(f"--set {value!r} is not NAME=VALUE, as in --set relation=rel:cancels")
    return name.lstrip("?$"), term


@click.command()
@FOLDER
@click.option("-f", "--format", metavar="FORMAT", help="One of those below; nq if none is named.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
@click.option("--to", metavar="URL", help="Put the graph on a SPARQL server instead.")
@click.option("--data", metavar="URL", help="Where the server takes graphs, if that is not found.")
@USER
@click.option("--force", is_flag=True, help="Replace a file that is there; of a server, take out other documents.")
@_LEAST
def export(
    graph: Path,
    format: str | None,
    output: Path | None,
    to: str | None,
    user: str | None,
    data: str | None,
    force: bool,
    min_confidence: float | None,
) -> None:
    """Write a graph in another format, or to a server.

    A server is given by the address of its SPARQL endpoint, or by its root (Oxigraph, Fuseki, Virtuoso, GraphDB and
    others). It then has the graphs that GRAPH has; those of others on it stay. A token is taken from KG_TOKEN.

    \b
    Formats:
      nq        the whole graph, canonical N-Quads       claims    the claims, JSON Lines
      trig      the whole graph, TriG                    mentions  the phrases, JSON Lines
      jsonld    the whole graph, JSON-LD                 csv       the claims, for spreadsheets
      ttl       the stated facts alone, Turtle           graphml   a network of entities and claims
      html      the page                                 gexf      the same, for Gephi
      trig12    RDF 1.2, claims as reifiers, TriG        nanopub   nanopublications, TriG

    \b
    Formats that are folders of files, and need -o DIR:
      lists     nodes and edges, CSV                     neo4j     the same, with a script that loads it
      parquet   nodes and edges, Parquet                 dossier   Markdown for each entity, for Obsidian

    \b
    Examples:
      kg export out -f claims | head
      kg export out -f gexf -o news.gexf
      kg export out -f dossier -o vault/news
      kg export out --to http://localhost:7878
    """
    from kg.exchange import FOLDERS, File, send

    if to is not None:
        if format or output:
            raise click.UsageError("a server takes the graph as it is: --to goes without -f and -o")
        lines = _confident(graph, min_confidence).lines if min_confidence else File(graph)
        sent = send(lines, remote(to, user, data), force=force)
        click.echo(f"{sent.quads} quads in {sent.graphs} graphs" + (f", {sent.gone} taken out" if sent.gone else ""))
        return
    format = format or "nq"
    if format in FOLDERS:
        if output is None:
            raise click.UsageError(f"{format} is a folder of files: say where by -o DIR")
        with written_files(output, force=force) as folder:
            for name, content in FOLDERS[format].files(_confident(graph, min_confidence)).items():
                (folder / name).write_bytes(content)
        return
    text = _confident(graph, min_confidence).export(format)
    if output is None:
        sys.stdout.write(text)
    else:
        with written_file(output, force=force) as part:
            part.write_text(text, "utf-8", newline="")


def _place(graph: Path, least: float | None, chosen: bool) -> Path:
    """Where a page lies: that of the whole graph as it is, any other beside it."""
    page = graph / "graph.html" if graph.is_dir() else graph.with_suffix(".html")
    return page.with_name(f"{page.stem}{f'-{least:g}' if least else ''}{'-part' if chosen else ''}.html")


@click.command()
@FOLDER
@click.option("--about", metavar="NAME", help="Show one thing and what is around it.")
@click.option("--depth", type=click.IntRange(1), metavar="STEPS", help="How far around it.  [default: 1]")
@click.option("--query", metavar="QUERY", help="Show what a SPARQL query names: claims, things, documents, or triples.")
@click.option("--title", metavar="TEXT", help="The title of the page.")
@click.option("--with-text", is_flag=True, help="Put the whole documents into the page.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where the page is written.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--no-open", is_flag=True, help="Only say where the page is.")
@_LEAST
def view(
    graph: Path,
    about: str | None,
    depth: int | None,
    query: str | None,
    title: str | None,
    with_text: bool,
    output: Path | None,
    force: bool,
    no_open: bool,
    min_confidence: float | None,
) -> None:
    """Open the page of a graph in the browser.

    A page that shows a part of the graph, or has another title or the text, is made beside the one of the whole graph.
    NAME is any name that the graph has for a thing, or its IRI (ent:France). QUERY is a SELECT of claims, things or
    documents, or a CONSTRUCT of triples: shown are the claims in which these things take part, or that say these
    triples.

    \b
    Examples:
      kg view out
      kg view out --about "Boris Johnson" --depth 2
      kg view out --query 'SELECT ?claim { ?claim kg:modality kg:Planned }' --title "What is planned"
      kg view out --query 'CONSTRUCT { ?s rel:cancels ?o } { ?s rel:cancels ?o }'
      kg view out --with-text -o page.html --no-open
      kg view out --min-confidence 0.7
    """
    if depth is not None and about is None:
        raise click.UsageError("--depth is about the thing that --about names")
    chosen = {"about": about, "depth": depth, "query": query, "title": title, "include_text": with_text or None}
    given: dict[str, Any] = {name: value for name, value in chosen.items() if value is not None}
    page = output or _place(graph, min_confidence, bool(given))
    if output or given or min_confidence or not page.exists():
        with written_file(page, force=force or not output) as part:
            _confident(graph, min_confidence).to_html(part, **given)
    click.echo(page.absolute().as_uri())
    if not no_open:
        click.launch(page.absolute().as_uri())
