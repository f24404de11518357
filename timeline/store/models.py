"""Keep the read models: the answers as now known, beside the events that they are derived from.

What an append touches is replaced within its transaction, so that a log never
holds an event that its read models do not follow, nor the other way round. What
the rows are is worked out elsewhere, by the views, which are the specification.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeline.facts.entry import Commit
from timeline.store.queries import query
from timeline.store.refusals import ModelsBehind
from timeline.store.rows import last_commit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


__all__ = ["TABLES", "End", "Models", "end", "replace", "require_followed"]

TABLES = (
    "stakes", "controls", "deals", "programmes", "facts", "citations", "entities", "documents",
)  # fmt: skip
"""The tables that are filled from rows, in the order of filling."""

_NAMED = {"stakes_by_holder": "stakes"}
Row = tuple[Any, ...]


@frozen(kw_only=True)
class End:
    """Where a log ends: its last commit, its number of events, the last commit derived from.

    `followed` is -1 where the read models follow no commit yet.
    """

    last: Commit | None
    events: int
    followed: int

    @property
    def number(self) -> int:
        """The number of the last commit, 0 where there is none."""
        return self.last.number if self.last else 0


@frozen(kw_only=True)
class Models:
    """The rows that replace those of what was touched, table by table.

    `follows` is the number of the last commit before them. `anew` says that they
    are all there are, and every other row goes. `names` are whose
    rows are replaced: companies, deals, programmes, entities and documents by
    their ids, facts and what they cite by the facts' positions.
    """

    follows: int
    anew: bool = False
    names: Mapping[str, Collection[str] | Collection[int]] = field(factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(factory=dict)


def end(connection: DuckDBPyConnection) -> End:
    """Return where the log ends."""
    held, followed = connection.execute(query("models/ends")).fetchall()[0]
    return End(last=last_commit(connection)[0], events=held, followed=followed)


def replace(connection: DuckDBPyConnection, models: Models, number: int) -> None:
    """Replace what was touched, within a transaction, so that they follow a commit."""
    if models.anew:
        for table in (*TABLES, "stakes_by_holder"):
            connection.execute(query(f"models/clear_{table}"))
    elif models.follows:  # before the first commit there is nothing to forget
        for table in (*TABLES, "stakes_by_holder"):
            _forget(connection, table, models.names.get(_NAMED.get(table, table), ()))
    for table in TABLES:
        rows = models.rows.get(table, ())
        if rows:
            with connection.appender(table) as appender:
                appender.append_rows(rows)
    companies = list(models.names.get("stakes", ()))
    if companies:
        connection.execute(query("models/fill_stakes_by_holder"), {"names": companies})
    connection.execute(query("models/follow"), {"number": number})


def _forget(
    connection: DuckDBPyConnection, table: str, names: Collection[str] | Collection[int]
) -> None:
    if names:
        connection.execute(query(f"models/forget_{table}"), {"names": list(names)})


def require_followed(connection: DuckDBPyConnection) -> None:
    """See that the read models follow the log to its end.

    Raises:
        ModelsBehind: they do not.
    """
    if ("derived",) not in connection.execute(query("tables")).fetchall():
        raise ModelsBehind(-1)
    followed, last = connection.execute(query("models/followed")).fetchall()[0]
    if followed != last:
        raise ModelsBehind(followed, last)
