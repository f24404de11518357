"""Facts of deals and agreements: what moved, between whom, on which terms."""

from typing import ClassVar, Literal

from attrs import frozen

from timeline.dates import When
from timeline.facts.fact import Fact, Party
from timeline.money import Amount
from timeline.shares import Share

__all__ = [
    "AgreementEnded",
    "AgreementKind",
    "AgreementMade",
    "DealKind",
    "DealMoved",
    "DealState",
]

DealKind = Literal[
    "acquisition", "merger", "share-swap", "tender", "placement", "buyback", "block-sale",
    "round", "joint-venture", "spin-off", "listing",
]  # fmt: skip
DealState = Literal[
    "rumoured", "announced", "amended", "filed", "in-dispute", "settled", "cleared", "blocked",
    "completed", "terminated", "denied",
]  # fmt: skip
AgreementKind = Literal[
    "supply", "licence", "acting-in-concert", "joint-development", "fund-commitment",
    "foundry", "services",
]  # fmt: skip


@frozen(kw_only=True)
class DealMoved(Fact):
    """A deal reached a state, with its parties in their roles and its terms so far as told.

    `price` is for one share, `amount` for the whole; `stake` is what it
    carries; `contingent` says on what, `deadline` by when. Any role may be told. Once a
    deal is completed, its `acquirer` (`buyer`, `investor`) has of its `target` what it
    carries, and a `seller` so much less.
    """

    TYPE: ClassVar[str] = "deal-moved"
    KEY: ClassVar[tuple[str, ...]] = ("deal", "state")

    deal: str
    state: DealState
    kind: DealKind | None = None
    parties: tuple[Party, ...] = ()
    price: Amount | None = None
    amount: Amount | None = None
    stake: Share | None = None
    ratio: str | None = None
    contingent: str | None = None
    deadline: When | None = None


@frozen(kw_only=True)
class AgreementMade(Fact):
    """Parties agreed on something that is no deal in shares."""

    TYPE: ClassVar[str] = "agreement-made"
    KEY: ClassVar[tuple[str, ...]] = ("agreement",)

    agreement: str
    kind: AgreementKind
    parties: tuple[Party, ...]
    subject: str | None = None
    amount: Amount | None = None
    period: When | None = None


@frozen(kw_only=True)
class AgreementEnded(Fact):
    """An agreement ended."""

    TYPE: ClassVar[str] = "agreement-ended"
    KEY: ClassVar[tuple[str, ...]] = ("agreement",)

    agreement: str
    how: Literal["lapsed", "terminated", "fulfilled", "replaced"] | None = None
