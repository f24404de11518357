"""Keep of each answer only what can be together: go through all that the days of facts can be.

The rules say of each vague or doubtful fact what it may come to, one by one,
and so span at least all that may be held. Where few such facts touch a day,
every choice of where they lie beside it is gone through, for all holdings that
they or the whole tie together; choices that contradict themselves drop out,
and the answer is the hull of what is left. Where there are too many, or some
choice leaves nothing to say it by, the answer stays as it was spanned.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.capping import ALL_UNITS, capped, whole_of
from timeline.views.choices import choices, roomy
from timeline.views.fitting import Fitting, Room
from timeline.views.holding import Holding, breaks_of, tied
from timeline.views.left import Left
from timeline.views.level import Level, hull
from timeline.views.stood import latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from timeline.dates import Certainty
    from timeline.views.capping import Whole
    from timeline.views.choices import Choice
    from timeline.views.claims import Key
    from timeline.views.held import Held
    from timeline.views.line import Line
    from timeline.views.parts import Part

__all__ = ["Runs", "sharpened"]

_DAY = timedelta(days=1)
_MOST = 256  # choices of days that are gone through for holdings that are tied


class Runs:
    """What was narrowed already, by the runs of days within which each holding stays as it is.

    What is narrowed of holdings is the same on every day of the same runs of all
    of them, so that each is gone through once.
    """

    def __init__(self, runs: Callable[[Key, date], int]) -> None:
        """Take what tells which run of a holding a day lies in."""
        self._run = runs
        self._holdings: dict[tuple[Key, int], Holding] = {}
        self._narrowed: dict[tuple[int, ...], list[Held] | None] = {}

    def holding(self, held: Held, line: Line, day: date) -> Holding:
        """Return a holding as on any day of the run: what there is to choose is the same."""
        place = held.key, self._run(held.key, day)
        found = self._holdings.get(place)
        if found is None:
            found = self._holdings[place] = Holding(held, line, day)
        return found

    def narrowed(self, several: Sequence[Holding], day: date) -> list[Held] | None:
        """Return what all choices leave of holdings, each as kept for a run of its own."""
        place = tuple(map(id, several))
        if place not in self._narrowed:
            self._narrowed[place] = _narrowed(several, day)
        return self._narrowed[place]


def sharpened(
    held: Sequence[Held], lines: Mapping[Key, Line], day: date, runs: Runs | None = None
) -> list[Held]:
    """Narrow what was spanned of a company to what can be together, and cap the rest.

    `runs` keeps what was narrowed on other days of the same company.
    """
    runs = runs or Runs(lambda _, one: one.toordinal())
    apart: dict[Whole, list[Held]] = defaultdict(list)
    for each in held:
        apart[each.key.interest, each.key.class_].append(each)
    found = {
        each.key: each
        for several in apart.values()
        for each in _sharpened(several, lines, day, runs)
    }
    return [found[each.key] for each in held]


def _sharpened(
    held: Sequence[Held], lines: Mapping[Key, Line], day: date, runs: Runs
) -> list[Held]:
    """Narrow what is held of one interest and class: nothing ties it to any other."""
    if not (roomy(day) and any(_open(each, lines[each.key], day) for each in held)):
        return capped(held)
    holdings = [runs.holding(each, lines[each.key], day) for each in held]
    found: dict[Key, Held] = {each.key: each for each in held}
    done: set[Whole] = set()
    crowded = _crowded(held)
    for several in tied(holdings, crowded):
        narrowed = runs.narrowed(several, day)
        if narrowed is not None:
            done |= {
                whole for each in several if (whole := whole_of(each.held.key)) in crowded and whole
            }
        elif len(several) > 1:
            narrowed = [
                one for each in several for one in runs.narrowed([each], day) or [each.held]
            ]
        for each in narrowed or ():
            found[each.key] = each
    return capped([found[each.key] for each in held], done)


def _open(held: Held, line: Line, day: date) -> bool:
    """Tell whether anything of an answer is vague, doubtful, or beside another claim."""
    if held.certainty == "possible":
        return True
    on = 0
    for each in line.claims:
        span = each.span
        if not each.sure:
            return True
        if span.latest >= day and span.earliest <= day + _DAY:
            on += 1
            if on > 1 or span.latest > day or span.earliest < day:
                return True
    return False


def _crowded(held: Iterable[Held]) -> set[Whole]:
    """Return the wholes of which more may be held than there is."""
    most: dict[Whole, int | Fraction] = defaultdict(int)
    for each in held:
        if (whole := whole_of(each.key)) is not None:
            most[whole] += each.level.top or ALL_UNITS
    return {whole for whole, sum_ in most.items() if sum_ > ALL_UNITS}


def _narrowed(several: Sequence[Holding], day: date) -> list[Held] | None:
    """Return holdings as all choices leave them; None if there are too many, or none can be."""
    found = _chosen(several, day)
    if found is None:
        return None
    holdings, chosen = found
    if len(holdings) == 1 and _all_there(holdings[0], chosen):
        return [holdings[0].held]
    same = {each.held.key: each.options({}) for each in holdings if not each.places}
    fixed = {key: one for key, one in same.items() if one is not None}
    if not all(one.parts for one in fixed.values()):
        return _none(holdings)
    varying = [each for each in holdings if each.places]
    room, left = Room([each.held.key for each in holdings], fixed), Left(fixed)
    untold = {key for key, one in same.items() if one is None}
    past: set[tuple[int, ...]] = set()
    for choice in chosen:
        now = [each.options(choice) for each in varying]
        place = tuple(map(id, now))
        if place in past:
            continue
        past.add(place)
        if any(one is not None and not one.parts for one in now):
            continue
        by_key = {each.held.key: one for each, one in zip(varying, now, strict=True)}
        told = {key: one for key, one in by_key.items() if one is not None}
        fitting = room.fit(told)
        left.add(told, fitting)
        if fitting.fits:
            untold |= by_key.keys() - told.keys()
    if not left.worlds:
        return _none(holdings)
    left.end()
    return _all_united(holdings, left, untold)


def _all_there(holding: Holding, chosen: Sequence[Choice]) -> bool:
    """Tell whether some choices are enough to leave one holding, alone, as it was spanned.

    They are where they come to all of its level and no other could make it surer, or where
    one of them leaves nothing to say it by. What is exact needs but one that can be.
    """
    held, levels = holding.held, dict[Level, None]()
    as_sure = held.certainty == "definite" or held.disputed
    for choice in (*chosen[:1], *chosen[:0:-1]):  # all has happened in the first, least in the last
        options = holding.options(choice)
        if options is None:
            return True
        for each in options.parts:
            levels[each.level] = None
            as_sure = as_sure or not each.sure
        if not levels:
            continue
        if held.level.exact or (
            (as_sure or len(levels) > 1) and hull(levels).common(held.level) == held.level
        ):
            return True
    return False


def _all_united(holdings: Sequence[Holding], left: Left, untold: set[Key]) -> list[Held]:
    """Return holdings as all choices leave them; those `untold` stay as they were spanned.

    These too have no more than others leave by what is definite.
    """
    by_key = {each.held.key: each.held for each in holdings}
    limits = [by_key[key] for key in sorted(left.limits)]
    found: list[Held] = []
    for each in holdings:
        if each.held.key in untold:
            found.append(each.held)
        elif left.bears_on(each.held.key):
            found.append(_united(each, left, limits))
        else:
            found.append(each.fixed(_fixed))
    return capped(found, only=untold) if untold else found


def _chosen(several: Sequence[Holding], day: date) -> tuple[Sequence[Holding], list[Choice]] | None:
    """Return every choice for several holdings, the finer ones if they are not too many."""
    most = max(_MOST // len(several), 1)
    breaks = breaks_of(several) if len(several) > 1 else {}
    if breaks:
        parted = [each.parted(breaks, day) for each in several]
        finer = _choices(parted, most)
        if finer is not None:
            return parted, finer
    found = _choices(several, most)
    return None if found is None else (several, found)


def _choices(holdings: Iterable[Holding], most: int) -> list[Choice] | None:
    return choices({place: one for each in holdings for place, one in each.places.items()}, most)


def _none(holdings: Sequence[Holding]) -> list[Held] | None:
    """Return what there is to say where no choice can be: of one alone, that it contradicts."""
    if len(holdings) > 1:
        return None
    return [evolve(holdings[0].held, certainty="possible", disputed=True)]


def _united(holding: Holding, left: Left, limits: Sequence[Held]) -> Held:
    """Return one holding as all choices leave it; what is exact leaves nothing to be narrowed."""
    held, by_level = holding.held, left.parts[holding.held.key]
    if held.level.exact:
        return held
    spanned = hull(by_level)
    if spanned == held.level and held.certainty == "definite":
        return held
    parts = [each for several in by_level.values() for each in several]
    level = spanned.common(held.level) or held.level
    sure = len(by_level) == 1 and all(each.sure for each in parts) and not held.disputed
    certainty: Certainty = "definite" if sure or held.certainty == "definite" else "possible"
    if level == held.level and certainty == held.certainty:
        return held
    uncut = hull(left.uncut[held.key]).common(held.level) or level
    found = _of(holding, parts, uncut)
    if uncut == level:
        return evolve(found, certainty=certainty)
    others = tuple(each for each in limits if each.key != held.key)
    return evolve(
        found, level=level, certainty=certainty, basis="capped", under=found.basis, others=others
    )


def _fixed(holding: Holding) -> Held:
    """Return one holding where nothing is to be chosen of it, and the others leave it whole."""
    left, one = Left({}), holding.options({})
    assert one is not None  # noqa: S101 - else it is untold
    left.add({holding.held.key: one}, Fitting({}))
    return _united(holding, left, ())


def _of(holding: Holding, parts: Sequence[Part], level: Level) -> Held:
    """Return a holding with the level, the rule and the facts of what is left of it.

    That others leave less of it plays no part yet: it began when the uncut level did.
    """
    held, claims = holding.held, holding.as_told(parts)
    begun = [each for each in claims if each.span.earliest <= holding.day]
    over = [each for each in begun if each.span.latest <= holding.day]
    names = {each.source.id for part in parts for each in part.loosened}
    loosened = tuple(each for each in holding.line.loosenings if each.source.id in names)
    return evolve(
        held, level=level, basis=_basis(held, parts), claims=claims,
        loosened=loosened, since=holding.line.since(begun, level, loosened) if begun else None,
        asserted=max(over or begun, key=latest) if begun else held.asserted,
    )  # fmt: skip


def _basis(held: Held, parts: Sequence[Part]) -> str:
    """Name the rule behind what is left, or what spans several."""
    bases = {each.basis for each in parts}
    if len(bases) == 1:
        return bases.pop()
    if held.basis == "possibly-public":
        return held.basis
    return "changed-between" if "changed-between" in bases else "during-change"
