"""File recorded events, in any order, under what they are about.

A filing never changes: filing one more event gives another filing. The shelf
behind it is shared and only ever grows; a filing reads no further than its own
count, so that filing costs the same however much is there.

A filing may stand over events that are kept elsewhere: what is asked for is
loaded when it is first asked for, and then reads as if it had been filed first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.fact import Fact
from timeline.facts.places import FILED, filed
from timeline.facts.records import EntityDescribed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from timeline.facts.entry import Recorded
    from timeline.facts.places import Place

    Load = Callable[[Collection[Place]], Iterable[Recorded]]

__all__ = ["Filing"]


class _Shelf:
    """The growing part: every event in the order filed, and where to find it."""

    def __init__(self, load: Load | None = None) -> None:
        self.events: list[Recorded] = []
        self.filed: set[tuple[int, str]] = set()
        self.places: defaultdict[Place, list[int]] = defaultdict(list)
        self.load = load
        self.loaded: dict[Place, list[Recorded]] = {}
        self.seen: set[int] = set()

    def put(self, event: Recorded) -> None:
        """File an event, unless it was filed before: what comes twice is one event."""
        name = (event.position, event.event.id)
        if name in self.filed:
            return
        self.filed.add(name)
        at = len(self.events)
        self.events.append(event)
        for place in _places(event):
            self.places[place].append(at)

    def ahead(self, asked: Iterable[Place]) -> list[Recorded]:
        """Load what is kept elsewhere at these places; return what was not loaded before."""
        wanted = {each for each in asked if each not in self.loaded}
        if self.load is None or not wanted:
            return []
        self.loaded |= {each: [] for each in wanted}
        found = list(self.load(wanted))
        for event in found:
            for place in wanted.intersection(filed(event.event)):
                self.loaded[place].append(event)
        new = [each for each in found if each.position not in self.seen]
        self.seen.update(each.position for each in new)
        return new

    def behind(self, place: Place) -> list[Recorded]:
        """Return what is kept elsewhere at a place."""
        if place[0] not in FILED:  # all that there is would be loaded
            raise KeyError(place[0])
        self.ahead([place])
        return self.loaded[place]

    def copy(self, count: int) -> _Shelf:
        other = _Shelf(self.load)
        other.loaded, other.seen = self.loaded, self.seen
        for event in self.events[:count]:
            other.put(event)
        return other


def _places(recorded: Recorded) -> Iterator[Place]:
    """Give where an event is filed, under what holds a whole kind too."""
    event = recorded.event
    yield from filed(event)
    if isinstance(event, Fact):
        yield "facts", ""
        yield "type", event.TYPE
    elif isinstance(event, EntityDescribed):
        yield "entities", ""


def _position(event: Recorded) -> int:
    return event.position


@frozen
class Filing:
    """Recorded events, filed under their type, whom they are about, and what they put right.

    An event filed again changes nothing.
    """

    _shelf: _Shelf = field(factory=_Shelf, eq=False, repr=False)
    count: int = 0

    @classmethod
    def over(cls, load: Load) -> Filing:
        """Return a filing of events that are kept elsewhere.

        `load` returns those at some places, and may return others beside them.
        What holds a whole kind (`facts`, `entities`, `type`) cannot be asked of it;
        `events` and `names` are those that were filed beyond.
        """
        return cls(_Shelf(load))

    def ahead(self, places: Iterable[Place]) -> list[Recorded]:
        """Load what is kept elsewhere at these places at one go, before it is asked for.

        Return the events that had not been loaded before.
        """
        return self._shelf.ahead(places)

    @property
    def loaded(self) -> list[Recorded]:
        """Every event that was loaded because it was asked for."""
        found = {each.position: each for several in self._shelf.loaded.values() for each in several}
        return list(found.values())

    def file(self, event: Recorded) -> Filing:
        """Return a filing that holds this event as well."""
        return self.all((event,))

    def all(self, events: Iterable[Recorded]) -> Filing:
        """Return a filing that holds these events as well."""
        ours = len(self._shelf.events) == self.count
        shelf = self._shelf if ours else self._shelf.copy(self.count)
        for event in events:
            shelf.put(event)
        return Filing(shelf, len(shelf.events))

    def first(self, count: int) -> Filing:
        """Return a filing of the first events that were filed, no more than so many."""
        return Filing(self._shelf, min(count, self.count))

    @property
    def events(self) -> list[Recorded]:
        """Every event filed, in the order recorded."""
        return sorted(self._shelf.events[: self.count], key=_position)

    def under(self, heading: str, name: str = "") -> list[Recorded]:
        """Return the events filed under a heading, in the order recorded, however filed."""
        place, shelf = (heading, name), self._shelf
        filed = shelf.places.get(place)
        found = [*shelf.behind(place)] if shelf.load is not None else []
        if filed is not None:
            found += [shelf.events[at] for at in filed if at < self.count]
        if len(found) > 1:
            found.sort(key=_position)
        return found

    def names(self, heading: str) -> list[str]:
        """Return every name that something is filed under, sorted."""
        return sorted(
            name
            for (each, name), places in self._shelf.places.items()
            if each == heading and places[0] < self.count
        )
