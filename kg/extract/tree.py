"""A sentence with its children looked up: what every grammar rule walks on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model import Phrase, Sentence, Token


class Tree:
    """The dependency tree of one sentence; ``index`` is the sentence's place in its parse.

    Building it is linear in the number of tokens, and no walk recurses, so that depth is no limit.

    >>> from kg.model import Sentence, Token
    >>> words = [("France", "nsubj", 1), ("cancels", "ROOT", 1), ("talks", "dobj", 1)]
    >>> start, tokens = 0, []
    >>> for i, (text, dep, head) in enumerate(words):
    ...     tokens.append(Token(i, start, text, " ", text.lower(), "X", "X", dep, head, ""))
    ...     start += len(text) + 1
    >>> tree = Tree(Sentence(tuple(tokens)), 0)
    >>> [t.text for t in tree.children[1]], tree.child(tokens[1], "dobj").text
    (['France', 'talks'], 'talks')
    >>> [t.text for t in tree.subtree(tokens[1])]
    ['France', 'cancels', 'talks']
    """

    __slots__ = ("_first", "children", "index", "sentence", "tokens")

    def __init__(self, sentence: Sentence, index: int) -> None:
        tokens = sentence.tokens
        children: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token)
        self.sentence = sentence
        self.index = index
        self.tokens = tokens
        self.children = children
        self._first: list[int] | None = None

    def first(self, token: Token) -> Token:
        """The leftmost word of a subtree; looked up for all words at once when first asked for."""
        if self._first is None:
            order = [t for t in self.tokens if t.head == t.i]
            for t in order:
                order.extend(self.children[t.i])
            first = list(range(len(self.tokens)))
            for t in reversed(order):
                first[t.head] = min(first[t.head], first[t.i])
            self._first = first
        return self.tokens[self._first[token.i]]

    def head(self, token: Token) -> Token:
        """The governing word; a root governs itself."""
        return self.tokens[token.head]

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first child with one of the labels."""
        for c in self.children[token.i]:
            if c.dep in deps:
                return c
        return None

    def having(self, token: Token, deps: frozenset[str]) -> list[Token]:
        """The children with one of the labels, in sentence order."""
        return [c for c in self.children[token.i] if c.dep in deps]

    def subtree(self, token: Token, skip: Callable[[Token], bool] | None = None) -> list[Token]:
        """The word and all below it, in sentence order; branches whose top word is to be skipped are left out."""
        found, stack = [token], list(self.children[token.i])
        while stack:
            t = stack.pop()
            if skip is None or not skip(t):
                found.append(t)
                stack.extend(self.children[t.i])
        found.sort()
        return found

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The words above, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def phrase(self, head: Token, tokens: list[Token] | None = None) -> Phrase:
        """A phrase of the given words, or of the head's whole subtree."""
        return Phrase(head, tuple(self.subtree(head) if tokens is None else tokens))
