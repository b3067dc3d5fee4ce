"""What was not understood: sentences and clauses from which nothing was read, with the reason of each, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.model import Document, Gap, Reading, Span

NOTHING_LEFT = "nothing that was read in it makes a claim"
"""The reason of a sentence without a claim for which no other is known."""


@dataclass(frozen=True, slots=True)
class Covered:
    """How far a document was understood.

    ``silent`` are its sentences without a claim, ``dropped`` the clauses and words in the others that gave none; each
    with its reason, in text order.
    """

    document: Document
    sentences: int
    silent: tuple[Gap, ...]
    dropped: tuple[Gap, ...]

    @property
    def told(self) -> int:
        """The number of sentences with a claim."""
        return self.sentences - len(self.silent)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far documents were understood, in the order of their names."""

    documents: tuple[Covered, ...]

    @property
    def sentences(self) -> int:
        """The number of sentences."""
        return sum(each.sentences for each in self.documents)

    @property
    def told(self) -> int:
        """The number of sentences with a claim."""
        return sum(each.told for each in self.documents)

    @property
    def share(self) -> float:
        """The share of sentences with a claim, 0 to 1; 1 if there are none."""
        return self.told / self.sentences if self.sentences else 1.0

    @property
    def reasons(self) -> dict[str, tuple[int, int]]:
        """By reason, how many sentences gave no claim for it, and how many clauses; the most frequent first."""
        whole = Counter(gap.reason for each in self.documents for gap in each.silent)
        part = Counter(gap.reason for each in self.documents for gap in each.dropped)
        return {why: (whole[why], part[why]) for why in sorted({*whole, *part}, key=lambda w: (-whole[w] - part[w], w))}

    def json(self) -> dict[str, Any]:
        """All of it, as plain values; offsets are code points of the document's text."""
        return {
            "sentences": self.sentences,
            "with claims": self.told,
            "share": round(self.share, 4),
            "reasons": {why: {"sentences": whole, "clauses": part} for why, (whole, part) in self.reasons.items()},
            "documents": [
                {
                    "document": each.document.id,
                    "file": each.document.source.name,
                    "sentences": each.sentences,
                    "with claims": each.told,
                    "silent": [_gap(each.document, gap) for gap in each.silent],
                    "dropped": [_gap(each.document, gap) for gap in each.dropped],
                }
                for each in self.documents
            ],
        }


def coverage(readings: Iterable[Reading]) -> Coverage:
    """How far the documents of readings were understood.

    >>> coverage([]).share
    1.0
    """
    by_name = sorted(readings, key=lambda reading: (reading.document.source.name, reading.document.id))
    return Coverage(tuple(map(_covered, by_name)))


def _covered(reading: Reading) -> Covered:
    told = {claim.sentence for claim in reading.claims}
    inside: dict[Span, list[Gap]] = {sentence: [] for sentence in reading.sentences}
    for gap in reading.gaps:
        home = next((s for s in reading.sentences if s.start <= gap.span.start < s.end), None)
        if home is not None:
            inside[home].append(gap)
    silent, dropped = [], []
    for sentence, gaps in inside.items():
        if sentence in told:
            dropped += gaps
        else:
            whole = next((gap.reason for gap in gaps if gap.span == sentence), None)
            silent.append(Gap(sentence, whole or (gaps[0].reason if gaps else NOTHING_LEFT)))
    return Covered(reading.document, len(reading.sentences), tuple(silent), tuple(dropped))


def _gap(document: Document, gap: Gap) -> dict[str, Any]:
    begin, end = gap.span
    return {"begin": begin, "end": end, "text": document.text[begin:end], "reason": gap.reason}
