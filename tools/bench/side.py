"""What is measured: questions, and the sides that answer each of them in turn.

A side is a generator: it prepares, then yields again and again what is to be
timed, so that what it does between two yields is not. What is timed returns rows
that end in a low and a high percent, or how many facts it has appended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from tools.bench.goals import Goal
from tools.bench.place import Place

__all__ = ["Answer", "Question", "Side", "Timed", "Timing", "summed"]

Rows = Sequence[tuple[Any, ...]]
Timed = Callable[[], "Rows | int"]
Timing = Callable[[Place], Iterator[Timed]]
Answer = tuple[int, ...]


@frozen(kw_only=True)
class Side:
    """One way of answering.

    `share` says that it takes one fact of so many, the first ones or a smaller market; and
    `most`, that it takes no more facts than these.
    `same` tells that it must answer as the question's other sides do. Ours
    answers more of a market that is told vaguely: tests hold it to exact days.
    """

    name: str
    timing: Timing
    share: int = 1
    most: int | None = None
    same: bool = True

    def share_of(self, facts: int) -> int:
        """Return of how many facts it takes one, where there are so many in all."""
        return self.share if self.most is None else max(self.share, -(-facts // self.most))


@frozen(kw_only=True)
class Question:
    """What is asked of each side, the first of which is ours; `parts` are asked at one go."""

    name: str
    title: str
    sides: tuple[Side, ...]
    goals: tuple[Goal, ...] = ()
    expected: Callable[[Place], Answer] | None = None
    parts: int = 1
    counted: bool = False  # what is timed returns how many facts it appended
    grows: bool = False  # it is drawn over the sizes
    once: bool = False  # one round counts, since it takes minutes
    slow: bool = False  # --quick leaves it out

    def side(self, name: str) -> Side:
        """Return the side of this name."""
        return next(each for each in self.sides if each.name == name)


def summed(result: Rows | int) -> Answer:
    """Make an answer comparable: how many holdings, and the sums of their ends in hundredths.

    A row that begins with a number stands for so many holdings.
    """
    if isinstance(result, int):
        return (result,)
    ends = [(round(float(row[-2]) * 100), round(float(row[-1]) * 100)) for row in result]
    count = sum(row[0] if isinstance(row[0], int) else 1 for row in result)
    return (count, sum(low for low, _ in ends), sum(high for _, high in ends))
