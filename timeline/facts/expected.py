"""What the keeper of a ledger expects of its answers: read from the files, and never recorded."""

from typing import ClassVar

from attrs import frozen

from timeline.dates import Certainty, When
from timeline.facts.fact import EntityRef, Event
from timeline.facts.ownership import Interest
from timeline.shares import Share

__all__ = ["Expected"]


@frozen(kw_only=True)
class Expected(Event):
    """What a holder, or several jointly, should be found to hold of a company on a day.

    `known` asks by what was public by a day. The answer has to be within
    `stake`; where `certainty` is told, it has to be that sure.
    """

    TYPE: ClassVar[str] = "expect"

    on: When
    known: When | None = None
    holder: tuple[EntityRef, ...]
    company: EntityRef
    stake: Share
    interest: Interest = "shares"
    certainty: Certainty | None = None

    def flaw(self) -> str:
        """Say what makes this expectation malformed as a whole; empty where nothing does."""
        for name, day in (("on", self.on), ("known", self.known)):
            if day is not None and day.kind != "day":
                return f"“{name}” is {day}, and a question is of one day"
        return ""
