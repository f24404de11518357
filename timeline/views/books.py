"""Gather what all facts claim of holdings and control, by whom and of what, for the checks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from timeline.facts.companies import CompanyDissolved, CompanyFounded, CompanyMerged
from timeline.facts.deals import DealMoved
from timeline.facts.ownership import CapitalChanged, StakeChanged
from timeline.views.claims import claims_of, controls_of
from timeline.views.deals import Terms
from timeline.views.in_force import InForce
from timeline.views.loosening import loosenings_of
from timeline.views.moved import told_before
from timeline.views.spans import Spans
from timeline.views.stretches import Stretch, stretches

if TYPE_CHECKING:
    from timeline.views.claims import Claim, ControlClaim, Key
    from timeline.views.knowledge import Knowledge
    from timeline.views.level import Level

__all__ = ["Books"]


_CHANGES_CAPITAL = frozenset({"buyback", "merger", "share-swap"})


class Books:
    """Every fact that surely moves a view, and what it claims; those in doubt are apart."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Weigh every fact, and file its claims under their holdings."""
        self.knowledge = knowledge
        moving = [each for each in knowledge.facts() if each.moves]
        self.facts = [each for each in moving if each.certainty == "definite"]
        self.doubted = [each for each in moving if each.certainty != "definite"]
        self.by_key: dict[Key, list[Claim]] = {}
        self._stretches: dict[Key, list[Stretch]] = {}
        self._within: dict[Key, dict[int, Stretch]] = {}
        self.controls: dict[tuple[str, str], list[ControlClaim]] = {}
        for each in self.facts:
            if not self._counted_elsewhere(each):
                self._file(each)

    def stretches(self, key: Key) -> list[Stretch]:
        """Return the stretches of a holding in their order, cut once."""
        if key not in self._stretches:
            self._stretches[key] = list(stretches(self.by_key[key]))
        return self._stretches[key]

    def result(self, claim: Claim) -> Level | None:
        """Return the level that a claim led to on its own day, if it can be known."""
        if claim.after is not None:
            return claim.after
        if claim.key not in self._within:
            self._within[claim.key] = {
                id(each): part for part in self.stretches(claim.key) for each in part.claims
            }
        return self._within[claim.key][id(claim)].result(claim)

    def _file(self, source: InForce) -> None:
        terms = self.terms(source)
        for claim in claims_of(source, terms):
            self.by_key.setdefault(claim.key, []).append(claim)
        for control in controls_of(source, terms):
            self.controls.setdefault((control.holder, control.company), []).append(control)

    def _counted_elsewhere(self, source: InForce) -> bool:
        if told_before(source, self.knowledge):
            return True
        whole = source.fact.part_of if isinstance(source.fact, StakeChanged) else None
        larger = self.knowledge.fact(whole) if whole is not None else None
        return isinstance(larger, InForce) and larger.moves and larger is not source

    def terms(self, source: InForce) -> DealMoved | None:
        """Return the terms of a deal that a fact tells to be completed, as last told."""
        if not (isinstance(source.fact, DealMoved) and source.fact.state == "completed"):
            return None
        moves = self.knowledge.facts("deal", source.fact.deal)
        return Terms([each for each in moves if each.moves], source.span.latest, source).last

    @cached_property
    def shares_of(self) -> dict[tuple[str, str], list[Key]]:
        """The holdings of shares by company and holder, in whatever unit and class."""
        found: dict[tuple[str, str], list[Key]] = {}
        for key in self.by_key:
            for holder in key.holders if key.interest == "shares" else ():
                found.setdefault((key.company, holder), []).append(key)
        return found

    @cached_property
    def founded(self) -> dict[str, list[InForce]]:
        """The foundings of each company."""
        found: dict[str, list[InForce]] = {}
        for each in self.facts:
            if isinstance(each.fact, CompanyFounded):
                found.setdefault(each.fact.company, []).append(each)
        return found

    @cached_property
    def ended(self) -> dict[str, list[InForce]]:
        """What ended each company: dissolved, or gone up in another."""
        found: dict[str, list[InForce]] = {}
        for each in self.facts:
            if isinstance(each.fact, CompanyDissolved | CompanyMerged):
                found.setdefault(each.fact.company, []).append(each)
        return found

    @cached_property
    def issues(self) -> dict[str, Spans[InForce]]:
        """What changed the number of each company's shares, so that every share of it moved."""
        found: dict[str, list[InForce]] = {}
        for each in self.facts:
            for company in self._issued(each):
                found.setdefault(company, []).append(each)
        return {company: Spans(several) for company, several in found.items()}

    def _issued(self, source: InForce) -> set[str]:
        """Return the companies of which a fact changed the number of shares, one way or other."""
        fact, terms = source.fact, self.terms(source)
        found = {
            each.company for each in loosenings_of(source, terms) if each.holder is None
        }  # fmt: skip
        if isinstance(fact, CapitalChanged):
            found.add(fact.company)
        elif terms is not None and terms.kind in _CHANGES_CAPITAL:
            found |= {each.entity for each in terms.parties}
        return found
