"""Read daily prices: columns in any order, moves from close to close, every bad row named."""

from __future__ import annotations

import csv
import os
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import ValueUnreadable
from timeline.facts.fact import EntityRef
from timeline.facts.market import PriceMoved
from timeline.formats.prices import PricesUnreadable, TradingLine, currency_of, read_prices

if TYPE_CHECKING:
    from timeline.formats.imported import Imported

DATA = os.environ.get("TIMELINE_DATA")
BABA = TradingLine(name="BABA", company=EntityRef("alibaba"), currency="USD")


def read(text: str, file: str = "BABA.csv") -> Imported:
    return read_prices(text.encode(), file, BABA)


def moves(imported: Imported) -> dict[str, tuple[str, str]]:
    """Return each day's move and close."""
    facts = [each.event for each in imported.events if isinstance(each.event, PriceMoved)]
    return {str(each.occurred): (str(each.percent), str(each.close)) for each in facts}


def faults(imported: Imported) -> list[str]:
    return [f"{each.place} {each.message}" for each in imported.problems]


def test_a_move_is_worked_out_from_the_close_before() -> None:
    found = read("Date,Close\n2025-05-01,100\n2025-05-02,102.5\n2025-05-05,100\n2025-05-06,100\n")
    assert moves(found) == {
        "2025-05-02": ("+2.50%", "102.5 USD"),
        "2025-05-05": ("-2.44%", "100 USD"),
        "2025-05-06": ("0.00%", "100 USD"),
    }


def test_the_first_day_has_no_move_and_that_is_said() -> None:
    found = read("Date,Close\n2025-05-01,100\n2025-05-02,102.5\n")
    assert [(each.statement, each.line, each.why) for each in found.skipped] == [
        ("2025-05-01", 2, "no close before it is told")
    ]


def test_columns_come_in_any_order_and_so_do_days() -> None:
    one = read("Date,Close,High\n2025-05-01,100,101\n2025-05-02,102.5,103\n")
    other = read("high,VOLUME,close,date\n103,7,102.5,2025-05-02\n101,8,100,2025-05-01\n")
    assert moves(one) == moves(other)


def test_where_closes_are_adjusted_beside_the_plain_ones_the_move_is_of_the_adjusted() -> None:
    """A dividend of 2 was paid: the price fell, the holder lost nothing."""
    found = read("Date,Close,Adj Close\n2025-05-01,100,98\n2025-05-02,98,98\n")
    assert moves(found) == {"2025-05-02": ("0.00%", "98 USD")}


def test_figures_are_rounded_half_to_even_and_are_exact_before_that() -> None:
    found = read("Date,Close\n2025-05-01,8\n2025-05-02,8.0004\n2025-05-05,118.52667999267578\n")
    assert moves(found)["2025-05-02"] == ("0.00%", "8.0004 USD")  # 0.005% exactly
    assert moves(found)["2025-05-05"][1] == "118.5267 USD"


def test_every_fact_has_its_line_and_cites_the_file_by_its_digest() -> None:
    found = read("Date,Close\n2025-05-02,102.5\n2025-05-01,100\n")
    document, move = found.events
    assert move.line == 2
    assert isinstance(move.event, PriceMoved)
    (citation,) = move.event.citations
    assert document.event.id == f"document:{citation.document}"
    assert len(str(getattr(document.event, "sha256", ""))) == 64
    assert move.event.published == move.event.occurred


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025-13-02,101", "“2025-13-02” is no day; write it as 2025-09-01"),
        ("02/05/2025,101", "“02/05/2025” is no day; write it as 2025-09-01"),
        ("2025-05-02,about 100", "“about 100” is no price"),
        ("2025-05-02,0", "“0” is no price"),
        ("2025-05-02,-1", "“-1” is no price"),
        ("2025-05-02,Infinity", "“Infinity” is no price"),
        ("2025-05-02,1e999999999", "“1e999999999” is no price"),
        ("2025-05-02,1_000", "“1_000” is no price"),
        ("2025-05-02", "1 fields, where the header has 2"),
        ("2025-05-02,101,102", "3 fields, where the header has 2"),
        ("2025-05-01,101", "2025-05-01 has another close on line 2"),
    ],
)
def test_a_bad_row_is_named_by_its_file_and_line(row: str, said: str) -> None:
    found = read(f"Date,Close\n2025-05-01,100\n{row}\n2025-05-06,110\n")
    assert faults(found) == [f"BABA.csv:3 {said}"]
    assert [(each.rule, each.severity) for each in found.problems] == [
        ("prices-malformed", "error")
    ]


