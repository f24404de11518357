"""Write each commit's head beside the ledger, where git keeps it.

A chain cannot see that its newest commits were cut off. `heads.txt` can: it has
one line a commit, `#12 2026-11-21T07:00:00.000Z HEAD LOG`, and `LOG`, the first
twelve characters of the log's first head, tells several logs apart. Lines are
only ever added, so that branches merge by keeping both sides' lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.clock import stamp
from timeline.errors import LedgerRefused
from timeline.facts.chain import log_name
from timeline.store.queries import query
from timeline.store.rows import last_commit

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.store.log import Log

__all__ = ["Head", "HeadNotKept", "HeadsUnreadable", "append_head", "last_head", "read_heads"]

_TITLE = "# The head of every commit, from “timeline record”; “timeline verify” compares.\n"
_LINE = re.compile(
    r"#(?P<number>[1-9][0-9]{0,17}) (?P<at>\S+) (?P<head>[0-9a-f]{64}) (?P<log>[0-9a-f]{12})"
)


@frozen(kw_only=True)
class Head:
    """The head of one commit of the log of that name; `at` as `clock.stamp` writes it."""

    log: str
    number: int
    at: str
    head: str

    def __str__(self) -> str:
        """Return the line that says so."""
        return f"#{self.number} {self.at} {self.head} {self.log}"


class HeadsUnreadable(LedgerRefused):
    """A line of `heads.txt` is not one of ours."""

    def __init__(self, path: Path, line: int) -> None:
        """Name the file and the line."""
        super().__init__(
            f"{path}:{line} is no head of a commit",
            "a line is “#NUMBER TIME HEAD LOG”; take the file as git has it",
        )


class HeadNotKept(LedgerRefused):
    """A commit was recorded, and its head could not be written beside the ledger."""

    def __init__(self, path: Path, number: int, why: str) -> None:
        """Name the file and the commit, and give the reason."""
        super().__init__(
            f"commit #{number} is recorded, but its head could not be added to {path}: {why}",
            "mend the file, then record again: that adds the head",
        )


def last_head(log: Log) -> Head | None:
    """Return the head of a log's last commit, or None where it has none."""
    with log.reading() as connection:
        first = connection.execute(query("first")).fetchall()
        last, _ = last_commit(connection)
    if not first or last is None:
        return None
    name = log_name(first[0][0])
    return Head(log=name, number=last.number, at=stamp(last.at), head=last.head)


def append_head(path: Path, head: Head) -> None:
    """Add a head as the last line of the file, unless it stands there; make a missing file."""
    with path.open("a+", encoding="utf-8", errors="replace", newline="\n") as file:
        file.seek(0)
        text = file.read()
        if str(head) in text.splitlines():
            return
        gap = "\n" if text and not text.endswith("\n") else ""
        file.write(f"{gap if text else _TITLE}{head}\n")


def read_heads(path: Path) -> list[Head]:
    """Return the heads of the file in its order; none where there is no file.

    Raises:
        HeadsUnreadable: a line is no head, no comment and not empty.
    """
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return [
        _head(path, number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("# ")
    ]


def _head(path: Path, number: int, line: str) -> Head:
    found = _LINE.fullmatch(line.rstrip())
    if found is None:
        raise HeadsUnreadable(path, number)
    return Head(log=found["log"], number=int(found["number"]), at=found["at"], head=found["head"])
