"""Make one plain event of every type that a log can hold, with little told and with all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from timeline.dates import When
from timeline.facts.fact import (
    Citation,
    Derivation,
    EntityRef,
    Event,
    Fact,
    FactRef,
    Metric,
    Party,
    plain_name,
)
from timeline.facts.measure import Measure
from timeline.facts.names import FACTS, NAMES
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["plain_value", "vocabulary"]

_PLAIN: dict[object, Any] = {
    Amount: "1m USD", Change: "up", Count: "1000", Measure: "1", Points: "1 point",
    Share: "10%", When: "2025", bool: True, int: 1, Party: {"party": "company"},
    Metric: {"metric": "1"}, Derivation: {"note": "another fact"}, dict: {"lei": "1"},
    Citation: [{"document": "document", "quote": "10%"}],
}  # fmt: skip
_APART: dict[str, tuple[tuple[str, ...], ...]] = {
    "stake-changed": (("from", "to"), ("holder", "jointly_with")),
}
"""What is left out of a type's fields, in turn, since the others exclude it."""


_VAGUE = {
    "period": "2025-01-10/2025-03-14", "some-day": "[2025-01-10..2025-03-14]",
    "by": "[..2025-09-15]", "since": "[2025-09-02..]", "about": "2025-05~",
}  # fmt: skip
"""A vague date of each kind."""


def vocabulary() -> Iterator[Event]:
    """Give events of each type: one with what it requires, one with all that it may have.

    Of a change, which has a holder or two ends, one with all of each; of every
    fact, one of each kind of vague date.
    """
    from timeline.testing.facts import event, fact

    for name, cls in NAMES.items():
        told = _told(cls)
        if name in FACTS:
            yield fact(name, id=f"{name}-bare")
            for number, fields in enumerate(_wholes(name, told)):
                yield fact(name, **fields | {"id": f"{name}-full-{number}"})
            for how, day in _VAGUE.items():
                yield fact(name, id=f"{name}-{how}", occurred=day)
        else:
            required = {each: told[each] for each in told if _required(cls, each)}
            yield event(cls, **required | {"id": f"{name}:bare"})
            yield event(cls, **told | {"id": f"{name}:full"})


def _wholes(name: str, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all fields of a type, in as many ways as there are of those that exclude others."""
    apart = _APART.get(name, ((),))
    return [{each: told[each] for each in told if each not in left_out} for left_out in apart]


def _told(cls: type[Event]) -> dict[str, Any]:
    """Return a plain value for every field of a type."""
    fields = attrs.fields(attrs.resolve_types(cls))
    told = {plain_name(each.name): plain_value(each.name, each.type) for each in fields}
    return told | ({"standing": "reported"} if issubclass(cls, Fact) else {})


def _required(cls: type[Event], name: str) -> bool:
    return any(
        plain_name(each.name) == name and each.default is attrs.NOTHING
        for each in attrs.fields(cls)
    )


def plain_value(name: str, kind: object) -> Any:  # noqa: ANN401 - whatever a file may hold
    """Return a plain value for a field, as a file would have it."""
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    inner = [each for each in get_args(kind) if each not in {type(None), Ellipsis}]
    if get_origin(kind) is not None and inner:
        return _PLAIN[dict] if get_origin(kind) is dict else plain_value(name, inner[0])
    if kind in {EntityRef, FactRef} and name in {"by", "of", "to"}:
        return "company" if kind is EntityRef else "fact"
    return _PLAIN.get(kind, plain_name(name))
