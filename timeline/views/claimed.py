"""Tell what was claimed of a company by each day known: who asks as of one takes what fits.

It is what `told_of` gathers by a day known, for all such days at once: each claim, issue
of shares, end of control and founding, with the days known by which it is so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, frozen

from timeline.facts.fact import Fact
from timeline.views.claims import Claim
from timeline.views.composing import ended_by, ends
from timeline.views.eve import of_whole
from timeline.views.in_force import InForce
from timeline.views.knowable import Known
from timeline.views.level import ALL
from timeline.views.loosening import Loosening
from timeline.views.ownership import Told, deals_of, told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from timeline.dates import Certainty
    from timeline.facts.entry import Recorded
    from timeline.views.claims import Key
    from timeline.views.filing import Filing
    from timeline.views.knowable import Knowable
    from timeline.views.knowledge import Knowledge

__all__ = ["Claimed", "claimed", "gone_by", "to_all"]

T = TypeVar("T")
_DAY = timedelta(days=1)


@frozen
class Claimed:
    """What was claimed of one company, by the days known.

    By the day `settled` all was known as it is now.
    """

    company: str
    claims: tuple[Known[Claim], ...]
    loosenings: tuple[Known[Loosening], ...]
    foundings: tuple[Known[InForce], ...]
    settled: date

    @property
    def says(self) -> bool:
        """Tell whether anything was claimed, by whatever day."""
        return bool(self.claims or self.loosenings or self.foundings)


@frozen
class _OfFact:
    """What one fact tells of a company by some days known; what it is weighed as tells it apart."""

    says: tuple[object, ...]
    told: Told = field(eq=False)
    source: InForce = field(eq=False)


def claimed(company: str, knowable: Knowable, *, only: Collection[int] | None = None) -> Claimed:
    """Gather what was claimed of a company by each day known; by facts at some positions only."""
    facts = _speaking_of(knowable.now.filing, company)
    if only is not None:
        facts = [each for each in facts if each.position in only]
    of = partial(_of_fact, company)
    told = [run for each in facts for run in knowable.through(each, of) if run.told.says]
    claims = [_known(run, each) for run in told for each in run.told.told.claims]
    turns = [run.first for run in told]
    turns += [run.last + _DAY for run in told if run.last < date.max]
    return Claimed(
        company=company,
        claims=(*claims, *_ending(claims)),
        loosenings=tuple(_known(run, each) for run in told for each in run.told.told.loosenings),
        foundings=tuple(_known(run, run.told.source) for run in told if run.told.told.founded),
        settled=max(turns, default=date.min),
    )


def _known(run: Known[_OfFact], told: T) -> Known[T]:
    return Known(run.first, run.last, told)


def _speaking_of(filing: Filing, company: str) -> list[Recorded]:
    """Return the facts about a company, and all moves of its deals, in the order recorded."""
    about = [each for each in filing.under("about", company) if isinstance(each.event, Fact)]
    names = deals_of(each.event for each in about if isinstance(each.event, Fact))
    moves = [each for name in names for each in filing.under("deal", name)]
    every = {each.position: each for each in (*about, *moves)}
    return [every[position] for position in sorted(every)]


def _of_fact(company: str, source: InForce, knowledge: Knowledge) -> _OfFact:
    told = told_by(source, knowledge, company)
    if not (told.claims or told.loosenings or told.founded):
        return _OfFact((), told, source)
    counted = [one.source for one in told.claims] + [one.source for one in told.loosenings]
    each = counted[0] if counted else source
    says = (
        each.certainty, each.doubts, each.unless, each.span, each.standing, each.public,
        *told.claims, *told.loosenings, told.founded,
    )  # fmt: skip
    return _OfFact(says, told, source)


def _ending(claims: Iterable[Known[Claim]]) -> Iterator[Known[Claim]]:
    """Give what a claim to all of the company ends of what others may hold.

    Whether a change in points comes to all of it hangs on what was known before it; where
    it may, that it ended the others is not sure.
    """
    by_key: dict[Key, list[Known[Claim]]] = defaultdict(list)
    for each in claims:
        by_key[each.told.key].append(each)
    for several in by_key.values():
        told = [each.told for each in several]
        whole = [one for each in several if (one := _leading_to_all(each, told)) is not None]
        for other in by_key if whole else ():
            if ends(whole[0].told, other):
                yield from (Known(a.first, a.last, ended_by(a.told, other)) for a in whole)


def _leading_to_all(each: Known[Claim], several: Iterable[Claim]) -> Known[Claim] | None:
    surely = to_all(each.told, several)
    if surely == "possible":
        return evolve(each, told=evolve(each.told, source=each.told.source.doubted()))
    return None if surely is None else each


def gone_by(several: Iterable[Known[Claim]]) -> Callable[[Known[Claim]], date]:
    """Return what tells the first day by which, and known by which, a claim surely stands no more.

    By then one that is known for good has definitely come after it. The end of time is never.
    """
    after = sorted(
        (each.told.span.earliest, max(each.told.span.latest, each.first))
        for each in several
        if each.told.sure and each.last == date.max and each.told.basis != "ended"
    )
    firsts = [first for first, _ in after]
    until = [*(day for _, day in after), date.max]
    for at in range(len(until) - 2, -1, -1):
        until[at] = min(until[at], until[at + 1])
    return lambda each: until[bisect_right(firsts, each.told.span.latest)]


def to_all(claim: Claim, several: Iterable[Claim]) -> Certainty | None:
    """Tell whether a claim leads to all of the company, or may by others of the same holding."""
    if not of_whole(claim):
        return None
    if claim.after == ALL:
        return "definite"
    adds = claim.after is None and claim.by is not None and claim.by > 0
    return "possible" if adds and _most(several) >= ALL.low else None


def _most(claims: Iterable[Claim]) -> Fraction:
    """Return the most that changes in points can add up to, from any level that is told."""
    several = list(claims)
    told = [level.low for each in several for level in (each.before, each.after) if level]
    gained = [each.by for each in several if each.by is not None and each.by > 0]
    return max(told, default=Fraction(0)) + sum(gained, Fraction(0))
