"""Small grammars over the words of a sentence, kept in files that people can read.

Each word becomes one character that stands for the classes it belongs to, so that a pattern over words is a regular
expression over characters: a sentence is searched at the speed of :mod:`re`, in time linear in its words.

A grammar is a TOML file:

``[words.CLASS]``
    words in lower case and what each means; a word may be in several classes.
``[figures]``
    classes of words that are not made of letters alone, by regular expression over the lower-cased word, in which
    typographic apostrophes and dashes are read as ASCII. The first that fits the whole word is taken.
``[guards]``
    Penn tags that a word must have to be read at all: *may* is a month only as a name. ``*X`` guards all of class X.
``[phrases]``
    names for parts of patterns, each over those before it.
``[rules]``
    lists of patterns by the name of what they mean.

In a pattern, lower-case words and punctuation stand for themselves and CAPITALS for a class or phrase; ``( | )`` groups
alternatives, ``?`` makes optional, ``*`` allows up to six, and ``name=`` before a part captures its words. A backslash
makes one of these signs a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from kg.frozen import frozen
from kg.model import Token

T = TypeVar("T")

_ASCII = str.maketrans({**dict.fromkeys("‘’‛′ʼ", "'"), **dict.fromkeys("‐‑‒–—―−", "-")})
_PART = re.compile(r"(?:([a-z_0-9]+)=)?(\(|\\[()|?*]|[A-Z][A-Z0-9_]*|[^\s()|?*]+)|([|)?*])")
_UNKNOWN, _GUARDED = "\ue000", "\ue001"
_REMEMBERED = 50_000
"""Words whose character is remembered, and runs of words for which it is what fits there."""
_SHORT = 8
"""Words of a run from which on it is not remembered what fits there."""
_TEXT = attrgetter("text")
_KNOWN = re.compile(f"[^{_UNKNOWN}]+")
_NOTHING = re.compile("(?!)")

_Fit = tuple[str, int, dict[str, tuple[int, int]]]
"""A rule that fits at some place, where it ends, and the places of its captured parts."""


class _Known(dict[str, str]):
    """The characters of words, found out when first asked for."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, word: str) -> str:
        found = self[word] = self.find(word)
        return found


def plain(word: str) -> str:
    """A word as grammars know it: lower case, apostrophes and dashes in ASCII."""
    word = word.lower()
    return word if word.isascii() else word.translate(_ASCII)


@frozen
class Found:
    """Where a pattern fits: its rule, the first word, the one after the last, and the words of each captured part."""

    rule: str
    start: int
    end: int
    words: Sequence[str]
    """All words of the sentence, as :func:`plain` gives them."""
    parts: Mapping[str, tuple[int, int]]

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def list(self, name: str) -> Sequence[str]:
        """The words of a captured part; none if the pattern fitted without it."""
        start, end = self.parts.get(name, (0, 0))
        return self.words[start:end]

    def text(self, name: str) -> str:
        """The words of a captured part, joined by blanks."""
        return " ".join(self.list(name))


