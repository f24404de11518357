"""Say what may be held under one key once nothing is pending: each claim is over, or still ahead.

What was the latest is found by going back from the day: the last of several is
one that no other must follow. What they led to is then one level, or several
where their order is not told; what was told of the next day says more of each.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, combinations, permutations
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from timeline.views.choices import Cell, told_days
from timeline.views.finding import rounding
from timeline.views.level import Level
from timeline.views.line import Reading, led_to, told_prior, top_of
from timeline.views.loosening import Loosening, Loosenings
from timeline.views.standing import ahead, comes_after, first_of_day, follows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.claims import Claim

__all__ = ["Part", "settled"]

_DAY = timedelta(days=1)
_MOST_ADDED = 6  # changes and issues that have to be taken in every order
_MOST_OVER = 24
_MOST_SOON = 5


@frozen(kw_only=True)
class Part:
    """One level that may be held: the rule that gives it, the claims behind it, how surely.

    `near` is how far the figures behind it may have been rounded.
    """

    level: Level
    basis: str
    claims: tuple[Claim, ...] = field(eq=False)
    sure: bool = True
    loosened: tuple[Loosening, ...] = field(default=(), eq=False)
    near: Fraction = field(default=Fraction(0), eq=False)


def settled(
    claims: Sequence[Claim], loosenings: Sequence[Loosening], day: date
) -> list[Part] | None:
    """Return every level that may be held on a day; none if what was told contradicts itself.

    None at all is where nothing is told by which to say it, or too much.
    """
    if _turned(claims, loosenings):
        return []
    over = [each for each in claims if each.span.latest <= day]
    later = [each for each in claims if each.span.latest > day]
    found = _led(over, loosenings, day)
    starts = _starts([each for each in later if each.eve == day])
    if found is None or starts is None:
        return None
    today = any(each.span.earliest == day for each in over)
    parts: list[Part] = []
    for asserted in starts:
        told = _told(found, asserted, today=today) if asserted else None
        if told is None and found:
            told = found if today else list(_seen(found, later, loosenings, day))
        elif told is None:
            told = _unknown(later, day)
        if told is None:
            return None
        parts += told
    return parts


def _turned(claims: Sequence[Claim], loosenings: Sequence[Loosening]) -> bool:
    """Tell whether what comes after another of the same days was chosen to lie before it."""
    cut = [each for each in claims if isinstance(each.span, Cell)]
    return any(
        one.span.latest < other.span.earliest
        and told_days(one.span) == told_days(other.span) and follows(one, other)
        for one in cut for other in cut
    ) or any(
        claim.span.latest < each.span.earliest and _of(each, claim)
        for each in loosenings for claim in claims
    )  # fmt: skip


# What was led to


def _led(over: Sequence[Claim], loosenings: Sequence[Loosening], day: date) -> list[Part] | None:
    """Return each level that the claims that are over may have led to; None if they are too many."""
    if not over:
        return []
    floor = max((each.span.earliest for each in over if each.after is not None), default=date.min)
    claims = [each for each in over if each.span.latest >= floor]
    loose = [each for each in loosenings if floor < each.span.latest <= day]
    added = sum(each.after is None for each in claims) + len(loose)
    if added > _MOST_ADDED or len(claims) > _MOST_OVER:
        return None
    found = {
        part.level: part for part in _ends(claims, loose, day, day) if part is not None
    }  # fmt: skip
    return list(found.values()) or None


def _ends(
    claims: Sequence[Claim], loose: Sequence[Loosening], until: date, issued: date
) -> Iterator[Part | None]:
    """Give what claims led to by a day, for each order that they may have come in.

    None is what stood before all of them. What loosens came by the day `issued`: it
    comes before the claims of its very day.
    """
    if not claims:
        yield None
        return
    for each in loose:
        on = min(issued, each.span.latest)
        by, rest = min(until, on - _DAY), [one for one in loose if one is not each]
        if _all_by(claims, by) and _all_by(rest, on) and not any(_of(each, c) for c in claims):
            for part in _ends(claims, rest, by, on):
                yield part and _loosened(part, each)
    for claim in claims:
        by = min(until, claim.span.latest)
        others = [one for one in claims if one is not claim]
        if not (_all_by(others, by) and _all_by(loose, by)) or any(
            comes_after(one, claim) for one in others
        ):
            continue
        if claim.after is not None:
            yield _leading(claim, None)
            continue
        for part in _ends(others, loose, by, by):
            yield _leading(claim, part)


def _all_by(several: Iterable[Claim | Loosening], day: date) -> bool:
    return all(each.span.earliest <= day for each in several)


def _of(loosening: Loosening, claim: Claim) -> bool:
    """Tell whether a claim is of the very issue, so that its level is one after it."""
    of_one_time = told_days(loosening.span) == told_days(claim.span)
    return loosening.source is claim.source or (of_one_time and claim.gain is True)


def _loosened(part: Part, by: Loosening) -> Part:
    """Return what a level may be after an issue, or the end of a control that it rested on."""
    if by.holder is not None and not any(each.by_control for each in part.claims):
        return part
    level = by.loosens(part.level)
    if level == part.level:
        return part
    return evolve(part, level=level, basis=by.basis, loosened=(*part.loosened, by))


def _leading(claim: Claim, start: Part | None) -> Part:
    """Return what a claim leads to from what stood before it."""
    before = None if start is None else Reading(start.level, start.basis, "definite")
    reading = led_to(claim, before)
    near = rounding(claim, before=claim.by is not None)
    return Part(
        level=reading.level, basis=reading.basis, claims=(claim,),
        near=near + (Fraction(0) if start is None or claim.after is not None else start.near),
    )  # fmt: skip


# What is told of the next day, and later


def _starts(soon: Sequence[Claim]) -> list[tuple[Claim, ...]] | None:
    """Return the claims that assert this day, for each order of those of the next.

    What comes second by what is told of their order asserts nothing of the day
    before. What starts from where another of its day led to may have come second.
    """
    priors = {prior for each in soon if (prior := told_prior(each)) is not None}
    if not priors:
        return [()]
    telling = [
        each
        for each in soon
        if told_prior(each) is not None or each.after in priors or each.order is not None
    ]
    if len(telling) > _MOST_SOON:
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


def _told(found: Sequence[Part], asserted: Sequence[Claim], *, today: bool) -> list[Part]:
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
        return None if today else start
    if common == part.level:
        return part
    if common == start.level:
        return start
    return evolve(start, level=common, claims=(*part.claims, *start.claims))


def _seen(
    found: Sequence[Part], later: Sequence[Claim], loosenings: Sequence[Loosening], day: date
) -> Iterator[Part]:
    """Give what is held, and what is seen next where it differs: something changed between."""
    issues = Loosenings(loosenings)
    following = ahead(later, day)
    for part in found:
        differing = [
            each
            for each in following
            if (level := _next_level(each, day)) is not None and not _agree(level, part.level)
            and not (_fell(part.level, level) and issues.between(day, each))
        ]  # fmt: skip
        yield evolve(part, sure=part.sure and not differing)
        for each in differing:
            level = _next_level(each, day)
            assert level is not None  # noqa: S101 - as above
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


def _fell(level: Level, seen: Level) -> bool:
    return level.high is not None and seen.meets(Level(Fraction(0), level.high))


# What was before everything told


def _unknown(later: Sequence[Claim], day: date) -> list[Part] | None:
    """Return what the first that is told of can have started from; None if it may be anything."""
    parts: list[Part] = []
    for first in _firsts(later):
        told = _any_start(first, day)
        if told is None:
            return None
        parts += told
    return parts or None


def _firsts(later: Sequence[Claim]) -> list[list[Claim]]:
    """Return which claims can together be those of the first day on which anything happened."""
    ceiling = min((each.span.latest for each in later), default=date.max)
    near = [each for each in later if each.span.earliest <= ceiling]
    if len(near) > _MOST_SOON:
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
    told = [
        Part(level=prior, claims=(each,), sure=False, near=rounding(each, before=True),
             basis="worked-out" if each.before is None else "before-change")
        for each in first_of_day(claims)
        if (prior := told_prior(each)) is not None
    ]  # fmt: skip
    if told:
        return told
    points = [each.by for each in claims if each.by is not None and each.after is None]
    if not claims or len(points) < len(claims) or min(points) > 0:
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
    sums = [Fraction(0), *accumulate(points)] if ordered else [Fraction(0), sum(points, Fraction(0))]
    top = top_of(claims[0].key)
    return Level(-min(sums), None if top is None else top - max(sums))
