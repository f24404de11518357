"""How the rules that bound a level by other facts are said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.effort import calls
from timeline.show.answers import basis
from timeline.show.holdings import stakes
from timeline.show.names import Names
from timeline.show.screen import console
from timeline.testing import controls, fact, given, issue, stated

if TYPE_CHECKING:
    from timeline.facts.fact import Fact
    from timeline.testing.then import Then

A, B, C = "anna", "bert", "acme"
TOLD = stated(A, C, "60%", on="2025-01-01")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ([TOLD, issue(C, on="2025-03-01")], "may be diluted by an issue on 1 Mar 2025"),
        ([TOLD, issue(C, on="2025-03")], "may be diluted by an issue in Mar 2025"),
        (
            [
                controls(A, C, kind="wholly-owned", on="2025-01-01"),
                fact("control-ended", holder=A, company=C, on="2025-03-01"),
            ],
            "unknown since control ended on 1 Mar 2025",
        ),
        (
            [stated(A, C, "<25%", on="2025-01-01"), stated(B, C, "80%", on="2025-01-01")],
            "seen on 1 Jan 2025; no more than others leave",
        ),
        (
            [stated(A, C, ">25%", on="2025-01-01"), stated(B, C, "80%", on="2025-01-01")],
            "seen on 1 Jan 2025; others leave nothing of it",
        ),
    ],
)
def test_what_bounds_a_level_is_said_with_its_day(facts: list[Fact], words: str) -> None:
    stake = given(*facts).on("2025-06-01").stake(A, C)
    assert basis(stake.held) == words


def drawn(then: Then) -> str:
    """Return the table of what is held, as text."""
    screen = console(width=100, color=False)
    with screen.capture() as captured:
        screen.print(
            stakes(then.ownership.held, then.ownership.controls, Names({}), then.knowledge.question)
        )
    return captured.get()


def test_many_holders_are_drawn_one_after_the_other() -> None:
    """Twice as many tables take twice the work: what they share is worked out once."""

    def work(count: int) -> int:
        then = given(
            *(stated(f"h-{at}", f"c-{at}", "5%", on="2025-01-01") for at in range(count))
        ).on("2025-06-01")
        assert len(then.ownership.held) == count
        return calls(lambda: pictures.append(drawn(then)))

    pictures: list[str] = []
    few, many = work(40), work(160)
    assert many < 5 * few
    assert [each.count("5%") for each in pictures] == [80, 320]


def test_control_by_a_majority_does_not_begin_with_the_last_change_of_it() -> None:
    """Bert has had more than half since 2021: the day of his next purchase says nothing of it."""
    then = given(
        stated("bert", "acme", "60%", on="2021-09-24"),
        stated("bert", "acme", "80%", on="2023-03-01"),
    ).on("2023-04-01")
    assert "bert controlled acme  by more than half" in drawn(then)


def test_control_that_was_stated_is_told_with_its_day() -> None:
    then = given(controls("bert", "acme", on="2021-09-24")).on("2023-04-01")
    assert "bert controlled acme  since 24 Sep 2021" in drawn(then)
