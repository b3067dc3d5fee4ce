"""How readings, decisions and knowledge look in RDF: the only place that decides it.

Three kinds of named graph. A document's graph is *evidence*, written once by reading it. The graph of *curation* holds
decisions. The graph of *knowledge* is the view, derived from both. No triple is in two graphs, nothing is in the
default graph, and there are no blank nodes. All functions give N-Quads lines; ``nquads.canonical`` sorts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from kg import iri, literal
from kg.iri import Minter
from kg.knowledge import Part, inherited
from kg.ledger import order
from kg.model import (
    Claim,
    ClaimRef,
    Curated,
    Document,
    Entity,
    Iri,
    Knowledge,
    Link,
    Mention,
    Node,
    Qualifier,
    ReadClaim,
    Reading,
    Relation,
    Span,
    Timex,
    Value,
)
from kg.rdf import vocabulary as v
from kg.rdf.nquads import ref, tagged, text, typed, value

_TRUE = typed("true", literal.BOOLEAN)
_FALSE = typed("false", literal.BOOLEAN)
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_URL = re.compile(r"(?:https?|ftp|file|urn):[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]+")

LABELS = "en"
"""The language of labels."""


@dataclass(frozen=True, slots=True)
class Run:
    """A configuration of the extractor, which makes claims what they are.

    ``settings`` are those that change what is read, as (name, value). ``started`` and ``ended`` (ISO 8601, UTC with
    ``Z``) are recorded only if given, so that two builds of the same documents are the same bytes.
    """

    version: str
    model: str
    settings: tuple[tuple[str, str], ...] = ()
    started: str | None = None
    ended: str | None = None
    name: str = "kg"

    def iri(self, mint: Minter) -> Iri:
        """The IRI of the run, of its version, model and settings."""
        return mint.run(self.version, self.model, *(f"{name}={setting}" for name, setting in sorted(self.settings)))


# ------------------------------------------------------------------------------------------------ evidence


def evidence(reading: Reading, *, run: Iri | None = None, include_text: bool = False) -> Iterator[str]:
    """The graph of a document: its sentences and mentions, its claims as read, its own links, what was not understood.

    ``run`` is the IRI of the configuration that read it. The document's text can be put together from its sentences
    and what stands between them; ``include_text`` adds it in one piece for other tools.
    """
    graph = _Graph(reading.document.id, iri.minter_of(reading.document.id))
    _document(graph, reading, run, include_text)
    for place in reading.sentences:
        graph.span(place, v.SENTENCE_CLASS, reading.document)
    for mention in reading.mentions:
        _mention(graph, mention, reading.document)
    mentions = {mention.span: mention for mention in reading.mentions}
    for claim in reading.claims:
        _claim(graph, claim, reading.document, run)
        for each in (*claim.qualifiers, *inherited(claim, mentions, graph.mint)):
            _qualifier(graph, claim, each)
    for link in reading.links:
        more = (link.method, *(("member",) if link.member else ()), *link.evidence)
        _link(graph, iri.link(reading.document.id, link.alias, link.canonical, *more), link)
    for gap in reading.gaps:
        graph.span(gap.span, v.GAP, reading.document)
        graph.add(graph.at(gap.span), v.NOT_UNDERSTOOD, text(gap.reason))
    return iter(graph.lines)


class _Graph:
    """The lines of one named graph."""

    def __init__(self, name: Iri, mint: Minter) -> None:
        self.lines: list[str] = []
        self.mint = mint
        self._local = f"<{name}#span_"
        self._end = f" <{name}> ."
        self._about = ref(name)

    def add(self, subject: str, predicate: str, object: str) -> None:
        self.lines.append(f"{subject} {predicate} {object}{self._end}")

    def at(self, place: Span) -> str:
        return f"{self._local}{place[0]}_{place[1]}>"

    def span(self, place: Span, type: str, document: Document) -> None:
        """A stretch of text: what NIF says of it, in code points."""
        name, end = self.at(place), self._end
        self.lines += (
            f"{name} {v.TYPE} {type}{end}",
            f'{name} {v.BEGIN} "{place[0]}"^^<{literal.INTEGER}>{end}',
            f'{name} {v.END} "{place[1]}"^^<{literal.INTEGER}>{end}',
            f"{name} {v.ANCHOR} {text(document.text[place[0] : place[1]])}{end}",
            f"{name} {v.REFERENCE} {self._about}{end}",
        )


def about(document: Document, model: str, run: Iri | None) -> Iterator[str]:
    """What a document's graph says of the document itself, but for its words: the same exactly for the same reading."""
    graph = _Graph(document.id, iri.minter_of(document.id))
    _about(graph, document, model, run)
    return iter(graph.lines)


