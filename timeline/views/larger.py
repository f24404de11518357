"""Find the facts that are told to be a part of another: whether they count hangs on that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.facts.records import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Fact
    from timeline.views.knowledge import Knowledge

__all__ = ["parts_of"]


def parts_of(fact: Fact, knowledge: Knowledge) -> Iterator[Recorded]:
    """Give the facts that are told to be a part of one, by whichever of its names."""
    root, _ = root_of(fact.id)
    for name in dict.fromkeys((root, *knowledge.stated.names(root))):
        yield from knowledge.filing.under("part", name)
