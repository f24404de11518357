from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings

from tests.views.histories import commits, days
from tests.views.test_properties import recorded
from timeline.testing import Given, changed, retracted, stated, to_day
from timeline.testing import given as told
from timeline.views.chronicle import Window, chronicle
from timeline.views.state import changed as after
from timeline.views.state import state
from timeline.views.window import Between, window

if TYPE_CHECKING:
    from timeline.facts.fact import Event

A, B, C = "anna", "bert", "acme"


def asked(log: Given, first: str | date, last: str | date) -> Between:
    """Return a window of a log, by the clocks of its question."""
    begin, end = to_day(first), to_day(last)
    knowledge = log.on(end).knowledge
    return window(
        begin, end, lambda day: state(knowledge.at(day)), chronicle(knowledge, Window())
    )  # fmt: skip


def held(between: Between) -> tuple[list[str], list[str]]:
    """Return the levels held at the opening and at the closing."""
    opening, closing = (
        [str(row.level.low) for each in one.rows("own") for row in each.rows]  # type: ignore[union-attr]
        for one in (between.opening, between.closing)
    )
    return opening, closing


def test_a_window_opens_on_the_eve_of_its_first_day_and_closes_at_the_end_of_its_last() -> None:
    log = told(
        changed(A, C, on="2025-03-01", after="1%"),
        changed(A, C, on="2025-03-02", after="2%"),
        changed(A, C, on="2025-03-03", after="3%"),
        changed(A, C, on="2025-03-04", after="4%"),
    )
    assert held(asked(log, "2025-03-02", "2025-03-03")) == (["1"], ["3"])


def test_both_ends_are_within() -> None:
    log = told(*(stated(A, C, "1%", on=f"2025-03-0{day}", id=f"d{day}") for day in range(1, 6)))
    assert [each.id for each in asked(log, "2025-03-02", "2025-03-04").events] == [
        "d2", "d3", "d4",
    ]  # fmt: skip


def test_what_nothing_happened_to_is_in_the_opening_and_in_the_closing() -> None:
    log = told(changed(A, C, on="2020-01-01", after="1%"))
    found = asked(log, "2025-03-01", "2025-03-31")
    assert held(found) == (["1"], ["1"])
    assert (found.events, found.changes) == ((), ())


def test_an_event_is_definite_only_where_it_cannot_lie_outside() -> None:
    log = told(
        stated(A, C, "1%", id="in", on="2025-03-10"),
        stated(A, C, "1%", id="in-month", on="2025-03"),
        stated(A, C, "1%", id="in-year", on="2025"),
        stated(A, C, "1%", id="out", on="2025-04"),
    )
    found = asked(log, "2025-03-01", "2025-03-31").events
    assert {each.id: each.certainty for each in found} == {
        "in": "definite", "in-month": "definite", "in-year": "possible",
    }  # fmt: skip


def test_what_was_taken_back_did_not_happen() -> None:
    log = told(stated(A, C, "1%", id="x", on="2025-03-10"), retracted("x"))
    assert asked(log, "2025-03-01", "2025-03-31").events == ()


@settings(max_examples=60)
@given(commits(), days(), days(), days())
def test_one_window_closes_as_the_next_one_opens(
    parts: list[list[Event]], one: date, two: date, three: date
) -> None:
    first, middle, last = sorted((one, two, three))
    log = recorded(parts)
    earlier = asked(log, first, middle)
    later = asked(log, middle + timedelta(1), last + timedelta(1))
    assert earlier.closing.answers == later.opening.answers
    assert earlier.closing.on == later.opening.on


@settings(max_examples=60)
@given(commits(), days() | days(), days())
def test_the_opening_and_the_changes_are_the_closing(
    parts: list[list[Event]], one: date, two: date
) -> None:
    first, last = sorted((one, two))
    found = asked(recorded(parts), first, last)
    assert after(found.opening, last, found.changes) == found.closing


@settings(max_examples=60)
@given(commits(), days(), days())
def test_events_of_a_window_are_those_that_some_day_of_them_lies_in(
    parts: list[list[Event]], one: date, two: date
) -> None:
    """Each day of a window taken alone finds the same events."""
    first, last = sorted((one, two))
    log = recorded(parts)
    alone = {
        each.id
        for number in range((last - first).days + 1)
        for each in asked(log, first + timedelta(number), first + timedelta(number)).events
    }
    assert {each.id for each in asked(log, first, last).events} >= alone
