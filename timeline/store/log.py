"""Keep events in order, in commits that are whole or not there at all.

A log is one DuckDB file. It is opened for each operation and closed after, so
that nothing holds its lock between answers; who finds it open waits a moment,
for an answer or a commit is soon over. One owner writes it.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from timeline.store import migrations
from timeline.store.apart import connect_apart
from timeline.store.opening import let_go, opened
from timeline.store.queries import query
from timeline.store.refusals import LogLocked, LogLost, LogMissing, LogTooLarge, translated
from timeline.store.rows import all_commits, last_commit, stored_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from timeline.facts.entry import Commit, Entry, Recorded, Stored
    from timeline.facts.places import Place
    from timeline.store.held import Held
    from timeline.store.models import Derive

__all__ = ["MOST", "Log"]

_ALL = 2**63 - 1  # a commit's number that none exceeds
_PART = 10_000  # events that are read at a time
MOST = 2_000_000
"""Events that are held at once at most: they take some five gigabytes."""

_WAITS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6)
"""Seconds between tries to open a log that somebody else has open: an answer holds it for less."""

_TURNS: dict[Path, RLock] = {}
"""A lock a file: DuckDB refuses a writer beside a reader in one process as in two."""


def _newest(commits: Sequence[Commit]) -> Commit | None:
    return commits[-1] if commits else None


def _mark(file: Path) -> tuple[int, ...] | None:
    """Return which file it is, how long, and when it was last changed."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


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

    def mark(self) -> object:
        """Return what is another thing after every commit, without opening the file.

        None where there is no telling: the log is in memory, or not there.
        """
        files = (self.path, self.path.with_name(f"{self.path.name}.wal"))
        return tuple(map(_mark, files)) if self._kept is None and self.path.exists() else None

    def append(
        self,
        entries: Sequence[Entry],
        *,
        at: datetime,
        message: str,
        derive: Derive | None = None,
    ) -> Commit:
        """Add the entries in this order as one commit, and return it.

        A time before the last commit's becomes that commit's: times never go back.
        `derive` gives the rows of the read models that this touches; without it they
        are behind until they are made anew.

        Raises:
            LogRefused: nothing was recorded.
        """
        from timeline.store.appending import append, refuse_unfit

        refuse_unfit(entries, message)
        with self.writing() as connection:
            commit = append(connection, entries, at, message, derive)
            self.look_again(connection, commit)
        return commit

    def restore(
        self, commits: Iterable[tuple[Commit, Iterable[Entry]]], derive: Derive | None = None
    ) -> Commit | None:
        """Fill an empty log with commits that were exported, all or none; return the last.

        `derive` gives their read models; without it they are behind until they are made anew.

        Raises:
            EntriesRefused: the log is not empty, or a head does not come out the same.
        """
        from timeline.store.appending import restore, take_away

        was_there = self.exists
        with self.writing() as connection:
            try:
                last = restore(connection, commits, self.path, derive)
            except BaseException:
                if not was_there:
                    take_away(connection, self.path)
                raise
            if last is not None:
                self.look_again(connection, last)
        return last

    def read(self, *, until: int | None = None) -> list[Stored]:
        """Return the events of commits 1 to `until` (of all, without it), in order of position.

        An event whose payload was withdrawn has an empty one.
        """
        with self.reading() as connection:
            limit = {"until": _ALL if until is None else until, "types": None}
            rows = connection.execute(query("events"), limit).fetchall()
        return [stored_of(*row) for row in rows]

    def commits(self) -> list[Commit]:
        """Return every commit, oldest first."""
        with self.reading() as connection:
            return all_commits(connection)

    def history(
        self,
        last: Callable[[Sequence[Commit]], Commit | None] = _newest,
        *,
        types: Collection[str] | None = None,
    ) -> tuple[list[Commit], list[Stored]]:
        """Return the commits up to the one that `last` chooses, and their events, read at once.

        Only the events of `types`, where they are given.

        Raises:
            LogTooLarge: there are too many events to be held at once.
        """
        commits, stored = self.history_within(None, last, types=types)
        return commits, stored or []

    def history_within(
        self,
        most: int | None,
        last: Callable[[Sequence[Commit]], Commit | None] = _newest,
        *,
        types: Collection[str] | None = None,
    ) -> tuple[list[Commit], list[Stored] | None]:
        """Return the same in one look; None for the events, where all of them are more than `most`.

        Nothing but the commits is read then.

        Raises:
            LogTooLarge: `most` is None, and there are too many to be held at once.
        """
        with self.reading() as connection:
            commits = all_commits(connection)
            chosen = last(commits)
            until = chosen.number if chosen is not None else 0
            events = sum(each.events for each in commits[:until])
            if most is not None and events > most:
                return commits[:until], None
            if events > MOST:
                raise LogTooLarge(self.path, events)
            limit = {"until": until, "types": None if types is None else sorted(types)}
            rows = connection.execute(query("events"), limit).fetchall()
        return commits[:until], [stored_of(*row) for row in rows]

    @contextmanager
    def whole(self) -> Iterator[tuple[list[Commit], Iterator[Stored]]]:
        """Open the log for all of its commits, and their events in order, as they are read."""
        with self.reading() as connection:
            commits = all_commits(connection)
            last = sum(each.events for each in commits)
            parts = (
                connection.execute(
                    query("stored"), {"first": at, "last": at + _PART - 1}
                ).fetchall()
                for at in range(1, last + 1, _PART)
            )
            yield commits, (stored_of(*row) for part in parts for row in part)

    def found(self, places: Callable[[Recorded | None], Collection[Place]]) -> list[Recorded]:
        """Return the events at some places, and those at what each of these leads to in turn.

        `places` gives where to look: first of all for None, then for each event found.
        """
        from timeline.store.held import Held

        with self.reading() as connection:
            return Held(connection).found(places)

    @contextmanager
    def held(self) -> Iterator[Held | None]:
        """Open the log to find events by their places and days; None if an older program's is."""
        from timeline.store.held import Held

        with self.reading() as connection:
            yield Held(connection) if migrations.complete(connection) else None

    def modelled(self) -> bool:
        """Tell whether the read models follow the log to its end."""
        from timeline.store.models import followed

        with self.reading() as connection:
            return followed(connection)

    def rebuild(self, derive: Derive) -> None:
        """Make anew all that is derived from the events, part by part.

        Raises:
            LogRefused: it is as it was.
        """
        from timeline.store.appending import rebuild

        if not self.exists:
            raise LogMissing(self.path)
        with self.writing() as connection:
            rebuild(connection, derive)

    def head(self) -> Commit | None:
        """Return the last commit, or None where there is none."""
        with self.reading() as connection:
            return last_commit(connection)[0]

    def name(self) -> str | None:
        """Return the log's name, from its first commit; None where there is none."""
        from timeline.facts.chain import log_name

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
    def writing(self, *, kept: bool = True) -> Iterator[DuckDBPyConnection]:
        """Open the log to write to it, made and migrated, for the modules of this folder.

        Who sets anything of the connection for itself wants it not to be `kept` for the next.
        """
        if self._kept is None and not self.path.parent.is_dir():
            raise LogMissing(self.path)
        with self._open(read_only=False, kept=kept) as connection:
            migrations.migrate(connection, self.path)
            yield connection

    @contextmanager
    def apart(self, *, memory: str) -> Iterator[DuckDBPyConnection]:
        """Open the log to read it where nothing else can be reached, with so much memory.

        A log that lives in memory is no file, and is read where it is.
        """
        if not self.exists:
            raise LogMissing(self.path)
        connect = partial(connect_apart, self.path, memory)
        with self._opened(connect, lambda each: each.close()) as connection:
            yield connection

    @contextmanager
    def _open(self, *, read_only: bool, kept: bool = True) -> Iterator[DuckDBPyConnection]:
        connect = partial(opened, self.path, read_only=read_only)
        leave = partial(let_go, self.path, read_only=read_only, kept=kept)
        with self._opened(connect, leave) as connection:
            yield connection

    @contextmanager
    def _opened(
        self,
        connect: Callable[[], DuckDBPyConnection],
        leave: Callable[[DuckDBPyConnection], None],
    ) -> Iterator[DuckDBPyConnection]:
        """Open the file in its turn, and leave it; a log in memory is open as it is."""
        import duckdb

        try:
            if self._kept is not None:
                with self._kept.cursor() as connection:
                    yield connection
                return
            with _TURNS.setdefault(self.path.absolute(), RLock()):
                connection = self._patiently(connect)
                try:
                    yield connection
                except BaseException:
                    connection.close()
                    raise
                leave(connection)
        except duckdb.Error as fault:
            raise translated(self.path, fault) from fault

    def _patiently(self, connect: Callable[[], DuckDBPyConnection]) -> DuckDBPyConnection:
        """Open the file; where somebody else has it open, wait for a moment and try again."""
        import duckdb

        for wait in _WAITS:
            try:
                return connect()
            except duckdb.Error as fault:
                if not isinstance(translated(self.path, fault), LogLocked):
                    raise
            time.sleep(wait)
        return connect()

    def look_again(self, connection: DuckDBPyConnection, commit: Commit) -> None:
        """See that a commit is there: COMMIT after a failed statement answers success."""
        if last_commit(connection)[0] != commit:
            raise LogLost(self.path, commit.number)
