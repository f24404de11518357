"""Put right on the command line what was recorded, and be told which answers change."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from timeline.api import parts
from timeline.store.log import Log

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

STAKE = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
OURS = ("--because", "recording", "--reason", "misread")
WORKED_OUT = 'derived={ after = "the register" }'


@pytest.fixture(autouse=True, params=["small", "large"])
def _size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put right in a log that is read whole, and in one of which only a part is read."""
    if request.param == "large":
        monkeypatch.setattr(parts, "LARGE", 0)


def file(ledger: Path) -> Path:
    return ledger / "events" / "corrections.toml"


def level(tl: Run, on: str, *more: str) -> list[str]:
    """Return what Shanghai Yunya held of Yunhe Zhiwang."""
    code, out, err = tl("own", "--company", "yunhe-zhiwang", "--on", on, "--json", *more)
    assert code == 0, err
    return [each["low"] for each in json.loads(out)["stakes"]]


def done(tl: Run, *arguments: str) -> dict[str, Any]:
    """Put right, and return the JSON that is printed."""
    code, out, err = tl(*arguments, "--json")
    assert code == 0, err
    return dict(json.loads(out))


def owned(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes of direct holdings."""
    return [each for each in told["changes"] if "own" in each["question"]]


def publish(ledger: Path) -> None:
    """Describe the publisher's correction in seeds/, not yet recorded."""
    (ledger / "seeds/erratum.toml").write_text(
        'id = "erratum"\npublisher = "P"\npublished = "2025-09-20"\n', encoding="utf-8"
    )


def test_a_mistake_of_ours_is_put_right_at_every_known(recorded: Path, tl: Run) -> None:
    done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    assert level(tl, "2025-09-03") == ["3.69"]
    assert level(tl, "2025-09-03", "--known", "2025-09-05") == ["3.69"]
    assert level(tl, "2025-09-03", "--recorded", "#1") == ["3.68"]


def test_the_id_of_what_was_withdrawn_is_not_given_again(recorded: Path, tl: Run) -> None:
    done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    with Log(recorded / "deals.duckdb").writing() as connection:
        connection.execute("DROP TRIGGER events_never_change ON events")
        connection.execute("UPDATE events SET payload = NULL WHERE commit = 2")
    file(recorded).unlink()
    again = done(tl, "correct", STAKE, "after=3.7%", WORKED_OUT, *OURS, "--dry-run")
    assert again["event"] == f"{STAKE}-corrected-2"


def test_what_changes_is_told_with_both_answers_and_the_day(recorded: Path, tl: Run) -> None:
    told = done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    assert (told["schema"], told["event"], told["commit"]) == (1, f"{STAKE}-corrected", 2)
    change, group = told["changes"]
    assert group["question"]["group"]["holder"] == "ant-group"
    assert [each["through"] for each in group["after"]["paths"]] == [
        ["ant-group", "shanghai-yunya"]
    ]
    assert change["question"] == {
        "own": {
            "holder": "shanghai-yunya", "holders": ["shanghai-yunya"], "company": "yunhe-zhiwang",
            "interest": "shares", "class": None, "unit": "percent",
        }
    }  # fmt: skip
    assert (change["before"]["low"], change["after"]["high"]) == ("3.68", "3.69")
    assert change["after"]["facts"] == [f"{STAKE}-corrected"]
    assert change["from"] == "2025-09-02"


def test_the_file_holds_what_a_person_would_have_written(recorded: Path, tl: Run) -> None:
    reason = 'the "8"\nwas a\\9 \x1b[0m'
    done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, "--because", "recording",
         "--reason", reason)  # fmt: skip
    (fact,) = tomllib.loads(file(recorded).read_text(encoding="utf-8"))["fact"]
    assert fact == {
        "id": f"{STAKE}-corrected", "type": "stake-changed", "occurred": "2025-09-02",
        "holder": "shanghai-yunya", "company": "yunhe-zhiwang",
        "before": "3.34%", "after": "3.69%", "derived": {"after": "the register"},
        "document": "netease-ant-chips", "quote": ["9月2日", "持股比例从3.34%提升至3.68%"],
        "corrects": STAKE, "reason": reason, "because": "recording",
    }  # fmt: skip
    assert "\x1b" not in file(recorded).read_text(encoding="utf-8")
    again = json.loads(tl("record", "--json")[1])
    assert (again["recorded"], again["problems"]) == (0, [])


