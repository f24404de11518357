"""Facts about other facts in the world: claims answered, statements ended."""

from typing import ClassVar, Literal

from attrs import frozen

from timeline.facts.fact import EntityRef, Fact, FactRef

__all__ = ["ClaimAnswered", "StatementEnded"]


@frozen(kw_only=True)
class ClaimAnswered(Fact):
    """Somebody answered a claim: denied it, confirmed it, or would not comment."""

    TYPE: ClassVar[str] = "claim-answered"
    KEY: ClassVar[tuple[str, ...]] = ("of", "answer", "by")

    of: FactRef
    answer: Literal["denied", "confirmed", "no-comment"]
    by: EntityRef | None = None


@frozen(kw_only=True)
class StatementEnded(Fact):
    """A strategy or commitment ended: withdrawn, met, or replaced by another."""

    TYPE: ClassVar[str] = "statement-ended"
    KEY: ClassVar[tuple[str, ...]] = ("of", "how")

    of: FactRef
    how: Literal["withdrawn", "met", "replaced"]
    by: FactRef | None = None
