"""Find the days on which answers can change: between two of them they stay as they are."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.facts.deals import DealMoved
from timeline.views.claims import touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge
    from timeline.views.question import Span

__all__ = ["FURTHEST", "about", "turning"]

_DAY = timedelta(days=1)

FURTHEST = 2
"""Days from either end of a span on which an answer can change at the most: see `turning`."""


def turning(spans: Iterable[Span]) -> list[date]:
    """Return the days around both ends of each span, in order.

    An answer can change on the first day that something can be of, on the last,
    on the eve of either (what a change starts from is asserted of its eve), and
    on the day after (what was seen of a day may have changed since). Where something
    vague may be of the day after, or before, it can a day further on too: then first
    may that lie between the two, neither of the one day nor of the other.
    """
    several = list(spans)
    ends = {end for span in several for end in (span.earliest, span.latest)}
    vague = _Vague(several)
    near: set[date] = set()
    for end in ends:
        if date.min + _DAY < end < date.max - _DAY:
            before, after = end - _DAY, end + _DAY
            near.update((before, end, after))
            if before > date.min + _DAY and vague.may_be(before):
                near.add(before - _DAY)
            if after < date.max - _DAY and vague.may_be(after):
                near.add(after + _DAY)
    return sorted(near)


class _Vague:
    """The days of which something vague may be, in runs that do not meet."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._firsts: list[date] = []
        self._lasts: list[date] = []
        days = sorted((each.earliest, each.latest) for each in spans if not each.exact)
        for first, last in days:
            if self._lasts and first <= self._lasts[-1]:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def may_be(self, day: date) -> bool:
        """Tell whether something vague may be of a day."""
        at = bisect_right(self._firsts, day) - 1
        return at >= 0 and day <= self._lasts[at]


def about(knowledge: Knowledge, company: str) -> Iterator[InForce]:
    """Give the facts on which answers about what is held of a company may rest."""
    for each in knowledge.facts("about", company):
        if isinstance(each.fact, DealMoved):
            yield from knowledge.facts("deal", each.fact.deal)
        elif company in touched(each.fact):
            yield each
