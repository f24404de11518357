"""Weigh what was filed under the clocks of a question: what may be used, and how surely.

A fact is used if it was recorded by then, was public by then (possibly, where
its publication is vague), and nothing that may be used puts it right. What is
left out is kept with the reason, so that an answer can say so.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import evolve

from timeline.facts.claims import ClaimAnswered
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.records import (
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Retracted,
    root_of,
)
from timeline.facts.references import entities
from timeline.views.denying import denied, parties
from timeline.views.evidence import Source, became_public, cited, happened, standing_of
from timeline.views.in_force import Clock, InForce, LeftOut
from timeline.views.publication import Publication
from timeline.views.question import Question, Span, both
from timeline.views.righting import Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from timeline.dates import Certainty
    from timeline.facts.entry import Recorded
    from timeline.facts.fact import EntityRef
    from timeline.views.filing import Filing

__all__ = ["Knowledge"]


class Knowledge:
    """What a question may use of a filing. Reading it changes nothing."""

    def __init__(self, filing: Filing, question: Question) -> None:
        """Weigh nothing yet: each fact is weighed once, when it is first asked for."""
        self.filing = filing
        self.question = question
        self.stated = Statements(filing, question.recorded)
        self.publication = Publication(self.stated, self.document, question.known)
        self._weighed: dict[int, InForce | LeftOut] = {}

    def at(self, day: date) -> Knowledge:
        """Return the same asked of another day: what is weighed for one day serves them all."""
        other = copy(self)
        other.question = evolve(self.question, on=day)
        return other

    def by(self, known: date) -> Knowledge:
        """Return what was known by a day: what hangs on none is read once for all."""
        other = Knowledge(self.filing, evolve(self.question, known=known))
        other.publication = self.publication.by(known)
        return other

    def further(
        self, recorded: Recorded, touched: Callable[[Recorded, Knowledge], Iterable[Recorded]]
    ) -> Knowledge:
        """Return what may be used with one more event; this one is not to be asked any more.

        `touched` gives the facts that an event may let be weighed otherwise: all others stay
        as they are weighed.
        """
        other = copy(self)
        other.filing = self.filing.file(recorded)
        other.stated = Statements(other.filing, self.question.recorded)
        again = {
            each.position for knowledge in (self, other) for each in touched(recorded, knowledge)
        }
        other.publication = self.publication.further(other.stated, other.document, again)
        for position in again:
            self._weighed.pop(position, None)  # both have the same
        if isinstance(recorded.event, EntityDescribed):
            other.__dict__.pop("entities", None)
            other.__dict__.pop("owned", None)
        return other

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
        root = self.stated.root(name)
        found = [self.weigh(each) for each in self.filing.under("fact", root)]
        wanted = [each for each in found if each.recorded.event.id == name != root]
        in_force = [each for each in found if isinstance(each, InForce)]
        return (wanted or in_force or found or [None])[-1]

    def endings(self, source: InForce) -> Iterator[InForce]:
        """Give what says that a statement ended, whatever it was called and whichever revision."""
        for name in self.stated.names(root_of(source.recorded.event.id)[0]):
            yield from self.facts("ending", name)

    def weigh(self, recorded: Recorded) -> InForce | LeftOut:
        """Tell whether a fact may be used, and how surely; or what keeps it out."""
        found = self._weighed.get(recorded.position)
        if found is None:
            found = self._weighed[recorded.position] = self._weigh(recorded)
        return found

    @cached_property
    def entities(self) -> dict[str, EntityDescribed]:
        """Every entity as it was last described by then, by id."""
        found: dict[str, EntityDescribed] = {}
        for recorded in self.filing.under("entities"):
            if self.stated.by_then(recorded) and isinstance(recorded.event, EntityDescribed):
                found[recorded.event.entity] = recorded.event
        return dict(sorted(found.items()))

    @cached_property
    def owned(self) -> dict[str, list[str]]:
        """The programmes and units of each owner, by id."""
        found: dict[str, list[str]] = {}
        for name, entity in self.entities.items():
            if entity.owner is not None:
                found.setdefault(entity.owner, []).append(name)
        return found

    def entity(self, name: str) -> EntityDescribed | None:
        """Return an entity as it was last described by then."""
        found = self.described("entity", name)
        return found.event if found and isinstance(found.event, EntityDescribed) else None

    def document(self, name: str) -> DocumentDescribed | None:
        """Return a document as it was last described by then."""
        found = self.described("document", name)
        return found.event if found and isinstance(found.event, DocumentDescribed) else None

    def described(self, heading: Literal["entity", "document"], name: str) -> Recorded | None:
        """Return the last description of an entity or a document by then."""
        for recorded in reversed(self.filing.under(heading, name)):
            if self.stated.by_then(recorded) and isinstance(
                recorded.event, EntityDescribed | DocumentDescribed
            ):
                return recorded
        return None

    # What keeps a fact out, one clock after the other

    def _weigh(self, recorded: Recorded) -> InForce | LeftOut:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are filed under these headings
        name = self._name(recorded)
        if not self.stated.by_then(recorded):
            return LeftOut(id=name, fact=fact, recorded=recorded, clock="recorded",
                           why=f"recorded later, in commit #{recorded.commit}")  # fmt: skip
        sources = self.publication.sources(recorded)
        public = self.publication.public(recorded)
        known = self._by_known(public)
        if known is None:
            return LeftOut(id=name, fact=fact, recorded=recorded, clock="published",
                           why=f"not public before {public.earliest}")  # fmt: skip
        undone = self._undone(recorded)
        if undone is not None and undone[0] == "definite":
            return LeftOut(id=name, fact=fact, recorded=recorded, clock=undone[1],
                           why=undone[2], by=undone[3])  # fmt: skip
        source = self._in_force(recorded, known, (sources, public))
        if undone is not None:
            unless = frozenset(self._undoing(recorded))
            source = evolve(source, certainty="possible", unless=unless)
        return self._answered(self._beside_rivals(source))

    def _answered(self, source: InForce) -> InForce:
        """Let a fact that was denied move nothing; an answer itself is not answered."""
        if isinstance(source.fact, ClaimAnswered):
            return source
        names = self.stated.names(root_of(source.recorded.event.id)[0])
        answers = [each for name in names for each in self.facts("answer", name)]
        if not answers:
            return source
        subjects: set[str] = {name for role, name in entities(source.fact) if role != "said_by"}
        if isinstance(source.fact, DealMoved):
            subjects |= parties(filter(self._sure, self.filing.under("deal", source.fact.deal)))
        subjects |= {owner for name in subjects if (owner := self._owner(name)) is not None}
        against = denied(source, subjects, answers)
        if against is None or against[0] == "possible":
            return source if against is None else source.doubted()
        return evolve(source, moves=False, denial=against[1])

    def _sure(self, recorded: Recorded) -> bool:
        """Tell whether a fact surely was recorded and public by then, and not put right."""
        known = self._by_known(self.publication.public(recorded))
        return self.stated.by_then(recorded) and known == "definite" and not self._undone(recorded)

    def _owner(self, name: str) -> EntityRef | None:
        return getattr(self.entity(name), "owner", None)

    def regardless(self, recorded: Recorded) -> InForce:
        """Weigh a public fact as if nothing put it right, to show what it said."""
        known = self._by_known(self.publication.public(recorded))
        return self._in_force(recorded, known or "definite")

    def _in_force(
        self, recorded: Recorded, known: Certainty,
        told: tuple[tuple[Source, ...], Span] | None = None,
    ) -> InForce:  # fmt: skip
        """Read a fact; `told` are its sources and its publication, where read already."""
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - only facts are filed under these headings
        every, public = told or (self.publication.sources(recorded), None)
        sources = self.publication.seen(every)
        own = bool(fact.citations) or fact.published is not None or self.question.known is None
        if public is None or not own or len(sources) < len(every):
            public = self.publication.public(recorded, visible=True)
        standing, firm = standing_of(fact, sources, self.question.known)
        return InForce(
            id=self._name(recorded), fact=fact, recorded=recorded, public=public,
            span=happened(fact, sources, public),
            standing=standing, moves=standing != "rumoured",
            certainty=both(known, firm), sources=sources,
            doubts=_doubts(recorded.position, known, firm),
        )  # fmt: skip

    def _by_known(self, public: Span) -> Certainty | None:
        return "definite" if self.question.known is None else public.by(self.question.known)

    # What puts a fact right, and whether that still holds

    def _name(self, recorded: Recorded) -> str:
        root, revision = root_of(recorded.event.id)
        last = self.stated.names(root)[-1]
        return last if revision == 1 else f"{last}~{revision}"

    def _undone(self, recorded: Recorded) -> tuple[Certainty, Clock, str, str | None] | None:
        """Return what puts this fact right: how surely, by which statement, and why."""
        found: tuple[Certainty, Clock, str, str | None] | None = None
        for each in self.stated.of(recorded):
            statement = each.event
            if isinstance(statement, Retracted):
                surely, by = self._acts(each), statement.id
                clock: Clock = "retracted"
            elif isinstance(statement, Corrected) and statement.by != recorded.event.id:
                surely, by = self._replaced(recorded, each, (recorded,)), statement.by
                clock = "corrected"
            else:
                continue
            if surely is not None and (found is None or found[0] == "possible"):
                found = surely, clock, statement.reason, by
        return found

    def _undoing(self, recorded: Recorded) -> Iterator[int]:
        """Give what only possibly puts a fact right: a fact that replaces it, once public, or else.

        See `InForce.unless`: a negative position is that of a statement.
        """
        for each in self.stated.of(recorded):
            statement = each.event
            if isinstance(statement, Retracted) and self._acts(each) == "possible":
                yield -each.position
            elif (
                isinstance(statement, Corrected)
                and statement.by != recorded.event.id
                and self._replaced(recorded, each, (recorded,)) == "possible"
            ):
                yield self._replacing(recorded, each)

    def _replacing(self, recorded: Recorded, stated: Recorded) -> int:
        """Return the fact on the publication of which alone it rests that a correction acts."""
        statement = stated.event
        assert isinstance(statement, Corrected)  # noqa: S101 - see those who call
        by = self.stated.replacing(statement)
        if by is None or statement.because == "recording":
            return -stated.position
        holds = self._stands(stated, self._holds(by, (recorded,)))
        return by.position if holds == "definite" else -stated.position

    def _acts(self, recorded: Recorded, past: tuple[int, ...] = ()) -> Certainty | None:
        """Tell how surely a retraction acts: from its publication, ours at once, until taken back.

        Retractions that take each other back in a circle end where they began.
        """
        statement = recorded.event
        assert isinstance(statement, Retracted)  # noqa: S101 - see those who call
        if statement.because == "recording":
            return self._stands(recorded, "definite", past)
        sources = cited(recorded, "reported", self.document)
        public = self._by_known(became_public(recorded, sources, statement.published))
        return self._stands(recorded, public, past)

    def _stands(
        self, recorded: Recorded, surely: Certainty | None, past: tuple[int, ...] = ()
    ) -> Certainty | None:
        """Tell how surely a statement acts that would so surely, were it not taken back."""
        for each in self.stated.retractions(recorded):
            if surely is None or each.position in past:
                continue
            taken = self._acts(each, (*past, recorded.position))
            surely = None if taken == "definite" else both(surely, taken or "definite")
        return surely

    def acting(self, recorded: Recorded) -> bool:
        """Tell whether a correction or retraction was not, for certain, taken back."""
        return self._stands(recorded, "definite") is not None

    def _replaced(
        self, recorded: Recorded, stated: Recorded, past: tuple[Recorded, ...]
    ) -> Certainty | None:
        """Tell how surely a correction acts: once what replaces is public, and not taken back.

        One of ours acts at once. A rumour puts right only a rumour.
        """
        statement = stated.event
        assert isinstance(statement, Corrected)  # noqa: S101 - see those who call
        by = self.stated.replacing(statement)
        if by is None:
            surely: Certainty | None = "definite" if statement.because == "recording" else None
            return self._stands(stated, surely)
        holds = self._stands(stated, self._holds(by, past))
        if statement.because == "recording":
            return holds
        public = self._by_known(self.publication.public(by))
        if public is None or holds is None or self._rumoured(by) > self._rumoured(recorded):
            return None
        return both(public, holds)

    def _holds(self, recorded: Recorded, past: tuple[Recorded, ...]) -> Certainty | None:
        """Tell whether a correction was not taken back, or what replaces it in turn was not."""
        found: Certainty | None = "definite"
        for each in self.stated.of(recorded):
            if isinstance(each.event, Retracted) and (taken := self._acts(each)):
                found = None if taken == "definite" else found and "possible"
        if found == "definite":
            return found
        for stated, statement in self.stated.corrections(recorded):
            if all(statement.by != each.event.id for each in past):
                further = self._replaced(recorded, stated, (*past, recorded))
                found = "definite" if further == "definite" else found or further
        return found

    def _rumoured(self, recorded: Recorded) -> bool:
        fact = recorded.event
        assert isinstance(fact, Fact)  # noqa: S101 - see _weigh
        return (
            standing_of(fact, self.publication.visible(recorded), self.question.known)[0]
            == "rumoured"
        )

    def _beside_rivals(self, source: InForce) -> InForce:
        """Doubt a fact while another correction of the same stands, which says something else.

        Neither is sure then, until a further one replaces them both. What it
        replaces, or is replaced by, is no rival: one of the two is used.
        """
        rivals = list(self._rivals(source.recorded))
        if not rivals:
            return source
        line = self.stated.line(source.recorded, self.acting)
        told = source.doubts | source.unless
        if told and all(each.position in line for each in rivals):
            return evolve(source, certainty="possible")
        return source.doubted()

    def _rivals(self, recorded: Recorded) -> Iterator[Recorded]:
        """Give the other corrections of the same fact that stand and say something else."""
        for other in self.stated.rivals(recorded, self.acting):
            known = self._by_known(self.publication.public(other))
            if known is None or _said(other) == _said(recorded) or self._rumoured(other):
                continue
            undone = self._undone(other)
            if undone is None or undone[0] == "possible":
                yield other


def _doubts(place: int, known: Certainty, firm: Certainty) -> frozenset[int]:
    """Return what a fact doubts of which the publication, or the standing, is only possible."""
    if known == firm == "definite":
        return frozenset()
    pairs = ((place, known), (-place, firm))
    return frozenset(each for each, surely in pairs if surely == "possible")


def _said(recorded: Recorded) -> Fact:
    """Return what a fact says of the world, whoever told it."""
    fact = recorded.event
    assert isinstance(fact, Fact)  # noqa: S101 - only facts are compared
    return evolve(fact, id="", citations=(), derived=(), published=None, standing="reported",
                  said_by=None, note=None)  # fmt: skip
