"""Ask a view and its SQL the same, and say of the first difference which event shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from timeline.facts.entry import Recorded
from timeline.testing.given import Given, given
from timeline.testing.questions import questions

__all__ = ["dated", "unlike_sql"]

__tracebackhide__ = True
Filed = Callable[[Iterable[Recorded]], Any]


def unlike_sql(view: Any, filed: Filed, facts: Given) -> str | None:  # noqa: ANN401 - somebody's view
    """Say how a view and its `sql` differ on these facts, if it has one and they do.

    `filed` gives the state of the view with events filed. Where one event alone
    shows it, that is named.
    """
    if not hasattr(view, "sql"):
        return None
    how = _unlike(view, filed, facts)
    if how is None or "fails" in how:
        return how
    for each in facts.log:
        if alone := _unlike(view, filed, given(each.event).known(facts.at_known)):
            return f"of “{each.event.id}”{dated(each)} alone, {alone}"
    return how


def _unlike(view: Any, filed: Filed, facts: Given) -> str | None:  # noqa: ANN401 - as above
    """Say of the first question on which the two differ how they do."""
    from timeline.store.log import Log

    state = filed(facts.log)
    with facts.into(Log.memory()).reading() as connection:
        for question in questions(facts):
            one = view.read(state, question)
            try:
                other = view.sql(connection, question)
            except Exception as fault:  # noqa: BLE001 - whatever SQL of somebody's own raises
                said = str(fault).partition("\n")[0]
                return f"on {question.on} it reads {one!r}, and its SQL fails: {said}"
            if one != other:
                return f"on {question.on} it reads {one!r}, and its SQL answers {other!r}"
    return None


def dated(recorded: Recorded) -> str:
    """Write when a fact happened, where it says so, to stand after its name."""
    told = getattr(recorded.event, "occurred", None)
    return f" of {told}" if told else ""
