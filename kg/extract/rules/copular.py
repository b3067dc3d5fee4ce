"""What a copula says: who or what something is, and what it is like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.clauses import Clause
from kg.extract.complements import complement
from kg.extract.inflection import form_of_be
from kg.extract.labels import COMMON_OR_NAME, VERBS, WH_TAGS
from kg.extract.phrases import conjuncts, parts, tidy, without
from kg.extract.propositions import propositions
from kg.model import Argument, ClauseType, Extraction, Phrase, Role, Token
from kg.tree import Tree


def copular(analysis: Analysis) -> Iterator[Extraction]:
    """A subject identified, classed or described by its complement.

    The letter was unacceptable.
        The letter | was | unacceptable
    Shapps is a minister and a pilot.
        Shapps | is | a minister
        Shapps | is | a pilot
    The plan is subject to approval.
        The plan | is subject to | approval
    """
    for clause in analysis.main:
        if analysis.describes(clause) and not clause.passive and not analysis.reports(clause):
            yield from propositions(clause)


def called(analysis: Analysis) -> Iterator[Extraction]:
    """What somebody calls or considers a thing, said of the thing; that they do is theirs alone.

    France called the letter unacceptable.
        the letter | is | unacceptable
    The witness described the driver as drunk and abusive.
        the driver | is | drunk
        the driver | is | abusive
    The judge considered the witness unreliable.
        the witness | is | unreliable
    """
    tree = analysis.tree
    for clause in analysis.clauses:
        for what, things in _judged(tree, clause):
            known = complement(tree, what)
            if known is None or not known.signature.sourced:
                continue
            for thing in things:
                if thing.head.tag in WH_TAGS:
                    continue
                for part in _parts(tree, what):
                    yield Extraction(
                        sentence=tree.index,
                        predicate=what,
                        subject=thing,
                        relation=None,
                        verb="is",
                        arguments=(Argument(Role.COMPLEMENT, part),),
                        clause=ClauseType.SVC,
                        rule="",
                        supplied="are" if thing.head.tag in {"NNS", "NNPS"} else "is",
                    )


def _judged(tree: Tree, clause: Clause) -> Iterator[tuple[Token, tuple[Phrase, ...]]]:
    """What a verb says a thing to be, and the thing: its object, or the subject of a passive."""
    verb = clause.predicate
    if verb.dep == "acl" and verb.tag == "VBN" and tree.child(verb, "agent") is None:
        return  # a form of energy called latent heat: that is its name
    obj = clause.get(Role.OBJECT)
    things = clause.subjects if clause.passive else obj.phrases if obj is not None else ()
    for c in tree.children[verb.i]:
        if c.dep == "oprd" and c.pos in _QUALITIES:
            yield c, things
        elif c.dep == "prep" and c.text.lower() == "as":
            what = tree.child(c, "pobj")
            if what is not None and what.pos in _QUALITIES:
                yield what, things
        elif c.dep == "ccomp" and c.pos in _QUALITIES:
            subject = tree.child(c, "nsubj")
            if subject is not None and subject.i > verb.i and not any(d.pos in VERBS for d in tree.children[c.i]):
                yield c, parts(tree, subject)


def _parts(tree: Tree, what: Token) -> tuple[Phrase, ...]:
    """What a thing is said to be, part by part; an adjective leaves the thing and the others out."""
    if what.pos != "ADJ":
        return parts(tree, what)
    found = []
    for each in conjuncts(tree, what):
        words = tidy(tree.subtree(each, lambda t: t.dep in _BESIDE))
        found.append(Phrase(each, tuple(words) or (each,)))
    return tuple(found)


_BESIDE = frozenset({"conj", "cc", "nsubj", "punct", "advcl"})
_QUALITIES = frozenset({"ADJ", "NOUN", "PROPN"})


def existential(analysis: Analysis) -> Iterator[Extraction]:
    """What there is: the thing behind *there is* is the subject.

    There were many boats in the harbour.
        many boats | were in | the harbour
    """
    tree = analysis.tree
    for clause in analysis.clauses:
        if clause.predicate.lemma != "be" or not any(c.dep == "expl" for c in tree.children[clause.predicate.i]):
            continue
        thing = clause.get(Role.COMPLEMENT)
        if thing is None or thing.head.pos not in COMMON_OR_NAME or clause.subjects:
            continue
        rest = tuple(c for c in clause.constituents if c is not thing)
        for extraction in propositions(replace(clause, subjects=thing.phrases, subject=thing.head, constituents=rest)):
            yield extraction if extraction.arguments else replace(extraction, verb="exists")


def postmodified(analysis: Analysis) -> Iterator[Extraction]:
    """An adjective with its preposition behind a noun.

    Officials familiar with the plan resigned.
        Officials | were familiar with | the plan
    """
    tree = analysis.tree
    for token in tree.labelled(*_BEHIND):
        noun = tree.head(token)
        if token.pos != "ADJ" or token.i < noun.i or noun.pos not in COMMON_OR_NAME:
            continue
        preposition = next((c for c in tree.children[token.i] if c.dep == "prep" and c.i > token.i), None)
        obj = tree.child(preposition, "pobj") if preposition is not None else None
        if preposition is None or obj is None:
            continue
        for part in parts(tree, obj):
            yield Extraction(
                sentence=tree.index,
                predicate=token,
                subject=without(tree, noun, token),
                relation=Phrase(token, (token,)),
                verb=f"is {token.text.lower()}",
                arguments=(Argument(Role.OBLIQUE, part, Phrase(preposition, (preposition,))),),
                clause=ClauseType.SVC,
                rule="",
                supplied=form_of_be(tree, noun),
            )


_BEHIND = ("amod", "acl", "relcl", "appos", "advcl")
