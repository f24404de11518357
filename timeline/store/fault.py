"""Name what can be wrong with a log."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Fault", "Kind"]

Kind = Literal[
    "log-corrupt",  # DuckDB's own blocks fail their checksums
    "commit-forged",  # a head does not cover its commit's fields
    "commit-missing",
    "commit-added",  # two rows with one number
    "chain-broken",  # a commit does not follow from the one before
    "time-reversed",  # a commit is dated before the one before it
    "event-missing",
    "event-added",
    "event-altered",
    "event-mislabelled",  # the columns beside a payload are not the payload's own
    "events-reordered",
    "id-repeated",
    "column-missing",
    "column-changed",  # it holds values of another type
    "trigger-missing",
    "trigger-changed",
    "trigger-added",
    "tail-cut",  # heads.txt has a commit that the log does not reach
    "head-differs",  # heads.txt has another head for a commit
    "head-unknown",  # heads.txt has heads, and none of this log
    "models-behind",  # the read models do not follow the log to its end
    "models-differ",  # they are not what the events give
]


@frozen(kw_only=True)
class Fault:
    """One thing that is not as it was recorded: its kind, where it is, what is wrong."""

    kind: Kind
    where: str
    message: str
