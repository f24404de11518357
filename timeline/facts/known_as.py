"""Tell by what an entity is known, folded so that one spelling of a name meets another.

Names are the same whatever their case, their white space and the form of their
letters (`plain`); and in another step, in traditional as in simplified
characters (`either_script`).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.records import EntityDescribed

__all__ = ["either_script", "foldings", "names", "plain"]


def names(entity: EntityDescribed) -> Iterator[str]:
    """Give what an entity is known by: its id, its name, its aliases and its identifiers."""
    yield entity.entity
    yield entity.name
    yield from entity.aliases
    yield from entity.identifiers.values()


def plain(name: str) -> str:
    """Fold the case, the white space and the form of letters of a name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def either_script(name: str) -> str:
    """Fold a name as a quote is folded too: traditional characters become simplified ones."""
    if name.isascii() and "...." not in name:  # of ASCII, only a longer row of dots is folded
        return plain(name)
    from timeline.facts.fold import fold

    return plain(fold(name).text)


def foldings(name: str) -> tuple[str, ...]:
    """Return what a name folds to in one way or the other, once where that is the same."""
    return tuple(dict.fromkeys((plain(name), either_script(name))))
