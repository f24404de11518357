"""Compose the level before the first change that is told of: what it started from.

It is sure on the eve alone; what only possibly was public may have been the
first, or not.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.held import Held
from timeline.views.level import WHOLE, Level, hull
from timeline.views.line import told_prior
from timeline.views.question import worst
from timeline.views.standing import ahead, comes_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.views.claims import Claim, Key

__all__ = ["changes_after", "compatible", "either", "eve", "may_follow", "of_whole"]

_DAY = timedelta(days=1)


def eve(key: Key, claims: Sequence[Claim], day: date) -> Held | None:
    """Compose the level before the first change: what it started from, sure only on its eve.

    What only possibly was public may have been the first, or not.
    """
    following = ahead(claims, day)
    doubtful = [each for each in following if not each.sure]
    if not doubtful:
        return _before_first(key, claims, following, day)
    sure = [each for each in claims if each.sure]
    worlds = [sure, *([*sure, each] for each in doubtful), claims]
    found = [
        _before_first(key, each, ahead(each, day, assured=True), day, following) for each in worlds
    ]
    told = [each for each in found if each is not None]
    if not told:
        return None
    held = told[-1]
    for each in told[:-1]:
        held = either(held, each)
    return evolve(held, certainty="definite" if _always(found) else "possible")


def _always(found: Sequence[Held | None]) -> bool:
    """Tell whether one level is certain in every one of several worlds."""
    told = [each for each in found if each is not None and each.certainty == "definite"]
    return len(told) == len(found) and len({each.level for each in told}) == 1


def _before_first(
    key: Key, claims: Sequence[Claim], following: Sequence[Claim], day: date,
    among: Sequence[Claim] = (),
) -> Held | None:  # fmt: skip
    """Compose what those of some claims that may be the first start from.

    `following` are these, as far as they are told; `among` all that may be next.
    """
    on_eve = [each for each in changes_after(following, day) if not may_follow(each, claims)]
    asserting = [each for each in on_eve if told_prior(each) is not None]
    soon = [each for each in following if each.span.earliest - _DAY == day] if on_eve else following
    told = asserting or [each for each in soon if _start(each) is not None]
    bound = min((each.span.latest for each in told), default=date.min)
    first = [each for each in told if each.span.earliest <= bound]
    if not first or (not on_eve and _none_told_before(bound, following)):
        return None
    starts = (_start(each, following, among or following) for each in first)
    priors = [prior for prior in starts if prior is not None]
    level = hull(priors)
    sure = bool(on_eve) and all(prior == level for prior in priors)
    certainty = worst(
        ["definite" if sure else "possible", *(each.source.certainty for each in first)]
    )
    worked_out = any(each.before is None for each in first)
    return Held(
        key=key, level=level, certainty=certainty, claims=tuple(first),
        basis="worked-out" if worked_out else "before-change",
        asserted=day if on_eve else None, disputed=bool(on_eve) and not compatible(priors),
    )  # fmt: skip


def _none_told_before(bound: date, following: Sequence[Claim]) -> bool:
    """Tell whether what says nothing of the level before it may come before all that does."""
    return any(_start(each) is None and each.span.earliest < bound for each in following)


def _start(
    claim: Claim, following: Sequence[Claim] = (), among: Sequence[Claim] = ()
) -> Level | None:
    """Return the level that a claim starts from; who sells so much held at least as much.

    All that is sold on one day, of what is `following`, was held before; or less
    by what may have been bought on it, `among` all that may be next.
    """
    told = told_prior(claim)
    if told is not None or claim.observed or claim.by is None or claim.by >= 0:
        return told
    untold = [each for each in among if told_prior(each) is None]
    if any(each.by is None for each in untold):
        return Level(Fraction(0), WHOLE.high if of_whole(claim) else None)
    together = [each for each in following if each.span == claim.span and told_prior(each) is None]
    sold = [each.by for each in together if each.span.exact and each.by is not None]
    least = -sum((each for each in sold if each < 0), Fraction(0)) or -claim.by
    bought = sum((max(each.by or Fraction(0), Fraction(0)) for each in untold), Fraction(0))
    return Level(max(least - bought, Fraction(0)), WHOLE.high if of_whole(claim) else None)


def changes_after(following: Sequence[Claim], day: date) -> list[Claim]:
    """Return the changes of the next day that say what they start from."""
    return [each for each in following if each.eve == day and _start(each) is not None]


def may_follow(claim: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether what a claim starts from may be made on its very day, by another.

    One that starts from the same itself says the same of the eve, whichever came first.
    """
    prior, first = told_prior(claim), claim.span.earliest
    return prior is not None and any(
        each.after == prior != told_prior(each) and each.span.earliest <= first <= each.span.latest
        for each in others
        if each is not claim and not comes_after(each, claim)
    )


def either(held: Held, without: Held | None) -> Held:
    """Unite what is held by what only possibly was public, and what is held without it."""
    if without is None or without.level == held.level:
        return held
    return evolve(
        held, level=hull([held.level, without.level]), certainty="possible",
        basis="possibly-public", claims=(*held.claims, *without.claims),
    )  # fmt: skip


def compatible(levels: Sequence[Level]) -> bool:
    """Tell whether all of these levels can be true at once."""
    if not levels:
        return True
    lowest = max(levels, key=lambda each: (each.low, each.low_open))
    bounded = [each for each in levels if each.high is not None]
    highest = min(bounded, key=lambda each: (each.high, not each.high_open), default=lowest)
    return lowest.meets(highest)


def of_whole(claim: Claim) -> bool:
    """Tell whether a claim is of a part of the whole: in percent."""
    return claim.key.unit == "percent"
