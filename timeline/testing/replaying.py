"""Replay what happened: the state after each event, again and again, in other orders."""

from __future__ import annotations

import random
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, get_args

from attrs import evolve, frozen

from timeline.errors import NotFound, TimelineError
from timeline.facts.deals import DealMoved
from timeline.facts.entry import Recorded
from timeline.facts.references import entities
from timeline.testing.given import Given, as_given
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question
from timeline.views.replaying import Order, in_order, spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import Event
    from timeline.testing.then import Then

__all__ = ["ReplayDiffers", "Step", "replay", "replays"]

__tracebackhide__ = True


class ReplayDiffers(TimelineError):
    """An event that was filed again changed an answer."""

    def __init__(self, recorded: Recorded, day: date) -> None:
        """Name the event, and the day of which an answer is another."""
        super().__init__(
            f"filing “{recorded.event.id}” again changed what holds on {day}",
            "an event is one event, however often it comes",
        )


@frozen
class Step:
    """An event, and the facts as they are once it is filed.

    `number` counts from 1; `day` is the last day on which a fact can have
    happened, None for what is of no day.
    """

    number: int
    recorded: Recorded
    facts: Given
    day: date | None

    @property
    def event(self) -> Event:
        """What was filed."""
        return self.recorded.event

    def on(self, day: str | date | None = None) -> Then:
        """Ask about a day after this event: by default the day by which it had happened."""
        return self.facts.on(day or self.day)


def replay(facts: Given, *, by: Order = "recorded", times: int = 1) -> Iterator[Step]:
    """Give the state after each event, in the order recorded or in that of happening.

    With `times` all of it was filed as often before the first step is given, and
    nothing may have changed by that.

    Raises:
        NoFacts: `facts` is nothing that `given` returned.
        NotFound: there is no such order.
        ReplayDiffers: an event that was filed again changed an answer.
    """
    if by not in get_args(Order):
        raise NotFound("order", by, hint=f"there are {' and '.join(get_args(Order))}")
    several = in_order(as_given(facts).log, by)
    if times > 1:
        _again(facts, several * (times - 1))
    return _steps(facts, several)


def _steps(facts: Given, several: list[Recorded]) -> Iterator[Step]:
    happened = spans(facts.log)
    names = frozenset(name for each in facts.log for name in _names(each.event))
    for number, each in enumerate(several, start=1):
        span = happened.get(each.position)
        so_far = evolve(facts, log=tuple(several[:number]), names=names)
        yield Step(number, each, so_far, span.latest if span else None)


def _names(event: Event) -> Iterator[str]:
    """Give what a test may ask about, before the event comes too."""
    yield from (name for _, name in entities(event))
    if isinstance(event, DealMoved):
        yield event.deal


def _again(facts: Given, several: list[Recorded]) -> None:
    """File events once more, and see that no answer changes; if one does, by which event."""
    days = sorted({span.latest for span in spans(facts.log).values()})
    state = Filing().all(facts.log)
    before = {day: _everything(facts, state, day) for day in days}
    states = list(accumulate(several, Filing.file, initial=state))
    if all(_everything(facts, states[-1], day) == before[day] for day in days):
        return
    for each, after in zip(several, states[1:], strict=True):
        for day in days:
            if _everything(facts, after, day) != before[day]:
                raise ReplayDiffers(each, day)


def _everything(facts: Given, state: Filing, day: date) -> tuple[object, ...]:
    from timeline.testing.then import Then

    question = Question(on=day, known=facts.at_known, recorded=facts.at_commit)
    return Then(Knowledge(state, question)).everything()


def replays(facts: Given, *, times: int = 20, seed: int | None = None) -> Iterator[Given]:
    """Give the same facts filed in other orders, every other one in parts with readings between.

    The seed is printed, so that pytest shows it where a test fails.
    """
    as_given(facts)
    chosen = random.SystemRandom().randrange(10**6) if seed is None else seed
    print(f"replays with seed={chosen}")  # noqa: T201 - pytest shows it where a test fails
    chance = random.Random(chosen)  # noqa: S311 - an order, no secret
    for number in range(times):
        mixed = facts.shuffled(chance.randrange(10**9))
        yield mixed.split(chance.randint(0, len(facts.log))) if number % 2 else mixed
