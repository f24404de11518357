"""Say why a log cannot be used: the one edge where DuckDB's errors are translated.

    LogRefused
    |-- LogMissing       no such file, or no such folder
    |-- LogLocked        somebody else has it open
    |-- LogReadOnly      it, or its folder, may not be written
    |-- LogUnreadable    the file is no log
    |   |-- LogCorrupt   its blocks are not what was written
    |   `-- LogNewer     a newer program wrote it
    |-- LogFailed        DuckDB could not do what was asked, for a reason of its own
    |-- LogTooLarge      what was asked rests on more of it than can be held at once
    |-- LogLost          a commit is not there after it was made
    |-- ModelsBehind     the read models do not follow the log to its end
    |-- Query…           a query of somebody's own: see refused_queries.py
    `-- EntriesRefused   what was to be appended or restored does not fit
        |-- NothingToAppend, MessageUnreadable, DigestWrong, IdTaken
        `-- LogNotEmpty, HeadDiffers

Nothing above this folder knows `duckdb.Error`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.errors import LogRefused

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

__all__ = [
    "DigestWrong",
    "EntriesRefused",
    "HeadDiffers",
    "IdTaken",
    "LogCorrupt",
    "LogFailed",
    "LogLocked",
    "LogLost",
    "LogMissing",
    "LogNewer",
    "LogNotEmpty",
    "LogReadOnly",
    "LogTooLarge",
    "LogUnreadable",
    "MessageUnreadable",
    "ModelsBehind",
    "NothingToAppend",
    "translated",
]


class LogMissing(LogRefused):
    """There is no log under that path."""

    def __init__(self, path: Path) -> None:
        """Name the file, or the folder where that is missing too."""
        if path.parent.is_dir():
            what = f"there is no log {path}"
            super().__init__(what, "“timeline record” makes it; --log names another")
        else:
            what = f"there is no folder {path.parent} for the log"
            super().__init__(what, "make it, or correct --log")


class LogLocked(LogRefused):
    """Another process, or this one, has the log open."""

    def __init__(self, path: Path, process: str | None) -> None:
        """Name the process that holds it, where that is known."""
        holder = f"by process {process}" if process else "elsewhere"
        super().__init__(
            f"the log {path} is open {holder}",
            "one program at a time has a log open: close the other, then try again",
        )


class LogReadOnly(LogRefused):
    """The log, or its folder, may not be read or written by this user."""

    def __init__(self, path: Path, why: str) -> None:
        """Give the system's reason."""
        super().__init__(
            f"the log {path} cannot be opened: {why}",
            "give yourself the right to it and to its folder, or name another with --log",
        )


class LogUnreadable(LogRefused):
    """The file is no log that this program can read."""

    def __init__(
        self, path: Path, why: str, hint: str = "name the log with --log; it is a DuckDB file"
    ) -> None:
        """Say what is wrong with it."""
        super().__init__(f"{path} cannot be read as a log: {why}", hint)


class LogCorrupt(LogUnreadable):
    """The file's blocks are not what DuckDB wrote."""

    def __init__(self, path: Path, why: str) -> None:
        """Give DuckDB's reason."""
        super().__init__(path, why, "restore the file from a copy, or from “export --log”")


class LogNewer(LogUnreadable):
    """A newer deal-timeline or DuckDB wrote the file."""

    def __init__(self, path: Path, what: str) -> None:
        """Say what it has that is not known here."""
        super().__init__(path, f"a newer program wrote it ({what})", "upgrade deal-timeline")


class ModelsBehind(LogRefused):
    """The read models do not follow the log to its end."""

    def __init__(self, followed: int, last: int = 0) -> None:
        """Give both commits; none is followed where the log is older than the read models."""
        so_far = f"follow the log to #{followed}, and its last commit is #{last}"
        super().__init__(
            f"the read models {so_far if followed >= 0 else 'do not follow the log yet'}",
            "“timeline rebuild” makes them anew",
        )


class LogFailed(LogRefused):
    """DuckDB could not do what was asked of it."""

    def __init__(self, path: Path, why: str) -> None:
        """Give DuckDB's reason."""
        super().__init__(
            f"the log {path} could not be used: {why}",
            "nothing was changed; look at the disk's room and health, then try again",
        )


class LogTooLarge(LogRefused):
    """What was asked rests on all events, and these are too many to be held at once."""

    def __init__(self, path: Path, events: int) -> None:
        """Say how many there are, and how to ask for less."""
        super().__init__(
            f"that rests on all {events:,} events of the log {path}, too many to be held at once",
            "ask about somebody or some days (--holder, --company, --about, --from, --to), with"
            " --json, or in SQL",
        )


class LogLost(LogRefused):
    """A commit is not in the log although the database said that it was made."""

    def __init__(self, path: Path, number: int) -> None:
        """Number the commit."""
        super().__init__(
            f"commit #{number} is not in the log {path} after it was made: nothing is recorded",
            "run “timeline verify”, look whether the disk is full, then record again",
        )


class EntriesRefused(LogRefused):
    """What was to be appended or restored is not fit for the log."""


class NothingToAppend(EntriesRefused):
    """A commit would hold no event."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a commit without events records nothing", "give at least one event")


class MessageUnreadable(EntriesRefused):
    """A commit's message is no text that UTF-8 can write."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the commit's message is no valid text", "write it in UTF-8")


class DigestWrong(EntriesRefused):
    """An entry's digest is not its payload's."""

    def __init__(self, entry: str) -> None:
        """Name the entry."""
        super().__init__(f"the digest of “{entry}” is not its payload's", "encode the event anew")


class IdTaken(EntriesRefused):
    """An id stands in the log, or among the entries, already."""

    def __init__(self, entry: str) -> None:
        """Name it."""
        hint = "an id is never used again: correct or retract the event that has it"
        super().__init__(f"the log can hold “{entry}” only once", hint)


class LogNotEmpty(EntriesRefused):
    """A log to be restored into holds commits already."""

    def __init__(self, path: Path) -> None:
        """Name the log."""
        super().__init__(f"the log {path} is not empty", "restore into a new file")


class HeadDiffers(EntriesRefused):
    """A commit to be restored does not come out as it was."""

    def __init__(self, number: int) -> None:
        """Number the commit."""
        super().__init__(
            f"commit #{number} does not come out with the head that it had",
            "what is restored was altered: export the log again",
        )


_NEWER = re.compile(r"version number|newer version")
_CORRUPT = re.compile(r"Corrupt|checksum|Could not read enough bytes")
_FORBIDDEN = re.compile(r"Permission denied|Read-only file system|Cannot open file")
_LOCKED = re.compile(
    r"Conflicting lock|different configuration than existing connections"
    r"|Unique file handle conflict"
)
_NO_DATABASE = re.compile(r"not a valid DuckDB database|Is a directory")


def translated(path: Path, fault: duckdb.Error) -> LogRefused:
    """Turn an error of DuckDB's into one that says what to do."""
    text = str(fault).split("\n", 1)[0].removeprefix("IO Error: ")
    if _LOCKED.search(text):
        held = re.search(r"PID (\d+)", text)
        return LogLocked(path, held and held[1])
    for pattern, refusal in (
        (_NEWER, LogNewer),
        (_CORRUPT, LogCorrupt),
        (_FORBIDDEN, LogReadOnly),
    ):
        if pattern.search(text):
            return refusal(path, text)
    if _NO_DATABASE.search(text):
        return LogUnreadable(path, "it is no DuckDB file")
    return LogFailed(path, text)
