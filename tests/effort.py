"""Measure what some work takes, to compare it with other work of the same run; and spare some.

Calls are the same on every machine. What one call does can be seen in its time
alone, which is compared with that of a smaller piece.
"""

from __future__ import annotations

import os
import sys
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

__all__ = ["calls", "examples", "grows_like_its_size"]

_TIMES = 8
_SLACK = 0.2  # seconds of this processor: small pieces are done before they can be measured


def examples(many: int) -> int:
    """Return how many examples a slow property is shown: half of so many where CI is set.

    There they are the same each time; elsewhere they are new ones, which find what is left.
    """
    return max(many // 2, 4) if os.environ.get("CI") else many


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called while something is worked out."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def grows_like_its_size(work: Callable[[int], object], size: int) -> bool:
    """Tell whether so much takes about eight times an eighth of it, not sixty-four times."""
    eighth, whole = (min(_taken(work, each) for _ in range(2)) for each in (size // _TIMES, size))
    return whole < 3 * _TIMES * eighth + _SLACK


def _taken(work: Callable[[int], object], size: int) -> float:
    begun = process_time()
    work(size)
    return process_time() - begun
