"""Say what a completed deal moves, whatever of its terms may have been so."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from timeline.views.claims import Claim, ControlClaim, claims_of, controls_of
from timeline.views.level import WHOLE, Level, hull
from timeline.views.loosening import Loosening, loosenings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from timeline.facts.deals import DealMoved
    from timeline.views.deals import Terms
    from timeline.views.in_force import InForce

__all__ = ["Moved"]

T = TypeVar("T", Claim, ControlClaim, Loosening)

_MOVING = ("parties", "kind", "stake")
"""The terms on which it rests what a deal moves."""


class Moved:
    """What a completed deal moves. Its terms may be doubtful: amended later or earlier, or not.

    What it moves by all of them it moves; by some of them only, maybe. A level is from the
    least to the most that any of them leads to.
    """

    def __init__(self, source: InForce, terms: Terms) -> None:
        """Take the completion of a deal, and its terms."""
        self._source, self._variants = source, terms.variants(_MOVING)
        self._behind = tuple(each for each in terms.told_by if each is not source)

    @property
    def claims(self) -> Iterator[Claim]:
        """What it says of holdings."""
        for several in self._by(claims_of, lambda each: each.key):
            yield evolve(self._sure(_spanning(several), several), terms=self._behind)

    @property
    def controls(self) -> Iterator[ControlClaim]:
        """Whom it gives control."""
        for several in self._by(controls_of, lambda each: (each.holder, each.company)):
            yield evolve(self._sure(several[0], several), terms=self._behind)

    @property
    def loosenings(self) -> Iterator[Loosening]:
        """What it leaves less known of."""
        for several in self._by(loosenings_of, lambda each: (each.company, each.class_)):
            yield self._sure(several[0], several)

    def _by(
        self, told: Callable[[InForce, DealMoved], Iterable[T]], key: Callable[[T], Hashable]
    ) -> Iterator[list[T]]:
        """Give what is told by one of the terms or another, by what it is of."""
        found: dict[Hashable, list[T]] = {}
        for terms in self._variants:
            for each in told(self._source, terms):
                found.setdefault(key(each), []).append(each)
        yield from found.values()

    def _sure(self, one: T, several: list[T]) -> T:
        """Doubt what is told by some of the terms only."""
        if len(several) == len(self._variants):
            return one
        return one.of(one.source.doubted())


def _spanning(several: list[Claim]) -> Claim:
    """Return one claim from the least to the most that any of several leads to."""
    first = several[0]
    if all(each == first for each in several):
        return first
    return evolve(
        first, after=hull(map(_level, several)), by=None,
        by_control=all(each.by_control for each in several),
    )  # fmt: skip


def _level(claim: Claim) -> Level:
    return claim.after or Level(claim.by or Fraction(0), WHOLE.high)
