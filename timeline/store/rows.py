"""Read commits and events from the rows that DuckDB returns."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from timeline.facts.entry import Commit, Entry, Stored
from timeline.store.queries import query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["all_commits", "last_commit", "stored_of"]


def all_commits(connection: DuckDBPyConnection) -> list[Commit]:
    """Return every commit, oldest first."""
    return [_commit_of(row) for row in connection.execute(query("commits")).fetchall()]


def last_commit(connection: DuckDBPyConnection) -> tuple[Commit | None, int]:
    """Return the last commit, and how many events the log holds."""
    for *row, held in connection.execute(query("head")).fetchall():
        return _commit_of(tuple(row)), held
    return None, 0


def _commit_of(row: tuple[Any, ...]) -> Commit:
    """Return a commit from its row; its time is UTC."""
    number, at, message, events, prior, head = row
    return Commit(
        number=number,
        at=at.replace(tzinfo=UTC),
        message=message,
        events=events,
        prior=prior,
        head=head,
    )


def stored_of(  # noqa: PLR0913, PLR0917 - the columns of the table
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
    """Return an event from its row; a withdrawn payload is an empty one."""
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
