"""Keep where each event is found, so that nobody reads a whole log for a few of its events.

Rows are written with the events that they are of, sorted within a commit; `fill`
makes them anew, sorted all together. An event that this program cannot read is
found by its id alone.
"""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING

from timeline.errors import TimelineError
from timeline.facts.codec import decode
from timeline.facts.known_as import foldings
from timeline.facts.names import FACTS, NAMES
from timeline.facts.places import HEADINGS, NAMED, places
from timeline.facts.records import root_of
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from timeline.facts.fact import Event
    from timeline.facts.places import Place

__all__ = [
    "KNOWN",
    "PART",
    "add",
    "fill",
    "fill_in",
    "number_of",
    "places_of_id",
    "read_event",
    "taken",
    "total",
    "total_due",
]

PART = 1_000_000
"""Events that are gone through at a time."""

KNOWN = [f"{name} {each.VERSION}" for name, each in NAMES.items()]
"""Each type with its version, as SQL compares them."""

_NAMES = 50_000  # names that Python folds at a time
_HEADINGS = {each: place << 56 for place, each in enumerate(HEADINGS)}

Located = tuple[int, str, "Event | None"]
"""A position, the id of its event, and the event where it can be read."""


def number_of(place: Place) -> int:
    """Return the number of a place: that of the heading, then 56 bits of the name's MD5.

    In SQL, `(heading::UBIGINT << 56) | (md5_number_lower(name) >> 8)`.
    """
    heading, name = place
    digest = md5(name.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return _HEADINGS[heading] | int.from_bytes(digest[8:], "little") >> 8


def places_of_id(name: str) -> tuple[Place, Place]:
    """Return the places at one of which an event of an id is found, if there is one."""
    return ("event", name), ("fact", root_of(name)[0])


def taken(connection: DuckDBPyConnection, ids: Iterable[str]) -> list[str]:
    """Return those of some ids that events of a log have, withdrawn ones too, in their order."""
    several = list(ids)
    numbers = [number_of(place) for name in several for place in places_of_id(name)]
    found = connection.execute(query("places/at"), {"places": numbers}).fetchall()
    if not found:
        return []
    asked = {"ids": several, "positions": [position for (position,) in found]}
    return [name for (name,) in connection.execute(query("taken"), asked).fetchall()]


def read_event(payload: str | None) -> Event | None:
    """Read an event; None where its words were withdrawn, or are a newer program's."""
    try:
        return decode(payload) if payload else None
    except TimelineError:
        return None


def add(connection: DuckDBPyConnection, events: Iterable[Located]) -> None:
    """Keep where events are found, within the transaction that adds them."""
    with connection.appender("places") as rows:
        rows.append_rows(sorted(_rows(events)))


def fill(connection: DuckDBPyConnection) -> None:
    """Make all places anew, within a transaction."""
    connection.execute(query("places/clear"))
    ((last,),) = connection.execute(query("places/end")).fetchall()
    if last:
        fill_in(connection, 1, last)


def fill_in(connection: DuckDBPyConnection, first: int, last: int) -> None:
    """Keep where the events from one position to another are found, sorted all together."""
    connection.execute(query("places/unsorted"))
    for start in range(first, last + 1, PART):
        _gather(connection, start, min(start + PART - 1, last))
    connection.execute(query("places/fill"))
    connection.execute(query("places/unsorted"))


def total(connection: DuckDBPyConnection) -> tuple[int, int]:
    """Return how many places are kept and what they come to, for this DuckDB to compare."""
    ((held, summed),) = connection.execute(query("places/sum")).fetchall()
    return held, summed


def total_due(connection: DuckDBPyConnection) -> tuple[int, int]:
    """Return the same of the places at which the events are to be found, however kept."""
    ((last,),) = connection.execute(query("places/end")).fetchall()
    held, summed = 0, 0
    for start in range(1, last + 1, PART):
        connection.execute(query("places/unsorted"))
        _gather(connection, start, min(start + PART - 1, last))
        ((some, of_some),) = connection.execute(query("places/sum_unsorted")).fetchall()
        held, summed = held + some, summed + of_some
    connection.execute(query("places/unsorted"))
    return held, summed


def _gather(connection: DuckDBPyConnection, first: int, last: int) -> None:
    """Gather where events are found: by SQL, or as elsewhere where they are of another version."""
    span = {"first": first, "last": last, "known": KNOWN}
    connection.execute(query("places/macros"))
    connection.execute(query("places/gather"), {**span, "facts": list(FACTS)})
    _gather_names(connection, span)
    others = connection.execute(query("places/others"), span).fetchall()
    if others:
        with connection.appender("unsorted_places") as rows:
            rows.append_rows(_rows((at, name, read_event(text)) for at, name, text in others))


def _gather_names(connection: DuckDBPyConnection, span: dict[str, object]) -> None:
    """Gather where entities are found by name: folded by SQL where it is sure to fold the same.

    All other names are folded here, each of them once.
    """
    connection.execute(query("places/forget_names"))
    connection.execute(query("places/names"), span)
    connection.execute(query("places/unfolded"))
    first = 1
    while part := _some_unfolded(connection, first):
        with connection.appender("foldings") as rows:
            rows.append_rows((name, each) for name in part for each in foldings(name))
        first += len(part)
    connection.execute(query("places/gather_names"), {"heading": HEADINGS.index(NAMED)})
    connection.execute(query("places/forget_names"))


def _some_unfolded(connection: DuckDBPyConnection, first: int) -> list[str]:
    asked = {"first": first, "last": first + _NAMES - 1}
    rows = connection.execute(query("places/unfolded_part"), asked).fetchall()
    return [name for (name,) in rows]


def _rows(events: Iterable[Located]) -> Iterator[tuple[int, int]]:
    for position, name, event in events:
        for place in places(event) if event is not None else [("event", name)]:
            yield number_of(place), position
