"""Write to plain DuckDB: claims from objects, from files, a few at a time; intervals made anew.

What is appended is durable when the call returns. Nothing is derived from it and
nothing proves it: the table of claims is all.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb

from tools.bench import raw
from tools.bench.place import facts_in
from tools.bench.script import script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from tests.market.bulk import Format
    from tools.bench.place import Place
    from tools.bench.side import Timed, Timing

__all__ = [
    "appends_files",
    "appends_objects",
    "opens_and_writes",
    "opens_and_writes_to_small",
    "rebuilds",
    "writes",
]

_OBJECTS = 100_000
_SMALL = 500


def appends_objects(place: Place) -> Iterator[Timed]:
    """Append rows that are Python tuples through the Appender, to an empty table."""
    rows = _rows(place, min(place.events // 5, _OBJECTS))
    while True:
        with _new(place) as connection:
            yield lambda: _append(connection, rows)


def appends_files(form: Format) -> Timing:
    """Make the side that appends a vendor's files by SQL alone, to an empty table."""

    def timing(place: Place) -> Iterator[Timed]:
        files = facts_in(place.delivered(form))
        count = place.delivered_facts
        while True:
            with _new(place) as connection:
                connection.execute("SET VARIABLE files = $files", {"files": files})
                yield lambda: _executed(connection, f"insert_{form}", count)

    return timing


def writes(count: int) -> Timing:
    """Make the side that adds so many claims to all others, in one commit."""

    def timing(place: Place) -> Iterator[Timed]:
        rows = _rows(place, count)
        with _copied(place) as connection:
            while True:
                yield lambda: _append(connection, rows)

    return timing


def opens_and_writes(count: int) -> Timing:
    """Make the side that opens the file for it and closes it after, as `record` does.

    A log that is held open would be closed to everybody else.
    """

    def timing(place: Place) -> Iterator[Timed]:
        rows = _rows(place, count)
        with TemporaryDirectory(dir=place.folder) as folder:
            path = place.copied(raw.claims_only(place), Path(folder, "claims.duckdb"))
            while True:
                yield lambda: _open_and_append(path, rows)

    return timing


def opens_and_writes_to_small(place: Place) -> Iterator[Timed]:
    """Do so with one claim, on top of a few hundred."""
    rows = _rows(place, _SMALL)
    with TemporaryDirectory(dir=place.folder) as folder:
        path = Path(folder, "claims.duckdb")
        with raw.empty(path) as connection:
            _append(connection, rows)
        while True:
            yield lambda: _open_and_append(path, rows[:1])


def rebuilds(place: Place) -> Iterator[Timed]:
    """Make the interval of every claim anew with lead(), in no order."""
    count = raw.last(place)
    with _copied(place) as connection:
        while True:
            yield lambda: _executed(connection, "intervals", count)


def _append(connection: DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]) -> int:
    connection.execute("BEGIN")
    with connection.appender("claims") as claims:
        claims.append_rows(rows)
    connection.execute("COMMIT")
    return len(rows)


def _open_and_append(path: Path, rows: Sequence[tuple[Any, ...]]) -> int:
    with duckdb.connect(path) as connection:
        return _append(connection, rows)


def _executed(connection: DuckDBPyConnection, name: str, count: int) -> int:
    connection.execute(script(name))
    return count


def _rows(place: Place, count: int) -> list[tuple[Any, ...]]:
    with duckdb.connect(raw.claims_only(place), read_only=True) as connection:
        return connection.execute("FROM claims WHERE n <= $n ORDER BY n", {"n": count}).fetchall()


@contextmanager
def _new(place: Place) -> Iterator[DuckDBPyConnection]:
    with (
        TemporaryDirectory(dir=place.folder) as folder,
        raw.empty(Path(folder, "claims.duckdb")) as connection,
    ):
        yield connection


@contextmanager
def _copied(place: Place) -> Iterator[DuckDBPyConnection]:
    with TemporaryDirectory(dir=place.folder) as folder:
        path = place.copied(raw.claims_only(place), Path(folder, "claims.duckdb"))
        with duckdb.connect(path) as connection:
            yield connection
