"""Lay out lines of coloured text: wrap them, put two beside each other, rule them off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import frozen
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderResult

__all__ = [
    "Drawing",
    "Line",
    "columns",
    "fits",
    "flowed",
    "heading",
    "indented",
    "padded",
    "pushed",
    "wrapped",
]

Line = Text
_GAP: Final = 2
_LINES: Final = 1_000  # that are drawn at a time


@frozen
class Drawing:
    """Lines that are laid out once the width is known; none is cut after that.

    One for which there is no room, as a heading that is a long name, goes on below.
    """

    draw: Callable[[int], Iterable[Line]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give each line, as wide as there is room for."""
        for line in self.draw(options.max_width):
            line.rstrip()
            fitting = line.cell_len <= options.max_width
            for each in (line,) if fitting else _going_on(line, options.max_width):
                each.no_wrap, each.overflow = True, "ignore"
                yield each

    def parts(self, width: int) -> Iterator[Drawing]:
        """Give the same some lines at a time, so that the first are there before the last."""
        lines = iter(self.draw(width))
        while several := list(islice(lines, _LINES)):
            yield Drawing(partial(_given, several))


def _going_on(line: Line, width: int) -> Iterator[Line]:
    """Break a line that is too long, and set what goes on two spaces in."""
    first, *_ = wrapped(line, width)
    yield first
    rest = line[len(first) :]
    while rest.plain.strip():
        started = len(rest.plain) - len(rest.plain.lstrip())
        more, *_ = wrapped(rest[started:], width - 2)
        yield Text.assemble("  ", more)
        rest = rest[started + len(more) :]


def _given(lines: Iterable[Line], _width: int) -> Iterable[Line]:
    return lines


_WRAPPING: Final = Console(width=100, color_system=None, markup=False, emoji=False)


def wrapped(text: Text, width: int) -> list[Line]:
    """Break a text into lines between words; a word that is too long is broken itself."""
    if not text.plain:
        return []
    lines = text.wrap(_WRAPPING, max(width, 1), overflow="fold")
    for line in lines:
        line.rstrip()
    return list(lines)


def flowed(parts: Iterable[Text], width: int, between: str) -> list[Line]:
    """Put texts one after the other, breaking only between them; one too long is broken itself."""
    lines: list[Line] = []
    for part in parts:
        last = lines[-1] if lines else None
        if last is not None and last.cell_len + len(between) + part.cell_len <= width:
            lines[-1] = Text.assemble(last, between, part)
            continue
        if last is not None:
            last.append(between.rstrip())
        lines += wrapped(part, width)
    return lines


def indented(text: Text, width: int) -> Iterator[Line]:
    """Break a text into lines, each one space in."""
    yield from (Text.assemble(" ", line) for line in wrapped(text, width - 1))


def padded(text: Text, width: int, *, right: bool = False) -> Line:
    """Return a text filled up with spaces to a width, counted in cells."""
    missing = " " * max(width - text.cell_len, 0)
    return Text.assemble(missing, text) if right else Text.assemble(text, missing)


def fits(left: Text, right: Text, width: int) -> bool:
    """Tell whether two texts have room beside each other."""
    return left.cell_len + _GAP + right.cell_len <= width


def pushed(left: Text, right: Text, width: int) -> Line:
    """Put two texts on one line, the second at its end."""
    return Text.assemble(padded(left, width - right.cell_len), right)


def columns(cells: Iterable[tuple[list[Line], int]]) -> list[Line]:
    """Put blocks of lines beside each other, each filled up to its width."""
    blocks = list(cells)
    height = max((len(lines) for lines, _ in blocks), default=0)
    rows = []
    for at in range(height):
        row = Text()
        for lines, width in blocks:
            row.append_text(padded(lines[at] if at < len(lines) else Text(), width))
        rows.append(row)
    return rows


def heading(text: Text, width: int) -> Line:
    """Return a heading with a rule after it to the end of the line."""
    rest = max(width - text.cell_len - 1, 0)
    return Text.assemble(text, " ", ("─" * rest, "bright_black"))
