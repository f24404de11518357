"""Prove that a log is what was recorded, and that its read models are what that gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.api.collecting import seldom_collected
from timeline.store.verify import verify as prove
from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.store.fault import Fault
    from timeline.store.heads import Head
    from timeline.store.log import Log
    from timeline.store.watching import Watch

__all__ = ["verify"]


@seldom_collected()
def verify(
    log: Log,
    heads: Sequence[Head] = (),
    *,
    quick: bool = False,
    workers: int = 1,
    watch: Watch = unwatched,
) -> list[Fault]:
    """Return all that is wrong with a log; `quick` does not derive its read models again.

    Else so many `workers` do: processes, where they are several. `watch` is told how far they are.

    They are proved from the events, so that a log at fault has that told first.

    Raises:
        LogRefused: the log cannot be opened at all.
    """
    faults = prove(log, heads)
    if faults or quick:
        return faults
    from timeline.api.deriving import derive_by
    from timeline.store.proving import unproved

    return unproved(log, derive_by(workers, watch))
