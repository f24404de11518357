"""Keep what is read of a statement, so that later files are read together with it.

A register publishes again and again: the same statements and more, or the next
ones alone. What a statement asserts depends on those before it, so the log
keeps each one, with the fields that are read and no others.
"""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from timeline.facts.records import StatementImported, root_of
from timeline.formats.bods_shapes import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.facts.fact import DocumentRef, Event
    from timeline.shares import Share

__all__ = ["condensed", "kept", "kept_id", "kept_of", "restored", "united"]

_ABOUT = {"reason": None, "description": None}
_NAMED = {"scheme": None, "schemeName": None, "id": None}
_READ: dict[str, dict[str, Any]] = {
    "entity": {
        "entityType": {"type": None, "subtype": None, "details": None},
        "unspecifiedEntityDetails": _ABOUT, "name": None, "alternateNames": None,
        "identifiers": _NAMED, "foundingDate": None, "dissolutionDate": None,
    },
    "person": {
        "personType": None, "unspecifiedPersonDetails": _ABOUT, "names": {"fullName": None},
        "identifiers": _NAMED,
    },
    "relationship": {
        "subject": _ABOUT, "interestedParty": _ABOUT,
        "interests": {
            "type": None, "directOrIndirect": None, "beneficialOwnershipOrControl": None,
            "startDate": None, "endDate": None,
            "share": dict.fromkeys(
                ("exact", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
            ),
        },
    },
}  # fmt: skip
_FIRM = frozenset({"officialRegister", "verified", "selfDeclaration"})


def condensed(value: Mapping[str, Any]) -> str:
    """Write as canonical JSON what is read of a statement; its shape was seen to."""
    publication = value.get("publicationDetails", {})
    publisher = publication.get("publisher", {})
    told = {
        "id": value["statementId"],
        "declared": value["statementDate"],
        "published": publication.get("publicationDate"),
        "publisher": publisher.get("name") or publisher.get("url") or "",
        "firm": not _FIRM.isdisjoint(value.get("source", {}).get("type", ())),
        "record": value["recordId"],
        "kind": value["recordType"],
        "status": value.get("recordStatus"),
        "details": _picked(value["recordDetails"], _READ[value["recordType"]]),
    }
    return _written(told)


def restored(text: str) -> dict[str, Any]:
    """Read what was kept of a statement; shares are exact decimals again."""
    told: dict[str, Any] = json.loads(text)
    for each in told["details"].get("interests", ()):
        if "share" in each:
            each["share"] = {name: Decimal(value) for name, value in each["share"].items()}
    return told


def united(text: str, other: str) -> str | None:
    """Return the same statement as it was published first; None where the two read differently."""
    one, two = json.loads(text), json.loads(other)
    days = [one.pop("published"), two.pop("published")]
    if one != two:
        return None
    if days[0] is None or (days[1] is not None and day_of(days[1]) < day_of(days[0])):
        days.reverse()
    return _written(one | {"published": days[0]})


def kept_id(scheme: str, statement: str) -> str:
    """Return the id under which a statement of a publisher is kept."""
    return f"statement:{scheme}:{sha256(statement.encode()).hexdigest()[:16]}"


def kept_of(known: Iterable[Event], schemes: Iterable[str]) -> dict[str, StatementImported]:
    """Return what is kept of these publishers' statements, by id, each as last revised."""
    found: dict[str, StatementImported] = {}
    beginnings = tuple(f"statement:{each}:" for each in schemes)
    for each in known:
        if isinstance(each, StatementImported) and each.id.startswith(beginnings):
            root, number = root_of(each.id)
            if root not in found or root_of(found[root].id)[1] < number:
                found[root] = each
    return found


def kept(
    identifier: str, document: DocumentRef, text: str, under: Share | None
) -> StatementImported:
    """Return the event that keeps a statement."""
    return StatementImported(
        id=identifier, document=document, format="bods", text=text, threshold=under
    )


def _picked(value: Any, fields: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
    """Return of a value only these fields; numbers are written out."""
    if isinstance(value, list):
        return [_picked(each, fields) for each in value]
    if isinstance(value, dict) and fields:
        return {name: _picked(value[name], fields[name]) for name in fields if name in value}
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def _written(told: Mapping[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"))
