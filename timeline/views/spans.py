"""Find, among many dated things, those that meet some days without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from timeline.views.standing import Dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Spans", "by_span", "meetings"]

D = TypeVar("D", bound=Dated)


def by_span(one: Dated) -> tuple[date, date]:
    """Return what dated things are sorted by: their first day, then their last."""
    return one.span.earliest, one.span.latest


class Spans(Generic[D]):
    """Dated things by their first day, each with the one before it that lasts longer.

    Whatever lies between the two is over by the last day of the later one, so
    that a search goes from one to the other and passes what is over at once.
    """

    def __init__(
        self, several: Iterable[D], place: Callable[[D], tuple[object, ...]] = by_span
    ) -> None:
        """Sort them once, by `place`, which begins with the first day."""
        self._sorted = sorted(several, key=place)
        self._firsts = [each.span.earliest for each in self._sorted]
        self._longer: list[int] = []
        for at, each in enumerate(self._sorted):
            longer = at - 1
            while longer >= 0 and self._sorted[longer].span.latest <= each.span.latest:
                longer = self._longer[longer]
            self._longer.append(longer)

    def meeting(self, first: date, last: date) -> Iterator[D]:
        """Give what begins by the last of some days and ends no earlier than the first.

        What begins later comes first.
        """
        at = bisect_right(self._firsts, last) - 1
        while at >= 0:
            each = self._sorted[at]
            if each.span.latest >= first:
                yield each
                at -= 1
            else:
                at = self._longer[at]

    def beginning(self, first: date, last: date) -> Iterator[D]:
        """Give what begins on one of some days, in order."""
        for at in range(bisect_left(self._firsts, first), bisect_right(self._firsts, last)):
            yield self._sorted[at]


def meetings(several: Iterable[D]) -> Iterator[list[D]]:
    """Gather, in order, things of which the days meet, directly or by others between them."""
    row: list[D] = []
    last = date.min
    for each in sorted(several, key=by_span):
        if row and each.span.earliest > last:
            yield row
            row = []
        last = max(last, each.span.latest) if row else each.span.latest
        row.append(each)
    if row:
        yield row
