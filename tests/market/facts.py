"""Make a market's rows into events, with the documents and entities that they rest on.

A row becomes one fact, or a correction with its fact, a retraction, a
confirmation; a document or entity is described just before it is first named.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from tests.market.rows import made
from timeline.dates import parse
from timeline.facts.entry import Recorded
from timeline.facts.fact import Citation, DocumentRef, EntityRef, Event, FactRef, Party
from timeline.facts.names import FACTS
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Retracted,
)
from timeline.money import Amount, Count
from timeline.shares import Points, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.market.market import Market
    from tests.market.rows import Rows

__all__ = ["Batch", "batches", "events", "events_of", "quotes", "recorded"]

Row = dict[str, Any]
_ORIGIN = datetime(1970, 1, 1, 18, tzinfo=UTC)
_PLAIN = (
    "id", "standing", "holder", "company", "interest", "cause", "order", "kind", "deal", "state",
)  # fmt: skip
_READ: dict[str, Callable[[str], object]] = {
    "occurred": parse, "before": Share.parse, "after": Share.parse, "by": Points.parse,
    "stake": Share.parse, "paid": Amount.parse, "amount": Amount.parse,
}  # fmt: skip
_COUNTED = {"capital-changed": {**_READ, "after": Count.parse}}
_NAMING = ("holder", "company", "jointly_with", "parties.acquirer", "parties.target")


@frozen(kw_only=True)
class Batch:
    """What was recorded at one stroke: one commit."""

    number: int
    at: datetime
    events: tuple[Event, ...]


def events(market: Market) -> Iterator[Event]:
    """Give every event of a market in the order recorded; well over a fact row each."""
    with made(market) as rows:
        yield from events_of(rows)


def batches(market: Market) -> Iterator[Batch]:
    """Give the same events by the commit that each was recorded in."""
    with made(market) as rows:
        described = _Described(rows)
        for number, several in groupby(rows.texts(), key=itemgetter("batch")):
            day = 0
            found: list[Event] = []
            for row in several:
                day = row["recorded_on"]
                found += described.before(row)
                found += _made_of(row)
            yield Batch(number=number, at=_ORIGIN + timedelta(day), events=tuple(found))


def recorded(market: Market) -> Iterator[Recorded]:
    """Give the same events as a log would give them back, with position and commit."""
    position = 0
    for batch in batches(market):
        for event in batch.events:
            position += 1
            yield Recorded(event=event, position=position, commit=batch.number, at=batch.at)


def events_of(rows: Rows) -> Iterator[Event]:
    """Give every event that rows stand for."""
    described = _Described(rows)
    for row in rows.texts():
        yield from described.before(row)
        yield from _made_of(row)


class _Described:
    """The documents and entities that were described so far."""

    def __init__(self, rows: Rows) -> None:
        self.waiting = {each["id"]: each for each in rows.entities()}
        self.documents: set[str] = set()

    def before(self, row: Row) -> Iterator[Event]:
        """Describe what a row names, where no row before it did."""
        for column in _NAMING:
            name = row[column]
            if name is not None and name in self.waiting:
                yield _entity(self.waiting.pop(name))
        document = row["document"]
        if document is not None and document not in self.documents:
            self.documents.add(document)
            yield _document(row)


def _entity(row: Row) -> EntityDescribed:
    return EntityDescribed(
        id=f"entity:{row['id']}", entity=EntityRef(row["id"]), kind=row["kind"], name=row["name"]
    )


def _document(row: Row) -> DocumentDescribed:
    retrieved = row["document_retrieved"]
    return DocumentDescribed(
        id=f"document:{row['document']}",
        document=DocumentRef(row["document"]),
        publisher=row["document_publisher"],
        published=parse(row["document_published"]),
        retrieved=None if retrieved is None else parse(retrieved),
    )


def _made_of(row: Row) -> Iterable[Event]:
    if row["type"] == "retracted":
        return (_retraction(row),)
    if row["type"] == "confirmed":
        return (Confirmed(id=row["id"], of=FactRef(row["of"]), citations=_citations(row)),)
    fact = _fact(row)
    return (fact,) if row["corrects"] is None else (fact, _correction(row))


def _retraction(row: Row) -> Retracted:
    return Retracted(
        id=row["id"], of=(FactRef(row["of"]),), reason=row["reason"], because=row["because"],
        citations=_citations(row),
    )  # fmt: skip


def _correction(row: Row) -> Corrected:
    return Corrected(
        id=f"corrected:{row['id']}", of=(FactRef(row["corrects"]),), by=FactRef(row["id"]),
        reason=row["reason"], because=row["because"],
    )  # fmt: skip


def _fact(row: Row) -> Event:
    readers = _COUNTED.get(row["type"], _READ)
    fields: dict[str, Any] = {name: row[name] for name in _PLAIN if row[name] is not None}
    for name, read in readers.items():
        if (text := row[name]) is not None:
            fields[name] = read(text)
    if row["jointly_with"] is not None:
        fields["jointly_with"] = (row["jointly_with"],)
    if row["deal"] is not None:
        fields["parties"] = tuple(
            Party(role=role, entity=row[f"parties.{role}"]) for role in ("acquirer", "target")
        )
    if row["published"] != row["document_published"]:
        fields["published"] = parse(row["published"])
    return FACTS[row["type"]](citations=_citations(row), **fields)


def _citations(row: Row) -> tuple[Citation, ...]:
    if row["document"] is None:
        return ()
    return tuple(Citation(document=row["document"], quote=each) for each in quotes(row))


def quotes(row: Row) -> list[str]:
    """Word what a row states, as its document could have: every figure stands in a quote."""
    words = [f"{name} {row[name]}" for name in ("before", "after", "by", "stake") if row[name]]
    money = [f"for {row[name]}" for name in ("paid", "amount") if row[name]]
    return ([", ".join(words)] if words else []) + money or ["so it was told"]
