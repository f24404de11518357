"""Compose some of the companies of a large market, as the commands print them.

Each takes events that hold all on which what is told of the companies rests, and
works in a process of its own where there are several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from timeline.api.courses import crossed_of
from timeline.api.kept_rows import Stood
from timeline.show import data
from timeline.show.windows import changed_json
from timeline.views import ownership
from timeline.views.differing import answers_of
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.state import State, changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from timeline.facts.entry import Recorded
    from timeline.views.claims import Key
    from timeline.views.ownership import Ownership
    from timeline.views.question import Question
    from timeline.views.thresholds import Crossing

__all__ = ["Rows", "changed", "crossed", "owned"]

Rows = dict[str, list[dict[str, Any]]]
"""Rows of several kinds, as they are printed."""


def owned(
    events: Sequence[Recorded], names: Sequence[str], questions: Sequence[Question], *, zeros: bool
) -> Rows:
    """Compose companies on a day, as `own` prints them."""
    (found,) = _ownership(events, names, questions)
    told = [each for each in found.held if zeros or not each.level.is_none]
    return {
        "stakes": [data.stake(each) for each in told],
        "controls": [data.control(each) for each in found.controls],
    }


def changed(
    events: Sequence[Recorded], names: Sequence[str], questions: Sequence[Question]
) -> Rows:
    """Compose companies under two questions, and compare them, as `diff` prints it."""
    states = [
        State(on=each.question.on, answers=answers_of(each))
        for each in _ownership(events, names, questions)
    ]
    found = changed_json(changes(*states))
    return {name: found[name] for name in ("changes", "controls")}


def crossed(
    events: Sequence[Recorded], names: Sequence[str], questions: Sequence[Question], *,
    at: Sequence[Fraction], first: date | None,
) -> list[tuple[Key, Crossing]]:  # fmt: skip
    """Follow companies up to a day; of how a stake stood no more than is told is kept."""
    (question,) = questions
    knowledge = Knowledge(Filing().all(events), question)
    found = (each for name in names for each in crossed_of(knowledge, name, at, first))
    return [
        (key, evolve(each, before=Stood.of(each.before), after=Stood.of(each.after)))
        for key, each in found
    ]


def _ownership(
    events: Sequence[Recorded], names: Sequence[str], questions: Sequence[Question]
) -> list[Ownership]:
    """Compose companies under each question, by the events that it may use."""
    found: list[Ownership] = []
    for each in questions:
        until = each.recorded or 0
        filed = Filing().all(one for one in events if one.commit <= until)
        found.append(ownership.owned(Knowledge(filed, each), names))
    return found
