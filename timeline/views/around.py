"""Answer what happened around a day or an event, by how many days before or after it."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import frozen

from timeline.dates import Certainty
from timeline.views.question import Span, both

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Near", "Offset", "around"]


class Dated(Protocol):
    """Anything with the days that it can be of, and how sure it is."""

    @property
    def span(self) -> Span:
        """When it happened."""

    @property
    def certainty(self) -> Certainty:
        """How sure it is that it happened at all."""


D = TypeVar("D", bound=Dated)


@frozen
class Offset:
    """How many days after an anchor something was, at least and at most; None is open."""

    low: int | None
    high: int | None

    @classmethod
    def of(cls, anchor: Span, event: Span) -> Offset:
        """Return how many days lie between; before the anchor they are negative."""
        return cls(_days(anchor.latest, event.earliest), _days(anchor.earliest, event.latest))

    def within(self, before: int, after: int) -> Certainty | None:
        """Tell whether it is no more than so many days before or after."""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if low > after or high < -before:
            return None
        return "definite" if -before <= low and high <= after else "possible"


@frozen
class Near(Generic[D]):
    """Something near an anchor: how far off it was, and how sure it is that it was so near."""

    offset: Offset
    event: D
    certainty: Certainty


def around(anchor: Span, events: Iterable[D], before: int, after: int) -> list[Near[D]]:
    """Return what may have been within days of an anchor, in the order given."""
    found = []
    for each in events:
        offset = Offset.of(anchor, each.span)
        within = offset.within(before, after)
        if within is not None:
            found.append(Near(offset, each, both(within, each.certainty)))
    return found


def _days(start: date, end: date) -> int | None:
    return None if {start, end} & {date.min, date.max} else (end - start).days
