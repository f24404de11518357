"""Draw on a terminal how far a command is that takes long."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline.store.watching import unwatched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.store.watching import Watch

__all__ = ["bar"]


@contextmanager
def bar() -> Iterator[Watch]:
    """Draw on a terminal how far each step is and how long it may take; take it away at the end."""
    if not _on_a_terminal():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TextColumn("so far,"),
        TimeLeft(), TextColumn("to go"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1.0)
        last = ""

        def watch(step: str, done: float) -> None:
            nonlocal last
            if step != last:
                last = step
                progress.reset(task, description=step)
            progress.update(task, completed=done)

        yield watch


def _on_a_terminal() -> bool:
    return sys.stderr.isatty()
