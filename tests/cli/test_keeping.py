from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from timeline.api.appending import rebuild
from timeline.store.log import Log

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


def test_read_models_are_made_anew_to_one_digest(recorded: Path, tl: Run) -> None:
    code, out, _ = tl("rebuild")
    digest = json.loads(tl("rebuild", "--json")[1])["digest"]
    assert (code, out) == (0, f"made anew: digest {digest}\n")
    assert tl("export", "log", "-o", "log.jsonl")[0] == 0
    assert tl("import", "log", "log.jsonl", "--log", "other.duckdb")[0] == 0
    assert json.loads(tl("rebuild", "--json", "--log", "other.duckdb")[1])["digest"] == digest


def test_nothing_is_made_anew_where_there_is_no_log(ledger: Path, tl: Run) -> None:
    code, _, err = tl("rebuild")
    assert code == 2
    assert "there is no log" in err
    assert not (ledger / "deals.duckdb").exists()


def test_a_changed_read_model_is_named_and_made_good(recorded: Path, tl: Run) -> None:
    with Log(recorded / "deals.duckdb").writing() as connection:
        connection.execute("UPDATE stakes SET high = 4 WHERE company = 'yunhe-zhiwang'")
    code, out, err = tl("verify")
    assert (code, out) == (1, "")
    assert err == (
        "models-differ: stakes, yunhe-zhiwang: its rows are not those that the events give\n"
    )
    assert tl("verify", "--quick")[0] == 0
    assert tl("rebuild")[0] == 0
    assert tl("verify")[0] == 0


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


def test_what_ends_a_line_elsewhere_ends_none_in_an_export(ledger: Path, tl: Run) -> None:
    """Payloads are carried as they are: U+2028 and U+0085 in a note are two characters of it."""
    (ledger / "events/new.toml").write_text(
        '[[entity]]\nid = "acme"\nkind = "company"\nname = "Acme"\nnote = "a\u2028b\u0085c"\n',
        encoding="utf-8",
    )
    assert tl("record")[0] == 0
    assert tl("export", "log", "-o", "log.jsonl")[0] == 0
    code, _, err = tl("import", "log", "log.jsonl", "--log", "other.duckdb")
    assert (code, err) == (0, "")


def test_an_export_goes_no_further_than_the_commit_asked_for(
    recorded: Path, tl: Run, tmp_path: Path
) -> None:
    whole = tl("export")[1]
    late = recorded / "events" / "late.toml"
    late.write_text('[[entity]]\nid = "late"\nkind = "company"\nname = "Late"\n', "utf-8")
    assert tl("record")[0] == 0
    assert tl("export", "log", "--recorded", "#1")[1] == whole != tl("export")[1]
    code, _, err = tl("export", "log", "--known", "2025-09-01")
    assert (code, "for pictures" in err) == (2, True)


