"""Find the entity that a person means: by id, name, alias or identifier, in either script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import NotFound, TimelineError
from timeline.facts.known_as import either_script, names, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.facts.records import EntityDescribed

__all__ = ["NameAmbiguous", "entity_named", "match", "unknown"]


class NameAmbiguous(TimelineError):
    """A name means more than one entity."""

    def __init__(self, name: str, ids: Iterable[str]) -> None:
        """Name the ids that it may mean."""
        listed = " or ".join(f"“{each}”" for each in sorted(ids))
        super().__init__(f"“{name}” is the name of several entities", f"say which: {listed}")


def entity_named(name: str, entities: Mapping[str, EntityDescribed]) -> str:
    """Return the id of the entity that goes by this name.

    Raises:
        NotFound: nothing goes by it; the hint has the nearest names.
        NameAmbiguous: several do.
    """
    found = match(name, entities)
    if found is None:
        raise unknown(name, entities.values())
    return found


def match(name: str, entities: Mapping[str, EntityDescribed]) -> str | None:
    """Return the id of the one of these entities that goes by a name, or None.

    Raises:
        NameAmbiguous: several do.
    """
    if name in entities:
        return name
    for fold in (plain, either_script):
        wanted = fold(name)
        found = {
            each.entity
            for each in entities.values()
            if any(fold(known) == wanted for known in names(each))
        }
        if len(found) > 1:
            raise NameAmbiguous(name, found)
        if found:
            return found.pop()
        if name.isascii():
            break
    return None


def unknown(name: str, entities: Iterable[EntityDescribed]) -> NotFound:
    """Return the error that none of all entities goes by a name; its hint has the nearest."""
    known = [each for entity in entities for each in names(entity)]
    return NotFound("entity", name, known, "" if known else "the log describes no entity by then")
