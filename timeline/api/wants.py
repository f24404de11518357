"""Say what each question rests on, so that of a large log no more than that is read.

Each function returns what tells a `Reach` what to load; or None, where the question
rests on the whole log.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from timeline.errors import NotFound
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.market import PriceMoved
from timeline.facts.references import entities, facts
from timeline.facts.strategy import ProgrammeMoved
from timeline.views.differing import named, subjects
from timeline.views.in_force import InForce
from timeline.views.turning import FURTHEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from timeline.api.pacing import Only
    from timeline.api.parts import Reach, Want
    from timeline.facts.entry import Recorded
    from timeline.views.question import Span

__all__ = [
    "around",
    "below",
    "deals",
    "differing",
    "fact",
    "held",
    "moved",
    "owned",
    "paced",
    "righting",
    "stakes",
    "told",
    "window",
]  # fmt: skip

_LINE = re.compile("[1-9][0-9]{0,8}")


def stakes(holder: str | None, company: str | None) -> Want | None:
    """Want what is held by one, or of one, or of the one by the other."""
    if holder is None and company is None:
        return None

    def want(reach: Reach) -> None:
        head, of = (each and reach.entity(each) for each in (holder, company))
        reach.about([of] if of else reach.held_by([head or ""]))

    return want


def owned(holder: str | None, company: str | None, *, through: bool) -> Want | None:
    """Want what is held by one, or of one, or of the one by the other; or `through` the one."""
    if through and holder is not None:
        return below(holder, of=company)
    return stakes(holder, company)


def below(*names: str, of: str | None = None) -> Want | None:
    """Want what some are set on, what they hold, and what that holds in turn.

    `of` is the one that is asked about of all that.
    """
    if not names:
        return None

    def want(reach: Reach) -> None:
        if of is not None:
            reach.describe([reach.entity(of)])
        reach.about(reach.units(reach.below(reach.entity(each) for each in names)))
        reach.endings()

    return want


def held(holder: str, company: str) -> Want:
    """Want why one holds what it does of the other."""

    def want(reach: Reach) -> None:
        reach.entity(holder)
        reach.about([reach.entity(company)])

    return want


def fact(name: str) -> Want:
    """Want one fact, by its id or by FILE:LINE, and what puts it right."""

    def want(reach: Reach) -> None:
        _named(reach, name)

    return want


def deals(about: str | None) -> Want:
    """Want the deals to which one is a party, or all."""

    def want(reach: Reach) -> None:
        if about is None:
            several = reach.of_types([DealMoved.TYPE])
        else:
            several = reach.about([reach.entity(about)])
        reach.deals(each.event.deal for each in several if isinstance(each.event, DealMoved))

    return want


def told(
    first: date | None, last: date | None, about: Iterable[str], types: Collection[str]
) -> Want | None:
    """Want the facts of some days, about some, of some types."""
    named = tuple(about)
    if first is None and last is None and not named and not types:
        return None

    def want(reach: Reach) -> None:
        if named:
            reach.about(reach.units(reach.entity(each) for each in named))
        elif first is None and last is None:
            reach.facts(reach.of_types(types))
        else:
            several = reach.within(first or date.min, last or date.max)
            reach.facts(
                each
                for each in several
                if isinstance(each.event, Fact) and (not types or each.event.TYPE in types)
            )

    return want


def window(about: Iterable[str], *, unknown: bool = False) -> Want | None:
    """Want all that is so of some on any day, and what happened to them.

    With `unknown`, nobody may go by some of the names.
    """
    named = tuple(about)
    if not named:
        return None

    def want(reach: Reach) -> None:
        names = reach.units(_called(reach, named, unknown=unknown))
        reach.about(reach.held_by(names))

    return want


def _called(reach: Reach, named: Iterable[str], *, unknown: bool) -> Iterator[str]:
    for each in named:
        try:
            yield reach.entity(each)
        except NotFound:
            if not unknown:
                raise


def moved() -> Want:
    """Want how far every deal and every programme had come."""

    def want(reach: Reach) -> None:
        deals(None)(reach)
        several = reach.of_types([ProgrammeMoved.TYPE])
        reach.about(each.event.programme for each in several
                    if isinstance(each.event, ProgrammeMoved))  # fmt: skip

    return want


def differing(first: date, last: date, known: date | None, about: Iterable[str]) -> Want:
    """Want all of which the answers may be others on one day than on another."""
    named = tuple(about)
    of_some = window(named)
    start, end = sorted((first, last))

    def want(reach: Reach) -> None:
        if of_some is not None:
            of_some(reach)
            return
        knowledge = reach.knowledge(known)
        several = reach.weighing(reach.within(_moved(start, -FURTHEST), _moved(end, FURTHEST)))
        found = [knowledge.weigh(each) for each in several]
        moving = [
            each.recorded
            for each in found
            if isinstance(each, InForce) and _turns(each.span, start, end)
        ]
        reach.complete(each.event for each in reach.facts(moving))

    return want


def righting(
    names: Collection[str],
    *,
    values: Collection[str] = (),
    documents: Collection[str] = (),
    positions: Iterable[tuple[int, int]] = (),
) -> Want:
    """Want what putting some facts right changes, named or at positions from one to another.

    And whom values may name, and how documents are described.
    """
    ranges = tuple(positions)

    def want(reach: Reach) -> None:
        for first, last in ranges:
            reach.between(first, last)
        for name, found in reach.named(names).items():
            if found is None:
                reach.like(name)
        reach.documents(documents)
        reach.parts()
        told = {one for each in values for one in reach.called(each)}
        of, concerned = {*told}, {*told}
        for each in reach.here():
            if isinstance(each.event, Fact):
                of |= {*subjects(each.event, reach.knowledge())}
                concerned |= {*named(each.event, reach.knowledge())}
        met = reach.beside(of) | concerned
        met |= reach.units(met)
        for one in met:
            reach.of(one)
        reach.endings()

    return want


def paced(only: Only) -> Want | None:
    """Want the facts that are counted, and who stands behind those that act in them.

    What anybody did to whomever is counted of the whole: see `market`.
    """
    if only.of_all:
        return None

    def want(reach: Reach) -> None:
        if only.holder is not None:
            reach.below([reach.entity(only.holder)])
        if only.company is not None:
            reach.about([reach.entity(only.company)])
        told = [each.event for each in reach.loaded()]
        reach.named({name for each in told if isinstance(each, Fact) for _, name in facts(each)})

    return want


def around(anchor: str, before: int, after: int, about: Iterable[str], known: date | None) -> Want:
    """Want what lies within days of a day or a fact, and all prices of those concerned."""
    named = tuple(about)

    def want(reach: Reach) -> None:
        ends, concerned = _ends(reach, anchor, known)
        if ends is None:  # there is no such fact, which is said before whom else it is about
            return
        wanted = {reach.entity(each) for each in named}
        reach.facts(reach.within(_moved(ends[0], -before), _moved(ends[1], after)))
        reach.units(wanted)
        owners = wanted or concerned
        prices = reach.of_types([PriceMoved.TYPE])
        reach.facts(each for each in prices if not owners or _company(each) in owners)

    return want


def _ends(
    reach: Reach, anchor: str, known: date | None
) -> tuple[tuple[date, date] | None, set[str]]:
    """Return between which days an anchor lies, and whom it concerns; nothing of a day."""
    try:
        day = date.fromisoformat(anchor)
    except ValueError:
        if not _named(reach, anchor):
            return None, set()
    else:
        return (day, day), set()
    several = [reach.knowledge(known).weigh(each) for each in reach.here()]
    spans = [each.span for each in several if isinstance(each, InForce)]
    names = {name for each in several for _, name in entities(each.fact)}
    owners = {one.owner for each in names if (one := reach.knowledge().entity(each)) and one.owner}
    if not spans:
        return None, set()
    ends = min(each.earliest for each in spans), max(each.latest for each in spans)
    return ends, names | owners


def _named(reach: Reach, name: str) -> bool:
    """Load a fact by its id, or by the line of a file that it was recorded from.

    Where there is none, load those whose ids are most like it, for the hint.
    """
    file, _, line = name.rpartition(":")
    at_line = reach.at_line(file, int(line)) if file and _LINE.fullmatch(line) else []
    for each in at_line:
        reach.fact(each.event.id)
    found = bool(at_line) or reach.fact(name) is not None
    if not found:
        reach.like(name)
    return found


def _company(recorded: Recorded) -> str | None:
    return recorded.event.company if isinstance(recorded.event, PriceMoved) else None


def _turns(span: Span, start: date, end: date) -> bool:
    """Tell whether answers that rest on a span can be others after one day and by another."""
    return any(
        _moved(start, -FURTHEST) < each <= _moved(end, FURTHEST)
        for each in (span.earliest, span.latest)
    )


def _moved(day: date, days: int) -> date:
    """Return a day some days later; time has its ends."""
    number = day.toordinal() + days
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))
