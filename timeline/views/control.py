"""Compose who controls a company: as it is stated, or by more than half of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.views.claims import Claim, ControlClaim
from timeline.views.question import worst
from timeline.views.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.views.held import Held
    from timeline.views.level import Level

__all__ = ["Controlled", "controlled", "may_control"]

_HALF = Fraction(50)


@frozen(kw_only=True)
class Controlled:
    """A holder's control of a company on a day, and the claims behind it.

    `stands` tells of the days alone, `certainty` also of what is known of them.
    """

    holder: str
    company: str
    stands: Certainty
    certainty: Certainty
    claims: tuple[Claim | ControlClaim, ...] = field(eq=False)


def controlled(claims: Iterable[ControlClaim], held: Iterable[Held], day: date) -> list[Controlled]:
    """Compose who controls a company on a day: as stated, or by more than half of it."""
    by_holder: dict[tuple[str, str], list[ControlClaim]] = {}
    for each in claims:
        by_holder.setdefault((each.holder, each.company), []).append(each)
    several_held = list(held)
    found: dict[str, Controlled] = {}
    nothing = _nothing(several_held)
    ended: dict[str, date] = {}
    for (holder, company), several in sorted(by_holder.items()):
        now = standing(several, day)
        if now and all(not claim.controls and claim.span.latest <= day for claim in now):
            ended[holder] = min(claim.span.earliest for claim in now)
        if any(claim.controls for claim in now) and not _sold(now, nothing.get(holder)):
            sure = all(claim.controls for claim in now) and any(
                claim.span.latest <= day for claim in now
            )
            stands: Certainty = "definite" if sure else "possible"
            certainty = worst([stands, *(claim.source.certainty for claim in now)])
            found[holder] = Controlled(
                holder=holder, company=company, stands=stands, certainty=certainty,
                claims=tuple(now),
            )  # fmt: skip
    for majority in _majorities(several_held, day):
        begun = [claim for claim in majority.claims if claim.span.earliest <= day]
        last = max((claim.span.latest for claim in begun), default=date.max)
        if last > ended.get(majority.holder, date.min):
            found.setdefault(majority.holder, majority)
    return [found[holder] for holder in sorted(found)]


def _nothing(held: Iterable[Held]) -> dict[str, date]:
    """Return who definitely has no shares any more, and since which day that is told."""
    return {
        each.key.holders[0]: max(claim.span.earliest for claim in each.claims)
        for each in held
        if each.level.is_none and each.certainty == "definite" and len(each.key.holders) == 1
        and (each.key.interest, each.key.class_, each.key.unit) == ("shares", "", "percent")
    }  # fmt: skip


def _sold(now: Sequence[ControlClaim], nothing: date | None) -> bool:
    """Tell whether control that rests on shares went with them: to nothing, after it was told."""
    return nothing is not None and all(
        claim.by_stake and claim.span.latest < nothing for claim in now
    )


def _majorities(held: Iterable[Held], day: date) -> Iterable[Controlled]:
    """Give control by definitely more than half: of the votes, else of the shares.

    It is possible where that may be so by what is in the course of happening. Of one
    class no part of the whole is told.
    """
    several = [each for each in held if (each.key.unit, each.key.class_) == ("percent", "")]
    voting = [each for each in several if each.key.interest == "votes"]
    with_votes = {each.key.holders for each in voting}
    for each in several:
        if len(each.key.holders) > 1 or not may_control(each, day):
            continue
        interest = "votes" if each.key.holders in with_votes else "shares"
        if each.key.interest != interest:
            continue
        certainty = each.certainty
        if interest == "shares":
            left = _left([one for one in voting if each.key.holders[0] not in one.key.holders])
            if left is None:
                continue
            certainty = worst([certainty, left])
        yield Controlled(
            holder=each.key.holders[0], company=each.key.company,
            stands=certainty, certainty=certainty, claims=each.claims,
        )  # fmt: skip


def _left(votes: Iterable[Held]) -> Certainty | None:
    """Tell whether votes that are told of others leave more than half of them to somebody else.

    Of votes held jointly and by one of those holders alone, the larger are counted.
    """
    taken: dict[str, Fraction] = {}
    possibly = False
    for each in sorted(votes, key=lambda one: one.level.low, reverse=True):
        possibly |= each.level.high is None or each.level.high > _HALF
        if each.certainty == "definite" and not taken.keys() & {*each.key.holders}:
            taken |= dict.fromkeys(each.key.holders, Fraction(0)) | {
                each.key.holders[0]: each.level.low
            }
    if sum(taken.values(), Fraction(0)) >= _HALF:
        return None
    return "possible" if possibly else "definite"


def may_control(held: Held, day: date) -> bool:
    """Tell whether a holding is more than half, or may be by one of the claims behind it alone."""
    if _more_than_half(held.level):
        return True
    return held.certainty == "possible" and any(
        _leads_to_more(each) for each in held.claims if each.span.earliest <= day
    )


def _leads_to_more(claim: Claim) -> bool:
    if claim.after is not None:
        return _more_than_half(claim.after)
    return claim.by is not None and claim.by > _HALF


def _more_than_half(level: Level) -> bool:
    return level.low > _HALF or (level.low == _HALF and level.low_open)
