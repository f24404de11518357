from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from timeline.api.beginning import example

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_recording_the_same_ledger_again_changes_nothing_and_says_so(
    recorded: Path, tl: Run
) -> None:
    before = (recorded / "deals.duckdb").read_bytes()
    code, out, err = tl("record", "--json")
    assert code == 0
    assert err == ""
    told = json.loads(out)
    assert told["commit"] is None
    assert told["recorded"] == 0
    assert told["unchanged"] > 100
    assert (recorded / "deals.duckdb").read_bytes() == before


def test_a_changed_fact_is_refused_with_its_line_and_the_way_out(recorded: Path, tl: Run) -> None:
    rewrite(recorded / "events/ant-group.toml", 'before = "3.34%"', 'before = "3.35%"')
    rewrite(recorded / "events/ant-group.toml", "从3.34%提升至3.68%", "从3.35%提升至3.68%")
    code, out, err = tl("record")
    assert code == 1
    assert "nothing recorded: 1 error" in out
    assert "events/ant-group.toml:" in err
    assert '| before = "3.35%"' in err
    assert "a recorded fact is never changed" in err
    assert "--amend" in err
    assert tl("log")[1].count("\n") == 1


def test_an_amendment_corrects_it_at_every_known_and_the_old_log_keeps_the_old(
    recorded: Path, tl: Run
) -> None:
    rewrite(recorded / "events/ant-group.toml", '"3.34%"', '"3.35%"')
    rewrite(recorded / "events/ant-group.toml", "从3.34%提升至3.68%", "从3.35%提升至3.68%")
    assert tl("record", "--amend", "misread")[0] == 0
    asked = ("own", "--company", "yunhe-zhiwang", "--on", "2025-09-01", "--json")
    assert json.loads(tl(*asked)[1])["stakes"][0]["low"] == "3.35"
    assert json.loads(tl(*asked, "--known", "2025-09-05")[1])["stakes"][0]["low"] == "3.35"
    assert json.loads(tl(*asked, "--recorded", "#1")[1])["stakes"][0]["low"] == "3.34"


def test_a_further_citation_is_recorded_as_a_confirmation(recorded: Path, tl: Run) -> None:
    rewrite(
        recorded / "events/ant-group.toml",
        'quote = "昕原半导体成立于2019年"',
        'quote = ["昕原半导体成立于2019年", "成立于2019年"]',
    )
    code, out, _ = tl("record", "--json")
    assert code == 0
    assert json.loads(out)["recorded"] == 1
    assert json.loads(tl("record", "--json")[1])["recorded"] == 0


def test_a_fact_that_the_files_no_longer_hold_is_reported(recorded: Path, tl: Run) -> None:
    (recorded / "events/market.toml").unlink()
    code, _, err = tl("check")
    assert code == 0
    assert "is no longer in the files [fact-gone]" in err
    assert "retract it" in err
    assert tl("check", "--strict")[0] == 1


def test_a_dry_run_says_what_would_be_recorded_and_records_nothing(ledger: Path, tl: Run) -> None:
    code, out, _ = tl("record", "--dry-run")
    assert code == 0
    assert out.startswith("would record 1")
    assert not (ledger / "deals.duckdb").exists()
    assert not (ledger / "heads.txt").exists()


def test_one_file_can_be_recorded_after_the_rest(ledger: Path, tl: Run) -> None:
    later = (ledger / "events/market.toml").read_text(encoding="utf-8")
    (ledger / "events/market.toml").unlink()
    assert tl("record")[0] == 0
    (ledger / "events/market.toml").write_text(later, encoding="utf-8")
    code, out, err = tl("record", "events/market.toml")
    assert (code, err) == (0, "")
    assert "as commit #2" in out


def test_the_example_passes_its_own_gate(ledger: Path, tl: Run, documents: Path) -> None:
    code, out, err = tl("check", "--documents", documents, "--require-documents", "--strict")
    assert (code, out, err) == (0, "", "")


def test_a_quote_is_proposed_that_the_gate_lets_through(
    ledger: Path, tl: Run, documents: Path
) -> None:
    asked = ("quote", "netease-ant-chips", "3.34%", "3.68%", "--documents", str(documents))
    code, out, _ = tl(*asked, "--json")
    assert code == 0
    assert all(each["count"] == 1 for each in json.loads(out)["quotes"])
    assert "3.34%" in json.loads(out)["quotes"][0]["text"]


def test_a_quote_of_an_unknown_document_names_the_nearest(ledger: Path, tl: Run) -> None:
    code, _, err = tl("quote", "netease-ant-chip", "1.87%")
    assert code == 2
    assert "did you mean “netease-ant-chips”" in err


def test_a_path_that_is_not_there_is_one_message_and_one_hint(tl: Run, tmp_path: Path) -> None:
    code, out, err = tl("record", tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert err.startswith("error: there is no file or folder")
    assert "\nhint: " in err


def test_a_new_ledger_can_be_recorded_at_once(
    tmp_path: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tl("init", tmp_path / "mine")[0] == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert tl("check")[0] == 0
    assert "nothing new" in tl("record")[1]
    code, _, err = tl("init", tmp_path / "mine")
    assert code == 2
    assert "holds a ledger already" in err


def test_the_demo_draws_the_example_and_writes_nothing(tl: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    code, out, err = tl("demo")
    assert (code, err) == (0, "")
    assert "Yunhe Zhiwang" in out
    assert sorted(tmp_path.rglob("*")) == before
    assert not (example() / "deals.duckdb").exists()


def test_the_schema_names_every_type_of_fact(tl: Run) -> None:
    document = json.loads(tl("schema")[1])
    assert "stake-changed" in document["$defs"]
    assert document["$defs"]["stake-changed"]["properties"]["type"] == {"const": "stake-changed"}


def test_the_example_can_be_copied_recorded_and_asked(
    tmp_path: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tl("init", tmp_path / "tour", "--example")[0] == 0
    monkeypatch.chdir(tmp_path / "tour")
    code, out, err = tl("record")
    assert (code, err) == (0, "")
    assert "citations unverified: no text at hand" in out
    assert "3.34%" in tl("own", "--holder", "上海云玡", "--on", "2025-09-01")[1]


def test_an_amendment_needs_a_reason(recorded: Path, tl: Run) -> None:
    code, _, err = tl("record", "--amend", " ")
    assert code == 2
    assert "needs a reason" in err


ODD = """\
[[fact]]
type = "stake-stated"
holder = "shanghai-yunya"
company = "shanghai-yunya"
occurred = "2025-09-02"
stake = "3.34%"
"""


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_check_and_record_take_the_same_for_an_error_where_they_are_strict(
    ledger: Path, tl: Run, flags: tuple[str, ...]
) -> None:
    """A stake in itself, without a source: warnings both, one of the facts and one of the files."""
    (ledger / "events/odd.toml").write_text(ODD, encoding="utf-8")
    told = {}
    for command in ("check", "record"):
        code, out, err = tl(command, "--strict", *flags)
        problems = json.loads(out)["problems"] if flags else err
        told[command] = (code, problems)
        assert str(problems).count("of-itself") == 1
        assert str(problems).count("source-missing") == 1
        assert "warning" not in str(problems)
    assert told["check"] == told["record"]
    assert told["check"][0] == 1
    assert not (ledger / "deals.duckdb").exists()
    assert tl("check", *flags)[0] == 0
    assert tl("record", *flags)[0] == 0
