"""A long drawing is given part by part, and says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.text import Text

from timeline.show.layout import Drawing
from timeline.show.screen import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def printed(parts: Iterable[Drawing]) -> str:
    screen = console(width=60, color=False)
    with screen.capture() as captured:
        for each in parts:
            screen.print(each)
    return captured.get()


@pytest.mark.parametrize("width", [60, 61, 75])
def test_a_line_for_which_there_is_no_room_goes_on_below_and_nothing_is_cut(width: int) -> None:
    words = " Guangdong Bay 基金 Industrial " + "Development-Fund-of-no-end-at-all-" * 4 + " II"
    screen = console(width=width, color=False)
    with screen.capture() as captured:
        screen.print(Drawing(lambda _: [Text(words), Text(" short")]))
    lines = captured.get().splitlines()
    assert all(cell_len(each) <= width for each in lines)
    assert "".join("".join(lines).split()) == "".join((words + "short").split())
    assert lines[-1] == " short"


@pytest.mark.parametrize("count", [0, 1, 999, 1_000, 1_001, 2_500])
def test_its_parts_say_what_all_of_it_does(count: int) -> None:
    drawing = Drawing(lambda _: [Text(f" {at} " * (at % 3), "bold") for at in range(count)])
    assert printed(drawing.parts(60)) == printed([drawing])


def test_the_first_lines_are_there_before_the_last_are_laid_out() -> None:
    laid_out: list[int] = []

    def lines(width: int) -> Iterator[Text]:
        for at in range(3_000):
            laid_out.append(at)
            yield Text("line")

    first = next(Drawing(lines).parts(60))
    assert printed([first]).count("line") == len(laid_out) == 1_000
