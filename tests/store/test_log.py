"""Keep events in a file, and in memory, alike."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.store.contract import NOON, LogContract, entries
from timeline.store import migrations
from timeline.store.log import Log
from timeline.store.queries import query
from timeline.store.refusals import (
    LogCorrupt,
    LogFailed,
    LogLocked,
    LogMissing,
    LogNewer,
    LogReadOnly,
    LogUnreadable,
    NothingToAppend,
    translated,
)
from timeline.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

_HOLDER = """
import sys, duckdb
held = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


class TestFileLog(LogContract):
    """A log in a file."""

    @pytest.fixture
    def log(self, tmp_path: Path) -> Log:
        """Return a log whose file is not there yet."""
        return Log(tmp_path / "deals.duckdb")

    @pytest.fixture
    def other(self, tmp_path: Path) -> Log:
        """Return another."""
        return Log(tmp_path / "other.duckdb")

    def test_the_file_is_made_by_the_first_commit(self, log: Log) -> None:
        """Until then there is nothing to read."""
        assert not log.exists
        with pytest.raises(LogMissing, match="there is no log"):
            log.read()
        assert not log.exists
        log.append(entries("a"), at=NOON, message="")
        assert log.exists

    def test_a_refused_first_commit_makes_no_file(self, log: Log) -> None:
        """What can be refused before the file is touched is."""
        with pytest.raises(NothingToAppend):
            log.append([], at=NOON, message="")
        assert not log.exists

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        """A mistyped --log makes no folders."""
        log = Log(tmp_path / "nowhere" / "deals.duckdb")
        with pytest.raises(LogMissing, match="no folder"):
            log.append(entries("a"), at=NOON, message="")

    def test_opening_again_changes_nothing(self, log: Log) -> None:
        """The migrations run once, whoever opens the file how often."""
        log.append(entries("a"), at=NOON, message="")
        content = log.path.read_bytes()
        for _ in range(3):
            assert [each.entry.id for each in Log(log.path).read()] == ["a"]
        assert log.path.read_bytes() == content
        log.append(entries("b"), at=NOON, message="")
        with log.reading() as raw:
            assert raw.execute("FROM migrations SELECT number, name").fetchall() == [
                (number, name) for number, name in enumerate(migrations.KNOWN, start=1)
            ]

    def test_nothing_holds_the_file_between_answers(self, log: Log) -> None:
        """Another process can open it to write as soon as an answer is there."""
        log.append(entries("a"), at=NOON, message="")
        log.read()
        done = subprocess.run(
            [sys.executable, "-c", _HOLDER, str(log.path)],
            input="",
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "held\n"

    def test_a_log_that_another_process_has_open_is_refused(self, log: Log) -> None:
        """The error names the process."""
        log.append(entries("a"), at=NOON, message="")
        command = [sys.executable, "-c", _HOLDER, str(log.path)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with pytest.raises(LogLocked, match=f"by process {other.pid}"):
                log.read()
            with pytest.raises(LogLocked):
                log.append(entries("b"), at=NOON, message="")
            other.communicate("")
        assert [each.entry.id for each in log.read()] == ["a"]

    def test_a_log_that_is_open_elsewhere_for_a_moment_is_waited_for(self, log: Log) -> None:
        """An answer, or a commit, of another process is soon over."""
        log.append(entries("a"), at=NOON, message="")
        command = [sys.executable, "-c", _HOLDER, str(log.path)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            soon = threading.Timer(0.1, other.communicate, [""])
            soon.start()
            log.append(entries("b"), at=NOON, message="")
            soon.join()
        assert [each.entry.id for each in log.read()] == ["a", "b"]

    def test_a_log_that_is_being_written_here_is_not_read_meanwhile(self, log: Log) -> None:
        """The same refusal within one process."""
        with log.writing(), pytest.raises(LogLocked, match="elsewhere"):
            log.read()

    def test_a_killed_writer_leaves_the_last_whole_commit(self, log: Log) -> None:
        """What was not committed is gone, the rest is proved."""
        log.append(entries("a"), at=NOON, message="")
        code = (
            "import os, sys, duckdb\n"
            "raw = duckdb.connect(sys.argv[1]); raw.begin()\n"
            "raw.execute('INSERT INTO events SELECT * REPLACE (2 AS position) FROM events')\n"
            "os._exit(9)\n"
        )
        subprocess.run([sys.executable, "-c", code, str(log.path)], check=False)
        assert [each.entry.id for each in log.read()] == ["a"]
        assert verify(log) == []

    @pytest.mark.parametrize("content", [b"", b"no database" * 1000])
    def test_a_file_of_another_kind_is_refused(self, log: Log, content: bytes) -> None:
        """Neither read nor written over."""
        log.path.write_bytes(content)
        with pytest.raises(LogUnreadable, match="no DuckDB file"):
            log.read()
        with pytest.raises(LogUnreadable, match="no DuckDB file"):
            log.append(entries("a"), at=NOON, message="")
        assert log.path.read_bytes() == content

    def test_somebody_elses_database_is_refused(self, log: Log) -> None:
        """No table is added to it."""
        with duckdb.connect(log.path) as raw:
            raw.execute("CREATE TABLE theirs (i INTEGER)")
        with pytest.raises(LogUnreadable, match="without a log's tables"):
            log.read()
        with pytest.raises(LogUnreadable, match="another DuckDB database"):
            log.append(entries("a"), at=NOON, message="")
        with duckdb.connect(log.path) as raw:
            assert raw.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("theirs",)]

    def test_a_log_of_a_newer_program_is_refused(self, log: Log) -> None:
        """Its migration is named."""
        log.append(entries("a"), at=NOON, message="")
        with log.writing() as raw:
            raw.execute(
                "INSERT INTO migrations SELECT 99, '0099_future', max(\"at\") FROM migrations"
            )
        with pytest.raises(LogNewer, match="migration 0099_future"):
            log.read()
        with pytest.raises(LogNewer, match="migration 0099_future"):
            log.append(entries("b"), at=NOON, message="")

    def test_a_log_of_an_older_program_is_brought_up_by_writing(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is read as it is: reading runs no migration."""
        log.append(entries("a"), at=NOON, message="")
        monkeypatch.setattr(migrations, "KNOWN", (*migrations.KNOWN, "9999_next"))
        assert [each.entry.id for each in log.read()] == ["a"]
        with log.reading() as raw:
            assert ("next",) not in raw.execute(query("tables")).fetchall()
        real = query
        monkeypatch.setattr(
            migrations,
            "query",
            lambda name: "CREATE TABLE next (i INTEGER)" if name.endswith("next") else real(name),
        )
        log.append(entries("b"), at=NOON, message="")
        assert [each.entry.id for each in log.read()] == ["a", "b"]

    def test_a_migration_that_fails_leaves_nothing(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each is a transaction of its own. A log that is copied has none that could fail."""
        monkeypatch.setattr(migrations, "copied", lambda *_: False)
        real = query
        monkeypatch.setattr(
            migrations, "query", lambda name: real(name) + ("; no SQL" if "0001" in name else "")
        )
        with pytest.raises(LogFailed):
            log.append(entries("a"), at=NOON, message="")
        with duckdb.connect(log.path) as raw:
            assert raw.execute("FROM duckdb_tables()").fetchall() == []

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_refused(self, log: Log) -> None:
        """With the system's reason."""
        log.path.parent.chmod(0o500)
        try:
            with pytest.raises(LogReadOnly):
                log.append(entries("a"), at=NOON, message="")
        finally:
            log.path.parent.chmod(0o700)

    def test_a_flipped_bit_of_the_file_is_noticed_on_reading(self, log: Log) -> None:
        """DuckDB keeps a checksum of each block."""
        log.append(entries("a"), at=NOON, message="")
        content = bytearray(log.path.read_bytes())
        for place in range(4096, len(content), 4096):
            content[place] ^= 1
        log.path.write_bytes(content)
        with pytest.raises(LogCorrupt):
            log.read()


class TestMemoryLog(LogContract):
    """A log in memory."""

    @pytest.fixture
    def log(self) -> Log:
        """Return an empty log."""
        return Log.memory()

    @pytest.fixture
    def other(self) -> Log:
        """Return another."""
        return Log.memory()

    def test_an_empty_log_has_nothing(self, log: Log) -> None:
        """It is there from the start."""
        assert log.exists
        assert log.read() == []
        assert log.head() is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IO Error: Could not set lock: Conflicting lock is held in python (PID 12).", LogLocked),
        ('IO Error: Cannot open file "x": Permission denied', LogReadOnly),
        ('IO Error: Cannot open file "x": Read-only file system', LogReadOnly),
        ("IO Error: Trying to read a database file with version number 99, but we can", LogNewer),
        ("Corrupt database file: computed checksum 1 does not match stored", LogCorrupt),
        ('IO Error: The file "x" exists, but it is not a valid DuckDB database', LogUnreadable),
        ("IO Error: Could not write file: No space left on device", LogFailed),
    ],
)
def test_each_error_of_duckdb_has_its_refusal(text: str, kind: type, tmp_path: Path) -> None:
    """A message and a hint, and the driver's own name nowhere above the store."""
    refusal = translated(tmp_path / "deals.duckdb", duckdb.Error(text))
    assert type(refusal) is kind
    assert refusal.hint


def test_the_migrations_are_the_files_in_their_order() -> None:
    """None is forgotten, and each number is its place."""
    folder = files("timeline.store").joinpath("sql", "migrations")
    names = sorted(each.name.removesuffix(".sql") for each in folder.iterdir())
    assert names == list(migrations.KNOWN)
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_every_query_says_first_what_it_asks() -> None:
    """Each file is one query below a comment that is a sentence."""
    folder = files("timeline.store").joinpath("sql")
    texts = [each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".sql")]
    assert texts
    for text in texts:
        comment = [line for line in text.splitlines() if line.startswith("--")]
        assert text.startswith("-- ")
        assert comment[-1].endswith(".")
        assert text.rstrip().endswith(";")
        assert "".join(line.split("--")[0] for line in text.splitlines()).count(";") == 1


def test_naming_a_log_loads_no_database() -> None:
    """The driver is half of the start-up, and `--help` needs none."""
    code = "import sys, timeline.store.verify; sys.exit('duckdb' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
