"""The command line: the only place that prints, reads the environment and exits."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kg import __version__
from kg.cli.about import doctor, rules
from kg.cli.ask import export, query, view
from kg.cli.build import build
from kg.cli.conflicts import conflicts
from kg.cli.coverage import coverage
from kg.cli.evaluate import evaluate
from kg.cli.exchange import describe, import_
from kg.cli.explain import explain
from kg.cli.extract import extract
from kg.cli.identity import apply, link, links, review, split, unlink
from kg.cli.reconcile import reconcile
from kg.cli.serve import serve
from kg.cli.status import diff, status
from kg.cli.upkeep import add, remove, replace, watch
from kg.cli.validate import validate
from kg.errors import KgError, QueryError, SettingsError

FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130


class _Commands(click.Group):
    """The commands, in the order in which they are needed; what went wrong becomes one line and an exit code."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        try:
            return super().main(args, *more, **options | {"standalone_mode": False})
        except click.ClickException as error:
            error.show()
            sys.exit(USAGE)
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted; nothing is half written", err=True)
            sys.exit(INTERRUPTED)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(USAGE if isinstance(error, SettingsError | QueryError) else NOTHING)
        except BrokenPipeError:
            # The reader of a pipe (head, less) has seen enough; Python would complain again when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="claimgraph")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what goes wrong, with tracebacks.")
def main(verbose: bool) -> None:
    """Text in, a knowledge graph out, in which every edge shows who said it, where, and whether they meant it.

    \b
    Examples:
      kg build article.txt -o out
      kg query out 'SELECT ?who ?what { ?who rel:cancels ?what }'
      kg view out

    \b
    Exit codes:
      0    all went well
      1    done, but some documents could not be read
      2    the command, a setting or the query makes no sense
      3    nothing could be done: no readable document, no language model, no graph
      130  interrupted; nothing is half written
    """
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, format="%(name)s: %(message)s")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: two threads cost up to 1.4 times the CPU


for command in (
    build,
    add,
    replace,
    remove,
    watch,
    status,
    diff,
    query,
    serve,
    view,
    explain,
    conflicts,
    coverage,
    export,
):
    main.add_command(command)
for command in (
    import_,
    describe,
    validate,
    links,
    link,
    unlink,
    split,
    review,
    apply,
    reconcile,
    extract,
    rules,
    evaluate,
    doctor,
):
    main.add_command(command)
