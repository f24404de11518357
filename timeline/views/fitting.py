"""Fit what holdings may be in one world into the whole: what is left for each, and if it fits.

Of most holdings only one thing can be in all the worlds that are gone through.
What those take is added up once; each world adds the few others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.views.capping import ALL_UNITS, Others, whole_of
from timeline.views.claims import Key
from timeline.views.level import NOTHING, UNITS, Level, in_units
from timeline.views.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.capping import Whole

__all__ = ["Fitting", "Options", "Room"]


class Options:
    """What one holding may be in one world, and what of it counts in fitting it in.

    What is not sure in it leaves others all.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        """Take every level that it may be; none is a contradiction."""
        self.parts = parts
        if not parts:
            return
        self.least = parts[0] if len(parts) == 1 else min(parts, key=_least)
        self.takes = self.least.level.bottom > 0 and all(each.sure for each in parts)
        self.low = self.least.level.bottom if self.takes else 0
        self.near = in_units(self.least.near)
        tops = [top for each in parts if (top := each.level.top) is not None]
        self.slack = ALL_UNITS + self.low - max(tops, default=ALL_UNITS)
        """If all together take less than this, there is room for the most that it may be."""


@frozen
class Fitting:
    """What does not fit in one world as it is, cut to what is left, and what leaves no more."""

    cut: Mapping[Key, Sequence[Part]]
    limits: frozenset[Key] = frozenset()

    @property
    def fits(self) -> bool:
        """Tell whether there is room for each of them: else there is no such world."""
        return all(self.cut.values())


class Room:
    """The wholes of several holdings, with what those take that are the same in every world."""

    def __init__(self, keys: Iterable[Key], fixed: Mapping[Key, Options]) -> None:
        """Add up, for each whole of which some of the keys are parts, what the fixed ones take."""
        self._fixed = fixed
        by_whole: dict[Whole, list[Key]] = {}
        for key in keys:
            if (whole := whole_of(key)) is not None:
                by_whole.setdefault(whole, []).append(key)
        self._wholes = [_Whole(several, fixed) for several in by_whole.values()]

    def fit(self, varying: Mapping[Key, Options]) -> Fitting:
        """Cut what may be held in one world, that of the varying ones, to what is left.

        A figure that is exact fits or does not, as far as it may have been rounded.
        """
        cut: dict[Key, Sequence[Part]] = {}
        limits: set[Key] = set()
        for each in self._wholes:
            options = {key: one for key, one in varying.items() if key in each.keys}
            found = dict(each.cut(options))
            if found:
                cut |= found
                limits |= each.taking(options)
        return Fitting(cut, frozenset(limits))


class _Whole:
    """One whole: what the fixed holdings take of it, and how much room each of them needs."""

    def __init__(self, keys: Sequence[Key], fixed: Mapping[Key, Options]) -> None:
        self.keys = frozenset(keys)
        self._fixed: dict[Key, Options] = {key: fixed[key] for key in keys if key in fixed}
        holders = [name for key in keys for name in key.holders]
        self._apart = len(set(holders)) == len(holders)
        self._sum = _Sum().plus(self._fixed.values())
        self._by_slack = sorted(self._fixed.items(), key=lambda each: each[1].slack)

    def taking(self, varying: Mapping[Key, Options]) -> set[Key]:
        """Return the keys of the holdings that take something of it in one world."""
        if self._apart:
            return {key for key, one in {**self._fixed, **varying}.items() if one.takes}
        return {each.key for each in self._others(varying).held}

    def cut(self, varying: Mapping[Key, Options]) -> Iterator[tuple[Key, Sequence[Part]]]:
        """Give what does not fit as it is, cut to what the others leave."""
        if not self._apart:
            yield from self._cut_jointly(varying)
            return
        taken = self._sum.plus(varying.values())
        for key, each in self._crowded(varying, taken.low):
            if taken.count == each.takes:
                continue  # nobody else takes anything
            left = ALL_UNITS - taken.low + (each.low if each.takes else 0)
            opened = taken.open > (each.takes and each.least.level.low_open)
            fits = _fitting(each.parts, (left, opened), taken.near)
            if fits != each.parts:
                yield key, fits

    def _crowded(
        self, varying: Mapping[Key, Options], taken: int | Fraction
    ) -> Iterator[tuple[Key, Options]]:
        """Give those for the most of which there may be no room where so much is taken."""
        for key, each in self._by_slack:
            if taken < each.slack:
                break
            yield key, each
        for key, each in varying.items():
            if taken >= each.slack:
                yield key, each

    def _cut_jointly(self, varying: Mapping[Key, Options]) -> Iterator[tuple[Key, Sequence[Part]]]:
        """Give the same where one holds jointly, and alone or with others too."""
        others = self._others(varying)
        near = sum(each.near for each in others.held)
        for key, each in {**self._fixed, **varying}.items():
            left = others.leave(key)
            if left is not None and (fits := _fitting(each.parts, left, near)) != each.parts:
                yield key, fits

    def _others(self, varying: Mapping[Key, Options]) -> Others[_Least]:
        return Others.of(
            _Least(key, one.least.level, one.near)
            for key, one in {**self._fixed, **varying}.items()
            if one.takes
        )


@frozen
class _Sum:
    """What several holdings take together at the least, and how far that may have been rounded."""

    low: int | Fraction = 0
    near: int | Fraction = 0
    count: int = 0
    open: int = 0

    def plus(self, several: Iterable[Options]) -> _Sum:
        """Return the sum with what some more take."""
        low, near, count, opened = self.low, self.near, self.count, self.open
        for each in several:
            if each.takes:
                low, near = low + each.low, near + each.near
                count, opened = count + 1, opened + each.least.level.low_open
        return _Sum(low, near, count, opened)


@frozen
class _Least:
    """The least that a holding is in one world, and how far that may have been rounded."""

    key: Key
    level: Level
    near: int | Fraction = field(eq=False)


def _least(part: Part) -> tuple[int | Fraction, bool]:
    return part.level.bottom, part.level.low_open


def _fitting(
    several: Sequence[Part], left: tuple[int | Fraction, bool], near: int | Fraction
) -> Sequence[Part]:
    """Return what fits into so many units, or less than that, as far as they may be rounded."""
    found: list[Part] = []
    most, opened = left
    for part in several:
        if part.level.exact:
            slack = near + in_units(part.near)
            over = part.level.bottom - most - slack
            level = part.level if over < 0 or (over == 0 and not (opened and not slack)) else None
        else:
            level = part.level.common(
                Level(NOTHING.low, Fraction(max(most, 0), UNITS), high_open=opened)
            )
        if level is not None:
            found.append(part.cut(level))
    return found
