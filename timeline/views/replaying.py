"""Put recorded events in the order of a replay: as recorded, or as they happened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from timeline.facts.fact import Fact
from timeline.facts.records import Confirmed, Corrected, Renamed, Retracted, root_of
from timeline.views.filing import Filing
from timeline.views.in_force import LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.facts.entry import Recorded
    from timeline.views.question import Span

__all__ = ["Order", "in_order", "spans"]

Order = Literal["recorded", "occurred"]
_Key = tuple[date, date, int]


def in_order(events: Iterable[Recorded], by: Order) -> list[Recorded]:
    """Return events in the order recorded, or in that of the days by which they had happened.

    What describes documents and entities comes first, and what puts a fact right
    or confirms it comes right after the last fact that it names.
    """
    several = sorted(events, key=_position)
    if by == "recorded":
        return several
    happened = spans(several)
    keys = {each.event.id: _day(happened[each.position], each) for each in several
            if each.position in happened}  # fmt: skip
    return sorted(
        several,
        key=lambda each: (_key(each, keys), not isinstance(each.event, Fact), each.position),
    )


def spans(events: Iterable[Recorded]) -> dict[int, Span]:
    """Return when each fact happened, by its position, whatever puts it right."""
    several = list(events)
    knowledge = Knowledge(Filing().all(several), Question(on=date.max))
    found = {}
    for each in several:
        if isinstance(each.event, Fact):
            weighed = knowledge.weigh(each)
            if isinstance(weighed, LeftOut):
                weighed = knowledge.regardless(each)
            found[each.position] = weighed.span
    return found


def _position(recorded: Recorded) -> int:
    return recorded.position


def _day(span: Span, recorded: Recorded) -> _Key:
    order = recorded.event.order if isinstance(recorded.event, Fact) else None
    return span.latest, span.earliest, order or 0


def _key(recorded: Recorded, keys: Mapping[str, _Key]) -> _Key:
    first = (date.min, date.min, 0)
    event = recorded.event
    if isinstance(event, Fact):
        return keys[event.id]
    if not isinstance(event, Corrected | Retracted | Confirmed | Renamed):
        return first
    named = [*(event.of if isinstance(event.of, tuple) else (event.of,))]
    named += [event.by] if isinstance(event, Corrected) else []
    return max((keys.get(each, keys.get(root_of(each)[0], first)) for each in named), default=first)
