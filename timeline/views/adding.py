"""Add up the changes of one span of days of which nothing tells the order.

Each is a change in points or shares and no level, and surely known. In whatever
order they came, they are taken one way, gains first, so that together they need
no more work than one of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.question import Span

__all__ = ["Sums", "is_sum", "sums_by_span"]


@frozen
class Sums:
    """Changes in the order in which they are taken, and what they come to."""

    claims: tuple[Claim, ...]
    gains: Fraction
    losses: Fraction

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Sums:
        """Take the gains first, the largest of them before the others; the largest loss last."""
        several = tuple(sorted(claims, key=_place, reverse=True))
        return cls(
            several,
            sum((_gain(each) for each in several), Fraction(0)),
            sum((_loss(each) for each in several), Fraction(0)),
        )

    def first(self, but: frozenset[int]) -> Claim:
        """Return the change that is taken first, some (by the id of the object) left aside."""
        return next(each for each in self.claims if id(each) not in but)

    def without(self, several: Iterable[Claim]) -> Sums:
        """Return what is left to be added up without some of these changes."""
        gains, losses = self.gains, self.losses
        for each in several:
            gains, losses = gains - _gain(each), losses - _loss(each)
        return Sums((), gains, losses)


def is_sum(claim: Claim) -> bool:
    """Tell whether a claim says a change and no level."""
    return claim.by is not None and claim.after is None and claim.before is None


def sums_by_span(claims: Iterable[Claim]) -> dict[Span, Sums]:
    """Return the spans of several sure claims, all changes, none told to be after another."""
    by_span: dict[Span, list[Claim]] = {}
    for each in claims:
        by_span.setdefault(each.span, []).append(each)
    return {
        span: Sums.of(several)
        for span, several in by_span.items()
        if len(several) > 1
        and all(is_sum(each) and each.sure for each in several)
        and len({each.order for each in several} - {None}) <= 1
    }


def _gain(claim: Claim) -> Fraction:
    return max(claim.by or Fraction(0), Fraction(0))


def _loss(claim: Claim) -> Fraction:
    return min(claim.by or Fraction(0), Fraction(0))


def _place(claim: Claim) -> tuple[Fraction, str]:
    return claim.by or Fraction(0), claim.source.id
