"""Phrases out of a tree: what belongs to a noun, and which parts of a coordination are true one by one."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.labels import CONJUNCTION, PLACES, VERBS
from kg.model import Phrase, Token
from kg.tree import Tree

MAX_PARTS = 64
"""Longer coordinations are split no further than this; the rest stays together in the last part."""

MAX_WORDS = 80
"""A longer phrase loses its clauses, and if that is not enough all but its head: nested ones would grow as a square."""

_CLOSING = frozenset({")", "]", "}", "''", "”", "-RRB-", "-RSB-", "»"})
_EDGE = frozenset({",", ";", ":", ".", "--", "-", "–", "—", "...", "…", "?", "!", "/"})
_PAIRING = frozenset({"both", "either", "neither"})
_QUOTES = {"``": "''", "“": "”", '"': '"', "‘": "’", "'": "'"}
_BRACKETS = {"(": ")", "[": "]", "-LRB-": "-RRB-"}
_PUNCTUATION = _CLOSING | _EDGE | _QUOTES.keys() | _BRACKETS.keys()


def tidy(tokens: Iterable[Token]) -> list[Token]:
    """The words without punctuation at the edges, beside gaps, and without one half of a pair of quotes or brackets."""
    kept = sorted(tokens)
    if _PUNCTUATION.isdisjoint([t.text for t in kept]):  # as nearly always
        return _trimmed(kept) if kept and "cc" in (kept[0].dep, kept[-1].dep) else kept
    here = {t.i for t in kept}
    kept = [
        t for t in kept if not (t.text in _EDGE and t.pos == "PUNCT" and (t.i - 1 not in here or t.i + 1 not in here))
    ]
    kept = [t for n, t in enumerate(kept) if not _empty(kept, n)]
    pairs: list[Token] = []
    alone: set[int] = set()
    for t in kept:
        if pairs and t.text == (_QUOTES.get(pairs[-1].text) or _BRACKETS.get(pairs[-1].text)):
            pairs.pop()
        elif t.text in _QUOTES or t.text in _BRACKETS:
            if t.tag != "POS" and t.dep != "case":
                pairs.append(t)
        elif t.text in _CLOSING and t.tag != "POS":
            alone.add(t.i)
    alone.update(t.i for t in pairs)
    kept = [t for t in kept if t.i not in alone]
    return _trimmed(kept)


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without conjunctions and punctuation at the edges."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first].dep == "cc" or tokens[first].text in _EDGE):
        first += 1
    while first < last and (tokens[last - 1].dep == "cc" or _ends(tokens[last - 1])):
        last -= 1
    return tokens[first:last]


def _ends(token: Token) -> bool:
    return token.text in _EDGE and token.pos == "PUNCT"


def _empty(tokens: list[Token], n: int) -> bool:
    """Whether a bracket has lost what stood in it."""
    opens = tokens[n].text in _BRACKETS and n + 1 < len(tokens) and tokens[n + 1].text in _CLOSING
    return opens or (tokens[n].text in _CLOSING and n > 0 and tokens[n - 1].text in _BRACKETS)


def after_comma(tree: Tree, token: Token) -> bool:
    """Whether the subtree of a word starts behind a comma, dash or bracket: then it does not restrict its head."""
    first = tree.first(token)
    before = tree.tokens[first.i - 1] if first.i else None
    return before is not None and before.text in {",", "--", "–", "—", "(", "-LRB-", "-"} and before.i > token.head


def place_apposition(tree: Tree, token: Token) -> bool:
    """*Murray*, **Utah**; *March 1*, **1990**: an apposition that is part of the name in front."""
    head = tree.head(token)
    kind = head.entity[2:]
    return bool(kind) and (
        (kind in PLACES and token.entity[2:] in PLACES) or (kind == "DATE" and token.entity[2:] == "DATE")
    )


_LEFT_OUT = CONJUNCTION | {"relcl", "acl", "prep", "advcl", "parataxis", "meta", "intj", "appos"}
"""Labels of what is not always one of the words of a noun."""


def noun_phrase(tree: Tree, head: Token, *, split: bool = True, bare: bool = False) -> Phrase:
    """The words of a noun: its determiner, modifiers, prepositional phrases and restrictive clauses.

    Left out are appositions, clauses behind a comma, and punctuation at the edges; with ``split`` also what is
    coordinated with the head, with ``bare`` its clauses. `parts` says what of a coordination is true one by one.
    """
    key = (head.i, split, bare)
    phrase = tree.noun_phrases.get(key)
    if phrase is None:
        phrase = tree.noun_phrases[key] = _noun_phrase(tree, head, split, bare)
    return phrase


def _noun_phrase(tree: Tree, head: Token, split: bool, bare: bool) -> Phrase:
    if not tree.children[head.i]:
        return Phrase(head, tuple(quoted(tree, tidy((head,)))) or (head,))

    def skip(t: Token) -> bool:
        if t.head == head.i:
            if t.dep in CONJUNCTION:
                return split
            if t.dep in {"relcl", "acl"}:
                return bare or after_comma(tree, t)
            if t.dep == "prep" and t.text.lower() in {"including", "such"}:
                return after_comma(tree, t)
            if t.dep in {"advcl", "parataxis", "meta", "intj"}:
                return True
        if t.dep == "appos":
            return not (place_apposition(tree, t) or _name_apposition(tree, t))
        return t.dep == "relcl" and t.head != head.i and after_comma(tree, t)

    words = tree.subtree(head, skip, _LEFT_OUT)
    if len(words) > MAX_WORDS:
        return Phrase(head, (head,)) if bare else noun_phrase(tree, head, split=split, bare=True)
    return Phrase(head, tuple(quoted(tree, tidy(words))) or (head,))


def quoted(tree: Tree, tokens: list[Token]) -> list[Token]:
    """With the quotation marks that stand directly around the words, if both do."""
    if not tokens or tokens[0].i == 0 or tokens[-1].i + 1 >= len(tree.tokens):
        return tokens
    before, after = tree.tokens[tokens[0].i - 1], tree.tokens[tokens[-1].i + 1]
    return [before, *tokens, after] if _QUOTES.get(before.text) == after.text and after.tag != "POS" else tokens


def _name_apposition(tree: Tree, token: Token) -> bool:
    """*the film* **Psycho**: a name directly behind its noun, without a comma."""
    first = tree.first(token)
    return first.i == token.head + 1 and token.pos == "PROPN"


def without(tree: Tree, noun: Token, branch: Token) -> Phrase:
    """The words of a noun without its clauses and without one of its branches."""
    below = {t.i for t in tree.subtree(branch)}
    tokens = tidy(t for t in noun_phrase(tree, noun, bare=True).tokens if t.i not in below)
    return Phrase(noun, tuple(tokens) or (noun,))


def conjuncts(tree: Tree, head: Token) -> list[Token]:
    """The head and what is coordinated with it, in sentence order; *A, B and C* is a chain or a fan, by parser."""
    found, stack = [head], [head]
    while stack:
        t = stack.pop()
        for c in tree.children[t.i]:
            if c.dep == "conj":
                found.append(c)
                stack.append(c)
    found.sort()
    return found


def open_choice(tree: Tree, head: Token, told: tuple[Token, ...]) -> Token | None:
    """The *or* that joins a word to others of which ``told`` has none: *Hill* **or** *Lee*, told of Hill alone."""
    if head.dep != "conj" and not any(c.dep == "conj" for c in tree.children[head.i]):
        return None
    first = head
    while first.dep == "conj" and first.head != first.i:
        first = tree.head(first)
    members = conjuncts(tree, first)
    if len(members) == 1 or any(m.i != head.i and m.pos == head.pos and m in told for m in members):
        return None
    if head.pos in VERBS and any(m.pos not in VERBS for m in members):
        return None
    for member in members:
        for c in tree.children[member.i]:
            if c.dep == "cc" and c.text.lower() == "or":
                again = len(members) == 2 and head.pos not in VERBS and tree.tokens[c.i - 1].text == ","
                return None if again else c  # 60 cows, or a fifth of the herd: the same in other words
    return None


def _indivisible(tree: Tree, head: Token, members: list[Token]) -> bool:
    """*Lufkin & Jenrette*, *between A and B*, a name that holds an *and*."""
    first, last = members[0], members[-1]
    if (
        head.entity
        and all(t.entity[2:] == head.entity[2:] for t in tree.tokens[first.i : last.i + 1])
        and not any(t.entity.startswith("B") for t in tree.tokens[first.i + 1 : last.i + 1])
    ):
        return True
    for m in members:
        for c in tree.children[m.i]:
            if c.dep == "cc" and (c.text == "&" or c.lemma in {"but", "nor"}):
                return c.text == "&"
    governor = tree.head(head)
    return head.dep == "pobj" and governor.lemma == "between"


def parts(tree: Tree, head: Token, *, bare: bool = False) -> tuple[Phrase, ...]:
    """The phrases of a coordination that are true one by one; a single phrase if there is nothing to split.

    Words in front that all parts share are repeated: *local* **community** *and* **voluntary** *groups*.
    """
    members = conjuncts(tree, head)
    members = [m for m in members if m.pos not in {"VERB", "AUX"} or m is head]
    if len(members) == 1 or _indivisible(tree, head, members):
        whole = noun_phrase(tree, head, split=len(members) == 1, bare=bare)
        return _split_premodifiers(tree, whole) if len(members) == 1 else (whole,)
    found = []
    for n, member in enumerate(members[:MAX_PARTS]):
        if n == MAX_PARTS - 1 and len(members) > MAX_PARTS:
            found.append(noun_phrase(tree, member, split=False, bare=bare))
        elif n:
            found.append(noun_phrase(tree, member, bare=bare))
        else:
            found.append(_first_part(tree, member, bare=bare))
    return tuple(found)


def owners(tree: Tree, head: Token) -> tuple[Phrase, ...]:
    """The parts of a possessor without their *'s*."""
    return tuple(
        Phrase(p.head, p.tokens[:-1]) if len(p.tokens) > 1 and p.tokens[-1].tag == "POS" else p
        for p in parts(tree, head)
    )


