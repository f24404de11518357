"""Take in files of other formats on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.formats.bods_files import company, interest, person, stake

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

Share = tuple[str, str, str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with a stake of 40, one that is not told of any more, and one unspecified."""
    told = [
        company(),
        person(),
        stake("2020-01-01", interest(40, "2018-05-01")),
        stake("2020-01-01", interest(10), record="r2", holder={"reason": "unknown"}),
        stake("2021-01-01", interest(40, "2018-05-01"), status="closed"),
    ]
    path = tmp_path / "register.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_an_import_says_what_it_came_to_and_what_is_left_out(
    file: Path, tl: Run, tmp_path: Path
) -> None:
    code, out, err = tl("import", "bods", file, "--log", tmp_path / "a.duckdb")
    assert (code, err) == (0, "")
    left, summary, head = out.splitlines()
    assert left.startswith("left out: statement r2-2020-01-01")
    assert left.endswith("(unknown), and nobody is made up for it")
    assert summary == "recorded 10 as commit #1; 0 unchanged, 1 left out"
    assert head.removeprefix("head ") in (tmp_path / "heads.txt").read_text("utf-8")
    assert tl("verify", "--log", tmp_path / "a.duckdb")[0] == 0


def test_importing_again_changes_nothing(file: Path, tl: Run, tmp_path: Path) -> None:
    command = ("import", "bods", file, "--log", tmp_path / "a.duckdb")
    first = json.loads(tl(*command, "--json")[1])
    again = json.loads(tl(*command, "--json")[1])
    assert (first["commit"], first["recorded"], first["unchanged"]) == (1, 10, 0)
    assert (again["commit"], again["recorded"], again["unchanged"]) == (None, 0, 10)
    assert again["head"] == first["head"]
    assert again["skipped"] == first["skipped"]
    assert "nothing new: 10 recorded already" in tl(*command)[1]


def test_what_was_withdrawn_from_the_log_is_not_imported_again(
    file: Path, tl: Run, tmp_path: Path
) -> None:
    command = ("import", "bods", file, "--log", tmp_path / "a.duckdb")
    assert tl(*command)[0] == 0
    with duckdb.connect(tmp_path / "a.duckdb") as raw:
        raw.execute("DROP TRIGGER events_never_change ON events")
        raw.execute("UPDATE events SET payload = NULL WHERE type LIKE 'stake-%'")
    code, out, _ = tl(*command, "--json")
    told = json.loads(out)
    assert (code, told["commit"], told["recorded"]) == (0, None, 0)
    assert {each["rule"] for each in told["problems"]} == {"fact-withdrawn"}
    assert all(each["line"] for each in told["problems"])


def test_a_faulty_file_is_refused_as_a_whole(file: Path, tl: Run, tmp_path: Path) -> None:
    told = json.loads(file.read_text("utf-8"))
    told[2]["recordDetails"]["interests"][0]["share"]["exact"] = 140
    file.write_text(json.dumps(told, indent=1), encoding="utf-8")
    code, out, err = tl("import", "bods", file, "--log", tmp_path / "a.duckdb")
    assert code == 2
    assert not out
    assert "register.json:48: error: statement “r1-2020-01-01" in err
    assert "recordDetails.interests[0].share.exact is 140 and must be from 0 to 100" in err
    assert "nothing recorded: 1 error to mend first" in err
    assert not (tmp_path / "a.duckdb").exists()
    code, out, again = tl("import", "bods", file, "--log", tmp_path / "a.duckdb", "--json")
    assert (code, again) == (2, err)
    assert json.loads(out)["commit"] is None
    assert json.loads(out)["problems"][0]["rule"] == "bods-malformed"


@pytest.mark.parametrize("threshold", ["25", "none", ">5%", "x", "0%"])
def test_a_threshold_is_one_share(file: Path, tl: Run, tmp_path: Path, threshold: str) -> None:
    log = tmp_path / "a.duckdb"
    code, _, err = tl("import", "bods", file, "--log", log, "--threshold", threshold)
    assert code == 2
    assert "25%" in err or "no share" in err


@pytest.mark.parametrize("form", ["bods", "log"])
def test_a_file_that_is_not_there_is_named(tl: Run, tmp_path: Path, form: str) -> None:
    code, _, err = tl("import", form, tmp_path / "none.json", "--log", tmp_path / "a.duckdb")
    assert code == 2
    assert err.startswith("error: no file")


def test_only_bods_has_a_threshold(file: Path, tl: Run, tmp_path: Path) -> None:
    log = tmp_path / "a.duckdb"
    code, _, err = tl("import", "log", file, "--threshold", "25%", "--log", log)
    assert code == 2
    assert "--threshold is for bods" in err


