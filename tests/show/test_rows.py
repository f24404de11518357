from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.show.rows import as_csv, as_json, as_table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPE = "\x1b[31m[bold]red[/bold]"


def table(names: list[str], *rows: tuple[Any, ...], width: int = 60, size: int = 2) -> list[str]:
    batches = [rows[at : at + size] for at in range(0, len(rows), size)]
    types = [
        "INTEGER" if isinstance(each, int | Decimal) else "VARCHAR" for each in (rows or [()])[0]
    ]
    return [line.plain.rstrip() for line in as_table(names, types, batches, width)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("3.340000000000"), "3.34"), (Decimal("100.00"), "100"), (Decimal("-0.50"), "-0.5"),
        (Decimal("0E-12"), "0"), (Decimal("12345678901234567890123456.123456789012"),) * 2,
        (Decimal(100), "100"),
        (date(2025, 9, 1), "2025-09-01"), (time(10, 30), "10:30:00"),
        (datetime(2025, 9, 1, tzinfo=UTC), "2025-09-01T00:00:00+00:00"),
        (timedelta(days=1), "1 day, 0:00:00"), (UUID(int=1), str(UUID(int=1))), (b"\x00a", "0061"),
        (float("nan"), "nan"), (1.5, 1.5), (None, None), (True, True), ("a", "a"), (7, 7),
        ([Decimal("1.0"), None], ["1", None]), ({"a": date(2025, 1, 1)}, {"a": "2025-01-01"}),
        ({1: (2,)}, {"1": [2]}),
    ],
)  # fmt: skip
def test_a_value_is_written_as_json_has_it(value: object, written: object) -> None:
    expected = str(written) if isinstance(written, Decimal) else written
    assert plain(value) == expected
    json.dumps(plain(value), allow_nan=False)


def test_a_table_has_its_columns_beside_each_other_and_figures_to_the_right() -> None:
    assert table(["n", "name"], (5, "anna"), (10, None), (100, ""), size=3) == [
        "   n  name",
        "   5  anna",
        "  10  null",
        " 100",
    ]


def test_what_is_wider_than_the_screen_is_broken_within_its_column() -> None:
    lines = table(["n", "words"], (1, "a few words " * 12), width=60)
    assert max(map(len, lines)) <= 60
    assert len(lines) > 2
    assert lines[2].startswith("    ")


def test_figures_that_have_no_room_are_told_below_each_other_and_never_cut() -> None:
    long = Decimal("1234567890123456789.123456789012")
    assert table(["a", "b", "c"], (long, 1, long), width=60)[1:] == [
        f" a  {long}", " b  1", f" c  {long}",
    ]  # fmt: skip
    beside = table(["name", "lowest_level", "highest"], ("anna and others", 1, 2), width=40)
    assert beside == [
        " name             lowest_level  highest",
        " anna and others             1        2",
    ]
    narrow = table(["name", "lowest_level", "highest"], ("anna and others", 1, 2), width=36)
    assert narrow[0].split() == ["name", "lowest_level", "highest"]
    assert max(map(len, narrow)) <= 36


def test_a_later_figure_that_is_wider_is_told_in_a_block_of_its_own() -> None:
    lines = table(["r", "t"], (1, "abcdef"), (2, "abcdef"), (10**12, "abcdef"), (3, "x"), width=30)
    assert lines == [
        " r  t", " 1  abcdef", " 2  abcdef", f" 3 {'─' * 27}", " r  1000000000000", " t  abcdef",
        " 3  x",
    ]  # fmt: skip


def test_many_columns_are_told_below_each_other_row_by_row() -> None:
    names = [f"column_{each}" for each in range(12)]
    lines = table(names, tuple("some text" for _ in names), tuple("more text" for _ in names))
    assert lines[0].startswith(" 1 ──")
    assert lines[1] == " column_0   some text"
    assert lines[13].startswith(" 2 ──")
    assert max(map(len, lines)) <= 60


def test_no_rows_are_told_of() -> None:
    assert table(["a"]) == ["no rows"]


def test_markup_and_escapes_are_printed_and_not_obeyed() -> None:
    assert table([ESCAPE], (ESCAPE,)) == [f" {ESCAPE.replace(chr(27), '␛')}"] * 2


def test_a_later_row_is_laid_out_like_the_first_ones() -> None:
    lines = table(["a", "b"], (1, "x"), (2, "y"), (3, "a longer text"), size=2)
    assert lines[:3] == [" a  b", " 1  x", " 2  y"]
    assert lines[3].startswith(" 3  a")


def test_rows_are_read_as_they_are_printed() -> None:
    read = []

    def batches() -> Iterator[list[tuple[int]]]:
        for number in range(1000):
            read.append(number)
            yield [(number,)]

    lines = as_table(["n"], ["INTEGER"], batches(), 60)
    assert [next(lines).plain.strip() for _ in range(3)] == ["n", "0", "1"]
    assert len(read) == 2
    parts = as_json(["n"], ["INTEGER"], batches())
    next(parts), next(parts)
    assert len(read) == 3


@given(
    st.lists(st.sampled_from(["a", "b", "a_1"]), min_size=1, max_size=5),
    st.integers(0, 3),
)
def test_json_is_one_document_whatever_the_columns_are_called(names: list[str], rows: int) -> None:
    row = tuple(range(len(names)))
    types = ["INTEGER"] * len(names)
    document = json.loads("".join(as_json(names, types, [[row] for _ in range(rows)])))
    assert document["schema"] == 1
    assert len(document["rows"]) == rows
    fields = [each["name"] for each in document["columns"]]
    assert len(set(fields)) == len(names)
    for each in document["rows"]:
        assert [each[name] for name in fields] == list(row)


def test_csv_has_a_header_and_writes_nothing_for_what_is_not_known() -> None:
    rows = [("a,b", None, Decimal("1.50"), ["x", "y"], {"k": 1}, True)]
    lines = "".join(as_csv(["one", "two", "three", "four", "five", "six"], [rows]))
    assert lines == 'one,two,three,four,five,six\n"a,b",,1.5,"x, y","{""k"": 1}",true\n'