def _first_part(tree: Tree, head: Token, *, bare: bool) -> Phrase:
    phrase = noun_phrase(tree, head, bare=bare)
    tokens = [t for t in phrase.tokens if not (t.dep in {"predet", "preconj"} and t.lemma in _PAIRING)]
    return Phrase(head, tuple(tokens) or (head,))


def _split_premodifiers(tree: Tree, phrase: Phrase) -> tuple[Phrase, ...]:
    """*textile and carpet industries* → *textile industries*, *carpet industries*: nouns in front of a plural head."""
    head = phrase.head
    if head.tag not in {"NNS", "NNPS"}:
        return (phrase,)
    kept = {t.i for t in phrase.tokens}
    for modifier in tree.children[head.i]:
        if modifier.dep not in {"compound", "nmod"} or modifier.i not in kept or modifier.i > head.i:
            continue
        members = conjuncts(tree, modifier)
        if len(members) < 2 or len(members) > MAX_PARTS or any(m.i not in kept for m in members):
            continue
        inside = {t.i for t in tree.subtree(modifier)}
        found = []
        for m in members:
            own = {t.i for t in tree.subtree(m, lambda t: t.dep in CONJUNCTION)}
            tokens = [t for t in phrase.tokens if t.i not in inside or t.i in own]
            found.append(Phrase(head, tuple(tidy(tokens)) or (head,)))
        return tuple(found)
    return (phrase,)
