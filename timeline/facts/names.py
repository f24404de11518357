"""List every type under the name by which it is stored.

The table is the only link between stored names and classes: a class may move
or be renamed, its stored name may not.
"""

from __future__ import annotations

from timeline.errors import TimelineError, nearest
from timeline.facts import claims, companies, deals, market, ownership, records, strategy
from timeline.facts.fact import Event, Fact

__all__ = ["FACTS", "NAMES", "TypeUnknown", "class_of"]

_FACTS: tuple[type[Fact], ...] = (
    ownership.StakeChanged,
    ownership.StakeStated,
    ownership.CapitalChanged,
    ownership.ControlStated,
    ownership.ControlEnded,
    deals.DealMoved,
    deals.AgreementMade,
    deals.AgreementEnded,
    companies.CompanyFounded,
    companies.CompanyRenamed,
    companies.CompanyMerged,
    companies.CompanyListed,
    companies.CompanyDelisted,
    companies.CompanyDissolved,
    companies.PersonMoved,
    companies.ValuationStated,
    strategy.StrategyStated,
    strategy.CommitmentMade,
    strategy.SpendingReported,
    strategy.ResultsReported,
    strategy.ProgrammeMoved,
    market.PriceMoved,
    market.PolicyChanged,
    claims.ClaimAnswered,
    claims.StatementEnded,
)
_RECORDS: tuple[type[Event], ...] = (
    records.DocumentDescribed,
    records.EntityDescribed,
    records.Corrected,
    records.Retracted,
    records.Confirmed,
    records.Renamed,
)

FACTS: dict[str, type[Fact]] = {each.TYPE: each for each in _FACTS}
NAMES: dict[str, type[Event]] = {**FACTS, **{each.TYPE: each for each in _RECORDS}}


class TypeUnknown(TimelineError):
    """No type of fact has this name."""

    def __init__(self, name: str, known: dict[str, type[Fact]] | dict[str, type[Event]]) -> None:
        """Name the type, and the nearest of those that there are."""
        super().__init__(
            f"no type of fact is called “{name}”",
            nearest(name, known) or "the types are listed in docs/reference/facts.md",
        )


def class_of(name: str) -> type[Event]:
    """Return the class that is stored under a name."""
    try:
        return NAMES[name]
    except KeyError:
        raise TypeUnknown(name, NAMES) from None
