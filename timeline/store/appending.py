"""Append commits: what is refused, how they are sealed, and how their rows are written."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING

from timeline.facts.chain import ORIGIN, Sealed, digest_of, seal
from timeline.facts.codec import decode
from timeline.facts.entry import Recorded
from timeline.store import days, places
from timeline.store.held import Held
from timeline.store.migrations import make_missing
from timeline.store.models import DERIVED, SMALL, follow, followed, remake, replace
from timeline.store.places import read_event
from timeline.store.queries import query
from timeline.store.refusals import (
    DigestWrong,
    HeadDiffers,
    IdTaken,
    LogNotEmpty,
    MessageUnreadable,
    NothingToAppend,
)
from timeline.store.rows import last_commit
from timeline.store.transaction import naive, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from timeline.facts.entry import Commit, Entry
    from timeline.facts.fact import Event
    from timeline.store.models import Derive

__all__ = [
    "append", "caught_up", "rebuild", "refuse_unfit", "remade", "restore", "seal_last", "take_away",
]  # fmt: skip

_PART = 10_000  # entries that are restored at a time


def append(
    connection: DuckDBPyConnection,
    entries: Sequence[Entry],
    at: datetime,
    message: str,
    derive: Derive | None,
) -> Commit:
    """Add the entries as one commit, and what they change, in a transaction of its own.

    Read models that are behind are made anew first; those of a large log stay behind.
    """
    with transaction(connection):
        _refuse_taken(connection, entries)
        last, held = last_commit(connection)
        sealed = _seal((each.digest for each in entries), last, at, message)
        events = [read_event(each.payload) for each in entries]
        if derive is not None and caught_up(connection, held, derive):
            new = _read_back(sealed.commit, entries, events, first=held + 1)
            replace(connection, derive.further(Held(connection), new))
            follow(connection, sealed.commit.number)
        _insert(connection, sealed, entries, events, first=held + 1)
    return sealed.commit


def caught_up(connection: DuckDBPyConnection, held: int, derive: Derive) -> bool:
    """See that the read models follow a log of so many events: a small one's are made anew."""
    if not followed(connection):
        if held > SMALL:
            return False
        remake(connection, derive.anew(Held(connection)))
    return True


def rebuild(connection: DuckDBPyConnection, derive: Derive) -> None:
    """Make anew all that is derived, in a transaction of its own: places, days, read models."""
    with transaction(connection):
        last, _ = last_commit(connection)
        make_missing(connection, DERIVED)
        connection.execute(query("models/begin"))
        for answers in ("0003_answers", "0008_as_known"):
            connection.execute(query(f"migrations/{answers}"))
        places.fill(connection)
        days.fill(connection)
        remade(connection, derive, last)


def remade(connection: DuckDBPyConnection, derive: Derive, last: Commit | None) -> None:
    """Make the read models anew, within a transaction, to follow the log to its last commit."""
    remake(connection, derive.anew(Held(connection)))
    follow(connection, last.number if last else 0)


def _read_back(
    commit: Commit, entries: Sequence[Entry], events: Sequence[Event | None], *, first: int
) -> list[Recorded]:
    """Return entries as they will be read back."""
    return [
        Recorded(
            event=event if event is not None else decode(each.payload), position=position,
            commit=commit.number, at=commit.at, file=each.file, line=each.line,
            verified=each.verified,
        )
        for position, (each, event) in enumerate(zip(entries, events, strict=True), start=first)
    ]  # fmt: skip


def restore(
    connection: DuckDBPyConnection,
    commits: Iterable[tuple[Commit, Iterable[Entry]]],
    path: Path,
    derive: Derive | None,
) -> Commit | None:
    """Add commits as they were, to a log that is empty, in one transaction; return the last.

    Their entries are read and added some thousands at a time; with `derive` the read models
    follow.
    """
    last, held = None, 0
    with transaction(connection):
        if last_commit(connection)[0] is not None:
            raise LogNotEmpty(path)
        for commit, entries in commits:
            digests = _inserted(connection, commit.number, entries, first=held + 1)
            sealed = _seal(digests, last, commit.at, commit.message)
            if sealed.commit != commit:
                raise HeadDiffers(commit.number)
            _insert_commit(connection, sealed)
            last, held = commit, held + commit.events
        if derive is not None:
            remade(connection, derive, last)
    return last


def take_away(connection: DuckDBPyConnection, path: Path) -> None:
    """Take away a log that was made for nothing, while nobody else can have it open."""
    if last_commit(connection)[0] is None:
        connection.execute(query("checkpoint"))
        with suppress(OSError):
            path.unlink()


def _inserted(
    connection: DuckDBPyConnection, number: int, entries: Iterable[Entry], *, first: int
) -> Iterator[str]:
    """Add the entries of a commit that is to be restored; give their digests in order."""
    rest = iter(entries)
    while several := list(islice(rest, _PART)):
        _refuse_taken(connection, several)
        events = [read_event(each.payload) for each in several]
        _insert_entries(connection, number, several, events, first=first)
        first += len(several)
        yield from (each.digest for each in several)


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
    for name in [*twice, *places.taken(connection, count)]:
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


def _insert(
    connection: DuckDBPyConnection,
    sealed: Sealed,
    entries: Sequence[Entry],
    events: Sequence[Event | None],
    *,
    first: int,
) -> None:
    _insert_entries(connection, sealed.commit.number, entries, events, first=first)
    _insert_commit(connection, sealed)


def _insert_entries(
    connection: DuckDBPyConnection,
    number: int,
    entries: Sequence[Entry],
    events: Sequence[Event | None],
    *,
    first: int,
) -> None:
    """Add the entries of a commit, and where each of them is found."""
    with connection.appender("events") as rows:
        rows.append_rows(
            (
                position,
                number,
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
    pairs = enumerate(zip(entries, events, strict=True), start=first)
    located = [(at, each.id, event) for at, (each, event) in pairs]
    places.add(connection, located)
    days.add(connection, located)


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
