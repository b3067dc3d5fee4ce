"""Direct quotations: where they begin and end, over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Token
from kg.tree import Tree
from kg.understanding import Place, Quotation

_OPENING = frozenset({"“", "„", "«", "``", "‟"})
_CLOSING = frozenset({"”", "»", "''"})
_STRAIGHT = '"'
_SINGLE_OPENING = frozenset({"‘", "‚"})
_SINGLE_CLOSING = frozenset({"’", "'"})

_MARKS = _OPENING | _CLOSING | _SINGLE_OPENING | _SINGLE_CLOSING | {_STRAIGHT, "`"}


@dataclass(slots=True)
class _Open:
    """A quotation whose end is not settled yet."""

    first: Place
    last: Place
    mark: Token
    paragraph: int
    outer: int | None = None
    continues: int | None = None


def quotations(trees: Sequence[Tree]) -> tuple[tuple[Quotation, ...], dict[Place, int]]:
    """The quotations of a document in the order of their beginnings, and the innermost one of each quoted word.

    A quotation ends with its paragraph. One that is not closed there goes on with the next paragraph if that opens with
    a quotation mark, as printers have it; a mark that closes what nothing has opened closes all from its paragraph's
    beginning.
    """
    found: list[_Open] = []
    inside: dict[Place, int] = {}
    unclosed: int | None = None
    for paragraph in _paragraphs(trees):
        unclosed = _read(trees, paragraph, found, unclosed)
    for n, quotation in enumerate(found):  # inner quotations come later, and overwrite
        (s, i), (end, last) = quotation.first, quotation.last
        for sentence in range(s, end + 1):
            start = i if sentence == s else 0
            stop = last + 1 if sentence == end else len(trees[sentence].tokens)
            inside.update(((sentence, place), n) for place in range(start, stop))
    return tuple(Quotation(q.first, q.last, q.mark, q.paragraph, q.outer, q.continues) for q in found), inside


def _paragraphs(trees: Sequence[Tree]) -> Iterator[list[Tree]]:
    group: list[Tree] = []
    for tree in trees:
        if group and tree.paragraph != group[-1].paragraph:
            yield group
            group = []
        group.append(tree)
    if group:
        yield group


def _read(trees: Sequence[Tree], paragraph: list[Tree], found: list[_Open], unclosed: int | None) -> int | None:
    """Find the quotations of one paragraph; returns one left open at its end."""
    number = paragraph[0].paragraph
    double: int | None = None
    single: int | None = None
    start: Place = (paragraph[0].index, 0)
    begun = len(found)
    stray = _stray(paragraph)
    for tree in paragraph:
        for token in tree.tokens:
            if token.text not in _MARKS:
                continue
            place = (tree.index, token.i)
            kind = _kind(trees, place, start, double is not None, single is not None)
            if place == stray:
                kind = "close"
            if kind is None:
                continue
            if kind == "open":
                if double is not None:
                    _close(found, double, _previous(trees, place))
                single = None
                double = len(found)
                continues = unclosed if place == start else None
                found.append(_Open(_next(trees, place), place, token, number, None, continues))
            elif kind == "close":
                if single is not None:
                    _drop(found, single)
                    single = None
                if double is not None:
                    _close(found, double, _previous(trees, place))
                    double = None
                elif len(found) == begun:
                    found.append(_Open(start, _previous(trees, place), token, number))
            elif kind == "open single":
                single = len(found)
                found.append(_Open(_next(trees, place), place, token, number, double))
            elif single is not None:
                _close(found, single, _previous(trees, place))
                single = None
    end = (paragraph[-1].index, len(paragraph[-1].tokens) - 1)
    if single is not None:
        _drop(found, single)
    if double is not None:
        _close(found, double, end)
    return double


def _stray(paragraph: list[Tree]) -> Place | None:
    """A first straight mark that closes what began before the paragraph's words: *… the deal , " he said .*"""
    marks = [(tree, token) for tree in paragraph for token in tree.tokens if token.text == _STRAIGHT]
    if len(marks) % 2 == 0:
        return None
    tree, mark = marks[0]
    before = tree.tokens[mark.i - 1] if mark.i else None
    if before is None or before.text not in {",", ".", "!", "?"} or (before.space and not mark.space):
        return None
    behind = tree.tokens[mark.i + 1 : mark.i + 6]
    return (tree.index, mark.i) if any(t.tag in {"VBD", "VBZ"} for t in behind) else None


def _kind(trees: Sequence[Tree], place: Place, start: Place, double: bool, single: bool) -> str | None:
    """What a mark does in a paragraph that starts at a place, where a double or a single quotation is open or not."""
    tokens, i = trees[place[0]].tokens, place[1]
    token, following = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    before = None if place == start else tokens[i - 1] if i else trees[place[0] - 1].tokens[-1]
    text = token.text
    if text == "`":  # LaTeX's marks, which tokenizers take apart
        if before is not None and before.text == "`" and not before.space:
            return "open"
        return None if following is not None and following.text == "`" and not token.space else "open single"
    if text in _OPENING:
        return "open"
    if text in _CLOSING:
        return "close"
    if text == _STRAIGHT:
        attached = before is not None and not before.space
        if double:
            return "close"
        if not attached:
            return "open"
        if before is not None and before.text[-1:].isdigit():
            return None  # inches, seconds
        return "close" if token.space or not before else "open"
    if text in _SINGLE_OPENING:
        return "open single"
    if text in _SINGLE_CLOSING and token.dep != "case" and token.tag != "POS":
        if single:
            return "close single"
        if text == "'" and (before is None or before.space or before.text in _OPENING or before.text == _STRAIGHT):
            return "open single" if not token.space else None
    return None


def _next(trees: Sequence[Tree], place: Place) -> Place:
    s, i = place
    if i + 1 < len(trees[s].tokens) or s + 1 == len(trees):
        return s, i + 1
    return s + 1, 0


def _previous(trees: Sequence[Tree], place: Place) -> Place:
    s, i = place
    if i or not s:
        return s, i - 1
    return s - 1, len(trees[s - 1].tokens) - 1


def _close(found: list[_Open], n: int, last: Place) -> None:
    found[n].last = last


def _drop(found: list[_Open], n: int) -> None:
    """An apostrophe, not a quotation: make it empty."""
    found[n].last = (found[n].first[0], found[n].first[1] - 1)
