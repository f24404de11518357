"""Open a log's file and let it go again, as often as somebody asks.

To start DuckDB takes ten times as long as to attach a file to it. So the DuckDB
that was last used waits, with no file open, for the next who opens the same log
in the same way: to read it, or to write to it. One in which anything went wrong,
or that somebody set otherwise, is ended, and so is one that a fork took over.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING

from timeline.store.queries import query

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

__all__ = ["let_go", "opened"]

_BOUND = {"memory_limit": "700MB"}
"""What an answer may use, where who writes may use what there is; the rest goes beside the log."""

_LOOKING = {"dynamic_or_filter_threshold": "5000"}
"""So many values are looked for by zone maps one by one; for more, all between the ends is read."""


class _Waiting:
    """The DuckDB that waits, and the log that it waits for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Path, DuckDBPyConnection] | None = None
        self._lost: list[object] = []

    def take(self, path: Path) -> DuckDBPyConnection | None:
        """Return the one that waits for this log, which then waits no longer."""
        with self._lock:
            if self._kept is None or self._kept[0] != path:
                return None
            (_, connection), self._kept = self._kept, None
            return connection

    def put(self, path: Path, connection: DuckDBPyConnection) -> None:
        """Let one wait; end the one that waited before."""
        with self._lock:
            before, self._kept = self._kept, (path, connection)
        if before is not None:
            before[1].close()

    def forget(self) -> None:
        """Forget it after a fork, unended: its threads are those of the other process."""
        self._lost.append(self._kept)
        self._lock, self._kept = Lock(), None


_READING, _WRITING = _Waiting(), _Waiting()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_READING.forget)
    os.register_at_fork(after_in_child=_WRITING.forget)


def opened(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """Return a connection that takes names from the log at this path."""
    import duckdb

    place = path.absolute()
    connection = (_READING if read_only else _WRITING).take(place)
    if connection is None:
        # What does not fit into memory is put beside the file.
        config: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": f"{place}.tmp",
            **_LOOKING,
            **(_BOUND if read_only else {}),
        }
        connection = duckdb.connect(config=config)
    try:
        way = "open/attach_to_read" if read_only else "open/attach"
        connection.execute(query(way), {"path": str(place)})
        connection.execute(query("open/use"))
    except BaseException:
        connection.close()
        raise
    return connection


def let_go(path: Path, connection: DuckDBPyConnection, *, read_only: bool, kept: bool) -> None:
    """Let a log's file go, with all that was written to it in its place.

    The connection waits for who opens it in the same way, if it is to be `kept`.
    """
    try:
        connection.execute(query("open/leave"))
        connection.execute(query("open/detach"))
    except BaseException:
        connection.close()
        raise
    if kept:
        (_READING if read_only else _WRITING).put(path.absolute(), connection)
    else:
        connection.close()
