"""``kg reconcile``: the names of a graph, out to OpenRefine or a spreadsheet and back with identifiers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.files import written_file
from kg.cli.identity import changed_folder


@click.command()
@click.argument("graph", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GRAPH")
@click.option("--export", "exported", is_flag=True, help="Write the names as CSV.")
@click.option(
    "--import",
    "imported",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Take the identifiers of a table that came back.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def reconcile(graph: Path, exported: bool, imported: Path | None, output: Path | None, force: bool) -> None:
    """Give names the identifiers under which they are known elsewhere.

    --export writes a table of all things with names: id, name, type, aliases, mentions, judgment, identifier. Fill in
    identifiers (Q142 for one of Wikidata's, or any IRI), in OpenRefine or by hand, and --import the table: identifiers
    become skos:exactMatch, and things with the same one become one, under the fullest name. They are kept in
    gazetteer.csv in GRAPH and hold for documents that come later. Nothing is fetched, nothing is parsed.

    \b
    Examples:
      kg reconcile out --export -o names.csv
      kg reconcile out --import names.csv
    """
    from kg.gazetteer import merged, reconciled, to_reconcile
    from kg.graph import Graph

    if exported == (imported is not None):
        raise click.UsageError("give either --export or --import FILE")
    if imported is None:
        loaded = Graph.load(graph)
        text = to_reconcile(loaded.entities, loaded.curated.matches)
        if output is None:
            sys.stdout.write(text)
        else:
            with written_file(output, force=force) as part:
                part.write_text(text, "utf-8", newline="")
        return
    with changed_folder(graph) as place:
        given = reconciled(imported.read_text("utf-8-sig"), imported.name, place[0].entities)
        place[0] = place[0].informed(merged(place[0].known, given))
    click.echo(f"{len(given)} things known elsewhere")
    for problem in place[0].doubtful:
        click.echo(f"kg: {problem}", err=True)
