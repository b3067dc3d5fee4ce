"""What the page's script reads: the whole graph as plain arrays, in a fixed order.

Everything is numbered: entities as in `Knowledge.entities`, claims as in `Knowledge.claims`. Repeated strings are
numbered too. Offsets count as JavaScript counts, in UTF-16 code units; those of marks from the start of a sentence.
Empty ends of arrays are left out. The page's `data.js` names the fields; the two are to be changed together.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from kg.conflicts import contradictions
from kg.connections import WORDS
from kg.iri import document_of, is_apart, is_span, place
from kg.ledger import DECIDED, Ledger, order
from kg.model import (
    Claim,
    ClaimRef,
    Curated,
    Entity,
    Failure,
    Iri,
    Knowledge,
    Link,
    Mention,
    Modality,
    Node,
    Polarity,
    ReadClaim,
    Reading,
    Source,
    Span,
    Value,
    Verdict,
)
from kg.spool import documents, in_order, outward
from kg.view.look import LOOKS, PATTERNS, pattern
from kg.view.table import value_words
from kg.view.text import plain, utf16

SUBJECT, RELATION, OBJECT, CUE, SOURCE = range(5)
"""The roles of marks."""

VERDICTS = (None, Verdict.ACCEPTED, Verdict.REJECTED)
"""What readers say of claims, by the number that the page knows it by."""

PROVISIONAL = 0.75
"""A link of a lower confidence is shown as provisional."""

Json = Any


class Numbered:
    """Values numbered in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.numbers: dict[Json, int] = {}

    def __getitem__(self, value: Json) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def list(self) -> list[Json]:
        """The values in the order of their numbers."""
        return [list(value) if isinstance(value, tuple) else value for value in self.numbers]


def trimmed(fields: Iterable[Json]) -> list[Json]:
    """The fields without the empty ones at the end."""
    out = list(fields)
    while out and (out[-1] is None or out[-1] == [] or out[-1] == ""):
        out.pop()
    return out


def split(iri: Iri) -> tuple[str, str]:
    """An IRI in two, after its last slash or hash.

    >>> split("https://example.org/entity/France")
    ('https://example.org/entity/', 'France')
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]


def page_data(
    knowledge: Knowledge,
    readings: Sequence[Reading] = (),
    *,
    title: str | None = None,
    failures: Sequence[Failure] = (),
    links: Iterable[Link] = (),
    curated: Curated = Curated(),  # noqa: B008 frozen
    include_text: bool = False,
    whole: int | None = None,
) -> dict[str, Json]:
    """The whole graph, ready for JSON; the same for the same knowledge and readings, in whatever order they come."""
    data = _Data(knowledge, in_order(readings), [*links], curated, include_text)
    found = sorted(failures, key=lambda failure: (failure.document, failure.stage, failure.error))
    return data.page(title, found, whole)


def heading(knowledge: Knowledge, readings: Sequence[Reading], title: str | None) -> str:
    """The page's title: the one given, that of a single document, or how many documents there are."""
    if title:
        return plain(title)
    if len(readings) == 1:
        return plain(document_title(readings[0].document.source))
    count = len(readings) or len({claim.document for claim in knowledge.claims})
    if count < 2:
        return "Knowledge graph of one document" if count else "Knowledge graph"
    return f"Knowledge graph of {count:,} documents"


def document_title(source: Source) -> str:
    """The title of a document, or its file name without folders."""
    return source.title or PurePath(source.name.replace("\\", "/")).name or source.name


class _Read:
    """One document, as it is looked at from many sides."""

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        document = reading.document.id
        self.reading = reading
        self.mentions = {mention.span: mention for mention in reading.mentions}
        self.starts = [span.start for span in reading.sentences]
        self.ledger = ledger.within(document, (link for link in reading.links if link.scope == document))


