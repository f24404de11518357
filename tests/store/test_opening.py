"""A log's file is open while somebody asks, and no longer; what waits has no file open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.store.contract import NOON, entries
from timeline.store import opening
from timeline.store.log import Log
from timeline.store.refusals import LogUnreadable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return a log of one event."""
    log = Log(tmp_path / "deals.duckdb")
    log.append(entries("a"), at=NOON, message="")
    return log


def waits(waiting: opening._Waiting = opening._READING) -> Path | None:
    kept = waiting._kept
    return None if kept is None else kept[0]


def test_what_waits_holds_no_file(log: Log) -> None:
    log.head()
    assert waits(opening._READING) == waits(opening._WRITING) == log.path
    with duckdb.connect(log.path) as other:
        assert other.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    assert not log.path.with_name("deals.duckdb.wal").exists()


def test_one_that_waits_for_a_log_opens_it_again_in_the_same_way(log: Log) -> None:
    log.head()
    for waiting, way in ((opening._READING, log.reading), (opening._WRITING, log.writing)):
        kept = waiting._kept
        with way() as connection:
            assert kept is not None
            assert connection is kept[1]
            assert waits(waiting) is None


def test_one_that_somebody_set_for_himself_does_not_wait(log: Log) -> None:
    with log.writing(kept=False) as connection:
        connection.execute("SET memory_limit = '99MB'")
    assert waits(opening._WRITING) is None
    with log.writing() as connection:
        ((memory,),) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    with duckdb.connect() as other:
        assert other.execute("SELECT current_setting('memory_limit')").fetchall() == [(memory,)]


def test_an_answer_may_use_so_much_memory(log: Log) -> None:
    with log.reading() as connection:
        ((memory,),) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    assert memory == "667.5 MiB"


def test_two_logs_may_be_open_at_once(log: Log, tmp_path: Path) -> None:
    other = Log(tmp_path / "other" / "deals.duckdb")
    other.path.parent.mkdir()
    with other.writing():
        pass
    with log.reading() as held, other.reading() as made:
        assert held.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
        assert made.execute("SELECT count(*) FROM events").fetchall() == [(0,)]
    assert waits() == log.path  # it was let go last


def test_one_in_which_anything_went_wrong_is_ended(log: Log) -> None:
    log.head()
    with pytest.raises(KeyboardInterrupt), log.reading():
        raise KeyboardInterrupt
    assert waits() is None
    with log.reading() as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchall() == [(1,)]


def test_a_file_that_cannot_be_attached_leaves_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "deals.duckdb"
    path.write_text("no database at all, whatever its name may be" * 400)
    with pytest.raises(LogUnreadable):
        Log(path).read()
    assert waits() != path


def test_what_does_not_fit_into_memory_is_put_beside_the_file(log: Log) -> None:
    with log.reading() as connection:
        ((folder,),) = connection.execute("SELECT current_setting('temp_directory')").fetchall()
    assert folder == f"{log.path}.tmp"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_that_a_fork_made_opens_one_of_its_own(log: Log) -> None:
    log.head()
    assert waits() == log.path
    child = os.fork()
    if child == 0:  # pragma: no cover - it ends here, without a word
        ok = waits() is None and [each.entry.id for each in log.read()] == ["a"]
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
