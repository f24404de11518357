"""Answer questions from a log: one immutable object, and nothing held open behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline import clock
from timeline.api.naming import entity_named
from timeline.errors import NotFound, ValueUnreadable
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Commit
from timeline.facts.names import FACTS, TypeUnknown
from timeline.views import ownership
from timeline.views.composing import Controlled, Held
from timeline.views.filing import Filing
from timeline.views.groups import GroupStake, group_stakes
from timeline.views.knowledge import Knowledge, LeftOut
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from timeline.facts.entry import Recorded
    from timeline.facts.records import EntityDescribed
    from timeline.store.log import Log
    from timeline.views.chronicle import Told
    from timeline.views.deals import Deal
    from timeline.views.strategies import Strategy
    from timeline.views.why import Why

__all__ = ["Answers", "Own"]


@frozen(kw_only=True)
class Own:
    """Who held what: direct holdings, or what a group held together, and who controlled whom."""

    held: tuple[Held, ...]
    group: tuple[GroupStake, ...]
    controls: tuple[Controlled, ...]


@frozen(kw_only=True)
class Answers:
    """The answers of one log under one question.

    `question` has the three clocks; `commit` is the last commit that counts,
    None where the log holds none by then.
    """

    question: Question
    commit: Commit | None
    state: Filing = field(repr=False)
    knowledge: Knowledge = field(repr=False, eq=False)

    @classmethod
    def of(
        cls,
        log: Log,
        *,
        on: date | None = None,
        known: date | None = None,
        recorded: str | date | None = None,
        types: Collection[str] | None = None,
    ) -> Answers:
        """Read a log, for a day (default today) and what was public and recorded by then.

        `types` are the stored names of the events to read, where a question
        needs no others; by default all of them.
        """
        commits, stored = log.history(partial(_last, recorded=recorded), types=types)
        last = commits[-1] if commits else None
        state = Filing().all(read_back(stored, commits))
        question = Question(
            on=on or clock.today(), known=known, recorded=last.number if last else 0
        )
        return cls(
            question=question, commit=last, state=state, knowledge=Knowledge(state, question)
        )

    @property
    def entities(self) -> dict[str, EntityDescribed]:
        """Every entity described by then, by id."""
        return self.knowledge.entities

    def entity(self, name: str) -> str:
        """Return the id of the entity that goes by a name, in either script."""
        return entity_named(name, self.entities)

    def show(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        about: Iterable[str] = (),
        types: Iterable[str] = (),
    ) -> list[Told]:
        """Return the facts within days, about entities, of types; by their latest day."""
        from timeline.views.chronicle import Window, chronicle

        wanted = tuple(types)
        for each in wanted:
            if each not in FACTS:
                raise TypeUnknown(each, FACTS)
        window = Window(
            first=first, last=last, types=wanted, about=tuple(self.entity(each) for each in about)
        )
        return chronicle(self.knowledge, window)

    def own(
        self,
        *,
        holder: str | None = None,
        company: str | None = None,
        group: bool = False,
        zeros: bool = False,
    ) -> Own:
        """Return who held what; with `group`, what the holder held with those it controls.

        Raises:
            ValueUnreadable: a group was asked for without its head.
        """
        if group and holder is None:
            raise ValueUnreadable(
                "a look-through begins with a holder", "name the head of the group: --holder"
            )
        head = self.entity(holder) if holder is not None else None
        of = self.entity(company) if company is not None else None
        owned = ownership.owned(self.knowledge)
        if group and head is not None:
            return _group(head, of, owned)
        held = tuple(
            each
            for each in owned.held
            if (head is None or head in each.key.holders)
            and of in {None, each.key.company}
            and (zeros or not each.level.is_none)
        )
        controls = tuple(
            each
            for each in owned.controls
            if head in {None, each.holder} and of in {None, each.company}
        )
        return Own(held=held, group=(), controls=controls)

    def strategy(self, companies: Sequence[str] = ()) -> list[Strategy]:
        """Return what companies were set on, those that they control rolled up."""
        from timeline.views.strategies import strategies, strategy

        owned = ownership.owned(self.knowledge)
        if not companies:
            return strategies(self.knowledge, owned)
        return [strategy(self.entity(each), self.knowledge, owned) for each in companies]

    def deals(self, about: str | None = None) -> list[Deal]:
        """Return the deals that had begun, with the state that each had reached."""
        from timeline.views.deals import deals

        found = deals(self.knowledge)
        if about is None:
            return found
        wanted = self.entity(about)
        return [each for each in found if wanted in {party.entity for party in each.terms.parties}]

    def why_fact(self, name: str) -> Why:
        """Return the evidence of a fact, named by its id or by FILE:LINE.

        Raises:
            NotFound: there is no such fact, or none by the clocks of the question.
        """
        from timeline.views.why import why_fact

        found = why_fact(self._fact_at(name) or name, self.knowledge)
        if found is None:
            known = [each.id for each in self.knowledge.weighed()]
            raise NotFound("fact", name, known)
        if isinstance(found, LeftOut):
            raise NotFound("fact", name, hint=f"at this state of knowledge: {found.why}")
        return found

    def why_held(self, holder: str, company: str) -> Why:
        """Return why a holder holds what it does of a company."""
        from timeline.views.why import why_held

        owned = ownership.owned(self.knowledge, [self.entity(company)])
        return why_held(self.entity(holder), self.entity(company), owned, self.knowledge)

    def _fact_at(self, place: str) -> str | None:
        """Return the fact that was recorded from a line of a file: the last to begin by it."""
        file, _, line = place.rpartition(":")
        if not file or not line.isdigit():
            return None
        found: list[Recorded] = [
            each.recorded for each in self.knowledge.weighed()
            if each.recorded.file == file and (each.recorded.line or 0) <= int(line)
        ]  # fmt: skip
        last = max(found, key=lambda each: each.line or 0, default=None)
        return last.event.id if last else None


def _group(head: str, company: str | None, owned: ownership.Ownership) -> Own:
    """Return what a group holds, and the control on the way to each holding."""
    rows = tuple(each for each in group_stakes(head, owned) if company in {None, each.company})
    passed = {name for row in rows for path in row.paths for name in path.through}
    controls = tuple(each for each in owned.controls if {each.holder, each.company} <= passed)
    return Own(held=(), group=rows, controls=controls)


def _last(commits: Sequence[Commit], recorded: str | date | None) -> Commit | None:
    """Return the last commit that counts: all, those up to a number, or those by a day's end."""
    if recorded is None:
        return commits[-1] if commits else None
    if isinstance(recorded, str) and recorded.startswith("#"):
        number = recorded[1:]
        if not number.isdigit() or not any(each.number == int(number) for each in commits):
            last = commits[-1].number if commits else 0
            raise NotFound("commit", recorded, hint=f"the log has {last}, from #1 on")
        return commits[int(number) - 1]
    day = recorded if isinstance(recorded, date) else _day(recorded)
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return max(
        (each for each in commits if each.at < end), key=lambda each: each.number, default=None
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueUnreadable(
            f"“{text}” is neither a day nor a commit", "write 2026-11-21, or #12"
        ) from None
