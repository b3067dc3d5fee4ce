"""Parse to extractions: grammar, no libraries.

``RULES`` lists the rules in the order in which they are tried; each is a function from the analysis of a sentence to
extractions, and its docstring shows sentences with what is read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis, analyse
from kg.extract.rules import copular, subordinate, verbal
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
)


def extract(parse: Parse, rules: Sequence[Rule] = RULES) -> Iterator[Extraction]:
    """Read a parsed document: every rule over every sentence, in text order.

    Each extraction is stamped with its rule, and with what the document says of it: polarity, modality, and who is
    said to say so.
    """
    trees = [Tree(sentence, n) for n, sentence in enumerate(parse.sentences)]
    for tree in trees:
        analysis = analyse(tree)
        for rule in rules:
            for extraction in rule(analysis):
                yield replace(extraction, rule=rule.__name__)
