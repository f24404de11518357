"""Ask every question of a ledger under the same three clocks: one view that never changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen

from timeline.api import courses, pacing, typed, wants, windows, written
from timeline.api.answers import Answers, Clock, LookThroughKind, sides
from timeline.api.evidence import Evidence
from timeline.api.market import Market, read_out
from timeline.api.rows.happenings import Around, Event, Lags, Pace
from timeline.api.rows.holdings import Control, Crossing, Ownership, Point
from timeline.api.rows.log import Resolved
from timeline.api.rows.reading import answer, rows
from timeline.api.rows.reasons import Why
from timeline.api.rows.states import Diff, Window
from timeline.api.rows.strategies import Deal, Strategy
from timeline.facts.entry import Commit
from timeline.show import around, data, lag, pace, series, thresholds, why
from timeline.show import windows as shown
from timeline.show.names import Names
from timeline.views.question import Question
from timeline.views.series import Every
from timeline.views.thresholds import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from timeline.api.parts import Want
    from timeline.api.rows.table import Rows
    from timeline.api.typed import Day, Recorded, Shares
    from timeline.views.filing import Filing

__all__ = ["AsOf", "Clock"]

_MOST_DAYS = 36525
_CLOCKS = {"on", "known", "recorded"}


class Filed(Protocol):
    """What gives the events up to a commit; of a large log maybe those alone that concern some."""

    def __call__(
        self, commits: Sequence[Commit], last: Commit | None, want: Want | None = None
    ) -> Filing:
        """Return the events, or those on which a question rests that says so."""


@frozen(kw_only=True, eq=False, repr=False)
class AsOf:
    """What a ledger answers on a day, as known on a day, as recorded by a commit.

    `on` is the day asked about, `known` the day of public knowledge or None; the
    commit was settled when this was made, and is in `resolved`. Each question has
    the name, the options and the meaning of its command; entities go by id, name
    or alias. The events are read at the first question, and nothing holds the
    log's file after it. Several threads may ask at once.
    """

    on: date
    known: date | None
    _commit: Commit | None
    _dated: bool
    _commits: Sequence[Commit]
    _filed: Filed
    _market: Callable[[Sequence[Commit], Commit | None], AbstractContextManager[Market | None]]
    _lock: RLock = field(factory=RLock)

    def __repr__(self) -> str:
        """Show the three clocks."""
        known = f", known={self.known}" if self.known else ""
        return f"AsOf(on={self.on}{known}, recorded=#{self._commit.number if self._commit else 0})"

    @property
    def resolved(self) -> Resolved:
        """The three clocks as a row: the day, the public's day, the commit with its head."""
        return answer(Resolved, self._resolved(self._question(self.on)))

    # On a day

    def own(
        self,
        *,
        holder: str | None = None,
        company: str | None = None,
        look_through: LookThroughKind | None = None,
        zeros: bool = False,
    ) -> Ownership:
        """Say who held what: stakes with their bounds in percent, and who controlled whom.

        `look_through` is `group`, what a holder held with those that it controls,
        or `economic`, what came to it by chains of holdings; both need the
        holder. `zeros` lists what is known to be nothing too.

        Raises:
            NotFound: nobody goes by a name.
            ValueUnreadable: a look-through without its holder, or of no known kind.
        """
        typed.texts(holder, company)
        if look_through is not None:
            typed.one_of(look_through, LookThroughKind, "look-through")
        with self._lock:
            if holder is None and company is None and look_through is None:
                with self._market(self._commits, self._commit) as every:
                    if every is not None:
                        found = every.own(self._question(self.on), zeros=zeros)
                        return answer(Ownership, read_out(found))
            asked = self._wanting(wants.owned(holder, company, through=look_through is not None))
            own = asked.own(holder=holder, company=company, look_through=look_through, zeros=zeros)
            return answer(Ownership, _told(written.own(own, asked)))

    def control(self, *, holder: str | None = None, company: str | None = None) -> Rows[Control]:
        """Say who controlled whom, by company, then holder: the controls of `own`."""
        return self.own(holder=holder, company=company).controls

    def strategy(self, *companies: str) -> Rows[Strategy]:
        """Say what companies were set on, in the order asked for; all, by id, where none is named.

        Themes, commitments, spending, programmes and holdings, with those of the
        companies that each controls.
        """
        typed.texts(*companies)
        with self._lock:
            asked = self._wanting(wants.below(*companies))
            found = written.strategies(asked.strategy(companies), asked)
            return rows(Strategy, found["companies"])

    def deals(self, *, about: str | None = None) -> Rows[Deal]:
        """Say which deals had begun, by name, and the state that each had reached."""
        typed.texts(about)
        with self._lock:
            asked = self._wanting(wants.deals(about))
            return rows(Deal, written.deals(asked.deals(about), asked)["deals"])

    def show(
        self,
        *,
        from_: Day | None = None,
        to: Day | None = None,
        about: str | Iterable[str] = (),
        type: str | Iterable[str] = (),  # noqa: A002 - as the option of the command
    ) -> Rows[Event]:
        """Give the facts of the timeline, by latest day, then id.

        Only those that may be of `from_` or later and of `to` or earlier, that
        name one of `about`, and whose type is one of `type`.
        """
        first, last = typed.any_day(from_), typed.any_day(to)
        names, types = typed.several(about), typed.several(type)
        with self._lock:
            if not names and (first or last):
                with self._market(self._commits, self._commit) as every:
                    if every is not None:
                        question = self._question(self.on)
                        return rows(Event, every.show(question, first, last, types))
            asked = self._wanting(wants.told(first, last, names, types))
            found = asked.show(first=first, last=last, about=names, types=types)
            return rows(Event, written.events(found, asked)["events"])

    def why(
        self, fact: str, company: str | None = None, *, documents: Path | str | None = None
    ) -> Why:
        """Say why: of a fact, by id or FILE:LINE; or of a holder (in its place) and a company.

        `documents` is the folder of the documents' texts (else `TIMELINE_DOCUMENTS`
        names it); where a text is at hand, each quote comes with its sentence.

        Raises:
            NotFound: there is no such fact, or none by these clocks.
        """
        typed.texts(fact, company)
        with self._lock:
            want = wants.fact(fact) if company is None else wants.held(fact, company)
            asked = self._wanting(want)
            found = asked.why_fact(fact) if company is None else asked.why_held(fact, company)
            evidence = Evidence(asked.knowledge, typed.documents(documents))
            told = why.written(found, evidence.quotes, Names(asked.entities), asked.question)
        return answer(Why, _told(told))

    # About a window of days

    def window(self, from_: Day, to: Day, *, about: str | Iterable[str] = ()) -> Window:
        """Say what was so on the eve of a window, what happened in it, what differs after it.

        Both days are included. Nothing counts that happened after `on`, where that
        was given. With `about`, only what concerns one of these.

        Raises:
            ValueUnreadable: it ends before it begins.
        """
        with self._lock:
            first, last, names = typed.day(from_), typed.day(to), typed.several(about)
            on = self.on if self._dated else last
            if not names:
                until = windows.closing(first, last, on)
                with self._market(self._commits, self._commit) as every:
                    if every is not None:
                        told = every.window(self._question(until), first, until)
                        return answer(Window, read_out(told))
            asked = self._at(on, self.known, self._commit, wants.window(names))
            found = windows.between(asked, first, last, names)
            return answer(Window, shown.window_json(found, Names(asked.entities)))

    def diff(
        self,
        before: Recorded,
        after: Recorded,
        *,
        clock: Clock = "occurred",
        about: str | Iterable[str] = (),
    ) -> Diff:
        """Say which answers differ between two days of a clock; of `recorded`, or two commits.

        They take the place of that clock of the view: of `on`, unless `clock` says
        otherwise. With `about`, only answers that concern one of these.

        Raises:
            ValueUnreadable: a day is none.
            NotFound: there is no such commit.
        """
        typed.one_of(clock, Clock, "clock")
        with self._lock:
            names = typed.several(about)
            if not names:
                last = self._commits[-1] if clock == "recorded" and self._commits else self._commit
                with self._market(self._commits, last) as every:
                    if every is not None:
                        days = self._days(clock, before, after)
                        found = every.diff(self._question(self.on), clock, days)
                        return answer(Diff, read_out(found))
            sides = self._sides(clock, before, after, names)
            changes = windows.differing(sides[0], sides[1], names)
            return answer(Diff, written.differing(changes, sides, clock))

    def pace(  # noqa: PLR0913 - as the command
        self,
        days: int,
        *,
        holder: str | None = None,
        company: str | None = None,
        type: str | Iterable[str] = (),  # noqa: A002 - as the option of the command
        segment: str | None = None,
        most: int = 20,
    ) -> Pace:
        """Say in which windows of so many days most happened, the busiest first."""
        typed.texts(holder, company, segment)
        typed.number(days, 1, _MOST_DAYS, "days")
        typed.number(most, 1, sys.maxsize, "windows")
        only = pacing.Only(
            holder=holder, company=company, types=typed.several(type), segment=segment
        )
        with self._lock:
            if only.of_all:
                with self._market(self._commits, self._commit) as every:
                    if every is not None:
                        busiest = every.pace(self._question(self.on), days, only, most)
                        return answer(Pace, pace.pace_json(busiest, days))
            found = pacing.bursts(self._wanting(wants.paced(only)), days, only, most=most)
            return answer(Pace, pace.pace_json(found.bursts, days))

    def around(
        self, anchor: Day, *, before: int = 7, after: int = 7, about: str | Iterable[str] = ()
    ) -> Around:
        """Say what happened within days of a fact or a day, and what prices did.

        Offsets are days after the anchor, negative before it.

        Raises:
            NotFound: there is no such fact by these clocks.
        """
        for each in (before, after):
            typed.number(each, 0, _MOST_DAYS, "days")
        source = anchor if isinstance(anchor, str) else typed.day(anchor).isoformat()
        names = typed.several(about)
        with self._lock:
            asked = self._wanting(wants.around(source, before, after, names, self.known))
            found = windows.around(asked, source, before, after, names)
            return answer(Around, around.around_json(found, Names(asked.entities)))

    # About the course of things

    def series(
        self, *, holder: str, company: str, every: Every = "change", from_: Day | None = None
    ) -> Rows[Point]:
        """Say how what a holder held of a company went on, up to `on`, in percent or shares.

        A point at the end of each `week`, `month`, `quarter` or `year`, or where
        the answer changes; the first is of the eve of `from_`.
        """
        typed.texts(holder, company)
        typed.one_of(every, Every, "period")
        with self._lock:
            asked = self._wanting(wants.stakes(holder, company))
            found = courses.own_series(asked, holder, company, every, typed.any_day(from_))
            return rows(Point, series.series_json(found)["points"])

    def thresholds(
        self,
        *,
        holder: str | None = None,
        company: str | None = None,
        at: Shares | None = None,
        from_: Day | None = None,
    ) -> Rows[Crossing]:
        """Say which thresholds holdings crossed up to `on`, and between which days.

        `at` is `5%,10%`, or a list of percentages; by default 5, 10, 20, 25, 30,
        50 and 75. With `from_`, only what may have been on that day or later.
        """
        typed.texts(holder, company)
        first = typed.any_day(from_)
        limits = USUAL if at is None else typed.shares(at)
        with self._lock:
            if holder is None and company is None:
                with self._market(self._commits, self._commit) as every:
                    if every is not None:
                        found = every.crossed(self._question(self.on), limits, first)
                        return rows(Crossing, thresholds.thresholds_json(found)["crossings"])
            asked = self._wanting(wants.stakes(holder, company))
            found = courses.crossed(asked, holder=holder, company=company, at=limits, first=first)
            return rows(Crossing, thresholds.thresholds_json(found)["crossings"])

    def lag(self) -> Lags:
        """Say how many days news took to be published and recorded, by source."""
        with self._lock:
            with self._market(self._commits, self._commit) as every:
                told = every and every.lag(self._question(self.on))
                if told:
                    return answer(Lags, read_out(lag.lag_json(*told)))
            found = courses.lags(self._answers)
            return answer(Lags, lag.lag_json(found.documents, found.publishers))

    # How it is answered

    @cached_property
    def _answers(self) -> Answers:
        return self._at(self.on, self.known, self._commit)

    def _at(
        self, on: date, known: date | None, commit: Commit | None, want: Want | None = None
    ) -> Answers:
        """Answer from the same log under other clocks."""
        return Answers.by(commit, self._filed(self._commits, commit, want), on=on, known=known)

    def _wanting(self, want: Want | None) -> Answers:
        """Answer a question that rests on no more than it wants, where it says so."""
        return self._answers if want is None else self._at(self.on, self.known, self._commit, want)

    def _sides(
        self, clock: Clock, before: Recorded, after: Recorded, about: Sequence[str]
    ) -> list[Answers]:
        """Answer for each of two views that differ in a clock."""
        one, two = self._questions(clock, before, after)
        if clock == "occurred":
            want = wants.differing(one.on, two.on, self.known, about)
            then = self._at(one.on, self.known, self._commit, want)
            return [then, then.at(two.on)]

        def ask(each: Question, want: Want | None) -> Answers:
            return self._at(each.on, each.known, self._commit_of(each), want)

        return windows.of_both(ask, (one, two), about)

    def _questions(self, clock: Clock, before: Recorded, after: Recorded) -> list[Question]:
        """Return the questions of two views that differ in a clock."""
        return sides(
            self._commits, self._question(self.on), clock, self._days(clock, before, after)
        )

    def _days(self, clock: Clock, *several: Recorded) -> list[str | date]:
        """Read days of a clock; of `recorded`, or commits."""
        read = typed.commit if clock == "recorded" else typed.day
        return [found for each in several if (found := read(each)) is not None]

    def _question(self, on: date) -> Question:
        """Return the question of a day, by the other clocks of the view."""
        return Question(
            on=on, known=self.known, recorded=self._commit.number if self._commit else 0
        )

    def _commit_of(self, question: Question) -> Commit | None:
        return self._commits[question.recorded - 1] if question.recorded else None

    def _resolved(self, question: Question) -> dict[str, Any]:
        return data.resolved(question, self._commit_of(question))


def _told(document: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without the clocks that it was asked by: the view has them."""
    return {name: each for name, each in document.items() if name not in _CLOCKS}
