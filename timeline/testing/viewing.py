"""Hold a hand-written view against what every view promises.

It is total: every type of event can be filed, and read after. It is pure: a
step changes no state that was there, reading changes nothing, and no clock
plays a part. The order of filing plays none either, nor that in which the
facts of one commit were recorded. Where it has a `sql`, that answers the same
from the log.
"""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import UTC, date, datetime
from inspect import signature
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve, frozen

from timeline.errors import TimelineError
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact
from timeline.testing import clocks
from timeline.testing.given import Given, as_given, given
from timeline.testing.questions import few, questions
from timeline.testing.unlike_sql import dated, unlike_sql
from timeline.testing.vocabulary import vocabulary
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["View", "ViewUnfit", "check_view"]

__tracebackhide__ = True
_MOST_EVENTS = 100
_TIMES = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))
_HAS = "a view has start(), step(state, event) and read(state, question)"
_VAGUE = "a date may be vague, with no earliest or no latest day: compare its Span"
_TOTAL = "pass by what the view does not speak of: return the state as it is"
_SAME = "use no clock and no chance, and give answers that compare by value"
_NEW = "return a new state; the old one stays as it was"
_STILL = "let read compose its answer from the state, and leave that as it is"
_ON = "ask the question which day it is of: question.on"
_FILING = "insensitive to the order of filing"
_RECORDING = "insensitive to the order of recording"
_COMPOSE = "keep what was told and let read compose it, by the days told of"
_EITHER = "one of the two is not as the rule has it"


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
        NoFacts: `facts` is nothing that `given` returned.
        ViewUnfit: it breaks a promise; says which, at which event.
    """
    for name in ("start", "step", "read"):
        if not callable(getattr(view, name, None)):
            raise ViewUnfit("a view", f"it has no {name}", _HAS)
    if isinstance(view, type) and signature(view.start).parameters:
        raise ViewUnfit("a view", f"it is the class {view.__name__}", "give an object of it")
    if not as_given(facts).log:
        raise ViewUnfit("checked", "there are no facts to check it on", "give some: given(…)")
    checked = _Checked(view, facts.log, tuple(questions(facts)))
    checked.total()
    checked.pure()
    checked.timeless()
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
        _attempt("start", "", self.view.start)
        for each in given(*vocabulary()).log:
            hint = _VAGUE if dated(each) else _TOTAL
            name = f"{each.event.TYPE}{dated(each)}"
            state = _attempt(f"step of a {name}", hint, self.view.step, self.view.start(), each)
            question = Question(on=date(2026, 1, 1))
            _attempt(f"read after a {name}", hint, self.view.read, state, question)

    def pure(self) -> None:
        """See that no step and no reading changes a state that was there before."""
        for each in (self.view.start(), self.filed(self.log)):
            self._expect(each, self.answers(each), self.questions, "two readings differ", _SAME)
        asked, weighed = few(self.questions), set(_sample(self.log))
        state = self.view.start()
        due = self.answers(state, asked)
        for each in self.log:
            after = self.view.step(state, each)
            if each.position in weighed:
                name, before = f"“{each.event.id}”", due
                self._expect(
                    state,
                    before,
                    asked,
                    f"step changed the state that it was given, by {name}",
                    _NEW,
                )
                due = self.answers(after, asked)
                again = self.view.step(state, each)
                self._expect(again, due, asked, f"two steps differ, by {name}", _SAME)
            else:
                due = self.answers(after, asked)
            state = after
        self._still(self.filed(self.log))

    def _expect(
        self,
        state: Any,  # noqa: ANN401 - a state of the view's own
        due: list[Any],
        asked: Iterable[Question],
        how: str,
        hint: str,
    ) -> None:
        if self.answers(state, asked) != due:
            raise ViewUnfit("pure", how, hint)

    def _still(self, state: Any) -> None:  # noqa: ANN401 - a state of the view's own
        """See that reading leaves a state as it is, where it can be copied and compared."""
        try:
            copy = deepcopy(state)
            if copy != state:
                return
        except Exception:  # noqa: BLE001 - whatever a state of somebody's own raises
            return
        self.answers(state)
        if copy != state:
            raise ViewUnfit("pure", "reading changed the state", _STILL)

    def timeless(self) -> None:
        """Answer at other times than now, where a package is there that stops the clock."""
        due = self.answers(self.filed(self.log))
        for at in _TIMES:
            try:
                with clocks.standing(at):
                    found = self.answers(self.filed(self.log))
            except clocks.ClockMissing:
                return
            for how in self._differing(due, found):
                raise ViewUnfit("pure", f"{how}, where the clock stands at {at.date()}", _ON)

    def insensitive(self, times: int, seed: int) -> None:
        """File and record the same in other orders, and see that every answer is the same."""
        due = self.answers(self.filed(self.log))
        chance = random.Random(seed)  # noqa: S311 - an order, no secret
        for number in range(times):
            recorded = number % 2 == 1
            log = _renumbered(self.log, chance) if recorded else _shuffled(self.log, chance)
            for how in self._differing(due, self.answers(self.filed(log))):
                order = f"in order {number} of seed {seed}"
                raise ViewUnfit(_RECORDING if recorded else _FILING, f"{how} {order}", _COMPOSE)

    def _differing(self, due: list[Any], found: list[Any]) -> Iterator[str]:
        for question, one, other in zip(self.questions, due, found, strict=True):
            if one != other:
                yield f"on {question.on} it answers {one!r}, and {other!r}"

    def equal_to_its_sql(self, facts: Given) -> None:
        """Ask the view's SQL the same, of a log that holds the same; then of every type."""
        for several in (facts, given(*vocabulary())):
            if how := unlike_sql(self.view, self.filed, several):
                raise ViewUnfit("equal to its SQL", how, _EITHER)

    def filed(self, log: Iterable[Recorded]) -> Any:  # noqa: ANN401 - a state of the view's own
        """Return the state with all of it filed."""
        state = self.view.start()
        for each in log:
            state = self.view.step(state, each)
        return state

    def answers(self, state: Any, asked: Iterable[Question] | None = None) -> list[Any]:  # noqa: ANN401
        """Return the answer to every question."""
        return [self.view.read(state, each) for each in asked or self.questions]


def _sample(log: tuple[Recorded, ...]) -> Iterator[int]:
    """Give the positions of the first event of each type, and of others evenly."""
    types = {each.event.TYPE: each.position for each in reversed(log)}
    yield from types.values()
    yield from (each.position for each in log[:: max(1, len(log) // _MOST_EVENTS)])


def _attempt(what: str, hint: str, do: Callable[..., Any], *on: object) -> Any:  # noqa: ANN401
    """Do something that has to succeed."""
    try:
        return do(*on)
    except Exception as fault:
        raise ViewUnfit("total", f"{what} raised {fault!r}", hint) from fault


def _shuffled(log: tuple[Recorded, ...], chance: random.Random) -> list[Recorded]:
    mixed = list(log)
    chance.shuffle(mixed)
    return mixed


def _renumbered(log: tuple[Recorded, ...], chance: random.Random) -> list[Recorded]:
    """Return events as if the facts of each commit had been recorded in another order."""
    found = [each for each in log if not isinstance(each.event, Fact)]
    for commit in {each.commit: None for each in log}:
        facts = [each for each in log if each.commit == commit and isinstance(each.event, Fact)]
        places = [each.position for each in facts]
        chance.shuffle(places)
        pairs = zip(facts, places, strict=True)
        found += [evolve(each, position=place) for each, place in pairs]
    return sorted(found, key=lambda each: each.position)
