"""Tell on which days, known by which, a claim bears on what is held, and where it alone says it.

Nothing is known here of the days that will be asked about. A claim that comes later than another
that is surely known bears on no day before that one; and on none before its own, where it tells
of these nothing that the one before it does not. Where but one claim bears on a day, that one is
the answer, and no other has to be looked at. What is found is safe rather than complete: a claim
may be said to bear on more days, and to be alone on fewer, than it does and is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.line import led_to, told_prior

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.views.claims import Claim
    from timeline.views.knowable import Known

    Told = Known[Claim]

__all__ = ["Bearing", "each_bearing"]

_DAY = timedelta(days=1)
_NEAR = 64  # claims that are looked at around one: of a holding with more, less is found


@frozen
class Bearing:
    """On which days a claim bears on what is held, and on which it alone says what that is.

    Before the day `first` it says nothing that others do not. From `alone_first` on, known by
    `alone_known` or later, it is alone, until `next_day`, where that is known by `next_known`.
    """

    first: date
    alone_first: date = date.max
    alone_known: date = date.max
    next_day: date = date.min
    next_known: date = date.min


def each_bearing(several: Sequence[Told]) -> list[Bearing]:
    """Return how each of the claims of one holding bears on it, by whichever day they are known."""
    held = _Holding(several)
    firsts = [held.first(each) for each in several]
    alone = _Alone(held, several, firsts)
    return [
        alone.bearing(each, first) if _lasts(each) and _says(each) else Bearing(first)
        for each, first in zip(several, firsts, strict=True)
    ]


def _lasts(claim: Told) -> bool:
    """Tell whether a claim is known for good."""
    return claim.last == date.max


def _says(claim: Told) -> bool:
    """Tell whether a claim surely says by itself what is held."""
    told = claim.told
    return told.sure and told.after is not None and told.basis != "ended"


class _Holding:
    """The claims of one holding, as they come one after the other."""

    def __init__(self, several: Sequence[Told]) -> None:
        lasting = [each for each in several if _lasts(each)]
        self.every = _ByDay(several)
        self.lasting = _ByDay(lasting)
        self.passing = _ByDay([each for each in several if not _lasts(each)])
        self._sure = _ByDay([each for each in lasting if each.told.sure])

    def first(self, claim: Told) -> date:
        """Return before which day a claim says nothing that others do not."""
        before = self._just_before(claim)
        if before is None:
            return date.min
        if _repeats(claim, before) and self._follow(before, claim):
            return claim.told.span.earliest
        return before.told.span.earliest

    def _just_before(self, claim: Told) -> Told | None:
        """Return the latest that surely came before a claim, and is known wherever that is."""
        found, first = None, date.min
        for each in islice(self._sure.over_before(claim.told.span.earliest), _NEAR):
            span = each.told.span
            if span.latest < first:
                break
            if each.first <= claim.first and (found is None or span.earliest > first):
                found, first = each, span.earliest
        return found

    def _follow(self, before: Told, claim: Told) -> bool:
        """Tell whether nothing else meets the days from one claim to another that is known.

        Nor may anything later be known before that is: it would be the next.
        """
        first, last = before.told.span.earliest, claim.told.span.latest
        if self.lasting.meeting(first, last) != len((before, claim)):
            return False
        if self.every.known_after(last) < claim.first:
            return False
        near = list(islice(self.passing.begun_by(last, since=first), _NEAR))
        return len(near) < _NEAR and not any(
            each.told.span.latest >= first and each.last >= claim.first for each in near
        )


class _Alone:
    """The claims of one holding, and from which day on each bears on it."""

    def __init__(self, held: _Holding, several: Sequence[Told], firsts: Sequence[date]) -> None:
        self._held = held
        self._firsts = {id(each): first for each, first in zip(several, firsts, strict=True)}
        self._days = held.lasting.least(lambda each: self._firsts[id(each)])
        self._known = held.lasting.least(lambda each: each.first)

    def bearing(self, claim: Told, first: date) -> Bearing:
        """Return how one claim bears on the holding, that says by itself what is held."""
        span, known = claim.told.span, claim.first
        if not span.exact and span.latest == date.max:
            return Bearing(first)
        begun = span.latest if span.exact else span.latest + _DAY
        if self._held.every.over(
            span.earliest
        ):  # it is over what came before only once it is known
            known = max(span.latest, known)
            begun = max(begun, known)
        place = self._held.lasting.over(span.earliest)
        next_day, next_known = (_other(each[place], claim) for each in (self._days, self._known))
        passing = self._held.passing.not_over(span.earliest)
        if len(passing) > _NEAR:
            return Bearing(first)
        for each in passing:
            if each.last >= claim.first:
                next_day = min(next_day, self._firsts[id(each)])
                next_known = min(next_known, each.first)
        return Bearing(first, begun, known, next_day, next_known)


_Least = tuple[tuple[date, int], ...]
"""The two least of some days, each with whose it is: one of them is not a claim's own."""


def _other(least: _Least, claim: Told) -> date:
    return next((day for day, of in least if of != id(claim)), date.max)


class _ByDay:
    """Claims by their first day and by their last."""

    def __init__(self, several: Iterable[Told]) -> None:
        self._by_first = sorted(several, key=lambda each: each.told.span.earliest)
        self._by_last = sorted(self._by_first, key=lambda each: each.told.span.latest)
        self._firsts = [each.told.span.earliest for each in self._by_first]
        self._lasts = [each.told.span.latest for each in self._by_last]
        self._ends = list(accumulate((each.told.span.latest for each in self._by_first), max))
        known = accumulate((each.first for each in reversed(self._by_first)), min, initial=date.max)
        self._known = list(known)[::-1]

    def over(self, day: date) -> int:
        """Count those that are over before a day."""
        return bisect_left(self._lasts, day)

    def over_before(self, day: date) -> Iterator[Told]:
        """Give those that are over before a day, the last first."""
        return (self._by_last[at] for at in range(self.over(day) - 1, -1, -1))

    def not_over(self, day: date) -> Sequence[Told]:
        """Return those that are not over before a day."""
        return self._by_last[self.over(day) :]

    def meeting(self, first: date, last: date) -> int:
        """Count those that meet some days."""
        return bisect_right(self._firsts, last) - self.over(first)

    def begun_by(self, day: date, *, since: date) -> Iterator[Told]:
        """Give those that begin by a day, the last first, while any may go on since another."""
        for at in range(bisect_right(self._firsts, day) - 1, -1, -1):
            if self._ends[at] < since:
                return
            yield self._by_first[at]

    def known_after(self, day: date) -> date:
        """Return by which day any that begins after a day is known first."""
        return self._known[bisect_right(self._firsts, day)]

    def least(self, of: Callable[[Told], date]) -> list[_Least]:
        """Return the two least days of those from each place on, by their last day."""
        found: list[_Least] = [()]
        for each in reversed(self._by_last):
            found.append(tuple(sorted((*found[-1], (of(each), id(each))))[:2]))
        return found[::-1]


def _repeats(claim: Told, before: Told) -> bool:
    """Tell whether a claim says of the days before it only what the one before them does."""
    told = claim.told
    if not (_lasts(claim) and told.sure and told.basis != "ended" and _says(before)):
        return False
    start = led_to(told, None).level if told.observed else told_prior(told)
    return before.told.span.exact if start is None else start == before.told.after
