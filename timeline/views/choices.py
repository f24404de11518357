"""Choose where each vague fact lies beside a day, and whether what is doubtful is used.

Beside a day a fact lies before it, on it, on the next or later. Once that is
chosen for every fact, nothing is pending any more. What is doubtful is used or
not, and what corrects it goes with it: one choice for both.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.views.in_force import InForce
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Cell", "Choice", "Places", "cells", "choices", "doubts", "roomy", "told_days", "used"]

_DAY = timedelta(days=1)

Choice = dict[int, int | None]
"""Which part of its days each fact is of, by its position; None where it is not used."""

Places = dict[int, tuple[InForce, list[Span]]]
"""The facts of which there is something to choose, each with the parts of its days."""


@frozen
class Cell(Span):
    """Some of the days that a fact may be of: equal only to those of one told of the same days."""

    told: Span


def told_days(span: Span) -> Span:
    """Return the days as they were told."""
    return span.told if isinstance(span, Cell) else span


def roomy(day: date) -> bool:
    """Tell whether there are days enough on both sides of a day."""
    return date.min + 2 * _DAY <= day <= date.max - 2 * _DAY


def cells(source: InForce, day: date, breaks: Iterable[date] = ()) -> list[Span]:
    """Return the parts of a fact's days: before a day, on it, on the next, and later.

    With `breaks` they are parted before each of these days too. A period that
    begins on the next day is not cut: it asserts this day whole.
    """
    first, last = source.span.earliest, source.span.latest
    if first == last or source.eve == day:
        return [source.span]
    edges = (day, day + _DAY, day + 2 * _DAY, *breaks)
    inner = sorted({each for each in edges if first < each <= last})
    if not inner:
        return [source.span]
    lasts = [*(each - _DAY for each in inner), last]
    return [Cell(a, b, source.span) for a, b in zip([first, *inner], lasts, strict=True)]


def doubts(source: InForce) -> frozenset[int]:
    """Return what is chosen of a fact, and may be of others too: by their positions."""
    return source.doubts | source.unless


def choices(places: Places, most: int) -> list[Choice] | None:
    """Return every choice of some facts, each with its parts of days; None if more than so many."""
    open_ = sorted({number for source, _ in places.values() for number in doubts(source)})
    if 2 ** len(open_) > most:
        return None
    chosen = {frozenset(_used(places, public)) for public in _subsets(open_)}
    if sum(prod(len(places[place][1]) for place in each) for each in chosen) > most:
        return None
    return [choice for each in sorted(chosen, key=sorted) for choice in _placed(each, places)]


def used(source: InForce, days: Span) -> InForce:
    """Return a fact as it is where it is used, and of some of its days."""
    if source.sure and days is source.span:
        return source
    return source.of_days(days)


def _subsets(numbers: list[int]) -> Iterator[frozenset[int]]:
    for picked in product((False, True), repeat=len(numbers)):
        yield frozenset(each for each, is_so in zip(numbers, picked, strict=True) if is_so)


def _used(places: Places, public: frozenset[int]) -> Iterator[int]:
    """Give the facts that are used where of what is doubtful just this is so."""
    for place, (each, _) in places.items():
        if each.doubts <= public and not each.unless & public:
            yield place


def _placed(chosen: frozenset[int], places: Places) -> Iterator[Choice]:
    order = sorted(chosen)
    absent: Choice = {place: None for place in places if place not in chosen}
    for parts in product(*(range(len(places[place][1])) for place in order)):
        yield absent | dict(zip(order, parts, strict=True))
