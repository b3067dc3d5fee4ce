"""The spaCy parser: with its tuned pipeline the only module that imports spaCy.

spaCy's objects stay behind this door. Each document is made plain, parsed and copied into plain values, a batch at a
time in a memory zone of its own, so that memory stays flat however many documents pass.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from kg.errors import ParserError
from kg.model import Document, Parse, Sentence, Span, Token
from kg.parse.models import find, official
from kg.parse.plain import Plain, paragraphs
from kg.parse.spacy_tuned import tune

BATCH = 256
"""Documents that are parsed together, if they are short."""

BATCH_CHARACTERS = 40_000
"""Characters after which a batch ends: some fifteen articles. More are no faster and take more memory."""

PARAGRAPHS = 64
"""Paragraphs that go through a component at a time, likewise."""

NEEDED = {
    "tagger": {"tagger"},
    "parser": {"parser"},
    "attribute_ruler": {"attribute_ruler", "morphologizer"},
    "lemmatizer": {"lemmatizer", "trainable_lemmatizer"},
    "ner": {"ner"},
}
"""What a model must have, and the components that do it."""

COLUMNS = [IDX, LENGTH, LEMMA, POS, TAG, DEP, ENT_IOB, ENT_TYPE, HEAD, SENT_START]

BIO = {3: "B-", 1: "I-"}
"""spaCy's codes for the first and the further words of a name."""


def load(model: str | None = None, *, whole: bool = False, tokens: bool = False) -> SpacyParser:
    """See :func:`kg.parse.load`."""
    return SpacyParser(_pipeline(model), whole=whole, tokens=tokens)


# ------------------------------------------------------------------------------------------------ the model


def _pipeline(model: str | None) -> Language:
    path = find(model)
    try:
        with warnings.catch_warnings():
            # W095: the model was trained with another minor version. The default one is pinned and tested as it is.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(path)
    except Exception as error:  # a broken folder fails in as many ways as it has files
        reason = str(error).partition("\n")[0]
        raise ParserError(f"language model {model or path.name!r} cannot be loaded: {reason}") from error
    _check(nlp, model or path.name)
    tune(nlp)
    return nlp


def _check(nlp: Language, name: str) -> None:
    """A fit model is English and has every component that the rules rely on."""
    if nlp.lang != "en":
        raise ParserError(
            f"language model {name!r} is for {nlp.lang!r}, not for English: use en_core_web_md or en_core_web_sm"
        )
    have = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    missing = [part for part, factories in NEEDED.items() if not factories & have]
    if missing:
        parts = " and ".join([", ".join(missing[:-1]), missing[-1]]) if len(missing) > 1 else missing[0]
        raise ParserError(f"language model {name!r} has no {parts}: use en_core_web_md or en_core_web_sm")


# ------------------------------------------------------------------------------------------------ the parser


class SpacyParser:
    """A loaded pipeline as a function from documents to parses; see :func:`kg.parse.load`."""

    def __init__(self, nlp: Language, *, whole: bool = False, tokens: bool = False) -> None:
        self.nlp = nlp
        self.model = official(nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"])
        self.whole = whole
        self.tokens = tokens

    def __call__(self, documents: Iterable[Document], /) -> Iterator[Parse]:
        """Parse documents, a batch at a time."""
        for batch in _batches(documents):
            yield from self._parse(batch)

    def _parse(self, batch: list[Document]) -> list[Parse]:
        with self.nlp.memory_zone():
            plains = [self._plains(document.text) for document in batch]
            docs = self.nlp.pipe(map(self._doc, chain.from_iterable(plains)), batch_size=PARAGRAPHS)
            copy = _Copy(self.nlp.vocab.strings, whole=self.whole)
            return [
                Parse(document, tuple(copy.sentences(document.text, own, docs)), self.model)
                for document, own in zip(batch, plains, strict=True)
            ]

    def _plains(self, text: str) -> list[Plain]:
        start = len(text) - len(text.lstrip())
        whole = [Span(start, len(text.rstrip()))] if start < len(text) else []
        return [Plain(text, span, as_given=self.tokens) for span in (whole if self.whole else paragraphs(text))]

    def _doc(self, plain: Plain) -> Doc:
        if self.tokens:
            doc = Doc(self.nlp.vocab, plain.text.split())
        else:
            doc = self.nlp.make_doc(plain.text)
        if self.whole:
            for token in doc:
                token.is_sent_start = token.i == 0
        return doc


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


# ------------------------------------------------------------------------------------------------ plain values


class _Copy:
    """Copies what spaCy gives for one batch; equal strings become one object."""

    def __init__(self, strings: StringStore, *, whole: bool) -> None:
        self.names = _Names(strings)
        self.words: dict[str, str] = {}
        self.whole = whole

    def sentences(self, text: str, plains: list[Plain], docs: Iterator[Doc]) -> Iterator[Sentence]:
        """The sentences of one document, whose paragraphs are the next of ``docs``."""
        nexts = [*(plain.start for plain in plains[1:]), len(text)]
        for paragraph, (plain, after) in enumerate(zip(plains, nexts, strict=False)):
            for tokens in self._tokens(next(docs), text, plain, after):
                yield Sentence(tokens, paragraph)

    def _tokens(self, doc: Doc, text: str, plain: Plain, after: int) -> Iterator[tuple[Token, ...]]:
        """The words of a paragraph, sentence by sentence; ``after`` is where the next paragraph starts."""
        table = doc.to_array(COLUMNS)
        idx, length, lemma, pos, tag, dep, iob, kind = table[:, :-2].T.tolist()
        heads, sent_starts = table[:, -2:].astype(numpy.int64).T.tolist()  # these two are signed
        spans = [plain.span(start, start + size) for start, size in zip(idx, length, strict=True)]
        nexts = [*(start for start, _ in spans[1:]), after]
        firsts = [i for i, start in enumerate(sent_starts) if i == 0 or (start == 1 and not self.whole)]
        names, words = self.names, self.words
        for first, last in zip(firsts, (*firsts[1:], len(spans)), strict=False):
            trees = [head + i for i, head in enumerate(heads[first:last])]
            labels = [names[label] for label in dep[first:last]]
            tags = [names[label] for label in pos[first:last]]
            _one_root(trees, labels, tags)
            tokens = []
            for i in range(first, last):
                start, end = spans[i]
                word = text[start:end]
                entity = f"{BIO[iob[i]]}{names[kind[i]]}" if kind[i] else ""
                tokens.append(
                    Token(
                        i - first,
                        start,
                        words.setdefault(word, word),
                        text[end : nexts[i]],
                        names[lemma[i]],
                        tags[i - first],
                        names[tag[i]],
                        labels[i - first],
                        trees[i - first],
                        words.setdefault(entity, entity),
                    )
                )
            yield tuple(tokens)


class _Names(dict[int, str]):
    """The strings behind spaCy's hashes, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, key: int) -> str:
        name = self[key] = self._strings[key]
        return name


def _one_root(heads: list[int], deps: list[str], tags: list[str]) -> None:
    """Hang every root but the first below it, in place: as punctuation if it is that, or else as parataxis."""
    roots = [i for i, head in enumerate(heads) if head == i or not 0 <= head < len(heads)]
    for i in roots:
        heads[i] = roots[0]
    for i in roots[1:]:
        deps[i] = "punct" if tags[i] == "PUNCT" else "parataxis"
