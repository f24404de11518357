from __future__ import annotations

from datetime import date

from timeline.testing import changed, given, stated, written
from timeline.views import ownership
from timeline.views.course import Point, changes_only, courses

A, C = "anna", "acme"
DAYS = [date(2025, 3, day) for day in (1, 2, 3, 4)]
LOG = given(
    changed(A, C, id="x", on="2025-03-02", after="1%"),
    stated(A, C, "1%", id="again", on="2025-03-03"),
    changed("bert", C, id="y", on="2025-03-04", after="2%"),
)


def shown(points: list[Point]) -> list[str]:
    return [f"{each.on.day}: {written(each.held.level) if each.held else '-'}" for each in points]


def course() -> dict[str, list[Point]]:
    knowledge = LOG.on(DAYS[-1]).knowledge
    found = courses(lambda day: ownership.owned(knowledge.at(day)).held, reversed(DAYS))
    return {key.holders[0]: points for key, points in found.items()}


def test_every_holding_has_a_point_for_every_day_also_where_nothing_is_told() -> None:
    assert {name: shown(points) for name, points in course().items()} == {
        "anna": ["1: -", "2: 1%", "3: 1%", "4: 1%"],
        "bert": ["1: -", "2: -", "3: -", "4: 2%"],
    }


def test_another_fact_that_says_the_same_is_no_change() -> None:
    assert shown(list(changes_only(course()["anna"]))) == ["1: -", "2: 1%"]


def test_the_course_of_nothing_is_empty() -> None:
    assert courses(lambda _: (), DAYS) == {}
