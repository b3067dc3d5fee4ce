"""A sentence with its children looked up: what every grammar rule walks on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence

from kg.model import Phrase, Sentence, Token


class Tree:
    """The dependency tree of one sentence; ``index`` is the sentence's place in its parse.

    Building it is linear in the number of tokens, and no walk recurses, so that depth is no limit.

    >>> words = [("the", "det", 1), ("letter", "nsubj", 4), ("to", "prep", 1), ("Macron", "pobj", 2), ("came", "", 4)]
    >>> start, tokens = 0, []
    >>> for i, (text, dep, head) in enumerate(words):
    ...     tokens.append(Token(i, start, text, " ", text, "X", "X", dep, head, ""))
    ...     start += len(text) + 1
    >>> tree = Tree(Sentence(tuple(tokens)), 0)
    >>> the, letter, to, macron, came = tokens
    >>> [t.text for t in tree.children[letter.i]], tree.child(came, "nsubj").text
    (['the', 'to'], 'letter')
    >>> [t.text for t in tree.labelled("prep")], [t.text for t in tree.labelled("pobj", "det")]
    (['to'], ['the', 'Macron'])
    >>> [t.text for t in tree.subtree(letter)], tree.first(letter).text
    (['the', 'letter', 'to', 'Macron'], 'the')
    >>> [t.text for t in tree.ancestors(macron)], tree.is_below(macron, letter), tree.is_below(came, letter)
    (['to', 'letter', 'came'], True, False)
    """

    __slots__ = (
        "_first",
        "_labelled",
        "_top_down",
        "children",
        "index",
        "noun_phrases",
        "paragraph",
        "sentence",
        "tokens",
    )

    def __init__(self, sentence: Sentence, index: int) -> None:
        tokens = sentence.tokens
        children: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token)
        self.sentence = sentence
        self.paragraph = sentence.paragraph
        self.index = index
        self.tokens = tokens
        self.children = children
        self.noun_phrases: dict[tuple[int, bool, bool], Phrase] = {}  # those that were asked for before
        self._first: list[int] | None = None
        self._labelled: dict[str, list[Token]] | None = None
        self._top_down: list[Token] | None = None

    def head(self, token: Token) -> Token:
        """The governing word; a root governs itself."""
        return self.tokens[token.head]

    def labelled(self, *deps: str) -> Sequence[Token]:
        """The words with one of the labels, in sentence order; all labels are looked up when first asked for one."""
        if self._labelled is None:
            self._labelled = defaultdict(list)
            for token in self.tokens:
                self._labelled[token.dep].append(token)
        if len(deps) == 1:
            return self._labelled.get(deps[0], ())
        return sorted(token for dep in deps for token in self._labelled.get(dep, ()))

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first child with one of the labels."""
        for c in self.children[token.i]:
            if c.dep in deps:
                return c
        return None

    def subtree(
        self, token: Token, skip: Callable[[Token], bool] | None = None, labels: Container[str] | None = None
    ) -> list[Token]:
        """The word and all below it, in sentence order; branches whose top word is to be skipped are left out.

        With ``labels`` only words with one of them are asked whether they are to be skipped.
        """
        children, found = self.children, [token]
        for t in found:  # grows until nothing hangs below
            below = children[t.i]
            if not below:
                continue
            if skip is not None:
                below = [c for c in below if not ((labels is None or c.dep in labels) and skip(c))]
            found.extend(below)
        if len(found) > 1:
            found.sort()
        return found

    def first(self, token: Token) -> Token:
        """The leftmost word of a subtree; looked up for all words at once when first asked for."""
        if self._first is None:
            first = list(range(len(self.tokens)))
            for t in reversed(self.top_down()):
                first[t.head] = min(first[t.head], first[t.i])
            self._first = first
        return self.tokens[self._first[token.i]]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The words above, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def is_below(self, token: Token, top: Token) -> bool:
        """Whether a word is ``top`` or hangs below it."""
        return token.i == top.i or any(above.i == top.i for above in self.ancestors(token))

    def top_down(self) -> Sequence[Token]:
        """The words from the roots down, each after its head; looked up once."""
        if self._top_down is None:
            order = [t for t in self.tokens if t.head == t.i]
            for token in order:
                if below := self.children[token.i]:
                    order.extend(below)
            self._top_down = order
        return self._top_down
