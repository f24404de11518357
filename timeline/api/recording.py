"""Check a ledger, and record it: all of what is new in one commit, or nothing."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec

import attrs
from attrs import field, frozen

from timeline import clock
from timeline.api.appending import append
from timeline.api.beside import Beside, beside, named
from timeline.api.expecting import unmet
from timeline.errors import LogRefused, Problem
from timeline.facts.codec import decode
from timeline.facts.entry import Commit, Entry, Recorded
from timeline.facts.fact import Fact
from timeline.facts.records import (
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    root_of,
)
from timeline.record.changes import Changes, changes
from timeline.record.consistency import consistent
from timeline.record.documents import Documents
from timeline.record.gate import Gate, Known, examine
from timeline.record.ledger import read_ledger, read_tables
from timeline.store.refusals import IdTaken
from timeline.views.checks import checks
from timeline.views.filing import Filing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from timeline.record.drafts import Draft, Ledger
    from timeline.store.log import Log
    from timeline.views.finding import Finding

__all__ = ["STATED", "Outcome", "check", "record", "record_tables"]

P = ParamSpec("P")

STATED = "python"
"""The file that is told of what a program stated itself."""


@frozen(kw_only=True)
class Outcome:
    """What `record` did: the commit (None when nothing is new), the counts, the problems.

    `refused` tells that a problem kept everything out of the log: a fault of the
    files, never what the facts say against each other. `verified` counts the
    quotes that were found in their documents, of the `cited` ones. `entries` is
    what was recorded, or would be.
    """

    commit: Commit | None
    head: str | None
    recorded: int
    unchanged: int
    cited: int
    verified: int
    problems: tuple[Problem, ...]
    refused: bool
    entries: tuple[Entry, ...] = field(default=(), repr=False)


def check(
    paths: Iterable[Path],
    documents: Documents,
    log: Log | None,
    *,
    required: bool = False,
    strict: bool = False,
) -> list[Problem]:
    """Return every problem of what the paths hold, against the log where there is one.

    `required` asks for every document's text; `strict` takes every problem for an error.
    """
    ledger = read_ledger(paths)
    known = beside(log, ledger)
    gate = _gate(ledger, documents, known, required=required)
    compared = changes(
        ledger, known.events, verified=gate.verified, withdrawn=known.withdrawn
    )  # fmt: skip
    faults = _faults(ledger, gate, compared)
    return _placed(ledger, [*faults, *_together(ledger, known, compared)], strict=strict)


def _again(attempt: Callable[P, Outcome]) -> Callable[P, Outcome]:
    """Begin anew, once, where somebody else has recorded an id of these meanwhile."""

    @wraps(attempt)
    def twice(*args: P.args, **kwargs: P.kwargs) -> Outcome:
        try:
            return attempt(*args, **kwargs)
        except IdTaken:
            return attempt(*args, **kwargs)

    return twice


@_again
def record(  # noqa: PLR0913 - each is a thing that a person may say
    paths: Iterable[Path],
    documents: Documents,
    log: Log,
    *,
    message: str = "",
    amend: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    workers: int = 1,
) -> Outcome:
    """Record what the paths state and the log does not hold yet, as one commit.

    An error of the files refuses all of it. What the facts say against each
    other is reported of what is then recorded, and refuses nothing. `amend` is
    the reason for which changed facts are put right, as ours to correct; `strict`
    takes every problem for an error, and records nothing where there is one. So many
    `workers`, processes where they are several, make the read models of much.
    """
    ledger = read_ledger(paths)
    known = beside(log, ledger)
    gate = _gate(ledger, documents, known, required=False)
    compared = changes(
        ledger, known.events, verified=gate.verified, amend=amend, withdrawn=known.withdrawn
    )  # fmt: skip
    problems = _faults(ledger, gate, compared)
    refused = any(each.severity == "error" for each in problems)
    if strict or not refused:
        problems += _together(ledger, known, compared)
        refused = refused or (strict and bool(problems))
    commit = None
    if compared.entries and not refused and not dry_run:
        commit = append(log, compared.entries, message, workers=workers)
    head = commit or (log.head() if log.exists else None)
    if head is not None and not (refused or dry_run):
        _keep(ledger, log, head)
    outcome = _outcome(gate, compared, head, refused=refused)
    placed = _placed(ledger, problems, strict=strict)
    return attrs.evolve(outcome, commit=commit, problems=tuple(placed))


@_again
def record_tables(
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    root: Path,
    log: Log,
    *,
    message: str = "",
) -> Outcome:
    """Record what a program states itself, by what a file calls it, as one commit.

    Of the log no more is read than these tables name. What the facts say against
    others is not looked for: `check` does. `root` is the folder that has `heads.txt`.
    """
    ledger = read_tables(tables, root=root, name=STATED)
    known = log.found(partial(named, ledger)) if log.exists else []
    gate = _gate(ledger, Documents.none(), Beside(events=tuple(known)), required=False)
    compared = changes(ledger, known, verified=gate.verified)
    problems = _faults(ledger, gate, compared)
    refused = any(each.severity == "error" for each in problems)
    commit = None
    if compared.entries and not refused:
        commit = append(log, compared.entries, message)
        _keep(ledger, log, commit)
    head = commit or (log.head() if log.exists else None)
    outcome = _outcome(gate, compared, head, refused=refused)
    return attrs.evolve(outcome, commit=commit, problems=tuple(_placed(ledger, problems)))


def _outcome(gate: Gate, compared: Changes, head: Commit | None, *, refused: bool) -> Outcome:
    """Return the counts, for a head that the log has now."""
    return Outcome(
        commit=None,
        head=head.head if head else None,
        recorded=0 if refused else len(compared.entries),
        unchanged=compared.unchanged,
        cited=sum(map(len, gate.verified.values())),
        verified=sum(map(sum, gate.verified.values())),
        problems=(),
        refused=refused,
        entries=compared.entries,
    )


def _keep(ledger: Ledger, log: Log, commit: Commit) -> None:
    """Write the last commit's head beside the ledger; one that was cut short is made good."""
    from timeline.store.heads import HeadNotKept, append_head, last_head

    if log.path.name == ":memory:":
        return
    path = ledger.root / "heads.txt"
    try:
        head = last_head(log)
        if head is not None:
            append_head(path, head)
    except (LogRefused, OSError) as fault:
        raise HeadNotKept(path, commit.number, str(fault)) from fault


