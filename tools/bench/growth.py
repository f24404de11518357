"""Draw how long answers take as a market grows: a panel a question, both axes in tens."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Panel", "picture"]

_ACROSS, _WIDTH, _HEIGHT = 3, 330, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 34, 34
_KEY = 22
_COLOURS = (
    "#d1495b", "#f2a541", "#2f4b7c", "#5b8dbf", "#7fc8c2", "#7a9e5e", "#8661a8", "#8d6e63",
    "#111111", "#b8b042", "#3a7d44", "#c77dba", "#777777",
)  # fmt: skip
_FONT = 'font-family="sans-serif" font-size="11" fill="#444"'


@frozen
class Panel:
    """One question: milliseconds by size, for each side that was measured."""

    title: str
    sides: Mapping[str, Mapping[int, float]]


def picture(panels: Sequence[Panel]) -> str:
    """Return the panels, in rows of three, as one SVG with a key at its foot."""
    names = list(dict.fromkeys(name for each in panels for name in each.sides))
    colours = {name: _COLOURS[at % len(_COLOURS)] for at, name in enumerate(names)}
    rows = -(-len(panels) // _ACROSS)
    across = _ACROSS * _WIDTH
    key = list(_key(colours, across, rows * _HEIGHT + 16))
    height = rows * _HEIGHT + 16 + _KEY * -(-len(names) // _ACROSS)
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{height}"'
                f' viewBox="0 0 {across} {height}" role="img">'
            ),
            "<title>How long each answer takes as the market grows</title>",
            f'<rect width="{across}" height="{height}" fill="white"/>',
            *(
                line
                for at, each in enumerate(panels)
                for line in _panel(each, colours, at % _ACROSS * _WIDTH, at // _ACROSS * _HEIGHT)
            ),
            *key,
            "</svg>",
            "",
        )
    )


@frozen
class _Scale:
    """Where a number stands between two ends, in tens."""

    low: int  # a power of ten
    high: int
    start: float
    end: float

    def at(self, number: float) -> float:
        part = (math.log10(number) - self.low) / max(1, self.high - self.low)
        return self.start + part * (self.end - self.start)


def _panel(panel: Panel, colours: Mapping[str, str], left: int, top: int) -> Iterator[str]:
    points = [(size, each) for side in panel.sides.values() for size, each in side.items()]
    x = _scale([size for size, _ in points], left + _LEFT, left + _WIDTH - _RIGHT)
    y = _scale([each for _, each in points], top + _HEIGHT - _BOTTOM, top + _TOP)
    yield _text(panel.title, left + 8, top + 18, anchor="start", more='font-weight="bold"')
    yield from _lines(x, y)
    for name, side in panel.sides.items():
        places = [(x.at(size), y.at(each)) for size, each in sorted(side.items())]
        drawn = " ".join(f"{across:.1f},{down:.1f}" for across, down in places)
        width = 3 if name == "ours" else 1.5
        yield (
            f'<polyline points="{drawn}" fill="none" stroke="{colours[name]}"'
            f' stroke-width="{width}"/>'
        )
        for across, down in places:
            yield f'<circle cx="{across:.1f}" cy="{down:.1f}" r="2.5" fill="{colours[name]}"/>'


def _scale(numbers: Sequence[float], start: float, end: float) -> _Scale:
    low = math.floor(math.log10(min(numbers)) + 1e-9)
    high = math.ceil(math.log10(max(numbers)) - 1e-9)
    return _Scale(low, max(high, low + 1), start, end)


def _lines(x: _Scale, y: _Scale) -> Iterator[str]:
    """Draw the tens of both axes."""
    for power in range(y.low, y.high + 1):
        down = y.at(10.0**power)
        yield _line(x.start, down, x.end, down)
        yield _text(_milliseconds(power), x.start - 6, down + 4, anchor="end")
    for power in range(x.low, x.high + 1):
        across = x.at(10.0**power)
        yield _line(across, y.start, across, y.end)
        yield _text(_facts(power), across, y.start + 16, anchor="middle")


def _line(across: float, down: float, to: float, until: float) -> str:
    return f'<line x1="{across:.1f}" y1="{down:.1f}" x2="{to:.1f}" y2="{until:.1f}" stroke="#ddd"/>'


def _key(colours: Mapping[str, str], across: int, top: int) -> Iterator[str]:
    for at, (name, colour) in enumerate(colours.items()):
        left, down = at % _ACROSS * (across // _ACROSS) + 16, top + at // _ACROSS * _KEY
        yield f'<rect x="{left}" y="{down - 4}" width="18" height="4" fill="{colour}"/>'
        yield _text(name, left + 26, down + 3, anchor="start")


def _text(text: str, across: float, down: float, *, anchor: str, more: str = "") -> str:
    return (
        f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="{anchor}" {_FONT}'
        f"{' ' * bool(more)}{more}>{escape(text)}</text>"
    )


def _milliseconds(power: int) -> str:
    return f"{10 ** (power - 3):,} s" if power >= 3 else f"{10.0**power:g} ms"  # noqa: PLR2004 - a thousand


def _facts(power: int) -> str:
    return f"{10 ** (power - 6):,}m" if power >= 6 else f"{10 ** (power - 3) / 1000:g}m"  # noqa: PLR2004 - a million
