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
from timeline.views.level import ALL, NOTHING, WHOLE, Level, hull
from timeline.views.line import Line, told_prior, unknown_prior
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
        if each.key.unit == "percent" and each.after == ALL:
            for key, of_key in by_key.items():
                if _ends(each, key):
                    of_key.append(_ended(each, key))
    return [
        held
        for key, each in sorted(by_key.items())
        if (held := _hold(key, each, day, founded)) is not None
    ]


def _ends(claim: Claim, key: Key) -> bool:
    """Tell whether a claim to all of the company leaves nothing for a key."""
    return key.holders != claim.key.holders and (key.interest, key.class_) == (
        claim.key.interest, claim.key.class_,
    )  # fmt: skip


def _ended(claim: Claim, key: Key) -> Claim:
    return evolve(
        claim, key=key, after=NOTHING, before=None, by=None, gain=False, observed=True,
        basis="ended",
    )  # fmt: skip


def _hold(key: Key, claims: Sequence[Claim], day: date, founded: Span | None) -> Held | None:
    if founded is not None and day < founded.earliest:
        return None
    now = standing(claims, day)
    if not now:
        return _eve(key, claims, day)
    line = Line(claims)
    return _between(_after(key, now, line, day), claims, day)


def _after(key: Key, now: Sequence[Claim], line: Line, day: date) -> Held:
    """Compose the level after the claims that stand; what may not have happened spans its prior."""
    over = [each for each in now if each.span.latest <= day]
    results = {id(each): line.result(each, day) for each in now}
    levels = [level for level, _ in results.values()]
    for each in now:
        if not over:
            levels.append(line.prior(each, day) or unknown_prior(each))
        elif each.span.latest > day and (prior := told_prior(each)) is not None:
            levels.append(prior)
    level = hull(levels)
    sure = bool(over) and all(each == level for each in levels)
    known = [each.source.certainty for each in (over if sure else now)]
    return Held(
        key=key, level=level, claims=tuple(now),
        certainty=("definite" if "definite" in known else "possible") if sure
        else "possible",
        basis=_basis(now, over, {basis for _, basis in results.values()}, sure=sure),
        since=_since(now, line, level), asserted=max(over or now, key=_latest),
        disputed=_disputed(over, [results[id(each)][0] for each in over]),
    )  # fmt: skip


def _basis(now: Sequence[Claim], over: Sequence[Claim], bases: set[str], *, sure: bool) -> str:
    """Name the rule behind a level: that of the claims, unless it spans several of them."""
    one_day = len({each.span for each in now}) == 1
    if sure or (len(over) == len(now) and (one_day or len(bases) == 1)):
        return min(bases)
    return "during-change"


def _eve(key: Key, claims: Sequence[Claim], day: date) -> Held | None:
    """Compose the level before the first change: what it started from, sure only on its eve."""
    following = ahead(claims, day)
    on_eve = _on_eve(following, day)
    first = on_eve or following
    priors = [prior for each in first if (prior := _start(each)) is not None]
    if not priors or len(priors) < len(first):
        return None
    level = hull(priors)
    sure = bool(on_eve) and all(prior == level for prior in priors)
    certainty = worst(
        ["definite" if sure else "possible", *(each.source.certainty for each in first)]
    )
    worked_out = any(each.before is None for each in first)
    return Held(
        key=key, level=level, certainty=certainty, claims=tuple(first),
        basis="worked-out" if worked_out else "before-change",
        asserted=day if on_eve else None, disputed=bool(on_eve) and not _compatible(priors),
    )  # fmt: skip


def _start(claim: Claim) -> Level | None:
    """Return the level that a claim starts from; who sells so much held at least as much."""
    told = told_prior(claim)
    if told is None and not claim.observed and claim.by is not None and claim.by < 0:
        return Level(-claim.by, WHOLE.high if claim.key.unit == "percent" else None)
    return told


def _on_eve(following: Sequence[Claim], day: date) -> list[Claim]:
    """Return the changes of the next day that say what they start from."""
    return [
        each
        for each in following
        if each.span.exact and each.span.earliest - _DAY == day and _start(each) is not None
    ]


