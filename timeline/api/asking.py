"""Answer questions in SQL: all rows at once, or as they come, or as an Arrow table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.show.rows import apart, plain
from timeline.store.asking import Asked, Column, arrow, asking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.store.log import Log

__all__ = ["Asked", "Column", "Table", "answered", "arrow_of", "asking"]


@frozen(kw_only=True)
class Table:
    """All that a query returned: its columns, and its rows as Python has their values."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as the command prints them with `--json`."""
        names = apart([each.name for each in self.columns])
        return [dict(zip(names, map(plain, row), strict=True)) for row in self.rows]


def answered(log: Log, query: str, parameters: Mapping[str, Any] | None = None) -> Table:
    """Return all that one query on a log returns; `$name` in it is a parameter.

    Raises:
        LogRefused: it cannot be run, or would do more than read the log.
    """
    with asking(log, query, parameters) as asked:
        rows = tuple(row for batch in asked.batches() for row in batch)
    return Table(columns=asked.columns, rows=rows)


def arrow_of(log: Log, query: str, parameters: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - pyarrow need not be there
    """Return all that one query on a log returns as an Arrow table.

    Raises:
        ArrowMissing: there is no pyarrow.
        LogRefused: as `answered`.
    """
    try:
        return arrow(log, query, parameters)
    except ImportError as fault:
        from timeline.api.rows.arrow import ArrowMissing

        raise ArrowMissing from fault
