"""Say what each column of a bulk file holds: read off the types, one cell a field.

A row of a file of facts is one fact, retraction or confirmation; its columns
are named as the fields. What no one cell can hold has no column: words quoted,
figures of programmes, what a field was worked out from.
"""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Literal, get_args, get_origin

import attrs
from attrs import frozen

from timeline.dates import When
from timeline.errors import ValueUnreadable
from timeline.facts.codec import VALUES
from timeline.facts.fact import Because, DocumentRef, EntityRef, FactRef, Party, plain_name
from timeline.facts.measure import Measure
from timeline.facts.names import FACTS, NAMES
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.facts.fact import Event

__all__ = ["FREE", "IGNORED", "SOURCES", "Cell", "Kind", "Source", "cells", "written"]

Source = Literal["facts", "documents", "entities"]
Kind = Literal[
    "text", "texts", "word", "whole", "yes", "document", "entity", "entities", "fact", "facts",
    "date", "share", "points", "change", "amount", "count", "measure",
]  # fmt: skip
SOURCES: tuple[Source, ...] = get_args(Source)
FREE = {"facts": "parties.", "documents": None, "entities": "identifiers."}
"""What the columns begin with that go on with a name of their own: `parties.acquirer`."""
IGNORED = frozenset({"batch"})
"""Columns that tell of the delivery, and of no fact."""

_PLAIN: dict[object, Kind] = {
    str: "text", int: "whole", bool: "yes", EntityRef: "entity", FactRef: "fact",
    DocumentRef: "document", When: "date", Share: "share", Points: "points", Change: "change",
    Amount: "amount", Count: "count", Measure: "measure",
}  # fmt: skip
_LISTS: dict[object, Kind] = {EntityRef: "entities", FactRef: "facts", Party: "entities"}
_READERS: dict[str, Callable[[str], object]] = {_PLAIN[each]: read for each, read in VALUES.items()}
_FORMS = {"whole": "whole number", "yes": "true or false"}
_STATEMENTS = ("retracted", "confirmed")


@frozen(kw_only=True)
class Cell:
    """What a column holds in the rows of one type; a `word` is one of its `words`."""

    source: Source
    type: str
    name: str
    kind: Kind
    required: bool = False
    words: tuple[str, ...] = ()


@cache
def cells() -> tuple[Cell, ...]:
    """Return the cells of every type of every file."""
    return tuple(_cells())


def _cells() -> Iterator[Cell]:
    for name, cls in FACTS.items():
        yield from _of(cls, "facts", name)
        yield from _correcting(name)
    for name in _STATEMENTS:
        yield from _of(NAMES[name], "facts", name)
    yield from _of(DocumentDescribed, "documents", DocumentDescribed.TYPE)
    yield from _of(EntityDescribed, "entities", EntityDescribed.TYPE)


def written(kind: str, text: str) -> str:
    """Write a value as payloads do.

    Raises:
        ValueUnreadable: the text is no such value.
    """
    if kind in _FORMS:
        raise ValueUnreadable(f"“{text}” is no {_FORMS[kind]}")
    return str(_READERS[kind](text))


def _of(cls: type[Event], source: Source, name: str) -> Iterator[Cell]:
    """Give the cells of one type; its own id is told otherwise, and not by its kind."""
    own = {"id", "document"} if source == "documents" else {"id", "entity"}
    for each in attrs.fields(attrs.resolve_types(cls)):
        if each.name in (own if source != "facts" else {"id"}):
            continue
        required = each.default is attrs.NOTHING
        if each.name == "citations":
            yield Cell(
                source=source, type=name, name="document", kind="document", required=required
            )
            continue
        kind = _kind(each.type)
        if kind is not None:
            yield Cell(
                source=source, type=name, name=plain_name(each.name), kind=kind, required=required,
                words=_words(each.type),
            )  # fmt: skip
    if name == "confirmed":
        yield Cell(source=source, type=name, name="published", kind="date")


def _correcting(name: str) -> Iterator[Cell]:
    """Give the cells in which a fact says what it corrects."""
    yield Cell(source="facts", type=name, name="corrects", kind="facts")
    yield Cell(source="facts", type=name, name="reason", kind="text")
    yield Cell(source="facts", type=name, name="because", kind="word", words=get_args(Because))


def _kind(annotation: object) -> Kind | None:
    """Return what a field's cell holds; None where no cell can."""
    inner = [each for each in get_args(annotation) if each not in {NoneType, Ellipsis}]
    if get_origin(annotation) is Literal:
        return "word"
    if get_origin(annotation) is tuple:
        return _LISTS.get(inner[0], "texts" if inner[0] is str else None)
    if get_origin(annotation) is dict:
        return None
    return _kind(inner[0]) if inner else _PLAIN.get(annotation)


def _words(annotation: object) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    found = (_words(each) for each in get_args(annotation))
    return next((each for each in found if each), ())
