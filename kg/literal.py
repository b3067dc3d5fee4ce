"""Literals in one form: the datatypes that graphs use here, and the shortest way of writing their values.

Stores rewrite what is not canonical (``0.80`` comes back as ``0.8``), so everything is written canonically at once.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.model import Value

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRING: Final = f"{XSD}string"
INTEGER: Final = f"{XSD}integer"
DECIMAL: Final = f"{XSD}decimal"
BOOLEAN: Final = f"{XSD}boolean"
DATE: Final = f"{XSD}date"
DATE_TIME: Final = f"{XSD}dateTime"
YEAR: Final = f"{XSD}gYear"
YEAR_MONTH: Final = f"{XSD}gYearMonth"
DURATION: Final = f"{XSD}duration"

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_DATES = {
    DATE: re.compile(rf"[0-9]{{4}}-{_MONTH}-{_DAY}", re.ASCII),
    YEAR_MONTH: re.compile(rf"[0-9]{{4}}-{_MONTH}", re.ASCII),
    YEAR: re.compile(r"[0-9]{4}", re.ASCII),
    DATE_TIME: re.compile(
        rf"[0-9]{{4}}-{_MONTH}-{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]*[1-9])?Z", re.ASCII
    ),
}


def date(lexical: str) -> Value:
    """A date as far as it is known, with the datatype of its form; a string if it is none.

    >>> date("2021-11-26").datatype, date("2021-11").datatype, date("2021").datatype
    ('http://www.w3.org/2001/XMLSchema#date', 'http://www.w3.org/2001/XMLSchema#gYearMonth', \
'http://www.w3.org/2001/XMLSchema#gYear')
    >>> date("2021-02-30").datatype, date("2021-W47").datatype
    ('http://www.w3.org/2001/XMLSchema#string', 'http://www.w3.org/2001/XMLSchema#string')
    """
    for datatype, form in _DATES.items():
        if form.fullmatch(lexical):
            return Value(lexical, datatype if _is_on_the_calendar(lexical) else STRING)
    return Value(lexical, STRING)


def _is_on_the_calendar(lexical: str) -> bool:
    year, month, day = int(lexical[:4]), lexical[5:7], int(lexical[8:10] or 1)
    if not year:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month == "02":
        return day <= (29 if leap else 28)
    return day <= (30 if month in ("04", "06", "09", "11") else 31)


def decimal(number: float | str | Decimal) -> str:
    """The shortest way of writing a decimal number, without exponent; at most 18 digits behind the point.

    >>> decimal(0.80), decimal(1.0), decimal("0012.50"), decimal(1e-05), decimal(-0.0)
    ('0.8', '1', '12.5', '0.00001', '0')
    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(number) if isinstance(number, float) else number)
    written = f"{exact:.18f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def canonical(value: Value) -> str:
    """The lexical form that stands for a value in a graph.

    >>> canonical(Value("007", INTEGER)), canonical(Value("0.80", DECIMAL)), canonical(Value("as it is", STRING))
    ('7', '0.8', 'as it is')
    """
    try:
        if value.datatype == INTEGER:
            return str(int(value.lexical))
        if value.datatype == DECIMAL:
            return decimal(value.lexical)
    except (ValueError, InvalidOperation):
        return value.lexical
    if value.datatype == BOOLEAN:
        return {"1": "true", "0": "false"}.get(value.lexical, value.lexical)
    return value.lexical
