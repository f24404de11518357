"""Turn a table of a file into an event, saying of each field what is wrong with it.

A cattrs converter of its own reads what people type: one value where a list
may stand, tables of roles, dates without quotation marks. What it refuses, it
refuses field by field, so that one run reports every fault.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

import attrs
from attrs import frozen
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError

from timeline.errors import ValueUnreadable, nearest
from timeline.facts.codec import VALUES, with_values
from timeline.facts.fact import (
    Derivation,
    DocumentRef,
    EntityRef,
    Event,
    FactRef,
    Metric,
    Party,
    plain_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Fault", "admitted", "read_event"]

E = TypeVar("E", bound=Event)
_ADMITTED: dict[type, dict[str, attrs.Attribute[Any]]] = {}


@frozen(kw_only=True)
class Fault:
    """What is wrong with one field of a table: the rule it breaks, and what to do."""

    rule: str
    field: str
    message: str
    hint: str = ""


_KINDS: dict[type, str] = {
    bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list",
    dt.date: "a date", dt.datetime: "a date", dt.time: "a time of day",
}  # fmt: skip


class _NotText(ValueUnreadable):
    def __init__(self, value: object) -> None:
        said = _KINDS.get(type(value), "a table")
        hint = "write one text, in quotation marks"
        if isinstance(value, int | float):
            hint = f'write it in quotation marks: "{value}"'
        super().__init__(f"this is {said}, where a text is due", hint)


class _NotTable(ValueUnreadable):
    def __init__(self, value: object) -> None:
        said = _KINDS.get(type(value), "a table")
        super().__init__(f"this is {said}, where a table is due", "write it as { name = … }")


class _NotOneOf(ValueUnreadable):
    def __init__(self, value: object, allowed: tuple[str, ...]) -> None:
        hint = nearest(str(value), allowed) or "one of " + ", ".join(allowed)
        super().__init__(f"“{value}” is none of what may stand here", hint)


def admitted(cls: type) -> dict[str, attrs.Attribute[Any]]:
    """Return the fields of a type by the names that files use, found once for each type."""
    found = _ADMITTED.get(cls)
    if found is None:
        fields = attrs.fields(attrs.resolve_types(cls))
        found = _ADMITTED[cls] = {plain_name(each.name): each for each in fields}
    return found


def read_event(cls: type[E], values: Mapping[str, Any]) -> tuple[E | None, list[Fault]]:
    """Read a table's values as an event of this type; None where a fault stands in the way."""
    fields = admitted(cls)
    faults = [_unknown(key, cls) for key in values if key not in fields]
    faults += [
        Fault(
            rule="field-missing",
            field=name,
            message=f"“{name}” is missing",
            hint=_DUE.get(name, f"{cls.TYPE} needs it: see docs/reference/facts.md"),
        )
        for name, each in fields.items()
        if each.default is attrs.NOTHING and name not in values
    ]
    known = {key: value for key, value in values.items() if key in fields}
    absent = any(fault.rule == "field-missing" for fault in faults)
    try:
        event = _converter().structure(known, cls)
    except ClassValidationError as group:
        return None, faults + list(_faults(group, absent=absent))
    return (None if faults else event), faults


_DUE = {"reason": 'say why it is put right: reason = "…"'}
"""What to do about some fields that are missing."""
_ELSEWISE = {"date": "occurred", "day": "occurred", "on": "occurred", "when": "occurred",
             "quotes": "quote", "source": "document", "url": "document"}  # fmt: skip
"""What fields are called here that are called otherwise elsewhere."""


def _unknown(key: str, cls: type[Event]) -> Fault:
    fields = set(admitted(cls))
    if "citations" in fields:
        fields = fields - {"citations"} | {"document", "quote"}
    return Fault(
        rule="field-unknown",
        field=key,
        message=f"“{key}” is no field of {cls.TYPE}",
        hint=_hint(key, sorted(fields)),
    )


