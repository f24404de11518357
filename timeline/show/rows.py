"""Write the rows of a query, as they come: as a table, one JSON document, or CSV.

What is in them is data: markup and escapes are printed, never obeyed.
"""

from __future__ import annotations

import csv
import json
import math
import re
from datetime import date, time
from decimal import Decimal
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from timeline.show.layout import columns as beside
from timeline.show.layout import heading, padded, wrapped
from timeline.show.words import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.show.layout import Line

    Rows = Sequence[tuple[Any, ...]]

__all__ = ["apart", "as_csv", "as_json", "as_table", "plain"]

_GAP: Final = 2
_NARROWEST: Final = 8
_FIGURE: Final = re.compile(r"U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL\(.+\)")


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query returns
    """Return a value as JSON holds it: decimals and dates as text, figures as they are."""
    match value:
        case None | bool() | int() | str():
            return value
        case dict():
            return {str(plain(name)): plain(each) for name, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case float() if math.isfinite(value):
            return value
        case _:
            return _written(value)


def _written(value: object) -> str:
    match value:
        case Decimal():
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case date() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return str(value)


def apart(names: Sequence[str]) -> list[str]:
    """Return the names, a repeated one with a number that no other has."""
    told: dict[str, None] = {}
    for name in names:
        each, number = name, 0
        while each in told:
            number += 1
            each = f"{name}_{number}"
        told[each] = None
    return list(told)


def as_json(names: Sequence[str], types: Sequence[str], batches: Iterable[Rows]) -> Iterator[str]:
    """Give the parts of one JSON document; a second column of one name is told apart."""
    fields = apart(names)
    told = [{"name": name, "type": type_} for name, type_ in zip(fields, types, strict=True)]
    yield f'{{\n  "schema": 1,\n  "columns": {_json(told)},\n  "rows": ['
    comma = "\n    "
    for row in chain.from_iterable(batches):
        yield comma + _json(dict(zip(fields, map(plain, row), strict=True)))
        comma = ",\n    "
    yield "\n  ]\n}\n" if comma.startswith(",") else "]\n}\n"


def as_csv(names: Sequence[str], batches: Iterable[Rows]) -> Iterator[str]:
    """Give the lines of a CSV file, its header first; lists and structures are JSON in it."""
    yield _csv(names)
    for row in chain.from_iterable(batches):
        yield _csv([_cell(plain(each)) for each in row])


def as_table(
    names: Sequence[str], types: Sequence[str], batches: Iterable[Rows], width: int
) -> Iterator[Line]:
    """Give the lines of a table; where its columns have no room, of one block a row.

    The first rows say how wide the columns are, for all that come after them. A figure
    is never broken: a later row with one that is wider is a block of its own.
    """
    rest = iter(batches)
    first = next(rest, [])
    if not first:
        yield Text("no rows", "dim")
        return
    shown = [[_text(each) for each in row] for row in first]
    heads = [Text(safe(name), "bold") for name in names]
    natural = [max(each.cell_len for each in column) for column in zip(heads, *shown, strict=True)]
    right = [_FIGURE.fullmatch(each) is not None for each in types]
    widths = _fitted(natural, right, width)
    later = ([[_text(each) for each in row] for row in batch] for batch in rest)
    rows = enumerate(chain(shown, chain.from_iterable(later)), start=1)
    if widths is None:
        for number, row in rows:
            yield from _block(number, heads, row, width)
        return
    yield from _line(heads, widths, right)
    for number, row in rows:
        if any(f and each.cell_len > w for each, w, f in zip(row, widths, right, strict=True)):
            yield from _block(number, heads, row, width)
        else:
            yield from _line(row, widths, right)


def _line(cells: Sequence[Text], widths: Sequence[int], right: Sequence[bool]) -> list[Line]:
    blocks = []
    for cell, width, figure in zip(cells, widths, right, strict=True):
        lines = [padded(cell, width, right=True)] if figure else wrapped(cell, width)
        blocks.append((lines, width + _GAP))
    return beside([([Text(" ")], 1), *blocks]) or [Text()]


def _block(number: int, heads: Sequence[Text], row: Sequence[Text], width: int) -> Iterator[Line]:
    """Tell one row column by column; a name that is too long has its cell below it."""
    yield heading(Text(f" {number}", "bold"), width)
    name = min(max(each.cell_len for each in heads), width // 2)
    room = width - name - _GAP - 1
    for head, cell in zip(heads, row, strict=True):
        lines = wrapped(cell, room)
        yield from beside([([Text(" ")], 1), (wrapped(head, name), name + _GAP), (lines, room)])


def _fitted(natural: Sequence[int], right: Sequence[bool], width: int) -> list[int] | None:
    """Cut the widest columns of text to what there is room for; None where there is too little."""
    room = width - 1 - _GAP * (len(natural) - 1)
    least = [
        each if figure else min(each, _NARROWEST)
        for each, figure in zip(natural, right, strict=True)
    ]
    if sum(least) > room:
        return None
    cap = max(natural)
    while sum(max(min(each, cap), some) for each, some in zip(natural, least, strict=True)) > room:
        cap -= 1
    return [max(min(each, cap), some) for each, some in zip(natural, least, strict=True)]


def _text(value: Any) -> Text:  # noqa: ANN401 - whatever a query returns
    return Text("null", "dim") if value is None else Text(safe(_cell(plain(value))))


def _cell(value: Any) -> str:  # noqa: ANN401 - as JSON holds it
    """Write a value of JSON into a cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return ", ".join(value)
        case _:
            return _json(value)


def _csv(cells: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


_json: Final[Callable[[Any], str]] = json.JSONEncoder(ensure_ascii=False).encode
