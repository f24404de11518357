"""Read the text of one date: a year, month, season or day, as EDTF writes it.

The reader knows the grammar and a calendar without end, so that a reversed
interval of years before 1 is told from one that is merely not supported.

Whatever is vague is read as its bounds: the first and the last day that it can
be. The qualifiers `~`, `?` and `%` are kept in the text and move no bound.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import frozen

from timeline.errors import ValueUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DateNotSupported",
    "DateUnreadable",
    "Length",
    "Reading",
    "Ymd",
    "read_date",
    "read_one",
]

Ymd = tuple[int, int, int]

_HINT: Final = (
    "write it as 2025-08-26, 2025-05, 2018, 2025Q2, 2025-01-10/2025-03-14, "
    "2025-02/P3Y or [..2025-09-15]"
)

_DATE = re.compile(
    r"[?~%]?(-?[0-9X]{4})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?)?)?"
)
_INSTANT = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)
_LONG_YEAR = re.compile(r"Y(-?)(?:[1-9][0-9]*(E)[1-9][0-9]*|[1-9][0-9]{4,})(?:S[1-9][0-9]*)?")
_DIGITS = re.compile(r"(-?)([0-9]{4})S([1-9][0-9]?)")

_MONTH_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 2
_MONTHS: Final = range(1, 13)
_EITHER_HEMISPHERE: Final = (21, 22, 23, 24)

_SPANS: Final[dict[int, tuple[str, int, int, int]]] = {
    **{month: ("month", month, month, month) for month in range(1, 13)},
    21: ("season", 3, 11, 9),
    22: ("season", 6, 14, 12),
    23: ("season", 3, 11, 9),
    24: ("season", 6, 14, 12),
    25: ("season", 3, 5, 3),
    26: ("season", 6, 8, 6),
    27: ("season", 9, 11, 9),
    28: ("season", 12, 14, 12),
    29: ("season", 9, 11, 9),
    30: ("season", 12, 14, 12),
    31: ("season", 3, 5, 3),
    32: ("season", 6, 8, 6),
    **{33 + n: ("quarter", 3 * n + 1, 3 * n + 3, 3 * n + 1) for n in range(4)},
    **{37 + n: ("third", 4 * n + 1, 4 * n + 4, 4 * n + 1) for n in range(3)},
    **{40 + n: ("half", 6 * n + 1, 6 * n + 6, 6 * n + 1) for n in range(2)},
}
"""What the second part of a date means: its kind, first month, last month and last beginning.

Months above 12 are of the next year. Seasons are whole months from March, June,
September and December, and belong to the year in which they begin. 21 to 24
(spring, summer, autumn, winter) hold in either hemisphere, so they span both:
spring and autumn March to November, summer and winter June to the next
February. 25 to 28 are northern, 29 to 32 southern.
"""


class DateUnreadable(ValueUnreadable):
    """A text is no date."""

    def __init__(self, text: str, why: str = "") -> None:
        """Say which text, and why where the reason is known."""
        super().__init__(f"“{text}” is not a date" + (f": {why}" if why else ""), _HINT)
        self.text = text


class DateNotSupported(ValueUnreadable):
    """A text is valid EDTF that is refused, by the name of what it uses."""

    def __init__(self, text: str, feature: str) -> None:
        """Name the feature of EDTF that is not supported."""
        super().__init__(
            f"“{text}” is valid EDTF that is not supported: {feature}",
            "write a year from 0001 to 9999, in four digits",
        )
        self.text = text
        self.feature = feature


@frozen
class Length:
    """How long a period is: `P3Y`, `P6M`, `P2W`, `P10D`, `P1Y6M`."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def last_day(self, start: date) -> date:
        """Return the last day of a period of this length that starts on that day.

        It is the day before the one that answers to the start (from 10 May, one
        month: 9 June), or the last of the month that has none (from 31 January,
        one month: the last of February).
        """
        count = start.year * 12 + start.month - 1 + self.years * 12 + self.months
        year, month = count // 12, count % 12 + 1
        into = min(start.day - 1, _month_length(year, month))
        return date(year, month, 1) + timedelta(into + self.weeks * 7 + self.days - 1)

    def __str__(self) -> str:
        """Write the length for people: `1 year 6 months`."""
        parts = {"year": self.years, "month": self.months, "week": self.weeks, "day": self.days}
        named = (f"{n} {unit}{'' if n == 1 else 's'}" for unit, n in parts.items() if n)
        return " ".join(named)


@frozen
class Reading:
    """What a text means, with bounds in the calendar carried on below the year 1.

    `reach` is the latest day on which the date can begin: the first of 2019 for
    `201X`. `code` is the month, season, quarter … or 0.
    """

    text: str
    kind: str
    first: Ymd | None
    last: Ymd | None
    reach: Ymd | None = None
    code: int = 0
    start: Reading | None = None
    end: Reading | None = None
    length: Length | None = None


