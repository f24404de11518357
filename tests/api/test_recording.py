from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from timeline.api import appending
from timeline.api.beginning import example
from timeline.api.recording import Outcome, record
from timeline.record.documents import Documents
from timeline.store.heads import HeadNotKept, last_head, read_heads
from timeline.store.log import Log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from timeline.facts.entry import Commit, Entry


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a copy of the example ledger."""
    for name in ("events", "seeds"):
        shutil.copytree(example() / name, tmp_path / name)
    return tmp_path


def recorded(ledger: Path, log: Log) -> Outcome:
    return record([ledger], Documents.none(), log)


def test_a_head_that_cannot_be_kept_says_that_the_commit_is_recorded(ledger: Path) -> None:
    log = Log(ledger / "deals.duckdb")
    (ledger / "heads.txt").mkdir()
    with pytest.raises(HeadNotKept, match="commit #1 is recorded"):
        recorded(ledger, log)
    assert len(log.commits()) == 1


def test_recording_again_adds_the_head_that_is_missing_and_only_once(ledger: Path) -> None:
    log = Log(ledger / "deals.duckdb")
    recorded(ledger, log)
    (ledger / "heads.txt").unlink()
    for _ in range(2):
        assert recorded(ledger, log).commit is None
        assert read_heads(ledger / "heads.txt") == [last_head(log)]


def test_what_somebody_else_recorded_meanwhile_is_recorded_already(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, calls = Log(ledger / "deals.duckdb"), []

    def append(to: Log, entries: Sequence[Entry], message: str, *, workers: int = 1) -> Commit:
        calls.append(message)
        if len(calls) == 1:
            appending.append(to, entries, "somebody else")
        return appending.append(to, entries, message, workers=workers)

    monkeypatch.setattr("timeline.api.recording.append", append)
    outcome = recorded(ledger, log)
    assert (outcome.commit, outcome.recorded, len(calls)) == (None, 0, 1)
    assert [each.message for each in log.commits()] == ["somebody else"]


def test_a_dry_run_keeps_no_head(ledger: Path) -> None:
    log = Log(ledger / "deals.duckdb")
    recorded(ledger, log)
    (ledger / "heads.txt").unlink()
    record([ledger], Documents.none(), log, dry_run=True)
    assert not (ledger / "heads.txt").exists()
