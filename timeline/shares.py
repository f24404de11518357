"""Hold a share of a company, a change of it in points, and a change in percent.

Each is read from what a person writes and writes itself so that it reads back
equal: `3.34%`, `>5%`, `[25%, 50%)`, `unknown`, `none`; `2.21 points`; `-60.5%`, `up`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from attrs import frozen

from timeline.errors import ValueUnreadable
from timeline.numbers import (
    LONGEST,
    NumberUnreadable,
    excerpt,
    folded,
    plain,
    read_ends,
    read_number,
)

__all__ = ["NONE", "UNKNOWN", "Change", "Points", "Share", "ShareUnreadable"]

_NOTHING = Decimal(0)
_WHOLE = Decimal(100)
_SIMPLE = re.compile(r"([0-9]{1,2}(?:\.([0-9]{1,15}))?)%")
_PERCENT = re.compile(r"([+-]?[0-9,]{1,40}(?:\.([0-9]{1,15}))?)\s?(?:%|(?i:per ?cent))")
_POINTS = re.compile(
    r"([+-]?[0-9]{1,3}(?:\.([0-9]{1,15}))?)\s?"
    r"(?:(?i:(?:percentage )?points?|pp)|个?百分点)"
)
_MOVE = re.compile(r"(?i:(up|down) )?\s?(.+)", re.DOTALL)

Direction = Literal["up", "down", "flat"]
_ALONE: dict[str, Direction] = {"up": "up", "down": "down", "flat": "flat"}
_SIGNS: dict[Direction, str] = {"up": "+", "down": "-", "flat": ""}


class ShareUnreadable(ValueUnreadable):
    """A share, or a change of one, does not read as such."""

    def __init__(self, text: str, why: str = "is no share", hint: str = "") -> None:
        """Show the text and why it was refused; the hint shows right forms."""
        forms = "write it like 3.34%, >5%, <=25%, [25%, 50%), unknown or none"
        super().__init__(f"“{excerpt(text)}” {why}", hint or forms)


def _decimals(value: Decimal) -> int:
    """Count the decimals that a value cannot be written without."""
    return len(plain(value).partition(".")[2])


@lru_cache(maxsize=32)
def _half_place(places: int) -> Decimal:
    """Return half of the last of so many decimals."""
    return Decimal(5).scaleb(-places - 1)


@frozen
class Share:
    """A share of a company in percent: every value that it may have, within 0 to 100.

    `places` is the number of decimals it was written with, never fewer than it needs.
    """

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False
    places: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse what no share can be, and count the decimals that were not counted."""
        if not _NOTHING <= self.low <= self.high <= _WHOLE:
            raise ShareUnreadable(_span(self), "is not within 0% to 100%, the low end first")
        if self.low == self.high and (self.low_open or self.high_open):
            raise ShareUnreadable(_span(self), "holds no value at all")
        needed = _decimals(self.low)
        if self.high is not self.low:
            needed = max(needed, _decimals(self.high))
        if needed > self.places:
            object.__setattr__(self, "places", needed)

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read a share as written: `1.87%`, `>5%`, `[25%, 50%)`, `unknown`, `none`."""
        return _share(text)

    @property
    def exact(self) -> bool:
        """Whether just one value is possible."""
        return self.low == self.high

    @property
    def is_none(self) -> bool:
        """Whether it is known to be nothing."""
        return self.high == _NOTHING

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of it."""
        return self.same_as(UNKNOWN)

    @property
    def half_place(self) -> Decimal:
        """Half of the last place as written: how far an exact figure may have been rounded."""
        if self.is_none or not self.exact:
            return _NOTHING
        return _half_place(self.places)

    def same_as(self, other: Share) -> bool:
        """Whether both admit the same values, however many decimals they were written with."""
        return _bounds(self) == _bounds(other)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the numbers that it states; an end at 0% or 100% that is implied is none."""
        if self.exact:
            return () if self.is_none else (self.low,)
        low = () if self.low == _NOTHING else (self.low,)
        high = () if self.high == _WHOLE and not self.high_open else (self.high,)
        return low + high

    def __str__(self) -> str:
        """Write it in the form that `parse` reads back."""
        low, high = f"{self.low:.{self.places}f}%", f"{self.high:.{self.places}f}%"
        if self.exact:
            return "none" if self.is_none and not self.places else low
        if not self.places and self.is_unknown:
            return "unknown"
        if self.high == _WHOLE and not self.high_open and not self.is_unknown:
            return (">" if self.low_open else ">=") + low
        if self.low == _NOTHING and not self.low_open and not self.is_unknown:
            return ("<" if self.high_open else "<=") + high
        return f"{'(' if self.low_open else '['}{low}, {high}{')' if self.high_open else ']'}"


def _bounds(share: Share) -> tuple[Decimal, Decimal, bool, bool]:
    """Give the bounds of a share without the places it was written with."""
    return share.low, share.high, share.low_open, share.high_open


def _span(share: Share) -> str:
    """Write the two ends of a share that may be no share at all."""
    low, high = plain(share.low), plain(share.high)
    return f"{low}%" if low == high else f"{low}%, {high}%"


NONE = Share(_NOTHING, _NOTHING)
UNKNOWN = Share(_NOTHING, _WHOLE)


@lru_cache(maxsize=65536)
def _share(text: str) -> Share:
    """Read a share; the common exact one goes a short way."""
    simple = _SIMPLE.fullmatch(text)
    if simple:
        value = Decimal(simple[1])
        return Share(value, value, places=len(simple[2] or ""))
    form = folded(text).strip() if len(text) <= LONGEST else ""
    if form in {"none", "unknown"}:
        return NONE if form == "none" else UNKNOWN
    return _bounded(text, form)


def _bounded(text: str, form: str) -> Share:
    """Read a share that is a bound, an interval, or written unusually."""
    try:
        ends = read_ends(form)
    except NumberUnreadable as error:
        raise ShareUnreadable(text) from error
    low, low_places = _end(text, ends.low) if ends.low is not None else (_NOTHING, 0)
    high, high_places = _end(text, ends.high) if ends.high is not None else (_WHOLE, 0)
    if not (_NOTHING <= low <= _WHOLE and _NOTHING <= high <= _WHOLE):
        raise ShareUnreadable(text, "is outside 0% to 100%")
    if low > high or (low == high and (ends.low_open or ends.high_open)):
        raise ShareUnreadable(text, "holds no value at all")
    places = max(low_places, high_places)
    return Share(low, high, low_open=ends.low_open, high_open=ends.high_open, places=places)


def _end(text: str, end: str) -> tuple[Decimal, int]:
    """Read one end of a share with its percent sign, and count its decimals."""
    value = _percent(end)
    if value is not None and end[0] != "+":
        return value
    try:
        read_number(end)
    except NumberUnreadable:
        raise ShareUnreadable(text) from None
    right = excerpt(text.strip().replace(end, f"{end}%", 1))
    hint = f"write {right}: a number without the sign could be a fraction"
    raise ShareUnreadable(text, "has no percent sign", hint)


def _percent(text: str) -> tuple[Decimal, int] | None:
    """Read a signed percentage and count its decimals; None if it is none."""
    found = _PERCENT.fullmatch(text)
    if found is None:
        return None
    try:
        return read_number(found[1]), len(found[2] or "")
    except NumberUnreadable:
        return None


@frozen
class Points:
    """A change of a share in percentage points, signed."""

    value: Decimal
    places: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse more than the whole, and count the decimals that were not counted."""
        if not -_WHOLE <= self.value <= _WHOLE:
            raise ShareUnreadable(plain(self.value), "is more than the whole", _IN_POINTS)
        object.__setattr__(self, "places", max(self.places, _decimals(self.value)))

    @classmethod
    def parse(cls, text: str) -> Points:
        """Read a change in points: `2.21 points`, `-2.21pp`, `+0.34 points`."""
        return _points(text)

    @property
    def half_place(self) -> Decimal:
        """Half of the last place as written: how far it may have been rounded."""
        return _half_place(self.places)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the number that it states, without its sign."""
        return (self.value.copy_abs(),)

    def __str__(self) -> str:
        """Write it in the form that `parse` reads back."""
        return f"{self.value:.{self.places}f} points"


_IN_POINTS = "write it like 2.21 points or -2.21 points"


@lru_cache(maxsize=65536)
def _points(text: str) -> Points:
    """Read a change in points."""
    form = folded(text).strip() if len(text) <= LONGEST else ""
    found = _POINTS.fullmatch(form)
    if found:
        return Points(Decimal(found[1]), len(found[2] or ""))
    why = "is in percent, not in points" if _percent(form) else "is no change in points"
    raise ShareUnreadable(text, why, _IN_POINTS)


@frozen
class Change:
    """A move in percent, signed; or its direction alone, where only that is told."""

    direction: Direction
    value: Decimal | None = None
    places: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse a sign that speaks against the direction, and count the decimals."""
        if self.value is None:
            object.__setattr__(self, "places", 0)
            return
        if _direction(self.value) != self.direction:
            raise ShareUnreadable(plain(self.value), f"is no move “{self.direction}”", _AS_MOVE)
        object.__setattr__(self, "places", max(self.places, _decimals(self.value)))

    @classmethod
    def parse(cls, text: str) -> Change:
        """Read a move: `8.08%`, `+8.08%`, `-60.5%`, `down 60.5%`, `up`, `down`, `flat`."""
        return _change(text)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the number that it states, without its sign."""
        return () if self.value is None else (self.value.copy_abs(),)

    def __str__(self) -> str:
        """Write it in the form that `parse` reads back."""
        if self.value is None:
            return self.direction
        return f"{_SIGNS[self.direction]}{self.value.copy_abs():.{self.places}f}%"


_AS_MOVE = "write it like +8.08%, -60.5%, up or down"


def _direction(value: Decimal) -> Direction:
    """Say which way a move goes."""
    return "flat" if not value else "up" if value > _NOTHING else "down"


@lru_cache(maxsize=65536)
def _change(text: str) -> Change:
    """Read a move in percent or a direction."""
    form = folded(text).strip() if len(text) <= LONGEST else ""
    if form in _ALONE:
        return Change(_ALONE[form])
    found = _MOVE.fullmatch(form)
    move = _percent(found[2]) if found else None
    if found is None or move is None:
        raise ShareUnreadable(text, "is no move in percent", _AS_MOVE)
    value, places = move
    if found[1] and found[2][0] in "+-":
        raise ShareUnreadable(text, "says its direction twice", _AS_MOVE)
    if found[1] and found[1].lower() == "down":
        value = -value
    return Change(_direction(value), value, places)
