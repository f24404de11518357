"""Cut what is only bounded to what the company's other holders leave, in one world or in all."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import evolve, frozen

from timeline.views.level import UNITS, Level, in_units
from timeline.views.loosening import OF_ONE_WHOLE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from timeline.views.claims import Key
    from timeline.views.held import Held

__all__ = ["ALL_UNITS", "Others", "Whole", "capped", "whole_of"]

Whole = tuple[str, str]
"""An interest and a class, of which all holders together have no more than all."""

_CAPPED = OF_ONE_WHOLE | {"board"}
ALL_UNITS = in_units(Fraction(100))


def whole_of(key: Key) -> Whole | None:
    """Return the whole of which a key is a part, where there is one."""
    if key.unit == "percent" and key.interest in _CAPPED:
        return key.interest, key.class_
    return None


def capped(
    held: Sequence[Held], but: Container[Whole] = (), only: Container[Key] | None = None
) -> list[Held]:
    """Cut every bounded level of one company to 100 less what others definitely hold.

    What others hold is what they held before any cut, and a cut raises no lower
    bound: the order plays no part. What is disputed stands as it was told. `but`
    are the wholes of which that was done already, world by world; `only` the keys of
    which it was not, where it was of all others.
    """
    if all(each.level.exact or each.disputed for each in held):
        return list(held)
    wholes: dict[Whole, list[Held]] = {}
    for each in held:
        whole = whole_of(each.key)
        if whole is not None and whole not in but and _takes(each):
            wholes.setdefault(whole, []).append(each)
    others = {whole: Others.of(several) for whole, several in wholes.items()}
    return [
        _cut(each, others[whole])
        if (whole := whole_of(each.key)) is not None and whole in others
        and not each.level.exact and not each.disputed and (only is None or each.key in only)
        else each
        for each in held
    ]  # fmt: skip


def _takes(held: Held) -> bool:
    """Tell whether a holding takes something of the whole for sure."""
    return held.certainty == "definite" and held.level.bottom > 0


class _Taking(Protocol):
    """What takes something of a whole."""

    @property
    def key(self) -> Key:
        """Whose it is, and of what."""

    @property
    def level(self) -> Level:
        """What it takes at the least is its lower end."""


T = TypeVar("T", bound=_Taking)


@frozen
class Others(Generic[T]):
    """The holdings that surely take something of one whole, no holder in two of them.

    `total` is what they take together, in units.
    """

    held: tuple[T, ...]
    by_holder: dict[str, T]
    total: int | Fraction
    open: int

    @classmethod
    def of(cls, several: Iterable[T]) -> Others[T]:
        """Choose them, the largest first: of a joint holding and that of one of its holders, one.

        What one holds alone may be told as a part of what it holds jointly.
        """
        by_holder: dict[str, T] = {}
        chosen: list[T] = []
        for each in sorted(several, key=_largest):
            if not any(name in by_holder for name in each.key.holders):
                by_holder.update(dict.fromkeys(each.key.holders, each))
                chosen.append(each)
        return cls(
            tuple(chosen), by_holder, sum(each.level.bottom for each in chosen),
            sum(each.level.low_open for each in chosen),
        )  # fmt: skip

    def leave(self, key: Key) -> tuple[int | Fraction, bool] | None:
        """Return the most units left for a holding, and whether less than that; None for all."""
        own = {
            one.key: one for name in key.holders if (one := self.by_holder.get(name)) is not None
        }
        if len(own) == len(self.held):
            return None
        taken = self.total - sum(one.level.bottom for one in own.values())
        opened = self.open > sum(one.level.low_open for one in own.values())
        return ALL_UNITS - taken, opened


def _largest(taking: _Taking) -> tuple[object, ...]:
    """Return what puts first what takes most; more than a figure is more than just that."""
    return -taking.level.bottom, not taking.level.low_open, taking.key.parts


def _cut(held: Held, others: Others[Held]) -> Held:
    left = others.leave(held.key)
    if left is None:
        return held
    most, opened = left
    low, high = held.level.bottom, held.level.top
    assert high is not None  # noqa: S101 - percent end at the whole
    if (most, not opened) >= (high, not held.level.high_open):
        return held
    if most < low or (most == low and (opened or held.level.low_open)):
        return evolve(
            held, certainty="possible", disputed=True, basis="capped", under=held.basis,
            others=others.held,
        )  # fmt: skip
    level = Level(
        held.level.low, Fraction(most, UNITS), held.level.low_open and low < most,
        opened and low < most,
    )  # fmt: skip
    return evolve(held, level=level, basis="capped", under=held.basis, others=others.held)
