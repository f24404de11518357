"""A goal says what was measured beside it, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.bench.goals import Faster, Grows, Measured, Memory, PerSecond, Times, Within

if TYPE_CHECKING:
    from tools.bench.goals import Goal

SIZES = {
    1_000: {"ours": Measured(milliseconds=6)},
    10_000: {
        "ours": Measured(milliseconds=10, memory=700, done=500),
        "raw": Measured(milliseconds=5),
        "slow": Measured(milliseconds=40, share=10),
        "gone": Measured(why="is not installed"),
    },
}


@pytest.mark.parametrize(
    ("goal", "shown", "met"),
    [
        (Within(10), "10.0 ms", True),
        (Within(9), "10.0 ms", False),
        (Times(2, "raw"), "2.00x", True),
        (Times(1.9, "raw"), "2.00x", False),
        (Faster(40, "slow"), "40.0x", True),
        (Faster(41, "slow"), "40.0x", False),
        (Grows(2, 1_000), "1.67x", True),
        (Grows(1.6, 1_000), "1.67x", False),
        (PerSecond(50_000), "50,000 a second", True),
        (PerSecond(50_001), "50,000 a second", False),
        (Memory(700), "700 MB", True),
        (Memory(699), "700 MB", False),
    ],
    ids=str,
)
def test_a_goal_is_met_up_to_its_limit(goal: Goal, shown: str, met: bool) -> None:  # noqa: FBT001
    assert goal.shown(SIZES) == (shown, met)


@pytest.mark.parametrize("goal", [Times(2, "gone"), Faster(2, "never asked"), Grows(2, 5)], ids=str)
def test_what_was_not_measured_gives_no_number(goal: Goal) -> None:
    assert goal.shown(SIZES) is None


@pytest.mark.parametrize("goal", [Within(10), Grows(2, 1_000), PerSecond(1), Memory(1)], ids=str)
def test_what_is_not_built_meets_no_goal(goal: Goal) -> None:
    assert goal.shown({1_000: {"ours": Measured(why="not built yet")}}) is None