def test_a_dry_run_tells_the_same_and_writes_nothing(recorded: Path, tl: Run) -> None:
    before = {each: each.read_bytes() for each in recorded.rglob("*") if each.is_file()}
    asked = ("correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    tried = done(tl, *asked, "--dry-run")
    assert {each: each.read_bytes() for each in recorded.rglob("*") if each.is_file()} == before
    assert tried["commit"] is None
    assert done(tl, *asked) == tried | {"commit": 2}


def test_what_is_refused_leaves_the_file_and_the_log_as_they_were(recorded: Path, tl: Run) -> None:
    kept = "# mine, without a line end"
    for text in (None, kept):
        if text is not None:
            file(recorded).write_text(text, encoding="utf-8")
        code, _, err = tl("correct", STAKE, "after=3.69%", *OURS)
        assert code == 2
        assert "stands in no quote [figure-unquoted]" in err
        assert "nothing recorded: 1 error" in err
        assert (file(recorded).read_text("utf-8") if file(recorded).exists() else None) == text
    assert tl("log")[1].count("\n") == 1


def test_a_publishers_correction_counts_from_its_own_day(recorded: Path, tl: Run) -> None:
    publish(recorded)
    done(tl, "correct", STAKE, "after=3.69%", "--reason", "a slip", "--document", "erratum",
         "--quote", "from 3.34% to 3.69%")  # fmt: skip
    assert level(tl, "2025-09-03", "--known", "2025-09-19") == ["3.68"]
    assert level(tl, "2025-09-03", "--known", "2025-09-20") == ["3.69"]
    (fact,) = tomllib.loads(file(recorded).read_text(encoding="utf-8"))["fact"]
    assert (fact["document"], fact["quote"]) == ("erratum", "from 3.34% to 3.69%")
    assert "published" not in fact


def test_what_the_new_words_do_not_carry_is_carried_by_the_old_ones(
    recorded: Path, tl: Run
) -> None:
    publish(recorded)
    done(tl, "correct", STAKE, "after=3.69%", "--reason", "a slip", "--document", "erratum",
         "--quote", "to 3.69%")  # fmt: skip
    (fact,) = tomllib.loads(file(recorded).read_text(encoding="utf-8"))["fact"]
    assert fact["quote"] == [
        {"document": "erratum", "quote": "to 3.69%"},
        {"document": "netease-ant-chips", "quote": "持股比例从3.34%提升至3.68%"},
    ]


@pytest.mark.parametrize("command", [("correct", STAKE, "after=3.69%"), ("retract", STAKE)])
def test_an_error_of_the_source_needs_a_source(
    recorded: Path, tl: Run, command: tuple[str, ...]
) -> None:
    code, _, err = tl(*command, "--reason", "a slip")
    assert code == 2
    assert "needs the source" in err
    assert "--because recording" in err


@pytest.mark.parametrize("command", [("correct", STAKE, "after=3.69%"), ("retract", STAKE)])
def test_a_reason_is_needed(recorded: Path, tl: Run, command: tuple[str, ...]) -> None:
    assert tl(*command, "--because", "recording")[0] == 2
    code, _, err = tl(*command, "--because", "recording", "--reason", " ")
    assert (code, "a reason is missing" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-fact", "after=1%"), "no fact “no-such-fact”"),
        ((STAKE, "aftre=3.69%"), "did you mean “after”"),
        ((STAKE, "after=much"), "“after”: "),
        ((STAKE, "after"), "is no FIELD=VALUE"),
        ((STAKE,), "nothing is corrected"),
        ((STAKE, "after=3.68%"), "nothing is corrected"),
        ((STAKE, "company="), "“company” is missing"),
        ((STAKE, "company=no-such"), "no entity has the id “no-such”"),
    ],
)
def test_what_cannot_be_corrected_is_explained(
    recorded: Path, tl: Run, arguments: tuple[str, ...], message: str
) -> None:
    code, _, err = tl("correct", *arguments, *OURS)
    assert (code, message in err) == (2, True), err
    assert not file(recorded).exists()


def test_an_entity_is_named_by_any_of_its_names(recorded: Path, tl: Run) -> None:
    done(tl, "correct", STAKE, "holder=蚂蚁集团", *OURS)
    assert level(tl, "2025-09-03", "--holder", "ant-group") == ["3.68"]


def test_a_second_correction_gets_an_id_of_its_own(recorded: Path, tl: Run) -> None:
    first = done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    second = done(tl, "correct", STAKE, "after=3.8%", WORKED_OUT, *OURS)
    assert (first["event"], second["event"]) == (f"{STAKE}-corrected", f"{STAKE}-corrected-2")
    change = second["changes"][-1]
    assert change["from"] == "2025-09-02"
    assert (change["after"]["low"], change["after"]["high"]) == ("3.69", "3.8")
    assert change["after"]["disputed"]


def test_what_stands_at_the_top_of_the_file_is_not_inherited_unseen(
    recorded: Path, tl: Run
) -> None:
    file(recorded).write_text('standing = "official"\n', encoding="utf-8")
    code, _, err = tl("correct", STAKE, "holder=ant-group", *OURS)
    assert (code, "“standing”, which this fact would inherit" in err) == (2, True)


