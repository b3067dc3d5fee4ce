"""A spaCy component, for people who live in spaCy: ``nlp.add_pipe("kg_claims")`` gives ``doc._.kg_extractions``.

What is read is kept in ``doc.user_data`` as plain numbers and words, so it survives ``nlp.pipe`` with several
processes, ``DocBin`` and ``to_bytes``; the extension turns it back into the document's own tokens when asked.

    >>> import spacy
    >>> from kg.parse import load
    >>> nlp = load().nlp
    >>> _ = nlp.add_pipe("kg_claims")
    >>> doc = nlp("Darmanin said that France had not cancelled the talks.")
    >>> for found in doc._.kg_extractions:
    ...     print(found, found.polarity, found.sources)
    Darmanin | said | France had not cancelled the talks positive ()
    France | had not cancelled | the talks negative ('Darmanin',)
    >>> nlp.remove_pipe("kg_claims")[0]
    'kg_claims'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from kg.extract import CLAIM_RULES, extract
from kg.model import Document, Extraction, Parse, Phrase, Sentence, Source, Token

KEY = "kg_extractions"


@dataclass(frozen=True)
class DocExtraction:
    """An extraction in the tokens of its document; printed as a tuple of words.

    ``arguments`` pair the words that introduce an argument with its words; ``sources`` are outermost first, ``None``
    where nobody is named.
    """

    subject: tuple[SpacyToken, ...]
    relation: tuple[SpacyToken, ...]
    supplied: str
    arguments: tuple[tuple[tuple[SpacyToken, ...], tuple[SpacyToken, ...]], ...]
    verb: str
    polarity: str
    modality: str
    sources: tuple[str | None, ...]
    confidence: float
    rule: str

    def __str__(self) -> str:
        fields = [_words(self.subject), f"{self.supplied} {_words(self.relation)}".strip()]
        for marker, phrase in self.arguments:
            introduced = "" if _words(marker) == "that" else _words(marker)
            fields.append(f"{introduced} {_words(phrase)}".strip())
        return " | ".join(fields)


def _words(tokens: tuple[SpacyToken, ...]) -> str:
    return " ".join(t.text for t in tokens)


@Language.factory("kg_claims", default_config={"min_confidence": 0.0})
def kg_claims(nlp: Language, name: str, min_confidence: float) -> Claims:
    """The component; ``min_confidence`` (0 to 1) leaves out what is less sure."""
    return Claims(min_confidence)


class Claims:
    """Reads extractions off a parsed document; it needs a tagger, a parser, a lemmatizer and named entities."""

    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Read a parsed document and keep what was read with it."""
        parse, places = parse_of(doc)
        found = extract(parse, CLAIM_RULES, min_confidence=self.min_confidence)
        doc.user_data[KEY] = [_row(extraction, places) for extraction in found]
        return doc


def parse_of(doc: Doc) -> tuple[Parse, dict[int, int]]:
    """A spaCy document as a parse, and for the offset of each of its words the word's place in the document."""
    sentences = []
    for span in doc.sents:
        own = [t for t in span if not t.is_space]
        if not own:
            continue
        place = {t.i: n for n, t in enumerate(own)}
        tokens = tuple(
            Token(
                n,
                t.idx,
                t.text,
                t.whitespace_,
                t.lemma_,
                t.pos_,
                t.tag_,
                t.dep_,
                place.get(t.head.i, n),
                f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "",
            )
            for n, t in enumerate(own)
        )
        sentences.append(Sentence(tokens))
    document = Document("doc", doc.text, Source("doc"))
    return Parse(document, tuple(sentences), doc.lang_), {t.idx: t.i for t in doc}


def _row(extraction: Extraction, places: dict[int, int]) -> dict[str, Any]:
    """An extraction in numbers and words alone."""

    def numbers(phrase: Phrase | None) -> list[int]:
        return [places[t.start] for t in phrase.tokens] if phrase is not None else []

    return {
        "subject": numbers(extraction.subject),
        "relation": numbers(extraction.relation),
        "supplied": extraction.supplied,
        "arguments": [[numbers(a.marker), numbers(a.phrase)] for a in extraction.arguments],
        "verb": extraction.verb,
        "polarity": str(extraction.polarity),
        "modality": str(extraction.modality),
        "sources": [None if a.source is None else a.source.text for a in extraction.attributions],
        "confidence": extraction.confidence,
        "rule": extraction.rule,
    }


def _extractions(doc: Doc) -> tuple[DocExtraction, ...]:
    return tuple(_read(doc))


def _read(doc: Doc) -> Iterator[DocExtraction]:
    def tokens(numbers: list[int]) -> tuple[SpacyToken, ...]:
        return tuple(doc[i] for i in numbers)

    for row in doc.user_data.get(KEY, ()):
        yield DocExtraction(
            subject=tokens(row["subject"]),
            relation=tokens(row["relation"]),
            supplied=row["supplied"],
            arguments=tuple((tokens(marker), tokens(phrase)) for marker, phrase in row["arguments"]),
            verb=row["verb"],
            polarity=row["polarity"],
            modality=row["modality"],
            sources=tuple(row["sources"]),
            confidence=row["confidence"],
            rule=row["rule"],
        )


Doc.set_extension(KEY, getter=_extractions, force=True)
