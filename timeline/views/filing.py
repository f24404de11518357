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
from timeline.facts.claims import ClaimAnswered, StatementEnded
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
        self.filed: set[tuple[int, str]] = set()
        self.places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def put(self, event: Recorded) -> None:
        """File an event, unless it was filed before: what comes twice is one event."""
        name = (event.position, event.event.id)
        if name in self.filed:
            return
        self.filed.add(name)
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
        yield from _places_of_fact(event)
    elif isinstance(event, DocumentDescribed):
        yield "document", event.document
    elif isinstance(event, EntityDescribed):
        yield "entity", event.entity
        yield "entities", ""
    elif isinstance(event, Corrected | Retracted | Confirmed | Renamed):
        named = event.of if isinstance(event.of, tuple) else (event.of,)
        for each in named:
            yield "statement", root_of(each)[0]
        if isinstance(event, Corrected | Retracted):
            yield "statement id", event.id
        if isinstance(event, Corrected):
            yield "replaces", event.by
        if isinstance(event, Renamed):
            yield "renamed", event.to


def _places_of_fact(fact: Fact) -> Iterator[tuple[str, str]]:
    yield "facts", ""
    yield "type", fact.TYPE
    yield "fact", root_of(fact.id)[0]
    for _, entity in references.entities(fact):
        yield "about", entity
    if isinstance(fact, DealMoved):
        yield "deal", fact.deal
    elif isinstance(fact, StatementEnded):
        yield "ending", root_of(fact.of)[0]
    elif isinstance(fact, ClaimAnswered):
        yield "answer", root_of(fact.of)[0]


def _position(event: Recorded) -> int:
    return event.position


@frozen
class Filing:
    """Recorded events, filed under their type, whom they are about, and what they put right.

    An event filed again changes nothing.
    """

    _shelf: _Shelf = field(factory=_Shelf, eq=False, repr=False)
    count: int = 0

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
