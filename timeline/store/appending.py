"""Append commits: what is refused, how they are sealed, and how their rows are written."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING

from timeline.facts.chain import ORIGIN, Sealed, digest_of, seal
from timeline.store.models import end, replace
from timeline.store.queries import query
from timeline.store.refusals import (
    DigestWrong,
    HeadDiffers,
    IdTaken,
    LogMoved,
    LogNotEmpty,
    MessageUnreadable,
    NothingToAppend,
)
from timeline.store.rows import last_commit
from timeline.store.transaction import naive, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from timeline.facts.entry import Commit, Entry
    from timeline.store.models import End, Models

__all__ = ["append", "derive", "refuse_unfit", "restore", "seal_last"]


def append(
    connection: DuckDBPyConnection,
    entries: Sequence[Entry],
    at: datetime,
    message: str,
    derive: Callable[[End], Models | None] | None,
) -> Commit:
    """Add the entries as one commit, and what they change, in a transaction of its own."""
    with transaction(connection):
        _refuse_taken(connection, entries)
        last, held = last_commit(connection)
        sealed = _seal((each.digest for each in entries), last, at, message)
        models = derive(end(connection)) if derive is not None else None
        _insert(connection, sealed, entries, first=held + 1)
        if models is not None:
            replace(connection, models, sealed.commit.number)
    return sealed.commit


def derive(connection: DuckDBPyConnection, models: Models, path: Path) -> None:
    """Replace rows of the read models, in a transaction of its own.

    Where they are made anew, so are the views and macros over them.
    """
    with transaction(connection):
        last, _ = last_commit(connection)
        _refuse_moved(models, last, path)
        if models.anew:
            connection.execute(query("migrations/0003_answers"))
        replace(connection, models, models.follows)


def _refuse_moved(models: Models, last: Commit | None, path: Path) -> None:
    """Refuse read models that were worked out from another state of the log."""
    number = last.number if last else 0
    if models.follows != number:
        raise LogMoved(path, models.follows, number)


def restore(
    connection: DuckDBPyConnection,
    commits: Iterable[tuple[Commit, Sequence[Entry]]],
    path: Path,
) -> Commit | None:
    """Add commits as they were, to a log that is empty, in one transaction; return the last."""
    last, held = None, 0
    with transaction(connection):
        if last_commit(connection)[0] is not None:
            raise LogNotEmpty(path)
        for commit, entries in commits:
            sealed = _reseal(commit, entries, last)
            _refuse_taken(connection, entries)
            _insert(connection, sealed, entries, first=held + 1)
            last, held = commit, held + len(entries)
    return last


def refuse_unfit(entries: Sequence[Entry], message: str) -> None:
    """Refuse what no log may hold: nothing at all, a text that is none, a wrong digest."""
    if not entries:
        raise NothingToAppend
    try:
        message.encode()
    except UnicodeEncodeError:
        raise MessageUnreadable from None
    for each in entries:
        if digest_of(each.payload) != each.digest:
            raise DigestWrong(each.id)


def _refuse_taken(connection: DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Refuse an id that the log, or another of these entries, has already."""
    count = Counter(each.id for each in entries)
    twice = [name for name, times in count.items() if times > 1]
    rows = connection.execute(query("taken"), {"ids": list(count)}).fetchall()
    for name in [*twice, *(name for (name,) in rows)]:
        raise IdTaken(name)


def seal_last(
    connection: DuckDBPyConnection, digests: Iterable[str], at: datetime, message: str
) -> Commit:
    """Make a commit of what was appended within a transaction, from its digests in order."""
    sealed = _seal(digests, last_commit(connection)[0], at, message)
    _insert_commit(connection, sealed)
    return sealed.commit


def _seal(digests: Iterable[str], last: Commit | None, at: datetime, message: str) -> Sealed:
    moment = naive(at).replace(tzinfo=UTC)
    return seal(
        number=last.number + 1 if last else 1,
        at=max(moment, last.at) if last else moment,
        message=message,
        prior=last.head if last else ORIGIN,
        digests=digests,
    )


def _reseal(commit: Commit, entries: Sequence[Entry], last: Commit | None) -> Sealed:
    """Seal a commit again as it was, and refuse it where the head differs."""
    sealed = _seal((each.digest for each in entries), last, commit.at, commit.message)
    if sealed.commit != commit:
        raise HeadDiffers(commit.number)
    return sealed


def _insert(
    connection: DuckDBPyConnection, sealed: Sealed, entries: Sequence[Entry], *, first: int
) -> None:
    commit = sealed.commit
    with connection.appender("events") as rows:
        rows.append_rows(
            (
                position,
                commit.number,
                each.id,
                each.type,
                each.version,
                each.payload or None,
                each.digest,
                each.file,
                each.line,
                list(each.verified),
            )
            for position, each in enumerate(entries, start=first)
        )
    _insert_commit(connection, sealed)


def _insert_commit(connection: DuckDBPyConnection, sealed: Sealed) -> None:
    commit = sealed.commit
    row = {
        "number": commit.number,
        "at": naive(commit.at),
        "message": commit.message,
        "events": commit.events,
        "prior": commit.prior,
        "digests": sealed.digests,
        "unordered": sealed.unordered,
        "head": commit.head,
    }
    connection.execute(query("insert_commit"), row)
