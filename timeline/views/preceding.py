"""Tell what may have come just before one of many dated things."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from timeline.views.spans import Spans
from timeline.views.standing import Dated, comes_after, last_of_day
from timeline.views.stood import Stood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.views.question import Span

__all__ = ["Preceding"]

D = TypeVar("D", bound=Dated)

_MOST = 24
"""Things that may have come just before: of more, nobody can say what was so then."""


class _OfSpan(Generic[D]):
    """Things of the same days: the nearest before one of them, and those that may be."""

    before: ClassVar[None] = None
    after: ClassVar[None] = None
    order: ClassVar[None] = None
    sure: ClassVar[bool] = True

    def __init__(self, span: Span) -> None:
        self.span = span
        self.several: list[D] = []

    def around(self, one: D) -> tuple[list[D], list[D]] | None:
        """Return the last ones before one of these, and those of no known order to it."""
        if self._ranks is not None:
            return self._ranked(one, *self._ranks)
        if len(self.several) > _MOST:
            return None
        others = [each for each in self.several if each is not one]
        early = [each for each in others if comes_after(one, each)]
        ids = {id(each) for each in early}
        beside = [each for each in others if id(each) not in ids and not comes_after(each, one)]
        return last_of_day(early, self.span.latest), beside

    @cached_property
    def _ranks(self) -> tuple[list[int], dict[int, list[D]]] | None:
        """The orders told, and what has each; None where one of these has none."""
        by_order: dict[int, list[D]] = {}
        for each in self.several:
            if each.order is None:
                return None
            by_order.setdefault(each.order, []).append(each)
        return sorted(by_order), by_order

    def _ranked(
        self, one: D, orders: list[int], by_order: dict[int, list[D]]
    ) -> tuple[list[D], list[D]] | None:
        at = bisect_left(orders, one.order or 0)
        early = by_order[orders[at - 1]] if at else []
        same = by_order[orders[at]]
        if len(early) > _MOST or len(same) > _MOST:
            return None
        return early, [each for each in same if each is not one]


class Preceding(Generic[D]):
    """Many dated things, sorted once, so that each is asked for in little time."""

    def __init__(self, several: Sequence[D]) -> None:
        """Sort them by their days."""
        self._of_span: dict[Span, _OfSpan[D]] = {}
        for each in several:
            self._of_span.setdefault(each.span, _OfSpan(each.span)).several.append(each)
        self._spans = Spans(self._of_span.values())
        self._past = Stood(several)
        self._first_over = min((each.span.latest for each in several), default=None)

    def of(self, one: D) -> list[D]:
        """Return all that may come just before one of them; empty unless something surely does.

        Of the same span, `order` and the chain tell; where neither does, either may
        be first. Where too many may be, it is not known what was so, and nothing is
        returned.
        """
        own = self._of_span[one.span]
        around = own.around(one)
        if around is None:
            return []
        early, beside = around
        for each in self._spans.beginning(one.span.earliest, one.span.latest):
            if each is not own:
                beside += each.several
            if len(beside) > _MOST:
                return []
        if early:
            return [*early, *beside]
        if self._first_over is None or self._first_over >= one.span.earliest:
            return []
        stood = self._past.standing(one.span.earliest - timedelta(days=1))
        return [] if len(stood) > _MOST else [*stood, *beside]
