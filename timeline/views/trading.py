"""Let events meet prices: on which trading day of a line an event is in the price.

A line (`9988.HK`, `BABA`) is its own series: its trading days are those for
which it has a price. An event of a day on which the market was closed meets the
first trading day after it; of any other day, that day itself.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.dates import Certainty
from timeline.facts.market import PriceMoved
from timeline.money import Amount
from timeline.shares import Change
from timeline.views.around import Near, around
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.facts.fact import Fact

__all__ = ["Meeting", "Price", "meetings", "met", "of_series"]


@frozen(kw_only=True)
class Price:
    """What a line did on a trading day: how it moved, and at which price it closed."""

    company: str
    line: str
    on: date
    id: str
    percent: Change | None = None
    direction: str | None = None
    close: Amount | None = None
    certainty: Certainty = "definite"

    @property
    def span(self) -> Span:
        """Its one day."""
        return Span(self.on, self.on)


@frozen(kw_only=True)
class Meeting:
    """A line about an event: the trading day that meets it, None where none is known to.

    `prices` are those near the event, by day, and those that meet it.
    """

    company: str
    line: str
    meets: Span | None
    prices: tuple[Near[Price], ...]


def of_series(fact: Fact) -> bool:
    """Tell whether a fact is one of a line's series of closes, and no news of its own."""
    return isinstance(fact, PriceMoved) and fact.line is not None and fact.close is not None


def meetings(prices: Iterable[Price], event: Span, before: int, after: int) -> list[Meeting]:
    """Return what each company's lines did within days of an event, by company and line."""
    by_line: dict[tuple[str, str], list[Price]] = {}
    for each in sorted(prices, key=lambda each: (each.company, each.line, each.on, each.id)):
        by_line.setdefault((each.company, each.line), []).append(each)
    found = [_meeting(several, event, before, after) for several in by_line.values()]
    return [each for each in found if each.prices]


def _meeting(prices: Sequence[Price], event: Span, before: int, after: int) -> Meeting:
    """Return what one line did; a day that meets the event counts however far it is."""
    meets = met([each.on for each in prices], event)
    last = (meets.latest - event.earliest).days if meets is not None and _known(meets) else after
    near = around(event, prices, before, max(after, last))
    return Meeting(
        company=prices[0].company, line=prices[0].line, meets=meets,
        prices=tuple(
            each for each in near
            if each.offset.within(before, after) is not None
            or (meets is not None and meets.within(each.event.on, each.event.on) is not None)
        ),
    )  # fmt: skip


def _known(meets: Span) -> bool:
    return meets.earliest > date.min and meets.latest < date.max


def met(days: Sequence[date], event: Span) -> Span | None:
    """Return the trading day, among these in order, that an event meets; None where none is known.

    Where the event is vague, or part of it lies before the first trading day or
    after the last, the answer is as vague.
    """
    if not days or event.latest < days[0] or event.earliest > days[-1]:
        return None
    first = date.min if event.earliest < days[0] else days[bisect_left(days, event.earliest)]
    last = date.max if event.latest > days[-1] else days[bisect_left(days, event.latest)]
    return Span(first, last)