def _document(graph: _Graph, reading: Reading, run: Iri | None, include_text: bool) -> None:
    _about(graph, reading.document, reading.model, run)
    if include_text:
        graph.add(ref(reading.document.id), v.IS_STRING, text(reading.document.text))
    _between(graph, reading)


def _about(graph: _Graph, document: Document, model: str, run: Iri | None) -> None:
    name, source = ref(document.id), document.source
    graph.add(name, v.TYPE, v.CONTEXT)
    graph.add(name, v.TYPE, v.NEWS_ARTICLE if source.date else v.CREATIVE_WORK)
    graph.add(name, v.NAME, text(source.name))
    graph.add(name, v.LANGUAGE, text(source.language))
    graph.add(name, v.SHA256, text(sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()))
    graph.add(name, v.MODEL, text(model))
    if run is not None:
        graph.add(name, v.GENERATED_BY, ref(run))
    if source.title is not None:
        graph.add(
            name,
            v.HEADLINE,
            tagged(source.title, source.language) if _TAG.fullmatch(source.language) else text(source.title),
        )
    if source.url is not None:
        graph.add(name, v.URL, ref(source.url) if _URL.fullmatch(source.url) else text(source.url))
    if source.date is not None:
        graph.add(name, v.PUBLISHED, value(literal.date(source.date)))
    if source.author is not None:
        graph.add(name, v.AUTHOR, text(source.author))
    if source.publisher is not None:
        graph.add(name, v.PUBLISHER, text(source.publisher))


def _between(graph: _Graph, reading: Reading) -> None:
    """What stands before the first sentence, and behind each unless it is one blank (nothing, behind the last)."""
    whole, places = reading.document.text, reading.sentences
    opening = whole[: places[0].start] if places else whole
    if opening:
        graph.add(ref(reading.document.id), v.OPENING, text(opening))
    for position, place in enumerate(places, 1):
        last = position == len(places)
        between = whole[place.end : None if last else places[position].start]
        if between != ("" if last else " "):
            graph.add(graph.at(place), v.FOLLOWED_BY, text(between))


def _mention(graph: _Graph, mention: Mention, document: Document) -> None:
    place = mention.span
    graph.span(place, v.MENTION, document)
    name = graph.at(place)
    graph.add(name, v.FORM, v.FORMS[mention.form])
    if mention.minted is not None:
        graph.add(name, v.MINTED_AS, ref(mention.minted))
    if mention.label != default_label(mention.minted, mention.text):
        graph.add(name, v.MINTED_FROM, text(mention.label))
    if mention.text != document.text[place.start : place.end]:
        graph.add(name, v.WORDS, text(mention.text))
    if len(mention.pieces) > 1:
        for piece in mention.pieces:
            graph.add(name, v.PIECE, graph.at(piece))
    if mention.kind is not None:
        graph.add(name, v.KIND, v.KINDS[mention.kind])
    if mention.head_term is not None:
        term = graph.mint.term(mention.head_term)
        graph.add(name, v.HEAD_TERM, ref(term))
        if iri.words(term) != mention.head_term:
            graph.add(name, v.HEAD_LEMMA, text(mention.head_term))
    if mention.number != "singular":
        graph.add(name, v.NUMBER, text(mention.number))
    if mention.reason:
        graph.add(name, v.REASON, text(mention.reason))
    if mention.confidence != 1:
        graph.add(name, v.CONFIDENCE, _decimal(mention.confidence))
    for label, argument in mention.arguments:
        graph.add(name, ref(graph.mint.qualifier_mention(label)), graph.at(argument))
        if iri.words(graph.mint.qualifier(label)) != label:
            graph.add(name, v.QUALIFIER_LABEL, text(label))
    if mention.value is not None:
        _value(graph, name, mention.value)
    if mention.timex is not None:
        _timex(graph, name, mention.timex)


