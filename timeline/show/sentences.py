"""Say in one plain sentence what each type of fact tells.

`pieces` gives the sentence in parts that can be coloured, `headline` the same
as text, `aside` what is told beside it: for what, by whom, why. None of them
ends with a full stop.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from timeline.facts.claims import ClaimAnswered, StatementEnded
from timeline.facts.companies import (
    CompanyDelisted,
    CompanyDissolved,
    CompanyFounded,
    CompanyListed,
    CompanyMerged,
    CompanyRenamed,
    PersonMoved,
    ValuationStated,
)
from timeline.facts.deals import AgreementEnded, AgreementMade, DealMoved
from timeline.facts.market import PolicyChanged, PriceMoved
from timeline.facts.ownership import (
    CapitalChanged,
    ControlEnded,
    ControlStated,
    StakeChanged,
    StakeStated,
)
from timeline.facts.strategy import (
    CommitmentMade,
    ProgrammeMoved,
    ResultsReported,
    SpendingReported,
    StrategyStated,
)
from timeline.show import asides, told_companies, told_deals, told_ownership, told_strategy
from timeline.show.pieces import Said, quoted, say, text_of, verb, who

if TYPE_CHECKING:
    from timeline.facts.fact import Fact
    from timeline.show.names import Names

__all__ = ["aside", "headline", "pieces"]


def headline(fact: Fact, names: Names) -> str:
    """Return what a fact tells, in one sentence of plain text."""
    return text_of(pieces(fact, names))


def aside(fact: Fact, names: Names) -> Said:
    """Return what a fact tells beside its headline; empty where that is all."""
    return asides.aside(fact, names, headline(fact, names))


@singledispatch
def pieces(fact: Fact, names: Names) -> Said:
    """Return what a fact tells, in one sentence, in pieces."""
    raise NotImplementedError(fact.TYPE)


def _claim_answered(fact: ClaimAnswered, names: Names) -> Said:
    """Say how a claim was answered, and quote the claim where it is at hand."""
    claim = _about(fact.of, names)
    active = {"denied": "denied", "confirmed": "confirmed", "no-comment": "would not comment on"}
    if fact.by is not None:
        return say(who(names, fact.by), verb(active[fact.answer]), claim)
    passive = {"no-comment": "met with no comment"}.get(fact.answer, f"was {fact.answer}")
    return say(claim, verb(passive))


def _statement_ended(fact: StatementEnded, names: Names) -> Said:
    """Say how a statement ended, and what took its place."""
    by = ("by", _about(fact.by, names)) if fact.by is not None else None
    return say(_about(fact.of, names), verb(f"was {fact.how}"), by)


def _about(fact_id: str, names: Names) -> Said:
    """Quote what another fact tells; one that is itself about another is named by its id."""
    fact = names.facts.get(fact_id)
    if fact is None or isinstance(fact, ClaimAnswered | StatementEnded):
        return say(quoted(fact_id))
    return say("\N{LEFT DOUBLE QUOTATION MARK}", pieces(fact, names),
               "\N{RIGHT DOUBLE QUOTATION MARK}")  # fmt: skip


pieces.register(StakeChanged, told_ownership.stake_changed)
pieces.register(StakeStated, told_ownership.stake_stated)
pieces.register(CapitalChanged, told_ownership.capital_changed)
pieces.register(ControlStated, told_ownership.control_stated)
pieces.register(ControlEnded, told_ownership.control_ended)
pieces.register(DealMoved, told_deals.deal_moved)
pieces.register(AgreementMade, told_deals.agreement_made)
pieces.register(AgreementEnded, told_deals.agreement_ended)
pieces.register(CompanyFounded, told_companies.company_founded)
pieces.register(CompanyRenamed, told_companies.company_renamed)
pieces.register(CompanyMerged, told_companies.company_merged)
pieces.register(CompanyListed, told_companies.company_listed)
pieces.register(CompanyDelisted, told_companies.company_delisted)
pieces.register(CompanyDissolved, told_companies.company_dissolved)
pieces.register(PersonMoved, told_companies.person_moved)
pieces.register(ValuationStated, told_companies.valuation_stated)
pieces.register(StrategyStated, told_strategy.strategy_stated)
pieces.register(CommitmentMade, told_strategy.commitment_made)
pieces.register(SpendingReported, told_strategy.spending_reported)
pieces.register(ResultsReported, told_strategy.results_reported)
pieces.register(ProgrammeMoved, told_strategy.programme_moved)
pieces.register(PriceMoved, told_companies.price_moved)
pieces.register(PolicyChanged, told_companies.policy_changed)
pieces.register(ClaimAnswered, _claim_answered)
pieces.register(StatementEnded, _statement_ended)
