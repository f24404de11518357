"""Read the events of an open log back, those alone that somebody asks for."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from timeline.facts.codec import decode
from timeline.facts.entry import Recorded
from timeline.facts.names import FACTS
from timeline.facts.records import EntityDescribed
from timeline.store.kept import kept_of
from timeline.store.places import number_of, taken
from timeline.store.queries import query
from timeline.store.spells import Spells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date, datetime

    from duckdb import DuckDBPyConnection

    from timeline.facts.places import Place
    from timeline.store.kept import Kept

__all__ = ["Held"]

_KEPT = 50_000
_FEW = 100  # facts about one that are read without looking which of them are wanted
_PART = 10_000  # descriptions that are read at a time


class Held:
    """The events that a log holds, as long as it is open.

    What was read is kept for the next who asks for it, until `forget`.
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._read: dict[int, Recorded] = {}
        self._times: dict[int, datetime] = {}

    def under(self, places: Collection[Place]) -> list[Recorded]:
        """Return the events at some places, and maybe others, in order of position."""
        return self._at("places/at", {"places": sorted(map(number_of, places))})

    def within(self, first: date, last: date) -> list[Recorded]:
        """Return the facts that may have happened within some days, in order of position."""
        return self.at(self.positions_within(first, last))

    def positions_within(self, first: date, last: date) -> list[int]:
        """Return the positions of the facts that may have happened within some days, in order."""
        return self._positions("days/within", {"first": first, "last": last})

    def about_but_stakes(self, name: str) -> list[Recorded] | None:
        """Return the facts about one but for stakes that it has in others, in order of position.

        None where these are few, or where it is not kept which those are: who asks reads all.
        """
        positions = self._positions("places/at", {"places": [number_of(("about", name))]})
        ((until, last),) = self._connection.execute(query("models/followed")).fetchall()
        if len(positions) <= _FEW or until != last:
            return None
        own = self._positions("models/claimed_of", {"company": name})
        besides = self._positions("places/besides", {"positions": positions})
        return self.at(sorted({*own, *besides}))

    def of_types(self, types: Collection[str]) -> list[Recorded]:
        """Return the events of some types, in order of position."""
        return self._at("places/of_types", {"types": sorted(types)})

    def of_files(self, files: Collection[str], *, whole: bool) -> list[Recorded]:
        """Return the events that came from files; from all of a ledger's, if `whole`."""
        return self._at("places/of_files", {"files": sorted(files), "whole": whole})

    def companies(self, *, until: int) -> list[str]:
        """Return the companies of whose ownership commits up to one tell, by id."""
        found = self._connection.execute(query("places/companies"), {"until": until})
        return [name for (name,) in found.fetchall()]

    @property
    def spells(self) -> Spells:
        """The answers as now known that the log keeps."""
        return Spells(self._connection)

    def kept(self, companies: Collection[str]) -> dict[str, Kept]:
        """Return what the read models keep of companies, by id."""
        return kept_of(self._connection, companies)

    def withdrawn(self) -> dict[str, str]:
        """Return the digest of each event whose words were withdrawn, by its id."""
        return dict(self._connection.execute(query("withdrawn")).fetchall())

    def has(self, id_: str) -> bool:
        """Tell whether an event has this id, withdrawn or not."""
        return bool(taken(self._connection, [id_]))

    def found(self, places: Callable[[Recorded | None], Collection[Place]]) -> list[Recorded]:
        """Return the events at some places, and those at what each of these leads to in turn.

        `places` gives where to look: first of all for None, then for each event found.
        """
        found: dict[int, Recorded] = {}
        seen: set[Place] = set()
        asked = set(places(None))
        while asked:
            seen |= asked
            new = [each for each in self.under(asked) if each.position not in found]
            found |= {each.position: each for each in new}
            asked = {place for each in new for place in places(each)} - seen
        return [found[position] for position in sorted(found)]

    def at_line(self, file: str, line: int, *, until: int) -> list[Recorded]:
        """Return the fact recorded from a line of a file, in commits up to one: see the query."""
        types = {"types": list(FACTS), "file": file, "line": line, "until": until}
        return self._at("places/at_line", types)

    def like(self, id_: str, *, until: int) -> list[Recorded]:
        """Return the facts of commits up to one whose ids are most like this one: see the query."""
        types = {"types": list(FACTS), "name": id_, "until": until}
        return self._at("places/near_facts", types)

    def at(self, positions: Sequence[int]) -> list[Recorded]:
        """Return the events at positions in order, those that still have their words."""
        missing = [each for each in positions if each not in self._read]
        if missing:
            self._recorded("places/events", {"positions": missing})
        return [self._read[each] for each in positions if each in self._read]

    def _at(self, name: str, asked: dict[str, Any]) -> list[Recorded]:
        """Return the events at the positions that a query gives."""
        return self.at(self._positions(name, asked))

    def _positions(self, name: str, asked: dict[str, Any]) -> list[int]:
        found = self._connection.execute(query(name), asked).fetchall()
        return sorted({position for (position,) in found})

    def parts(self, size: int) -> Iterator[list[Recorded]]:
        """Give all events in order, those of so many positions at a time."""
        for first in range(1, self.end + 1, size):
            yield self.between(first, first + size - 1)

    @property
    def end(self) -> int:
        """The last position that holds an event; 0 where none does."""
        ((last,),) = self._connection.execute(query("places/end")).fetchall()
        return int(last)

    def between(self, first: int, last: int) -> list[Recorded]:
        """Return the events from one position to another, in order."""
        return self._recorded("places/between", {"first": first, "last": last})

    def described(self, until: int) -> Iterator[EntityDescribed]:
        """Give each entity as commits 1 to `until` described it last, in order of their ids.

        They are not kept, and nothing else may be asked until all are given.
        """
        result = self._connection.execute(query("described"), {"until": until})
        while rows := result.fetchmany(_PART):
            described = (decode(payload) for (payload,) in rows)
            yield from (each for each in described if isinstance(each, EntityDescribed))

    def forget(self) -> None:
        """Forget what was read, where that is much."""
        if len(self._read) > _KEPT:
            self._read.clear()

    def _recorded(self, name: str, asked: dict[str, Any]) -> list[Recorded]:
        """Read events, and keep them; one that was read before stays the object that it was."""
        rows = self._connection.execute(query(name), asked).fetchall()
        self._read_times(sorted({row[1] for row in rows} - self._times.keys()))
        return [self._one(*row) for row in rows]

    def _one(self, position: int, commit: int, payload: str, *told: Any) -> Recorded:  # noqa: ANN401
        if position not in self._read:
            file, line, verified = told
            self._read[position] = Recorded(
                event=decode(payload), position=position, commit=commit, at=self._times[commit],
                file=file, line=line, verified=tuple(verified),
            )  # fmt: skip
        return self._read[position]

    def _read_times(self, commits: Sequence[int]) -> None:
        if commits:
            asked = {"numbers": commits}
            rows = self._connection.execute(query("places/times"), asked).fetchall()
            self._times |= {number: at.replace(tzinfo=UTC) for number, at in rows}
