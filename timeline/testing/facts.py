"""Make facts as a person types them; a test names only what matters, the rest has defaults.

What a type requires and a test leaves out is filled in: an entity is called
after its field (`holder`, `company`), a figure is a plain one. Nothing optional
is made up, a day neither.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from timeline.errors import ValueUnreadable
from timeline.facts.fact import Event, Fact, make_id, plain_name
from timeline.facts.names import FACTS, TypeUnknown
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.record.tables import read_event
from timeline.testing.vocabulary import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FactUnfit",
    "changed",
    "confirmed",
    "controls",
    "corrected",
    "deal",
    "document",
    "entity",
    "event",
    "fact",
    "issue",
    "renamed",
    "retracted",
    "stated",
]

__tracebackhide__ = True
"""A failing test ends at its own line, not in here."""

E = TypeVar("E", bound=Event)
_ROLES = ("acquirer", "target", "investor", "seller")
_FIGURES = {"before", "after", "by", "shares", "shares_before", "shares_after"}
_ONE_OF: dict[str, tuple[tuple[set[str], dict[str, str]], ...]] = {
    "price-moved": (({"percent", "direction"}, {"direction": "up"}),),
    "results-reported": (({"value", "change"}, {"change": "up"}),),
    "stake-changed": (
        (_FIGURES, {"after": "10%"}),
        ({"holder", "from", "to"}, {"holder": "holder"}),
    ),
    "stake-stated": (({"stake", "shares"}, {"stake": "10%"}),),
}
"""What a type needs one of, and what it is given where a test names none."""


class FactUnfit(ValueUnreadable):
    """What a test gives as a fact cannot be one."""

    def __init__(self, kind: str, faults: list[tuple[str, str]]) -> None:
        """Say of each field what is wrong, with the first hint."""
        said = "; ".join(message for message, _ in faults)
        hint = next((each for _, each in faults if each), "")
        super().__init__(f"this is no {kind}: {said}", hint)


def event(cls: type[E], /, **fields: Any) -> E:  # noqa: ANN401 - whatever a file may hold
    """Return an event from fields as a file has them.

    Raises:
        FactUnfit: a field is missing, unknown or cannot be read.
    """
    made, faults = read_event(cls, {plain_name(name): each for name, each in fields.items()})
    if made is None:
        raise FactUnfit(cls.TYPE, [(each.message, each.hint) for each in faults])
    return made


def fact(type_: str, /, **fields: Any) -> Fact:  # noqa: ANN401 - whatever a file may hold
    """Return a fact of a type; `on` is the day it occurred, `cites` pairs of document and quote.

    Raises:
        FactUnfit: it cannot be read, or is malformed as a whole.
    """
    if type_ not in FACTS:
        raise TypeUnknown(type_, FACTS)
    kind = FACTS[type_]
    if "on" in fields:
        fields["occurred"] = fields.pop("on")
    if "cites" in fields:
        pairs = fields.pop("cites")
        fields["citations"] = [{"document": name, "quote": quote} for name, quote in pairs]
    plain = {plain_name(name): each for name, each in fields.items()}
    plain = _filled(kind, plain) | plain
    plain.setdefault("id", make_id(type_, kind.KEY, plain))
    made = event(kind, **plain)
    if flaw := made.flaw():
        raise FactUnfit(type_, [(flaw, "")])
    return made


def _filled(kind: type[Fact], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a fact needs and a test does not tell."""
    found = dict(_defaults(kind.TYPE))
    for names, default in _ONE_OF.get(kind.TYPE, ()):
        found |= default if names.isdisjoint(told) else {}
    return found


@cache
def _defaults(type_: str) -> Mapping[str, Any]:
    """Return a value for each field that a type requires, as a file would have it."""
    required = (
        each
        for each in attrs.fields(attrs.resolve_types(FACTS[type_]))
        if each.default is attrs.NOTHING and each.name != "id"
    )
    return {plain_name(each.name): plain_value(each.name, each.type) for each in required}


def changed(holder: str = "holder", company: str = "company", **fields: Any) -> Fact:  # noqa: ANN401
    """Return a change of a stake; to 10% where no figure is told."""
    return fact("stake-changed", holder=holder, company=company, **fields)


def stated(
    holder: str = "holder",
    company: str = "company",
    stake: str | None = None,
    **fields: Any,  # noqa: ANN401 - as `fact`
) -> Fact:
    """Return a stake that was seen; 10% where no figure is told."""
    told = {} if stake is None else {"stake": stake}
    return fact("stake-stated", holder=holder, company=company, **told, **fields)


def controls(holder: str = "holder", company: str = "company", **fields: Any) -> Fact:  # noqa: ANN401
    """Return control, as stated."""
    return fact("control-stated", holder=holder, company=company, **fields)


def issue(company: str = "company", **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a change of the capital, by an issue unless another cause is told."""
    return fact("capital-changed", company=company, **{"cause": "issue"} | fields)


def deal(name: str = "deal", state: str = "announced", /, **fields: Any) -> Fact:  # noqa: ANN401
    """Return a move of a deal; `acquirer`, `target`, `investor` and `seller` are parties."""
    roles = {role: fields.pop(role) for role in _ROLES if role in fields}
    return fact("deal-moved", deal=name, state=state, parties=roles, **fields)


def document(name: str, published: str, /, **fields: Any) -> DocumentDescribed:  # noqa: ANN401
    """Return a document, first described unless an id says otherwise."""
    fields.setdefault("id", f"document:{name}")
    fields.setdefault("publisher", "Publisher")
    return event(DocumentDescribed, document=name, published=published, **fields)


def entity(name: str, kind: str = "company", /, **fields: Any) -> EntityDescribed:  # noqa: ANN401
    """Return an entity, first described unless an id says otherwise."""
    fields.setdefault("id", f"entity:{name}")
    fields.setdefault("name", name)
    return event(EntityDescribed, entity=name, kind=kind, **fields)


def corrected(of: str, by: str, because: str = "source") -> Corrected:
    """Return the statement that one fact replaces another."""
    name = f"corrected:{of}:{by}"
    return event(Corrected, id=name, of=of, by=by, reason="wrong", because=because)


def retracted(of: str, because: str = "recording", **fields: Any) -> Retracted:  # noqa: ANN401
    """Return the statement that a fact is taken back."""
    return event(Retracted, id=f"retracted:{of}", of=of, reason="untrue", because=because, **fields)


def confirmed(of: str, by: str, quote: str = "", **citation: str) -> Confirmed:
    """Return the statement that another document repeats a fact."""
    citations = [{"document": by, "quote": quote, **citation}]
    return event(Confirmed, id=f"confirmed:{of}:{by}", of=of, citations=citations)


def renamed(of: str, to: str) -> Renamed:
    """Return the statement that a fact goes by another id."""
    return event(Renamed, id=f"renamed:{of}", of=of, to=to)
