"""Open the files of an import: what each is a file of, its columns, its digest, its rows.

Parquet is read where it is; CSV and NDJSON are kept as Parquet in a folder of
the import first, so that every later step reads only the columns that it needs.
DuckDB is given paths as values, with what it would take for a pattern spelt out.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.errors import Problem, nearest
from timeline.facts.cells import FREE, IGNORED, SOURCES, Source, cells
from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

__all__ = ["FORMATS", "BulkFile", "literal", "opened"]

FORMATS = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson",
}  # fmt: skip
"""The formats by the ending of a file's name."""

_PATTERN = re.compile(r"[*?\[]")
_LINE = re.compile(r"(?:Line:|in line) (\d+)")
_TELLING: dict[Source, frozenset[str]] = {
    "facts": frozenset({"type"}),
    "documents": frozenset({"publisher"}),
    "entities": frozenset({"kind", "name"}),
}
_PIECE = 1 << 20
_HEADER = 1  # lines before the rows of a CSV file


@frozen(kw_only=True)
class BulkFile:
    """One file: what it is of, its name in the log, its columns, and where its rows lie.

    `parquet` is what DuckDB reads; `start` counts the rows of the same source
    before it, and `first` is the line of its first row. A `lined` file has with
    each row the line on which it begins, for cells break lines.
    """

    source: Source
    name: str
    sha256: str
    columns: tuple[str, ...]
    parquet: Path
    rows: int
    start: int
    first: int
    lined: bool = False


def literal(path: Path) -> str:
    """Spell a path so that DuckDB takes it for just this one file."""
    return _PATTERN.sub(r"[\g<0>]", str(path.absolute()))


def opened(
    connection: DuckDBPyConnection, paths: Sequence[Path], folder: Path
) -> tuple[list[BulkFile], list[Problem]]:
    """Open the files; what is wrong with any as a whole, or with a column, is a problem."""
    files: list[BulkFile] = []
    problems: list[Problem] = []
    starts = dict.fromkeys(SOURCES, 0)
    names = _names(paths)
    for number, path in enumerate(paths, start=1):
        opening = _Opening(connection, path, names[number - 1])
        source = opening.source()
        if source is not None and not opening.problems:
            parquet = opening.as_parquet(folder / f"{number}.parquet")
            if parquet is not None:
                rows = _rows(connection, parquet)
                files.append(
                    BulkFile(
                        source=source, name=opening.name, sha256=opening.sha256,
                        columns=opening.columns, parquet=parquet, rows=rows,
                        start=starts[source], first=1 + _HEADER * (opening.format == "csv"),
                        lined=opening.lined,
                    )
                )  # fmt: skip
                starts[source] += rows
        problems += opening.problems
    return files, problems


def _names(paths: Sequence[Path]) -> list[str]:
    """Return the names of files below the folder that they have in common."""
    absolute = [path.absolute() for path in paths]
    folder = commonpath([path.parent for path in absolute])
    return [path.relative_to(folder).as_posix() for path in absolute]


def _rows(connection: DuckDBPyConnection, parquet: Path) -> int:
    found = connection.execute(query("bulk/rows"), {"file": literal(parquet)}).fetchall()
    return int(found[0][0])


