"""Answer which deals there were, and the state and terms that each had reached on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from timeline.dates import Certainty
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.views.in_force import InForce
from timeline.views.reaching import dated, reached

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.views.knowledge import Knowledge

__all__ = ["Deal", "deal_of", "deals", "terms_of"]

_CLOSED = frozenset({"completed", "terminated", "blocked", "denied"})
_COMMON = frozenset(each.name for each in fields(Fact)) | {"deal", "state"}


@frozen(kw_only=True)
class Deal:
    """A deal on a day: the state it had reached, its parties, and its terms as last told.

    `state` is the last one that it definitely had reached, if there is one, and
    `possibly` the states that it may have gone on to. `terms` is a fact that
    unites what was told; where some of it was so only possibly by that day, all is
    `possible`.
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
        return self.state not in _CLOSED


def deals(knowledge: Knowledge, names: Iterable[str] | None = None) -> list[Deal]:
    """Return every deal, or those of these names, that had begun by the day, by its name."""
    if names is None:
        told = knowledge.facts("type", DealMoved.TYPE)
        names = {each.fact.deal for each in told if isinstance(each.fact, DealMoved)}
    found = (deal_of(name, knowledge) for name in sorted(names))
    return [each for each in found if each is not None]


def deal_of(name: str, knowledge: Knowledge) -> Deal | None:
    """Return a deal as it was on the day; None where it had not begun."""
    moves = [each for each in knowledge.facts("deal", name) if each.moves]
    on = knowledge.question.on
    far = reached(moves, on, _state)
    if far is None:
        return None
    terms, over = terms_of(far.moves), [each for each in far.moves if each.span.latest <= on]
    doubtful = bool(over) and _told(terms) != _told(terms_of(over))
    return Deal(
        deal=name, state=_state(far.last), possibly=far.possibly,
        certainty="possible" if doubtful else far.certainty,
        terms=terms, since=far.last, facts=far.moves,
    )  # fmt: skip


def terms_of(moves: Iterable[InForce]) -> DealMoved:
    """Unite the terms of a deal's moves, of which there is one at least: each as last told."""
    terms, *later = [
        each.fact for each in sorted(moves, key=dated) if isinstance(each.fact, DealMoved)
    ]
    for fact in later:
        terms = evolve(terms, **_told(fact))
    return terms


def _told(move: DealMoved) -> dict[str, Any]:
    """Return the terms that one move tells."""
    terms = (each.name for each in fields(DealMoved) if each.name not in _COMMON)
    return {name: value for name in terms if (value := getattr(move, name)) not in (None, ())}


def _state(source: InForce) -> str:
    return source.fact.state if isinstance(source.fact, DealMoved) else ""
