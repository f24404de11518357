"""Ask a log in SQL: one query that reads it, and that can do nothing else.

The file is attached read-only to a database of its own, in memory, whose door to
every other file, to the network and to its own settings is shut before the query
is looked at. So a query holds up no other reader of this process, and what it
could still make, in memory, goes with it.

Security rests on those locks, not on reading the query. Its kind is looked at for
the sake of a clear answer.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.store.migrations import KNOWN, applied
from timeline.store.models import require_followed
from timeline.store.refusals import ModelsBehind
from timeline.store.refused_queries import QueryMissing, QueryRefused, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb
    from duckdb import DuckDBPyConnection

    from timeline.store.log import Log

__all__ = ["Asked", "Column", "arrow", "asking"]

MEMORY = "1GB"
_BATCH = 1_000
_OTHERWISE = re.compile(r"INTERVAL|TIMESTAMP_NS|TIME_NS")
"""Types of which Python has no equal: a month has no length, a datetime no nanoseconds."""
_READING = {"SELECT", "EXPLAIN", "MULTI"}  # a PIVOT is a MULTI


@frozen
class Column:
    """A column of what a query returns: its name, and its type as DuckDB writes it."""

    name: str
    type: str


class Asked:
    """What a query returns: its columns, and its rows as they come."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Read the columns of what was executed last."""
        described = connection.description or []
        self.columns = tuple(Column(str(each[0]), str(each[1])) for each in described)
        self._connection = connection

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """Give the rows, so many at a time; none is held for longer.

        Raises:
            QueryWrong: a value could not be worked out.
        """
        while True:
            with _translated():
                rows = self._connection.fetchmany(_BATCH)
            if not rows:
                return
            yield rows


@contextmanager
def asking(log: Log, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Asked]:
    """Run one query, and give what it returns while the log is open.

    Raises:
        LogRefused: the log cannot be read, or its read models are behind.
        QueryRefused: it would do more than read the log.
        QueryWrong: it cannot be run.
    """
    with _open(log) as connection, _translated():
        connection.execute(_one(connection, text), parameters)
        asked = Asked(connection)
        _require_held(asked.columns)
        yield asked


def arrow(log: Log, text: str, parameters: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - pyarrow need not be there
    """Return all that a query returns as an Arrow table.

    Raises:
        ImportError: there is no pyarrow.
        LogRefused: as `asking`.
    """
    with _open(log) as connection, _translated():
        _one(connection, text)
        return connection.sql(text, params=parameters).to_arrow_table()


@contextmanager
def _open(log: Log) -> Iterator[DuckDBPyConnection]:
    """Open a log for a query; see that it has all that can be asked for."""
    with log.apart(memory=MEMORY) as connection:
        if len(applied(connection, log.path)) < len(KNOWN):
            raise ModelsBehind(-1)
        require_followed(connection)
        yield connection


def _one(connection: DuckDBPyConnection, text: str) -> duckdb.Statement:
    """Return the one statement of a text, where it is one that reads."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryRefused("the query is not written in UTF-8", "write it in UTF-8") from None
    statements = connection.extract_statements(text)
    if not statements:
        raise QueryMissing
    if len(statements) > 1:
        raise QueryRefused(f"{len(statements)} queries were given", "ask one at a time")
    kind = _kind(statements[0])
    if kind not in _READING:
        raise QueryRefused(f"{kind.replace('_', ' ')} is refused: a log is only read here")
    return statements[0]


def _require_held(columns: Sequence[Column]) -> None:
    """See that Python holds every value as DuckDB has it.

    Raises:
        QueryRefused: a value of some column would be another.
    """
    for each in columns:
        found = _OTHERWISE.search(each.type)
        if found is not None:
            raise QueryRefused(
                f"“{each.name}” is of the type {found[0]}, whose values cannot be told as they are",
                f"cast it to text: {each.name}::VARCHAR",
            )


def _kind(statement: duckdb.Statement) -> str:
    """Return what kind a statement is; DuckDB knows some that its Python does not."""
    try:
        return statement.type.name
    except ValueError:
        return "this statement"


@contextmanager
def _translated() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as fault:
        raise refused(fault, MEMORY) from fault