class _Opening:
    """One file on its way to be read, with what is wrong with it."""

    def __init__(self, connection: DuckDBPyConnection, path: Path, name: str) -> None:
        self.connection, self.path, self.name = connection, path, name
        self.problems: list[Problem] = []
        self.format = FORMATS.get(path.suffix.lower(), "")
        self.columns: tuple[str, ...] = ()
        self.sha256 = ""
        self.lined = False

    def fault(self, message: str, hint: str = "", line: int | None = None) -> None:
        self.problems.append(
            Problem(rule="bulk-malformed", message=message, hint=hint, file=self.name, line=line)
        )

    def _lines(self) -> int:
        """Read the file through, piece by piece: its SHA-256, and how many lines it has."""
        digest, lines, end = hashlib.sha256(), 0, b"\n"
        with self.path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                lines += piece.count(b"\n")
                end = piece[-1:]
        self.sha256 = digest.hexdigest()
        return lines + (end != b"\n")

    def source(self) -> Source | None:
        """Tell by its columns what the file is of, and hold its columns against that."""
        if not self.format:
            self.fault(
                "its ending is of no format that is read here", "name it .parquet, .csv or .ndjson"
            )
            return None
        self._look()
        if self.problems:
            return None
        for source, telling in _TELLING.items():
            if telling <= set(self.columns):
                self._known(source)
                return source
        self.fault(
            "its columns are neither those of facts nor of documents or entities",
            "facts have “type”, documents “publisher”, entities “kind” and “name”",
        )
        return None

    def _look(self) -> None:
        """Look which columns it has, or say why there is no telling."""
        import duckdb

        try:
            self.columns = tuple(self._columns())
        except UnicodeDecodeError:
            self.fault(*_NOT_UTF_8, self._undecodable())
        except (OSError, csv.Error) as fault:
            self.fault(f"it cannot be read: {fault}")
        except duckdb.Error as fault:
            self._unreadable(fault)

    def as_parquet(self, target: Path) -> Path | None:
        """Return the file, or what is kept of it in Parquet; None where it cannot be read."""
        import duckdb

        lines = self._lines()
        if self.format == "parquet":
            return self.path.absolute()
        texts = dict.fromkeys(self.columns, "VARCHAR")
        told = {"columns": texts} if self.format == "csv" else {"structure": json.dumps(texts)}
        values = {"file": literal(self.path), "target": str(target), **told}
        try:
            self.connection.execute(query(f"bulk/turn_{self.format}"), values)
        except duckdb.InvalidInputException as fault:
            self._unreadable(fault)
            return None
        if lines != _rows(self.connection, target) + _HEADER * (self.format == "csv"):
            return self._with_lines(target)
        return target

    def _with_lines(self, target: Path) -> Path:
        """Keep with each row the line on which it begins."""
        lined = target.with_stem(f"{target.stem}-lined")
        self.connection.execute(query("bulk/lines"))
        with self.connection.appender("lines") as lines:
            lines.append_rows(self._beginnings() if self.format == "csv" else self._objects())
        values = {"file": literal(target), "target": str(lined)}
        self.connection.execute(query("bulk/turn_lined"), values)
        self.lined = True
        return lined

    def _beginnings(self) -> Iterator[tuple[int, int]]:
        """Give the number of each row, from 0, and its first line."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            row, before = -_HEADER, 0
            for cells_ in reader:
                if cells_:
                    if row >= 0:
                        yield row, before + 1
                    row += 1
                before = reader.line_num

    def _objects(self) -> Iterator[tuple[int, int]]:
        """Give the number of each row of NDJSON, from 0, and its line: some lines are empty."""
        with self.path.open("rb") as file:
            told = (line for line, text in enumerate(file, start=1) if text.strip())
            yield from enumerate(told)

    def _columns(self) -> Iterator[str]:
        if self.format == "csv":
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                yield from next(csv.reader(file, strict=True), ())
            return
        asked = {"file": literal(self.path)}
        if self.format == "ndjson":
            found = self.connection.execute(query("bulk/keys"), asked).fetchall()
            if any(name is None for name, _ in found):
                ((row,),) = self.connection.execute(query("bulk/no_objects"), asked).fetchall()
                self.fault("this line is no object", "a row is written {…}", self._line(row))
            if any(nested for _, nested in found):
                self._nested()
            yield from (name for name, _ in found if name is not None)
            return
        for name, type_, *_ in self.connection.execute(query("bulk/columns"), asked).fetchall():
            if re.search(r"[\[(](?!\d+,\d+\)$)", type_):
                self.fault(f"column “{name}” holds lists or tables ({type_})", _ONE)
            elif type_ == "BLOB":
                self.fault(f"column “{name}” holds bytes that are not said to be text", _TEXT)
            yield name

    def _nested(self) -> None:
        """Say in which columns of NDJSON lists or tables stand."""
        found = self.connection.execute(query("bulk/nested"), {"file": literal(self.path)})
        for name, row in found.fetchall():
            self.fault(f"column “{name}” holds a list or a table", _ONE, self._line(row))

    def _line(self, row: int) -> int | None:
        """Return the line of a row of NDJSON."""
        return next((line for number, line in self._objects() if number == row), None)

    def _other_end(self) -> int | None:
        """Return the first line of a file that ends otherwise than its first."""
        with self.path.open("rb") as file:
            first = file.readline()
            return next(
                (at for at, text in enumerate(file, start=2)
                 if text.endswith(b"\n") and text.endswith(b"\r\n") != first.endswith(b"\r\n")),
                None,
            )  # fmt: skip

    def _undecodable(self) -> int | None:
        """Return the first line that is not UTF-8."""
        with self.path.open("rb") as file:
            for line, text in enumerate(file, start=1):
                try:
                    text.decode()
                except UnicodeDecodeError:
                    return line
        return None

    def _known(self, source: Source) -> None:
        """Say which columns no row of such a file has, and which come twice."""
        free = FREE[source]
        known = {each.name for each in cells() if each.source == source} - {"parties"}
        known |= {"id", *({"type", *IGNORED} if source == "facts" else ())}
        for at, name in enumerate(self.columns):
            if name.casefold() in {each.casefold() for each in self.columns[:at]}:
                self.fault(f"column “{name}” comes twice", line=1)
            elif name not in known and not (free and name.startswith(free) and name != free):
                hint = nearest(name, known) or "a file may have: " + ", ".join(sorted(known))
                self.fault(
                    f"no {source} have a column “{name}”", _ELSEWHERE.get(name, hint), line=1
                )

    def _unreadable(self, fault: Exception) -> None:
        """Give DuckDB's reason, with the line that it names."""
        text = str(fault)
        found = _LINE.search(text)
        line = int(found[1]) if found else None
        if line is not None and self.format == "ndjson":  # DuckDB has counted the objects
            line = self._line(line - 2 if text.startswith(_MALFORMED) else line - 1)
        if self.format == "ndjson" and (told_of := _NO_JSON.search(text)):
            self.fault(f"this line is no JSON: {told_of[2]}, at byte {told_of[1]}", line=line)
            return
        for pattern, message, hint in _CSV_FAULTS:
            if self.format == "csv" and (told_of := pattern.search(text)):
                self.fault(message.format(*told_of.groups()), hint, line)
                return
        if self.format == "csv" and (line := self._other_end()):
            self.fault("this line ends otherwise than those before it",
                       "let all lines end alike: with LF, or with CR LF", line)  # fmt: skip
            return
        told = [each for each in text.splitlines() if each.strip()]
        why = next(
            (each for each in told if not each.startswith(("Invalid Input", "CSV Error"))), told[0]
        )
        if len(told) == 1 or self.format != "csv":
            why = told[0].partition(": ")[2] or told[0]
        self.fault(f"it cannot be read: {why}", line=line)


_NOT_UTF_8 = "it is not written in UTF-8", "save it as UTF-8"
_CSV_FAULTS = (
    (
        re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)"),
        "this row has {1} cells, and the header has {0}",
        "a cell that holds a comma or a line break stands in double quotes",
    ),
    (
        re.compile(r"unterminated quote"),
        "a double quote is not closed, or stands within a cell",
        "a cell that holds a double quote stands in double quotes, and has it twice",
    ),
    (re.compile(r"not utf-8 encoded"), *_NOT_UTF_8),
)
_NO_JSON = re.compile(r"at byte (\d+) in line \d+: ([^.\n]+)")
_MALFORMED = "Invalid Input Error: Malformed JSON"  # of which the next object is named
_ONE = "a cell is one value; several ids stand in it with spaces between"
_TEXT = "write it as text: the type of a Parquet column of texts is STRING (UTF8)"
_NO_WORDS = "rows cite documents without words; facts with quotes are written in a ledger's files"
_ELSEWHERE = {
    "quote": _NO_WORDS, "prefix": _NO_WORDS, "suffix": _NO_WORDS, "derived": _NO_WORDS,
    "metrics": "figures of a programme are written in a ledger's files",
}  # fmt: skip
