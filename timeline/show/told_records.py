"""Say what the log's own events do: describe, replace, take back, confirm, rename."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from timeline.facts.fact import Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.show.names import Names
from timeline.show.pieces import Said, quoted, say, verb, who
from timeline.show.sentences import headline, pieces
from timeline.show.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Event

__all__ = ["told"]


@singledispatch
def told(event: Event, names: Names) -> Said:  # noqa: ARG001 - as those of each type
    """Say what an event tells, or what it does."""
    return say(event.TYPE)


@told.register
def _(event: Fact, names: Names) -> Said:
    return pieces(event, names)


@told.register
def _(event: EntityDescribed, names: Names) -> Said:
    return say(who(names, event.entity), verb("was described"))


@told.register
def _(event: DocumentDescribed, names: Names) -> Said:  # noqa: ARG001 - as those of each type
    return say("the document", quoted(event.document), verb("was described"))


@told.register
def _(event: Corrected, names: Names) -> Said:
    return say(_facts(event.of, names), verb("was replaced:"), event.reason)


@told.register
def _(event: Retracted, names: Names) -> Said:
    return say(_facts(event.of, names), verb("was taken back:"), event.reason)


@told.register
def _(event: Confirmed, names: Names) -> Said:
    by = listed(list(dict.fromkeys(each.document for each in event.citations)))
    return say(_facts([event.of], names), verb("was confirmed by"), quoted(by))


@told.register
def _(event: Renamed, names: Names) -> Said:  # noqa: ARG001 - as those of each type
    return say(quoted(event.of), verb("goes by"), quoted(event.to))


def _facts(several: Iterable[str], names: Names) -> Said:
    """Say what facts tell, one after the other; by the id where they are not there."""
    return say(*(
        quoted(headline(names.facts[each], names) if each in names.facts else each)
        for each in several
    ))  # fmt: skip
