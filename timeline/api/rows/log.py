"""Rows of what the log holds: commits, faults, and the clocks that a question was asked by."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from timeline.api.rows.table import Row, Rows

__all__ = ["Commit", "Fault", "Recorded", "Resolved", "Verified"]


@frozen(kw_only=True, repr=False)
class Recorded(Row):
    """The last commit that counts: its number, time and head; each None where there is none."""

    commit: int | None = None
    at: datetime | None = None
    head: str | None = None


@frozen(kw_only=True, repr=False)
class Resolved(Row):
    """The clocks of a question as they were understood."""

    on: date
    known: date | None = None
    recorded: Recorded


@frozen(kw_only=True, repr=False)
class Commit(Row):
    """A commit of the log: its number, when it was made, how many events it holds, its head."""

    commit: int
    at: datetime
    message: str = ""
    events: int
    head: str


@frozen(kw_only=True, repr=False)
class Fault(Row):
    """What is not as it was recorded."""

    kind: str
    where: str
    message: str


@frozen(kw_only=True, repr=False)
class Verified(Row):
    """Whether a log is as it was recorded; `head` is the last commit's, None where it has none."""

    ok: bool
    head: str | None = None
    faults: Rows[Fault]
