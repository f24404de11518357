"""Work out what each claim of one holding leads to, and what it starts from.

A change in points says its level only together with the one before it. Which
one that is, is asked of the same rule that tells what stands: of the claims
that can have come before it, those that may be the latest.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.dates import Certainty
from timeline.views.adding import is_sum, sums_by_span
from timeline.views.level import WHOLE, Level, hull
from timeline.views.loosening import Loosening, Loosenings
from timeline.views.near import Near
from timeline.views.question import both, worst
from timeline.views.rounding import sharpest
from timeline.views.standing import comes_after, standing
from timeline.views.stood import Stood, began

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.views.claims import Claim, Key
    from timeline.views.in_force import InForce
    from timeline.views.question import Span

__all__ = ["Line", "Reading", "led_to", "told_prior", "top_of", "unknown_prior"]

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
    """The claims of one key. What each leads to is worked out once.

    `claims` are read as far as others of their days tell more precisely; `told` has them as told.
    """

    def __init__(self, claims: Sequence[Claim], loosenings: Loosenings | None = None) -> None:
        """Work out the earlier ones first, so that a long line needs no deep recursion."""
        self.told, self.claims = claims, sharpest(claims)
        self.loosenings = loosenings or Loosenings()
        self._found: dict[tuple[int, date, date, frozenset[int]], Reading | None] = {}
        self._sums = sums_by_span(self.claims) if len(claims) > 1 else {}
        self._bases: dict[tuple[Span, date, frozenset[int]], Reading | None] = {}
        self._alone: dict[tuple[Span, frozenset[int]], bool] = {}
        self._ordered: dict[Span, bool] = {}
        self._since: dict[tuple[int, date], tuple[Loosening, Certainty] | None] = {}
        self._steady: dict[tuple[Span, date], bool] = {}
        self._vague = [each for each in claims if each.sure and not each.span.exact]
        for each in sorted(self.claims, key=lambda claim: (claim.span.latest, claim.order or 0)):
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

    def read(
        self, claim: Claim, day: date, but: tuple[Claim, ...] = (), over: date | None = None
    ) -> Reading:
        """Return the level that a claim leads to, and the rule that gives it.

        It is told of the claim as the latest by a day, and so the latest of all
        that is over by the day `over` (the same, unless told); `but` are claims
        that came after it.
        """
        if claim.after is not None:
            return self._loosened(claim, day, None)
        return self._loosened(claim, day, self.start(claim, day, but, over))

    def _loosened(self, claim: Claim, day: date, start: Reading | None) -> Reading:
        """Return the level that a claim leads to by a day from what it starts from."""
        reading = led_to(claim, start)
        since = self._loosening(claim, day)
        if since is None:
            return reading
        loosening, surely = since
        level = loosening.loosens(reading.level)
        if level == reading.level:
            return reading
        certainty = both(reading.certainty, surely)
        return Reading(level, loosening.basis, certainty, loosening)

    def _loosening(self, claim: Claim, day: date) -> tuple[Loosening, Certainty] | None:
        place = (id(claim), day)
        if place not in self._since:
            self._since[place] = self.loosenings.since(claim, day)
        return self._since[place]

    def start(
        self, claim: Claim, day: date, but: tuple[Claim, ...] = (), over: date | None = None
    ) -> Reading | None:
        """Return what a claim starts from, if it is told or can be worked out; see `read`."""
        told = told_prior(claim)
        if told is not None:
            return Reading(told, "before-change", claim.source.certainty)
        if claim.observed:
            return None
        last = min(day, claim.span.latest)
        past = frozenset(
            id(each)
            for each in but
            if each.span.earliest <= last
            and not (comes_after(each, claim) and self._in_order(claim.span))
        )
        until = self._until(last, over or day, (*but, claim))
        place = (id(claim), last, until, past)
        if place not in self._found:
            self._found[place] = self._work_out(claim, last, (*but, claim), until)
        return self._found[place]

    def since(
        self, now: Iterable[Claim], level: Level, loosened: Sequence[Loosening] = ()
    ) -> Claim | Loosening:
        """Return what began a level: further back than what stands while the level was the same."""
        if loosened:
            return min(loosened, key=lambda each: (each.span.latest, each.source.id))
        return began(now, self._past, lambda each, eve: self.read(each, eve).level == level)

    @cached_property
    def open(self) -> dict[int, InForce]:
        """The facts of which there may be something to choose: when they were, or whether."""
        every = (each.source for each in (*self.claims, *self.loosenings))
        return {
            each.recorded.position: each for each in every if not (each.sure and each.span.exact)
        }

    @cached_property
    def near(self) -> Near:
        """Between which days what is told may bear on a day."""
        return Near(self.claims)

    @cached_property
    def _past(self) -> Stood[Claim]:
        return Stood(self.claims)

    def _until(self, last: date, over: date, but: tuple[Claim, ...]) -> date:
        """Return the day by which what surely came before is over: later, if that makes more so."""
        past = {id(each) for each in but}
        moving = (each for each in self._vague if each.span.earliest <= last < each.span.latest)
        sooner = any(each.span.latest <= over and id(each) not in past for each in moving)
        return over if sooner else last

    def _in_order(self, span: Span) -> bool:
        """Tell whether the order of all claims that meet a span is told: none is read twice."""
        if span not in self._ordered:
            self._ordered[span] = all(
                each.span == span and each.order is not None
                for each in self.claims
                if each.span.earliest <= span.latest and each.span.latest >= span.earliest
            )
        return self._ordered[span]

    def _work_out(
        self, claim: Claim, day: date, but: tuple[Claim, ...], over: date
    ) -> Reading | None:
        if self._only_sums(claim.span, day, but):
            return self._added(claim.span, day, but, over)
        past = {id(each) for each in but}
        before = [
            each
            for each in self.claims
            if each.span.earliest <= day and id(each) not in past and not comes_after(each, claim)
        ]
        now = standing(before, day, over=over)
        if not any(each.span.latest <= over and each.sure for each in now):
            return None
        if len({each.span for each in now}) == 1 and all(is_sum(each) for each in now):
            if now[0].span in self._sums:
                return self._added(now[0].span, day, but, over)
            now = [min(now, key=lambda each: (not each.sure, each.by or 0, each.source.id))]
        if len(now) > _MOST:
            return None
        readings = [self.read(each, day, but, over) for each in now]
        certainty = worst(each.certainty for each in readings)
        return Reading(hull(each.level for each in readings), "worked-out", certainty)

    # Changes of one span, of which the order is all one

    def _only_sums(self, span: Span, day: date, but: tuple[Claim, ...]) -> bool:
        """Tell whether nothing but other sums of a span can have come just before one of them."""
        if span not in self._sums or day != span.latest:
            return False
        if sum(each.span == span for each in but) >= len(self._sums[span].claims):
            return False
        past = _apart(span, but)
        if (span, past) not in self._alone:
            before = (each for each in self.claims if id(each) not in past)
            spans = {each.span for each in standing(before, day)}
            self._alone[span, past] = spans == {span}
        return self._alone[span, past]

    def _added(self, span: Span, day: date, but: tuple[Claim, ...], over: date) -> Reading:
        """Return what all the sums of a span lead to by a day, but for some: gains come first.

        From the most that a bounded level may be, losses have to make room for gains first.
        """
        sums, start = self._sums[span], self._base(span, but, over)
        mine = {id(each): each for each in but if each.span == span}
        if not (self._is_steady(span, span.latest) and self._is_steady(span, day)):
            left = [each for each in sums.claims if id(each) not in mine]
            for each in left[:-1]:
                start = self._loosened(each, span.latest, start)
            start = self._loosened(left[-1], day, start)
            return Reading(start.level, "worked-out", start.certainty)
        first = sums.first(frozenset(mine))
        reading, top = led_to(first, start), top_of(first.key)
        rest = sums.without([*mine.values(), first])
        level = _within(_within(reading.level.moved(rest.gains), top).moved(rest.losses), top)
        from_ = Level(Fraction(0), top) if start is None else start.level
        if not from_.exact:
            total = rest.gains + rest.losses + (first.by or Fraction(0))
            level = hull([level, _within(from_.moved(total), top)])
        return Reading(level, "worked-out", reading.certainty)

    def _base(self, span: Span, but: tuple[Claim, ...], over: date) -> Reading | None:
        """Return what the sums of a span start from."""
        several = self._sums[span].claims
        past = (*(each for each in but if each.span != span), *several)
        until = self._until(span.latest, over, past)
        place = (span, until, _apart(span, but))
        if place not in self._bases:
            self._bases[place] = self._work_out(several[0], span.latest, past, until)
        return self._bases[place]

    def _is_steady(self, span: Span, day: date) -> bool:
        """Tell whether nothing loosens what a sum of a span leads to by a day."""
        if (span, day) not in self._steady:
            several = self._sums[span].claims
            self._steady[span, day] = all(self._loosening(each, day) is None for each in several)
        return self._steady[span, day]


def led_to(claim: Claim, start: Reading | None) -> Reading:
    """Return the level that a claim leads to on its own day, from what it starts from."""
    known = claim.source.certainty
    if claim.after is not None:
        return Reading(claim.after, claim.basis, known)
    top = top_of(claim.key)
    prior = None if start is None else start.level
    certainty = known if start is None else both(known, start.certainty)
    if claim.by is None:
        return Reading(_directed(prior, claim, top), claim.basis, certainty)
    if prior is not None:
        return Reading(_within(prior.moved(claim.by), top), "worked-out", certainty)
    if claim.by > 0:
        return Reading(Level(claim.by, top), "worked-out", known)
    least = Level(Fraction(0), None if top is None else top + claim.by)
    return Reading(least, "worked-out", known)


def _apart(span: Span, but: tuple[Claim, ...]) -> frozenset[int]:
    """Return the ids of the claims of other spans, of those that may play a part in this one."""
    return frozenset(
        id(each) for each in but if each.span != span and each.span.earliest <= span.latest
    )


def told_prior(claim: Claim) -> Level | None:
    """Return the level that a claim itself says it starts from."""
    if claim.observed or claim.before is not None:
        return None if claim.observed else claim.before
    if claim.by is not None and claim.after is not None and claim.basis != "deal":
        return _within(claim.after.moved(-claim.by), top_of(claim.key))
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
    top = top_of(claim.key)
    after = claim.after
    if after is None or claim.observed or claim.gain is None:
        return after or Level(Fraction(0), top)
    if claim.gain:
        return Level(Fraction(0), after.high, high_open=after.high_open)
    return Level(after.low, top, low_open=after.low_open)


def top_of(key: Key) -> Fraction | None:
    """Return the most that a level of a key may be, where anything bounds it."""
    return WHOLE.high if key.unit == "percent" else None


def _within(level: Level, top: Fraction | None) -> Level:
    if top is None or (level.high is not None and level.high <= top):
        return level
    return Level(min(level.low, top), top, level.low_open and level.low < top)
