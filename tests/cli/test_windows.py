"""What happened in a window, how fast, around what, and what differs: of the example ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[..., dict[str, Any]]
Run = Callable[..., tuple[int, str, str]]
YUNHE = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"


def levels(state: dict[str, Any], holder: str) -> dict[str, str]:
    """Return what a holder holds in a state, by company."""
    return {each["company"]: each["low"] for each in state["stakes"] if each["holder"] == holder}


# --- window -------------------------------------------------------------------------------------


def test_the_window_of_the_three_deals_has_both_states_whole(answer: Ask) -> None:
    found = answer("window", "2025-08-26", "2025-09-02")
    assert found["opening"]["on"] == "2025-08-25"
    assert found["closing"]["on"] == "2025-09-02"
    assert levels(found["opening"], "shanghai-yunya") == {"yunhe-zhiwang": "3.34"}
    assert levels(found["closing"], "shanghai-yunya") == {
        "xinyuan-semiconductor": "1.87", "yezhixin": "14.29", "yunhe-zhiwang": "3.68",
    }  # fmt: skip
    for day in ("2025-08-25", "2025-09-02"):
        state = found["opening" if day == "2025-08-25" else "closing"]
        assert state["stakes"] == answer("own", "--on", day, "--zeros")["stakes"]
        assert state["deals"] == answer("deals", "--on", day)["deals"]


def test_what_was_so_before_a_window_and_goes_on_is_in_it(answer: Ask) -> None:
    found = answer("window", "2020-01-01", "2020-01-31")
    for state in ("opening", "closing"):
        names = {each["programme"]: each["stage"] for each in found[state]["programmes"]}
        assert names["hanguang-800"] == "launched"
        controls = [(each["holder"], each["company"]) for each in found[state]["controls"]]
        assert ("alibaba", "t-head") in controls
    assert found["changes"] == found["programmes"] == found["deals"] == []


def test_events_of_a_window_are_definite_or_possible(answer: Ask) -> None:
    found = answer("window", "2025-08-26", "2025-09-02")["events"]
    assert [each["id"] for each in found if each["certainty"] == "definite"] == [
        "stake-changed-shanghai-yunya-xinyuan-semiconductor-2025-08-26",
        "alibaba-inference-chip-testing",
        "stake-changed-shanghai-yunya-yezhixin-2025-08-29",
        YUNHE,
    ]
    assert {"possible", "definite"} == {each["certainty"] for each in found}


def test_changes_are_what_differs_between_opening_and_closing(answer: Ask) -> None:
    window = answer("window", "2025-08-26", "2025-09-02")
    diff = answer("diff", "2025-08-25", "2025-09-02")
    kinds = ("changes", "controls", "programmes", "deals")
    assert {kind: window[kind] for kind in kinds} == {kind: diff[kind] for kind in kinds}
    (raised,) = [each for each in diff["changes"] if each["company"] == "yunhe-zhiwang"]
    assert (raised["before"]["low"], raised["after"]["low"]) == ("3.34", "3.68")
    assert raised["facts"] == [YUNHE]


def test_nothing_counts_that_happened_after_the_day_asked_about(answer: Ask) -> None:
    found = answer("window", "2025-08-26", "2025-09-02", "--on", "2025-08-28")
    assert found["to"] == found["closing"]["on"] == "2025-08-28"
    assert levels(found["closing"], "shanghai-yunya") == {
        "xinyuan-semiconductor": "1.87", "yunhe-zhiwang": "3.34",
    }  # fmt: skip


def test_a_window_ends_no_earlier_than_it_begins(recorded: Path, tl: Run) -> None:
    code, out, err = tl("window", "2025-09-02", "2025-08-26")
    assert (code, out) == (2, "")
    assert "no window begins on 2025-09-02 and ends on 2025-08-26" in err


# --- diff ---------------------------------------------------------------------------------------


def test_two_days_of_knowledge_differ_by_what_was_published_between_them(answer: Ask) -> None:
    found = answer("diff", "2025-09-01", "2025-09-20", "--clock", "known", "--on", "2025-09-20")
    assert [each["known"] for each in found["compared"]] == ["2025-09-01", "2025-09-20"]
    assert {each["on"] for each in found["compared"]} == {"2025-09-20"}
    (cambricon,) = [each for each in found["changes"] if each["company"] == "cambricon"]
    assert cambricon["before"] is None
    assert cambricon["after"]["exists"] == "definite"


def test_two_states_of_the_log_differ_by_what_was_recorded_between_them(answer: Ask) -> None:
    found = answer("diff", "2026-11-20", "#1", "--clock", "recorded", "--on", "2025-09-03")
    assert [each["recorded"]["commit"] for each in found["compared"]] == [None, 1]
    assert all(each["before"] is None for each in found["changes"])
    stakes = answer("own", "--on", "2025-09-03", "--zeros")["stakes"]
    assert len(found["changes"]) == len(stakes)


@pytest.mark.parametrize("large", [False, True])
def test_states_of_the_log_differ_for_whom_a_later_commit_brought(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    later = recorded / "events" / "later.toml"
    later.write_text(
        '[[entity]]\nid = "gamma"\nkind = "company"\nname = "Gamma"\n'
        '[[fact]]\ntype = "stake-stated"\nholder = "ant-group"\ncompany = "gamma"\n'
        'occurred = "2025-09-01"\nstake = "2%"\ndocument = "netease-ant-chips"\n'
        'quote = "2%"\n', "utf-8",
    )  # fmt: skip
    assert tl("record")[0] == 0
    if large:
        monkeypatch.setattr("timeline.api.parts.LARGE", 0)
    asked = ("--clock", "recorded", "--on", "2025-09-03", "--about", "Gamma", "--json")
    for two, side in ((("#1", "#2"), "after"), (("#2", "#1"), "before")):
        code, out, err = tl("diff", *two, *asked)
        assert (code, err) == (0, "")
        (change,) = json.loads(out)["changes"]
        assert (change["company"], change[side]["low"]) == ("gamma", "2")
    code, _, err = tl("diff", "#1", "#2", *asked[:-3], "--about", "Gama")
    assert code == 2
    assert err.splitlines() == ["error: no entity “Gama”", "hint: did you mean “Gamma”?"]


@pytest.mark.parametrize(
    ("which", "flag"), [("occurred", "--on"), ("known", "--known"), ("recorded", "--recorded")]
)
def test_the_clock_that_is_compared_is_not_asked_twice(
    recorded: Path, tl: Run, which: str, flag: str
) -> None:
    code, _, err = tl("diff", "2025-09-01", "2025-09-02", "--clock", which, flag, "2025-09-03")
    assert code == 2
    assert f"leave out {flag}" in err


# --- pace ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("holder", ["Ant Group", "Shanghai Yunya", "上海云玡"])
def test_ant_group_made_three_chip_deals_in_eight_days(answer: Ask, holder: str) -> None:
    (window,) = answer("pace", "--days", "8", "--holder", holder)["windows"]
    assert (window["from"], window["to"]) == ("2025-08-26", "2025-09-02")
    assert window["count"] == {"low": 3, "high": 3}
    assert window["facts"] == [
        "stake-changed-shanghai-yunya-xinyuan-semiconductor-2025-08-26",
        "stake-changed-shanghai-yunya-yezhixin-2025-08-29",
        YUNHE,
    ]


def test_in_seven_days_there_are_two_of_them(answer: Ask) -> None:
    first = answer("pace", "--days", "7", "--holder", "Ant Group")["windows"][0]
    assert (first["from"], first["count"]["low"]) == ("2025-08-26", 2)


def test_pace_is_of_a_company_a_type_or_a_segment(answer: Ask) -> None:
    asked = ("pace", "--days", "8", "--holder", "Ant Group")
    assert answer(*asked, "--company", "yezhixin")["windows"] == []
    assert answer(*asked, "--type", "price-moved")["windows"] == []
    assert answer(*asked, "--type", "stake-changed")["windows"][0]["count"]["low"] == 3
    assert answer(*asked, "--segment", "memory")["windows"] == []


def test_what_only_may_lie_within_is_named(answer: Ask) -> None:
    for window in answer("pace", "--days", "8")["windows"]:
        definite = {*window["facts"]} - {*window["possible"]}
        assert window["count"] == {"low": len(definite), "high": len(window["facts"])}


def test_no_more_windows_are_listed_than_asked_for(answer: Ask) -> None:
    every = answer("pace", "--days", "8")["windows"]
    assert answer("pace", "--days", "8", "--most", "1")["windows"] == every[:1]


def test_a_type_that_is_none_is_refused(recorded: Path, tl: Run) -> None:
    code, _, err = tl("pace", "--days", "8", "--type", "stake-change")
    assert code == 2
    assert "stake-changed" in err


# --- around -------------------------------------------------------------------------------------


def offsets(found: dict[str, Any]) -> dict[str, tuple[int | None, int | None, str]]:
    """Return how far each event is from the anchor, and how sure that is."""
    return {
        each["event"]["id"]: (each["offset"]["low"], each["offset"]["high"], each["certainty"])
        for each in found["events"]
    }


def test_around_a_fact_events_have_their_days_before_and_after(answer: Ask) -> None:
    found = answer("around", YUNHE, "--before", "7", "--after", "3")
    assert found["anchor"]["fact"] == YUNHE
    near = offsets(found)
    assert near["stake-changed-shanghai-yunya-xinyuan-semiconductor-2025-08-26"] == (
        -7, -7, "definite",
    )  # fmt: skip
    assert [low for low, _, sure in near.values() if sure == "definite"] == [-7, -5, -4, 3]
    assert YUNHE not in near


def test_around_a_day_what_was_vague_has_two_ends(answer: Ask) -> None:
    near = offsets(answer("around", "2025-09-12", "--before", "5", "--after", "2"))
    assert (-7, 3, "possible") in near.values()
    assert near["price-moved-baidu-9888-hk-2025-09-12"] == (0, 0, "definite")


def test_an_event_meets_the_price_of_its_day_on_the_lines_of_those_it_names(answer: Ask) -> None:
    found = answer("around", "alibaba-inference-chip-testing", "--before", "1", "--after", "20")
    assert [(each["company"], each["line"]) for each in found["lines"]] == [("alibaba", "9988.HK")]
    (line,) = answer("around", "2025-09-12", "--about", "Baidu")["lines"]
    assert (line["line"], line["meets"]) == ("9888.HK", "2025-09-12")
    assert [each["percent"] for each in line["prices"]] == ["8.08"]


def test_only_what_names_somebody_is_listed_where_that_is_asked(answer: Ask) -> None:
    near = offsets(answer("around", "2025-09-02", "--about", "Shanghai Yunya"))
    assert near
    assert all("yunya" in name for name in near)


def test_a_fact_that_is_not_there_is_an_error(recorded: Path, tl: Run) -> None:
    code, _, err = tl("around", "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-03")
    assert code == 2
    assert f"did you mean “{YUNHE}”" in err


@pytest.mark.parametrize("wrong", ["2025-08", "2025", "2025-02-30", "2025-9-1"])
def test_what_looks_like_a_day_and_is_none_is_told(recorded: Path, tl: Run, wrong: str) -> None:
    code, _, err = tl("around", wrong)
    assert code == 2
    assert err.splitlines() == [f"error: “{wrong}” is no day", "hint: write it as 2025-09-01"]


@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
def test_nothing_lies_around_the_ends_of_time(recorded: Path, tl: Run, end: str) -> None:
    code, _, err = tl("around", end)
    assert (code, err.splitlines()[0]) == (2, f"error: nothing lies around {end}")
    code, _, err = tl("own", "--on", end)
    assert (code, f"nothing is asked of {end}" in err) == (2, True)


def test_who_is_nobody_is_told_with_where_all_are(recorded: Path, tl: Run) -> None:
    code, _, err = tl("own", "--holder", "qqqqq")
    assert code == 2
    assert "lists them all" in err.splitlines()[1]
    assert "show --json" in tl("around", "qqqqq")[2].splitlines()[1]


# --- what a person sees -------------------------------------------------------------------------

ASKED = [
    ("window", "2025-08-26", "2025-09-02"),
    ("diff", "2025-08-25", "2025-09-02"),
    ("diff", "2025-09-01", "2025-09-20", "--clock", "known"),
    ("pace", "--days", "8", "--holder", "Ant Group"),
    ("pace", "--days", "30"),
    ("around", YUNHE),
    ("around", "2025-09-12", "--known", "2025-09-20"),
    ("around", "1999-01-01"),
    ("series", "own", "--holder", "Shanghai Yunya", "--company", "Yunhe Zhiwang"),
    ("series", "own", "--holder", "Baidu", "--company", "Alibaba", "--every", "year"),
    ("thresholds",),
    ("thresholds", "--holder", "Shanghai Yunya", "--at", "1%,3.5%"),
    ("lag",),
]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_no_line_is_wider_than_the_screen(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    for width in (60, 80, 100, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        code, out, err = tl(*asked)
        assert code == 0, err
        assert out
        assert [line for line in out.splitlines() if cell_len(line) > width] == []
        assert "\x1b" not in out


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_every_question_is_answered_as_known_before_anything_was(
    recorded: Path, tl: Run, asked: tuple[str, ...]
) -> None:
    """What has no first day of publication is all that may have been known, possibly."""
    if "--known" in asked or "known" in asked or YUNHE in asked:
        return
    code, out, err = tl(*asked, "--known", "1990-01-01", "--json")
    assert code == 0, err
    found = json.loads(out)
    assert found["resolved"]["known"] == "1990-01-01"
    assert '"definite"' not in out
