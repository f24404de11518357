"""Measure the shape of a market, real or made up, in the same way."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Seen", "Shape", "Tail", "fitted", "shape", "tail"]

_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_QUARTER = re.compile(r"[0-9]{4}-3[3-6]")


@frozen(kw_only=True)
class Seen:
    """One holding told of: who, of whom, when (EDTF, empty where not told), in which document."""

    holder: str
    company: str
    occurred: str
    round: object


@frozen(kw_only=True)
class Tail:
    """How unevenly events are spread over things that have any."""

    things: int
    mean: float
    once: float  # the share of things with one event only
    most: int
    top: float  # the share of events that the top hundredth of things has


@frozen(kw_only=True)
class Shape:
    """What of a market does not hang on its size."""

    events: int
    company: Tail
    holder: Tail
    pair: Tail
    round: Tail
    vague: dict[str, float]
    weekend: float  # of those told to the day, and not on the first of a month
    thirds: tuple[float, float, float]  # of the years, from the first to the last


def tail(names: Iterable[object]) -> Tail:
    """Measure how unevenly names recur."""
    counts = sorted(Counter(names).values(), reverse=True)
    total = sum(counts)
    return Tail(
        things=len(counts),
        mean=total / len(counts),
        once=counts.count(1) / len(counts),
        most=counts[0],
        top=sum(counts[: max(1, len(counts) // 100)]) / total,
    )


def shape(seen: Iterable[Seen], first: int, last: int) -> Shape:
    """Measure the shape of what was seen; `first` and `last` are the years to divide in three."""
    all_ = list(seen)
    days = [date.fromisoformat(each.occurred) for each in all_ if len(each.occurred) == 10]
    days = [day for day in days if day.day > 1]
    return Shape(
        events=len(all_),
        company=tail(each.company for each in all_),
        holder=tail(each.holder for each in all_),
        pair=tail((each.holder, each.company) for each in all_),
        round=tail(each.round for each in all_),
        vague=_vague([each.occurred for each in all_]),
        weekend=sum(day.weekday() >= 5 for day in days) / len(days),
        thirds=_thirds([day.year for day in days], first, last),
    )


def _vague(texts: Sequence[str]) -> dict[str, float]:
    count = len(texts)
    return {
        "year": sum(bool(_YEAR.fullmatch(each)) for each in texts) / count,
        "month": sum(bool(_MONTH.fullmatch(each)) for each in texts) / count,
        "quarter": sum(bool(_QUARTER.fullmatch(each)) for each in texts) / count,
        "range": sum(each.startswith("[") for each in texts) / count,
        "undated": texts.count("") / count,
    }


def _thirds(years: Sequence[int], first: int, last: int) -> tuple[float, float, float]:
    counted = Counter((year - first) * 3 // (last - first + 1) for year in years)
    total = counted[0] + counted[1] + counted[2]
    return (counted[0] / total, counted[1] / total, counted[2] / total)


def fitted(names: Iterable[object]) -> tuple[float, float]:
    """Fit the exponent and the head of the law that weighs rank r by (r + head * n) ** -exponent.

    It is fitted to the shares of the top thousandth, hundredth, tenth and third of things.
    """
    counts = sorted(Counter(names).values(), reverse=True)
    sums = list(accumulate(counts))
    parts = [part for part in (0.001, 0.01, 0.1, 0.33) if part * len(counts) >= 1]
    wanted = [sums[int(part * len(counts)) - 1] / sums[-1] for part in parts]
    tried = (
        (exponent / 100, head / 10_000)
        for exponent in (*range(2, 100, 2), 99)
        for head in (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 500, 800)
    )
    return min(tried, key=lambda law: _misses(law, parts, wanted))


def _misses(law: tuple[float, float], parts: Sequence[float], wanted: Sequence[float]) -> float:
    return sum((_top(part, *law) / want - 1) ** 2 for part, want in zip(parts, wanted, strict=True))


def _top(part: float, exponent: float, head: float) -> float:
    power = 1 - exponent
    top: float = ((part + head) ** power - head**power) / ((1 + head) ** power - head**power)
    return top
