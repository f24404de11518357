from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_the_log_lists_commits_with_their_times_and_heads(recorded: Path, tl: Run) -> None:
    (commit,) = json.loads(tl("log", "--json")[1])["commits"]
    assert commit["commit"] == 1
    assert commit["at"] == "2026-11-21T09:00:00.000Z"
    assert commit["head"] in (recorded / "heads.txt").read_text(encoding="utf-8")


def test_what_is_recorded_verifies(recorded: Path, tl: Run) -> None:
    code, out, _ = tl("verify", "--json")
    assert code == 0
    assert json.loads(out)["faults"] == []
    assert json.loads(out)["ok"] is True


def test_a_log_whose_end_was_cut_off_is_found_by_the_heads(recorded: Path, tl: Run) -> None:
    heads = (recorded / "heads.txt").read_text(encoding="utf-8")
    kept = (recorded / "deals.duckdb").read_bytes()
    (recorded / "events/new.toml").write_text(
        '[[entity]]\nid = "acme"\nkind = "company"\nname = "Acme"\n', encoding="utf-8"
    )
    assert tl("record")[0] == 0
    assert (recorded / "heads.txt").read_text(encoding="utf-8").startswith(heads)
    (recorded / "deals.duckdb").write_bytes(kept)
    code, _, err = tl("verify")
    assert code == 1
    assert "tail-cut" in err


def test_an_export_restores_the_same_heads_elsewhere(
    recorded: Path, tl: Run, tmp_path: Path
) -> None:
    out = tmp_path / "log.jsonl"
    assert tl("export", "--log", recorded / "deals.duckdb", "-o", out)[0] == 0
    assert tl("export", "--log", "-o", tmp_path / "again.jsonl")[0] == 0
    assert out.read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    assert tl("import", "log", out, "--log", tmp_path / "other.duckdb")[0] == 0
    here = json.loads(tl("log", "--json")[1])
    there = json.loads(tl("log", "--log", tmp_path / "other.duckdb", "--json")[1])
    assert here == there


def test_the_timeline_is_written_as_a_picture(recorded: Path, tl: Run, tmp_path: Path) -> None:
    for what in ("svg", "html", "markdown"):
        assert tl("export", what, "-o", tmp_path / what)[0] == 0
        assert "Yunhe" in (tmp_path / what).read_text(encoding="utf-8")
    again = tmp_path / "again"
    tl("export", "svg", "-o", again)
    assert again.read_bytes() == (tmp_path / "svg").read_bytes()


def test_a_log_that_is_not_there_says_how_to_make_one(tl: Run, tmp_path: Path) -> None:
    code, _, err = tl("own", "--log", tmp_path / "none.duckdb")
    assert code == 2
    assert err.startswith("error: ")
    assert "timeline record" in err


def test_a_commit_that_is_not_there_is_named(recorded: Path, tl: Run) -> None:
    code, _, err = tl("own", "--recorded", "#7")
    assert code == 2
    assert "no commit “#7”" in err


def test_an_unknown_entity_gets_the_nearest_names(recorded: Path, tl: Run) -> None:
    code, _, err = tl("own", "--company", "Yunhe Zhiwan")
    assert code == 2
    assert "no entity “Yunhe Zhiwan”" in err
    assert "did you mean “Yunhe Zhiwang”" in err


def test_a_day_that_is_none_is_refused(recorded: Path, tl: Run) -> None:
    code, _, err = tl("own", "--on", "2025-02-30")
    assert code == 2
    assert "is no day" in err
