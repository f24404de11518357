"""Facts of the companies themselves: from founding to dissolution, people, valuations."""

from typing import ClassVar, Literal

from attrs import frozen

from timeline.facts.fact import EntityRef, Fact
from timeline.money import Amount

__all__ = [
    "CompanyDelisted",
    "CompanyDissolved",
    "CompanyFounded",
    "CompanyListed",
    "CompanyMerged",
    "CompanyRenamed",
    "PersonMoved",
    "ValuationStated",
]


@frozen(kw_only=True)
class CompanyFounded(Fact):
    """A company was founded, by whom and out of what where that is told."""

    TYPE: ClassVar[str] = "company-founded"
    KEY: ClassVar[tuple[str, ...]] = ("company",)

    company: EntityRef
    founders: tuple[EntityRef, ...] = ()


@frozen(kw_only=True)
class CompanyRenamed(Fact):
    """A company took another name; both are texts, and the id stays.

    To be found by the new name, its entity is given it, with the old one as an alias.
    """

    TYPE: ClassVar[str] = "company-renamed"
    KEY: ClassVar[tuple[str, ...]] = ("company",)

    company: EntityRef
    before: str | None = None
    after: str


@frozen(kw_only=True)
class CompanyMerged(Fact):
    """A company went up in another, which goes on."""

    TYPE: ClassVar[str] = "company-merged"
    KEY: ClassVar[tuple[str, ...]] = ("company", "into")

    company: EntityRef
    into: EntityRef


@frozen(kw_only=True)
class CompanyListed(Fact):
    """A company's shares began to trade, under a trading line such as `9988.HK`."""

    TYPE: ClassVar[str] = "company-listed"
    KEY: ClassVar[tuple[str, ...]] = ("company", "line")

    company: EntityRef
    line: str | None = None
    price: Amount | None = None
    raised: Amount | None = None


@frozen(kw_only=True)
class CompanyDelisted(Fact):
    """A company's shares ceased to trade under a line."""

    TYPE: ClassVar[str] = "company-delisted"
    KEY: ClassVar[tuple[str, ...]] = ("company", "line")

    company: EntityRef
    line: str | None = None


@frozen(kw_only=True)
class CompanyDissolved(Fact):
    """A company ceased to exist."""

    TYPE: ClassVar[str] = "company-dissolved"
    KEY: ClassVar[tuple[str, ...]] = ("company",)

    company: EntityRef


@frozen(kw_only=True)
class PersonMoved(Fact):
    """A person took or left a post at a company."""

    TYPE: ClassVar[str] = "person-moved"
    KEY: ClassVar[tuple[str, ...]] = ("person", "company")

    person: EntityRef
    company: EntityRef
    move: Literal["joined", "left", "appointed", "promoted", "resigned"]
    post: str | None = None


@frozen(kw_only=True)
class ValuationStated(Fact):
    """A company was valued, by a round, an offer or an estimate."""

    TYPE: ClassVar[str] = "valuation-stated"
    KEY: ClassVar[tuple[str, ...]] = ("company",)

    company: EntityRef
    value: Amount
    basis: Literal["pre-money", "post-money", "market", "appraisal"] | None = None
