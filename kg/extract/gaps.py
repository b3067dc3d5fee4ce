"""What was not understood: sentences and clauses from which nothing was read, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.labels import VERBS
from kg.model import Extraction, Gap, Sentence, Span
from kg.threshold import UNSURE

NO_VERB = "no verb: a heading, a list or a fragment"
NO_SUBJECT = "a clause without a subject"

NO_RULE = "no rule reads it"


def missed(
    analysis: Analysis, sentence: Sentence, found: Sequence[Extraction], kept: Sequence[Extraction]
) -> Iterator[Gap]:
    """The gaps of one sentence, in text order: the whole of it, or the clauses in it that gave nothing.

    A clause counts as read if any extraction hangs on its predicate.
    """
    tokens = sentence.tokens
    if not any(t.pos not in {"PUNCT", "SPACE", "SYM"} for t in tokens):
        return
    if not kept:
        if found:
            reason = UNSURE
        elif not any(t.pos in VERBS for t in tokens):
            reason = NO_VERB
        else:
            reason = NO_RULE if any(c.subjects for c in analysis.clauses) else NO_SUBJECT
        yield Gap(sentence.span, reason)
        return
    read = {e.predicate.start for e in kept}
    tried = {e.predicate.start for e in found}
    for clause in analysis.clauses:
        if clause.predicate.start in read:
            continue
        words = [*clause.group, *(t for c in clause.constituents for t in (*c.marker, *c.whole.tokens))]
        span = Span(min(t.start for t in words), max(t.end for t in words))
        if clause.predicate.start in tried:
            yield Gap(span, UNSURE)
        else:
            yield Gap(span, NO_RULE if clause.subjects else NO_SUBJECT)
