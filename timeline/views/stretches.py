"""Cut the claims of one holding where all that came before is over.

What is left of the past there is one level. Each stretch is worked out from it
alone, by the same rules as the whole line, so that a line of thousands of
claims takes no longer a claim than a short one.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.adding import is_sum
from timeline.views.line import Line, told_prior
from timeline.views.question import Span
from timeline.views.spans import meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.claims import Claim
    from timeline.views.level import Level

__all__ = ["Stretch", "stretches"]

_DAY = timedelta(days=1)
_MOST = 100
"""Claims that meet each other's days and are still worked out; of more, nothing is known."""


class Stretch:
    """Claims of one holding, and the level that all claims before them led to."""

    def __init__(self, claims: Sequence[Claim], start: Level | None) -> None:
        """Work out nothing yet."""
        self.claims = claims
        self._start = start

    def prior(self, claim: Claim) -> Level | None:
        """Return the level that one of its claims starts from, if it can be known."""
        told = told_prior(claim)
        if told is not None or self._line is None:
            return told
        return self._line.prior(claim, claim.span.latest)

    def result(self, claim: Claim) -> Level | None:
        """Return the level that one of its claims leads to, if it can be known."""
        if claim.after is not None or self._line is None:
            return claim.after
        return self._line.result(claim, claim.span.latest)[0]

    @property
    def left(self) -> Level | None:
        """The level that its claims lead to together, if it can be known."""
        if len(self.claims) == 1 and self.claims[0].after is not None:
            return self.claims[0].after
        last = max(each.span.latest for each in self.claims)
        if self._line is None or last == date.max:
            return None
        return self._line.prior(_beside(self.claims[0], last + _DAY, by=Fraction(0)), last + _DAY)

    @cached_property
    def _line(self) -> Line | None:
        one = {each.span for each in self.claims}
        if len(self.claims) > _MOST and not (len(one) == 1 and all(map(is_sum, self.claims))):
            return None
        first = min(each.span.earliest for each in self.claims)
        if self._start is None or first == date.min:
            return Line(self.claims)
        return Line([_beside(self.claims[0], first - _DAY, after=self._start), *self.claims])


def stretches(claims: Iterable[Claim]) -> Iterator[Stretch]:
    """Give the stretches of a holding's claims in their order."""
    start: Level | None = None
    for meeting in meetings(claims):
        for several in _in_order(meeting):
            stretch = Stretch(several, start)
            yield stretch
            start = stretch.left


def _in_order(claims: list[Claim]) -> Iterator[list[Claim]]:
    """Part claims of the same days where the order of each is told; else keep them together."""
    if len(claims) == 1:
        yield claims
        return
    orders = {each.order for each in claims}
    one = {each.span for each in claims}
    if len(one) == 1 and len(orders) == len(claims) and None not in orders and _begins(claims[0]):
        for each in sorted(claims, key=lambda claim: claim.order or 0):
            yield [each]
    else:
        yield claims


def _begins(claim: Claim) -> bool:
    return claim.span.earliest > date.min


def _beside(
    claim: Claim, day: date, *, after: Level | None = None, by: Fraction | None = None
) -> Claim:
    """Return a claim that stands for all others on one side: of a level, or of nothing new."""
    source = evolve(claim.source, span=Span(day, day))
    return evolve(
        claim, source=source, after=after, before=None, by=by, gain=None,
        observed=after is not None, basis="change",
    )  # fmt: skip
