"""Prove that a log is what was recorded, or name what is not.

The chain is the proof: each event against its digest, each commit against its
events, its head and the head before. The triggers only guard against accidents,
and `heads.txt` shows what a chain cannot, that its end was cut off. Not covered,
because facts may move between files: an event's file, line and `verified`.

Heavy work is done in SQL or in batches; only the commits are held in memory.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.facts.chain import ORIGIN, head_of, log_name, ordered, unordered
from timeline.store.fault import Fault, Kind
from timeline.store.queries import query
from timeline.store.refusals import LogCorrupt, LogFailed
from timeline.store.shape import columns, triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from timeline.store.heads import Head
    from timeline.store.log import Log

__all__ = ["Fault", "Kind", "verify", "withdrawn"]

_BATCH = 65_536


@frozen
class _Row:
    """A commit as the table has it; `at` as it is hashed."""

    number: int
    at: str
    message: str
    events: int
    prior: str
    digests: str
    unordered: str
    head: str

    @property
    def where(self) -> str:
        return f"commit #{self.number}"

    @property
    def due(self) -> str:
        """The head that these fields have."""
        return head_of(
            self.number,
            self.at,
            self.message,
            self.events,
            self.prior,
            self.digests,
            self.unordered,
        )


def verify(log: Log, heads: Sequence[Head] = ()) -> list[Fault]:
    """Return all that is wrong with a log, and with it against the heads of `heads.txt`.

    Raises:
        LogRefused: the log cannot be opened at all.
    """
    found: list[Fault] = []
    try:
        with log.reading() as connection:
            found.extend(_faults(connection, heads))
    except (LogCorrupt, LogFailed) as fault:
        found.append(Fault(kind="log-corrupt", where=str(log.path), message=fault.message))
    except (OverflowError, TypeError, ValueError) as fault:
        message = f"it holds a value that no commit was recorded with ({fault})"
        found.append(Fault(kind="log-corrupt", where=str(log.path), message=message))
    return found


def withdrawn(log: Log) -> int:
    """Count the events whose payload was withdrawn and whose digest is kept: no fault."""
    with log.reading() as connection:
        rows = connection.execute(query("verify_withdrawn")).fetchall()
    return int(rows[0][0])


def _faults(connection: DuckDBPyConnection, heads: Sequence[Head]) -> Iterator[Fault]:
    yield from columns(connection)
    commits = [_Row(*row) for row in connection.execute(query("verify_commits")).fetchall()]
    yield from _forged(commits)
    gaps = list(_numbered(commits))
    yield from gaps
    yield from _broken(commits)
    if not gaps:  # else no position can be told from the commits' counts
        yield from _places(connection)
    yield from _unsealed(connection, {each.number: each for each in commits})
    yield from _payloads(connection)
    yield from triggers(connection)
    yield from _cut(commits, heads)


def _forged(commits: Sequence[_Row]) -> Iterator[Fault]:
    for each in commits:
        if each.head != each.due:
            yield Fault(
                kind="commit-forged",
                where=each.where,
                message="its head does not cover its number, time, message, counts and hashes",
            )


def _numbered(commits: Sequence[_Row]) -> Iterator[Fault]:
    """Yield where the commits' numbers do not run 1, 2, 3 …."""
    numbers = [0, *(each.number for each in commits)]
    for before, after in pairwise(numbers):
        if after > before + 1:
            message = f"commit #{after} stands after #{before}"
            yield Fault(kind="commit-missing", where=f"commit #{before + 1}", message=message)
        elif after <= before:
            message = "it has a number that no further commit can have"
            yield Fault(kind="commit-added", where=f"commit #{after}", message=message)


def _broken(commits: Sequence[_Row]) -> Iterator[Fault]:
    for each in commits[:1]:
        if each.prior != ORIGIN:
            yield _not_following(each, "the beginning")
    for before, after in pairwise(commits):
        if after.prior not in {before.head, before.due}:
            yield _not_following(after, before.where)
        if after.at < before.at:
            yield Fault(
                kind="time-reversed",
                where=after.where,
                message=f"it is dated {after.at}, before {before.where} of {before.at}",
            )


def _not_following(commit: _Row, before: str) -> Fault:
    message = f"the head before it, as it has it, is not that of {before}"
    return Fault(kind="chain-broken", where=commit.where, message=message)


