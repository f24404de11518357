"""Read from facts what they claim of one holding: a level after, a level before, a change."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import evolve, field, frozen

from timeline.facts.companies import CompanyFounded
from timeline.facts.deals import DealMoved
from timeline.facts.ownership import (
    CapitalChanged,
    ControlEnded,
    ControlStated,
    StakeChanged,
    StakeStated,
)
from timeline.views.in_force import InForce
from timeline.views.level import ALL, NOTHING, WHOLE, Level
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "ACQUIRING", "MOVING", "Claim", "ControlClaim", "Key", "claims_of", "control_unwound",
    "controls_of", "touched", "unwound",
]  # fmt: skip

_GAINS = frozenset({"bought", "subscribed", "converted", "exercised", "inherited"})
_LOSES = frozenset({"sold", "diluted", "redeemed", "lapsed"})
_BY_STAKE = frozenset({"wholly-owned", "controlling-shareholder"})
_OF_COMPANY = (
    StakeChanged, StakeStated, ControlStated, ControlEnded, CapitalChanged, CompanyFounded,
)  # fmt: skip
_WHOLE = frozenset({"acquisition", "tender", None})
MOVING = _WHOLE | {"block-sale", "placement", "round"}
"""The kinds of deals of which the acquirers get what they carry; None where none is told."""
ACQUIRING = frozenset({"acquirer", "buyer", "investor"})
"""The roles of a deal of those who get what it carries, of its targets."""
_HALF = Level(Fraction(50), Fraction(100), low_open=True)


@frozen(cache_hash=True)
class Key:
    """What one level is of: the holders (one, or several jointly), interest, class, unit.

    Keys are asked for again and again: their hash is kept, and they are sorted part by part.
    """

    holders: tuple[str, ...]
    company: str
    interest: str = "shares"
    class_: str = ""
    unit: Literal["percent", "shares"] = "percent"

    @property
    def parts(self) -> tuple[tuple[str, ...], str, str, str, str]:
        """Return what keys are sorted by."""
        return self.holders, self.company, self.interest, self.class_, self.unit

    def __lt__(self, other: Key) -> bool:
        """Tell whether a key is sorted before another."""
        return self.parts < other.parts


@frozen(kw_only=True)
class Claim:
    """What one fact claims of one holding.

    `after` is the level it leads to, `before` the one it starts from, `by` the
    change in points or shares. `observed` is true for a level that was seen
    rather than changed, `by_control` for one that is said by control alone;
    `basis` names where the level comes from, `terms` what else told of the deal that
    it is of. What its fact says of its days is
    asked for again and again, and so is taken over once.
    """

    key: Key
    source: InForce = field(eq=False)
    after: Level | None = None
    before: Level | None = None
    by: Fraction | None = None
    gain: bool | None = None
    observed: bool = False
    by_control: bool = False
    basis: str = "change"
    terms: tuple[InForce, ...] = field(default=(), eq=False)
    span: Span = field(init=False, eq=False, repr=False)
    eve: date | None = field(init=False, eq=False, repr=False)
    sure: bool = field(init=False, eq=False, repr=False)
    order: int | None = field(init=False, eq=False, repr=False)

    def of(self, source: InForce) -> Claim:
        """Return it as a claim of its fact as another source has it."""
        return Claim(
            key=self.key, source=source, after=self.after, before=self.before, by=self.by,
            gain=self.gain, observed=self.observed, by_control=self.by_control, basis=self.basis,
            terms=self.terms,
        )  # fmt: skip

    @span.default
    def _span(self) -> Span:
        """When it happened."""
        return self.source.span

    @eve.default
    def _eve(self) -> date | None:
        """The last day before it began, where that is told: of a day, of a period from one on."""
        return self.source.eve

    @sure.default
    def _sure(self) -> bool:
        """Whether what it rests on is surely known."""
        return self.source.sure

    @order.default
    def _order(self) -> int | None:
        """Its place within its day, where one was told."""
        return self.source.fact.order


@frozen(kw_only=True)
class ControlClaim:
    """A claim that a holder controls a company, or no longer does.

    `by_stake` is true for control that rests on the shares held.
    """

    holder: str
    company: str
    controls: bool
    by_stake: bool = False
    source: InForce = field(eq=False)
    terms: tuple[InForce, ...] = field(default=(), eq=False)

    before: ClassVar[None] = None  # control has no chain
    after: ClassVar[None] = None

    def of(self, source: InForce) -> ControlClaim:
        """Return it as a claim of its fact as another source has it."""
        return evolve(self, source=source)

    @property
    def span(self) -> Span:
        """When it happened."""
        return self.source.span

    @property
    def sure(self) -> bool:
        """Whether what it rests on is surely known."""
        return self.source.sure

    @property
    def order(self) -> int | None:
        """Its place within its day, where one was told."""
        return self.source.fact.order


def claims_of(source: InForce, terms: DealMoved | None = None) -> Iterator[Claim]:
    """Give every claim that a fact makes of a holding; a deal's terms are those last told."""
    fact = source.fact
    if isinstance(fact, StakeChanged):
        yield from _changed(source, fact)
    elif isinstance(fact, StakeStated):
        yield from _stated(source, fact)
    elif isinstance(fact, ControlStated) and fact.kind == "wholly-owned":
        key = Key((fact.holder,), fact.company)
        yield Claim(
            key=key, source=source, after=ALL, observed=True, by_control=True,
            basis="wholly-owned",
        )  # fmt: skip
    elif isinstance(fact, DealMoved) and fact.state == "completed":
        yield from _completed(source, terms or fact)


