from __future__ import annotations

from hypothesis import given, settings

from tests.views.histories import commits, days
from tests.views.test_properties import recorded
from timeline.testing import changed, controls, deal, entity, fact
from timeline.testing import given as told
from timeline.views.state import changed as after
from timeline.views.state import changes, state

A, B, C = "anna", "bert", "acme"


def test_a_state_has_what_is_held_who_controls_and_what_deals_and_programmes_came_to() -> None:
    then = told(
        entity("chip", "programme", owner=A),
        changed(A, C, on="2025-03-01", after="5%"),
        controls(A, B, on="2025-03-01"),
        deal("d", "announced", on="2025-03-01", acquirer=A, target=C),
        fact("programme-moved", programme="chip", stage="testing", on="2025-03-01"),
    ).on("2025-03-01")
    found = state(then.knowledge)
    assert [each.kind for each in found.answers] == ["control", "deal", "own", "programme"]


def test_what_is_known_to_be_nothing_is_an_answer_too() -> None:
    then = told(changed(A, C, on="2025-03-01", before="5%", after="none")).on("2025-03-01")
    (held,) = state(then.knowledge).rows("own")
    assert held.says == then.stake(A, C).held.level


def test_what_says_the_same_as_before_is_no_change() -> None:
    log = told(
        changed(A, C, id="first", on="2025-03-01", after="5%"),
        fact("stake-stated", holder=A, company=C, id="again", stake="5%", on="2025-03-09"),
    )
    before, later = (state(log.on(day).knowledge) for day in ("2025-03-01", "2025-03-09"))
    assert changes(before, later) == []


def test_what_was_not_told_before_changes_from_nothing() -> None:
    log = told(changed(A, C, on="2025-03-02", after="5%"))
    before, later = (state(log.on(day).knowledge) for day in ("2025-03-01", "2025-03-02"))
    (change,) = changes(before, later)
    assert change.before is None
    assert change.after is not None
    assert changes(later, before)[0].after is None


@settings(max_examples=100)
@given(commits(), days(), days())
def test_a_state_and_what_changed_since_are_the_later_state(
    parts: object, one: object, other: object
) -> None:
    log = recorded(parts)  # type: ignore[arg-type]
    before, later = state(log.on(one).knowledge), state(log.on(other).knowledge)  # type: ignore[arg-type]
    assert after(before, later.on, changes(before, later)) == later
