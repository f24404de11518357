"""Answer of a whole large market, of which no more than a part is ever held.

As now known it is read from what the log keeps of all days. Under other clocks
companies are composed some at a time, by the views.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from timeline import clock
from timeline.api import kept_rows, tallying, wants, whole
from timeline.api.answers import Answers, Clock, require_days, sides
from timeline.api.courses import in_order, over
from timeline.api.parts import Reach, is_large, part_of
from timeline.api.spreading import spread
from timeline.api.windows import happened
from timeline.facts import references
from timeline.facts.names import fact_types
from timeline.show import data
from timeline.show.names import Names
from timeline.show.windows import changed_json, state_json
from timeline.views.choices import roomy
from timeline.views.filing import Filing
from timeline.views.in_force import InForce
from timeline.views.lag import Tally
from timeline.views.lag import in_order as lags_in_order
from timeline.views.pace import busiest
from timeline.views.question import Question
from timeline.views.state import changes, moved_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from timeline.api.pacing import Only
    from timeline.api.whole import Rows
    from timeline.facts.entry import Commit, Recorded
    from timeline.store.held import Held
    from timeline.store.log import Log
    from timeline.store.spells import Spells
    from timeline.views.chronicle import Told
    from timeline.views.claims import Key
    from timeline.views.lag import Lag, Telling
    from timeline.views.pace import Burst
    from timeline.views.state import Change, State
    from timeline.views.thresholds import Crossing

    Part = tuple[Sequence[Recorded], Sequence[str], Sequence[Question]]

__all__ = ["Market", "market", "read_out"]

Json = dict[str, Any]
"""What a question is answered by, as it is printed; a list may be an iterator.

