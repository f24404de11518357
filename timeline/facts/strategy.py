"""Facts of strategy: themes, commitments, spending, results, programmes."""

from typing import ClassVar, Literal, get_args

from attrs import frozen

from timeline.dates import When
from timeline.facts.fact import EntityRef, Fact, Metric
from timeline.facts.measure import Measure
from timeline.money import Amount
from timeline.shares import Change

__all__ = [
    "STAGES",
    "CommitmentMade",
    "ProgrammeMoved",
    "ResultsReported",
    "SpendingReported",
    "Stage",
    "StrategyStated",
]

Stage = Literal[
    "rumoured", "announced", "in-development", "taped-out", "testing", "in-production",
    "launched", "deployed", "cancelled",
]  # fmt: skip
STAGES: tuple[Stage, ...] = get_args(Stage)


@frozen(kw_only=True)
class StrategyStated(Fact):
    """A company was set on a theme: `ai-first`, `own-chips`."""

    TYPE: ClassVar[str] = "strategy-stated"
    KEY: ClassVar[tuple[str, ...]] = ("company", "theme")

    company: EntityRef
    theme: str
    what: str | None = None


@frozen(kw_only=True)
class CommitmentMade(Fact):
    """One or several committed an amount to a purpose, over a period."""

    TYPE: ClassVar[str] = "commitment-made"
    KEY: ClassVar[tuple[str, ...]] = ("by", "purpose")

    by: tuple[EntityRef, ...]
    amount: Amount | None = None
    purpose: str
    period: When | None = None


@frozen(kw_only=True)
class SpendingReported(Fact):
    """A company spent an amount on a purpose in a period."""

    TYPE: ClassVar[str] = "spending-reported"
    KEY: ClassVar[tuple[str, ...]] = ("company", "purpose")

    company: EntityRef
    amount: Amount
    purpose: str
    period: When | None = None


@frozen(kw_only=True)
class ResultsReported(Fact):
    """A company reported a figure of a period, its prior, and the change.

    `about` is the company that the figure comes from, where that is another;
    `cause` is the reason that was given.
    """

    TYPE: ClassVar[str] = "results-reported"
    KEY: ClassVar[tuple[str, ...]] = ("company", "metric", "period")

    company: EntityRef
    metric: str
    period: When | None = None
    value: Measure | None = None
    prior: Measure | None = None
    change: Change | None = None
    about: EntityRef | None = None
    cause: str | None = None

    def flaw(self) -> str:
        """A result states a value, or how it changed."""
        if self.value is None and self.change is None:
            return "it says neither “value” nor “change”"
        return ""


@frozen(kw_only=True)
class ProgrammeMoved(Fact):
    """A programme (a chip, a model, a plant) reached a stage.

    The programme's owner is said by its entity; `partner` and `foundry` are
    others that take part, `market` is what it is meant for.
    """

    TYPE: ClassVar[str] = "programme-moved"
    KEY: ClassVar[tuple[str, ...]] = ("programme", "stage")

    programme: EntityRef
    stage: Stage
    partner: tuple[EntityRef, ...] = ()
    foundry: str | None = None
    market: str | None = None
    metrics: tuple[Metric, ...] = ()
