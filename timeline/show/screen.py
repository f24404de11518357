"""Make the console that draws: as wide as the screen, in colour where that is wanted."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import IO, Final

from rich.console import Console

__all__ = ["console"]

_NARROWEST: Final = 60
_UNKNOWN_WIDTH: Final = 100


def console(
    *, width: int | None = None, color: bool | None = None, file: IO[str] | None = None
) -> Console:
    """Return a console that prints what it is given and obeys none of it.

    `color` is for those who say; by default a terminal is drawn on in colour
    unless `NO_COLOR` is set, and a pipe gets plain text. Where no terminal
    tells its width it is `COLUMNS`, else 100; layout never goes below 60.
    """
    out = file or sys.stdout
    _admit_every_sign(out)
    plain = color is False or (color is None and bool(os.environ.get("NO_COLOR")))
    return Console(
        file=out,
        width=_width(width, out),
        force_terminal=color,
        color_system=None if plain else "standard" if color else "auto",
        no_color=plain,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _width(width: int | None, out: IO[str]) -> int:
    """Return how wide to draw."""
    columns = os.environ.get("COLUMNS", "")
    if width is None and columns.isdecimal():
        width = int(columns)
    if width is None and out.isatty():
        width = shutil.get_terminal_size((_UNKNOWN_WIDTH, 24)).columns
    return max(_NARROWEST, width or _UNKNOWN_WIDTH)


def _admit_every_sign(out: IO[str]) -> None:
    """Let a stream that cannot write every sign print “?” for one, and not fail."""
    encoding = (getattr(out, "encoding", None) or "utf-8").lower().replace("-", "")
    if isinstance(out, TextIOWrapper) and not encoding.startswith("utf"):
        out.reconfigure(errors="replace")
