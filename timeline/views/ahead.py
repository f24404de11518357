"""Load what is asked of events before it is asked for, of many events at one go.

It changes no answer: what is not loaded ahead is loaded when it is asked for.
"""

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.facts.fact import Event
    from timeline.facts.places import Place
    from timeline.views.filing import Filing

__all__ = ["asked", "load_ahead"]


def load_ahead(
    filing: Filing,
    *,
    weighing: Iterable[Event] = (),
    touching: Iterable[Event] = (),
    about: Iterable[str] = (),
    deals: Iterable[str] = (),
) -> None:
    """Load what is asked to weigh events, and of others to tell which facts they touch as well.

    And the facts about entities and of deals, with what is asked to weigh those.
    """
    touched = list(touching)
    places = [place for each in (*weighing, *touched) for place in asked(each)]
    places += [("citing", each.document) for each in touched if isinstance(each, DocumentDescribed)]
    places += [("part", root_of(each.id)[0]) for each in touched if isinstance(each, Fact)]
    places += [("about", each) for each in about]
    _load(filing, [*places, *(("deal", each) for each in deals)])


def _load(filing: Filing, places: Iterable[Place]) -> None:
    """Load what is at these places, and what is asked of that, in turn."""
    while found := filing.ahead(places):
        places = [place for each in found for place in asked(each.event)]


def asked(event: Event) -> Iterator[Place]:
    """Give where it is looked to weigh an event, or what an event puts right."""
    for document in references.documents(event):
        yield "document", document
    if isinstance(event, DocumentDescribed):
        yield "document", event.document
    if isinstance(event, EntityDescribed):
        yield "entity", event.entity
    if isinstance(event, Fact):
        root, _ = root_of(event.id)
        yield from (("statement", root), ("replaces", event.id), ("answer", root))
    if isinstance(event, DealMoved):
        yield "deal", event.deal
    if isinstance(event, Fact | Corrected | Retracted | Confirmed | Renamed):
        for _, name in references.facts(event):
            root, _ = root_of(name)
            yield from (("fact", root), ("renamed", root), ("statement", root))
            yield "statement id", name
    if isinstance(event, Corrected | Retracted):
        yield "statement", root_of(event.id)[0]
    if isinstance(event, Renamed):
        root, _ = root_of(event.to)
        yield from (("fact", root), ("statement", root), ("answer", root))
