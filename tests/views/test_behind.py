from __future__ import annotations

from datetime import date

from timeline.testing import Then, changed, controls, given
from timeline.views import ownership
from timeline.views.behind import behind


def asked(then: Then, holder: str) -> dict[str, str]:
    """Return who stands behind a holder on the day."""
    return {**behind(holder, lambda each: ownership.owned(then.knowledge, [each]).controls)}


def test_behind_a_holder_are_those_that_control_it_and_those_that_control_them() -> None:
    then = given(
        controls("group", "unit", on="2025-01-01"),
        changed("family", "group", on="2025-01-01", after="60%"),
        changed("other", "unit", on="2025-01-01", after="20%"),
    ).on("2025-02-01")
    assert asked(then, "unit") == {"unit": "definite", "group": "definite", "family": "definite"}


def test_a_way_is_as_sure_as_its_least_sure_step() -> None:
    then = given(
        controls("group", "unit", on="[2025-01-01..2025-03-01]"),
        controls("family", "group", on="2025-01-01"),
    ).on("2025-02-01")
    assert asked(then, "unit") == {"unit": "definite", "group": "possible", "family": "possible"}


def test_the_surest_of_several_ways_counts() -> None:
    then = given(
        controls("group", "unit", on="[2025-01-01..2025-03-01]"),
        controls("group", "middle", on="2025-01-01"),
        controls("middle", "unit", on="2025-01-01"),
    ).on("2025-02-01")
    assert asked(then, "unit") == {"unit": "definite", "group": "definite", "middle": "definite"}


def test_control_in_a_circle_comes_to_an_end() -> None:
    then = given(controls("a", "b", on="2025-01-01"), controls("b", "a", on="2025-01-01"))
    assert asked(then.on(date(2025, 2, 1)), "a") == {"a": "definite", "b": "definite"}
