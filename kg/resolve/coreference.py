"""Which references of a document are to one thing: a sieve, the surest evidence first.

Each decision joins a reference to an earlier one (a pronoun in a fronted phrase to a later one), with a method in plain
words and a confidence. Nothing is joined on a guess: where two candidates are about equally good, none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.resolve.chains import Decision, Document, Grouping
from kg.resolve.namesakes import join_names
from kg.resolve.nominals import Nominals
from kg.resolve.pronouns import Pronouns
from kg.resolve.references import A_PRONOUN, Reference
from kg.resolve.speakers import SILENCE, Speech
from kg.tree import Tree


def corefer(
    trees: Sequence[Tree], references: Sequence[Reference], speech: Speech = SILENCE
) -> tuple[tuple[Decision, ...], tuple[Grouping, ...]]:
    """The decisions for a document, in the order they were made, and the groups whose members are known.

    ``speech`` says what is quoted, and in whose mouth the pronouns of the first and second person are. Cost is linear
    in the references; pronouns look at those of a few sentences each.
    """
    document = Document(trees, references)
    join_names(document)
    nominals, pronouns = Nominals(document), Pronouns(document, speech)
    for reference in references:
        if reference.form is not A_PRONOUN:
            nominals.read(reference)
        elif not nominals.groups.read(reference):
            pronouns.read(reference)
    return tuple(document.decisions), tuple(document.groups)
