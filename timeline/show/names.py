"""Say what entities are called: answers hold ids, people read names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.fact import Fact
from timeline.facts.records import EntityDescribed
from timeline.show.words import safe

if TYPE_CHECKING:
    from timeline.facts.records import EntityKind

__all__ = ["Names"]


@frozen
class Names:
    """The names of entities as they were described by the day of a question.

    `facts` holds facts by id, for sentences about other facts; without it they
    name the id.
    """

    entities: Mapping[str, EntityDescribed]
    facts: Mapping[str, Fact] = field(factory=dict)

    def __call__(self, name: str) -> str:
        """Return an entity's display name; the id itself where it is unknown."""
        found = self.entities.get(name)
        return safe(name if found is None else found.name)

    def kind(self, name: str) -> EntityKind | None:
        """Return what kind of entity it is, None where it is unknown."""
        found = self.entities.get(name)
        return None if found is None else found.kind

    def owner(self, name: str) -> str | None:
        """Return the id of a programme's or a unit's owner, where that is told."""
        found = self.entities.get(name)
        return None if found is None else found.owner

    def segments(self, name: str) -> tuple[str, ...]:
        """Return what an entity works in: `memory`, `edge-ai`."""
        found = self.entities.get(name)
        return () if found is None else found.segments

    def what(self, name: str) -> str:
        """Return what a programme is: `AI inference chip`; empty where that is not told."""
        found = self.entities.get(name)
        return "" if found is None else safe(found.what or "")
