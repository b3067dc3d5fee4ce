"""Who speaks: whose *I* and *you* it is, in quotations, interviews and outside of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.frozen import frozen
from kg.model import Kind
from kg.resolve.references import A_NAME, A_PRONOUN, Reference
from kg.tree import Tree
from kg.understanding import Quotations

QUESTIONS, ANSWERS = 2, 3
"""Paragraphs that ask *you* something, and words for *I* outside of them, from which on a text is an interview."""


class Voice(NamedTuple):
    """In whose mouth a word is. Words of one ``place`` are one voice's; ``speaker`` is the reference it belongs to."""

    place: str
    speaker: int | None = None


@frozen
class Speech:
    """What is said in a document, and by whom.

    ``quoted`` gives the number of the quotation in which a word stands, by sentence and token; ``voices`` the voice of
    each pronoun of the first and second person, by its index.
    """

    quoted: Mapping[tuple[int, int], int]
    voices: Mapping[int, Voice]


SILENCE = Speech({}, {})


def speech(trees: Sequence[Tree], references: Sequence[Reference], quotations: Quotations) -> Speech:
    """Whose *I*, *we* and *you* it is.

    In a quotation it is that of the speaker, outside of quotations that of the writer; *you* is then the reader. In an
    interview printed without quotation marks the paragraphs that ask are one voice, the others that of the person who
    is said to be interviewed, whom *you* in a question means.
    """
    at = {(r.sentence, r.head.i): r.index for r in references}
    quoted = {place: quotations.outermost(n) for place, n in quotations.inside.items()}
    said: dict[int, int] = {}
    for n, attribution in quotations.said.items():
        if attribution.source is not None and attribution.sentence is not None:
            speaker = at.get((attribution.sentence, attribution.source.head.i))
            if speaker is not None:
                said.setdefault(quotations.outermost(n), speaker)
    pronouns = [r for r in references if r.form is A_PRONOUN and r.person < 3]
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
        if word is None or reference.kind is not Kind.PERSON or reference.form is not A_NAME:
            continue
        tree = trees[reference.sentence]
        if any(above.text.lower() in ("on", "about", "by", "for") for above in tree.ancestors(reference.head)):
            continue
        if (reference.head.i > word.i) != (word.tag == "VBN" and word.dep == "acl"):
            found.setdefault(reference.label.split()[-1], reference.index)
    return next(iter(found.values())) if len(found) == 1 else None
