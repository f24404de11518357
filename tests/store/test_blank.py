"""A log that is copied from an empty one is as one that is made."""

from __future__ import annotations

import tempfile
from shutil import rmtree
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.store.contract import NOON, entries
from timeline.store import blank, migrations
from timeline.store.log import Log
from timeline.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

TOLD = {
    "tables": "SELECT table_name, comment, has_primary_key FROM duckdb_tables()",
    "columns": "SELECT table_name, column_name, column_index, data_type, is_nullable, comment"
    " FROM duckdb_columns() WHERE NOT internal",
    "views": "SELECT view_name, comment, sql FROM duckdb_views() WHERE NOT internal",
    "macros": "SELECT function_name, parameters, macro_definition, comment"
    " FROM duckdb_functions() WHERE NOT internal",
    "triggers": "SELECT trigger_name, table_name, sql FROM duckdb_triggers()",
    "migrations": "SELECT number, name FROM migrations",
    "derived": "FROM derived",
}


def told(connection: DuckDBPyConnection, of: str) -> list[tuple[object, ...]]:
    """Return all that a catalogue, or a table, tells of what we made, sorted."""
    return sorted(connection.execute(TOLD[of]).fetchall(), key=repr)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    """Return a log that was copied, as every one after the first is."""
    monkeypatch.setattr(blank, "_BLANK", blank._Blank())
    for name in ("first", "second"):
        with Log(tmp_path / name).writing():
            pass
    return Log(tmp_path / "second")


@pytest.mark.parametrize("of", TOLD)
def test_it_is_as_one_that_is_made(copied: Log, tmp_path: Path, of: str) -> None:
    with Log(tmp_path / "first").reading() as connection:
        made = told(connection, of)
    with copied.reading() as connection:
        assert told(connection, of) == made
    assert made


def test_what_is_recorded_never_changes(copied: Log) -> None:
    copied.append(entries("a"), at=NOON, message="")
    with (
        copied.writing() as connection,
        pytest.raises(duckdb.InvalidInputException, match="is never changed"),
    ):
        connection.execute("UPDATE events SET id = 'b'")
    assert not list(verify(copied))


@pytest.mark.usefixtures("copied")
def test_a_folder_that_was_taken_away_is_made_again(tmp_path: Path) -> None:
    file = blank._BLANK._file
    assert file is not None
    rmtree(file.parent)
    with Log(tmp_path / "third").writing():
        pass
    with Log.memory().reading() as fourth:
        assert migrations.complete(fourth)


def test_without_room_for_one_to_copy_each_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blank, "_BLANK", blank._Blank())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    for name in ("third", "fourth"):
        with Log(tmp_path / name).writing() as connection:
            assert migrations.complete(connection)
    assert blank._BLANK._file is None
