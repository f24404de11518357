"""Ask plain DuckDB: one typed table of claims, and what a person who knows it would write.

The table has no documents, no proof, no bounds of days: a vague day is its last.
What was put right later is not modelled, which only makes these queries faster.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb

from tools.bench.place import facts_in
from tools.bench.script import script
from tools.bench.side import summed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from tools.bench.place import Place
    from tools.bench.side import Answer, Timed, Timing

__all__ = [
    "NAMES",
    "asks",
    "claims",
    "claims_only",
    "empty",
    "expects",
    "last",
    "names",
    "opened",
]

NAMES = 11  # companies or holders asked about, from the busiest to the least told of


def empty(path: Path) -> DuckDBPyConnection:
    """Open a new file with the table of claims and the macros that fill it."""
    connection = duckdb.connect(path)
    for each in ("1_macros", "2_claims"):
        connection.execute(script(each))
    return connection


def claims_only(place: Place) -> Path:
    """Return the database that holds the claims and nothing else."""

    def make(path: Path) -> None:
        with empty(path) as connection:
            connection.execute("SET VARIABLE files = $files", {"files": facts_in(place.parquet())})
            connection.execute(script("insert_parquet"))

    return place.once("claims.duckdb", make)


def claims(place: Place) -> Path:
    """Return the database that also holds the intervals, sorted in two ways."""

    def make(path: Path) -> None:
        place.copied(claims_only(place), path)
        with duckdb.connect(path) as connection:
            connection.execute(script("intervals"))
            connection.execute(script("sorted"))

    return place.once("raw.duckdb", make)


@contextmanager
def opened(place: Place) -> Iterator[DuckDBPyConnection]:
    """Open the claims and intervals to read them."""
    with duckdb.connect(claims(place), read_only=True) as connection:
        yield connection


def names(place: Place, of: str) -> list[str]:
    """Return the names that are asked about: of companies or holders, at even ranks."""

    def make(path: Path) -> None:
        with opened(place) as connection:
            ranked = [name for (name,) in connection.execute(script(f"ranked_{of}")).fetchall()]
        even = (at * (len(ranked) - 1) // (NAMES - 1) for at in range(NAMES))
        path.write_text("\n".join(ranked[at] for at in even), "utf-8")

    return place.once(f"each-{of}.txt", make).read_text("utf-8").splitlines()


def asks(name: str, *, each: str | None = None) -> Timing:
    """Make a side of a query; of `each` company or holder, one after the other."""

    def timing(place: Place) -> Iterator[Timed]:
        given = _given(name, place, each)
        with opened(place) as connection:
            while True:
                yield lambda: _rows(connection, name, given)

    return timing


def expects(name: str, *, each: str | None = None) -> Callable[[Place], Answer]:
    """Make the answer that all sides must give, from the first of every `share` claims."""

    def answer(place: Place) -> Answer:
        with opened(place) as connection:
            return summed(_rows(connection, name, _given(name, place, each)))

    return answer


def last(place: Place) -> int:
    """Return the position of the last claim that a side with a share takes."""
    with duckdb.connect(claims_only(place), read_only=True) as connection:
        ((count,),) = connection.execute("SELECT max(n) FROM claims").fetchall()
    return int(count) // place.share


def _given(name: str, place: Place, each: str | None) -> list[dict[str, object]]:
    """Return the parameters that a query names, for each time that it is asked."""
    given: dict[str, object] = {**place.days, "last": last(place)}
    asked = [{**given, "name": one} for one in names(place, each)] if each else [given]
    text = script(name)
    return [{key: one[key] for key in one if f"${key}" in text} for one in asked]


def _rows(
    connection: DuckDBPyConnection, name: str, given: Sequence[dict[str, object]]
) -> list[tuple[Any, ...]]:
    text = script(name)
    return [row for one in given for row in connection.execute(text, one).fetchall()]
