"""Write the fact that replaces another: the fields that differ, and what still carries the rest."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from timeline.api.naming import entity_named
from timeline.errors import LedgerRefused, NotFound, ValueUnreadable, nearest
from timeline.facts.codec import encode
from timeline.facts.fact import Citation, Derivation, EntityRef, Fact, Metric, Party, plain_name
from timeline.facts.figures import carried, missing
from timeline.record.tables import admitted, read_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.api.correcting import Grounds
    from timeline.facts.records import EntityDescribed

__all__ = ["cited", "corrected_ids", "replacement"]

_COMMON = tuple(plain_name(each.name) for each in attrs.fields(Fact))
_FIRST, _LOG = ("id", "type", "occurred"), ("citations", "version")
_AGAIN = re.compile(r"(-corrected(-\d+)?)?(~\d+)?$")
_TIMES = 1_000  # that one fact can be corrected
_PAIRS = (Party, Metric, Derivation)


def replacement(
    fact: Fact,
    changed: Mapping[str, str],
    grounds: Grounds,
    name: str,
    entities: Mapping[str, EntityDescribed],
) -> tuple[Fact, dict[str, object]]:
    """Return the fact that replaces another under a name, and the table of a file that states it.

    A field with an empty value is left out. What the citations given do not
    carry is carried by the old ones.

    Raises:
        ValueUnreadable: a field cannot be read, or nothing would differ.
    """
    values = _old(fact, grounds)
    for key, text in changed.items():
        value = _typed(type(fact), key, text, entities)
        if "derived" not in changed:
            _underived(values, key)
        if value == "":
            values.pop(key, None)
        else:
            values[key] = value
    if "id" not in changed:
        values["id"] = name
    read = _read(type(fact), values, ())
    if not grounds.citations and _same(read, fact):
        raise LedgerRefused("nothing is corrected", "say what is so: FIELD=VALUE")
    citations = _carrying(read, fact, grounds.citations)
    return _read(type(fact), values, citations), _table(fact, values) | cited(citations)


def cited(citations: Sequence[Citation]) -> dict[str, object]:
    """Return the fields of a table that cite: one document and its quotes, or a list of tables."""
    tables = [attrs.asdict(each, filter=lambda _, value: bool(value)) for each in citations]
    documents = {each.document for each in citations}
    if len(documents) == 1 and all(set(each) == {"document", "quote"} for each in tables):
        quotes = [each.quote for each in citations]
        quoted: object = quotes[0] if len(quotes) == 1 else quotes
        return {"document": documents.pop(), "quote": quoted}
    if len(tables) == 1 and "quote" not in tables[0]:
        return dict(tables[0])
    return {"quote": tables} if tables else {}


def _old(fact: Fact, grounds: Grounds) -> dict[str, Any]:
    """Return what a fact states; when it was public is the replacement's own to say."""
    values: dict[str, Any] = json.loads(encode(fact))
    for name in (*_LOG, "type", *(("published",) if grounds.because == "source" else ())):
        values.pop(name, None)
    return values


def _underived(values: dict[str, Any], name: str) -> None:
    """Forget what a field was worked out from, now that it is said otherwise."""
    derived = [each for each in values.get("derived", ()) if each["field"] != name]
    if derived:
        values["derived"] = derived
    else:
        values.pop("derived", None)


def _typed(
    cls: type[Fact], name: str, text: str, entities: Mapping[str, EntityDescribed]
) -> object:
    """Read what was typed for a field: a text, a number, true or false, or TOML in brackets."""
    fields = {key: each for key, each in admitted(cls).items() if key != "citations"}
    if name not in fields:
        hint = nearest(name, fields) or "it may have: " + ", ".join(sorted(fields))
        raise ValueUnreadable(f"“{name}” is no field of {cls.TYPE}", hint)
    kinds = get_args(fields[name].type) or (fields[name].type,)
    several = get_origin(fields[name].type) is tuple
    if bool in kinds and text in {"true", "false"}:
        return text == "true"
    if int in kinds and text.isascii() and text.isdigit():
        return int(text)
    if text[:1] in {"[", "{"} and several:
        return _bracketed(text)
    parts = [each.strip() for each in text.split(",")] if several and text else [text]
    if EntityRef in kinds:
        parts = [_entity(each, entities) for each in parts]
    return parts if len(parts) > 1 else parts[0]


def _bracketed(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _entity(name: str, entities: Mapping[str, EntityDescribed]) -> str:
    """Return the id of an entity; one that is not recorded yet is left as it is."""
    try:
        return entity_named(name, entities) if name else name
    except NotFound:
        return name


def corrected_ids(name: str) -> Iterator[str]:
    """Give the ids of what replaces a fact, one for each time."""
    first = _AGAIN.sub("", name) + "-corrected"
    yield first
    yield from (f"{first}-{number}" for number in range(2, _TIMES))


def _read(cls: type[Fact], values: Mapping[str, Any], citations: Iterable[Citation]) -> Fact:
    """Read the replacement as from a file; the first fault is told."""
    tables = [attrs.asdict(each, filter=lambda _, value: bool(value)) for each in citations]
    event, faults = read_event(cls, {**values, "citations": tables})
    if event is None:
        raise ValueUnreadable(faults[0].message, faults[0].hint)
    if flaw := event.flaw():
        raise ValueUnreadable(flaw)
    return event


def _same(new: Fact, old: Fact) -> bool:
    return attrs.evolve(new, id="", citations=()) == attrs.evolve(old, id="", citations=())


def _carrying(new: Fact, old: Fact, given: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return the citations given, and those old ones that carry a figure which they do not."""
    if not given:
        return old.citations
    found = given
    for each in old.citations:
        if carried(tuple(missing(new, found)), [each]) and each not in found:
            found = (*found, each)
    return found


def _table(fact: Fact, values: Mapping[str, Any]) -> dict[str, object]:
    """Put the fields in the order in which people write them."""
    own = [name for name in admitted(type(fact)) if name not in _COMMON]
    told = {**values, "type": fact.TYPE}
    names = [*_FIRST, *own, *(name for name in _COMMON if name not in _FIRST)]
    return {name: _by_role(type(fact), name, told[name]) for name in names if name in told}


def _by_role(cls: type[Fact], name: str, value: object) -> object:
    """Write parties, metrics and what they were derived from as people do: `{ role = "acme" }`."""
    kind = next(iter(get_args(admitted(cls)[name].type)), None) if name != "type" else None
    if kind not in _PAIRS or not isinstance(value, list):
        return value
    key, told = (each.name for each in attrs.fields(kind))
    pairs = {each[key]: each[told] for each in value}
    return pairs if len(pairs) == len(value) else value
