"""``kg import``: a graph that somebody else exported."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.files import written_folder


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
@click.option("--store", is_flag=True, help="Keep a store on disk beside the graph, for quick queries.")
@click.option("--force", is_flag=True, help="Replace a graph that is there.")
def import_(file: Path, output: Path, store: bool, force: bool) -> None:
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
