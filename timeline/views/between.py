"""Widen a level that a later assertion contradicts: something changed on an unknown day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.eve import changes_after, compatible, either, may_follow
from timeline.views.level import NOTHING, Level, hull
from timeline.views.line import Line, told_prior
from timeline.views.rounding import alike, near
from timeline.views.standing import ahead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.dates import Certainty
    from timeline.views.claims import Claim
    from timeline.views.held import Held

__all__ = ["between"]

_DAY = timedelta(days=1)


def between(held: Held, line: Line, day: date) -> Held:
    """Widen a level that a later assertion contradicts: something changed on an unknown day."""
    following = ahead(line.claims, day)
    telling = [each for each in changes_after(following, day) if told_prior(each) is not None]
    second = [each for each in telling if may_follow(each, line.claims)]
    on_eve = [each for each in telling if all(each is not one for one in second)]
    if any(each.sure for each in on_eve):
        return _unless(_met(held, line, on_eve, day), second)
    met = _met(held, line, on_eve, day) if on_eve else None
    for each in following:
        seen = each.after if each.observed else told_prior(each)
        if seen is None or each.basis == "ended" or _told_already(seen, each, held, line, day):
            continue
        if any(_parts(claim, each, day) for claim in held.claims if claim.sure):
            continue
        begun = any(one.sure and one.span.latest <= day for one in held.claims)
        if begun and _diluted(held.level, seen) and line.loosenings.between(day, each):
            continue
        held = evolve(
            held, level=hull([held.level, seen]), certainty="possible",
            basis="changed-between", claims=(*held.claims, each),
        )  # fmt: skip
    return held if met is None else either(met, held)


def _unless(met: Held, second: Sequence[Claim]) -> Held:
    """Unite what is met on the eve and what those start from that may not have come second."""
    priors = [prior for each in second if (prior := told_prior(each)) is not None]
    if all(prior == met.level for prior in priors):
        return met
    return evolve(
        met, level=hull([met.level, *priors]), certainty="possible", basis="changed-between",
        claims=(*met.claims, *second),
    )  # fmt: skip


def _told_already(seen: Level, later: Claim, held: Held, line: Line, day: date) -> bool:
    """Tell whether what was seen later may be each of the levels that it may come right after."""
    now = [each for each in held.claims if each.span.earliest <= day]
    moving = [each for each in now if each.span.latest > day]
    if any(each.by is not None or told_prior(each) is not None for each in moving):
        return _agree(seen, held.level) and hull([seen, held.level]) == held.level
    right_before = [
        each
        for each in now
        if each.span.earliest < day and not any(_lies_between(each, one, later, day) for one in now)
    ]
    if not right_before:
        return len(moving) < len(now)
    told = [(line.read(each, day).level, near(each)) for each in right_before]
    if len(now) > 1 and any(each.after is None for each in right_before):
        return all(each == seen or hull([each, seen]) == each for each, _ in told)
    later_near = near(later, before=not later.observed)
    return all(
        _agree(seen, each) or alike(seen, each, later_near + rounded) for each, rounded in told
    )


def _lies_between(claim: Claim, other: Claim, later: Claim, day: date) -> bool:
    """Tell whether another claim surely lies between one that stands and a later one.

    It does where it may not have happened yet, must have by then, and cannot
    have come before the one.
    """
    moving = day < other.span.latest < later.span.earliest
    return moving and other.sure and other.span.earliest > min(claim.span.latest, day - _DAY)


def _diluted(level: Level, seen: Level) -> bool:
    """Tell whether an issue of shares may have led from one level to the other."""
    return level.high is not None and seen.meets(
        Level(NOTHING.low, level.high, high_open=level.high_open)
    )


def _met(held: Held, line: Line, on_eve: Sequence[Claim], day: date) -> Held:
    """Compose the level on the eve of a change that says what it starts from."""
    priors = [prior for each in on_eve if (prior := told_prior(each)) is not None]
    level = hull(priors)
    certain: Certainty = "definite" if any(each.sure for each in on_eve) else "possible"
    level = _finer(level, on_eve, held, line, day)
    if level == held.level and (held.certainty == "definite" or certain == "possible"):
        return held
    if _asserted_on(held, day) and not _may_be(level, on_eve, held, line, day):
        return evolve(
            held, level=hull([held.level, level]), certainty="possible", disputed=True,
            claims=(*held.claims, *on_eve),
        )  # fmt: skip
    same = all(prior == level for prior in priors)
    met = evolve(
        held, level=level, basis="before-change", claims=tuple(on_eve), loosened=(), since=None,
        asserted=day,
        certainty=certain if same else "possible", disputed=not compatible(priors),
    )  # fmt: skip
    return met if certain == "definite" else either(met, held)


def _finer(level: Level, on_eve: Sequence[Claim], held: Held, line: Line, day: date) -> Level:
    """Return what is held already, where what a change starts from is that to fewer places."""
    prior = min(near(each, before=True) for each in on_eve)
    stands = [each for each in held.claims if each.span.earliest <= day]
    rounded = [near(each) for each in stands if line.read(each, day).level == held.level]
    if rounded and min(rounded) < prior and alike(level, held.level, prior + min(rounded)):
        return held.level
    return level


def _parts(claim: Claim, later: Claim, day: date) -> bool:
    """Tell whether a claim surely lies from this day on and before a later one."""
    return claim.span.earliest == day and claim.span.latest < later.span.earliest


def _asserted_on(held: Held, day: date) -> bool:
    """Tell whether a level was made or seen to be so on this very day."""
    return any(each.span.exact and each.span.earliest == day for each in held.claims)


def _may_be(level: Level, on_eve: Sequence[Claim], held: Held, line: Line, day: date) -> bool:
    """Tell whether a change may start from what one of the claims that stand led to as the last."""
    prior = min(near(each, before=True) for each in on_eve)
    led_to = ((line.read(each, day).level, each) for each in held.claims
              if each.span.earliest <= day)  # fmt: skip
    return any(level.meets(led) or alike(level, led, prior + near(each)) for led, each in led_to)


def _agree(seen: Level, level: Level) -> bool:
    """Tell whether what was seen later may be what stood already."""
    return seen == level or (not (seen.exact and level.exact) and seen.meets(level))
