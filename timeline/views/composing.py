"""Compose what is held of one company on one day from the claims that stand.

This is where the rules of ownership are said. It knows no recording order and
no clock: both are settled before a claim comes here.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.between import between
from timeline.views.eve import compatible, either, eve, of_whole
from timeline.views.held import Held
from timeline.views.level import ALL, NOTHING, WHOLE, Level, hull
from timeline.views.line import Line, told_prior, unknown_prior
from timeline.views.loosening import Loosenings
from timeline.views.rounding import alike, near
from timeline.views.sharpening import Runs, sharpened
from timeline.views.standing import ahead, standing
from timeline.views.stood import latest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from timeline.views.claims import Claim, Key
    from timeline.views.loosening import Loosening
    from timeline.views.question import Span

__all__ = ["Composition", "compose", "ended_by", "ends"]

_DAY = timedelta(days=1)


def compose(
    claims: Iterable[Claim],
    day: date,
    founded: Span | None = None,
    loosenings: Iterable[Loosening] = (),
) -> list[Held]:
    """Compose every holding of one company on a day, sorted by key; see `Composition`."""
    return Composition(claims, founded, loosenings).on(day)


class Composition:
    """What is claimed of one company, to be composed on any day.

    `founded` is when the company was founded: nothing is held before.
    `loosenings` are the facts after which less is known of what was told before.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        founded: Span | None = None,
        loosenings: Iterable[Loosening] = (),
    ) -> None:
        """Gather the claims of each holding, once for all days."""
        self._lines = dict(sorted(_lines(claims, list(loosenings)).items(), key=_in_full))
        self._founded = founded

    @classmethod
    def of_line(cls, key: Key, line: Line, founded: Span | None) -> Composition:
        """Return the composition of one holding alone."""
        found = cls((), founded)
        found._lines[key] = line
        return found

    def without(self, key: Key, positions: Collection[int]) -> Composition | None:
        """Return one holding alone, as it was before facts at some positions told of it too.

        None where they alone tell of it. They are no facts that tell of all of the company.
        """
        line = self._lines[key]
        claims = [each for each in line.told if each.source.recorded.position not in positions]
        if not any(each.basis != "ended" for each in claims):
            return None
        return Composition.of_line(key, Line(claims, line.loosenings), self._founded)

    def claims(self, key: Key) -> Sequence[Claim]:
        """Return what is claimed of one holding."""
        return self._lines[key].claims

    @property
    def keys(self) -> tuple[Key, ...]:
        """What levels are of, sorted."""
        return tuple(self._lines)

    def on(self, day: date) -> list[Held]:
        """Compose every holding on a day, sorted by key."""
        held = (self.alone(key, day) for key in self._lines)
        return self.together([each for each in held if each is not None], day)

    def together(self, held: Sequence[Held], day: date, runs: Runs | None = None) -> list[Held]:
        """Narrow holdings as they were spanned alone to what can be together on a day."""
        return sharpened(held, self._lines, day, runs)

    def alone(self, key: Key, day: date) -> Held | None:
        """Span what one holding may be on a day, whatever the others leave."""
        if self._founded is not None and day < self._founded.earliest:
            return None
        return _hold(key, self._lines[key], day)

    def spans(self, key: Key) -> Iterator[Span]:
        """Give the spans of all on which one holding rests, whatever the others leave."""
        line = self._lines[key]
        yield from (each.span for each in line.claims)
        yield from (each.span for each in line.loosenings)
        if self._founded is not None:
            yield self._founded


def _in_full(of_key: tuple[Key, Line]) -> tuple[object, ...]:
    """Return the parts of a key once, so that sorting compares no keys part by part."""
    return of_key[0].parts


def _lines(claims: Iterable[Claim], loosenings: list[Loosening]) -> dict[Key, Line]:
    """Gather the claims of each key; all of the company to one ends what others held.

    What comes to all of it only when added up is known once the rest is ended.
    """
    by_key: dict[Key, list[Claim]] = {}
    for each in claims:
        by_key.setdefault(each.key, []).append(each)
    _end([each for several in by_key.values() for each in several if each.after == ALL], by_key)
    bearing = {key: Loosenings(loosenings, key, several) for key, several in by_key.items()}
    lines = {key: Line(several, bearing[key]) for key, several in by_key.items()}
    ended = _end([each for line in lines.values() for each in _added_up(line)], by_key)
    return lines | {key: Line(by_key[key], bearing[key]) for key in ended}


def _added_up(line: Line) -> Iterable[Claim]:
    """Give the claims that lead to all of the company by what was held before."""
    for each in line.claims:
        if each.after is None and each.by is not None and each.by > 0 and of_whole(each):
            reading = line.read(each, each.span.latest)
            if reading.level == ALL and reading.certainty == "definite":
                yield each


def _end(whole: Iterable[Claim], by_key: dict[Key, list[Claim]]) -> list[Key]:
    """End every holding that all of the company leaves nothing for; return which."""
    ended: dict[Key, None] = {}
    for claim in whole:
        for key, of_key in by_key.items():
            if of_whole(claim) and ends(claim, key):
                of_key.append(ended_by(claim, key))
                ended[key] = None
    return list(ended)


def ends(claim: Claim, key: Key) -> bool:
    """Tell whether a claim to all of the company leaves nothing for a key."""
    return key.holders != claim.key.holders and (key.interest, key.class_) == (
        claim.key.interest, claim.key.class_,
    )  # fmt: skip


def ended_by(claim: Claim, key: Key) -> Claim:
    """Return the claim that a holding is ended by another's claim to all of the company."""
    return evolve(
        claim, key=key, after=NOTHING, before=None, by=None, gain=False, observed=True,
        by_control=False, basis="ended",
    )  # fmt: skip


def _hold(key: Key, line: Line, day: date) -> Held | None:
    now = standing(line.claims, day)
    if not now:
        return eve(key, line.claims, day)
    held = between(_after(key, now, line, day), line, day)
    if any(each.sure for each in now):
        return held
    return either(held, eve(key, line.claims, day))


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
        since=line.since(now, level, loosened), asserted=max(over or now, key=latest),
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
    top, by = WHOLE.high if of_whole(claim) else None, claim.by or Fraction(0)
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


def _disputed(over: Sequence[Claim], levels: Sequence[Level]) -> bool:
    """Tell whether claims of one and the same day cannot all be true."""
    if len({each.span for each in over}) != 1 or not over[0].span.exact:
        return False
    if compatible(levels):
        return False
    told = list(zip(levels, map(near, over), strict=True))
    return not all(alike(a, b, x + y) for (a, x), (b, y) in combinations(told, 2))
