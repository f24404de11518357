from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.facts.deals import DealMoved
from timeline.testing import deal, given, to_day
from timeline.views.reaching import Reached, reached

if TYPE_CHECKING:
    from timeline.views.in_force import InForce


def state(source: InForce) -> str:
    return source.fact.state if isinstance(source.fact, DealMoved) else ""


def far(day: str, *moves: tuple[str, str]) -> Reached | None:
    """Tell where a deal had come to that reached these states on these days."""
    then = given(*(deal("d", to, id=to, on=on) for to, on in moves)).on(day)
    return reached(then.knowledge.facts(), to_day(day), state)


@pytest.mark.parametrize(
    ("day", "last", "possibly", "certainty"),
    [
        ("2024-12-31", "announced", (), "definite"),
        ("2025-06-30", "announced", ("cleared",), "definite"),
        ("2025-12-31", "cleared", (), "definite"),
    ],
)
def test_the_last_move_that_is_sure_tells_how_far_and_a_vague_one_how_far_perhaps(
    day: str, last: str, possibly: tuple[str, ...], certainty: str
) -> None:
    found = far(day, ("cleared", "2025"), ("announced", "2024-12-01"))
    assert found is not None
    assert (found.last.id, found.possibly, found.certainty) == (last, possibly, certainty)


def test_two_states_of_one_day_leave_it_open_which_was_the_last() -> None:
    found = far("2025-01-02", ("cleared", "2025-01-02"), ("blocked", "2025-01-02"))
    assert found is not None
    assert {found.last.id, *found.possibly} == {"cleared", "blocked"}
    assert found.certainty == "possible"


def test_nothing_was_reached_before_the_first_move() -> None:
    assert far("2024-12-31", ("announced", "2025-01-01")) is None