class Grammar:
    """The patterns of one file, ready to search.

    >>> grammar = Grammar.read('''
    ... [words.MONTH]
    ... may = 5
    ... june = 6
    ... [figures]
    ... DAY = "[12]?[0-9]|3[01]"
    ... [guards]
    ... may = ["NNP"]
    ... [rules]
    ... day = ["month=MONTH day=DAY", "day=DAY of? month=MONTH"]
    ... ''')
    >>> words = [("He", "PRP"), ("may", "MD"), ("arrive", "VB"), ("on", "IN"), ("12", "CD"), ("May", "NNP")]
    >>> tokens = [Token(i, 0, word, " ", word, "X", tag, "dep", 0, "") for i, (word, tag) in enumerate(words)]
    >>> [(found.rule, found.start, found.text("month")) for found in grammar.find(tokens, lambda found: found)]
    [('day', 4, 'may')]
    """

    def __init__(self, source: dict[str, Any]) -> None:
        self.values: dict[str, dict[str, Any]] = source.get("words", {})
        """What each word of a class means."""
        figures = source.get("figures", {})
        self._figures = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in figures.items()) or "(?!)")
        parsed = {name: [_Part.read(p) for p in patterns] for name, patterns in source["rules"].items()}
        phrases = {name: _Part.read(pattern) for name, pattern in source.get("phrases", {}).items()}

        classes: dict[str, set[str]] = {}
        for name, words in self.values.items():
            for word in words:
                classes.setdefault(word, set()).add(name)
        for part in (*phrases.values(), *(part for parts in parsed.values() for part in parts)):
            for word in part.literals():
                classes.setdefault(word, set()).add(word)
        sets = sorted({frozenset(found) for found in classes.values()}, key=sorted)
        letters = {found: chr(ord(_GUARDED) + 1 + i) for i, found in enumerate(sets)}
        self._figure_letters = {name: chr(ord(_GUARDED) + 1 + len(sets) + i) for i, name in enumerate(figures)}
        self._letters = {word: letters[frozenset(found)] for word, found in classes.items()}
        self.vocabulary = frozenset(classes)
        """All words that some pattern reads, figures left out."""
        self.rules = tuple(parsed)
        """The names of the rules, in their order."""
        self._guards = _guards(source.get("guards", {}), self.values)
        self._known = _Known(self._letter)

        atoms: dict[str, str] = dict(self._figure_letters)
        for found, letter in letters.items():
            for name in found:
                atoms[name] = atoms.get(name, "") + letter
        known: dict[str, tuple[str, set[str]]] = {name: (f"[{chars}]", set(chars)) for name, chars in atoms.items()}
        for name, part in phrases.items():
            expression, first, empty = part.compile(known)
            if empty:
                raise ValueError(f"phrase {name}: make it optional where it is used, not where it is defined")
            known[name] = expression, first
        starting: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for rule, parts in parsed.items():
            for part in parts:
                expression, first, empty = part.compile(known)
                if empty:
                    raise ValueError(f"rule {rule}: a pattern must not fit nothing at all")
                compiled = re.compile(expression)
                for letter in first:
                    starting.setdefault(letter, []).append((rule, compiled))
        self._fits: dict[str, list[tuple[int, list[_Fit]]]] = {}
        self._starting = {letter: (_any([p for _, p in rules]), rules) for letter, rules in starting.items()}

    @classmethod
    def read(cls, text: str) -> Grammar:
        """The grammar that a TOML text describes. Raises ``ValueError`` where it is none."""
        return cls(tomllib.loads(text))

    def meaning(self, name: str, word: str) -> str | None:
        """What a word of a class means, as text; ``None`` for a word that is not in it."""
        found = self.values[name].get(word)
        return None if found is None else str(found)

    def coded(self, tokens: Sequence[Token]) -> str:
        """One character a word."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        codes = "".join(map(self._known.__getitem__, map(_TEXT, tokens)))
        if _GUARDED not in codes:
            return codes
        return "".join(c if c != _GUARDED else self._by_tag(t) for c, t in zip(codes, tokens, strict=True))

    def _letter(self, text: str) -> str:
        word = text.lower()
        if word in self._guards:
            return _GUARDED
        letter = self._letters.get(word)
        if letter is None:
            return _UNKNOWN if text.isalpha() else self._figure(word)
        return letter

    def _by_tag(self, token: Token) -> str:
        word = token.text.lower()
        return self._letters.get(word, _UNKNOWN) if token.tag in self._guards[word] else _UNKNOWN

    def _figure(self, word: str) -> str:
        word = word.translate(_ASCII)
        if word in self._letters:
            return self._letters[word]
        match = self._figures.fullmatch(word)
        return _UNKNOWN if match is None else self._figure_letters[str(match.lastgroup)]

    def find(self, tokens: Sequence[Token], read: Callable[[Found], T | None]) -> Iterator[T]:
        """From left to right, what ``read`` makes of the longest pattern that it accepts at each place.

        Of patterns of one length the one that stands first in the file is offered first; what is accepted is skipped.
        """
        words: list[str] | None = None
        for known in _KNOWN.finditer(self.coded(tokens)):
            start, after = known.start(), 0
            for at, fits in self._fitting(known[0]):
                if at < after:
                    continue
                words = words or [plain(token.text) for token in tokens]
                for rule, end, spans in fits:
                    parts = {name: (start + first, start + last) for name, (first, last) in spans.items()}
                    value = read(Found(rule, start + at, start + end, words, parts))
                    if value is not None:
                        yield value
                        after = end
                        break

    def _fitting(self, codes: str) -> list[tuple[int, list[_Fit]]]:
        """The places of a run of known words where some pattern fits, with those that do, the longest first.

        No pattern reaches beyond such a run, and the same few come again and again: *in the*, *to*, *a*, *of the*.
        """
        found = self._fits.get(codes)
        if found is None:
            found = [(at, fits) for at, code in enumerate(codes) if (fits := self._fits_at(codes, at, code))]
            if len(codes) <= _SHORT:
                if len(self._fits) > _REMEMBERED:
                    self._fits.clear()
                self._fits[codes] = found
        return found

    def _fits_at(self, codes: str, at: int, code: str) -> list[_Fit]:
        any_of_them, rules = self._starting.get(code, (_NOTHING, ()))
        if not any_of_them.match(codes, at):
            return []
        matches = [(rule, match) for rule, pattern in rules if (match := pattern.match(codes, at))]
        matches.sort(key=lambda each: -each[1].end())
        return [
            (
                rule,
                match.end(),
                {name: match.span(name) for name, value in match.groupdict().items() if value is not None},
            )
            for rule, match in matches
        ]


def _any(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str]:
    """One expression that fits where some of the patterns does: most places are ruled out by asking once."""
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern in patterns))


def _guards(source: dict[str, list[str]], values: dict[str, dict[str, Any]]) -> dict[str, frozenset[str]]:
    guards: dict[str, frozenset[str]] = {}
    for name, tags in source.items():
        for word in values[name[1:]] if name.startswith("*") else (name,):
            guards[word] = frozenset(tags)
    return guards


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: a word or class (``name``), or a group of alternatives, each a sequence of pieces."""

    name: str = ""
    alternatives: list[list[_Part]] = field(default_factory=list)
    capture: str = ""
    repeat: str = ""

    @classmethod
    def read(cls, pattern: str) -> _Part:
        top = cls(alternatives=[[]])
        stack = [top]
        for capture, what, sign in _PART.findall(pattern):
            group = stack[-1]
            if what:
                part = cls(name="" if what == "(" else what.lstrip("\\"), capture=capture)
                group.alternatives[-1].append(part)
                if what == "(":
                    part.alternatives = [[]]
                    stack.append(part)
            elif sign == "|":
                group.alternatives.append([])
            elif sign == ")":
                if len(stack) == 1:
                    raise ValueError(f"pattern {pattern!r}: a bracket is closed that was never opened")
                stack.pop()
            else:
                group.alternatives[-1][-1].repeat = sign
        if len(stack) > 1:
            raise ValueError(f"pattern {pattern!r}: a bracket is not closed")
        return top

    def literals(self) -> Iterator[str]:
        """The words that stand for themselves."""
        if self.name and not self.name[0].isupper():
            yield self.name
        for sequence in self.alternatives:
            for part in sequence:
                yield from part.literals()

    def compile(self, known: dict[str, tuple[str, set[str]]]) -> tuple[str, set[str], bool]:
        """The regular expression, the characters it can begin with, and whether it can be empty."""
        first: set[str] = set()
        empty = False
        if self.name:
            if self.name not in known:
                raise ValueError(f"{self.name} is neither a class nor a phrase defined before it is used")
            expression, starts = known[self.name]
            first = set(starts)
        else:
            options = []
            for sequence in self.alternatives:
                expression, open_still = "", True
                for part in sequence:
                    inner, starts, optional = part.compile(known)
                    expression += inner
                    if open_still:
                        first |= starts
                        open_still = optional
                options.append(expression)
                empty = empty or open_still
            expression = f"(?:{'|'.join(options)})"
        if self.capture:
            expression = f"(?P<{self.capture}>{expression})"
        if self.repeat:
            expression = f"(?:{expression})" + {"?": "?", "*": "{0,6}"}[self.repeat]
            empty = True
        return expression, first, empty