def read_one(text: str) -> Reading:
    """Read one date of any form that stands alone: not an interval, not a set."""
    if "T" in text:
        return _read_instant(text)
    if text.startswith("Y"):
        return _refuse_long_year(text)
    return _read_significant(text) if "S" in text else read_date(text)


def read_date(text: str) -> Reading:
    """Read a year, month, season or day, with unspecified digits and qualifiers."""
    found = _DATE.fullmatch(text)
    if found is None or found[1] == "-0000":
        raise DateUnreadable(text)
    year, code, day = found.groups()
    if "X" in text:
        return _read_unspecified(text, year, code, day)
    number = int(year)
    if code is None:
        return Reading(text, "year", (number, 1, 1), (number, 12, 31), (number, 1, 1))
    first, last, reach = _span(text, number, int(code), int(day) if day else None)
    kind = "day" if day else _SPANS[int(code)][0]
    return Reading(text, kind, first, last, reach, int(code))


def _span(text: str, year: int, code: int, day: int | None) -> tuple[Ymd, Ymd, Ymd]:
    """Return the first and last day of a part of a year, and the last on which it can begin."""
    if code not in _SPANS:
        raise DateUnreadable(text, f"there is no month or season {code:02d}")
    kind, begins, ends, reaches = _SPANS[code]
    if day is not None:
        if kind != "month" or not 1 <= day <= _month_length(year, code):
            raise DateUnreadable(text, "there is no such day")
        return (year, code, day), (year, code, day), (year, code, day)
    over, month = (1, ends - 12) if ends > len(_MONTH_LENGTHS) - 1 else (0, ends)
    last = (year + over, month, _month_length(year + over, month))
    return (year, begins, 1), last, (year, reaches, 1)


def _month_length(year: int, month: int) -> int:
    """Return how many days that month has, in any year."""
    return _MONTH_LENGTHS[month] + (month == _FEBRUARY and isleap(year))


def _read_unspecified(text: str, year: str, code: str | None, day: str | None) -> Reading:
    """Read a date some of whose digits are X: from the first day that fits to the last."""
    if code is None:
        kind = {1: "decade", 2: "century"}.get(year.count("X"), "")
        kind = kind if year.endswith("X" * year.count("X")) and kind else "unspecified"
        low, high = next(_years(year)), next(_years(year, backward=True))
        first, last, reach = (low, 1, 1), (high, 12, 31), (high, 1, 1)
    else:
        kind = "unspecified"
        first, _, _ = _span(text, *_fit(text, year, code, day))
        _, last, reach = _span(text, *_fit(text, year, code, day, backward=True))
    if year == "XXXX":
        return Reading(text, kind, None, None)
    return Reading(text, kind, first, last, reach)


def _fit(
    text: str, year: str, code: str, day: str | None, *, backward: bool = False
) -> tuple[int, int, int | None]:
    """Find the first date that fits a pattern, or the last."""
    step = -1 if backward else 1
    codes = _numbers(code, 12) if "X" in code else (int(code),)
    days = _numbers(day, 31) if day else ()
    for number in _years(year, backward=backward):
        for month in codes[::step]:
            if day is None:
                return number, month, None
            for each in days[::step]:
                if month in _MONTHS and each <= _month_length(number, month):
                    return number, month, each
    raise DateUnreadable(text, "no day fits it")


def _years(pattern: str, *, backward: bool = False) -> Iterator[int]:
    """Count the years that fit a pattern such as `201X`, in order."""
    negative = pattern.startswith("-")
    digits = "0123456789"[:: -1 if backward != negative else 1]
    for each in product(*(digits if sign == "X" else sign for sign in pattern[-4:])):
        number = int("".join(each))
        yield -number if negative else number


@cache
def _numbers(pattern: str, most: int) -> tuple[int, ...]:
    """Return the numbers from 1 that fit two digits such as `X1`."""
    fitting = re.compile(pattern.replace("X", "[0-9]"))
    return tuple(n for n in range(1, most + 1) if fitting.fullmatch(f"{n:02d}"))


def _read_instant(text: str) -> Reading:
    """Read a date with a time as its day: that of the place it is told of, never converted."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise DateUnreadable(text)
    day = read_date(found[1])
    return Reading(text, "instant", day.first, day.last, day.reach)


def _refuse_long_year(text: str) -> Reading:
    """Refuse a year of five or more digits, by the name of what it uses."""
    found = _LONG_YEAR.fullmatch(text)
    if found is None:
        raise DateUnreadable(text)
    if found[2]:
        raise DateNotSupported(text, "a year written with an exponent")
    raise DateNotSupported(text, "a year before 1" if found[1] else "a year beyond 9999")


def _read_significant(text: str) -> Reading:
    """Read a year of which only some digits are significant: `1950S2` is 1900 to 1999."""
    found = _DIGITS.fullmatch(text)
    if found is None:
        raise DateUnreadable(text)
    unit = 10 ** max(4 - int(found[3]), 0)
    low = int(found[2]) // unit * unit
    high = low + unit - 1
    if found[1]:
        low, high = -high, -low
    return Reading(text, "significant", (low, 1, 1), (high, 12, 31), (high, 1, 1))
