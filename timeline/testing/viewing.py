"""Hold a hand-written view against what every view promises.

It is pure: a step changes no state that was there, and reading changes nothing.
It is total: every type of event can be filed, and read after. The order of
filing plays no part. Where it has a `sql`, that answers the same from the log.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve, frozen

from timeline.errors import TimelineError
from timeline.facts.entry import Recorded
from timeline.testing.given import FIRST_COMMIT, Given
from timeline.testing.vocabulary import vocabulary
from timeline.views.question import Question
from timeline.views.replaying import spans

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["View", "ViewUnfit", "check_view"]

__tracebackhide__ = True
_MOST_DAYS = 12
_DAY = timedelta(days=1)
_TOTAL = "pass by what the view does not speak of: return the state as it is"
_SAME = "use no clock and no chance, and give answers that compare by value"
_NEW = "return a new state; the old one stays as it was"
_ANY_ORDER = "insensitive to the order of filing"
_COMPOSE = "keep what was told and let read compose it, by the days told of"


class View(Protocol):
    """A view: a module or object with these three; `sql(connection, question)` where it has one."""

    def start(self) -> Any:  # noqa: ANN401 - a state of the view's own
        """Return the state before anything is filed."""

    def step(self, state: Any, event: Recorded, /) -> Any:  # noqa: ANN401 - as above
        """File one recorded event."""

    def read(self, state: Any, question: Question, /) -> Any:  # noqa: ANN401 - as above
        """Answer from a state."""


class ViewUnfit(TimelineError):
    """A view does not keep a promise of every view."""

    def __init__(self, promise: str, how: str, hint: str = "") -> None:
        """Name the promise, and how it was broken."""
        super().__init__(f"the view is not {promise}: {how}", hint)


def check_view(view: View, facts: Given, *, times: int = 20, seed: int = 0) -> None:
    """Check all that a view promises, on these facts and on one of every type.

    Raises:
        ViewUnfit: it breaks a promise; says which, at which event.
    """
    checked = _Checked(view, facts.log, tuple(_questions(facts)))
    checked.total()
    checked.pure()
    checked.insensitive(times, seed)
    checked.equal_to_its_sql(facts)


@frozen
class _Checked:
    """A view, the events that it is checked on, and the questions that it is asked."""

    view: View
    log: tuple[Recorded, ...]
    questions: tuple[Question, ...]

    def total(self) -> None:
        """File one event of every type, with little and with all told, and read after each."""
        for each in _one_of_each():
            name = each.event.TYPE
            try:
                state = self.view.step(self.view.start(), each)
            except Exception as fault:
                raise ViewUnfit("total", f"step of a {name} raised {fault!r}", _TOTAL) from fault
            try:
                self.view.read(state, Question(on=date(2026, 1, 1)))
            except Exception as fault:
                raise ViewUnfit("total", f"read after a {name} raised {fault!r}", _TOTAL) from fault

    def pure(self) -> None:
        """See that no step and no reading changes a state that was there before."""
        state = self.view.start()
        for each in self.log:
            name, before = f"“{each.event.id}”", self.answers(state)
            self._reads(state, before, f"two readings differ before {name}", _SAME)
            after = self.view.step(state, each)
            self._reads(state, before, f"step changed the state that it was given, by {name}", _NEW)
            due = self.answers(after)
            self._reads(self.view.step(state, each), due, f"two steps differ, by {name}", _SAME)
            state = after

    def _reads(self, state: Any, due: list[Any], how: str, hint: str) -> None:  # noqa: ANN401
        if self.answers(state) != due:
            raise ViewUnfit("pure", how, hint)

    def insensitive(self, times: int, seed: int) -> None:
        """File the same in other orders, and see that every answer is the same."""
        due = self.answers(self.filed(self.log))
        chance = random.Random(seed)  # noqa: S311 - an order, no secret
        for number in range(times):
            mixed = list(self.log)
            chance.shuffle(mixed)
            found = zip(self.questions, due, self.answers(self.filed(mixed)), strict=True)
            for question, one, other in found:
                if one != other:
                    how = (
                        f"filed in order {number} of seed {seed}, it answers {other!r}, not {one!r}"
                    )
                    raise ViewUnfit(_ANY_ORDER, f"on {question.on}, {how}", _COMPOSE)

    def equal_to_its_sql(self, facts: Given) -> None:
        """Ask the view's SQL the same, of a log that holds the same."""
        sql = getattr(self.view, "sql", None)
        if sql is None:
            return
        from timeline.store.log import Log

        due = self.answers(self.filed(self.log))
        with facts.into(Log.memory()).reading() as connection:
            for question, one in zip(self.questions, due, strict=True):
                other = sql(connection, question)
                if one != other:
                    how = f"on {question.on} it reads {one!r}, and its SQL answers {other!r}"
                    raise ViewUnfit("equal to its SQL", how)

    def filed(self, log: Iterable[Recorded]) -> Any:  # noqa: ANN401 - a state of the view's own
        """Return the state with all of it filed."""
        state = self.view.start()
        for each in log:
            state = self.view.step(state, each)
        return state

    def answers(self, state: Any) -> list[Any]:  # noqa: ANN401 - a state of the view's own
        """Return the answer to every question."""
        return [self.view.read(state, each) for each in self.questions]


def _one_of_each() -> Iterable[Recorded]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for position, each in enumerate(vocabulary(), start=1):
        yield Recorded(event=each, position=position, commit=1, at=at)


def _questions(facts: Given) -> Iterable[Question]:
    """Give questions of the days around each fact, by all that is known and by what was then."""
    ends = {end for span in spans(facts.log).values() for end in (span.earliest, span.latest)}
    inner = sorted(each for each in ends if date.min + _DAY < each < date.max - _DAY)
    thinned = inner[:: max(1, len(inner) // _MOST_DAYS)] or [FIRST_COMMIT.date()]
    last = max((each.commit for each in facts.log), default=0)
    for end in thinned:
        for day in (end - _DAY, end):
            asked = Question(on=day, known=facts.at_known, recorded=facts.at_commit)
            yield asked
            yield evolve(asked, known=end)
            yield evolve(asked, recorded=last - 1 if last else None)