def test_a_restored_log_is_told_as_json_too(recorded: Path, tl: Run, tmp_path: Path) -> None:
    assert tl("export", "-o", tmp_path / "log.jsonl")[0] == 0
    code, out, _ = tl(
        "import", "log", tmp_path / "log.jsonl", "--log", tmp_path / "a.duckdb", "--json"
    )
    assert code == 0
    assert json.loads(out)["commit"] == 1
    assert json.loads(out)["head"] in (recorded / "heads.txt").read_text("utf-8")


def test_a_currency_is_a_code(recorded: Path, tl: Run, tmp_path: Path) -> None:
    (tmp_path / "BABA.csv").write_text("Date,Close\n2025-05-01,1\n2025-05-02,2\n", "utf-8")
    command = ("import", "prices", tmp_path / "BABA.csv", "--line", "BABA", "--currency", "usd")
    code, _, err = tl(*command, "--company", "alibaba")
    assert (code, err.splitlines()[0]) == (2, "error: “usd” is no currency")


def test_a_log_that_cannot_be_restored_leaves_nothing(
    recorded: Path, tl: Run, tmp_path: Path
) -> None:
    assert tl("export", "-o", tmp_path / "log.jsonl")[0] == 0
    whole = (tmp_path / "log.jsonl").read_text("utf-8")
    (tmp_path / "cut.jsonl").write_text(whole[:300], "utf-8")
    command = ("import", "log", tmp_path / "cut.jsonl", "--log")
    assert tl(*command, tmp_path / "a.duckdb")[0] == 2
    assert not (tmp_path / "a.duckdb").exists()
    assert tl("import", "log", tmp_path / "log.jsonl", "--log", tmp_path / "a.duckdb")[0] == 0
    assert tl(*command, tmp_path / "a.duckdb")[0] == 2
    assert tl("verify", "--log", tmp_path / "a.duckdb")[0] == 0


@pytest.mark.parametrize("threshold", [None, "25%"])
def test_tecido_is_never_more_than_whole(
    data: Path, tl: Run, tmp_path: Path, threshold: str | None
) -> None:
    """As the register told it, as it is known now, and what nobody need disclose."""
    log = tmp_path / "tecido.duckdb"
    under = ("--threshold", threshold) if threshold else ()
    file = data / "bods-data-standard/examples/tecido.json"
    code, out, _ = tl("import", "bods", file, "--log", log, "--json", *under)
    assert code == 0
    assert json.loads(out)["problems"] == []

    def held(on: str, *known: str, interest: str) -> dict[str, Share]:
        asked = ("--company", "Tecido Ltd", "--on", on, *known, "--log", log, "--json")
        rows = json.loads(tl("own", *asked)[1])["stakes"]
        return {
            each["holder"].rpartition("-")[0]: (each["low"], each["high"], each["certainty"])
            for each in rows
            if each["interest"] == interest
        }

    def exactly(share: str) -> Share:
        return share, share, "definite"

    maria, trust = "maria-esteves", "shear-trust"
    for each in ("shares", "votes"):
        then = held("2021-09-24", "--known", "2021-09-29", interest=each)
        assert then == {maria: exactly("100")}
        now = held("2021-09-24", interest=each)
        assert now == {maria: exactly("40"), trust: exactly("60")}
        assert held("2022-09-21", interest=each) == {maria: exactly("30"), trust: exactly("70")}
        closed = {maria: ("0", "20", "definite"), trust: exactly("80")}
        assert held("2023-04-01", interest=each) == closed


def test_a_later_file_says_how_much_it_puts_right(tl: Run, tmp_path: Path) -> None:
    """Alone, the second statement says since when; after the first it says what changed."""
    first = stake("2020-01-01", interest(40, "2018-01-01"))
    then = stake("2021-01-01", interest(30, "2018-01-01"), status="updated")
    told = [[company(), person(), then], [company(), person(), first, then]]
    for place, part in enumerate(told):
        (tmp_path / f"{place}.json").write_text(json.dumps(part), encoding="utf-8")
    log = ("--log", tmp_path / "a.duckdb")
    assert tl("import", "bods", tmp_path / "0.json", *log)[0] == 0
    out = tl("import", "bods", tmp_path / "1.json", *log)[1]
    assert ", 1 to put right what a part had told; " in out
    again = json.loads(tl("import", "bods", tmp_path / "1.json", *log, "--json")[1])
    assert (again["commit"], again["put_right"]) == (None, 0)


