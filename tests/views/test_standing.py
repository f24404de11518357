from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from attrs import field, frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.views.question import Span
from timeline.views.standing import ahead, last_of_day, standing

if TYPE_CHECKING:
    from collections.abc import Sequence


ORIGIN = date(2025, 1, 1)
DAYS = 7


@frozen
class Told:
    """A claim with nothing but its days, its place within its day, and whom it leads to."""

    first: int
    last: int
    order: int | None = None
    after: str | None = field(default=None, kw_only=True)
    before: str | None = field(default=None, kw_only=True)
    sure: bool = field(default=True, kw_only=True)

    @property
    def span(self) -> Span:
        return Span(day(self.first), day(self.last))


def day(number: int) -> date:
    return ORIGIN + timedelta(number)


def spans() -> st.SearchStrategy[Told]:
    days = st.integers(0, DAYS - 1)
    return st.builds(
        lambda one, other, sure: Told(min(one, other), max(one, other), sure=sure),
        days, days, st.booleans(),
    )  # fmt: skip


def latest_in_some_world(claims: Sequence[Told], on: int) -> set[int]:
    """Go through every choice of days, and collect which claims are the latest by a day.

    What is not sure was public, and of one of its days, or it was not.
    """
    never = on + 1
    found: set[int] = set()
    for world in product(
        *((*range(each.first, each.last + 1), *(() if each.sure else (never,))) for each in claims)
    ):
        begun = [number for number in world if number <= on]
        if begun:
            last = max(begun)
            found |= {at for at, number in enumerate(world) if number == last}
    return found


@settings(max_examples=600)
@given(st.lists(spans(), min_size=1, max_size=4), st.integers(0, DAYS - 1))
@example([Told(0, 6), Told(1, 2), Told(3, 3)], 3)
@example([Told(0, 0), Told(0, 0)], 0)
@example([Told(0, 0), Told(2, 2, sure=False)], 3)
def test_a_claim_stands_exactly_if_it_is_the_latest_in_some_possible_world(
    claims: list[Told], on: int
) -> None:
    """The rule is neither too wide nor too narrow; among claims of one day, ties count.

    What only possibly was public may stand, and so does what stands without it.
    """
    found = standing(claims, day(on))
    assert {at for at, each in enumerate(claims) if any(each is one for one in found)} == (
        latest_in_some_world(claims, on)
    )


def test_the_rule_holds_for_every_history_of_two_claims() -> None:
    """All pairs of spans within five days, on each day: 225 histories, 1,125 questions."""
    every = [Told(first, last) for first in range(5) for last in range(first, 5)]
    questions = 0
    for one, other in product(every, repeat=2):
        # Two objects, though they may be equal: each claim is its own.
        claims = [one, Told(other.first, other.last)]
        for on in range(5):
            questions += 1
            found = standing(claims, day(on))
            at = {at for at, each in enumerate(claims) if any(each is one for one in found)}
            assert at == latest_in_some_world(claims, on)
    assert questions == 1125


def test_the_rule_holds_for_every_history_of_three_claims() -> None:
    """All triples of spans within four days, on each day: 1,000 histories, 4,000 questions."""
    every = [(first, last) for first in range(4) for last in range(first, 4)]
    questions = 0
    for several in product(every, repeat=3):
        claims = [Told(*each) for each in several]
        for on in range(4):
            questions += 1
            found = standing(claims, day(on))
            at = {at for at, each in enumerate(claims) if any(each is one for one in found)}
            assert at == latest_in_some_world(claims, on), (several, on)
    assert questions == 4000


def test_a_sorted_fold_misses_a_world_that_the_rule_does_not() -> None:
    """A year, and a day within it: the year may have come last, and a fold never says so."""
    year, single = Told(0, 6), Told(3, 3)
    by_end = sorted([year, single], key=lambda each: each.last)
    by_start = sorted([year, single], key=lambda each: each.first)
    assert [each for each in by_end if each.last <= 5][-1] == single
    assert by_start[-1] == single
    assert standing([year, single], day(5)) == [year, single]
    assert latest_in_some_world([year, single], 5) == {0, 1}


