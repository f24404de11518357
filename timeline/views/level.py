"""Calculate with levels of ownership: exact fractions with bounds, in percent or in shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.money import Count
    from timeline.shares import Share

__all__ = ["ALL", "NOTHING", "UNITS", "WHOLE", "Level", "hull", "in_units"]

UNITS = 10**12
"""Levels are added up in trillionths of a percent: whole numbers, wherever a figure is decimal."""


def in_units(number: Fraction) -> int | Fraction:
    """Return a level in the units that are added up, as a whole number where it is one."""
    numerator, denominator = number.as_integer_ratio()
    each, rest = divmod(UNITS, denominator)
    return number * UNITS if rest else numerator * each


@frozen(eq=False)
class Level:
    """Every value that a holding may have; `high` is None where nothing bounds it above.

    Levels are compared again and again, so that both ends are kept in units too:
    whole numbers are compared ten times as fast as fractions.
    """

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    bottom: int | Fraction = field(init=False, repr=False)
    top: int | Fraction | None = field(init=False, repr=False)

    @bottom.default
    def _bottom(self) -> int | Fraction:
        """Return the low end in units."""
        return in_units(self.low)

    @top.default
    def _top(self) -> int | Fraction | None:
        """Return the high end in units."""
        if self.high is self.low:
            return self.bottom
        return None if self.high is None else in_units(self.high)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same values."""
        if self is other:
            return True
        if not isinstance(other, Level):
            return NotImplemented
        return (
            self.bottom == other.bottom
            and self.top == other.top
            and self.low_open == other.low_open
            and self.high_open == other.high_open
        )

    def __hash__(self) -> int:
        """Return the same for the same values."""
        return hash((self.bottom, self.top, self.low_open, self.high_open))

    @classmethod
    def of_share(cls, share: Share) -> Level:
        """Return a share of a company as a level in percent."""
        low = Fraction(share.low)
        high = low if share.exact else Fraction(share.high)
        return cls(low, high, share.low_open, share.high_open)

    @classmethod
    def of_count(cls, count: Count) -> Level:
        """Return a number of shares as a level in shares."""
        bounds = count.bounds
        low = Fraction(bounds.low) if bounds.low is not None else Fraction(0)
        high = Fraction(bounds.high) if bounds.high is not None else None
        return cls(low, high, bounds.low_open, bounds.high_open)

    @property
    def exact(self) -> bool:
        """Tell whether just one value is possible."""
        return self.bottom == self.top

    @property
    def is_none(self) -> bool:
        """Tell whether it is known to be nothing."""
        return self.top == 0

    @property
    def is_something(self) -> bool:
        """Tell whether it is known to be more than nothing."""
        return self.bottom > 0 or (self.bottom == 0 and self.low_open)

    def moved(self, by: Fraction) -> Level:
        """Return the level after a change of so many points or shares, never below nothing."""
        low = max(self.low + by, Fraction(0))
        high = None if self.high is None else max(self.high + by, Fraction(0))
        exactly, cut = low == high, self.low + by < 0
        return Level(
            low, high, self.low_open and not (exactly or cut), self.high_open and not exactly
        )

    def meets(self, other: Level) -> bool:
        """Tell whether some value lies within both."""
        low = max(self.bottom, other.bottom)
        high = _lower(self.top, other.top)
        if high is None or high > low:
            return True
        return high == low and not any(
            (each.low_open and each.bottom == low) or (each.high_open and each.top == low)
            for each in (self, other)
        )

    def common(self, other: Level) -> Level | None:
        """Return every value that lies within both, if any does."""
        if not self.meets(other):
            return None
        low = max(self, other, key=lambda each: (each.bottom, each.low_open))
        bounded = [each for each in (self, other) if each.top is not None]
        high = min(bounded, key=lambda each: (each.top, not each.high_open), default=low)
        if low is high:
            return low
        return Level(low.low, high.high, low.low_open, high.high_open)

    def within(self, other: Level) -> bool:
        """Tell whether every value of this one is a value of the other."""
        low = self.bottom > other.bottom or (
            self.bottom == other.bottom and (self.low_open or not other.low_open)
        )
        if other.top is None or self.top is None:
            return low and other.top is None
        return low and (
            self.top < other.top
            or (self.top == other.top and (self.high_open or not other.high_open))
        )


def _lower(one: int | Fraction | None, other: int | Fraction | None) -> int | Fraction | None:
    """Return the lower of two high ends; None is above all."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


NOTHING = Level(Fraction(0), Fraction(0))
ALL = Level(Fraction(100), Fraction(100))
WHOLE = Level(Fraction(0), Fraction(100))


def hull(levels: Iterable[Level]) -> Level:
    """Return the narrowest level that holds every value of these; at least one is needed."""
    several = list(levels)
    first = several[0]
    if first.high is not None and all(each == first for each in several):
        return first
    lowest = min(several, key=_from_below)
    unbounded = next((each for each in several if each.top is None), None)
    highest = unbounded or max(several, key=_from_above)
    return Level(
        lowest.low, highest.high, lowest.low_open, highest.high is not None and highest.high_open
    )


def _from_below(level: Level) -> tuple[int | Fraction, bool]:
    return level.bottom, level.low_open


def _from_above(level: Level) -> tuple[int | Fraction, bool]:
    return level.top or 0, not level.high_open
