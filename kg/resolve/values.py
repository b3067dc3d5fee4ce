"""Quantities: numbers with what they count, as typed literals.

*About £54m* is 54000000 GBP, *27 people* are 27 people; what makes a number less exact is kept beside it. Numbers that
only name something are no quantities: *Article 50*, a *Boeing 737*, a *five-point plan*, a year, a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import pairwise

from kg.frozen import frozen
from kg.literal import DECIMAL, INTEGER
from kg.model import Parse, Sentence, Token, Value
from kg.resolve import numerals
from kg.resolve.expressions import Expression
from kg.resolve.lexicon import tables
from kg.resolve.patterns import Found, Grammar

_PLACES = 4
"""Decimal places of a number that no decimal is equal to: two-thirds."""
_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "FAC", "WORK_OF_ART", "LAW", "EVENT", "GPE", "LOC", "NORP", "LANGUAGE"})
_JOINTS = frozenset({"-", "–", "/", ":"})
_RANGE = frozenset({"to", "and", "or", "-", "–", "—"})
_MOST = 5
"""Words of the longest phrase in front of a number."""
_LONGEST = 15
"""Digits of a number: longer ones are telephone numbers, accounts and the like."""


@frozen
class ValueMention(Expression):
    """A quantity: its neighbouring words with what they count, the words of its number alone, and its value.

    ``unit_kind`` is ``money``, ``percent``, ``measure``, ``age``, ``fraction``, ``count`` (of the things that the last
    word names) or ``number``.
    """

    number: tuple[Token, ...]
    value: Value
    unit_kind: str


def values(parse: Parse, taken: Iterable[tuple[int, range]] = ()) -> tuple[ValueMention, ...]:
    """The quantities of a document in text order; they never overlap.

    ``taken`` are words that are something else, as a rule times: the index of a sentence and a range of its tokens.
    Takes time linear in the length of the text.

    >>> from kg.model import Document, Source
    >>> words = [("About", "RB", 1), ("27", "CD", 2), ("people", "NNS", 3), ("died", "VBD", 3)]
    >>> deps = ("advmod", "nummod", "nsubj", "ROOT")
    >>> tokens = tuple(Token(i, 7 * i, word, " ", word.lower(), "X", tag, deps[i], head, "")
    ...                for i, (word, tag, head) in enumerate(words))
    >>> parse = Parse(Document("https://example.org/doc", "", Source("doc")), (Sentence(tokens),), "none")
    >>> [(m.text, m.value.lexical, m.value.unit, m.value.approximation) for m in values(parse)]
    [('About 27 people', '27', 'people', 'about')]
    """
    other: dict[int, set[int]] = {}
    for sentence, tokens in taken:
        other.setdefault(sentence, set()).update(tokens)
    return tuple(
        m for i, sentence in enumerate(parse.sentences) for m in _in_sentence(i, sentence, other.get(i, set()))
    )


def literal(number: Fraction, unit: str | None = None, approximation: str | None = None) -> Value:
    """A number as an XSD literal in canonical form: an integer if it is whole, else a decimal.

    What no decimal is equal to, is rounded to four places, and said to be about that.

    >>> literal(Fraction(54_000_000), "GBP", "about")
    Value(lexical='54000000', datatype='http://www.w3.org/2001/XMLSchema#integer', unit='GBP', approximation='about')
    >>> literal(Fraction(5, 2)).lexical, literal(Fraction(2, 3)).lexical, literal(Fraction(2, 3)).approximation
    ('2.5', '0.6667', 'about')
    """
    if number.denominator == 1:
        return Value(str(number.numerator), INTEGER, unit, approximation)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    with localcontext() as context:
        context.prec = 60
        decimal = Decimal(number.numerator) / number.denominator
        figures = f"{decimal if rest == 1 else round(decimal, _PLACES):f}".rstrip("0").rstrip(".")
    return Value(figures, DECIMAL, unit, approximation or (None if rest == 1 else "about"))


# ------------------------------------------------------------------------------------------------ the grammar


@cache
def grammar() -> Grammar:
    """The grammar of quantities, with the number words."""
    source = tables("values")
    words = {
        **source["words"],
        "CARDINAL": numerals.table("ones") | numerals.table("tens"),
        "SCALE": {word: worth for word, worth in numerals.table("scales").items() if not word.endswith("s")},
        "LETTER": {letter + stop: worth for letter, worth in numerals.table("letters").items() for stop in ("", ".")},
        "FRACTION": numerals.table("fractions"),
    }
    return Grammar({**source, "words": words})


@cache
def _phrases(name: str) -> dict[str, str]:
    return {words: str(meaning) for words, meaning in tables("values")[name].items()}


def _in_sentence(index: int, sentence: Sentence, taken: set[int]) -> list[ValueMention]:
    found = list(grammar().find(sentence.tokens, _Reader(index, sentence.tokens, taken)))
    for i, (first, second) in enumerate(pairwise(found)):
        between = _between(first, second, sentence)
        if between not in _RANGE:
            continue
        if first.unit_kind in ("number", "money"):
            found[i] = _sharing(first, second)
        if first.unit_kind == "money" and second.unit_kind == "number" and between != "and":
            found[i + 1] = replace(second, value=replace(second.value, unit=first.value.unit), unit_kind="money")
    return found


def _between(first: ValueMention, second: ValueMention, sentence: Sentence) -> str:
    """The one word between two quantities; empty if there are more, or none."""
    start, end = first.tokens[-1].i + 1, second.tokens[0].i
    return sentence.tokens[start].text if end == start + 1 else ""


def _sharing(first: ValueMention, second: ValueMention) -> ValueMention:
    """The first of two quantities with the unit and the scale that only the second has: *20 to 25 percent*."""
    number, scale = Fraction(first.value.lexical), second.number[-1].text.lower()
    value = first.value
    if len(first.number) == 1 < len(second.number) and scale in grammar().values["SCALE"] and scale != "hundred":
        scaled = number * numerals.table("scales")[scale]
        if scaled < Fraction(second.value.lexical):
            value = literal(scaled, value.unit, value.approximation)
    if value.unit is not None or second.value.unit is None:
        return replace(first, value=value)
    return replace(first, value=replace(value, unit=second.value.unit), unit_kind=second.unit_kind)


class _Reader:
    """Says which quantity a match is in one sentence, or ``None`` if it is none. There is a method for each rule."""

    def __init__(self, index: int, tokens: Sequence[Token], taken: set[int]) -> None:
        self.index = index
        self.tokens = tokens
        self.taken = taken

    def __call__(self, found: Found) -> ValueMention | None:
        if self.taken and not self.taken.isdisjoint(range(found.start, found.end)):
            return None
        letters, number = grammar().values["LETTER"], range(*found.parts.get("number", (0, 0)))
        if any(found.words[i] in letters and self.tokens[i - 1].space for i in number):
            return None
        mention: ValueMention | None = getattr(self, found.rule)(found)
        return mention

    # ---------------------------------------------------------------------------------- rules

    def money(self, found: Found) -> ValueMention | None:
        """*£54m*, *US$ 6 billion*, *ten Canadian dollars*, *50 pence*."""
        if "pounds" in found:
            is_money = any(t.entity.endswith("MONEY") for t in self.tokens[found.start : found.end])
            return self._mention(found, "money", "GBP") if is_money else self._mention(found, "measure", "pounds")
        if "coin" in found:
            return self._mention(found, "money", grammar().meaning("COIN", found.text("coin")))
        if "national" in found:
            return self._mention(found, "money", grammar().meaning("NATIONAL", found.list("national")[0]))
        unit = grammar().meaning("SIGN", found.text("sign")) or grammar().meaning("CURRENCY", found.text("currency"))
        return self._mention(found, "money", unit)

    def percent(self, found: Found) -> ValueMention | None:
        """*5.3 per cent*, *half a percentage point*."""
        return self._mention(found, "percent", "percentage points" if "points" in found else "percent")

    def age(self, found: Found) -> ValueMention | None:
        """*35-year-old*, *27 years old*, *aged 27*."""
        if "age" in found:
            count, unit, _ = found.text("age").split("-")
            return self._mention(found, "age", grammar().meaning("AGE_UNIT", unit), Fraction(count))
        return self._mention(found, "age", grammar().meaning("AGE_UNIT", found.text("unit") or "years"))

    def measure(self, found: Found) -> ValueMention | None:
        """*10 kilometres*, *a 10-mile walk*, *30 °C*; *54m* is more often millions than metres."""
        if "unit" in found and self.tokens[found.parts["unit"][0]].text == "G":
            return None
        if found.text("unit") == "m" and not self.tokens[found.end - 2].space:
            after = found.words[found.end] if found.end < len(found.words) else ""
            if after not in grammar().values["EXTENT"]:
                return None
        if "scale" in found:
            scale = "Celsius" if found.text("scale").startswith("c") else "Fahrenheit"
            return self._mention(found, "measure", f"degrees {scale}")
        area = {"sq": "square "}.get(found.text("area"), f"{found.text('area')} ") if "area" in found else ""
        per = f" per {grammar().meaning('RATE', found.words[found.end - 1])}" if "per" in found else ""
        return self._mention(found, "measure", f"{area}{grammar().meaning('MEASURE', found.text('unit'))}{per}")

    def fraction(self, found: Found) -> ValueMention | None:
        """*two-thirds of the voters*, *half of them*."""
        last = found.parts["number"][1]
        return self._mention(found, "fraction", None, end=last)

    def count(self, found: Found) -> ValueMention | None:
        """*27 people*, *more than 25,700*; a number behind a noun or joined to one by a hyphen only names it."""
        start, end = found.parts["number"]
        token, last = self.tokens[start], self.tokens[end - 1]
        if self._is_a_name(start, end) or self._is_joined(start, end):
            return None
        if found.list("number") == ["one"] and not self._counts_one(token):
            return None
        outer = next((t for t in self.tokens[start:end] if not start <= t.head < end), last)
        noun = self._noun(outer, found.end)
        if noun is None:
            return self._mention(found, "number", None) if outer.tag == "CD" and outer.dep != "compound" else None
        many = noun.tag in ("NNS", "NNPS") or noun.text.lower() in grammar().values["MANY"]
        if not many and found.list("number")[-1] not in ("one", "1", "half") and "/" not in found.text("number"):
            return None
        unit = noun.text if noun.pos == "PROPN" else noun.text.lower()
        shared = any(t.tag == "CD" for t in self.tokens[end : noun.i])
        return self._mention(found, "count", unit, end=found.end if shared else noun.i + 1)

    # ---------------------------------------------------------------------------------- what numbers are about

    def _noun(self, last: Token, end: int) -> Token | None:
        """The noun that a number counts: a plural behind it, or what it modifies no more than four words on."""
        if end < len(self.tokens) and self.tokens[end].tag in ("NNS", "NNPS"):
            behind = self.tokens[end]
            return self.tokens[behind.head] if behind.dep == "compound" and behind.head == end + 1 else behind
        noun = self.tokens[last.head]
        if last.dep not in ("nummod", "compound", "amod", "quantmod", "det") or not noun.tag.startswith("NN"):
            return None
        return noun if end <= noun.i < end + 4 and noun.text[0].isalpha() else None

    def _is_a_name(self, start: int, end: int) -> bool:
        """Whether a number names something: *Article 50*, *Airbus 380*, the Ford *Five Hundred*."""
        token = self.tokens[start]
        digits = token.text.replace(",", "")
        if token.entity[2:] in _NAMES or len(digits) > _LONGEST or (digits[0] == "0" and digits[1:].isdigit()):
            return True
        if start == 0:
            return False
        before = self.tokens[start - 1]
        if before.text in ("#", "No.", "no.", "Nos.", "/", "'", "’") or (
            token.text[0].isupper() and before.text.isalnum()
        ):
            return True
        if token.head == before.i:
            return before.tag.startswith("NN") and token.dep == "nummod"
        return before.tag.startswith("NNP") and before.dep == "compound" and before.head in (start, token.head)

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether a hyphen or slash joins it to its neighbour without a blank: *five-point*, *2-1*, *top-10*."""
        after = self.tokens[end] if end < len(self.tokens) else None
        before = self.tokens[start - 1] if start else None
        if (
            after is not None
            and after.text in ("-", "–", "/", ":")
            and not self.tokens[end - 1].space
            and not after.space
        ):
            return True
        return before is not None and before.text in ("-", "–", "/", ":") and not before.space

    def _counts_one(self, one: Token) -> bool:
        """*One person died*, but not *one of them*, *no one*, *this one*, *one day*."""
        before = self.tokens[one.i - 1].text.lower() if one.i else ""
        noun = self.tokens[one.head]
        return (
            one.dep == "nummod"
            and noun.tag == "NN"
            and noun.i > one.i
            and before not in ("the", "no", "any", "every", "this")
        )

    def _mention(
        self, found: Found, kind: str, unit: str | None, number: Fraction | None = None, end: int = 0
    ) -> ValueMention | None:
        """The quantity of a match; its words go on to ``end``, or to the end of the match."""
        start, stop = found.parts.get("number", (found.start, found.end))
        if number is None:
            words = [
                word.rstrip(".") if word in grammar().values["LETTER"] else word for word in found.words[start:stop]
            ]
            sign = -1 if words[0].startswith("-") and len(words[0]) > 1 else 1
            number = numerals.number([words[0].lstrip("-"), *words[1:]] if sign < 0 else words)
            if number is None:
                return None
            number *= sign
        first, approximation = self._approximation(found)
        last = end or found.end
        behind = _phrases("behind").get(" ".join(found.words[last : last + 2]))
        if behind is not None and found.words[last + 2 : last + 3] != ["than"]:
            approximation, last = behind, last + 2
        value = literal(number, unit, approximation or None)
        return ValueMention(self.index, tuple(self.tokens[first:last]), tuple(self.tokens[start:stop]), value, kind)

    def _approximation(self, found: Found) -> tuple[int, str]:
        """Where the words in front of a quantity begin that make it less exact, and what they say."""
        first, said = found.start, ""
        for length in range(min(_MOST, first), 0, -1):
            words = " ".join(found.words[first - length : first])
            if words in _phrases("approximation"):
                first, said = first - length, _phrases("approximation")[words]
                if said:
                    break
        return first, said
