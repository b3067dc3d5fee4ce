"""``kg coverage``: what was not understood, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.coverage import Coverage
    from kg.model import Document, Gap

WORDS = 70
"""Characters of a sentence or clause that are shown."""


@click.command()
@click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="SURETY", help="Leave out less sure claims.")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON.")
def coverage(graph: Path, min_confidence: float | None, as_json: bool) -> None:
    """Say what was not understood, and why.

    For each document of a graph: its sentences without a claim, and the clauses that gave none in the others, with the
    characters they stand at and the reason; then how many there are of each reason, and the share of sentences with
    claims.

    \b
    Examples:
      kg coverage out
      kg coverage out --min-confidence 0.5
      kg coverage out --json | jq .share
    """
    from kg.graph import Graph

    loaded = Graph.load(graph)
    found = (loaded.confident(min_confidence) if min_confidence else loaded).coverage()
    if as_json:
        click.echo(json.dumps(found.json(), ensure_ascii=False))
    else:
        _show(found)


def _show(found: Coverage) -> None:
    for each in found.documents:
        click.echo(f"{each.document.source.name}: {each.told} of {each.sentences} sentences gave claims")
        for kind, gaps in (("sentence", each.silent), ("clause", each.dropped)):
            for gap in gaps:
                click.echo(f"  {kind:<8}  {gap.span.start}–{gap.span.end}  {gap.reason}: {_words(each.document, gap)}")
    click.echo()
    width = max((len(reason) for reason in found.reasons), default=0)
    if found.reasons:
        click.echo(f"{'reason':<{width}}  sentences  clauses")
    for reason, (whole, part) in found.reasons.items():
        click.echo(f"{reason:<{width}}  {whole:>9,}  {part:>7,}")
    click.echo(f"{found.told:,} of {found.sentences:,} sentences gave claims: {100 * found.share:.1f} %")


def _words(document: Document, gap: Gap) -> str:
    words = " ".join(document.text[gap.span.start : gap.span.end].split())
    return words if len(words) <= WORDS else f"{words[: WORDS - 1].rstrip()}…"
