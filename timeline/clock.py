"""Tell the time, in one place that tests can freeze.

Every “now” and “today” of the program comes from here, never from SQL: the
record clock (when a commit is made, in UTC) and the default day of a question.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from timeline.errors import ValueUnreadable

__all__ = ["now", "stamp", "today"]


def now() -> datetime:
    """Return the present instant in UTC, to the millisecond."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def today() -> date:
    """Return the day that questions mean by default: `TIMELINE_TODAY`, else the local day."""
    text = os.environ.get("TIMELINE_TODAY")
    if not text:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueUnreadable(
            f"TIMELINE_TODAY is no day: “{text}”", "write it as 2025-09-01"
        ) from None


def stamp(instant: datetime) -> str:
    """Write an instant as every output does: `2026-11-21T07:00:00.000Z`."""
    return (
        instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.")
        + f"{instant.microsecond // 1000:03d}Z"
    )
