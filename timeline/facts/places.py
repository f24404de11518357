"""Tell under which headings an event is filed: what it is, whom and what it is about.

A place is a heading with a name. Who asks for one fact, company, document or
deal looks there, and reads nothing else. An entity stands under all its names
too, folded: there it is found by one who knows no id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.facts import references
from timeline.facts.claims import ClaimAnswered, StatementEnded
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.known_as import foldings, names
from timeline.facts.ownership import StakeChanged
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
    from collections.abc import Iterator

    from timeline.facts.fact import Event

__all__ = ["FILED", "HEADINGS", "NAMED", "Place", "filed", "places"]

Place = tuple[str, str]
"""A heading, and the name under it."""

NAMED = "named"
"""The heading of an entity's names, as `foldings` writes them."""

HEADINGS = (
    "event", "about", "citing", "fact", "document", "entity", "deal",
    "statement", "statement id", "replaces", "renamed", "ending", "answer", "owned",
    NAMED, "part",
)  # fmt: skip
"""Every heading. A log keeps their places here: what is added comes last.

What is asked of many facts at once stands together, behind what is large and is not.
"""

FILED = tuple(each for each in HEADINGS if each != NAMED)
"""The headings that a view files events under."""


def places(event: Event) -> Iterator[Place]:
    """Give every place of an event, each of them once."""
    yield from filed(event)
    if isinstance(event, EntityDescribed):
        folded = (each for name in names(event) for each in foldings(name))
        yield from dict.fromkeys((NAMED, each) for each in folded)


def filed(event: Event) -> Iterator[Place]:
    """Give its places but for its names: who has read the event has the names, unfolded."""
    return iter(dict.fromkeys(_places(event)))


def _places(event: Event) -> Iterator[Place]:
    if isinstance(event, Fact):
        yield from _of_fact(event)
    else:
        yield "event", event.id
    for document in references.documents(event):
        yield "citing", document
    if isinstance(event, DocumentDescribed):
        yield "document", event.document
    elif isinstance(event, EntityDescribed):
        yield "entity", event.entity
        if event.owner is not None:
            yield "owned", event.owner
    elif isinstance(event, Corrected | Retracted | Confirmed | Renamed):
        yield from _of_statement(event)


def _of_fact(fact: Fact) -> Iterator[Place]:
    yield "fact", root_of(fact.id)[0]
    for _, entity in references.entities(fact):
        yield "about", entity
    if isinstance(fact, DealMoved):
        yield "deal", fact.deal
    elif isinstance(fact, StatementEnded):
        yield "ending", root_of(fact.of)[0]
    elif isinstance(fact, ClaimAnswered):
        yield "answer", root_of(fact.of)[0]
    elif isinstance(fact, StakeChanged) and fact.part_of is not None:
        yield "part", root_of(fact.part_of)[0]


def _of_statement(event: Corrected | Retracted | Confirmed | Renamed) -> Iterator[Place]:
    for each in event.of if isinstance(event.of, tuple) else (event.of,):
        yield "statement", root_of(each)[0]
    if isinstance(event, Corrected | Retracted):
        yield "statement id", event.id
    if isinstance(event, Corrected):
        yield "replaces", event.by
    if isinstance(event, Renamed):
        yield "renamed", event.to
