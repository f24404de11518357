"""Write a market as a data vendor's files: Parquet, NDJSON or CSV, by SQL alone.

`facts-0001.…` and so on hold one row a fact in the order recorded; `documents.…`
and `entities.…` what the facts cite and name. Memory is bounded whatever the size:
what does not fit is spilled to the folder while it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tests.market.rows import COLUMNS, made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.market.market import Market
    from tests.market.rows import Rows

__all__ = ["Format", "write_bulk"]

Format = Literal["parquet", "ndjson", "csv"]
_AS = {
    "parquet": "(FORMAT parquet, COMPRESSION zstd)",
    "ndjson": "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')",
    "csv": "(FORMAT csv, HEADER true)",
}


def write_bulk(
    market: Market, folder: Path, format_: Format = "parquet", *, rows_a_file: int = 1_000_000
) -> list[Path]:
    """Write a market's files to a folder, and return those that hold its facts."""
    folder.mkdir(parents=True, exist_ok=True)
    with made(market, spill=folder / ".spill") as rows:
        written = _facts(rows, folder, format_, rows_a_file)
        for name in ("documents", "entities"):
            _copy(rows, f"FROM {name}", folder / f"{name}.{format_}", format_)
    return written


def _facts(rows: Rows, folder: Path, format_: Format, rows_a_file: int) -> list[Path]:
    columns = ", ".join(f'"{each}"' for each in COLUMNS)
    written: list[Path] = []
    for first in range(1, rows.count + 1, rows_a_file):
        file = folder / f"facts-{len(written) + 1:04}.{format_}"
        last = first + rows_a_file - 1
        query = f"SELECT {columns} FROM rows_between({first}, {last}) ORDER BY n"  # noqa: S608 - our own names and numbers
        _copy(rows, query, file, format_)
        written.append(file)
    return written


def _copy(rows: Rows, query: str, file: Path, format_: Format) -> None:
    """Write a query's rows in its order; NDJSON leaves out what is not told, as vendors do."""
    if format_ == "ndjson":
        told = "json_merge_patch('{}', to_json(each))"
        query = f"SELECT {told} FROM (SELECT each FROM ({query}) AS each)"  # noqa: S608 - as above
    target = str(file).replace("'", "''")
    rows.connection.execute(f"COPY ({query}) TO '{target}' {_AS[format_]}")
