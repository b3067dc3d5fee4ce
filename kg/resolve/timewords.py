"""The words of time: what the rules of ``data/times.toml`` mean, each in the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from kg.model import Token
from kg.resolve import numerals
from kg.resolve.lexicon import tables
from kg.resolve.patterns import Found, Grammar
from kg.resolve.periods import SEASONS, Period
from kg.resolve.timegrammar import (
    Again,
    At,
    Counted,
    Edge,
    Edged,
    Fixed,
    Lapse,
    Loose,
    Meaning,
    Moved,
    Named,
    Nth,
    Piece,
    Same,
    TimeOfDay,
    length,
)

LAST = {"last": -1, "final": -1, "closing": -1, "opening": 1, "first": 1}
"""Words that count from the front or, below zero, from the back."""

_NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "NORP", "GPE", "LOC"})
_ALSO_NAMES = frozenset(
    {"month", "weekday", "weekend", "season", "part", "often", "every", "now", "past", "future", "holiday", "year"}
    | {"decade", "today", "that_unit", "tonight"}
)
"""Rules whose words names are made of as well."""
_TIME_UNITS = frozenset({"TS", "TM", "TH"})
_LAST_CENTURY = 40
"""From which two figures on a year is one of the last century."""


@cache
def grammar() -> Grammar:
    """The grammar of times, with the number words and the holidays."""
    source = tables("times")
    longest_first = sorted(source["holidays"], key=lambda name: (-len(name.split()), name))
    words = {
        **source["words"],
        "CARDINAL": numerals.table("ones") | numerals.table("tens"),
        "SCALE": {word: worth for word, worth in numerals.table("scales").items() if not word.endswith("s")},
        "ORDINAL": numerals.table("ordinals"),
    }
    phrases = {"HOLIDAY": f"({'|'.join(longest_first)})", **source["phrases"]}
    return Grammar({**source, "words": words, "phrases": phrases})


@cache
def _around(name: str) -> frozenset[str]:
    return frozenset(str(tables("times")["around"][name]).split())


def _number(name: str, word: str) -> int:
    return int(grammar().values[name][word])


def _unit(found: Found) -> str:
    word = found.text("unit")
    return grammar().meaning("UNIT", word) or grammar().meaning("UNITS", word) or ""


def _rank(found: Found) -> int | None:
    word = found.text("rank")
    return LAST.get(word) or numerals.ordinal(word)


def _count(word: str) -> int:
    """A day of a month in figures or as an ordinal."""
    return numerals.ordinal(word) or int(word)


def _year_of(found: Found) -> int | None:
    if "year" in found:
        return int(found.text("year").replace(",", ""))
    return _full_year(found.text("year2").strip("'")) if "year2" in found else None


def _full_year(figures: str) -> int:
    """A year of four figures, or of two, which lie between 1940 and 2039."""
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < _LAST_CENTURY else 1900)


class Reader:
    """Says what a match means in one sentence, or ``None`` if it is no time here: *2000 people*, *27 years old*.

    There is a method for each rule of the grammar, named after it.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def __call__(self, found: Found) -> Piece | None:
        """The piece that a match is."""
        if self._is_part_of_a_name(found):
            return None
        meaning: Meaning | None = getattr(self, found.rule)(found)
        return None if meaning is None else Piece(found.start, found.end, meaning)

    # ---------------------------------------------------------------------------------- around the match

    @staticmethod
    def _word(found: Found, offset: int) -> str:
        """The word so many places after the match (0 is the next one), or before it (-1 is the one before)."""
        i = found.end + offset if offset >= 0 else found.start + offset
        return found.words[i] if 0 <= i < len(found.words) else ""

    def _tag(self, i: int) -> str:
        return self.tokens[i].tag if 0 <= i < len(self.tokens) else ""

    def _is_part_of_a_name(self, found: Found) -> bool:
        """Whether it only helps to name something else: *Daily* Mail, Theresa *May*; a year may do both: *Rio 2016*."""
        names = [token.entity[2:] for token in self.tokens[found.start : found.end]]
        if found.rule not in _ALSO_NAMES or names[-1] not in _NAMES:
            return False
        after = self.tokens[found.end].entity if found.end < len(self.tokens) else ""
        whole = self.tokens[found.start].entity[:1] == "B" and after[:1] != "I" and len(set(names)) == 1
        if found.rule == "year":
            return names[-1] in ("PERSON", "PRODUCT") and not whole
        return not whole or (names[-1] == "PERSON" and found.rule == "month")

    def _stands_alone(self, found: Found) -> bool:
        """Whether *before* or *after* is the last word of the phrase, and no preposition of what follows."""
        return self._tag(found.end) not in _around("complement")

    # ---------------------------------------------------------------------------------- on the calendar

    def date(self, found: Found) -> Meaning | None:
        """*26 November 2021*, *Friday, May 5th*."""
        return _day(_year_of(found), _number("MONTH", found.text("month")), _count(found.text("day")))

    def dates(self, found: Found) -> Meaning | None:
        """*5 to 7 May*."""
        texts = found.text("days").split("-") if "days" in found else [found.text("day"), found.text("to")]
        month, first, last = _number("MONTH", found.text("month")), _count(texts[0]), _count(texts[1])
        start, end = _day(_year_of(found), month, first), _day(_year_of(found), month, last)
        if start is None or end is None or not first < last:
            return None
        if isinstance(start, Fixed) and isinstance(end, Fixed):
            return Fixed(start.period, end.period)
        return Named("day", (month, first), days=last - first)

    def month(self, found: Found) -> Meaning | None:
        """*May*, but not Theresa *May*."""
        before = self.tokens[found.start - 1] if found.start else None
        if before is not None and before.tag == "NNP" and before.dep == "compound" and before.head == found.start:
            return None
        return Named("month", _number("MONTH", found.text("month")))

    def month_year(self, found: Found) -> Meaning | None:
        """*May 2021*."""
        return _fixed(Period.of(_year_of(found), _number("MONTH", found.text("month"))))

    def year(self, found: Found) -> Meaning | None:
        """*2021*, *'82*, *44 BC*."""
        year = _year_of(found)
        if year is None:
            return None
        if "bc" in found:
            return Loose(f"BC{year:04}")
        if "year2" in found and self._word(found, -1) not in _around("year"):
            return None
        if found.end == found.start + 1 and "year" in found and not self._is_year(found, year):
            return None
        return _fixed(Period.of(year))

    def _is_year(self, found: Found, year: int) -> bool:
        """Whether four figures are a year rather than a number of things."""
        token, before, after = self.tokens[found.start], self._word(found, -1), self._word(found, 0)
        head, determined = self.tokens[token.head], before in _around("possessive")
        things = head.i > token.i and head.tag in ("NNS", "NNPS") and not determined
        if before in ("$", "£", "€", "#", "no.", "us$") or (after in ("%", "percent", "-", "/") and not token.space):
            return False
        if things and year % 100 == 0:
            return False
        if token.entity.endswith("DATE"):
            return True
        if after in grammar().values["UNITS"] or after in grammar().values["ZONE"]:
            return False
        if token.entity[2:] in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "TIME", "PRODUCT"):
            return year >= 1800 and before in ("in", "since") and self._tag(found.end)[:2] not in ("NN", "JJ")
        if token.dep == "nummod" and things:
            return False
        return (year >= 1700 and before in _around("year")) or 1900 <= year < 2050

    def years(self, found: Found) -> Meaning | None:
        """*1914-18*, *2021/22*."""
        first, last = found.text("year"), found.text("to")
        if "years" in found:
            first, last = found.text("years").replace("/", "-").split("-")
        last = first[: 4 - len(last)] + last
        cut_short = len(found.words[found.end - 1]) <= 2 and self._word(found, 0) == "-"
        start, end = Period.of(int(first)), Period.of(int(last))
        if start is None or end is None or cut_short or not start.index < end.index <= start.index + 1000:
            return None
        return Fixed(start, end)

    def iso(self, found: Found) -> Meaning | None:
        """*2021-11-26*, with or without a time."""
        date, _, time = "".join(found.list("iso")).upper().replace("/", "-").rstrip(".").partition("T")
        day = _fixed(Period.iso("-".join(part.zfill(2) for part in date.split("-"))))
        return At(TimeOfDay("T" + time), day) if time and day is not None else day

    def numeric(self, found: Found) -> Meaning | None:
        """*26/11/2021*, *26.11.2021*; which of *7/8/2021* is the month, is decided later."""
        figures = found.text("numeric").replace(".", "/")
        first, second, last = figures.split("/")
        year = _full_year(last)
        day_first = Period.of(year, int(second), int(first))
        if "." in found.text("numeric"):
            return _fixed(day_first)
        month_first = Period.of(year, int(first), int(second))
        if month_first is not None and day_first is not None and month_first != day_first:
            return Named("day", f"{first}/{second}/{year}")
        return _fixed(month_first or day_first)

    def decade(self, found: Found) -> Meaning | None:
        """*the 1990s*, *the '70s*, *the eighties*; *in her eighties* is an age."""
        text = found.text("decade")
        if (decade := grammar().meaning("EIGHTIES", text)) is not None:
            return Fixed(Period("DE", int(decade))) if found.words[found.start] == "the" else None
        return Fixed(_decade(text))

    def century(self, found: Found) -> Meaning | None:
        """*the 20th century*, which is 19 as in 1999; *the third millennium*."""
        rank = _rank(found)
        millennium = "millennium" in found.words[found.start : found.end]
        if rank is None or not 1 <= rank <= (3 if millennium else 30):
            return None
        if "bc" in found:
            return Loose(f"BC{rank - 1}" if millennium else f"BC{rank - 1:02}")
        return Fixed(Period("ML" if millennium else "CE", rank - 1))

    def edged(self, found: Found) -> Meaning | None:
        """*mid-2011*, *early-1990s*."""
        edge, _, rest = found.text("edged").partition("-")
        date = Fixed(_decade(rest)) if rest.endswith("s") else _fixed(Period.of(int(rest)))
        return None if date is None else Edged(grammar().meaning("EDGE", edge) or "", date)

    def fiscal(self, found: Found) -> Meaning | None:
        """*fiscal 2020*, *FY21*, *the last financial year*: on no calendar, for everybody begins it when they like."""
        if "fiscal" in found:
            return Loose(f"FY{_full_year(found.text('fiscal').removeprefix('fy').lstrip(chr(39)))}")
        if "year" in found:
            return Loose(f"FY{found.text('year')}")
        return Counted("Y", _number("SHIFT", found.text("shift")) if "shift" in found else 0, fiscal=True)

    def weekday(self, found: Found) -> Meaning | None:
        """*Thursday*, but not *Black Friday*."""
        if self._word(found, -1) in _around("not_a_weekday"):
            return None
        return Named("weekday", _number("WEEKDAY", found.text("weekday")))

    def weekend(self, found: Found) -> Meaning | None:
        """*the weekend*."""
        return Named("weekend", 6)

    def season(self, found: Found) -> Meaning | None:
        """*summer*; *the fall* only of a year, or after a preposition, for it is a decline as well."""
        word, before, token = found.text("season"), self._word(found, -1), self.tokens[found.end - 1]
        if word == "fall":
            of_a_year = self._word(found, 0) == "of" and self._word(found, 1)[:1].isdigit()
            if before not in _around("year") or (self._word(found, 0) in ("in", "of") and not of_a_year):
                return None
        if word == "spring" and not (
            before in _around("year")
            or "the" in found.words[found.start]
            or token.dep in ("nsubj", "npadvmod", "compound")
        ):
            return None
        return Named("season", _number("SEASON", word))

    def quarter(self, found: Found) -> Meaning | None:
        """*the third quarter*, *Q3*, *4Q09*."""
        if "rank" in found:
            rank = 4 if found.text("rank") == "final" else _rank(found)
            match_of_a_cup = self._word(found, 0) == "-" and self._word(found, 1) == "final"
            return Named("quarter", rank) if rank in (1, 2, 3, 4) and not match_of_a_cup else None
        figures = found.text("qn").translate({ord(sign): None for sign in "q'-/"})
        if len(figures) == 1:
            return Named("quarter", int(figures))
        return Fixed(Period.part("Q", _full_year(figures[1:]), int(figures[0])))

    def half(self, found: Found) -> Meaning | None:
        """*H1*, in front of a year."""
        return Nth(int(found.text("hn").strip("h")), "H") if self._word(found, 0)[:2] in ("of", "19", "20") else None

    def holiday(self, found: Found) -> Meaning | None:
        """*Christmas*, *Good Friday*."""
        return Named("holiday", _holiday(found.words[found.start : found.end]))

    def named_day(self, found: Found) -> Meaning | None:
        """*9/11*."""
        return _fixed(Period.iso(grammar().meaning("NAMED_DAY", found.words[found.start])))

    # ---------------------------------------------------------------------------------- from here and now

    def today(self, found: Found) -> Meaning | None:
        """*yesterday*, *the day after tomorrow*."""
        if "today" in found:
            return Counted("D", _number("TODAY", found.text("today")))
        return Counted("D", -2 if found.words[found.end - 1] == "yesterday" else 2)

    def tonight(self, found: Found) -> Meaning | None:
        """*last night*."""
        return TimeOfDay("TNI", {"tonight": 0, "last": -1}.get(found.words[found.start]))

    def shifted(self, found: Found) -> Meaning | None:
        """*last week*, *this coming year*; *the next day* counts from the text."""
        unit, word = _unit(found), found.text("shift")
        shift = _number("SHIFT", word) if word else -1
        if unit == "D":
            return Counted("D", 1, from_text=True) if word == "next" else None
        return None if unit in _TIME_UNITS or unit in ("F", "N") else Counted(unit, shift)

    def from_text(self, found: Found) -> Meaning | None:
        """*the previous year*, *the day after*."""
        unit, last = _unit(found), found.words[found.end - 1]
        if "shift" in found:
            word = found.text("shift")
            shift = 1 if word == "next" else _number("FROM_TEXT", word)
        else:
            shift = 1 if last in ("after", "later") else -1
            if last in ("before", "after") and not self._stands_alone(found):
                return None
        if unit == "N":
            return TimeOfDay("TNI", -1) if shift < 0 else None
        return None if unit in _TIME_UNITS or unit == "F" else Counted(unit, shift, from_text=True)

    def the_unit(self, found: Found) -> Meaning | None:
        """*The year* is one only as part of a phrase: *the end of the year*, *later in the week*."""
        if self._word(found, -1) not in ("of", "in") or self._word(found, -2) not in _around("part"):
            return None
        unit = _unit(found)
        if unit == "N":
            return TimeOfDay("TNI")
        return None if unit in _TIME_UNITS or unit == "F" else Counted(unit, 0, from_text=unit == "D")

    def that_unit(self, found: Found) -> Meaning | None:
        """*that year*, *the day*; *the day before the talks* is a length of time."""
        unit, after = _unit(found) or "D", self._word(found, 0)
        if unit in _TIME_UNITS or unit == "F":
            return None
        if unit == "N":
            return TimeOfDay("TNI")
        if "unit" not in found:
            if after in _around("no_day"):
                return None
            if after in ("before", "after"):
                return Lapse(Fraction(1), "D")
        return Counted(unit, 0, from_text=True)

    def same_unit(self, found: Found) -> Meaning | None:
        """*the same month*, *the same period*."""
        return Same(_unit(found))

    def shifted_name(self, found: Found) -> Meaning | None:
        """*last Thursday*, *the following March*, *next Easter*."""
        last, first = found.words[found.end - 1], found.words[found.start]
        word = found.text("shift") or last
        if last in ("before", "after") and not self._stands_alone(found):
            return None
        from_text = word in grammar().values["FROM_TEXT"] or last in ("before", "after")
        shift = {"before": -1, "after": 1, "past": -1}.get(word)
        if shift is None:
            shift = _number("FROM_TEXT" if from_text else "SHIFT", word)
        if "holiday" in found:
            return Named("holiday", _holiday(found.list("holiday")), shift, from_text)
        kind = next(kind for kind in ("month", "weekday", "season") if kind in found)
        if first == "the" and found.text(kind) == "fall":
            return None
        return Named(kind, _number(kind.upper(), found.text(kind)), shift, from_text)

    def nth(self, found: Found) -> Meaning | None:
        """*the first week of*, *the last Monday in*, *the second half of*."""
        rank, word = _rank(found), found.text("unit")
        if rank is None:
            return None
        if not word:
            return Nth(2 if rank == -1 else rank, "H") if rank in (1, 2, -1) else None
        if word in grammar().values["WEEKDAY"]:
            return Nth(rank, "D", _number("WEEKDAY", word))
        unit = _unit(found)
        return None if unit in _TIME_UNITS or unit in ("F", "N") else Nth(rank, unit)

    def first_lapse(self, found: Found) -> Meaning | None:
        """*the first nine months of*."""
        return Lapse(numerals.number(found.list("count")), _unit(found), side=LAST[found.text("rank")], from_text=True)

    def week_of(self, found: Found) -> Meaning | None:
        """*the week of*, in front of its first day."""
        return Nth(1, "W")

    def moved(self, found: Found) -> Meaning | None:
        """*three days ago*, *a week later*, *in two weeks' time*; *long ago*."""
        if "unit" not in found:
            return Loose("PAST_REF")
        lapse = self._lapse_of(found)
        if "side" not in found:
            return Moved(lapse, 1, False)
        word = found.text("side")
        if word in ("before", "after", "on", "prior", "previously") and not self._stands_alone(found):
            return None
        side = {"from now": 1, "before": -1, "prior": -1, "after": 1, "on": 1}.get(word) or _number("SIDE", word)
        return lapse if lapse.unit in _TIME_UNITS else Moved(lapse, side, word not in ("ago", "from now", "hence"))

    # ---------------------------------------------------------------------------------- lengths

    def lapse(self, found: Found) -> Meaning | None:
        """*three days*, *27-year*, *almost two and a half years*; *27 years old* is an age."""
        after, before, words = self._word(found, 0), self._word(found, -1), found.words[found.start : found.end]
        if (
            after == "old"
            or (after in ("-", "of") and self._word(found, 1) in ("old", "olds", "age"))
            or before == "aged"
        ):
            return None
        if before == "of" and self._word(found, -2) in ("age", "ages"):
            return None
        if before in ("$", "£", "€") or (before == "-" and self._tag(found.start - 2) == "CD"):
            return None
        unit = found.text("unit")
        lapse = self._lapse_of(found)
        if lapse.unit == "Q" and after == "of" and lapse.amount in (1, 3) and words[-2:-1] != ["consecutive"]:
            return None
        if "count" in found or "between" in found or "amount" in found:
            return None if unit == "second" and self._tag(found.end - 1)[:2] != "NN" else lapse
        if words == ["a", unit]:
            return self._a_unit(found, lapse, before)
        if words in ([unit], ["the", unit], ["its", unit], ["their", unit]):
            return lapse if self._is_bare_length(found, before, after) else None
        return lapse

    def _a_unit(self, found: Found, lapse: Lapse, before: str) -> Meaning | None:
        """*A week*: a length of time, or how often: *10% a year*, *$5 a day*."""
        token = self.tokens[found.end - 1]
        if token.tag not in ("NN", "NNP"):
            return None
        if token.dep == "npadvmod" and self._tag(found.start - 1) in ("CD", "NNS", "NN", "$", "RB"):
            return Again(length(lapse.amount, lapse.unit))
        return lapse if lapse.unit not in ("TS", "Q", "N") or before in _around("length") else None

    def _is_bare_length(self, found: Found, before: str, after: str) -> bool:
        """*For years*, *over the years*, *months of talks*: a plural alone is a length next to a preposition."""
        if found.end - found.start > 1:
            return before in ("over", "through", "throughout", "down") and _unit(found) in ("Y", "DE", "CE", "M")
        if self.tokens[found.start].dep == "compound" or self._tag(found.start - 1) == "CD":
            return False
        return before in _around("length") or after in ("after", "before", "of")

    def _lapse_of(self, found: Found) -> Lapse:
        """The length that the parts of a match give."""
        words = found.words[found.start : found.end]
        if "amount" in found:
            count, _, word = found.text("amount").partition("-")
            unit = grammar().meaning("UNIT", word) or grammar().meaning("UNITS", word) or ""
            return Lapse(Fraction(count), unit)
        return Lapse(_amount(found, words), _unit(found), _mod(words))

    def side_lapse(self, found: Found) -> Meaning | None:
        """*the past six months*, *the next few weeks*, *the coming days*; *recent years* lie in the past."""
        side = found.text("side")
        if side == "recent":
            return Loose("PAST_REF")
        amount = numerals.number(found.list("count"))
        if "count" not in found and found.text("unit") in grammar().values["UNIT"]:
            amount = Fraction(1)
        ahead = side in ("next", "coming", "following", "ensuing", "upcoming")
        return Lapse(amount, _unit(found), None, 1 if ahead else -1, side in grammar().values["FROM_TEXT"])

    # ---------------------------------------------------------------------------------- again and again

    def often(self, found: Found) -> Meaning | None:
        """*daily*, *annual*."""
        return Again(grammar().meaning("OFTEN", found.text("often")) or "")

    def every(self, found: Found) -> Meaning | None:
        """*every Monday*, *every other week*, *each summer*, *three times a year*, *weekends*."""
        words = found.words[found.start : found.end]
        if "count" in found:
            return Again(length(numerals.number(found.list("count")), _unit(found)))
        if "unit" in found:
            return Again(length(Fraction(2 if "other" in words or words[1:2] == ["second"] else 1), _unit(found)))
        for name, form in (("weekdays", "XXXX-WXX-{}"), ("weekday", "XXXX-WXX-{}"), ("part", "XXXX-XX-XXT{}")):
            if name in found:
                return Again(form.format(grammar().meaning(name.upper(), found.text(name))))
        if "month" in found:
            return Again(f"XXXX-{_number('MONTH', found.text('month')):02}")
        if "season" in found:
            return Again(f"XXXX-{SEASONS[_number('SEASON', found.text('season')) - 1]}")
        if "holiday" in found:
            rule = _holiday(found.list("holiday"))
            return Again(f"XXXX-{rule}" if "#" not in rule and "E" not in rule else "P1Y")
        return Again("XXXX-WXX-WE")

    # ---------------------------------------------------------------------------------- times of day

    def clock(self, found: Found) -> Meaning | None:
        """*9 am*, *18:00 UTC*, *half past nine*, *noon*."""
        if "noon" in found:
            return TimeOfDay(grammar().meaning("NOON", found.text("noon")) or "")
        text, half, words = found.text("clock"), found.text("half"), found.words[found.start : found.end]
        if "clock12" in found:
            text, half = found.text("clock12").rstrip(".apm"), "pm" if "p" in found.text("clock12") else "am"
        if words[0] == "half" or "quarter" in words:
            return _clock_by_words(words, text)
        zone = _zone(words)
        hour, minute = _hour_and_minute(text)
        if hour is None or minute > 59 or not (half or zone or ":" not in text or self._is_clock(found)):
            return None
        if half:
            hour = hour % 12 + _number("AM_PM", half) if 1 <= hour <= 12 else 99
        return TimeOfDay(f"T{hour:02}:{minute:02}{zone}") if hour <= 24 else None

    def _is_clock(self, found: Found) -> bool:
        told = self._word(found, -1) in ("at", "by", "from", "until", "before", "after")
        return told or self.tokens[found.start].entity.endswith(("TIME", "DATE"))

    def part(self, found: Found) -> Meaning | None:
        """*the morning*, *at dawn*; the *morning* of *morning papers* is none."""
        if "part" not in found:
            return TimeOfDay("TNI" if "small" in found.words[found.start : found.end] else "TMO")
        word, last, before = found.text("part"), self.tokens[found.end - 1], self._word(found, -1)
        determined = found.end - found.start > 1
        if word.endswith("s") or (last.dep == "compound" and found.end < len(self.tokens) and not determined):
            return None
        told = before in ("at", "by", "before", "after", "until", "late", "early")
        if determined or told or last.dep in ("npadvmod", "compound", "pobj"):
            return TimeOfDay("T" + (grammar().meaning("PART", word) or ""))
        return None

    def this_part(self, found: Found) -> Meaning | None:
        """*this morning*."""
        return TimeOfDay("T" + (grammar().meaning("PART", found.text("part")) or ""), 0)

    # ---------------------------------------------------------------------------------- neither here nor there

    def now(self, found: Found) -> Meaning | None:
        """*currently*, *at present*; *now that it rains* is a reason."""
        words = found.words[found.start : found.end]
        if words == ["present"] or (words == ["now"] and self._word(found, 0) == "that"):
            return None
        return Loose("PRESENT_REF")

    def past(self, found: Found) -> Meaning | None:
        """*recently*, *the past*."""
        adjective = found.words[found.start : found.end] == ["the", "past"] and self._tag(found.end)[:2] in (
            "NN",
            "CD",
            "JJ",
        )
        return None if adjective else Loose("PAST_REF")

    def future(self, found: Found) -> Meaning | None:
        """*soon*, *the near future*; *as soon as* and *soon after* are none."""
        if self._word(found, 0) in ("-", "as", "after", "afterward", "afterwards", "before"):
            return None
        return None if self.tokens[found.end - 1].dep == "compound" else Loose("FUTURE_REF")

    def edge(self, found: Found) -> Meaning | None:
        """*early*, *the end of*, *later*."""
        word = found.text("edge")
        return Edge(grammar().meaning("EDGE", word) or grammar().meaning("EDGE_NOUN", word) if word else None)


