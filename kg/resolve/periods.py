"""Stretches of the calendar that have a name: a day, a week, a season, a century, each a whole number of its unit.

A date is known as far as the text gives it: *last year* is a year, never a day. So a :class:`Period` is a unit and a
count of that unit, moving it is adding, and making it coarser never invents anything.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
"""Months in each unit that is made of months."""

FINENESS = {"D": 0, "WE": 1, "W": 1, "M": 2, "S": 3, "Q": 3, "H": 4, "Y": 5, "DE": 6, "CE": 7, "ML": 8}
"""Units from fine to coarse; those of one rank do not contain each other."""

SEASONS = ("SP", "SU", "FA", "WI")
_DAY = datetime.timedelta(days=1)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The ``index``-th period of its unit.

    ``unit`` is a TIMEX3 unit: ``D`` day, ``W`` ISO week, ``WE`` its weekend, ``M`` month, ``S`` season (three months,
    the first from March), ``Q`` quarter, ``H`` half-year, ``Y`` year, ``DE`` decade, ``CE`` century, ``ML`` millennium.
    Periods of one unit follow each other, so ``moved(-1)`` is the one before.

    >>> monday = Period.iso("2021-11-22")
    >>> monday.moved(3).timex, monday.within("W").moved(-1).timex, monday.within("Y").moved(1).timex
    ('2021-11-25', '2021-W46', '2022')
    """

    unit: str
    index: int

    @classmethod
    def iso(cls, text: str | None) -> Period | None:
        """The day, month or year that an ISO 8601 date names; ``None`` for anything else, a time of day is cut off.

        >>> Period.iso("2021-11"), Period.iso("26.11.2021")
        (Period(unit='M', index=24262), None)
        """
        match = _ISO.fullmatch((text or "").partition("T")[0].strip())
        return None if match is None else cls.of(*(None if part is None else int(part) for part in match.groups()))

    @classmethod
    def of(cls, year: int | None, month: int | None = None, day: int | None = None) -> Period | None:
        """A year, a month or a day; ``None`` if there is no such date.

        >>> Period.of(2021, 2, 29) is None, Period.of(2021, 2).timex
        (True, '2021-02')
        """
        if year is None or not 0 < year < 10000 or (month is not None and not 1 <= month <= 12):
            return None
        if month is None:
            return cls("Y", year)
        if day is None:
            return cls("M", year * 12 + month - 1)
        try:
            return cls("D", datetime.date(year, month, day).toordinal())
        except ValueError:
            return None

    @classmethod
    def part(cls, unit: str, year: int, number: int) -> Period:
        """The ``number``-th season, quarter, half, month or week of a year, counted from 1.

        >>> Period.part("Q", 2021, 4).timex, Period.part("S", 2021, 3).timex, Period.part("W", 2021, 47).timex
        ('2021-Q4', '2021-FA', '2021-W47')
        """
        if unit == "W":
            return cls("W", _monday(datetime.date(year, 1, 4)) + number - 1)
        return cls(unit, year * {"S": 4, "Q": 4, "H": 2, "M": 12}[unit] + number - 1)

    @property
    def known(self) -> bool:
        """Whether it lies in the years 1 to 9998, outside of which nothing is reckoned."""
        limit = {"D": 3_651_695, "W": 521_670, "WE": 521_670, "S": 39_994}.get(self.unit)
        if limit is not None:
            return 7 < self.index < limit
        months = MONTHS[self.unit]
        return (self.index + 1) * months < 120_000 and (self.index * months >= 12 or (self.index == 0 and months > 12))

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        match self.unit:
            case "D":
                return datetime.date.fromordinal(self.index)
            case "W":
                return datetime.date.fromordinal(self.index * 7 + 1)
            case "WE":
                return datetime.date.fromordinal(self.index * 7 + 6)
            case "S":
                return datetime.date(self.index // 4, self.index % 4 * 3 + 3, 1)
            case unit:
                month = max(self.index * MONTHS[unit], 12)
                return datetime.date(month // 12, month % 12 + 1, 1)

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        if self.unit == "D":
            return self.first
        if self.unit == "WE":
            return self.first + _DAY
        return self.moved(1).first - _DAY

    def moved(self, count: int) -> Period:
        """The period so many of its own unit later, or earlier if ``count`` is negative."""
        return Period(self.unit, self.index + count)

    def within(self, unit: str) -> Period | None:
        """The period of a coarser unit that it begins in; itself for its own unit, ``None`` for a finer one.

        >>> Period.iso("2021-11-26").within("WE").timex, Period.iso("2021").within("M")
        ('2021-W47-WE', None)
        """
        if unit == self.unit:
            return self
        if not self.known or FINENESS[unit] <= FINENESS[self.unit]:
            return None
        day = self.first
        if unit in ("W", "WE"):
            found = Period(unit, _monday(day))
        elif unit == "S":
            found = Period("S", (day.year * 12 + day.month - 3) // 3)
        else:
            found = Period(unit, (day.year * 12 + day.month - 1) // MONTHS[unit])
        return found if found.known else None

    @property
    def timex(self) -> str:
        """The TIMEX3 value.

        >>> [Period.iso("1999-12-31").within(unit).timex for unit in ("W", "S", "H", "DE", "CE")]
        ['1999-W52', '1999-WI', '1999-H2', '199', '19']
        """
        i = self.index
        match self.unit:
            case "D":
                return self.first.isoformat()
            case "W" | "WE":
                year, week, _ = self.first.isocalendar()
                return f"{year:04}-W{week:02}" + ("-WE" if self.unit == "WE" else "")
            case "M":
                return f"{i // 12:04}-{i % 12 + 1:02}"
            case "S":
                return f"{i // 4:04}-{SEASONS[i % 4]}"
            case "Q":
                return f"{i // 4:04}-Q{i % 4 + 1}"
            case "H":
                return f"{i // 2:04}-H{i % 2 + 1}"
            case unit:
                return f"{i:0{ {'Y': 4, 'DE': 3, 'CE': 2, 'ML': 1}[unit] }}"

    @property
    def begin(self) -> str:
        """Its first day, month or year as a partial ISO date: the coarsest that says it exactly."""
        return self._edge(self.first)

    @property
    def end(self) -> str | None:
        """Its last day, month or year, where it is more than one of them.

        >>> [(p.begin, p.end) for p in (Period.part("Q", 2021, 4), Period.of(2021, 11), Period("DE", 199))]
        [('2021-10', '2021-12'), ('2021-11', None), ('1990', '1999')]
        """
        return None if self.unit in ("D", "M", "Y") else self._edge(self.last)

    def _edge(self, day: datetime.date) -> str:
        return day.isoformat()[: {"D": 10, "W": 10, "WE": 10, "M": 7, "S": 7, "Q": 7, "H": 7}.get(self.unit, 4)]


def _monday(day: datetime.date) -> int:
    """The week of a day, counted from the Monday 1 January of the year 1."""
    return (day.toordinal() - 1) // 7


def weekday(day: Period) -> int:
    """1 for Monday to 7 for Sunday.

    >>> weekday(Period.iso("2021-11-26"))
    5
    """
    return (day.index - 1) % 7 + 1


def easter(year: int) -> Period:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of *Nature* 1876, as printed by Meeus 1991).

    >>> easter(2021).timex, easter(2024).timex
    ('2021-04-04', '2024-03-31')
    """
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + i - 7 * ((a + 11 * h + 22 * i) // 451) + 114, 31)
    return Period("D", datetime.date(year, month, day + 1).toordinal())
