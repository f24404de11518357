"""The three investments and the stock moves of the articles, day by day.

Rows are 24 August to 15 September 2025; columns are the days on which the
public came to know more. `?` tells what is possible from what is definite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.facts.ownership import StakeChanged
from timeline.testing import Given, days, given, replay

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.testing import Stake, Then
    from timeline.testing.golden import Golden

DAYS = days("2025-08-24", "2025-09-15")
KNOWN = ["2025-09-01", "2025-09-02", "2025-09-11", "2025-09-12", "2025-09-15", None]
YUNYA = "Shanghai Yunya"


@pytest.fixture(scope="module")
def facts() -> Given:
    """The example ledger, as it stands in its files."""
    return given("..")


def test_the_three_investments(facts: Given, golden: Golden) -> None:
    golden(
        facts,
        {
            "Shanghai Yunya in Xinyuan Semiconductor": stake("Xinyuan Semiconductor"),
            "Shanghai Yunya in Yezhixin": stake("Yezhixin"),
            "Shanghai Yunya in Yunhe Zhiwang": stake("Yunhe Zhiwang"),
            "Ant Group controls Shanghai Yunya": lambda view: view.control("Ant Group", YUNYA),
        },
        on=DAYS,
        known=KNOWN,
    )


def stake(company: str) -> Callable[[Then], Stake]:
    """Ask for a stake of Shanghai Yunya."""
    return lambda view: view.stake(YUNYA, company)


def test_the_stock_moves(facts: Given, golden: Golden) -> None:
    golden(
        facts,
        {
            "Baidu": lambda view: view.moved("baidu"),
            "Alibaba": lambda view: view.moved("alibaba"),
            "Broadcom": lambda view: view.moved("broadcom"),
        },
        on=DAYS,
        known=KNOWN,
    )


def test_replayed_as_they_happened_the_investments_come_one_after_the_other(facts: Given) -> None:
    bought = [
        (str(each.day), each.event.company, str(each.on().stake(YUNYA, each.event.company)))
        for each in replay(facts, by="occurred")
        if isinstance(each.event, StakeChanged) and each.event.holder == "shanghai-yunya"
    ]
    assert bought == [
        ("2025-08-26", "xinyuan-semiconductor", "1.87%"),
        ("2025-08-29", "yezhixin", "14.29%"),
        ("2025-09-02", "yunhe-zhiwang", "3.68%"),
    ]
