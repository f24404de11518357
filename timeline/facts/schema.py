"""Describe the files of a ledger as JSON Schema, so that an editor can complete them.

Made from the classes of the vocabulary: what a field may hold is said once.
Fields inherited from the top of a file may be missing from a fact, so the
schema requires none; `check` tells what is missing.
"""

from __future__ import annotations

import inspect
from typing import Any, Literal, get_args, get_origin

import attrs

from timeline.dates import When
from timeline.facts.expected import Expected
from timeline.facts.fact import Derivation, EntityRef, Event, FactRef, Metric, Party
from timeline.facts.fact import plain_name as plain
from timeline.facts.measure import Measure
from timeline.facts.names import FACTS
from timeline.facts.records import DocumentDescribed, EntityDescribed, Retracted
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share

__all__ = ["schema"]

Schema = dict[str, Any]

_VALUES: dict[object, tuple[str, list[str]]] = {
    When: ("A date: EDTF, or 2025Q2, 2025-02/P3Y.", ["2025-09-02", "2025-05", "[..2025-09-15]"]),
    Share: ("A share of a company.", ["3.34%", ">5%", "[25%, 50%)", ">0%", "none", "unknown"]),
    Points: ("A change in percentage points.", ["2.21 points", "-6 points"]),
    Change: ("A change in percent, with its sign.", ["8.08%", "-60.5%", "up"]),
    Amount: ("An amount of money, with its currency.", ["15.47亿 CNY", ">380bn CNY"]),
    Count: ("A number.", ["8.822m", "78,563"]),
    Measure: ("A figure with its unit.", ["15.47亿 CNY", "60.5%", "150 ms"]),
    EntityRef: ("The id of an entity.", []),
    FactRef: ("The id of a fact.", []),
}
_PLAIN: dict[object, str] = {bool: "boolean", int: "integer"}
_QUOTE = ("The shortest run of the document's words that carries the figures: at most 40"
          " characters, Latin letters counting half.")  # fmt: skip


_OWN = "An id of its own, where the same was taken back before."


def schema() -> Schema:
    """Return the schema of a fact file (draft 2020-12); a document's record matches it too."""
    facts = {name: _fact(cls) for name, cls in FACTS.items()}
    expected = _object(Expected, {"id": None})
    inherited: Schema = dict(expected["properties"])
    for each in facts.values():
        inherited |= each["properties"]
    inherited["type"] = {"enum": sorted(FACTS)}
    document = _object(DocumentDescribed, {"document": None, "id": _text("Its id.")})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a deal-timeline ledger",
        "type": "object",
        "$defs": facts,
        "properties": {
            **inherited,
            **document["properties"],
            "fact": _array({"anyOf": [{"$ref": f"#/$defs/{name}"} for name in facts]}),
            "entity": _array(_object(EntityDescribed, {"entity": None, "id": _text("Its id.")})),
            "document": {"anyOf": [_text("The document cited."), _array(document)]},
            "retraction": _array(_object(Retracted, {"id": _text(_OWN), **_citing()})),
            "confirmation": _array(_confirmation()),
            "expect": _array(expected),
        },
        "additionalProperties": False,
    }


def _fact(cls: type[Event]) -> Schema:
    own: dict[str, Schema | None] = {
        "type": {"const": cls.TYPE},
        "id": _text("Its id; made from the type, the parties and the day where it is left out."),
        "was": _text("The id that it went by before."),
        "corrects": _several(_text("The id of a fact that this one corrects.")),
        "reason": _text("Why it corrects."),
        "because": {"enum": ["source", "recording"]},
        **_citing(),
    }
    return _object(cls, own)


def _confirmation() -> Schema:
    properties = {"of": _text("The fact confirmed."), "fields": _several(_text("A field of it."))}
    return {
        "type": "object",
        "properties": properties | _citing(),
        "additionalProperties": False,
    }


def _citing() -> Schema:
    place = {"prefix": _text("What stands before it."), "suffix": _text("What stands after it.")}
    table = {
        "type": "object",
        "properties": {
            "document": _text("The document cited."),
            "quote": _text(_QUOTE),
            "standing": {"enum": ["rumoured", "reported", "official"]},
            **place,
        },
        "additionalProperties": False,
    }
    one = {"anyOf": [_text(_QUOTE), table]}
    return {"document": _text("The document cited."), "quote": _several(one), **place}


def _object(cls: type[Event], own: dict[str, Schema | None]) -> Schema:
    """Describe a class; `own` replaces fields of it, or drops those that are None."""
    properties: dict[str, Schema | None] = {
        plain(each.name): _field(each.type)
        for each in attrs.fields(attrs.resolve_types(cls))
        if each.name != "citations"
    }
    properties |= own
    return {
        "type": "object",
        "description": (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " "),
        "properties": {name: each for name, each in properties.items() if each is not None},
        "additionalProperties": False,
    }


def _field(kind: object) -> Schema:
    inner = [each for each in get_args(kind) if each not in {type(None), Ellipsis}]
    origin = get_origin(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return _plural(inner[0])
    if origin is dict:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if inner:
        return _field(inner[0])
    return _value(kind) if kind in _VALUES else {"type": _PLAIN.get(kind, "string")}


def _plural(kind: object) -> Schema:
    if kind in {Party, Metric}:
        return {"type": "object", "additionalProperties": _several({"type": "string"})}
    if kind is Derivation:
        table = {"type": "object", "additionalProperties": {"type": "string"}}
        return {"anyOf": [_text("What the day was worked out from."), table]}
    return _several(_field(kind))


def _value(kind: object) -> Schema:
    description, examples = _VALUES[kind]
    also = ["string", "integer"] if kind in {When, Count, Measure} else "string"
    found: Schema = {"type": also, "description": description}
    return found | ({"examples": examples} if examples else {})


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _several(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _array(one: Schema) -> Schema:
    return {"type": "array", "items": one}
