"""Parses of any shape that a parser may give."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import Document, Parse, Sentence, Source, Token

CHARACTERS = st.characters(exclude_categories=["Cs"])
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)
LABEL = st.sampled_from(["", "_", "-", "NOUN", "NN", "ROOT", "nsubj", "``", "a|b", "a=b", "\\"])
SPACE = st.text(" \t\r\n\x0b\x1c\x85\xa0\u2028\u200b|\\", max_size=3)
WORD = st.text(CHARACTERS, min_size=1, max_size=6)


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    text = draw(SPACE)
    sentences = []
    for _ in range(draw(st.integers(0, 3))):
        size = draw(st.integers(1, 4))
        tokens = []
        for i in range(size):
            word, space = draw(WORD), draw(SPACE)
            entity = draw(st.sampled_from(["", "B-PERSON", "I-GPE"]))
            labels = [draw(LABEL) for _ in range(4)]
            tokens.append(Token(i, len(text), word, space, *labels, head=draw(st.integers(0, size - 1)), entity=entity))
            text += word + space
        sentences.append(Sentence(tuple(tokens), draw(st.integers(0, 3))))
        text += draw(st.sampled_from(["", "\n", "left out "]))
    source = Source(draw(LINE), *(draw(st.none() | st.text(CHARACTERS, max_size=5)) for _ in range(5)))
    return Parse(Document(draw(LINE), text, source), tuple(sentences), draw(LINE))
