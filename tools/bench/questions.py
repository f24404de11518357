"""The questions: what is asked, of whom, and what it should show."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tools.bench import ours, raw, raw_writes
from tools.bench.goals import Faster, Grows, Memory, PerSecond, Times, Within
from tools.bench.side import Question, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.market.bulk import Format
    from tools.bench.place import Place
    from tools.bench.side import Timed, Timing

__all__ = ["QUESTIONS", "question"]

INTERVALS = "raw intervals"
ARG_MAX = "raw arg_max"
PACKED = "raw arg_max, order packed"
LEAD = "raw lead()"
OPENED = "raw Appender, file opened for it"
EVENTSOURCING = "eventsourcing"
ALONE = "ours, without the read models"
_TENTH = 10
_FIFTIETH = 50
_REBUILT = 20_000  # facts whose read models are composed in about twenty seconds
_GIGABYTE = 1024


def _peer(module: str, name: str, *arguments: object) -> Timing:
    """Make the side of a peer, which is imported where it is measured."""

    def timing(place: Place) -> Iterator[Timed]:
        found: Any = getattr(import_module(f"tools.bench.peers.{module}"), name)
        timing: Timing = found(*arguments) if arguments else found
        return timing(place)

    return timing


def _ours(timing: Timing, *, share: int = 1, most: int | None = None) -> Side:
    return Side(name="ours", timing=timing, same=False, share=share, most=most)


def _part(name: str, timing: Timing, *, share: int = 1, most: int | None = None) -> Side:
    """Make a side of ours that does a part of it, or does it otherwise."""
    return Side(name=name, timing=timing, same=False, share=share, most=most)


def _eventsourcing(name: str, *arguments: object, share: int = _TENTH) -> Side:
    timing = _peer("eventsourcing", name, *arguments)
    return Side(name=EVENTSOURCING, timing=timing, share=share)


MARKET_DAY = Question(
    name="market-day",
    title="the whole market on a day, as now known",
    sides=(
        _ours(ours.market_day("day_macro")),
        Side(name="ours, with names", timing=ours.market_day("day_named"), same=False),
        Side(name="our read model, filtered", timing=ours.market_day("day_spells"), same=False),
        Side(name=INTERVALS, timing=raw.asks("day_intervals")),
        Side(name=ARG_MAX, timing=raw.asks("day_arg_max")),
        Side(name=PACKED, timing=raw.asks("day_packed")),
        Side(name="pandas", timing=_peer("pandas", "market_day")),
        Side(name="polars", timing=_peer("polars", "market_day")),
        _eventsourcing("market_day"),
    ),
    goals=(
        Times(2, "our read model, filtered"),
        Faster(8, ARG_MAX),
        Faster(500, EVENTSOURCING),
        Memory(_GIGABYTE),
    ),
    expected=raw.expects("day_arg_max"),
    grows=True,
)

KNOWN_DAY = Question(
    name="known-day",
    title="the whole market on a day, as known on another",
    sides=(
        _ours(ours.known_day),
        _part("ours, in a client that sets no memory_limit", ours.known_day_unbounded),
        Side(
            name="ours, by the views",
            timing=ours.known_day_narrowed,
            same=False,
            share=_FIFTIETH,
            most=_REBUILT,
        ),
        Side(name=ARG_MAX, timing=raw.asks("known_arg_max")),
        Side(name=PACKED, timing=raw.asks("known_packed")),
        Side(name="pandas", timing=_peer("pandas", "known_day")),
        Side(name="polars", timing=_peer("polars", "known_day")),
    ),
    goals=(Times(2, ARG_MAX), Memory(_GIGABYTE)),
    expected=raw.expects("known_arg_max"),
    grows=True,
)


def _one(of: str) -> Question:
    return Question(
        name=f"one-{of}",
        title=f"one {of} on a day, over an open connection",
        sides=(
            _ours(ours.one_party(of)),
            Side(name=INTERVALS, timing=raw.asks(f"one_{of}", each=of)),
            Side(name="sqlite3, index", timing=_peer("sqlite", "one_party", of)),
        ),
        goals=(Within(10), Grows(2, 1_000_000), Memory(_GIGABYTE)),
        expected=raw.expects(f"one_{of}", each=of),
        parts=raw.NAMES,
        grows=True,
    )


def _writes(name: str, title: str, count: int, limit: float) -> Question:
    return Question(
        name=name,
        title=title,
        sides=(
            _ours(ours.writes(count), share=_TENTH if count > 1 else 1),
            _part(ALONE, ours.writes(count, models=False)),
            Side(name="raw Appender", timing=raw_writes.writes(count)),
            Side(name=OPENED, timing=raw_writes.opens_and_writes(count)),
            Side(name="sqlite3, index", timing=_peer("sqlite", "writes", count)),
            _eventsourcing("writes", count, share=1),
        ),
        goals=(Within(limit),),
        grows=count == 1,
    )


FORTNIGHT = Question(
    name="fortnight",
    title="what happened in two weeks, from the log alone",
    sides=(
        _ours(ours.fortnight),
        Side(name="raw payloads of those days", timing=ours.fortnight_payloads, same=False),
    ),
    goals=(Memory(_GIGABYTE),),
    grows=True,
)

MARKET_CHANGED = Question(
    name="market-changed",
    title="what two weeks changed of the whole market",
    sides=(
        _ours(ours.market_changed),
        Side(name=ARG_MAX, timing=raw.asks("changed_arg_max")),
    ),
    goals=(Memory(_GIGABYTE),),
    expected=raw.expects("changed_arg_max"),
    grows=True,
)

WINDOW = Question(
    name="window",
    title="what two weeks changed of one company, from the log alone",
    sides=(_ours(ours.windows_of),),
    goals=(Memory(_GIGABYTE),),
    parts=raw.NAMES,
    grows=True,
)

RECORD_SMALL = Question(
    name="record-small",
    title="one fact recorded durably, on a small log",
    sides=(
        _ours(ours.writes_to_small()),
        _part(ALONE, ours.writes_to_small(models=False)),
        Side(name=OPENED, timing=raw_writes.opens_and_writes_to_small),
    ),
    goals=(Within(10),),
)

APPEND_OBJECTS = Question(
    name="append-objects",
    title="events appended from objects",
    sides=(
        _ours(ours.appends_objects()),
        _part(ALONE, ours.appends_objects(models=False)),
        Side(name="raw Appender", timing=raw_writes.appends_objects),
        _eventsourcing("appends", share=1),
    ),
    goals=(PerSecond(50_000),),
    counted=True,
)


def _files(form: Format, title: str) -> Question:
    return Question(
        name=f"append-{form}",
        title=f"facts appended from {title}, with the read models",
        sides=(
            _ours(ours.appends_files(form)),
            _part(ALONE, ours.appends_files(form, models=False)),
            Side(name=f"raw INSERT from {title}", timing=raw_writes.appends_files(form)),
        ),
        goals=(PerSecond(200_000),),
        counted=True,
    )


APPEND_ALONE = Question(
    name="append-alone",
    title="facts appended from Parquet, without the read models",
    sides=(
        _ours(ours.appends_alone),
        Side(name="raw INSERT from Parquet", timing=raw_writes.appends_files("parquet")),
    ),
    goals=(PerSecond(500_000),),
    counted=True,
)

REBUILD = Question(
    name="rebuild",
    title="all read models made anew",
    sides=(
        _ours(ours.rebuilds, share=_FIFTIETH, most=_REBUILT),
        _part("ours, events read alone", ours.events_read, share=_FIFTIETH, most=_REBUILT),
        Side(name=LEAD, timing=raw_writes.rebuilds),
        _eventsourcing("rebuilds"),
    ),
    goals=(Times(5, LEAD), Faster(5, EVENTSOURCING)),
    grows=True,
)

RECORD_ALL = Question(
    name="record-all",
    title="the whole market recorded from Parquet",
    sides=(_ours(ours.records_all),),
    goals=(Memory(2 * _GIGABYTE),),
    counted=True,
    once=True,
)

LEDGER = Question(
    name="ledger",
    title="a ledger of 10,000 facts in TOML checked and recorded",
    sides=(
        _ours(ours.ledger_recorded),
        _part("ours, checked alone", ours.ledger_checked),
        Side(name="tomllib", timing=_peer("toml", "reads")),
    ),
    goals=(Within(3_000),),
    slow=True,
)

QUESTIONS = (
    MARKET_DAY,
    _one("company"),
    _one("holder"),
    KNOWN_DAY,
    FORTNIGHT,
    MARKET_CHANGED,
    WINDOW,
    _writes("record-one", "one fact recorded durably", 1, 50),
    _writes("record-thousand", "a thousand facts recorded in one commit", 1_000, 500),
    RECORD_SMALL,
    APPEND_OBJECTS,
    _files("parquet", "Parquet"),
    _files("ndjson", "NDJSON"),
    APPEND_ALONE,
    REBUILD,
    RECORD_ALL,
    LEDGER,
)


def question(name: str) -> Question:
    """Return the question of this name."""
    return next(each for each in QUESTIONS if each.name == name)
