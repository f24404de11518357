"""Write what BODS statements assert as facts, each with an id of its own that stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline import dates
from timeline.facts.companies import PersonMoved
from timeline.facts.fact import Citation, Fact, FactRef
from timeline.facts.ownership import ControlEnded, ControlStated, StakeChanged, StakeStated
from timeline.facts.records import Corrected
from timeline.shares import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.formats.bods_entities import Described, Entity
    from timeline.formats.bods_statements import Statement
    from timeline.formats.bods_threads import Assertion

__all__ = ["asserted", "corrected", "noted", "own_fact"]

_NOTE = re.compile(r"statement (?P<id>.+) of \d{4}-\d\d-\d\d on record .*", re.DOTALL)


def noted(fact: Fact) -> str | None:
    """Return the id of the statement that a fact was read from; None for one of another origin."""
    found = _NOTE.fullmatch(fact.note or "")
    return found["id"] if found else None


def _common(statement: Statement) -> dict[str, Any]:
    return {
        "published": statement.published,
        "standing": "official" if statement.firm else "reported",
        "citations": (Citation(document=statement.document),),
        "note": f"statement {statement.id} of {statement.day} on record {statement.record}",
    }


def _named(parts: Iterable[str], statement: Statement, number: int = 1) -> str:
    """Make an id of what it is about, the day of the statement, and the statement itself."""
    name = "-".join([*parts, statement.day.isoformat(), statement.mark])
    return name if number == 1 else f"{name}-{number}"


def own_fact(told: Described, entity: Entity, statement: Statement) -> Fact:
    """Return a fact of one entity: founded, dissolved, renamed."""
    return told.fact(
        id=_named((entity.stem, told.name), statement), occurred=told.occurred,
        effective=_ahead(told.occurred, statement), **told.fields, **_common(statement),
    )  # fmt: skip


def asserted(
    told: Assertion, holder: Entity, company: Entity, statement: Statement, number: int
) -> Fact:
    """Return what a statement asserts of a relationship; `number` counts within its thread."""
    common = _common(statement)
    common["id"] = _named((holder.stem, company.stem, told.thread.name), statement, number)
    common["occurred"] = told.when
    common["effective"] = _ahead(told.when, statement)
    if told.thread.kind == "control":
        return _control(told, holder, company, common)
    if told.thread.kind == "post":
        return PersonMoved(
            person=holder.id, company=company.id, post=told.thread.interest,
            move="left" if told.share == NONE else "appointed",
            **common | ({"occurred": dates.by(told.when.latest or statement.day)}
                        if told.seen else {}),
        )  # fmt: skip
    where: dict[str, Any] = {
        "holder": holder.id, "company": company.id, "interest": told.thread.interest,
        "class_": told.thread.class_ or None,
    }  # fmt: skip
    if told.seen:
        return StakeStated(stake=told.share, **where, **common)
    return StakeChanged(before=told.before, after=told.share, **where, **common)


def _control(
    told: Assertion, holder: Entity, company: Entity, common: dict[str, Any]
) -> ControlStated | ControlEnded:
    """Return control stated or ended; where it is told no longer it has ended possibly, for ever.

    A stake that is told no longer may lie under a threshold. Control has none:
    all that is known is that it may have ended on some day since.
    """
    if told.dropped:
        common |= {"occurred": dates.between(told.when.earliest, None), "effective": True}
        return ControlEnded(holder=holder.id, company=company.id, **common)
    kind = ControlEnded if told.share == NONE else ControlStated
    return kind(holder=holder.id, company=company.id, **common)


def _ahead(when: dates.When, statement: Statement) -> bool:
    """Tell whether something lies ahead of the publication that tells of it."""
    told = statement.published.latest or statement.day
    return when.latest is not None and when.latest > told


def corrected(by: Fact, of: Iterable[str], statement: Statement) -> Corrected:
    """Return the statement that a later fact corrects earlier ones of the same record."""
    return Corrected(
        id=f"corrected:{by.id}", of=tuple(FactRef(each) for each in of), by=FactRef(by.id),
        reason=f"statement {statement.id} of {statement.day} tells it otherwise",
        because="source",
    )  # fmt: skip
