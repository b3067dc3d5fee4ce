"""What time expressions mean before they are placed on the calendar, and what neighbours mean together.

*The first quarter of last year* is read as three pieces: a quarter, a relation, a year. Here they become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kg.frozen import frozen
from kg.resolve.periods import FINENESS, Period


@frozen
class Fixed:
    """A stretch of the calendar named outright: *26 November 2021*, *the 1990s*; ``until`` ends a range."""

    period: Period
    until: Period | None = None


@frozen
class Named:
    """A day, month or season that comes every week or year, and which one is left open: *Thursday*, *May*, *3 June*.

    ``kind`` is ``weekday``, ``month``, ``day``, ``season``, ``quarter``, ``weekend`` or ``holiday``; ``key`` is its
    number, for a day month and day, or its figures if they can be read two ways (*7/8/2021*), for a holiday its rule in
    the table. ``shift`` is -1 for *last*, 0 for *this*, 1 for *next*.
    """

    kind: str
    key: int | tuple[int, int] | str
    shift: int | None = None
    from_text: bool = False
    days: int = 0
    """How many days more a range of days goes on: *5 to 7 May*."""


@frozen
class Counted:
    """So many units from the day of publication, or from the last date of the text: *last week*, *the next day*."""

    unit: str
    shift: int
    from_text: bool = False
    fiscal: bool = False


@frozen
class Lapse:
    """A length of time; ``amount`` is ``None`` where it is left open (*several weeks*).

    ``side`` is -1 or 1 where it ends or begins now, or at the last date of the text: *the past six months*.
    """

    amount: Fraction | None
    unit: str
    mod: str | None = None
    side: int = 0
    from_text: bool = False


@frozen
class Moved:
    """A date at such a distance from now, or from the last date of the text: *three days ago*, *a week later*."""

    lapse: Lapse
    side: int
    from_text: bool


@frozen
class Again:
    """A set: *every Monday*, *annually*; the value is that of its TIMEX3."""

    value: str


@frozen
class Loose:
    """Now, once, some day: a value that is no place on the calendar, ``PRESENT_REF``, ``FY2009``, ``BC0044``."""

    value: str
    type: str = "DATE"


@frozen
class TimeOfDay:
    """A time on a day yet to be found: ``T09:00``, ``TMO``; ``shift`` counts days from that of publication."""

    value: str
    shift: int | None = None


@frozen
class Edge:
    """*Early*, *the end of*: an edge of the date that follows; ``mod`` is ``None`` for *later*, *the rest of*."""

    mod: str | None


@frozen
class Nth:
    """*The first week of*, *the last Monday in*: picks out a part of the date that follows; -1 is the last."""

    rank: int
    unit: str
    weekday: int = 0


@frozen
class Same:
    """*The same month*: the unit of the date that follows, or the last date of the text."""

    unit: str


@frozen
class Within:
    """A meaning inside another: *the first quarter of last year*, *October of next year*."""

    inner: Named | Nth | Lapse | Same
    outer: Meaning


@frozen
class At:
    """A time of a day that is named: *Friday morning*, *12:00 on Monday*."""

    time: TimeOfDay
    day: Meaning


@frozen
class Edged:
    """A date of which only an edge is meant: *early 2021*."""

    mod: str
    date: Meaning


Meaning = Fixed | Named | Counted | Lapse | Moved | Again | Loose | TimeOfDay | Edge | Nth | Same | Within | At | Edged


@frozen
class Piece:
    """Words of a sentence, from the first to before ``end``, and what they mean."""

    start: int
    end: int
    meaning: Meaning


def length(amount: Fraction | None, unit: str) -> str:
    """The TIMEX3 value of a length of time.

    >>> length(Fraction(3), "D"), length(Fraction(5, 2), "Y"), length(None, "W"), length(Fraction(1, 2), "TH")
    ('P3D', 'P2.5Y', 'PXW', 'PT30M')
    """
    if amount is not None and amount.denominator == 2 and unit in ("TH", "TM") and amount < 1:
        amount, unit = amount * 60, "TM" if unit == "TH" else "TS"
    if amount == Fraction(1, 2) and unit in ("Y", "DE", "CE"):
        amount, unit = (Fraction(6), "M") if unit == "Y" else (amount * (10 if unit == "DE" else 100), "Y")
    if unit == "F":
        amount, unit = (None if amount is None else amount * 2), "W"
    number = "X" if amount is None else f"{float(amount):.10g}"
    if number != "X" and amount is not None and amount.denominator == 1:
        number = str(int(amount))
    unit = "D" if unit == "N" else unit
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


# ------------------------------------------------------------------------------------------------ joining


def is_day(meaning: Meaning) -> bool:
    """Whether it is a single day."""
    match meaning:
        case Fixed(period, None):
            return period.unit == "D"
        case Named(kind):
            return kind in ("weekday", "day", "holiday")
        case Counted(unit):
            return unit == "D"
        case Moved(lapse):
            return lapse.unit in ("D", "N")
        case Within(Named(kind) | Nth(_, kind)):
            return kind in ("weekday", "day", "holiday", "D")
    return False


def rank_of(meaning: Meaning) -> int:
    """How coarse a date is, as :data:`FINENESS`; -1 for what is no date."""
    match meaning:
        case Fixed(period):
            return FINENESS[period.unit]
        case Named(kind):
            return {"month": 2, "season": 3, "quarter": 3, "weekend": 1}.get(kind, 0)
        case Counted(unit) | Same(unit):
            return FINENESS.get(unit, 5)
        case Moved(lapse):
            return FINENESS.get(lapse.unit, -1)
        case Within(Named(kind)):
            return {"month": 2, "season": 3, "quarter": 3}.get(kind, 0)
        case Within(Nth(_, unit)):
            return FINENESS[unit]
        case Loose(value) if value.startswith("FY"):
            return 5
    return -1


def _joined(left: Meaning, gap: tuple[str, ...], right: Meaning) -> Meaning | None:
    """What two neighbours mean together, with the words between them; ``None`` if each stands for itself."""
    fine, coarse = rank_of(left), rank_of(right)
    of = gap in ((), ("of",), ("of", "the"), ("in",), ("in", "the"), (",",))
    match left, right:
        case Edge(mod), Lapse() | TimeOfDay() | Again():
            return right if gap == () and mod is not None and isinstance(right, TimeOfDay) else None
        case Edge(mod), _ if gap in ((), ("the",)) and coarse >= 0:
            return right if mod is None else Edged(mod, right)
        case Nth() | Lapse(from_text=True, side=-1 | 1), _ if gap in ((), ("the",)) and coarse >= 0:
            unit = left.unit
            return Within(left, right) if FINENESS.get(unit, 9) < coarse or unit in ("D", "H", "Q") else None
        case Same(unit), _ if gap in ((), ("of",), ("in",)) and coarse >= 0:
            return Within(left, right)
        case Named(kind, shift=None), _ if of and fine < coarse:
            if kind == "weekday" and (coarse not in (0, 1) or isinstance(right, Named)):
                return None
            if kind in ("month", "season", "quarter", "day", "holiday") and coarse != FINENESS["Y"]:
                return None
            if gap[:1] == ("in",) and kind not in ("month", "quarter"):
                return None
            return Within(left, right)
        case Named("weekday", shift=None), _ if gap in ((), (",",)) and is_day(right) and not isinstance(right, Named):
            return right
        case Fixed() | Named() | Counted() | Moved() | Within(), TimeOfDay(shift=None) if is_day(left):
            near = ((), ("at",), ("at", "about"), ("in",), ("'s",), ("around",))
            return At(right, left) if gap in near or (gap == (",",) and ":" in right.value) else None
        case TimeOfDay(value, shift=None), _ if is_day(right) and gap in ((), ("on",), ("of",), (",",), (",", "on")):
            return At(left, right)
        case TimeOfDay(value), TimeOfDay(part, shift) if ":" in value and ":" not in part and gap in ((), ("in",)):
            return TimeOfDay(value, shift)
        case Again(value), TimeOfDay(part, None) if gap == () and value.startswith("XXXX-WXX-"):
            return Again(value + part)
        case At(TimeOfDay(part), day), TimeOfDay(value, None) if ":" in value and ":" not in part:
            return At(right, day) if gap in ((), ("at",), (",",), (",", "at")) else None
        case TimeOfDay(value), At(TimeOfDay(part), day) if ":" in value and ":" not in part and gap in ((), ("on",)):
            return At(left, day)
    return None


def folded(pieces: Sequence[Piece], words: Sequence[str]) -> list[Piece]:
    """Pieces joined from right to left, so that *the first quarter of last year* finds its year whole."""
    out: list[Piece] = []
    for piece in reversed(pieces):
        if out:
            right = out[-1]
            if right.start - piece.end <= 2:
                together = _joined(piece.meaning, tuple(words[piece.end : right.start]), right.meaning)
                if together is not None:
                    out[-1] = Piece(piece.start, right.end, together)
                    continue
        out.append(piece)
    out.reverse()
    return out


def alone(piece: Piece, words: Sequence[str]) -> Piece | None:
    """A piece that found nothing to join: *the last week in* is last week, *early* is no date."""
    match piece.meaning:
        case Lapse(amount, unit, _, side) if side and words[piece.end - 1] == "of":
            return Piece(piece.start, piece.end - 1, Lapse(amount, unit, side=min(side, 0)))
        case Edge():
            return None
        case Nth(-1, "D", day) if day:
            return Piece(piece.start, piece.end - 1, Named("weekday", day, -1))
        case Nth(rank, "Q") if rank > 0:
            return Piece(piece.start, piece.end - 1, Named("quarter", rank))
        case Nth(-1, "W" | "WE" | "M" | "Q" | "Y" as unit):
            return Piece(piece.start, piece.end - 1, Counted(unit, -1))
        case Nth():
            return None
    return piece
