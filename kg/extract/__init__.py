"""Parse to extractions: grammar, no libraries.

``RULES`` lists the rules in the order in which they are tried; each is a function from the analysis of a sentence to
extractions, and its docstring shows sentences with what is read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis, analyse
from kg.extract.confidence import Measured, argument_features, extraction_features, probability, weights
from kg.extract.meaning import Meaning
from kg.extract.rules import copular, nominal, subordinate, verbal
from kg.extract.tree import Tree
from kg.model import Extraction, Parse

Rule = Callable[[Analysis], Iterator[Extraction]]

RULES: tuple[Rule, ...] = (
    verbal.reported,
    verbal.transitive,
    verbal.intransitive,
    verbal.passive,
    copular.copular,
    subordinate.relative,
    subordinate.participial,
    subordinate.controlled,
    nominal.apposition,
    nominal.title,
    nominal.abbreviation,
    nominal.place,
    nominal.located,
    nominal.authorship,
    nominal.possession,
    nominal.pronoun_possession,
    nominal.noun_with,
    nominal.noun_of,
    nominal.quality,
    nominal.compound,
    nominal.counted,
)


def extract(parse: Parse, rules: Sequence[Rule] = RULES) -> Iterator[Extraction]:
    """Read a parsed document: every rule over every sentence, in text order.

    Each extraction is stamped with its rule and its confidence, and with what the document says of it: polarity,
    modality, and who is said to say so. Nothing is left out; choose by ``Extraction.confidence``.
    """
    trees = [Tree(sentence, n) for n, sentence in enumerate(parse.sentences)]
    meaning = Meaning(parse, trees)
    for tree in trees:
        analysis = analyse(tree)
        measured = Measured(analysis)
        for rule in rules:
            for extraction in rule(analysis):
                token = extraction.predicate
                stamped = replace(
                    extraction,
                    rule=rule.__name__,
                    polarity=meaning.polarity(tree.index, token),
                    modality=meaning.modality(tree.index, token),
                    attributions=meaning.attributions(tree.index, token),
                )
                yield _with_confidence(measured, stamped)


def _with_confidence(measured: Measured, extraction: Extraction) -> Extraction:
    tables = weights()
    features = extraction_features(measured, extraction)
    rated = replace(extraction, confidence=probability(features, tables["extraction"]))
    if len(rated.arguments) < 2:
        return rated
    further = tables["argument"]
    arguments = tuple(
        replace(a, confidence=probability(argument_features(measured, rated, n), further)) if n else a
        for n, a in enumerate(rated.arguments)
    )
    return replace(rated, arguments=arguments)
