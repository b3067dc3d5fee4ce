"""Extractions to claims: phrases become mentions, passives are turned, what is said becomes a claim of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg import iri
from kg.connections import is_circumstance
from kg.frozen import frozen
from kg.model import (
    Argument,
    ClaimRef,
    EventTime,
    Extraction,
    Form,
    Gap,
    Iri,
    Kind,
    Mention,
    Parse,
    Phrase,
    Qualifier,
    ReadClaim,
    Relation,
    Role,
    Span,
    Token,
    pieces,
)
from kg.resolve.chains import NAMED, Decision
from kg.resolve.entities import Entities, chains
from kg.resolve.lexicon import words
from kg.resolve.mentions import Mentions, Slot
from kg.resolve.references import Reference
from kg.resolve.relations import marker_words, relation_label
from kg.resolve.times import TimeMention, event_time, shifted
from kg.tree import Tree

UNRESOLVED = "nothing but words whose reference is unknown"
"""The reason of a gap where a claim would have had no thing in it."""

RECEIVER = "to"
"""The qualifier of who receives or is told: *told* **the BBC**."""
TIME = "when"
"""The qualifier of a time without a preposition: *met* **last week**."""
MANNER = "how"
"""The qualifier of an adverb."""
EXTENT = "by"
"""The qualifier of an amount without a preposition: *fell* **14 %**."""
PURPOSE = "in order to"
"""The qualifier of an infinitive that says what for: *went to Paris* **to meet** *Macron*."""
RESULT = "as"
"""The qualifier of what something is called or made: *was named* **president**."""

CONTENTS = 16
"""Claims that one clause can stand for as what is said; further ones stand on their own."""
DEPTH = 100
"""Clauses within clauses that are followed; what is said more deeply stands on its own."""
PARTS = 32
"""Members of a coordination from which on it stays one argument."""

GOVERNING = "governing"
"""The rule that reads a verb of its own in one that governs another: *promised* **to publish**."""
_SIDES = {"after": 1, "before": -1}

Filler = Slot | int
"""What fills a place of a claim: a mention, or what is said in the clause whose predicate starts at an offset."""


@dataclass(slots=True)
class Draft:
    """A claim whose mentions have no settled span yet."""

    extraction: Extraction
    subject: Slot | None
    object: Filler | None
    preposition: Phrase | None
    qualifiers: list[tuple[str, Filler]]
    sources: list[Slot]
    time: EventTime | None
    done: list[ReadClaim] = field(default_factory=list)
    open: bool = False
    words: tuple[Token, ...] = ()
    """The words of the relation, without those of a cue, with the preposition that joins it."""

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Where the relation is written; the predicate word, if it is not."""
        return pieces(self.words or (self.extraction.predicate,))


@frozen
class _Frame:
    """Who does what to whom, and the arguments that this used up."""

    subject: Slot | None
    object: Filler | None
    preposition: Phrase | None = None
    qualifiers: tuple[tuple[str, Filler], ...] = ()
    used: tuple[Argument, ...] = ()


