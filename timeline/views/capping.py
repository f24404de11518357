"""Cut what is only bounded to what the company's other holders leave."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.views.held import Held
from timeline.views.level import Level
from timeline.views.loosening import OF_ONE_WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["capped"]

_CAPPED = OF_ONE_WHOLE | {"board"}
_ALL = Fraction(100)


def capped(held: Sequence[Held]) -> list[Held]:
    """Cut every bounded level of one company to 100 less what others definitely hold.

    What others hold is what they held before any cut, and a cut raises no lower
    bound: the order plays no part. What is disputed stands as it was told.
    """
    wholes: dict[tuple[str, str], list[Held]] = {}
    for each in held:
        if _counts(each):
            wholes.setdefault((each.key.interest, each.key.class_), []).append(each)
    others = {place: _Others.of(several) for place, several in wholes.items()}
    return [
        _cut(each, whole)
        if (whole := others.get((each.key.interest, each.key.class_))) is not None
        and each.key.unit == "percent" and not each.level.exact and not each.disputed
        else each
        for each in held
    ]  # fmt: skip


def _counts(held: Held) -> bool:
    """Tell whether a holding takes something of the whole for sure."""
    return (
        held.key.unit == "percent"
        and held.key.interest in _CAPPED
        and held.certainty == "definite"
        and held.level.low > 0
    )


@frozen
class _Others:
    """The holdings that surely take something of one whole, no holder in two of them."""

    held: tuple[Held, ...]
    by_holder: dict[str, Held]
    total: Fraction
    open: int

    @classmethod
    def of(cls, several: Iterable[Held]) -> _Others:
        """Choose them, the largest first: of a joint holding and that of one of its holders, one.

        What one holds alone may be told as a part of what it holds jointly.
        """
        by_holder: dict[str, Held] = {}
        chosen = []
        for each in sorted(several, key=lambda one: (-one.level.low, one.key)):
            if not any(name in by_holder for name in each.key.holders):
                by_holder.update(dict.fromkeys(each.key.holders, each))
                chosen.append(each)
        return cls(
            tuple(chosen), by_holder, sum((each.level.low for each in chosen), Fraction(0)),
            sum(each.level.low_open for each in chosen),
        )  # fmt: skip

    def leave(self, held: Held) -> tuple[Fraction, bool] | None:
        """Return the most that is left for a holding, and whether less than that; None for all."""
        own = {
            one.key: one
            for name in held.key.holders
            if (one := self.by_holder.get(name)) is not None
        }
        if len(own) == len(self.held):
            return None
        taken = self.total - sum(one.level.low for one in own.values())
        return _ALL - taken, self.open > sum(one.level.low_open for one in own.values())


def _cut(held: Held, others: _Others) -> Held:
    left = others.leave(held)
    if left is None:
        return held
    most, opened = left
    low, high = held.level.low, held.level.high
    assert high is not None  # noqa: S101 - percent end at the whole
    if (most, not opened) >= (high, not held.level.high_open):
        return held
    if most < low or (most == low and (opened or held.level.low_open)):
        return evolve(
            held, certainty="possible", disputed=True, basis="capped", under=held.basis,
            others=others.held,
        )  # fmt: skip
    level = Level(low, most, held.level.low_open and low < most, opened and low < most)
    return evolve(held, level=level, basis="capped", under=held.basis, others=others.held)
