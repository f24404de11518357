"""Tell which of several dated claims stand on a day.

A claim dated [a, b] stands on a day D if a <= D and no claim that is definitely
after it (a' > b) has definitely happened by D (b' <= D). What is not surely
known, since it only possibly was public, may stand like any other, but keeps
none from standing: without it they do. The order in which claims were recorded
plays no part.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from timeline.views.question import Span

__all__ = ["Dated", "ahead", "comes_after", "first_of_day", "follows", "last_of_day", "standing"]


class Dated(Protocol):
    """Anything with a span of days, an order within its day, and links to others of its day."""

    @property
    def span(self) -> Span:
        """When it happened."""

    @property
    def sure(self) -> bool:
        """Whether it is surely known: public by then, and not possibly put right."""

    @property
    def order(self) -> int | None:
        """Its place within its day, where one was told."""

    @property
    def before(self) -> Hashable:
        """The level that it starts from, where that is told."""

    @property
    def after(self) -> Hashable:
        """The level that it leads to, where that is told."""


D = TypeVar("D", bound=Dated)


def standing(claims: Iterable[D], day: date, *, over: date | None = None) -> list[D]:
    """Return the claims that stand on a day: what is so, or may be, by its end.

    What is over by the day `over` (the same, unless told) definitely had happened.
    """
    until = over or day
    begun = [each for each in claims if each.span.earliest <= day]
    if len(begun) < 2:  # noqa: PLR2004 - one claim has nothing to come after it
        return begun
    firsts = (each.span.earliest for each in begun if each.span.latest <= until and each.sure)
    floor = max(firsts, default=date.min)
    return last_of_day([each for each in begun if each.span.latest >= floor], until)


def ahead(claims: Iterable[D], day: date, *, assured: bool = False) -> list[D]:
    """Return the claims that may be the next after a day: none is definitely before them.

    With `assured`, all of them are taken for surely known.
    """
    later = [each for each in claims if each.span.earliest > day]
    if len(later) < 2:  # noqa: PLR2004 - one claim has nothing to come before it
        return later
    lasts = (each.span.latest for each in later if assured or each.sure)
    ceiling = min(lasts, default=date.max)
    soon = [each for each in later if each.span.earliest <= ceiling]
    return _none_lost(first_of_day(soon), soon)


def first_of_day(claims: Iterable[D]) -> list[D]:
    """Leave out claims that surely come after another one of the same span."""
    several = list(claims)
    if len(several) < 2:  # noqa: PLR2004 - one claim has nothing to come before it
        return several
    late = _outdone(several, _after, _before, _placed)
    return [each for each in several if id(each) not in late]


def last_of_day(claims: Sequence[D], day: date) -> list[D]:
    """Leave out claims that a sure one of the same span, over by this day, comes after.

    Within one span: `order`, else the chain (one starts from what the other
    led to); where neither tells, both stand, and so do all of a chain that
    leads back to where it began.
    """
    if len(claims) < 2:  # noqa: PLR2004 - one claim has nothing to come after it
        return list(claims)
    over = [each for each in claims if each.span.latest <= day]
    early = _outdone(over, _before, _after, lambda each: -_placed(each))
    return _none_lost([each for each in claims if id(each) not in early], claims)


def comes_after(later: Dated, earlier: Dated) -> bool:
    """Tell whether one claim comes after another of the same span: by `order`, else by chain."""
    return later.span == earlier.span and follows(later, earlier)


def follows(later: Dated, earlier: Dated) -> bool:
    """Tell whether one claim comes after another if both are told of the same days."""
    order, other = later.order, earlier.order
    if order is not None and other is not None:
        return order > other
    return _leads_to(earlier, later) and not _leads_to(later, earlier)


def _leads_to(one: Dated, other: Dated) -> bool:
    """Tell whether what one claim led to is what the other starts from."""
    level, start = one.after, other.before
    return level is not None and start is not None and level == start


def _outdone(
    claims: Iterable[D],
    near: Callable[[Dated], Hashable],
    far: Callable[[Dated], Hashable],
    place: Callable[[Dated], int],
) -> set[int]:
    """Return the ids of the claims that a sure one of their span is beyond, span by span.

    Beyond is later where `near` is the level before, earlier where it is the
    one after. It is told as by `comes_after`, without going through all pairs.
    """
    by_span: dict[Span, list[D]] = {}
    for each in claims:
        by_span.setdefault(each.span, []).append(each)
    found: set[int] = set()
    for several in by_span.values():
        if len(several) > 1:
            found |= _outdone_of_span(several, near, far, place)
    return found


def _outdone_of_span(
    several: Sequence[Dated],
    near: Callable[[Dated], Hashable],
    far: Callable[[Dated], Hashable],
    place: Callable[[Dated], int],
) -> set[int]:
    sure = [each for each in several if each.sure]
    placed = [each for each in several if each.order is not None]
    end = min((place(each) for each in placed if each.sure), default=None)
    every = _linked(sure, near, far)
    unplaced = _linked([each for each in sure if each.order is None], near, far)
    found = {id(each) for each in placed if end is not None and place(each) > end}
    for each in several:
        links = (every if each.order is None else unplaced).get(far(each))
        if links is not None and (None in links or links - {near(each)}):
            found.add(id(each))
    return found


def _linked(
    claims: Iterable[Dated],
    near: Callable[[Dated], Hashable],
    far: Callable[[Dated], Hashable],
) -> dict[Hashable, set[Hashable]]:
    """Return by what claims have on the near side all that they have on the far one."""
    found: dict[Hashable, set[Hashable]] = {}
    for each in claims:
        if near(each) is not None:
            found.setdefault(near(each), set()).add(far(each))
    return found


def _before(claim: Dated) -> Hashable:
    return claim.before


def _after(claim: Dated) -> Hashable:
    return claim.after


def _placed(claim: Dated) -> int:
    return claim.order or 0


def _none_lost(kept: list[D], claims: Sequence[D]) -> list[D]:
    """Keep all the claims of a span of which none would be left: their chain is a ring."""
    if len(kept) == len(claims):
        return kept
    spans, ids = {each.span for each in kept}, {id(each) for each in kept}
    return [each for each in claims if each.span not in spans or id(each) in ids]