def default_label(minted: Iri | None, words: str) -> str:
    """The label of a mention of which nothing else is recorded: what its IRI spells, or its words."""
    return (iri.words(minted) if minted else None) or words


def _value(graph: _Graph, name: str, number: Value) -> None:
    graph.add(name, v.VALUE, typed(literal.canonical(number), number.datatype))
    if number.unit is not None:
        graph.add(name, v.UNIT, text(number.unit))
    if number.approximation is not None:
        graph.add(name, v.APPROXIMATION, text(number.approximation))


def _timex(graph: _Graph, name: str, timex: Timex) -> None:
    graph.add(name, v.TIME_TYPE, text(timex.type))
    graph.add(name, v.TIME_VALUE, text(timex.value))
    if timex.begin is not None:
        graph.add(name, v.TIME_BEGIN, value(literal.date(timex.begin)))
    if timex.end is not None:
        graph.add(name, v.TIME_END, value(literal.date(timex.end)))
    if timex.mod is not None:
        graph.add(name, v.TIME_MODIFIER, text(timex.mod))


def _claim(graph: _Graph, claim: ReadClaim, document: Document, run: Iri | None) -> None:
    name = ref(claim.id)
    graph.add(name, v.TYPE, v.CLAIM)
    graph.add(name, v.SENTENCE, graph.at(claim.sentence))
    graph.add(name, v.RELATION, ref(claim.relation.iri))
    graph.add(name, v.POLARITY, v.POLARITIES[claim.polarity])
    graph.add(name, v.MODALITY, v.MODALITIES[claim.modality])
    graph.add(name, v.CONFIDENCE, _decimal(claim.confidence))
    graph.add(name, v.RULE, text(claim.rule))
    if run is not None:
        graph.add(name, v.GENERATED_BY, ref(run))
    if claim.subject is not None:
        graph.add(name, v.SUBJECT_MENTION, graph.at(claim.subject))
    if claim.unspecified is not None:
        graph.add(name, v.UNSPECIFIED_SUBJECT, ref(claim.unspecified))
    if iri.words(claim.relation.iri) != claim.relation.label:
        graph.add(name, v.RELATION_LABEL, text(claim.relation.label))
    if claim.relation_phrase:
        graph.add(name, v.RELATION_PHRASE, text(claim.relation_phrase))
    if isinstance(claim.object, ClaimRef):
        graph.add(name, v.OBJECT_CLAIM, ref(claim.object.claim))
    elif claim.object is not None:
        graph.add(name, v.OBJECT_MENTION, graph.at(claim.object))
    for piece in claim.relation_pieces:
        graph.add(name, v.RELATION_SPAN, graph.at(piece))
    _attribution(graph, claim, document)
    if claim.time is not None:
        graph.add(name, v.TIME_TEXT, text(claim.time.text))
        if claim.time.value is not None:
            graph.add(name, v.EVENT_TIME, value(literal.date(claim.time.value)))
        if claim.time.end is not None:
            graph.add(name, v.EVENT_END, value(literal.date(claim.time.end)))


def _attribution(graph: _Graph, claim: ReadClaim, document: Document) -> None:
    name = ref(claim.id)
    for place in claim.sources:
        graph.add(name, v.SOURCE_MENTION, graph.at(place))
    if len(claim.sources) > 1:
        graph.add(name, v.SOURCE_ORDER, text(" ".join(f"{place.start}_{place.end}" for place in claim.sources)))
    for piece in claim.source_pieces:
        graph.add(name, v.SOURCE_SPAN, graph.at(piece))
    for piece in claim.cue_pieces:
        graph.add(name, v.CUE_SPAN, graph.at(piece))
    if claim.cue_pieces:
        words = " ".join(document.text[piece.start : piece.end] for piece in claim.cue_pieces)
        graph.add(name, v.CUE, text(iri.normalise(words)))
    if claim.attributed != bool(claim.sources):
        graph.add(name, v.ATTRIBUTED, _TRUE if claim.attributed else _FALSE)


def _qualifier(graph: _Graph, claim: ReadClaim, qualifier: Qualifier) -> None:
    name, label = ref(claim.id), qualifier.relation.label
    place = qualifier.value
    object = ref(place.claim) if isinstance(place, ClaimRef) else graph.at(place)
    graph.add(name, ref(graph.mint.qualifier_mention(label)), object)
    if iri.words(graph.mint.qualifier(label)) != label:
        graph.add(name, v.QUALIFIER_LABEL, text(label))


