"""Answer how something went on: how it stood at the end of every week, month, quarter or year.

The first point carries the opening state in: how it stood at the end of the eve
of the first day. A day on which nothing is told is a point that says so.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from timeline.views.course import Point, changes_only, courses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.claims import Key
    from timeline.views.course import Answers

__all__ = ["Every", "Period", "period_ends", "series"]

Every = Literal["week", "month", "quarter", "year", "change"]

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@frozen
class Period:
    """From which day to which, both included, and how often to look."""

    first: date
    last: date
    every: Every


def series(
    answers: Answers, turning: Iterable[date], over: Period, of: Key
) -> dict[Key, list[Point]]:
    """Return the points of every holding from the eve of the first day to the end of the last.

    `turning` are the days on which an answer can change: `change` gives those on
    which it does. Any other gives a point for each period's end, and for the last
    day. Where nothing is told at all, the points are those of one holding, `of`.
    """
    first, last, every = over.first, over.last, over.every
    inner = turning if every == "change" else (*period_ends(first, last, every), last)
    days = sorted({first - _DAY, *(day for day in inner if first <= day <= last)})
    found = courses(answers, days) or {of: [Point(day, None) for day in days]}
    if every == "change":
        return {key: list(changes_only(course)) for key, course in found.items()}
    return found


def period_ends(first: date, last: date, every: Every) -> Iterator[date]:
    """Give the last day of every period that ends within days: weeks on Sunday."""
    day = _end(first, every)
    while day is not None and day <= last:
        yield day
        day = None if day == date.max else _end(day + _DAY, every)


def _end(day: date, every: Every) -> date | None:
    """Return the last day of the period that a day lies in; None beyond the calendar."""
    if every == "week":
        left = 6 - day.weekday()
        return None if (date.max - day).days < left else day + timedelta(left)
    months = _MONTHS[every]
    month = (day.month + months - 1) // months * months
    return date(day.year, month, monthrange(day.year, month)[1])
