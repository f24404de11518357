"""Compose what is held of one company on one day from the claims that stand.

This is where the rules of ownership are said. It knows no recording order and
no clock: both are settled before a claim comes here.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.capping import capped
from timeline.views.held import Held
from timeline.views.level import ALL, NOTHING, WHOLE, Level, hull
from timeline.views.line import Line, told_prior, unknown_prior
from timeline.views.loosening import Loosening, Loosenings
from timeline.views.past import Past, began
from timeline.views.question import worst
from timeline.views.standing import ahead, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.dates import Certainty
    from timeline.views.claims import Claim, Key
    from timeline.views.question import Span

__all__ = ["compose"]

_DAY = timedelta(days=1)


def compose(
    claims: Iterable[Claim],
    day: date,
    founded: Span | None = None,
    loosenings: Iterable[Loosening] = (),
) -> list[Held]:
    """Compose every holding of one company on a day, sorted by key.

    `founded` is when the company was founded: nothing is held before.
    `loosenings` are the facts after which less is known of what was told before.
    """
    if founded is not None and day < founded.earliest:
        return []
    held = [
        held
        for key, line in sorted(_lines(claims, list(loosenings)).items(), key=_in_full)
        if (held := _hold(key, line, day)) is not None
    ]
    return capped(held)


def _in_full(of_key: tuple[Key, Line]) -> tuple[object, ...]:
    """Return the parts of a key once, so that sorting compares no keys part by part."""
    key = of_key[0]
    return key.holders, key.company, key.interest, key.class_, key.unit


def _lines(claims: Iterable[Claim], loosenings: list[Loosening]) -> dict[Key, Line]:
    """Gather the claims of each key; all of the company to one ends what others held.

    What comes to all of it only when added up is known once the rest is ended.
    """
    by_key: dict[Key, list[Claim]] = {}
    for each in claims:
        by_key.setdefault(each.key, []).append(each)
    _end([each for several in by_key.values() for each in several if each.after == ALL], by_key)
    bearing = {key: Loosenings(loosenings, key) for key in by_key}
    lines = {key: Line(several, bearing[key]) for key, several in by_key.items()}
    ended = _end([each for line in lines.values() for each in _added_up(line)], by_key)
    return lines | {key: Line(by_key[key], bearing[key]) for key in ended}


def _added_up(line: Line) -> Iterable[Claim]:
    """Give the claims that lead to all of the company by what was held before."""
    for each in line.claims:
        if each.after is None and each.by is not None and each.by > 0 and _of_whole(each):
            reading = line.read(each, each.span.latest)
            if reading.level == ALL and reading.certainty == "definite":
                yield each


def _of_whole(claim: Claim) -> bool:
    return claim.key.unit == "percent"


def _end(whole: Iterable[Claim], by_key: dict[Key, list[Claim]]) -> list[Key]:
    """End every holding that all of the company leaves nothing for; return which."""
    ended: dict[Key, None] = {}
    for claim in whole:
        for key, of_key in by_key.items():
            if _of_whole(claim) and _ends(claim, key):
                of_key.append(_ended(claim, key))
                ended[key] = None
    return list(ended)


def _ends(claim: Claim, key: Key) -> bool:
    """Tell whether a claim to all of the company leaves nothing for a key."""
    return key.holders != claim.key.holders and (key.interest, key.class_) == (
        claim.key.interest, claim.key.class_,
    )  # fmt: skip


def _ended(claim: Claim, key: Key) -> Claim:
    return evolve(
        claim, key=key, after=NOTHING, before=None, by=None, gain=False, observed=True,
        by_control=False, basis="ended",
    )  # fmt: skip


def _hold(key: Key, line: Line, day: date) -> Held | None:
    now = standing(line.claims, day)
    if not now:
        return _eve(key, line.claims, day)
    held = _between(_after(key, now, line, day), line, day)
    if any(each.sure for each in now):
        return held
    return _either(held, _eve(key, line.claims, day))


def _either(held: Held, without: Held | None) -> Held:
    """Unite what is held by what only possibly was public, and what is held without it."""
    if without is None or without.level == held.level:
        return held
    return evolve(
        held, level=hull([held.level, without.level]), certainty="possible",
        basis="possibly-public", claims=(*held.claims, *without.claims),
    )  # fmt: skip


def _after(key: Key, now: Sequence[Claim], line: Line, day: date) -> Held:
    """Compose the level after the claims that stand; what may not have happened spans its prior."""
    over = [each for each in now if each.span.latest <= day]
    any_sure = any(each.sure for each in over)
    results = [line.read(each, day) for each in now]
    of_over = [one for each, one in zip(now, results, strict=True) if each.span.latest <= day]
    levels = [each.level for each in results]
    if not any_sure:
        levels += _first_moved(line, now, day)
    for each in now:
        if each.span.latest <= day:
            continue
        if not any_sure:
            levels.append(line.prior(each, day) or unknown_prior(each))
        elif (told := told_prior(each)) is not None:
            levels.append(told)
    level = hull(levels)
    sure = bool(over) and all(each == level for each in levels)
    known = {each.certainty for each in of_over} if sure else set()
    loosened = [each.loosened for each in results if each.loosened is not None]
    return Held(
        key=key, level=level, claims=tuple(now), loosened=tuple(dict.fromkeys(loosened)),
        certainty="definite" if "definite" in known else "possible",
        basis=_basis(now, over, {each.basis for each in results}, sure=sure),
        since=_since(now, line, level, loosened), asserted=max(over or now, key=_latest),
        disputed=_disputed(over, [each.level for each in of_over]),
    )  # fmt: skip


def _first_moved(line: Line, now: Sequence[Claim], day: date) -> list[Level]:
    """Return what a change in points, that may come before all that may stand, can start from."""
    return [
        _unmoved(each, [one for one in now if one.span.latest >= each.span.earliest])
        for each in ahead(line.claims, day)
        if each.by is not None and told_prior(each) is None and each.after is None
        and all(each.span.earliest <= one.span.latest for one in now)
    ]  # fmt: skip


def _unmoved(claim: Claim, others: Sequence[Claim]) -> Level:
    """Return every level that a change in points or shares, and others before it, can start from.

    What a change to a level starts from may be anything.
    """
    top, by = WHOLE.high if _of_whole(claim) else None, claim.by or Fraction(0)
    if any(each.by is None for each in others):
        return Level(Fraction(0), top)
    low = -by - sum(max(each.by or 0, 0) for each in others)
    high = None if top is None else top - by - sum(min(each.by or 0, 0) for each in others)
    return Level(max(low, Fraction(0)), None if top is None or high is None else min(top, high))


def _basis(now: Sequence[Claim], over: Sequence[Claim], bases: set[str], *, sure: bool) -> str:
    """Name the rule behind a level: that of the claims, unless it spans several of them."""
    one_day = len({each.span for each in now}) == 1
    if sure or (len(over) == len(now) and one_day):
        return min(bases)
    if not all(each.sure for each in now):
        return "possibly-public"
    return min(bases) if len(over) == len(now) and len(bases) == 1 else "during-change"


def _eve(key: Key, claims: Sequence[Claim], day: date) -> Held | None:
    """Compose the level before the first change: what it started from, sure only on its eve.

    What only possibly was public may have been the first, or not.
    """
    following = ahead(claims, day)
    doubtful = [each for each in following if not each.sure]
    if not doubtful:
        return _before_first(key, following, day)
    sure = [each for each in claims if each.sure]
    worlds = [sure, *([*sure, each] for each in doubtful), claims]
    found = [_before_first(key, ahead(each, day, assured=True), day, following) for each in worlds]
    told = [each for each in found if each is not None]
    if not told:
        return None
    held = told[-1]
    for each in told[:-1]:
        held = _either(held, each)
    return evolve(held, certainty="definite" if _always(found) else "possible")


def _always(found: Sequence[Held | None]) -> bool:
    """Tell whether one level is certain in every one of several worlds."""
    told = [each for each in found if each is not None and each.certainty == "definite"]
    return len(told) == len(found) and len({each.level for each in told}) == 1


def _before_first(
    key: Key, following: Sequence[Claim], day: date, among: Sequence[Claim] = ()
) -> Held | None:
    """Compose what those that may be the first start from; `among` are all that may be next."""
    on_eve = [each for each in _on_eve(following, day) if not _may_follow(each, following)]
    asserting = [each for each in on_eve if told_prior(each) is not None]
    soon = [each for each in following if each.span.earliest - _DAY == day] if on_eve else following
    told = asserting or [each for each in soon if _start(each) is not None]
    bound = min((each.span.latest for each in told), default=date.min)
    first = [each for each in told if each.span.earliest <= bound]
    if not first or (not on_eve and _none_told_before(bound, following)):
        return None
    priors = [prior for each in first if (prior := _start(each, among or following)) is not None]
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


def _none_told_before(bound: date, following: Sequence[Claim]) -> bool:
    """Tell whether what says nothing of the level before it may come before all that does."""
    return any(_start(each) is None and each.span.earliest < bound for each in following)


def _start(claim: Claim, following: Sequence[Claim] = ()) -> Level | None:
    """Return the level that a claim starts from; who sells so much held at least as much.

    Or less by what may have been bought on the same day, among what is `following`.
    """
    told = told_prior(claim)
    if told is None and not claim.observed and claim.by is not None and claim.by < 0:
        bought = sum(max(each.by or 0, 0) for each in following if told_prior(each) is None)
        unknown = any(each.by is None and told_prior(each) is None for each in following)
        least = Fraction(0) if unknown else max(-claim.by - bought, Fraction(0))
        return Level(least, WHOLE.high if _of_whole(claim) else None)
    return told


def _on_eve(following: Sequence[Claim], day: date) -> list[Claim]:
    """Return the changes of the next day that say what they start from."""
    return [each for each in following if each.eve == day and _start(each) is not None]


def _may_follow(claim: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether what a claim starts from may be made on its very day, by one that is vague."""
    prior, first = told_prior(claim), claim.span.earliest
    return prior is not None and any(
        each.after == prior and each.span.earliest <= first <= each.span.latest
        for each in others
        if each.span != claim.span
    )


