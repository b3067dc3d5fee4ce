"""Quads back into readings and decisions, without loss: a graph that is kept needs no other file.

What is read is the evidence and the curation; the view is derived anew by ``kg.knowledge.know``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg import iri
from kg.errors import StoreError
from kg.iri import Minter
from kg.knowledge import inherited
from kg.ledger import order
from kg.model import (
    ClaimRef,
    Curated,
    Document,
    EventTime,
    Gap,
    Iri,
    Link,
    Mention,
    Qualifier,
    ReadClaim,
    Reading,
    Relation,
    Source,
    Span,
    Timex,
    Value,
)
from kg.rdf import vocabulary as v
from kg.rdf.claims import Run, default_label
from kg.rdf.nquads import Literal, parse

Object = Iri | Literal
Nodes = dict[Iri, "_Node"]


class Contents(NamedTuple):
    """What a graph holds that is not derived: readings in order of document, links and runs sorted, other decisions."""

    readings: tuple[Reading, ...]
    links: tuple[Link, ...]
    runs: tuple[Run, ...]
    curated: Curated = Curated()


def contents(lines: Iterable[str]) -> Contents:
    """The readings, links and runs of canonical N-Quads lines, in any order; lines of the view are passed over.

    Raises ``StoreError`` for a line that is not ours to read.
    """
    graphs: dict[Iri, Nodes] = defaultdict(dict)
    for number, line in enumerate(lines, 1):
        if line.endswith("graph/knowledge> ."):
            continue
        try:
            subject, predicate, object, graph = parse(line)
        except ValueError as error:
            raise StoreError(f"line {number}: {error}") from error
        nodes = graphs[graph]
        if subject not in nodes:
            nodes[subject] = _Node(subject)
        nodes[subject].add(predicate, object)
    readings = [_reading(graph, nodes) for graph, nodes in sorted(graphs.items()) if graph in nodes]
    decisions = [node for graph, nodes in graphs.items() if graph.endswith("graph/curation") for node in nodes.values()]
    links = [_link(node) for node in decisions if _is_link(node)]
    agents = {node.name: node for node in decisions if node.is_a(v.SOFTWARE_AGENT)}
    runs = [_run(node, agents) for node in decisions if node.is_a(v.ACTIVITY) and node.iris(v.ASSOCIATED_WITH)]
    made = tuple(sorted(links, key=order)), tuple(sorted(runs, key=repr))
    return Contents(tuple(readings), *made, _curated(decisions))


class _Node:
    """What one graph says about one subject."""

    __slots__ = ("_objects", "name")

    def __init__(self, name: Iri) -> None:
        self.name = name
        self._objects: dict[Iri, list[Object]] = {}

    def add(self, predicate: Iri, object: Object) -> None:
        self._objects.setdefault(predicate, []).append(object)

    def all(self, term: str) -> list[Object]:
        """Every object of a predicate, which is given as the vocabulary has it."""
        return self._objects.get(v.iri_of(term), [])

    def is_a(self, type: str) -> bool:
        return v.iri_of(type) in self.all(v.TYPE)

    def iris(self, term: str) -> list[Iri]:
        return [object for object in self.all(term) if isinstance(object, str)]

    def iri(self, term: str) -> Iri | None:
        return next(iter(self.iris(term)), None)

    def word(self, term: str) -> str | None:
        """The lexical form of a literal, or an IRI as it is; of several, any."""
        object = next(iter(self.all(term)), None)
        return object.lexical if isinstance(object, Literal) else object

    def words(self, term: str) -> list[str]:
        return [object.lexical for object in self.all(term) if isinstance(object, Literal)]

    def need(self, term: str) -> str:
        found = self.word(term)
        if found is None:
            raise StoreError(f"{self.name} has no {term}: the graph is not whole")
        return found

    def number(self, term: str) -> float | None:
        found = self.word(term)
        return None if found is None else float(found)

    def places(self, term: str) -> tuple[Span, ...]:
        return tuple(sorted(iri.place(name) for name in self.iris(term)))

    def place(self, term: str) -> Span | None:
        return next(iter(self.places(term)), None)

    def under(self, namespace: str) -> Iterator[tuple[str, Iri]]:
        """The local names of predicates in a namespace, each with an object."""
        for predicate, objects in self._objects.items():
            if predicate.startswith(namespace):
                for object in objects:
                    if isinstance(object, str):
                        yield predicate[len(namespace) :], object


# ------------------------------------------------------------------------------------------------ evidence


def _reading(name: Iri, nodes: Nodes) -> Reading:
    about = nodes[name]
    sentences = sorted((iri.place(n), node) for n, node in nodes.items() if node.is_a(v.SENTENCE_CLASS))
    spoken = [(place, node.need(v.ANCHOR), node.word(v.FOLLOWED_BY)) for place, node in sentences]
    mint = iri.minter_of(name)
    mentions = {iri.place(n): _mention(node, mint) for n, node in nodes.items() if node.is_a(v.MENTION)}
    claims = [_claim(node, mentions, mint) for node in nodes.values() if node.is_a(v.CLAIM)]
    return Reading(
        document=Document(name, _text(about.word(v.OPENING) or "", spoken), _source(about)),
        model=about.need(v.MODEL),
        sentences=tuple(place for place, _ in sentences),
        mentions=tuple(mentions[place] for place in sorted(mentions)),
        claims=tuple(sorted(claims, key=lambda claim: iri.text_order(claim.id))),
        links=tuple(sorted((_link(node) for node in nodes.values() if _is_link(node)), key=order)),
        gaps=tuple(
            sorted(
                Gap(iri.place(n), reason)
                for n, node in nodes.items()
                if node.is_a(v.GAP)
                for reason in node.words(v.NOT_UNDERSTOOD)
            )
        ),
    )


def _text(opening: str, spoken: list[tuple[Span, str, str | None]]) -> str:
    """The document's text, put together from its sentences and what stands between them."""
    parts, reached = [opening], len(opening)
    for place, words, following in spoken:
        parts.append(words[max(0, reached - place.start) :])
        between = following if following is not None else "" if place == spoken[-1][0] else " "
        parts.append(between)
        reached = max(reached, place.end) + len(between)
    return "".join(parts)


