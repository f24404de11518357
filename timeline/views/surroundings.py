"""Bring together what surrounds an anchor: the facts near it, and the prices that meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.views.around import Near, around
from timeline.views.chronicle import Told
from timeline.views.question import Span
from timeline.views.trading import Meeting, meetings, of_series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.trading import Price

__all__ = ["Around", "surroundings"]


@frozen(kw_only=True)
class Around:
    """What was near an anchor, a fact or a day, and what the prices did."""

    fact: Told | None
    anchor: Span
    near: tuple[Near[Told], ...]
    lines: tuple[Meeting, ...]


def surroundings(
    anchor: Span | Told, told: Iterable[Told], prices: Iterable[Price], before: int, after: int
) -> Around:
    """Return what lies within days of an anchor; a fact does not surround itself.

    A price that is one of a series of closes is in its line, and there alone.
    """
    span = anchor if isinstance(anchor, Span) else anchor.span
    others = (each for each in told if not of_series(each.fact) and each != anchor)
    found = Around(
        fact=None, anchor=span, near=tuple(around(span, others, before, after)),
        lines=tuple(meetings(prices, span, before, after)),
    )  # fmt: skip
    return found if isinstance(anchor, Span) else evolve(found, fact=anchor)
