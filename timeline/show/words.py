"""Write values in words for people: days, levels, amounts; and make text from outside safe to show.

Names, quotes and notes are other people's text, and text is data: what would
move a cursor, change a colour or turn the reading order around is shown as a
sign that can be seen.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from timeline.dates import day as exactly
from timeline.dates import plain
from timeline.numbers import brief
from timeline.numbers import plain as plain_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from timeline.dates import When
    from timeline.facts.measure import Measure
    from timeline.money import Amount, Count
    from timeline.numbers import Bounds
    from timeline.shares import Share
    from timeline.views.level import Level

__all__ = [
    "amount",
    "count",
    "level",
    "listed",
    "measure",
    "number",
    "on_day",
    "over",
    "phrase",
    "plural",
    "safe",
    "share",
    "when",
]

_WHOLE: Final = 100
_PLACES: Final = 4
_CONTROLS: Final = 0x20
_PICTURES: Final = 0x2400  # U+2400 and on picture the control characters: ␀ ␁ … ␛
_DELETE: Final = "\x7f"
_JOINERS: Final = "\u200c\u200d"  # they shape Indic and Persian letters, and hide nothing
_FOLDS: Final = "\t\n\v\f\r\x85\u2028\u2029"
_CAPITALS: Final = frozenset({
    "ai", "api", "asic", "cpu", "dram", "esg", "eu", "ev", "gpu", "hbm", "ip", "ipo", "iot", "llm",
    "npu", "r&d", "risc-v", "uk", "us", "usa",
})  # fmt: skip


def safe(text: str) -> str:
    """Return a text from outside with all that a terminal would obey made visible."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    """Return what stands for one character: itself, a picture of it, a dot, or a space."""
    if character.isprintable() or character in _JOINERS:
        return character
    if character in _FOLDS:
        return " "
    if ord(character) < _CONTROLS:
        return chr(_PICTURES + ord(character))
    if character == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    category = unicodedata.category(character)
    return {"Zs": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}.get(category, "\N{MIDDLE DOT}")


def phrase(slug: str) -> str:
    """Write a short name such as `ai-first` or `own_chips` as words: `AI first`, `own chips`."""
    words = safe(slug).replace("_", "-").split("-")
    return " ".join(each.upper() if each.casefold() in _CAPITALS else each for each in words)


def plural(number_of: int, one: str, many: str = "") -> str:
    """Write how many there are of something: `1 month`, `7 months`."""
    return f"{number_of:,} {one if number_of == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Write names one after the other: `A`, `A and B`, `A, B and C`."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


# Days


def when(date_: When) -> str:
    """Write a date as vague as it was told: `26 Aug 2025`, `by 15 Sep 2025`, `2018`."""
    return plain(date_)


def on_day(day: date) -> str:
    """Write an exact day: `26 Aug 2025`."""
    return plain(exactly(day))


def over(period: When) -> str:
    """Write a period so that it follows what went on in it: `over 3 years from Feb 2025`."""
    if period.length is not None and period.start is not None:
        return f"over {period.length} from {plain(period.start)}"
    words = plain(period)
    if period.kind != "interval":
        return words if words.startswith(("by ", "between ", "some ")) else f"in {words}"
    if period.start is not None and period.end is not None:
        return f"from {plain(period.start)} to {plain(period.end)}"
    return words


# Figures


def share(value: Share) -> str:
    """Write a share of a company, with the decimals that it was told with: `3.30%`."""
    if value.exact:
        return "nothing" if value.is_none else f"{value.low:.{value.places}f}%"
    low, high = (f"{each:.{value.places}f}%" for each in (value.low, value.high))
    return _percent(low, high, value)


def level(value: Level, unit: str = "percent") -> str:
    """Write a level of ownership: `3.34%`, `at least 5%`, `25% to under 50%`, `12,000 shares`."""
    if value.is_none:
        return "nothing"
    low = number(value.low)
    high = None if value.high is None else number(value.high)
    if unit == "percent":
        if value.exact:
            return f"{low}%"
        return _percent(f"{low}%", f"{high or _WHOLE}%", value)
    if value.exact:
        return f"{low} {'share' if value.low == 1 else 'shares'}"
    if value.low == 0 and high is None:
        return "something" if value.low_open else "unknown"
    return f"{_between(low if value.low else None, high, value)} shares"


def _percent(low: str, high: str, value: Share | Level) -> str:
    """Write bounds of a percentage; ends at nothing and at the whole go without saying."""
    from_nothing, to_whole = value.low == 0, value.high == _WHOLE and not value.high_open
    if from_nothing and to_whole:
        return "something" if value.low_open else "unknown"
    if from_nothing and value.low_open and not to_whole:
        return f"something, {'under' if value.high_open else 'at most'} {high}"
    return _between(None if from_nothing else low, None if to_whole else high, value)


def _between(low: str | None, high: str | None, value: Share | Level | Bounds) -> str:
    """Write bounds in words; an end that is None is none."""
    if low is None:
        return f"{'under' if value.high_open else 'at most'} {high}"
    lower = f"{'more than' if value.low_open else 'at least'} {low}"
    if high is None:
        return lower
    start = lower if value.low_open else low
    return f"{start} to {'under ' if value.high_open else ''}{high}"


def number(value: Fraction) -> str:
    """Write an exact fraction as a decimal; one that has no end is rounded, and says so."""
    scaled = abs(value) * 10**_PLACES
    whole, part = divmod(round(scaled), 10**_PLACES)
    decimals = f"{part:0{_PLACES}d}".rstrip("0")
    about = "" if scaled.denominator == 1 else "\N{ALMOST EQUAL TO}"
    sign = "-" if value < 0 else ""
    return f"{about}{sign}{whole:,}{'.' if decimals else ''}{decimals}"


def amount(value: Amount) -> str:
    """Write an amount of money: `more than 380bn CNY`, `1.547bn CNY`."""
    return f"{_bounds(value.bounds)} {value.currency}"


def count(value: Count, unit: str = "") -> str:
    """Write a count, of something where that is said: `12,000 shares`."""
    return f"{_bounds(value.bounds)} {unit}".rstrip()


def measure(value: Measure) -> str:
    """Write a figure in its unit: `1.547bn CNY`, `60.5%`, `78,563 images/s`."""
    money = len(value.unit) == len("CNY") and value.unit.isupper()
    bounds = _bounds(value.bounds, short=money or not value.unit)
    return f"{bounds}{'' if value.unit in {'', '%'} else ' '}{safe(value.unit)}"


def _bounds(bounds: Bounds, *, short: bool = True) -> str:
    if bounds.low is None and bounds.high is None:
        return "an unknown amount"
    write = brief if short else _grouped
    low = None if bounds.low is None else write(bounds.low)
    high = None if bounds.high is None else write(bounds.high)
    return low if bounds.exact and low is not None else _between(low, high, bounds)


def _grouped(value: Decimal) -> str:
    """Write a number in full with its thousands apart: `78,563`."""
    return f"{Decimal(plain_number(value)):,f}"
