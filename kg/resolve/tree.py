"""A sentence as resolution looks at it: children, extents of phrases, clauses."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Sentence, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))


class Tree:
    """The dependency tree of one sentence; ``index`` is the sentence's place in its parse.

    Linear in the number of tokens; no walk recurses, so that depth is no limit.

    >>> words = [("the", "det", 1), ("letter", "nsubj", 4), ("to", "prep", 1), ("Macron", "pobj", 2), ("came", "", 4)]
    >>> start, tokens = 0, []
    >>> for i, (text, dep, head) in enumerate(words):
    ...     tokens.append(Token(i, start, text, " ", text, "X", "X", dep, head, ""))
    ...     start += len(text) + 1
    >>> tree = Tree(Sentence(tuple(tokens)), 0)
    >>> tree.left(1), tree.right(1), tree.subject(tokens[4]).text, tree.below(3, 1), tree.below(4, 1)
    (0, 3, 'letter', True, False)
    """

    __slots__ = ("children", "index", "paragraph", "tokens")

    def __init__(self, sentence: Sentence, index: int) -> None:
        self.tokens = tokens = sentence.tokens
        self.index = index
        self.paragraph = sentence.paragraph
        self.children: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                self.children[token.head].append(token)

    def left(self, i: int) -> int:
        """The first word of the phrase that a word heads."""
        while self.children[i] and self.children[i][0].i < i:
            i = self.children[i][0].i
        return i

    def right(self, i: int) -> int:
        """The last word of the phrase that a word heads."""
        while self.children[i] and self.children[i][-1].i > i:
            i = self.children[i][-1].i
        return i

    def head(self, token: Token) -> Token:
        """The governing word; a root governs itself."""
        return self.tokens[token.head]

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first child with one of the labels."""
        for c in self.children[token.i]:
            if c.dep in deps:
                return c
        return None

    def ancestors(self, i: int) -> Iterator[Token]:
        """The words above a word, nearest first."""
        tokens = self.tokens
        while tokens[i].head != i:
            i = tokens[i].head
            yield tokens[i]

    def below(self, i: int, top: int) -> bool:
        """Whether word ``i`` is ``top`` or hangs below it."""
        return i == top or any(a.i == top for a in self.ancestors(i))

    def clause(self, i: int) -> Token:
        """The verb whose clause a word stands in: the nearest above it, or else the root."""
        last = self.tokens[i]
        for last in self.ancestors(i):
            if last.pos in ("VERB", "AUX"):
                break
        return last

    def subject(self, verb: Token) -> Token | None:
        """The subject of a verb, that of the first verb for those joined to it by *and*."""
        seen = 0
        while True:
            found = self.child(verb, "nsubj", "nsubjpass")
            if found is not None or seen > len(self.tokens):
                return found
            if verb.dep in ("conj", "xcomp") or (verb.dep == "advcl" and verb.tag == "VBG"):
                verb, seen = self.head(verb), seen + 1
            else:
                return None

    def first_conjunct(self, token: Token) -> Token:
        """The word at which a coordination begins."""
        while token.dep == "conj" and self.head(token).pos not in ("VERB", "AUX"):
            token = self.head(token)
        return token

    def subtree(self, token: Token, skip: frozenset[int] = frozenset()) -> list[Token]:
        """The word and all below it in sentence order, without the branches that hang on a word in ``skip``."""
        found, stack = [token], list(self.children[token.i])
        while stack:
            t = stack.pop()
            if t.i not in skip:
                found.append(t)
                stack.extend(self.children[t.i])
        found.sort()
        return found
