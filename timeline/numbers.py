"""Read numbers as people write them, exactly, and keep what is only bounded as bounds.

Nothing here is ever a float. `read_number` and `read_bounds` are strict and read
one value; `figures_in` is tolerant and finds every number of a running text:
`3.68%`, `15.47亿`, `1000 億`, `1,49,000`, `$3.8 trillion`, `三年`, `百分之三`, `half`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from attrs import evolve, frozen

from timeline.errors import ValueUnreadable
from timeline.numerals import (
    EXACT,
    FIGURE,
    LEAD,
    NUMBER,
    SCALES,
    UNITS,
    counted,
    folded,
    grammar,
    numeral,
)

__all__ = [
    "LONGEST",
    "SCALES",
    "Bounds",
    "Ends",
    "Figure",
    "NumberUnreadable",
    "brief",
    "excerpt",
    "figures_in",
    "folded",
    "plain",
    "read_bounds",
    "read_ends",
    "read_number",
]

LONGEST = 100  # characters of one value; whatever is longer is no value that a person wrote

_PLAIN = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_TO = re.compile(r"\s?(?:[-‐‑–—~至到]|to)\s?")

_SIGNS = {
    **dict.fromkeys((">", "over", "more than", "above", "超过", "超過", "逾", "超"), ">"),
    **dict.fromkeys((">=", "≥", "≧", "at least", "至少"), ">="),
    **dict.fromkeys(("<", "under", "less than", "below", "不到", "不足"), "<"),
    **dict.fromkeys(("<=", "≤", "≦", "at most", "up to", "不超过", "不超過"), "<="),
}
_MARKS = "|".join(sorted(_SIGNS, key=len, reverse=True))
_SIGNED = re.compile(rf"(?is)(?P<sign>{_MARKS})\s*(?P<rest>.+)")


class NumberUnreadable(ValueUnreadable):
    """A number or its bounds do not read as such."""

    def __init__(self, text: str, why: str = "is no number", hint: str = "") -> None:
        """Show the text and why it was refused; the hint shows right forms."""
        forms = "write it like 78,563 or 8.822m or 15.47亿, or >380bn or [25, 50)"
        super().__init__(f"“{excerpt(text)}” {why}", hint or forms)


@frozen
class Bounds:
    """Every value that an exact decimal may have; an end that is None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse ends that no value lies between, and an open end at infinity."""
        low, high = self.low, self.high
        endless = (low is None and self.low_open) or (high is None and self.high_open)
        empty = low is not None and high is not None and low >= high and not self.exact
        if endless or empty:
            raise NumberUnreadable(str(self), "holds no value, or is open where it has no end")

    @property
    def exact(self) -> bool:
        """Whether just one value is possible."""
        closed = not (self.low_open or self.high_open)
        return closed and self.low is not None and self.low == self.high

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies within."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the numbers that it states, each once and without its sign."""
        ends = (end.copy_abs() for end in (self.low, self.high) if end is not None)
        return tuple(dict.fromkeys(ends))

    def __str__(self) -> str:
        """Write it in the form that `read_bounds` reads back."""
        if self.low is None:
            if self.high is None:
                return "unknown"
            return ("<" if self.high_open else "<=") + brief(self.high)
        if self.high is None:
            return (">" if self.low_open else ">=") + brief(self.low)
        if self.exact:
            return brief(self.low)
        left, right = "(" if self.low_open else "[", ")" if self.high_open else "]"
        return f"{left}{brief(self.low)}, {brief(self.high)}{right}"


@frozen
class Ends:
    """The two ends of bounds as they were written, not yet read; None is unbounded."""

    low: str | None
    high: str | None
    low_open: bool = False
    high_open: bool = False


@frozen
class Figure:
    """One number found in running text, its place there, and its digits before scaling."""

    value: Decimal
    percent: bool
    start: int
    end: int
    mantissa: Decimal


def excerpt(text: str, most: int = 60) -> str:
    """Cut a text that is too long to show in a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def read_number(text: str) -> Decimal:
    """Read one number as written: `1,49,000`, `8.822m`, `15.47亿`, `三千八百`, `-60.5`."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    found = None
    if len(text) <= LONGEST:
        found = grammar(NUMBER).fullmatch(folded(text).replace("，", ",").strip())
    value = _value(found["number"]) if found else None
    if found is None or value is None:
        raise NumberUnreadable(text)
    return value.copy_negate() if found["sign"] == "-" else value


@lru_cache(maxsize=65536)
def read_bounds(text: str) -> Bounds:
    """Read one number or its bounds: `12`, `>380bn`, `<=25`, `over 5`, `[25, 50)`, `unknown`."""
    if text == "unknown":
        return Bounds(None, None)
    ends = read_ends(text)
    low = None if ends.low is None else read_number(ends.low)
    high = low if ends.high == ends.low else None if ends.high is None else read_number(ends.high)
    return Bounds(low, high, low_open=ends.low_open, high_open=ends.high_open)


