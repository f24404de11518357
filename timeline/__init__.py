"""Keep dated facts of corporate deals as plain text; answer who owned what, and when.

import timeline

ledger = timeline.open("chips")
view = ledger.as_of("2025-09-01", known="2025-09-05")
view.own(holder="Shanghai Yunya").stakes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.api.as_of import AsOf
    from timeline.api.ledger import Ledger
    from timeline.api.rows.table import Rows
    from timeline.errors import TimelineError

__version__ = "0.1.0"

__all__ = ["AsOf", "Ledger", "Rows", "TimelineError", "__version__", "open"]

_ELSEWHERE = {
    "AsOf": "timeline.api.as_of",
    "Ledger": "timeline.api.ledger",
    "Rows": "timeline.api.rows.table",
    "TimelineError": "timeline.errors",
}


def open(path: Path | str = ".", *, create: bool = False) -> Ledger:  # noqa: A001 - as `tarfile.open`
    """Open a ledger: a folder, whose log is `deals.duckdb` in it, or the file of a log.

    Nothing is held open. `create` is for a ledger that was never recorded: its log
    need not be there yet, and its first `record` makes it.

    Raises:
        TimelineError: there is no log.
    """
    from timeline.api.ledger import open_ledger

    return open_ledger(path, create=create)


def __getattr__(name: str) -> object:
    """Import what is public when it is first asked for: starts stay quick."""
    from importlib import import_module

    if name not in _ELSEWHERE:
        raise AttributeError(f"module “timeline” has no attribute “{name}”")
    return getattr(import_module(_ELSEWHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
