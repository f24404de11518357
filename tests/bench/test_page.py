"""The page tells every number that was taken, and why one was not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tools.bench import limits, page
from tools.bench.goals import Measured
from tools.bench.growth import Panel, picture

if TYPE_CHECKING:
    import pytest

NOT_BUILT = {
    "market-day": {
        100: {
            "ours": Measured(why="not built yet"),
            "raw intervals": Measured(milliseconds=2.5, least=2, most=3, processor=4, memory=90),
            "eventsourcing": Measured(milliseconds=700, least=600, most=800, memory=95, share=10),
            "pandas": Measured(why="pandas is not installed"),
        }
    }
}
MISSED = {
    "record-small": {
        100: {"ours": Measured(milliseconds=30, least=29, most=31, memory=150)},
    }
}
FAST = {
    "append-objects": {
        100: {
            "ours": Measured(milliseconds=100, least=99, most=101, memory=90, done=6_000),
            "raw Appender": Measured(
                milliseconds=10, least=9, most=11, processor=12, memory=80, done=6_000
            ),
        }
    }
}


def text(lines: list[str]) -> str:
    return "\n".join(lines)


def test_what_is_not_built_or_installed_is_said_and_has_no_number() -> None:
    shown = text(page.sides(NOT_BUILT))
    assert "Left out: ours (not built yet), pandas (pandas is not installed)." in shown
    assert "| raw intervals | 2.50 ms | 2.00 ms, 3.00 ms | 4.00 ms |  | 90 MB |" in shown
    rows = [each for each in page.goals(NOT_BUILT) if each.startswith("| the whole market")]
    assert rows
    assert all("| not built yet | |" in each for each in rows)
    assert not any(re.search(r"\*\*not met|\| met", each) for each in rows)


def test_a_side_with_a_share_is_told_apart() -> None:
    shown = text(page.sides(NOT_BUILT))
    assert "| eventsourcing, 1/10 of the facts | 700 ms |" in shown
    assert "is given a part of them" in shown


def test_what_a_large_market_is_made_of_is_said_where_one_was_measured() -> None:
    small, large = (text(page.head([1_000, each], 5, 1_000)) for each in (500, 4_000))
    assert "Above" not in small
    assert "**Above 1,000 facts a market is copies of one of 1,000 side by side**" in large
    assert "our read models were repeated rather than composed" in large


def test_what_was_measured_in_one_round_says_so() -> None:
    once = {"record-all": {100: {"ours": Measured(milliseconds=9, least=9, most=9, done=100)}}}
    assert "Measured in one round" in text(page.sides(once))
    assert "Measured in one round" not in text(page.sides(FAST))


def test_the_ratio_is_how_many_times_as_long_ours_takes() -> None:
    assert "| raw Appender | 10 ms | 9.00 ms, 11 ms | 12 ms | 600,000 | 10.00x | 80 MB |" in text(
        page.sides(FAST)
    )


def test_a_goal_that_is_not_met_says_what_stands_in_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(limits.LIMITS, "record-small", "opening the file takes it all")
    shown = text(page.goals(MISSED))
    assert "| at most 10 ms | 30.0 ms | **not met** |" in shown
    assert "on a small log: opening the file takes it all" in shown
    assert "What stands in the way" not in text(page.goals(FAST))


def test_the_picture_draws_each_side_within_its_panel() -> None:
    panels = [
        Panel("one & all", {"ours": {100: 0.5, 1_000: 5}, "raw": {100: 2}}),
        Panel("two", {"ours": {100: 2_000, 1_000: 2_000}}),
    ]
    drawn = ET.fromstring(picture(panels))  # noqa: S314 - our own text
    name = "{http://www.w3.org/2000/svg}"
    texts = [each.text for each in drawn.iter(f"{name}text")]
    assert {"one & all", "two", "ours", "raw"} <= set(texts)
    lines = [each.get("points", "").split() for each in drawn.iter(f"{name}polyline")]
    assert [len(each) for each in lines] == [2, 1, 2]
    for points, (left, right) in zip(lines, [(0, 330), (0, 330), (330, 660)], strict=True):
        places = [tuple(map(float, each.split(","))) for each in points]
        assert all(left < across < right and 0 < down < 240 for across, down in places)
    (first, last) = (float(each.split(",")[1]) for each in lines[0])
    assert last < first
