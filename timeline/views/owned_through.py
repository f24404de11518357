"""Ask who held and controlled some companies on many days, by one state of knowledge.

What is told of a company is composed once, through all of time, and not again for each day.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import evolve

from timeline.views.ownership import Ownership, told_of
from timeline.views.spells import control_spells, spells

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from datetime import date

    from timeline.views.control import Controlled
    from timeline.views.held import Held
    from timeline.views.knowledge import Knowledge
    from timeline.views.spells import Spell

__all__ = ["OwnedThrough"]

T = TypeVar("T")


class OwnedThrough:
    """Who held and controlled companies on any day, each company composed when it is asked about.

    It answers as `owned` does.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Take what may be used; its day plays no part."""
        self._knowledge = knowledge
        self._companies: dict[str, tuple[_Rows[Held], _Rows[Controlled]]] = {}

    def on(self, day: date, names: Iterable[str]) -> Ownership:
        """Return who held and controlled companies at the end of a day."""
        told = [self._company(name) for name in sorted(set(names))]
        return Ownership(
            question=evolve(self._knowledge.question, on=day),
            held=tuple(each for held, _ in told for each in held.on(day)),
            controls=tuple(each for _, controls in told for each in controls.on(day)),
        )

    def _company(self, name: str) -> tuple[_Rows[Held], _Rows[Controlled]]:
        if name not in self._companies:
            told = told_of(self._knowledge, name)
            held = list(spells(told.composition))
            controls = control_spells(told.controls, held)
            self._companies[name] = (
                _Rows(held, lambda each: each.key),
                _Rows(controls, lambda each: each.holder),
            )
        return self._companies[name]


class _Rows(Generic[T]):
    """The spells of several answers of one kind, those of each by day."""

    def __init__(self, several: Iterable[Spell[T]], of: Callable[[T], Hashable]) -> None:
        rows: dict[Hashable, list[Spell[T]]] = {}
        for each in several:
            rows.setdefault(of(each.answer), []).append(each)
        self._rows: list[tuple[list[date], Sequence[Spell[T]]]] = [
            ([each.first for each in row], row) for row in rows.values()
        ]

    def on(self, day: date) -> Iterable[T]:
        """Give the answers that stand on a day, in the order in which they came."""
        for firsts, row in self._rows:
            at = bisect_right(firsts, day) - 1
            if at >= 0 and row[at].last >= day:
                yield row[at].answer
