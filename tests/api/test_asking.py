"""A query reads the log, and can do nothing else."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from timeline.api.asking import answered, arrow_of, asking
from timeline.api.beginning import example
from timeline.api.rows.arrow import ArrowMissing
from timeline.errors import LogRefused
from timeline.store.log import Log
from timeline.store.refusals import LogLocked, LogMissing, LogUnreadable, ModelsBehind
from timeline.store.refused_queries import (
    QueryMissing,
    QueryRefused,
    QueryTooLarge,
    QueryWrong,
)
from timeline.testing import changed
from timeline.testing import given as told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the example ledger's log, which no test writes."""
    path = tmp_path_factory.mktemp("asked") / "it's here.duckdb"
    told(example()).into(Log(path))
    return path


@pytest.fixture
def log(kept: Path) -> Log:
    """Return the example ledger's log."""
    return Log(kept)


def test_a_query_returns_its_rows_and_its_columns_with_their_types(log: Log) -> None:
    found = answered(
        log, "SELECT company, low, first_day FROM ownership_as_of('2025-09-01') WHERE low = 3.34"
    )
    assert [(each.name, each.type) for each in found.columns] == [
        ("company", "VARCHAR"), ("low", "DECIMAL(38,12)"), ("first_day", "DATE"),
    ]  # fmt: skip
    assert found.rows == (("yunhe-zhiwang", Decimal("3.34"), date(2025, 9, 1)),)


def test_a_query_takes_parameters(log: Log) -> None:
    found = answered(log, "SELECT $day::DATE AS day", {"day": "2025-09-01"})
    assert found.rows == ((date(2025, 9, 1),),)


def test_what_was_found_is_written_as_the_command_prints_it(log: Log) -> None:
    found = answered(log, "SELECT 1.50 AS a, DATE '2025-09-01' AS b, NULL AS a")
    assert found.to_dicts() == [{"a": "1.5", "b": "2025-09-01", "a_1": None}]


def test_a_log_in_memory_is_asked_like_a_file() -> None:
    log = told(changed("anna", "acme", after="5%", on="2025-01-10")).into(Log.memory())
    assert answered(log, "SELECT holder FROM ownership_as_of('2025-02-01')").rows == (("anna",),)
    with pytest.raises(QueryRefused):
        answered(log, "DROP TABLE stakes")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT INTERVAL 1 YEAR AS a",
        "SELECT [INTERVAL 1 DAY] AS a",
        "SELECT now()::TIMESTAMP_NS AS a",
        "SELECT TIME_NS '10:00:00.123456789' AS a",
    ],
)
def test_values_that_python_would_have_otherwise_are_refused(log: Log, query: str) -> None:
    with pytest.raises(QueryRefused, match="“a” is of the type") as caught:
        answered(log, query)
    assert caught.value.hint == "cast it to text: a::VARCHAR"
    assert answered(log, "SELECT (INTERVAL 14 MONTH)::VARCHAR").rows == (("1 year 2 months",),)


def test_a_query_that_is_not_utf_8_is_refused(log: Log) -> None:
    with pytest.raises(QueryRefused, match="UTF-8"):
        answered(log, "SELECT '\udce9'")


READING = (
    "FROM stakes", "VALUES (1)", "TABLE stakes", "SHOW TABLES", "DESCRIBE stakes",
    "EXPLAIN FROM stakes",
    "WITH a AS (SELECT 1) FROM a", "/* why */ SELECT 1; -- so",
    "PIVOT stakes ON unit USING count(*) GROUP BY company",
)  # fmt: skip


@pytest.mark.parametrize("query", READING)
def test_every_kind_of_query_that_reads_is_run(log: Log, query: str) -> None:
    answered(log, query)


