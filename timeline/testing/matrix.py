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
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.errors import ValueUnreadable
from timeline.testing.answered import NOT_TOLD, Answered
from timeline.testing.days import to_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.testing.given import Given
    from timeline.testing.then import Then

__all__ = ["NOW", "Cell", "Matrix", "MatrixUnreadable", "Place", "asked", "read", "written"]

__tracebackhide__ = True
NOW = "now"
_UNTOLD = "-"
_ROW = re.compile(r"\d{4}-\d\d-\d\d  ")
_LEGEND = re.compile(r"  \[([a-z]+)\] (.*)")
_MARKED = re.compile(r"(.*?)(?: \[([a-z]+)\])?")
_GAP = re.compile(r" {2,}")


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


Matrix = Mapping[Place, Cell]
"""The cells of all questions, in the order of their writing: by question, day, knowledge."""


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
    questions: Mapping[str, Callable[[Then], object]],
    on: Iterable[str | date],
    known: Iterable[str | date | None],
) -> dict[Place, Cell]:
    """Ask every question of every day, at every state of knowledge."""
    columns = [None if day is None or day == NOW else to_day(day) for day in known]
    days = [to_day(each) for each in on]
    views = {(day, by): facts.known(by).on(day) for day in days for by in columns}
    return {
        Place(title, str(by or NOW), str(day)): _cell(question(views[day, by]))
        for title, question in questions.items()
        for day in days
        for by in columns
    }


def _cell(answer: object) -> Cell:
    text = str(answer)
    if not isinstance(answer, Answered):
        return Cell(text or _UNTOLD)
    if text == NOT_TOLD:
        return Cell(_UNTOLD)
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
        place: Cell(text, legends.get((place.question, mark or ""), ()))
        for place, (text, mark) in found.items()
    }
