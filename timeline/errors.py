"""Say what went wrong, and what to do next.

Two kinds of trouble are kept apart. A command that cannot be done raises a
`TimelineError`: one message, one hint. A fault in the data is collected as a
`Problem`, so that one run reports every fault of every file.

The tree of errors; each module adds its own leaves below these:

    TimelineError
    |-- ValueUnreadable        a share, amount, count or date as written
    |-- NotFound               an entity, fact, document or commit that is not there
    |-- LedgerRefused          files that cannot be recorded as they stand
    `-- LogRefused             the log cannot be opened, read or appended to
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "LedgerRefused",
    "LogRefused",
    "NotFound",
    "Problem",
    "Severity",
    "TimelineError",
    "ValueUnreadable",
    "nearest",
]

Severity = Literal["error", "warning"]


class TimelineError(Exception):
    """A command cannot be done: a message that says what, a hint that says what next."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message (one sentence) and the hint (empty where there is none).

        A traceback shows the hint as a note.
        """
        super().__init__(message)
        if hint:
            self.add_note(f"hint: {hint}")
        self.message = message
        self.hint = hint
        self.shown = ""
        """Lines that show where the fault is, to stand between message and hint."""


class ValueUnreadable(TimelineError):
    """A value does not read as what its field holds."""


_LISTED = {
    "entity": "name it by id, name or alias: “timeline sql 'FROM entities'” lists them all",
    "fact": "name it by id or FILE:LINE: “timeline show --json” has them all",
}
"""Where all that has a name is to be seen."""


class NotFound(TimelineError):
    """Nothing goes by that name."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), hint: str = "") -> None:
        """Name what was asked for, and the nearest of what is known."""
        close = nearest(name, known)
        super().__init__(f"no {kind} “{name}”", hint or close or _LISTED.get(kind, ""))
        self.kind = kind
        self.name = name


class LedgerRefused(TimelineError):
    """The ledger's files cannot be recorded as they stand."""


class LogRefused(TimelineError):
    """The log cannot be opened, read or appended to."""


@frozen(kw_only=True)
class Problem:
    """A fault of the data: the rule it breaks, where, and what to do about it.

    `file` is relative to the ledger where it can be, `line` counts from 1;
    both are None where the fault belongs to no one place. `text` is that line.
    """

    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    file: str | None = None
    line: int | None = None
    fact: str | None = None
    text: str | None = None

    @property
    def place(self) -> str:
        """`FILE:LINE`, `FILE`, or nothing where the fault has no one place."""
        if self.file is None:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"


def nearest(name: str, known: Iterable[str], most: int = 3) -> str:
    """Ask “did you mean …?” with the known names nearest to this one; empty if none is near."""
    import difflib

    folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=most, cutoff=0.5)
    if not close:
        close = [each for each in folded if name.casefold() in each][:most]
    if not close:
        return ""
    return "did you mean " + " or ".join(f"“{folded[each]}”" for each in close) + "?"
