"""Answer who held what: the view of ownership.

`start()` is the empty view; `step(state, event)` files one recorded event, in
any order; `read(state, question)` composes the answer. State is kept per
company: a read composes each company that is asked about from its own claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen, mutable

from timeline.facts.claims import ClaimAnswered
from timeline.facts.companies import CompanyFounded
from timeline.facts.deals import DealMoved
from timeline.facts.ownership import (
    CapitalChanged,
    ControlEnded,
    ControlStated,
    StakeChanged,
    StakeStated,
)
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.views.claims import Claim, ControlClaim, claims_of, controls_of, touched
from timeline.views.composing import Composition
from timeline.views.control import Controlled, controlled
from timeline.views.filing import Filing
from timeline.views.held import Held
from timeline.views.in_force import InForce
from timeline.views.knowledge import Knowledge
from timeline.views.loosening import Loosening, loosenings_of
from timeline.views.moved import moved_by
from timeline.views.question import Question, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Fact

__all__ = [
    "TYPES", "Ownership", "Told", "companies_of", "deals_of", "owned", "read", "start", "step",
    "told_by", "told_of",
]  # fmt: skip

TYPES = frozenset(
    each.TYPE
    for each in (
        StakeChanged,
        StakeStated,
        CapitalChanged,
        ControlStated,
        ControlEnded,
        DealMoved,
        CompanyFounded,
        ClaimAnswered,
        DocumentDescribed,
        EntityDescribed,
        Corrected,
        Retracted,
        Confirmed,
        Renamed,
    )
)
"""The stored names of every event that this view reads; it needs no others."""


@frozen(kw_only=True)
class Ownership:
    """Who held what of which company, and who controlled it, on one day.

    `held` also has what is known to be nothing, for those who ask for zeros.
    """

    question: Question
    held: tuple[Held, ...]
    controls: tuple[Controlled, ...]

    def of(self, company: str) -> tuple[Held, ...]:
        """Return what is held of a company."""
        return tuple(each for each in self.held if each.key.company == company)

    def by(self, holder: str) -> tuple[Held, ...]:
        """Return what a holder holds, alone or jointly."""
        return tuple(each for each in self.held if holder in each.key.holders)


def start() -> Filing:
    """Return the view before anything is filed."""
    return Filing()


def step(state: Filing, event: Recorded) -> Filing:
    """File one recorded event; the order of filing plays no part in what is read."""
    return state.file(event)


def read(
    state: Filing,
    question: Question,
    *,
    companies: Iterable[str] | None = None,
) -> Ownership:
    """Compose the ownership of companies (by default all of them) under a question."""
    knowledge = Knowledge(state, question)
    return owned(knowledge, companies)


def owned(knowledge: Knowledge, companies: Iterable[str] | None = None) -> Ownership:
    """Compose ownership from what may be used already weighed."""
    asked = companies_of(knowledge) if companies is None else sorted(set(companies))
    held: list[Held] = []
    controls: list[Controlled] = []
    for company in asked:
        told = told_of(knowledge, company)
        composed = told.composition.on(knowledge.question.on)
        held += composed
        controls += controlled(told.controls, composed, knowledge.question.on)
    return Ownership(question=knowledge.question, held=tuple(held), controls=tuple(controls))


def companies_of(knowledge: Knowledge) -> list[str]:
    """Return every company of whose ownership something is told, by id."""
    return sorted({name for each in knowledge.facts() for name in touched(each.fact)})


@mutable
class Told:
    """What is told of one company: its stakes, its control, its issues, and its founding.

    A founding that is not surely known bounds nothing, and is not kept.
    """

    claims: list[Claim] = field(factory=list)
    controls: list[ControlClaim] = field(factory=list)
    loosenings: list[Loosening] = field(factory=list)
    founded: Span | None = None

    def add(self, other: Told) -> None:
        """Add what else is told of it; of two foundings the earlier one counts."""
        self.claims += other.claims
        self.controls += other.controls
        self.loosenings += other.loosenings
        foundings = [each for each in (self.founded, other.founded) if each is not None]
        self.founded = min(foundings, key=lambda each: each.earliest, default=None)

    def of(self, company: str) -> Told:
        """Return what is told of a company alone."""
        return Told(
            claims=[each for each in self.claims if each.key.company == company],
            controls=[each for each in self.controls if each.company == company],
            loosenings=[each for each in self.loosenings if each.company == company],
            founded=self.founded,
        )

    @property
    def composition(self) -> Composition:
        """The claims on its stakes, to be composed on any day."""
        return Composition(self.claims, self.founded, self.loosenings)


def told_of(knowledge: Knowledge, company: str) -> Told:
    """Gather what is told of one company."""
    told = Told()
    for source in _speaking_of(knowledge, company):
        told.add(told_by(source, knowledge, company))
    return told


def told_by(source: InForce, knowledge: Knowledge, company: str) -> Told:
    """Return what one fact tells of a company."""
    each = _counted(knowledge, source)
    if each is None:
        return Told()
    founds = isinstance(each.fact, CompanyFounded) and each.fact.company == company
    told = Told(founded=each.span if founds and each.sure else None)
    if not isinstance(each.fact, DealMoved):
        told.claims += claims_of(each)
        told.controls += controls_of(each)
        told.loosenings += loosenings_of(each)
    elif (moved := moved_by(each, knowledge)) is not None:
        told.claims += moved.claims
        told.controls += moved.controls
        told.loosenings += moved.loosenings
    return told.of(company)


def deals_of(facts: Iterable[Fact]) -> list[str]:
    """Return the deals of which facts tell, each of them once."""
    return list(dict.fromkeys(each.deal for each in facts if isinstance(each, DealMoved)))


def _speaking_of(knowledge: Knowledge, company: str) -> list[InForce]:
    """Return the facts about a company, and the moves of its deals that do not name it again."""
    about = list(knowledge.facts("about", company))
    names = deals_of(each.fact for each in about)
    moves = [each for name in names for each in knowledge.facts("deal", name)]
    every = {each.recorded.position: each for each in (*about, *moves)}
    return [every[position] for position in sorted(every)]


def _counted(knowledge: Knowledge, source: InForce) -> InForce | None:
    """Return a fact that moves stakes; a part of a larger change counts where that may not."""
    if not source.moves:
        return None
    whole = source.fact.part_of if isinstance(source.fact, StakeChanged) else None
    larger = knowledge.fact(whole) if whole is not None else None
    if not isinstance(larger, InForce) or not larger.moves or larger is source:
        return source
    return None if larger.sure else source.doubted()
