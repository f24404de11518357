"""What facts say against each other is reported of a ledger, and keeps nothing out of its log."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline.api.recording import check, record
from timeline.record.documents import Documents
from timeline.store.log import Log
from timeline.views.finding import RULES

if TYPE_CHECKING:
    from timeline.errors import Problem

CASES = Path(__file__).parent.parent / "errors"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger in which more than all of a company is held."""
    return Path(shutil.copytree(CASES / "above-whole", tmp_path / "ledger"))


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(each.rule, each.place) for each in problems]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_facts_say_against_each_other_is_recorded_and_reported(rule: str) -> None:
    outcome = record([CASES / rule], Documents.open(CASES / rule / "documents"), Log.memory())
    assert (outcome.refused, outcome.commit is not None) == (False, True)
    assert [(each.rule, each.severity) for each in outcome.problems] == [(rule, RULES[rule])]


def test_strict_lets_nothing_in_that_is_reported(ledger: Path) -> None:
    outcome = record([ledger], Documents.none(), Log.memory(), strict=True)
    assert (outcome.refused, outcome.commit, outcome.recorded) == (True, None, 0)


def test_it_is_reported_of_the_log_and_the_files_together(ledger: Path) -> None:
    log, file = Log(ledger / "deals.duckdb"), ledger / "events" / "stakes.toml"
    whole = file.read_text("utf-8")
    first, last = whole.rsplit("[[fact]]", 1)
    file.write_text(first, "utf-8")
    assert record([ledger], Documents.none(), log).problems == ()
    more = ledger / "events" / "more.toml"
    more.write_text(first.partition("[[fact]]")[0] + "[[fact]]" + last, "utf-8")
    expected = [("above-whole", "events/more.toml:8")]
    assert places(check([ledger], Documents.none(), log)) == expected
    assert places(list(record([ledger], Documents.none(), log).problems)) == expected
    assert places(check([ledger], Documents.none(), log)) == expected


def test_of_a_part_of_a_ledger_only_what_concerns_it_is_reported(ledger: Path) -> None:
    log = Log(ledger / "deals.duckdb")
    record([ledger], Documents.none(), log)
    assert check([ledger / "events" / "entities.toml"], Documents.none(), log) == []
    found = check([ledger / "events" / "stakes.toml"], Documents.none(), log)
    assert [each.rule for each in found] == ["above-whole"]


def test_an_error_of_the_files_keeps_all_out_and_check_tells_both(ledger: Path) -> None:
    file = ledger / "events" / "stakes.toml"
    file.write_text(file.read_text("utf-8").replace("hold 45%", "hold"), "utf-8")
    rules = {each.rule for each in check([ledger], Documents.none(), None)}
    assert rules == {"above-whole", "figure-unquoted"}
    outcome = record([ledger], Documents.none(), Log.memory())
    assert outcome.refused
    assert {each.rule for each in outcome.problems} == {"figure-unquoted"}
