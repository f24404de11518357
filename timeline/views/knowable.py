"""Tell how a fact is weighed by each day known: a state for each run of days.

What was known by a day turns on few days for one fact: those on which it, what it
cites, and what puts it right may have become public. On these it is weighed anew;
between them nothing changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from timeline.facts.fact import Fact
from timeline.facts.records import Confirmed, Corrected, Retracted
from timeline.views.ahead import asked
from timeline.views.evidence import became_public, cited
from timeline.views.in_force import InForce

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.facts.entry import Recorded
    from timeline.views.knowledge import Knowledge
    from timeline.views.question import Span

__all__ = ["Knowable", "Known"]

T = TypeVar("T")
_DAY = timedelta(days=1)


@frozen
class Known(Generic[T]):
    """What is told by every day known from a first to a last, both included."""

    first: date
    last: date
    told: T


class Knowable:
    """What is known now, and what was known by each day."""

    def __init__(self, now: Knowledge) -> None:
        """Take what is known now; what was known by other days is weighed when it is asked for."""
        self.now = now
        self._by: dict[date, Knowledge] = {}

    def by(self, known: date) -> Knowledge:
        """Return what was known by a day."""
        found = self._by.get(known)
        if found is None:
            found = self._by[known] = self.now.by(known)
        return found

    def through(
        self, recorded: Recorded, told: Callable[[InForce, Knowledge], T]
    ) -> Iterator[Known[T]]:
        """Give what is told of a fact where it may be used, by runs of days known.

        `told` tells it of the fact as it is weighed by a day; where it is the same by the
        next run, the two are one.
        """
        days = sorted(self._turning(recorded))
        run: Known[T] | None = None
        for first, following in pairwise([*days, None]):
            assert first is not None  # noqa: S101 - only the end is open
            last = date.max if following is None else following - _DAY
            knowledge = self.by(first)
            source = knowledge.weigh(recorded)
            found = told(source, knowledge) if isinstance(source, InForce) else None
            if run is not None and found == run.told:
                run = Known(run.first, last, run.told)
                continue
            if run is not None:
                yield run
            run = None if found is None else Known(first, last, found)
        if run is not None:
            yield run

    def _turning(self, recorded: Recorded) -> set[date]:
        """Return the days known by which it may be weighed otherwise than by the day before."""
        return {
            day
            for each in self._behind(recorded)
            for span in self._published(each)
            for day in (span.earliest, span.latest)
        }

    def _behind(self, recorded: Recorded) -> Iterator[Recorded]:
        """Give a fact, and every event on which it rests how it is weighed, but for documents."""
        waiting, seen = [recorded], {recorded.position}
        for each in waiting:
            yield each
            for heading, name in asked(each.event):
                if heading in {"document", "entity"}:
                    continue
                for other in self.now.filing.under(heading, name):
                    if other.position not in seen:
                        seen.add(other.position)
                        waiting.append(other)

    def _published(self, recorded: Recorded) -> Iterator[Span]:
        """Give when an event became public, and each of what it cites."""
        event = recorded.event
        if isinstance(event, Fact):
            yield self.now.publication.public(recorded)
            yield from (each.public for each in self.now.publication.sources(recorded))
        elif isinstance(event, Retracted | Corrected | Confirmed):
            sources = cited(recorded, "reported", self.now.document)
            yield from (each.public for each in sources)
            if isinstance(event, Retracted):
                yield became_public(recorded, sources, event.published)
