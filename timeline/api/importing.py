"""Append what a file of another format came to: all of what is new in one commit, or nothing.

What is recorded already stays as it is, whichever file told it first; an event
that reads differently from its record refuses the whole file.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.api.appending import append
from timeline.api.collecting import seldom_collected
from timeline.api.deriving import derive_by
from timeline.errors import LedgerRefused, NotFound, Problem
from timeline.facts.codec import entry, withdrawn
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Commit
from timeline.facts.fact import Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    EntityDescribed,
    Retracted,
    revised,
    root_of,
)
from timeline.formats.imported import Skipped
from timeline.formats.rereading import same
from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from timeline.facts.entry import Entry, Recorded
    from timeline.facts.fact import Event
    from timeline.formats.imported import Imported
    from timeline.shares import Share
    from timeline.store.log import Log
    from timeline.store.watching import Watch

__all__ = [
    "ImportOutcome",
    "by_id",
    "content_of",
    "events_of",
    "import_bods",
    "import_events",
    "import_log",
    "lines_of",
    "note_head",
]


@frozen(kw_only=True)
class ImportOutcome:
    """What an import did: the commit (None when nothing is new), counts, what was left out.

    `put_right` counts what was recorded to put right how an earlier part was read.
    """

    commit: Commit | None
    head: str | None
    recorded: int
    unchanged: int
    put_right: int
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Tell whether an error kept everything out of the log."""
        return any(each.severity == "error" for each in self.problems)


@seldom_collected()
def import_log(
    path: Path,
    log: Log,
    *,
    workers: int = 1,
    models: bool = True,
    watch: Watch = unwatched,
) -> Commit | None:
    """Restore an exported log into one that is empty; return its last commit.

    No more than a part of it is held. So many `workers`, processes where they are several,
    make its read models, of which `watch` is told; without `models` these are left behind.
    """
    from timeline.formats.logfile import restore_log

    with lines_of(path) as lines:
        return log.restore(restore_log(lines), derive_by(workers, watch) if models else None)


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[str]]:
    """Open a file for its lines, as they are read, or say why there are none."""
    if not path.exists():
        raise NotFound("file", str(path))
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield lines
    except UnicodeDecodeError as fault:
        raise LedgerRefused(f"“{path}” is not UTF-8: {fault}") from None
    except OSError as fault:
        raise LedgerRefused(f"“{path}” cannot be read: {fault.strerror}") from None


def import_bods(path: Path, log: Log, *, threshold: Share | None = None) -> ImportOutcome:
    """Import a file of beneficial ownership data; under `threshold` nothing need be disclosed."""
    from timeline.formats.bods import read_bods

    content, (known, gone) = content_of(path), events_of(log)
    events = list(by_id(known).values())
    imported = read_bods(content, path.name, threshold=threshold, known=events)
    return import_events(imported, log, known, gone, message=f"bods: {path.name}")


def import_events(
    imported: Imported,
    log: Log,
    held: Sequence[Recorded],
    gone: Collection[str] = (),
    *,
    message: str = "",
) -> ImportOutcome:
    """Append what is new of an imported file, unless an error among its problems refuses it.

    `held` are the events of the log, and `gone` the ids of those whose words were withdrawn.
    """
    known = by_id(held)
    entries, problems, unchanged = _compared(imported, known, gone)
    problems = (*imported.problems, *problems)
    outcome = ImportOutcome(
        commit=None, head=None, recorded=0, unchanged=unchanged, put_right=0,
        skipped=imported.skipped, problems=problems,
    )  # fmt: skip
    if entries and not outcome.refused:
        commit = append(log, entries, message)
        note_head(log)
        return evolve(
            outcome, commit=commit, head=commit.head, recorded=len(entries),
            put_right=_ours(imported, known),
        )  # fmt: skip
    head = log.head() if log.exists else None
    return evolve(outcome, head=head.head if head else None)


def _ours(imported: Imported, known: Mapping[str, Event]) -> int:
    """Count what puts right what we had recorded."""
    return sum(
        isinstance(each.event, Corrected | Retracted)
        and each.event.because == "recording"
        and each.event.id not in known
        for each in imported.events
    )


def content_of(path: Path) -> bytes:
    """Return the bytes of a file, or say why there are none."""
    if not path.exists():
        raise NotFound("file", str(path))
    try:
        return path.read_bytes()
    except OSError as fault:
        raise LedgerRefused(f"“{path}” cannot be read: {fault.strerror}") from None


def events_of(log: Log) -> tuple[list[Recorded], Collection[str]]:
    """Return every event of a log, and the ids of those whose words were withdrawn."""
    if not log.exists:
        return [], ()
    commits, stored = log.history()
    return read_back(stored, commits), withdrawn(stored)


def by_id(held: Iterable[Recorded]) -> dict[str, Event]:
    """Return events by their ids."""
    return {each.event.id: each.event for each in held}


def note_head(log: Log) -> None:
    """Write the new head beside the log, where “verify” looks for it."""
    from timeline.store.heads import append_head, last_head

    head = last_head(log)
    if head is not None and log.path.name != ":memory:":
        append_head(log.path.parent / "heads.txt", head)


def _compared(
    imported: Imported, known: Mapping[str, Event], gone: Collection[str]
) -> tuple[list[Entry], tuple[Problem, ...], int]:
    """Return the entries that are new, the problems, and how many events are recorded already."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    unchanged = 0
    latest = _latest(known)
    for placed in imported.events:
        event = placed.event
        versioned = isinstance(event, EntityDescribed)
        before = latest.get(event.id) if versioned else known.get(event.id)
        if before is None and event.id in gone:
            problems.append(_gone(imported, placed.line, event))
            continue
        if before is not None and same(event, before):
            unchanged += 1
            continue
        if before is not None and not versioned:
            problems.append(_changed(imported, placed.line, event))
            continue
        if before is not None:
            later = count(root_of(before.id)[1] + 1)
            free = next(each for each in later if revised(event.id, each) not in gone)
            event = evolve(event, id=revised(event.id, free))
        entries.append(entry(event, file=imported.file, line=placed.line, verified=_flags(event)))
    return entries, tuple(problems), unchanged


def _latest(known: Mapping[str, Event]) -> dict[str, Event]:
    """Return the last revision of every event, by the id of its first."""
    found: dict[str, Event] = {}
    for event in known.values():
        root, number = root_of(event.id)
        if root not in found or root_of(found[root].id)[1] <= number:
            found[root] = event
    return found


def _flags(event: Event) -> tuple[bool, ...]:
    """Return a flag for each citation: none has a quote that could be verified."""
    cited = event.citations if isinstance(event, Fact | Confirmed) else ()
    return (False,) * len(cited)


def _gone(imported: Imported, line: int | None, event: Event) -> Problem:
    return Problem(
        rule="fact-withdrawn",
        severity="warning",
        message=f"“{event.id}” was recorded, and its words were withdrawn from the log: it is not"
        " recorded again",
        file=imported.file,
        line=line,
        fact=event.id,
    )


def _changed(imported: Imported, line: int | None, event: Event) -> Problem:
    return Problem(
        rule="fact-changed",
        message=f"“{event.id}” is in the log already and would read differently; a recorded fact"
        " is never changed",
        hint=imported.reread,
        file=imported.file,
        line=line,
        fact=event.id,
    )
