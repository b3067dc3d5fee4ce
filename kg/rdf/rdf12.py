"""The graph in RDF 1.2, where a claim is a reifier of the triple that it is about; and back, without loss.

Three triples of the view, ``rdf:subject``, ``rdf:predicate`` and ``rdf:object`` of a claim, become one:

    d1:claim_7_eb87b02b rdf:reifies <<( ent:France rel:cancels d1:migrant_talks )>> .

so that a store with SPARQL 1.2 answers ``?s rel:cancels ?o ~ ?claim {| kg:confidence ?c |}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.model import Iri
from kg.rdf import vocabulary as v
from kg.rdf.formats import Content, Properties, Shortener, nested

REIFIES: Final = f"<{v.RDF}reifies>"

_SLOTS: Final = tuple(v.iri_of(name) for name in (v.SUBJECT, v.PREDICATE, v.OBJECT))


def trig(content: Content) -> Iterator[str]:
    """The whole graph in TriG 1.2."""
    short = Shortener.of(content)
    yield 'VERSION "1.2"\n'
    yield from short.header()
    for graph, subjects in nested(content.lines).items():
        yield f"\n{short.iri(graph)} {{\n"
        for subject, properties in subjects.items():
            yield from _block(short, subject, properties)
        yield "}\n"


def _block(short: Shortener, subject: Iri, properties: Properties) -> Iterator[str]:
    if any(len(properties.get(slot, ())) != 1 for slot in _SLOTS):
        yield from short.block(subject, properties, indent="  ")
        return
    triple = " ".join(short.object(properties[slot][0]) for slot in _SLOTS)
    yield f"  {short.iri(subject)} {short.iri(v.iri_of(REIFIES))} <<( {triple} )>> .\n"
    rest = {name: objects for name, objects in properties.items() if name not in _SLOTS}
    yield from short.block(subject, rest, indent="  ")


_TRIPLE: Final = re.compile(rf"(<[^>]*>) {re.escape(REIFIES)} <<\( (<[^>]*>) (<[^>]*>) (.*) \)>> (<[^>]*>) \.")


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """N-Quads 1.2 lines as those of RDF 1.1: each reifier with its three triples.

    >>> [line] = ['<c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <s> <p> "o" )>> <g> .']
    >>> [each.replace(v.RDF, "rdf:") for each in unfolded([line])]
    ['<c> <rdf:subject> <s> <g> .', '<c> <rdf:predicate> <p> <g> .', '<c> <rdf:object> "o" <g> .']
    """
    for line in lines:
        match = _TRIPLE.fullmatch(line)
        if match is None:
            yield line
            continue
        claim, *slots, graph = match.groups()
        for term, slot in zip((v.SUBJECT, v.PREDICATE, v.OBJECT), slots, strict=True):
            yield f"{claim} {term} {slot} {graph} ."