def test_how_often_a_sorted_fold_is_wrong() -> None:
    """Last-one-wins differs from the worlds in a good part of all histories of three claims."""
    every = [(first, last) for first in range(4) for last in range(first, 4)]
    wrong = asked = 0
    for several in product(every, repeat=3):
        claims = [Told(*each) for each in several]
        for on in range(4):
            begun = sorted((each for each in claims if each.first <= on), key=lambda c: c.last)
            worlds = {id(claims[at]) for at in latest_in_some_world(claims, on)}
            asked += 1
            wrong += worlds != ({id(begun[-1])} if begun else set())
    assert wrong > asked // 10


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_telling_plays_no_part(order: tuple[int, ...]) -> None:
    claims = [Told(0, 2), Told(1, 1), Told(3, 6)]
    found = standing([claims[at] for at in order], day(4))
    assert {(each.first, each.last) for each in found} == {(0, 2), (3, 6), (1, 1)}


def test_before_the_first_day_nothing_stands() -> None:
    assert standing([Told(3, 5)], day(2)) == []
    assert standing([], day(2)) == []


def test_the_day_itself_counts_to_its_end() -> None:
    assert standing([Told(3, 3)], day(3)) == [Told(3, 3)]


def test_within_one_day_the_order_that_was_told_decides() -> None:
    first, second = Told(2, 2, 1), Told(2, 2, 2)
    assert standing([second, first], day(2)) == [second]


def test_within_one_day_the_chain_decides_where_no_order_was_told() -> None:
    first, second = Told(2, 2, after="5"), Told(2, 2, before="5", after="7")
    assert standing([second, first], day(2)) == [second]


def test_an_order_outweighs_a_chain() -> None:
    first, second = Told(2, 2, 2, after="5"), Told(2, 2, 1, before="5", after="7")
    assert standing([first, second], day(2)) == [first]


def test_where_neither_tells_both_stand() -> None:
    claims = [Told(2, 2, 1), Told(2, 2)]
    assert standing(claims, day(2)) == claims


def test_a_chain_of_two_that_leads_back_decides_nothing() -> None:
    there, back = Told(2, 2, before="3", after="5"), Told(2, 2, before="5", after="3")
    assert standing([there, back], day(2)) == [there, back]


def test_a_chain_of_three_that_leads_back_leaves_all_standing() -> None:
    ring = [
        Told(2, 2, before="3", after="5"),
        Told(2, 2, before="5", after="8"),
        Told(2, 2, before="8", after="3"),
    ]
    assert standing(ring, day(2)) == ring


def test_a_chain_within_a_month_decides_once_the_month_is_over() -> None:
    first, second = Told(1, 5, after="5"), Told(1, 5, before="5", after="7")
    assert standing([first, second], day(3)) == [first, second]
    assert standing([first, second], day(5)) == [second]
    assert last_of_day([first, second], day(5)) == [second]


@given(st.lists(spans(), min_size=1, max_size=6), st.integers(0, DAYS - 1))
def test_something_stands_from_the_first_possible_day_on(claims: list[Told], on: int) -> None:
    assert bool(standing(claims, day(on))) == any(each.first <= on for each in claims)


@given(st.lists(spans(), min_size=1, max_size=4), st.integers(0, DAYS - 1))
def test_what_may_be_next_is_the_first_after_the_day_in_some_possible_world(
    claims: list[Told], on: int
) -> None:
    """Of claims that all lie after the day; those that may have happened stand already."""
    later = [each for each in claims if each.first > on]
    never = DAYS
    worlds = product(
        *((*range(each.first, each.last + 1), *(() if each.sure else (never,))) for each in later)
    )
    firsts = {
        at for world in worlds for at, on_ in enumerate(world) if on_ == min(world) and on_ != never
    }
    found = ahead(claims, day(on))
    assert {at for at, each in enumerate(later) if any(each is one for one in found)} == firsts


def test_of_a_chain_ahead_only_its_beginning_may_be_next() -> None:
    """What the second starts from is no level of the eve."""
    first, second = Told(4, 4, after="5"), Told(4, 4, before="5", after="7")
    assert ahead([second, first], day(3)) == [first]
    assert ahead([Told(4, 4, 2), Told(4, 4, 1)], day(3)) == [Told(4, 4, 1)]
