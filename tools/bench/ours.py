"""Ask deal-timeline itself: each function is our side of one question.

What there is none of raises `NotImplementedError` when it is called, which says
why; the page leaves its numbers out and says so too. Each is a generator, as `side.py` tells.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb
from attrs import evolve

import timeline
from tests.market.bulk import write_bulk
from tests.market.facts import events
from tests.market.ledger import tidy, write_ledger
from tests.market.market import Market
from timeline.api.appending import append, rebuild
from timeline.api.bulk import import_facts
from timeline.api.recording import check, record
from timeline.facts.codec import decode, entry
from timeline.facts.fact import Fact
from timeline.record.documents import Documents
from timeline.store.held import Held
from timeline.store.log import Log
from tools.bench.copies import repeat_models
from tools.bench.place import Place, facts_in
from tools.bench.raw import names
from tools.bench.script import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from tests.market.bulk import Format
    from timeline.facts.entry import Entry
    from timeline.facts.fact import Event
    from tools.bench.side import Timed, Timing

__all__ = [
    "appends_alone",
    "appends_files",
    "appends_objects",
    "events_read",
    "fortnight",
    "fortnight_payloads",
    "known_day",
    "known_day_narrowed",
    "known_day_unbounded",
    "ledger_checked",
    "ledger_recorded",
    "log_of",
    "market_changed",
    "market_day",
    "one_party",
    "rebuilds",
    "records_all",
    "windows_of",
    "writes",
    "writes_to_small",
]

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_ALL = os.cpu_count() or 1  # processors, as the commands take them
_OBJECTS = 10_000
_SMALL = 500  # events of a small log
_MODELLED = 20_000  # facts at most of an import that makes the read models too
_PART = 5_000  # events that are read at a time
_LEDGER = 10_000  # facts of the ledger in TOML


# --- answers: percent as the last two columns of each row, or one row of a count and two sums ---


def market_day(name: str) -> Timing:
    """Make the side of a query: one row, the count and sums of place.on, over an open connection.

    `day_macro` asks ownership_as_of, `day_named` that with names, `day_spells` our own table
    of spells by a plain filter on its days.
    """

    def timing(place: Place) -> Iterator[Timed]:
        with duckdb.connect(log_of(place), read_only=True) as connection:
            while True:
                yield lambda: connection.execute(script(name), {"on": place.on}).fetchall()

    return timing


def known_day(place: Place) -> Iterator[Timed]:
    """Ask ownership_as_known: one row, the count and sums of place.on as known on place.known.

    The log is open as for any answer of the program, with the memory that it takes for one.
    """
    with Log(log_of(place)).reading() as connection:
        while True:
            yield lambda: connection.execute(script("known_macro"), place.days).fetchall()


def known_day_unbounded(place: Place) -> Iterator[Timed]:
    """Ask the same in another client, which keeps all that it reads in memory."""
    with duckdb.connect(log_of(place), read_only=True) as connection:
        while True:
            yield lambda: connection.execute(script("known_macro"), place.days).fetchall()


def known_day_narrowed(place: Place) -> Iterator[Timed]:
    """Compose the same by the views, of a market that is smaller by the share.

    They narrow it to what can be together.
    """
    log = log_of(_smaller(place))

    def held() -> list[tuple[Any, ...]]:
        own = timeline.open(log).as_of(place.on, known=place.known).own()
        return [(each.low, 100 if each.high is None else each.high) for each in own.stakes]

    while True:
        yield held


def one_party(of: str) -> Timing:
    """Make the side that gives rows of each of names(place, of): "company" or "holder"."""

    def timing(place: Place) -> Iterator[Timed]:
        text = script(f"spells_of_{of}")
        with duckdb.connect(log_of(place), read_only=True) as connection:
            asked = [{"on": place.on, "name": each} for each in names(place, of)]
            while True:
                yield lambda: [
                    row for one in asked for row in connection.execute(text, one).fetchall()
                ]

    return timing


def fortnight(place: Place) -> Iterator[Timed]:
    """Show what happened in two weeks, as anybody who opens the log; it counts the facts."""
    first, last = place.fortnight
    log = log_of(place)
    while True:
        yield lambda: len(timeline.open(log).as_of().show(from_=first, to=last))


def market_changed(place: Place) -> Iterator[Timed]:
    """Say what two weeks changed of who held what, as anybody who opens the log."""
    first, last = place.fortnight
    eve, log = first - timedelta(days=1), log_of(place)

    def changed() -> list[tuple[Any, ...]]:
        found = timeline.open(log).as_of().diff(eve, last).changes
        after = (each.after for each in found)
        return [("", 0, 0) if each is None else ("", each.low, each.high) for each in after]

    while True:
        yield changed


def fortnight_payloads(place: Place) -> Iterator[Timed]:
    """Read the JSON of the same facts, and of those whose days only may be of them."""
    first, last = place.fortnight
    days = {"first": first, "last": last}
    with duckdb.connect(log_of(place), read_only=True) as connection:
        while True:
            yield lambda: len(connection.execute(script("fortnight"), days).fetchall())


def windows_of(place: Place) -> Iterator[Timed]:
    """Say of each of names(place, "company") what two weeks changed; it counts the events."""
    first, last = place.fortnight
    asked, log = names(place, "company"), log_of(place)

    def changed() -> int:
        view = timeline.open(log).as_of()
        return sum(len(view.window(first, last, about=each).events) for each in asked)

    while True:
        yield changed


def log_of(place: Place) -> Path:
    """Return the log of the whole market, imported from its files.

    Of copies, the read models are those of the one market, repeated.
    """

    def make(path: Path) -> None:
        _import(Log(path), place.parquet(), place.events, models=place.copies == 1)
        if place.copies > 1:
            repeat_models(log_of(place.one), path, place.copies)

    return place.once("deals.duckdb", make)


# --- writing: what is timed returns how many facts it has appended ---


def writes(count: int, *, models: bool = True) -> Timing:
    """Make the side that records so many facts in one commit on top of the whole market.

    Without `models`, the log alone is told of them, and the read models fall behind.
    """

    def timing(place: Place) -> Iterator[Timed]:
        told = _told(place, count // place.share)
        with TemporaryDirectory(dir=place.folder) as folder:
            log = Log(place.copied(log_of(place), Path(folder, "deals.duckdb")))
            for turn in range(1, 1_000_000):
                again = [entry(evolve(each, id=f"{each.id}-again-{turn}")) for each in told]
                yield partial(_record, log, again, models=models)

    return timing


def writes_to_small(*, models: bool = True) -> Timing:
    """Make the side that records one fact durably on top of a few hundred.

    With it goes what it is the first to name.
    """

    def timing(place: Place) -> Iterator[Timed]:
        told = events(Market(events=min(place.events, _OBJECTS)))
        with _new_log(place) as log:
            append(log, [entry(each) for each in islice(told, _SMALL)], "", at=_AT)
            with_it: list[Entry] = []
            for each in told:
                with_it.append(entry(each))
                if isinstance(each, Fact):
                    yield partial(_record, log, with_it, models=models)
                    with_it = []

    return timing


def appends_objects(*, models: bool = True) -> Timing:
    """Make the side that appends objects: encoded, chained and recorded in one commit."""

    def timing(place: Place) -> Iterator[Timed]:
        told = list(events(Market(events=min(place.events // 5, _OBJECTS))))
        while True:
            with _new_log(place) as log:
                yield lambda: _append_objects(log, told, models=models)

    return timing


def appends_files(form: Format, *, models: bool = True) -> Timing:
    """Make the side that imports some files of facts into an empty log, read models and all."""

    def timing(place: Place) -> Iterator[Timed]:
        facts = min(place.events, _MODELLED)
        market = Market(seed=place.market.seed, events=facts)
        folder = place.once(f"modelled-{form}", lambda path: write_bulk(market, path, form))
        while True:
            with _new_log(place) as log:
                yield lambda: _import(log, folder, facts, models=models)

    return timing


def appends_alone(place: Place) -> Iterator[Timed]:
    """Import place.delivered("parquet") into an empty log without making the read models.

    With the facts go the documents and entities that they name, which are events too.
    """
    folder = place.delivered("parquet")
    while True:
        with _new_log(place) as log:
            yield lambda: _import(log, folder, place.delivered_facts)


def records_all(place: Place) -> Iterator[Timed]:
    """Import the whole market, place.parquet(), into an empty log: the most memory it takes."""
    folder = place.parquet()
    while True:
        with _new_log(place) as log:
            yield lambda: _import(log, folder, place.events)


def rebuilds(place: Place) -> Iterator[Timed]:
    """Make all read models anew, of a market that is smaller by the share."""
    smaller = _smaller(place)
    with TemporaryDirectory(dir=place.folder) as folder:
        log = Log(place.copied(log_of(smaller), Path(folder, "deals.duckdb")))
        while True:
            yield lambda: _rebuild(log, smaller.events)


def events_read(place: Place) -> Iterator[Timed]:
    """Read all events of the same market back as objects, from which the read models are made."""
    smaller = _smaller(place)
    with Log(log_of(smaller)).reading() as connection:
        while True:
            yield lambda: _read(connection, smaller.events)


def _smaller(place: Place) -> Place:
    """Return the place of one market that is smaller by the share."""
    if place.share == 1:
        return place
    market = Market(events=place.events // place.share)
    return Place(folder=place.folder / "smaller", market=market)


# --- a ledger of ten thousand facts in TOML ---


def ledger_recorded(place: Place) -> Iterator[Timed]:
    """Check the ledger and record it into a new log, as `record` does."""
    ledger = toml_ledger(place)
    while True:
        with _new_log(place) as log:
            yield lambda: record([ledger], Documents.none(), log, workers=_ALL).recorded


def ledger_checked(place: Place) -> Iterator[Timed]:
    """Check the same ledger alone, as `check` does."""
    ledger = toml_ledger(place)
    while True:
        yield lambda: _checked(ledger)


def toml_ledger(place: Place) -> Path:
    """Return the folder of the ledger, without what `check` would call an error."""
    market = tidy(Market(events=_LEDGER))
    return place.once("ledger", lambda path: write_ledger(market, path))


def _import(log: Log, folder: Path, facts: int, *, models: bool = False) -> int:
    """Import a market's files, which `facts` of their rows are of, and all that these rest on."""
    described = [*folder.glob("documents.*"), *folder.glob("entities.*")]
    files = [*described, *map(Path, facts_in(folder))]
    brought = import_facts(files, log, at=_AT, workers=_ALL, models=models)
    if brought.errors:
        raise AssertionError(brought.problems[0].message)
    return facts


def _append_objects(log: Log, told: list[Event], *, models: bool) -> int:
    return _record(log, [entry(each) for each in told], models=models)


def _record(log: Log, entries: list[Entry], *, models: bool) -> int:
    if models:
        append(log, entries, "", at=_AT, workers=_ALL)
    else:
        log.append(entries, at=_AT, message="")
    return len(entries)


def _read(connection: DuckDBPyConnection, count: int) -> int:
    deque(Held(connection).parts(_PART), maxlen=0)
    return count


def _checked(ledger: Path) -> int:
    return len(check([ledger], Documents.none(), None))


def _rebuild(log: Log, count: int) -> int:
    rebuild(log, workers=_ALL)
    return count


def _told(place: Place, count: int) -> list[Event]:
    """Return so many facts on stakes from all over the market."""
    asked = {"count": count, "step": max(1, place.events // (2 * count))}
    with duckdb.connect(log_of(place), read_only=True) as connection:
        return [decode(text) for (text,) in connection.execute(script("told"), asked).fetchall()]


@contextmanager
def _new_log(place: Place) -> Iterator[Log]:
    place.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.folder) as folder:
        yield Log(Path(folder, "deals.duckdb"))
