"""Work out what each claim of one holding leads to, and what it starts from.

A change in points says its level only together with the one before it. Which
one that is, is asked of the same rule that tells what stands: of the claims
that can have come before it, those that may be the latest.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.dates import Certainty
from timeline.views.level import WHOLE, Level, hull
from timeline.views.loosening import Loosening, Loosenings
from timeline.views.question import both, worst
from timeline.views.standing import comes_after, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.views.claims import Claim, Key

__all__ = ["Line", "Reading", "told_prior", "unknown_prior"]

_MOST = 6  # claims that may have come just before: beyond, only what the change itself says


@frozen
class Reading:
    """A level that a claim leads to or starts from: the rule that gives it, and how surely.

    `certainty` is of what the level rests on, not of the days of the claim
    itself; `loosened` is what came after it and left less of it known.
    """

    level: Level
    basis: str
    certainty: Certainty
    loosened: Loosening | None = None


class Line:
    """The claims of one key. What each leads to is worked out once."""

    def __init__(self, claims: Sequence[Claim], loosenings: Loosenings | None = None) -> None:
        """Work out the earlier ones first, so that a long line needs no deep recursion."""
        self.claims = claims
        self.loosenings = loosenings or Loosenings()
        self._found: dict[tuple[int, date, frozenset[int]], Reading | None] = {}
        for each in sorted(claims, key=lambda claim: claim.span.latest):
            if each.after is None:
                self.start(each, each.span.latest)

    def result(self, claim: Claim, day: date) -> tuple[Level, str]:
        """Return the level that a claim leads to as the latest by a day, and the rule for it."""
        reading = self.read(claim, day)
        return reading.level, reading.basis

    def prior(self, claim: Claim, day: date) -> Level | None:
        """Return the level that a claim starts from, if it is told or can be worked out."""
        reading = self.start(claim, day)
        return None if reading is None else reading.level

    def read(self, claim: Claim, day: date, but: tuple[Claim, ...] = ()) -> Reading:
        """Return the level that a claim leads to, and the rule that gives it.

        It is told of the claim as the latest by a day; `but` are claims that came after it.
        """
        reading = self._led_to(claim, day, but)
        since = self.loosenings.since(claim, day)
        if since is None:
            return reading
        loosening, surely = since
        level = loosening.loosens(reading.level)
        if level == reading.level:
            return reading
        certainty = both(reading.certainty, surely)
        return Reading(level, loosening.basis, certainty, loosening)

    def _led_to(self, claim: Claim, day: date, but: tuple[Claim, ...]) -> Reading:
        """Return the level that a claim leads to on its own day."""
        known = claim.source.certainty
        if claim.after is not None:
            return Reading(claim.after, claim.basis, known)
        reading, top = self.start(claim, day, but), _top(claim.key)
        prior = None if reading is None else reading.level
        certainty = known if reading is None else both(known, reading.certainty)
        if claim.by is None:
            return Reading(_directed(prior, claim, top), claim.basis, certainty)
        if prior is not None:
            return Reading(_within(prior.moved(claim.by), top), "worked-out", certainty)
        if claim.by > 0:
            return Reading(Level(claim.by, top), "worked-out", known)
        least = Level(Fraction(0), None if top is None else top + claim.by)
        return Reading(least, "worked-out", known)

    def start(self, claim: Claim, day: date, but: tuple[Claim, ...] = ()) -> Reading | None:
        """Return what a claim starts from, if it is told or can be worked out."""
        told = told_prior(claim)
        if told is not None:
            return Reading(told, "before-change", claim.source.certainty)
        if claim.observed:
            return None
        last = min(day, claim.span.latest)
        past = frozenset(id(each) for each in but if each.span.earliest <= last)
        place = (id(claim), last, past)
        if place not in self._found:
            self._found[place] = self._work_out(claim, last, (*but, claim))
        return self._found[place]

    def _work_out(self, claim: Claim, day: date, but: tuple[Claim, ...]) -> Reading | None:
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
        readings = [self.read(each, day, but) for each in now]
        certainty = worst(each.certainty for each in readings)
        return Reading(hull(each.level for each in readings), "worked-out", certainty)


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
