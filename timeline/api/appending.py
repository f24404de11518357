"""Append events to a log together with what they change in its read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import clock
from timeline.api.deriving import derived
from timeline.facts.codec import decode
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Recorded
from timeline.store.proving import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from timeline.facts.entry import Commit, Entry
    from timeline.store.log import End, Log

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

    `at` is when, by default now.

    Raises:
        LogRefused: nothing was recorded.
    """
    end, at = log.end(), at or clock.now()
    number = end.last.number if end.last else 0
    new = list(_then(entries, end, at))
    models = derived(known, new, follows=number, anew=end.followed != number)
    return log.append(entries, at=at, message=message, models=models)


def rebuild(log: Log) -> str:
    """Make the read models of a log anew; return their digest.

    Raises:
        LogRefused: they are as they were.
    """
    commits, stored = log.history()
    log.derive(derived((), read_back(stored, commits), follows=len(commits), anew=True))
    return digest(log)


def _then(entries: Sequence[Entry], end: End, at: datetime) -> Iterator[Recorded]:
    """Give entries as they will be read back: times never go back."""
    moment = max(at, end.last.at) if end.last else at
    commit = end.last.number + 1 if end.last else 1
    for position, each in enumerate(entries, start=end.events + 1):
        yield Recorded(
            event=decode(each.payload), position=position, commit=commit, at=moment,
            file=each.file, line=each.line, verified=each.verified,
        )  # fmt: skip
