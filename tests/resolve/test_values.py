"""Quantities: what is found, what it is worth, and which numbers only name something.

The texts are parsed once and recorded beside this file; ``python -m tests.resolve.test_values`` parses those that are
new.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.literal import DECIMAL, INTEGER
from kg.model import Document, Parse, Sentence, Source, Token
from kg.resolve import numerals
from kg.resolve.times import times
from kg.resolve.values import ValueMention, grammar, literal, values
from tests.record import parses, record

RECORDED = Path(__file__).with_name("values.conllu")

QUANTITIES = [
    ("27 people died near Calais.", "27 people", "27", "people", None, "count"),
    ("Twenty-five ministers resigned.", "Twenty-five ministers", "25", "ministers", None, "count"),
    ("A dozen ships sank.", "A dozen ships", "12", "ships", None, "count"),
    ("Half a million children fled.", "Half a million children", "500000", "children", None, "count"),
    ("One person died.", "One person", "1", "person", None, "count"),
    ("The airline ordered 179 new tankers.", "179 new tankers", "179", "tankers", None, "count"),
    ("It employs 1.2 million people.", "1.2 million people", "1200000", "people", None, "count"),
    ("The index fell 344.65 points.", "344.65 points", "344.65", "points", None, "count"),
    (
        "More than 25,700 people crossed the Channel.",
        "More than 25,700 people",
        "25700",
        "people",
        "more than",
        "count",
    ),
    ("Nearly 2,000 jobs will go.", "Nearly 2,000 jobs", "2000", "jobs", "about", "count"),
    ("It will cost at least 30 jobs.", "at least 30 jobs", "30", "jobs", "at least", "count"),
    ("The boat carried up to 50 people.", "up to 50 people", "50", "people", "at most", "count"),
    ("The boat carried fewer than 50 people.", "fewer than 50 people", "50", "people", "less than", "count"),
    ("The boat carried 50 people or more.", "50 people or more", "50", "people", "at least", "count"),
    ("The index rose to 11,188.23.", "11,188.23", "11188.23", None, None, "number"),
    ("The project cost about £54m in all.", "about £54m", "54000000", "GBP", "about", "money"),
    ("The company lost US$ 6 billion.", "US$ 6 billion", "6000000000", "USD", None, "money"),
    ("The company lost $9.66 per share.", "$9.66", "9.66", "USD", None, "money"),
    ("The bank offered 500 billion rubles.", "500 billion rubles", "500000000000", "RUB", None, "money"),
    ("She paid ten Canadian dollars.", "ten Canadian dollars", "10", "CAD", None, "money"),
    ("She paid 50 pence.", "50 pence", "50", "pence", None, "money"),
    ("They signed a $100-million deal.", "$100-million", "100000000", "USD", None, "money"),
    ("Sales fell by 5.3 per cent.", "5.3 per cent", "5.3", "percent", None, "percent"),
    ("Sales fell by -3.16%.", "-3.16%", "-3.16", "percent", None, "percent"),
    ("Rates rose by half a percentage point.", "half a percentage point", "0.5", "percentage points", None, "percent"),
    ("The road is 10 kilometres long.", "10 kilometres", "10", "km", None, "measure"),
    ("They went on a 10-mile walk.", "10-mile", "10", "miles", None, "measure"),
    ("The park covers 3 square kilometres.", "3 square kilometres", "3", "square km", None, "measure"),
    ("It was 30°C in the shade.", "30°C", "30", "degrees Celsius", None, "measure"),
    ("A 35-year-old man was arrested.", "35-year-old", "35", "years", None, "age"),
    ("She is 27 years old.", "27 years old", "27", "years", None, "age"),
    ("He died, aged 56.", "aged 56", "56", "years", None, "age"),
    ("Two-thirds of the voters stayed at home.", "Two-thirds", "0.6667", None, "about", "fraction"),
    ("Half of them left.", "Half", "0.5", None, None, "fraction"),
    ("A quarter of its shops are shut.", "A quarter", "0.25", None, None, "fraction"),
]

SHARED = [
    ("Between 10 and 15 people came.", [("10", "people"), ("15", "people")]),
    ("It makes up 20 to 25 percent of sales.", [("20", "percent"), ("25", "percent")]),
    ("It costs $300 to 350 million.", [("300000000", "USD"), ("350000000", "USD")]),
    ("It has 91 shops and 230 cars.", [("91", "shops"), ("230", "cars")]),
]

NO_QUANTITY = [
    "His five-point plan failed.",
    "England won 2-1.",
    "One of the men left.",
    "No one came.",
    "The third man came first.",
    "They invoked Article 50.",
    "The last Boeing 717 was delivered.",
    "Several people left.",
    "Call 0207 if you can.",
    "Hundreds of people fled.",
]

TEXTS = [case[0] for case in (*QUANTITIES, *SHARED)] + NO_QUANTITY
TEXTS += ["In 2020, 27 people waited for three days."]


def found(text: str) -> tuple[ValueMention, ...]:
    return values(parses(RECORDED)[text])


@pytest.mark.parametrize(("text", "words", "number", "unit", "approximation", "kind"), QUANTITIES)
def test_a_quantity_has_its_number_unit_and_exactness(
    text: str, words: str, number: str, unit: str | None, approximation: str | None, kind: str
) -> None:
    (mention,) = found(text)
    value = mention.value
    assert mention.text == words
    assert (value.lexical, value.unit, value.approximation, mention.unit_kind) == (number, unit, approximation, kind)
    assert value.datatype == (DECIMAL if "." in number else INTEGER)


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_the_ends_of_a_range_share_unit_and_scale(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.value.lexical, m.value.unit) for m in found(text)] == expected


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_numbers_that_name_rank_or_join_are_no_quantities(text: str) -> None:
    assert found(text) == ()


def test_words_that_are_times_already_are_left_alone() -> None:
    parse = parses(RECORDED)["In 2020, 27 people waited for three days."]
    taken = [(m.sentence, range(m.tokens[0].i, m.tokens[-1].i + 1)) for m in times(parse, None)]
    assert [m.text for m in values(parse, taken)] == ["27 people"]


@given(st.integers(0, 10**15))
def test_a_whole_number_is_read_from_its_figures(number: int) -> None:
    assert numerals.number([f"{number:,}"]) == number
    assert literal(Fraction(number)).lexical == str(number)


@given(st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=3))
def test_a_decimal_keeps_its_worth_and_has_one_form(number: object) -> None:
    value = literal(Fraction(str(number)))
    assert Fraction(value.lexical) == Fraction(str(number))
    assert value.approximation is None
    assert not value.lexical.endswith((".", ".0"))


WORDS = st.one_of(st.sampled_from(sorted(grammar().vocabulary)), st.from_regex(r"[0-9.,/$%m-]{1,8}", fullmatch=True))


@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_words_give_quantities_in_order_that_do_not_overlap(words: list[str]) -> None:
    tokens, start = [], 0
    for i, word in enumerate(words):
        tokens.append(Token(i, start, word, " ", word, "NUM", "CD", "nummod", min(i + 1, len(words) - 1), ""))
        start += len(word) + 1
    parse = Parse(Document("https://example.org/doc", " ".join(words), Source("doc")), (Sentence(tuple(tokens)),), "")
    at = 0
    for mention in values(parse):
        assert mention.span.start >= at
        assert {t.i for t in mention.number} <= {t.i for t in mention.tokens}
        at = mention.span.end


if __name__ == "__main__":
    record(dict.fromkeys(TEXTS), RECORDED)