def _source(about: _Node) -> Source:
    return Source(
        name=about.need(v.NAME),
        title=about.word(v.HEADLINE),
        date=about.word(v.PUBLISHED),
        url=about.word(v.URL),
        author=about.word(v.AUTHOR),
        publisher=about.word(v.PUBLISHER),
        language=about.need(v.LANGUAGE),
    )


def _mention(node: _Node, mint: Minter) -> Mention:
    place = iri.place(node.name)
    words = node.word(v.WORDS)
    words = node.need(v.ANCHOR) if words is None else words
    minted, label, kind = node.iri(v.MINTED_AS), node.word(v.MINTED_FROM), node.iri(v.KIND)
    head_term, confidence = node.iri(v.HEAD_TERM), node.number(v.CONFIDENCE)
    arguments = [(name, iri.place(argument)) for name, argument in _qualified(node, mint)]
    return Mention(
        pieces=node.places(v.PIECE) or (place,),
        text=words,
        form=_FORMS[node.need(v.FORM)],
        minted=minted,
        label=default_label(minted, words) if label is None else label,
        kind=_KINDS[kind] if kind else None,
        head_term=(node.word(v.HEAD_LEMMA) or iri.words(head_term)) if head_term else None,
        value=_value(node),
        timex=_timex(node),
        arguments=tuple(sorted(arguments, key=lambda argument: (argument[1], argument[0]))),
        number=node.word(v.NUMBER) or "singular",
        reason=node.word(v.REASON) or "",
        confidence=1.0 if confidence is None else confidence,
    )


def _qualified(node: _Node, mint: Minter) -> Iterator[tuple[str, Iri]]:
    """Further arguments by their labels."""
    lost = {iri.local_name(label): label for label in node.words(v.QUALIFIER_LABEL)}
    for name, object in node.under(f"{mint.base}qualifier-mention/"):
        yield lost.get(name) or iri.words(name) or name, object


def _value(node: _Node) -> Value | None:
    for object in node.all(v.VALUE):
        if isinstance(object, Literal):
            return Value(object.lexical, object.datatype, node.word(v.UNIT), node.word(v.APPROXIMATION))
    return None


def _timex(node: _Node) -> Timex | None:
    type = node.word(v.TIME_TYPE)
    if type is None:
        return None
    begin, end, mod = (node.word(term) for term in (v.TIME_BEGIN, v.TIME_END, v.TIME_MODIFIER))
    return Timex(type, node.need(v.TIME_VALUE), begin, end, mod)


