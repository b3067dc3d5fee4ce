"""``kg eval``: how well meaning is read, phenomenon by phenomenon."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("eval")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
@click.option("--wrong", "show_wrong", is_flag=True, help="First list what was read wrongly, with the sentences.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to parse with, by name or path.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
def evaluate(folder: Path, show_wrong: bool, model: str | None, as_json: bool) -> None:
    """Score what is read on sentences whose meaning is known.

    FOLDER holds gold sentences, in files that end in .toml: for each phenomenon, texts with the words that are asked
    about, who says so, whether it is denied, how it is meant, when it was. The source of claimgraph has four hundred
    texts in tests/quality/meaning, and says there what the keys mean.

    The table, in percent: the words asked about; those about which everything is right, of the phenomenon and of its
    near misses; the fields; the share of what is not to be stated as a fact that is (false), and of what is to be
    that is (stated).

    \b
    Examples:
      kg eval tests/quality/meaning
      kg eval my-sentences --wrong
      kg eval my-sentences --model en_core_web_sm --json
    """
    from kg.evaluate import figures, items, pipeline, score, table
    from kg.parse import load

    gold = [*items(folder)]
    scores, wrong = score(gold, pipeline(load(model)))
    if show_wrong and not as_json:
        click.echo("\n".join(map(str, wrong)))
    if as_json:
        found: dict[str, object] = {"scores": figures(scores)}
        click.echo(json.dumps(found | ({"wrong": [*map(str, wrong)]} if show_wrong else {}), ensure_ascii=False))
    else:
        click.echo(table(scores))
