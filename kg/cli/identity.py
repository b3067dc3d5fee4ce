"""``kg links``, ``link``, ``unlink``, ``split``, ``apply``, ``review``: what is one thing, why, and what is decided."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import iri

if TYPE_CHECKING:
    from kg.decisions import Decision
    from kg.graph import Graph
    from kg.model import Link
    from kg.review import Question

GRAPH = click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
KEPT = click.argument("graph", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GRAPH")
DOCUMENT = click.option("--document", metavar="DOC", help="One document alone: its name, title or IRI.")

_SIGNED = (
    click.option("--reason", default="", metavar="WORDS", help="Why, to be kept with the decision."),
    click.option("--who", default="", metavar="NAME", help="Who decided it."),
    click.option("--date", default="", metavar="DAY", help="When it was decided."),
)


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say why, who and when."""
    for option in reversed(_SIGNED):
        command = option(command)
    return command


@contextmanager
def changed_folder(folder: Path) -> Iterator[list[Graph]]:
    """The graph of a folder, which is written again, without parsing anything, if another one is put in its place."""
    from kg.graph import Graph
    from kg.store.folder import STORE, change, locked

    with locked(folder):
        place = [Graph.load(folder)]
        before = place[0]
        yield place
        if place[0] is not before:
            with change(folder) as part:
                place[0].write(part, store=(folder / STORE).is_dir())


def _report(graph: Graph) -> None:
    for problem in graph.unmatched:
        click.echo(f"kg: {problem}", err=True)


# ------------------------------------------------------------------------------------------------ why


@click.command()
@GRAPH
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="The links as JSON, one object a line.")
def links(graph: Path, name: str | None, as_json: bool) -> None:
    """Say why names are one thing: all, or those of NAME.

    For each other name: the method by which it was linked, how sure that is, and the sentences of the two mentions that
    carried it. NAME is any name of the thing, or its IRI.

    \b
    Examples:
      kg links out
      kg links out "Boris Johnson"
      kg links out ent:Boris_Johnson --json
    """
    from kg.graph import Graph
    from kg.review import explained

    loaded = Graph.load(graph)
    found = loaded.links_of(name)
    told = explained(found, loaded.readings, loaded.knowledge)
    if as_json:
        for link, each in zip(found, told, strict=True):
            click.echo(json.dumps(asdict(link) | each._asdict(), ensure_ascii=False))
        return
    groups: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        groups[each.thing].append(place)
    for thing, places in sorted(groups.items()):
        click.echo(f"{told[places[0]].canonical}  <{thing}>")
        for place in places:
            _show(found[place], told[place].alias, told[place].sentences)


def _show(link: Link, alias: str, sentences: tuple[str, ...]) -> None:
    note = f": {link.note}" if link.note else ""
    alias = f"has the member {alias}" if link.member else alias
    click.echo(
        f"  {alias}  ({link.method}, {link.confidence:.2f}{note})  <{link.canonical if link.member else link.alias}>"
    )
    for sentence in dict.fromkeys(sentences):
        click.echo(f"      {' '.join(sentence.split())}")


# ------------------------------------------------------------------------------------------------ decisions


@click.command()
@KEPT
@click.argument("one")
@click.argument("other")
@DOCUMENT
@click.option("--member", is_flag=True, help="ONE is a group that has OTHER among its members.")
@_signed
def link(graph: Path, one: str, other: str, document: str | None, member: bool, **signed: str) -> None:
    """Decide that two names are the same thing.

    ONE and OTHER are names, or IRIs in full or with a prefix. The fuller name stays. The decision is kept in
    decisions.toml beside the graph, and replayed whenever documents come or the graph is built again; nothing is
    parsed. If it was decided that they are different, that is taken back.

    \b
    Examples:
      kg link out BoJo "Boris Johnson"
      kg link out Johnson ent:Boris_Johnson --document channel-talks.md --reason "the only one there"
      kg link out "both countries" France --member --document channel-talks.md
    """
    with changed_folder(graph) as place:
        place[0] = place[0].link(one, other, document=document, member=member, **signed)
    _report(place[0])


@click.command()
@KEPT
@click.argument("one")
@click.argument("other")
@DOCUMENT
@_signed
def unlink(graph: Path, one: str, other: str, document: str | None, **signed: str) -> None:
    """Decide that two names are different things.

    The links that join them are taken back: the one by which the first name gives way to the other, or else the least
    certain between them. What was read stays as it is, so kg link gives the graph that there was, byte for byte.

    \b
    Examples:
      kg unlink out "home secretary" "Priti Patel"
      kg unlink out Britain UK --who Ada --date 2021-12-01
    """
    with changed_folder(graph) as place:
        place[0] = place[0].unlink(one, other, document=document, **signed)
    _report(place[0])


