"""Read figures as far as they may have been rounded: plus or minus half of their last place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.facts.ownership import StakeChanged, StakeStated
from timeline.money import Count
from timeline.shares import Points, Share
from timeline.views.level import ALL, NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal

    from timeline.views.claims import Claim
    from timeline.views.level import Level
    from timeline.views.question import Span

__all__ = ["alike", "half", "near", "rounding", "sharpest"]

_NOTHING = Fraction(0)


def half(value: object, *, whole: bool = False) -> Fraction:
    """Return half of the last place of a figure as written: how far it may have been rounded.

    A number with no decimals is exact where figures are added up, 7.86 less 6 is
    not 1.43; told beside another of the same (`whole`) it may be a rounder one.
    A count keeps no places: of one that ends in noughts the last place is taken
    to be the last that is none, but never more than half a percent of it.
    """
    if isinstance(value, (Share, Points)):
        return _exactly(value.half_place) if value.places or whole else _NOTHING
    if isinstance(value, Count) and value.bounds.exact and value.bounds.low:
        exponent = value.bounds.low.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent > 0:
            exact = Fraction(value.bounds.low)
            return min(Fraction(5 * 10 ** (exponent - 1)), exact / 200)
    return _NOTHING


@lru_cache(maxsize=256)
def _exactly(number: Decimal) -> Fraction:
    """Return a number as a fraction: halves of places are few, and asked for again and again."""
    return Fraction(number)


def rounding(claim: Claim, *, before: bool = False, whole: bool = False) -> Fraction:
    """Return how far the level that a claim leads to (or starts from) may have been rounded."""
    fact = claim.source.fact
    counted = claim.key.unit == "shares"
    if isinstance(fact, StakeStated):
        return half(fact.shares if counted else fact.stake, whole=whole)
    if not isinstance(fact, StakeChanged):
        return _NOTHING
    if before and claim.before is not None:
        return half(fact.shares_before if counted else fact.before, whole=whole)
    after = half(fact.shares_after if counted else fact.after, whole=whole)
    return after if not before else after + half(fact.shares if counted else fact.by, whole=whole)


def near(claim: Claim, *, before: bool = False) -> Fraction:
    """Return how far a level may have been rounded that is told beside another of the same.

    It is the one that a claim leads to, or starts from. Where it is worked out, a
    number of points with no decimals is exact.
    """
    told = claim.before if before else claim.after
    return rounding(claim, before=before or claim.after is None, whole=told is not None)


def alike(one: Level, other: Level, rounded: Fraction) -> bool:
    """Tell whether two exact levels may be one, both together rounded by no more than so much.

    Figures that could only be the very end of what each other was rounded from
    are two: 30% and 31% are, 14.3% and 14.29% are not.
    """
    return one.exact and other.exact and (one == other or abs(one.low - other.low) < rounded)


def sharpest(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Read each figure that another of the same day tells to more places as that one.

    Where several tell more, and not the same, none of them is taken for it.
    """
    days = Counter(each.span for each in claims)
    if len(days) == len(claims):
        return claims
    of_day: dict[Span, list[Claim]] = {}
    for each in claims:
        if days[each.span] > 1 and each.span.exact and each.order is None:
            of_day.setdefault(each.span, []).append(each)
    read = {id(old): new for several in of_day.values() for old, new in _sharpened(several)}
    return [read.get(id(each), each) for each in claims] if read else claims


def _sharpened(several: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Give the claims of one day that others tell more precisely, and how they read then.

    What one led to and another starts from is a step between them, and none of them is it.
    """
    linked = {each.after for each in several} & {each.before for each in several}
    sure = [each for each in several if each.sure]
    afters = _Told(_by_level(((each.after, near(each)) for each in sure), linked))
    befores = _Told(_by_level(((each.before, near(each, before=True)) for each in sure), linked))
    if afters.alike and befores.alike:
        return
    for each in several:
        after, before = each.after, each.before
        if after not in linked:
            after = _finer(after, near(each), afters)
        if before not in linked:
            before = _finer(before, near(each, before=True), befores)
        if after is not each.after or before is not each.before:
            yield each, evolve(each, after=after, before=before)


def _by_level(
    told: Iterable[tuple[Level | None, Fraction]], linked: Collection[Level | None]
) -> dict[Level, Fraction]:
    """Return the exact levels that are told, and how far each may at least have been rounded."""
    found: dict[Level, Fraction] = {}
    for level, by in told:
        if level is not None and level.exact and level not in linked:
            found[level] = min(found.get(level, by), by)
    return found


def _finer(level: Level | None, by: Fraction, told: _Told) -> Level | None:
    """Return the level that tells another to most places, if all that tell more of it agree."""
    if level is None or not level.exact or not by or level in {ALL, NOTHING}:
        return level
    finer = {each: precisely for each, precisely in told.near(level.low, by) if precisely < by}
    if not finer:
        return level
    finest = min(finer, key=lambda each: finer[each])
    rest = (abs(each.low - finest.low) > by for each, by in finer.items() if each is not finest)
    return level if any(rest) else finest


class _Told:
    """The exact levels of one day, and how far each may at least have been rounded."""

    def __init__(self, told: dict[Level, Fraction]) -> None:
        self._told = sorted(told.items(), key=lambda each: each[0].low)
        self._lows = [each.low for each, _ in self._told]
        self.alike = len(set(told.values())) < 2  # noqa: PLR2004 - none tells more than another

    def near(self, low: Fraction, by: Fraction) -> Sequence[tuple[Level, Fraction]]:
        """Return those that are no further from a number."""
        return self._told[bisect_left(self._lows, low - by) : bisect_right(self._lows, low + by)]
