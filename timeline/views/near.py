"""Tell between which days what is told of one holding may bear on a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.claims import Claim

__all__ = ["Near"]

_DAY = timedelta(days=1)


class Near:
    """The surely known claims of a holding by their days, to be looked up on any day."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Sort them once: those that lead to a level by their last day, all by their first."""
        sure = [(each.span.earliest, each.span.latest, each.after) for each in claims if each.sure]
        over = sorted((last, first) for first, last, after in sure if after is not None)
        later = sorted((first, last) for first, last, _ in sure)
        self._lasts = [last for last, _ in over]
        self._floors = list(accumulate((first for _, first in over), max, initial=date.min))
        self._firsts = [first for first, _ in later]
        ends = accumulate((last for _, last in reversed(later)), min, initial=date.max)
        self._ceilings = list(ends)[::-1]

    def floor(self, day: date) -> date:
        """Return the day before which nothing plays a part: what is told of it came after."""
        return self._floors[bisect_right(self._lasts, day)]

    def ceiling(self, day: date) -> date:
        """Return the day after which nothing plays a part: something else surely comes next."""
        return max(self._ceilings[bisect_right(self._firsts, day)], day + _DAY)