ATTEMPTS = (
    "FROM read_csv('/etc/passwd')", "FROM read_text('/etc/passwd')",
    "FROM read_blob('/etc/passwd')",
    "FROM read_json('/etc/passwd')", "FROM read_parquet('/etc/passwd')", "FROM '/etc/passwd'",
    "FROM sniff_csv('/etc/passwd')", "FROM glob('*')", "FROM glob('/etc/*')", "FROM read_text('*')",
    "FROM read_text('{log}/../x')",
    "FROM 'https://example.com/a.csv'", "FROM read_csv('http://example.com/a.csv')",
    "FROM read_parquet('s3://a/b.parquet')", "FROM read_text('hf://datasets/a/b')",
    "FROM query('COPY stakes TO ''out.csv''')", "FROM query_table('read_csv')",
    "FROM duckdb_secrets()", "SELECT getenv('HOME')",
    "COPY stakes TO 'out.csv'", "COPY (SELECT 1) TO '/dev/stdout'", "COPY stakes FROM 'in.csv'",
    "COPY FROM DATABASE log TO memory",
    "EXPLAIN ANALYZE COPY stakes TO 'out.csv'", "EXPORT DATABASE 'out'", "IMPORT DATABASE 'out'",
    "ATTACH 'other.duckdb'", "ATTACH ':memory:' AS other", "ATTACH 'https://example.com/a.duckdb'",
    "DETACH log", "USE memory", "INSTALL httpfs", "LOAD httpfs", "INSTALL spatial FROM community",
    "FORCE INSTALL httpfs", "UPDATE EXTENSIONS",
    "SET memory_limit = '99GB'", "SET enable_external_access = true", "RESET memory_limit",
    "SET lock_configuration = false", "SET VARIABLE a = 1", "SET SESSION threads = 4",
    "SET GLOBAL temp_directory = '/tmp'", "PRAGMA enable_profiling", "PRAGMA database_list",
    "PRAGMA memory_limit = '99GB'", "CALL pragma_version()", "CALL force_checkpoint()",
    "CHECKPOINT",
    "VACUUM", "ANALYZE",
    "CREATE TABLE a (b INT)", "CREATE TEMP TABLE a (b INT)", "CREATE TABLE memory.a (b INT)",
    "CREATE MACRO f() AS 1", "CREATE OR REPLACE TEMP MACRO ownership_as_of(day) AS TABLE SELECT 1",
    "CREATE SECRET (TYPE s3)", "CREATE VIEW a AS FROM read_csv('/etc/passwd')",
    "INSERT INTO stakes FROM stakes", "UPDATE stakes SET high = 1", "DELETE FROM stakes",
    "TRUNCATE stakes", "DROP TABLE stakes", "DROP TRIGGER events_never_go ON events",
    "ALTER TABLE stakes ADD COLUMN a INT", "COMMENT ON TABLE stakes IS 'mine'",
    "MERGE INTO stakes USING stakes AS s ON false WHEN MATCHED THEN DELETE",
    "WITH a AS (DELETE FROM stakes RETURNING *) FROM a",
    "EXPLAIN ANALYZE DELETE FROM stakes",
    "BEGIN", "PREPARE a AS SELECT 1", "EXECUTE a", "SELECT 1; SELECT 2",
    "SELECT 1; COPY stakes TO 'x'",
    "FROM log_of_this_test", "FROM batches",
)  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_else_can_be_done(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: str
) -> None:
    log_of_this_test = {"rows": [1]}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "in.csv").write_text("a\n1\n", encoding="utf-8")
    before = log.path.read_bytes()
    with pytest.raises(LogRefused) as refusal:
        answered(log, attempt.replace("{log}", str(log.path).replace("'", "''")))
    assert refusal.value.message
    assert "\n" not in refusal.value.message + refusal.value.hint
    assert refusal.value.hint
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]
    assert log.path.read_bytes() == before
    assert log_of_this_test


def test_the_locks_hold_even_where_a_query_is_not_looked_at(log: Log, tmp_path: Path) -> None:
    """What is refused for its kind would be refused by DuckDB too: that is what counts."""
    harmless = re.compile(
        r"ATTACH ':mem|USE mem|SET VAR|CREATE (TEMP|OR|VIEW|TABLE mem)|BEGIN|PREPARE"
        r"|SELECT 1; SELECT|PRAGMA database|CALL pragma|CHECKPOINT|VACUUM|ANALYZE|CREATE MACRO"
        r"|COPY FROM DATABASE"
    )
    with log.apart(memory="1GB") as connection:
        for attempt in ATTEMPTS:
            if harmless.match(attempt):
                continue
            with pytest.raises(duckdb.Error):
                connection.execute(attempt.replace("{log}", str(tmp_path))).fetchall()