def _claim(node: _Node, mentions: dict[Span, Mention], mint: Minter) -> ReadClaim:
    relation, sentence = node.need(v.RELATION), node.place(v.SENTENCE)
    if sentence is None:
        raise StoreError(f"{node.name} has no sentence: the graph is not whole")
    said, sources = node.iri(v.OBJECT_CLAIM), node.places(v.SOURCE_MENTION)
    nesting, attributed = node.word(v.SOURCE_ORDER), node.word(v.ATTRIBUTED)
    time_text = node.word(v.TIME_TEXT)
    claim = ReadClaim(
        id=node.name,
        sentence=sentence,
        subject=node.place(v.SUBJECT_MENTION),
        relation=Relation(relation, node.word(v.RELATION_LABEL) or iri.words(relation) or ""),
        object=ClaimRef(said) if said else node.place(v.OBJECT_MENTION),
        qualifiers=(),
        polarity=_POLARITIES[node.need(v.POLARITY)],
        modality=_MODALITIES[node.need(v.MODALITY)],
        sources=tuple(iri.place(f"#span_{place}") for place in nesting.split()) if nesting else sources,
        time=None if time_text is None else EventTime(node.word(v.EVENT_TIME), node.word(v.EVENT_END), time_text),
        confidence=float(node.need(v.CONFIDENCE)),
        rule=node.need(v.RULE),
        relation_pieces=node.places(v.RELATION_SPAN),
        relation_phrase=node.word(v.RELATION_PHRASE) or "",
        cue_pieces=node.places(v.CUE_SPAN),
        source_pieces=node.places(v.SOURCE_SPAN),
        unspecified=node.iri(v.UNSPECIFIED_SUBJECT),
        attributed=attributed == "true" if attributed else bool(sources),
    )
    own = [
        Qualifier(Relation(mint.qualifier(label), label), iri.place(object) if "#span_" in object else ClaimRef(object))
        for label, object in _qualified(node, mint)
    ]
    borrowed = set(inherited(claim, mentions, mint))
    return replace(claim, qualifiers=tuple(sorted((each for each in own if each not in borrowed), key=text_order)))


def text_order(qualifier: Qualifier) -> tuple[int, int, str, str]:
    """A key that sorts qualifiers by where they stand in the text, then by label."""
    place = qualifier.value
    if isinstance(place, ClaimRef):
        _, begin, name = iri.text_order(place.claim)
        return begin, 0, qualifier.relation.label, name
    return place.start, place.end, qualifier.relation.label, ""


_FORMS = {v.iri_of(name): form for form, name in v.FORMS.items()}
_KINDS = {v.iri_of(name): kind for kind, name in v.KINDS.items()}
_POLARITIES = {v.iri_of(name): polarity for polarity, name in v.POLARITIES.items()}
_MODALITIES = {v.iri_of(name): modality for modality, name in v.MODALITIES.items()}


# ------------------------------------------------------------------------------------------------ decisions


def _is_link(node: _Node) -> bool:
    return node.is_a(v.LINK) or node.is_a(v.MEMBERSHIP)


def _link(node: _Node) -> Link:
    member = node.is_a(v.MEMBERSHIP)
    return Link(
        alias=node.need(v.GROUP if member else v.ALIAS),
        canonical=node.need(v.MEMBER if member else v.CANONICAL),
        method=node.need(v.METHOD),
        confidence=float(node.need(v.CONFIDENCE)),
        scope=node.iri(v.SCOPE),
        evidence=tuple(node.iris(v.ALIAS_MENTION) + node.iris(v.CANONICAL_MENTION)),
        withdrawn=node.word(v.WITHDRAWN) == "true",
        note=node.word(v.NOTE) or "",
        member=member,
    )


def _curated(nodes: Iterable[_Node]) -> Curated:
    nodes = sorted(nodes, key=lambda node: node.name)
    verdicts = [(node.name, name, node.word(v.NOTE) or "") for node in nodes for name in node.iris(v.VERDICT)]
    return Curated(
        tuple(sorted((claim, _VERDICTS[name], note) for claim, name, note in verdicts)),
        tuple((node.name, elsewhere) for node in nodes for elsewhere in sorted(node.iris(v.EXACT_MATCH))),
        tuple((node.name, _KINDS[kind]) for node in nodes for kind in sorted(node.iris(v.DECIDED_KIND))),
    )


_VERDICTS = {v.iri_of(name): verdict for verdict, name in v.VERDICTS.items()}


def _run(node: _Node, agents: dict[Iri, _Node]) -> Run:
    agent = agents[node.need(v.ASSOCIATED_WITH)]
    settings = sorted((name, chosen) for name, _, chosen in (word.partition("=") for word in node.words(v.SETTING)))
    return Run(
        version=agent.need(v.VERSION),
        model=node.need(v.MODEL),
        settings=tuple(settings),
        started=node.word(v.STARTED),
        ended=node.word(v.ENDED),
        name=agent.need(v.LABEL),
    )