def _places(connection: DuckDBPyConnection) -> Iterator[Fault]:
    """Yield the events that are not where the commits' counts put them."""
    ((held, counted),) = connection.execute(query("verify_end")).fetchall()
    for position, id_, commit, expected, step in _streamed(connection, "verify_places"):
        if step > 1 and position - step < counted:
            yield _gap(position - step + 1, min(position - 1, counted))
        if expected != commit or step < 1:
            yield _misplaced(f"position {position}, {id_}", commit, expected)
    if held < counted:
        yield _gap(held + 1, counted)


def _misplaced(where: str, commit: int, expected: int | None) -> Fault:
    if expected is None:
        message = "no commit counts an event at this position"
        return Fault(kind="event-added", where=where, message=message)
    if expected == commit:
        message = "another event has this position too"
        return Fault(kind="event-added", where=where, message=message)
    message = f"it stands among the events of commit #{expected}, marked as #{commit}'s"
    return Fault(kind="event-mislabelled", where=where, message=message)


def _gap(first: int, final: int) -> Fault:
    where = f"position {first}" if first == final else f"positions {first} to {final}"
    message = "the commits count an event here, and the log has none"
    return Fault(kind="event-missing", where=where, message=message)


def _unsealed(connection: DuckDBPyConnection, commits: dict[int, _Row]) -> Iterator[Fault]:
    """Compare every commit's digests, in order, with those that it was sealed with."""
    rows = _streamed(connection, "verify_digests")
    found = [
        (commits[number], ordered(digest for _, digest in group))
        for number, group in groupby(rows, key=itemgetter(0))
    ]
    sums = {
        commit: _sum(connection, commit.number)
        for commit, digests in found
        if digests != commit.digests
    }
    moved = [each for each, total in sums.items() if _same([total], [each.unordered])]
    others = [each for each in sums if each not in moved]
    if _same([sums[each] for each in others], [each.unordered for each in others]):
        moved, others = [*moved, *others], []
    for each in moved:
        message = "its events are those that were sealed, in another order"
        yield Fault(kind="events-reordered", where=each.where, message=message)
    for each in others:
        message = "its events' digests are not those that it was sealed with"
        yield Fault(kind="event-altered", where=each.where, message=message)


def _sum(connection: DuckDBPyConnection, number: int) -> str:
    """Return what a commit's digests come to in any order; nothing where one is no digest."""
    rows = connection.execute(query("verify_commit"), {"number": number}).fetchall()
    try:
        return unordered(digest for (digest,) in rows)
    except ValueError:
        return ""


def _same(found: Iterable[str], due: Iterable[str]) -> bool:
    """Whether sums come to the same; moved from commit to commit, events keep the total."""
    try:
        return unordered(found) == unordered(due)
    except ValueError:
        return False


def _payloads(connection: DuckDBPyConnection) -> Iterator[Fault]:
    for position, id_ in _streamed(connection, "verify_altered"):
        yield Fault(
            kind="event-altered",
            where=f"position {position}, {id_}",
            message="its payload is not what its digest says",
        )
    for position, id_, fields in _streamed(connection, "verify_mislabelled"):
        yield Fault(
            kind="event-mislabelled",
            where=f"position {position}, {id_}",
            message=f"beside its payload stands another {fields}",
        )
    for id_, positions in _streamed(connection, "verify_repeated"):
        places = ", ".join(str(each) for each in positions)
        message = f"several events have this id: positions {places}"
        yield Fault(kind="id-repeated", where=id_, message=message)


def _cut(commits: Sequence[_Row], heads: Sequence[Head]) -> Iterator[Fault]:
    """Compare the log with the heads of its own name; an empty log, with all of them."""
    held = {each.number: each for each in commits}
    name = log_name(commits[0].head) if commits else None
    own = [each for each in heads if name in {None, each.log}]
    for each in own:
        where = f"heads.txt, #{each.number}"
        commit = held.get(each.number)
        if commit is None:
            message = f"commit #{each.number} of {each.at} was recorded and is not in the log"
            yield Fault(kind="tail-cut", where=where, message=message)
        elif (commit.head, commit.at) != (each.head, each.at):
            message = f"commit #{each.number} was recorded {each.at} with the head {each.head}"
            yield Fault(kind="head-differs", where=where, message=message)
    if heads and not own:
        message = f"its heads are those of other logs; this one is {name}"
        yield Fault(kind="head-unknown", where="heads.txt", message=message)


def _streamed(connection: DuckDBPyConnection, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield a query's rows without holding them all."""
    result = connection.execute(query(name))
    while rows := result.fetchmany(_BATCH):
        yield from rows
