"""Collect garbage less often while very many objects are made and kept.

Python looks through all objects each time that some hundreds more were made. What is read
of a log, and composed from it, makes millions that live on, and hardly one that only the
collector could find: a seventh of the time would go into looking.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["seldom", "seldom_collected"]

_OBJECTS = 200_000  # made between two looks


def seldom() -> None:
    """Collect less often, in this process and from now on."""
    gc.set_threshold(_OBJECTS)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect less often meanwhile; one that was switched off stays so."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(before[0], _OBJECTS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
