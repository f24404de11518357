"""Open a log's file where nothing else can be reached: no other file, no network, no setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.store.queries import query

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

__all__ = ["connect_apart"]


def connect_apart(path: Path, memory: str) -> DuckDBPyConnection:
    """Attach the file read-only to a database in memory, then shut all doors.

    What does not fit into the memory is put beside the file meanwhile, as DuckDB does.
    """
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "allow_community_extensions": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory,
        "temp_directory": f"{path}.tmp",
    }
    connection = duckdb.connect(config=config)
    try:
        connection.execute(query("apart/attach"), {"path": str(path)})
        for name in ("use", "shut_variables", "shut_files", "shut_settings"):
            connection.execute(query(f"apart/{name}"))
    except duckdb.Error:
        connection.close()
        raise
    return connection
