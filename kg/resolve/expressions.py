"""Words that are read together, whatever they turn out to mean: what times and quantities have in common."""

from __future__ import annotations

from kg.frozen import frozen
from kg.model import Phrase, Span, Token


@frozen
class Expression:
    """Neighbouring words of one sentence."""

    sentence: int
    tokens: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The word by which the expression hangs in its sentence."""
        inside = {token.i for token in self.tokens}
        return next((t for t in self.tokens if t.head not in inside or t.head == t.i), self.tokens[-1])

    @property
    def span(self) -> Span:
        """From its first character to its last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def text(self) -> str:
        """The words as they stand in the text, white space as one blank."""
        return Phrase(self.head, self.tokens).text
