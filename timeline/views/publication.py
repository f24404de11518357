"""Tell when a recorded fact became public, and by which sources, by a day known."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from timeline.facts.fact import Fact
from timeline.facts.figures import figures_of
from timeline.facts.records import Confirmed
from timeline.views.evidence import Source, became_public, cited
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from timeline.facts.entry import Recorded
    from timeline.views.evidence import Documents
    from timeline.views.righting import Statements

__all__ = ["Publication"]


class Publication:
    """The publication of facts as it could be read by a day known; None: as it is now known."""

    def __init__(self, stated: Statements, document: Documents, known: date | None) -> None:
        """Read nothing yet; `stated` tells what confirms and replaces a fact."""
        self.stated = stated
        self.document = document
        self.known = known
        self._sources: dict[int, tuple[Source, ...]] = {}
        self._public: dict[int, Span] = {}

    def by(self, known: date | None) -> Publication:
        """Return the same by another day known; what hangs on none is read once for all."""
        other = copy(self)
        other.known = known
        return other

    def further(self, stated: Statements, document: Documents, again: Iterable[int]) -> Publication:
        """Return the same with what was stated since, which bears on the facts at some positions.

        This one is not to be asked any more.
        """
        other = copy(self)
        other.stated, other.document = stated, document
        for position in again:
            self._sources.pop(position, None)  # both have the same
            self._public.pop(position, None)
        return other

    def sources(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return a fact's citations, those of its confirmations too, whenever published."""
        found = self._sources.get(recorded.position)
        if found is None:
            found = self._sources[recorded.position] = self._cited(recorded)
        return found

    def _cited(self, recorded: Recorded) -> tuple[Source, ...]:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are asked about
        found = [*cited(recorded, fact.standing, self.document)]
        for each in self.stated.of(recorded):
            if isinstance(each.event, Confirmed):
                found += cited(each, fact.standing, self.document)
        return tuple(found)

    def visible(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return those of a fact's sources that the public could have read by the day known."""
        return self.seen(self.sources(recorded))

    def seen(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Return those of these sources that the public could have read by the day known."""
        known = self.known
        if known is None:
            return sources
        return tuple(each for each in sources if each.public.earliest <= known)

    def public(self, recorded: Recorded, *, visible: bool = False) -> Span:
        """Return when a fact became public; one of ours without a source, as the first replaced.

        By all of its sources, or only by the visible ones.
        """
        if visible:
            return self._became(recorded, visible=True)
        found = self._public.get(recorded.position)
        if found is None:
            found = self._public[recorded.position] = self._became(recorded)
        return found

    def _became(
        self, recorded: Recorded, *, visible: bool = False, past: tuple[int, ...] = ()
    ) -> Span:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are asked about
        if not fact.citations and fact.published is None:
            further = (*past, recorded.position)
            replaced = [
                self._became(other, visible=visible, past=further)
                for other in self._amended(recorded)
                if other.position not in past
            ]
            if replaced:
                return _first_of(replaced)
        sources = self.visible(recorded) if visible else self.sources(recorded)
        told = became_public(recorded, sources, fact.published, lambda: figures_of(fact))
        if fact.published is None:
            told = self._no_earlier(told, recorded, sources)
        if fact.occurred is None or fact.occurred.earliest is None or fact.effective:
            return told
        return Span(min(max(told.earliest, fact.occurred.earliest), told.latest), told.latest)

    def _no_earlier(self, told: Span, recorded: Recorded, sources: Iterable[Source]) -> Span:
        """Let a publisher's correction count from what it cites beyond what the mistake did.

        What others confirm later plays no part: it would change what was known before.
        """
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are asked about
        before = {
            citation.document
            for statement, other in self.stated.replaced(recorded)
            if statement.because == "source" and isinstance(other.event, Fact)
            for citation in other.event.citations
        }
        own = [
            each.public
            for each in sources
            if each.citation in fact.citations and each.citation.document not in before
        ]
        if not before or not own:
            return told
        return Span(
            max(told.earliest, min(each.earliest for each in own)),
            max(told.latest, min(each.latest for each in own)),
        )

    def _amended(self, recorded: Recorded) -> Iterator[Recorded]:
        """Give the facts that a fact replaces because we erred."""
        for statement, other in self.stated.replaced(recorded):
            if statement.because == "recording":
                yield other


def _first_of(several: Iterable[Span]) -> Span:
    """Return when the first of several happened."""
    spans = list(several)
    return Span(min(each.earliest for each in spans), min(each.latest for each in spans))
