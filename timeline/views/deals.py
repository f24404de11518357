"""Answer which deals there were, and the state and terms that each had reached on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, fields, frozen

from timeline.dates import Certainty
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.views.knowledge import InForce
from timeline.views.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.knowledge import Knowledge
    from timeline.views.question import Span
    from timeline.views.standing import Dated

__all__ = ["CLOSED", "Deal", "deals", "terms_of"]

CLOSED = frozenset({"completed", "terminated", "blocked", "denied"})
_COMMON = frozenset(each.name for each in fields(Fact)) | {"deal", "state"}


@frozen(kw_only=True)
class Deal:
    """A deal on a day: the state it had reached, its parties, and its terms as last told.

    `state` is the last one that it definitely had reached, if there is one, and
    `possibly` the states that it may have gone on to. `terms` is a fact that
    unites what was told.
    """

    deal: str
    state: str
    possibly: tuple[str, ...]
    certainty: Certainty
    terms: DealMoved
    since: InForce = field(eq=False)
    facts: tuple[InForce, ...] = field(eq=False)

    @property
    def open(self) -> bool:
        """Tell whether the deal may still go on."""
        return self.state not in CLOSED


@frozen
class _Move:
    """One move of a deal, dated by its fact."""

    source: InForce

    @property
    def span(self) -> Span:
        return self.source.span

    @property
    def order(self) -> int | None:
        return self.source.fact.order

    def leads_to(self, other: Dated) -> bool:  # noqa: ARG002 - states do not chain
        return False


def deals(knowledge: Knowledge) -> list[Deal]:
    """Return every deal that had begun by the day, by its name."""
    by_deal: dict[str, list[InForce]] = {}
    for each in knowledge.facts("type", DealMoved.TYPE):
        if each.moves and isinstance(each.fact, DealMoved):
            by_deal.setdefault(each.fact.deal, []).append(each)
    found = [_deal(name, moves, knowledge) for name, moves in sorted(by_deal.items())]
    return [each for each in found if each is not None]


def _deal(name: str, moves: list[InForce], knowledge: Knowledge) -> Deal | None:
    day = knowledge.question.on
    now = [each.source for each in standing([_Move(each) for each in moves], day)]
    if not now:
        return None
    begun = [each for each in moves if each.span.earliest <= day]
    over = [each for each in now if each.span.latest <= day]
    last = max(over or now, key=_dated)
    possibly = dict.fromkeys(_state(each) for each in sorted(now, key=_dated) if each is not last)
    sure = len({_state(each) for each in over}) == 1
    return Deal(
        deal=name, state=_state(last), possibly=tuple(possibly), since=last,
        terms=terms_of(begun), facts=tuple(sorted(begun, key=_dated)),
        certainty=(last.by(day) or "possible") if sure else "possible",
    )  # fmt: skip


def terms_of(moves: Iterable[InForce]) -> DealMoved:
    """Unite the terms of a deal's moves: each term as it was last told."""
    several = sorted((each for each in moves if isinstance(each.fact, DealMoved)), key=_dated)
    terms = several[0].fact
    assert isinstance(terms, DealMoved)  # noqa: S101 - sorted out above
    for each in several[1:]:
        told = {
            name: value
            for field_ in fields(DealMoved)
            if (name := field_.name) not in _COMMON
            and (value := getattr(each.fact, name)) not in (None, ())
        }
        terms = evolve(terms, **told)
    return terms


def _state(source: InForce) -> str:
    return getattr(source.fact, "state", "")


def _dated(source: InForce) -> tuple[object, ...]:
    return source.span.latest, source.span.earliest, source.fact.order or 0, source.id
