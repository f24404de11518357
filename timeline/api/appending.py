"""Append events to a log together with what they change in its read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import clock
from timeline.api.collecting import seldom_collected
from timeline.api.deriving import derive_by
from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from timeline.facts.entry import Commit, Entry
    from timeline.store.log import Log
    from timeline.store.watching import Watch

__all__ = ["append", "rebuild"]


def append(
    log: Log,
    entries: Sequence[Entry],
    message: str,
    *,
    at: datetime | None = None,
    workers: int = 1,
) -> Commit:
    """Record entries as one commit, with what they change; `at` is when, by default now.

    Only what they touch is read of the log; by so many processes, where that is much.
    Read models that are behind are made anew first.

    Raises:
        LogRefused: nothing was recorded.
    """
    with seldom_collected():
        return log.append(entries, at=at or clock.now(), message=message, derive=derive_by(workers))


def rebuild(log: Log, *, workers: int = 1, watch: Watch = unwatched) -> str:
    """Make the read models of a log anew, by so many processes; return their digest.

    `watch` is told how far it is.

    Raises:
        LogRefused: they are as they were.
    """
    from timeline.store.proving import digest

    with seldom_collected():
        log.rebuild(derive_by(workers, watch))
    return digest(log)