def _gate(
    ledger: Ledger,
    documents: Documents,
    beside_: Beside,
    *,
    required: bool,
) -> Gate:
    events = [each.event for each in beside_.events]
    known = Known(
        documents=_documents(beside_.events),
        entities=frozenset(
            each.entity for each in events if isinstance(each, EntityDescribed)
        ),
        facts=frozenset(
            name for each in events if isinstance(each, Fact | Renamed)
            for name in _ids(each)
        ),
        withdrawn=frozenset(beside_.withdrawn),
        statements=frozenset(
            each.id for each in events if isinstance(each, Corrected | Retracted)
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


def _faults(ledger: Ledger, gate: Gate, compared: Changes) -> list[Problem]:
    """Unite the faults of the files: each error among them refuses all."""
    return [
        *ledger.problems,
        *consistent(ledger),
        *gate.problems,
        *compared.problems,
    ]


def _together(ledger: Ledger, known: Beside, compared: Changes) -> list[Problem]:
    """Report what all facts, recorded and about to be, say against each other and what is expected.

    Of a part of a ledger, or beside a part of a log, that is what concerns a fact of
    the files. What is recorded under another day already is not told a second time.
    """
    every = ledger.whole and known.whole
    twice = {each.fact for each in compared.problems if each.rule == "fact-moved"}
    drafts: dict[str, Draft[Any]] = {each.event.id: each for each in ledger.entities}
    drafts |= {each.event.id: each for each in ledger.facts}
    then = (each for each in _recorded_then(known.events, compared) if each.event.id not in twice)
    filing = Filing().all([*known.events, *then])
    return [
        _problem(each, drafts)
        for each in checks(filing)
        if every or any(root_of(name)[0] in drafts for name in (each.name, *each.facts))
    ] + list(unmet(ledger.expectations, filing))


def _recorded_then(known: Sequence[Recorded], compared: Changes) -> Iterator[Recorded]:
    """Give what is new as it would be read back once recorded, one event an id."""
    last = max((each.position for each in known), default=0)
    commit = max((each.commit for each in known), default=0) + 1
    at, seen = clock.now(), set[str]()
    for position, each in enumerate(compared.entries, start=last + 1):
        if each.id not in seen:
            seen.add(each.id)
            yield Recorded(
                event=decode(each.payload), position=position, commit=commit, at=at,
                file=each.file, line=each.line, verified=each.verified,
            )  # fmt: skip


def _problem(finding: Finding, drafts: Mapping[str, Draft[Any]]) -> Problem:
    """Place a finding: where the files state the fact now, else where it was recorded from."""
    draft = drafts.get(root_of(finding.name)[0])
    if draft is not None:
        return draft.problem(
            finding.rule, finding.message, finding.hint,
            field=finding.field, severity=finding.severity,
        )  # fmt: skip
    return Problem(
        rule=finding.rule, message=finding.message, hint=finding.hint, severity=finding.severity,
        file=finding.at.file, line=finding.at.line, fact=finding.name,
    )  # fmt: skip


def _placed(ledger: Ledger, problems: list[Problem], *, strict: bool = False) -> list[Problem]:
    """Order problems by file and line, each with the text of its line; `strict`: all are errors."""
    problems.sort(key=lambda each: (each.file or "~", each.line or 0, each.rule, each.message))
    return [
        attrs.evolve(
            each,
            text=each.text or ledger.line(each.file, each.line),
            severity="error" if strict else each.severity,
        )
        for each in problems
    ]
