"""Calculate with levels of ownership: exact fractions with bounds, in percent or in shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.money import Count
    from timeline.shares import Share

__all__ = ["ALL", "NOTHING", "UNITS", "WHOLE", "Level", "hull", "in_units"]

UNITS = 10**12
"""Levels are added up in trillionths of a percent: whole numbers, wherever a figure is decimal."""


@frozen(cache_hash=True, unsafe_hash=True, eq=False)
class Level:  # noqa: PLW1641 - attrs adds the hash
    """Every value that a holding may have; `high` is None where nothing bounds it above.

    Levels are compared again and again, and most often with themselves.
    """

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same values."""
        if self is other:
            return True
        if not isinstance(other, Level):
            return NotImplemented
        return (
            (self.low is other.low or self.low == other.low)
            and (self.high is other.high or self.high == other.high)
            and self.low_open == other.low_open
            and self.high_open == other.high_open
        )

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
        return self.low is self.high or self.low == self.high

    @property
    def is_none(self) -> bool:
        """Tell whether it is known to be nothing."""
        return self.high == 0

    @property
    def is_something(self) -> bool:
        """Tell whether it is known to be more than nothing."""
        return self.low > 0 or (self.low == 0 and self.low_open)

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
        low = max(self.low, other.low)
        high = other.high if self.high is None else self.high
        if self.high is not None and other.high is not None:
            high = min(self.high, other.high)
        if high is None or high > low:
            return True
        return high == low and not any(
            (each.low_open and each.low == low) or (each.high_open and each.high == low)
            for each in (self, other)
        )

    def common(self, other: Level) -> Level | None:
        """Return every value that lies within both, if any does."""
        if not self.meets(other):
            return None
        low = max(self, other, key=lambda each: (each.low, each.low_open))
        bounded = [each for each in (self, other) if each.high is not None]
        high = min(bounded, key=lambda each: (each.high, not each.high_open), default=low)
        return Level(low.low, high.high, low.low_open, high.high_open)

    def within(self, other: Level) -> bool:
        """Tell whether every value of this one is a value of the other."""
        low = self.low > other.low or (
            self.low == other.low and (self.low_open or not other.low_open)
        )
        if other.high is None or self.high is None:
            return low and other.high is None
        return low and (
            self.high < other.high
            or (self.high == other.high and (self.high_open or not other.high_open))
        )


NOTHING = Level(Fraction(0), Fraction(0))
ALL = Level(Fraction(100), Fraction(100))
WHOLE = Level(Fraction(0), Fraction(100))


def in_units(number: Fraction) -> int | Fraction:
    """Return a level in the units that are added up, as a whole number where it is one."""
    numerator, denominator = number.as_integer_ratio()
    each, rest = divmod(UNITS, denominator)
    return number * UNITS if rest else numerator * each


def hull(levels: Iterable[Level]) -> Level:
    """Return the narrowest level that holds every value of these; at least one is needed."""
    several = list(levels)
    first = several[0]
    if first.high is not None and all(each == first for each in several):
        return first
    low = min(each.low for each in several)
    high = (
        None
        if any(each.high is None for each in several)
        else max(each.high for each in several if each.high is not None)
    )
    return Level(
        low,
        high,
        all(each.low_open for each in several if each.low == low),
        high is not None and all(each.high_open for each in several if each.high == high),
    )
