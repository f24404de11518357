"""Tell whether a fact says what was recorded, and where it differs."""

from __future__ import annotations

from attrs import evolve, fields

from timeline.facts.codec import encode
from timeline.facts.fact import Event, Fact, plain_name

__all__ = ["differing", "repeats"]


def repeats(present: Fact, held: Fact) -> bool:
    """Tell whether a fact says what was recorded, with all that it cited."""
    same = _bare(evolve(present, id=held.id)) == _bare(held)
    return same and set(present.citations) >= set(held.citations)


def _bare(fact: Fact) -> str:
    return encode(evolve(fact, citations=()))


def differing(known: Event, present: Event) -> list[str]:
    """Name the fields that differ: those of the type first, then those that all have."""
    if type(known) is not type(present):
        return ["type"]
    common = [each.name for each in fields(Fact) if each.name != "id"]
    own = [each.name for each in fields(type(present)) if each.name not in {"id", *common}]
    names = own + common
    differ = [name for name in names if getattr(known, name) != getattr(present, name)]
    return ["quote" if name == "citations" else plain_name(name) for name in differ]
