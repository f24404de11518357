"""Open a log's file and let it go again, as often as somebody asks.

To start DuckDB takes ten times as long as to attach a file to it. So the DuckDB
that was last used waits, with no file open, for the next who opens the same log.
One in which anything went wrong is ended, and so is one that a fork took over.
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


_WAITING = _Waiting()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WAITING.forget)


def opened(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """Return a connection that takes names from the log at this path."""
    import duckdb

    place = path.absolute()
    connection = _WAITING.take(place)
    if connection is None:
        # What does not fit into memory is put beside the file.
        connection = duckdb.connect(config={"temp_directory": f"{place}.tmp", **_LOOKING})
    try:
        way = "open/attach_to_read" if read_only else "open/attach"
        connection.execute(query("open/bound" if read_only else "open/unbound"))
        connection.execute(query(way), {"path": str(place)})
        connection.execute(query("open/use"))
    except BaseException:
        connection.close()
        raise
    return connection


def let_go(path: Path, connection: DuckDBPyConnection) -> None:
    """Let a log's file go, with all that was written to it in its place."""
    try:
        connection.execute(query("open/leave"))
        connection.execute(query("open/detach"))
    except BaseException:
        connection.close()
        raise
    _WAITING.put(path.absolute(), connection)
