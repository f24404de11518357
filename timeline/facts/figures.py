"""Find the figures that a fact states, and the quotes that carry them.

Every figure of a fact stands in its quotes, read tolerantly, or is said to be
worked out. This needs the quotes only, not the documents, so that it also
tells since when a fact was public: from the first day by which the citations
published so far carried all of its figures.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from timeline.facts.fact import Citation, Event, Fact, Metric, plain_name
from timeline.facts.measure import Measure
from timeline.money import Amount, Count
from timeline.numbers import Figure, figures_in
from timeline.shares import Change, Points, Share

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Stated", "carried", "figures_of", "missing"]

_COMMON = frozenset(each.name for each in attrs.fields(Fact))
_OWN: dict[type[Event], tuple[tuple[str, str], ...]] = {}


@frozen
class Stated:
    """A figure that a fact states: the field, the number (scaled), whether it is a percentage."""

    field: str
    value: Decimal
    percent: bool


def figures_of(event: Event) -> tuple[Stated, ...]:
    """Return every figure that an event's own fields state, those worked out left aside."""
    derived = {each.field for each in getattr(event, "derived", ())}
    found: list[Stated] = []
    for attribute, name in _own_fields(type(event)):
        value = getattr(event, attribute)
        if value is not None and name not in derived:
            found += _stated(name, value)
    return tuple(dict.fromkeys(found))


def _own_fields(cls: type[Event]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a type that not all facts have, found once: as held, as written."""
    found = _OWN.get(cls)
    if found is None:
        names = (each.name for each in attrs.fields(cls) if each.name not in _COMMON)
        found = _OWN[cls] = tuple((name, plain_name(name)) for name in names)
    return found


def _stated(field: str, value: object) -> list[Stated]:
    if isinstance(value, Share | Points | Change):
        return [Stated(field, abs(each), percent=True) for each in value.figures()]
    if isinstance(value, Measure):
        percent = value.unit == "%"
        return [Stated(field, abs(each), percent) for each in value.figures()]
    if isinstance(value, Amount | Count):
        return [Stated(field, abs(each), percent=False) for each in value.figures()]
    if isinstance(value, tuple):
        return [
            stated
            for each in value
            if isinstance(each, Metric)
            for stated in _stated(f"{field}.{each.name}", each.value)
        ]
    return []


@lru_cache(maxsize=4096)
def _read(quote: str) -> tuple[Figure, ...]:
    return figures_in(quote)


def carried(stated: Iterable[Stated], citations: Iterable[Citation]) -> frozenset[Stated]:
    """Return those figures that stand in the quotes of these citations."""
    there = [figure for each in citations for figure in _read(each.quote)]
    return frozenset(each for each in stated if any(_is_it(each, figure) for figure in there))


def missing(event: Event, citations: Iterable[Citation]) -> tuple[Stated, ...]:
    """Return the figures of an event that none of these citations carries, in its own order."""
    stated = figures_of(event)
    there = carried(stated, citations)
    return tuple(each for each in stated if each not in there)


def _is_it(stated: Stated, figure: Figure) -> bool:
    """Tell whether a number in a quote is the figure: a percent sign is never an amount."""
    if figure.percent and not stated.percent:
        return False
    return abs(figure.value) == stated.value
