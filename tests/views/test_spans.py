from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from attrs import frozen
from hypothesis import given as drawn
from hypothesis import strategies as st

from timeline.views.question import Span
from timeline.views.spans import Spans, by_span

FIRST = date(2025, 1, 1)


@frozen
class Thing:
    span: Span
    order: ClassVar[None] = None
    sure: ClassVar[bool] = True
    before: ClassVar[None] = None
    after: ClassVar[None] = None


def thing(first: int, length: int) -> Thing:
    return Thing(Span(FIRST + timedelta(first), FIRST + timedelta(first + length)))


@drawn(
    st.lists(st.builds(thing, st.integers(0, 12), st.integers(0, 12)), max_size=12),
    st.integers(0, 25), st.integers(0, 5),
)  # fmt: skip
def test_what_meets_some_days_is_found_the_later_first(
    things: list[Thing], first: int, length: int
) -> None:
    low, high = FIRST + timedelta(first), FIRST + timedelta(first + length)
    due = [each for each in things if each.span.earliest <= high and each.span.latest >= low]
    assert list(Spans(things).meeting(low, high)) == sorted(due, key=by_span)[::-1]


@drawn(
    st.lists(st.builds(thing, st.integers(0, 12), st.integers(0, 12)), max_size=12),
    st.integers(0, 12), st.integers(0, 5),
)  # fmt: skip
def test_what_begins_on_some_days_is_found_in_order(
    things: list[Thing], first: int, length: int
) -> None:
    low, high = FIRST + timedelta(first), FIRST + timedelta(first + length)
    due = [each for each in things if low <= each.span.earliest <= high]
    assert list(Spans(things).beginning(low, high)) == sorted(due, key=by_span)