def _hint(key: str, fields: Sequence[str]) -> str:
    meant = _ELSEWISE.get(key)
    if meant in fields:
        return f"did you mean “{meant}”?"
    return nearest(key, fields) or "it may have: " + ", ".join(fields)


def _faults(group: ClassValidationError, *, absent: bool) -> Iterator[Fault]:
    """Give each refused field its message; missing fields have been told already."""
    noted, others = group.group_exceptions()
    for fault, note in noted:
        if absent and isinstance(fault, KeyError):
            continue
        cause = _root(fault)
        field = plain_name(note.name)
        yield Fault(
            rule="value-unreadable",
            field=field,
            message=f"“{'quote' if field == 'citations' else field}”: {_said(cause)}",
            hint=getattr(cause, "hint", ""),
        )
    for fault in others:
        yield Fault(rule="value-unreadable", field="", message=str(fault))


def _said(cause: Exception) -> str:
    """Say what is wrong in our words, not in cattrs's."""
    if isinstance(cause, KeyError):
        return f"“{cause.args[0]}” is missing"
    if isinstance(cause, ForbiddenExtraKeysError):
        return f"it has no field “{min(cause.extra_fields)}”"
    return str(getattr(cause, "message", cause))


def _root(fault: Exception) -> Exception:
    while isinstance(fault, ClassValidationError | IterableValidationError):
        fault = fault.exceptions[0]
    return fault


@cache
def _converter() -> Converter:
    converter = with_values(Converter(detailed_validation=True))
    for kind, read in VALUES.items():
        converter.register_structure_hook(kind, _reading(read))
    for name in (str, EntityRef, FactRef, DocumentRef):
        converter.register_structure_hook(name, lambda value, _: _text(value, strict=True))
    converter.register_structure_hook(bool, lambda value, _: _exactly(value, bool))
    converter.register_structure_hook(int, lambda value, _: _exactly(value, int))
    converter.register_structure_hook_func(_is_literal, _one_of)
    converter.register_structure_hook_func(
        _is_dict,
        lambda value, _: {key: _text(each, strict=True) for key, each in _table(value).items()},
    )
    converter.register_structure_hook_func(
        _is_tuple,
        lambda value, kind: _tuple(converter, value, get_args(kind)[0]),
    )
    return converter


def _reading(read: Callable[[str], object]) -> Callable[[Any, Any], object]:
    return lambda value, _: read(_text(value))


def _is_literal(kind: object) -> bool:
    return get_origin(kind) is Literal


def _is_dict(kind: object) -> bool:
    return get_origin(kind) is dict


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _text(value: object, *, strict: bool = False) -> str:
    """Return a text; a date or a whole number may stand unquoted, a float may not."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date) and not strict:
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and not strict:
        return str(value)
    raise _NotText(value)


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _NotTable(value)
    return value


def _exactly(value: object, kind: type) -> object:
    if type(value) is not kind:
        if kind is int:
            raise ValueUnreadable(
                f"“{value}” is no whole number", "write it like 2, with no quotes"
            )
        raise ValueUnreadable(
            f"“{value}” is no true or false", "write true or false, with no quotes"
        )
    return value


def _one_of(value: object, kind: object) -> object:
    allowed = get_args(kind)
    if value not in allowed:
        raise _NotOneOf(value, allowed)
    return value


def _tuple(converter: Converter, value: object, kind: type) -> tuple[object, ...]:
    """Read a list, one value where a list may stand, or a table of roles, metrics, sources."""
    if kind is Derivation and isinstance(value, str):
        value = {"occurred": value}
    if isinstance(value, dict) and kind in {Party, Metric, Derivation}:
        names = [each.name for each in attrs.fields(kind)]
        value = [
            dict(zip(names, (key, each), strict=True))
            for key, inner in value.items()
            for each in (inner if isinstance(inner, list) else [inner])
        ]
    if not isinstance(value, list):
        value = [value]
    if attrs.has(kind) and kind not in VALUES:
        value = [_table(each) for each in value]
    return tuple(converter.structure(each, kind) for each in value)
