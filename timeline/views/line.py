"""Work out what each claim of one holding leads to, and what it starts from.

A change in points says its level only together with the one before it. Which
one that is, is asked of the same rule that tells what stands: of the claims
that can have come before it, those that may be the latest.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from timeline.views.level import WHOLE, Level, hull
from timeline.views.standing import comes_after, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.views.claims import Claim, Key

__all__ = ["Line", "told_prior", "unknown_prior"]

_MOST = 6  # claims that may have come just before: beyond, only what the change itself says


class Line:
    """The claims of one key. What each leads to is worked out once."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Work out the earlier ones first, so that a long line needs no deep recursion."""
        self.claims = claims
        self._found: dict[tuple[int, date, frozenset[int]], Level | None] = {}
        for each in sorted(claims, key=lambda claim: claim.span.latest):
            if each.after is None:
                self.prior(each, each.span.latest)

    def result(self, claim: Claim, day: date, but: tuple[Claim, ...] = ()) -> tuple[Level, str]:
        """Return the level that a claim leads to, and the rule that gives it.

        It is told of the claim as the latest by a day; `but` are claims that came after it.
        """
        if claim.after is not None:
            return claim.after, claim.basis
        prior, top = self.prior(claim, day, but), _top(claim.key)
        if claim.by is None:
            return _directed(prior, claim, top), claim.basis
        if prior is not None:
            return _within(prior.moved(claim.by), top), "worked-out"
        if claim.by > 0:
            return Level(claim.by, top), "worked-out"
        return Level(Fraction(0), None if top is None else top + claim.by), "worked-out"

    def prior(self, claim: Claim, day: date, but: tuple[Claim, ...] = ()) -> Level | None:
        """Return the level that a claim starts from, if it is told or can be worked out."""
        told = told_prior(claim)
        if claim.observed or told is not None:
            return told
        last = min(day, claim.span.latest)
        past = frozenset(id(each) for each in but if each.span.earliest <= last)
        place = (id(claim), last, past)
        if place not in self._found:
            self._found[place] = self._work_out(claim, last, (*but, claim))
        return self._found[place]

    def _work_out(self, claim: Claim, day: date, but: tuple[Claim, ...]) -> Level | None:
        before = [
            each
            for each in self.claims
            if each.span.earliest <= day
            and not any(each is other for other in but)
            and not comes_after(each, claim)
        ]
        now = standing(before, day)
        if not any(each.span.latest <= day for each in now):
            return None
        if len({each.span for each in now}) == 1 and all(_is_sum(each) for each in now):
            now = [min(now, key=lambda each: (each.by or 0, each.source.id))]
        if len(now) > _MOST:
            return None
        return hull(self.result(each, day, but)[0] for each in now)


def told_prior(claim: Claim) -> Level | None:
    """Return the level that a claim itself says it starts from."""
    if claim.observed or claim.before is not None:
        return None if claim.observed else claim.before
    if claim.by is not None and claim.after is not None and claim.basis != "deal":
        return _within(claim.after.moved(-claim.by), _top(claim.key))
    return None


def _directed(prior: Level | None, claim: Claim, top: Fraction | None) -> Level:
    """Return the level after a change of which only the direction is told."""
    if prior is None or claim.gain is None:
        return Level(Fraction(0), top, low_open=claim.gain is True)
    if claim.gain:
        return Level(prior.low, top, low_open=prior.low != top)
    return Level(Fraction(0), prior.high, high_open=prior.high_open)


def unknown_prior(claim: Claim) -> Level:
    """Return what may have stood before a claim of which no prior is known."""
    top = _top(claim.key)
    after = claim.after
    if after is None or claim.observed or claim.gain is None:
        return after or Level(Fraction(0), top)
    if claim.gain:
        return Level(Fraction(0), after.high, high_open=after.high_open)
    return Level(after.low, top, low_open=after.low_open)


def _is_sum(claim: Claim) -> bool:
    """Tell whether a claim says a change and no level: the order of such is all one."""
    return claim.by is not None and claim.after is None and claim.before is None


def _top(key: Key) -> Fraction | None:
    return WHOLE.high if key.unit == "percent" else None


def _within(level: Level, top: Fraction | None) -> Level:
    if top is None or (level.high is not None and level.high <= top):
        return level
    return Level(min(level.low, top), top, level.low_open and level.low < top)
