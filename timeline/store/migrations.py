"""Bring a log's tables up to what this program knows, one named step at a time.

Each step is a file of `sql/migrations`, run in a transaction of its own and
recorded in the log, in the order of `KNOWN`. A log is migrated when it is
written to; reading only looks whether it can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import clock
from timeline.store import days, places
from timeline.store.blank import copied
from timeline.store.queries import query
from timeline.store.refusals import LogNewer, LogUnreadable
from timeline.store.transaction import naive, transaction

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from duckdb import DuckDBPyConnection

__all__ = ["KNOWN", "applied", "complete", "make_missing", "migrate", "require"]

KNOWN = (
    "0001_log", "0002_read_models", "0003_answers", "0004_places", "0005_days", "0006_names",
    "0007_claims", "0008_as_known", "0009_bearing", "0010_parts",
)  # fmt: skip


def _ask_anew(connection: DuckDBPyConnection) -> None:
    """Make the macros again that rest on tables which are others now."""
    connection.execute(query("migrations/0008_as_known"))


def _place_parts(connection: DuckDBPyConnection) -> None:
    places.fill(connection)
    _ask_anew(connection)


_FILLED = {
    "0004_places": places.fill,
    "0005_days": days.fill,
    "0006_names": places.fill,
    "0009_bearing": _ask_anew,
    "0010_parts": _place_parts,
}
"""What is made of what a log held before."""


def migrate(connection: DuckDBPyConnection, path: Path) -> None:
    """Run the migrations that this log has not had yet.

    Raises:
        LogUnreadable: the file is another database, or a newer program's.
    """
    if complete(connection):
        return
    done = applied(connection, path)
    if done or not copied(connection, naive(clock.now()), _make):
        _make(connection, len(done))


def _make(connection: DuckDBPyConnection, done: int = 0) -> None:
    """Run the migrations after so many that were done."""
    for number, name in enumerate(KNOWN[done:], start=done + 1):
        with transaction(connection):
            connection.execute(query(f"migrations/{name}"))
            if name in _FILLED:
                _FILLED[name](connection)
            row = {"number": number, "name": name, "at": naive(clock.now())}
            connection.execute(query("insert_migration"), row)


def make_missing(connection: DuckDBPyConnection, names: Collection[str]) -> None:
    """Make those of some tables that are gone from a log, as an empty one has them."""
    import duckdb

    gone = set(names) - {name for (name,) in connection.execute(query("tables")).fetchall()}
    if not gone:
        return
    with duckdb.connect() as empty:
        _make(empty)
        for name in sorted(gone):
            ((made,),) = empty.execute(query("models/definition"), {"name": name}).fetchall()
            connection.execute(made)


def applied(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Return the migrations that were run on this file; none where it is empty."""
    tables = {name for (name,) in connection.execute(query("tables")).fetchall()}
    if not tables:
        return []
    if not {"migrations", "commits", "events"} <= tables:
        raise LogUnreadable(path, "it is another DuckDB database")
    done = list(_done(connection) or ())
    ahead = [name for name in done if name not in KNOWN]
    if ahead:
        raise LogNewer(path, f"migration {ahead[0]}")
    return done


def require(connection: DuckDBPyConnection, path: Path) -> None:
    """See that a log opened for reading has the tables of the events.

    One that an older program wrote is read as it is: later tables are derived.
    """
    done = _done(connection)
    if done is None:
        raise LogUnreadable(path, "it is a DuckDB file without a log's tables")
    if done != KNOWN[: len(done)]:
        applied(connection, path)


def complete(connection: DuckDBPyConnection) -> bool:
    """Tell whether a log has had every migration: a log that is only read may be an older one."""
    return _done(connection) == KNOWN


def _done(connection: DuckDBPyConnection) -> tuple[str, ...] | None:
    """Return the migrations that a file says were run; None where it does not say."""
    import duckdb

    try:
        rows = connection.execute(query("migrations")).fetchall()
    except duckdb.CatalogException:
        return None
    return tuple(name for (name,) in rows)
