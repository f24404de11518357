"""Answer how long news took: from what happened to its publication, and on to our record.

Each leg is a number of days with two ends where a day is vague: told as past, it
is never below nothing.
"""

from __future__ import annotations

from datetime import date
from statistics import median_high, median_low
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["OPEN", "Days", "Lag", "Leg", "Telling", "closed", "lag"]

OPEN = (date.max - date.min).days + 1
"""More days than there are: it stands for no bound."""


@frozen(kw_only=True)
class Telling:
    """A fact in one source: when it happened, when the source told it, when we wrote it down.

    `ahead` is for what may be told before it happens.
    """

    source: str | None
    happened: Span
    published: Span
    recorded: date
    ahead: bool = False


@frozen
class Days:
    """A number of days, at least and at most; `high` is None where nothing bounds it."""

    low: int
    high: int | None


@frozen(kw_only=True)
class Leg:
    """The days of one leg over several facts: the median, the shortest and the longest."""

    median: Days
    shortest: Days
    longest: Days


@frozen(kw_only=True)
class Lag:
    """How long the news of one source took, over so many facts."""

    source: str | None
    facts: int
    to_published: Leg
    to_recorded: Leg
    in_all: Leg


def lag(several: Iterable[Telling]) -> list[Lag]:
    """Return the lag of each source, by its name; what has no source comes first."""
    by_source: dict[str | None, list[Telling]] = {}
    for each in several:
        by_source.setdefault(each.source, []).append(each)
    return [_lag(name, told) for name, told in sorted(by_source.items(), key=_named)]


def _named(item: tuple[str | None, object]) -> str:
    return item[0] or ""


def _lag(source: str | None, told: Sequence[Telling]) -> Lag:
    day = {id(each): Span(each.recorded, each.recorded) for each in told}
    return Lag(
        source=source, facts=len(told),
        to_published=_leg([_days(each.happened, each.published, each.ahead) for each in told]),
        to_recorded=_leg([_days(each.published, day[id(each)]) for each in told]),
        in_all=_leg([_days(each.happened, day[id(each)], each.ahead) for each in told]),
    )  # fmt: skip


def _leg(days: Sequence[Days]) -> Leg:
    lows = [each.low for each in days]
    highs = [OPEN if each.high is None else each.high for each in days]
    return Leg(
        median=closed(median_low(lows), median_high(highs)),
        shortest=closed(min(lows), min(highs)),
        longest=closed(max(lows), max(highs)),
    )


def closed(low: int, high: int) -> Days:
    """Return a number of days whose high end may be open."""
    return Days(low, None if high == OPEN else high)


def _days(start: Span, end: Span, ahead: bool = False) -> Days:  # noqa: FBT001, FBT002
    """Return how many days lie between two vague days."""
    low = (end.earliest - start.latest).days
    high = None if start.earliest == date.min else (end.latest - start.earliest).days
    if not ahead and low < 0 and (high is None or high >= 0):
        low = 0
    return Days(low, high)
