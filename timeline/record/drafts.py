"""What the files of a ledger state, not yet recorded, each statement with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs
from attrs import field, frozen

from timeline.errors import Problem
from timeline.facts.chain import digest_of
from timeline.facts.expected import Expected
from timeline.facts.fact import Citation, Event, Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Retracted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.errors import Severity

__all__ = ["Draft", "Ledger", "confirmation_id", "retraction_id"]

E_co = TypeVar("E_co", bound=Event, covariant=True)


@frozen(kw_only=True)
class Draft(Generic[E_co]):
    """An event as the files state it, not yet recorded: where it stands, and what it puts right.

    `was` is the id that it went by before; `lines` holds the line of each field.
    """

    event: E_co
    file: str
    line: int
    lines: Mapping[str, int] = field(factory=dict, eq=False)
    was: str | None = None

    def problem(
        self, rule: str, message: str, hint: str = "", *,
        field: str = "", severity: Severity = "error",
    ) -> Problem:  # fmt: skip
        """Report a fault of this draft at the line of the field that it is about."""
        return Problem(
            rule=rule, message=message, hint=hint, severity=severity,
            file=self.file, line=self.lines.get(field, self.line), fact=self.event.id,
        )  # fmt: skip


@frozen(kw_only=True)
class Ledger:
    """Everything that the files state, in the order of the files, with the faults found.

    `whole` is true where a whole ledger was read, so that what it lacks is missing.
    """

    root: Path
    documents: tuple[Draft[DocumentDescribed], ...] = ()
    entities: tuple[Draft[EntityDescribed], ...] = ()
    facts: tuple[Draft[Fact], ...] = ()
    corrections: tuple[Draft[Corrected], ...] = ()
    retractions: tuple[Draft[Retracted], ...] = ()
    confirmations: tuple[Draft[Confirmed], ...] = ()
    expectations: tuple[Draft[Expected], ...] = ()
    files: tuple[str, ...] = ()
    whole: bool = True
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(factory=dict, eq=False, repr=False)

    def line(self, file: str | None, line: int | None) -> str | None:
        """Return the text of a line of one of its files."""
        lines = self.sources.get(file or "", ())
        return lines[line - 1] if line is not None and 0 < line <= len(lines) else None


def confirmation_id(of: str, citations: Iterable[Mapping[str, Any] | Citation]) -> str:
    """Name a confirmation by what it confirms and the digest of its citations."""
    tables = [attrs.asdict(each) if isinstance(each, Citation) else each for each in citations]
    written = repr([sorted((key, each[key]) for key in each if each[key]) for each in tables])
    return f"confirmed:{of}:{digest_of(written)[:8]}"


def retraction_id(of: str | Iterable[str]) -> str:
    """Name a retraction by what it takes back, or by the id that it was given."""
    return f"retracted:{of if isinstance(of, str) else '+'.join(of)}".replace("~", ".")