def controls_of(source: InForce, terms: DealMoved | None = None) -> Iterator[ControlClaim]:
    """Give every claim that a fact makes of control."""
    fact = source.fact
    if isinstance(fact, ControlStated | ControlEnded):
        yield ControlClaim(
            holder=fact.holder, company=fact.company,
            controls=isinstance(fact, ControlStated), source=source,
            by_stake=isinstance(fact, ControlStated) and fact.kind in _BY_STAKE,
        )  # fmt: skip
    elif isinstance(fact, DealMoved) and fact.state == "completed":
        deal = terms or fact
        if deal.kind in _WHOLE and deal.stake is None:
            for acquirers, _, target in _ends(deal):
                # of several together, it is not told who of them has the say
                told = source if len(acquirers) == 1 else source.doubted()
                for each in acquirers:
                    yield ControlClaim(
                        holder=each, company=target, controls=True, by_stake=True, source=told
                    )


def touched(fact: object) -> Iterator[str]:
    """Give each company whose stakes may rest on a fact: nobody held it before it was founded."""
    if isinstance(fact, _OF_COMPANY):
        yield fact.company
    elif isinstance(fact, DealMoved):
        yield from (party.entity for party in fact.parties if party.role == "target")


def _changed(source: InForce, fact: StakeChanged) -> Iterator[Claim]:
    by = Fraction(fact.by.value) if fact.by is not None else None
    gain = True if fact.cause in _GAINS else False if fact.cause in _LOSES else None
    if fact.holder is not None:
        yield from _both_units(source, fact, (fact.holder, *fact.jointly_with), by, gain=gain)
        return
    if fact.to is not None:
        yield from _both_units(source, fact, (fact.to,), by, gain=True)
    if fact.from_ is not None:
        yield _left(source, fact, fact.from_)


def _left(source: InForce, fact: StakeChanged, holder: str) -> Claim:
    """Give the claim of who passed a stake on: less than before, by what was told."""
    points = fact.by is not None or fact.after is not None or fact.before is not None
    moved = _points(fact) if points else _moved(fact)
    key = Key(
        (holder,), fact.company, fact.interest, fact.class_ or "",
        "percent" if points else "shares",
    )  # fmt: skip
    return Claim(key=key, source=source, by=None if moved is None else -moved, gain=False)


def _points(fact: StakeChanged) -> Fraction | None:
    """Return how many points moved: as told, else between two exact levels of who got them."""
    if fact.by is not None:
        return abs(Fraction(fact.by.value))
    before, after = fact.before, fact.after
    if before is None or after is None or not (before.exact and after.exact):
        return None
    moved = Fraction(after.low) - Fraction(before.low)
    return moved if moved > 0 else None


def _moved(fact: StakeChanged) -> Fraction | None:
    """Return how many shares moved, where that is told exactly and no level in percent is."""
    if fact.shares is None or not fact.shares.bounds.exact:
        return None
    return None if fact.after or fact.before else Fraction(fact.shares.bounds.low or 0)


