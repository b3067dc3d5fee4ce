"""Parse to extractions: grammar, no libraries.

``RULES`` lists the rules in the order in which they are tried; each is a function from the analysis of a sentence to
extractions, and its docstring shows sentences with what is read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis, analyse
from kg.extract.confidence import Measured, rated
from kg.extract.events import event_noun
from kg.extract.factuality import doubting
from kg.extract.gaps import missed
from kg.extract.meaning import PRESUPPOSED, Meaning, Meant
from kg.extract.mistakes import mended
from kg.extract.phrases import open_choice
from kg.extract.rules import copular, events, nominal, subordinate, verbal
from kg.model import ClauseType, Extraction, Gap, Modality, Parse, Polarity, Role
from kg.tree import Tree
from kg.understanding import Understanding

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
    copular.called,
    subordinate.relative,
    subordinate.participial,
    subordinate.attributive,
    copular.existential,
    copular.postmodified,
    subordinate.controlled,
    subordinate.infinitival,
    subordinate.intended,
    subordinate.gerundial,
    nominal.apposition,
    nominal.title,
    nominal.enumerated,
    nominal.age,
    nominal.based,
    nominal.abbreviation,
    nominal.place,
    nominal.located,
    nominal.authorship,
    nominal.possession,
    nominal.pronoun_possession,
    nominal.noun_with,
    nominal.including,
    nominal.hyphenated,
    events.nominalised,
    events.happening,
)

_ON_THE_THING = {nominal.possession, nominal.pronoun_possession, nominal.noun_with, nominal.located}
_IN_ITS_WORDS = {verbal.joint}
_OF_THE_NOUN = {subordinate.infinitival, subordinate.gerundial}
_OF_CLAIMS = {
    copular.called,
    nominal.enumerated,
    nominal.hyphenated,
    nominal.including,
    subordinate.attributive,
    subordinate.intended,
    verbal.governing,
    verbal.mutual,
}
_EVENTS = {events.nominalised, events.happening}

CLAIM_RULES: tuple[Rule, ...] = tuple(r for r in RULES if r not in _ON_THE_THING | _OF_THE_NOUN | _IN_ITS_WORDS)
"""The rules that make claims: what the arguments of a noun say (*letter of*, *talks with*) is on the thing already, and
a plan to cut taxes is a plan of somebody's to cut them."""

FLAT_RULES: tuple[Rule, ...] = tuple(r for r in RULES if r not in _OF_CLAIMS | _EVENTS)
"""The rules of the flat views, which stay with the words as they are: *the plan | was to cut | taxes*."""


def extract(parse: Parse, rules: Sequence[Rule] = RULES, *, min_confidence: float = 0.0) -> Iterator[Extraction]:
    """Read a parsed document: every rule over every sentence, in text order.

    Each extraction is stamped with its rule and its confidence, and with what the document says of it: polarity,
    modality, and who is said to say so. Those below ``min_confidence`` (0 to 1) are left out.
    """
    yield from understand(parse, rules, min_confidence=min_confidence).extractions


def understand(parse: Parse, rules: Sequence[Rule] = RULES, *, min_confidence: float = 0.0) -> Understanding:
    """What :func:`extract` reads with all that it found out on the way, and what was not understood and why.

    Mistakes of the parser that recur are mended here, before anything looks at its trees.
    """
    parse = mended(parse)
    trees = tuple(Tree(sentence, n) for n, sentence in enumerate(parse.sentences))
    meaning = Meaning(trees)
    extractions: list[Extraction] = []
    gaps: list[Gap] = []
    for tree in trees:
        analysis = analyse(tree)
        found = _read(analysis, rules, meaning)
        kept = [e for e in found if e.confidence >= min_confidence]
        extractions += kept
        gaps += missed(analysis, tree.sentence, found, kept)
    return Understanding(parse, trees, meaning.quotations, tuple(extractions), tuple(gaps))


def _read(analysis: Analysis, rules: Sequence[Rule], meaning: Meaning) -> list[Extraction]:
    """What the rules read in one sentence."""
    measured = Measured(analysis)
    found = []
    for rule in rules:
        read = list(rule(analysis))
        if not read:
            continue
        together: dict[int, int] = {}
        for extraction in read:
            together[extraction.predicate.i] = together.get(extraction.predicate.i, 0) + 1
        for extraction in read:
            if rule is verbal.governing and not _parts(meaning, extraction):
                continue
            name, parts = rule.__name__, together[extraction.predicate.i]
            confidence, arguments = rated(measured, extraction, name, parts)
            sure, meant = _occurring(meaning, extraction) if rule in _EVENTS else (1.0, _meant(meaning, extraction))
            meant = _alternative(analysis.tree, extraction, _doubted(analysis.tree, extraction, meant))
            found.append(
                replace(
                    extraction,
                    rule=name,
                    confidence=round(confidence * sure, 4),
                    arguments=arguments,
                    polarity=meant.polarity,
                    modality=meant.modality,
                    attributions=meant.attributions,
                    cues=meant.cues,
                )
            )
    return found


def _parts(meaning: Meaning, extraction: Extraction) -> bool:
    """Whether a governing verb is meant otherwise than what it governs, so that one claim cannot stand for both."""
    governed = replace(extraction, predicate=extraction.arguments[0].phrase.head)
    one, other = _meant(meaning, governed), _meant(meaning, extraction)
    return one[:3] != other[:3]  # the cues apart


def _meant(meaning: Meaning, extraction: Extraction) -> Meant:
    """What is meant of it, and who says so; what a noun implies is presupposed: the document says it, unless quoted."""
    if extraction.clause is ClauseType.IMPLIED and not meaning.quoted(extraction.sentence, extraction.predicate):
        return PRESUPPOSED
    return meaning.of(extraction.sentence, extraction.predicate)


def _doubted(tree: Tree, extraction: Extraction, meant: Meant) -> Meant:
    """What a noun implies, if it says itself that it may not be so: *Omar Nasr, the* **alleged** *killer*."""
    if extraction.clause is not ClauseType.IMPLIED or extraction.verb != "is" or meant.modality is not Modality.ACTUAL:
        return meant
    cues = (doubting(tree, a.phrase.head) for a in extraction.arguments if a.role is Role.COMPLEMENT)
    cue = next(filter(None, cues), None)
    return meant if cue is None else meant._replace(modality=Modality.POSSIBLE, cues=(*meant.cues, cue))


def _alternative(tree: Tree, extraction: Extraction, meant: Meant) -> Meant:
    """*Hill* **or** *Lee paid*, *he resigned* **or** *was dismissed*: one of them is so, and nobody knows which."""
    if meant.polarity is not Polarity.POSITIVE or meant.modality is not Modality.ACTUAL:
        return meant
    core = [a.phrase for a in extraction.arguments if a.role in (Role.OBJECT, Role.COMPLEMENT, Role.AGENT)]
    cue = open_choice(tree, extraction.predicate, (extraction.predicate,))
    for phrase in (extraction.subject, *core):
        if cue is None and phrase is not None:
            cue = open_choice(tree, phrase.head, phrase.tokens)
    return meant if cue is None else meant._replace(modality=Modality.POSSIBLE, cues=(*meant.cues, cue))


def _occurring(meaning: Meaning, extraction: Extraction) -> tuple[float, Meant]:
    """How sure it is that a noun names an event, 0 to 1, and what is meant of that."""
    known = event_noun(extraction.predicate)
    return known.sure if known is not None else 1.0, meaning.occurrence(extraction.sentence, extraction.predicate)
