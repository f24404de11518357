"""Write what was found as `--json` prints it: the rows of a question under their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.show import data
from timeline.show.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.api.answers import Answers, Own
    from timeline.api.keeping import Proof
    from timeline.views.chronicle import Told
    from timeline.views.deals import Deal
    from timeline.views.state import Change
    from timeline.views.strategies import Strategy

__all__ = ["deals", "differing", "events", "own", "proof", "strategies"]


def events(told: Iterable[Told], answers: Answers) -> dict[str, Any]:
    """Write the facts of the timeline."""
    names = Names(answers.entities)
    return {"events": [data.event(each, names) for each in told]}


def own(found: Own, answers: Answers) -> dict[str, Any]:
    """Write who held what, and who controlled whom."""
    resolved = data.resolved(answers.question, answers.commit)
    stakes = [data.group_stake(each) for each in found.group]
    stakes += [data.economic_stake(each) for each in found.economic]
    return {
        **resolved,
        "stakes": stakes + [data.stake(each, found.holder) for each in found.held],
        "controls": [data.control(each) for each in found.controls],
        "problems": [data.problem(each) for each in found.problems],
    }


def strategies(found: Iterable[Strategy], answers: Answers) -> dict[str, Any]:
    """Write what companies were set on."""
    names = Names(answers.entities)
    on = answers.question.on
    companies = [data.strategy(each, names, on) for each in found]
    return {"on": on.isoformat(), "companies": companies}


def deals(found: Iterable[Deal], answers: Answers) -> dict[str, Any]:
    """Write the deals there were."""
    on = answers.question.on.isoformat()
    return {"on": on, "deals": [data.deal(each) for each in found]}


def differing(found: Sequence[Change], sides: Iterable[Answers], by: str) -> dict[str, Any]:
    """Write what differs between two states, and by which clocks each of them was asked."""
    from timeline.show.windows import changed_json

    compared = [data.resolved(each.question, each.commit) for each in sides]
    return {"clock": by, "compared": compared, **changed_json(found)}


def proof(found: Proof) -> dict[str, Any]:
    """Write whether a log is as it was recorded, and what is not."""
    faults = [
        {"kind": each.kind, "where": each.where, "message": each.message} for each in found.faults
    ]
    return {"ok": not faults, "head": found.head.head if found.head else None, "faults": faults}
