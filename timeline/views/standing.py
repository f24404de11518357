"""Tell which of several dated claims stand on a day.

A claim dated [a, b] stands on a day D if a <= D and no claim that is definitely
after it (a' > b) has definitely happened by D (b' <= D). The order in which
claims were recorded plays no part.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.views.question import Span

__all__ = ["Dated", "ahead", "comes_after", "last_of_day", "standing"]


class Dated(Protocol):
    """Anything with a span of days, an order within its day, and links to others of its day."""

    @property
    def span(self) -> Span:
        """When it happened."""

    @property
    def order(self) -> int | None:
        """Its place within its day, where one was told."""

    def leads_to(self, other: Dated) -> bool:
        """Tell whether this one's result is what the other starts from."""


D = TypeVar("D", bound=Dated)


def standing(claims: Iterable[D], day: date) -> list[D]:
    """Return the claims that stand on a day: what is so, or may be, by its end."""
    begun = [each for each in claims if each.span.earliest <= day]
    floor = max((each.span.earliest for each in begun if each.span.latest <= day), default=date.min)
    return last_of_day([each for each in begun if each.span.latest >= floor], day)


def ahead(claims: Iterable[D], day: date) -> list[D]:
    """Return the claims that may be the next after a day: none is definitely before them."""
    later = [each for each in claims if each.span.earliest > day]
    ceiling = min((each.span.latest for each in later), default=date.max)
    soon = [each for each in later if each.span.earliest <= ceiling]
    first = [each for each in soon if not any(comes_after(each, other) for other in soon)]
    return _none_lost(first, soon)


def last_of_day(claims: Sequence[D], day: date) -> list[D]:
    """Leave out claims that another one of the same span, over by this day, comes after.

    Within one span: `order`, else the chain (one starts from what the other
    led to); where neither tells, both stand, and so do all of a chain that
    leads back to where it began.
    """
    last = [
        each
        for each in claims
        if each.span.latest > day or not any(comes_after(other, each) for other in claims)
    ]
    return _none_lost(last, claims)


def comes_after(later: Dated, earlier: Dated) -> bool:
    """Tell whether one claim comes after another of the same span: by `order`, else by chain."""
    if later is earlier or later.span != earlier.span:
        return False
    if later.order is not None and earlier.order is not None:
        return later.order > earlier.order
    return earlier.leads_to(later) and not later.leads_to(earlier)


def _none_lost(kept: list[D], claims: Sequence[D]) -> list[D]:
    """Keep all the claims of a span of which none would be left: their chain is a ring."""
    if len(kept) == len(claims):
        return kept
    spans = {each.span for each in kept}
    return [
        each for each in claims if each.span not in spans or any(each is other for other in kept)
    ]
