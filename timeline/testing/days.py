"""Name days as a person types them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from timeline.errors import ValueUnreadable

__all__ = ["days", "to_day"]

__tracebackhide__ = True


def to_day(day: str | date) -> date:
    """Return a day from its text.

    Raises:
        ValueUnreadable: it is no day.
    """
    if isinstance(day, date):
        return day.date() if isinstance(day, datetime) else day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValueUnreadable(f"“{day}” is no day", "write it as 2025-09-01") from None


def days(first: str | date, last: str | date) -> list[date]:
    """Return every day from one to another, both included.

    Raises:
        ValueUnreadable: one is no day, or the last is before the first.
    """
    begin, end = to_day(first), to_day(last)
    if end < begin:
        raise ValueUnreadable(f"{last} is before {first}", "name the first day first")
    return [begin + timedelta(each) for each in range((end - begin).days + 1)]
