"""File recorded events, in any order, under what they are about.

A filing never changes: filing one more event gives another filing. The shelf
behind it is shared and only ever grows; a filing reads no further than its own
count, so that filing costs the same however much is there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts import references
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    root_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.facts.entry import Recorded

__all__ = ["Filing"]


class _Shelf:
    """The growing part: every event in the order filed, and where to find it."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self.places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def put(self, event: Recorded) -> None:
        at = len(self.events)
        self.events.append(event)
        for place in dict.fromkeys(_places(event)):
            self.places[place].append(at)

    def copy(self, count: int) -> _Shelf:
        other = _Shelf()
        for event in self.events[:count]:
            other.put(event)
        return other


def _places(recorded: Recorded) -> Iterator[tuple[str, str]]:
    """Give every heading that an event is filed under."""
    event = recorded.event
    if isinstance(event, Fact):
        yield "facts", ""
        yield "type", event.TYPE
        yield "fact", root_of(event.id)[0]
        for _, entity in references.entities(event):
            yield "about", entity
        if isinstance(event, DealMoved):
            yield "deal", event.deal
    elif isinstance(event, DocumentDescribed):
        yield "document", event.document
    elif isinstance(event, EntityDescribed):
        yield "entity", event.entity
        yield "entities", ""
    elif isinstance(event, Corrected | Retracted | Confirmed | Renamed):
        named = event.of if isinstance(event.of, tuple) else (event.of,)
        for each in named:
            yield "statement", root_of(each)[0]
        if isinstance(event, Corrected):
            yield "replaces", event.by
        if isinstance(event, Renamed):
            yield "renamed", event.to


def _position(event: Recorded) -> int:
    return event.position


@frozen
class Filing:
    """Recorded events, filed under their type, whom they are about, and what they put right."""

    _shelf: _Shelf = field(factory=_Shelf, eq=False, repr=False)
    count: int = 0

    def file(self, event: Recorded) -> Filing:
        """Return a filing that holds this event as well."""
        shelf = (
            self._shelf if len(self._shelf.events) == self.count else self._shelf.copy(self.count)
        )
        shelf.put(event)
        return Filing(shelf, self.count + 1)

    def all(self, events: Iterable[Recorded]) -> Filing:
        """Return a filing that holds these events as well."""
        filing = self
        for event in events:
            filing = filing.file(event)
        return filing

    def under(self, heading: str, name: str = "") -> list[Recorded]:
        """Return the events filed under a heading, in the order recorded, however filed."""
        places = self._shelf.places.get((heading, name))
        if places is None:
            return []
        found = [self._shelf.events[at] for at in places if at < self.count]
        return sorted(found, key=_position)

    def names(self, heading: str) -> list[str]:
        """Return every name that something is filed under, sorted."""
        return sorted(
            name
            for (each, name), places in self._shelf.places.items()
            if each == heading and places[0] < self.count
        )
