"""Tell how something stood through all of time: a holding, a control, a deal, a programme.

A spell is the longest run of days on which an answer stays as it is, with the
facts behind it. Spells of one holding follow each other without a gap, but for
days of which nothing is told. This is what a read model keeps.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from timeline.views.control import controlled, may_control
from timeline.views.deals import Deal, deal_of
from timeline.views.question import Span
from timeline.views.sharpening import Runs
from timeline.views.strategies import programme
from timeline.views.turning import turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.views.claims import ControlClaim, Key
    from timeline.views.composing import Composition
    from timeline.views.control import Controlled
    from timeline.views.held import Held
    from timeline.views.knowledge import Knowledge
    from timeline.views.strategies import Programme

__all__ = [
    "Spell", "alone_spells", "control_said", "control_spells", "day_of", "deal_spells", "joined",
    "programme_spells", "runs_between", "said", "spells",
]  # fmt: skip

T = TypeVar("T")
_DAY = timedelta(days=1)


@frozen
class Spell(Generic[T]):
    """An answer, and the first and the last day on which it is so; both ends are included."""

    first: date
    last: date
    answer: T


def spells(composition: Composition) -> Iterator[Spell[Held]]:
    """Give the spells of every holding of a company, by key, then by day.

    Each is spanned alone; those of one interest and class are then narrowed together.
    """
    alone = {key: alone_spells(composition, key) for key in composition.keys}
    wholes: dict[tuple[str, str], list[Key]] = {}
    for key in composition.keys:
        wholes.setdefault((key.interest, key.class_), []).append(key)
    narrowed = {
        key: several
        for keys in wholes.values()
        for key, several in _narrowed(composition, {key: alone[key] for key in keys}).items()
    }
    for key in composition.keys:
        yield from narrowed[key]


def alone_spells(composition: Composition, key: Key) -> list[Spell[Held]]:
    """Return the spells of one holding, by day, whatever the others leave."""
    return list(_runs(composition.spans(key), _of(composition, key), said))


def control_spells(
    controls: Sequence[ControlClaim], held: Sequence[Spell[Held]]
) -> Iterator[Spell[Controlled]]:
    """Give the spells of every control of a company, by holder, then by day.

    `held` are the spells of all that is held of it.
    """
    if not controls and not any(may_control(each.answer, each.last) for each in held):
        return
    spans = [
        *(each.span for each in controls),
        *(Span(each.first, each.last) for each in held),
        *(each.span for spell in held for each in spell.answer.claims),
    ]
    by_key: dict[Key, list[Spell[Held]]] = {}
    for each in held:
        by_key.setdefault(each.answer.key, []).append(each)
    rows = [_Row(row) for row in by_key.values()]
    by_holder: dict[str, list[Spell[Controlled]]] = {}
    for first, last in runs_between(spans):
        day = day_of(first, last)
        now = [one for row in rows if (one := row.on(day))]
        for found in controlled(controls, now, day):
            by_holder.setdefault(found.holder, []).append(Spell(first, last, found))
    for holder in sorted(by_holder):
        yield from joined(by_holder[holder], control_said)


def deal_spells(name: str, knowledge: Knowledge) -> Iterator[Spell[Deal]]:
    """Give the spells of a deal, by day."""
    spans = [each.span for each in knowledge.facts("deal", name)]
    return _runs(spans, lambda day: deal_of(name, knowledge.at(day)), _reached)


def programme_spells(name: str, owner: str, knowledge: Knowledge) -> Iterator[Spell[Programme]]:
    """Give the spells of a programme, by day."""
    spans = [each.span for each in knowledge.facts("about", name)]
    return _runs(spans, lambda day: programme(name, knowledge.at(day), owner), _reached)


def _of(composition: Composition, key: Key) -> Callable[[date], Held | None]:
    return lambda day: composition.alone(key, day)


def _runs(
    spans: Iterable[Span], answer: Callable[[date], T | None], says: Callable[[T], object]
) -> Iterator[Spell[T]]:
    """Give the spells of an answer that rests on these spans, by day."""
    found = ((first, last, answer(day_of(first, last))) for first, last in runs_between(spans))
    return joined([Spell(a, b, told) for a, b, told in found if told is not None], says)


def runs_between(spans: Iterable[Span]) -> Iterator[tuple[date, date]]:
    """Give the runs of days within which no answer that rests on these spans can change."""
    days = turning(spans)
    firsts = [date.min, *days]
    for first, following in pairwise(firsts):
        yield first, following - _DAY
    yield firsts[-1], date.max


def day_of(first: date, last: date) -> date:
    """Return a day of a run on which nothing begins: time itself has no first day."""
    return first if first > date.min else min(last, date.max - _DAY)


def _narrowed(
    composition: Composition, alone: dict[Key, list[Spell[Held]]]
) -> dict[Key, list[Spell[Held]]]:
    """Narrow holdings of one interest and class to what can be together, run of days by run."""
    if all(each.answer.level.exact for row in alone.values() for each in row):
        return alone
    found: dict[Key, list[Spell[Held]]] = {key: [] for key in alone}
    rows = [_Row(row) for row in alone.values()]
    spans = [span for key in alone for span in composition.spans(key)]
    days = {key: turning(composition.spans(key)) for key in alone}
    runs = Runs(lambda key, day: bisect_right(days[key], day))
    for first, last in runs_between(spans):
        day = day_of(first, last)
        now = [held for row in rows if (held := row.on(day))]
        for held in composition.together(now, day, runs):
            found[held.key].append(Spell(first, last, held))
    return {key: list(joined(row, said)) for key, row in found.items()}


class _Row:
    """The spells of one holding, by day, and how far one has come."""

    def __init__(self, spells: Sequence[Spell[Held]]) -> None:
        self._spells = spells
        self._at = 0

    def on(self, day: date) -> Held | None:
        """Return what is so on a day, looking on from the place reached before."""
        while self._at < len(self._spells):
            now = self._spells[self._at]
            if now.last >= day:
                return now.answer if now.first <= day else None
            self._at += 1
        return None


def joined(several: Iterable[Spell[T]], says: Callable[[T], object]) -> Iterator[Spell[T]]:
    """Join spells that follow each other and say the same by the same facts."""
    before: Spell[T] | None = None
    told: object = None
    for each in several:
        same = before is not None and before.answer is each.answer
        now = told if same else says(each.answer)
        if before is not None and now == told and before.last + _DAY == each.first:
            before = Spell(before.first, each.last, before.answer)
            continue
        if before is not None:
            yield before
        before, told = each, now
    if before is not None:
        yield before


def said(held: Held) -> object:
    """Return all that an answer says, the facts behind it too."""
    facts = tuple(each.recorded.position for each in held.sources)
    since = held.since and held.since.source.recorded.position
    last = held.asserted
    asserted = last if isinstance(last, date) else last and last.source.recorded.position
    return held.level, held.certainty, held.rules, held.disputed, facts, since, asserted


def _reached(each: Deal | Programme) -> object:
    """Return how far something had come, and by which moves; of a deal, on which terms."""
    facts = tuple(one.recorded.position for one in each.facts)
    what = (each.state, each.terms) if isinstance(each, Deal) else (each.stage, each.owner)
    return what, each.possibly, each.certainty, each.since.recorded.position, facts


def control_said(each: Controlled) -> object:
    """Return all that an answer about control says, the facts behind it too."""
    facts = tuple(one.source.recorded.position for one in each.claims)
    return each.stands, each.certainty, facts
