"""Ask the same on many days and at many states of knowledge, and write it as one table of text.

    Yunhe Zhiwang
                2025-09-01  2025-09-05  now
    2025-09-01  -           3.34%? [a]  3.34% [a]
    2025-09-02  -           3.68%? [a]  3.68% [a]

      [a] stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02

Rows are what was so on a day, columns what the public could have known by a
day, `now` all of it. `?` is possible, `-` is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from timeline.errors import ValueUnreadable
from timeline.testing.answered import NOT_TOLD, Answered
from timeline.testing.days import to_day
from timeline.testing.then import Then

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.testing.given import Given

__all__ = [
    "NOW",
    "UNTOLD",
    "Cell",
    "Day",
    "Matrix",
    "MatrixEmpty",
    "MatrixUnreadable",
    "Place",
    "Questions",
    "asked",
    "read",
    "written",
]

__tracebackhide__ = True
NOW = "now"
UNTOLD = "-"
_ROW = re.compile(r"\d{4}-\d\d-\d\d  ")
_LEGEND = re.compile(r"  \[([a-z]+)\] (.*)")
_MARKED = re.compile(r"(.*?)(?: \[([a-z]+)\])?")
_GAP = re.compile(r" {2,}")


_D = TypeVar("_D", str | date, str | date | None)
Day = str | date
"""A day, as `to_day` takes it."""


@frozen(order=True)
class Place:
    """A place in a matrix: which question, on which day, as known by which."""

    question: str
    known: str
    on: str


@frozen
class Cell:
    """An answer, with its mark where it is only possible, and the facts behind it."""

    text: str
    facts: tuple[str, ...] = ()


Questions = Mapping[str, Callable[[Then], object]]
"""What is asked, by the title of its table."""

Matrix = Mapping[Place, Cell]
"""The cells of all questions, in the order of their writing: by question, day, knowledge."""


class MatrixEmpty(ValueUnreadable):
    """A matrix would have no cell, and no answer could ever differ from it."""

    def __init__(self, of: str) -> None:
        """Say of what there is none."""
        super().__init__(f"a matrix of no {of} holds nothing", f"name at least one of its {of}")


class MatrixUnreadable(ValueUnreadable):
    """A snapshot is not as it was written."""

    def __init__(self, line: int) -> None:
        """Name the line."""
        super().__init__(
            f"line {line} of the snapshot is none that was written so",
            "run pytest with --timeline-update to write it anew",
        )


def asked(
    facts: Given,
    questions: Questions,
    on: Iterable[Day] | Day,
    known: Iterable[Day | None] | Day | None,
) -> dict[Place, Cell]:
    """Ask every question of every day, at every state of knowledge.

    Raises:
        MatrixEmpty: there is nothing to ask.
    """
    columns = [None if day is None or day == NOW else to_day(day) for day in _several(known)]
    days = [to_day(each) for each in _several(on)]
    for what, several in (("questions", questions), ("days", days), ("known", columns)):
        if not several:
            raise MatrixEmpty(what)
    views = {(day, by): facts.known(by).on(day) for day in days for by in columns}
    return {
        Place(line(title), str(by or NOW), str(day)): _cell(question(views[day, by]))
        for title, question in questions.items()
        for day in days
        for by in columns
    }


def _several(days: Iterable[_D] | _D) -> Iterable[_D]:
    """Return days; one may stand alone."""
    return days if isinstance(days, Iterable) and not isinstance(days, str) else [days]


def line(text: object) -> str:
    """Write what stands in a table: in one line, with no gap that could be taken for two cells."""
    return " ".join(str(text).split())


def _cell(answer: object) -> Cell:
    text = line(answer)
    if not isinstance(answer, Answered):
        return Cell(text or UNTOLD)
    if text == NOT_TOLD:
        return Cell(UNTOLD)
    mark = "?" if answer.certainty == "possible" and text != "possible" else ""
    return Cell(text + mark, tuple(sorted(answer.facts)))


# As text


def written(matrix: Matrix) -> str:
    """Write a matrix as text that `read` reads back."""
    titles = dict.fromkeys(each.question for each in matrix)
    return "\n\n".join(_table(title, matrix) for title in titles) + "\n"


def _table(title: str, matrix: Matrix) -> str:
    cells = {place: cell for place, cell in matrix.items() if place.question == title}
    columns = list(dict.fromkeys(place.known for place in cells))
    behind = dict.fromkeys(cell.facts for cell in cells.values() if cell.facts)
    letters = {facts: _letters(number) for number, facts in enumerate(behind)}
    rows = [
        [day, *(_marked(cells[Place(title, by, day)], letters) for by in columns)]
        for day in dict.fromkeys(place.on for place in cells)
    ]
    legend = [f"  [{letter}] {', '.join(facts)}" for facts, letter in letters.items()]
    return "\n".join(
        [title, *_aligned([["", *columns], *rows]), *([""] if legend else []), *legend]
    )


def _letters(number: int) -> str:
    """Count in letters: a to z, then aa, ab, and so on."""
    rest, at = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + at)


def _marked(cell: Cell, letters: Mapping[tuple[str, ...], str]) -> str:
    return f"{cell.text} [{letters[cell.facts]}]" if cell.facts else cell.text


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(each.ljust(width) for each, width in zip(row, widths, strict=True)).rstrip()


def read(text: str) -> dict[Place, Cell]:
    """Read a matrix from its text.

    Raises:
        MatrixUnreadable: a line is not as it was written.
    """
    found: dict[Place, tuple[str, str | None]] = {}
    legends: dict[tuple[str, str], tuple[str, ...]] = {}
    title, columns = "", list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if legend := _LEGEND.fullmatch(line):
            legends[title, legend[1]] = tuple(legend[2].split(", "))
        elif line.startswith("  "):
            columns = _GAP.split(line.strip())
        elif _ROW.match(line):
            day, *cells = _GAP.split(line)
            if len(cells) != len(columns):
                raise MatrixUnreadable(number)
            for by, cell in zip(columns, cells, strict=True):
                told = _MARKED.fullmatch(cell)
                found[Place(title, by, day)] = (told[1], told[2]) if told else (cell, None)
        elif line:
            title, columns = line, []
    return {
        place: Cell(text, legends[place.question, mark])
        if mark and (place.question, mark) in legends
        else Cell(text if mark is None else f"{text} [{mark}]")
        for place, (text, mark) in found.items()
    }