# ------------------------------------------------------------------------------------------------ values


def _fixed(period: Period | None) -> Fixed | None:
    return None if period is None else Fixed(period)


def _day(year: int | None, month: int, day: int) -> Fixed | Named | None:
    """A day with its year, or one that comes every year; *29 February* comes in some."""
    if year is not None:
        return _fixed(Period.of(year, month, day))
    return Named("day", (month, day)) if Period.of(2000, month, day) is not None else None


def _decade(word: str) -> Period:
    """*1990s*, *'90s*."""
    figures = word.strip("'s")
    return Period("DE", int(figures) // 10 + (0 if len(figures) == 4 else 190))


def _holiday(words: Sequence[str]) -> str:
    return str(tables("times")["holidays"][" ".join(words)])


def _amount(found: Found, words: Sequence[str]) -> Fraction | None:
    """How many units a match counts; ``None`` for *several*, *two or three* and a bare plural."""
    further = ("another", "further", "additional", "extra")
    count = [word for word in found.list("count") if word not in further]
    single = found.text("unit") in grammar().values["UNIT"]
    if "half" in count[:2] and count[-1] in ("a", "an", "half"):
        return Fraction(1, 2)
    if words[0] == "half":
        return Fraction(1, 2)
    if count in (["a"], ["an"]) or (not count and "another" in found.list("count")):
        amount: Fraction | None = Fraction(1)
    elif count:
        amount = numerals.number(count)
    else:
        alone = words[0] in ("multi", found.text("unit")) and "side" not in found
        amount = Fraction(1) if single and not alone and "between" not in found else None
    if amount is not None and "half" not in count and "and a half" in " ".join(words):
        amount += Fraction(1, 2)
    return amount


def _mod(words: Sequence[str]) -> str | None:
    """The TIMEX3 modifier of a length, by the words it opens with: *about*, *more than*, *at least*."""
    first, second = (*words[:2], "")[:2]
    if first in ("at", "no"):
        return "EQUAL_OR_MORE" if second in ("least", "less", "fewer") else "EQUAL_OR_LESS"
    mods = {"more": "MORE_THAN", "well": "MORE_THAN", "less": "LESS_THAN", "fewer": "LESS_THAN", "up": "EQUAL_OR_LESS"}
    if first == "just" and second in grammar().values["AROUND"]:
        first = second
    return mods.get(first) or grammar().meaning("AROUND", first) or None


def _hour_and_minute(text: str) -> tuple[int | None, int]:
    """*9*, *nine*, *9.30*, *18:00*, *0800*."""
    figures = text.replace(":", ".").split(".")
    if len(text) in (3, 4) and text.isdigit():
        return int(text[:-2]), int(text[-2:])
    hour = numerals.number(figures[:1])
    if hour is None or hour.denominator != 1:
        return None, 0
    return int(hour), int(figures[1]) if len(figures) > 1 else 0


def _clock_by_words(words: Sequence[str], text: str) -> TimeOfDay | None:
    """*Half past nine*, *a quarter to ten*; whether before or after noon is not said."""
    hour = numerals.number([text])
    if hour is None or not 1 <= hour <= 12:
        return None
    if words[0] == "half":
        return TimeOfDay(f"T{int(hour):02}:30")
    return TimeOfDay(f"T{int(hour) - 1:02}:45" if "to" in words else f"T{int(hour):02}:15")


def _zone(words: Sequence[str]) -> str:
    """The offset from UTC that a time tells: *UTC*, *CET*, *(GMT +8)*; none for zones that only some people know."""
    for word in words[1:]:
        if word[0] in "+-" and len(word) > 1:
            figures = word[1:].replace(":", "")
            hours, minutes = (figures, "00") if len(figures) <= 2 else (figures[:-2], figures[-2:])
            return f"{word[0]}{hours.zfill(2)}:{minutes}"
    return next((zone for word in words if (zone := grammar().meaning("ZONE", word))), "")
