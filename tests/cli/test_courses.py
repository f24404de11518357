"""How a holding went on, what it crossed, and how long news took: of the example ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

Ask = Callable[..., dict[str, Any]]
Run = Callable[..., tuple[int, str, str]]
SERIES = ("series", "own", "--holder", "Shanghai Yunya", "--company", "Yunhe Zhiwang")


def points(document: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Return each point as its day, its level and its certainty."""
    return [(each["on"], each["low"], each["certainty"]) for each in document["points"]]


# --- series -------------------------------------------------------------------------------------


def test_a_point_a_month_begins_with_the_opening_and_ends_with_the_day_asked(answer: Ask) -> None:
    found = answer(*SERIES, "--every", "month", "--from", "2025-08-01", "--on", "2025-10-15")
    assert points(found) == [
        ("2025-07-31", "3.34", "possible"),
        ("2025-08-31", "3.34", "possible"),
        ("2025-09-30", "3.68", "definite"),
        ("2025-10-15", "3.68", "definite"),
    ]


def test_every_change_is_a_day_on_which_the_answer_is_another(answer: Ask) -> None:
    found = answer(*SERIES, "--every", "change", "--from", "2025-08-01")
    assert points(found) == [
        ("2025-07-31", "3.34", "possible"),
        ("2025-09-01", "3.34", "definite"),
        ("2025-09-02", "3.68", "definite"),
    ]


def test_every_point_is_what_own_says_of_its_day(answer: Ask) -> None:
    for point in answer(*SERIES, "--every", "week", "--from", "2025-08-20")["points"]:
        stakes = answer("own", "--holder", "Shanghai Yunya", "--on", point["on"])["stakes"]
        (own,) = [each for each in stakes if each["company"] == "yunhe-zhiwang"]
        assert {name: own[name] for name in ("low", "high", "certainty", "basis", "facts")} == {
            name: point[name] for name in ("low", "high", "certainty", "basis", "facts")
        }


def test_where_nothing_is_told_every_point_says_so(answer: Ask) -> None:
    asked = ("series", "own", "--holder", "Baidu", "--company", "Yezhixin", "--every", "month")
    found = answer(*asked, "--from", "2025-08-01", "--on", "2025-09-30")
    assert points(found) == [
        (day, None, None) for day in ("2025-07-31", "2025-08-31", "2025-09-30")
    ]
    assert not any(each["told"] for each in found["points"])


def test_what_was_not_known_yet_is_a_gap(answer: Ask) -> None:
    found = answer(*SERIES, "--from", "2025-08-01", "--on", "2025-09-03", "--known", "2025-08-27")
    assert points(found) == [("2025-07-31", None, None)]


def test_a_series_begins_no_later_than_the_day_asked_about(recorded: Path, tl: Run) -> None:
    code, _, err = tl(*SERIES, "--from", "2025-09-03", "--on", "2025-09-02")
    assert code == 2
    assert "no series begins on 2025-09-03" in err


# --- thresholds ---------------------------------------------------------------------------------


def test_a_threshold_between_both_levels_was_crossed_on_the_day(answer: Ask) -> None:
    (found,) = answer("thresholds", "--holder", "上海云玡", "--at", "3.5%,3.3%")["crossings"]
    assert (found["at"], found["direction"], found["certainty"]) == ("3.5", "up", "definite")
    assert found["occurred"] == found["earliest"] == found["latest"] == "2025-09-02"
    assert (found["before"]["low"], found["after"]["low"]) == ("3.34", "3.68")


def test_where_nothing_says_how_much_it_was_before_the_crossing_is_possible(answer: Ask) -> None:
    found = answer("thresholds", "--company", "C-SKY")["crossings"]
    assert [each["at"] for each in found] == ["5", "10", "20", "25", "30", "50"]
    assert {each["certainty"] for each in found} == {"possible"}
    assert {each["occurred"] for each in found} == {"[2018-01-01..2018-12-31]"}


def test_nothing_was_crossed_after_the_day_asked_about(answer: Ask) -> None:
    asked = ("thresholds", "--holder", "Shanghai Yunya", "--at", "3.5%")
    assert answer(*asked, "--on", "2025-09-01")["crossings"] == []
    assert len(answer(*asked, "--on", "2025-09-02")["crossings"]) == 1


def test_a_threshold_is_an_exact_share(recorded: Path, tl: Run) -> None:
    for wrong in (">5%", "none", "much"):
        code, _, err = tl("thresholds", "--at", wrong)
        assert code == 2
        assert "Error" in err


# --- lag ----------------------------------------------------------------------------------------


def test_each_document_has_the_days_of_its_legs(answer: Ask) -> None:
    found = {each["document"]: each for each in answer("lag")["documents"]}
    cntxj = found["cntxj-chip-race"]
    assert cntxj["published_to_recorded"]["median"] == {"low": 432, "high": 432}
    assert cntxj["happened_to_published"]["shortest"]["low"] == 0
    yunya = found["netease-ant-chips"]["published_to_recorded"]["shortest"]
    assert yunya == {"low": 1, "high": 445}


def test_no_figure_of_the_days_is_cut_whatever_the_width(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def figures(width: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        out = tl("lag")[1]
        assert max(map(len, out.splitlines())) <= width
        return sorted(re.findall(r"\d+ to \d+|\d+ or more", out))

    assert len(figures(200)) > 20
    for width in (60, 70, 80, 81, 82, 90, 100, 120):
        assert figures(width) == figures(200)


def test_a_publisher_has_the_facts_of_all_of_its_documents(answer: Ask) -> None:
    found = answer("lag")
    documents = sum(each["count"] for each in found["documents"])
    assert documents == sum(each["count"] for each in found["publishers"])
    assert "NetEase Hao" in {each["publisher"] for each in found["publishers"]}
