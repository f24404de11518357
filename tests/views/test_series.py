from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.views.histories import commits, days
from tests.views.test_properties import recorded
from timeline.testing import Given, changed, to_day, written
from timeline.testing import given as told
from timeline.views import ownership
from timeline.views.claims import Key
from timeline.views.course import Point, answer
from timeline.views.series import Every, Period, period_ends, series
from timeline.views.turning import about, turning

if TYPE_CHECKING:
    from timeline.facts.fact import Event
    from timeline.views.held import Held

A, C = "anna", "acme"


def asked(log: Given, first: str | date, last: str | date, every: Every) -> dict[str, str]:
    """Return the points of what Anna holds of Acme: the day, and the level as text."""
    return {
        each.on.isoformat(): written(each.held.level) if each.held else "not told"
        for each in points(log, to_day(first), to_day(last), every)
    }


def points(log: Given, first: date, last: date, every: Every) -> list[Point]:
    knowledge = log.on(last).knowledge

    def answers(day: date) -> list[Held]:
        held = ownership.owned(knowledge.at(day), [C]).held
        return [each for each in held if each.key.holders == (A,) and each.key.class_ == ""
                and each.key.interest == "shares" and each.key.unit == "percent"]  # fmt: skip

    spans = [each.span for each in about(knowledge, C)]
    (found,) = series(answers, turning(spans), Period(first, last, every), Key((A,), C)).values()
    return found


LOG = told(
    changed(A, C, on="2025-01-15", before="none", after="1%"),
    changed(A, C, on="2025-03-31", before="1%", after="2%"),
)


def test_a_point_a_month_is_as_it_stood_at_the_end_of_it() -> None:
    assert asked(LOG, "2025-01-01", "2025-04-30", "month") == {
        "2024-12-31": "none",
        "2025-01-31": "1%",
        "2025-02-28": "1%",
        "2025-03-31": "2%",
        "2025-04-30": "2%",
    }


def test_the_opening_state_is_carried_in() -> None:
    """Nothing happened in February or since, and it is not nothing that is held."""
    assert asked(LOG, "2025-02-01", "2025-02-28", "month") == {
        "2025-01-31": "1%",
        "2025-02-28": "1%",
    }


def test_the_last_day_has_a_point_where_no_period_ends_with_it() -> None:
    found = asked(LOG, "2025-04-01", "2025-05-10", "month")
    assert list(found) == ["2025-03-31", "2025-04-30", "2025-05-10"]


def test_a_gap_is_a_point_that_says_so() -> None:
    log = told(changed(A, C, on="2025-03-10", after="1%"))
    assert asked(log, "2025-02-01", "2025-03-31", "month") == {
        "2025-01-31": "not told",
        "2025-02-28": "not told",
        "2025-03-31": "1%",
    }


def test_every_change_gives_only_the_days_on_which_the_answer_changes() -> None:
    log = LOG.later(changed(A, C, id="same", on="2025-02-10", after="1%"))
    assert asked(log, "2025-01-15", "2025-12-31", "change") == {
        "2025-01-14": "none",
        "2025-01-15": "1%",
        "2025-03-31": "2%",
    }


def test_a_vague_change_is_a_point_when_it_may_have_happened_and_one_when_it_has() -> None:
    log = told(
        changed(A, C, on="2025-01-15", after="1%"),
        changed(A, C, on="[2025-03-10..2025-03-20]", before="1%", after="2%"),
    )
    assert asked(log, "2025-02-01", "2025-12-31", "change") == {
        "2025-01-31": "1%",
        "2025-03-10": "[1%, 2%]",
        "2025-03-20": "2%",
    }


@pytest.mark.parametrize(
    ("every", "ends"),
    [
        ("week", ["2025-09-07", "2025-09-14", "2025-09-21", "2025-09-28"]),
        ("month", ["2025-09-30"]),
        ("quarter", ["2025-09-30"]),
        ("year", []),
    ],
)
def test_weeks_end_on_sunday_and_quarters_with_their_third_month(
    every: Every, ends: list[str]
) -> None:
    found = period_ends(date(2025, 9, 1), date(2025, 9, 30), every)
    assert [each.isoformat() for each in found] == ends


@given(st.dates(), st.integers(0, 900), st.sampled_from(["week", "month", "quarter", "year"]))
def test_periods_follow_on_each_other_and_end_within(
    first: date, length: int, every: Every
) -> None:
    last = min(first.toordinal() + length, date.max.toordinal())
    ends = list(period_ends(first, date.fromordinal(last), every))
    most = {"week": 7, "month": 31, "quarter": 92, "year": 366}[every]
    assert all(first <= each <= date.fromordinal(last) for each in ends)
    assert all(1 <= (after - before).days <= most for before, after in pairwise(ends))
    assert all((each + timedelta(1)).day == 1 for each in ends
               if every != "week" and each < date.max)  # fmt: skip


@settings(max_examples=60)
@given(commits(), days(), days())
def test_between_two_changes_every_day_answers_as_the_first_of_them(
    parts: list[list[Event]], one: date, two: date
) -> None:
    first, last = sorted((one, two))
    log = recorded(parts)
    found = points(log, first, last, "change")
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        now = [each for each in found if each.on <= day][-1]
        (alone,) = points(log, day, day, "year")[1:]
        assert answer(alone) == answer(now)
