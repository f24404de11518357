"""Append events to a log together with what they change in its read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import clock
from timeline.api.deriving import derived
from timeline.facts.codec import decode
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from timeline.facts.entry import Commit, Entry
    from timeline.store.log import Log
    from timeline.store.models import End, Models

__all__ = ["append", "rebuild"]


def append(
    log: Log,
    known: Sequence[Recorded],
    entries: Sequence[Entry],
    message: str,
    *,
    at: datetime | None = None,
) -> Commit:
    """Record entries as one commit, with what they change; `known` is all that the log holds.

    `at` is when, by default now. Where the log has moved on since `known` was read,
    its read models are left behind, for the next commit or `rebuild` to make anew.

    Raises:
        LogRefused: nothing was recorded.
    """
    moment = at or clock.now()

    def derive(end: End) -> Models | None:
        if end.number != max((each.commit for each in known), default=0):
            return None
        new = list(_then(entries, end, moment))
        return derived(known, new, follows=end.number, anew=end.followed != end.number)

    return log.append(entries, at=moment, message=message, derive=derive)


def rebuild(log: Log) -> str:
    """Make the read models of a log anew; return their digest.

    Raises:
        LogRefused: they are as they were.
    """
    from timeline.store.proving import digest

    commits, stored = log.history()
    log.derive(derived((), read_back(stored, commits), follows=len(commits), anew=True))
    return digest(log)


def _then(entries: Sequence[Entry], end: End, at: datetime) -> Iterator[Recorded]:
    """Give entries as they will be read back: times never go back."""
    moment = max(at, end.last.at) if end.last else at
    commit = end.number + 1
    for position, each in enumerate(entries, start=end.events + 1):
        yield Recorded(
            event=decode(each.payload), position=position, commit=commit, at=moment,
            file=each.file, line=each.line, verified=each.verified,
        )  # fmt: skip