@lru_cache(maxsize=16384)
def _decimal(number: float) -> str:
    return f'"{literal.decimal(number)}"^^<{literal.DECIMAL}>'


# ------------------------------------------------------------------------------------------------ decisions


def curation(
    links: Iterable[Link],
    runs: Iterable[Run] = (),
    curated: Curated = Curated(),  # noqa: B008 frozen
    *,
    mint: Minter,
) -> Iterator[str]:
    """The graph of decisions: links that no single document made, those that were taken back, what else was decided."""
    graph = _Graph(mint.curation, mint)
    by_name: dict[Iri, Link] = {}
    for link in sorted(set(links), key=order):
        more = (link.scope or "", link.method, *(("member",) if link.member else ()), *link.evidence)
        by_name[mint.link(link.alias, link.canonical, *more)] = link
    for name, link in by_name.items():
        _link(graph, name, link)
    for run in runs:
        _run(graph, run)
    for claim, verdict, note in curated.verdicts:
        graph.add(ref(claim), v.VERDICT, v.VERDICTS[verdict])
        if note:
            graph.add(ref(claim), v.NOTE, text(note))
    for thing, elsewhere in curated.matches:
        graph.add(ref(thing), v.EXACT_MATCH, ref(elsewhere))
    for thing, kind in curated.kinds:
        graph.add(ref(thing), v.DECIDED_KIND, v.KINDS[kind])
    return iter(graph.lines)


def _link(graph: _Graph, name: Iri, link: Link) -> None:
    node = ref(name)
    type, alias, canonical = (v.MEMBERSHIP, v.GROUP, v.MEMBER) if link.member else (v.LINK, v.ALIAS, v.CANONICAL)
    graph.add(node, v.TYPE, type)
    graph.add(node, v.TYPE, v.ACTIVITY)
    graph.add(node, alias, ref(link.alias))
    graph.add(node, canonical, ref(link.canonical))
    graph.add(node, v.METHOD, text(link.method))
    graph.add(node, v.CONFIDENCE, _decimal(link.confidence))
    if link.scope is not None:
        graph.add(node, v.SCOPE, ref(link.scope))
    for predicate, mention in zip((v.ALIAS_MENTION, v.CANONICAL_MENTION), link.evidence, strict=False):
        graph.add(node, predicate, ref(mention))
    if link.withdrawn:
        graph.add(node, v.WITHDRAWN, _TRUE)
    if link.note:
        graph.add(node, v.NOTE, text(link.note))


def _run(graph: _Graph, run: Run) -> None:
    node, agent = ref(run.iri(graph.mint)), ref(graph.mint.agent(run.name, run.version))
    graph.add(node, v.TYPE, v.ACTIVITY)
    graph.add(node, v.MODEL, text(run.model))
    graph.add(node, v.ASSOCIATED_WITH, agent)
    for setting, chosen in run.settings:
        graph.add(node, v.SETTING, text(f"{setting}={chosen}"))
    for predicate, moment in ((v.STARTED, run.started), (v.ENDED, run.ended)):
        if moment is not None:
            graph.add(node, predicate, typed(moment, literal.DATE_TIME))
    graph.add(agent, v.TYPE, v.SOFTWARE_AGENT)
    graph.add(agent, v.LABEL, text(run.name))
    graph.add(agent, v.VERSION, text(run.version))


# ------------------------------------------------------------------------------------------------ the view


def view(knowledge: Knowledge, *, mint: Minter) -> Iterator[str]:
    """The graph of knowledge: what mentions refer to, entities, claims as resolved, and the plain triples."""
    words = Words()
    words.look(knowledge.entities, knowledge.claims)
    found = [*words.lines(mint), *things(knowledge.entities, knowledge.replaced, mint=mint)]
    found += _said(_Graph(mint.knowledge, mint), knowledge.claims, knowledge.refers.items())
    return iter(dict.fromkeys(found))


