"""Record files of facts through SQL alone: no Python object for a row, in bounded memory.

Each row is written as canonical JSON by SQL, which is only a fast way to the
same text: a value whose form does not prove that it is written as it stands is
read as everywhere else, each such value once. All is recorded in one commit, or
nothing; what is recorded already is left out.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.errors import Problem
from timeline.facts.cells import FREE, SOURCES, Source
from timeline.facts.entry import Commit
from timeline.store import days, places
from timeline.store.appending import caught_up, remade, seal_last, take_away
from timeline.store.bulk_checks import Checks, Faults
from timeline.store.bulk_files import BulkFile, literal, opened
from timeline.store.held import Held
from timeline.store.models import follow, replace
from timeline.store.models import followed as models_follow
from timeline.store.queries import query
from timeline.store.rows import last_commit
from timeline.store.transaction import transaction
from timeline.store.watching import followed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from timeline.store.log import Log
    from timeline.store.models import Derive
    from timeline.store.watching import Watch

__all__ = ["MEMORY", "Brought", "bring"]

MEMORY = "1GB"
"""What DuckDB may use for an import; what exceeds it goes to a folder beside the log."""

_SLICE = 1_000_000  # digests that are sorted at a time
_PART = 65_536  # and brought to Python
_ALL = 2**63 - 1
_FEW = 20_000  # events of an import that are held at once, to make what they change
_SHARE = 10  # of a log: to make what so much of it changes takes as long as to make all anew
_MANY = 200_000  # events that are held at once where to make all anew would take much longer
_PREFIXES = {"documents": "document:", "entities": "entity:"}
_TYPES = {"documents": "document-described", "entities": "entity-described"}


@frozen(kw_only=True)
class Brought:
    """What an import did: the commit (None where nothing is new), counts, what is wrong.

    `errors` counts the rows that err, of which `problems` tells the first.
    `modelled` is false where the read models do not follow.
    """

    commit: Commit | None = None
    recorded: int = 0
    unchanged: int = 0
    errors: int = 0
    problems: tuple[Problem, ...] = ()
    modelled: bool = True

    @property
    def refused(self) -> bool:
        """Tell whether errors kept everything out of the log."""
        return self.errors > 0


def bring(  # noqa: PLR0913 - what an import is made of
    log: Log, paths: Sequence[Path], *, at: datetime, message: Callable[[Sequence[BulkFile]], str],
    derive: Derive | None, watch: Watch,
) -> Brought:  # fmt: skip
    """Record files of facts, documents and entities as one commit, all of them or nothing.

    `message` words the commit; `derive` works out what it changes in the read models,
    which are left behind without it; `watch` is told how far each step is.

    Raises:
        LogRefused: the log cannot be used; nothing was recorded.
    """
    was_there = log.exists
    beside = log.path.absolute().parent if log.path.parent.is_dir() else None
    with (
        TemporaryDirectory(prefix=".import-", dir=beside) as folder,
        log.writing(kept=False) as connection,
    ):
        _bound(connection, log, folder)
        brought = _Import(connection, paths, Path(folder), watch).all(at, message, derive)
        if brought.commit is not None:
            log.look_again(connection, brought.commit)
        if not was_there and brought.commit is None:
            take_away(connection, log.path)
    return brought


def _bound(connection: DuckDBPyConnection, log: Log, folder: str) -> None:
    """Use little memory and a folder to spill to; a log in memory is bounded by nothing."""
    connection.execute(query("bulk/set_progress"))
    if log.path.name != ":memory:":
        connection.execute(query("bulk/set_memory"), {"value": MEMORY})
        connection.execute(query("bulk/set_folder"), {"value": folder})


class _Import:
    """One import, step by step."""

    def __init__(
        self, connection: DuckDBPyConnection, paths: Sequence[Path], folder: Path, watch: Watch
    ) -> None:
        self.connection, self.paths, self.folder, self.watch = connection, paths, folder, watch
        self.files: list[BulkFile] = []
        self.faults = Faults(connection)
        self.checks = Checks(connection, self.faults, watch)

    def ask(self, name: str, /, **values: object) -> list[tuple[Any, ...]]:
        return self.checks.ask(name, **values)

    def all(
        self, at: datetime, message: Callable[[Sequence[BulkFile]], str], derive: Derive | None
    ) -> Brought:
        """Read, check and record; stop after a step that finds errors."""
        for name, step in (
            ("reading", self._open), ("checking", self._check), ("checking rows", self._mend),
            ("checking names", self.checks.facts_named), ("comparing", self._compare),
        ):  # fmt: skip
            self.watch(name, 0.0)
            step()
            self.watch(name, 1.0)
            if self.faults.errors:
                return Brought(
                    errors=self.faults.errors, problems=self.faults.in_order(),
                    modelled=models_follow(self.connection),
                )  # fmt: skip
        return self._record(at, message, derive)

    def _open(self) -> None:
        """Open the files, and tell the views of them."""
        for each in ("macros", "tables"):
            self.ask(each)
        with followed(self.connection, self.watch, "reading"):
            self.files, problems = opened(self.connection, self.paths, self.folder)
        self.faults.files = self.files
        self.faults.all(problems)
        if problems:
            return
        nothing = self.folder / "nothing.parquet"
        self.ask("nothing", target=str(nothing))
        paths = [str(each.parquet) for each in self.files]
        for name, values in (
            ("starts", [each.start for each in self.files]),
            ("firsts", [each.first for each in self.files]),
            ("names", [each.name for each in self.files]),
        ):  # fmt: skip
            self.ask(f"set_{name}", paths=[*paths, str(nothing)], value=[*values, values[0]])
        for source in SOURCES:
            of = [literal(each.parquet) for each in self.files if each.source == source]
            self.ask(f"set_{source}", value=of or [literal(nothing)])
            self.ask(f"{source}_told")
            self.ask(f"tell_{source}")
            if free := FREE[source]:
                names = [name.removeprefix(free) for (name,) in self.ask("free_columns", free=free)]
                self.ask("set_roles" if source == "facts" else "set_identifiers", value=names)
        self.checks.prepare()

    def _check(self) -> None:
        """Check what each row says, and whom it names, so that both are told at once."""
        self.checks.rows()
        self.checks.named()

    def _mend(self) -> None:
        """Write what is not written as it stands, and see each row as a whole."""
        for source in SOURCES:
            self.ask(f"tell_{source}")
            for (column,) in self.ask("readings_of", source=source):
                self.ask("mending_readings", source=source, column=column)
        self.ask("documents_dated")
        self.ask("mending_published")
        self.ask("mended")
        for source in SOURCES:
            self.ask(f"{source}_written")
        self.ask("corrections")
        self.checks.whole_rows()

    def _compare(self) -> None:
        """Leave out what is recorded already, and refuse what would read differently."""
        for source in SOURCES:
            self.ask("forget")
            self.ask(f"tell_{source}")
            self.ask(f"write_{source}")
            self.ask("twice")
            if source == "facts":
                self.ask("held_facts")
            else:
                self.ask("held_descriptions", type=_TYPES[source], prefix=_PREFIXES[source])
                self.ask("last_versions", source=source)
            self.ask("compared")
            self._differing(source)
            self.ask("skipped", source=source)
            self.ask("runs", source=source, count=self._rows(source))
        self._corrections()

    def _differing(self, source: Source) -> None:
        for place, first, rows in self.checks.counted("told_twice"):
            file, line = self.faults.place(source, first)
            message = f"its id stands at {file}:{line} too, where it reads differently"
            self.faults.add(source, place, "id-twice", message, "an id is of one row", rows=rows)
        if source == "facts":
            for place, name, of, rows in self.checks.counted("renamed"):
                message = f"“{name}” is what the fact “{of}” goes by since it was recorded"
                self.faults.add(
                    source, place, "id-twice", message, "an id is of one fact", rows=rows
                )
            for place, name, number, rows in self.checks.counted("changed"):
                self._changed(place, name, number, rows)
        else:
            self.ask("old_versions", source=source)
            self.ask("next_versions", source=source)
        for place, name, rows in self.ask("gone"):
            self.faults.add(
                source, place, "fact-withdrawn",
                f"“{name}” was recorded, and its words were withdrawn from the log: it is not"
                " recorded again", rows=rows, severity="warning",
            )  # fmt: skip

    def _changed(self, place: int, name: str, number: int | None, rows: int) -> None:
        where = f"was recorded in commit #{number}" if number else "stands in two rows"
        self.faults.add(
            "facts", place, "fact-changed",
            f"“{name}” {where} and reads differently now; a recorded fact is never changed",
            "put it back, and give another id to a row that corrects it, with its id in"
            " “corrects” and a “reason”", rows=rows,
        )  # fmt: skip

    def _corrections(self) -> None:
        for place, name, number, rows in self.checks.counted("corrections_changed"):
            self._changed(place, name, number, rows)
        ((before,),) = self.ask("corrections_count")
        self.ask("corrections_held")
        ((after,),) = self.ask("corrections_count")
        self.corrections, self.corrections_held = after, before - after

    def _rows(self, source: Source) -> int:
        return sum(each.rows for each in self.files if each.source == source)

    def _record(
        self, at: datetime, message: Callable[[Sequence[BulkFile]], str], derive: Derive | None
    ) -> Brought:
        """Append what is new, seal it, and have the read models follow."""
        skipped = dict(self.ask("skipped_count"))
        new = {each: self._rows(each) - skipped.get(each, 0) for each in SOURCES}
        recorded = sum(new.values()) + self.corrections
        unchanged = sum(skipped.values()) + self.corrections_held
        warnings = self.faults.in_order()
        if not recorded:
            follow_now = models_follow(self.connection)
            return Brought(unchanged=unchanged, problems=warnings, modelled=follow_now)
        with transaction(self.connection):
            last, held = last_commit(self.connection)
            number, ahead = last.number + 1 if last else 1, held
            if derive is not None and not caught_up(self.connection, held, derive):
                derive = None
            for source in ("documents", "entities", "facts"):
                with followed(self.connection, self.watch, f"recording {source}"):
                    self.ask(f"write_{source}")
                    self.ask("record", source=source, ahead=ahead, commit=number)
                ahead += new[source]
            self.ask("record_corrections", ahead=ahead, commit=number)
            commit = seal_last(
                self.connection, self._digests(held + 1, recorded), at, message(self.files)
            )
            few = recorded <= max(_FEW, min(held // _SHARE, _MANY))
            if derive is not None and few:
                self._model(derive, held, number)
            with followed(self.connection, self.watch, "places"):
                for each in (places, days):
                    each.fill_in(self.connection, held + 1, held + recorded)
            if derive is not None and not few:
                remade(self.connection, derive, commit)
        return Brought(
            commit=commit, recorded=recorded, unchanged=unchanged, problems=warnings,
            modelled=derive is not None,
        )  # fmt: skip

    def _model(self, derive: Derive, held: int, number: int) -> None:
        """Replace what the new events change, of which no place leads to one yet."""
        events = Held(self.connection)
        new = events.between(held + 1, _ALL)
        replace(self.connection, derive.further(events, new))
        follow(self.connection, number)

    def _digests(self, first: int, count: int) -> Iterator[str]:
        """Give the digests of what was appended, in order, some at a time."""
        for at in range(0, count, _SLICE):
            self.watch("sealing", at / count)
            limits = {"first": first + at, "last": first + min(at + _SLICE, count) - 1}
            found = self.connection.execute(query("bulk/digests"), limits)
            while part := found.fetchmany(_PART):
                yield from (digest for (digest,) in part)
