"""Say all that is so on a day, and what differs between two such states.

A state is every answer that stands at the end of a day: what is held, who
controls whom, what programmes and deals have come to. What is known to be
nothing is an answer too; what is not told has none.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.deals import DealMoved
from timeline.views import ownership
from timeline.views.asked import Answer, Asked
from timeline.views.claims import touched
from timeline.views.control import Controlled
from timeline.views.deals import Deal, deals
from timeline.views.differing import answers_of, deal_answers, programme_answers
from timeline.views.held import Held
from timeline.views.strategies import Programme, programmes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from timeline.views.knowledge import Knowledge

__all__ = ["Change", "State", "changed", "changes", "moved_state", "state"]


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


def state(knowledge: Knowledge, about: Collection[str] = ()) -> State:
    """Return all that is so on the day of the question; or all that concerns some.

    Concerned is who holds or controls, and is held or controlled; who is a party to
    a deal; who owns a programme, and the programme itself.
    """
    told = [each for name in about for each in knowledge.facts("about", name)]
    companies = {name for each in told for name in touched(each.fact)} if about else None
    moves = {each.fact.deal for each in told if isinstance(each.fact, DealMoved)}
    found = answers_of(ownership.owned(knowledge, companies)) | _moved(
        knowledge, moves if about else None
    )
    wanted = {
        asked: answer
        for asked, answer in found.items()
        if not about or any(not _named(row).isdisjoint(about) for row in answer.rows)
    }
    return State(on=knowledge.question.on, answers=dict(sorted(wanted.items(), key=_asked)))


def moved_state(knowledge: Knowledge) -> State:
    """Return of all that is so how far deals and programmes had come."""
    found = sorted(_moved(knowledge).items(), key=_asked)
    return State(on=knowledge.question.on, answers=dict(found))


def _moved(knowledge: Knowledge, moves: Collection[str] | None = None) -> dict[Asked, Answer]:
    """Return how far deals, of these names or all, and programmes had come."""
    return deal_answers(deals(knowledge, moves)) | programme_answers(programmes(knowledge))


def _named(row: object) -> set[str]:
    """Return whom a row of an answer concerns."""
    if isinstance(row, Held):
        return {*row.key.holders, row.key.company}
    if isinstance(row, Controlled):
        return {row.holder, row.company}
    if isinstance(row, Deal):
        return {each.entity for each in row.terms.parties}
    return {row.programme, row.owner} if isinstance(row, Programme) else set()


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