def _between(held: Held, claims: Sequence[Claim], day: date) -> Held:
    """Widen a level that a later assertion contradicts: something changed on an unknown day."""
    following = ahead(claims, day)
    on_eve = [each for each in _on_eve(following, day) if told_prior(each) is not None]
    if on_eve:
        return _met(held, on_eve, day)
    for each in following:
        seen = each.after if each.observed else told_prior(each)
        if seen is None or each.basis == "ended" or _agree(seen, held.level):
            continue
        if any(_parts(claim, each, day) for claim in held.claims):
            continue
        held = evolve(
            held, level=hull([held.level, seen]), certainty="possible",
            basis="changed-between", claims=(*held.claims, each),
        )  # fmt: skip
    return held


def _met(held: Held, on_eve: Sequence[Claim], day: date) -> Held:
    """Compose the level on the eve of a change that says what it starts from."""
    priors = [prior for each in on_eve if (prior := told_prior(each)) is not None]
    level, certain = hull(priors), worst(each.source.certainty for each in on_eve)
    if level == held.level and (held.certainty == "definite" or certain == "possible"):
        return held
    if _asserted_on(held, day) and not level.meets(held.level):
        return evolve(
            held, level=hull([held.level, level]), certainty="possible", disputed=True,
            claims=(*held.claims, *on_eve),
        )  # fmt: skip
    same = all(prior == level for prior in priors)
    return evolve(
        held, level=level, basis="before-change", claims=tuple(on_eve), since=None, asserted=day,
        certainty=certain if same else "possible", disputed=not _compatible(priors),
    )  # fmt: skip


def _parts(claim: Claim, later: Claim, day: date) -> bool:
    """Tell whether a claim surely lies from this day on and before a later one."""
    return claim.span.earliest == day and claim.span.latest < later.span.earliest


def _asserted_on(held: Held, day: date) -> bool:
    """Tell whether a level was made or seen to be so on this very day."""
    return any(each.span.exact and each.span.earliest == day for each in held.claims)


def _agree(seen: Level, level: Level) -> bool:
    """Tell whether what was seen later may be what stood already."""
    return seen == level or (not (seen.exact and level.exact) and seen.meets(level))


def _disputed(over: Sequence[Claim], levels: Sequence[Level]) -> bool:
    """Tell whether claims of one and the same day cannot all be true."""
    if len({each.span for each in over}) != 1 or not over[0].span.exact:
        return False
    return not _compatible(levels)


def _compatible(levels: Sequence[Level]) -> bool:
    """Tell whether all of these levels can be true at once."""
    return all(one.meets(other) for one in levels for other in levels)


def _since(now: Sequence[Claim], line: Line, level: Level) -> Claim | None:
    """Return the claim that began a level: further back than now while the level was the same."""
    first = min(now, key=_earliest)
    while first.span.earliest > date.min:
        eve = first.span.earliest - _DAY
        earlier = standing(line.claims, eve)
        if not earlier or any(line.result(each, eve)[0] != level for each in earlier):
            break
        first = min(earlier, key=_earliest)
    return first


def _earliest(claim: Claim) -> tuple[date, date, str]:
    return claim.span.earliest, claim.span.latest, claim.source.id


def _latest(claim: Claim) -> tuple[date, date, str]:
    return claim.span.latest, claim.span.earliest, claim.source.id


def controlled(claims: Iterable[ControlClaim], held: Iterable[Held], day: date) -> list[Controlled]:
    """Compose who controls a company on a day: as stated, or by more than half of it."""
    by_holder: dict[tuple[str, str], list[ControlClaim]] = {}
    for each in claims:
        by_holder.setdefault((each.holder, each.company), []).append(each)
    found: dict[str, Controlled] = {}
    ended: dict[str, date] = {}
    for (holder, company), several in sorted(by_holder.items()):
        now = standing(several, day)
        if now and all(not claim.controls and claim.span.latest <= day for claim in now):
            ended[holder] = min(claim.span.earliest for claim in now)
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
    for majority in _majorities(held):
        begun = [claim for claim in majority.claims if claim.span.earliest <= day]
        last = max((claim.span.latest for claim in begun), default=date.max)
        if last > ended.get(majority.holder, date.min):
            found.setdefault(majority.holder, majority)
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
