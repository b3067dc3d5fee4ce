"""A parser without a model, for this process and for workers: a document is one flat sentence."""

import os
from collections.abc import Iterable, Iterator

from kg import pipeline
from kg.model import Document, Parse, Sentence, Token


class Parser:
    """Splits at blanks; chokes on *poison*, and *kill* ends the process."""

    model = "flat 1.0"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, documents: Iterable[Document]) -> Iterator[Parse]:
        documents = [*documents]
        self.batches.append(len(documents))
        for document in documents:
            if "poison" in document.text:
                raise ValueError("cannot be parsed")
            if "kill" in document.text:
                os._exit(1)
            words, at = [], 0
            for i, word in enumerate(document.text.split()):
                at = document.text.index(word, at)
                words.append(Token(i, at, word, " ", word.lower(), "NOUN", "NN", "dep" if i else "ROOT", 0, ""))
                at += len(word)
            yield Parse(document, (Sentence(tuple(words)),), self.model)


def read(batch, model):
    """What ``kg.run`` does with a batch, with this parser."""
    return [*pipeline.readings(batch, Parser())]
