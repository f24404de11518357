"""Read the store's SQL: one query a file, each runnable in the DuckDB shell."""

from __future__ import annotations

import pkgutil
from functools import cache

__all__ = ["query"]


@cache
def query(name: str) -> str:
    """Return the text of `sql/NAME.sql`.

    Through `pkgutil`, since `importlib.resources` takes half as long to import
    as the answer takes to read.
    """
    text = pkgutil.get_data("timeline.store", f"sql/{name}.sql")
    if text is None:
        raise FileNotFoundError(name)
    return text.decode()
