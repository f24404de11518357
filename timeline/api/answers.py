"""Answer questions from a log: one immutable object, and nothing held open behind it."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from attrs import evolve, field, frozen

from timeline import clock
from timeline.api import parts
from timeline.api.naming import entity_named
from timeline.errors import NotFound, Problem, ValueUnreadable
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Commit
from timeline.facts.names import fact_types
from timeline.views import ownership
from timeline.views.control import Controlled
from timeline.views.filing import Filing
from timeline.views.held import Held
from timeline.views.in_force import InForce, LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question
from timeline.views.righting import lacking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from timeline.api.parts import Want
    from timeline.facts.records import EntityDescribed
    from timeline.store.log import Log
    from timeline.views.chronicle import Told
    from timeline.views.deals import Deal
    from timeline.views.following import Followed
    from timeline.views.groups import GroupStake  # noqa: TC004 - loaded where it is looked through
    from timeline.views.lookthrough import EconomicStake  # noqa: TC004 - as above
    from timeline.views.replaying import Order
    from timeline.views.strategies import Strategy
    from timeline.views.why import Why

__all__ = ["Answers", "Clock", "LookThroughKind", "Own", "commit_by", "sides"]

LookThroughKind = Literal["economic", "group"]
Clock = Literal["occurred", "known", "recorded"]
U = TypeVar("U")

_LINE = re.compile("[1-9][0-9]{0,8}")


@frozen(kw_only=True)
class Own:
    """Who held what: direct holdings, and who controlled whom; or one holder looked through.

    `group` is what companies under one control held together, `economic` what
    came to a holder by all ways; `problems` are the circles with no solution. `holder`
    is the one asked for, if one was.
    """

    holder: str | None = None
    held: tuple[Held, ...] = ()
    group: tuple[GroupStake, ...] = ()
    economic: tuple[EconomicStake, ...] = ()
    controls: tuple[Controlled, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    def of(  # noqa: PLR0913 - three clocks, and what is asked about
        cls,
        log: Log,
        *,
        on: date | None = None,
        known: date | None = None,
        recorded: str | date | None = None,
        types: Collection[str] | None = None,
        want: Want | None = None,
    ) -> Answers:
        """Read a log, for a day (default today) and what was public and recorded by then.

        `types` are the stored names of the events to read, where a question
        needs no others; by default all of them. `want` is what the question rests
        on: of a large log nothing else is read.
        """
        chosen, most = partial(commit_by, recorded=recorded), parts.LARGE if want else None
        commits, stored = log.history_within(most, chosen, types=types)
        if stored is None:
            part = parts.part_of(log, commits, commits[-1], want)
            if part is not None:
                return cls.by(commits[-1], part, on=on or clock.today(), known=known)
            commits, stored = log.history(chosen, types=types)
        events = read_back(stored, commits)
        if types is not None and lacking(events):
            commits, stored = log.history(partial(commit_by, recorded=recorded))
            events = read_back(stored, commits)
        last = commits[-1] if commits else None
        return cls.by(last, Filing().all(events), on=on or clock.today(), known=known)

    @classmethod
    def by(cls, commit: Commit | None, state: Filing, *, on: date, known: date | None) -> Answers:
        """Answer from the events of a log up to a commit, for a day and what was public by then."""
        question = Question(on=on, known=known, recorded=commit.number if commit else 0)
        return cls(
            question=question, commit=commit, state=state, knowledge=Knowledge(state, question)
        )

    def at(self, on: date) -> Answers:
        """Return the same of another day: what is weighed for one day serves them all."""
        knowledge = self.knowledge.at(on)
        return evolve(self, question=knowledge.question, knowledge=knowledge)

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
        """Return the facts within days, about entities, of types; by their latest day.

        Raises:
            ValueUnreadable: no day lies within.
        """
        from timeline.views.chronicle import Window, chronicle

        require_days(first, last)
        window = Window(
            first=first,
            last=last,
            types=fact_types(types),
            about=tuple(self.entity(each) for each in about),
        )
        return chronicle(self.knowledge, window)

    def own(
        self,
        *,
        holder: str | None = None,
        company: str | None = None,
        look_through: LookThroughKind | None = None,
        zeros: bool = False,
    ) -> Own:
        """Return who held what; or one holder looked through.

        `look_through` is `group`, what the holder held with those it controls,
        or `economic`, what came to it by chains of holdings.

        Raises:
            ValueUnreadable: a look-through was asked for without its holder.
        """
        if look_through is not None and holder is None:
            raise ValueUnreadable(
                "a look-through begins with a holder", "name the one to begin with: --holder"
            )
        head = self.entity(holder) if holder is not None else None
        of = self.entity(company) if company is not None else None
        if look_through is not None and head is not None:
            through = _group if look_through == "group" else _economic
            return through(head, of, ownership.owned(self.knowledge))
        owned = ownership.owned(self.knowledge, None if of is None else [of])
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
        return Own(holder=head, held=held, controls=controls)

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

    def replay(self, *, by: Order = "recorded", about: Iterable[str] = ()) -> Iterator[Followed]:
        """File the events one by one; give each with what it changes in the answers.

        The order is that of recording or of happening. `about` gives only what
        names these entities, or changes what is said of them.
        """
        from timeline.views.following import followed
        from timeline.views.replaying import in_order

        wanted = {self.entity(each) for each in about}
        wanted |= {name for each in wanted for name in self.knowledge.owned.get(each, ())}
        for each in followed(in_order(self.state.events, by), self.question):
            if not wanted or each.concerns(wanted):
                yield each

    def why_fact(self, name: str) -> Why:
        """Return the evidence of a fact, named by its id or by FILE:LINE.

        Raises:
            NotFound: there is no such fact, or none by the clocks of the question.
        """
        from timeline.views.why import why_fact

        return self._usable(name, why_fact(self._fact_at(name) or name, self.knowledge))

    def fact(self, name: str) -> InForce:
        """Return a fact that may be used, named by its id or by FILE:LINE.

        Raises:
            NotFound: there is no such fact, or none by the clocks of the question.
        """
        return self._usable(name, self.knowledge.fact(self._fact_at(name) or name))

    def _usable(self, name: str, found: U | LeftOut | None) -> U:
        """Return what was found of a fact, or say why there is nothing to use."""
        if found is None:
            raise NotFound("fact", name, [each.id for each in self.knowledge.weighed()])
        if isinstance(found, LeftOut):
            raise NotFound("fact", name, hint=f"at this state of knowledge: {found.why}")
        return found

    def why_held(self, holder: str, company: str) -> Why:
        """Return why a holder holds what it does of a company."""
        from timeline.views.why import why_held

        head, of = self.entity(holder), self.entity(company)
        owned = ownership.owned(self.knowledge, [of])
        return why_held(head, of, owned, self.knowledge)

    def _fact_at(self, place: str) -> str | None:
        """Return the fact that was recorded from a line of a file: the last to begin by it."""
        file, _, line = place.rpartition(":")
        if not file or not _LINE.fullmatch(line):
            return None
        found = [
            each
            for each in self.state.under("facts")
            if each.file == file and (each.line or 0) <= int(line)
        ]
        last = max(found, key=lambda each: each.line or 0, default=None)
        return last.event.id if last else None


def _group(head: str, company: str | None, owned: ownership.Ownership) -> Own:
    """Return what a group holds, and the control on the way to each holding."""
    from timeline.views.groups import group_stakes

    rows = tuple(each for each in group_stakes(head, owned) if company in {None, each.company})
    passed = {name for row in rows for path in row.paths for name in path.through}
    controls = tuple(each for each in owned.controls if {each.holder, each.company} <= passed)
    return Own(group=rows, controls=controls)


def _economic(head: str, company: str | None, owned: ownership.Ownership) -> Own:
    """Return what came to a holder by all ways; and each circle that spoils what was asked for."""
    from timeline.views.lookthrough import look_through

    found = look_through(head, owned)
    rows = tuple(each for each in found.stakes if company in {None, each.company})
    return Own(economic=rows, problems=found.problems)


def require_days(first: date | None, last: date | None) -> None:
    """See that some day lies between two.

    Raises:
        ValueUnreadable: none does.
    """
    if first is not None and last is not None and last < first:
        raise ValueUnreadable(f"no day lies from {first} to {last}", "name the earlier day first")


def commit_by(commits: Sequence[Commit], recorded: str | date | None) -> Commit | None:
    """Return the last commit that counts: all, those up to a number, or those by a day's end."""
    if recorded is None:
        return commits[-1] if commits else None
    if isinstance(recorded, str) and recorded.startswith("#"):
        found = next((each for each in commits if f"#{each.number}" == recorded), None)
        if found is None:
            last = commits[-1].number if commits else 0
            raise NotFound("commit", recorded, hint=f"the log has {last}, from #1 on")
        return found
    day = recorded if isinstance(recorded, date) else _day(recorded)
    return max(
        (each for each in commits if each.at.date() <= day),
        key=lambda each: each.number,
        default=None,
    )


def sides(
    commits: Sequence[Commit], question: Question, clock: Clock, days: Iterable[str | date]
) -> list[Question]:
    """Return a question once for each day of one of its clocks; of `recorded`, maybe for a commit.

    Raises:
        NotFound: there is no such commit.
        ValueUnreadable: a day is none.
    """
    if clock == "recorded":
        chosen = [commit_by(commits, each) for each in days]
        return [evolve(question, recorded=each.number if each else 0) for each in chosen]
    read = [each if isinstance(each, date) else _day(each) for each in days]
    if clock == "known":
        return [evolve(question, known=each) for each in read]
    return [evolve(question, on=each) for each in read]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueUnreadable(
            f"“{text}” is neither a day nor a commit", "write 2026-11-21, or #12"
        ) from None