def _between(held: Held, line: Line, day: date) -> Held:
    """Widen a level that a later assertion contradicts: something changed on an unknown day."""
    following = ahead(line.claims, day)
    on_eve = [each for each in _on_eve(following, day) if told_prior(each) is not None]
    if any(_may_follow(each, held.claims) for each in on_eve):
        on_eve = []
    if any(each.sure for each in on_eve):
        return _met(held, on_eve, day)
    met = _met(held, on_eve, day) if on_eve else None
    for each in following:
        seen = each.after if each.observed else told_prior(each)
        if seen is None or each.basis == "ended" or _told_already(seen, each, held, line, day):
            continue
        if any(_parts(claim, each, day) for claim in held.claims if claim.sure):
            continue
        if _diluted(held.level, seen) and line.loosenings.between(day, each):
            continue
        held = evolve(
            held, level=hull([held.level, seen]), certainty="possible",
            basis="changed-between", claims=(*held.claims, each),
        )  # fmt: skip
    return held if met is None else _either(met, held)


def _told_already(seen: Level, later: Claim, held: Held, line: Line, day: date) -> bool:
    """Tell whether what was seen later may be each of the levels that it may come right after."""
    now = [each for each in held.claims if each.span.earliest <= day]
    moving = [each for each in now if each.span.latest > day]
    if any(each.by is not None or told_prior(each) is not None for each in moving):
        return _agree(seen, held.level) and hull([seen, held.level]) == held.level
    right_before = [
        each
        for each in now
        if each.span.earliest < day and not any(_lies_between(each, one, later, day) for one in now)
    ]
    if not right_before:
        return len(moving) < len(now)
    levels = [line.read(each, day).level for each in right_before]
    if len(now) > 1 and any(each.after is None for each in right_before):
        return all(each == seen or hull([each, seen]) == each for each in levels)
    return all(_agree(seen, each) for each in levels)


