"""Tell again how things stood only on the days that something newly told bears on.

A claim bears on few days of a holding: back to what surely came before it, and on to the
next that surely says exactly what is held. On all others each holding of the company stays
as it was, since nothing that it is narrowed by has changed.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from timeline.views.claims import Key
from timeline.views.control import Controlled, controlled
from timeline.views.held import Held
from timeline.views.question import Span
from timeline.views.sharpening import Runs
from timeline.views.spells import (
    Spell,
    alone_spells,
    control_said,
    day_of,
    joined,
    runs_between,
    said,
)
from timeline.views.turning import turning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from timeline.views.claims import Claim, ControlClaim
    from timeline.views.composing import Composition

__all__ = ["Stretch", "borne_on", "respelled"]

T = TypeVar("T")
_DAY = timedelta(days=1)


@frozen
class Stretch:
    """How everything of one company stood from a first day to a last, both included.

    On the first and on the last of its runs of days all is as it was before: so what is kept
    of other days goes on to them. Only at the ends of time there is no such run.
    """

    first: date
    last: date
    held: dict[Key, list[Spell[Held]]]
    controls: dict[str, list[Spell[Controlled]]]


def borne_on(composition: Composition, new: Collection[int]) -> list[Span]:
    """Return the days on which anything may be held otherwise than without facts newly told.

    `new` are their positions. They tell of no issue, founding, or all of the company.
    """
    found: list[Span] = []
    for key in composition.keys:
        claims = composition.claims(key)
        told = [each for each in claims if each.source.recorded.position in new]
        if told:
            then = composition.without(key, new)
            before = alone_spells(then, key) if then is not None else []
            found += (_reach(each, claims) for each in told)
            found += _differing(before, alone_spells(composition, key))
    return found


def respelled(
    composition: Composition, controls: Sequence[ControlClaim], days: Sequence[Span]
) -> Iterator[Stretch]:
    """Give how everything stood on some days, with the runs of days before and after them."""
    spans = [span for key in composition.keys for span in composition.spans(key)]
    runs = list(runs_between([*spans, *(each.span for each in controls)]))
    turns = {key: turning(composition.spans(key)) for key in composition.keys}
    narrowed = Runs(lambda key, day: bisect_right(turns[key], day))
    alone = {key: _Alone(composition, key, turns[key]) for key in composition.keys}
    for several in _stretches(runs, days):
        held: dict[Key, list[Spell[Held]]] = {}
        by_holder: dict[str, list[Spell[Controlled]]] = {}
        for first, last in several:
            day = day_of(first, last)
            apart = [found for each in alone.values() if (found := each.on(day)) is not None]
            now = composition.together(apart, day, narrowed)
            for one in now:
                held.setdefault(one.key, []).append(Spell(first, last, one))
            for each in controlled(controls, now, day):
                by_holder.setdefault(each.holder, []).append(Spell(first, last, each))
        yield Stretch(
            first=several[0][0],
            last=several[-1][1],
            held={key: list(joined(row, said)) for key, row in held.items()},
            controls={name: list(joined(row, control_said)) for name, row in by_holder.items()},
        )


class _Alone:
    """One holding, whatever the others leave: spanned once in each of its own runs of days."""

    def __init__(self, composition: Composition, key: Key, turns: Sequence[date]) -> None:
        self._composition, self._key, self._turns = composition, key, turns
        self._found: dict[int, Held | None] = {}

    def on(self, day: date) -> Held | None:
        run = bisect_right(self._turns, day)
        if run not in self._found:
            self._found[run] = self._composition.alone(self._key, day)
        return self._found[run]


def _reach(claim: Claim, claims: Iterable[Claim]) -> Span:
    """Return the days on which a claim may bear on what is held.

    Back to the eve of what surely was over before it, and to the day before the next that is
    surely over and says exactly what is held.
    """
    first, last = claim.span.earliest, claim.span.latest
    before = [each.span.earliest for each in claims if each.sure and each.span.latest < first]
    after = [
        each.span.latest
        for each in claims
        if each.sure and each.after is not None and each.after.exact and each.span.earliest > last
    ]
    eve = max(first, date.min + _DAY) - _DAY
    until = min(after, default=date.max)
    return Span(
        min(max(before, default=date.min), eve), until if until == date.max else until - _DAY
    )


def _differing(one: Sequence[Spell[Held]], other: Sequence[Spell[Held]]) -> Iterator[Span]:
    """Give the days on which two rows of spells say different things."""
    edges = {each.first for each in (*one, *other)}
    edges |= {each.last + _DAY for each in (*one, *other) if each.last < date.max}
    for first, following in pairwise([*sorted(edges), None]):
        assert first is not None  # noqa: S101 - only the end is open
        mine, its = _at(one, first), _at(other, first)
        if (mine and said(mine)) != (its and said(its)):
            yield Span(first, date.max if following is None else following - _DAY)


def _at(row: Sequence[Spell[T]], day: date) -> T | None:
    place = bisect_right(row, day, key=_first) - 1
    return row[place].answer if place >= 0 and row[place].last >= day else None


def _first(spell: Spell[T]) -> date:
    return spell.first


def _stretches(
    runs: Sequence[tuple[date, date]], days: Iterable[Span]
) -> Iterator[list[tuple[date, date]]]:
    """Give the runs that meet some days, with one run on either side, as far as they go on."""
    wanted: set[int] = set()
    firsts = [first for first, _ in runs]
    for span in days:
        begin = bisect_right(firsts, span.earliest) - 1
        end = bisect_right(firsts, span.latest) - 1
        wanted.update(range(max(begin - 1, 0), min(end + 2, len(runs))))
    several: list[tuple[date, date]] = []
    for place in sorted(wanted):
        if several and several[-1] != runs[place - 1]:
            yield several
            several = []
        several.append(runs[place])
    if several:
        yield several
