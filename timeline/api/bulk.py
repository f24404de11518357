"""Import bulk files of facts, documents and entities, with the read models that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import clock
from timeline.api.collecting import seldom_collected
from timeline.api.deriving import derive_by
from timeline.api.importing import note_head
from timeline.errors import NotFound
from timeline.store.bulk import Brought, bring
from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from timeline.store.bulk_files import BulkFile
    from timeline.store.log import Log
    from timeline.store.watching import Watch

__all__ = ["import_facts"]


@seldom_collected()
def import_facts(  # noqa: PLR0913 - what an import is made of
    paths: Sequence[Path],
    log: Log,
    *,
    at: datetime | None = None,
    watch: Watch = unwatched,
    workers: int = 1,
    models: bool = True,
) -> Brought:
    """Import files of facts, documents and entities as one commit, or nothing; `watch` it.

    `at` is when, by default now. So many `workers`, processes where they are several,
    make the read models, unless these are left behind: without `models`, or as they
    were behind in a large log.

    Raises:
        NotFound: there is no such file.
        LogRefused: the log cannot be used.
    """
    for path in paths:
        if not path.is_file():
            raise NotFound("file", str(path))
    brought = bring(
        log, paths, at=at or clock.now(), message=_message,
        derive=derive_by(workers, watch) if models else None, watch=watch,
    )  # fmt: skip
    if brought.commit is not None:
        note_head(log)
    return brought


def _message(files: Sequence[BulkFile]) -> str:
    """Word the commit: each file with its digest, which its head then covers."""
    return "facts: " + ", ".join(f"{each.name} (SHA-256 {each.sha256})" for each in files)
