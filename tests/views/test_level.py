from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.money import Count
from timeline.shares import Share
from timeline.views.level import ALL, NOTHING, WHOLE, Level, hull


def of(text: str) -> Level:
    return Level.of_share(Share.parse(text))


def shares() -> st.SearchStrategy[str]:
    number = st.integers(0, 10)
    ends = st.tuples(number, number).filter(lambda pair: pair[0] < pair[1])
    bounds = st.tuples(st.sampled_from("[("), ends, st.sampled_from("])"))
    return number.map(lambda n: f"{n}%") | bounds.map(
        lambda each: f"{each[0]}{each[1][0]}%, {each[1][1]}%{each[2]}"
    )


def holds(level: Level, value: Fraction) -> bool:
    """Tell by itself, apart from the code under test, whether a level admits a value."""
    above = value > level.low or (value == level.low and not level.low_open)
    if level.high is None:
        return above
    return above and (value < level.high or (value == level.high and not level.high_open))


# Quarters tell open ends from closed ones where the ends are whole.
VALUES = [Fraction(number, 4) for number in range(-8, 60)]


def test_names_of_levels() -> None:
    assert (of("none"), of("unknown"), of("100%")) == (NOTHING, WHOLE, ALL)
    assert Level.of_count(Count.parse(">1000")) == Level(Fraction(1000), None, low_open=True)


def test_thirds_are_told_from_what_is_near_them() -> None:
    third, near = Fraction(1, 3), Fraction(333_333_333_333, 10**12)
    exactly = Level(third, third)
    assert exactly == Level(Fraction(2, 6), third)
    assert hash(exactly) == hash(Level(Fraction(2, 6), third))
    assert exactly != Level(near, near)
    assert not exactly.meets(Level(near, near))
    assert hull([exactly, Level(near, near)]) == Level(near, third)


@pytest.mark.parametrize(
    ("share", "something"), [("none", False), (">0%", True), ("<25%", False), (">=1%", True)]
)
def test_something_is_more_than_nothing(share: str, something: bool) -> None:  # noqa: FBT001
    assert of(share).is_something is something


@given(shares(), shares())
def test_two_levels_meet_exactly_if_some_value_lies_in_both(one: str, other: str) -> None:
    first, second = of(one), of(other)
    expected = any(holds(first, value) and holds(second, value) for value in VALUES)
    assert first.meets(second) == second.meets(first) == expected


@given(st.lists(shares(), min_size=1, max_size=4))
def test_a_hull_holds_every_value_of_each_and_no_end_that_none_has(several: list[str]) -> None:
    levels = [of(each) for each in several]
    found = hull(levels)
    inside = [value for value in VALUES if any(holds(each, value) for each in levels)]
    assert all(holds(found, value) for value in inside)
    assert holds(found, found.low) == (found.low in inside)
    assert found.high is not None
    assert holds(found, found.high) == (found.high in inside)


@given(shares(), st.integers(-12, 12))
def test_a_move_leads_from_every_value_to_one_within_and_never_below_nothing(
    share: str, by: int
) -> None:
    level = of(share)
    moved = level.moved(Fraction(by))
    for value in VALUES:
        if holds(level, value):
            assert holds(moved, max(value + by, Fraction(0)))
    assert moved.low >= 0


def test_a_bound_that_is_cut_at_nothing_is_closed_there() -> None:
    """Who held over 3 and sold 4 may hold nothing."""
    assert of("(3%, 5%]").moved(Fraction(-4)) == Level(Fraction(0), Fraction(1))
    assert of("(4%, 5%]").moved(Fraction(-4)) == Level(Fraction(0), Fraction(1), low_open=True)


@given(shares(), shares())
def test_a_level_is_within_another_where_that_holds_every_value_of_it(one: str, other: str) -> None:
    inner, outer = of(one), of(other)
    every = all(holds(outer, value) for value in VALUES if holds(inner, value))
    assert inner.within(outer) == every


def test_what_nothing_bounds_above_is_within_no_bound() -> None:
    some, few = Level.of_count(Count.parse(">5")), Level.of_count(Count.parse("6"))
    assert few.within(some)
    assert some.within(some)
    assert not some.within(few)
