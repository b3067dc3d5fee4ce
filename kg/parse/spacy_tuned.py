"""The same pipeline for less time; what it gives does not change.

Three things cost a stock pipeline more than they need to. Where the ``blis`` wheel has no kernel for a processor it
multiplies with its generic one, and numpy's own library is faster; and the attribute ruler matches some two hundred
patterns against every word, although nearly all look at one word's tag, form and label, of which there are few. The
third is how names are found; see :mod:`kg.parse.spacy_entities`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import count
from typing import Any, NamedTuple

import numpy
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps

from kg.parse.spacy_entities import use_vectors

READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What patterns may look at."""

COMPARED = frozenset({"IN", "NOT_IN", "REGEX"})
"""How they may look, other than for one value."""

WRITTEN = frozenset({"TAG", "POS", "MORPH", "LEMMA", "DEP"})
"""What they may set."""

ATTRIBUTES = [TAG, POS, MORPH, LEMMA, DEP]
"""The same, as spaCy counts them."""

FORMS = 20_000
"""Words whose class is remembered."""


def tune(nlp: Language) -> None:
    """Make a pipeline faster, in place."""
    if blis_kernel() == "generic":
        use_numpy(nlp)
    use_table(nlp)
    use_vectors(nlp)


# ------------------------------------------------------------------------------------------------ multiplication


def blis_kernel() -> str | None:
    """The processor family whose kernel blis has chosen, ``generic`` if it has none; ``None`` if it does not tell."""
    spec = find_spec("blis.cy")
    if spec is None or spec.origin is None:
        return None
    library = ctypes.CDLL(spec.origin)
    try:
        library.bli_arch_string.restype = ctypes.c_char_p
        name: bytes = library.bli_arch_string(library.bli_arch_query_id())
    except AttributeError:
        return None
    return name.decode()


