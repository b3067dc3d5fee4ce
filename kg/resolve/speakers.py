"""Who speaks: the reference behind *I* in a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Extraction, Form, Token
from kg.resolve.references import Reference
from kg.resolve.tree import Tree

SAYING = frozenset(
    ("say", "tell", "add", "write", "explain", "ask", "reply", "answer", "state", "comment", "note", "declare", "argue",
     "claim", "continue", "conclude", "announce", "insist", "admit", "remark", "recall", "respond", "observe", "report",
     "suggest", "confirm", "warn", "joke", "go", "exclaim", "shout", "whisper", "think", "believe", "stress", "promise")
)  # fmt: skip
"""Verbs whose subject speaks the quotation beside them."""

_OPEN, _CLOSE, _EITHER = "“", "”", '"'


def speakers(
    trees: Sequence[Tree], references: Sequence[Reference], extractions: Iterable[Extraction] = ()
) -> dict[int, int]:
    """For each reference of the first person in a quotation whose speaker is known, that speaker, by index."""
    at = {(r.sentence, r.head.i): r.index for r in references}
    quoted = _quotations(trees)
    said: dict[int, int] = {}
    for extraction in extractions:
        for attribution in reversed(extraction.attributions):
            if attribution.source is None:
                continue
            sentence = extraction.sentence if attribution.sentence is None else attribution.sentence
            speaker = at.get((sentence, attribution.source.head.i))
            place = quoted.get((extraction.sentence, extraction.predicate.i))
            if speaker is not None and place is not None:
                said.setdefault(place, speaker)
            break
    for place, speaker in _from_text(trees, quoted, at):
        said.setdefault(place, speaker)
    found = {}
    for reference in references:
        if reference.form is Form.PRONOUN and reference.person == 1:
            place = quoted.get((reference.sentence, reference.head.i))
            if place is not None and place in said and said[place] != reference.index:
                found[reference.index] = said[place]
    return found


def _quotations(trees: Sequence[Tree]) -> dict[tuple[int, int], int]:
    """The number of the quotation that each quoted word stands in.

    A quotation ends with its paragraph, unless the next one opens with a quotation mark and no mark has closed it.
    """
    inside: dict[tuple[int, int], int] = {}
    number, opened, paragraph = 0, False, -1
    for tree in trees:
        if tree.paragraph != paragraph:
            paragraph = tree.paragraph
            continues = opened and tree.tokens[0].text == _OPEN
            if not continues:
                number += 1
            opened = False
        for token in tree.tokens:
            mark = token.text
            if mark == _OPEN or (mark in (_EITHER, "``") and not opened):
                number += not opened
                opened = True
            elif mark == _CLOSE or (mark in (_EITHER, "''") and opened):
                opened = False
            elif opened:
                inside[tree.index, token.i] = number
    return inside


def _from_text(
    trees: Sequence[Tree], quoted: dict[tuple[int, int], int], at: dict[tuple[int, int], int]
) -> Iterator[tuple[int, int]]:
    """Speakers named beside quotations: the subject of a verb of saying outside of the quotation marks.

    A quotation without one, in a paragraph where somebody was quoted before, is spoken by the same.
    """
    last: tuple[int, int] | None = None
    for tree in trees:
        places = {quoted[tree.index, t.i] for t in tree.tokens if (tree.index, t.i) in quoted}
        speaker = _speaker(tree, quoted, at)
        if speaker is not None:
            last = (tree.paragraph, speaker)
        if last is not None and last[0] == tree.paragraph:
            for place in sorted(places):
                yield place, last[1]


def _speaker(tree: Tree, quoted: dict[tuple[int, int], int], at: dict[tuple[int, int], int]) -> int | None:
    for verb in tree.tokens:
        if verb.pos == "VERB" and verb.lemma in SAYING and (tree.index, verb.i) not in quoted:
            subject: Token | None = tree.subject(verb)
            if subject is not None and (tree.index, subject.i) not in quoted:
                return at.get((tree.index, subject.i))
    return None
