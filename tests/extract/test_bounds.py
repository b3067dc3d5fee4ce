"""Sentences of any size end, in time that grows with their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract import RULES, understand
from kg.extract.phrases import MAX_PARTS
from kg.extract.propositions import MAX_PROPOSITIONS
from kg.model import Document, Parse, Sentence, Source, Token

Word = tuple[str, str, str, str, int]  # text, part of speech, tag, label, head


def parse_of(words: list[Word]) -> Parse:
    start, tokens = 0, []
    for i, (text, pos, tag, dep, head) in enumerate(words):
        tokens.append(Token(i, start, text, " ", text.lower(), pos, tag, dep, head, ""))
        start += len(text) + 1
    document = Document("https://example.org/doc/x", " ".join(w[0] for w in words), Source("x"))
    return Parse(document, (Sentence(tuple(tokens)),), "made by hand")


def coordinated(n: int) -> list[Word]:
    """*Name0, Name1 … met Person0, Person1 …*: each name hangs on the one before it."""
    subjects = [(f"Name{i}", "PROPN", "NNP", "conj" if i else "nsubj", i - 1 if i else n) for i in range(n)]
    objects = [(f"Person{i}", "PROPN", "NNP", "conj" if i else "dobj", n + i if i else n) for i in range(n)]
    return [*subjects, ("met", "VERB", "VBD", "ROOT", n), *objects]


def nested(n: int) -> list[Word]:
    """*dogs that chased dogs that chased …*: each clause inside the object of the one around it."""
    words: list[Word] = [("People", "NOUN", "NNS", "nsubj", 1), ("saw", "VERB", "VBD", "ROOT", 1)]
    verb = 1
    for _ in range(n):
        noun = len(words)
        words += [
            ("dogs", "NOUN", "NNS", "dobj", verb),
            ("that", "PRON", "WDT", "nsubj", noun + 2),
            ("chased", "VERB", "VBD", "relcl", noun),
        ]
        verb = noun + 2
    return [*words, ("cats", "NOUN", "NNS", "dobj", verb)]


def sequence(n: int) -> list[Word]:
    """*He opened doors, opened doors, …*: each verb coordinated with the one before it."""
    words: list[Word] = [("He", "PRON", "PRP", "nsubj", 1)]
    for i in range(n):
        verb = len(words)
        words.append(("opened", "VERB", "VBD", "conj" if i else "ROOT", verb - 2 if i else verb))
        words.append(("doors", "NOUN", "NNS", "dobj", verb))
    return words


@pytest.mark.parametrize(("make", "n"), [(coordinated, 200), (nested, 330), (sequence, 500), (nested, 100)])
def test_a_sentence_of_any_shape_ends(make: Callable[[int], list[Word]], n: int) -> None:
    parse = parse_of(make(n))
    extractions = understand(parse, RULES).extractions
    assert extractions
    words = sum(len(a.phrase.tokens) for e in extractions for a in e.arguments)
    assert words <= 100 * len(parse.sentences[0].tokens)


def test_a_coordination_is_split_as_far_as_it_may_be() -> None:
    few = understand(parse_of(coordinated(5))).extractions
    assert len([e for e in few if e.rule == "transitive"]) == 25
    many = understand(parse_of(coordinated(200))).extractions
    assert 0 < len([e for e in many if e.rule == "transitive"]) <= min(MAX_PROPOSITIONS, MAX_PARTS**2)


def test_the_innermost_of_nested_clauses_is_read() -> None:
    extractions = understand(parse_of(nested(330))).extractions
    assert [a.phrase.text for e in extractions for a in e.arguments][-1] == "cats"
