"""Say what the next that is told of says of a day: what it starts from, or was seen to be so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate, combinations, permutations
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.level import Level
from timeline.views.line import told_prior, top_of
from timeline.views.loosening import issued
from timeline.views.parts import Part
from timeline.views.rounding import alike, near, rounding
from timeline.views.standing import ahead, comes_after, first_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.views.claims import Claim
    from timeline.views.loosening import Loosening

__all__ = ["on_eve", "seen_next", "starts", "unknown"]

_MOST = 5  # claims of one day that are taken in every order


def starts(soon: Sequence[Claim]) -> list[tuple[Claim, ...]] | None:
    """Return the claims that assert this day, for each order of those of the next.

    What comes second by what is told of their order asserts nothing of the day
    before. What starts from where another of its day led to may have come second.
    """
    if not soon:
        return [()]
    priors = {prior for each in soon if (prior := told_prior(each)) is not None}
    if not priors:
        return [()]
    telling = [
        each
        for each in soon
        if told_prior(each) is not None or each.after in priors or each.order is not None
    ]
    if len(telling) > _MOST:
        return None
    found = {
        frozenset(map(id, asserted)): asserted
        for each in _orders(telling)
        for asserted in [_asserting(each)]
    }
    return list(found.values())


def _orders(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Return the orders of claims of one day that agree with what is told; all, if none does."""
    every = list(permutations(claims))
    told = [
        each
        for each in every
        if not any(comes_after(one, other) for one, other in combinations(each, 2))
    ]
    return told or every


def _asserting(order: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return those that say what they start from, but for those that come after another."""
    return tuple(
        each
        for at, each in enumerate(order)
        if (prior := told_prior(each)) is not None
        and not any(one.after == prior or comes_after(each, one) for one in order[:at])
    )


def on_eve(found: Sequence[Part], asserted: Sequence[Claim], *, today: bool) -> list[Part]:
    """Return what is held where the next day's changes say what they start from.

    What was held before and agrees says more of it; what was made or seen on the
    very day has to agree.
    """
    level: Level | None = told_prior(asserted[0])
    for each in asserted[1:]:
        prior = told_prior(each)
        level = level and prior and level.common(prior)
    if level is None:
        return []
    start = Part(
        level=level, claims=tuple(asserted), near=max(rounding(c, before=True) for c in asserted),
        basis="before-change" if all(c.before is not None for c in asserted) else "worked-out",
    )  # fmt: skip
    if not found:
        return [start]
    return [part for each in found if (part := _both(each, start, today=today)) is not None]


def _both(part: Part, start: Part, *, today: bool) -> Part | None:
    common = part.level.common(start.level)
    if common is None:
        led, begun = _near(part), min(near(each, before=True) for each in start.claims)
        if alike(part.level, start.level, led + begun):
            return part if led < begun else start
        return None if today else start
    if common == part.level:
        return part
    if common == start.level:
        return start
    return evolve(start, level=common, claims=(*part.claims, *start.claims))


def seen_next(
    found: Sequence[Part], later: Sequence[Claim], loosenings: Sequence[Loosening], day: date
) -> Iterator[Part]:
    """Give what is held, and what is seen next where it differs: something changed between."""
    seen = [(each, level) for each in ahead(later, day) if (level := _next_level(each, day))]
    for part in found:
        differing = [
            (each, level)
            for each, level in seen
            if not _agree(level, part.level)
            and not alike(level, part.level, near(each, before=not each.observed) + _near(part))
            and not (_fell(part.level, level) and issued(loosenings, day, each))
        ]  # fmt: skip
        yield evolve(part, sure=part.sure and not differing) if differing else part
        for each, level in differing:
            yield Part(
                level=level, basis="changed-between", claims=(*part.claims, each), sure=False,
                near=rounding(each, before=not each.observed),
            )  # fmt: skip


def _next_level(claim: Claim, day: date) -> Level | None:
    """Return the level that was seen next; a change of the next day, if it said so, asserts it."""
    if claim.basis == "ended":
        return None
    if claim.observed:
        return claim.after
    return None if claim.eve == day else told_prior(claim)


def _agree(seen: Level, level: Level) -> bool:
    return seen == level or (not (seen.exact and level.exact) and seen.meets(level))


def _near(part: Part) -> Fraction:
    """Return how far a level that claims led to may have been rounded, beside another of it."""
    return max(map(near, part.claims))


def _fell(level: Level, seen: Level) -> bool:
    return level.high is not None and seen.meets(
        Level(Fraction(0), level.high, high_open=level.high_open)
    )


# What was before everything told


def unknown(later: Sequence[Claim], day: date) -> list[Part] | None:
    """Return what the first that is told of can have started from; None if it may be anything."""
    parts: list[Part] = []
    for first in _firsts(later) if later else [[]]:
        told = _any_start(first, day)
        if told is None:
            return None
        parts += told
    return parts


def _firsts(later: Sequence[Claim]) -> list[list[Claim]]:
    """Return which claims can together be those of the first day on which anything happened."""
    ceiling = min((each.span.latest for each in later), default=date.max)
    near = [each for each in later if each.span.earliest <= ceiling]
    if len(near) > _MOST:
        return [[]]
    found: dict[frozenset[int], list[Claim]] = {}
    for first in sorted({each.span.earliest for each in near} | {ceiling}):
        on = [each for each in near if each.span.earliest <= first <= each.span.latest]
        for several in _some(on):
            ids = frozenset(map(id, several))
            rest = [each for each in near if id(each) not in ids]
            if not any(
                each.span.latest <= first or any(comes_after(one, each) for one in several)
                for each in rest
            ):
                found[ids] = several
    return list(found.values())


def _some(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    for count in range(1, len(claims) + 1):
        yield from map(list, combinations(claims, count))


def _any_start(claims: Sequence[Claim], day: date) -> list[Part] | None:
    """Return what claims of one day start from; who sells so much held at least as much."""
    orders, parts = starts(claims), list[Part]()
    for asserted in orders or ():
        told = on_eve([], asserted, today=False) if asserted else _sold(claims, day)
        if told is None:
            return None
        parts += [evolve(each, sure=each.sure and not asserted) for each in told]
    return None if orders is None else parts


def _sold(claims: Sequence[Claim], day: date) -> list[Part] | None:
    """Return what changes in points alone can start from, if a sale may be the first of them."""
    if not claims or any(each.by is None or each.after is not None for each in claims):
        return None
    if not any(each.by is not None and each.by < 0 for each in first_of_day(claims)):
        return None
    sure = all(each.eve == day for each in claims)
    orders = _orders(claims) if any(each.order is not None for each in claims) else [claims]
    return [
        Part(level=level, basis="worked-out", claims=tuple(claims), sure=sure)
        for level in {_room(order, ordered=order is not claims) for order in orders}
    ]


def _room(claims: Sequence[Claim], *, ordered: bool) -> Level:
    """Return every level that changes in points, one after the other, can start from.

    Where nothing tells their order, it is every level that some order can.
    """
    points = [each.by or Fraction(0) for each in claims]
    sums = (
        [Fraction(0), *accumulate(points)] if ordered else [Fraction(0), sum(points, Fraction(0))]
    )
    top = top_of(claims[0].key)
    return Level(-min(sums), None if top is None else top - max(sums))
