"""The mentions of a document: every reference, time and quantity, and the phrases that extractions put in their place.

A phrase of an extraction is the mention with the same head word. Its words become the mention's words, for the grammar
that read it knew best where it ends; names keep their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg import iri
from kg.model import Document, Form, Kind, Mention, Phrase, Span, Token, pieces
from kg.resolve.entities import Entities
from kg.resolve.references import A_NOMINAL, A_PRONOUN, Reference, is_relative
from kg.resolve.times import TimeMention
from kg.resolve.values import ValueMention

_LITERAL = frozenset(("money", "percent", "measure", "number", "fraction"))
"""Quantities that are values where they stand alone; what is counted is a thing."""


@dataclass(slots=True, eq=False)
class Slot:
    """The place of a mention while its words are still being settled."""

    sentence: int
    tokens: tuple[Token, ...]
    reference: Reference | None = None
    time: TimeMention | None = None
    value: ValueMention | None = None
    label: str | None = None
    """Of a phrase that is no reference."""
    noun: str | None = None
    """The lemma of its head, if that is a noun."""
    read: bool = False
    """Some extraction uses it."""
    optional: bool = False
    """Not worth a mention unless some claim uses it: *who* in *people who left*, an adverb."""
    said: bool = False
    """Says what the one that its reference is to is: that one, and what it is, are two things."""


class Mentions:
    """All mentions of a document."""

    def __init__(
        self,
        document: Document,
        references: Sequence[Reference],
        times: Sequence[TimeMention],
        values: Sequence[ValueMention],
    ) -> None:
        self.document = document
        self._mint = iri.minter_of(document.id)
        self._slots: list[Slot] = []
        self._of: dict[tuple[int, int], list[Slot]] = defaultdict(list)
        self._inside: dict[tuple[int, int], Slot] = {}
        self._times: dict[tuple[int, int], Slot] = {}
        for time in times:
            slot = self._add(Slot(time.sentence, tuple(time.tokens), time=time))
            for token in time.tokens:
                self._times[time.sentence, token.i] = slot
        for reference in references:
            if (reference.sentence, reference.head.i) in self._times and reference.form is not A_PRONOUN:
                continue
            slot = self._add(Slot(reference.sentence, reference.tokens, reference, optional=is_relative(reference)))
            self._of[reference.sentence, reference.head.i].append(slot)
            if reference.name is not None:
                for token in reference.words:
                    self._inside.setdefault((reference.sentence, token.i), slot)
        for value in values:
            at = (value.sentence, value.head.i)
            is_literal = value.unit_kind in _LITERAL or (value.unit_kind == "age" and value.head.dep == "acomp")
            if is_literal and at not in self._of:  # is 35 years old, but not: the 35-year-old resigned
                slot = self._add(Slot(value.sentence, tuple(value.tokens), value=value))
                for token in value.tokens:
                    self._of.setdefault((value.sentence, token.i), [slot])
            elif value.number:
                self._add(Slot(value.sentence, tuple(value.number), value=value))

    def _add(self, slot: Slot) -> Slot:
        self._slots.append(slot)
        return slot

    def find(self, sentence: int, phrase: Phrase) -> Slot:
        """The mention that a phrase of an extraction is."""
        at = (sentence, phrase.head.i)
        if at in self._times:
            return self._times[at]
        slots = self._of.get(at)
        if slots is None:
            if at in self._inside:
                return self._inside[at]
            slot = self._new(sentence, phrase)
            self._of[at] = [slot]
            return slot
        for slot in slots:
            if slot.value is not None or slot.time is not None:
                return slot
            reference = slot.reference
            if reference is not None and (reference.form is not A_NOMINAL or not phrase.tokens):
                return slot
            if not slot.read or slot.tokens == phrase.tokens or set(slot.tokens) <= set(phrase.tokens):
                slot.tokens, slot.read = phrase.tokens, True
                return slot
            if set(phrase.tokens) <= set(slot.tokens):
                return slot
        other = self._add(Slot(sentence, phrase.tokens, slots[0].reference, label=slots[0].label, read=True))
        slots.append(other)
        return other

    def said(self, sentence: int, phrase: Phrase) -> Slot | None:
        """What a phrase says that something is: *its* **director**, *Ann Lee*. ``None`` where it has no words to spare.

        The phrase as it stands refers to Ann Lee, and one place is one mention; so this one is without its determiner.
        """
        slots = [slot for slot in self._of.get((sentence, phrase.head.i), ()) if slot.reference is not None]
        first = phrase.tokens[0]
        if not slots or first.i == phrase.head.i or first.tag not in ("DT", "PRP$"):
            return None
        return self._add(Slot(sentence, phrase.tokens[1:], slots[0].reference, read=True, said=True))

    def _new(self, sentence: int, phrase: Phrase) -> Slot:
        """A phrase that is no reference: a noun in an unusual place, an adjective, a word used as a word."""
        noun = phrase.head.lemma.lower() if phrase.head.pos in ("NOUN", "PROPN", "NUM") else None
        return self._add(
            Slot(sentence, phrase.tokens, label=iri.bare(phrase.text), noun=noun, read=True, optional=True)
        )

    def settled(self, entities: Entities) -> dict[int, Mention]:
        """Each slot's mention by the slot's identity; slots with the same span share one."""
        self._slots = [slot for slot in self._slots if not slot.optional]
        first: dict[Span, Slot] = {}
        spans: dict[int, Span] = {}
        places: list[tuple[Slot, Span, tuple[Span, ...]]] = []
        for slot in sorted(self._slots, key=lambda s: s.reference is None):
            where = pieces(slot.tokens)
            span = Span(where[0].start, where[-1].end)
            places.append((slot, span, where))
            first.setdefault(span, slot)
            if slot.reference is not None and not slot.said:
                spans.setdefault(slot.reference.index, span)
        made = {
            span: self._mention(slot, where, entities, spans) for slot, span, where in places if first[span] is slot
        }
        return {id(slot): made[span] for slot, span, _ in places}

    def by_reference(self, settled: dict[int, Mention]) -> dict[int, Mention]:
        """The mention of each reference by its index, the first of those that share a head word."""
        return {s.reference.index: settled[id(s)] for s in reversed(self._slots) if s.reference and not s.said}

    def _mention(self, slot: Slot, where: tuple[Span, ...], entities: Entities, spans: Mapping[int, Span]) -> Mention:
        text = self._text(where)
        if slot.time is not None:
            return Mention(where, text, Form.TIME, None, iri.normalise(text), timex=slot.time.timex)
        if slot.reference is not None:
            mention = entities.mention(slot.reference, where, text, entities.arguments(slot.reference, spans))
            if not slot.said:
                return mention
            return replace(mention, minted=entities.nominal(mention.label, slot), reason="", confidence=1.0)
        if slot.value is not None:
            return Mention(where, text, Form.QUANTITY, None, iri.normalise(text), value=slot.value.value)
        label = slot.label or iri.normalise(text)
        head = slot.tokens[0] if len(slot.tokens) == 1 else None
        if head is not None and head.pos in _FUNCTION:
            minted = iri.unspecified(self.document.id, head.start)
            return Mention(where, text, Form.PRONOUN, minted, head.text, kind=Kind.UNSPECIFIED)
        label = label.strip("\"'“”‘’ ") or label
        if slot.noun:
            minted = entities.nominal(label, slot)
            return Mention(where, text, Form.NOMINAL, minted, label, kind=Kind.NOMINAL, head_term=slot.noun)
        if all(token.pos != "PROPN" for token in slot.tokens):
            label = label.lower()
        return Mention(where, text, Form.TERM, self._mint.term(label), label, kind=Kind.TERM)

    def _text(self, where: Sequence[Span]) -> str:
        """The words at a place, with one blank for each run of white space and each gap."""
        text = self.document.text
        found = text[where[0].start : where[0].end]
        if len(where) > 1:
            found = " ".join(text[start:end] for start, end in where)
        return found if found.isprintable() else " ".join(found.split())


_FUNCTION = frozenset(("PRON", "DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "PUNCT", "SYM"))
