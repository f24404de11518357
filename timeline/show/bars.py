"""Draw levels of ownership as small bars: what stayed, what was added or given up, what may be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.level import Level

__all__ = ["bar", "scale", "telling"]

_NICE: Final = (5, 10, 25, 50, 100)
_KEPT, _MORE, _LESS, _MAYBE, _REST = "■", "▣", "□", "▤", "·"
_STYLES: Final = {
    _KEPT: "cyan", _MORE: "bold bright_green", _LESS: "red", _MAYBE: "yellow",
    _REST: "bright_black",
}  # fmt: skip


def telling(level: Level | None) -> bool:
    """Tell whether a level says enough to draw: more than that it is something, or unknown."""
    return level is not None and not (level.low == 0 and level.high in {None, Fraction(100)})


def scale(levels: Iterable[Level | None]) -> int:
    """Return the next round end of a scale on which all of these levels fit."""
    highs = [_drawn_high(each) for each in levels if each is not None]
    highest = max(highs, default=Fraction(0))
    return next((each for each in _NICE if highest <= each), _NICE[-1])


def _drawn_high(level: Level) -> Fraction:
    return Fraction(100) if level.high is None else level.high


def bar(after: Level, *, before: Level | None = None, top: int, cells: int = 20) -> Text:
    """Draw a level on a scale from nothing to `top` percent; the one before it dim, below it."""
    low, high = _cell(after.low, top, cells), _cell(_drawn_high(after), top, cells)
    old = low if before is None else _cell(before.low, top, cells)
    if before is not None and before.low != after.low and old == low:
        low, old = (low, old - 1) if before.low < after.low else (min(low, cells - 1), low + 1)
        high = low if after.exact else high
    drawn = "".join(_sign(at, low, high, old) for at in range(cells))
    text = Text()
    for sign in drawn:
        dim = "dim " if sign == _KEPT and old < low else ""
        text.append(sign, dim + _STYLES[sign])
    return text


def _cell(value: Fraction, top: int, cells: int) -> int:
    """Return how many cells a level fills; what is more than nothing fills at least one."""
    filled = round(value * cells / top)
    return max(filled, 1) if value > 0 else 0


def _sign(at: int, low: int, high: int, old: int) -> str:
    """Return the sign of one cell."""
    if at < low:
        return _KEPT if at < old else _MORE
    if at < high:
        return _MAYBE
    return _LESS if at < old else _REST
