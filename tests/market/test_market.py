"""What parameters a market may have, and what it does with those that are not given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.market.market import Market, MarketImpossible


def test_parties_and_pairs_follow_the_number_of_events() -> None:
    market = Market(events=9_000)
    assert (market.pairs, market.companies, market.holders) == (900, 300, 300)


@pytest.mark.parametrize(
    "fault",
    [
        {"stated": 1.5},
        {"events": 0},
        {"seed": -1},
        {"seed": 10_000_000},
        {"vague_year": 0.6, "vague_month": 0.6},
        {"completed": 0.9, "terminated": 0.2},
        {"weekdays": (1.0,)},
        {"weekdays": (0.5,) * 7},
        {"first": date(2020, 1, 1), "last": date(2020, 1, 1)},
    ],
    ids=str,
)
def test_what_no_market_can_be_is_refused(fault: dict[str, Any]) -> None:
    with pytest.raises(MarketImpossible):
        Market(**fault)
