"""Weigh what was filed under the clocks of a question: what may be used, and how surely.

A fact is used if it was recorded by then, was public by then (possibly, where
its publication is vague), and nothing that may be used puts it right. What is
left out is kept with the reason, so that an answer can say so.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from timeline.dates import Certainty, When
from timeline.facts.entry import Recorded
from timeline.facts.fact import STANDINGS, Citation, Fact, Standing
from timeline.facts.figures import Stated, carried, figures_of
from timeline.facts.ownership import ControlStated, StakeStated
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    root_of,
)
from timeline.views.question import Question, Span, both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.views.filing import Filing

__all__ = ["Clock", "InForce", "Knowledge", "LeftOut", "Source"]

Clock = Literal["recorded", "published", "occurred", "corrected", "retracted", "rumoured"]


@frozen
class Source:
    """A citation of a fact in force: when its document was published, and if it was verified."""

    citation: Citation
    public: Span
    verified: bool
    standing: Standing


@frozen(kw_only=True)
class InForce:
    """A fact that may be used: when it happened, when it became public, how firm it is.

    `id` is the id that it goes by at the question's `recorded`. `certainty` is
    of the knowledge alone: possible where it only possibly was public, or was
    only possibly put right. `moves` is false for what is merely rumoured.
    """

    id: str
    fact: Fact
    recorded: Recorded
    span: Span
    public: Span
    standing: Standing
    certainty: Certainty
    moves: bool
    sources: tuple[Source, ...]

    def by(self, day: date) -> Certainty | None:
        """Tell whether it happened by the end of a day, as surely as it is known."""
        happened = self.span.by(day)
        return None if happened is None else both(happened, self.certainty)


@frozen(kw_only=True)
class LeftOut:
    """A fact that may not be used, the clock or statement that keeps it out, and why in words."""

    id: str
    fact: Fact
    recorded: Recorded
    clock: Clock
    why: str
    by: str | None = None


class Knowledge:
    """What a question may use of a filing. Reading it changes nothing."""

    def __init__(self, filing: Filing, question: Question) -> None:
        """Weigh nothing yet: each fact is weighed once, when it is first asked for."""
        self.filing = filing
        self.question = question
        self._weighed: dict[int, InForce | LeftOut] = {}

    def facts(self, heading: str = "facts", name: str = "") -> Iterator[InForce]:
        """Give the facts under a heading that may be used."""
        for each in self.weighed(heading, name):
            if isinstance(each, InForce):
                yield each

    def weighed(self, heading: str = "facts", name: str = "") -> Iterator[InForce | LeftOut]:
        """Give every fact under a heading, in force or left out."""
        for recorded in self.filing.under(heading, name):
            if isinstance(recorded.event, Fact):
                yield self.weigh(recorded)

    def fact(self, name: str) -> InForce | LeftOut | None:
        """Return a fact by the id that files use for it: its latest revision in force."""
        root = self._root(name)
        found = [self.weigh(each) for each in self.filing.under("fact", root)]
        wanted = [each for each in found if each.recorded.event.id == name != root]
        in_force = [each for each in found if isinstance(each, InForce)]
        return (wanted or in_force or found or [None])[-1]

    def is_of(self, name: str, source: InForce) -> bool:
        """Tell whether a name is that of a fact, whatever it was called and whichever revision."""
        return self._root(name) == root_of(source.recorded.event.id)[0]

    def weigh(self, recorded: Recorded) -> InForce | LeftOut:
        """Tell whether a fact may be used, and how surely; or what keeps it out."""
        found = self._weighed.get(recorded.position)
        if found is None:
            found = self._weighed[recorded.position] = self._weigh(recorded)
        return found

    @cached_property
    def entities(self) -> dict[str, EntityDescribed]:
        """Every entity as it was last described by then, by id."""
        found = {}
        for recorded in self.filing.under("entities"):
            if self._recorded(recorded) and isinstance(recorded.event, EntityDescribed):
                found[recorded.event.entity] = recorded
        return {name: each.event for name, each in sorted(found.items())}  # type: ignore[misc]

    def document(self, name: str) -> DocumentDescribed | None:
        """Return a document as it was last described by then."""
        latest = None
        for recorded in self.filing.under("document", name):
            if self._recorded(recorded) and (latest is None or recorded.position > latest.position):
                latest = recorded
        if latest is None or not isinstance(latest.event, DocumentDescribed):
            return None
        return latest.event

    # What keeps a fact out, one clock after the other

    def _weigh(self, recorded: Recorded) -> InForce | LeftOut:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are filed under these headings
        name = self._name(recorded)
        if not self._recorded(recorded):
            return LeftOut(id=name, fact=fact, recorded=recorded, clock="recorded",
                           why=f"recorded later, in commit #{recorded.commit}")  # fmt: skip
        public = self._public(recorded, self._sources)
        known = self._by_known(public)
        if known is None:
            return LeftOut(id=name, fact=fact, recorded=recorded, clock="published",
                           why=f"not public before {public.earliest}")  # fmt: skip
        undone = self._undone(recorded)
        if undone is not None and undone[0] == "definite":
            return LeftOut(id=name, fact=fact, recorded=recorded, clock=undone[1],
                           why=undone[2], by=undone[3])  # fmt: skip
        return self._in_force(recorded, known, "possible" if undone else "definite")

    def regardless(self, recorded: Recorded) -> InForce:
        """Weigh a fact as if nothing put it right, to show what it said."""
        return self._in_force(recorded, "definite", "definite")

    def _in_force(self, recorded: Recorded, known: Certainty, stands: Certainty) -> InForce:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are filed under these headings
        sources = self._visible(recorded)
        public = self._public(recorded, self._visible)
        standing, firm = self._standing(fact, sources)
        return InForce(
            id=self._name(recorded), fact=fact, recorded=recorded, public=public,
            span=self._span(fact, sources, public),
            standing=standing, moves=standing != "rumoured",
            certainty=both(known, firm, stands), sources=sources,
        )  # fmt: skip

    def _recorded(self, recorded: Recorded) -> bool:
        return self.question.recorded is None or recorded.commit <= self.question.recorded

    def _by_known(self, public: Span) -> Certainty | None:
        return "definite" if self.question.known is None else public.by(self.question.known)

    # Names, revisions, statements about facts

    def _statements(self, recorded: Recorded) -> Iterator[Recorded]:
        """Give what was stated of this fact by then; an amendment is of one revision only."""
        fact = recorded.event
        root = root_of(fact.id)[0]
        for name in self._names(root):
            for each in self.filing.under("statement", name):
                if not self._recorded(each):
                    continue
                if isinstance(each.event, Corrected) and root_of(each.event.by)[0] in {root, name}:
                    if fact.id in each.event.of:
                        yield each
                else:
                    yield each

    def _names(self, root: str) -> list[str]:
        """Return every id that a fact has gone by, the first one first."""
        names = [root]
        for name in names:
            names += [
                each.event.to
                for each in self.filing.under("statement", name)
                if isinstance(each.event, Renamed) and self._recorded(each)
                and each.event.to not in names
            ]  # fmt: skip
        return names

    def _name(self, recorded: Recorded) -> str:
        root, revision = root_of(recorded.event.id)
        last = self._names(root)[-1]
        return last if revision == 1 else f"{last}~{revision}"

    def _root(self, name: str) -> str:
        """Return the id under which a fact was first recorded."""
        root = root_of(name)[0]
        for each in self.filing.under("renamed", root):
            if isinstance(each.event, Renamed) and self._recorded(each):
                return self._root(each.event.of)
        return root

    def _undone(self, recorded: Recorded) -> tuple[Certainty, Clock, str, str | None] | None:
        """Return what puts this fact right: how surely, by which statement, and why."""
        found: tuple[Certainty, Clock, str, str | None] | None = None
        for each in self._statements(recorded):
            statement = each.event
            if isinstance(statement, Retracted):
                surely, by = self._acts(each, statement), statement.id
                clock: Clock = "retracted"
            elif isinstance(statement, Corrected):
                surely, by = self._replaced(statement), statement.by
                clock = "corrected"
            else:
                continue
            if surely is not None and (found is None or found[0] == "possible"):
                found = surely, clock, statement.reason, by
        return found

    def _acts(self, recorded: Recorded, statement: Retracted) -> Certainty | None:
        if statement.because == "recording":
            return "definite"
        sources = self._citing(recorded, "reported")
        return self._by_known(self._told(recorded, sources, statement.published, ()))

    def _replaced(self, statement: Corrected) -> Certainty | None:
        """A correction acts once the fact that replaces is public; one of ours acts at once."""
        if statement.because == "recording":
            return "definite"
        for recorded in self.filing.under("fact", root_of(statement.by)[0]):
            if recorded.event.id == statement.by and self._recorded(recorded):
                return self._by_known(self._public(recorded, self._sources))
        return None

    # Publication and standing

    def _sources(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return a fact's citations, those of its confirmations too, whenever published."""
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - see _weigh
        found = [*self._citing(recorded, fact.standing)]
        for each in self._statements(recorded):
            if isinstance(each.event, Confirmed):
                found += self._citing(each, fact.standing)
        return tuple(found)

    def _citing(self, recorded: Recorded, standing: Standing) -> tuple[Source, ...]:
        citations: tuple[Citation, ...] = getattr(recorded.event, "citations", ())
        flags = recorded.verified + (False,) * (len(citations) - len(recorded.verified))
        return tuple(
            Source(each, self._published(each.document, recorded), flag, each.standing or standing)
            for each, flag in zip(citations, flags, strict=False)
        )

    def _visible(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return those sources of a fact that the public could have read by the day known."""
        known, sources = self.question.known, self._sources(recorded)
        return tuple(each for each in sources if known is None or each.public.earliest <= known)

    def _published(self, name: str, recorded: Recorded) -> Span:
        """Return when a document was published; what leaves it open is closed by the reading."""
        document = self.document(name)
        if document is None:
            return _day(recorded)
        earliest = document.published.earliest or date.min
        read = document.retrieved.latest if document.retrieved is not None else None
        ends = [each for each in (document.published.latest, read) if each is not None]
        return Span(earliest, max(earliest, min(ends, default=recorded.at.date())))

    def _public(
        self,
        recorded: Recorded,
        citing: Callable[[Recorded], tuple[Source, ...]],
        past: tuple[int, ...] = (),
    ) -> Span:
        """Return when a fact became public; one of ours without a source, as what it replaces."""
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - see _weigh
        if not fact.citations and fact.published is None:
            for other in self._amended(fact.id):
                if other.position not in past:
                    return self._public(other, citing, (*past, recorded.position))
        told = self._told(recorded, citing(recorded), fact.published, figures_of(fact))
        if fact.occurred is None or fact.occurred.earliest is None or fact.effective:
            return told
        return Span(min(max(told.earliest, fact.occurred.earliest), told.latest), told.latest)

    def _amended(self, name: str) -> Iterator[Recorded]:
        """Give the facts that a fact replaces because we erred."""
        for each in self.filing.under("replaces", name):
            statement = each.event
            if not isinstance(statement, Corrected) or statement.because != "recording":
                continue
            for of in statement.of if self._recorded(each) else ():
                for other in self.filing.under("fact", root_of(of)[0]):
                    if other.event.id == of and self._recorded(other):
                        yield other

    def _told(
        self,
        recorded: Recorded,
        sources: Iterable[Source],
        published: When | None,
        stated: tuple[Stated, ...],
    ) -> Span:
        """Return when something became public.

        Its own publication if it has one (its sources close an open one); else
        from the first day by which the citations published so far carry all its
        figures; else when recorded.
        """
        known = tuple(sources)
        earliest = _complete([(each.public.earliest, each) for each in known], stated)
        latest = _complete([(each.public.latest, each) for each in known], stated)
        day = _day(recorded)
        if published is not None:
            own = Span.of(published)
            if published.latest is not None:
                return own
            return Span(own.earliest, max(own.earliest, min(latest or date.max, day.latest)))
        return Span(earliest or day.earliest, latest or max(earliest or date.min, day.latest))

    def _standing(self, fact: Fact, sources: tuple[Source, ...]) -> tuple[Standing, Certainty]:
        """Return the highest standing among the sources, and whether that it is firm is sure."""
        if not sources:
            return fact.standing, "definite"
        highest = max((each.standing for each in sources), key=STANDINGS.index)
        sure = [each.standing for each in sources if self._by_known(each.public) == "definite"]
        firm = any(each != "rumoured" for each in sure) or highest == "rumoured" or not sure
        return highest, "definite" if firm else "possible"

    # When it happened

    def _span(self, fact: Fact, sources: tuple[Source, ...], public: Span) -> Span:
        """Return when a fact happened: told as past, it ended no later than it was told."""
        told = min([public.latest, *(each.public.latest for each in sources)])
        if fact.occurred is None:
            if isinstance(fact, StakeStated | ControlStated):
                return Span(min(public.earliest, told), told)
            return Span(date.min, told)
        span = Span.of(fact.occurred)
        if fact.effective or span.earliest > told:
            return span
        return Span(span.earliest, min(span.latest, told))


def _day(recorded: Recorded) -> Span:
    return Span(recorded.at.date(), recorded.at.date())


def _complete(dated: list[tuple[date, Source]], stated: tuple[Stated, ...]) -> date | None:
    """Return the first day by which the sources so far carry every figure."""
    so_far: list[Citation] = []
    for day, source in sorted(dated, key=lambda each: each[0]):
        so_far.append(source.citation)
        if len(carried(stated, so_far)) == len(stated):
            return day
    return None
