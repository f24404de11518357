"""Keep the read models: the answers as now known, beside the events that they are derived from.

What an append touches is replaced within its transaction, so that a log never
holds an event that its read models do not follow, nor the other way round. What
the rows are is worked out elsewhere, by the views, which are the specification.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from timeline.facts.entry import Recorded
from timeline.store.held import Held
from timeline.store.queries import query
from timeline.store.refusals import ModelsBehind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "DERIVED", "SMALL", "TABLES", "Derive", "Models", "follow", "followed", "remake", "replace",
    "require_followed",
]  # fmt: skip

TABLES = (
    "stakes", "controls", "claims", "bearings", "settled", "deals", "programmes", "facts",
    "citations", "entities", "documents",
)  # fmt: skip
"""The tables that are filled from rows, in the order of filling."""

DERIVED = (*TABLES, "stakes_by_holder", "derived", "places", "days")
"""All tables that are made of the events alone."""

SMALL = 20_000
"""Events of a log up to which read models that are behind are made anew by the next commit.

They are worked out by the views, in Python: some seconds for so many, and hours for millions.
"""

_FACTS = {"facts", "citations"}
_HOLDERS = 2  # where a row of stakes has who holds it
Row = tuple[Any, ...]


@frozen(kw_only=True)
class Models:
    """The rows that replace those of what was touched, table by table.

    `names` are whose rows are replaced: companies, deals, programmes, entities
    and documents by their ids, facts and what they cite by the facts' positions.
    Of what is claimed, single holdings may be replaced by their numbers: `claims_of`.
    """

    names: Mapping[str, Collection[str | int]] = field(factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(factory=dict)

    def without(self, positions: Collection[int]) -> Models:
        """Return the same with nothing to replace of facts at positions that are new."""
        names = {
            table: [each for each in names if each not in positions] if table in _FACTS else names
            for table, names in self.names.items()
        }
        return evolve(self, names=names)


@frozen
class Derive:
    """How read models are worked out: `anew` part by part from all that a log holds.

    `further` gives what new events change, to which no place leads yet.
    """

    anew: Callable[[Held], Iterable[Models]]
    further: Callable[[Held, Sequence[Recorded]], Models]


def replace(connection: DuckDBPyConnection, models: Models) -> None:
    """Replace what was touched, within a transaction."""
    companies = list(models.names.get("stakes", ()))
    if companies:
        asked = {"names": companies}
        rows = connection.execute(query("models/holders_of"), asked).fetchall()
        held = {"holders": [holder for (holder,) in rows], **asked}
        connection.execute(query("models/forget_stakes_by_holder"), held)
    for table, names in models.names.items():
        if names:
            connection.execute(query(f"models/forget_{table}"), {"names": list(names)})
    _add(connection, models)
    by_holder = sorted(_by_holder(models.rows.get("stakes", ())), key=_in_order)
    if by_holder:
        with connection.appender("stakes_by_holder") as appender:
            appender.append_rows(by_holder)


def remake(connection: DuckDBPyConnection, parts: Iterable[Models]) -> None:
    """Make all rows anew, within a transaction, of parts that have no row in common."""
    for table in (*TABLES, "stakes_by_holder"):
        connection.execute(query(f"models/clear_{table}"))
    for each in parts:
        _add(connection, each)
    connection.execute(query("models/refill_stakes_by_holder"))


def follow(connection: DuckDBPyConnection, number: int) -> None:
    """Say that the read models follow the log up to a commit."""
    connection.execute(query("models/follow"), {"number": number})


def followed(connection: DuckDBPyConnection) -> bool:
    """Tell whether the read models follow the log to its end."""
    until, last = connection.execute(query("models/followed")).fetchall()[0]
    return bool(until == last)


def _by_holder(stakes: Iterable[Row]) -> Iterator[Row]:
    """Repeat the spells of what is held by each of the holders."""
    return ((holder, *row) for row in stakes for holder in row[_HOLDERS])


def _in_order(row: Row) -> tuple[Any, ...]:
    """Return what the spells of holders are sorted by: holder, company, interest, class, day."""
    by_holder, company, _, _, interest, class_, unit, first_day, *_ = row
    return by_holder, company, interest, class_ or "", unit, first_day


def _add(connection: DuckDBPyConnection, models: Models) -> None:
    for table in TABLES:
        rows = models.rows.get(table, ())
        if rows:
            with connection.appender(table) as appender:
                appender.append_rows(rows)


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