# --- prices -------------------------------------------------------------------------------------


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """Return a week of prices; Monday, 1 September, was a holiday."""
    path = tmp_path / "BABA.csv"
    rows = (
        "2025-08-27,122",
        "2025-08-28,120",
        "2025-08-29,135",
        "2025-09-02,138",
        "2025-09-03,136",
    )
    path.write_text("Date,Close\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_prices_become_moves_of_their_line_and_once_more_changes_nothing(
    prices: Path, recorded: Path, tl: Run
) -> None:
    command = ("import", "prices", prices, "--line", "BABA", "--company", "阿里巴巴")
    code, out, err = tl(*command)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "left out: day 2025-08-27: no close before it is told"
    assert out.splitlines()[1] == "recorded 5 as commit #2; 0 unchanged, 1 left out"
    assert "nothing new: 5 recorded already" in tl(*command)[1]


def test_a_longer_file_adds_what_is_new(prices: Path, recorded: Path, tl: Run) -> None:
    command = ("import", "prices", prices, "--line", "BABA", "--company", "alibaba", "--json")
    tl(*command)
    prices.write_text(prices.read_text("utf-8") + "2025-09-04,131\n", "utf-8")
    found = json.loads(tl(*command)[1])
    assert (found["recorded"], found["unchanged"]) == (2, 4)  # the file, and one day


def test_closes_that_were_adjusted_anew_are_refused(prices: Path, recorded: Path, tl: Run) -> None:
    command = ("import", "prices", prices, "--line", "BABA", "--company", "alibaba")
    tl(*command)
    prices.write_text(prices.read_text("utf-8").replace(",120", ",119"), "utf-8")
    code, out, err = tl(*command)
    assert (code, out) == (2, "")
    assert "BABA.csv:3" in err
    assert "its closes may have been adjusted anew since" in err


def test_a_bad_row_keeps_everything_out(prices: Path, recorded: Path, tl: Run) -> None:
    prices.write_text(prices.read_text("utf-8") + "2025-09-04,131,\n", "utf-8")
    code, _, err = tl("import", "prices", prices, "--line", "BABA", "--company", "alibaba")
    assert code == 2
    assert "BABA.csv:7" in err
    assert "nothing recorded: 1 error to mend first" in err
    assert len(json.loads(tl("log", "--json")[1])["commits"]) == 1


def test_whose_line_it_is_goes_by_the_identifiers_of_companies(
    prices: Path, recorded: Path, tl: Run
) -> None:
    code, _, err = tl("import", "prices", prices, "--line", "BABA")
    assert code == 2
    assert "no company of the line “BABA”" in err
    assert "--company" in err
    assert tl("import", "prices", prices, "--line", "9988.HK")[0] == 0
    found = json.loads(tl("around", "2025-08-29", "--about", "alibaba", "--json")[1])
    assert [each["line"] for each in found["lines"]] == ["9988.HK"]
    assert found["lines"][0]["prices"][0]["close"] == "120 HKD"


def test_an_event_of_a_holiday_meets_the_first_trading_day_after_it(
    prices: Path, recorded: Path, tl: Run
) -> None:
    tl("import", "prices", prices, "--line", "BABA", "--company", "alibaba")
    asked = ("around", "2025-08-30", "--before", "1", "--after", "0", "--about", "alibaba")
    (line,) = json.loads(tl(*asked, "--json")[1])["lines"]
    assert (line["line"], line["meets"]) == ("BABA", "2025-09-02")
    assert [(each["offset"]["low"], each["percent"]) for each in line["prices"]] == [
        (-1, "12.50"), (3, "2.22"),
    ]  # fmt: skip


def test_prices_stand_in_their_line_and_count_for_no_pace(
    prices: Path, recorded: Path, tl: Run
) -> None:
    asked = ("pace", "--days", "8", "--company", "alibaba", "--json")
    before = json.loads(tl(*asked)[1])["windows"]
    tl("import", "prices", prices, "--line", "BABA", "--company", "alibaba")
    assert json.loads(tl(*asked)[1])["windows"] == before
    counted = json.loads(tl(*asked, "--type", "price-moved")[1])["windows"]
    assert any(each["count"]["low"] == 4 for each in counted)
    near = json.loads(tl("around", "2025-09-02", "--json")[1])["events"]
    assert not any(each["event"]["id"].endswith("-close") for each in near)
    events = json.loads(tl("window", "2025-09-02", "2025-09-03", "--json")[1])["events"]
    assert sum(each["id"].endswith("-close") for each in events) == 2
    assert "Alibaba  BABA" in tl("window", "2025-09-02", "2025-09-03")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bods", "--line", "BABA"), "--line is for prices"),
        (("prices", "--line", "BABA", "--threshold", "25%"), "--threshold is for bods"),
        (("log", "--company", "alibaba"), "--company is for prices"),
        (("prices",), "name the trading line"),
    ],
)
def test_an_option_of_another_format_is_refused(
    prices: Path, tl: Run, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = tl("import", arguments[0], prices, *arguments[1:])
    assert code == 2
    assert said in err


DELIVERY = {
    "documents.csv": "id,publisher,published\nd,The Kite,2024-02-03\n",
    "entities.csv": "id,kind,name\nblue,fund,Blue Kite\nboat,company,Red Boat\n",
    "facts.csv": "id,type,occurred,document,holder,company,stake\n"
    "f1,stake-stated,2024-01-02,d,blue,boat,55%\n",
}


@pytest.fixture
def delivery(tmp_path: Path) -> list[Path]:
    """Return the files of a delivery of one fact."""
    for name, text in DELIVERY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in DELIVERY]


