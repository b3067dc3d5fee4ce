"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_SETTINGS = (
    click.option("--date", metavar="DAY", help="Day of publication (2021-11-26) of documents that do not say it."),
    click.option("--model", metavar="NAME", help="The spaCy pipeline to parse with, by name or path."),
    click.option("--base", metavar="IRI", help="Where the data lives; an address that ends in a slash."),
    click.option("--assert-attributed", is_flag=True, default=None, help="Take what a source says as a fact, too."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="SURETY", help="Leave out less sure claims."),
    click.option("-j", "--jobs", type=click.IntRange(1), help="Processes that share the work.  [default: 1]"),
    click.option("--strict", is_flag=True, default=None, help="Stop at the first document that cannot be read."),
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML, by these names."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The settings of :class:`kg.config.Settings`, and ``--config`` for a file of them."""
    for option in reversed(_SETTINGS):
        command = option(command)
    return command
