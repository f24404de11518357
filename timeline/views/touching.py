"""Find what an event may touch: facts that may be read otherwise, and whose answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.facts import references
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    root_of,
)
from timeline.views.differing import named
from timeline.views.larger import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.entry import Recorded
    from timeline.views.knowledge import Knowledge

__all__ = ["answers", "facts", "weighed"]


def answers(recorded: Recorded, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Give whose answers an event may change (`about`), and which deals (`deal`)."""
    event = recorded.event
    if isinstance(event, EntityDescribed):
        described = knowledge.entity(event.entity) or event
        for each in (event.entity, event.owner, described.owner):
            yield "about", each or event.entity
    for source in weighed(recorded, knowledge):
        fact = source.event
        if isinstance(fact, Fact):
            for name in named(fact, knowledge):
                yield "about", name
        if isinstance(fact, DealMoved):
            yield "deal", fact.deal


def facts(recorded: Recorded, knowledge: Knowledge) -> Iterator[Recorded]:
    """Give the facts that an event is, puts right, names or dates; and what those replace."""
    waiting, seen = [recorded], set[str]()
    while waiting:
        each = waiting.pop()
        if each.event.id in seen:
            continue
        seen.add(each.event.id)
        if isinstance(each.event, Fact):
            yield each
        waiting += _behind(each, knowledge)


def weighed(recorded: Recorded, knowledge: Knowledge) -> Iterator[Recorded]:
    """Give the facts that an event may let be weighed otherwise.

    An owner can deny what is told of what it owns, and a party of a deal each of its moves.
    """
    found = list(facts(recorded, knowledge))
    event, under = recorded.event, knowledge.filing.under
    if isinstance(event, EntityDescribed):
        before = knowledge.entity(event.entity)
        if event.owner is not None or (before is not None and before.owner is not None):
            found += under("about", event.entity)
    deals = {each.event.deal for each in found if isinstance(each.event, DealMoved)}
    found += [each for name in sorted(deals) for each in under("deal", name)]
    for each in {one.position: one for one in found}.values():
        yield each
        if isinstance(each.event, Fact):
            yield from parts_of(each.event, knowledge)


def _behind(recorded: Recorded, knowledge: Knowledge) -> Iterator[Recorded]:
    """Give the events on which another one works."""
    event, under = recorded.event, knowledge.filing.under
    if isinstance(event, DocumentDescribed):
        yield from under("citing", event.document)
    if isinstance(event, Fact):
        yield from parts_of(event, knowledge)
        yield from under("replaces", event.id)
        yield from under("statement", root_of(event.id)[0])
    if isinstance(event, Fact | Corrected | Retracted | Confirmed | Renamed):
        for _, name in references.facts(event):
            for root in {knowledge.stated.root(name), root_of(name)[0]}:
                yield from under("fact", root)
            yield from under("statement id", name)
