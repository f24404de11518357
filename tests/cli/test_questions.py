"""The questions that the example ledger is there to answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[..., dict[str, Any]]
Run = Callable[..., tuple[int, str, str]]


def held(document: dict[str, Any]) -> dict[str, tuple[str, str, str, str]]:
    """Return each stake by company: its bounds, its certainty and its basis."""
    return {
        each["company"]: (each["low"], each["high"], each["certainty"], each["basis"])
        for each in document["stakes"]
    }


def test_on_the_eve_of_the_increase_yunya_held_what_it_started_from(answer: Ask) -> None:
    assert held(answer("own", "--holder", "上海云玡", "--on", "2025-09-01")) == {
        "xinyuan-semiconductor": ("1.87", "1.87", "definite", "change"),
        "yezhixin": ("14.29", "14.29", "definite", "change"),
        "yunhe-zhiwang": ("3.34", "3.34", "definite", "before-change"),
    }


def test_on_the_day_of_the_increase_it_holds_the_new_level(answer: Ask) -> None:
    found = held(answer("own", "--holder", "上海云玡", "--on", "2025-09-02"))
    assert found["yunhe-zhiwang"] == ("3.68", "3.68", "definite", "change")


def test_before_the_purchases_only_the_older_stake_possibly_stood(answer: Ask) -> None:
    assert held(answer("own", "--holder", "上海云玡", "--on", "2025-08-25")) == {
        "yunhe-zhiwang": ("3.34", "3.34", "possible", "before-change")
    }


def test_before_any_article_was_published_nothing_was_known(answer: Ask) -> None:
    asked = ("own", "--holder", "上海云玡", "--on", "2025-09-03", "--known")
    assert answer(*asked, "2025-08-27")["stakes"] == []
    later = held(answer(*asked, "2025-09-05"))
    assert {name: each[2] for name, each in later.items()} == {
        "xinyuan-semiconductor": "possible",
        "yezhixin": "possible",
        "yunhe-zhiwang": "possible",
    }


def test_a_company_asked_about_alone_has_the_rows_that_it_has_among_all(answer: Ask) -> None:
    every = answer("own", "--zeros", "--on", "2025-09-03")["stakes"]
    for company in {each["company"] for each in every}:
        alone = answer("own", "--company", company, "--zeros", "--on", "2025-09-03")["stakes"]
        assert alone == [each for each in every if each["company"] == company]


@pytest.mark.parametrize(
    "name",
    ["Ant Group", "ant-group", "ANT GROUP", "蚂蚁集团", "螞蟻集團", "螞蟻集团"],
)
def test_the_group_holds_through_its_vehicle_in_either_script(answer: Ask, name: str) -> None:
    found = answer("own", "--holder", name, "--look-through", "group", "--on", "2025-09-03")
    assert {each["company"]: each["low"] for each in found["stakes"]} == {
        "xinyuan-semiconductor": "1.87",
        "yezhixin": "14.29",
        "yunhe-zhiwang": "3.68",
    }
    for each in found["stakes"]:
        assert [path["through"] for path in each["paths"]] == [["ant-group", "shanghai-yunya"]]
    controls = [(each["holder"], each["company"]) for each in found["controls"]]
    assert controls == [("ant-group", "shanghai-yunya")]


def test_alibabas_strategy_in_2020_is_the_chips_launched_by_then(answer: Ask) -> None:
    (alibaba,) = answer("strategy", "alibaba", "--on", "2020-06-30")["companies"]
    stages = {
        each["programme"]: each["stage"]
        for each in alibaba["programmes"]
        if each["certainty"] == "definite"
    }
    assert stages == {"hanguang-800": "launched", "xuantie-910": "launched"}
    assert "yitian-710" not in {each["programme"] for each in alibaba["programmes"]}
    assert "alibaba-inference-chip" not in {each["programme"] for each in alibaba["programmes"]}


def test_alibabas_strategy_in_2025_has_the_chip_in_testing_and_the_commitment(answer: Ask) -> None:
    (alibaba,) = answer("strategy", "阿里巴巴", "--on", "2025-09-01")["companies"]
    programmes = {each["programme"]: each for each in alibaba["programmes"]}
    chip = programmes["alibaba-inference-chip"]
    assert (chip["stage"], chip["standing"], chip["certainty"]) == (
        "testing",
        "reported",
        "definite",
    )
    assert programmes["yitian-710"]["stage"] == "launched"
    (pledge,) = alibaba["commitments"]
    assert (pledge["amount"], pledge["period"]) == (">380bn CNY", "2025-02/P3Y")
    assert (pledge["since"], pledge["certainty"]) == ("2025-02", "definite")
    assert (pledge["months"], pledge["elapsed_low"], pledge["elapsed_high"]) == (36, 6, 7)


def test_ants_companies_of_early_september_are_memory_edge_ai_and_network(answer: Ask) -> None:
    (ant,) = answer("strategy", "ant-group", "--on", "2025-09-03")["companies"]
    assert set(ant["segments"]) == {"memory", "edge-ai", "network"}


def test_the_two_weeks_of_september_have_the_facts_that_the_articles_tell(answer: Ask) -> None:
    events = answer("show", "--from", "2025-09-01", "--to", "2025-09-15")["events"]
    sure = {each["id"] for each in events if each["earliest"] and each["earliest"] >= "2025-09-01"}
    assert {
        "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02",
        "tesla-ai5-2025-09-07",
        "price-moved-baidu-9888-hk-2025-09-12",
        "price-moved-alibaba-9988-hk-2025-09-12",
    } <= sure
    assert [(each["latest"], each["id"]) for each in events if each["latest"]] == sorted(
        (each["latest"], each["id"]) for each in events if each["latest"]
    )


def test_each_company_has_its_own_price_move(answer: Ask) -> None:
    events = answer("show", "--type", "price-moved", "--from", "2025-09-12", "--to", "2025-09-12")
    moves = {
        each["payload"]["company"]: each["payload"].get("percent")
        for each in events["events"]
        if each["occurred"] == "2025-09-12"
    }
    assert moves == {"baidu": "+8.08%", "alibaba": "+5.44%"}


def test_why_a_price_moved_names_both_articles_as_one_witness(answer: Ask) -> None:
    (fact,) = answer("why", "price-moved-baidu-9888-hk-2025-09-12")["facts"]
    assert {each["document"] for each in fact["quotes"]} == {
        "cntxj-chip-race",
        "securities-times-chip-race",
    }
    assert [each["origin"] for each in fact["quotes"] if each["origin"]] == [
        "securities-times-chip-race"
    ]


def test_why_a_holding_names_the_rule_and_the_fact(answer: Ask) -> None:
    found = answer("why", "上海云玡", "云合智网", "--on", "2025-09-01")
    assert [each["rule"] for each in found["rules"]] == ["before-change"]
    assert [each["id"] for each in found["facts"]] == [
        "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
    ]
    assert "3.34%" in found["answer"]
    unknown = answer("why", "上海云玡", "云合智网", "--known", "2025-08-27")
    assert {each["clock"] for each in unknown["left_out"]} == {"published"}


def test_a_rumour_shows_on_the_timeline_and_moves_no_view(answer: Ask) -> None:
    events = answer("show", "--about", "kunlun-p800")["events"]
    assert {each["standing"] for each in events} == {"rumoured"}
    (baidu,) = answer("strategy", "baidu")["companies"]
    assert "kunlun-p800" not in {each["programme"] for each in baidu["programmes"]}


def test_every_clock_is_said_back(answer: Ask) -> None:
    found = answer("own", "--on", "2025-09-01", "--known", "2025-09-05", "--recorded", "#1")
    assert found["resolved"]["on"] == "2025-09-01"
    assert found["resolved"]["known"] == "2025-09-05"
    assert found["resolved"]["recorded"]["commit"] == 1
    before = answer("own", "--recorded", "2020-01-01")
    assert before["resolved"]["recorded"]["commit"] is None
    assert before["stakes"] == []


def test_the_holder_of_a_joint_holding_is_the_one_asked_for(
    recorded: Path, tl: Run, answer: Ask
) -> None:
    joint = recorded / "events" / "joint.toml"
    joint.write_text(
        '[[fact]]\ntype = "stake-stated"\nholder = "alibaba"\njointly_with = ["ant-group"]\n'
        'company = "tesla"\noccurred = "2025-09-01"\nstake = "2%"\n'
        'document = "netease-ant-chips"\nquote = "2%"\n', "utf-8",
    )  # fmt: skip
    assert tl("record")[0] == 0
    for holder in ("alibaba", "ant-group"):
        stakes = answer("own", "--holder", holder, "--company", "tesla")["stakes"]
        assert [(each["holder"], each["holders"]) for each in stakes] == [
            (holder, ["alibaba", "ant-group"])
        ]


def test_days_that_end_before_they_begin_are_refused(recorded: Path, tl: Run) -> None:
    for flags in ((), ("--json",)):
        code, out, err = tl("show", "--from", "2025-09-10", "--to", "2025-09-01", *flags)
        assert (code, out) == (2, "")
        assert err.splitlines()[0] == "error: no day lies from 2025-09-10 to 2025-09-01"
