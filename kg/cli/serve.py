"""``kg serve``: a graph as a SPARQL endpoint, with a page to ask it from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

import click

MEBIBYTE = 2**20


@click.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0 is any free one.")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option("--writable", is_flag=True, help="Let those write who show the token.")
@click.option(
    "--token-file",
    type=click.File("r", "utf-8"),
    metavar="FILE",
    help="Take the token from a file; else from KG_TOKEN, or else a new one is made and shown.",
)
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Let pages of an origin ask; may be repeated.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Answer to this name, too; may be repeated.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Time that a query may take.",
)
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option("--max-body", type=click.IntRange(1), default=16, show_default=True, help="Size of a request, in MiB.")
@click.option(
    "--max-memory",
    type=click.FloatRange(0),
    default=4.0,
    show_default=True,
    metavar="GIB",
    help="Memory that a query may take, on Linux; 0 is any.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Queries at a time; without it, as many as there are processors, and two at least.",
)
def serve(
    graph: Path,
    host: str,
    port: int,
    opened: bool,
    writable: bool,
    token_file: TextIO | None,
    cors: tuple[str, ...],
    allow_host: tuple[str, ...],
    timeout: float,
    max_rows: int,
    max_body: int,
    max_memory: float,
    workers: int | None,
) -> None:
    """Serve a graph to programs and people: SPARQL 1.1, the Graph Store Protocol, and a page to ask from.

    GRAPH is a folder that kg build made, or an N-Quads file. Changes by kg add and the like are seen by the next query.
    The address of queries is /sparql, that of graphs /graphs?graph=IRI, that of the page of the graph /graph.

    What is asked runs in processes of its own, which are ended when time is up. An answer is whole or an error: 413 for
    a body that is too large, 403 for too many rows, 503 for too much time or memory. LOAD and SERVICE are refused.

    With --writable, SPARQL Update and the Graph Store Protocol may write to graphs of their own. These stand in
    written.nq, beside the graph: what follows from texts and decisions stays as it is.

    \b
    Examples:
      kg serve out --open
      kg serve out --port 8000 --cors https://example.org
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?s { ?s a kg:Person }' localhost:8642/sparql
      KG_TOKEN=secret kg serve out --writable
      curl -T notes.ttl -H 'Authorization: Bearer secret' -H 'Content-Type: text/turtle' \\
           'localhost:8642/graphs?graph=https://example.org/notes'
    """
    from kg.serve import Serving, new_token, serve

    token = _token(writable, token_file.read().strip() if token_file else os.environ.get("KG_TOKEN", ""))
    serving = Serving(
        timeout=timeout,
        most_rows=max_rows,
        most_bytes=max_body * MEBIBYTE,
        most_memory=int(max_memory * 1024 * MEBIBYTE),
        workers=workers or max(2, os.cpu_count() or 1),
        token=(token or new_token()) if writable else None,
        cors=cors,
        hosts=allow_host,
    )

    def told(address: str) -> None:
        click.echo(address)
        if writable and not token:
            click.echo(f"token: {serving.token}", err=True)
        if opened:
            click.launch(address)

    serve(graph, host, port, serving, told=told)


def _token(writable: bool, given: str) -> str:
    if given and not given.isascii():
        raise click.UsageError("the token has letters that cannot stand in a header")
    return given if writable else ""
