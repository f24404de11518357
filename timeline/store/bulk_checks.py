"""Check the rows of an import by the values that stand in their columns, each looked at once.

SQL tells which values, rows and references can be wrong; what each is told is
said by the types themselves, so that a file and a ledger are refused alike.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from timeline.dates import parse
from timeline.errors import Problem, ValueUnreadable, nearest
from timeline.facts.cells import FREE, SOURCES, Source, cells, written
from timeline.facts.codec import decode
from timeline.facts.fact import Fact
from timeline.facts.names import FACTS, TypeUnknown
from timeline.store.bulk_files import literal
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from timeline.errors import Severity
    from timeline.store.bulk_files import BulkFile
    from timeline.store.watching import Watch

__all__ = ["MOST", "Checks", "Faults"]

MOST = 20  # problems that are told, of those that there are
_READ = 10_000  # values that are read one by one at a time
_NO_ID = "write letters, digits and hyphens; “:” and “~” are the log's own"
_NAMED: dict[Source, tuple[str, str, str]] = {
    "documents": (
        "document-unknown",
        "document",
        "describe it in a file of documents, or record it",
    ),
    "entities": ("entity-unknown", "entity", "describe it in a file of entities, or record it"),
    "facts": ("fact-unknown", "fact", ""),
}
_PARTED = "several ids stand in one cell with spaces between"


class Faults:
    """What is wrong: the first problems, each at the row that has it, and how many rows err."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Begin with nothing wrong, and no file."""
        self.connection = connection
        self.files: Sequence[BulkFile] = ()
        self.told: list[Problem] = []
        self.errors = 0

    def add(  # noqa: PLR0913 - a problem has these parts
        self, source: Source, place: int, rule: str, message: str, hint: str = "", *,
        rows: int = 1, severity: Severity = "error",
    ) -> None:  # fmt: skip
        """Tell of a row, and count all rows of which the same is true."""
        name, line = self.place(source, place)
        more = f" (and so in {rows - 1:,} further rows)" if rows > 1 else ""
        problem = Problem(
            rule=rule, message=message + more, hint=hint, severity=severity, file=name, line=line
        )
        self._add(problem, rows)

    def all(self, problems: Iterable[Problem]) -> None:
        """Add problems that have their places."""
        for each in problems:
            self._add(each, 1)

    def place(self, source: Source, place: int) -> tuple[str, int]:
        """Return the file and line of a row."""
        files = [each for each in self.files if each.source == source and each.rows]
        found = files[bisect_right([each.start for each in files], place - 1) - 1]
        row = place - 1 - found.start
        if found.lined:
            values = {"file": literal(found.parquet), "row": row}
            ((line,),) = self.connection.execute(query("bulk/line"), values).fetchall()
            return found.name, line
        return found.name, row + found.first

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems that are told, file by file and line by line."""
        places = {each.name: at for at, each in enumerate(self.files)}

        def place(each: Problem) -> tuple[int, int]:
            return places.get(each.file or "", len(places)), each.line or 0

        return tuple(sorted(self.told, key=place))

    def _add(self, problem: Problem, rows: int) -> None:
        self.errors += rows if problem.severity == "error" else 0
        if len(self.told) < MOST:
            self.told.append(problem)


class Checks:
    """Check the rows of files that are open, and what they name."""

    def __init__(self, connection: DuckDBPyConnection, faults: Faults, watch: Watch) -> None:
        """Tell what is wrong to `faults`, and how many columns are checked to `watch`."""
        self.connection = connection
        self.faults = faults
        self.watch = watch
        self.open_ended: set[str] = set()

    def counted(self, name: str, /, **values: object) -> Iterator[tuple[Any, ...]]:
        """Give rows that err, the last of those told with the number of all further ones."""
        found = self.ask(name, most=MOST, **values)
        for at, (*row, count) in enumerate(found, start=1):
            yield *row, 1 if at < MOST else count - MOST + 1

    def grouped(self, name: str, /) -> Iterator[tuple[Any, ...]]:
        """Give what rows err in, with the number of these; the rows of the others are counted."""
        found = self.ask(name, most=MOST)
        for *row, _ in found:
            yield tuple(row)
        if found:
            self.faults.errors += found[0][-1] - sum(row[-2] for row in found)

    def ask(self, name: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Run one of the queries of an import."""
        return self.connection.execute(query(f"bulk/{name}"), values or None).fetchall()

    def prepare(self) -> None:
        """Tell the database what each column holds."""
        with self.connection.appender("fields") as fields:
            fields.append_rows((each.type, each.name, each.kind, each.required) for each in cells())
        with self.connection.appender("words") as words:
            words.append_rows(
                (each.type, each.name, word) for each in cells() for word in each.words
            )

    def rows(self) -> None:
        """Check all that a row says by itself."""
        for source in SOURCES:
            columns = {name for each in self.faults.files if each.source == source
                       for name in each.columns}  # fmt: skip
            if columns:
                self.ask(f"tell_{source}")
                self._types(source)
                self._columns(source, sorted(columns))
                self._missing(source)
                self._ids(source)
        self._strange()
        self._words()
        self._values()

    def whole_rows(self) -> None:
        """Check what the columns of a row say together, once each of them can be read."""
        self.ask("flawed")
        for place, payload, rows in self.counted("flawed_rows"):
            event = decode(payload)
            flaw = event.flaw() if isinstance(event, Fact) else ""
            self.faults.add("facts", place, "fact-malformed", flaw, rows=rows)
        for source, place, name in self.ask("itself"):
            of = source == "facts"
            self.faults.add(
                source, place, "corrects-itself" if of else "origin-itself",
                f"“{name}” is said to {'correct' if of else 'be a copy of'} itself",
                "give the fact that replaces an id of its own" if of else "",
            )  # fmt: skip
        for place, name, rows in self.counted("open_ended", dates=sorted(self.open_ended)):
            self.faults.add(
                "documents", place, "publication-open", f"the publication of “{name}” has no end",
                "say when it was read, in “retrieved”", rows=rows,
            )  # fmt: skip
        for kind, place, published in self.ask("statements_dated"):
            if kind == "confirmed":
                self.faults.add(
                    "facts", place, "value-unreadable",
                    f"“published”: a confirmation is published with its document, not {published}",
                    "leave it out",
                )  # fmt: skip

    def named(self) -> None:
        """Check that the documents and entities that rows name are there."""
        self._named("documents")
        self._named("entities")

    def facts_named(self) -> None:
        """Check that the facts that rows name are there, once their corrections are known."""
        self._named("facts")

    def _named(self, kind: Source) -> None:
        rule, what, hint = _NAMED[kind]
        for source, column, name, place, rows in self.grouped(f"{kind}_unknown"):
            near = nearest(name, (each for (each,) in self.ask(f"near_{kind}", name=name)))
            message = f"“{column}”: no {what} has the id “{name}”"
            also = _PARTED if " " in name else hint
            self.faults.add(source, place, rule, message, near or also, rows=rows)

    def _types(self, source: Source) -> None:
        known = {each.type for each in cells()}
        for name, place, rows in self.ask("types"):
            if name is None:
                self.faults.add(source, place, "field-missing", "this row has no “type”", rows=rows)
            elif name not in known:
                fault = TypeUnknown(name, FACTS)
                self.faults.add(source, place, "type-unknown", fault.message, fault.hint, rows=rows)

    def _columns(self, source: Source, columns: Sequence[str]) -> None:
        """Keep each value of each column once."""
        of = [each for each in cells() if each.source == source]
        free = FREE[source] or "\0"
        for at, column in enumerate(columns):
            self.watch(f"checking {source}", at / len(columns))
            name = "parties" if source == "facts" and column.startswith(free) else column
            kinds = {each.kind for each in of if each.name == name}
            if kinds:
                told = "cells_told" if kinds <= {"text", "texts"} else "cells"
                self.ask(told, source=source, column=column, name=name)

    def _missing(self, source: Source) -> None:
        required = {each.name for each in cells() if each.source == source and each.required}
        for name in sorted(required):
            asked = {} if name == "parties" else {"column": name, "name": name}
            found = self.ask("missing_parties" if name == "parties" else "missing", **asked)
            for kind, place, rows in found:
                message = f"“{name}” is missing in this {kind}"
                self.faults.add(source, place, "field-missing", message, rows=rows)
        if source == "facts":
            for place, rows in self.ask("unreasoned"):
                message = "“reason” is missing: why does this fact correct another?"
                self.faults.add(source, place, "field-missing", message, rows=rows)

    def _ids(self, source: Source) -> None:
        for name, place, rows in self.counted("no_ids"):
            if name is None:
                message, rule, hint = "this row has no “id”", "field-missing", ""
            else:
                message, rule, hint = f"“{name}” is no id", "value-unreadable", _NO_ID
            self.faults.add(source, place, rule, message, hint, rows=rows)

    def _strange(self) -> None:
        for source, kind, name, place, rows in self.ask("strange"):
            of = sorted(each.name for each in cells() if each.type == kind)
            hint = nearest(name, of) or f"it may have: {', '.join(of)}"
            message = f"“{name}” is no field of {kind}"
            self.faults.add(source, place, "field-unknown", message, hint, rows=rows)

    def _words(self) -> None:
        for source, kind, name, text, place, rows in self.grouped("not_words"):
            words = next(each.words for each in cells() if (each.type, each.name) == (kind, name))
            hint = nearest(text, words) or "one of " + ", ".join(words)
            message = f"“{name}”: “{text}” is none of what may stand here"
            self.faults.add(source, place, "value-unreadable", message, hint, rows=rows)

    def _values(self) -> None:
        """Read what SQL cannot prove to be written as it stands, each value once."""
        self.ask("unread")
        first = 0
        while part := self.ask("unread_part", first=first, most=_READ):
            found = [self._read(*row) for row in part]
            with self.connection.appender("readings") as readings:
                readings.append_rows([each for each in found if each is not None])
            first += len(part)

    def _read(  # noqa: PLR0913, PLR0917 - the columns of the query
        self, source: Source, kind: str, name: str, of: str, text: str, place: int, rows: int
    ) -> tuple[str, str, str, str, str] | None:
        """Read a value; one that is written otherwise, or cannot be read, is told."""
        try:
            told = written(of, text)
        except ValueUnreadable as fault:
            message = f"“{name}”: {fault.message}"
            self.faults.add(source, place, "value-unreadable", message, fault.hint, rows=rows)
            return None
        if (source, name) == ("documents", "published") and parse(text).latest is None:
            self.open_ended.add(text)
        return None if told == text else (source, kind, name, text, told)