@click.command()
@KEPT
@click.argument("name")
@click.option("--document", required=True, metavar="DOC", help="The document: its name, title or IRI.")
@click.option("--mention", "mentions", multiple=True, metavar="BEGIN-END", help="One mention alone; may be repeated.")
@_signed
def split(graph: Path, name: str, document: str, mentions: tuple[str, ...], **signed: str) -> None:
    """Decide that a name means another thing in one document.

    All mentions in the document become a thing of their own, or only those at the places given, in code points, as
    kg export -f mentions lists them.

    \b
    Examples:
      kg split out Washington --document state.md
      kg split out Washington --document state.md --mention 10-20 --mention 52-62
    """
    from kg.decisions import Decision, Says

    with changed_folder(graph) as place:
        decision = Decision(Says.SPLIT, (name,), document, tuple(map(_span, mentions)), **signed)
        place[0] = _plus(place[0], [decision])


def _plus(graph: Graph, decisions: list[Decision]) -> Graph:
    """The graph with decisions more; an error if they match nothing."""
    known = {*graph.unmatched}
    changed = graph.decided(graph.decisions.plus(*decisions))
    if new := [problem for problem in changed.unmatched if problem not in known and problem.startswith("a decision:")]:
        raise click.UsageError("; ".join(new))
    return changed


def _span(text: str) -> Any:
    from kg.model import Span

    begin, _, end = text.partition("-")
    if not (begin.isdecimal() and end.isdecimal() and int(begin) < int(end)):
        raise click.UsageError(f"--mention {text!r} is not BEGIN-END, as in 10-20")
    return Span(int(begin), int(end))


@click.command()
@click.argument("decisions", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="DECISIONS")
@KEPT
def apply(decisions: Path, graph: Path) -> None:
    """Replay decisions over a graph, without parsing anything.

    DECISIONS is what the page downloads in its review mode, or a file in TOML; its decisions are added to
    decisions.toml in GRAPH. To take decisions back, edit that file and apply it again. Decisions that contradict each
    other are an error, told with both places, and change nothing; those that match nothing are named, and the exit code
    is then 1.

    \b
    Examples:
      kg apply ~/Downloads/knowledge-graph-decisions.json out
      kg apply out/decisions.toml out
    """
    from kg.decisions import Decisions

    given = Decisions.read(decisions)
    with changed_folder(graph) as place:
        place[0] = place[0].decided(place[0].decisions.merged(given))
    click.echo(f"{len(given.all)} decisions in {decisions.name}, {len(place[0].decisions.all)} in {graph}")
    _report(place[0])
    sys.exit(1 if place[0].unmatched else 0)


# ------------------------------------------------------------------------------------------------ review


@click.command()
@KEPT
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    metavar="SURETY",
    help="Ask about links that are less certain.",
)
@click.option("--limit", type=click.IntRange(1), metavar="COUNT", help="Questions to ask at most.")
@click.option("--json", "as_json", is_flag=True, help="The questions as JSON, one a line, for other front ends.")
@_signed
def review(graph: Path, below: float, limit: int | None, as_json: bool, **signed: str) -> None:
    """Ask about the least certain links, members of groups included, and about names that nearly became one.

    y accepts that the two are the same (or the one a member of the other, where the question is of a group), n rejects
    it, s leaves it open, q ends. Each answer is a decision in decisions.toml; what has been answered is not asked
    again, so a review can be left and taken up at any time. Another front end shows the questions of --json, and hands
    its answers to kg apply.

    \b
    Examples:
      kg review out --limit 20
      kg review out --below 0.8 --who Ada
      kg review out --json
    """
    from kg.decisions import Decision, Says
    from kg.graph import Graph
    from kg.review import questions

    loaded = Graph.load(graph)
    asked = questions(loaded.readings, loaded.links, loaded.knowledge, below=below)[:limit]
    if as_json:
        for question in asked:
            click.echo(json.dumps(asdict(question), ensure_ascii=False))
        return
    answers: list[Decision] = []
    try:
        for number, question in enumerate(asked, 1):
            answer = _ask(question, number, len(asked))
            if answer == "q":
                break
            if answer in "yn":
                yes = Says.MEMBER if question.member else Says.SAME
                says = yes if answer == "y" else Says.DIFFERENT
                about = (question.one, question.other)
                answers.append(Decision(says, about, question.document, (), **signed))
    except click.Abort:
        click.echo()
    with changed_folder(graph) as place:
        if answers:
            place[0] = _plus(place[0], answers)
    click.echo(f"{len(answers)} decided, {len(asked) - len(answers)} open")


def _ask(question: Question, number: int, count: int) -> str:
    one, other = question.labels
    linked = "linked" if question.linked else "not linked"
    sign = "has the member" if question.member else "="
    click.echo(f"\n{number}/{count}  {one}  {sign}  {other} ?   ({linked}: {question.why}, {question.confidence:.2f})")
    where = iri.name_of(question.document) if question.document else "all documents"
    click.echo(f"  {where}")
    for sentence in dict.fromkeys(question.sentences):
        click.echo(f"  {' '.join(sentence.split())}")
    return str(
        click.prompt("  is it?" if question.member else "  same?", type=click.Choice(["y", "n", "s", "q"]), default="s")
    )
