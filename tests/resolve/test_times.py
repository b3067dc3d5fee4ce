"""Time expressions: what is found, where it lies, and what is none.

The texts are parsed once and recorded beside this file; ``python -m tests.resolve.test_times`` parses those that are
new.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, EventTime, Parse, Sentence, Source, Timex, Token
from kg.resolve.periods import FINENESS, Period
from kg.resolve.timegrammar import Piece
from kg.resolve.times import dateline, event_time, shifted, times
from kg.resolve.timewords import Reader, grammar
from tests.record import parses, record
from tests.work import calls

RECORDED = Path(__file__).with_name("times.conllu")
FRIDAY = "2021-11-26"

ABSOLUTE = [
    ("The treaty was signed on 7 February 1992.", "7 February 1992", "1992-02-07"),
    ("The treaty was signed on February 7th, 1992.", "February 7th, 1992", "1992-02-07"),
    ("The deal was struck on Friday, 26 November 2021.", "Friday, 26 November 2021", "2021-11-26"),
    ("It came into force on 2021-11-26.", "2021-11-26", "2021-11-26"),
    ("The form is dated 26/11/2021.", "26/11/2021", "2021-11-26"),
    ("The form is dated 26.11.2021.", "26.11.2021", "2021-11-26"),
    ("The company was founded in May 1987.", "May 1987", "1987-05"),
    ("The company was founded in 1987.", "1987", "1987"),
    ("In '82 the company moved.", "'82", "1982"),
    ("The city burnt in AD 64.", "AD 64", "0064"),
    ("Caesar was murdered in 44 BC.", "44 BC", "BC0044"),
    ("Prices rose in the 1990s.", "the 1990s", "199"),
    ("Prices rose in the '70s.", "the '70s", "197"),
    ("Prices rose in the eighties.", "the eighties", "198"),
    ("It was built in the 20th century.", "the 20th century", "19"),
    ("It was built in the early 19th century.", "the early 19th century", "18"),
    ("Sales fell in the third quarter of 2020.", "the third quarter of 2020", "2020-Q3"),
    ("Sales fell in Q3 2020.", "Q3 2020", "2020-Q3"),
    ("Sales fell in the first half of 2020.", "the first half of 2020", "2020-H1"),
    ("They met in the summer of 2019.", "the summer of 2019", "2019-SU"),
    ("They met in the fall of 2019.", "the fall of 2019", "2019-FA"),
    ("The winter of 1962-63 was hard.", "The winter of 1962-63", "1962-WI"),
    ("They met in the last week of March 2020.", "the last week of March 2020", "2020-W13"),
    ("They met on the first Monday of May 2020.", "the first Monday of May 2020", "2020-05-04"),
    ("He died on the last day of 1999.", "the last day of 1999", "1999-12-31"),
    ("He died on Christmas Eve 1999.", "Christmas Eve 1999", "1999-12-24"),
    ("He died on Good Friday 2020.", "Good Friday 2020", "2020-04-10"),
    ("The attacks of 9/11 changed the country.", "9/11", "2001-09-11"),
    ("In fiscal 2020 the company lost money.", "fiscal 2020", "FY2020"),
    ("It happened in mid-2011.", "mid-2011", "2011"),
    ("It happened in late 2006.", "late 2006", "2006"),
    ("It happened at the end of 2006.", "the end of 2006", "2006"),
]

RELATIVE = [
    ("Sales fell last week.", "last week", "2021-W46"),
    ("Sales fell this year.", "this year", "2021"),
    ("Sales will fall next month.", "next month", "2021-12"),
    ("Sales fell last quarter.", "last quarter", "2021-Q3"),
    ("Sales fell in the last decade.", "the last decade", "201"),
    ("The talks failed today.", "today", "2021-11-26"),
    ("The talks failed yesterday.", "yesterday", "2021-11-25"),
    ("The talks will begin tomorrow.", "tomorrow", "2021-11-27"),
    ("The talks failed the day before yesterday.", "the day before yesterday", "2021-11-24"),
    ("He resigned three days ago.", "three days ago", "2021-11-23"),
    ("He resigned two months ago.", "two months ago", "2021-09"),
    ("He resigned about twenty years ago.", "about twenty years ago", "2001"),
    ("He resigned a decade ago.", "a decade ago", "201"),
    ("He resigned years ago.", "years ago", "PAST_REF"),
    ("The vote will take place in two weeks' time.", "in two weeks' time", "2021-W49"),
    ("Profits rose in the first quarter of last year.", "the first quarter of last year", "2020-Q1"),
    ("The contract ends in October of next year.", "October of next year", "2022-10"),
    ("He was elected in March last year.", "March last year", "2020-03"),
    ("They met on Monday last week.", "Monday last week", "2021-11-15"),
    ("It will be over by the end of the year.", "the end of the year", "2021"),
    ("It rained later in the week.", "later in the week", "2021-W47"),
    ("Earlier this year he resigned.", "Earlier this year", "2021"),
    ("Early next year he will resign.", "Early next year", "2022"),
    ("They met last weekend.", "last weekend", "2021-W46-WE"),
    ("They met last summer.", "last summer", "2021-SU"),
    ("They will meet next Easter.", "next Easter", "2022-04-17"),
    ("They met last Thursday.", "last Thursday", "2021-11-25"),
    ("They will meet next Thursday.", "next Thursday", "2021-12-02"),
    ("They met last May.", "last May", "2021-05"),
    ("He slept badly last night.", "last night", "2021-11-25TNI"),
    ("He spoke this morning.", "this morning", "2021-11-26TMO"),
    ("He spoke yesterday evening.", "yesterday evening", "2021-11-25TEV"),
    ("He is now in prison.", "now", "PRESENT_REF"),
    ("He was recently released.", "recently", "PAST_REF"),
    ("Nobody knows the future.", "the future", "FUTURE_REF"),
]

TENSES = [
    ("France left on Thursday.", "Thursday", "2021-11-25"),
    ("France will leave on Thursday.", "Thursday", "2021-12-02"),
    ("France has left on Thursday.", "Thursday", "2021-11-25"),
    ("France could leave on Thursday.", "Thursday", "2021-12-02"),
    ("France is going to leave on Thursday.", "Thursday", "2021-12-02"),
    ("The trial begins on Tuesday.", "Tuesday", "2021-11-30"),
    ("The minister says on Tuesday that she was wrong.", "Tuesday", "2021-11-23"),
    ("The vote was scheduled for Tuesday.", "Tuesday", "2021-11-30"),
    ("On Sunday the minister was scheduled to travel to Calais.", "Sunday", "2021-11-28"),
    ("The vote has been postponed until Tuesday.", "Tuesday", "2021-11-30"),
    ("The vote was postponed on Tuesday.", "Tuesday", "2021-11-23"),
    ("The shop stays closed until Monday.", "Monday", "2021-11-29"),
    ("The shop was closed until Monday.", "Monday", "2021-11-22"),
    ("He has been in prison since Monday.", "Monday", "2021-11-22"),
    ("They agreed to meet on Monday.", "Monday", "2021-11-29"),
    ("They failed to meet on Monday.", "Monday", "2021-11-22"),
    ("A plan to meet on Monday was dropped.", "Monday", "2021-11-29"),
    ("The figures released on Monday are wrong.", "Monday", "2021-11-22"),
    ("The company announced an event to be held on October 12.", "October 12", "2022-10-12"),
    ("He resigned in June.", "June", "2021-06"),
    ("He will resign in June.", "June", "2022-06"),
    ("He resigned on 3 December.", "3 December", "2020-12-03"),
    ("He will resign on 3 December.", "3 December", "2021-12-03"),
    ("France left on Friday.", "Friday", "2021-11-26"),
]

FROM_TEXT = [
    ("The treaty was signed on 3 May 1955. It came into force in July.", "July", "1955-07"),
    ("The treaty was signed on 3 May 1955. It ended in March.", "March", "1956-03"),
    ("The treaty was signed on 3 May 1955. The law was passed on 26 October.", "26 October", "1955-10-26"),
    ("The treaty was signed on 3 May 1955. On Monday the court met. The mayor left in July.", "July", "2021-07"),
    ("The law was passed on 3 May 2021. It came into force in July.", "July", "2021-07"),
    ("The treaty was signed in 1955. The court met in July.", "July", "2021-07"),
    ("He arrived on 3 May 2020. The following day he left.", "The following day", "2020-05-04"),
    ("He arrived on 3 May 2020. Three days later he left.", "Three days later", "2020-05-06"),
    ("He arrived on 3 May 2020. That year he married.", "That year", "2020"),
    ("He arrived on 3 May 2020. He had resigned the previous year.", "the previous year", "2019"),
    ("He arrived on 3 May 2020. He had resigned two months earlier.", "two months earlier", "2020-03"),
    ("He arrived on 3 May 2020. He had left the day before.", "the day before", "2020-05-02"),
    ("He arrived in January, in the same month as a year ago.", "a year ago", "2020"),
    ("Sales fell in January from the same month last year.", "the same month last year", "2020-01"),
    ("On Monday he arrived, and the next day he left.", "the next day", "2021-11-23"),
    ("On Monday he arrived; by 6 pm he had left.", "6 pm", "2021-11-22T18:00"),
    ("On Monday he arrived, and in the evening he left.", "the evening", "2021-11-22TEV"),
]

LENGTHS = [
    ("The trial lasted three days.", "three days", "P3D"),
    ("The trial lasted almost two and a half years.", "almost two and a half years", "P2.5Y"),
    ("The trial lasted half an hour.", "half an hour", "PT30M"),
    ("The trial lasted several weeks.", "several weeks", "PXW"),
    ("The trial lasted two or three days.", "two or three days", "PXD"),
    ("They signed a 27-year contract.", "27-year", "P27Y"),
    ("They signed a two-and-a-half-year contract.", "two-and-a-half-year", "P2.5Y"),
    ("It was the worst single-day loss.", "single-day", "P1D"),
    ("They settled a decades-long dispute.", "decades-long", "PXDE"),
    ("It rained for six straight days.", "six straight days", "P6D"),
    ("It rained for a fortnight.", "a fortnight", "P2W"),
    ("It has rained over the past six months.", "the past six months", "P6M"),
    ("He waited for years.", "years", "PXY"),
    ("A week after the talks France changed its mind.", "A week", "P1W"),
    ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
    ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
    ("They meet every Friday night.", "every Friday night", "XXXX-WXX-5TNI"),
    ("They meet every ten years.", "every ten years", "P10Y"),
    ("They meet every other week.", "every other week", "P2W"),
    ("They meet three times a year.", "three times a year", "P1Y"),
    ("The fee is paid annually.", "annually", "P1Y"),
    ("The plane flies in the morning.", "the morning", "XXXX-XX-XXTMO"),
]

CLOCKS = [
    ("The plane landed at 18:00 UTC on Tuesday.", "18:00 UTC on Tuesday", "2021-11-23T18:00Z"),
    ("The plane landed at 9.30 a.m. on Tuesday.", "9.30 a.m. on Tuesday", "2021-11-23T09:30"),
    ("The plane landed on Tuesday at noon.", "Tuesday at noon", "2021-11-23T12:00"),
    ("The plane landed on Tuesday morning.", "Tuesday morning", "2021-11-23TMO"),
    ("The plane landed at 6:40 p.m. (GMT +8).", "6:40 p.m. (GMT +8)", "2021-11-26T18:40+08:00"),
    ("The plane landed at half past nine on Tuesday.", "half past nine on Tuesday", "2021-11-23T09:30"),
    ("The plane landed in the early hours of Tuesday.", "the early hours of Tuesday", "2021-11-23TMO"),
]

NO_TIME = [
    "The 35-year-old man is 27 years old.",
    "He died at the age of 56 years.",
    "Theresa May may march on.",
    "The Daily Mail said so.",
    "The car costs $2020.",
    "Some 2000 soldiers came.",
    "England won 2-1.",
    "A fall in sales hurt the company.",
    "About a quarter of its shops are shut.",
    "It lost nearly three quarters of its value.",
    "The second time he ran a second marathon.",
    "He called as soon as he could.",
    "He sold the Sunday Times.",
    "Black Friday was a disaster.",
]

RANGES = [
    ("He worked there from 1922 to 2004.", "1922", "1922", "2004"),
    ("The talks took place between March and May.", "March", "2021-03", "2021-05"),
    ("The talks will take place between March and May 2022.", "March", "2022-03", "2022-05"),
    ("The shop was open from Monday to Thursday.", "Monday", "2021-11-22", "2021-11-25"),
    ("They met on 5-7 May 2020.", "5-7 May 2020", "2020-05-05", "2020-05-07"),
    ("They met from May 5 to 7, 2020.", "May 5 to 7, 2020", "2020-05-05", "2020-05-07"),
    ("The war of 1914-18 was long.", "1914-18", "1914", "1918"),
    ("Sales fell in the first nine months of 2020.", "the first nine months of 2020", "2020-01", "2020-09"),
    ("It has rained for the last two weeks.", "the last two weeks", "2021-11-08", "2021-11-28"),
    ("It has rained over the past six months.", "the past six months", "2021-05", "2021-11"),
    ("Sales fell in Q3 2020.", "Q3 2020", "2020-07", "2020-09"),
    ("Prices rose in the 1990s.", "the 1990s", "1990", "1999"),
    ("They met last weekend.", "last weekend", "2021-11-20", "2021-11-21"),
]

TWO_WAYS = [
    ("The letter is dated 7/8/2021.", "2021-08-10", "2021-08-07"),
    ("The letter is dated 7/8/2021.", "2021-07-10", "2021-07-08"),
    ("The letter is dated 7/8/2021.", "2024-01-01", "2021"),
]

UNDATED = [
    ("He resigned last year. The following day it rained.", ["last year", "The following day"]),
    ("On Thursday the talks failed.", ["Thursday"]),
    ("In June he resigned; in 2019 he came back.", ["June"]),
]

DATELINES = [
    ("PARIS, 26 November 2021 - France left on Thursday.", "2021-11-26"),
    ("Talks cancelled\n\nNovember 26, 2021 France left on Thursday.", "2021-11-26"),
    ("On 26 November 2021 France left.", None),
    ("26 November 2021 was a Friday.", None),
    ("26 November was a Friday.", None),
]

MODS = [
    ("It happened in late 2006.", "END"),
    ("It happened in mid-2011.", "MID"),
    ("Early next year he will resign.", "START"),
    ("He resigned about twenty years ago.", "APPROX"),
    ("It rained for more than six days.", "MORE_THAN"),
    ("It rained for at least six days.", "EQUAL_OR_MORE"),
    ("The trial lasted three days.", None),
]

TEXTS = [case[0] for table in (ABSOLUTE, RELATIVE, TENSES, FROM_TEXT, LENGTHS, CLOCKS, RANGES) for case in table]
TEXTS += [*NO_TIME, *(case[0] for table in (TWO_WAYS, UNDATED, DATELINES, MODS) for case in table)]
FAR = (
    "The 1998 and by all accounts quite extraordinarily long and tedious but still not at all useless report was read."
)
TEXTS += ["In early 2021, France left.", "He has been in prison since 2004.", FAR]


def value(text: str, words: str, published: str | None = FRIDAY) -> Timex | None:
    found = {mention.text: mention.timex for mention in times(parses(RECORDED)[text], published)}
    assert words in found, found
    return found[words]


@pytest.mark.parametrize(("text", "words", "expected"), ABSOLUTE)
def test_what_is_named_outright_needs_no_day_of_publication(text: str, words: str, expected: str) -> None:
    timex = value(text, words, None)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words", "expected"), RELATIVE)
def test_what_is_relative_counts_from_the_day_of_publication(text: str, words: str, expected: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words", "expected"), TENSES)
def test_the_tense_of_the_clause_chooses_the_side(text: str, words: str, expected: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words", "expected"), FROM_TEXT)
def test_some_dates_count_from_the_last_date_of_the_text(text: str, words: str, expected: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words", "expected"), LENGTHS)
def test_lengths_of_time_and_sets_have_no_place_of_their_own(text: str, words: str, expected: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words", "expected"), CLOCKS)
def test_a_time_of_day_finds_its_day(text: str, words: str, expected: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize("text", NO_TIME)
def test_ages_counts_scores_and_names_are_no_times(text: str) -> None:
    assert times(parses(RECORDED)[text], FRIDAY) == ()


@pytest.mark.parametrize(("text", "words", "begin", "end"), RANGES)
def test_what_stretches_over_days_has_a_first_and_a_last(text: str, words: str, begin: str, end: str) -> None:
    timex = value(text, words)
    assert timex is not None
    assert (timex.begin, timex.end) == (begin, end)


@pytest.mark.parametrize(("text", "published", "expected"), TWO_WAYS)
def test_figures_that_can_be_read_two_ways_lean_on_the_day_of_publication(
    text: str, published: str, expected: str
) -> None:
    timex = value(text, "7/8/2021", published)
    assert timex is not None
    assert timex.value == expected


@pytest.mark.parametrize(("text", "words"), UNDATED)
def test_without_a_day_of_publication_what_depends_on_it_has_no_value(text: str, words: list[str]) -> None:
    assert [m.text for m in times(parses(RECORDED)[text], None) if m.timex is None] == words


@pytest.mark.parametrize("published", ["26.11.2021", "2021-02-30", "", "yesterday", "99999-01-01"])
def test_a_day_of_publication_that_is_none_counts_as_not_known(published: str) -> None:
    assert value("The talks failed yesterday.", "yesterday", published) is None


def test_a_month_of_publication_dates_months_and_years_but_no_days() -> None:
    assert value("Sales will fall next month.", "next month", "2021-11") == Timex("DATE", "2021-12", "2021-12")
    assert value("The talks failed yesterday.", "yesterday", "2021-11") is None


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_a_date_line_stands_in_for_the_day_of_publication(text: str, day: str | None) -> None:
    assert dateline(parses(RECORDED)[text]) == Period.iso(day)


@pytest.mark.parametrize(("text", "mod"), MODS)
def test_what_is_fuzzy_says_so(text: str, mod: str | None) -> None:
    (mention,) = times(parses(RECORDED)[text], FRIDAY)
    assert mention.timex is not None
    assert mention.timex.mod == mod


def test_an_event_is_dated_as_far_as_the_words_go_and_keeps_them() -> None:
    (mention,) = times(parses(RECORDED)["In early 2021, France left."], FRIDAY)
    assert event_time(mention) == EventTime("2021", None, "in early 2021")
    (mention,) = times(parses(RECORDED)["He has been in prison since 2004."], FRIDAY)
    assert event_time(mention) == EventTime("2004", None, "since 2004")


def test_a_year_that_opens_a_document_may_hang_on_a_word_far_behind_it() -> None:
    (mention,) = times(parses(RECORDED)[FAR], None)
    assert mention.timex is not None
    assert mention.timex.value == "1998"


def test_a_length_of_time_or_a_set_dates_no_event() -> None:
    for text in ("The trial lasted three days.", "They meet every Monday.", "He was recently released."):
        (mention,) = times(parses(RECORDED)[text], FRIDAY)
        assert event_time(mention) is None


@pytest.mark.parametrize(
    ("date", "duration", "side", "expected"),
    [
        ("2021-11-26", "P3D", 1, "2021-11-29"),
        ("2021-11-26", "P1W", -1, "2021-11-19"),
        ("2021-11-26", "P2M", 1, "2022-01"),
        ("2021-11", "P10Y", -1, "2011"),
        ("2021-11", "P3D", 1, None),
        ("2021-11-26", "PXD", 1, None),
        ("2021-11-26", "PT3H", 1, None),
        ("9999-12-31", "P3D", 1, None),
        ("soon", "P3D", 1, None),
    ],
)
def test_a_date_at_a_distance_is_as_exact_as_the_distance(
    date: str, duration: str, side: int, expected: str | None
) -> None:
    assert shifted(date, Timex("DURATION", duration), side) == expected


def test_a_length_of_time_tells_what_it_is_measured_from() -> None:
    (mention,) = times(parses(RECORDED)["A week after the talks France changed its mind."], FRIDAY)
    assert mention.follows == "after"


def test_every_rule_of_the_grammar_has_a_reader() -> None:
    assert all(callable(getattr(Reader, rule)) for rule in grammar().rules)


# ------------------------------------------------------------------------------------------------ any text


def tokens_of(words: list[str]) -> tuple[Token, ...]:
    out, start = [], 0
    for i, word in enumerate(words):
        tag = "CD" if word[:1].isdigit() else "NN"
        out.append(Token(i, start, word, " ", word.lower(), "NOUN", tag, "dep", max(i - 1, 0), ""))
        start += len(word) + 1
    return tuple(out)


def parse_of(words: list[str]) -> Parse:
    return Parse(Document("https://example.org/doc", " ".join(words), Source("doc")), (Sentence(tokens_of(words)),), "")


WORDS = st.one_of(st.sampled_from(sorted(grammar().vocabulary)), st.from_regex(r"[0-9'/:.,apm-]{1,10}", fullmatch=True))
DATES = st.one_of(st.none(), st.dates().map(str), st.just("0001-01-01"), st.just("9999-12-31"))


@given(st.lists(WORDS, min_size=1, max_size=25), DATES)
def test_any_words_give_mentions_in_order_that_do_not_overlap(words: list[str], published: str | None) -> None:
    mentions = times(parse_of(words), published)
    at = 0
    for mention in mentions:
        assert [t.i for t in mention.tokens] == list(range(mention.tokens[0].i, mention.tokens[-1].i + 1))
        assert mention.span.start >= at
        at = mention.span.end
        if mention.timex is not None and mention.timex.end is not None:
            assert mention.timex.begin is not None
            assert mention.timex.begin <= mention.timex.end


@given(st.sampled_from(sorted(FINENESS)), st.integers(-50_000, 4_000_000))
def test_a_known_period_has_its_days_in_order_and_lies_in_its_coarser_ones(unit: str, index: int) -> None:
    period = Period(unit, index)
    if not period.known:
        return
    assert period.first <= period.last
    assert Period.iso(period.begin) is not None
    for coarser in FINENESS.keys() - {"WE"}:
        if (whole := period.within(coarser)) is not None and whole.known:
            assert whole.first <= period.first <= whole.last


@pytest.mark.parametrize("words", [["two"], ["the", "first", "of"], ["from", "May", "to"], ["Monday", ","]])
def test_work_grows_with_the_length_of_a_sentence_and_not_with_its_square(words: list[str]) -> None:
    def work(times_over: int) -> int:
        parse = parse_of(words * times_over)
        return calls(lambda: times(parse, FRIDAY))

    work(50)
    assert work(4000) < 15 * work(400)


def test_pieces_compare_by_value() -> None:
    reader = Reader(tokens_of(["last", "week"]))
    assert list(grammar().find(reader.tokens, reader)) == list(grammar().find(reader.tokens, reader))
    assert isinstance(next(grammar().find(reader.tokens, reader)), Piece)


if __name__ == "__main__":
    record(dict.fromkeys(TEXTS), RECORDED)
