from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from tests.api.rows.test_table import KINDS, STAKES, TOLD
from timeline.api.rows.arrow import ArrowMissing
from timeline.api.rows.happenings import Event
from timeline.api.rows.holdings import Stake
from timeline.api.rows.log import Commit
from timeline.api.rows.reading import rows
from timeline.api.rows.states import StakeChange
from timeline.api.rows.strategies import Deal
from timeline.api.rows.table import Row, Rows
from timeline.errors import Problem

THEN: dict[str, Any] = {
    "low": "1", "high": "2", "low_open": False, "high_open": False, "fraction": None,
    "unit": "percent", "certainty": "definite", "exists": "definite", "basis": "change",
    "disputed": False, "facts": ["f"],
}  # fmt: skip


def test_bounds_are_decimals_with_as_many_places_as_an_answer_has() -> None:
    table = STAKES.to_arrow()
    assert table.schema.field("low").type == pa.decimal128(38, 12)
    assert table["low"].to_pylist() == [Decimal("3.34")]
    assert table["high"].to_pylist() == [None]
    assert table["paths"].to_pylist()[0][0]["low"] == Decimal("0.000000000001")
    assert table["fraction"].to_pylist() == ["25/44"]


@pytest.mark.parametrize("long", ["0.0000000000001", "1" + "0" * 26])
def test_a_column_with_a_decimal_that_does_not_fit_is_text(long: str) -> None:
    """Nothing is rounded; the other columns stay as they are."""
    table = rows(Stake, [TOLD, {**TOLD, "low": long}]).to_arrow()
    assert table["low"].to_pylist() == ["3.340", long]
    assert table.schema.field("high").type == pa.decimal128(38, 12)


def test_the_largest_decimal_that_fits_is_one() -> None:
    largest = "9" * 26 + "." + "9" * 12
    table = rows(Stake, [{**TOLD, "low": largest}]).to_arrow()
    assert table["low"].to_pylist() == [Decimal(largest)]


def test_a_vague_date_is_its_text_and_its_two_ends() -> None:
    table = rows(Stake, [TOLD, {**TOLD, "since": None}]).to_arrow()
    assert table["since"].to_pylist() == ["2025-08/P1Y", None]
    assert table["since_earliest"].to_pylist() == [date(2025, 8, 1), None]
    assert table["since_latest"].to_pylist() == [date(2026, 8, 30), None]
    assert table["public_earliest"].to_pylist() == [None, None]
    assert table["public_latest"].to_pylist() == [date(2025, 9, 15)] * 2
    assert table.schema.field("since_earliest").type == pa.date32()


def test_a_time_is_one_to_the_millisecond_in_utc() -> None:
    at = {"commit": 1, "at": "2026-11-21T09:00:00.001Z", "message": "", "events": 2, "head": "x"}
    table = rows(Commit, [at]).to_arrow()
    assert table.schema.field("at").type == pa.timestamp("ms", "UTC")
    told = datetime(2026, 11, 21, 9, 0, 0, 1000, tzinfo=UTC)
    assert [each.timestamp() for each in table["at"].to_pylist()] == [told.timestamp()]
    assert table["events"].to_pylist() == [2]


def test_what_has_fields_of_its_own_is_a_struct_or_null() -> None:
    change = {
        "holder": "a", "holders": ["a"], "company": "b", "interest": "shares", "class": None,
        "unit": "percent", "facts": ["f"],
    }  # fmt: skip
    table = rows(
        StakeChange,
        [{**change, "before": None, "after": THEN}, {**change, "before": THEN, "after": None}],
    ).to_arrow()
    assert [each and each["low"] for each in table["before"].to_pylist()] == [None, Decimal(1)]
    assert [each and each["facts"] for each in table["after"].to_pylist()] == [["f"], None]
    assert table["class"].to_pylist() == [None, None]


def test_a_mapping_is_its_json() -> None:
    deal = {
        "deal": "d", "kind": None, "parties": [{"entity": "a", "role": "target"}], "state": "filed",
        "possibly": [], "certainty": "definite", "since": "2025", "facts": [],
        "terms": {"price": "15.47亿 CNY"}, "terms_possibly": {},
    }  # fmt: skip
    table = rows(Deal, [deal]).to_arrow()
    assert table["terms"].to_pylist() == ['{"price": "15.47亿 CNY"}']
    assert table["parties"].to_pylist() == [[{"entity": "a", "role": "target"}]]


def test_a_table_without_rows_has_the_same_columns() -> None:
    table = Rows(Stake).to_arrow()
    assert table.num_rows == 0
    assert table.schema == STAKES.to_arrow().schema


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_every_kind_of_row_has_columns_without_a_row_to_show_them(kind: type[Row]) -> None:
    assert Rows(kind).to_arrow().schema.names


def test_an_event_has_its_two_ends_once() -> None:
    names = Rows(Event).to_arrow().schema.names
    assert [each for each in names if each.endswith("latest")] == ["latest", "published_latest"]


def test_problems_are_a_table_too() -> None:
    table = Rows(Problem, [Problem(rule="disputed", message="m", line=3)]).to_arrow()
    assert (
        table.to_pylist()
        == Rows(Problem, [Problem(rule="disputed", message="m", line=3)]).to_dicts()
    )
    assert table["line"].to_pylist() == [3]


def test_without_pyarrow_the_error_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ArrowMissing, match="needs pyarrow") as missing:
        STAKES.to_arrow()
    assert "deal-timeline[arrow]" in missing.value.hint
    assert STAKES.to_dicts() == [TOLD]
