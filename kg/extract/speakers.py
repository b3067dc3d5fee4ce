"""Who speaks the direct quotations of a document.

The speaker is who the sentence says (*“…,”* **he said**), the subject of a verb of saying beside the marks, or whoever
has not stopped speaking: of the quotation before in the same paragraph, of the sentence that leads up to it. Where that
leaves nobody the source is unknown, and the words are somebody's all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.attribution import ROLES, Chain, is_saying
from kg.extract.labels import FINITE, WH_TAGS
from kg.extract.phrases import noun_phrase
from kg.extract.quotations import quotations
from kg.model import Attribution, Phrase, Token
from kg.tree import Tree
from kg.understanding import Place, Quotation, Quotations


class Speakers:
    """The quotations of a document with their speakers, on top of what its trees say."""

    __slots__ = ("_bounds", "_chains", "_found", "_inside", "_last", "_layers", "_speech", "_trees")

    def __init__(self, trees: Sequence[Tree], chains: Sequence[list[Chain]]) -> None:
        self._trees = trees
        self._chains = chains
        self._found, self._inside = quotations(trees)
        self._bounds = [self._span(q) for q in self._found]
        self._speech: list[bool] = []
        self._layers: list[Attribution] = []
        self._last: int | None = None  # the last quotation of a whole clause that is not nested in another
        for n, quotation in enumerate(self._found):
            self._speech.append(self._is_speech(quotation))
            self._layers.append(self._layer(n, quotation))
            if self._speech[n] and quotation.outer is None:
                self._last = n
        for n in range(len(self._found) - 1, -1, -1):  # the speaker may be named only where a quotation ends
            before = self._found[n].continues
            if before is not None and self._layers[before].source is None:
                self._layers[before] = self._layers[n]

    @property
    def quotations(self) -> Quotations:
        """The quotations, and who speaks those that are speech."""
        said = {n: layer for n, layer in enumerate(self._layers) if self._speech[n]}
        return Quotations(self._found, self._inside, said)

    def chain(self, sentence: int, token: Token) -> Chain:
        """The attributions of a word, those of its quotations included."""
        chain = self._chains[sentence][token.i]
        n = self._inside.get((sentence, token.i))
        if n is None and token.pos == "AUX":
            n = self._quoted_predicate(sentence, token)
        while n is not None:
            counts = self._speech[n] or token.pos in _PREDICATES
            if counts and not any(self._by_other(n, a) for a in chain):
                inner = (a for a in chain if not self._is_outside(n, a.cue.head))
                chain = (self._seen_from(sentence, self._layers[n]), *inner)
            n = self._found[n].outer
        return chain

    def _by_other(self, n: int, said: Attribution) -> bool:
        """Whether an attribution is of somebody outside the quotation, and not of a subject the parser found in it."""
        if not self._is_outside(n, said.cue.head):
            return False
        return said.source is None or self._is_outside(n, said.source.head)

    def speaker(self, sentence: int, token: Token) -> Attribution | None:
        """Who speaks the quotation that a word stands in; its source is ``None`` where nobody is named."""
        n = self._inside.get((sentence, token.i))
        return None if n is None or not self._speech[n] else self._seen_from(sentence, self._layers[n])

    def _seen_from(self, sentence: int, said: Attribution) -> Attribution:
        return replace(said, sentence=None) if said.sentence == sentence else said

    def _quoted_predicate(self, sentence: int, copula: Token) -> int | None:
        """*was “unacceptable”*: what is quoted is what is said of the subject."""
        for c in self._trees[sentence].children[copula.i]:
            if c.dep in {"acomp", "attr", "oprd"}:
                n = self._inside.get((sentence, c.i))
                if n is not None and c.pos != "PROPN" and not self._is_title(self._tokens(self._found[n])):
                    return n
        return None

    # -------------------------------------------------------------------------------------------- what it is

    def _span(self, quotation: Quotation) -> tuple[int, int]:
        inside = self._tokens(quotation)
        return (inside[0].start, inside[-1].end) if inside else (quotation.mark.start, quotation.mark.start)

    def _tokens(self, quotation: Quotation) -> list[Token]:
        (s, i), (end, last) = quotation.first, quotation.last
        if s == end:
            return list(self._trees[s].tokens[i : last + 1])
        found = list(self._trees[s].tokens[i:])
        for sentence in range(s + 1, end):
            found.extend(self._trees[sentence].tokens)
        found.extend(self._trees[end].tokens[: last + 1])
        return found

    def _is_title(self, inside: list[Token]) -> bool:
        """A name in quotation marks: every longer word has a capital."""
        named = [t for t in inside if t.pos != "PUNCT"]
        return bool(named) and len(named) <= 8 and all(t.text[:1].isupper() or len(t.text) <= 3 for t in named)

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whether somebody says a whole clause, not only a word or a title."""
        inside = self._tokens(quotation)
        if not inside or (self._is_title(inside) and inside[-1].text not in {".", "!", "?", ","}):
            return False
        return any(t.tag in FINITE for t in inside) or inside[-1].text in {".", "!", "?"} or len(inside) > 6

    # -------------------------------------------------------------------------------------------- who speaks

    def _layer(self, n: int, quotation: Quotation) -> Attribution:
        said = self._in_the_tree(n, quotation) or self._behind(quotation) or self._before(quotation)
        if said is None and self._speech[n]:
            said = self._going_on(quotation)
        if said is not None:
            return said
        return Attribution(None, Phrase(quotation.mark, (quotation.mark,)), sentence=quotation.first[0])

    def _is_outside(self, n: int, token: Token) -> bool:
        start, end = self._bounds[n]
        return not start <= token.start < end

    def _in_the_tree(self, n: int, quotation: Quotation) -> Attribution | None:
        """What the tree of its first or last sentence says of a word inside by a cue outside."""
        for sentence in {quotation.first[0]: None, quotation.last[0]: None}:
            tokens = self._trees[sentence].tokens
            start = quotation.first[1] if sentence == quotation.first[0] else 0
            stop = quotation.last[1] + 1 if sentence == quotation.last[0] else len(tokens)
            for token in tokens[start:stop]:
                if token.head == token.i or start <= token.head < stop:
                    continue
                for said in reversed(self._chains[sentence][token.i]):
                    if self._by_other(n, said):
                        return replace(said, sentence=sentence)
        return None

    def _behind(self, quotation: Quotation) -> Attribution | None:
        """*“…?” he asked.* The verb may be cut off into a sentence of its own."""
        sentence, i = quotation.last[0], quotation.last[1] + 2
        if i >= len(self._trees[sentence].tokens):
            sentence += 1
            if sentence == len(self._trees):
                return None
            tokens = self._trees[sentence].tokens
            i = 1 if tokens[0].text in _MARKS else 0
            if i == len(tokens) or not (tokens[i].text[:1].islower() or tokens[i].text in _DASHES):
                return None
        stop = min(i + _NEAR, len(self._trees[sentence].tokens))
        return self._sayer(sentence, range(i, stop))

    def _before(self, quotation: Quotation) -> Attribution | None:
        """*He said: “…”* The colon may end a sentence of its own."""
        sentence, i = quotation.first
        if i >= 2:
            colon = self._trees[sentence].tokens[i - 2].text == ":"
            return self._sayer(sentence, range(i - 2, max(i - 2 - _NEAR * (1 + colon), -1), -1), over=colon)
        if sentence and self._trees[sentence - 1].tokens[-1].text == ":":
            last = len(self._trees[sentence - 1].tokens) - 1
            return self._sayer(sentence - 1, range(last, max(last - 2 * _NEAR, -1), -1), over=True)
        return None

    def _sayer(self, sentence: int, places: range, *, over: bool = False) -> Attribution | None:
        """The first verb of saying with a subject among some words, and not over or inside another quotation."""
        tree, inside = self._trees[sentence], self._inside
        for i in places:
            token = tree.tokens[i]
            if (sentence, i) in inside:
                if over:
                    continue
                return None
            if token.pos != "VERB" or not is_saying(token.lemma.lower()):
                continue
            subject = tree.child(token, "nsubj", "nsubjpass")
            if subject is None and token.dep == "conj":
                subject = tree.child(tree.head(token), "nsubj")
            if subject is not None and subject.tag in WH_TAGS:
                subject = tree.head(token) if token.dep == "relcl" else None
            if subject is None or (sentence, subject.i) in inside:
                subject = _beside(tree, token, inside) if places.step == 1 else None
            if subject is not None and (sentence, subject.i) not in inside:
                source = noun_phrase(tree, subject, split=False, bare=True)
                return Attribution(source, Phrase(token, (token,)), sentence=sentence)
        return None

    def _going_on(self, quotation: Quotation) -> Attribution | None:
        """The speaker who has not stopped: of the quotation before, or of the sentence that leads up to this one."""
        if quotation.continues is not None:
            return self._layers[quotation.continues]
        sentence, i = quotation.first
        before = self._last
        if before is not None:
            earlier = self._found[before]
            if earlier.paragraph == quotation.paragraph or earlier.last[0] >= sentence - 1:
                return self._layers[before] if self._layers[before].source is not None else None
        if not sentence or i > 1:
            return None
        return self._reported(sentence - 1) or self._leading_up(quotation)

    def _leading_up(self, quotation: Quotation) -> Attribution | None:
        """Whoever the sentence before in its paragraph is about: *The captain shook his head. “The ferry left.”*"""
        tree, (last, end) = self._trees[quotation.first[0] - 1], quotation.last
        if tree.paragraph != quotation.paragraph or any(t.pos != "PUNCT" for t in self._trees[last].tokens[end + 1 :]):
            return None
        verb = next(t for t in tree.tokens if t.head == t.i)
        subject = tree.child(verb, "nsubj")
        if subject is None or not _is_somebody(subject) or (tree.index, subject.i) in self._inside:
            return None
        source = noun_phrase(tree, subject, split=False, bare=True)
        return Attribution(source, Phrase(verb, (verb,)), sentence=tree.index)

    def _reported(self, sentence: int) -> Attribution | None:
        """The source of a sentence that reports what somebody says as its main clause."""
        for token in self._trees[sentence].tokens:
            if token.dep in {"ccomp", "ROOT"}:
                for said in self._chains[sentence][token.i]:
                    if said.source is not None and said.cue.head.dep in {"ROOT", "prep"}:
                        return replace(said, sentence=sentence)
        return None