They are read in the order in which they stand.
"""

T = TypeVar("T")

_COMPANIES = 200  # that are composed at one go
_FACTS = 5_000  # that are weighed at one go
_DAY = timedelta(days=1)
_OWNED = ("stakes", "controls")
_CHANGED = ("changes", "controls")
_MOVED = ("programmes", "deals")


@contextmanager
def market(
    log: Log, commits: Sequence[Commit], commit: Commit | None, *, workers: int = 1
) -> Iterator[Market | None]:
    """Open the whole of a log up to a commit, of which these are the `commits`.

    None where it is small or an older program's: then it is read whole. So many
    `workers` compose what has to be; see `spread`.
    """
    if commit is None or not is_large(commits, commit):
        yield None
        return
    with log.held() as held:
        yield None if held is None else Market(log, commits, commit, held, workers)


class Market:
    """The whole of a large log, while it is open; each question carries its clocks."""

    def __init__(
        self, log: Log, commits: Sequence[Commit], commit: Commit, held: Held, workers: int
    ) -> None:
        """Take the log up to a commit, and what reads it; all of its commits are these."""
        self._log, self._commits, self._commit = log, commits, commit
        self._held, self._workers = held, workers

    def question(self, on: date | None, known: date | None = None) -> Question:
        """Return the question of a day (today), by what was known by another, and all recorded."""
        return Question(on=on or clock.today(), known=known, recorded=self._commit.number)

    def resolved(self, question: Question) -> dict[str, Any]:
        """Say by which clocks a question was asked."""
        return data.resolved(question, self._commit_of(question))

    def own(self, question: Question, *, zeros: bool = False) -> Json:
        """Say who held what of every company, and who controlled it, as `own` prints it."""
        kept = self._kept(question)
        if kept is None:
            composed = self._composed(partial(whole.owned, zeros=zeros), question)
            return {**_apart(composed, _OWNED), "problems": []}
        return {
            "stakes": map(kept_rows.stake, kept.stakes(question.on, zeros=zeros)),
            "controls": map(kept_rows.control, kept.controls(question.on)),
            "problems": [],
        }

    def diff(self, question: Question, clock_: Clock, days: Iterable[str | date]) -> Json:
        """Say which answers differ between two days of one of a question's clocks, or commits.

        Raises:
            NotFound: there is no such commit.
            ValueUnreadable: a day is none.
        """
        two = sides(self._commits, question, clock_, days)
        return {
            "clock": clock_,
            "compared": list(map(self.resolved, two)),
            **self._differing(two, list(map(self._moved, two))),
        }

    def changes(self, before: Question, after: Question) -> tuple[list[Change], Names] | None:
        """Return what differs, without the facts behind it, and what those it is of are called.

        None but as now known.
        """
        kept = self._kept(before, after)
        if kept is None:
            return None
        days = before.on, after.on
        found = list(map(kept_rows.changed_stake, kept.stakes_differing(*days)))
        found += map(kept_rows.changed_control, kept.controls_differing(*days))
        found += changes(self._moved(before), self._moved(after))
        named = {name for each in found for of in each.asked.of for name in _names(of)}
        return sorted(found, key=lambda each: each.asked), self.names(after, named)

    def window(self, question: Question, first: date, last: date) -> Json:
        """Say what was so at both ends of a window, what happened in it and what differs after."""
        ends = sides(self._commits, question, "occurred", (first - _DAY, last))
        moved = list(map(self._moved, ends))
        opening, closing = map(self._state, ends, moved)
        return {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "opening": opening,
            "events": self._told(ends[1], (first, last), lambda each: happened(each, first, last)),
            "closing": closing,
            **self._differing(ends, moved),
        }

    def show(
        self, question: Question, first: date | None, last: date | None, types: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """Give the facts of some days, of some types, as `show` prints them.

        Raises:
            TypeUnknown: there is none of these types.
        """
        fact_types(types)
        require_days(first, last)
        days = (first or date.min, last or date.max)
        return self._told(
            question, days, lambda each: each.show(first=first, last=last, types=types)
        )

    def crossed(
        self, question: Question, at: Sequence[Fraction], first: date | None = None
    ) -> list[tuple[Key, Crossing]]:
        """Return the thresholds that were crossed up to a day, and no sooner than another."""
        kept = self._kept(question) if all(map(kept_rows.is_kept, at)) else None
        if kept is None:
            work = partial(whole.crossed, at=at, first=first)
            return in_order(each for part in self._composed(work, question) for each in part)
        spells = kept.crossing(map(kept_rows.number, at), first or date.min, question.on)
        return in_order(
            each
            for key, course in kept_rows.courses(spells, question.on)
            for each in over(key, course, at, (first, question.on))
        )

    def pace(self, question: Question, days: int, only: Only, most: int | None) -> list[Burst]:
        """Return the windows of so many days in which most happened, whoever did it to whom.

        Raises:
            TypeUnknown: there is none of the types that are to be counted.
        """
        fact_types(only.types)
        kept = self._kept(question)
        tally: tallying.Kept | tallying.Weighed
        if kept is None:
            tally = tallying.Weighed(self._held, self._commit, question, only)
        else:
            reach = Reach(self._held, self._commit)
            tally = tallying.Kept(kept, reach, question.on, only)
        return busiest(tally.counts(), tally.within, days, most=most)

    def lag(self, question: Question) -> tuple[Iterator[Lag], Iterator[Lag]] | None:
        """Give how long the news of each document took, then of each publisher.

        None but as now known: it rests on all facts at once.
        """
        kept = self._kept(question)
        return None if kept is None else _lags(map(kept_rows.telling, kept.tellings(question.on)))

    def names(self, question: Question, several: Iterable[str]) -> Names:
        """Return what entities are called."""
        reach = Reach(self._held, self._commit)
        reach.describe(several)
        return Names(self._answering(question, reach.all()).entities)

    def facts(self, question: Question, several: Iterable[str]) -> tuple[dict[str, InForce], Names]:
        """Return facts by their ids, and those that they are about, and what all are called."""
        reach = Reach(self._held, self._commit)
        names = reach.named(several)
        told = [each.fact for each in names.values() if isinstance(each, InForce)]
        about = reach.named({name for each in told for _, name in references.facts(each)})
        answers = self._answering(question, reach.all())
        of_these = (answers.knowledge.fact(each) for each in about)
        found = {each.id: each for each in of_these if isinstance(each, InForce)}
        return found | {each: answers.fact(each) for each in names}, Names(answers.entities)

    def _state(self, question: Question, moved: State) -> Json:
        """Say all that was so on a day, as `window` prints it."""
        own = self.own(question, zeros=True)
        return {**state_json(moved), "stakes": own["stakes"], "controls": own["controls"]}

    def _differing(self, two: Sequence[Question], moved: Sequence[State]) -> Json:
        """Say which answers differ: of companies, and of what moved, deals and programmes."""
        others = changed_json(changes(*moved))
        return {**self._owned_otherwise(*two), **{name: others[name] for name in _MOVED}}

    def _owned_otherwise(self, before: Question, after: Question) -> Json:
        kept = self._kept(before, after)
        if kept is None:
            return _apart(self._composed(whole.changed, before, after), _CHANGED)
        days = before.on, after.on
        return {
            "changes": map(kept_rows.stake_change, kept.stakes_differing(*days)),
            "controls": map(kept_rows.control_change, kept.controls_differing(*days)),
        }

    def _kept(self, *questions: Question) -> Spells | None:
        """Return what is kept, where that answers questions: as now known, by all of the log.

        Not on the first and last days of time, when not all is as on any other day.
        """
        last = self._commits[-1].number
        now = all(
            each.known is None and each.recorded == last and roomy(each.on) for each in questions
        )
        spells = self._held.spells
        return spells if now and spells.until == last and not spells.finer else None

    def _moved(self, question: Question) -> State:
        """Return how far every deal and programme had come."""
        commit = self._commit_of(question)
        part = part_of(self._log, self._commits, commit, wants.moved())
        return moved_state(self._answering(question, part).knowledge)

    def _told(
        self, question: Question, days: tuple[date, date], of: Callable[[Answers], Iterable[Told]]
    ) -> Iterator[dict[str, Any]]:
        """Give the facts that may be of some days, by their last day and id, as they are printed.

        What is told is worked out `of` some of them at a time.
        """
        commit, found = self._commit_of(question), list[tuple[date, str, dict[str, Any]]]()
        positions = self._held.positions_within(*days) if commit is not None else []
        for at in range(0, len(positions), _FACTS):
            self._held.forget()
            reach = Reach(self._held, commit or self._commit)
            here = {each.position for each in reach.facts(reach.at(positions[at : at + _FACTS]))}
            answers = self._answering(question, reach.all())
            names = Names(answers.entities)
            found += [
                (each.span.latest, each.id, data.event(each, names))
                for each in of(answers)
                if each.recorded.position in here
            ]
        found.sort(key=lambda each: each[:2], reverse=True)
        while found:
            yield found.pop()[-1]

    def _answering(self, question: Question, part: Filing | None) -> Answers:
        """Return what answers a question from a part of what is recorded."""
        commit = self._commit_of(question)
        return Answers.by(commit, part or Filing(), on=question.on, known=question.known)

    def _composed(self, work: Callable[..., T], *questions: Question) -> Iterator[T]:
        """Do some work on companies, some at a time, with all on which their answers rest."""
        yield from spread(work, self._parts(questions), self._workers)

    def _commit_of(self, question: Question) -> Commit | None:
        return self._commits[question.recorded - 1] if question.recorded else None

    def _parts(self, questions: Sequence[Question]) -> Iterator[Part]:
        companies = self._held.companies(until=self._commit.number)
        for at in range(0, len(companies), _COMPANIES):
            self._held.forget()
            reach, several = Reach(self._held, self._commit), companies[at : at + _COMPANIES]
            reach.about(several)
            yield reach.loaded(), several, questions


def read_out(document: Json) -> dict[str, Any]:
    """Return an answer with all of its rows read."""
    return {
        name: read_out(each) if isinstance(each, dict)
        else list(each) if isinstance(each, Iterator)
        else each
        for name, each in document.items()
    }  # fmt: skip


def _lags(
    tellings: Iterable[tuple[Telling, str | None]],
) -> tuple[Iterator[Lag], Iterator[Lag]]:
    """Give the lag of each document, by which the tellings are sorted; then of each publisher."""
    by_publisher: dict[str | None, Tally] = {}

    def documents() -> Iterator[Lag]:
        for name, several in groupby(tellings, key=lambda each: each[0].source):
            tally = Tally()
            for each, publisher in several:
                tally.add(each)
                by_publisher.setdefault(publisher, Tally()).add(each)
            yield tally.lag(name)

    def publishers() -> Iterator[Lag]:
        yield from lags_in_order(by_publisher)

    return documents(), publishers()


def _names(of: str | tuple[str, ...]) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else of


def _apart(parts: Iterator[Rows], names: tuple[str, str]) -> Json:
    """Give rows of two kinds one kind after the other; of the second there are few."""
    first, second = names
    kept: list[dict[str, Any]] = []

    def leading() -> Iterator[dict[str, Any]]:
        for part in parts:
            kept.extend(part[second])
            yield from part[first]

    def following() -> Iterator[dict[str, Any]]:
        yield from kept

    return {first: leading(), second: following()}
