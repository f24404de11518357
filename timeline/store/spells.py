"""Read the answers that a log keeps as now known: who held and controlled what, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from duckdb import DuckDBPyConnection

__all__ = ["Spells"]

_BATCH = 1_000
Row = tuple[Any, ...]


class Spells:
    """What a log keeps of who held and controlled what, as long as it is open.

    Rows are given as they are read: nothing else may be asked until all of them are.
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Read nothing yet."""
        self._connection = connection

    @property
    def until(self) -> int | None:
        """The last commit of the log, which they follow; None where they do not."""
        until, last = self._connection.execute(query("models/followed")).fetchall()[0]
        return int(last) if until == last else None

    @property
    def finer(self) -> bool:
        """Whether any level is finer than what is kept of it."""
        ((finer,),) = self._connection.execute(query("market/finer")).fetchall()
        return bool(finer)

    def stakes(self, day: date, *, zeros: bool) -> Iterator[Row]:
        """Give who held what on a day, by company; with `zeros` what is known to be none too."""
        return self._rows("market/stakes", {"day": day, "zeros": zeros})

    def controls(self, day: date) -> Iterator[Row]:
        """Give who controlled whom on a day, by company."""
        return self._rows("market/controls", {"day": day})

    def stakes_differing(self, before: date, after: date) -> Iterator[Row]:
        """Give the stakes that were others on one day than on another, by company."""
        return self._rows("market/stakes_differing", {"before": before, "after": after})

    def controls_differing(self, before: date, after: date) -> Iterator[Row]:
        """Give the controls that were others on one day than on another, by company."""
        return self._rows("market/controls_differing", {"before": before, "after": after})

    def crossing(self, at: Iterable[Decimal], first: date, last: date) -> Iterator[Row]:
        """Give the spells up to a day of stakes that may cross a level from another day on."""
        return self._rows("market/crossing", {"at": list(at), "first": first, "last": last})

    def parted(self) -> list[tuple[int, str]]:
        """Return which facts, by position, say that they are a part of a larger one, and of which.

        Those alone that move stakes.
        """
        return list(self._rows("market/parted", {}))

    def happened(self, asked: Mapping[str, Any]) -> Iterator[Row]:
        """Give how many facts happened in each span of days, and maybe which: see the query."""
        return self._rows("market/happened", dict(asked))

    def tellings(self, on: date) -> Iterator[Row]:
        """Give each fact that happened up to a day in each document that told it, by document."""
        return self._rows("market/tellings", {"on": on})

    def _rows(self, name: str, asked: dict[str, Any]) -> Iterator[Row]:
        result = self._connection.execute(query(name), asked)
        while rows := result.fetchmany(_BATCH):
            yield from rows
