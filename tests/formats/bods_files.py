"""Make small BODS documents, import them, and ask what they came to."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline.api.answers import Answers
from timeline.api.importing import ImportOutcome, events_of, import_events
from timeline.formats.bods import read_bods
from timeline.shares import Share
from timeline.store.log import Log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.facts.fact import Event

__all__ = [
    "Told",
    "company",
    "imported",
    "interest",
    "known",
    "level_of",
    "levels",
    "person",
    "stake",
]

Told = dict[str, Any]
PUBLISHER = "Register"


def statement(
    kind: str, record: str, details: Told, day: str, *, status: str = "new",
    published: str | None = "same", number: str = "",
) -> Told:  # fmt: skip
    """Return a statement; by default it is published on the day on which it is declared."""
    told: Told = {
        "statementId": f"{record}-{day}{number}".ljust(32, "0"),
        "statementDate": day,
        "declarationSubject": "acme",
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "recordDetails": {"isComponent": False, **details},
    }
    if published is not None:
        told["publicationDetails"] = {
            "publicationDate": day if published == "same" else published,
            "bodsVersion": "0.4",
            "publisher": {"name": PUBLISHER},
        }
    return told


def company(record: str = "acme", day: str = "2020-01-01", **details: Any) -> Told:  # noqa: ANN401
    """Return a statement about a company, named after its record."""
    told = {"entityType": {"type": "registeredEntity"}, "name": record.title(), **details}
    return statement("entity", record, told, day)


def person(record: str = "ann", day: str = "2020-01-01", **details: Any) -> Told:  # noqa: ANN401
    """Return a statement about a person, named after its record."""
    told = {"personType": "knownPerson", "names": [{"fullName": record.title()}], **details}
    return statement("person", record, told, day)


def interest(
    share: float | Told | None = None, start: str | None = None, end: str | None = None,
    kind: str = "shareholding", **others: Any,  # noqa: ANN401
) -> Told:  # fmt: skip
    """Return an interest: a number is an exact share."""
    told: Told = {"type": kind, **others}
    if share is not None:
        told["share"] = share if isinstance(share, dict) else {"exact": share}
    if start is not None:
        told["startDate"] = start
    if end is not None:
        told["endDate"] = end
    return told


def stake(
    day: str, *interests: Told, status: str = "new", record: str = "r1", holder: str | Told = "ann",
    of: str | Told = "acme", published: str | None = "same", number: str = "",
) -> Told:  # fmt: skip
    """Return a statement about a relationship."""
    details = {"subject": of, "interestedParty": holder, "interests": list(interests)}
    return statement(
        "relationship", record, details, day, status=status, published=published, number=number
    )


def known(log: Log) -> dict[str, Event]:
    """Return what a log holds, by id."""
    from timeline.api import importing

    return importing.by_id(importing.events_of(log)[0])


def imported(
    *statements: Told, log: Log | None = None, threshold: str | None = None, file: str = "a.json"
) -> tuple[Log, ImportOutcome]:
    """Import statements into a log, by default a new one in memory."""
    into = log or Log.memory()
    under = Share.parse(f"<{threshold}") if threshold else None
    held = known(into)
    content = json.dumps(statements).encode()
    read = read_bods(content, file, threshold=under, known=list(held.values()))
    return into, import_events(read, into, events_of(into)[0], message=file)


def levels(log: Log, on: str, known_by: str | None = None, name: str = "shares") -> dict[str, str]:
    """Return who held what of Acme: `40`, `[0, 25)`, with `?` where that is only possible."""
    answers = Answers.of(
        log,
        on=date.fromisoformat(on),
        known=date.fromisoformat(known_by) if known_by else None,
    )
    found = answers.own(company="Acme", zeros=True).held
    return {
        _stem(each.key.holders): level_of(each.level.low, each.level.high, each)
        for each in found
        if "-".join(part for part in (each.key.interest, each.key.class_) if part) == name
    }


def _stem(holders: Sequence[str]) -> str:
    return "+".join(each.rpartition("-")[0] for each in holders)


def level_of(low: object, high: object, held: Any) -> str:  # noqa: ANN401
    mark = "" if held.certainty == "definite" else "?"
    if low == high:
        return f"{low}{mark}"
    opening = "(" if held.level.low_open else "["
    closing = ")" if held.level.high_open else "]"
    return f"{opening}{low}, {high}{closing}{mark}"