class Claims:
    """The claims of a document, read from its extractions. ``draft`` first, then ``read`` once mentions are settled."""

    def __init__(
        self, parse: Parse, trees: Sequence[Tree], mentions: Mentions, decisions: Iterable[Decision] = ()
    ) -> None:
        self.document: Iri = parse.document.id
        self._parse = parse
        self._trees = trees
        self._mint = iri.minter_of(self.document)
        self._mentions = mentions
        self._named = {each.reference for each in decisions if each.method == NAMED}
        self._drafts: list[Draft] = []
        self._relations: dict[str, Relation] = {}
        self._qualifiers: dict[str, Relation] = {}
        self._at: dict[int, list[Draft]] = defaultdict(list)
        self._chained: dict[int, list[Draft]] = defaultdict(list)
        self._lapses: dict[int, TimeMention] = {}

    def draft(self, extraction: Extraction) -> None:
        """Find the mentions of an extraction's phrases, and who does what to whom."""
        arguments: Sequence[Argument] = extraction.arguments
        if extraction.attributions:
            arguments = [a for a in arguments if not _is_attribution(a, extraction)]
        core = _Core(arguments)
        frame = self._turned(extraction, core) if extraction.passive else self._straight(extraction, core)
        qualifiers, time = list(frame.qualifiers), None
        for argument in arguments:
            if any(argument is each for each in frame.used):
                continue
            for part in _conjuncts(self._trees[extraction.sentence], argument):
                filler = self._filler(extraction, argument, part)
                if filler is None or _says_nothing(argument, filler):
                    continue
                if isinstance(filler, Slot) and filler.time is not None:
                    clause = self._measured(filler.time, argument)
                    if clause is not None:
                        self._lapses[clause] = filler.time
                        continue
                    time = time or event_time(filler.time)
                each = (_label(argument, filler), filler)
                if each not in qualifiers:
                    qualifiers.append(each)
        sources = [
            self._mentions.find(extraction.sentence if a.sentence is None else a.sentence, a.source)
            for a in extraction.attributions
            if a.source is not None
        ]
        for used in (frame.subject, frame.object, *(filler for _, filler in qualifiers), *sources):
            if isinstance(used, Slot):
                used.optional = False
        draft = Draft(extraction, frame.subject, frame.object, frame.preposition, qualifiers, sources, time)
        draft.words = _relation_words(extraction, frame.preposition)
        self._drafts.append(draft)
        self._at[extraction.predicate.start].append(draft)
        if extraction.relation is not None:
            for word in extraction.relation.tokens:
                if word.pos == "VERB" and word.i < extraction.predicate.i:
                    self._chained[word.start].append(draft)

    def _straight(self, extraction: Extraction, core: _Core) -> _Frame:
        """The subject does it; the object is what the verb is about."""
        chosen = self._object(core, extraction)
        subject = self._slot(extraction, extraction.subject)
        if chosen is None:
            return _Frame(subject, None)
        preposition = chosen.marker if chosen.role is Role.OBLIQUE else None
        return _Frame(subject, self._filler(extraction, chosen), preposition, used=(chosen,))

    def _turned(self, extraction: Extraction, core: _Core) -> _Frame:
        """A passive: the agent does it to the subject, or gives or tells the subject the object."""
        patient = self._slot(extraction, extraction.subject)
        doer = self._slot(extraction, core.agent.phrase) if core.agent is not None else None
        given = core.clause or core.object
        if given is not None and patient is not None:
            used = tuple(a for a in (core.agent, given) if a is not None)
            return _Frame(doer, self._filler(extraction, given), None, ((RECEIVER, patient),), used)
        used = tuple(a for a in (core.agent, core.complement) if a is not None)
        result = self._filler(extraction, core.complement) if core.complement is not None else None
        if patient is None:
            return _Frame(doer, result, None, (), used)
        return _Frame(doer, patient, None, ((RESULT, result),) if result is not None else (), used)

    def _object(self, core: _Core, extraction: Extraction) -> Argument | None:
        """What the verb is about: its object, complement or content, or else its first prepositional phrase."""
        if core.clause is not None and (core.object is None or not _is_infinitive(core.clause)):
            return core.clause
        if core.object is not None:
            return core.object
        if core.complement is not None:
            return core.complement
        for argument in core.arguments:
            if argument.role is not Role.OBLIQUE or argument.content is not None:
                continue
            marker = marker_words(argument.marker)
            if is_circumstance(marker):
                continue
            slot = self._mentions.find(extraction.sentence, argument.phrase)
            if slot.time is None and not _is_order(marker, slot, extraction):
                return argument
        return None

    def _slot(self, extraction: Extraction, phrase: Phrase | None) -> Slot | None:
        return None if phrase is None else self._mentions.find(extraction.sentence, phrase)

    def _filler(self, extraction: Extraction, argument: Argument, phrase: Phrase | None = None) -> Filler | None:
        if argument.content is not None:
            return argument.content
        slot = self._slot(extraction, phrase or argument.phrase)
        reference = slot.reference if slot is not None and extraction.relation is None else None
        if reference is not None and reference.index in self._named:
            return self._mentions.said(extraction.sentence, phrase or argument.phrase) or slot
        return slot

    def against_grammar(self, decisions: Iterable[Decision], references: Sequence[Reference]) -> set[int]:
        """The pronouns that cannot be what was decided, for they would be subject and object of one verb.

        *It went up, to take it to a new price*: where the parser shows no subject, the extraction does.
        """
        chain = chains(len(references), decisions)
        found = set()
        for draft in self._drafts:
            subject, object = draft.subject, draft.object
            if subject is None or not isinstance(object, Slot) or draft.extraction.relation is None:
                continue
            a, b = subject.reference, object.reference
            if a is None or b is None or b.form is not Form.PRONOUN or b.head.tag != "PRP" or draft.preposition:
                continue
            if chain[a.index] == chain[b.index] and not b.head.text.lower().endswith(("self", "selves")):
                found.add(b.index)
        return found

    # ------------------------------------------------------------------------------------------------ reading

    def read(
        self, settled: Mapping[int, Mention], resolved: frozenset[Span], entities: Entities
    ) -> tuple[list[ReadClaim], list[Gap]]:
        """The claims in text order, and the places where no claim could be made.

        ``settled`` gives the mention of each slot, ``resolved`` the spans of pronouns that are known to refer.
        """
        self._settled, self._resolved, self._entities = settled, resolved, entities
        self._ids: set[Iri] = set()
        self._depth = 0
        claims: list[ReadClaim] = []
        gaps: list[Gap] = []
        for draft in self._drafts:
            draft.time = draft.time or self._after_another(draft)
        for draft in self._drafts:
            done = self._finish(draft)
            claims.extend(done)
            if not done and not self._says_something(draft):
                gaps.append(Gap(_extent(draft.pieces), UNRESOLVED))
        claims.sort(key=lambda claim: iri.text_order(claim.id))
        return claims, sorted(set(gaps))

    def _measured(self, time: TimeMention, argument: Argument) -> int | None:
        """The clause that a length of time stands in front of, saying how long after it: **a week** *after it sank*."""
        if time.follows not in _SIDES or argument.marker is not None:
            return None
        tokens = self._parse.sentences[time.sentence].tokens
        mark = tokens[time.tokens[-1].i + 1]
        return tokens[mark.head].start if mark.dep == "mark" else None

    def _after_another(self, draft: Draft) -> EventTime | None:
        """The time of what happened a while after, or before, something that has a date: *a week after it sank*."""
        for label, filler in draft.qualifiers:
            if not isinstance(filler, int) or label not in _SIDES or filler not in self._lapses:
                continue
            lapse = self._lapses[filler]
            for other in self._said(filler):
                since = self._date(other)
                if since is None or lapse.timex is None:
                    continue
                date = shifted(since, lapse.timex, _SIDES[label])
                if date is not None:
                    words = (*other.words, other.extraction.predicate)
                    start, end = lapse.span.start, max(word.end for word in words)
                    return EventTime(date, None, iri.normalise(self._parse.document.text[start:end]))
        return None

    def _date(self, draft: Draft) -> str | None:
        """When something happened: as said here, or where the same is said of the same thing with a date."""
        if draft.time is not None:
            return draft.time.value
        subject = draft.subject.reference if draft.subject is not None else None
        for other in self._drafts:
            if other.time is None or other.extraction.verb != draft.extraction.verb or other.subject is None:
                continue
            theirs = other.subject.reference
            if subject is not None and theirs is not None and self._entities.same(subject, theirs):
                return other.time.value
        return None

    def _finish(self, draft: Draft) -> list[ReadClaim]:
        """The claims of a draft; made once, after those it contains."""
        if draft.open or draft.done or self._depth > DEPTH:
            return draft.done
        draft.open = True
        if self._says_something(draft) and not self._says_the_same(draft):
            for filler in self._values(draft.object) or [None]:
                claim = self._claim(draft, filler)
                if claim is not None:
                    draft.done.append(claim)
        return draft.done

    def _values(self, filler: Filler | None) -> list[Span | ClaimRef | None]:
        if filler is None:
            return [None]
        if isinstance(filler, int):
            self._depth += 1
            inner = [claim for draft in self._said(filler) for claim in self._finish(draft)]
            self._depth -= 1
            return [ClaimRef(claim.id) for claim in inner[:CONTENTS]]
        return [self._settled[id(filler)].span]

    def _said(self, start: int) -> Sequence[Draft]:
        """What the clause says whose predicate starts at an offset; *had to be cancelled* says it by its last verb."""
        return self._at.get(start) or self._chained.get(start) or ()

    def _claim(self, draft: Draft, value: Span | ClaimRef | None) -> ReadClaim | None:
        e = draft.extraction
        subject = self._settled[id(draft.subject)].span if draft.subject is not None else None
        qualifiers = {
            Qualifier(self._qualifier(label), each)
            for label, filler in draft.qualifiers
            for each in self._values(filler)
            if each is not None
        }
        where, tokens = draft.pieces, draft.words
        more: list[str] = []
        while True:
            name = iri.claim(self.document, _extent(where), self._iri(subject), self._iri(value), *more)
            if name not in self._ids:
                break
            if any(c.id == name for d in self._at[e.predicate.start] for c in d.done if _same(d, draft)):
                return None
            more.append(e.rule)
            if len(more) > len(self._ids):
                return None
        self._ids.add(name)
        return ReadClaim(
            id=name,
            sentence=self._parse.sentences[e.sentence].span,
            subject=subject,
            relation=self._relation(e.verb, draft.preposition),
            object=value,
            qualifiers=tuple(sorted(qualifiers, key=_place)) if qualifiers else (),
            polarity=e.polarity,
            modality=e.modality,
            sources=tuple(dict.fromkeys([self._settled[id(slot)].span for slot in draft.sources])),
            time=draft.time,
            confidence=round(e.confidence, 4),
            rule=e.rule,
            relation_pieces=where if tokens else (),
            relation_phrase=Phrase(tokens[0], tokens).text if tokens else (e.supplied or e.verb),
            cue_pieces=_distinct([a.cue for a in e.attributions]),
            source_pieces=_distinct([a.source for a in e.attributions if a.source is not None]),
            unspecified=iri.unspecified(self.document, e.predicate.start) if subject is None else None,
            attributed=bool(e.attributions),
        )

    def _relation(self, verb: str, preposition: Phrase | None) -> Relation:
        label = relation_label(verb, preposition)
        if label not in self._relations:
            self._relations[label] = Relation(self._mint.relation(label), label)
        return self._relations[label]

    def _qualifier(self, label: str) -> Relation:
        if label not in self._qualifiers:
            self._qualifiers[label] = Relation(self._mint.qualifier(label), label)
        return self._qualifiers[label]

    def _says_the_same(self, draft: Draft) -> bool:
        """Whether it supplies a relation between a thing and itself: *General Motors (GM)*; the link says as much."""
        if draft.extraction.relation is not None or draft.subject is None or not isinstance(draft.object, Slot):
            return False
        a, b = draft.subject, draft.object
        if a is b or b.said:
            return a is b
        return a.reference is not None and b.reference is not None and self._entities.same(a.reference, b.reference)

    def _iri(self, value: Span | ClaimRef | None) -> Iri | None:
        if value is None:
            return None
        return value.claim if isinstance(value, ClaimRef) else iri.span(self.document, value)

    def _says_something(self, draft: Draft) -> bool:
        """Whether anything but unresolved words takes part; *it is in their interest to do so* needs a subject."""
        if draft.extraction.verb == "is" and draft.subject is not None and isinstance(draft.object, int):
            mention = self._settled[id(draft.subject)]
            inner = (each for each in self._said(draft.object) if each is not draft)
            unknown = mention.form is Form.PRONOUN and mention.span not in self._resolved
            if unknown and not any(self._says_something(each) for each in inner):
                return False
        for filler in (draft.subject, draft.object, *(each for _, each in draft.qualifiers)):
            if isinstance(filler, int):
                if self._said(filler):
                    return True
            elif filler is not None:
                mention = self._settled[id(filler)]
                if mention.form is not Form.PRONOUN or mention.span in self._resolved:
                    return True
        return False


