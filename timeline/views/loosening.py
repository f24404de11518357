"""Find the facts that set no level of their own, and after which one told before may be another.

An issue of new shares leaves who does not take part with a smaller share of
more: after it p is [0, p] until it is told again. What was told of a holder's
shares by its control alone is unknown once that control has ended.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.deals import DealMoved
from timeline.facts.ownership import CapitalChanged, ControlEnded, StakeChanged
from timeline.views.in_force import InForce
from timeline.views.level import NOTHING, WHOLE, Level
from timeline.views.question import Span, both

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.dates import Certainty
    from timeline.views.claims import Claim, Key

__all__ = ["OF_ONE_WHOLE", "Loosening", "Loosenings", "issued", "loosenings_of"]

OF_ONE_WHOLE = frozenset({"shares", "votes", "economic", "pledged"})
"""The interests of which all holders together have the whole, so that more of it dilutes them.

Options and convertibles are of shares that are still to be issued, seats on a
board are not issued.
"""

_ISSUES = frozenset({"issue", "dilution", "conversion"})
_ISSUING = frozenset({"round", "placement"})
_TAKES_PART = frozenset({"subscribed", "diluted"})


@frozen(kw_only=True)
class Loosening:
    """A fact after which a level told before it is no longer known as it was told.

    An issue of shares, of a class or of any; or with `holder`, the end of that
    one's control.
    """

    source: InForce = field(eq=False)
    company: str
    class_: str = ""
    holder: str | None = None
    span: Span = field(init=False, eq=False, repr=False)

    @span.default
    def _span(self) -> Span:
        """When it happened."""
        return self.source.span

    def of(self, source: InForce) -> Loosening:
        """Return it as one of its fact as another source has it."""
        return Loosening(
            source=source, company=self.company, class_=self.class_, holder=self.holder
        )

    @property
    def basis(self) -> str:
        """The rule by which it loosens a level."""
        return "may-be-diluted" if self.holder is None else "control-ended"

    def loosens(self, level: Level) -> Level:
        """Return what a level may be after it."""
        if self.holder is not None:
            return WHOLE
        if level.is_none or (level.bottom == 0 and not level.low_open):
            return level
        return Level(NOTHING.low, level.high, high_open=level.high_open)

    def after(self, claim: Claim) -> Certainty | None:
        """Tell whether it came after a claim; what is of its very day tells what it led to."""
        if self.source is claim.source or (self.holder is not None and not claim.by_control):
            return None
        own, other = self.span, claim.span
        if own == other:
            mine, its = self.source.fact.order, claim.order
            if mine is not None and its is not None:
                return "definite" if mine > its else None
            return None if own.exact or claim.gain else "possible"
        if own.latest <= other.earliest:
            return None
        return "definite" if own.earliest > other.latest else "possible"

    def since(self, claim: Claim, day: date) -> Certainty | None:
        """Tell whether it came after a claim and by a day, as surely as it is known."""
        after, by = self.after(claim), self.span.by(day)
        return None if after is None or by is None else both(after, by, self.source.certainty)


def loosenings_of(source: InForce, terms: DealMoved | None = None) -> Iterator[Loosening]:
    """Give what a fact loosens: an issue of shares counts, and the end of control.

    An issue is capital that changed by one (or grew, with no cause told), a
    round or placement that was completed, and a stake that was subscribed or
    diluted: neither happens without new shares.
    """
    fact = source.fact
    if isinstance(fact, CapitalChanged) and (fact.cause in _ISSUES or _grew(fact)):
        yield Loosening(source=source, company=fact.company, class_=fact.class_ or "")
    elif isinstance(fact, StakeChanged) and fact.cause in _TAKES_PART:
        if fact.interest in OF_ONE_WHOLE - {"pledged"}:
            yield Loosening(source=source, company=fact.company, class_=fact.class_ or "")
    elif isinstance(fact, ControlEnded):
        yield Loosening(source=source, company=fact.company, holder=fact.holder)
    elif isinstance(fact, DealMoved) and fact.state == "completed":
        deal = terms or fact
        if deal.kind in _ISSUING:
            for company in dict.fromkeys(p.entity for p in deal.parties if p.role == "target"):
                yield Loosening(source=source, company=company)


def _grew(fact: CapitalChanged) -> bool:
    """Tell whether there were surely more shares after than before, with no cause told."""
    if fact.cause is not None or fact.before is None or fact.after is None:
        return False
    before, after = fact.before.bounds.high, fact.after.bounds.low
    return before is not None and after is not None and after > before


class Loosenings:
    """What loosens the levels of one key, by its last day."""

    def __init__(
        self, several: Iterable[Loosening] = (), key: Key | None = None,
        claims: Iterable[Claim] = (),
    ) -> None:  # fmt: skip
        """Keep those that bear on a key, but of facts that tell what became of it themselves.

        Those are among what makes the `claims` of the key.
        """
        kept = several if key is None else [each for each in several if _bears(each, key)]
        if kept and key is not None:
            telling = {
                each.source.recorded.position
                for each in claims if isinstance(each.source.fact, StakeChanged)
            }  # fmt: skip
            kept = [each for each in kept if each.source.recorded.position not in telling]
        self._all: Sequence[Loosening] = sorted(kept, key=_dated)
        self._lasts = [each.span.latest for each in self._all]
        self._firsts = [each.span.earliest for each in self._all]
        for at in range(len(self._firsts) - 2, -1, -1):
            self._firsts[at] = min(self._firsts[at], self._firsts[at + 1])
        self._most = (any(each.holder is not None for each in self._all), True)

    def __iter__(self) -> Iterator[Loosening]:
        """Give them by their last day."""
        return iter(self._all)

    def since(self, claim: Claim, day: date) -> tuple[Loosening, Certainty] | None:
        """Return what loosened a claim by a day: the first that surely did, else one that may."""
        found: tuple[Loosening, Certainty] | None = None
        for at in range(bisect_left(self._lasts, claim.span.earliest), len(self._all)):
            if self._firsts[at] > day:
                break
            each = self._all[at]
            surely = each.since(claim, day)
            if surely is not None and (found is None or _rank(each, surely) > _rank(*found)):
                found = each, surely
                if _rank(*found) == self._most:
                    break
        return found

    def between(self, day: date, later: Claim) -> bool:
        """Tell whether an issue surely lies after a day and before what a later claim tells of.

        See `issued`.
        """
        return issued(self._all[bisect_left(self._lasts, day) :], day, later)


def issued(loosenings: Iterable[Loosening], day: date, later: Claim) -> bool:
    """Tell whether one is an issue surely after a day and before what a later claim tells of.

    What was seen was seen after an issue of its very day; what a change
    starts from was so before that day.
    """
    limit, seen = later.span.earliest, later.observed
    return any(
        each.holder is None
        and each.source.sure
        and day < each.span.earliest
        and (each.span.latest < limit or (seen and each.span.latest == limit))
        for each in loosenings
    )


def _bears(each: Loosening, key: Key) -> bool:
    """Tell whether an issue is of the shares of which a key is a part; or control its holder's."""
    if key.unit != "percent":
        return False
    if each.holder is not None:
        return key.holders == (each.holder,) and key.interest == "shares"
    return key.interest in OF_ONE_WHOLE and (
        not each.class_ or not key.class_ or each.class_ == key.class_
    )


def _rank(each: Loosening, surely: Certainty) -> tuple[bool, bool]:
    """Rank what loosens: the end of control leaves less known than an issue; then the surer."""
    return each.holder is not None, surely == "definite"


def _dated(each: Loosening) -> tuple[date, date, str]:
    return each.span.latest, each.span.earliest, each.source.id
