"""Write a problem as people read it: where, the line, what, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.show.words import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.errors import Problem

__all__ = ["lines"]

_MOST = 100


def lines(problem: Problem) -> Iterator[str]:
    """Give the lines of a problem: `FILE:LINE: error: …`, the line itself, the hint."""
    place = f"{safe(problem.place)}: " if problem.place else ""
    yield f"{place}{problem.severity}: {safe(problem.message)} [{problem.rule}]"
    if problem.text:
        text = safe(problem.text.strip())
        yield f"  {problem.line} | {text if len(text) <= _MOST else text[: _MOST - 1] + '…'}"
    if problem.hint:
        yield f"  hint: {safe(problem.hint)}"
