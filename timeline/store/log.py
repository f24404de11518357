"""Keep events in order, in commits that are whole or not there at all.

A log is one DuckDB file. It is opened for each operation and closed after, so
that nothing holds its lock between answers. One owner writes it.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.facts.chain import ORIGIN, Sealed, digest_of, log_name, seal
from timeline.facts.entry import Commit, Entry, Stored
from timeline.store import migrations
from timeline.store.queries import query
from timeline.store.refusals import (
    DigestWrong,
    HeadDiffers,
    IdTaken,
    LogLost,
    LogMissing,
    LogNotEmpty,
    MessageUnreadable,
    NothingToAppend,
    translated,
)
from timeline.store.transaction import naive, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

__all__ = ["Log"]

_ALL = 2**63 - 1  # a commit's number that none exceeds


def _newest(commits: Sequence[Commit]) -> Commit | None:
    return commits[-1] if commits else None


class Log:
    """The events that were recorded, in the file of this path."""

    def __init__(self, path: Path, *, kept: DuckDBPyConnection | None = None) -> None:
        """Name the file; it need not be there yet. `kept` is a connection never closed."""
        self.path = path
        self._kept = kept

    @classmethod
    def memory(cls) -> Log:
        """Return an empty log that lives as long as the object."""
        import duckdb

        log = cls(Path(":memory:"), kept=duckdb.connect())
        with log.writing():
            return log

    @property
    def exists(self) -> bool:
        """Whether there is such a file."""
        return self._kept is not None or self.path.exists()

    def append(self, entries: Sequence[Entry], *, at: datetime, message: str) -> Commit:
        """Add the entries in this order as one commit, and return it.

        A time before the last commit's becomes that commit's: times never go back.

        Raises:
            LogRefused: nothing was recorded.
        """
        _refuse_unfit(entries, message)
        with self.writing() as connection:
            with transaction(connection):
                _refuse_taken(connection, entries)
                last, held = _last(connection)
                sealed = _seal(entries, last, at, message)
                _insert(connection, sealed, entries, first=held + 1)
            self._look_again(connection, sealed.commit)
        return sealed.commit

    def restore(self, commits: Iterable[tuple[Commit, Sequence[Entry]]]) -> Commit | None:
        """Fill an empty log with commits that were exported, all or none; return the last.

        Raises:
            EntriesRefused: the log is not empty, or a head does not come out the same.
        """
        last, held = None, 0
        with self.writing() as connection:
            with transaction(connection):
                if _last(connection)[0] is not None:
                    raise LogNotEmpty(self.path)
                for commit, entries in commits:
                    sealed = _reseal(commit, entries, last)
                    _refuse_taken(connection, entries)
                    _insert(connection, sealed, entries, first=held + 1)
                    last, held = commit, held + len(entries)
            if last is not None:
                self._look_again(connection, last)
        return last

    def read(self, *, until: int | None = None) -> list[Stored]:
        """Return the events of commits 1 to `until` (of all, without it), in order of position.

        An event whose payload was withdrawn has an empty one.
        """
        with self.reading() as connection:
            limit = {"until": _ALL if until is None else until, "types": None}
            rows = connection.execute(query("events"), limit).fetchall()
        return [_stored(*row) for row in rows]

    def commits(self) -> list[Commit]:
        """Return every commit, oldest first."""
        with self.reading() as connection:
            return _commits(connection)

    def history(
        self,
        last: Callable[[Sequence[Commit]], Commit | None] = _newest,
        *,
        types: Collection[str] | None = None,
    ) -> tuple[list[Commit], list[Stored]]:
        """Return the commits up to the one that `last` chooses, and their events, read at once.

        Only the events of `types`, where they are given.
        """
        with self.reading() as connection:
            commits = _commits(connection)
            chosen = last(commits)
            until = chosen.number if chosen is not None else 0
            limit = {"until": until, "types": None if types is None else sorted(types)}
            rows = connection.execute(query("events"), limit).fetchall()
        return commits[:until], [_stored(*row) for row in rows]

    def head(self) -> Commit | None:
        """Return the last commit, or None where there is none."""
        with self.reading() as connection:
            return _last(connection)[0]

    def commit_at(self, instant: datetime) -> Commit | None:
        """Return the last commit at or before an instant, or None where there is none."""
        with self.reading() as connection:
            moment = {"instant": instant.astimezone(UTC).replace(tzinfo=None)}
            rows = connection.execute(query("commit_at"), moment).fetchall()
        return _commit(rows[0]) if rows else None

    def name(self) -> str | None:
        """Return the log's name, from its first commit; None where there is none."""
        with self.reading() as connection:
            rows = connection.execute(query("first")).fetchall()
        return log_name(rows[0][0]) if rows else None

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """Open the log to read it, for the modules of this folder."""
        if not self.exists:
            raise LogMissing(self.path)
        with self._open(read_only=True) as connection:
            migrations.require(connection, self.path)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[DuckDBPyConnection]:
        """Open the log to write to it, made and migrated, for the modules of this folder."""
        if self._kept is None and not self.path.parent.is_dir():
            raise LogMissing(self.path)
        with self._open(read_only=False) as connection:
            migrations.migrate(connection, self.path)
            yield connection

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[DuckDBPyConnection]:
        import duckdb

        try:
            kept = self._kept and self._kept.cursor()
            with kept or duckdb.connect(self.path, read_only=read_only) as connection:
                yield connection
        except duckdb.Error as fault:
            raise translated(self.path, fault) from fault

    def _look_again(self, connection: DuckDBPyConnection, commit: Commit) -> None:
        """See that a commit is there: COMMIT after a failed statement answers success."""
        with connection.cursor() as other:
            if _last(other)[0] != commit:
                raise LogLost(self.path, commit.number)