@pytest.mark.parametrize("close", ["", "null", "NaN", "-"])
def test_a_day_with_no_close_is_left_out_and_that_is_said(close: str) -> None:
    found = read(f"Date,Close\n2025-05-01,100\n2025-05-02,{close}\n2025-05-05,110\n")
    assert moves(found) == {"2025-05-05": ("+10.00%", "110 USD")}
    assert (found.skipped[1].line, found.skipped[1].why) == (3, "it has no close")


def test_a_row_told_twice_counts_once_and_that_is_said() -> None:
    found = read("Date,Close\n2025-05-01,100\n2025-05-02,110\n2025-05-02,110\n")
    assert list(moves(found)) == ["2025-05-02"]
    assert found.skipped[1].why == "it stands on line 3 already"


def test_a_long_gap_is_a_warning() -> None:
    found = read("Date,Close\n2025-05-01,100\n2025-06-02,110\n")
    assert faults(found) == ["BABA.csv:3 no close is told between 2025-05-01 and 2025-06-02"]
    assert [(each.rule, each.severity) for each in found.problems] == [("prices-gap", "warning")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "BABA.csv:1: no column is named “Date”"),
        (b"Date,High\n2025-05-01,1\n", "BABA.csv:1: no column is named “Close”"),
        (b"Date,Close,close\n2025-05-01,1,2\n", "BABA.csv:1: column “Close” comes twice"),
        (b"\xff\xfe", "BABA.csv: it is not UTF-8"),
        (b'Date,Close\n2025-05-01,"100\n', "BABA.csv:2: unexpected end of data"),
    ],
)
def test_what_is_no_file_of_prices_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(PricesUnreadable) as fault:
        read_prices(content, "BABA.csv", BABA)
    assert fault.value.message.startswith(said)


def test_a_currency_goes_by_the_ending_of_the_line() -> None:
    assert [currency_of(each) for each in ("BABA", "9988.HK", "600519.SS")] == ["USD", "HKD", "CNY"]
    with pytest.raises(ValueUnreadable, match=r"no currency is known for the line “VOD.L”"):
        currency_of("VOD.L")


PRICES = st.lists(
    st.decimals(Decimal("0.01"), Decimal(10_000), places=6), min_size=2, max_size=12
)  # fmt: skip


@given(PRICES, st.randoms(use_true_random=False))
def test_every_move_is_within_half_a_hundredth_of_the_exact_one(
    closes: list[Decimal], random: object
) -> None:
    days = [date(2025, 5, 1) + timedelta(number) for number in range(len(closes))]
    rows = [f"{day},{close}" for day, close in zip(days, closes, strict=True)]
    random.shuffle(rows)  # type: ignore[attr-defined]
    found = read("Date,Close\n" + "\n".join(rows) + "\n")
    facts = [each.event for each in found.events if isinstance(each.event, PriceMoved)]
    for fact, (before, now) in zip(facts, pairwise(closes), strict=True):
        exact = (Fraction(now) / Fraction(before) - 1) * 100
        assert fact.percent is not None
        assert fact.percent.value is not None
        assert abs(Fraction(fact.percent.value) - exact) <= Fraction(1, 200)


@pytest.mark.skipif(not DATA, reason="the real prices are not at hand (TIMELINE_DATA)")
@pytest.mark.parametrize("name", ["AVGO", "BABA", "BIDU", "NVDA"])
def test_a_real_file_has_a_move_for_every_day_but_the_first(name: str) -> None:
    path = Path(DATA or "", "prices", f"{name}.csv")
    found = read_prices(path.read_bytes(), path.name, BABA)
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(moves(found)) == [each["Date"] for each in rows[1:]]
    assert faults(found) == []
    for placed in found.events[1:]:
        assert isinstance(placed.event, PriceMoved)
        assert placed.line is not None
        assert rows[placed.line - 2]["Date"] == str(placed.event.occurred)
