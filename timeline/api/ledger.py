"""Open a ledger for a program: record, check, and ask as of a day; no file is held between."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline import clock
from timeline.api import recording, typed, written
from timeline.api.answers import commit_by
from timeline.api.appending import rebuild
from timeline.api.as_of import AsOf
from timeline.api.asking import answered, arrow_of
from timeline.api.bulk import import_facts
from timeline.api.keeping import proved
from timeline.api.market import market
from timeline.api.parts import part_of
from timeline.api.rows.log import Commit, Verified
from timeline.api.rows.reading import answer, rows
from timeline.api.rows.table import Rows
from timeline.errors import LogRefused, Problem, ValueUnreadable
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Commit as Committed
from timeline.record.folders import LOG_NAME, find_root
from timeline.show import data
from timeline.store.log import Log
from timeline.store.refusals import LogMissing
from timeline.store.watching import unwatched
from timeline.views.filing import Filing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from timeline.api.asking import Table
    from timeline.api.market import Market
    from timeline.api.parts import Want
    from timeline.api.recording import Outcome
    from timeline.api.typed import Day, Recorded
    from timeline.store.bulk import Brought
    from timeline.store.watching import Watch

__all__ = ["Ledger", "LogReplaced", "open_ledger"]

_COMMIT = attrgetter("commit")


class LogReplaced(LogRefused):
    """The log under that path is not the one that a view was made of."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"the log {path} is another one than this view was made of", "ask as_of again"
        )


@frozen(eq=False)
class _Seen:
    """The commits of a log when its file was as its mark says."""

    mark: object
    commits: tuple[Committed, ...]


@frozen(eq=False)
class _Read:
    """The events of a log up to the commit with this head, and after how many each commit ends."""

    heads: frozenset[str]
    filing: Filing
    ends: tuple[int, ...]


