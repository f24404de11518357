from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import Certainty
from timeline.views.around import Offset, around
from timeline.views.question import Span

ANCHOR = date(2025, 9, 12)


@frozen
class Dated:
    """Anything dated."""

    span: Span
    certainty: Certainty = "definite"


def days(first: int, last: int | None = None) -> Span:
    return Span(
        ANCHOR + timedelta(first), ANCHOR + timedelta(first if last is None else last)
    )  # fmt: skip


def test_an_offset_is_in_days_and_before_the_anchor_it_is_negative() -> None:
    assert Offset.of(days(0), days(3)) == Offset(3, 3)
    assert Offset.of(days(0), days(-3)) == Offset(-3, -3)
    assert Offset.of(days(0), days(-1, 4)) == Offset(-1, 4)


def test_a_vague_anchor_makes_every_offset_vague() -> None:
    assert Offset.of(days(-2, 1), days(3)) == Offset(2, 5)


def test_an_open_day_leaves_its_end_of_the_offset_open() -> None:
    assert Offset.of(days(0), Span(date.min, ANCHOR)) == Offset(None, 0)


def test_both_ends_are_near_and_what_may_lie_outside_is_possible() -> None:
    told = [Dated(days(*each)) for each in ((-3,), (-2,), (-4, -2), (0,), (1,), (1, 2), (2,))]
    found = around(days(0), told, before=2, after=1)
    assert [(each.offset.low, each.offset.high, each.certainty) for each in found] == [
        (-2, -2, "definite"), (-4, -2, "possible"), (0, 0, "definite"), (1, 1, "definite"),
        (1, 2, "possible"),
    ]  # fmt: skip


def test_what_is_not_sure_stays_so_however_near() -> None:
    (near,) = around(days(0), [Dated(days(0), "possible")], before=1, after=1)
    assert near.certainty == "possible"


SPANS = st.tuples(st.integers(-8, 8), st.integers(0, 4))


@given(SPANS, SPANS, st.integers(0, 5), st.integers(0, 5))
def test_offset_and_certainty_are_those_of_all_possible_worlds(
    one: tuple[int, int], other: tuple[int, int], before: int, after: int
) -> None:
    anchor, event = days(one[0], sum(one)), days(other[0], sum(other))
    offsets = {
        there - here
        for here in range(one[0], sum(one) + 1)
        for there in range(other[0], sum(other) + 1)
    }
    offset = Offset.of(anchor, event)
    assert (offset.low, offset.high) == (min(offsets), max(offsets))
    near = {-before <= each <= after for each in offsets}
    due = {(True,): "definite", (False, True): "possible", (False,): None}[tuple(sorted(near))]
    assert offset.within(before, after) == due
