"""Ask eventsourcing, which keeps events in SQLite and answers by replaying them.

Fair, since nothing of it is left out and nothing is done twice: a company is an
aggregate, as its consistency boundary; a thousand facts are saved in one
transaction; answers come from one pass over its notification log in large pages,
which is quicker than making every aggregate anew. It keeps the last claim of each
pair, as its projections would. It is slow enough to take a tenth of the facts.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

import duckdb
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from tools.bench import raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tools.bench.place import Place
    from tools.bench.side import Timed, Timing

__all__ = ["appends", "market_day", "rebuilds", "writes"]

Claim = tuple[Any, ...]
_ROWS = """
SELECT company, holder, interest, turn, (low * 100)::INTEGER, (high * 100)::INTEGER,
    day::VARCHAR, published::VARCHAR
FROM claims WHERE n <= $last ORDER BY n LIMIT $most
"""
_SAVED = 1_000  # facts of one transaction
_PAGE = 10_000  # notifications that are read at a time
_APPENDED = 10_000


class Company(Aggregate):
    """A company, and what was told of who holds of it."""

    def __init__(self, name: str) -> None:
        """Begin with nothing told."""
        self.name = name
        self.stakes: dict[tuple[str, str], tuple[int, int, int]] = {}

    @staticmethod
    def create_id(name: str) -> UUID:
        """Return the same id for the same name."""
        return uuid5(NAMESPACE_URL, name)

    @event("Told")
    def tell(  # noqa: PLR0913, PLR0917 - the columns of a claim
        self,
        holder: str,
        interest: str,
        turn: int,
        low: int,
        high: int,
        day: str,  # noqa: ARG002 - kept in the event, which is replayed
        published: str,  # noqa: ARG002 - as above
    ) -> None:
        """Tell what the level of a pair is, or was."""
        pair = (holder, interest)
        self.stakes[pair] = max(self.stakes.get(pair, (0, 0, 0)), (turn, low, high))


class Companies:
    """The application, with the aggregates that it has saved kept at hand."""

    def __init__(self, path: Path) -> None:
        """Open the file; it need not be there yet."""
        self.application = Application(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        )
        self.kept: dict[str, Company] = {}

    def save(self, claims: Iterable[Claim]) -> int:
        """Tell of all claims, some of them in each transaction; return how many there were."""
        waiting, count = iter(claims), 0
        while several := list(islice(waiting, _SAVED)):
            touched = {name: self._company(name) for name, *_ in several}
            for name, *told in several:
                touched[name].tell(*told)
            self.application.save(*touched.values())
            count += len(several)
        return count

    def _company(self, name: str) -> Company:
        if name not in self.kept:
            self.kept[name] = Company(name)
        return self.kept[name]

    def events(self) -> Iterator[Any]:
        """Give all events in the order saved."""
        first = 1
        while page := self.application.recorder.select_notifications(first, _PAGE):
            yield from map(self.application.mapper.to_domain_event, page)
            first = page[-1].id + 1


def market_day(place: Place) -> Iterator[Timed]:
    """Give the whole market on a day, by replaying every fact."""
    with _opened(_saved(place)) as companies:
        while True:
            yield lambda: _held(companies, place.on.isoformat())


def rebuilds(place: Place) -> Iterator[Timed]:
    """Make the levels of every pair over all time, by replaying every fact."""
    with _opened(_saved(place)) as companies:
        while True:
            yield lambda: _levels(companies)


def appends(place: Place) -> Iterator[Timed]:
    """Save facts into a new file."""
    claims = _claims(place, _APPENDED)
    while True:
        with TemporaryDirectory(dir=place.folder) as folder, _opened(Path(folder, "x")) as new:
            yield lambda: new.save(claims)


def writes(count: int) -> Timing:
    """Make the side that adds so many facts to ten thousand durably, in one transaction."""

    def timing(place: Place) -> Iterator[Timed]:
        with TemporaryDirectory(dir=place.folder) as folder, _opened(Path(folder, "x")) as some:
            claims = _claims(place, _APPENDED)
            some.save(claims)
            while True:
                yield lambda: some.save(claims[:count])

    return timing


def _held(companies: Companies, on: str) -> list[tuple[int, float, float]]:
    last: dict[tuple[UUID, str, str], Any] = {}
    for each in companies.events():
        if type(each) is Company.Told and each.day <= on:
            pair = (each.originator_id, each.holder, each.interest)
            if pair not in last or last[pair].turn < each.turn:
                last[pair] = each
    held = [each for each in last.values() if each.high > 0]
    return [
        (len(held), sum(each.low for each in held) / 100, sum(each.high for each in held) / 100)
    ]


def _levels(companies: Companies) -> int:
    levels: dict[tuple[UUID, str, str], list[tuple[int, int, int]]] = {}
    for each in companies.events():
        if type(each) is Company.Told:
            pair = (each.originator_id, each.holder, each.interest)
            levels.setdefault(pair, []).append((each.turn, each.low, each.high))
    for several in levels.values():
        several.sort()
    return sum(map(len, levels.values()))


def _claims(place: Place, most: int | None = None) -> list[Claim]:
    with duckdb.connect(raw.claims_only(place), read_only=True) as connection:
        return connection.execute(_ROWS, {"last": raw.last(place), "most": most}).fetchall()


def _saved(place: Place) -> Path:
    def make(path: Path) -> None:
        with _opened(path) as companies:
            companies.save(_claims(place))

    return place.once(f"events-{place.share}.sqlite", make)


@contextmanager
def _opened(path: Path) -> Iterator[Companies]:
    companies = Companies(path)
    try:
        yield companies
    finally:
        companies.application.close()