class _Data:
    """The tables of the page while they grow."""

    def __init__(
        self,
        knowledge: Knowledge,
        readings: Sequence[Reading],
        links: Sequence[Link],
        curated: Curated,
        include_text: bool,
    ) -> None:
        self.knowledge, self.ledger = knowledge, Ledger([*links, *outward(readings)])
        self.decided = sorted({link for link in links if link.method == DECIDED}, key=order)
        self.notes = {claim: note for claim, _, note in curated.verdicts}
        self.why: dict[tuple[Iri, str], str] = {}
        self.elsewhere: dict[Iri, list[Iri]] = {}
        for iri, match in curated.matches:
            self.elsewhere.setdefault(self.ledger.canonical(iri), []).append(match)
        self.readings = readings
        self.place = {iri: i for i, iri in enumerate(documents(readings))}
        self.last: _Read | None = None
        self.include_text = include_text
        self.prefixes, self.methods, self.rules, self.values = Numbered(), Numbered(), Numbered(), Numbered()
        self.relations = Numbered()
        self.sentences: dict[tuple[int, int, str], int] = {}
        self.entity = {entity.iri: i for i, entity in enumerate(knowledge.entities)}
        self.claim = {claim.id: i for i, claim in enumerate(knowledge.claims)}
        every = {claim.document for claim in knowledge.claims} | self.place.keys()
        self.document = {iri: i for i, iri in enumerate(sorted(every))}

    def read(self, document: Iri) -> _Read | None:
        """What was read in a document; the last one is kept, as what is about one document is asked together."""
        if self.last is None or self.last.reading.document.id != document:
            if document not in self.place:
                return None
            self.last = _Read(self.readings[self.place[document]], self.ledger)
        return self.last

    def mentions(self, document: Iri) -> dict[Span, Mention]:
        """The mentions of a document by place; none, if it is not known."""
        read = self.read(document)
        return read.mentions if read else {}

    def page(self, title: str | None, failures: Sequence[Failure], whole: int | None) -> dict[str, Json]:
        knowledge = self.knowledge
        if self.include_text:
            for reading in self.readings:
                for span in reading.sentences:
                    self._sentence(reading.document.id, span, reading.document.text[slice(*span)])
        aliases = self._alias_iris()
        data: dict[str, Json] = {
            "version": 1,
            "title": heading(knowledge, self.readings, title),
            "kinds": [[str(kind), look.words, look.shape, int(look.hollow)] for kind, look in LOOKS.items()],
            "modalities": [str(modality) for modality in Modality],
            "connections": [[str(kind), *words] for kind, words in WORDS.items()],
            "provisional": PROVISIONAL,
            "entities": [self._entity(entity, aliases.get(entity.iri, {})) for entity in knowledge.entities],
            "claims": [self._claim(claim) for claim in knowledge.claims],
            "contradictions": [
                [self.claim[iri], [self.claim[other] for other in others]]
                for iri, others in contradictions(knowledge.claims, self.readings).items()
            ],
            "apart": self._apart(),
            "documents": [self._document(iri) for iri in self.document],
            "failures": [[PurePath(failure.document).name, failure.stage, failure.error] for failure in failures],
            "text": int(self.include_text),
            "whole": whole,
        }
        data |= {
            "prefixes": self.prefixes.list(),
            "methods": self.methods.list(),
            "rules": self.rules.list(),
            "values": self.values.list(),
            "relations": self.relations.list(),
            "sentences": [[document, start, text] for document, start, text in self.sentences],
        }
        digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode("utf-8", "surrogatepass"))
        data["id"] = digest.hexdigest()[:16]
        return data

    def _iri(self, iri: Iri) -> list[Json]:
        prefix, local = split(iri)
        return [self.prefixes[prefix], local]

    def _sentence(self, document: Iri, span: Span, text: str) -> int:
        return self.sentences.setdefault((self.document[document], span.start, text), len(self.sentences))

    def _alias_iris(self) -> dict[Iri, dict[str, list[Iri]]]:
        """For each entity, the IRIs that gave way to it, by the words they were minted from."""
        found: dict[Iri, dict[str, set[Iri]]] = {}
        for (document, span), iri in self.knowledge.refers.items():
            read = self.read(document)
            mention = read.mentions.get(span) if read else None
            if read and mention is not None and mention.minted is not None and mention.minted != iri:
                found.setdefault(iri, {}).setdefault(mention.label, set()).add(mention.minted)
                link = read.ledger.reason(mention.minted, document)
                if link is not None and link.method == DECIDED and link.note:
                    self.why[iri, mention.label] = plain(link.note)
        return {iri: {label: sorted(iris) for label, iris in sorted(labels.items())} for iri, labels in found.items()}

    def _apart(self) -> list[Json]:
        """Pairs of entities that a reader has told apart, each with the reason."""
        found: dict[tuple[int, int], str] = {}
        for link in self.decided:
            if link.withdrawn:
                ends = link.alias, link.canonical
            elif is_apart(link.canonical):
                ends = self._minted(link.alias), link.canonical
            else:
                continue
            one, other = sorted(self.entity.get(self._stays(end, link.scope), -1) for end in ends)
            if 0 <= one < other:
                found.setdefault((one, other), plain(link.note))
        return [trimmed([one, other, note]) for (one, other), note in sorted(found.items())]

    def _stays(self, name: Iri, document: Iri | None) -> Iri:
        read = self.read(document) if document else None
        return (read.ledger if read else self.ledger).canonical(name, document)

    def _minted(self, name: Iri) -> Iri:
        """What the words of a mention gave, if an IRI is that of a mention; any other IRI as it is."""
        mention = self.mentions(document_of(name)).get(place(name)) if is_span(name) else None
        return mention.minted or name if mention else name

    def _entity(self, entity: Entity, aliases: dict[str, list[Iri]]) -> list[Json]:
        called = [
            trimmed(
                [
                    plain(alias.label),
                    self.methods[alias.method],
                    round(alias.confidence, 2),
                    [self._iri(iri) for iri in aliases.get(alias.label, [])],
                    self.why.get((entity.iri, alias.label)),
                ]
            )
            for alias in entity.aliases
        ]
        inside = [
            [self._relation(relation.iri, relation.label), self.entity.get(iri)] for relation, iri in entity.arguments
        ]
        kind = list(LOOKS).index(entity.kind)
        return trimmed(
            [
                *self._iri(entity.iri),
                plain(entity.label),
                kind,
                entity.mentions,
                called,
                [pair for pair in inside if pair[1] is not None],
                self.elsewhere.get(entity.iri),
                [self.entity[member] for member in entity.members if member in self.entity],
            ]
        )

    def _relation(self, iri: Iri, label: str) -> int:
        prefix, local = split(iri)
        return self.relations[self.prefixes[prefix], local, plain(label)]

    def _node(self, node: Node | None) -> Json:
        """An entity as its number, a value as minus one minus its number, a claim as a list of its number."""
        match node:
            case Entity():
                return self.entity[node.iri]
            case Value():
                return -1 - self.values[value_words(node), split(node.datatype)[1]]
            case ClaimRef():
                return [self.claim[node.claim]] if node.claim in self.claim else None
            case None:
                return None

    def _claim(self, claim: Claim) -> list[Json]:
        evidence = claim.evidence
        mentions = self.mentions(claim.document)
        marks, elsewhere = self._marks(claim, mentions)
        time = claim.time
        return trimmed(
            [
                self.document[claim.document],
                self._sentence(claim.document, evidence.sentence, claim.sentence),
                self.entity[claim.subject.iri],
                self._relation(claim.predicate.iri, claim.predicate.label),
                self._node(claim.object),
                PATTERNS.index(pattern(claim)),
                int(claim.polarity is Polarity.NEGATIVE),
                list(Modality).index(claim.modality),
                round(claim.confidence, 3),
                self._local(claim),
                self.rules[claim.rule],
                marks,
                [self.entity[source.iri] for source in claim.sources],
                int(evidence.attributed or bool(claim.sources)) or None,
                [
                    [self._relation(relation.iri, relation.label), self._node(node)]
                    for relation, node in claim.qualifiers
                    if self._node(node) is not None
                ],
                [time.value, time.end, time.text] if time else None,
                self._reasons(claim.document, evidence, mentions),
                elsewhere,
                [
                    [list(WORDS).index(kind), self._node(node)]
                    for kind, node in claim.connections
                    if self._node(node) is not None
                ],
                VERDICTS.index(claim.verdict) or None,
                plain(self.notes.get(claim.id, "")),
            ]
        )

    def _local(self, claim: Claim) -> Json:
        """The end of a claim's IRI after its document's and a hash; the IRI in two parts where it is another."""
        start = claim.document + "#"
        return claim.id.removeprefix(start) if claim.id.startswith(start) else self._iri(claim.id)

    def _reasons(self, document: Iri, evidence: ReadClaim, mentions: dict[Span, Mention]) -> list[Json]:
        """Why subject, object and sources are taken for the entities they are; -1 where the words are the name."""

        def reason(span: object) -> int:
            mention = mentions.get(span) if isinstance(span, Span) else None
            if mention is None or mention.minted is None:
                return -1
            iri = self.knowledge.refers.get((document, mention.span))
            if iri is None or self.knowledge.entities[self.entity[iri]].label == mention.text:
                return -1
            read = self.read(document)
            link = read.ledger.reason(mention.minted, document) if read else None
            method = link.method if link else mention.reason
            return self.methods[method] if method else -1

        found = [reason(evidence.subject), reason(evidence.object), *map(reason, evidence.sources)]
        while found and found[-1] == -1:
            found.pop()
        return found

    def _marks(self, claim: Claim, mentions: dict[Span, Mention]) -> tuple[list[int], list[Json]]:
        """The marked spans as start, end, role, start …; and those of other sentences, each with its sentence."""
        evidence = claim.evidence

        def pieces(span: object) -> tuple[Span, ...]:
            if not isinstance(span, Span):
                return ()
            mention = mentions.get(span)
            return mention.pieces if mention else (span,)

        roles: list[tuple[tuple[Span, ...], int]] = [
            (pieces(evidence.subject), SUBJECT),
            (evidence.relation_pieces, RELATION),
            (pieces(evidence.object), OBJECT),
            (evidence.cue_pieces, CUE),
            (evidence.source_pieces or tuple(piece for span in evidence.sources for piece in pieces(span)), SOURCE),
        ]
        found = sorted({(start, end, role) for spans, role in roles for start, end in spans if start < end})
        here: list[tuple[int, int, int]] = []
        others: dict[Span, list[tuple[int, int, int]]] = {}
        for start, end, role in found:
            if evidence.sentence.start <= start < evidence.sentence.end:
                here.append((start, min(end, evidence.sentence.end), role))
            elif (other := self._sentence_at(claim.document, start)) is not None and role in (CUE, SOURCE):
                others.setdefault(other, []).append((start, min(end, other.end), role))
        elsewhere: list[Json] = []
        for span, spans in others.items():
            read = self.read(claim.document)
            text = read.reading.document.text[slice(*span)] if read else ""
            elsewhere.append([self._sentence(claim.document, span, text), _offsets(spans, span.start, text)])
        return _offsets(here, evidence.sentence.start, claim.sentence), elsewhere

    def _sentence_at(self, document: Iri, offset: int) -> Span | None:
        read = self.read(document)
        if read is None:
            return None
        index = bisect_right(read.starts, offset) - 1
        span = read.reading.sentences[index] if index >= 0 else None
        return span if span and offset < span.end else None

    def _document(self, iri: Iri) -> list[Json]:
        read = self.read(iri)
        if read is None:
            return trimmed([*self._iri(iri), split(iri)[1] or iri])
        reading, starts = read.reading, read.starts
        source = reading.document.source
        told = {claim.sentence for claim in reading.claims}
        return trimmed(
            [
                *self._iri(iri),
                plain(document_title(source)),
                source.date,
                source.url,
                plain(source.publisher or source.author or ""),
                len(reading.sentences),
                [self._gap(reading, starts, gap.span, gap.reason) for gap in reading.gaps]
                + [
                    self._gap(reading, starts, span, "no claim found")
                    for span in reading.sentences
                    if span not in told
                    and not any(gap.span.start < span.end and span.start < gap.span.end for gap in reading.gaps)
                ],
            ]
        )

    def _gap(self, reading: Reading, starts: Sequence[int], span: Span, reason: str) -> list[Json]:
        """What was not understood: the reason, the number of the sentence, and its words if the text is included."""
        number = bisect_right(starts, span.start)
        return trimmed(
            [self.methods[reason], number, reading.document.text[slice(*span)] if self.include_text else None]
        )


def _offsets(marks: Iterable[tuple[int, int, int]], start: int, text: str) -> list[int]:
    """Marks relative to a sentence, counted as JavaScript counts, in one flat list."""
    table = utf16(text)
    flat: list[int] = []
    for begin, end, role in marks:
        a, b = begin - start, min(end - start, len(text))
        flat += [a, b, role] if table is None else [table[a], table[b], role]
    return flat