def test_a_query_that_is_wrong_is_shown_with_a_caret_under_the_place(log: Log) -> None:
    with pytest.raises(QueryWrong) as wrong:
        answered(log, "SELECT company\nFROM stakes\nWHERE compny = 'acme'")
    assert wrong.value.message.startswith("Binder Error: Referenced column")
    line, caret = wrong.value.shown.splitlines()
    assert line == "LINE 3: WHERE compny = 'acme'"
    assert caret.index("^") == line.index("compny")


@pytest.mark.parametrize("query", ["SELECT FROM WHERE", "SELECT 'a'::DATE", "SELECT $missing"])
def test_a_query_that_cannot_be_run_says_why(log: Log, query: str) -> None:
    with pytest.raises(QueryWrong):
        answered(log, query)


def test_a_value_that_fails_among_later_rows_says_so(log: Log) -> None:
    late = "SELECT CASE WHEN i < 300000 THEN i ELSE error('late') END FROM range(300001) AS t(i)"
    with pytest.raises(QueryWrong, match="late"):
        answered(log, late)


@pytest.mark.parametrize("query", ["", "  ", "-- nothing", ";"])
def test_no_query_is_asked_for(log: Log, query: str) -> None:
    with pytest.raises(QueryMissing):
        answered(log, query)


def test_a_query_may_take_so_much_memory_and_no_more(log: Log) -> None:
    wide = "SELECT list(i) FROM range(400000000) AS t(i)"
    with pytest.raises(QueryTooLarge, match="1GB"):
        answered(log, wide)


def test_rows_come_as_they_are_read(log: Log) -> None:
    with asking(log, "SELECT i FROM range(1000000000000) AS t(i)") as asked:
        first: list[tuple[Any, ...]] = next(asked.batches())
    assert first[0] == (0,)
    assert len(first) < 10_000


def test_a_log_that_is_read_elsewhere_in_this_process_can_be_asked(log: Log) -> None:
    with log.reading(), asking(log, "SELECT 1") as asked, log.reading():
        assert list(asked.batches()) == [[(1,)]]


def test_a_log_that_is_asked_elsewhere_in_this_process_cannot_be_written(log: Log) -> None:
    with asking(log, "SELECT 1"), pytest.raises(LogLocked), log.writing():
        pass


def test_read_models_that_are_behind_are_not_asked(tmp_path: Path) -> None:
    log = told(changed("anna", "acme", after="5%", on="2025-01-10")).into(
        Log(tmp_path / "deals.duckdb")
    )
    with log.writing() as connection:
        connection.execute("UPDATE derived SET commit = 0")
    with pytest.raises(ModelsBehind):
        answered(log, "SELECT 1")
    with log.writing() as connection:
        connection.execute("UPDATE derived SET commit = 1")
        connection.execute("DELETE FROM migrations WHERE number > 2")
    with pytest.raises(ModelsBehind) as behind:
        answered(log, "SELECT 1")
    assert "rebuild" in behind.value.hint


def test_what_is_no_log_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(LogMissing):
        answered(Log(tmp_path / "none.duckdb"), "SELECT 1")
    (tmp_path / "text.duckdb").write_text("no log" * 2000, encoding="utf-8")
    with pytest.raises(LogUnreadable):
        answered(Log(tmp_path / "text.duckdb"), "SELECT 1")
    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(LogRefused):
        answered(Log(tmp_path / "other.duckdb"), "SELECT 1")


def test_an_arrow_table_says_what_it_needs_where_that_is_not_there(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ArrowMissing) as missing:
        arrow_of(log, "SELECT 1")
    assert "pyarrow" in missing.value.message
    with pytest.raises(QueryRefused):
        arrow_of(log, "COPY stakes TO 'out.csv'")


def test_an_arrow_table_has_the_same_rows(log: Log) -> None:
    pytest.importorskip("pyarrow")
    query = "SELECT company, low FROM ownership_as_of('2025-09-01')"
    assert arrow_of(log, query).num_rows == len(answered(log, query).rows)
