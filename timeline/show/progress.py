"""Draw how far into a period a day is, in months: `■■··········  7 of 36 months`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

if TYPE_CHECKING:
    from datetime import date

    from timeline.dates import When

__all__ = ["months", "progress"]

_CELLS: Final = 18


def months(period: When, on: date) -> tuple[int, int, int] | None:
    """Return how many months of a period are over on a day, and how many it has.

    At the least and at the most: where its start is vague, it may have begun later.
    """
    first, last = period.earliest, period.latest
    if period.kind != "interval" or first is None or last is None:
        return None
    whole = _between(first, last) + 1
    if period.length is not None:
        whole = period.length.years * 12 + period.length.months or whole
    latest = period.start.latest if period.start is not None else None
    low, high = (
        min(max(_between(each, on), 0), whole) for each in (max(first, latest or first), first)
    )
    return low, high, whole


def _between(first: date, last: date) -> int:
    """Count the whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def progress(period: When, on: date) -> Text | None:
    """Draw the part of a period that is over; nothing where its ends are not told."""
    far = months(period, on)
    if far is None:
        return None
    low, high, whole = far
    filled = round(low * _CELLS / whole)
    perhaps = round(high * _CELLS / whole) - filled
    over = str(low) if low == high else f"{low} to {high}"
    return Text.assemble(
        ("■" * filled, "blue"), ("▤" * perhaps, "blue"),
        ("·" * (_CELLS - filled - perhaps), "bright_black"), (f"  {over} of {whole} months", "dim"),
    )  # fmt: skip
