"""The graph for networkx, and for the programs that read what networkx writes: Gephi, Cytoscape, yEd."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from xml.etree import ElementTree

import networkx as nx

from kg.model import Claim, Entity, Knowledge, Value
from kg.view.table import value_words

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""

MultiDiGraph = nx.MultiDiGraph


def multigraph(knowledge: Knowledge, *, values: bool = False) -> nx.MultiDiGraph[str]:
    """A directed multigraph: one node an entity, one edge a claim between two.

    Nodes are IRIs with ``label``, ``kind`` and ``aliases`` (a list). Edges have the claim's IRI as key, and
    ``predicate``, ``label``, ``polarity``, ``modality``, ``asserted``, ``sources`` (labels, outermost first),
    ``sentence``, ``document``, ``confidence``, ``rule``, ``time``, ``end`` and ``qualifiers`` (pairs of a label and
    words). With ``values``, numbers, dates and amounts are nodes of the kind ``Value``; without, their claims are left
    out. Claims about claims, and those without an object, have no edge.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in knowledge.entities:
        aliases = [alias.label for alias in entity.aliases]
        graph.add_node(entity.iri, label=entity.label, kind=str(entity.kind), aliases=aliases)
    for claim in knowledge.claims:
        match claim.object:
            case Entity(iri=iri):
                target = iri
            case Value() as value if values:
                target = f'"{value_words(value)}"^^<{value.datatype}>'
                graph.add_node(target, label=value_words(value), kind="Value", aliases=[])
            case _:
                continue
        graph.add_edge(claim.subject.iri, target, key=claim.id, **_attributes(claim))
    return graph


def _attributes(claim: Claim) -> dict[str, object]:
    words = {Entity: lambda node: node.label, Value: value_words}
    return {
        "predicate": claim.predicate.iri,
        "label": claim.predicate.label,
        "polarity": str(claim.polarity),
        "modality": str(claim.modality),
        "asserted": claim.asserted,
        "sources": [source.label for source in claim.sources],
        "sentence": claim.sentence,
        "document": claim.document,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "time": claim.time.value if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "qualifiers": [
            (relation.label, words[type(node)](node) if type(node) in words else node.claim)  # type: ignore[union-attr]
            for relation, node in claim.qualifiers
        ],
    }


def graphml(knowledge: Knowledge) -> str:
    """The multigraph as GraphML; lists become text, joined by semicolons, and what is absent is left out."""
    return "\n".join(nx.generate_graphml(_flat(multigraph(knowledge)))) + "\n"


def gexf(knowledge: Knowledge) -> str:
    """The multigraph as GEXF 1.2, for Gephi; flattened as for GraphML, and without the date of the day.

    An edge whose time is known is there from its first day to its last, for Gephi's timeline; the others always.
    """
    flat = _flat(multigraph(knowledge))
    for _, _, key, data in flat.edges(keys=True, data=True):
        data["id"] = key
        data["claim"] = key
        first, last = data.get("time"), data.pop("end", None)
        if last is not None:
            data["until"] = last
        if first is not None and (days := interval(first, last)) is not None:
            data["start"], data["end"] = days
    root = ElementTree.fromstring("\n".join(nx.generate_gexf(flat)))
    for meta in root.findall("{*}meta"):
        root.remove(meta)
    ElementTree.register_namespace("", "http://www.gexf.net/1.2draft")
    ElementTree.indent(root)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(root, encoding="unicode") + "\n"


def interval(time: str, end: str | None = None) -> tuple[str, str] | None:
    """The first day and the last of a time as far as it is known; ``None`` if that is no span of the calendar.

    >>> interval("2021-02"), interval("2019", "2021-11-25"), interval("2021-W47")
    (('2021-02-01', '2021-02-28'), ('2019-01-01', '2021-11-25'), None)
    """
    first, last = _DATE.fullmatch(time), _DATE.fullmatch(end or time)
    try:
        if first is None or last is None:
            return None
        year, month, day = (int(part or 1) for part in first.groups())
        begin = date(year, month, day)
        year, month = int(last[1]), int(last[2] or 12)
        until = date(year, month, int(last[3] or monthrange(year, month)[1]))
    except ValueError:  # no month has a thirtieth of February
        return None
    return (begin.isoformat(), until.isoformat()) if begin <= until else None


_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T.*)?)?)?")


def _flat(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same graph with attributes that XML formats can hold: text, numbers, true and false."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **{name: _scalar(value) for name, value in data.items() if value is not None})
    for source, target, key, data in graph.edges(keys=True, data=True):
        found = {name: _scalar(value) for name, value in data.items() if value is not None}
        flat.add_edge(source, target, key=key, **found)
    return flat


def _scalar(value: object) -> str | bool | float:
    if isinstance(value, bool | float | int):
        return value
    if isinstance(value, list):
        return "; ".join(str(_scalar(": ".join(item) if isinstance(item, tuple) else item)) for item in value)
    return FORBIDDEN.sub("\ufffd", str(value))
