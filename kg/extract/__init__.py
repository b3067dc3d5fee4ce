"""Parse to extractions: grammar, no libraries.

``RULES`` lists the rules in the order in which they are tried; each is a function from the analysis of a sentence to
extractions, and its docstring shows sentences with what is read from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.analysis import Analysis, analyse
from kg.extract.confidence import Measured, rated
from kg.extract.coverage import missed
from kg.extract.meaning import Meaning
from kg.extract.repair import repaired
from kg.extract.rules import copular, nominal, subordinate, verbal
from kg.model import ClauseType, Extraction, Gap, Parse, Sentence
from kg.tree import Tree

Rule = Callable[[Analysis], Iterator[Extraction]]

RULES: tuple[Rule, ...] = (
    verbal.reported,
    verbal.transitive,
    verbal.intransitive,
    verbal.passive,
    verbal.mutual,
    verbal.joint,
    verbal.governing,
    copular.copular,
    subordinate.relative,
    subordinate.participial,
    copular.existential,
    copular.postmodified,
    subordinate.controlled,
    subordinate.infinitival,
    subordinate.intended,
    subordinate.gerundial,
    nominal.apposition,
    nominal.title,
    nominal.abbreviation,
    nominal.place,
    nominal.located,
    nominal.authorship,
    nominal.possession,
    nominal.pronoun_possession,
    nominal.noun_with,
)

_ON_THE_THING = {nominal.possession, nominal.pronoun_possession, nominal.noun_with, nominal.located}
_IN_ITS_WORDS = {verbal.joint}
_OF_THE_NOUN = {subordinate.infinitival, subordinate.gerundial}

CLAIM_RULES: tuple[Rule, ...] = tuple(r for r in RULES if r not in _ON_THE_THING | _OF_THE_NOUN | _IN_ITS_WORDS)
"""The rules that make claims: what the arguments of a noun say (*letter of*, *talks with*) is on the thing already, and
a plan to cut taxes is a plan of somebody's to cut them."""

FLAT_RULES: tuple[Rule, ...] = tuple(
    r for r in RULES if r not in {subordinate.intended, verbal.governing, verbal.mutual}
)
"""The rules of the flat views, which stay with the words as they are: *the plan | was to cut | taxes*."""


class Understanding(NamedTuple):
    """What was read in a parse, and what was not understood, each with its reason; both in text order."""

    extractions: tuple[Extraction, ...]
    gaps: tuple[Gap, ...]


def extract(parse: Parse, rules: Sequence[Rule] = RULES, *, min_confidence: float = 0.0) -> Iterator[Extraction]:
    """Read a parsed document: every rule over every sentence, in text order.

    Each extraction is stamped with its rule and its confidence, and with what the document says of it: polarity,
    modality, and who is said to say so. Those below ``min_confidence`` (0 to 1) are left out.
    """
    for _, found, _ in _sentences(parse, rules):
        yield from (e for e in found if e.confidence >= min_confidence)


def understand(parse: Parse, rules: Sequence[Rule] = RULES, *, min_confidence: float = 0.0) -> Understanding:
    """As :func:`extract`, and what was not understood: sentences and clauses that gave nothing, and why."""
    extractions: list[Extraction] = []
    gaps: list[Gap] = []
    for analysis, found, sentence in _sentences(parse, rules):
        kept = [e for e in found if e.confidence >= min_confidence]
        extractions += kept
        gaps += missed(analysis, sentence, found, kept)
    return Understanding(tuple(extractions), tuple(gaps))


def _sentences(parse: Parse, rules: Sequence[Rule]) -> Iterator[tuple[Analysis, list[Extraction], Sentence]]:
    trees = [Tree(repaired(sentence), n) for n, sentence in enumerate(parse.sentences)]
    meaning = Meaning(parse, trees)
    for tree in trees:
        analysis = analyse(tree)
        measured = Measured(analysis)
        found = []
        for rule in rules:
            read = list(rule(analysis))
            parts = Counter(e.predicate.i for e in read)
            for extraction in read:
                if rule is verbal.governing and not _parts(meaning, extraction):
                    continue
                name, together = rule.__name__, parts[extraction.predicate.i]
                confidence, arguments = rated(measured, extraction, name, together)
                stamped = replace(extraction, rule=name, confidence=confidence, arguments=arguments)
                found.append(_meant(meaning, stamped))
        yield analysis, found, tree.sentence


def _parts(meaning: Meaning, extraction: Extraction) -> bool:
    """Whether a governing verb is meant otherwise than what it governs, so that one claim cannot stand for both."""
    governed = replace(extraction, predicate=extraction.arguments[0].phrase.head)
    return replace(_meant(meaning, governed), predicate=extraction.predicate) != _meant(meaning, extraction)


def _meant(meaning: Meaning, extraction: Extraction) -> Extraction:
    """With polarity, modality and sources; what a noun implies is presupposed: the document says it, unless quoted."""
    sentence, token = extraction.sentence, extraction.predicate
    if extraction.clause is ClauseType.IMPLIED and not meaning.quoted(sentence, token):
        return extraction
    return replace(
        extraction,
        polarity=meaning.polarity(sentence, token),
        modality=meaning.modality(sentence, token),
        attributions=meaning.attributions(sentence, token),
    )
