"""The formats that a graph is written in: generators over lines of text, the same bytes for the same graph."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from kg import knowledge, literal
from kg.iri import Minter
from kg.model import (
    Claim,
    ClaimRef,
    Curated,
    Entity,
    Form,
    Iri,
    Kind,
    Knowledge,
    Link,
    Mention,
    Node,
    Reading,
    Relation,
    Span,
)
from kg.rdf import claims, nquads, schemas
from kg.rdf import vocabulary as v
from kg.rdf.claims import Run
from kg.rdf.nquads import Literal, Quad


@dataclass(frozen=True)
class Content:
    """A graph to be written: what was read, what was decided, and the view that follows from both.

    ``include_text`` adds the documents' texts in one piece, to the formats that hold evidence.
    """

    readings: Sequence[Reading]
    knowledge: Knowledge
    links: tuple[Link, ...] = ()
    runs: tuple[Run, ...] = ()
    mint: Minter = Minter()  # noqa: RUF009 – frozen
    include_text: bool = False
    curated: Curated = Curated()  # noqa: RUF009 – frozen

    @cached_property
    def lines(self) -> list[str]:
        """The canonical N-Quads lines."""
        by_model = {run.model: run.iri(self.mint) for run in self.runs}
        found = [*claims.curation(self.links, self.runs, self.curated, mint=self.mint)]
        found += claims.view(self.knowledge, mint=self.mint)
        for reading in self.readings:
            run = by_model.get(reading.model)
            found += claims.evidence(reading, run=run, include_text=self.include_text)
        return nquads.canonical(found)


class Format(NamedTuple):
    """A format: how it is written, how its files end, and what it is, in a few words."""

    write: Callable[[Content], Iterator[str]]
    suffix: str
    about: str


# ------------------------------------------------------------------------------------------------ the whole dataset


def n_quads(content: Content) -> Iterator[str]:
    """The whole graph in canonical N-Quads, one quad a line, sorted: what is kept, compared and loaded."""
    for start in range(0, len(content.lines), _TOGETHER):
        yield "\n".join([*content.lines[start : start + _TOGETHER], ""])


_TOGETHER: Final = 10_000
"""Lines that are written at once: many for speed, and not all, which would be there twice."""


def trig(content: Content) -> Iterator[str]:
    """The whole graph in TriG: named graphs with prefixes, for reading by eye."""
    short = Shortener.of(content)
    yield from short.header()
    for graph, subjects in nested(content.lines).items():
        yield f"\n{short.iri(graph)} {{\n"
        for subject, properties in subjects.items():
            yield from short.block(subject, properties, indent="  ")
        yield "}\n"


def turtle(content: Content) -> Iterator[str]:
    """The facts alone in Turtle: things with label and kind, and what the documents state of them.

    What is denied, planned or said by somebody is left out, but for what a stated *says* needs to be understood.
    """
    documents = {reading.document.id for reading in content.readings}
    yield from plain_turtle(sorted({*facts(content.knowledge.claims)}), Shortener(content.mint, documents))


def plain_turtle(rows: Iterable[str], short: Shortener) -> Iterator[str]:
    """Turtle of the rows of :func:`facts`, sorted and each once, with its heading."""
    yield "# What the documents state as facts. Who says so, where, and what is only said or denied: see graph.nq.\n"
    yield from short.header()
    for subject, told in groupby((row.split("\t") for row in rows), itemgetter(0)):
        properties: dict[Iri, list[Iri | Literal]] = defaultdict(list)
        for _, predicate, object in told:
            properties[predicate].append(object[1:-1] if object.startswith("<") else nquads.term(object))
        yield "\n"
        yield from short.block(
            subject,
            {name: sorted(found, key=_order) if len(found) > 1 else found for name, found in properties.items()},
        )


def facts(of: Sequence[Claim]) -> Iterator[str]:
    """What claims state as facts, and what it takes to understand that; some of it repeatedly.

    Each is a row of subject, predicate and object, with tabs between them; the object is as N-Quads has it. The claims
    of a document need no others.
    """
    by_name = {claim.id: claim for claim in of}
    waiting = [claim for claim in of if claim.asserted and claim.object is not None]
    for claim in waiting:
        yield f"{claim.subject.iri}\t{claim.predicate.iri}\t{claims.node(claim.object)}"  # type: ignore[arg-type]
    told: set[Iri] = set()
    while waiting:
        claim = waiting.pop()
        for entity in (claim.subject, claim.object):
            if isinstance(entity, Entity):
                yield f"{entity.iri}\t{_TYPE}\t{v.KINDS[entity.kind]}"
                yield f"{entity.iri}\t{_LABEL}\t{nquads.tagged(entity.label, claims.LABELS)}"
        yield f"{claim.predicate.iri}\t{_TYPE}\t{v.RELATION_CLASS}"
        yield f"{claim.predicate.iri}\t{_LABEL}\t{nquads.tagged(claim.predicate.label, claims.LABELS)}"
        if isinstance(claim.object, ClaimRef) and claim.object.claim not in told and claim.object.claim in by_name:
            said = by_name[claim.object.claim]
            told.add(said.id)
            yield f"{said.id}\t{_TYPE}\t{v.CLAIM}"
            yield f"{said.id}\t{v.iri_of(v.SUBJECT)}\t{claims.node(said.subject)}"
            if said.object is not None:
                yield f"{said.id}\t{v.iri_of(v.OBJECT)}\t{claims.node(said.object)}"
            yield f"{said.id}\t{v.iri_of(v.PREDICATE)}\t{nquads.ref(said.predicate.iri)}"
            waiting.append(said)


_TYPE, _LABEL = v.iri_of(v.TYPE), v.iri_of(v.LABEL)


def json_ld(content: Content) -> Iterator[str]:
    """The whole graph in JSON-LD, with our context inside, so that nothing has to be fetched."""
    context = json.loads(schemas.path("context.jsonld").read_text("utf-8"))["@context"]
    short = Shortener.of(content)
    places = {prefix: place for prefix, place in short.prefixes.items() if prefix not in context}
    compact = _Compact({**context, **places}, short)
    yield f'{{\n"@context": {_json([context, places])},\n"@graph": ['
    for i, (graph, subjects) in enumerate(nested(content.lines).items()):
        yield f'{"," if i else ""}\n{{"id": {_json(short.compact(graph))}, "@graph": ['
        for j, (subject, properties) in enumerate(subjects.items()):
            yield f"{',' if j else ''}\n{_json(compact.node(subject, properties))}"
        yield "\n]}"
    yield "\n]\n}\n"


# ------------------------------------------------------------------------------------------------ lines of JSON


def claim_lines(content: Content) -> Iterator[str]:
    """The claims, one JSON object a line, as ``schemas/claims.schema.json`` describes them."""
    said: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in content.knowledge.claims:
        said[claim.document].append(claim)
    readings = {reading.document.id: reading for reading in content.readings}
    for document, own in said.items():
        yield from claims_of(readings[document], own, content.mint)


def claims_of(reading: Reading, own: Iterable[Claim], mint: Minter) -> Iterator[str]:
    """The lines of the claims of one document."""
    mentions = {mention.span: mention for mention in reading.mentions}
    for claim in own:
        yield f"{_json(claim_object(claim, reading.document.source.name, mentions, mint))}\n"


def claim_object(claim: Claim, file: str, mentions: Mapping[Span, Mention], mint: Minter) -> dict[str, Any]:
    """One line of the claims."""
    read = claim.evidence
    qualifiers = knowledge.qualifiers(read, mentions, mint)
    return {
        "id": claim.id,
        "document": claim.document,
        "file": file,
        "subject": _node(claim.subject),
        "predicate": _named(claim.predicate),
        "object": None if claim.object is None else _node(claim.object),
        "qualifiers": [{"predicate": _named(relation), "value": _node(node)} for relation, node in claim.qualifiers],
        "connections": [{"kind": kind.value, "value": _node(node)} for kind, node in claim.connections],
        "asserted": claim.asserted,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "sources": [_node(source) for source in claim.sources],
        "time": {"value": read.time.value, "end": read.time.end, "text": read.time.text} if read.time else None,
        "confidence": claim.confidence,
        "sentence": {"start": read.sentence.start, "end": read.sentence.end, "text": claim.sentence},
        "spans": {
            "subject": _pieces(read.subject, mentions),
            "relation": [*map(list, read.relation_pieces)],
            "object": _pieces(read.object, mentions),
            "source": [*map(list, read.source_pieces)],
            "cue": [*map(list, read.cue_pieces)],
            "qualifiers": [_pieces(qualifier.value, mentions) for qualifier in qualifiers],
        },
        "mapped": [],
        "rule": claim.rule,
        **({"verdict": claim.verdict.value} if claim.verdict else {}),
    }


def mention_lines(content: Content) -> Iterator[str]:
    """The mentions that were resolved, one JSON object a line, as ``schemas/mentions.schema.json`` describes them.

    A word used as a word (*unacceptable*) refers to nothing, and neither does a pronoun that nothing identifies.
    """
    things = {entity.iri: entity for entity in content.knowledge.entities}
    for reading in sorted(content.readings, key=lambda reading: reading.document.id):
        for mention in reading.mentions:
            name = content.knowledge.refers.get((reading.document.id, mention.span)) if mention.minted else None
            entity = things[name] if name else None
            if mention.form is Form.TERM or (entity and entity.kind is Kind.UNSPECIFIED and entity.mentions == 1):
                continue
            yield f"{_json(mention_object(mention, reading, entity))}\n"


def mention_object(mention: Mention, reading: Reading, entity: Entity | None) -> dict[str, Any]:
    """One line of the mentions."""
    return {
        "document": reading.document.id,
        "file": reading.document.source.name,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "form": mention.form.value,
        "entity": entity.iri if entity else None,
        "kind": entity.kind.value if entity else None,
        "value": mention.timex.value if mention.timex else mention.value.lexical if mention.value else None,
        "reason": mention.reason,
    }


def _node(node: Node) -> dict[str, Any]:
    if isinstance(node, Entity):
        aliases = [alias.label for alias in node.aliases]
        return {"id": node.iri, "label": node.label, "kind": node.kind.value, "aliases": aliases}
    if isinstance(node, ClaimRef):
        return {"claim": node.claim}
    return {"value": literal.canonical(node), "datatype": node.datatype.replace(literal.XSD, "xsd:")}


def _named(relation: Relation) -> dict[str, str]:
    return {"id": relation.iri, "label": relation.label}


def _pieces(place: Span | ClaimRef | None, mentions: Mapping[Span, Mention]) -> list[list[int]]:
    return [*map(list, mentions[place].pieces)] if isinstance(place, Span) else []


_LINE_ENDS: Final = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def _json(value: object) -> str:
    """JSON in one line, also for readers that take U+2028 and its like for a line end."""
    written = json.dumps(value, ensure_ascii=False)
    for character, escape in _LINE_ENDS.items():
        written = written.replace(character, escape)
    return written


# ------------------------------------------------------------------------------------------------ short names


Properties = Mapping[Iri, list[Iri | Literal]]


def nested(lines: Iterable[str]) -> dict[Iri, dict[Iri, dict[Iri, list[Iri | Literal]]]]:
    """Graph, subject, predicate, objects: documents first, then decisions, then the view."""
    found: dict[Iri, dict[Iri, dict[Iri, list[Iri | Literal]]]] = {}
    quads: list[Quad] = [nquads.parse(line) for line in lines]
    for subject, predicate, object, graph in quads:
        found.setdefault(graph, {}).setdefault(subject, {}).setdefault(predicate, []).append(object)
    return dict(sorted(found.items(), key=lambda item: ("/graph/" in item[0], item[0])))


def _order(object: Iri | Literal) -> tuple[bool, str, str]:
    return (False, object, "") if isinstance(object, str) else (True, object.lexical, object.datatype)


class Shortener:
    """Prefixed names for the IRIs of one graph; each document has a prefix for what is local to it."""

    def __init__(self, mint: Minter, documents: Iterable[Iri]) -> None:
        own = {f"d{number}": f"{document}#" for number, document in enumerate(sorted(documents), 1)}
        self.prefixes = dict(sorted({**v.prefixes(mint), **own}.items()))
        self._names = {place: prefix for prefix, place in self.prefixes.items()}
        self._common = lru_cache(maxsize=4096)(self.iri)

    @classmethod
    def of(cls, content: Content) -> Shortener:
        """The names of what is written."""
        return cls(content.mint, {reading.document.id for reading in content.readings})

    def header(self) -> Iterator[str]:
        """Prefixes in Turtle."""
        for prefix, place in self.prefixes.items():
            yield f"PREFIX {prefix}: <{place}>\n"

    def compact(self, name: Iri) -> str:
        """A prefixed name; the IRI itself if it has none that needs no escapes."""
        cut = max(name.rfind("#"), name.rfind("/")) + 1
        prefix = self._names.get(name[:cut])
        return f"{prefix}:{name[cut:]}" if prefix and _LOCAL.fullmatch(name, cut) else name

    def iri(self, name: Iri) -> str:
        """An IRI in Turtle."""
        short = self.compact(name)
        return f"<{name}>" if short == name else short

    def object(self, object: Iri | Literal) -> str:
        """An object in Turtle."""
        if isinstance(object, str):
            return self._common(object)
        lexical, datatype, language = object
        if datatype in _BARE and _BARE[datatype].fullmatch(lexical):
            return lexical
        if language:
            return nquads.tagged(lexical, language)
        return nquads.text(lexical) if datatype == literal.STRING else f"{nquads.text(lexical)}^^{self.iri(datatype)}"

    def block(self, subject: Iri, properties: Properties, indent: str = "") -> Iterator[str]:
        """A subject with all that is said of it, types and labels first."""
        names = sorted(properties, key=lambda name: (_FIRST.get(name, len(_FIRST)), name))
        about = self.iri(subject)
        for number, name in enumerate(names):
            start = f"{indent}{about} " if number == 0 else f"{indent}    "
            predicate = "a" if name == _TYPE else self._common(name)
            objects = " , ".join(self.object(object) for object in properties[name])
            yield f"{start}{predicate} {objects} {'.' if number + 1 == len(names) else ';'}\n"


_LOCAL: Final = re.compile(r"[A-Za-z0-9_\u00c0-\ud7ff](?:[A-Za-z0-9_.\u00c0-\ud7ff-]*[A-Za-z0-9_\u00c0-\ud7ff-])?")
"""Names that we minted, or others did, of letters that every parser takes in a local name."""

_FIRST: Final = {v.iri_of(name): place for place, name in enumerate((v.TYPE, v.LABEL, v.ALT_LABEL))}

_BARE: Final = {
    literal.INTEGER: re.compile(r"-?[0-9]+"),
    literal.DECIMAL: re.compile(r"-?[0-9]+\.[0-9]+"),
    literal.BOOLEAN: re.compile(r"true|false"),
}


class _Compact:
    """Nodes of JSON-LD under a context."""

    def __init__(self, context: dict[str, Any], short: Shortener) -> None:
        self._short = short
        self._terms: dict[Iri, tuple[str, str | None, str | None]] = {}
        for term, definition in context.items():
            if isinstance(definition, dict):
                expanded = self._expand(definition["@id"], context)
                type = definition.get("@type")
                type = type if type in ("@id", None) else self._expand(type, context)
                self._terms[expanded] = (term, type, definition.get("@language"))

    @staticmethod
    def _expand(name: str, context: dict[str, Any]) -> Iri:
        prefix, _, local = name.partition(":")
        return f"{context[prefix]}{local}"

    def node(self, subject: Iri, properties: Properties) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._short.compact(subject)}
        for name in sorted(properties):
            objects = properties[name]
            if name == v.iri_of(v.TYPE):
                node["type"] = [self._short.compact(object) for object in objects if isinstance(object, str)]
                continue
            term, type, language = self._terms.get(name, (self._short.compact(name), None, None))
            values = [self._value(object, type, language) for object in objects]
            node[term] = values[0] if len(values) == 1 else values
        return node

    def _value(self, object: Iri | Literal, type: str | None, language: str | None) -> object:
        if isinstance(object, str):
            name = self._short.compact(object)
            return name if type == "@id" else {"id": name}
        if object.language:
            same = object.language == language
            return object.lexical if same else {"@value": object.lexical, "@language": object.language}
        if (
            object.datatype == literal.BOOLEAN
            and object.lexical in ("true", "false")
            and type in (None, object.datatype)
        ):
            return object.lexical == "true"
        if object.datatype == type or (object.datatype == literal.STRING and type is None and language is None):
            return object.lexical
        if object.datatype == literal.STRING:
            return {"@value": object.lexical}
        return {"@value": object.lexical, "@type": self._short.compact(object.datatype)}


def _trig12(content: Content) -> Iterator[str]:
    from kg.rdf import rdf12

    return rdf12.trig(content)


def _nanopublications(content: Content) -> Iterator[str]:
    from kg.rdf import nanopub

    return nanopub.trig(content)


FORMATS: Final = {
    "nq": Format(n_quads, ".nq", "the whole graph, canonical N-Quads"),
    "trig": Format(trig, ".trig", "the whole graph, TriG with prefixes"),
    "ttl": Format(turtle, ".ttl", "the stated facts with labels and kinds, Turtle"),
    "trig12": Format(_trig12, ".trig", "the whole graph, TriG of RDF 1.2, claims as reifiers"),
    "nanopub": Format(_nanopublications, ".trig", "each claim that can stand alone as a nanopublication, TriG"),
    "jsonld": Format(json_ld, ".jsonld", "the whole graph, JSON-LD with its context"),
    "claims": Format(claim_lines, ".jsonl", "the claims with who, where and how sure, JSON Lines"),
    "mentions": Format(mention_lines, ".jsonl", "the phrases and what they refer to, JSON Lines"),
}
"""The formats by name."""
