"""Follow each holding through time: how it stood on every day on which it can have changed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.held import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.views.claims import Key

    Answers = Callable[[date], Iterable[Held]]

__all__ = ["Point", "answer", "changes_only", "courses"]


@frozen
class Point:
    """How a holding stood at the end of a day; None where nothing is told of it."""

    on: date
    held: Held | None


def courses(answers: Answers, days: Iterable[date]) -> dict[Key, list[Point]]:
    """Return the course of every holding that is told of on one of these days at least.

    A day on which nothing is told of a holding is a point of its course too.
    """
    several = sorted(set(days))
    told = [{each.key: each for each in answers(day)} for day in several]
    keys = sorted({key for held in told for key in held})
    return {
        key: [Point(day, held.get(key)) for day, held in zip(several, told, strict=True)]
        for key in keys
    }


def changes_only(course: Sequence[Point]) -> Iterator[Point]:
    """Give the first point of a course, and each that says something else than the one before."""
    yield from course[:1]
    yield from (after for before, after in pairwise(course) if answer(before) != answer(after))


def answer(point: Point) -> object:
    """Return what a point says: the level, how surely, and whether that is disputed."""
    held = point.held
    return held and (held.level, held.certainty, held.disputed)
