"""Draw levels of ownership as a table: of whom, how much, a bar, and where that comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from rich.text import Text

from timeline.dates import Certainty
from timeline.show.answers import possibly
from timeline.show.bars import bar, scale, telling
from timeline.show.layout import columns, padded, wrapped
from timeline.show.words import level as in_words
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.show.layout import Line

__all__ = ["Layout", "Row", "table"]

_ROOMY: Final = 80
_BESIDE: Final = 36  # columns beside a name, where there are few


@frozen(kw_only=True)
class Row:
    """One level: what it is of, how much, how sure that is, and the words beside it."""

    name: Text
    level: Level
    unit: str
    certainty: Certainty
    words: str


@frozen(kw_only=True)
class Layout:
    """How wide the columns are, and where the bars end; tables of one answer share it."""

    name: int
    figure: int
    top: int
    cells: int

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> Layout:
        """Return the layout in which all of these rows have room."""
        roomy = width >= _ROOMY
        names = max((each.name.cell_len for each in rows), default=0)
        figures = max((len(in_words(each.level, each.unit)) for each in rows), default=0)
        return cls(
            name=min(names, 28 if roomy else max(min(24, width - _BESIDE), 1)),
            figure=min(figures, 18 if roomy else 14),
            top=scale([each.level for each in rows if _drawable(each)]),
            cells=(20 if roomy else 10) if any(map(_drawable, rows)) else 0,
        )


def table(
    rows: Sequence[Row], width: int, layout: Layout | None = None, *, indent: int = 0
) -> Iterator[Line]:
    """Lay out rows below each other; on a small screen the words go on a line of their own."""
    like = layout or Layout.of(rows, width)
    for row in rows:
        yield from _laid_out(row, width, like, indent)


def _laid_out(row: Row, width: int, like: Layout, indent: int) -> Iterator[Line]:
    amount = wrapped(_bold(in_words(row.level, row.unit)), like.figure)
    words = Text(row.words, "dim")
    bars = like.cells + len(f" {like.top}%") + 2 if like.cells else 0
    room = width - indent - 3 - like.name - 2 - like.figure - 2 - bars
    beside = width >= _ROOMY
    yield from columns([
        ([Text.assemble(" " * (indent + 1), possibly(row.certainty))], 3 + indent),
        (wrapped(row.name, like.name), like.name + 2),
        ([padded(each, like.figure, right=True) for each in amount], like.figure + 2),
        ([_bar(row, like.top, like.cells)], bars),
        (wrapped(words, room) if beside else [], max(room, 0)),
    ])  # fmt: skip
    if not beside:
        margin = " " * (5 + indent)
        yield from (Text.assemble(margin, line) for line in wrapped(words, width - len(margin)))


def _drawable(row: Row) -> bool:
    return row.unit == "percent" and telling(row.level)


def _bold(words: str) -> Text:
    return Text(words, "dim" if words in {"something", "unknown", "nothing"} else "bold yellow")


def _bar(row: Row, top: int, cells: int) -> Text:
    if not _drawable(row):
        return Text()
    return Text.assemble(bar(row.level, top=top, cells=cells), (f" {top}%", "dim"))
