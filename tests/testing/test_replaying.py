from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from attrs import evolve
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from tests.views.histories import commits, days
from timeline.errors import NotFound
from timeline.testing import (
    Given,
    changed,
    corrected,
    document,
    entity,
    given,
    replay,
    replays,
    retracted,
)
from timeline.testing.ledgers import NoFacts
from timeline.testing.replaying import ReplayDiffers
from timeline.views.filing import Filing
from timeline.views.replaying import Order

if TYPE_CHECKING:
    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Event

PRESS = document("press", "2025-09-03")
SECOND = changed("ant", "kite", id="second", on="2025-09-02", before="3.34%", after="3.68%")
FIRST = changed("ant", "kite", id="first", on="2025-08-26", after="2%")
FACTS = given(entity("ant"), SECOND).later(PRESS, FIRST)


def test_replayed_as_recorded_each_event_adds_what_it_tells() -> None:
    seen = [(each.event.id, each.on("2025-08-30").stake("ant", "kite")) for each in replay(FACTS)]
    assert seen == [
        ("entity:ant", "not told"),
        ("second", "3.34%"),
        ("document:press", "3.34%"),
        ("first", "[2%, 3.34%]"),
    ]


def test_replayed_as_it_happened_each_is_asked_on_its_day() -> None:
    steps = list(replay(FACTS, by="occurred"))
    assert [each.event.id for each in steps] == [
        "entity:ant", "document:press", "first", "second"
    ]  # fmt: skip
    assert [each.day for each in steps[2:]] == [date(2025, 8, 26), date(2025, 9, 2)]
    assert [each.on().stake("ant", "kite") for each in steps[2:]] == ["2%", "3.68%"]


def test_what_puts_a_fact_right_follows_the_last_fact_that_it_names() -> None:
    right = changed("ant", "kite", id="right", on="2025-08-27", after="4%")
    facts = given(right, retracted("second"), corrected("first", "right"), SECOND, FIRST)
    assert [each.event.id for each in replay(facts, by="occurred")] == [
        "first", "right", "corrected:first:right", "second", "retracted:second",
    ]  # fmt: skip


def recorded(parts: list[list[Event]]) -> Given:
    """Record parts of a history, each as a commit."""
    facts = given()
    for each in parts:
        facts = facts.later(*each)
    return facts


@settings(max_examples=50)
@given_any(commits(), st.sampled_from(get_args(Order)), days())
def test_whatever_the_order_the_last_state_is_the_same(
    parts: list[list[Event]], by: Order, day: date
) -> None:
    facts = recorded(parts)
    *_, last = replay(facts, by=by)
    assert last.facts.on(day).everything() == facts.on(day).everything()


@settings(max_examples=50)
@given_any(commits(), days(), st.integers(0, 20))
def test_a_reading_in_between_changes_nothing(
    parts: list[list[Event]], day: date, cut: int
) -> None:
    facts = recorded(parts)
    assert facts.split(cut).on(day).everything() == facts.on(day).everything()


@settings(max_examples=20)
@given_any(commits())
def test_replayed_again_nothing_changes(parts: list[list[Event]]) -> None:
    facts = recorded(parts)
    assert len(list(replay(facts, times=2))) == len(facts.log)


def test_an_event_that_counts_twice_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(self: Filing, event: Recorded) -> Filing:
        return self.all([evolve(event, position=99)])

    monkeypatch.setattr(Filing, "file", careless)
    with pytest.raises(ReplayDiffers, match="filing “second” again changed what holds on"):
        list(replay(given(SECOND), times=2))


def test_other_orders_and_parts_give_the_same_answers(capsys: pytest.CaptureFixture[str]) -> None:
    answers = FACTS.on("2025-09-01").everything()
    mixed = list(replays(FACTS, times=10, seed=7))
    assert [each.on("2025-09-01").everything() for each in mixed] == [answers] * 10
    assert len({tuple(one.position for one in each.log) for each in mixed}) > 5
    assert [bool(each.cuts) for each in mixed] == [False, True] * 5
    assert capsys.readouterr().out == "replays with seed=7\n"


def test_a_seed_replays_the_same_orders() -> None:
    assert list(replays(FACTS, seed=7)) == list(replays(FACTS, seed=7))
    assert list(replays(FACTS, seed=7)) != list(replays(FACTS, seed=8))


def test_an_order_that_there_is_not_is_refused_at_once() -> None:
    with pytest.raises(NotFound, match="no order “occured”") as told:
        replay(FACTS, by="occured")  # type: ignore[arg-type]
    assert told.value.hint == "there are recorded and occurred"


def test_only_what_was_given_is_replayed() -> None:
    for replayed in (replay, lambda facts: next(replays(facts))):
        with pytest.raises(NoFacts, match="StakeChanged, which holds no facts") as told:
            replayed(SECOND)  # type: ignore[arg-type]
        assert told.value.hint == "wrap it: given(…)"
