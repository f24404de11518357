"""Tell how far something that goes from state to state had come by a day: a deal, a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from timeline.dates import Certainty
from timeline.views.in_force import InForce
from timeline.views.standing import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

__all__ = ["Reached", "dated", "reached"]


@frozen(kw_only=True)
class Reached:
    """Where something had come to: by which move, how surely, and by which moves so far.

    `last` is the last move that definitely had happened, if there is one, and
    `possibly` the states that it may have gone on to.
    """

    last: InForce
    possibly: tuple[str, ...]
    certainty: Certainty
    moves: tuple[InForce, ...]


def reached(moves: Iterable[InForce], day: date, state: Callable[[InForce], str]) -> Reached | None:
    """Return where moves had led by a day; None where none of them had begun."""
    begun = sorted((each for each in moves if each.span.earliest <= day), key=dated)
    now = sorted(standing(begun, day), key=dated)
    if not now:
        return None
    over = [each for each in now if each.span.latest <= day]
    last = (over or now)[-1]
    sure = len({state(each) for each in over}) == 1
    return Reached(
        last=last,
        possibly=tuple(dict.fromkeys(s for each in now if (s := state(each)) != state(last))),
        certainty=(last.by(day) or "possible") if sure else "possible",
        moves=tuple(begun),
    )


def dated(source: InForce) -> tuple[date, date, int, str]:
    """Return what moves are sorted by: the latest day, the earliest, the order told, the id."""
    return source.span.latest, source.span.earliest, source.fact.order or 0, source.id
