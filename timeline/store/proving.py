"""Digest the read models, and prove that they are what the events give.

A digest is of what the rows say: neither their order nor how they came to be
there counts. Rows are hashed and summed by DuckDB, and none is held here.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from timeline.facts.chain import digest_of, unordered
from timeline.store import days, places
from timeline.store.fault import Fault
from timeline.store.held import Held
from timeline.store.log import Log
from timeline.store.models import remake, require_followed
from timeline.store.queries import query
from timeline.store.refusals import LogCorrupt, ModelsBehind, translated
from timeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from timeline.store.models import Derive

__all__ = ["digest", "unproved"]

_BATCH = 65_536


def digest(log: Log) -> str:
    """Return what all rows of a log's read models come to.

    Raises:
        ModelsBehind: they do not follow the log to its end.
    """
    with log.reading() as connection:
        require_followed(connection)
        each = _digests(connection)
    return digest_of("".join(f"{model} {total}\n" for model, total in each.items()))


def unproved(log: Log, derive: Derive) -> list[Fault]:
    """Compare what is derived from a log's events with that made anew, in a file of its own."""
    try:
        return _unproved(log, derive)
    except LogCorrupt as fault:
        return [Fault(kind="log-corrupt", where=str(log.path), message=fault.message)]


def _unproved(log: Log, derive: Derive) -> list[Fault]:
    import duckdb

    with TemporaryDirectory() as folder, log.reading() as held:
        try:
            require_followed(held)
        except ModelsBehind as fault:
            return [Fault(kind="models-behind", where="the read models", message=fault.message)]
        with Log(Path(folder, "anew.duckdb")).writing() as made:
            try:
                return _unlike(held, made, derive)
            except duckdb.Error as fault:
                told = translated(log.path, fault)
                if isinstance(told, LogCorrupt):  # the log is, which is read, not what is made
                    raise told from fault
                raise


def _unlike(held: DuckDBPyConnection, made: DuckDBPyConnection, derive: Derive) -> list[Fault]:
    misshapen = list(_misshapen(held, made))
    if any(each.where.startswith("table") for each in misshapen):
        return misshapen  # then no row can be read
    with transaction(made):
        remake(made, derive.anew(Held(held)))
    return [*misshapen, *_misplaced(held), *_differing(held, made)]


def _misplaced(held: DuckDBPyConnection) -> Iterator[Fault]:
    for where, kept in (("places", places), ("days", days)):
        if kept.total(held) != kept.total_due(held):
            message = "they are not where the events are to be found"
            yield Fault(kind="models-differ", where=where, message=message)


def _misshapen(held: DuckDBPyConnection, made: DuckDBPyConnection) -> Iterator[Fault]:
    """Compare the tables, views and macros; one that was added does no harm."""
    found = dict(held.execute(query("models/shape")).fetchall())
    for name, definition in made.execute(query("models/shape")).fetchall():
        if found.get(name) != definition:
            what = "it is not there" if name not in found else "it is not as this program makes it"
            yield Fault(kind="models-differ", where=name, message=what)


def _differing(held: DuckDBPyConnection, made: DuckDBPyConnection) -> Iterator[Fault]:
    found, due = _digests(held), _digests(made)
    for model in sorted(found.keys() | due.keys()):
        if found.get(model) != due.get(model):
            yield Fault(
                kind="models-differ",
                where=f"{model}, {_first_differing(model, held, made)}",
                message="its rows are not those that the events give",
            )


def _digests(connection: DuckDBPyConnection) -> dict[str, str]:
    """Return how many rows each table has, with what their digests come to in any order."""
    connection.execute(query("models/rows"))
    rows = connection.execute(query("models/digests")).fetchall()
    return {model: f"{held} {_total(quarters)}" for model, held, *quarters in rows}


def _total(quarters: list[int]) -> str:
    """Put the sums of the quarters of digests together: the sum of the digests."""
    whole = 0
    for quarter in quarters:
        whole = (whole << 64) + quarter
    return unordered([f"{whole:x}"])


def _first_differing(model: str, held: DuckDBPyConnection, made: DuckDBPyConnection) -> str:
    """Name the first thing of which the two tables say another."""
    pairs = zip_longest(_rows(model, held), _rows(model, made))
    subjects = next(pair for pair in pairs if pair[0] != pair[1])
    names = [each[0] for each in subjects if each is not None and each[0] is not None]
    return min(names, default="a row of nothing")


def _rows(model: str, connection: DuckDBPyConnection) -> Iterator[tuple[str | None, str]]:
    result = connection.execute(query("models/rows_of"), {"model": model})
    while rows := result.fetchmany(_BATCH):
        yield from rows
