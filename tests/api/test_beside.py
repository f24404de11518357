"""A ledger beside a large log is compared with what concerns it, as if all had been read."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from tests.market.ledger import write_ledger
from tests.market.market import Market
from timeline.api import parts
from timeline.api.beside import beside
from timeline.api.recording import check, record
from timeline.facts.names import FACTS
from timeline.record.documents import Documents
from timeline.record.ledger import read_ledger
from timeline.store.log import Log
from timeline.testing import changed
from timeline.testing import given as told

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.errors import Problem
    from timeline.facts.entry import Entry

MARKET = Market(events=400, seed=8)
MOST = 0.9


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Entry]]:
    """Return a ledger, and the entries that it is recorded as."""
    folder = tmp_path_factory.mktemp("market")
    write_ledger(MARKET, folder)
    log = Log(folder / "all.duckdb")
    record([folder], Documents.none(), log)
    return folder, [each.entry for each in log.read()]


def imported(entries: list[Entry], path: Path) -> Log:
    """Record entries as if they had come from a bulk file."""
    log = Log(path)
    several = [evolve(each, file="facts-0001.parquet", line=at) for at, each in enumerate(entries)]
    log.append(several, at=told(changed()).log[0].at, message="")
    return log


def outcome(ledger: Path, log: Log, copy: Path, large: int) -> tuple[object, list[Problem]]:
    """Check and record on a copy of a log, of which so many events make it a large one."""
    shutil.copy(log.path, copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LARGE", large)
        problems = check([ledger], Documents.none(), Log(copy))
        found = record([ledger], Documents.none(), Log(copy))
    assert [*found.problems] == problems
    return (found.recorded, found.unchanged, found.refused, len(found.entries)), problems


@pytest.mark.parametrize("seed", range(6))
def test_a_part_of_a_ledger_is_recorded_beside_a_large_log_as_beside_a_small_one(
    market: tuple[Path, list[Entry]], tmp_path: Path, seed: int
) -> None:
    """What the files of some companies state, where most of the market is recorded already."""
    folder, entries = market
    choose = Random(seed)  # noqa: S311 - nothing secret
    chosen = choose.sample(sorted((folder / "events").glob("c-*.toml")), 3)
    shutil.copytree(folder / "seeds", tmp_path / "seeds")
    (tmp_path / "events").mkdir()
    for each in (*chosen, folder / "events" / "entities.toml"):
        shutil.copy(each, tmp_path / "events")
    held = [each for each in entries if each.type not in FACTS or choose.random() < MOST]
    log = imported(held, tmp_path / "log.duckdb")
    part = outcome(tmp_path / "events", log, tmp_path / "part.duckdb", 0)
    assert part == outcome(tmp_path / "events", log, tmp_path / "whole.duckdb", 10**9)
    assert part[1]


def test_of_a_large_log_what_others_say_against_each_other_is_not_told(
    market: tuple[Path, list[Entry]], tmp_path: Path
) -> None:
    _, entries = market
    log = imported(entries, tmp_path / "log.duckdb")
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "a.toml").write_text(
        '[[entity]]\nid = "newcomer"\nkind = "company"\nname = "Newcomer"\n'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LARGE", 0)
        assert check([tmp_path], Documents.none(), log) == []
        assert len(beside(log, read_ledger([tmp_path])).events) == 0
    assert check([tmp_path], Documents.none(), log)


def test_what_the_files_no_longer_hold_is_missed_beside_a_large_log_too(
    market: tuple[Path, list[Entry]], tmp_path: Path
) -> None:
    _, entries = market
    log = imported(entries, tmp_path / "log.duckdb")
    (tmp_path / "events").mkdir()
    text = '[[entity]]\nid = "newcomer"\nkind = "company"\nname = "Newcomer"\n'
    (tmp_path / "events" / "a.toml").write_text(text)
    (tmp_path / "events" / "b.toml").write_text(
        '[[fact]]\nid = "there"\ntype = "stake-stated"\nholder = "newcomer"\n'
        'company = "newcomer"\nstake = "1%"\noccurred = "2024-01-01"\n'
    )
    record([tmp_path], Documents.none(), log)
    (tmp_path / "events" / "b.toml").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LARGE", 0)
        assert [each.rule for each in check([tmp_path], Documents.none(), log)] == ["fact-gone"]