def test_a_file_that_was_cut_off_is_a_fault_that_is_named(recorded: Path, tl: Run) -> None:
    content = (recorded / "deals.duckdb").read_bytes()
    elsewhere = recorded.parent / "elsewhere"
    elsewhere.mkdir()
    for log in (recorded / "deals.duckdb", elsewhere / "deals.duckdb"):
        for size in (len(content) - 1, len(content) // 2):
            log.write_bytes(content[:size])
            code, _, err = tl("verify", "--log", log)
            assert (code, err.startswith("log-corrupt: "), "anew.duckdb" in err) == (1, True, False)
            assert "deals.duckdb" in err


def test_an_export_is_printed_where_no_file_is_named(recorded: Path, tl: Run) -> None:
    assert tl("export", "log", "-o", "log.jsonl")[0] == 0
    assert tl("export", "log")[1] == (recorded / "log.jsonl").read_text(encoding="utf-8")


def test_the_timeline_is_written_as_a_picture(recorded: Path, tl: Run, tmp_path: Path) -> None:
    for what in ("svg", "html", "markdown"):
        assert tl("export", what, "-o", tmp_path / what)[0] == 0
        assert "Yunhe" in (tmp_path / what).read_text(encoding="utf-8")
    again = tmp_path / "again"
    tl("export", "svg", "-o", again)
    assert again.read_bytes() == (tmp_path / "svg").read_bytes()


def test_a_picture_in_markdown_says_by_whom_and_why_as_the_others_do(
    recorded: Path, tl: Run
) -> None:
    for what in ("markdown", "html", "svg"):
        out = tl("export", what, "--width", "200")[1].replace("\N{NO-BREAK SPACE}", " ")
        assert out.count("said by Elon Musk") >= 2, what


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


def test_heads_that_are_named_must_be_there(recorded: Path, tl: Run) -> None:
    code, out, err = tl("verify", "--heads", recorded / "none.txt")
    assert (code, out) == (2, "")
    assert "none.txt" in err


def test_a_log_kept_elsewhere_is_compared_with_the_ledgers_heads(
    recorded: Path, tl: Run, tmp_path: Path
) -> None:
    log = tmp_path / "elsewhere.duckdb"
    assert tl("record", "--log", log)[0] == 0
    kept = log.read_bytes()
    (recorded / "events/new.toml").write_text(
        '[[entity]]\nid = "acme"\nkind = "company"\nname = "Acme"\n', encoding="utf-8"
    )
    assert tl("record", "--log", log)[0] == 0
    assert tl("verify", "--log", log)[0] == 0
    log.write_bytes(kept)
    code, _, err = tl("verify", "--log", log)
    assert code == 1
    assert "tail-cut" in err


def test_a_damaged_file_is_a_fault_that_is_named(recorded: Path, tl: Run) -> None:
    log = recorded / "deals.duckdb"
    written = bytearray(log.read_bytes())
    for at in range(1 << 14, len(written), 1 << 12):
        written[at] ^= 0xFF
    log.write_bytes(written)
    code, out, _ = tl("verify", "--json")
    document = json.loads(out)
    assert code == 1
    assert (document["ok"], document["head"]) == (False, None)
    assert [each["kind"] for each in document["faults"]] == ["log-corrupt"]


def test_verify_says_that_without_heads_a_cut_end_would_not_be_seen(
    recorded: Path, tl: Run
) -> None:
    assert "a cut end" not in tl("verify")[1]
    (recorded / "heads.txt").unlink()
    code, out, _ = tl("verify")
    assert code == 0
    assert "no heads.txt, so a cut end would not be seen" in out


# An event of which only the digest is left


def withdraw(log: Path, *ids: str) -> None:
    """Take the words of events out of a log and its read models, as their owner may have to."""
    withdraw_from_events(log, *ids)
    rebuild(Log(log))


def withdraw_from_events(log: Path, *ids: str) -> None:
    import duckdb

    with duckdb.connect(log) as raw:
        raw.execute("DROP TRIGGER events_never_change ON events")
        raw.execute("UPDATE events SET payload = NULL WHERE list_contains($1, id)", [list(ids)])
        raw.execute(
            "CREATE TRIGGER events_never_change AFTER UPDATE ON events FOR EACH STATEMENT"
            " INSERT INTO refusals SELECT error('a recorded event is never changed')"
        )


STAKE = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
GONE = (STAKE, "entity:yezhixin", "document:netease-ant-chips")


def test_words_that_were_withdrawn_from_the_events_alone_still_lie_in_the_read_models(
    recorded: Path, tl: Run
) -> None:
    withdraw_from_events(recorded / "deals.duckdb", *GONE)
    code, _, err = tl("verify")
    assert code == 1
    assert "models-differ: citations, " in err
    assert tl("rebuild")[0] == 0
    assert tl("verify")[0] == 0


@pytest.mark.parametrize(
    "command",
    [
        "show", "own", "own --zeros", "own --holder alibaba --look-through group",
        "own --holder alibaba --look-through economic", "strategy", "deals", "log", "verify",
        "check", "record", "record --dry-run", "record --json",
        "why shanghai-yunya xinyuan-semiconductor", "why shanghai-yunya yezhixin",
        "export log -o out.jsonl", "export markdown -o out.md",
    ],
)  # fmt: skip
def test_every_command_goes_on_where_words_were_withdrawn(
    recorded: Path, tl: Run, command: str
) -> None:
    withdraw(recorded / "deals.duckdb", *GONE)
    code, out, err = tl(*command.split())
    unknown = "yezhixin" in command
    assert (code, "no entity “yezhixin”" in err) == (2 if unknown else 0, unknown), out + err


def test_what_was_withdrawn_is_told_and_not_recorded_again(recorded: Path, tl: Run) -> None:
    withdraw(recorded / "deals.duckdb", *GONE)
    code, out, err = tl("record")
    assert (code, "nothing new" in out) == (0, True)
    assert err.count("[fact-withdrawn]") == 3
    assert "events/ant-group.toml:" in err
    assert "leave it out of the files too" in err
    assert tl("record", "--strict")[0] == 1
    assert tl("verify")[0] == 0


def test_an_entity_described_in_other_words_is_recorded_beside_what_was_withdrawn(
    recorded: Path, tl: Run
) -> None:
    withdraw(recorded / "deals.duckdb", "entity:shanghai-yunya")
    file = recorded / "events/entities.toml"
    text = file.read_text(encoding="utf-8")
    assert 'name = "Shanghai Yunya"' in text
    file.write_text(text.replace('name = "Shanghai Yunya"', 'name = "A holding"'), encoding="utf-8")
    assert json.loads(tl("record", "--json")[1])["recorded"] == 1
    assert "A holding" in tl("own", "--holder", "shanghai-yunya", "--on", "2025-09-02")[1]
    code, out, err = tl("record")
    assert (code, "nothing new" in out, err) == (0, True, "")


def test_a_log_of_which_words_were_withdrawn_is_carried_elsewhere(recorded: Path, tl: Run) -> None:
    withdraw(recorded / "deals.duckdb", *GONE)
    assert tl("export", "log", "-o", "out.jsonl")[0] == 0
    code, _, err = tl("import", "log", "out.jsonl", "--log", "other.duckdb")
    assert code == 0, err
    assert tl("verify", "--log", "other.duckdb")[0] == 0
