"""Say what may be held under one key once nothing is pending: each claim is over, or still ahead.

What the claims that are over led to is one level, or several where their order is
not told; what is told of the next day says more of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.views.choices import Cell, told_days
from timeline.views.next_told import on_eve, seen_next, starts, unknown
from timeline.views.parts import led, of_one
from timeline.views.standing import follows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.views.claims import Claim
    from timeline.views.loosening import Loosening
    from timeline.views.parts import Part

__all__ = ["settled"]


def settled(
    claims: Sequence[Claim], loosenings: Sequence[Loosening], day: date
) -> list[Part] | None:
    """Return every level that may be held on a day; none if what was told contradicts itself.

    None at all is where nothing is told by which to say it, or too much.
    """
    if _turned(claims, loosenings):
        return []
    over: list[Claim] = []
    later: list[Claim] = []
    for each in claims:
        (over if each.span.latest <= day else later).append(each)
    found = led(over, loosenings, day)
    orders = starts([each for each in later if each.eve == day])
    if found is None or orders is None:
        return None
    today = any(each.span.earliest == day for each in over)
    parts: list[Part] = []
    for asserted in orders:
        told = on_eve(found, asserted, today=today) if asserted else None
        if told is None and found:
            told = found if today else list(seen_next(found, later, loosenings, day))
        elif told is None:
            told = unknown(later, day)
        if told is None:
            return None
        parts += told
    return parts


def _turned(claims: Sequence[Claim], loosenings: Sequence[Loosening]) -> bool:
    """Tell whether what comes after another of the same days was chosen to lie before it."""
    cut = [each for each in claims if isinstance(each.span, Cell)]
    loose = [each for each in loosenings if isinstance(each.span, Cell)]
    if not (cut or loose):
        return False
    return any(
        one.span.latest < other.span.earliest
        and told_days(one.span) == told_days(other.span) and follows(one, other)
        for one in cut for other in cut
    ) or any(
        claim.span.latest < each.span.earliest and of_one(each, claim)
        for several, others in ((loose, claims), (loosenings, cut))
        for each in several for claim in others
    )  # fmt: skip
