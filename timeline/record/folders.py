"""Find the ledger that a path lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LOG_NAME", "find_root"]

LOG_NAME = "deals.duckdb"
"""What the log of a ledger is called, in the ledger's folder."""


def find_root(path: Path) -> Path:
    """Return the ledger that a path lies in: the nearest folder above with events/ or seeds/."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.resolve().parents):
        if (folder / "events").is_dir() or (folder / "seeds").is_dir():
            return folder
    return start
