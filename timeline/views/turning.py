"""Find the days on which answers can change: between two of them they stay as they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.facts.deals import DealMoved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge
    from timeline.views.question import Span

__all__ = ["about", "turning"]

_DAY = timedelta(days=1)


def turning(spans: Iterable[Span]) -> list[date]:
    """Return the days around both ends of each span, in order.

    An answer can change on the first day that something can be of, on the last,
    on the eve of either (what a change starts from is asserted of its eve), and
    on the day after (what was seen of a day may have changed since).
    """
    ends = {end for span in spans for end in (span.earliest, span.latest)}
    near = {
        day
        for end in ends
        if date.min + _DAY < end < date.max - _DAY
        for day in (end - _DAY, end, end + _DAY)
    }
    return sorted(near)


def about(knowledge: Knowledge, company: str) -> Iterator[InForce]:
    """Give the facts on which answers about what is held of a company may rest."""
    for each in knowledge.facts("about", company):
        yield each
        if isinstance(each.fact, DealMoved):
            yield from knowledge.facts("deal", each.fact.deal)
