"""Say what a deal moves once it is completed, or ends after that, whatever its terms may be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from timeline.facts.deals import DealMoved
from timeline.views.claims import (
    Claim,
    ControlClaim,
    claims_of,
    control_unwound,
    controls_of,
    unwound,
)
from timeline.views.deals import Terms
from timeline.views.level import WHOLE, Level, hull
from timeline.views.loosening import Loosening, loosenings_of
from timeline.views.reaching import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge

__all__ = ["Moved", "moved_by", "told_before"]

T = TypeVar("T", Claim, ControlClaim, Loosening)

_DONE = "completed"
_ENDED = frozenset({"terminated", "blocked"})
_MOVING = ("parties", "kind", "stake")
"""The terms on which it rests what a deal moves."""


def moved_by(source: InForce, knowledge: Knowledge) -> Moved | None:
    """Return what a move of a deal moves: a first completion that is told; a first end after it."""
    fact = source.fact
    if not isinstance(fact, DealMoved) or fact.state not in {_DONE, *_ENDED}:
        return None
    moves = [each for each in knowledge.facts("deal", fact.deal) if each.moves]
    if fact.state == _DONE:
        if _counted(source, moves):
            return None
        return Moved(source, Terms(moves, source.span.latest, source))
    over = [each for each in moves if _state(each) == _DONE and _may_precede(each, source)]
    if not over or _ended_before(source, over, moves):
        return None
    last = max(over, key=dated)
    surely = any(each.sure and _precedes(each, source) for each in over)
    terms = Terms(moves, last.span.latest, last)
    return Moved(source if surely else source.doubted(), terms, ended=True)


def told_before(source: InForce, knowledge: Knowledge) -> bool:
    """Tell whether a deal was told to be completed before: it moves no stake a second time."""
    fact = source.fact
    if not isinstance(fact, DealMoved) or fact.state != _DONE:
        return False
    return _counted(source, [each for each in knowledge.facts("deal", fact.deal) if each.moves])


def _counted(source: InForce, moves: Sequence[InForce]) -> bool:
    """Tell whether an earlier completion counts, which nothing ended before this one."""
    ends = [each for each in moves if _state(each) in _ENDED and _may_precede(each, source)]
    return any(
        _state(each) == _DONE and each.sure and dated(each) < dated(source)
        and not any(_may_precede(each, end) for end in ends)
        for each in moves
    )  # fmt: skip


def _ended_before(source: InForce, over: Sequence[InForce], moves: Sequence[InForce]) -> bool:
    """Tell whether another end, told of an earlier day, ended all that was completed."""
    return any(
        _state(each) in _ENDED and each.sure and dated(each) < dated(source)
        and all(_precedes(done, each) for done in over)
        for each in moves
    )  # fmt: skip


def _precedes(one: InForce, other: InForce) -> bool:
    """Tell whether one move surely comes before another, by days or by their order within one."""
    if one.span == other.span and one.order is not None and other.order is not None:
        return one.order < other.order
    return one.span.latest < other.span.earliest


def _may_precede(one: InForce, other: InForce) -> bool:
    return one is not other and not _precedes(other, one)


def _state(source: InForce) -> str:
    return source.fact.state if isinstance(source.fact, DealMoved) else ""


class Moved:
    """What a deal moves. Its terms may be doubtful: amended later or earlier, or not.

    What it moves by all of them it moves; by some of them only, maybe. A level is from the
    least to the most that any of them leads to.
    """

    def __init__(self, source: InForce, terms: Terms, *, ended: bool = False) -> None:
        """Take the completion of a deal, or what ended it after that, and its terms."""
        self._source, self._variants = source, terms.variants(_MOVING)
        self._behind = tuple(each for each in terms.told_by if each.recorded is not source.recorded)
        self._ended = ended

    @property
    def claims(self) -> Iterator[Claim]:
        """What it says of holdings."""
        told = unwound if self._ended else claims_of
        for several in self._by(told, lambda each: each.key):
            yield evolve(self._sure(_spanning(several), several), terms=self._behind)

    @property
    def controls(self) -> Iterator[ControlClaim]:
        """Whom it gives control."""
        told = control_unwound if self._ended else controls_of
        for several in self._by(told, lambda each: (each.holder, each.company)):
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
    if first.gain is False:
        return evolve(first, after=None, by=None)
    return evolve(
        first, after=hull(map(_level, several)), by=None,
        by_control=all(each.by_control for each in several),
    )  # fmt: skip


def _level(claim: Claim) -> Level:
    return claim.after or Level(max(claim.by or Fraction(0), Fraction(0)), WHOLE.high)