def _commits(connection: DuckDBPyConnection) -> list[Commit]:
    return [_commit(row) for row in connection.execute(query("commits")).fetchall()]


def _refuse_unfit(entries: Sequence[Entry], message: str) -> None:
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


def _last(connection: DuckDBPyConnection) -> tuple[Commit | None, int]:
    """Return the last commit, and how many events the log holds."""
    for *row, held in connection.execute(query("head")).fetchall():
        return _commit(tuple(row)), held
    return None, 0


def _seal(entries: Sequence[Entry], last: Commit | None, at: datetime, message: str) -> Sealed:
    moment = naive(at).replace(tzinfo=UTC)
    return seal(
        number=last.number + 1 if last else 1,
        at=max(moment, last.at) if last else moment,
        message=message,
        prior=last.head if last else ORIGIN,
        digests=[each.digest for each in entries],
    )


def _reseal(commit: Commit, entries: Sequence[Entry], last: Commit | None) -> Sealed:
    """Seal a commit again as it was, and refuse it where the head differs."""
    sealed = _seal(entries, last, commit.at, commit.message)
    if sealed.commit != commit:
        raise HeadDiffers(commit.number)
    return sealed


def _insert(
    connection: DuckDBPyConnection, sealed: Sealed, entries: Sequence[Entry], *, first: int
) -> None:
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
    connection.execute(query("insert_commit"), row)


def _commit(row: tuple[Any, ...]) -> Commit:
    number, at, message, events, prior, head = row
    return Commit(
        number=number,
        at=at.replace(tzinfo=UTC),
        message=message,
        events=events,
        prior=prior,
        head=head,
    )


def _stored(  # noqa: PLR0913, PLR0917 - the columns of the table
    position: int,
    commit: int,
    id_: str,
    type_: str,
    version: int,
    payload: str | None,
    digest: str,
    file: str | None,
    line: int | None,
    verified: list[bool],
) -> Stored:
    entry = Entry(
        id=id_,
        type=type_,
        version=version,
        payload=payload or "",
        digest=digest,
        file=file,
        line=line,
        verified=tuple(verified),
    )
    return Stored(entry=entry, position=position, commit=commit)
