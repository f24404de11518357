"""Answer which thresholds were crossed: up or down, between which days, and how surely.

A level lies below a threshold, at or above it, or its bounds straddle it. From
below to above it crossed, between the last day on which it was surely below and
the first on which it was surely above. Where it went no further than to bounds
that straddle, or came from them, it possibly crossed. A holding of which nothing
was told before crosses nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol

from attrs import frozen, mutable

from timeline.dates import Certainty
from timeline.views.level import in_units
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.level import Level

__all__ = ["USUAL", "Crossing", "Stood", "StoodOn", "crossings"]

USUAL = tuple(Fraction(each) for each in (5, 10, 20, 25, 30, 50, 75))
"""The thresholds at which most laws ask for a disclosure, an offer or a consent."""

_DAY = timedelta(days=1)
_Side = Literal["below", "above", "either"]


class Stood(Protocol):
    """How a holding stood: its level, how sure that is, the rule that gave it and the facts."""

    @property
    def level(self) -> Level:
        """The level, with its bounds."""

    @property
    def certainty(self) -> Certainty:
        """How sure it is."""

    @property
    def basis(self) -> str:
        """The rule that gave it."""

    @property
    def facts(self) -> list[str]:
        """The ids of the facts behind it, sorted."""


class StoodOn(Protocol):
    """How a holding stood at the end of a day; None where nothing is told of it."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def held(self) -> Stood | None:
        """How it stood."""


@frozen(kw_only=True)
class Crossing:
    """A holding went over a threshold, or under it, on some day of a span.

    `before` and `after` are how it stood on either side of that.
    """

    at: Fraction
    direction: Literal["up", "down"]
    span: Span
    certainty: Certainty
    before: Stood
    after: Stood


def crossings(course: Sequence[StoodOn], at: Iterable[Fraction], last: date) -> list[Crossing]:
    """Return the crossings of one holding, by their latest day, then their threshold.

    The course has a point for each day on which it can have changed, the first
    of them for all days before it too; its last holds until `last`.
    """
    found = [each for one in at for each in _crossed(list(_runs(course, one, last)), one)]
    return sorted(found, key=lambda each: (each.span.latest, each.span.earliest, each.at))


@mutable(kw_only=True)
class _Run:
    """Days on end on which a level lay on one side; `surely` are the first and last sure ones."""

    side: _Side
    first: date
    last: date
    surely: tuple[date, date] | None
    begin: Stood
    end: Stood


def _runs(course: Sequence[StoodOn], at: Fraction, last: date) -> Iterator[_Run]:
    """Give the runs of a course; days on which nothing is told belong to none."""
    run: _Run | None = None
    limit = in_units(at)
    for place, point in enumerate(course):
        held = point.held
        if held is None:
            continue
        until = course[place + 1].on - _DAY if place + 1 < len(course) else max(last, point.on)
        side, since = _side(held.level, limit), date.min if place == 0 else point.on
        sure = (point.on, until) if held.certainty == "definite" else None
        if run is not None and run.side == side:
            if sure:
                run.surely = (run.surely or sure)[0], until
            run.last, run.end = until, held
            continue
        if run is not None:
            yield run
        run = _Run(side=side, first=since, last=until, surely=sure, begin=held, end=held)
    if run is not None:
        yield run


def _side(level: Level, at: int | Fraction) -> _Side:
    """Tell on which side of a threshold a level lies, in units."""
    if level.bottom >= at:
        return "above"
    if level.top is not None and (level.top < at or (level.top == at and level.high_open)):
        return "below"
    return "either"


def _crossed(runs: Sequence[_Run], at: Fraction) -> Iterator[Crossing]:
    """Give each crossing of one threshold."""
    for place, run in enumerate(runs):
        before = runs[place - 1] if place else None
        after = runs[place + 1] if place + 1 < len(runs) else None
        if run.side != "either":
            if before is not None and before.side != "either":
                yield _over(before, run, at)
        elif before is not None and after is not None and before.side != after.side:
            yield _over(before, after, at)
        else:
            yield from _straddled(before, run, after, at)


def _over(before: _Run, after: _Run, at: Fraction) -> Crossing:
    """Return the crossing from one side to the other: definite where both are sure."""
    sure = before.surely is not None and after.surely is not None
    days = (before.last, after.first)
    if before.surely is not None and after.surely is not None:
        days = (before.surely[1], after.surely[0])
    return Crossing(
        at=at, direction="up" if after.side == "above" else "down",
        span=Span(days[0] + _DAY, days[1]), certainty="definite" if sure else "possible",
        before=before.end, after=after.begin,
    )  # fmt: skip


def _straddled(
    before: _Run | None, run: _Run, after: _Run | None, at: Fraction
) -> Iterator[Crossing]:
    """Give the possible crossings out of a side, and back, where bounds straddle the threshold."""
    if before is not None:
        yield Crossing(
            at=at, direction="up" if before.side == "below" else "down",
            span=Span(run.first, run.last), certainty="possible",
            before=before.end, after=run.begin,
        )  # fmt: skip
    if after is not None:
        back = before is not None and run.first > date.min
        since = run.first + _DAY if back else run.first
        yield Crossing(
            at=at, direction="up" if after.side == "above" else "down",
            span=Span(since, after.first), certainty="possible",
            before=run.end, after=after.begin,
        )  # fmt: skip
