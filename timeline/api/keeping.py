"""Prove that a log is as it was recorded, against the heads that its ledger keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from timeline.api.verifying import verify
from timeline.errors import NotFound
from timeline.facts.entry import Commit
from timeline.record.folders import find_root
from timeline.store.fault import Fault
from timeline.store.heads import read_heads
from timeline.store.refusals import LogCorrupt
from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.store.heads import Head
    from timeline.store.log import Log
    from timeline.store.watching import Watch

__all__ = ["Proof", "proved"]


@frozen(kw_only=True)
class Proof:
    """What is wrong with a log, its last commit, and whether there were heads to compare with."""

    faults: tuple[Fault, ...]
    head: Commit | None
    compared: bool


def proved(  # noqa: PLR0913 - what a proof is made of
    log: Log, ledger: Path, heads: Path | None = None, *, quick: bool = False, workers: int = 1,
    watch: Watch = unwatched,
) -> Proof:  # fmt: skip
    """Compare a log with itself, and with its heads: those named, or those of a ledger.

    `quick` does not derive its read models again; else so many `workers` do, and `watch` is
    told how far they are.

    Raises:
        NotFound: there is no such file of heads.
    """
    known = _heads(log, ledger, heads)
    faults = tuple(verify(log, known, quick=quick, workers=workers, watch=watch))
    corrupt = any(each.kind == "log-corrupt" for each in faults)
    return Proof(faults=faults, head=None if corrupt else log.head(), compared=bool(known))


def _heads(log: Log, ledger: Path, path: Path | None) -> list[Head]:
    """Read the heads to compare with: those named, those beside the log, or the ledger's of it."""
    if path is not None and not path.is_file():
        raise NotFound("file of heads", str(path))
    path = path or log.path.parent / "heads.txt"
    if path.exists():
        return read_heads(path)
    ours = read_heads(find_root(ledger) / "heads.txt")
    try:
        return [each for each in ours if each.log == log.name()] if ours else []
    except LogCorrupt:  # which is then what is told
        return []
