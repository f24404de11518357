"""Tell how far a step is that takes long, also while DuckDB works on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

__all__ = ["Watch", "followed", "unwatched"]

Watch = Callable[[str, float], None]
"""Is told the name of a step, and the part of it that is done, from 0 to 1."""

_EVERY = 0.2  # seconds between two looks


def unwatched(_step: str, _done: float) -> None:
    """Tell nobody how far a step is."""


@contextmanager
def followed(connection: DuckDBPyConnection, watch: Watch, step: str) -> Iterator[None]:
    """Watch the queries of a step; it never goes back."""
    over = Event()

    def look() -> None:
        far = 0.0
        while not over.wait(_EVERY):
            far = max(far, connection.query_progress() / 100)
            watch(step, far)

    watch(step, 0.0)
    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()
    watch(step, 1.0)
