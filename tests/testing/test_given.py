from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from timeline.errors import NotFound, ValueUnreadable
from timeline.store.log import Log
from timeline.testing import changed, days, given, stated, to_day
from timeline.testing.ledgers import LedgerFaulty, NoFacts, NothingStated

TEXT = """
holder = "ant"
[[fact]]
type = "stake-stated"
occurred = "2025-01-01"
company = "kite"
stake = "5%"
"""
EXPECTED = """
[[expect]]
on = "2025-01-01"
holder = "ant"
company = "kite"
stake = "5%"
"""
SEEN = stated("ant", "kite", "5%", on="2025-01-01")


def test_a_text_a_file_and_a_log_give_the_same_facts(tmp_path: Path, log: Log) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(TEXT, "utf-8")
    events = [[each.event for each in given(one).log] for one in (TEXT, file, SEEN)]
    given(SEEN).into(log)
    assert [*events, [each.event for each in given(log).log]] == [[SEEN]] * 4


def test_what_is_read_from_files_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text(TEXT, "utf-8")
    (fact,) = given(tmp_path).log
    assert (Path(str(fact.file)).name, fact.line) == ("facts.toml", 3)


def test_each_commit_is_a_day_after_the_one_before() -> None:
    facts = given(SEEN).later(changed("ant", "kite", on="2025-02-01", after="6%"))
    assert [each.at for each in facts.log] == [
        datetime(2026, 11, 21, 7, tzinfo=UTC),
        datetime(2026, 11, 22, 7, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    "by", [1, "#1", "2026-11-21", date(2026, 11, 21), datetime(2026, 11, 21, 23, tzinfo=UTC)]
)
def test_a_commit_is_named_by_number_or_day(by: int | str | date) -> None:
    facts = given(SEEN).later(changed("ant", "kite", on="2025-02-01", after="6%"))
    assert facts.recorded(by).on("2025-02-01").stake("ant", "kite") == "5%"
    assert facts.recorded(None).on("2025-02-01").stake("ant", "kite") == "6%"


@pytest.mark.parametrize("by", ["#2", "#0", "#²", "#x", "#"])
def test_a_commit_that_is_not_there_is_no_question(by: str) -> None:
    with pytest.raises(NotFound, match="no commit “#") as told:
        given(SEEN).recorded(by)
    assert told.value.hint == "there are 1, from #1 on"


def test_before_the_first_commit_nothing_is_recorded() -> None:
    assert given(SEEN).recorded(0).on("2025-02-01").stake("ant", "kite") == "not told"


def test_a_failing_test_shows_how_much_is_given_and_not_all_of_it() -> None:
    assert repr(given(SEEN)) == "<given: 1 event>"


def test_a_log_that_is_given_keeps_its_commits_and_goes_on() -> None:
    log = given(SEEN).later(changed("ant", "kite", on="2025-02-01", after="6%")).into(Log.memory())
    more = given(log, changed("ant", "kite", on="2025-03-01", after="7%"))
    assert [(each.position, each.commit) for each in more.log] == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize(
    ("wrong", "message", "hint"),
    [
        (
            [SEEN],
            "this is of type list, which holds no facts",
            "give them one by one: given(*facts)",
        ),
        (
            (each for each in [SEEN]),
            "this is of type generator, which holds no facts",
            "give them one by one: given(*facts)",
        ),
        ({}, "this is of type dict, which holds no facts", "give events, a text, a path, or a log"),
        (5, "this is of type int, which holds no facts", "give events, a text, a path, or a log"),
    ],
)
def test_what_can_hold_no_facts_is_refused(wrong: object, message: str, hint: str) -> None:
    with pytest.raises(NoFacts) as told:
        given(wrong)  # type: ignore[arg-type]
    assert (told.value.message, told.value.hint) == (message, hint)


def test_a_text_that_is_no_ledgers_is_refused_with_its_line() -> None:
    with pytest.raises(LedgerFaulty, match=r"facts.toml:4: error: no type of fact is called"):
        given(TEXT.replace("stake-stated", "steak-stated"))


def test_a_path_that_is_not_there_says_where_it_was_looked_for() -> None:
    with pytest.raises(NotFound) as told:
        given("nowhere/at-all.toml")
    assert told.value.hint == f"looked in {Path(__file__).parent}"


def test_of_a_path_the_first_part_that_is_not_there_is_told_what_is_near() -> None:
    with pytest.raises(NotFound, match="no file or folder of facts") as told:
        given("../testng/facts.toml")
    assert told.value.hint.startswith("did you mean “testing”")


@pytest.mark.parametrize("text", ["", "# to be written", EXPECTED])
def test_a_file_or_folder_that_states_nothing_is_no_ledger(tmp_path: Path, text: str) -> None:
    (tmp_path / "facts.toml").write_text(text, "utf-8")
    for each in (tmp_path, tmp_path / "facts.toml"):
        with pytest.raises(NothingStated, match=f"“{each}” states nothing"):
            given(each)


def test_a_text_that_states_nothing_is_no_ledgers() -> None:
    with pytest.raises(NothingStated, match="this text states nothing"):
        given("Ant bought in.\nSo they say.")


def test_days_are_read_and_counted_with_both_ends() -> None:
    assert days("2025-02-27", "2025-03-01") == [
        date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1)
    ]  # fmt: skip
    with pytest.raises(ValueUnreadable, match="2025-02-01 is before 2025-03-01"):
        days("2025-03-01", "2025-02-01")
    for wrong in ("1 March", 2025):
        with pytest.raises(ValueUnreadable, match=f"“{wrong}” is no day"):
            to_day(wrong)  # type: ignore[arg-type]
