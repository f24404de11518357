from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.views.question import Span
from timeline.views.trading import Price, meetings, met

# Thursday 11 and Friday 12 September 2025, then Monday 15, Tuesday 16
DAYS = [date(2025, 9, day) for day in (11, 12, 15, 16)]


def september(first: int, last: int | None = None) -> Span:
    return Span(date(2025, 9, first), date(2025, 9, first if last is None else last))


@pytest.mark.parametrize(
    ("event", "meets"),
    [
        (september(12), september(12)),  # a trading day
        (september(13), september(15)),  # a Saturday
        (september(14), september(15)),  # a Sunday
        (september(13, 14), september(15)),  # some day of a weekend: one and the same
        (september(12, 14), september(12, 15)),
        (september(10), None),  # before the first price: nothing is known
        (september(17), None),
        (september(10, 12), Span(date.min, date(2025, 9, 12))),
        (september(16, 20), Span(date(2025, 9, 16), date.max)),
    ],
)
def test_an_event_of_a_closed_day_meets_the_first_trading_day_after_it(
    event: Span, meets: Span | None
) -> None:
    assert met(DAYS, event) == meets


def test_where_no_price_is_known_nothing_is_met() -> None:
    assert met([], september(12)) is None


@given(st.sets(st.integers(1, 20), min_size=1), st.integers(1, 20), st.integers(0, 5))
def test_a_vague_event_meets_what_the_days_that_it_may_be_of_meet(
    open_: set[int], first: int, more: int
) -> None:
    days = [date(2025, 9, each) for each in sorted(open_)]
    each_day = [met(days, september(number)) for number in range(first, first + more + 1)]
    whole = met(days, september(first, first + more))
    known = [each for each in each_day if each is not None]
    if whole is None:
        assert not known
    else:
        assert all(whole.earliest <= each.earliest <= whole.latest for each in known)
        if len(known) == len(each_day):
            assert whole == Span(known[0].earliest, known[-1].latest)


def price(line: str, on: date, name: str) -> Price:
    return Price(company="alibaba", line=line, on=on, id=name)


def test_every_line_is_a_series_of_its_own() -> None:
    """Hong Kong was closed on Friday, New York was not."""
    prices = [price("BABA", DAYS[1], "b"), price("9988.HK", DAYS[0], "c"),
              price("9988.HK", DAYS[2], "d"), price("BABA", DAYS[0], "a")]  # fmt: skip
    found = meetings(prices, september(12), before=1, after=0)
    assert [(each.line, each.meets) for each in found] == [
        ("9988.HK", september(15)), ("BABA", september(12)),
    ]  # fmt: skip


def test_prices_near_an_event_are_told_and_the_one_that_meets_it_however_far() -> None:
    prices = [price("BABA", day, f"p{day.day}") for day in DAYS]
    (found,) = meetings(prices, september(13), before=1, after=0)
    assert [(each.event.id, each.offset.low) for each in found.prices] == [("p12", -1), ("p15", 2)]


def test_a_line_with_no_price_near_is_not_told_of() -> None:
    assert meetings([price("BABA", DAYS[0], "a")], september(20), before=1, after=1) == []
