"""What a column of a bulk file holds follows from the types."""

from __future__ import annotations

import attrs
import duckdb
import pytest

from timeline.errors import ValueUnreadable
from timeline.facts.cells import FREE, SOURCES, Source, cells, written
from timeline.facts.fact import Fact, plain_name
from timeline.facts.names import FACTS
from timeline.store.queries import query

NO_CELL = {"id", "citations", "derived", "metrics"}
"""Fields that no one cell can hold, and the id, which every row has."""


@pytest.mark.parametrize("name", FACTS)
def test_every_field_has_a_cell_but_those_that_no_one_cell_can_hold(name: str) -> None:
    fields = {plain_name(each.name) for each in attrs.fields(FACTS[name])}
    told = {each.name for each in cells() if each.type == name}
    assert told == fields - NO_CELL | {"document", "corrects", "reason", "because"}


def test_a_value_is_written_as_payloads_write_it() -> None:
    assert written("share", "03.50%") == "3.50%"
    assert written("date", "2024Q2") == "2024-34"
    with pytest.raises(ValueUnreadable, match="no whole number"):
        written("whole", "first")


@pytest.mark.parametrize("source", SOURCES)
def test_sql_reads_just_the_columns_that_there_are(source: Source) -> None:
    with duckdb.connect() as connection:
        names = columns(connection, source)
    free = FREE[source]
    plain = {each for each in names if not (free and each.startswith(free))}
    told = {each.name for each in cells() if each.source == source} - {"parties"}
    beside = {"id", "type", "path", "row", "place", *(("batch",) if source == "facts" else ())}
    assert plain == told | beside


def columns(connection: duckdb.DuckDBPyConnection, source: Source) -> set[str]:
    """Return the columns of the view of such files, of which there are none."""
    text = query(f"bulk/{source}_told").replace(
        f"read_parquet(getvariable('{source}'), union_by_name = true, filename = true,"
        " file_row_number = true)",
        "(SELECT 'a' AS id, 'b' AS filename, 1 AS file_row_number)",
    )
    connection.execute("SET VARIABLE starts = MAP {'b': 0}")
    connection.execute(text)
    return {name for name, *_ in connection.execute(f"DESCRIBE {source}_told").fetchall()}


def test_only_these_types_can_be_malformed_as_a_whole() -> None:
    """The SQL that finds such rows, `bulk/flawed.sql`, knows of no others."""
    flawed = {name for name, cls in FACTS.items() if cls.flaw is not Fact.flaw}
    assert flawed == {"stake-changed", "stake-stated", "results-reported", "price-moved"}
