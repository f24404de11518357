from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from timeline.testing import changed, corrected, given
from timeline.views.choices import cells, choices, roomy, told_days, used

if TYPE_CHECKING:
    from timeline.testing import Given
    from timeline.views.in_force import InForce
    from timeline.views.question import Span

DAY = date(2025, 1, 10)


def sources(facts: Given) -> list[InForce]:
    return list(facts.on(DAY).knowledge.facts())


def source(when: str) -> InForce:
    (found,) = sources(given(changed("anna", "acme", on=when, after="5%")))
    return found


def days(several: list[Span]) -> list[tuple[int, int]]:
    return [(each.earliest.day, each.latest.day) for each in several]


@pytest.mark.parametrize(
    ("when", "parts"),
    [
        ("[2025-01-05..2025-01-15]", [(5, 9), (10, 10), (11, 11), (12, 15)]),
        ("[2025-01-05..2025-01-10]", [(5, 9), (10, 10)]),
        ("[2025-01-11..2025-01-15]", [(11, 11), (12, 15)]),
        ("[2025-01-05..2025-01-09]", [(5, 9)]),
        ("[2025-01-12..2025-01-15]", [(12, 15)]),
        ("2025-01-10", [(10, 10)]),
        ("2025-01-10/2025-01-15", [(10, 10), (11, 11), (12, 15)]),
    ],
)
def test_a_vague_day_is_before_the_day_asked_about_or_on_it_or_on_the_next_or_later(
    when: str, parts: list[tuple[int, int]]
) -> None:
    assert days(cells(source(when), DAY)) == parts


def test_a_period_that_begins_on_the_next_day_asserts_this_one_and_is_not_cut() -> None:
    assert days(cells(source("2025-01-11/2025-01-15"), DAY)) == [(11, 15)]


def test_days_are_parted_where_it_is_asked_for_too() -> None:
    several = cells(source("[2025-01-05..2025-01-08]"), DAY, [date(2025, 1, 7)])
    assert days(several) == [(5, 6), (7, 8)]


def test_the_parts_of_days_that_were_told_otherwise_are_not_the_same() -> None:
    one, other = (cells(source(f"[{first}..2025-01-12]"), DAY)[1] for first in
                  ("2025-01-05", "2025-01-06"))  # fmt: skip
    assert (one.earliest, one.latest) == (other.earliest, other.latest)
    assert one != other
    assert told_days(one) != told_days(other)


def test_what_is_doubtful_is_used_or_not_and_what_corrects_it_instead() -> None:
    facts = given(
        changed("anna", "acme", id="wrong", on="2025-01-01", after="5%", published="2025-01-02"),
    ).later(
        changed("anna", "acme", id="right", on="2025-01-01", after="7%",
                published="[2025-01-05..2025-01-20]"),
        corrected("wrong", "right", "source"),
    )  # fmt: skip
    several = sources(facts.known(DAY))
    places = {each.recorded.position: (each, cells(each, DAY)) for each in several}
    chosen = choices(places, 10)
    assert chosen is not None
    wrong, right = (each.recorded.position for each in several)
    assert {(each[wrong] is None, each[right] is None) for each in chosen} == {
        (True, False), (False, True),
    }  # fmt: skip


def test_more_choices_than_are_gone_through_are_none() -> None:
    each = source("[2025-01-05..2025-01-15]")
    places = {number: (each, cells(each, DAY)) for number in range(2)}
    assert len(choices(places, 16) or []) == 16
    assert choices(places, 15) is None


def test_what_is_used_of_a_day_is_sure() -> None:
    each = source("[2025-01-05..2025-01-15]")
    part = cells(each, DAY)[1]
    assert used(each, part).span is part
    assert used(each, each.span) is each


def test_at_the_ends_of_time_nothing_is_chosen() -> None:
    assert roomy(DAY)
    assert not roomy(date.min)
    assert not roomy(date.max - timedelta(1))
