"""List every type under the name by which it is stored.

The table is the only link between stored names and classes: a class may move
or be renamed, its stored name may not. A class is imported when its name is
first asked for, since most questions need few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from timeline.errors import TimelineError, nearest
from timeline.facts.fact import Event, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FACTS", "NAMES", "TypeUnknown", "class_of", "fact_types"]

E_co = TypeVar("E_co", bound=Event, covariant=True)

_FACTS = {
    "stake-changed": "ownership.StakeChanged",
    "stake-stated": "ownership.StakeStated",
    "capital-changed": "ownership.CapitalChanged",
    "control-stated": "ownership.ControlStated",
    "control-ended": "ownership.ControlEnded",
    "deal-moved": "deals.DealMoved",
    "agreement-made": "deals.AgreementMade",
    "agreement-ended": "deals.AgreementEnded",
    "company-founded": "companies.CompanyFounded",
    "company-renamed": "companies.CompanyRenamed",
    "company-merged": "companies.CompanyMerged",
    "company-listed": "companies.CompanyListed",
    "company-delisted": "companies.CompanyDelisted",
    "company-dissolved": "companies.CompanyDissolved",
    "person-moved": "companies.PersonMoved",
    "valuation-stated": "companies.ValuationStated",
    "strategy-stated": "strategy.StrategyStated",
    "commitment-made": "strategy.CommitmentMade",
    "spending-reported": "strategy.SpendingReported",
    "results-reported": "strategy.ResultsReported",
    "programme-moved": "strategy.ProgrammeMoved",
    "price-moved": "market.PriceMoved",
    "policy-changed": "market.PolicyChanged",
    "claim-answered": "claims.ClaimAnswered",
    "statement-ended": "claims.StatementEnded",
}
_RECORDS = {
    "document-described": "records.DocumentDescribed",
    "entity-described": "records.EntityDescribed",
    "corrected": "records.Corrected",
    "retracted": "records.Retracted",
    "confirmed": "records.Confirmed",
    "renamed": "records.Renamed",
    "statement-imported": "records.StatementImported",
}


class _Classes(Mapping[str, type[E_co]], Generic[E_co]):
    """Classes by stored name, each imported when it is first asked for."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places
        self._found: dict[str, type[E_co]] = {}

    def __getitem__(self, name: str) -> type[E_co]:
        found = self._found.get(name)
        if found is None:
            module, _, cls = self._places[name].partition(".")
            found = getattr(import_module(f"timeline.facts.{module}"), cls)
            self._found[name] = cast("type[E_co]", found)
        return cast("type[E_co]", found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


FACTS: Mapping[str, type[Fact]] = _Classes[Fact](_FACTS)
NAMES: Mapping[str, type[Event]] = _Classes[Event](_FACTS | _RECORDS)


class TypeUnknown(TimelineError):
    """No type of fact has this name."""

    def __init__(self, name: str, known: Mapping[str, object]) -> None:
        """Name the type, and the nearest of those that there are."""
        super().__init__(
            f"no type of fact is called “{name}”",
            nearest(name, known) or "the types are listed in docs/reference/facts.md",
        )


def fact_types(names: Iterable[str]) -> tuple[str, ...]:
    """Return the types of facts that are asked for by their names.

    Raises:
        TypeUnknown: there is none of a name.
    """
    wanted = tuple(names)
    for each in wanted:
        if each not in FACTS:
            raise TypeUnknown(each, FACTS)
    return wanted


def class_of(name: str) -> type[Event]:
    """Return the class that is stored under a name."""
    try:
        return NAMES[name]
    except KeyError:
        raise TypeUnknown(name, NAMES) from None
