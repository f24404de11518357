"""Answer which deals there were, and the state and terms that each had reached on a day."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from timeline.dates import Certainty
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.shares import Share
from timeline.views.in_force import InForce
from timeline.views.reaching import dated, reached
from timeline.views.standing import standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from timeline.views.knowledge import Knowledge

__all__ = ["Deal", "Terms", "deal_of", "deals"]

_CLOSED = frozenset({"completed", "terminated", "blocked", "denied"})
_COMMON = frozenset(each.name for each in fields(Fact)) | {"deal", "state"}
_TERMS = tuple(each.name for each in fields(DealMoved) if each.name not in _COMMON)
_UNTOLD: dict[str, Any] = {each: () if each == "parties" else None for each in _TERMS}
_MOST = 16  # terms that a deal may have had, of which all that can go together are gone through


@frozen(kw_only=True)
class Deal:
    """A deal on a day: the state it had reached, its parties, and its terms as last told.

    `state` is the last one that it definitely had reached, if there is one, and
    `possibly` the states that it may have gone on to. `terms` is a fact that
    unites what was told; `terms_possibly` has by name what some of them may have been
    as well, and then all is `possible`.
    """

    deal: str
    state: str
    possibly: tuple[str, ...]
    certainty: Certainty
    terms: DealMoved
    terms_possibly: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    since: InForce = field(eq=False)
    facts: tuple[InForce, ...] = field(eq=False)

    @property
    def otherwise(self) -> Iterator[DealMoved]:
        """Give each other value that a term may have had, as a fact that tells that term alone."""
        blank = evolve(self.terms, **_UNTOLD)
        for name, several in self.terms_possibly:
            yield from (evolve(blank, **{name: each}) for each in several if each)

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
    terms = Terms(far.moves, on)
    return Deal(
        deal=name, state=_state(far.last), possibly=far.possibly,
        certainty=far.certainty if terms.sure else "possible",
        terms=terms.last, terms_possibly=terms.possibly, since=far.last, facts=far.moves,
    )  # fmt: skip


class Terms:
    """The terms that a deal had by a day: each as last told, and what else each may have been.

    What one `move` tells itself is what it is of, whatever else is told of its days.
    """

    def __init__(self, moves: Sequence[InForce], day: date, move: InForce | None = None) -> None:
        """Take up what stands, term by term; one move is needed at least."""
        first = next(each.fact for each in moves if isinstance(each.fact, DealMoved))
        self.last = evolve(first, **_UNTOLD)
        self.told_by: tuple[InForce, ...] = ()
        self.sure = True
        self._others: dict[str, tuple[Any, ...]] = {}
        found: dict[int, InForce] = {}
        for name in _TERMS:
            tellers = [each for each in moves if _tells(each, name)]
            now = [move] if move is not None and _tells(move, name) else _standing(tellers, day)
            if not now:
                continue
            found |= {each.recorded.position: each for each in now}
            over = [each for each in now if each.span.latest <= day]
            surely = [each for each in over if each.sure]
            chosen = getattr((surely or over or now)[-1].fact, name)
            others = {_as_told(getattr(each.fact, name)): getattr(each.fact, name) for each in now}
            others.pop(_as_told(chosen), None)
            if not surely and move is None:
                self.sure = False
            elif not any(each.sure or each is move for each in now):
                others[None] = _UNTOLD[name]  # it may not have been told
            self.sure &= not others
            self._others[name] = tuple(others.values())
            self.last = evolve(self.last, **{name: chosen})
        self.told_by = tuple(found[position] for position in sorted(found))

    @property
    def possibly(self) -> tuple[tuple[str, tuple[Any, ...]], ...]:
        """What else some terms may have been, by name."""
        return tuple((name, several) for name, several in self._others.items() if several)

    def variants(self, names: Collection[str]) -> list[DealMoved]:
        """Return the terms with what some may have been: together or, if they are many, alone."""
        several = {name: self._others[name] for name in names if self._others.get(name)}
        if not several:
            return [self.last]
        values = [(getattr(self.last, name), *others) for name, others in several.items()]
        if prod(map(len, values)) > _MOST:
            alone = [(name, each) for name, others in several.items() for each in others]
            return [self.last, *(evolve(self.last, **{name: each}) for name, each in alone)]
        return [
            evolve(self.last, **dict(zip(several, each, strict=True))) for each in product(*values)
        ]


def _as_told(value: object) -> object:
    """Return what tells apart what was told: not how many noughts, nor which party first."""
    if isinstance(value, tuple):
        return frozenset(value)
    return (
        (value.low, value.high, value.low_open, value.high_open)
        if isinstance(value, Share)
        else value
    )


def _standing(tellers: Sequence[InForce], day: date) -> list[InForce]:
    return sorted(standing(tellers, day), key=dated)


def _tells(move: InForce, name: str) -> bool:
    return isinstance(move.fact, DealMoved) and getattr(move.fact, name) not in {None, ()}


def _state(source: InForce) -> str:
    return source.fact.state if isinstance(source.fact, DealMoved) else ""
