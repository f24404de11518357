"""Answer what happened within a window, between what was so before it and what is so after.

Both ends are included. A window never forgets its opening state: what was so at
the end of the eve of its first day, all of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.views.chronicle import Told
from timeline.views.question import both
from timeline.views.state import Change, State, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Between", "events", "window"]

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Between:
    """What was so at both ends of a window, what may have happened within, what differs."""

    first: date
    last: date
    opening: State
    events: tuple[Told, ...]
    closing: State
    changes: tuple[Change, ...]


def window(
    first: date, last: date, state: Callable[[date], State], told: Iterable[Told]
) -> Between:
    """Return a window: its opening on the eve of the first day, its closing on the last."""
    opening, closing = state(first - _DAY), state(last)
    return Between(
        first=first, last=last, opening=opening, events=tuple(events(told, first, last)),
        closing=closing, changes=tuple(changes(opening, closing)),
    )  # fmt: skip


def events(told: Iterable[Told], first: date, last: date) -> Iterator[Told]:
    """Give the facts that may have happened within days, each as surely as it did.

    What was put right did not happen as it was told: it is left out.
    """
    for each in told:
        within = each.span.within(first, last)
        if within is not None and each.superseded_by is None:
            yield evolve(each, certainty=both(within, each.certainty))
