"""The mood of clauses: which are asked, and which are ordered.

A yes/no question leaves open what it asks. One with a question word does not: *why did they leave* takes it that they
left, and asks for the rest (Karttunen, Syntax and Semantics of Questions, 1977).
"""

from __future__ import annotations

from kg.extract.complements import asks, frame
from kg.extract.labels import AUXILIARIES, CLAUSE_HEADS, FINITE, SUBJECTS, VERBS, WH_TAGS
from kg.extract.lexicon import words
from kg.model import Token
from kg.tree import Tree

STATES = words("states")

_INNER = frozenset({"ccomp", "parataxis", "conj", "dep"})
_RUN_ON = frozenset({"ccomp", "parataxis", "conj", "dep", "advcl"})
_SUBJECTED = SUBJECTS | {"auxpass", "expl", "mark"}
_ASKING = frozenset({"WP", "WRB"})
_GOVERNING = frozenset({"VERB", "AUX", "ADP"})
_EMPTY = frozenset({"PUNCT", "INTJ", "ADV", "CCONJ"})


def asked(tree: Tree) -> frozenset[int]:
    """The predicates that question marks leave open, by their index."""
    marks: dict[int, Token] = {}
    for mark in tree.tokens:
        if mark.text == "?" and not (mark.i and tree.tokens[mark.i - 1].text == "("):
            top = tree.head(mark)
            while top.dep not in CLAUSE_HEADS and top.head != top.i:
                top = tree.head(top)
            marks[top.i] = mark
    found: set[int] = set()
    for i, mark in marks.items():
        asked_by = _asked_by(tree, tree.tokens[i], mark)
        found.update(p.i for p in asked_by if not _presupposes(tree, p) and not _tells(tree, p))
    return frozenset(found)


def _asked_by(tree: Tree, top: Token, mark: Token) -> list[Token]:
    """What a question mark below ``top`` belongs to: a quotation inside, a question run into it, or itself."""
    run_on = _question_behind(tree, top, mark)
    if run_on is not None:
        return run_on
    inner = [c for c in tree.children[top.i] if c.dep in _INNER and c.i < mark.i]
    quoted = [c for c in inner if c.dep != "conj" and (mark.i < top.i or _opens_quotation(tree, top, c))]
    if not quoted and mark.i < top.i:  # “Did the ferry leave?” asked the captain, the question read as the subject
        quoted = [c for c in tree.children[top.i] if c.dep in SUBJECTS and c.i < mark.i and c.pos in VERBS]
    if not quoted and not _inverted(tree, top):
        quoted = [c for c in inner if _inverted(tree, c)]
        if not quoted:
            behind = tree.tokens[top.i + 1 : mark.i]
            quoted = [t for t in behind if t.dep in CLAUSE_HEADS and _auxiliary_first(tree, t)][-1:]
    return quoted or [top]


def _question_behind(tree: Tree, top: Token, mark: Token) -> list[Token] | None:
    """What is asked where a question is run into a statement: *I need help,* *what* **should** *I* **do***?*"""
    if _inverted(tree, top):
        return None
    for token in tree.tokens[top.i + 1 : mark.i]:
        after = tree.tokens[token.i + 1]
        if token.tag in _ASKING and after.pos == "AUX" and tree.tokens[token.i - 1].pos not in _GOVERNING:
            return [t for t in tree.tokens[token.i : mark.i] if t.dep in CLAUSE_HEADS and t.pos in VERBS]
    return None


def _inverted(tree: Tree, predicate: Token) -> bool:
    """Whether a clause has the form of a question: a question word, or its auxiliary before its subject."""
    return _auxiliary_first(tree, predicate) or any(
        c.tag in WH_TAGS and c.i < predicate.i and c.dep != "mark" for c in tree.children[predicate.i]
    )


def _auxiliary_first(tree: Tree, predicate: Token) -> bool:
    subject = next((c.i for c in tree.children[predicate.i] if c.dep in SUBJECTS or c.dep == "expl"), None)
    if subject is None:
        return False
    if predicate.pos == "AUX" and predicate.i < subject:
        return True
    return any(c.dep in AUXILIARIES and c.i < subject for c in tree.children[predicate.i])


def _tells(tree: Tree, predicate: Token) -> bool:
    """*I come from Spain and* **I have** *two cats?* Nobody asks that of themselves, but in the form of a question."""
    subject = next((c for c in tree.children[predicate.i] if c.dep == "nsubj"), None)
    if subject is None or subject.text.lower() not in AUTHOR or subject.i > predicate.i:
        return False
    return not _inverted(tree, predicate) and not any(c.tag == "MD" for c in tree.children[predicate.i])


AUTHOR = frozenset({"i", "we"})
"""The pronouns of whoever writes."""


def _opens_quotation(tree: Tree, verb: Token, clause: Token) -> bool:
    return verb.i < clause.i and any(t.tag == "``" or t.text == '"' for t in tree.tokens[verb.i : clause.i])


def _presupposes(tree: Tree, predicate: Token) -> bool:
    """Whether a question takes its predicate to hold: *why did he leave*; not *what about it*, *why not leave*."""
    word = None
    finite, denied, second, described = predicate.tag in FINITE, False, False, False
    for c in tree.children[predicate.i]:
        if c.i < predicate.i and word is None and asks(tree, c):
            word = c
        finite = finite or (c.dep in AUXILIARIES and c.tag in FINITE)
        denied = denied or c.dep == "neg"
        second = second or (c.dep in SUBJECTS and c.text.lower() in {"you", "we"})
        described = described or (c.dep in {"acomp", "attr"} and c.i > predicate.i)
    if word is None and any(
        c.dep in {"ccomp", "advcl"} and frame(tree, c) == "whether" for c in tree.children[predicate.i]
    ):
        return finite and not _auxiliary_first(tree, predicate)  # I was wondering if he left?
    if word is None or not finite or (denied and second):
        return False
    if predicate.pos == "AUX":  # what is it, where is it; but: why is it so
        return described and word.tag == "WRB" and word.text.lower() != "where"
    return True


def is_imperative(tree: Tree, token: Token) -> bool:
    """A bare verb without a subject; one that the tagger takes for a present only where it opens the sentence."""
    if token.tag not in {"VB", "VBP"} or token.pos not in VERBS or token.lemma.lower() in STATES:
        return False
    first = token.dep == "ROOT"
    if not first and not (token.tag == "VB" and token.dep in _RUN_ON and tree.head(token).tag != "VB"):
        return False
    if token.dep == "conj" and any(c.lemma in {"and", "or"} for c in tree.children[token.head] if c.i < token.i):
        return False  # they are cheap and do the work
    for c in tree.children[token.i]:
        if c.dep in _SUBJECTED or (c.dep == "aux" and not (first and c.lemma == "do")):
            return False
        if c.dep == "ccomp" and c.tag == "VBN" and token.lemma == "have":
            return False  # only now have they been told, the auxiliary read as a verb
    return token.tag == "VB" or all(t.pos in _EMPTY for t in tree.tokens[: token.i])
