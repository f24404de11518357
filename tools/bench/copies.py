"""Put copies of one market side by side, so that ten million facts are not composed for hours.

A copy has all facts, documents, entities and deals of the one market under ids of its own, and
tells of no other. So its answers are those of the one, and the read models of a log of
copies are written by SQL from those of the log of the one: the views, in Python, need not
make them again. That this is just what `rebuild` makes, a test holds.

The n-th of all copies come before the next of any: what was recorded at one time stays together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from timeline.store.models import TABLES, follow
from timeline.store.queries import query
from tools.bench.script import script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

__all__ = ["repeat_files", "repeat_models"]

_ROWS = 1_000_000  # of a file of facts
_MEMORY = "4GB"


def repeat_files(folder: Path, to: Path, copies: int) -> None:
    """Write the files of so many copies of the market whose Parquet files lie in a folder."""
    to.mkdir(parents=True)
    with _connected(to / ".spill", copies) as connection:
        for name in ("documents", "entities"):
            _set(connection, file=str(folder / f"{name}.parquet"))
            _write(connection, f"told_{name}", to / f"{name}.parquet")
        for number, part in enumerate(_parts(connection, folder, copies), start=1):
            _set(connection, **part)
            _write(connection, "told_facts", to / f"facts-{number:04}.parquet")


def repeat_models(of: Path, log: Path, copies: int) -> None:
    """Fill the read models of a log of copies, imported at one time, from those of the one log.

    Both were imported from their files at the same moment.
    """
    with _connected(log.with_name(f"{log.name}.tmp"), copies, log) as connection:
        connection.execute(f"ATTACH '{_quoted(of)}' AS one (READ_ONLY)")
        for table in (*TABLES, "stakes_by_holder"):
            connection.execute(query(f"models/clear_{table}"))
        for table in TABLES:
            connection.execute(script(f"copies/{table}"))
        connection.execute(query("models/refill_stakes_by_holder"))
        follow(connection, 1)


def _connected(spill: Path, copies: int, file: Path | None = None) -> DuckDBPyConnection:
    """Open a database, in memory without a file, that spills to a folder."""
    connection = duckdb.connect(
        file or ":memory:", config={"memory_limit": _MEMORY, "temp_directory": str(spill)}
    )
    _set(connection, copies=copies)
    connection.execute(script("copies/macros"))
    return connection


def _set(connection: DuckDBPyConnection, **values: object) -> None:
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _parts(
    connection: DuckDBPyConnection, folder: Path, copies: int
) -> Iterator[dict[str, object]]:
    """Give the parts of the files of facts, each of which makes one file."""
    size = max(1, _ROWS // copies)
    for file in sorted(folder.glob("facts-*")):
        ((rows,),) = connection.execute(
            "SELECT count(*) FROM read_parquet($file)", {"file": str(file)}
        ).fetchall()
        for first in range(0, rows, size):
            yield {"file": str(file), "first": first, "last": first + size - 1}


def _write(connection: DuckDBPyConnection, name: str, file: Path) -> None:
    told = script(f"copies/{name}")
    connection.execute(f"COPY ({told}) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
