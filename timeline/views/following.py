"""Follow the answers to one question while events are filed one after the other.

After each event only what it may have touched is asked again: whom it names,
whom the facts name that it puts right or dates, and the deals among those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.dates import When
from timeline.facts import references
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact
from timeline.views import touching
from timeline.views.asked import Answer, Asked
from timeline.views.chronicle import when
from timeline.views.differing import about, of_deal
from timeline.views.filing import Filing
from timeline.views.in_force import LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.why import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from timeline.views.question import Question

    Answers = dict[Asked, Answer]

__all__ = ["Followed", "Follower", "followed"]


@frozen(kw_only=True)
class Followed:
    """An event, and the answers about what it touches, before it and after.

    `when` is when a fact happened; `left_out` is why it changes nothing, where
    the question may not use it.
    """

    recorded: Recorded
    before: dict[Asked, Answer]
    after: dict[Asked, Answer]
    when: When | None = None
    left_out: LeftOut | None = None

    @property
    def changed(self) -> list[Asked]:
        """What is answered otherwise than before, sorted."""
        every = sorted({*self.before, *self.after})
        return [each for each in every if self.before.get(each) != self.after.get(each)]

    def concerns(self, names: AbstractSet[str]) -> bool:
        """Tell whether it names any of these entities, or changes an answer about one."""
        if any(name in names for _, name in references.entities(self.recorded.event)):
            return True
        asked = (one for each in self.changed for one in each.of)
        return any(names & {one} if isinstance(one, str) else names & {*one} for one in asked)


def followed(events: Iterable[Recorded], question: Question) -> Iterator[Followed]:
    """Give each event, in the order given, with what it changes in the answers to a question."""
    follower = Follower(question)
    for each in events:
        yield follower.file(each)


class Follower:
    """What was filed so far, and the answers to the question by whom they are about."""

    def __init__(self, question: Question) -> None:
        """Begin with nothing filed."""
        self.question = question
        self.knowledge = Knowledge(Filing(), question)
        self._answers: dict[tuple[str, str], Answers] = {}

    @property
    def answers(self) -> Answers:
        """Every answer, by what it is to."""
        return {
            asked: each for several in self._answers.values() for asked, each in several.items()
        }

    def file(self, recorded: Recorded) -> Followed:
        """File an event, and ask again what it may touch."""
        before = self.knowledge
        touched = {*touching.answers(recorded, before)}
        after = self.knowledge = before.further(recorded, touching.weighed)
        touched |= {*touching.answers(recorded, after)}
        old = self._of(touched)
        for heading, name in touched:
            ask = of_deal if heading == "deal" else about
            self._answers[heading, name] = ask(after, name)
        found = Followed(recorded=recorded, before=old, after=self._of(touched))
        if not isinstance(recorded.event, Fact):
            return found
        weighed = after.weigh(recorded)
        told = after.regardless(recorded) if isinstance(weighed, LeftOut) else weighed
        out = None if found.changed else left_out(weighed, self.question.on)
        return evolve(found, when=when(told), left_out=out)

    def _of(self, touched: Iterable[tuple[str, str]]) -> Answers:
        return {
            asked: each
            for name in sorted(touched)
            for asked, each in self._answers.get(name, {}).items()
        }
