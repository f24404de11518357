"""Ask SQLite through Python's own module: a table of claims with an index each way.

Fair, since both indexes cover their question: the claims of one company or one
holder lie beside each other, in the order of their pairs and of time, and the
table itself need not be read. One statement takes the last claim of each pair by
SQLite's documented rule that the other columns are those of the row with the
maximum. It writes ahead (WAL) and waits for the disk, as DuckDB does.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb

from tools.bench import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.bench.place import Place
    from tools.bench.side import Timed, Timing

__all__ = ["one_party", "writes"]

_TABLE = """
CREATE TABLE claims (company TEXT, holder TEXT, interest TEXT, day TEXT, turn INTEGER,
    low INTEGER, high INTEGER, published TEXT);
"""
_INDEXES = """
CREATE INDEX of_company ON claims (company, holder, interest, turn, low, high);
CREATE INDEX of_holder ON claims (holder, company, interest, turn, low, high);
"""
_INSERT = "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ROWS = """
SELECT company, holder, interest, day::VARCHAR, turn, (low * 100)::INTEGER, (high * 100)::INTEGER,
    published::VARCHAR
FROM claims ORDER BY n
"""
_PARTS = 100_000
_ASKED = {
    "company": """
SELECT holder, low / 100.0, high / 100.0 FROM (
    SELECT holder, low, high, max(turn) FROM claims
    WHERE company = ? AND turn < ? GROUP BY holder, interest) WHERE high > 0
""",
    "holder": """
SELECT company, low / 100.0, high / 100.0 FROM (
    SELECT company, low, high, max(turn) FROM claims
    WHERE holder = ? AND turn < ? GROUP BY company, interest) WHERE high > 0
""",
}


def one_party(of: str) -> Timing:
    """Make the side that asks of one company, or of one holder, on a day."""

    def timing(place: Place) -> Iterator[Timed]:
        names, until = raw.names(place, of), _after(place)
        with closing(sqlite3.connect(_claims(place))) as connection:
            while True:
                yield lambda: [
                    row for name in names for row in connection.execute(_ASKED[of], (name, until))
                ]

    return timing


def writes(count: int) -> Timing:
    """Make the side that adds so many claims durably, in one transaction."""

    def timing(place: Place) -> Iterator[Timed]:
        with TemporaryDirectory(dir=place.folder) as folder:
            path = shutil.copy(_claims(place), Path(folder))
            with closing(sqlite3.connect(path)) as connection:
                rows = connection.execute("SELECT * FROM claims LIMIT ?", (count,)).fetchall()
                while True:
                    yield lambda: _write(connection, rows)

    return timing


def _write(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> int:
    with connection:
        connection.executemany(_INSERT, rows)
    return len(rows)


def _claims(place: Place) -> Path:
    def make(path: Path) -> None:
        with (
            duckdb.connect(raw.claims_only(place), read_only=True) as claims,
            closing(sqlite3.connect(path)) as connection,
        ):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLE)
            found = claims.execute(_ROWS)
            while rows := found.fetchmany(_PARTS):
                _write(connection, rows)
            connection.executescript(_INDEXES)

    return place.once("claims.sqlite", make)


def _after(place: Place) -> int:
    """Return the number that the turns of all claims of the day and before are below."""
    with duckdb.connect(raw.claims_only(place), read_only=True) as connection:
        found = connection.execute("SELECT packed($on::DATE + 1, 0, 0)", {"on": place.on})
        ((turn,),) = found.fetchall()
    return int(turn)