class Ledger:
    """A ledger: its folder of plain text, and its log.

    The log's file is opened for each thing that needs it and closed after, so
    that other programs may record between any two answers; one that finds it
    open waits for about a second. What was read is kept while the log stays as
    it is, the last reading alone. Several threads may use one ledger.
    """

    def __init__(self, log: Log, folder: Path) -> None:
        """Name the log and the folder; `timeline.open` finds both."""
        self._log = log
        self._folder = folder
        self._lock = Lock()
        self._recording = Lock()
        self._seen: _Seen | None = None
        self._read: _Read | None = None

    def __repr__(self) -> str:
        """Show the log."""
        return f"Ledger({str(self._log.path)!r})"

    @property
    def path(self) -> Path:
        """The log's file."""
        return self._log.path

    def as_of(
        self,
        on: Day | None = None,
        *,
        known: Day | None = None,
        recorded: Recorded | None = None,
    ) -> AsOf:
        """Return what answers every question: of a day, as known on a day, as recorded by then.

        `on` is today where it is not given. `known` admits only what the public
        could have read by that day, `recorded` only what the log held by a day or
        by a commit, as 12 or `#12`; without them all counts that is recorded now.

        Raises:
            LogRefused: the log is not there, or cannot be read.
            NotFound: there is no such commit.
            ValueUnreadable: a day is none.
        """
        commits = self._commits()
        return AsOf(
            on=clock.today() if on is None else typed.asked(on),
            known=None if known is None else typed.day(known),
            commit=commit_by(commits, typed.commit(recorded)),
            dated=on is not None,
            commits=commits,
            filed=self._filed,
            market=self._market,
        )

    def record(
        self,
        *paths: Path | str,
        documents: Path | str | None = None,
        message: str = "",
        amend: str | None = None,
        dry_run: bool = False,
        strict: bool = False,
    ) -> Outcome:
        """Record what is new in the ledger, or in these files and folders, as one commit.

        All of it, or nothing: `refused` of what is returned tells that an error of
        the files kept it out, and `problems` which. `amend` is the reason for
        which changed facts are put right; `strict` takes a warning for an error.

        Raises:
            LogRefused: the log cannot be written.
        """
        with self._recording:
            return recording.record(
                self._paths(paths), typed.documents(documents), self._log,
                message=message, amend=amend, dry_run=dry_run, strict=strict,
            )  # fmt: skip

    def append(
        self,
        *facts: Mapping[str, Any],
        entities: Iterable[Mapping[str, Any]] = (),
        documents: Iterable[Mapping[str, Any]] = (),
        message: str = "",
    ) -> Outcome:
        """Record facts that no file states, as one commit: durably, once this returns.

        Each is a table as the files have it: `{"type": "stake-changed", "company": …}`.
        Nothing is read of the log but what these name. All of them or nothing:
        `refused` tells that `problems` kept them out.

        Raises:
            LogRefused: the log cannot be written.
        """
        tables = {"document": [*documents], "entity": [*entities], "fact": [*facts]}
        typed.tables(*tables["document"], *tables["entity"], *tables["fact"])
        with self._recording:
            return recording.record_tables(tables, self._folder, self._log, message=message)

    def import_facts(
        self,
        *files: Path | str,
        models: bool = True,
        workers: int = 1,
        watch: Watch = unwatched,
    ) -> Brought:
        """Record files of facts, documents and entities, however large, as one commit, or nothing.

        They are Parquet, CSV or NDJSON, and read by SQL alone: no object is made of a row.
        `refused` of what is returned tells that `errors` kept all out, of which `problems`
        are the first. Without `models` the read models are left for `rebuild`; with several
        `workers` they are made by so many processes: see there. `watch` is told the name
        of each step, and how much of it is done, from 0 to 1.

        Raises:
            NotFound: there is no such file.
            ValueUnreadable: no file is named.
            LogRefused: the log cannot be written.
        """
        if not files:
            raise ValueUnreadable("no file is named", "name files of facts, documents, entities")
        with self._recording:
            return import_facts(
                [Path(each) for each in files], self._log, watch=watch, workers=workers,
                models=models,
            )  # fmt: skip

    def check(
        self,
        *paths: Path | str,
        documents: Path | str | None = None,
        require_documents: bool = False,
        strict: bool = False,
    ) -> Rows[Problem]:
        """Return all that is wrong with the ledger, or these files and folders, by file and line.

        None where all is well. `require_documents` asks for the text of every document.
        """
        found = recording.check(
            self._paths(paths), typed.documents(documents), self._log,
            required=require_documents, strict=strict,
        )  # fmt: skip
        return Rows(Problem, found)

    def verify(self, *, heads: Path | str | None = None, quick: bool = False) -> Verified:
        """Prove that what was recorded is as it was, against `heads.txt` too where there is one.

        `quick` does not derive the read models again, which answer `sql`.
        """
        path = None if heads is None else Path(heads)
        return answer(Verified, written.proof(proved(self._log, self._folder, path, quick=quick)))

    def rebuild(self, *, workers: int = 1, watch: Watch = unwatched) -> str:
        """Make the read models anew, which answer `sql`; return their digest.

        With several `workers` they are processes, as those of `multiprocessing`: a
        script that asks for them needs its `if __name__ == "__main__":`. `watch` is
        told the name of each step, and how much of it is done, from 0 to 1.
        """
        with self._recording:
            return rebuild(self._log, workers=workers, watch=watch)

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> Table:
        """Return what one query returns of the answers as now known; it can only read the log.

        `$name` in it is a parameter.

        Raises:
            LogRefused: it cannot be run, or would do more; or the read models are behind.
        """
        return answered(self._log, query, parameters)

    def sql_to_arrow(self, query: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Return what `sql` does as an Arrow table, with no Python object a row.

        Raises:
            ArrowMissing: pyarrow is not installed.
            LogRefused: as `sql`.
        """
        return arrow_of(self._log, query, parameters)

    def commits(self) -> Rows[Commit]:
        """Return every commit, the first one first."""
        return rows(Commit, data.commits(self._commits()))

    def _paths(self, paths: Sequence[Path | str]) -> Iterable[Path]:
        return [Path(each) for each in paths] or [self._folder]

    def _commits(self) -> tuple[Committed, ...]:
        """Return the log's commits; the file is opened only where it changed since."""
        with self._lock:
            mark = self._log.mark()
            if mark is None or self._seen is None or self._seen.mark != mark:
                self._seen = _Seen(mark, tuple(self._log.commits()))
            return self._seen.commits

    def _filed(
        self, commits: Sequence[Committed], last: Committed | None, want: Want | None = None
    ) -> Filing:
        """Return the events up to a commit, read at most once a state of the log.

        Of a large log that was not read yet, those alone that a question wants.
        """
        if last is None:
            return Filing()
        read = self._read
        if read is None or last.head not in read.heads:
            part = part_of(self._log, commits, last, want)
            if part is not None:
                self._require(last)
                return part
        with self._lock:
            if self._read is None or last.head not in self._read.heads:
                self._read = None
                self._read = self._reading(commits[-1])
            if last.head not in self._read.heads:
                raise LogReplaced(self.path)
            return self._read.filing.first(self._read.ends[last.number - 1])

    @contextmanager
    def _market(
        self, commits: Sequence[Committed], last: Committed | None
    ) -> Iterator[Market | None]:
        """Open the whole of a large log that was not read yet; see `market`."""
        if last is None or (self._read is not None and last.head in self._read.heads):
            yield None
            return
        with market(self._log, commits, last) as whole:
            if whole is not None:
                self._require(last)
            yield whole

    def _require(self, last: Committed) -> None:
        """See that the log still holds a commit.

        Raises:
            LogReplaced: it is another one.
        """
        if all(each.head != last.head for each in self._commits()):
            raise LogReplaced(self.path)

    def _reading(self, last: Committed) -> _Read:
        """Read every event up to a commit."""
        commits, stored = self._log.history(lambda _: last)
        events = read_back(stored, commits)
        ends = tuple(bisect_right(events, each.number, key=_COMMIT) for each in commits)
        return _Read(frozenset(each.head for each in commits), Filing().all(events), ends)


def open_ledger(path: Path | str, *, create: bool = False) -> Ledger:
    """Open the ledger of a folder, or the one that a log is of; see `timeline.open`."""
    place = Path(path).absolute()
    file = place / LOG_NAME if place.is_dir() else place
    log = Log(file)
    if not create and not log.exists:
        raise LogMissing(file)
    return Ledger(log, place if place.is_dir() else find_root(file.parent))
