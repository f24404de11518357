"""Tell whether a fact was denied by whom it is about, and not confirmed since.

A denied report moves nothing. A denial counts like any fact: once it was
recorded, public, and not put right. Afterwards a confirmation, or a source that
is firmer than those before it, outweighs it; so does one firmer than the denial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.facts.claims import ClaimAnswered
from timeline.facts.deals import DealMoved
from timeline.facts.fact import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from timeline.dates import Certainty
    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Standing
    from timeline.views.in_force import InForce

__all__ = ["denied", "parties"]


def denied(
    source: InForce, subjects: Collection[str], answers: Iterable[InForce]
) -> tuple[Certainty, InForce] | None:
    """Return the denial that stands against a fact, and how surely; None if none does."""
    moving = [each for each in answers if each.moves]
    confirmations = [each for each in moving if _answer(each)[0] == "confirmed"]
    found: tuple[Certainty, InForce] | None = None
    for each in moving:
        answer, by = _answer(each)
        if answer != "denied" or by not in subjects or _outweighed(source, each):
            continue
        surely = _stands(each, confirmations)
        if surely is not None and (found is None or found[0] == "possible"):
            found = surely, each
    return found


def parties(moves: Iterable[Recorded]) -> set[str]:
    """Return whom a deal is about, whichever of its moves tells of them."""
    several = [each.event for each in moves]
    return {
        party.entity
        for each in several if isinstance(each, DealMoved)
        for party in each.parties
    }  # fmt: skip


def _answer(source: InForce) -> tuple[str, str | None]:
    fact = source.fact
    return (fact.answer, fact.by) if isinstance(fact, ClaimAnswered) else ("", None)


def _stands(denial: InForce, confirmations: Sequence[InForce]) -> Certainty | None:
    """Tell whether a denial still stands after the confirmations that came after it."""
    surely: Certainty | None = denial.certainty
    for each in confirmations:
        if each.span.latest < denial.span.earliest or _ordered(each, denial):
            continue
        after = each.span.earliest > denial.span.latest or _ordered(denial, each)
        if after and each.certainty == "definite":
            return None
        surely = "possible"
    return surely


def _ordered(one: InForce, other: InForce) -> bool:
    """Tell whether one fact comes before another of its day, by the order told."""
    if one.span != other.span or one.order is None or other.order is None:
        return False
    return one.order < other.order


def _outweighed(source: InForce, denial: InForce) -> bool:
    """Tell whether a fact is told more firmly than its denial, or was after it than before."""
    if _rank(source.standing) > _rank(denial.standing):
        return True
    before, after = [-1], [-1]
    for each in source.sources:
        since = each.public.earliest > denial.public.latest
        (after if since else before).append(_rank(each.standing))
    return max(before) >= 0 and max(after) > max(before)


def _rank(standing: Standing) -> int:
    return STANDINGS.index(standing)
