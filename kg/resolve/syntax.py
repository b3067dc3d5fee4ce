"""The grammar that references need: clauses, their subjects, coordinations."""

from __future__ import annotations

from kg.model import Token
from kg.tree import Tree


def clause_of(tree: Tree, token: Token) -> Token:
    """The verb whose clause a word stands in: the nearest above it, or else the root."""
    for above in tree.ancestors(token):
        token = above
        if above.pos in ("VERB", "AUX"):
            break
    return token


def subject_of(tree: Tree, verb: Token) -> Token | None:
    """The subject of a verb; of one that is joined to another by *and* or governed by it, that of the other."""
    while True:
        found = tree.child(verb, "nsubj", "nsubjpass")
        if found is not None or verb.head == verb.i:
            return found
        if verb.dep not in ("conj", "xcomp") and not (verb.dep == "advcl" and verb.tag == "VBG"):
            return None
        verb = tree.head(verb)


def first_conjunct(tree: Tree, token: Token) -> Token:
    """The word at which a coordination begins."""
    while token.dep == "conj" and tree.head(token).pos not in ("VERB", "AUX"):
        token = tree.head(token)
    return token
