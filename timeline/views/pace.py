"""Answer how fast things came: the windows of so many days in which most of them happened.

Counts have two ends where days are vague: `low`, how many definitely lie in the
window, and `high`, how many may. A burst is one window, the busiest; the next is
the busiest of those that share no day with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Burst", "Happening", "busiest", "counted", "pace"]


@frozen
class Happening:
    """Something dated: its id, the days that it can be of, and whether it is sure at all."""

    id: str
    span: Span
    sure: bool = True


@frozen(kw_only=True)
class Burst:
    """A window of days, both ends included; what lies within definitely, and what only may."""

    first: date
    last: date
    definite: tuple[str, ...]
    possible: tuple[str, ...]

    @property
    def low(self) -> int:
        """How many lie within at least."""
        return len(self.definite)

    @property
    def high(self) -> int:
        """How many lie within at most."""
        return len(self.definite) + len(self.possible)


def pace(
    several: Iterable[Happening], days: int, *, at_least: int = 2, most: int | None = None
) -> list[Burst]:
    """Return the windows of so many days, the busiest first: by `low`, then `high`, then date.

    Windows begin on the first or the last day of something, and each may hold
    `at_least` so many. No two have a day in common, and none has only what one
    before it has, so that one burst is told once.
    """
    told = list(several)
    counts = Counter((each.span, each.sure) for each in told)
    return busiest(counts, lambda *_: told, days, at_least=at_least, most=most)


def busiest(
    counts: Mapping[tuple[Span, bool], int],
    within: Callable[[date, date], Iterable[Happening]],
    days: int,
    *,
    at_least: int = 2,
    most: int | None = None,
) -> list[Burst]:
    """Return the same by how many there are of each span, sure ones or others.

    `within` gives what may lie within days, and maybe more, of the windows that are told.
    """
    of = _Counts(counts, days)
    ranked = sorted(
        (-low, -high, start)
        for start in of.starts
        for low, high in [of.of(start)]
        if high >= at_least
    )
    bursts = (
        counted(within(start, _last(start, days)), start, days) for start in _apart(ranked, days)
    )
    return list(islice(_told_once(bursts), most))


def counted(several: Iterable[Happening], first: date, days: int) -> Burst:
    """Count what lies in one window."""
    last = _last(first, days)
    near = [each for each in several if first <= each.span.latest and each.span.earliest <= last]
    sure = {each.id for each in near if each.sure and each.span.within(first, last) == "definite"}
    possible = tuple(sorted({each.id for each in near} - sure))
    return Burst(first=first, last=last, definite=tuple(sorted(sure)), possible=possible)


def _last(first: date, days: int) -> date:
    return date.max if (date.max - first).days < days else first + timedelta(days - 1)


class _Counts:
    """How many lie in the window that begins on a day, without going through all of them.

    A window is busiest where it begins on the first or the last day of something:
    any other can begin later, up to there, and loses nothing.
    """

    def __init__(self, counts: Mapping[tuple[Span, bool], int], days: int) -> None:
        self.days = days
        ends = {end for each, _ in counts for end in (each.earliest, each.latest)}
        self.starts = sorted(ends - {date.min, date.max})
        every = [(each, many) for (each, _), many in counts.items()]
        sure = [
            (each, many) for (each, sure), many in counts.items()
            if sure and (each.latest - each.earliest).days < days
        ]  # fmt: skip
        self._firsts = _Until((each.earliest, many) for each, many in every)
        self._lasts = _Until((each.latest, many) for each, many in every)
        self._sure_firsts = _Until((each.earliest, many) for each, many in sure)
        self._sure_lasts = _Until((each.latest, many) for each, many in sure)

    def of(self, first: date) -> tuple[int, int]:
        """Return how many lie within at least, and at most.

        What fits into a window and began before its first day ended before its last.
        """
        last = _last(first, self.days)
        low = self._sure_lasts.by(last) - self._sure_firsts.before(first)
        return low, self._firsts.by(last) - self._lasts.before(first)


class _Until:
    """How many there are until a day, of so many of each."""

    def __init__(self, several: Iterable[tuple[date, int]]) -> None:
        many: dict[date, int] = {}
        for day, number in several:
            many[day] = many.get(day, 0) + number
        self._days = sorted(many)
        self._sums = list(accumulate((many[day] for day in self._days), initial=0))

    def by(self, day: date) -> int:
        """Return how many there are up to a day, that day included."""
        return self._sums[bisect_right(self._days, day)]

    def before(self, day: date) -> int:
        """Return how many there are before a day."""
        return self._sums[bisect_left(self._days, day)]


def _apart(ranked: Iterable[tuple[int, int, date]], days: int) -> Iterator[date]:
    """Give the windows that share no day with one given before."""
    taken: list[date] = []
    for _, _, start in ranked:
        at = bisect_left(taken, start)
        beside = taken[max(at - 1, 0) : at + 1]
        if all(abs((each - start).days) >= days for each in beside):
            insort(taken, start)
            yield start


def _told_once(bursts: Iterable[Burst]) -> Iterator[Burst]:
    """Leave out a window that has nothing which one before it does not have too."""
    before: list[set[str]] = []
    for each in bursts:
        facts = {*each.definite, *each.possible}
        if not any(facts <= other for other in before):
            before.append(facts)
            yield each
