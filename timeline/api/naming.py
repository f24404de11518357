"""Find the entity that a person means: by id, name, alias or identifier, in either script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from timeline.errors import NotFound, TimelineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.facts.records import EntityDescribed

__all__ = ["NameAmbiguous", "entity_named"]


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
    if name in entities:
        return name
    for fold in (_plain, _either_script):
        wanted = fold(name)
        found = {
            each.entity
            for each in entities.values()
            if any(fold(known) == wanted for known in _names(each))
        }
        if len(found) > 1:
            raise NameAmbiguous(name, found)
        if found:
            return found.pop()
        if name.isascii():
            break
    known = [each for entity in entities.values() for each in _names(entity)]
    raise NotFound("entity", name, known, _empty(entities))


def _names(entity: EntityDescribed) -> Iterator[str]:
    yield entity.entity
    yield entity.name
    yield from entity.aliases
    yield from entity.identifiers.values()


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _either_script(name: str) -> str:
    from timeline.record.fold import fold

    return _plain(fold(name).text)


def _empty(entities: Mapping[str, EntityDescribed]) -> str:
    return "" if entities else "the log describes no entity by then"
