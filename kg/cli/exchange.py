"""``kg import`` and ``kg describe``: a graph that somebody else exported, and what others should know of one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.files import written_file, written_folder


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="Where the graph goes.",
)
@click.option(
    "--store/--no-store",
    default=None,
    help="Keep a store on disk beside the graph, for quick queries, or none.  [default: where the graph is large]",
)
@click.option("--force", is_flag=True, help="Replace a graph that is there.")
def import_(file: Path, output: Path, store: bool | None, force: bool) -> None:
    """Make a graph of a file that kg export wrote.

    FILE is N-Quads (.nq), TriG (.trig), also of RDF 1.2, or JSON-LD (.jsonld). What was read and decided is taken as it
    is, without reading any text again; the view is made anew.

    \b
    Examples:
      kg import news.trig -o news
    """
    from kg.exchange import imported

    graph = imported(file)
    with written_folder(output, force=force) as folder:
        graph.write(folder, store=store)
    click.echo(f"{len(graph.documents)} documents, {len(graph.claims)} claims")


@click.command()
@click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
@click.option("--title", metavar="WORDS", help="What it is called.")
@click.option("--description", metavar="WORDS", help="What it is about.")
@click.option("--license", metavar="URL", help="Under which terms it may be used.")
@click.option("--publisher", metavar="NAME", help="Who publishes it: a name, or an IRI.")
@click.option("--at", metavar="URL", help="Where its files will be.")
@click.option("--sparql", metavar="URL", help="Where it can be asked.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def describe(graph: Path, output: Path | None, force: bool, **given: str | None) -> None:
    """Describe a graph for catalogues, in VoID and DCAT.

    Its classes and properties with their numbers, the documents and the runs it was made from, the days and languages
    of the documents, its files; and what you say of it. Turtle, the same for the same graph.

    \b
    Examples:
      kg describe out --title "Channel news" --license https://creativecommons.org/licenses/by/4.0/
      kg describe out --at https://data.example/news -o out/void.ttl
    """
    from kg.exchange import described
    from kg.rdf.void import About

    about = About(**{name: value for name, value in given.items() if value is not None})
    if output is None:
        sys.stdout.writelines(described(graph, about))
        return
    with written_file(output, force=force) as part:
        part.write_text("".join(described(graph, about)), "utf-8", newline="")
