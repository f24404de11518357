"""Hold a fact as a question may use it: in force and how surely, or left out and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal

from attrs import evolve, field, frozen

from timeline.dates import Certainty
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact, Standing
from timeline.views.evidence import Source
from timeline.views.question import Span, both

__all__ = ["Clock", "InForce", "LeftOut"]

_NONE: frozenset[int] = frozenset()

Clock = Literal["recorded", "published", "occurred", "corrected", "retracted", "rumoured", "denied"]


@frozen(kw_only=True)
class InForce:
    """A fact that may be used: when it happened, when it became public, how firm it is.

    `id` is the id that it goes by at the question's `recorded`. `certainty` is
    of the knowledge alone: possible where it only possibly was public, or was
    only possibly put right. `moves` is false for what is merely rumoured, and for
    what was denied: `denial` is what denied it.

    What is possible is used if all that it `doubts` is so, and none of what it
    is used `unless`. Each is the position of a fact that may have been public by
    then; a negative one is any other doubt about a fact.
    """

    id: str
    fact: Fact
    recorded: Recorded
    span: Span
    public: Span
    standing: Standing
    certainty: Certainty
    moves: bool
    sources: tuple[Source, ...]
    denial: InForce | None = field(default=None, eq=False)
    doubts: frozenset[int] = field(default=_NONE, eq=False)
    unless: frozenset[int] = field(default=_NONE, eq=False)

    sure: bool = field(init=False, eq=False, repr=False)

    before: ClassVar[None] = None  # only levels of holdings chain
    after: ClassVar[None] = None

    @sure.default
    def _sure(self) -> bool:
        """Whether it surely may be used: it was public by then, and is not possibly put right."""
        return self.certainty == "definite"

    @property
    def order(self) -> int | None:
        """Its place within its day, where one was told."""
        return self.fact.order

    @property
    def eve(self) -> date | None:
        """The last day before it began, where that is told: of a day, of a period from one on."""
        first, when = self.span.earliest, self.fact.occurred
        begins = when.start if when is not None and when.kind == "interval" else None
        if first == date.min or not (self.span.exact or (begins is not None and begins.is_day)):
            return None
        return first - timedelta(days=1)

    def doubted(self) -> InForce:
        """Return it as it is where it may be used or not, for a reason of its own."""
        doubts = self.doubts | {-self.recorded.position}
        return evolve(self, certainty="possible", doubts=doubts)

    def of_days(self, days: Span) -> InForce:
        """Return it as it is where it surely is used, and happened on some of its days."""
        return InForce(
            id=self.id, fact=self.fact, recorded=self.recorded, span=days, public=self.public,
            standing=self.standing, certainty="definite", moves=self.moves,
            sources=self.sources, denial=self.denial,
        )  # fmt: skip

    def by(self, day: date) -> Certainty | None:
        """Tell whether it happened by the end of a day, as surely as it is known."""
        happened = self.span.by(day)
        return None if happened is None else both(happened, self.certainty)


@frozen(kw_only=True)
class LeftOut:
    """A fact that may not be used, the clock or statement that keeps it out, and why in words."""

    id: str
    fact: Fact
    recorded: Recorded
    clock: Clock
    why: str
    by: str | None = None
