"""``kg conflicts``: which claims cannot both hold."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.conflicts import Conflict
    from kg.graph import Graph
    from kg.model import Claim


@click.command()
@click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
@click.option(
    "--only",
    type=click.Choice(["conflicts", "disagreements"]),
    help="What documents state themselves, or what at least one side only reports.",
)
@click.option(
    "--least", type=click.FloatRange(0, 1), default=0.0, metavar="SURETY", help="Leave out what is less sure."
)
@click.option("--json", "as_json", is_flag=True, help="The conflicts as JSON, one object a line.")
def conflicts(graph: Path, only: str | None, least: float, as_json: bool) -> None:
    """List the claims that cannot both hold.

    The same thing affirmed and denied; two who wrote one text; two days on which one ship sank; two numbers of the dead
    of one day. Both sides are shown with their sentences and with how many independent publishers say so; copies of one
    text count once. Where a source says it, people disagree; where the documents state both, they are in conflict.

    The exit code is 1 if anything is listed, 0 if nothing is.

    \b
    Examples:
      kg conflicts out
      kg conflicts out --only conflicts --least 0.3
      kg conflicts out --json || echo "look at these"
    """
    from kg.graph import Graph

    loaded = Graph.load(graph)
    claims = {claim.id: claim for claim in loaded.claims}
    found = [
        each
        for each in loaded.conflicts
        if each.confidence >= least and (only is None or each.reported is (only == "disagreements"))
    ]
    alike: dict[tuple[str, ...], list[tuple[Conflict, list[dict[str, Any]]]]] = {}
    for each in found:
        told = each.told or (None, None)
        sides = [
            _side(loaded, claims[name], n, words)
            for name, n, words in zip((each.one, each.other), each.support, told, strict=True)
        ]
        if as_json:
            click.echo(json.dumps(asdict(each) | {"sides": sides}, ensure_ascii=False))
        said = [str(side[part]) for side in sides for part in ("words", "said_by")]
        alike.setdefault((each.type, *said), []).append((each, sides))
    if not as_json:
        for pairs in alike.values():
            _show(pairs)
    sys.exit(1 if found else 0)


def _side(graph: Graph, claim: Claim, support: int, told: str | None) -> dict[str, Any]:
    from kg.view.table import said_by, words

    source = next(document.source for document in graph.documents if document.id == claim.document)
    by_name = {each.id: each for each in graph.claims}
    denied = "not: " if claim.polarity == "negative" else ""
    return {
        "claim": claim.id,
        "words": told
        or f"{claim.subject.label} {denied}{claim.predicate.label} {words(claim.object, by_name)}".strip(),
        "said_by": said_by(claim) or None,
        "document": source.title or source.name,
        "date": source.date,
        "sentence": claim.sentence,
        "publishers": support,
    }


def _show(pairs: list[tuple[Conflict, list[dict[str, Any]]]]) -> None:
    """Pairs of claims that say the same against the same, the surest first: once, with the sentences of each side."""
    surest, sides = pairs[0]
    click.echo(
        f"{'disagreement' if surest.reported else 'conflict'}: {surest.type}  ({surest.confidence:.2f}: {surest.why})"
    )
    for n, side in enumerate(sides):
        who = f", says {side['said_by']}" if side["said_by"] else ""
        click.echo(f"  {side['words']}{who}")
        for cited in {each[n]["claim"]: each[n] for _, each in pairs}.values():
            where = ", ".join(filter(None, (cited["document"], cited["date"])))
            more = f"; {cited['publishers']} publishers say so" if cited["publishers"] > 1 else ""
            click.echo(f"      {' '.join(cited['sentence'].split())}")
            click.echo(f"      {where}{more}")
