"""What is meant by each word of a document: affirmed or denied, actual or not, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.extract.attribution import Chain, attribution
from kg.extract.complements import Complement, complements
from kg.extract.events import above, occurrence
from kg.extract.factuality import PLAIN, Statuses, definite, factuality
from kg.extract.labels import VERBS
from kg.extract.speakers import Speakers
from kg.model import Attribution, Modality, Polarity, Token
from kg.tree import Tree
from kg.understanding import Quotations


class Meant(NamedTuple):
    """What is meant of a word: affirmed or not, how, who says so (outermost first), and the words that say so."""

    polarity: Polarity
    modality: Modality
    attributions: tuple[Attribution, ...]
    cues: tuple[Token, ...]


PRESUPPOSED = Meant(Polarity.POSITIVE, Modality.ACTUAL, (), ())


class Meaning:
    """Polarity, modality and attribution of the words of a document; computed once, in linear time."""

    __slots__ = ("_complements", "_speakers", "_status", "_trees", "quotations")

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._trees = trees
        self._status: list[Statuses] = []
        self._complements: list[Mapping[int, Complement]] = []
        chains: list[list[Chain]] = []
        for tree in trees:
            order = tree.top_down()
            found = complements(tree)
            self._status.append(factuality(tree, order, found))
            self._complements.append(found)
            chains.append(attribution(tree, order, found))
        self._speakers = Speakers(trees, chains)
        self.quotations: Quotations = self._speakers.quotations

    def polarity(self, sentence: int, predicate: Token) -> Polarity:
        """Whether a word is affirmed or denied."""
        return self._status[sentence].words[predicate.i].polarity

    def modality(self, sentence: int, predicate: Token) -> Modality:
        """How a word is meant."""
        return self._status[sentence].words[predicate.i].modality

    def cues(self, sentence: int, predicate: Token) -> tuple[Token, ...]:
        """The words that deny it or make it less than actual, outermost first."""
        return self._status[sentence].words[predicate.i].cues

    def attributions(self, sentence: int, predicate: Token) -> tuple[Attribution, ...]:
        """Who says so, outermost first; empty where the document itself does."""
        return self._speakers.chain(sentence, predicate)

    def of(self, sentence: int, predicate: Token) -> Meant:
        """All that is meant of a word."""
        status = self._status[sentence].words[predicate.i]
        return Meant(status.polarity, status.modality, self._speakers.chain(sentence, predicate), status.cues)

    def occurrence(self, sentence: int, noun: Token) -> Meant:
        """How the event that a noun names is meant, and who says so: as it is of the words that the noun depends on."""
        tree = self._trees[sentence]
        status = occurrence(tree, self._complements[sentence], self._status[sentence].scopes, noun)
        said: tuple[Attribution, ...] = ()
        definite_event = status == PLAIN and definite(tree, noun)  # claims that the sale was illegal
        for token in (noun,) if definite_event else above(tree, noun):
            said = self.attributions(sentence, token)
            if said or token.pos in VERBS:
                break
        return Meant(status.polarity, status.modality, said, status.cues)

    def quoted(self, sentence: int, token: Token) -> bool:
        """Whether a word stands in a direct quotation."""
        return self._speakers.speaker(sentence, token) is not None
