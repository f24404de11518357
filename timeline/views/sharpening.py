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
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.capping import Fitting, capped, fitted, whole_of
from timeline.views.choices import choices, roomy
from timeline.views.holding import Holding, breaks_of, tied
from timeline.views.level import hull
from timeline.views.stood import latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from timeline.dates import Certainty
    from timeline.views.capping import Whole
    from timeline.views.choices import Choice
    from timeline.views.claims import Key
    from timeline.views.held import Held
    from timeline.views.level import Level
    from timeline.views.line import Line
    from timeline.views.parts import Part

__all__ = ["Runs", "sharpened"]

_DAY = timedelta(days=1)
_MOST = 256  # choices of days that are gone through for holdings that are tied
_ALL = Fraction(100)


class Runs:
    """What was narrowed already, by the runs of days within which each holding stays as it is.

    What is narrowed of holdings is the same on every day of the same runs of all
    of them, so that each is gone through once.
    """

    def __init__(self, runs: Callable[[Key, date], int]) -> None:
        """Take what tells which run of a holding a day lies in."""
        self._run = runs
        self._holdings: dict[tuple[Key, int], Holding] = {}
        self._narrowed: dict[tuple[object, ...], list[Held] | None] = {}

    def holding(self, held: Held, line: Line, day: date) -> Holding:
        """Return a holding as on any day of the run: what there is to choose is the same."""
        place = held.key, self._run(held.key, day)
        if place not in self._holdings:
            self._holdings[place] = Holding(held, line, day)
        return self._holdings[place]

    def narrowed(
        self, several: Sequence[Holding], lines: Mapping[Key, Line], day: date
    ) -> list[Held] | None:
        """Return what all choices leave of holdings, gone through on one day of their runs."""
        place = tuple((each.held.key, self._run(each.held.key, day)) for each in several)
        if place not in self._narrowed:
            fresh = [
                each if each.day == day else Holding(each.held, lines[each.held.key], day)
                for each in several
            ]
            self._narrowed[place] = _narrowed(fresh)
        return self._narrowed[place]


def sharpened(
    held: Sequence[Held], lines: Mapping[Key, Line], day: date, runs: Runs | None = None
) -> list[Held]:
    """Narrow what was spanned of a company to what can be together, and cap the rest.

    `runs` keeps what was narrowed on other days of the same company.
    """
    runs = runs or Runs(lambda _, one: one.toordinal())
    if (
        not roomy(day)
        or all(each.level.exact for each in held)
        or not any(_open(each, lines[each.key], day) for each in held)
    ):
        return capped(held)
    holdings = [runs.holding(each, lines[each.key], day) for each in held]
    found: dict[Key, Held] = {each.key: each for each in held}
    done: set[Whole] = set()
    crowded = _crowded(held)
    for several in tied(holdings, crowded):
        narrowed = runs.narrowed(several, lines, day)
        if narrowed is not None:
            done |= {
                whole for each in several if (whole := whole_of(each.held.key)) in crowded and whole
            }
        elif len(several) > 1:
            narrowed = [
                one for each in several for one in runs.narrowed([each], lines, day) or [each.held]
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
    most: dict[Whole, Fraction] = defaultdict(Fraction)
    for each in held:
        if (whole := whole_of(each.key)) is not None:
            most[whole] += each.level.high or _ALL
    return {whole for whole, sum_ in most.items() if sum_ > _ALL}


class _Left:
    """What the choices leave of several holdings, gathered one after the other."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.parts: dict[Key, dict[Level, list[Part]]] = {each: {} for each in keys}
        self.uncut: dict[Key, set[Level]] = {each: set() for each in keys}
        self.limits: set[Key] = set()

    def add(self, parts: Mapping[Key, Sequence[Part]], fitting: Fitting) -> None:
        """Add what one choice leaves, and what it would without the cap."""
        self.limits |= fitting.limits
        for key, several in parts.items():
            self.uncut[key].update(each.level for each in several)
            for each in fitting.parts[key] if fitting.fits else ():
                self.parts[key].setdefault(each.level, []).append(each)


def _narrowed(holdings: Sequence[Holding]) -> list[Held] | None:
    """Return holdings as all choices leave them; None if there are too many, or none can be."""
    chosen = _choices(holdings)
    if chosen is None:
        return None
    left, untold, past = _Left([each.held.key for each in holdings]), set(), set()
    for choice in chosen:
        found = {each.held.key: each.parts(choice) for each in holdings}
        place = tuple(map(id, found.values()))
        if place in past or any(each == [] for each in found.values()):
            continue
        past.add(place)
        told = {key: parts for key, parts in found.items() if parts is not None}
        fitting = fitted(told)
        left.add(told, fitting)
        if fitting.fits:
            untold |= {key for key, parts in found.items() if parts is None}
    if not all(parts for key, parts in left.parts.items() if key not in untold):
        return None if len(holdings) > 1 else [_contradicted(holdings[0].held)]
    by_key = {each.held.key: each.held for each in holdings}
    return [
        each.held
        if each.held.key in untold
        else _united(each, left, [by_key[key] for key in sorted(left.limits)])
        for each in holdings
    ]


def _choices(holdings: Sequence[Holding]) -> list[Choice] | None:
    """Return every choice for several holdings, the finer ones if they are not too many."""
    most = max(_MOST // len(holdings), 1)
    for breaks in [breaks_of(holdings), None] if len(holdings) > 1 else [None]:
        places = {place: one for each in holdings for place, one in each.places(breaks).items()}
        found = choices(places, most)
        if found is not None:
            return found
    return None


def _contradicted(held: Held) -> Held:
    return held if held.level.exact else evolve(held, certainty="possible", disputed=True)


def _united(holding: Holding, left: _Left, limits: Sequence[Held]) -> Held:
    """Return one holding as all choices leave it; what is exact leaves nothing to be narrowed."""
    held, by_level = holding.held, left.parts[holding.held.key]
    if held.level.exact:
        return held
    parts = [each for several in by_level.values() for each in several]
    level = hull(by_level).common(held.level) or held.level
    sure = len(by_level) == 1 and all(each.sure for each in parts) and not held.disputed
    certainty: Certainty = "definite" if sure or held.certainty == "definite" else "possible"
    if level == held.level and certainty == held.certainty:
        return held
    found = _of(holding, parts, level)
    if hull(left.uncut[held.key]).common(held.level) == level:
        return evolve(found, certainty=certainty)
    others = tuple(each for each in limits if each.key != held.key)
    return evolve(found, certainty=certainty, basis="capped", under=found.basis, others=others)


def _of(holding: Holding, parts: Sequence[Part], level: Level) -> Held:
    """Return a holding with the level, the rule and the facts of what is left of it."""
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
