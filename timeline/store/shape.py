"""Compare a log's tables and triggers with those of a log made now."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from timeline.store.fault import Fault
from timeline.store.log import Log
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

__all__ = ["columns", "triggers"]


def columns(connection: DuckDBPyConnection) -> Iterator[Fault]:
    """Compare the columns with those of a log made now; one that was added does no harm."""
    held = dict(connection.execute(query("verify_columns")).fetchall())
    for name, kind in _own("verify_columns").items():
        where = f"column {name}"
        if name not in held:
            message = "the column is not there, and what it held is lost"
            yield Fault(kind="column-missing", where=where, message=message)
        elif held[name] != kind:
            message = f"it holds {held[name]}, where {kind} was recorded"
            yield Fault(kind="column-changed", where=where, message=message)


def triggers(connection: DuckDBPyConnection) -> Iterator[Fault]:
    """Compare the triggers with those of a log made now."""
    due = _own("verify_triggers")
    held = dict(connection.execute(query("verify_triggers")).fetchall())
    for name in sorted(due.keys() | held.keys()):
        where = f"trigger {name}"
        if name not in held:
            message = "the trigger that refuses changes is not there"
            yield Fault(kind="trigger-missing", where=where, message=message)
        elif name not in due:
            message = "a trigger stands on the log that this program did not make"
            yield Fault(kind="trigger-added", where=where, message=message)
        elif held[name] != due[name]:
            message = f"the trigger is another: {held[name]}"
            yield Fault(kind="trigger-changed", where=where, message=message)


@cache
def _own(name: str) -> dict[str, str]:
    """Return what a query of names tells of a log made now, as this DuckDB writes it."""
    with Log.memory().reading() as fresh:
        return dict(fresh.execute(query(name)).fetchall())
