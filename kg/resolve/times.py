"""Time expressions and where they lie on the calendar, as TIMEX3 (ISO-TimeML; Pustejovsky et al. 2010).

What a text names outright is taken as it is; *last week* counts from the day of publication, *the following day* from
the last date of the text, and on which side *Thursday* lies the tense of its clause decides. Nothing becomes more exact
than its words: *last year* is a year. Without a day of publication what depends on it gets no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.frozen import frozen
from kg.model import EventTime, Parse, Sentence, Timex, Token
from kg.resolve.expressions import Expression
from kg.resolve.patterns import plain
from kg.resolve.periods import FINENESS, Period, easter, weekday
from kg.resolve.tense import Direction, Tenses
from kg.resolve.timegrammar import (
    Again,
    At,
    Counted,
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
    Within,
    alone,
    folded,
    length,
    rank_of,
)
from kg.resolve.timewords import Reader, grammar

_DASHES = ("-", "–", "—", "--", ":", "(", ")")
_DATELINE = 16
"""Words of a paragraph among which its date line is looked for."""
_TOO_FAR = 330
"""Days beyond which no day without a year is meant that lies ahead: one that has begun *runs from 1 November*."""
_AMBIGUOUS = 60
"""Days around publication within which 7/8/2021 is the nearer of 7 August and July 8; else only its year is known."""
_SEEN = 12
"""How many dates back the one is looked for from which *the following day* counts."""


@frozen
class TimeMention(Expression):
    """A time expression: its neighbouring words, without the preposition, and its value.

    ``timex`` is ``None`` where the value depends on a day of publication that is not known. ``relation`` is the word in
    front that places an event against the date (*since*, *until*, *by*, *from*, *on*), in lower case; ``follows`` is
    *after*, *before*, *since* … where a length of time is measured from what comes next: *a week* **after** *it*.
    ``direction`` is what chose between last and next, where the words leave it open.
    """

    timex: Timex | None
    relation: str | None = None
    follows: str | None = None
    direction: Direction = Direction.UNKNOWN


def times(parse: Parse, published: str | None) -> tuple[TimeMention, ...]:
    """The time expressions of a document in text order; they never overlap.

    ``published`` is the day of publication as ISO 8601, or a month or year where no more is known; anything else counts
    as not known, and then the text's own :func:`dateline` is taken, if it has one. Time is linear in the length of the
    text.

    >>> from kg.model import Document, Source
    >>> words = (("Talks", "NNS", "nsubj"), ("failed", "VBD", "ROOT"), ("on", "IN", "prep"), ("Friday", "NNP", "pobj"))
    >>> heads, pos = (1, 1, 1, 2), ("NOUN", "VERB", "ADP", "PROPN")
    >>> rows = zip(words, heads, pos, (0, 6, 13, 16))
    >>> tokens = tuple(Token(i, at, w, " ", w.lower(), p, tag, dep, head, "")
    ...                for i, ((w, tag, dep), head, p, at) in enumerate(rows))
    >>> document = Document("https://example.org/doc", "Talks failed on Friday", Source("doc"))
    >>> [(m.text, m.timex.value) for m in times(Parse(document, (Sentence(tokens),), "none"), "2021-11-26")]
    [('Friday', '2021-11-26')]
    """
    calendar = _Calendar(Period.iso(published) or dateline(parse))
    return tuple(m for i, sentence in enumerate(parse.sentences) for m in calendar.read(i, sentence))


def dateline(parse: Parse) -> Period | None:
    """The day that a text puts in front of itself; ``None`` without one.

    It is a full date that opens one of the first three paragraphs, alone, before a capital letter or a dash, or behind
    the place: *PARIS, 26 November 2021 – France …*.
    """
    seen = -1
    for sentence in parse.sentences:
        if sentence.paragraph > 2:
            break
        if sentence.paragraph == seen:
            continue
        seen = sentence.paragraph
        tokens = sentence.tokens[:_DATELINE]
        for piece in grammar().find(tokens, Reader(sentence.tokens)):
            match piece.meaning:
                case Fixed(Period("D") as day, None) if _opens(tokens, piece):
                    return day
            break
    return None


def _opens(tokens: Sequence[Token], piece: Piece) -> bool:
    before, after = tokens[: piece.start], tokens[piece.end : piece.end + 1]
    if not after or after[0].text in _DASHES:
        return all(token.text in (",", "(") or token.text[:1].isupper() for token in before)
    return not before and after[0].text[:1].isupper()


def event_time(mention: TimeMention) -> EventTime | None:
    """When something happened that a time expression dates; ``None`` for what has no place on the calendar.

    >>> token = Token(3, 12, "2004", "", "2004", "NUM", "CD", "pobj", 2, "")
    >>> event_time(TimeMention(0, (token,), Timex("DATE", "2004", "2004"), "since"))
    EventTime(value='2004', end=None, text='since 2004')
    """
    timex = mention.timex
    if timex is None or timex.begin is None:
        return None
    return EventTime(timex.begin, timex.end, f"{mention.relation} {mention.text}" if mention.relation else mention.text)


def shifted(date: str, timex: Timex, side: int) -> str | None:
    """The partial ISO date that lies a duration after (1) or before (-1) another: *a week after* what happened then.

    As exact as the unit of the duration; ``None`` if it has no number, or is finer than the date is known.

    >>> shifted("2021-11-26", Timex("DURATION", "P2M"), 1), shifted("2021", Timex("DURATION", "P3D"), 1)
    ('2022-01', None)
    """
    number = timex.value.removeprefix("P").rstrip("YMWDEC")
    unit = timex.value.removeprefix("P").lstrip("0123456789")
    start = Period.iso(date)
    if not number.isdigit() or unit not in FINENESS or start is None or (start := start.within(unit)) is None:
        return None
    if unit == "W":
        start, number, unit = Period.iso(date), str(int(number) * 7), "D"
        if start is None or start.unit != "D":
            return None
    moved = start.moved(side * int(number))
    return moved.begin if moved.known else None


# ------------------------------------------------------------------------------------------------ resolving


@frozen
class _Place:
    """A resolved date: a period, its time of day, and how it was meant."""

    period: Period
    until: Period | None = None
    time: str = ""
    mod: str | None = None

    @property
    def timex(self) -> Timex:
        end = self.until or self.period
        last = end.end if end is self.period else (end.end or end.begin)
        value = self.period.timex + self.time
        return Timex("TIME" if self.time else "DATE", value, self.period.begin, last, self.mod)


_PREPOSITIONS = frozenset(
    {"about", "after", "around", "at", "before", "between", "beyond", "by", "during", "following", "for", "from", "in"}
    | {"into", "near", "of", "on", "over", "past", "pending", "since", "starting", "through", "throughout", "till"}
    | {"to", "toward", "towards", "under", "until", "via", "within"}
)
_OPEN = Direction.UNKNOWN
_LONG_AGO = 2
"""Years before its document from which on a date begins a story of its own."""


class _Calendar:
    """What the dates of a document count from, as it is read from front to back."""

    def __init__(self, published: Period | None) -> None:
        self.published = published
        self.seen: list[Period] = []
        self.tenses: Tenses | None = None
        self.sentence: Sentence | None = None
        self.asked = _OPEN
        self.token: Token | None = None
        self.story: tuple[int, Period] | None = None
        """The last day or month that the text gave with its year, and the paragraph in which it did."""

    def read(self, index: int, sentence: Sentence) -> Iterator[TimeMention]:
        """The mentions of the next sentence."""
        tokens = sentence.tokens
        reader = Reader(tokens)
        found = list(grammar().find(tokens, reader))
        if not found:
            return
        words = [plain(token.text) for token in tokens]
        pieces = [whole for piece in folded(found, words) if (whole := alone(piece, words)) is not None]
        self.sentence, self.tenses = sentence, None
        ready: dict[int, Timex | None] = {}
        for k, piece in enumerate(pieces):
            following = pieces[k + 1] if k + 1 < len(pieces) else None
            mention_tokens = tokens[piece.start : piece.end]
            self.token, self.asked = Expression(index, mention_tokens).head, _OPEN
            if k in ready:
                timex = ready[k]
            else:
                timex = self._timex(piece, following, words, ready, k)
            if timex is None and isinstance(piece.meaning, Same):
                continue
            relation = words[piece.start - 1] if piece.start else ""
            follows = words[piece.end] if piece.end < len(words) and isinstance(piece.meaning, Lapse) else ""
            yield TimeMention(
                index,
                mention_tokens,
                timex,
                relation if relation in _PREPOSITIONS else None,
                follows if follows in ("after", "before", "since", "from", "following", "into", "prior") else None,
                self.asked,
            )

    # ---------------------------------------------------------------------------------- ranges

    def _timex(
        self, piece: Piece, following: Piece | None, words: Sequence[str], ready: dict[int, Timex | None], k: int
    ) -> Timex | None:
        """The value of a piece; together with the one after it where both make a range or share their year."""
        if following is not None and following.start - piece.end == 1 and self._are_dates(piece, following):
            gap, before = words[piece.end], words[piece.start - 1] if piece.start else ""
            ranging = (gap in ("to", "until", "till", "through", "-") and before != "to") or (
                gap == "and" and before == "between"
            )
            if ranging or gap in ("and", "or", ","):
                return self._pair(piece.meaning, following, ranging, ready, k)
        value = self.place(piece.meaning)
        self._follow(piece.meaning, value)
        return self._kept(value)

    def _follow(self, meaning: Meaning, value: _Place | Timex | None) -> None:
        """Remember where a story has got to; *today*, *last week* and *on Monday* end it."""
        if isinstance(meaning, Fixed) and isinstance(value, _Place) and value.period.unit in ("D", "M"):
            self.story = (self.sentence.paragraph, value.period) if self.sentence is not None else None
        elif isinstance(meaning, Moved) or (
            isinstance(meaning, Named) and (meaning.shift is not None or meaning.kind == "weekday")
        ):
            self.story = None

    @staticmethod
    def _are_dates(piece: Piece, following: Piece) -> bool:
        kinds = (Fixed, Named, Within, Edged, At, Counted)
        return isinstance(piece.meaning, kinds) and isinstance(following.meaning, kinds)

    def _pair(
        self, meaning: Meaning, following: Piece, ranging: bool, ready: dict[int, Timex | None], k: int
    ) -> Timex | None:
        open_first = isinstance(meaning, Named) and meaning.shift is None
        open_second = isinstance(following.meaning, Named) and following.meaning.shift is None
        if open_first and not open_second:
            second = self.place(following.meaning)
            first = (
                self._nearest(meaning, second.period, Direction.PAST)
                if isinstance(second, _Place)
                and isinstance(meaning, Named)
                and rank_of(meaning) == FINENESS[second.period.unit]
                else self.place(meaning)
            )
        else:
            first = self.place(meaning)
            second = None
            if ranging and open_second and isinstance(first, _Place) and isinstance(following.meaning, Named):
                second = self._nearest(following.meaning, first.period, Direction.FUTURE)
            elif ranging:
                second = self.place(following.meaning)
        if not ranging or not isinstance(first, _Place) or not isinstance(second, _Place):
            return self._kept(first)
        if second.period.first < first.period.first:
            return self._kept(first)
        self._kept(first)
        ready[k + 1] = self._kept(second)
        return replace(first, until=second.period).timex

    def _kept(self, value: _Place | Timex | None) -> Timex | None:
        """The TIMEX3 of a value, remembered as the last date of the text."""
        if isinstance(value, _Place):
            if not value.period.known:
                return None
            self.seen.append(value.period)
            del self.seen[:-_SEEN]
            return value.timex
        return value

    # ---------------------------------------------------------------------------------- meanings

    def place(self, meaning: Meaning) -> _Place | Timex | None:
        """Where a meaning lies on the calendar, or its TIMEX3 where it lies nowhere."""
        match meaning:
            case Fixed(period, until):
                return _Place(period, until)
            case Named():
                return self._named(meaning)
            case Counted():
                return self._counted(meaning)
            case Lapse():
                return self._lapse(meaning)
            case Moved():
                return self._moved(meaning)
            case Again(value):
                return Timex("SET", value)
            case Loose(value, kind):
                return Timex(kind, value)
            case TimeOfDay(value, shift):
                return self._time_of_day(value, shift)
            case At(TimeOfDay(value), day):
                place = self.place(day)
                return replace(place, time=value) if isinstance(place, _Place) and place.period.unit == "D" else place
            case Edged(mod, date):
                place = self.place(date)
                return replace(place, mod=mod) if isinstance(place, _Place) else place
            case Within(inner, outer):
                return self._within(inner, outer)
            case Same(unit):
                anchor = self._last(unit or "M") if unit else None
                return None if anchor is None else _Place(anchor)
        return None

    def _last(self, unit: str) -> Period | None:
        """The last date of the text as a period of a unit; before any date, that of publication."""
        for period in reversed(self.seen):
            if (found := period.within(unit)) is not None:
                return found
        return None if self.published is None else self.published.within(unit)

    def _now(self, unit: str) -> Period | None:
        return None if self.published is None else self.published.within(unit)

    def _direction(self) -> Direction:
        """Where the clause of the present mention lies; found out when somebody asks."""
        if self.sentence is None or self.token is None:
            return _OPEN
        if self.tenses is None:
            self.tenses = Tenses(self.sentence)
        self.asked = self.tenses.of(self.token)
        return self.asked

    def _named(self, meaning: Named) -> _Place | None:
        if isinstance(meaning.key, str) and meaning.kind == "day":
            return self._two_ways(meaning.key)
        unit = (
            "D"
            if meaning.kind in ("weekday", "day", "holiday")
            else {"month": "M", "season": "S"}.get(meaning.kind, "D")
        )
        anchor = self._last(unit) if meaning.from_text else self._now(unit)
        if anchor is None:
            return None
        if meaning.shift is None:
            direction = self._direction()
            if (told := self._told(meaning, direction)) is not None:
                return told
            if meaning.kind == "quarter" and direction is Direction.PAST:
                direction = Direction.UNKNOWN
            if meaning.kind == "day":
                return self._day(meaning, anchor, direction)
            if meaning.kind == "weekday" and direction is Direction.UNKNOWN:
                direction = Direction.PAST
            if meaning.kind == "weekday" and direction is Direction.PRESENT:
                direction = Direction.FUTURE
            return self._nearest(meaning, anchor, direction)
        if meaning.shift == 0:
            if meaning.kind == "weekday":
                past = self._direction() is Direction.PAST
                return self._nearest(meaning, anchor, Direction.PAST if past else Direction.FUTURE)
            return self._nearest(meaning, anchor, None)
        return self._nearest(meaning, anchor, Direction.PAST if meaning.shift < 0 else Direction.FUTURE, strictly=True)

    def _told(self, meaning: Named, direction: Direction) -> _Place | None:
        """*signed on 3 May 1955. It came into force* **in July**: a story of long ago goes on from its last date."""
        if (
            self.story is None
            or self.sentence is None
            or self.published is None
            or meaning.kind not in ("month", "day")
        ):
            return None
        paragraph, last = self.story
        today = self.published.within("Y") if self.published is not None else None
        if paragraph != self.sentence.paragraph or direction is not Direction.PAST or today is None:
            return None
        if today.first.year - last.first.year < _LONG_AGO:
            return None
        placed = self._nearest(meaning, last, Direction.FUTURE)
        return placed if placed is not None and placed.period.first.year - last.first.year <= 1 else None

    def _day(self, meaning: Named, anchor: Period, direction: Direction) -> _Place | None:
        """A day and month without a year."""
        nearest = self._nearest(meaning, anchor, Direction.UNKNOWN)
        placed = self._nearest(meaning, anchor, direction)
        far = placed is None or _distance(placed.period, anchor) > _TOO_FAR
        return nearest if far and direction is not Direction.PAST else placed

    def _two_ways(self, figures: str) -> _Place | None:
        """A day of which the month is open, as in 7/8/2021."""
        first, second, year = (int(part) for part in figures.split("/"))
        days = [day for day in (Period.of(year, first, second), Period.of(year, second, first)) if day is not None]
        if (anchor := self._now("D")) is not None:
            day = min(days, key=lambda day: (_distance(day, anchor), day))
            if _distance(day, anchor) <= _AMBIGUOUS:
                return _Place(day)
        return _Place(Period("Y", year))

    def _nearest(
        self, meaning: Named, anchor: Period, direction: Direction | None, strictly: bool = False
    ) -> _Place | None:
        """The occurrence of a named date next to a period, on the given side of it.

        A present or unknown tense takes the nearest, the earlier of two that are as near; ``None`` takes that of the
        same year. The anchor itself counts on either side, unless ``strictly``.
        """
        found = _occurrences(meaning, anchor)
        found = [p for p in found if p.known]
        if direction is None:
            found = [p for p in found if p.first.year == anchor.first.year]
        elif direction is Direction.PAST:
            found = [p for p in found if p.first < anchor.first or (p.first <= anchor.last and not strictly)]
            found = found[-1:]
        elif direction is Direction.FUTURE:
            found = [p for p in found if p.first > anchor.last or (p.last >= anchor.first and not strictly)]
        else:
            found.sort(key=lambda p: (_distance(p, anchor), p.index))
        if not found:
            return None
        first = found[0]
        return _Place(first, first.moved(meaning.days) if meaning.days else None)

    def _counted(self, meaning: Counted) -> _Place | Timex | None:
        anchor = self._last(meaning.unit) if meaning.from_text else self._now(meaning.unit)
        if anchor is None:
            return None
        if meaning.fiscal:
            return Timex("DATE", f"FY{anchor.moved(meaning.shift).timex}")
        if meaning.unit == "WE" and not meaning.from_text and meaning.shift == 0:
            return self._nearest(Named("weekend", 6), anchor, self._direction())
        return _Place(anchor.moved(meaning.shift))

    def _lapse(self, meaning: Lapse) -> Timex:
        value = length(meaning.amount, meaning.unit)
        begin = end = None
        if meaning.side and meaning.amount is not None and meaning.amount.denominator == 1 and meaning.unit in FINENESS:
            anchor = self._last(meaning.unit) if meaning.from_text else self._now(meaning.unit)
            if anchor is not None and anchor.unit != "WE":
                other = anchor.moved(meaning.side * int(meaning.amount))
                if other.known:
                    first, last = sorted((anchor, other))
                    begin, end = first.begin, last.end or last.begin
        return Timex("DURATION", value, begin, end, meaning.mod)

    def _moved(self, meaning: Moved) -> _Place | Timex | None:
        amount, unit = meaning.lapse.amount, meaning.lapse.unit
        if amount is None or unit not in (*FINENESS, "N", "F"):
            return Timex("DATE", "PAST_REF" if meaning.side < 0 else "FUTURE_REF")
        if unit in ("N", "F"):
            amount, unit = (amount * 2, "W") if unit == "F" else (amount, "D")
        if amount.denominator != 1:
            factor = {"Y": 12, "DE": 10, "CE": 100}.get(unit)
            if factor is None or (amount * factor).denominator != 1:
                return None
            amount, unit = amount * factor, {"Y": "M"}.get(unit, "Y")
        anchor = self._last(unit) if meaning.from_text else self._now(unit)
        if anchor is None:
            return None
        return _Place(anchor.moved(meaning.side * int(amount)), mod=meaning.lapse.mod)

    def _time_of_day(self, value: str, shift: int | None) -> _Place | Timex | None:
        day = self._last("D") if shift is None else self._now("D")
        if shift is None and self._is_habit(value):
            return Timex("TIME", value if ":" in value else "XXXX-XX-XX" + value)
        if day is None:
            return Timex("TIME", value) if ":" in value else None
        return _Place(day.moved(shift or 0), time=value)

    def _is_habit(self, value: str) -> bool:
        """Whether a time of day is that of any day: *flies in the morning*, *open from 9 am*."""
        direction = self._direction()
        return direction is Direction.UNKNOWN or (direction is Direction.PRESENT and ":" not in value)

    def _within(self, inner: Named | Nth | Lapse | Same, outer: Meaning) -> _Place | Timex | None:
        place = self.place(outer)
        if not isinstance(place, _Place):
            match place, inner:
                case Timex("DATE", value), Nth(rank, part) if part in ("Q", "H") and value.startswith("FY"):
                    return Timex("DATE", f"{value}-{part}{rank}")
                case Timex("DATE", value), Named("quarter", rank) if value.startswith("FY"):
                    return Timex("DATE", f"{value}-Q{rank}")
            return place
        period = place.period
        match inner:
            case Named():
                found = [p for p in _occurrences(inner, period) if period.first <= p.first <= period.last]
                return _Place(found[0]) if found else None
            case Nth(rank, unit) if unit in ("H", "Q") and period.unit != "Y":
                return replace(place, mod={1: "START", -1: "END", 2 if unit == "H" else 4: "END"}.get(rank))
            case Nth(rank, unit, day):
                chosen = _nth(period, rank, unit, day)
                return None if chosen is None else _Place(chosen)
            case Same(unit):
                return self._same(unit, period)
            case Lapse(amount, unit, mod, side):
                begin = end = None
                if amount is not None and amount.denominator == 1 and (edge := _nth(period, side, unit, 0)) is not None:
                    first, last = sorted((edge, edge.moved(side * (int(amount) - 1))))
                    begin, end = first.begin, last.end or last.begin
                return Timex("DURATION", length(amount, unit), begin, end, mod)

    def _same(self, unit: str, period: Period) -> _Place | None:
        """*The same month last year*: the last date of that unit, moved to the year that follows."""
        if not unit:
            last = self.seen[-1] if self.seen else self.published
            unit = "Y" if last is None else last.unit
        anchor = self._last(unit)
        if anchor is None or unit == period.unit:
            return _Place(period)
        year = anchor.within("Y")
        if year is None or period.unit != "Y" or unit not in ("M", "Q", "S", "H"):
            return _Place(period)
        return _Place(anchor.moved((period.index - year.index) * {"M": 12, "Q": 4, "S": 4, "H": 2}[unit]))


def _distance(period: Period, anchor: Period) -> int:
    """Days between two periods; 0 where they touch."""
    if period.last < anchor.first:
        return (anchor.first - period.last).days
    return max((period.first - anchor.last).days, 0)


def _occurrences(meaning: Named, around: Period) -> list[Period]:
    """The periods of a name in the years around a period, in their order; days of a week in the weeks around it."""
    if meaning.kind in ("weekday", "weekend"):
        week = around.first.toordinal() - 1
        week //= 7
        weeks = range(week - 1, (around.last.toordinal() - 1) // 7 + 2) if around.unit in ("D", "W", "WE") else range(0)
        if meaning.kind == "weekend":
            return [Period("WE", w) for w in weeks]
        return [Period("D", w * 7 + int(str(meaning.key))) for w in weeks]
    years = range(around.first.year - 1, around.last.year + 2) if FINENESS[around.unit] <= FINENESS["Y"] else range(0)
    return [period for year in years if 1 < year < 9998 for period in _in_year(meaning, year)]


def _in_year(meaning: Named, year: int) -> list[Period]:
    found: Period | None
    match meaning.kind, meaning.key:
        case "month", int(number):
            found = Period.of(year, number)
        case "season", int(number):
            found = Period.part("S", year, number)
        case "quarter", int(number):
            found = Period.part("Q", year, number)
        case "day", (int(month), int(day)):
            found = Period.of(year, month, day)
        case "holiday", str(rule):
            found = _holiday(rule, year)
        case _:
            found = None
    return [] if found is None else [found]


def _holiday(rule: str, year: int) -> Period | None:
    """The day of a holiday in a year: ``12-25``, ``E-2`` (two days before Easter), ``11/4#4`` (fourth Thursday)."""
    if rule[0] == "E":
        return easter(year).moved(int(rule[1:]))
    month, _, rest = rule.partition("/")
    if not rest:
        month, _, day = rule.partition("-")
        return Period.of(year, int(month), int(day))
    day, _, rank = rest.partition("#")
    whole = Period.of(year, int(month))
    return None if whole is None else _nth(whole, int(rank), "D", int(day))


def _nth(period: Period, rank: int, unit: str, day: int) -> Period | None:
    """The n-th unit of a period, or its n-th Monday …; -1 is the last. A week belongs to it if its Thursday does."""
    if unit not in FINENESS or (FINENESS[unit] >= FINENESS[period.unit] and unit != period.unit) or rank == 0:
        return None
    if unit == "D":
        start, end = period.first.toordinal(), period.last.toordinal()
        if day:
            start += (day - weekday(Period("D", start))) % 7
            end -= (weekday(Period("D", end)) - day) % 7
        step = 7 if day else 1
        found = Period("D", start + (rank - 1) * step if rank > 0 else end + (rank + 1) * step)
    else:
        first, last = Period("D", period.first.toordinal()), Period("D", period.last.toordinal())
        if unit in ("W", "WE"):
            first, last = first.moved(3), last.moved(-3)
        start_of, end_of = first.within(unit), last.within(unit)
        if start_of is None or end_of is None:
            return None
        found = start_of.moved(rank - 1) if rank > 0 else end_of.moved(rank + 1)
    return found if period.first <= found.last and found.first <= period.last else None
