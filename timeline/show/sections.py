"""Put facts under the years and months that they belong to, as vague as their days are."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import frozen

from timeline.dates import plain
from timeline.views.chronicle import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = ["Section", "day_words", "sections", "years"]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ABOUT_A_MONTH: Final = 31


@frozen
class Section:
    """The facts of one month; or of a longer time, where that is all that is told of their days.

    `year` is 0 where no day bounds them; `words` is `August`, or `during 2018`.
    """

    year: int
    words: str
    vague: bool
    told: tuple[Told, ...]


def sections(told: Sequence[Told]) -> list[Section]:
    """Return facts by year and month of their latest days, the vague ones after the others.

    Within a day they have their `order`, where one was told.
    """
    placed = sorted(told, key=lambda each: (_place(each), _within_day(each)))
    return [
        Section(place[0], place[3], place[2], tuple(several))
        for place, several in groupby(placed, key=_place)
    ]


def _place(told: Told) -> tuple[int, int, bool, str]:
    """Return where a fact belongs: a year, a month, and whether its day is vaguer than that."""
    first, last = told.span.earliest, told.span.latest
    if last == date.max:
        return 0, 0, True, "day not told"
    bounded = first != date.min
    if not bounded or (last - first).days < _ABOUT_A_MONTH:
        return last.year, last.month, False, _MONTHS[last.month - 1]
    since = f"{first.year} \N{EN DASH} " if first.year != last.year else ""
    return last.year, last.month, True, f"during {since}{last.year}"


def _within_day(told: Told) -> tuple[date, int, str]:
    return told.span.latest, told.fact.order or 0, told.id


def day_words(told: Told, year: int) -> str:
    """Write a fact's day, without the year where that stands above it and is the only one."""
    words = plain(told.when)
    first = told.when.earliest
    within = first is None or first.year == year
    return words.removesuffix(f" {year}") if within else words


def years(told: Iterable[Section]) -> Iterable[tuple[int, list[Section]]]:
    """Give the sections by year."""
    for year, several in groupby(told, key=lambda each: each.year):
        yield year, list(several)
