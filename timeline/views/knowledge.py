"""Weigh what was filed under the clocks of a question: what may be used, and how surely.

A fact is used if it was recorded by then, was public by then (possibly, where
its publication is vague), and nothing that may be used puts it right. What is
left out is kept with the reason, so that an answer can say so.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from timeline.dates import Certainty
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact, Standing
from timeline.facts.figures import figures_of
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    root_of,
)
from timeline.views.evidence import Source, became_public, cited, happened, standing_of
from timeline.views.question import Question, Span, both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from timeline.views.filing import Filing

__all__ = ["Clock", "InForce", "Knowledge", "LeftOut"]

Clock = Literal["recorded", "published", "occurred", "corrected", "retracted", "rumoured"]


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
        standing, firm = standing_of(fact, sources, self.question.known)
        return InForce(
            id=self._name(recorded), fact=fact, recorded=recorded, public=public,
            span=happened(fact, sources, public),
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
        sources = cited(recorded, "reported", self.document)
        return self._by_known(became_public(recorded, sources, statement.published, ()))

    def _replaced(self, statement: Corrected) -> Certainty | None:
        """A correction acts once the fact that replaces is public; one of ours acts at once."""
        if statement.because == "recording":
            return "definite"
        for recorded in self.filing.under("fact", root_of(statement.by)[0]):
            if recorded.event.id == statement.by and self._recorded(recorded):
                return self._by_known(self._public(recorded, self._sources))
        return None

    # Sources and publication

    def _sources(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return a fact's citations, those of its confirmations too, whenever published."""
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - see _weigh
        found = [*cited(recorded, fact.standing, self.document)]
        for each in self._statements(recorded):
            if isinstance(each.event, Confirmed):
                found += cited(each, fact.standing, self.document)
        return tuple(found)

    def _visible(self, recorded: Recorded) -> tuple[Source, ...]:
        """Return those sources of a fact that the public could have read by the day known."""
        known, sources = self.question.known, self._sources(recorded)
        return tuple(each for each in sources if known is None or each.public.earliest <= known)

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
        told = became_public(recorded, citing(recorded), fact.published, figures_of(fact))
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