def _beside(tree: Tree, verb: Token, inside: Mapping[Place, int]) -> Token | None:
    """*“…,” said* **Macron**, *“…,”* **Macron** *said*, with another subject in the parse: the noun beside."""
    if verb.i + 1 < len(tree.tokens):
        token = tree.tokens[verb.i + 1]
        while token.dep in _WITHIN and token.head > token.i:
            token = tree.tokens[token.head]
        if token.pos in _NOUNS:
            return token
    before = tree.tokens[verb.i - 1] if verb.i else None
    return before if before is not None and before.pos in _NOUNS and (tree.index, before.i) not in inside else None


def _is_somebody(noun: Token) -> bool:
    """Whether a noun is of one person: a name, a role, *he* or *she*."""
    if noun.pos == "PRON":
        return noun.text.lower() in {"he", "she"}
    return noun.entity[2:] == "PERSON" or (noun.tag == "NN" and noun.lemma.lower() in ROLES)


_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_WITHIN = frozenset({"compound", "det", "amod", "nummod", "poss", "nmod", "case"})
_NEAR = 9
"""How many words a verb of saying may stand away from its quotation."""
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
_MARKS = frozenset({'"', "”", "''", "’", "'"})
_DASHES = frozenset({",", "-", "–", "—", "--"})
