"""The mentions of a document: every reference, time and quantity, and the phrases that extractions put in their place.

A phrase of an extraction is the mention with the same head word. Its words become the mention's words, for the grammar
that read it knew best where it ends; names keep their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg import iri
from kg.model import Form, Iri, Kind, Mention, Phrase, Span, Token, pieces
from kg.resolve.entities import Entities
from kg.resolve.references import Reference, is_relative
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
    """Of a word used as a word."""
    read: bool = False
    """Some extraction uses it."""
    optional: bool = False
    """Not worth a mention unless some extraction uses it: *who* in *people who left*."""


class Mentions:
    """All mentions of a document."""

    def __init__(
        self,
        document: Iri,
        references: Sequence[Reference],
        times: Sequence[TimeMention],
        values: Sequence[ValueMention],
    ) -> None:
        self.document = document
        self._mint = iri.minter_of(document)
        self._slots: list[Slot] = []
        self._of: dict[tuple[int, int], list[Slot]] = defaultdict(list)
        self._inside: dict[tuple[int, int], Slot] = {}
        self._times: dict[tuple[int, int], Slot] = {}
        for time in times:
            slot = self._add(Slot(time.sentence, tuple(time.tokens), time=time))
            for token in time.tokens:
                self._times[time.sentence, token.i] = slot
        for reference in references:
            if (reference.sentence, reference.head.i) in self._times and reference.form is not Form.PRONOUN:
                continue
            slot = self._add(Slot(reference.sentence, reference.tokens, reference, optional=is_relative(reference)))
            self._of[reference.sentence, reference.head.i].append(slot)
            if reference.name is not None:
                for token in reference.words:
                    self._inside.setdefault((reference.sentence, token.i), slot)
        for value in values:
            at = (value.sentence, value.head.i)
            if value.unit_kind in _LITERAL and at not in self._of:
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
            slot.optional = False
            if slot.value is not None or slot.time is not None:
                return slot
            reference = slot.reference
            if reference is not None and (reference.form is not Form.NOMINAL or not phrase.tokens):
                return slot
            if not slot.read or set(slot.tokens) <= set(phrase.tokens):
                slot.tokens, slot.read = phrase.tokens, True
                return slot
            if set(phrase.tokens) <= set(slot.tokens):
                return slot
        other = self._add(Slot(sentence, phrase.tokens, slots[0].reference, label=slots[0].label, read=True))
        slots.append(other)
        return other

    def _new(self, sentence: int, phrase: Phrase) -> Slot:
        """A phrase that refers to nothing by itself: an adjective, a word used as a word, a clause."""
        return self._add(Slot(sentence, phrase.tokens, label=iri.bare(phrase.text), read=True))

    def settled(self, entities: Entities) -> dict[int, Mention]:
        """Each slot's mention by the slot's identity; slots with the same span share one."""
        by_span: dict[Span, Mention] = {}
        found: dict[int, Mention] = {}
        self._slots = [slot for slot in self._slots if not slot.optional]
        for slot in sorted(self._slots, key=lambda s: s.reference is None):
            mention = self._mention(slot, entities)
            found[id(slot)] = by_span.setdefault(mention.span, mention)
        of_reference = {s.reference.index: found[id(s)] for s in reversed(self._slots) if s.reference is not None}
        for slot in self._slots:
            mention = found[id(slot)]
            if slot.reference is not None and mention.form is Form.NOMINAL and not mention.arguments:
                arguments = _text_order(entities.arguments(slot.reference, of_reference))
                if arguments:
                    by_span[mention.span] = replace(mention, arguments=arguments)
        return {id(slot): by_span[found[id(slot)].span] for slot in self._slots}

    def by_reference(self, settled: dict[int, Mention]) -> dict[int, Mention]:
        """The mention of each reference by its index, the first of those that share a head word."""
        return {s.reference.index: settled[id(s)] for s in reversed(self._slots) if s.reference is not None}

    def _mention(self, slot: Slot, entities: Entities) -> Mention:
        where, text = pieces(slot.tokens), _text(slot.tokens)
        if slot.time is not None:
            return Mention(where, text, Form.TIME, None, iri.normalise(text), timex=slot.time.timex)
        if slot.reference is not None:
            return entities.mention(slot.reference, slot.tokens)
        if slot.value is not None:
            return Mention(where, text, Form.QUANTITY, None, iri.normalise(text), value=slot.value.value)
        label = slot.label or iri.normalise(text)
        head = max(slot.tokens, key=lambda t: t.i) if len(slot.tokens) == 1 else None
        if head is not None and head.pos in _FUNCTION:
            minted = iri.unspecified(self.document, head.start)
            return Mention(where, text, Form.PRONOUN, minted, head.text, kind=Kind.UNSPECIFIED)
        label = label.strip("\"'“”‘’ ").lower() if label.strip("\"'“”‘’ ") else label
        return Mention(where, text, Form.TERM, self._mint.term(label), label, kind=Kind.TERM)


_FUNCTION = frozenset(("PRON", "DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "PUNCT", "SYM", "X"))


def _text(tokens: Sequence[Token]) -> str:
    return Phrase(tokens[0], tuple(tokens)).text


def _text_order(arguments: Sequence[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
    return tuple(sorted(set(arguments), key=lambda each: (each[1], each[0])))
