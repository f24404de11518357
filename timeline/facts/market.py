"""Facts of markets and policy: price moves, bans and licences."""

from typing import ClassVar, Literal

from attrs import frozen

from timeline.facts.fact import EntityRef, Fact
from timeline.money import Amount
from timeline.shares import Change

__all__ = ["PolicyChanged", "PriceMoved"]


@frozen(kw_only=True)
class PriceMoved(Fact):
    """A company's share price moved on a day, on one trading line such as `9988.HK`.

    `percent` is signed; where no figure is told, `direction` says which way.
    """

    TYPE: ClassVar[str] = "price-moved"
    KEY: ClassVar[tuple[str, ...]] = ("company", "line")

    company: EntityRef
    line: str | None = None
    percent: Change | None = None
    direction: Literal["up", "down"] | None = None
    close: Amount | None = None
    cause: str | None = None

    def flaw(self) -> str:
        """A move has a figure or at least a direction."""
        if self.percent is None and self.direction is None:
            return "it says neither “percent” nor “direction”"
        return ""


@frozen(kw_only=True)
class PolicyChanged(Fact):
    """An authority changed what is allowed: a ban, a licence, a duty."""

    TYPE: ClassVar[str] = "policy-changed"
    KEY: ClassVar[tuple[str, ...]] = ("by", "kind", "affects")

    by: EntityRef
    kind: Literal["ban", "licence", "tariff", "subsidy", "inquiry", "fine", "rule"]
    affects: tuple[EntityRef, ...] = ()
    subject: str | None = None
    amount: Amount | None = None
