"""``kg rules`` and ``kg doctor``: what this installation knows, and whether it is fit to work."""

from __future__ import annotations

import inspect
import json
import platform
import sys
from collections.abc import Iterator
from importlib import metadata, util
from typing import Any

import click

from kg import __version__
from kg.errors import KgError


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="The rules as JSON.")
def rules(name: str | None, as_json: bool) -> None:
    """List the rules that read sentences, or show one.

    A rule is shown with its examples: a sentence and, below it, what is read from it, as subject | relation | object |
    further arguments.

    \b
    Examples:
      kg rules
      kg rules passive
    """
    from kg.extract import RULES

    known = {rule.__name__: inspect.getdoc(rule) or "" for rule in RULES}
    if name is not None and name not in known:
        raise click.UsageError(f"there is no rule {name!r}; there are {', '.join(known)}")
    chosen = known if name is None else {name: known[name]}
    if as_json:
        click.echo(json.dumps([{"rule": rule, "about": about} for rule, about in chosen.items()], ensure_ascii=False))
    elif name is not None:
        click.echo(known[name])
    else:
        width = max(map(len, known))
        for rule, about in known.items():
            click.echo(f"{rule:<{width}}  {about.partition(chr(10))[0]}")


@click.command()
@click.option("--model", metavar="NAME", help="The spaCy pipeline to look for, by name or path.")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def doctor(model: str | None, as_json: bool) -> None:
    """Say what is installed and what is missing.

    The language model is loaded, too. The exit code is 0 if a graph can be built, 3 if not.

    \b
    Examples:
      kg doctor
      kg doctor --model en_core_web_sm
    """
    findings = [*_findings(model)]
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False))
    else:
        width = max(len(finding["name"]) for finding in findings)
        for finding in findings:
            mark = "ok     " if finding["ok"] else "missing" if finding["needed"] else "absent "
            click.echo(f"{mark}  {finding['name']:<{width}}  {finding['says']}")
    sys.exit(0 if all(finding["ok"] or not finding["needed"] for finding in findings) else 3)


def _findings(model: str | None) -> Iterator[dict[str, Any]]:
    yield _finding("claimgraph", True, f"{__version__}, Python {platform.python_version()}")
    for package in ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "click", "rich"):
        yield _package(package, needed=True)
    yield _package("pandas", needed=False, way_out='for to_pandas(): pip install "claimgraph[pandas]"')
    if not util.find_spec("spacy"):
        return
    from kg import parse

    try:
        yield _finding("language model", True, parse.load(model).model)
    except KgError as error:
        yield _finding("language model", False, str(error))


def _package(name: str, *, needed: bool, way_out: str = "pip install claimgraph") -> dict[str, Any]:
    try:
        return _finding(name, True, metadata.version(name), needed=needed)
    except metadata.PackageNotFoundError:
        return _finding(name, False, way_out, needed=needed)


def _finding(name: str, ok: bool, says: str, *, needed: bool = True) -> dict[str, Any]:
    return {"name": name, "ok": ok, "needed": needed, "says": says}
