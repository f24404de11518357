"""Hold an event as the log keeps it: canonical text, and the digest of that text."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from timeline.facts.fact import Event

__all__ = ["Commit", "Entry", "Recorded", "Stored"]


@frozen(kw_only=True)
class Entry:
    """One event ready to be appended.

    `payload` is canonical JSON and `digest` the SHA-256 (hex) of its UTF-8
    bytes. `file`, `line` and `verified` (one flag a citation: did the quote
    stand in its document when this was recorded) are beside the payload, so
    that moving a fact to another file changes no digest.
    """

    id: str
    type: str
    version: int
    payload: str
    digest: str
    file: str | None = None
    line: int | None = None
    verified: tuple[bool, ...] = ()


@frozen(kw_only=True)
class Stored:
    """One event of the log: the entry, its position (from 1) and its commit (from 1)."""

    entry: Entry
    position: int
    commit: int


@frozen(kw_only=True)
class Commit:
    """One atomic append: numbered from 1, dated (UTC), chained by SHA-256 to the one before.

    `prior` and `head` are hex; the first commit's `prior` is 64 zeros.
    `events` is how many it holds.
    """

    number: int
    at: datetime
    message: str
    events: int
    prior: str
    head: str


@frozen(kw_only=True)
class Recorded:
    """An event read back from the log, with where and when it was recorded.

    `verified` has a flag for each citation of the event: whether the quote was
    found in its document's text when this was recorded.
    """

    event: Event
    position: int
    commit: int
    at: datetime
    file: str | None = None
    line: int | None = None
    verified: tuple[bool, ...] = ()
