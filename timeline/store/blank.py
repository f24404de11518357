"""Copy an empty log instead of making one, for a process that makes several: replays and tests.

To make one takes a tenth of a second, to copy it a quarter of that. The first is made where it
is wanted; for the second one is made in a folder of its own, and copied from then on.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING
from weakref import finalize

from timeline.store.queries import query
from timeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from duckdb import DuckDBPyConnection

__all__ = ["copied"]


class _Blank:
    """The empty log to copy, once several were asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked = 0
        self._file: Path | None = None

    def file(self, make: Callable[[DuckDBPyConnection], None]) -> Path | None:
        """Return where it is, made if it is not there; None to who asks first, or without room."""
        import duckdb

        with self._lock:
            self._asked += 1
            if self._asked == 1:
                return None
            if self._file is None or not self._file.exists():  # a fork that ended took it away
                try:
                    self._file = self._made(make)
                except (OSError, duckdb.Error):  # there is no room for it, or no such folder
                    return None
            return self._file

    def _made(self, make: Callable[[DuckDBPyConnection], None]) -> Path:
        import duckdb

        folder = mkdtemp(prefix="timeline-")
        finalize(self, rmtree, folder, ignore_errors=True)
        file = Path(folder, "blank.duckdb")
        with duckdb.connect(file) as connection:
            make(connection)
        return file


_BLANK = _Blank()


def copied(
    connection: DuckDBPyConnection, at: datetime, make: Callable[[DuckDBPyConnection], None]
) -> bool:
    """Copy an empty log into a database that holds nothing, as one made at a time, in UTC.

    `make` makes what is to be copied. False where nothing was: none was made before, or can be.
    """
    file = _BLANK.file(make)
    if file is None:
        return False
    connection.execute(query("blank/attach"), {"path": str(file)})
    try:
        with transaction(connection):
            ((into,),) = connection.execute(query("blank/current")).fetchall()
            connection.execute(query(f"blank/copy_to_{into}"))
            for (trigger,) in connection.execute(query("blank/triggers")).fetchall():
                connection.execute(trigger)
            connection.execute(query("blank/date"), {"at": at})
    finally:
        connection.execute(query("blank/detach"))
    return True
