"""``kg explain``: why a claim is in the graph, from the words of the text to the reasons of its links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.connections import WORDS
from kg.errors import ParserError
from kg.iri import name_of
from kg.model import Claim, ClaimRef, Entity, Extraction, Node, Parse, Reading, Sentence, Span, Token

if TYPE_CHECKING:
    from kg.graph import Graph


@click.command()
@click.argument("graph", type=click.Path(exists=True, path_type=Path), metavar="GRAPH")
@click.argument("claim", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--json", "as_json", is_flag=True, help="The explanation as JSON.")
def explain(graph: Path, claim: tuple[str, ...], as_json: bool) -> None:
    """Say why a claim is in a graph.

    CLAIM is its IRI, the end of it (claim_7_eb87b02b), or words of it; if several claims have them, they are listed.
    Shown are the sentence and the words, the rule that read them, how they depend on one another, who says it and how
    it is meant, and for each name why it is taken for its thing.

    \b
    Examples:
      kg explain out France cancels talks
      kg explain out claim_7_eb87b02b --json
    """
    from kg.graph import Graph

    loaded = Graph.load(graph)
    found = _find(loaded, claim)
    if not found:
        raise click.UsageError(f"no claim has the words {' '.join(claim)!r}; kg export {graph} -f claims lists them")
    if len(found) > 1:
        for each in found:
            click.echo(f"{name_of(each.id)}  {_words(loaded, each)}", err=True)
        raise click.UsageError(f"{len(found)} claims have these words: name one by its id")
    explanation = _explanation(loaded, found[0])
    if as_json:
        click.echo(json.dumps(explanation, ensure_ascii=False))
        return
    click.echo(explanation.pop("claim"))
    for name, says in explanation.items():
        for number, line in enumerate(says if isinstance(says, list) else [says]):
            click.echo(f"  {'' if number else name:<12}  {line}")


def _find(graph: Graph, claim: tuple[str, ...]) -> list[Claim]:
    named = [each for each in graph.claims if claim in ((each.id,), (name_of(each.id),))]
    if named:
        return named
    wanted = " ".join(claim).lower().split()
    return [each for each in graph.claims if set(wanted) <= set(_words(graph, each).lower().split())]


def _words(graph: Graph, claim: Claim) -> str:
    from kg.view.table import words

    denied = "not: " if claim.polarity == "negative" else ""
    told = words(claim.object, {each.id: each for each in graph.claims})
    return f"{claim.subject.label} {denied}{claim.predicate.label} {told}".strip()


def _explanation(graph: Graph, claim: Claim) -> dict[str, Any]:
    """What there is to say, by the names of the lines; empty lines are left out."""
    reading = next(reading for reading in graph.readings if reading.document.id == claim.document)
    source, evidence = reading.document.source, claim.evidence
    again, note = _parsed(reading)
    read = None if again is None else _extraction(again, claim)
    says = {
        "claim": _words(graph, claim),
        "id": claim.id,
        "document": ", ".join(filter(None, [source.title or source.name, source.date, source.url])),
        "sentence": f"{evidence.sentence.start}–{evidence.sentence.end}: {claim.sentence}",
        "words": [*_places(reading, claim)],
        "rule": _rule(claim.rule),
        "path": [*_arrows(again, claim), *note] if again is not None else note,
        "meant": _meant(claim, read),
        "said by": _sources(claim, read),
        "when": claim.time and f"{claim.time.value or 'not placed'} ({claim.time.text})",
        "further": [f"{relation.label}: {_node(graph, node)}" for relation, node in claim.qualifiers],
        "connected": [*_connections(graph, claim)],
        "names": [*_names(graph, reading, claim)],
        "contradicts": [*_denials(graph, claim)],
        "confidence": f"{claim.confidence:.2f}",
    }
    return {name: said for name, said in says.items() if said}


def _places(reading: Reading, claim: Claim) -> Iterator[str]:
    mentions = {mention.span: mention for mention in reading.mentions}
    evidence = claim.evidence
    pieces = {
        "subject": mentions[evidence.subject].pieces if evidence.subject else (),
        "relation": evidence.relation_pieces,
        "object": mentions[evidence.object].pieces if isinstance(evidence.object, Span) else (),
        "source": evidence.source_pieces,
        "cue": evidence.cue_pieces,
    }
    for name, spans in pieces.items():
        words = " … ".join(reading.document.text[start:end] for start, end in spans)
        if words:
            yield f"{name} {', '.join(f'{start}–{end}' for start, end in spans)}: {' '.join(words.split())}"


def _rule(name: str) -> str:
    from kg.extract import RULES

    about = next(((rule.__doc__ or "").partition("\n")[0] for rule in RULES if rule.__name__ == name), "")
    return f"{name}: {about}" if about else name


def _meant(claim: Claim, read: Extraction | None) -> str:
    stated = "stated as a fact" if claim.asserted else "not stated as a fact"
    cues = " … ".join(f"“{token.text}”" for token in read.cues) if read is not None else ""
    because = f", because of {cues}" if cues else ""
    return f"{claim.polarity.value}, {claim.modality.value}{because}: {stated}"


def _sources(claim: Claim, read: Extraction | None) -> list[str]:
    """Who says it, outermost first, each with the words that show it."""
    names = [entity.label for entity in claim.sources]
    if not names:
        return ["somebody unnamed"] * claim.evidence.attributed
    named = [said for said in read.attributions if said.source is not None] if read is not None else []
    if len(named) != len(names):
        return names
    return [
        f"{name}: “{said.cue.text}”" + (", which takes it to be so" if said.factive else "")
        for name, said in zip(names, named, strict=True)
    ]


def _node(graph: Graph, node: Node) -> str:
    from kg.view.table import words

    if isinstance(node, ClaimRef):
        return next((_words(graph, each) for each in graph.claims if each.id == node.claim), node.claim)
    return words(node, {})


def _connections(graph: Graph, claim: Claim) -> Iterator[str]:
    """What the claim is connected to, and which claims are connected to it, each with the words between them."""
    for kind, node in claim.connections:
        yield f"{WORDS[kind][0]}: {_node(graph, node)}"
    for other in graph.claims:
        for kind, node in other.connections:
            if node == ClaimRef(claim.id):
                yield f"{WORDS[kind][1]}: {_words(graph, other)}"


def _names(graph: Graph, reading: Reading, claim: Claim) -> Iterator[str]:
    """For each phrase of the claim that its words alone do not settle: why it is taken for its thing."""
    things = {entity.iri: entity for entity in graph.entities}
    inside = [place for place in _slots(claim) if isinstance(place, Span)]
    for mention in reading.mentions:
        name = graph.knowledge.refers.get((claim.document, mention.span))
        if mention.span in inside and name and mention.reason:
            yield f"{mention.text} → {things[name].label}: {mention.reason} ({mention.confidence:.2f})"
        if mention.span in inside and name and things[name].members:
            yield from _members(graph, mention.text, things[name])


def _members(graph: Graph, words: str, group: Entity) -> Iterator[str]:
    """For each member of a group: what it is there by."""
    from kg.ledger import Ledger

    links = graph.links_of(group.iri)
    ledger, labels = Ledger(graph.links_of()), {entity.iri: entity.label for entity in graph.entities}
    for link in links:
        if link.member and ledger.canonical(link.alias, link.scope) == group.iri:
            member = labels[ledger.canonical(link.canonical, link.scope)]
            yield f"{words} has the member {member}: {link.method} ({link.confidence:.2f})"


def _slots(claim: Claim) -> list[Span | ClaimRef | None]:
    evidence = claim.evidence
    return [evidence.subject, evidence.object, *(each.value for each in evidence.qualifiers), *evidence.sources]


def _denials(graph: Graph, claim: Claim) -> Iterator[str]:
    from kg.conflicts import contradictions

    by_name = {each.id: each for each in graph.claims}
    for other in contradictions(graph.claims, graph.readings).get(claim.id, ()):
        yield f"{name_of(other)}: {by_name[other].sentence}"


# ------------------------------------------------------------------------------------------------ the tree


def _parsed(reading: Reading) -> tuple[Parse | None, list[str]]:
    """The document parsed again, which gives what it gave before; and a note if that cannot be, or by another model."""
    from kg import parse

    try:
        parser = parse.load(reading.model.split()[0])
    except ParserError as error:
        return None, [f"unknown, for {error}"]
    parsed = next(parser([reading.document]))
    note = [] if parser.model == reading.model else [f"(by {parser.model}; the graph was made with {reading.model})"]
    return parsed, note


def _extraction(parse: Parse, claim: Claim) -> Extraction | None:
    """The extraction that a claim was made of."""
    from kg.extract import CLAIM_RULES, extract

    evidence = claim.evidence
    for found in extract(parse, CLAIM_RULES):
        at = found.predicate
        inside = any(start <= at.start and at.end <= end for start, end in evidence.relation_pieces)
        if inside and (found.rule, found.polarity, found.modality) == (claim.rule, claim.polarity, claim.modality):
            return found
    return None


def _arrows(parse: Parse, claim: Claim) -> Iterator[str]:
    evidence = claim.evidence
    sentence = next((s for s in parse.sentences if s.span == evidence.sentence), None)
    start = sentence and _head(sentence, evidence.relation_pieces or [evidence.sentence])
    for place in (evidence.subject, evidence.object):
        if isinstance(place, Span) and sentence and start and (end := _head(sentence, [place])) and start != end:
            yield _arrow(sentence, start, end)


def _head(sentence: Sentence, spans: Any) -> Token | None:
    """The word of some spans that the others hang on."""
    inside = [t for t in sentence.tokens if any(start <= t.start and t.end <= end for start, end in spans)]
    places = {token.i for token in inside}
    return next((token for token in inside if token.head not in places or token.head == token.i), None)


def _arrow(sentence: Sentence, start: Token, end: Token) -> str:
    """The way from one word to another through the tree, up and then down: ``cancelled –dobj→ talks``."""
    up, down = [*_upwards(sentence, start)], [*_upwards(sentence, end)]
    top = next(token for token in up if token in down)
    steps = start.text
    for below, above in pairwise(up[: up.index(top) + 1]):
        steps += f" ←{below.dep}– {above.text}"
    for token in reversed(down[: down.index(top)]):
        steps += f" –{token.dep}→ {token.text}"
    return steps


def _upwards(sentence: Sentence, token: Token) -> Iterator[Token]:
    yield token
    while token.head != token.i:
        token = sentence.tokens[token.head]
        yield token
