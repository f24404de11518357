"""The console: its width, its colours, and streams that cannot write every sign."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.text import Text

from timeline.show.screen import console

if TYPE_CHECKING:
    from rich.console import Console


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(screen: Console) -> str:
    screen.print(Text("red", "bold red"))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_gets_colour() -> None:
    assert "\x1b[" in printed(console(file=Terminal()))


def test_a_pipe_gets_plain_text() -> None:
    assert printed(console(file=io.StringIO())) == "red\n"


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed(console(file=Terminal())) == "red\n"


def test_colour_can_be_asked_for_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(console(color=False, file=Terminal())) == "red\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in printed(console(color=True, file=io.StringIO()))


def test_a_pipe_is_a_hundred_columns_wide_unless_columns_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert console(file=io.StringIO()).width == 100
    monkeypatch.setenv("COLUMNS", "72")
    assert console(file=io.StringIO()).width == 72
    assert console(width=80, file=io.StringIO()).width == 80


def test_layout_is_never_narrower_than_sixty() -> None:
    assert console(width=20, file=io.StringIO()).width == 60


def test_markup_is_not_obeyed() -> None:
    out = io.StringIO()
    console(file=out, color=True).print("[red]x[/red] :smile:")
    assert out.getvalue() == "[red]x[/red] :smile:\n"


def test_a_stream_that_cannot_write_a_sign_gets_a_question_mark() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    console(file=out).print(Text("a ● b"))
    out.flush()
    assert raw.getvalue() == b"a ? b\n"