def read_ends(text: str) -> Ends:
    """Part bounds as written into their two ends, without reading these."""
    if len(text) > LONGEST:
        raise NumberUnreadable(text, "is too long for a number")
    form = folded(text).replace("，", ",").strip()
    if form[:1] in {"[", "("} and form[-1:] in {"]", ")"}:
        return _interval(text, form)
    signed = _SIGNED.fullmatch(form)
    if signed is None:
        return Ends(form, form)
    sign, rest = _SIGNS[signed["sign"].lower()], signed["rest"]
    if sign[0] == ">":
        return Ends(rest, None, low_open=sign == ">")
    return Ends(None, rest, high_open=sign == "<")


def _interval(text: str, form: str) -> Ends:
    """Part `[low, high)`: at its only comma, or at the only one with a space after it."""
    inner = form[1:-1]
    ends = inner.split(",") if inner.count(",") == 1 else re.split(r",\s", inner)
    if len(ends) != 2:  # noqa: PLR2004  an interval has two ends
        raise NumberUnreadable(text, "has not two ends", "write it like [1,000, 2,000)")
    low, high = (end.strip() for end in ends)
    return Ends(low, high, low_open=form[0] == "(", high_open=form[-1] == ")")


def figures_in(text: str) -> tuple[Figure, ...]:
    """Find every number of a running text, in order; the numbers carry no sign.

    Digits glued behind a Latin letter are part of a name (`H20`, `AI5`), unless the
    letters are a currency (`RMB380bn`). Of a range (`2至3亿`, `5-6%`) the first number
    takes the second's scale or percent sign.
    """
    found: list[Figure] = []
    form = folded(text)
    for match in grammar(FIGURE).finditer(form):
        figure = _figure(match)
        if figure is None:
            continue
        if found and _TO.fullmatch(form, found[-1].end, figure.start):
            found[-1] = _scaled_like(figure, found[-1])
        found.append(figure)
    return tuple(found)


def _figure(match: re.Match[str]) -> Figure | None:
    """Read one match of running text; None where it is part of a name."""
    start, end = match.span()
    if match["half"]:
        return Figure(Decimal(50), percent=True, start=start, end=end, mantissa=Decimal(50))
    value = _value(match["number"]) if match["number"] else None
    if value is None:
        return None
    mantissa = _mantissa(match["number"], value)
    if match["parts"]:
        parts = counted(match["parts"]) or Decimal(1)
        value = mantissa = EXACT.divide(EXACT.multiply(value, Decimal(100)), parts)
    elif match["tenths"]:
        value = EXACT.multiply(value, Decimal(10))
    percent = bool(match["parts"] or match["percent"] or match["tenths"])
    return Figure(value, percent=percent, start=start, end=end, mantissa=mantissa)


def _scaled_like(later: Figure, earlier: Figure) -> Figure:
    """Give the first number of a rising range the percent sign or scale of the second."""
    bare = earlier.value == earlier.mantissa and not earlier.percent
    if not bare or earlier.mantissa >= later.mantissa:
        return earlier
    scales = (*SCALES.values(), *UNITS.values())
    scale = next((s for s in scales if EXACT.multiply(later.mantissa, s) == later.value), None)
    if later.percent or scale is None:
        return evolve(earlier, percent=later.percent)
    return evolve(earlier, value=EXACT.multiply(earlier.value, scale))


def _mantissa(text: str, value: Decimal) -> Decimal:
    """Give the leading digits as written; of a number in words all but its last scale."""
    lead = LEAD.match(text)
    return _value(lead[0] if lead else text.rstrip("万亿兆")) or value


def _value(text: str) -> Decimal | None:
    """Work out a number that the grammar admits, without an exponent; None if it is none."""
    value = numeral(text)
    return None if value is None else Decimal(plain(value))


def plain(value: Decimal) -> str:
    """Write a number without an exponent and without zeros that say nothing."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


def brief(value: Decimal) -> str:
    """Write a number for people, exactly: `380bn`, `8.822m`, `78,563`."""
    for scale, name in ((12, "tn"), (9, "bn"), (6, "m")):
        scaled = value.scaleb(-scale, EXACT)
        places = len(plain(scaled).partition(".")[2])
        if scaled.copy_abs() >= 1 and places <= 3:  # noqa: PLR2004  1.547bn, but 1,547,123,456
            return f"{Decimal(plain(scaled)):,f}{name}"
    return f"{Decimal(plain(value)):,f}"
