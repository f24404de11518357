"""Hold a figure with the unit that it was told in: `1.547bn CNY`, `60.5%`, `500 IPS/W`."""

import re
from decimal import Decimal

from attrs import frozen

from timeline.errors import ValueUnreadable
from timeline.money import Amount
from timeline.numbers import Bounds, NumberUnreadable, read_bounds
from timeline.numbers import plain as plain_number

__all__ = ["Measure", "MeasureUnreadable", "parse"]

_UNIT = re.compile(r"\s*(%|[^\W\d][\w/²³µ.-]*(?: [^\W\d][\w/²³µ.-]*){0,3})\s*$")


class MeasureUnreadable(ValueUnreadable):
    """A measure is not a number with a unit."""

    def __init__(self, text: str) -> None:
        """Show the text and a right form."""
        super().__init__(
            f"“{text}” is no figure with a unit",
            "write it as “15.47亿 CNY”, “60.5%”, “150 ms” or “78,563”",
        )


@frozen
class Measure:
    """An exact figure, or bounds, in a unit: a currency, `%`, a word, or none (a plain count)."""

    bounds: Bounds
    unit: str = ""

    def figures(self) -> tuple[Decimal, ...]:
        """Return the numbers that it states, scaled."""
        return self.bounds.figures()

    def __str__(self) -> str:
        """Write it so that it reads back the same."""
        if self.unit.isupper() and len(self.unit) == len("CNY"):
            return str(Amount(self.bounds, self.unit))
        number = _write(self.bounds)
        return f"{number}{'' if self.unit in {'', '%'} else ' '}{self.unit}"


def parse(text: str) -> Measure:
    """Read a measure as written: money where a currency stands, else a number and its unit."""
    try:
        money = Amount.parse(text)
    except ValueUnreadable:
        pass
    else:
        return Measure(money.bounds, money.currency)
    for cut in _cuts(text):
        try:
            return Measure(read_bounds(text[:cut].strip()), text[cut:].strip())
        except NumberUnreadable:
            continue
    raise MeasureUnreadable(text)


def _cuts(text: str) -> list[int]:
    """Return where the number may end and the unit begin, the longest number first."""
    unit = _UNIT.search(text)
    if unit is None:
        return [len(text)]
    return [
        len(text),
        *(
            at
            for at in range(len(text) - 1, unit.start(1) - 1, -1)
            if at == unit.start(1) or text[at - 1] == " "
        ),
    ]


def _write(bounds: Bounds) -> str:
    low, high = bounds.low, bounds.high
    if low is not None and low == high:
        return plain_number(low)
    if low is None and high is None:
        return "unknown"
    if high is None:
        return f"{'>' if bounds.low_open else '>='}{plain_number(low or Decimal(0))}"
    if low is None:
        return f"{'<' if bounds.high_open else '<='}{plain_number(high)}"
    opening, closing = "(" if bounds.low_open else "[", ")" if bounds.high_open else "]"
    return f"{opening}{plain_number(low)}, {plain_number(high)}{closing}"
