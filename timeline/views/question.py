"""Put a question: a day, and what may be used to answer it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.dates import Certainty, When

__all__ = ["Question", "Span", "both", "worst"]


@frozen(kw_only=True)
class Question:
    """A day, and two limits on knowledge: one on what was public, one on what was recorded.

    `on` is the day asked about, to its end; `known` admits only what the public
    could have read by then, `recorded` only commits up to that number. None
    admits everything.
    """

    on: date
    known: date | None = None
    recorded: int | None = None


@frozen
class Span:
    """The first and the last day that something can be of; open ends are the ends of time."""

    earliest: date
    latest: date
    exact: bool = field(init=False, eq=False, repr=False)

    @exact.default
    def _exact(self) -> bool:
        """Tell whether it is a single day."""
        return self.earliest == self.latest

    @classmethod
    def of(cls, when: When) -> Span:
        """Return the bounds of a date."""
        return cls(when.earliest or date.min, when.latest or date.max)

    def by(self, day: date) -> Certainty | None:
        """Tell whether it has happened by the end of a day: definitely, possibly, or not."""
        if self.latest <= day:
            return "definite"
        return None if day < self.earliest else "possible"

    def within(self, first: date, last: date) -> Certainty | None:
        """Tell whether it lies in a window, both ends included: definitely, possibly, or not."""
        if self.latest < first or last < self.earliest:
            return None
        return "definite" if first <= self.earliest and self.latest <= last else "possible"


def both(*certainties: Certainty) -> Certainty:
    """Return how certain something is that rests on all of these."""
    return worst(certainties)


def worst(certainties: Iterable[Certainty]) -> Certainty:
    """Return the lesser certainty of several; nothing at all is definite."""
    return "possible" if "possible" in set(certainties) else "definite"
