"""Keep between which days each fact happened, so that what is asked of a week reads no more.

As with places: rows are written with the events that they are of, and `fill` makes
them anew, sorted all together.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline import dates
from timeline.facts.fact import Fact
from timeline.facts.names import FACTS
from timeline.store.places import KNOWN, PART, read_event
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from timeline.facts.fact import Event
    from timeline.store.places import Located

__all__ = ["add", "days_of", "fill", "fill_in", "total", "total_due"]


def days_of(event: Event | None) -> tuple[date, date] | None:
    """Return the first and the last day that a fact tells of; None for what is no fact.

    Whatever the clocks, it happened on none before and on none after.
    """
    if not isinstance(event, Fact):
        return None
    told = event.occurred
    if told is None:
        return date.min, date.max
    return told.earliest or date.min, told.latest or date.max


def add(connection: DuckDBPyConnection, events: Iterable[Located]) -> None:
    """Keep the days of facts at their positions, within the transaction that adds them."""
    found = sorted(_rows(events))
    if found:
        with connection.appender("days") as rows:
            rows.append_rows(found)


def fill(connection: DuckDBPyConnection) -> None:
    """Make the days of all facts anew, within a transaction."""
    connection.execute(query("days/clear"))
    ((last,),) = connection.execute(query("places/end")).fetchall()
    fill_in(connection, 1, last)


def fill_in(connection: DuckDBPyConnection, first: int, last: int) -> None:
    """Keep the days of the facts from one position to another, sorted all together."""
    connection.execute(query("days/unsorted"))
    for start in range(first, last + 1, PART):
        _gather(connection, start, min(start + PART - 1, last))
    connection.execute(query("days/fill"))
    connection.execute(query("days/unsorted"))


def total(connection: DuckDBPyConnection) -> tuple[int, int]:
    """Return how many facts have days, and what these come to, for this DuckDB to compare."""
    ((held, summed),) = connection.execute(query("days/sum")).fetchall()
    return held, summed


def total_due(connection: DuckDBPyConnection) -> tuple[int, int]:
    """Return the same of the days that the events tell of, however kept."""
    ((last,),) = connection.execute(query("places/end")).fetchall()
    held, summed = 0, 0
    for start in range(1, last + 1, PART):
        connection.execute(query("days/unsorted"))
        _gather(connection, start, min(start + PART - 1, last))
        ((some, of_some),) = connection.execute(query("days/sum_unsorted")).fetchall()
        held, summed = held + some, summed + of_some
    connection.execute(query("days/unsorted"))
    return held, summed


def _gather(connection: DuckDBPyConnection, first: int, last: int) -> None:
    """Gather the days of facts: what is told otherwise than as a day is read once."""
    span = {"first": first, "last": last, "known": KNOWN}
    connection.execute(query("days/told"), {**span, "facts": list(FACTS)})
    vague = connection.execute(query("days/vague")).fetchall()
    connection.execute(query("days/read"))
    if vague:
        with connection.appender("read_days") as rows:
            rows.append_rows(_read(text) for (text,) in vague)
    connection.execute(query("days/gather"))
    others = connection.execute(query("places/others"), span).fetchall()
    found = list(_rows((at, name, read_event(text)) for at, name, text in others))
    if found:
        with connection.appender("unsorted_days") as rows:
            rows.append_rows(found)


def _read(text: str) -> tuple[str, date, date]:
    when = dates.parse(text)
    return text, when.earliest or date.min, when.latest or date.max


def _rows(events: Iterable[Located]) -> Iterator[tuple[date, date, int]]:
    for position, _, event in events:
        days = days_of(event)
        if days is not None:
            yield *days, position