def _lies_between(claim: Claim, other: Claim, later: Claim, day: date) -> bool:
    """Tell whether another claim surely lies between one that stands and a later one.

    It does where it may not have happened yet, must have by then, and cannot
    have come before the one.
    """
    moving = day < other.span.latest < later.span.earliest
    return moving and other.sure and other.span.earliest > min(claim.span.latest, day - _DAY)


def _diluted(level: Level, seen: Level) -> bool:
    """Tell whether an issue of shares may have led from one level to the other."""
    return level.high is not None and seen.meets(Level(NOTHING.low, level.high))


def _met(held: Held, on_eve: Sequence[Claim], day: date) -> Held:
    """Compose the level on the eve of a change that says what it starts from."""
    priors = [prior for each in on_eve if (prior := told_prior(each)) is not None]
    level = hull(priors)
    certain: Certainty = "definite" if any(each.sure for each in on_eve) else "possible"
    if level == held.level and (held.certainty == "definite" or certain == "possible"):
        return held
    if _asserted_on(held, day) and not level.meets(held.level):
        return evolve(
            held, level=hull([held.level, level]), certainty="possible", disputed=True,
            claims=(*held.claims, *on_eve),
        )  # fmt: skip
    same = all(prior == level for prior in priors)
    met = evolve(
        held, level=level, basis="before-change", claims=tuple(on_eve), loosened=(), since=None,
        asserted=day,
        certainty=certain if same else "possible", disputed=not _compatible(priors),
    )  # fmt: skip
    return met if certain == "definite" else _either(met, held)


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
    if not levels:
        return True
    lowest = max(levels, key=lambda each: (each.low, each.low_open))
    bounded = [each for each in levels if each.high is not None]
    highest = min(bounded, key=lambda each: (each.high, not each.high_open), default=lowest)
    return lowest.meets(highest)


def _since(
    now: Sequence[Claim], line: Line, level: Level, loosened: Sequence[Loosening]
) -> Claim | Loosening | None:
    """Return what began a level: further back than now while the level was the same."""
    if loosened:
        return min(loosened, key=lambda each: (each.span.latest, each.source.id))
    return began(now, Past(line.claims), lambda each, eve: line.read(each, eve).level == level)


def _latest(claim: Claim) -> tuple[date, date, str]:
    return claim.span.latest, claim.span.earliest, claim.source.id
