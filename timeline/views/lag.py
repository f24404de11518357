"""Answer how long news took: from what happened to its publication, and on to our record.

Each leg is a number of days with two ends where a day is vague: told as past, it
is never below nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Days", "Lag", "Leg", "Tally", "Telling", "in_order", "lag"]

_OPEN = (date.max - date.min).days + 1


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


class Tally:
    """How long the news of one source took, fact by fact: as many days are counted, not kept."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self._facts = 0
        self._to_published, self._to_recorded, self._in_all = _Legs(), _Legs(), _Legs()

    def add(self, told: Telling) -> None:
        """Count one more fact."""
        day = Span(told.recorded, told.recorded)
        self._facts += 1
        self._to_published.add(_days(told.happened, told.published, told.ahead))
        self._to_recorded.add(_days(told.published, day))
        self._in_all.add(_days(told.happened, day, told.ahead))

    def lag(self, source: str | None) -> Lag:
        """Return how long it took, of one fact at least."""
        return Lag(
            source=source, facts=self._facts, to_published=self._to_published.leg(),
            to_recorded=self._to_recorded.leg(), in_all=self._in_all.leg(),
        )  # fmt: skip


class _Legs:
    """The days of one leg: how often there were so many of them, at least and at most."""

    def __init__(self) -> None:
        self._lows, self._highs = Counter[int](), Counter[int]()

    def add(self, days: Days) -> None:
        """Count one more."""
        self._lows[days.low] += 1
        self._highs[_OPEN if days.high is None else days.high] += 1

    def leg(self) -> Leg:
        """Return the median, the shortest and the longest."""
        lows, highs = self._lows, self._highs
        return Leg(
            median=_closed(_middle(lows, up=False), _middle(highs, up=True)),
            shortest=_closed(min(lows), min(highs)),
            longest=_closed(max(lows), max(highs)),
        )


def lag(several: Iterable[Telling]) -> list[Lag]:
    """Return the lag of each source, by its name; what has no source comes first."""
    by_source: dict[str | None, Tally] = {}
    for each in several:
        by_source.setdefault(each.source, Tally()).add(each)
    return in_order(by_source)


def in_order(by_source: Mapping[str | None, Tally]) -> list[Lag]:
    """Return the lag of each source, by its name; what has no source comes first."""
    return [by_source[name].lag(name) for name in sorted(by_source, key=lambda name: name or "")]


def _middle(counts: Mapping[int, int], *, up: bool) -> int:
    """Return the median of numbers that are there so often; of two in the middle, one."""
    every = sum(counts.values())
    place, found = every // 2 if up else (every - 1) // 2, 0
    for number in sorted(counts):
        found += counts[number]
        if found > place:
            return number
    raise ValueError


def _closed(low: int, high: int) -> Days:
    return Days(low, None if high == _OPEN else high)


def _days(start: Span, end: Span, ahead: bool = False) -> Days:  # noqa: FBT001, FBT002
    """Return how many days lie between two vague days."""
    low = (end.earliest - start.latest).days
    high = None if start.earliest == date.min else (end.latest - start.earliest).days
    if not ahead and low < 0 and (high is None or high >= 0):
        low = 0
    return Days(low, high)