def _both_units(
    source: InForce,
    fact: StakeChanged,
    holders: tuple[str, ...],
    by: Fraction | None,
    *,
    gain: bool | None,
) -> Iterator[Claim]:
    """Give the claim in percent, or where only counts are told the claim in shares."""
    who, class_ = tuple(sorted(holders)), fact.class_ or ""
    if gain is not None and by is not None:
        by = abs(by) if gain else -abs(by)
    if fact.after is not None or fact.before is not None or by is not None:
        yield Claim(
            key=Key(who, fact.company, fact.interest, class_), source=source, by=by,
            after=Level.of_share(fact.after) if fact.after is not None else None,
            before=Level.of_share(fact.before) if fact.before is not None else None,
            gain=gain if by is None else by > 0,
        )  # fmt: skip
        return
    moved = _moved(fact)
    yield Claim(
        key=Key(who, fact.company, fact.interest, class_, "shares"), source=source,
        after=Level.of_count(fact.shares_after) if fact.shares_after is not None else None,
        before=Level.of_count(fact.shares_before) if fact.shares_before is not None else None,
        by=None if moved is None or gain is None else moved if gain else -moved, gain=gain,
    )  # fmt: skip


def _stated(source: InForce, fact: StakeStated) -> Iterator[Claim]:
    who = tuple(sorted((fact.holder, *fact.jointly_with)))
    if fact.stake is not None:
        key = Key(who, fact.company, fact.interest, fact.class_ or "")
        level = Level.of_share(fact.stake)
    elif fact.shares is not None:
        key = Key(who, fact.company, fact.interest, fact.class_ or "", "shares")
        level = Level.of_count(fact.shares)
    else:
        return
    yield Claim(key=key, source=source, after=level, observed=True, basis="stated")


def _completed(source: InForce, deal: DealMoved) -> Iterator[Claim]:
    """Give what a completed deal moves: the stakes that it carries, else control and (50, 100].

    Several who acquire together hold together. Who sells has less than before.
    """
    for acquirers, sellers, target in _ends(deal):
        moved = _acquired(source, deal, Key(acquirers, target))
        if moved is None:
            continue
        yield moved
        whole = moved.after == ALL
        for seller in sellers:
            by = -moved.by if moved.by is not None and len(sellers) == 1 and not whole else None
            yield Claim(
                key=Key((seller,), target), source=source, after=NOTHING if whole else None, by=by,
                gain=False, basis="deal",
            )  # fmt: skip


def _acquired(source: InForce, deal: DealMoved, key: Key) -> Claim | None:
    """Return what a completed deal says of who acquires; None where it carries nothing."""
    if deal.stake is None:
        if deal.kind not in _WHOLE:
            return None
        return Claim(key=key, source=source, after=_HALF, gain=True, by_control=True, basis="deal")
    if deal.kind not in MOVING:
        return None
    low = Fraction(deal.stake.low)
    if not deal.stake.exact:
        least = Level(low, Fraction(100), low_open=deal.stake.low_open) if low else None
        return Claim(key=key, source=source, after=least, gain=True, basis="deal")
    after = ALL if low == WHOLE.high else None
    return Claim(key=key, source=source, after=after, by=low, gain=True, basis="deal")


def unwound(source: InForce, terms: DealMoved) -> Iterator[Claim]:
    """Give what the end of a deal leaves known of what its completion moved: nothing."""
    for acquirers, sellers, target in _ends(terms):
        if _acquired(source, terms, Key(acquirers, target)) is not None:
            for holders in (acquirers, *((each,) for each in sellers)):
                key = Key(holders, target)
                yield Claim(key=key, source=source, after=WHOLE, basis="deal")


def control_unwound(source: InForce, terms: DealMoved) -> Iterator[ControlClaim]:
    """Give whose control the end of a deal ends that was completed."""
    for acquirers, _, target in _ends(terms) if terms.stake is None else ():
        for each in acquirers if terms.kind in _WHOLE else ():
            yield ControlClaim(holder=each, company=target, controls=False, source=source)


def _ends(deal: DealMoved) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Give each target of a deal, with all of those who acquire of it, and those who sell."""
    buyers = _in_roles(deal, ACQUIRING)
    sellers = tuple(each for each in _in_roles(deal, {"seller"}) if each not in buyers)
    for target in _in_roles(deal, {"target"}) if buyers else ():
        yield buyers, sellers, target


def _in_roles(deal: DealMoved, roles: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted({each.entity for each in deal.parties if each.role in roles}))
