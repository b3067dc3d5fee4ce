"""Who speaks: whose *I* and *you* it is, in quotations, interviews and outside of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Extraction, Form, Kind, Token
from kg.resolve.references import Reference
from kg.resolve.syntax import subject_of
from kg.tree import Tree

SAYING = frozenset(
    ("say", "tell", "add", "write", "explain", "ask", "reply", "answer", "state", "comment", "note", "declare", "argue",
     "claim", "continue", "conclude", "announce", "insist", "admit", "remark", "recall", "respond", "observe", "report",
     "suggest", "confirm", "warn", "joke", "go", "exclaim", "shout", "whisper", "think", "believe", "stress", "promise")
)  # fmt: skip
"""Verbs whose subject speaks the quotation beside them."""

QUESTIONS, ANSWERS = 2, 3
"""Paragraphs that ask *you* something, and words for *I* outside of them, from which on a text is an interview."""

_OPEN, _CLOSE, _EITHER = "“", "”", '"'


class Voice(NamedTuple):
    """In whose mouth a word is. Words of one ``place`` are one voice's; ``speaker`` is the reference it belongs to."""

    place: str
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said in a document, and by whom.

    ``quoted`` gives the number of the quotation in which a word stands, by sentence and token; ``voices`` the voice of
    each pronoun of the first and second person, by its index.
    """

    quoted: Mapping[tuple[int, int], int]
    voices: Mapping[int, Voice]


SILENCE = Speech({}, {})


def speech(trees: Sequence[Tree], references: Sequence[Reference], extractions: Iterable[Extraction] = ()) -> Speech:
    """Find the quotations, and whose *I*, *we* and *you* it is.

    In a quotation it is that of the speaker, outside of quotations that of the writer; *you* is then the reader. In an
    interview printed without quotation marks the paragraphs that ask are one voice, the others that of the person who
    is said to be interviewed, whom *you* in a question means.
    """
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
    pronouns = [r for r in references if r.form is Form.PRONOUN and r.person < 3]
    outside = [r for r in pronouns if (r.sentence, r.head.i) not in quoted]
    asking = _questions(trees, outside)
    interviewee = _interviewee(trees, references) if asking else None
    found: dict[int, Voice] = {}
    for pronoun in pronouns:
        place = quoted.get((pronoun.sentence, pronoun.head.i))
        if place is not None:
            speaker = said.get(place)
            if pronoun.person == 1:
                found[pronoun.index] = Voice(f"quotation {place}", speaker if speaker != pronoun.index else None)
            else:
                found[pronoun.index] = Voice(f"spoken to in quotation {place}")
        elif trees[pronoun.sentence].paragraph in asking:
            found[pronoun.index] = Voice("asked", interviewee) if pronoun.person == 2 else Voice("asking")
        elif asking:
            found[pronoun.index] = Voice("asked", interviewee) if pronoun.person == 1 else Voice("anybody")
        else:
            found[pronoun.index] = Voice("writer" if pronoun.person == 1 else "reader")
    return Speech(quoted, found)


def _questions(trees: Sequence[Tree], outside: Sequence[Reference]) -> set[int]:
    """The paragraphs of an interview that ask: they end with a question mark and say *you*; none if it is none."""
    last: dict[int, str] = {}
    for tree in trees:
        last[tree.paragraph] = tree.tokens[-1].text
    asking = {trees[r.sentence].paragraph for r in outside if r.person == 2}
    asking = {paragraph for paragraph in asking if last[paragraph] == "?"}
    answers = sum(r.person == 1 for r in outside if trees[r.sentence].paragraph not in asking)
    return asking if len(asking) >= QUESTIONS and answers >= ANSWERS else set()


def _interviewee(trees: Sequence[Tree], references: Sequence[Reference]) -> int | None:
    """The one person of whom the text says that he or she is interviewed."""
    words = {}
    for tree in trees:
        for token in tree.tokens:
            if token.lemma.lower() == "interview":
                words[tree.index] = token
                break
    found: dict[str, int] = {}
    for reference in references:
        word = words.get(reference.sentence)
        if word is None or reference.kind is not Kind.PERSON or reference.form is not Form.NAME:
            continue
        tree = trees[reference.sentence]
        if any(above.text.lower() in ("on", "about", "by", "for") for above in tree.ancestors(reference.head)):
            continue
        if (reference.head.i > word.i) != (word.tag == "VBN" and word.dep == "acl"):
            found.setdefault(reference.label.split()[-1], reference.index)
    return next(iter(found.values())) if len(found) == 1 else None


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
            subject: Token | None = subject_of(tree, verb)
            if subject is not None and (tree.index, subject.i) not in quoted:
                return at.get((tree.index, subject.i))
    return None
