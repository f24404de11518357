"""Say all that is so on a day, and what differs between two such states.

A state is every answer that stands at the end of a day: what is held, who
controls whom, what programmes and deals have come to. What is known to be
nothing is an answer too; what is not told has none.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.views import ownership
from timeline.views.asked import Answer, Asked
from timeline.views.deals import deals
from timeline.views.differing import answers_of, deal_answers, programme_answers
from timeline.views.strategies import programmes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.knowledge import Knowledge

__all__ = ["Change", "State", "changed", "changes", "state"]


@frozen(kw_only=True)
class State:
    """Every answer at the end of a day, by what it is to, in that order."""

    on: date
    answers: dict[Asked, Answer]

    def rows(self, kind: str) -> list[Answer]:
        """Return the answers to one kind of question."""
        return [answer for asked, answer in self.answers.items() if asked.kind == kind]


@frozen(kw_only=True)
class Change:
    """An answer that is another in a later state; where a state tells nothing, it is None."""

    asked: Asked
    before: Answer | None = field()
    after: Answer | None = field()


def state(knowledge: Knowledge) -> State:
    """Return all that is so on the day of the question."""
    found = (
        answers_of(ownership.owned(knowledge))
        | deal_answers(deals(knowledge))
        | programme_answers(programmes(knowledge))
    )
    return State(on=knowledge.question.on, answers=dict(sorted(found.items(), key=_asked)))


def changes(before: State, after: State) -> list[Change]:
    """Return each answer that differs, in the order of what it is to."""
    return [
        Change(asked=asked, before=old, after=new)
        for asked in sorted({*before.answers, *after.answers})
        if (old := before.answers.get(asked)) != (new := after.answers.get(asked))
    ]


def changed(before: State, on: date, several: Iterable[Change]) -> State:
    """Return the state that changes lead to."""
    found = dict(before.answers)
    for each in several:
        found.pop(each.asked, None)
        if each.after is not None:
            found[each.asked] = each.after
    return State(on=on, answers=dict(sorted(found.items(), key=_asked)))


def _asked(item: tuple[Asked, Answer]) -> Asked:
    return item[0]
