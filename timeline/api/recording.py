"""Check a ledger, and record it: all of what is new in one commit, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from timeline import clock
from timeline.errors import Problem
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Commit
from timeline.facts.fact import Fact
from timeline.facts.records import DocumentDescribed, EntityDescribed, Renamed, root_of
from timeline.record.changes import Changes, changes
from timeline.record.consistency import consistent
from timeline.record.gate import Gate, Known, examine
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from timeline.facts.entry import Recorded
    from timeline.record.documents import Documents
    from timeline.record.drafts import Ledger
    from timeline.store.log import Log

__all__ = ["Outcome", "check", "record"]


@frozen(kw_only=True)
class Outcome:
    """What `record` did: the commit (None when nothing is new), the counts, the problems.

    With an error among the problems nothing was recorded. `verified` counts the
    quotes that were found in their documents, of the `cited` ones.
    """

    commit: Commit | None
    head: str | None
    recorded: int
    unchanged: int
    cited: int
    verified: int
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Tell whether an error kept everything out of the log."""
        return any(each.severity == "error" for each in self.problems)


def check(
    paths: Iterable[Path], documents: Documents, log: Log | None, *, required: bool = False
) -> list[Problem]:
    """Return every problem of what the paths hold, against the log where there is one."""
    ledger = read_ledger(paths)
    known = _known(log)
    gate = _gate(ledger, documents, known, required=required)
    compared = changes(ledger, known, verified=gate.verified)
    return _all(ledger, known, gate, compared)


def record(  # noqa: PLR0913 - each is a thing that a person may say
    paths: Iterable[Path],
    documents: Documents,
    log: Log,
    *,
    message: str = "",
    amend: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
) -> Outcome:
    """Record what the paths state and the log does not hold yet, as one commit.

    An error among the problems refuses all of it. `amend` is the reason for
    which changed facts are put right, as ours to correct; `strict` takes
    warnings for errors.
    """
    ledger = read_ledger(paths)
    known = _known(log)
    gate = _gate(ledger, documents, known, required=False)
    compared = changes(ledger, known, verified=gate.verified, amend=amend)
    problems = tuple(_all(ledger, known, gate, compared))
    if strict:
        problems = tuple(attrs.evolve(each, severity="error") for each in problems)
    refused = any(each.severity == "error" for each in problems)
    commit = None
    if compared.entries and not refused and not dry_run:
        commit = _append(log, ledger, compared, message)
    head = commit or (log.head() if log.exists else None)
    return Outcome(
        commit=commit,
        head=head.head if head else None,
        recorded=0 if refused else len(compared.entries),
        unchanged=compared.unchanged,
        cited=sum(map(len, gate.verified.values())),
        verified=sum(map(sum, gate.verified.values())),
        problems=problems,
    )


def _append(log: Log, ledger: Ledger, compared: Changes, message: str) -> Commit:
    from timeline.store.heads import append_head, last_head

    commit = log.append(compared.entries, at=clock.now(), message=message)
    head = last_head(log)
    if head is not None and log.path.name != ":memory:":
        append_head(ledger.root / "heads.txt", head)
    return commit


def _known(log: Log | None) -> list[Recorded]:
    if log is None or not log.exists:
        return []
    commits, stored = log.history()
    return read_back(stored, commits)


def _gate(
    ledger: Ledger, documents: Documents, recorded: Sequence[Recorded], *, required: bool
) -> Gate:
    events = [each.event for each in recorded]
    known = Known(
        documents=_documents(recorded),
        entities=frozenset(
            each.entity for each in events if isinstance(each, EntityDescribed)
        ),
        facts=frozenset(
            name for each in events if isinstance(each, Fact | Renamed)
            for name in _ids(each)
        ),
    )  # fmt: skip
    return examine(ledger, documents, known, required=required)


def _ids(event: Fact | Renamed) -> tuple[str, str]:
    """Return the ids by which files may name a recorded fact."""
    return (event.of, event.to) if isinstance(event, Renamed) else (event.id, root_of(event.id)[0])


def _documents(recorded: Sequence[Recorded]) -> dict[str, DocumentDescribed]:
    return {
        each.event.document: each.event
        for each in recorded
        if isinstance(each.event, DocumentDescribed)
    }


def _all(ledger: Ledger, known: Sequence[Recorded], gate: Gate, compared: Changes) -> list[Problem]:
    """Unite all problems, by file and line, each with the text of its line."""
    found = [
        *ledger.problems,
        *consistent(ledger, _documents(known)),
        *gate.problems,
        *compared.problems,
    ]
    found.sort(key=lambda each: (each.file or "~", each.line or 0, each.rule, each.message))
    return [
        attrs.evolve(each, text=each.text or ledger.line(each.file, each.line)) for each in found
    ]