def part(of: Part, *, mint: Minter) -> list[str]:
    """What the graph of knowledge says of one document: its mentions, its things, its claims, and what they state."""
    refers = (((of.document, place), name) for place, name in of.refers.items())
    return [*things(of.entities, of.replaced, mint=mint), *_said(_Graph(mint.knowledge, mint), of.claims, refers)]


def things(entities: Iterable[Entity], replaced: Iterable[tuple[Iri, Iri]], *, mint: Minter) -> list[str]:
    """What the graph of knowledge says of entities, and of IRIs that have given way to theirs."""
    graph = _Graph(mint.knowledge, mint)
    for entity in entities:
        _entity(graph, entity)
    for alias, canonical in replaced:
        graph.add(ref(alias), v.IS_REPLACED_BY, ref(canonical))
    return graph.lines


class Words:
    """The relations, qualifiers and head nouns of some claims and entities: as many as there are words for them."""

    def __init__(self) -> None:
        self.relations: set[Relation] = set()
        self.qualifiers: set[Relation] = set()
        self.terms: set[str] = set()

    def look(self, entities: Iterable[Entity], claims: Iterable[Claim]) -> None:
        """Take those of more entities and claims."""
        for entity in entities:
            self.qualifiers.update(relation for relation, _ in entity.arguments)
            if entity.head_term is not None:
                self.terms.add(entity.head_term)
        for claim in claims:
            self.relations.add(claim.predicate)
            self.qualifiers.update(relation for relation, _ in claim.qualifiers)

    def lines(self, mint: Minter) -> list[str]:
        """What the graph of knowledge says of them."""
        graph = _Graph(mint.knowledge, mint)
        for type, named in ((v.RELATION_CLASS, self.relations), (v.QUALIFIER_CLASS, self.qualifiers)):
            for relation in sorted(named):
                graph.add(ref(relation.iri), v.TYPE, type)
                graph.add(ref(relation.iri), v.LABEL, tagged(relation.label, LABELS))
        for word in sorted(self.terms):
            term = ref(mint.term(word))
            graph.add(term, v.TYPE, f"<{v.KG}Term>")
            graph.add(term, v.LABEL, tagged(word, LABELS))
        return graph.lines


def _said(graph: _Graph, claims: Iterable[Claim], refers: Iterable[tuple[tuple[Iri, Span], Iri]]) -> list[str]:
    for (document, place), name in refers:
        graph.add(f"<{document}#span_{place.start}_{place.end}>", v.REFERS_TO, ref(name))
    for claim in claims:
        _resolved(graph, claim)
    return graph.lines


def _entity(graph: _Graph, entity: Entity) -> None:
    name = ref(entity.iri)
    graph.add(name, v.TYPE, v.KINDS[entity.kind])
    graph.add(name, v.LABEL, tagged(entity.label, LABELS))
    for alias in entity.aliases:
        graph.add(name, v.ALT_LABEL, tagged(alias.label, LABELS))
    for relation, argument in entity.arguments:
        graph.add(name, ref(relation.iri), ref(argument))
    for member in entity.members:
        graph.add(name, v.HAS_MEMBER, ref(member))
    if entity.head_term is not None:
        graph.add(name, v.HEAD_TERM, ref(graph.mint.term(entity.head_term)))


def _resolved(graph: _Graph, claim: Claim) -> None:
    name, subject, predicate = ref(claim.id), ref(claim.subject.iri), ref(claim.predicate.iri)
    graph.add(name, v.SUBJECT, subject)
    graph.add(name, v.PREDICATE, predicate)
    graph.add(name, v.ASSERTED, _TRUE if claim.asserted else _FALSE)
    if claim.object is not None:
        object = node(claim.object)
        graph.add(name, v.OBJECT, object)
        if claim.asserted:
            graph.add(subject, predicate, object)
    for relation, qualifier in claim.qualifiers:
        graph.add(name, ref(relation.iri), node(qualifier))
    for connection, other in claim.connections:
        graph.add(name, v.CONNECTIONS[connection], node(other))
    for source in claim.sources:
        graph.add(name, v.ATTRIBUTED_TO, ref(source.iri))


def node(of: Node) -> str:
    """What fills a slot of a claim, as a term."""
    if isinstance(of, Entity):
        return ref(of.iri)
    if isinstance(of, ClaimRef):
        return ref(of.claim)
    return typed(literal.canonical(of), of.datatype)
