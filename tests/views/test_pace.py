from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.views.pace import Burst, Happening, counted, pace
from timeline.views.question import Span

FIRST = date(2025, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def at(name: str, first: int, last: int | None = None, *, sure: bool = True) -> Happening:
    return Happening(name, Span(day(first), day(first if last is None else last)), sure)


def shown(bursts: list[Burst]) -> list[tuple[int, int, int]]:
    """Return each window as its first day and its counts."""
    return [((each.first - FIRST).days, each.low, each.high) for each in bursts]


def test_the_busiest_window_comes_first() -> None:
    told = [at("a", 0), at("b", 3), at("c", 20), at("d", 22), at("e", 24)]
    assert shown(pace(told, 8)) == [(20, 3, 3), (0, 2, 2)]


def test_both_ends_of_a_window_count() -> None:
    assert shown(pace([at("a", 0), at("b", 7)], 8)) == [(0, 2, 2)]
    assert shown(pace([at("a", 0), at("b", 8)], 8)) == []


def test_no_two_windows_share_a_day() -> None:
    told = [at(f"f{number}", number) for number in range(30)]
    found = pace(told, 7)
    assert shown(found) == [(0, 7, 7), (7, 7, 7), (14, 7, 7), (21, 7, 7), (28, 2, 2)]
    assert all(one.last < other.first for one, other in combinations(found, 2))


def test_a_vague_day_counts_for_the_upper_end_alone_unless_all_of_it_lies_within() -> None:
    told = [at("a", 10), at("b", 9, 12), at("c", 5, 30)]
    (burst,) = pace(told, 5)
    assert (burst.low, burst.high) == (2, 3)
    assert (burst.definite, burst.possible) == (("a", "b"), ("c",))


def test_what_may_not_be_so_at_all_counts_for_the_upper_end_alone() -> None:
    assert shown(pace([at("a", 0), at("b", 1, sure=False)], 5)) == [(0, 1, 2)]


def test_one_alone_is_no_pace_unless_asked_for() -> None:
    assert pace([at("a", 0)], 5) == []
    assert shown(pace([at("a", 0)], 5, at_least=1)) == [(0, 1, 1)]


def test_a_day_that_is_open_on_one_side_begins_no_window() -> None:
    told = [Happening("open", Span(date.min, day(3))), Happening("never", Span(day(5), date.max))]
    assert shown(pace(told, 5)) == [(3, 0, 2)]


def happenings(most: int = 5) -> st.SearchStrategy[list[Happening]]:
    """Give a few dated facts, each vague by up to four days."""
    spans = st.tuples(st.integers(0, 12), st.integers(0, 4), st.booleans())
    return st.lists(spans, min_size=1, max_size=most).map(
        lambda several: [
            at(f"f{place}", first, first + more, sure=sure)
            for place, (first, more, sure) in enumerate(several)
        ]
    )


def worlds(told: list[Happening], first: date, last: date) -> set[int]:
    """Return how many lie in a window, in each possible world."""
    each_day = [
        [
            *(one.span.earliest + timedelta(n)
              for n in range((one.span.latest - one.span.earliest).days + 1)),
            *([] if one.sure else [None]),
        ]
        for one in told
    ]  # fmt: skip
    return {
        sum(one is not None and first <= one <= last for one in world)
        for world in product(*each_day)
    }


@settings(max_examples=200)
@given(happenings(), st.integers(-3, 16), st.integers(1, 6))
@example([at("a", 0, 2), at("b", 1, sure=False)], 0, 2)
def test_the_counts_are_the_fewest_and_the_most_over_all_possible_worlds(
    told: list[Happening], start: int, length: int
) -> None:
    burst = counted(told, day(start), length)
    counts = worlds(told, burst.first, burst.last)
    assert (burst.low, burst.high) == (min(counts), max(counts))


@settings(max_examples=200)
@given(happenings(most=8), st.integers(1, 6))
def test_no_window_is_busier_than_the_first(told: list[Happening], length: int) -> None:
    found = pace(told, length, at_least=1)
    every = [counted(told, day(start), length) for start in range(-8, 20)]
    most = max((each.low, each.high) for each in every)
    assert (found[0].low, found[0].high) == most


@settings(max_examples=200)
@given(happenings(most=8), st.integers(1, 6))
def test_windows_get_no_busier_share_no_day_and_each_has_something_of_its_own(
    told: list[Happening], length: int
) -> None:
    found = pace(told, length, at_least=1)
    assert found == sorted(found, key=lambda each: (-each.low, -each.high, each.first))
    for place, burst in enumerate(found):
        assert burst == counted(told, burst.first, length)
        for other in found[:place]:
            assert burst.last < other.first or other.last < burst.first
            assert not {*burst.definite, *burst.possible} <= {*other.definite, *other.possible}


@settings(max_examples=200)
@given(happenings(most=8), st.integers(1, 6))
def test_whatever_is_sure_and_fits_into_a_window_is_in_one_or_shares_days_with_one(
    told: list[Happening], length: int
) -> None:
    found = pace(told, length, at_least=1)
    for each in told:
        if each.sure and (each.span.latest - each.span.earliest).days < length:
            reach = each.span.earliest + timedelta(length - 1)
            assert any(one.first <= reach and each.span.earliest <= one.last for one in found)


def test_only_so_many_are_given_as_are_asked_for() -> None:
    told = [at(f"f{number}", number) for number in range(0, 90, 3)]
    assert shown(pace(told, 5, most=2)) == [(0, 2, 2), (6, 2, 2)]


def test_something_vague_alone_is_told_of_once_and_not_for_every_day_that_it_may_be_of() -> None:
    assert len(pace([at("a", 0, 300), at("b", 0, 300)], 5)) == 1