# --- retract --------------------------------------------------------------------------------------


def test_a_retracted_fact_is_in_no_answer(recorded: Path, tl: Run) -> None:
    told = done(tl, "retract", STAKE, *OURS)
    assert told["event"] == f"retracted:{STAKE}"
    assert [(each["from"], each["after"]) for each in owned(told)] == [
        (None, None), ("2025-09-02", None),
    ]  # fmt: skip
    assert level(tl, "2025-09-03") == []
    assert level(tl, "2025-09-03", "--recorded", "#1") == ["3.68"]
    assert json.loads(tl("record", "--json")[1])["problems"] == []


def test_retracting_a_correction_restores_the_original(recorded: Path, tl: Run) -> None:
    done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    (change,) = owned(done(tl, "retract", f"{STAKE}-corrected", *OURS))
    assert (change["before"]["low"], change["after"]["low"]) == ("3.69", "3.68")
    assert level(tl, "2025-09-03") == ["3.68"]


def test_retracting_a_commit_retracts_each_fact_that_it_recorded(recorded: Path, tl: Run) -> None:
    (recorded / "events/more.toml").write_text(
        "".join(
            f'[[fact]]\ntype = "stake-stated"\nholder = "ant-group"\ncompany = "{name}"\n'
            'stake = "1%"\noccurred = "2025-10-01"\n'
            for name in ("alibaba", "baidu")
        ),
        encoding="utf-8",
    )
    assert tl("record")[0] == 0
    told = done(tl, "retract", "#2", *OURS)
    assert [each["question"]["own"]["company"] for each in owned(told)] == ["alibaba", "baidu"]
    (table,) = tomllib.loads(file(recorded).read_text(encoding="utf-8"))["retraction"]
    assert table["of"] == [
        f"stake-stated-ant-group-{name}-2025-10-01" for name in ("alibaba", "baidu")
    ]
    code, _, err = tl("retract", "#2", *OURS)
    assert (code, "no fact of commit #2 is left to take back" in err) == (2, True)


def test_retracting_a_commit_that_amended_restores_what_was_amended(
    recorded: Path, tl: Run
) -> None:
    facts = recorded / "events/ant-group.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("3.68%", "3.69%"), encoding="utf-8")
    assert tl("record", "--amend", "misread")[0] == 0
    assert level(tl, "2025-09-03") == ["3.69"]
    done(tl, "retract", "#2", *OURS)
    assert level(tl, "2025-09-03") == ["3.68"]
    for now in (None, text):
        if now is not None:
            facts.write_text(now, encoding="utf-8")
        again = json.loads(tl("record", "--json")[1])
        assert (again["recorded"], again["problems"]) == (0, [])
    facts.write_text(text.replace("3.68%", "3.7%"), encoding="utf-8")
    assert tl("record", "--amend", "misread again")[0] == 0
    assert level(tl, "2025-09-03") == ["3.7"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("#9", "no commit “#9”"), ("#x", "no commit “#x”"), ("nothing", "no fact “nothing”")],
)
def test_what_is_not_there_cannot_be_retracted(
    recorded: Path, tl: Run, name: str, message: str
) -> None:
    code, _, err = tl("retract", name, *OURS)
    assert (code, message in err) == (2, True)


def test_what_was_retracted_is_not_retracted_again(recorded: Path, tl: Run) -> None:
    done(tl, "retract", STAKE, *OURS)
    kept = file(recorded).read_bytes()
    code, _, err = tl("retract", STAKE, *OURS)
    assert (code, "was taken back already: misread" in err) == (2, True)
    assert file(recorded).read_bytes() == kept


def test_retracting_a_retraction_puts_the_fact_back(recorded: Path, tl: Run) -> None:
    done(tl, "retract", STAKE, *OURS)
    trial = done(tl, "retract", f"retracted:{STAKE}", *OURS, "--dry-run")
    assert level(tl, "2025-09-03") == []
    told = done(tl, "retract", f"retracted:{STAKE}", *OURS)
    assert told["event"] == trial["event"] == f"retracted:retracted:{STAKE}"
    assert told["changes"] == trial["changes"]
    assert [(each["from"], each["before"]) for each in owned(told)] == [
        (None, None), ("2025-09-02", None),
    ]  # fmt: skip
    assert level(tl, "2025-09-03") == ["3.68"]
    assert level(tl, "2025-09-03", "--recorded", "#2") == []
    assert json.loads(tl("record", "--json")[1])["problems"] == []


