"""Facts of ownership: stakes changed and stated, capital, control."""

from typing import ClassVar, Literal

from attrs import frozen

from timeline.facts.fact import EntityRef, Fact, FactRef
from timeline.money import Amount, Count
from timeline.shares import Points, Share

__all__ = [
    "CapitalChanged",
    "Cause",
    "ControlEnded",
    "ControlKind",
    "ControlStated",
    "Interest",
    "StakeChanged",
    "StakeStated",
]

Interest = Literal[
    "shares", "votes", "board", "economic", "pledged", "options", "convertible", "warrants"
]
Cause = Literal[
    "bought", "sold", "subscribed", "transferred", "diluted", "converted", "exercised",
    "inherited", "redeemed", "lapsed", "merged",
]  # fmt: skip
CapitalCause = Literal["issue", "dilution", "conversion", "buyback", "split", "consolidation"]
ControlKind = Literal[
    "controlling-shareholder", "actual-controller", "wholly-owned", "subsidiary", "parent"
]


def _twice(holder: EntityRef | None, others: tuple[EntityRef, ...]) -> str:
    """Say that a holding is joint with itself, or names one of its holders twice."""
    if holder is not None and holder in others:
        return f"“{holder}” holds jointly with itself"
    twice = next((each for each in others if others.count(each) > 1), None)
    return f"“{twice}” is named twice among the holders" if twice is not None else ""


@frozen(kw_only=True)
class StakeChanged(Fact):
    """A holder's stake in a company became another.

    `before` and `after` are shares of the company in percent, `by` the change
    in percentage points; `shares_before`, `shares_after` and `shares` (moved)
    count shares. A transfer between two names `from` and `to` in place of
    `holder`. `price` is for one share, `paid` for all. `jointly_with` makes it
    one holding of several holders. `part_of` names the larger change that this
    one is counted in already.
    """

    TYPE: ClassVar[str] = "stake-changed"
    KEY: ClassVar[tuple[str, ...]] = ("holder", "from", "to", "company")

    holder: EntityRef | None = None
    company: EntityRef
    jointly_with: tuple[EntityRef, ...] = ()
    before: Share | None = None
    after: Share | None = None
    by: Points | None = None
    cause: Cause | None = None
    from_: EntityRef | None = None
    to: EntityRef | None = None
    shares_before: Count | None = None
    shares_after: Count | None = None
    shares: Count | None = None
    price: Amount | None = None
    paid: Amount | None = None
    interest: Interest = "shares"
    class_: str | None = None
    part_of: FactRef | None = None

    def flaw(self) -> str:
        """A change has a holder, or two ends, and says what changed."""
        if self.holder is None and (self.from_ is None or self.to is None):
            return "it names no “holder”, nor both “from” and “to”"
        if self.holder is not None and (self.from_ is not None or self.to is not None):
            return "it names a “holder” beside “from” or “to”: whose stake is it?"
        if twice := _twice(self.holder, self.jointly_with):
            return twice
        told = (self.before, self.after, self.by, self.shares_before, self.shares_after)
        if all(each is None for each in (*told, self.shares)):
            return "it says neither “after” nor “before”, “by” or “shares”"
        return ""


@frozen(kw_only=True)
class StakeStated(Fact):
    """A holder's stake in a company was observed: a register, a filing, “holds 20.26%”."""

    TYPE: ClassVar[str] = "stake-stated"
    KEY: ClassVar[tuple[str, ...]] = ("holder", "company")

    holder: EntityRef
    company: EntityRef
    jointly_with: tuple[EntityRef, ...] = ()
    stake: Share | None = None
    shares: Count | None = None
    interest: Interest = "shares"
    class_: str | None = None

    def flaw(self) -> str:
        """A level is told in percent or in shares."""
        if self.stake is None and self.shares is None:
            return "it says neither “stake” nor “shares”"
        return _twice(self.holder, self.jointly_with)


@frozen(kw_only=True)
class CapitalChanged(Fact):
    """The number of a company's shares in issue became another."""

    TYPE: ClassVar[str] = "capital-changed"
    KEY: ClassVar[tuple[str, ...]] = ("company",)

    company: EntityRef
    before: Count | None = None
    after: Count | None = None
    cause: CapitalCause | None = None
    class_: str | None = None


@frozen(kw_only=True)
class ControlStated(Fact):
    """A holder controls a company; wholly owned is also a stake of 100%."""

    TYPE: ClassVar[str] = "control-stated"
    KEY: ClassVar[tuple[str, ...]] = ("holder", "company")

    holder: EntityRef
    company: EntityRef
    kind: ControlKind = "actual-controller"


@frozen(kw_only=True)
class ControlEnded(Fact):
    """A holder no longer controls a company."""

    TYPE: ClassVar[str] = "control-ended"
    KEY: ClassVar[tuple[str, ...]] = ("holder", "company")

    holder: EntityRef
    company: EntityRef
