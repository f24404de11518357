"""A market written as a ledger's folder passes the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.market.facts import events
from tests.market.ledger import tidy, write_ledger
from tests.market.market import Market
from timeline.api.recording import check
from timeline.facts.fact import Fact
from timeline.record.documents import Documents
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

MARKET = tidy(Market(events=1_500))


def test_a_tidy_market_is_a_ledger_without_errors(tmp_path: Path) -> None:
    write_ledger(MARKET, tmp_path)
    problems = check([tmp_path], Documents.none(), None)
    assert [each for each in problems if each.severity == "error"] == []
    assert {each.rule for each in problems} <= {"changed-between", "likely-duplicate", "disputed"}


def test_the_files_tell_the_same_facts_as_the_events(tmp_path: Path) -> None:
    write_ledger(MARKET, tmp_path)
    ledger = read_ledger([tmp_path])
    told = {each.id: each for each in events(MARKET) if isinstance(each, Fact)}
    assert {each.event.id: each.event for each in ledger.facts} == told
    assert len(list(tmp_path.rglob("*.toml"))) > 20
