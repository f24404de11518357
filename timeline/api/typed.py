"""Read what was typed for a question: days, commits, choices, numbers, thresholds, folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, get_args

from timeline.errors import ValueUnreadable
from timeline.shares import Share

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.record.documents import Documents

__all__ = [
    "Day",
    "Recorded",
    "Shares",
    "any_day",
    "asked",
    "commit",
    "day",
    "documents",
    "number",
    "one_of",
    "several",
    "shares",
    "tables",
    "texts",
]

Day = date | str
"""A day, as a date or as its ISO text: `2025-09-01`."""

Recorded = date | str | int
"""A day as `Day`, or a commit: 12, or `#12`."""

C = TypeVar("C")


def day(value: Recorded) -> date:
    """Read a day; of a time, its day.

    Raises:
        ValueUnreadable: it is none.
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueUnreadable(f"“{value}” is no day", "write it as 2025-09-01") from None


def asked(value: Recorded) -> date:
    """Read a day that something is asked of.

    Raises:
        ValueUnreadable: it is none, or the first or last that there is.
    """
    found = day(value)
    if found in {date.min, date.max}:
        hint = "it stands for what has no end"
        raise ValueUnreadable(f"nothing is asked of {found}", hint)
    return found


def any_day(value: Recorded | None) -> date | None:
    """Read a day, if one is given.

    Raises:
        ValueUnreadable: it is none.
    """
    return None if value is None else day(value)


def commit(value: Recorded | None) -> str | date | None:
    """Read a day or a commit, as `recorded` takes it."""
    if isinstance(value, int):
        return f"#{value}"
    return value if value is None or isinstance(value, str) else day(value)


def documents(path: Path | str | None) -> Documents:
    """Open the folder of documents: as given, or the one that TIMELINE_DOCUMENTS names."""
    from timeline.record.documents import Documents

    return Documents.open(path or os.environ.get("TIMELINE_DOCUMENTS") or None)


def one_of(value: C, choices: object, name: str) -> C:
    """Return a value that is one of a type's literals.

    Raises:
        ValueUnreadable: it is not.
    """
    known = get_args(choices)
    if value not in known:
        listed = ", ".join(f"“{each}”" for each in known)
        raise ValueUnreadable(f"“{value}” is no {name}", f"say one of {listed}")
    return value


def number(value: object, least: int, most: int, name: str) -> int:
    """Return a whole number within bounds.

    Raises:
        ValueUnreadable: it is not within.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueUnreadable(f"“{value}” is no number of {name}", f"from {least} to {most}")
    return value


def texts(*values: object) -> None:
    """See that names are texts, those that are given.

    Raises:
        ValueUnreadable: one of them is not.
    """
    for each in values:
        if not (each is None or isinstance(each, str)):
            raise ValueUnreadable(f"“{each}” is no name", "give an id, a name or an alias as text")


def tables(*values: object) -> None:
    """See that what stands for a table of a ledger's file is one.

    Raises:
        ValueUnreadable: one of them is not.
    """
    for each in values:
        if not isinstance(each, Mapping):
            raise ValueUnreadable(
                f"“{each}” is no table", 'write it as {"type": "stake-changed", …}'
            )


def several(value: object) -> tuple[str, ...]:
    """Return names as a tuple; one alone is a text.

    Raises:
        ValueUnreadable: it is neither a text nor several.
    """
    if isinstance(value, str):
        return (value,)
    names = tuple(value) if isinstance(value, Iterable) else (value,)
    texts(*names)
    return names


Shares = str | list[str | int | Decimal] | tuple[str | int | Decimal, ...]
"""Thresholds: `5%,10%`, or a list of such texts or of numbers of percent."""


def shares(value: object) -> tuple[Fraction, ...]:
    """Read thresholds, exact shares of a company, in percent and in order.

    Raises:
        ValueUnreadable: one of them is no exact share.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or any(isinstance(each, float) for each in parts):
        hint = "write it as 5%,10%, or as a list of such texts, whole numbers or Decimals"
        raise ValueUnreadable(f"“{value}” has no exact threshold", hint)
    told = [Share.parse(each.strip() if isinstance(each, str) else f"{each}%") for each in parts]
    if not told or not all(each.exact and not each.is_none for each in told):
        raise ValueUnreadable(f"“{value}” has no threshold", "write it as 5%,10%")
    return tuple(sorted({Fraction(each.low) for each in told}))
