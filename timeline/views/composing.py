"""Compose what is held of one company on one day from the claims that stand.

This is where the rules of ownership are said. It knows no recording order and
no clock: both are settled before a claim comes here.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from timeline.dates import Certainty
from timeline.views.claims import Claim, ControlClaim, Key
from timeline.views.level import NOTHING, WHOLE, Level, hull
from timeline.views.question import worst
from timeline.views.standing import ahead, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.views.question import Span

__all__ = ["Controlled", "Held", "compose", "controlled"]

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Held:
    """What is held of a company under one key on a day.

    `basis` names the rule that gave the level: `change`, `stated`,
    `before-change`, `worked-out`, `during-change`, `changed-between`, `deal`,
    `wholly-owned`, `ended`. `claims` are the facts behind it; `since` the claim
    that began the level, None where it is older than what is known;
    `asserted` the last day by which it was seen or made so.
    """

    key: Key
    level: Level
    certainty: Certainty
    basis: str
    claims: tuple[Claim, ...] = field(eq=False)
    since: Claim | None = field(default=None, eq=False)
    asserted: Claim | date | None = field(default=None, eq=False)
    disputed: bool = False

    @property
    def exists(self) -> str:
        """Tell whether anything is held: `definite`, `possible`, or `none`."""
        if self.level.is_none:
            return "none"
        sure = self.certainty == "definite" and self.level.is_something
        return "definite" if sure else "possible"


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


def compose(claims: Iterable[Claim], day: date, founded: Span | None = None) -> list[Held]:
    """Compose every holding of one company on a day, sorted by key.

    `founded` is when the company was founded: nothing is held before.
    """
    by_key: dict[Key, list[Claim]] = {}
    several = list(claims)
    for each in several:
        by_key.setdefault(each.key, []).append(each)
    for each in several:
        for key in by_key:
            if _ends(each, key):
                by_key[key].append(_ended(each, key))
    found = [
        held
        for key, each in sorted(by_key.items())
        if (held := _hold(key, each, day, founded)) is not None
    ]
    return found


def _ends(claim: Claim, key: Key) -> bool:
    """Tell whether a claim leaves nothing for a key: all of the company went to another."""
    whole = claim.after is not None and claim.after.exact and claim.after.low == WHOLE.high
    return (
        whole
        and key.holders != claim.key.holders
        and (key.interest, key.class_) == (claim.key.interest, claim.key.class_)
    )


def _ended(claim: Claim, key: Key) -> Claim:
    return evolve(
        claim, key=key, after=NOTHING, before=None, by=None, gain=False, observed=True,
        basis="ended",
    )  # fmt: skip


def _hold(key: Key, claims: Sequence[Claim], day: date, founded: Span | None) -> Held | None:
    if founded is not None and day < founded.earliest:
        return None
    now = standing(claims, day)
    held = _after(key, now, claims, day) if now else _eve(key, claims, day)
    if held is None:
        return None
    return _between(held, claims, day) if now else held


def _after(key: Key, now: Sequence[Claim], claims: Sequence[Claim], day: date) -> Held:
    """Compose the level after the claims that stand; what may not have happened spans its prior."""
    over = [each for each in now if each.span.latest <= day]
    results = [_result(each, claims) for each in now]
    levels = [level for level, _ in results]
    if not over:
        levels += [_prior(each, claims) or _unknown_prior(each, key) for each in now]
    level = hull(levels)
    sure = bool(over) and all(each == level for each in levels)
    certainty = worst(
        [
            "definite" if sure and len(over) == len(now) else "possible",
            *(each.source.certainty for each in now),
        ]
    )
    bases = {basis for _, basis in results}
    return Held(
        key=key, level=level, certainty=certainty, claims=tuple(now),
        basis=bases.pop() if len(over) == len(now) and len(bases) == 1 else "during-change",
        since=_since(now, claims, level), asserted=max(now, key=_latest),
        disputed=_disputed(over, levels),
    )  # fmt: skip


def _eve(key: Key, claims: Sequence[Claim], day: date) -> Held | None:
    """Compose the level before the first change: what it started from, sure only on its eve."""
    following = ahead(claims, day)
    priors = [(each, prior) for each in following if (prior := _prior(each, claims)) is not None]
    if not priors or len(priors) < len(following):
        return None
    level = hull(prior for _, prior in priors)
    first = [each for each, _ in priors]
    on_eve = all(each.span.exact and each.span.earliest - _DAY == day for each in first)
    agreed = all(prior == level for _, prior in priors)
    certainty = worst(
        [
            "definite" if on_eve and agreed else "possible",
            *(each.source.certainty for each in first),
        ]
    )
    worked_out = any(each.before is None for each in first)
    return Held(
        key=key, level=level, certainty=certainty, claims=tuple(first),
        basis="worked-out" if worked_out else "before-change",
        asserted=day if on_eve else None,
    )  # fmt: skip


def _between(held: Held, claims: Sequence[Claim], day: date) -> Held:
    """Widen a level that a later assertion contradicts: something changed on an unknown day."""
    for each in ahead(claims, day):
        seen = each.after if each.observed else _prior(each, ())
        if seen is None or each.basis == "ended" or _agree(seen, held.level):
            continue
        if not each.observed and each.span.exact and each.span.earliest - _DAY == day:
            return evolve(
                held, level=seen, basis="before-change", claims=(each,), since=None,
                asserted=day, certainty=each.source.certainty, disputed=False,
            )  # fmt: skip
        if _asserted_on(held, day):
            continue
        held = evolve(
            held, level=hull([held.level, seen]), certainty="possible",
            basis="changed-between", claims=(*held.claims, each),
        )  # fmt: skip
    return held


def _asserted_on(held: Held, day: date) -> bool:
    """Tell whether the level was made or seen to be so on this very day."""
    return all(each.span.exact and each.span.earliest == day for each in held.claims)


def _agree(seen: Level, level: Level) -> bool:
    """Tell whether what was seen later may be what stood already."""
    return seen == level or (not (seen.exact and level.exact) and seen.meets(level))


def _result(claim: Claim, claims: Sequence[Claim]) -> tuple[Level, str]:
    """Return the level that a claim leads to, and the rule that gives it."""
    if claim.after is not None:
        return claim.after, claim.basis
    top = WHOLE.high if claim.key.unit == "percent" else None
    if claim.by is not None:
        prior = _prior(claim, claims)
        if prior is not None:
            return _within(prior.moved(claim.by), top), "worked-out"
        if claim.by > 0:
            return Level(claim.by, top), "worked-out"
        return Level(Fraction(0), None if top is None else top + claim.by), "worked-out"
    return Level(Fraction(0), top), claim.basis


def _prior(claim: Claim, claims: Sequence[Claim]) -> Level | None:
    """Return the level that a claim starts from: told, worked out, or standing on its eve."""
    if claim.observed:
        return None
    if claim.before is not None:
        return claim.before
    if claim.by is not None and claim.after is not None and claim.basis != "deal":
        return claim.after.moved(-claim.by)
    if claim.span.earliest == date.min:
        return None
    eve = claim.span.earliest - _DAY
    earlier = [each for each in standing(claims, eve) if each is not claim]
    if not earlier or any(each.span.latest > eve for each in earlier):
        return None
    return hull(_result(each, [other for other in claims if other is not claim])[0]
                for each in earlier)  # fmt: skip


def _unknown_prior(claim: Claim, key: Key) -> Level:
    """Return what may have stood before a claim of which no prior is known."""
    top = WHOLE.high if key.unit == "percent" else None
    after = claim.after
    if after is None or claim.observed or claim.gain is None:
        return after or Level(Fraction(0), top)
    if claim.gain:
        return Level(Fraction(0), after.high, high_open=after.high_open)
    return Level(after.low, top, low_open=after.low_open)


def _within(level: Level, top: Fraction | None) -> Level:
    if top is None or (level.high is not None and level.high <= top):
        return level
    return Level(min(level.low, top), top, level.low_open and level.low < top)


def _disputed(over: Sequence[Claim], levels: Sequence[Level]) -> bool:
    """Tell whether claims of one and the same day cannot all be true."""
    if len(over) < 2 or len({each.span for each in over}) > 1 or not over[0].span.exact:  # noqa: PLR2004
        return False
    return not all(
        one.meets(other) and (one == other or not (one.exact and other.exact))
        for one in levels
        for other in levels
    )


def _since(now: Sequence[Claim], claims: Sequence[Claim], level: Level) -> Claim | None:
    """Return the claim that began a level: further back than now while the level was the same."""
    first = min(now, key=lambda each: each.span.earliest)
    while first.span.earliest > date.min:
        earlier = standing(claims, first.span.earliest - _DAY)
        if not earlier or any(_result(each, claims)[0] != level for each in earlier):
            break
        first = min(earlier, key=lambda each: each.span.earliest)
    return first


def _latest(claim: Claim) -> tuple[date, date]:
    return claim.span.latest, claim.span.earliest


def controlled(claims: Iterable[ControlClaim], held: Iterable[Held], day: date) -> list[Controlled]:
    """Compose who controls a company on a day: as stated, or by more than half of it."""
    by_holder: dict[tuple[str, str], list[ControlClaim]] = {}
    for each in claims:
        by_holder.setdefault((each.holder, each.company), []).append(each)
    found: dict[str, Controlled] = {}
    for (holder, company), each in sorted(by_holder.items()):
        now = standing(each, day)
        if any(claim.controls for claim in now):
            sure = all(claim.controls for claim in now) and any(
                claim.span.latest <= day for claim in now
            )
            stands: Certainty = "definite" if sure else "possible"
            certainty = worst([stands, *(claim.source.certainty for claim in now)])
            found[holder] = Controlled(
                holder=holder, company=company, stands=stands, certainty=certainty,
                claims=tuple(now),
            )  # fmt: skip
    for each in _majorities(held):
        found.setdefault(each.holder, each)
    return [found[holder] for holder in sorted(found)]


def _majorities(held: Iterable[Held]) -> Iterable[Controlled]:
    """Give control by definitely more than half: of the votes, else of the shares."""
    several = [each for each in held if each.key.unit == "percent" and len(each.key.holders) == 1]
    voting = {each.key.holders for each in several if each.key.interest == "votes"}
    for each in several:
        interest = "votes" if each.key.holders in voting else "shares"
        half = Fraction(50)
        most = each.level.low > half or (each.level.low == half and each.level.low_open)
        if each.key.interest == interest and most:
            yield Controlled(
                holder=each.key.holders[0], company=each.key.company,
                stands=each.certainty, certainty=each.certainty, claims=each.claims,
            )  # fmt: skip
