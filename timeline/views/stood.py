"""Find what stood on many days without going through everything each time."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from timeline.views.spans import Spans
from timeline.views.standing import Dated, last_of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.views.claims import Claim
    from timeline.views.question import Span

__all__ = ["Stood", "began", "latest", "standing_days"]

D = TypeVar("D", bound=Dated)

_DAY = timedelta(days=1)


class Stood(Generic[D]):
    """Dated things by their days: what stood on one, by the same rule as `standing`."""

    def __init__(self, claims: Iterable[D]) -> None:
        """Sort them by their first day and by their last, once."""
        several = list(claims)
        self._spans = Spans(several)
        self._lasts: list[date] = []
        self._floors: list[date] = []
        sure = (each for each in several if each.sure)
        for each in sorted(sure, key=lambda claim: claim.span.latest):
            first = each.span.earliest
            self._lasts.append(each.span.latest)
            self._floors.append(max(first, self._floors[-1]) if self._floors else first)

    def standing(self, day: date) -> list[D]:
        """Return the claims that stand on a day."""
        over = bisect_right(self._lasts, day)
        floor = self._floors[over - 1] if over else date.min
        return last_of_day(list(self._spans.meeting(floor, day))[::-1], day)


def standing_days(claims: Iterable[D]) -> Iterator[tuple[D, tuple[date, date] | None]]:
    """Give between which days each claim stands, both included; None where it never does.

    It stands until the eve of the day by which one that is definitely after it has
    definitely happened; of the same days as one that comes after it, until the eve of the last.
    """
    several = sorted(claims, key=lambda claim: claim.span.earliest, reverse=True)
    by_span: dict[Span, list[D]] = {}
    for each in several:
        by_span.setdefault(each.span, []).append(each)
    after = iter(several)
    later, end = next(after, None), date.max
    for span, of_span in sorted(by_span.items(), key=lambda each: each[0].latest, reverse=True):
        while later is not None and later.span.earliest > span.latest:
            end = min(end, later.span.latest) if later.sure else end
            later = next(after, None)
        kept = {id(each) for each in last_of_day(of_span, span.latest)}
        until = end if end == date.max else _eve(end)
        for each in of_span:
            last = until if id(each) in kept else min(until, _eve(span.latest))
            yield each, (span.earliest, last) if last >= span.earliest else None


def _eve(day: date) -> date:
    return max(day, date.min + _DAY) - _DAY


def began(now: Iterable[Claim], past: Stood[Claim], same: Callable[[Claim, date], bool]) -> Claim:
    """Return the claim that began a level: further back than now while `same` holds of a day."""
    first = min(now, key=earliest)
    while first.span.earliest > date.min:
        eve = first.span.earliest - _DAY
        earlier = past.standing(eve)
        if not earlier or not all(same(each, eve) for each in earlier):
            break
        first = min(earlier, key=earliest)
    return first


def earliest(claim: Claim) -> tuple[date, date, str]:
    """Return what claims are sorted by: their first day, their last, their fact."""
    return claim.span.earliest, claim.span.latest, claim.source.id


def latest(claim: Claim) -> tuple[date, date, str]:
    """Return what tells which of several was last: their last day, their first, their fact."""
    return claim.span.latest, claim.span.earliest, claim.source.id
