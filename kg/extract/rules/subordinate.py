"""Clauses without a subject of their own words: relative, participial, and controlled ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.clauses import Clause
from kg.extract.complements import SIGNATURES, is_ranked
from kg.extract.inflection import form_of_be, third_person
from kg.extract.labels import COMMON_OR_NAME, SUBJECTS
from kg.extract.lexicon import table
from kg.extract.phrases import owners, without
from kg.extract.propositions import propositions
from kg.model import ClauseType, Extraction, Phrase, Role, Token


def relative(analysis: Analysis) -> Iterator[Extraction]:
    """A relative clause says its verb of the noun in front of it.

    Migrants who crossed the Channel were rescued.
        Migrants | crossed | the Channel
    The letter that Johnson wrote was long.
        Johnson | wrote | The letter
    """
    for clause in analysis.of("relcl"):
        if not _open(clause):
            yield from propositions(clause)


def participial(analysis: Analysis) -> Iterator[Extraction]:
    """A participle behind a noun says its verb of that noun.

    A plan outlined in a letter failed.
        A plan | was outlined in | a letter
    """
    for clause in analysis.of("acl"):
        if not _open(clause):
            yield from propositions(clause)


def attributive(analysis: Analysis) -> Iterator[Extraction]:
    """A participle in front of a noun that tells what happens to the thing, or was done to it.

    Falling prices worried the owners.
        prices | were Falling
    The recently stolen car was found.
        The car | was recently stolen
    """
    tree = analysis.tree
    for token in tree.labelled("amod"):
        if token.tag not in _PARTICIPLES or token.head < token.i:
            continue
        noun = tree.head(token)
        if noun.pos not in COMMON_OR_NAME or token.lemma.lower() not in _ATTRIBUTIVE[token.tag]:
            continue
        if any(c.pos == "ADP" or c.text.lower() == "self" for c in tree.children[token.i]):
            continue  # built-in, self-appointed
        passive = token.tag == "VBN"
        yield Extraction(
            sentence=tree.index,
            predicate=token,
            subject=without(tree, noun, token),
            relation=Phrase(token, tuple(tree.subtree(token))),
            verb=third_person(token.lemma.lower()),
            arguments=(),
            clause=ClauseType.SV,
            rule="",
            supplied=form_of_be(tree, noun),
            passive=passive,
        )


_PARTICIPLES = frozenset({"VBG", "VBN"})
_ATTRIBUTIVE = {
    tag: frozenset(verb for row in table("attributive") if row[0] == form for verb in row[1].split(", "))
    for tag, form in (("VBG", "changes"), ("VBN", "done"))
}


def controlled(analysis: Analysis) -> Iterator[Extraction]:
    """A participle or infinitive takes its subject from the clause that governs it.

    France urged Britain to open a route.
        Britain | to open | a route
    They died while crossing the Channel.
        They | were crossing | the Channel
    """
    for clause in analysis.of("xcomp", "advcl", "pcomp"):
        yield from propositions(clause)


def infinitival(analysis: Analysis) -> Iterator[Extraction]:
    """An infinitive behind a noun, read of that noun.

    The plan to cut taxes failed.
        The plan | was to cut | taxes
    Radio Brod became the first station to broadcast in stereo.
        Radio Brod | broadcast in | stereo
    """
    for clause, noun in _infinitives(analysis):
        who = _first_to_do(analysis, noun)
        if who is not None:
            group = tuple(t for t in clause.group if t.tag != "TO")
            yield from propositions(replace(clause, subject=who.subject, subjects=who.subjects, group=group))
            continue
        subject = without(analysis.tree, noun, clause.chain[0])
        supplied = form_of_be(analysis.tree, noun)
        yield from propositions(replace(clause, subjects=(subject,), supplied=supplied))


def intended(analysis: Analysis) -> Iterator[Extraction]:
    """An infinitive behind a noun, read of the one whose plan, wish or duty it is.

    Johnson announced a plan to cut taxes.
        Johnson | to cut | taxes
    France's promise to open a route was kept.
        France | to open | a route
    The plan includes patrols to keep boats off the beach.
        patrols | to keep | boats | off the beach
    Ferry firm to close two routes
        Ferry firm | to close | two routes
    """
    for clause, noun in _infinitives(analysis):
        holder = _holder(analysis, noun)
        headline = noun.dep == "ROOT" and noun.i < clause.chain[0].i and len(analysis.clauses) == 1
        if headline or (clause.get(Role.OBJECT) is not None and not _is_held(noun)):
            yield from propositions(replace(clause, subjects=(without(analysis.tree, noun, clause.chain[0]),)))
        elif holder is not None and holder.text.lower() == "it" and noun.dep == "attr":
            yield from propositions(replace(clause, subjects=(), subject=None))  # it was a pleasure to meet him
        elif holder is not None:
            yield from propositions(replace(clause, subjects=owners(analysis.tree, holder), subject=holder))


def _first_to_do(analysis: Analysis, noun: Token) -> Clause | None:
    """*it became* **the first** *to broadcast*: the clause whose subject is the first of all that did."""
    if noun.dep not in {"attr", "oprd"} or not is_ranked(analysis.tree, noun):
        return None
    clause = analysis.by_predicate.get(noun.head)
    return clause if clause is not None and clause.subjects else None


def _is_held(noun: Token) -> bool:
    """Whether an infinitive behind a noun is somebody's to do: a plan, a chance, a duty; not *patrols to stop them*."""
    return ("noun", "to", noun.lemma.lower()) in SIGNATURES or noun.lemma.lower() in _PLACED


_PLACED = frozenset({"place", "thing", "something", "nothing", "anything", "one", "person", "people", "first", "last"})


def _open(clause: Clause) -> bool:
    """An infinitive behind a noun, whose subject is not settled by the tree alone."""
    return not clause.subjects and clause.group[0].tag == "TO"


def _infinitives(analysis: Analysis) -> Iterator[tuple[Clause, Token]]:
    for clause in analysis.of("acl", "relcl"):
        if clause.antecedent is not None and _open(clause):
            yield clause, clause.antecedent


def _holder(analysis: Analysis, noun: Token) -> Token | None:
    """The possessor of a noun, or the subject of the clause that it is an object or complement of."""
    tree = analysis.tree
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner if owner.pos in COMMON_OR_NAME else None
    if noun.dep in SUBJECTS:
        return None
    for above in tree.ancestors(noun):
        clause = analysis.by_predicate.get(above.i)
        if clause is not None:
            return clause.subject if not clause.passive else None
    return None


def gerundial(analysis: Analysis) -> Iterator[Extraction]:
    """A gerund behind a noun and its preposition, read of that noun.

    A program for calculating prices failed.
        A program | was for calculating | prices
    """
    tree = analysis.tree
    for clause in analysis.of("pcomp"):
        preposition = tree.head(clause.chain[0])
        noun = tree.head(preposition)
        if clause.subjects or noun.pos not in COMMON_OR_NAME or preposition.dep != "prep":
            continue
        subject = without(tree, noun, preposition)
        group = (preposition, *clause.group)
        yield from propositions(replace(clause, subjects=(subject,), group=group, supplied=form_of_be(tree, noun)))
