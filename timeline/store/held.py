"""Read the events of an open log back, those alone that somebody asks for."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from timeline.facts.codec import decode
from timeline.facts.entry import Recorded
from timeline.store.places import number_of
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from timeline.facts.places import Place

__all__ = ["Held"]

_KEPT = 50_000


class Held:
    """The events that a log holds, as long as it is open.

    What was read is kept for the next who asks for it, until `forget`.
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._read: dict[int, Recorded] = {}

    def under(self, places: Collection[Place]) -> list[Recorded]:
        """Return the events at some places, and maybe others, in order of position."""
        asked = {"places": sorted(map(number_of, places))}
        found = self._connection.execute(query("places/at"), asked).fetchall()
        return self._at([position for (position,) in found])

    def parts(self, size: int) -> Iterator[list[Recorded]]:
        """Give all events in order, so many positions at a time."""
        ((last,),) = self._connection.execute(query("places/end")).fetchall()
        for first in range(1, last + 1, size):
            span = {"first": first, "last": first + size - 1}
            rows = self._connection.execute(query("places/between"), span).fetchall()
            yield [self._recorded(row) for row in rows]

    def forget(self) -> None:
        """Forget what was read, where that is much."""
        if len(self._read) > _KEPT:
            self._read.clear()

    def _at(self, positions: Sequence[int]) -> list[Recorded]:
        missing = [each for each in positions if each not in self._read]
        if missing:
            for row in self._rows(missing):
                self._recorded(row)
        return [self._read[each] for each in positions if each in self._read]

    def _rows(self, positions: Iterable[int]) -> list[tuple[Any, ...]]:
        asked = {"positions": list(positions)}
        return self._connection.execute(query("places/events"), asked).fetchall()

    def _recorded(self, row: tuple[Any, ...]) -> Recorded:
        position, commit, at, payload, file, line, verified = row
        if position not in self._read:
            self._read[position] = Recorded(
                event=decode(payload), position=position, commit=commit, at=at.replace(tzinfo=UTC),
                file=file, line=line, verified=tuple(verified),
            )  # fmt: skip
        return self._read[position]