def test_bulk_files_are_imported_together(delivery: list[Path], tl: Run, tmp_path: Path) -> None:
    command = ("import", "facts", *delivery, "--log", tmp_path / "a.duckdb")
    code, out, err = tl(*command)
    assert (code, err) == (0, "")
    summary, head = out.splitlines()
    assert summary == "recorded 4 as commit #1; 0 unchanged"
    assert head.removeprefix("head ") in (tmp_path / "heads.txt").read_text("utf-8")
    told = json.loads(tl(*command, "--json")[1])
    assert (told["commit"], told["recorded"], told["unchanged"]) == (None, 0, 4)
    assert (told["head"], told["modelled"]) == (head.removeprefix("head "), True)
    assert tl(*command)[1] == "nothing new: 4 recorded already\n"


def test_a_bad_cell_is_told_with_file_line_and_hint(
    delivery: list[Path], tl: Run, tmp_path: Path
) -> None:
    delivery[-1].write_text(DELIVERY["facts.csv"].replace("55%", "55"), "utf-8")
    command = ("import", "facts", *delivery, "--log", tmp_path / "a.duckdb")
    code, out, err = tl(*command)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "facts.csv:2: error: “stake”: “55” has no percent sign [value-unreadable]",
        "  hint: write 55%: a number without the sign could be a fraction",
        "nothing recorded: 1 error to mend first",
    ]
    code, out, again = tl(*command, "--json")
    assert (code, again, json.loads(out)["errors"]) == (2, err, 1)


def test_the_first_errors_of_many_are_told(delivery: list[Path], tl: Run, tmp_path: Path) -> None:
    rows = "".join(f"g{each},stake-stated,2024-01-02,d,blue,boat,{each}\n" for each in range(30))
    delivery[-1].write_text(DELIVERY["facts.csv"] + rows, "utf-8")
    _, _, err = tl("import", "facts", *delivery, "--log", tmp_path / "a.duckdb")
    assert err.splitlines()[-1] == (
        "nothing recorded: 30 errors to mend first (the first 20 are told)"
    )


def test_read_models_that_are_left_behind_are_told(
    delivery: list[Path], tl: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "a.duckdb"
    command = ("import", "facts", *delivery, "--models-later", "--log", log)
    assert "“timeline rebuild” makes them anew" in tl(*command)[1]
    code, _, err = tl("sql", "FROM ownership", "--log", log)
    assert (code, "timeline rebuild" in err) == (2, True)
    monkeypatch.setattr("timeline.store.appending.SMALL", 3)
    late = tmp_path / "late.toml"
    late.write_text('[[entity]]\nid = "late"\nkind = "company"\nname = "Late"\n', "utf-8")
    assert "“timeline rebuild” makes them anew" in tl("record", late, "--log", log)[1]
    assert tl("rebuild", "--log", log)[0] == 0
    assert tl("verify", "--log", log)[0] == 0


def test_only_facts_are_several_files(delivery: list[Path], tl: Run, tmp_path: Path) -> None:
    code, _, err = tl("import", "bods", *delivery, "--log", tmp_path / "a.duckdb")
    assert (code, "bods is one file" in err) == (2, True)


def test_a_bar_is_drawn_on_a_terminal_alone(
    delivery: list[Path], tl: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("import", "facts", *delivery, "--log", tmp_path / "a.duckdb")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert tl(*command)[2] == ""
    monkeypatch.setattr("timeline.cli.bar._on_a_terminal", lambda: True)
    code, out, err = tl(*command)
    assert (code, out) == (0, "nothing new: 4 recorded already\n")
    assert "reading" in err or "comparing" in err
    for command in (("rebuild",), ("verify",)):
        code, _, err = tl(*command, "--log", tmp_path / "a.duckdb")
        assert (code, "weighing facts" in err or "composing companies" in err) == (0, True)


def test_read_models_are_left_for_later_of_facts_and_logs_alone(
    delivery: list[Path], tl: Run, tmp_path: Path
) -> None:
    command = ("import", "bods", delivery[0], "--models-later", "--log", tmp_path / "a.duckdb")
    code, _, err = tl(*command)
    assert (code, "--models-later is for facts and log" in err) == (2, True)
