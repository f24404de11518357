"""Find what an event names: the entities in their roles, the documents, other facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs

from timeline.facts.fact import EntityRef, Event, FactRef, Party, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["documents", "entities", "facts"]

_FOUND: dict[tuple[type, object], tuple[str, ...]] = {}


def _fields(cls: type, ref: object) -> tuple[str, ...]:
    """Return the fields of a type that hold such a reference, found once for each type."""
    found = _FOUND.get((cls, ref))
    if found is None:
        found = _FOUND[cls, ref] = tuple(_holding(cls, ref))
    return found


def _holding(cls: type, ref: object) -> Iterator[str]:
    """Give the fields of a type that hold such a reference: one, optional, or several."""
    for each in attrs.fields(attrs.resolve_types(cls)):
        inner = get_args(each.type) or (each.type,)
        if ref in inner:
            yield each.name


def entities(event: Event) -> Iterator[tuple[str, EntityRef]]:
    """Give each entity that an event names, with its role, in the order of the fields."""
    for name in _fields(type(event), EntityRef):
        for each in _several(getattr(event, name)):
            yield plain_name(name), EntityRef(each)
    for name in _fields(type(event), Party):
        for party in getattr(event, name):
            yield party.role, party.entity


def facts(event: Event) -> Iterator[tuple[str, FactRef]]:
    """Give each other fact that an event names, with the field that names it."""
    for name in _fields(type(event), FactRef):
        for each in _several(getattr(event, name)):
            yield plain_name(name), FactRef(each)


def documents(event: Event) -> Iterator[str]:
    """Give each document that an event cites, or is a copy of."""
    for each in getattr(event, "citations", ()):
        yield each.document
    if origin := getattr(event, "origin", None):
        yield origin


def _several(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)