def test_what_was_put_back_can_be_retracted_again(recorded: Path, tl: Run) -> None:
    """The same retraction stands in the log already, taken back: this one has its own id."""
    done(tl, "retract", STAKE, *OURS)
    done(tl, "retract", f"retracted:{STAKE}", *OURS)
    assert done(tl, "retract", STAKE, *OURS)["event"] == f"retracted:{STAKE}-2"
    assert level(tl, "2025-09-03") == []
    code, _, err = tl("retract", f"retracted:{STAKE}", *OURS)
    assert (code, "was taken back already" in err) == (2, True)
    done(tl, "retract", f"retracted:{STAKE}-2", *OURS)
    assert level(tl, "2025-09-03") == ["3.68"]
    assert json.loads(tl("record", "--json")[1])["problems"] == []


def test_retracting_the_statement_that_corrects_leaves_both_facts(recorded: Path, tl: Run) -> None:
    done(tl, "correct", STAKE, "after=3.69%", WORKED_OUT, *OURS)
    told = done(tl, "retract", f"corrected:{STAKE}-corrected", *OURS)
    assert owned(told)[-1]["after"]["disputed"]


def test_retracting_a_commit_takes_back_what_it_took_back(recorded: Path, tl: Run) -> None:
    done(tl, "retract", STAKE, *OURS)
    assert done(tl, "retract", "#2", *OURS)["event"] == f"retracted:retracted:{STAKE}"
    assert level(tl, "2025-09-03") == ["3.68"]


def test_a_statement_about_a_fact_cannot_be_corrected_but_retracted(
    recorded: Path, tl: Run
) -> None:
    done(tl, "retract", STAKE, *OURS)
    code, _, err = tl("correct", f"retracted:{STAKE}", "reason=x", *OURS)
    assert code == 2
    assert "is no fact but a statement about one" in err
    assert f"retract retracted:{STAKE}" in err


def test_a_retraction_by_the_publisher_cites_it(recorded: Path, tl: Run) -> None:
    publish(recorded)
    done(tl, "retract", STAKE, "--reason", "a slip", "--document", "erratum", "--quote", "untrue")
    assert level(tl, "2025-09-03", "--known", "2025-09-19") == ["3.68"]
    assert level(tl, "2025-09-03", "--known", "2025-09-20") == []


def test_plain_output_says_what_was_written_and_what_changes(recorded: Path, tl: Run) -> None:
    code, out, _ = tl("retract", STAKE, *OURS, "--dry-run")
    assert code == 0
    assert "would append to events/corrections.toml:\n\n[[retraction]]\n" in out
    code, out, _ = tl("retract", STAKE, *OURS)
    assert "as commit #2; written to events/corrections.toml" in out
    assert "Shanghai Yunya in Yunhe Zhiwang" in out
    assert "3.68% → not told" in out


# --- what the files need, and what they need not --------------------------------------------------


def test_a_retraction_because_of_the_source_without_one_is_a_warning(
    recorded: Path, tl: Run
) -> None:
    file(recorded).write_text(
        f'[[retraction]]\nof = "{STAKE}"\nreason = "a slip"\n', encoding="utf-8"
    )
    code, _, err = tl("check")
    assert (code, "no source is named for this retraction [source-missing]" in err) == (0, True)
    file(recorded).write_text(
        f'[[retraction]]\nof = "{STAKE}"\nreason = "a slip"\nbecause = "recording"\n',
        encoding="utf-8",
    )
    assert tl("check") == (0, "", "")


def test_a_confirmation_that_an_amendment_drops_is_gone_and_one_in_the_files_stays(
    recorded: Path, tl: Run
) -> None:
    publish(recorded)
    facts, more = recorded / "events/ant-group.toml", recorded / "events/confirmed.toml"
    text = facts.read_text(encoding="utf-8")
    quoted = '"持股比例从3.34%提升至3.68%"'
    added = '{ document = "erratum", quote = "3.34% to 3.68%" }'
    facts.write_text(text.replace(quoted, f"{quoted}, {added}"), encoding="utf-8")
    more.write_text(f'[[confirmation]]\nof = "{STAKE}"\ndocument = "erratum"\nquote = "it did"\n',
                    encoding="utf-8")  # fmt: skip
    assert tl("record")[0] == 0
    facts.write_text(text, encoding="utf-8")
    assert "is no longer in the files" in tl("check")[2]
    assert tl("record", "--amend", "the erratum is of another")[0] == 0
    assert tl("check") == (0, "", "")
    events = json.loads(tl("show", "--about", "yunhe-zhiwang", "--json")[1])["events"]
    (now,) = [each for each in events if each["id"] == f"{STAKE}~2"]
    quotes = [each["quote"] for each in now["sources"]]
    assert ("it did" in quotes, "3.34% to 3.68%" in quotes) == (True, False)
    again = json.loads(tl("record", "--json")[1])
    assert (again["recorded"], again["problems"]) == (0, [])
