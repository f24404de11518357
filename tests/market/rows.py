"""Make the rows of a market with DuckDB: SQL alone, with no Python object for a row.

The files of `sql/` run in the order of their names and need one variable,
`market`, a struct of the parameters; they run in DuckDB's own shell as well.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import duckdb
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.market.market import Market

__all__ = ["COLUMNS", "Rows", "made"]

_SQL = Path(__file__).with_name("sql")
_STREAMS = 100  # numbers are drawn in so many streams at most: those of two seeds never meet
_ORIGIN = date(1970, 1, 1)
_PART = 20_000  # rows that are brought over to Python at a time

COLUMNS = (
    "id", "type", "occurred", "published", "standing", "document", "holder", "company",
    "jointly_with", "interest", "before", "after", "by", "stake", "cause", "paid", "order",
    "kind", "deal", "state", "parties.acquirer", "parties.target", "amount",
    "of", "corrects", "reason", "because", "batch",
)  # fmt: skip
"""The columns of the bulk files, in their order: fields of the facts, and the delivery."""


@frozen
class Rows:
    """The rows of a market in a database of their own, in the order recorded."""

    connection: duckdb.DuckDBPyConnection
    count: int

    def texts(self) -> Iterator[dict[str, Any]]:
        """Give each row: the columns of the files, and those that tell of its document."""
        for first in range(1, self.count + 1, _PART):
            found = self.connection.execute(
                "FROM rows_between($first, $last) ORDER BY n",
                {"first": first, "last": first + _PART - 1},
            )
            names = [each[0] for each in found.description or ()]
            yield from (dict(zip(names, row, strict=True)) for row in found.fetchall())

    def entities(self) -> list[dict[str, Any]]:
        """Return every entity that some fact names."""
        found = self.connection.execute("FROM entities")
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@contextmanager
def made(market: Market, *, spill: Path | None = None) -> Iterator[Rows]:
    """Make a market's rows in memory; with a folder to spill to, in little of it."""
    with duckdb.connect(":memory:") as connection:
        if spill:
            connection.execute("SET memory_limit = '1200MB'")
            connection.execute("SET temp_directory = $folder", {"folder": str(spill)})
        connection.execute("SET VARIABLE market = $values", {"values": _values(market)})
        for script in sorted(_SQL.glob("*.sql")):
            connection.execute(script.read_text("utf-8"))
        (count,) = connection.execute("SELECT count(*) FROM facts").fetchall()[0]
        yield Rows(connection, count)


def _values(market: Market) -> dict[str, object]:
    """Return the parameters as the SQL asks for them: days as numbers, shares also summed up."""
    values = attrs.asdict(market)
    first, last = values.pop("first"), values.pop("last")
    days = list(accumulate(values.pop("weekdays")))
    return {
        **values,
        "seed": market.seed * _STREAMS,
        "first_day": (first - _ORIGIN) // timedelta(1),
        "last_day": (last - _ORIGIN) // timedelta(1),
        "events_per_pair": market.events_per_pair,
        **{f"until_{day}": until for day, until in enumerate(days[:6], 1)},
        **_summed(market, _VAGUE),
        **_summed(market, _FATES),
    }


_VAGUE = {
    "vague_year": "until_year", "vague_month": "until_month", "vague_quarter": "until_quarter",
    "vague_range": "until_range", "undated": "until_undated",
}  # fmt: skip
_FATES = {
    "corrected_source": "until_source", "corrected_recording": "until_recording",
    "retracted": "until_retracted", "confirmed": "until_confirmed",
    "duplicates": "until_duplicate", "rivals": "until_rival",
}  # fmt: skip


def _summed(market: Market, names: dict[str, str]) -> dict[str, float]:
    """Return running sums of shares, under other names: one number drawn then chooses one."""
    sums = accumulate(getattr(market, name) for name in names)
    return dict(zip(names.values(), sums, strict=True))
