"""Draw how far into a period a day is, in months: `■■··········  7 of 36 months`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from timeline.views.strategies import months

if TYPE_CHECKING:
    from datetime import date

    from timeline.dates import When

__all__ = ["progress"]

_CELLS: Final = 18


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
