"""What verbs say: actions, events and states, with everything the verb governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import MUTUAL, Analysis, reciprocal
from kg.extract.clauses import Clause
from kg.extract.complements import is_yet_to
from kg.extract.inflection import third_person
from kg.extract.phrases import noun_phrase
from kg.extract.propositions import propositions
from kg.model import Argument, ClauseType, Extraction, Phrase, Role, Token


def transitive(analysis: Analysis) -> Iterator[Extraction]:
    """Somebody does something to something; further phrases follow in text order.

    France cancels the talks with the UK.
        France | cancels | the talks with the UK
    On Sunday, Johnson sent a letter and a plan to Macron.
        Johnson | sent | a letter | to Macron | On Sunday
        Johnson | sent | a plan | to Macron | On Sunday
    The minister wants to lower taxes.
        The minister | wants to lower | taxes
    """
    for clause in analysis.main:
        if clause.passive or clause.get(Role.OBJECT) is None or analysis.reports(clause) or analysis.mutual(clause):
            continue
        yield from propositions(clause)


def intransitive(analysis: Analysis) -> Iterator[Extraction]:
    """Somebody does something; the preposition goes with the verb.

    Patel travels to Calais on Sunday.
        Patel | travels to | Calais | on Sunday
    """
    for clause in analysis.main:
        if clause.passive or analysis.reports(clause) or analysis.describes(clause) or analysis.mutual(clause):
            continue
        if clause.get(Role.OBJECT) is None:
            yield from propositions(clause)


def passive(analysis: Analysis) -> Iterator[Extraction]:
    """Something is done, by somebody or not; the order stays that of the text.

    The talks were cancelled by France on Friday.
        The talks | were cancelled by | France | on Friday
    The letter was published on Thursday.
        The letter | was published on | Thursday
    """
    for clause in analysis.main:
        if clause.passive and not analysis.reports(clause):
            yield from propositions(clause)


def reported(analysis: Analysis) -> Iterator[Extraction]:
    """Somebody says, thinks or wants something: the content is the object, and is read on its own as well.

    Darmanin said that the letter was unacceptable.
        Darmanin | said | the letter was unacceptable
    """
    for clause in analysis.clauses:
        if analysis.reports(clause):
            yield from propositions(clause)


def mutual(analysis: Analysis) -> Iterator[Extraction]:
    """What two do to each other, each does to the other.

    Anna and Bob met in Paris.
        Anna | met | Bob | in Paris
        Bob | met | Anna | in Paris
    France and Britain did not trust each other.
        France | did not trust | Britain
        Britain | did not trust | France
    """
    for clause in analysis.main:
        if not analysis.mutual(clause):
            continue
        for one in propositions(clause):
            for other in clause.subjects:
                if other is not one.subject:
                    yield _done_to(other, one, clause)


def _done_to(other: Phrase, one: Extraction, clause: Clause) -> Extraction:
    place = reciprocal(clause)
    if place is not None:
        arguments = tuple(replace(a, phrase=other) if a.phrase == place.whole else a for a in one.arguments)
        return replace(one, arguments=arguments)
    verb = f"{one.verb} {MUTUAL[clause.predicate.lemma]}".rstrip()
    return replace(one, arguments=(Argument(Role.OBJECT, other), *one.arguments), verb=verb, clause=_WITH[one.clause])


_WITH = {ClauseType.SV: ClauseType.SVO, ClauseType.SVA: ClauseType.SVOA}


def joint(analysis: Analysis) -> Iterator[Extraction]:
    """What two do to each other, in the words of the sentence: they stay together.

    Anna and Bob met in Paris.
        Anna and Bob | met in | Paris
    """
    for clause in analysis.main:
        if analysis.mutual(clause) and clause.subject is not None:
            together = noun_phrase(clause.tree, clause.subject, split=False)
            yield from propositions(replace(clause, subjects=(together,)))


def governing(analysis: Analysis) -> Iterator[Extraction]:
    """A verb in front of an infinitive, for itself: planning is a fact where what is planned is none.

    The minister planned to lower taxes.
        The minister | planned | to lower taxes
    """
    for clause in analysis.clauses:
        for verb in clause.chain[:-1]:
            if verb.pos == "VERB" and verb.lemma not in _HELPERS and not is_yet_to(clause.tree, verb):
                yield from _governed(clause, verb)


_HELPERS = frozenset({"be", "go", "use", "get", "let", "ought", "dare"})


def _governed(clause: Clause, verb: Token) -> Iterator[Extraction]:
    tree = clause.tree
    own = tree.children[verb.i]
    group = tuple(t for t in clause.group if t.i < verb.i or t is verb or (t.dep == "prt" and t.head == verb.i))
    passive = any(c.dep == "auxpass" for c in own)
    inner = tree.subtree(clause.predicate)
    content = Phrase(clause.predicate, tuple(inner))
    particle = "".join(f" {t.text.lower()}" for t in own if t.dep == "prt")
    if verb.lemma == "have":
        particle = " to"  # has to leave
    for subject in clause.subjects[:1] if passive else clause.subjects:
        yield Extraction(
            sentence=tree.index,
            predicate=verb,
            subject=None if passive else subject,
            relation=Phrase(verb, group),
            verb=third_person(verb.lemma.lower()) + particle,
            arguments=(Argument(Role.CLAUSE, content, None, clause.predicate.start),),
            clause=ClauseType.SVO,
            rule="",
            passive=passive,
        )
