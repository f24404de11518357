"""Hold what a file of another format came to: events, what was left out, what is wrong."""

from __future__ import annotations

from attrs import frozen

from timeline.errors import Problem
from timeline.facts.fact import Event

__all__ = ["Imported", "Placed", "Skipped"]


@frozen
class Placed:
    """An event, and the line of the file on which it is told; None where that is of no one line.

    One that is not told `here` was told in an earlier file, and is not new.
    """

    event: Event
    line: int | None
    here: bool = True


@frozen
class Skipped:
    """What a statement of a file tells that is not kept, and why; `statement` is its id there."""

    statement: str
    line: int
    why: str


@frozen(kw_only=True)
class Imported:
    """All that a file came to, in the order to be recorded; with an error nothing is.

    `reread` says what may be the reason where a recorded fact now reads differently.
    """

    file: str
    events: tuple[Placed, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    reread: str = ""
