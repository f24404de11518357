"""Say why a query of somebody's own cannot be run: DuckDB's errors about it, translated.

LogRefused
|-- QueryMissing     there is none
|-- QueryRefused     it would do more than read the log
|-- QueryTooLarge    it needs more memory than it may take
`-- QueryWrong       it cannot be understood, or a value cannot be worked out
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.errors import LogRefused

if TYPE_CHECKING:
    import duckdb

__all__ = ["QueryMissing", "QueryRefused", "QueryTooLarge", "QueryWrong", "refused"]

_SHUT = re.compile(r"Permission Error|configuration has been locked|in read-only mode")
_OWN = "“timeline sql” reads the log and nothing else; to do more, open a copy of it in DuckDB"
_WHAT = (
    "“SHOW TABLES” lists the tables, “DESCRIBE stakes” columns; the macros: docs/reference/sql.md"
)


class QueryMissing(LogRefused):
    """There is no query in what was given."""

    def __init__(self) -> None:
        """Show one."""
        like = "timeline sql \"FROM ownership_as_of('2025-09-01')\""
        super().__init__(
            "no query was given", f"give one, or write it to standard input: {like}"
        )  # fmt: skip


class QueryRefused(LogRefused):
    """A query would do more than read the log."""

    def __init__(self, message: str, hint: str = _OWN) -> None:
        """Say what it would do."""
        super().__init__(message, hint)


class QueryTooLarge(LogRefused):
    """A query needs more memory than it may take."""

    def __init__(self, memory: str) -> None:
        """Give the limit."""
        super().__init__(
            f"the query needs more than the {memory} of memory that it may take",
            "ask for fewer rows or columns, or for no order of them all",
        )


class QueryWrong(LogRefused):
    """A query cannot be understood, or a value in it cannot be worked out."""

    def __init__(self, message: str, shown: str = "") -> None:
        """Give DuckDB's reason, and the line of the query with a caret under the place."""
        super().__init__(message, _WHAT)
        self.shown = shown


def refused(fault: duckdb.Error, memory: str) -> LogRefused:
    """Turn an error of DuckDB's about a query into one that says what to do."""
    text = str(fault)
    told, _, shown = text.partition("\n\nLINE ")
    message = " ".join(told.split())
    if message.startswith("Out of Memory Error"):
        return QueryTooLarge(memory)
    if _SHUT.search(message):
        return QueryRefused(f"a query reads nothing but the log: {message}")
    return QueryWrong(message, f"LINE {shown}" if shown else "")