def apportioned(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The extractions, with what stands between a governing verb and what it governs given to the governing verb.

    *Spain promised in March to publish the accounts*: the promise was in March.
    """
    found = list(extractions)
    governing = {(e.sentence, e.predicate.i): n for n, e in enumerate(found) if e.rule == GOVERNING}
    for n, e in enumerate(found if governing else ()):
        verbs = e.relation.tokens if e.relation is not None and e.rule != GOVERNING else ()
        outer = [t for t in verbs if t.i < e.predicate.i and (e.sentence, t.i) in governing]
        if not outer:
            continue
        moved = tuple(a for a in e.arguments if _is_between(a, outer[-1], e.predicate))
        if moved:
            found[n] = replace(e, arguments=tuple(a for a in e.arguments if a not in moved))
            at = governing[e.sentence, outer[-1].i]
            more = tuple(a for a in moved if a not in found[at].arguments)
            found[at] = replace(found[at], arguments=(*found[at].arguments, *more))
    return tuple(found)


def _is_between(argument: Argument, verb: Token, governed: Token) -> bool:
    tokens = argument.phrase.tokens
    loose = argument.role in (Role.OBLIQUE, Role.ADVERBIAL) and argument.content is None
    return loose and verb.i < tokens[0].i and tokens[-1].i < governed.i


def _is_order(marker: str, slot: Slot, extraction: Extraction) -> bool:
    """*retired* **after the war**: the order of two events; not *looked after the house*."""
    if marker not in _ORDER or extraction.predicate.lemma.lower() in _PURSUING:
        return False
    reference = slot.reference
    return reference is not None and reference.form is Form.NOMINAL and reference.kind not in _ACTORS


_ORDER = frozenset(("after", "before"))
_PURSUING = frozenset(
    """appear argue ask bring call chase come get go inquire lay look name put run see speak stand take
    testify""".split()  # noqa: SIM905 – a list of words
)
"""Verbs that govern *after* or *before*: *appeared* **before** *the court*."""
_ACTORS = frozenset((Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, Kind.PLACE))


_CORE = (Role.OBJECT, Role.COMPLEMENT, Role.CLAUSE, Role.AGENT)


class _Core:
    """The arguments of an extraction, and the first of each role that the verb has."""

    def __init__(self, arguments: Sequence[Argument]) -> None:
        self.arguments = arguments
        first = {argument.role: argument for argument in reversed(arguments)}
        self.object, self.complement, self.clause, self.agent = map(first.get, _CORE)


def _is_infinitive(argument: Argument) -> bool:
    return argument.phrase.tokens[0].tag == "TO" or any(
        t.tag == "TO" and t.head == argument.phrase.head.i for t in argument.phrase.tokens
    )


def _is_attribution(argument: Argument, extraction: Extraction) -> bool:
    """Whether an argument says who says so, which the attribution keeps: *according to* **the minister**.

    Or *according to* **what he told the court**, *in* **the view of analysts**.
    """
    marker = {t.i for t in argument.marker.tokens} if argument.marker is not None else set()
    for a in extraction.attributions:
        cue = {t.i for t in a.cue.tokens}
        if a.sentence in (None, extraction.sentence) and marker & cue:
            source = a.source is not None and a.source.head.i == argument.phrase.head.i
            if source or argument.content is not None or argument.phrase.head.i in cue:
                return True
    return False


def _conjuncts(tree: Tree, argument: Argument) -> Iterator[Phrase]:
    """The parts of a coordinated argument that is not yet split: *from* **Belgium** *and* **Germany**."""
    phrase = argument.phrase
    if argument.content is not None or "conj" not in [t.dep for t in phrase.tokens]:
        yield phrase
        return
    inside = {t.i for t in phrase.tokens}
    heads = [phrase.head]
    if phrase.head.i not in inside:  # a hyphen that the parser took for a noun
        yield phrase
        return
    for head in heads:
        heads.extend(
            t for t in tree.children[head.i] if t.dep == "conj" and t.i in inside and t.pos in ("NOUN", "PROPN", "ADJ")
        )
    if not 1 < len(heads) <= PARTS or marker_words(argument.marker) == "between":
        yield phrase
        return
    for head in heads:
        below = {t.i for t in tree.subtree(head)}
        others = {t.i for other in heads if other is not head and other.i in below for t in tree.subtree(other)}
        kept = tuple(t for t in phrase.tokens if t.i in below and t.i not in others)
        if kept:  # a head that is a mark of punctuation has no words of its own
            yield Phrase(head, _trimmed(kept, head))


def _trimmed(tokens: tuple[Token, ...], head: Token) -> tuple[Token, ...]:
    start, end = 0, len(tokens)
    while tokens[start].i != head.i and tokens[start].pos in ("PUNCT", "CCONJ"):
        start += 1
    while end > start + 1 and tokens[end - 1].i != head.i and tokens[end - 1].pos in ("PUNCT", "CCONJ"):
        end -= 1
    return tokens[start:end]


def _says_nothing(argument: Argument, filler: Filler) -> bool:
    """Whether an adverb only ties the sentence to others (*however*), or is a particle that the parser left over."""
    if argument.role is not Role.ADVERBIAL or argument.marker is not None or isinstance(filler, int):
        return False
    head = argument.phrase.head
    if filler.reference is not None or filler.time is not None or filler.value is not None:
        return False
    return head.pos not in ("ADV", "ADJ", "NOUN", "PROPN", "NUM", "VERB") or argument.phrase.text.lower() in words(
        "connectives"
    )


def _label(argument: Argument, filler: Filler) -> str:
    """The qualifier that an argument is: its preposition, or else its role."""
    marker = marker_words(argument.marker)
    if argument.role is Role.ADVERBIAL and marker in ("", "in order", "so as") and _is_infinitive(argument):
        return PURPOSE
    if marker and not (marker == "that" and argument.role is Role.CLAUSE):
        return marker
    if argument.role is Role.INDIRECT:
        return RECEIVER
    if argument.role is Role.AGENT:
        return "by"
    if argument.role is Role.COMPLEMENT:
        return RESULT
    if argument.role is Role.CLAUSE:
        return RECEIVER if _is_infinitive(argument) else "that"
    if argument.role is Role.OBJECT:
        return RECEIVER
    if isinstance(filler, int):
        return "while" if argument.phrase.head.tag == "VBG" else RECEIVER
    if filler.time is not None:
        return TIME
    if filler.value is not None:
        return EXTENT
    return MANNER


def _relation_words(e: Extraction, preposition: Phrase | None) -> tuple[Token, ...]:
    if e.relation is None:
        return ()
    if not e.attributions and preposition is None:
        return e.relation.tokens
    cues = {t for a in e.attributions if a.sentence in (None, e.sentence) for t in a.cue.tokens}
    tokens = {*e.relation.tokens, *(preposition.tokens if preposition is not None else ())}
    return tuple(sorted(tokens - cues or tokens))


def _extent(where: Sequence[Span]) -> Span:
    return Span(where[0].start, where[-1].end)


def _distinct(phrases: Sequence[Phrase]) -> tuple[Span, ...]:
    """Where some phrases stand, in text order."""
    return tuple(sorted({span for phrase in phrases for span in phrase.spans})) if phrases else ()


def _place(each: Qualifier) -> tuple[int, str, str]:
    """Text order: a mention where it begins, a claim where its relation does."""
    if isinstance(each.value, ClaimRef):
        return iri.text_order(each.value.claim)[1], each.relation.label, each.value.claim
    return each.value.start, each.relation.label, ""


def _same(a: Draft, b: Draft) -> bool:
    return a is not b and a.extraction.verb == b.extraction.verb
