"""Measuring a shape: what is counted, and what real data look like."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from tests.market.market import Market
from tests.market.rows import COLUMNS
from tests.market.shape import Seen, fitted, shape, tail
from tools import market as tool

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "market.md"


def test_a_tail_is_told_by_its_mean_its_ones_and_its_top() -> None:
    found = tail("aaaab" + "cd")
    assert (found.things, found.mean, found.most) == (4, 1.75, 4)
    assert found.once == 0.75
    assert found.top == pytest.approx(4 / 7)


def test_dates_are_counted_by_how_vague_they_are() -> None:
    days = ["2020", "2021-05", "2021-33", "[2020-01-01..2020-02-01]", "", "2025-03-08"]
    found = shape(
        (Seen(holder="a", company="b", occurred=each, round=each) for each in days), 2020, 2025
    )
    assert list(found.vague.values()) == pytest.approx([1 / 6] * 5)
    assert found.weekend == 1
    assert found.thirds == (0, 0, 1)


def test_the_exponent_of_a_law_is_found_again() -> None:
    weights = [round(20_000 * (rank + 10) ** -0.8) for rank in range(2_000)]
    exponent, head = fitted(str(at) for at, each in enumerate(weights) for _ in range(each))
    assert exponent == pytest.approx(0.8, abs=0.05)
    assert head == pytest.approx(0.005, abs=0.004)


def test_the_page_says_what_the_data_say(data: Path) -> None:
    page = PAGE.read_text("utf-8")
    lines = [each for each in tool.measured(data).splitlines() if each]
    assert [each for each in lines if each not in page] == []


def test_the_page_names_every_parameter_and_column() -> None:
    page = PAGE.read_text("utf-8")
    names = [each.name for each in attrs.fields(Market)]
    assert [each for each in (*names, *COLUMNS) if f"`{each}`" not in page] == []


def test_the_page_gives_each_parameter_its_default() -> None:
    """A default is checked where a row tells one number of one parameter."""
    row = re.compile(r"\| `(\w+)` \| ([0-9.,]+) \|")
    told = {name: float(number.replace(",", "")) for name, number in row.findall(PAGE.read_text())}
    market = Market()
    assert len(told) > 35
    assert told == {name: getattr(market, name) for name in told}
