"""Read the benchmark's SQL: a query a file, each told of by a sentence at its top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["script"]

_SQL = Path(__file__).with_name("sql")


@cache
def script(name: str) -> str:
    """Return the text of `sql/NAME.sql`."""
    return (_SQL / f"{name}.sql").read_text("utf-8")