def use_numpy(nlp: Language) -> None:
    """Let every node of every model multiply with numpy; nodes on other devices stay as they are."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops


# ------------------------------------------------------------------------------------------------ attributes


def use_table(nlp: Language) -> None:
    """Replace attribute rulers by tables, unless one of their patterns asks for more than a table knows."""
    for name, component in nlp.pipeline:
        if type(component) is AttributeRuler and is_understood(component.patterns):
            table = nlp.replace_pipe(name, "kg_attribute_table")
            assert isinstance(table, AttributeTable)
            table.add_patterns(component.patterns)


def is_understood(patterns: list[dict[str, Any]]) -> bool:
    """Whether patterns look only at tag, form and label of words in a row, and set only attributes of words."""
    return all(
        WRITTEN.issuperset(rule["attrs"]) and all(_is_simple(pattern) for pattern in rule["patterns"])
        for rule in patterns
    )


def _is_simple(pattern: list[dict[str, Any]]) -> bool:
    return all(
        READ.issuperset(word) and all(COMPARED.issuperset(value) for value in word.values() if isinstance(value, dict))
        for word in pattern
    )


class _Longer(NamedTuple):
    """A pattern of several words: the rule it belongs to, how many words it has, and which of them the rule sets."""

    rule: int
    length: int
    target: int


class _Entry(NamedTuple):
    """What becomes of a kind of word: the rules that match it alone, what they set, and where it fits longer patterns.

    ``values`` are in the order of ``ATTRIBUTES``, ``is_set`` says which of them the rules set; ``parts`` are pairs of a
    longer pattern and a position in it.
    """

    rules: frozenset[int]
    values: tuple[int, ...]
    is_set: tuple[bool, ...]
    parts: frozenset[tuple[int, int]]


@Language.factory("kg_attribute_table")
def _make_table(nlp: Language, name: str) -> AttributeTable:
    return AttributeTable(nlp.vocab, name)


class AttributeTable(AttributeRuler):
    """An attribute ruler that asks its matcher once for each kind of word.

    Words are of one kind if they share tag, label and form; forms that no pattern mentions are all alike. The order of
    rules is kept: of all the rules that match at a word, the last that sets an attribute wins.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self._longer: list[_Longer] = []
        self._parts = Matcher(vocab)
        self._mentioned: set[str] = set()
        self._regexes: list[re.Pattern[str]] = []
        self._other = 0
        self._forms: dict[int, int] = {}
        self._entries: dict[tuple[int, int, int], _Entry] = {}

    def add_patterns(self, patterns: Iterable[Any]) -> None:
        """Add rules that :func:`is_understood` has accepted."""
        super().add_patterns(patterns)
        for rule, index in enumerate(self.indices):
            for pattern in self.matcher.get(str(rule))[1]:
                self._learn_forms(pattern)
                if len(pattern) > 1:
                    self._learn_longer(pattern, rule, index)
        plain = next(form for form in map("x{}".format, count()) if not self._is_special(form))
        self._other = self.vocab.strings.add(plain)

    def _learn_forms(self, pattern: list[dict[str, Any]]) -> None:
        for word in pattern:
            form = word.get("LOWER", {})
            if isinstance(form, str):
                self._mentioned.add(form)
            else:
                self._mentioned.update(form.get("IN", ()), form.get("NOT_IN", ()))
                if "REGEX" in form:
                    self._regexes.append(re.compile(form["REGEX"]))

    def _learn_longer(self, pattern: list[dict[str, Any]], rule: int, index: int) -> None:
        number = len(self._longer)
        self._longer.append(_Longer(rule, len(pattern), index % len(pattern)))
        for position, word in enumerate(pattern):
            self._parts.add(f"{number} {position}", [[word]])

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every word."""
        if not len(doc):
            return doc
        entries = [self._entry(*row) for row in doc.to_array([TAG, LOWER, DEP]).tolist()]
        for i, rules in self._longer_matches(entries).items():
            entries[i] = self._make_entry(entries[i].rules | rules, entries[i].parts)
        values = numpy.array([entry.values for entry in entries], dtype=numpy.uint64)
        is_set = numpy.array([entry.is_set for entry in entries])
        array: Any = numpy.where(is_set, values, doc.to_array(ATTRIBUTES))
        return doc.from_array(ATTRIBUTES, array)

    def _entry(self, tag: int, form: int, label: int) -> _Entry:
        kind = (tag, self._kind(form), label)
        entry = self._entries.get(kind)
        if entry is None:
            entry = self._entries[kind] = self._match(*kind)
        return entry

    def _kind(self, form: int) -> int:
        """The form itself if a pattern may treat it unlike others, or else the one that stands for all the others."""
        kind = self._forms.get(form)
        if kind is None:
            if len(self._forms) >= FORMS:
                self._forms.clear()
            kind = self._forms[form] = form if self._is_special(self.vocab.strings[form]) else self._other
        return kind

    def _is_special(self, form: str) -> bool:
        return form in self._mentioned or form.isspace() or any(regex.search(form) for regex in self._regexes)

    def _match(self, tag: int, form: int, label: int) -> _Entry:
        """Ask the matchers about a word that stands alone."""
        strings = self.vocab.strings
        doc = Doc(self.vocab, [strings[form]])
        doc[0].tag = tag
        doc[0].dep = label
        rules = frozenset(int(strings[match]) for match, _, _ in self.matcher(doc, allow_missing=True))
        parts = (strings[match].split() for match, _, _ in self._parts(doc, allow_missing=True))
        return self._make_entry(rules, frozenset((int(longer), int(position)) for longer, position in parts))

    def _make_entry(self, rules: frozenset[int], parts: frozenset[tuple[int, int]]) -> _Entry:
        values: dict[int, int] = {}
        for rule in sorted(rules):
            values.update(self.attrs[rule])
        return _Entry(
            rules,
            tuple(values.get(attribute, 0) for attribute in ATTRIBUTES),
            tuple(attribute in values for attribute in ATTRIBUTES),
            parts,
        )

    def _longer_matches(self, entries: list[_Entry]) -> dict[int, frozenset[int]]:
        """For each word that a pattern of several words sets, the rules of those patterns."""
        found: dict[int, frozenset[int]] = {}
        for start, entry in enumerate(entries):
            for number, position in entry.parts:
                if position == 0:
                    rule, length, target = self._longer[number]
                    words = entries[start : start + length]
                    if len(words) == length and all((number, i) in word.parts for i, word in enumerate(words)):
                        found[start + target] = found.get(start + target, frozenset()) | {rule}
        return found
