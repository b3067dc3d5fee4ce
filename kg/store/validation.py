"""Whether a graph is what it should be: the SHACL shapes, and the rule that facts and claims agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import rdflib
from rdflib import RDF, SH

from kg.errors import KgError
from kg.rdf import schemas
from kg.store import Selected
from kg.store.oxigraph import Oxigraph


class Violation(NamedTuple):
    """Something that should not be: where, and what is wrong with it."""

    node: str
    problem: str


def violations(lines: Iterable[str]) -> Iterator[Violation]:
    """What is wrong with a graph, by ``kg-shapes.ttl`` and ``asserted.rq``; nothing, if it is one of ours and whole.

    The shapes are checked by pySHACL, in memory. :class:`~kg.errors.KgError` if that is not installed.
    """
    known = list(lines)
    yield from _unasserted(known)
    yield from _shapes(known)


def _unasserted(lines: list[str]) -> Iterator[Violation]:
    store = Oxigraph()
    store.add(lines)
    found = store.query(schemas.path("asserted.rq").read_text("utf-8"))
    for row in found.rows if isinstance(found, Selected) else ():
        subject, relation, object, problem = row
        lexical = getattr(problem, "lexical", problem)
        yield Violation(str(subject), f"{lexical}: {relation} {getattr(object, 'lexical', object)}")


def _shapes(lines: list[str]) -> Iterator[Violation]:
    try:
        import pyshacl
    except ImportError as error:
        raise KgError('pySHACL is not installed: pip install "claimgraph[validate]"') from error
    triples = "\n".join(f"{line.rpartition(' <')[0]} ." for line in lines)
    data = rdflib.Graph().parse(data=triples, format="nt")
    shapes = rdflib.Graph().parse(schemas.path("kg-shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    found = {
        Violation(str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report[: RDF.type : SH.ValidationResult]
    }
    yield from sorted(found)
