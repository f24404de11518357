from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from statistics import median_high, median_low

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.views.lag import Days, Telling, lag
from timeline.views.question import Span

FIRST = date(2025, 3, 1)


def days(first: int, last: int | None = None) -> Span:
    return Span(
        FIRST + timedelta(first), FIRST + timedelta(first if last is None else last)
    )  # fmt: skip


def telling(
    happened: Span, published: Span, recorded: int, source: str | None = "a", *, ahead: bool = False
) -> Telling:
    return Telling(
        source=source, happened=happened, published=published,
        recorded=FIRST + timedelta(recorded), ahead=ahead,
    )  # fmt: skip


def test_each_leg_counts_its_days() -> None:
    (found,) = lag([telling(days(0), days(3), 10)])
    assert found.to_published.median == Days(3, 3)
    assert found.to_recorded.median == Days(7, 7)
    assert found.in_all.median == Days(10, 10)


def test_a_vague_day_makes_its_legs_vague() -> None:
    (found,) = lag([telling(days(0, 4), days(5, 9), 10)])
    assert found.to_published.median == Days(1, 9)
    assert found.to_recorded.median == Days(1, 5)
    assert found.in_all.median == Days(6, 10)


def test_what_is_told_as_past_was_not_told_before_it_happened() -> None:
    (found,) = lag([telling(days(0, 9), days(5, 9), 10)])
    assert found.to_published.median == Days(0, 9)


def test_what_lies_ahead_has_less_than_no_days() -> None:
    (found,) = lag([telling(days(31), days(3), 10, ahead=True)])
    assert found.to_published.median == Days(-28, -28)


def test_a_day_that_nothing_bounds_leaves_the_most_open() -> None:
    (found,) = lag([telling(Span(date.min, FIRST), days(3), 10)])
    assert found.to_published.median == Days(3, None)


def test_sources_are_apart_and_what_has_none_is_first() -> None:
    found = lag([telling(days(0), days(1), 2, name) for name in ("b", None, "a", "b")])
    assert [(each.source, each.facts) for each in found] == [(None, 1), ("a", 1), ("b", 2)]


SPANS = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda each: (each[0], sum(each)))


@settings(max_examples=100)
@given(st.lists(SPANS, min_size=1, max_size=4))
def test_median_and_range_hold_those_of_every_possible_world_and_no_more(
    spans: list[tuple[int, int]],
) -> None:
    (found,) = lag([telling(days(*each), days(20), 30) for each in spans])
    worlds = [
        sorted(20 - day for day in world)
        for world in product(*(range(first, last + 1) for first, last in spans))
    ]
    leg = found.to_published
    assert leg.median == Days(min(map(median_low, worlds)), max(map(median_high, worlds)))
    assert leg.shortest == Days(min(each[0] for each in worlds), max(each[0] for each in worlds))
    assert leg.longest == Days(min(each[-1] for each in worlds), max(each[-1] for each in worlds))
