"""Find what claims that are over led to, by a day: one level, or several where orders differ.

What was the latest is found by going back from the day: the last of several is
one that no other must follow.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.views.choices import told_days
from timeline.views.claims import Claim
from timeline.views.level import Level
from timeline.views.line import Reading, led_to
from timeline.views.loosening import Loosening
from timeline.views.rounding import rounding
from timeline.views.standing import comes_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Part", "led", "of_one"]

_DAY = timedelta(days=1)
_MOST_ADDED = 6  # changes and issues that have to be taken in every order
_MOST = 24


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

    def cut(self, level: Level) -> Part:
        """Return it with so much left of its level."""
        if level == self.level:
            return self
        return Part(
            level=level, basis=self.basis, claims=self.claims, sure=self.sure,
            loosened=self.loosened, near=self.near,
        )  # fmt: skip


def led(over: Sequence[Claim], loosenings: Sequence[Loosening], day: date) -> list[Part] | None:
    """Return each level that claims which are over may have led to; None if they are too many."""
    if not over:
        return []
    floor = max((each.span.earliest for each in over if each.after is not None), default=date.min)
    claims = [each for each in over if each.span.latest >= floor]
    loose = [each for each in loosenings if floor < each.span.latest <= day]
    ordered = any(
        each.source.fact.order is not None
        for each in loosenings
        if floor <= each.span.latest <= day
    )
    if len(claims) == 1 and claims[0].after is not None and not (loose or ordered):
        return [_leading(claims[0], None)]
    added = sum(each.after is None for each in claims) + len(loose)
    if added > _MOST_ADDED or len(claims) > _MOST or ordered:
        return None
    found: dict[Level, Part] = {}
    for part in _ends(claims, loose, day, day):
        if part is not None:
            other = found.setdefault(part.level, part)
            if other is not part and _named(part) < _named(other):  # whatever was recorded first
                found[part.level] = part
    return list(found.values()) or None


def _named(part: Part) -> list[str]:
    """Return what tells apart two parts of one level."""
    return [each.source.id for each in part.claims] + [each.source.id for each in part.loosened]


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
        if _all_by(claims, by) and _all_by(rest, on) and not any(of_one(each, c) for c in claims):
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
    """Tell whether each may be of a day or before; a loop, since most often there is none."""
    for each in several:  # noqa: SIM110
        if each.span.earliest > day:
            return False
    return True


def of_one(loosening: Loosening, claim: Claim) -> bool:
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
    return Part(
        level=level, basis=by.basis, claims=part.claims, sure=part.sure,
        loosened=(*part.loosened, by), near=part.near,
    )  # fmt: skip


def _leading(claim: Claim, start: Part | None) -> Part:
    """Return what a claim leads to from what stood before it."""
    near = rounding(claim, before=claim.by is not None)
    if claim.after is not None:
        return Part(level=claim.after, basis=claim.basis, claims=(claim,), near=near)
    before = None if start is None else Reading(start.level, start.basis, "definite")
    reading = led_to(claim, before)
    if start is not None:
        near += start.near
    return Part(level=reading.level, basis=reading.basis, claims=(claim,), near=near)
