"""Find which answers differ between two states of knowledge, and from which day.

Only what the facts concerned speak of is asked again, and only on the days on
which its answers can change: between two of them they stay as they are. What is
looked through is asked of those above, and only on days when something direct
differs: without that, nothing that rests on it can.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.references import entities
from timeline.facts.references import facts as facts_named
from timeline.facts.strategy import CommitmentMade
from timeline.views import ownership
from timeline.views.asked import Answer, Asked, stage, stated
from timeline.views.claims import touched
from timeline.views.deals import Deal, deal_of
from timeline.views.differing_through import Reach, looked_through
from timeline.views.larger import parts_of
from timeline.views.owned_through import OwnedThrough
from timeline.views.question import Span
from timeline.views.strategies import Open, Programme, Statement, Strategy, purpose, strategy
from timeline.views.turning import turning

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge
    from timeline.views.ownership import Ownership

    Answers = dict["Asked", "Answer"]

__all__ = [
    "Difference",
    "about",
    "answers_of",
    "deal_answers",
    "differences",
    "named",
    "of_deal",
    "programme_answers",
    "subjects",
]

_DAY = timedelta(days=1)
_THROUGH = frozenset({"group", "economic", "strategy"})


@frozen(kw_only=True)
class Difference:
    """An answer that differs from a day on; `since` is None where it did on any day before.

    Where a state tells nothing, its answer is None.
    """

    asked: Asked
    before: Answer | None
    after: Answer | None
    since: date | None


def differences(before: Knowledge, after: Knowledge) -> list[Difference]:
    """Return each answer that differs, by question and by the day from which it does.

    Asked are those whom the facts that count otherwise speak of, and, looked through,
    all that may hold or control them by whatever way.
    A question comes again where its answers say something else from a later day on.
    """
    changed = _concerned(before, after)
    states = _State(before), _State(after)
    found: list[Difference] = []
    names = sorted({name for fact in changed for name in named(fact, after)})
    by_name = {name: _turning(states, name, [name]) for name in names}
    for name, days in by_name.items():
        found += _compared(states, days, partial(_State.about, name=name))
    moved = {fact.deal for fact in changed if isinstance(fact, DealMoved)}
    for name in sorted(moved):
        days = {day for each in states for day in _days(each.knowledge.facts("deal", name))}
        found += _compared(states, days, partial(_State.deal, name=name))
    of = sorted({name for fact in changed for name in subjects(fact, after)})
    found += _through(states, of, _Direct(states, by_name))
    unique = {(each.asked, each.since): each for each in found}
    return sorted(unique.values(), key=_place)


def _place(each: Difference) -> tuple[object, ...]:
    """Order differences: the direct ones, then what is looked through; each by its days."""
    return each.asked.kind in _THROUGH, each.asked, each.since or date.min


class _State:
    """What may be used in one state, and who held what by it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.owned = OwnedThrough(knowledge)

    def about(self, day: date, name: str) -> Answers:
        """Return who held and controlled a company on a day, and what it was set on by itself."""
        return _about(self.knowledge.at(day), self.owned.on(day, [name]), name)

    def deal(self, day: date, name: str) -> Answers:
        """Return how far a deal had come by a day, if it had begun."""
        return of_deal(self.knowledge.at(day), name)


_States = tuple[_State, _State]


def _compared(
    states: _States, days: Collection[date], answers: Callable[[_State, date], Answers]
) -> Iterator[Difference]:
    """Compare the answers of all days, beginning with those before the first."""
    last: dict[Asked, tuple[object, object] | None] = {}
    first = min(days, default=date.max) - _DAY
    for day in (first, *sorted(days)):
        then, now = (answers(each, day) for each in states)
        for asked in {*last, *then, *now}:
            old, new = then.get(asked), now.get(asked)
            same = old == new or _plain(old, new)
            said = None if same else (old and old.says, new and new.says)
            if said is not None and said != last.get(asked):
                since = None if day == first else day
                yield Difference(asked=asked, before=old, after=new, since=since)
            last[asked] = said


def _plain(old: Answer | None, new: Answer | None) -> bool:
    """Tell whether a direct holding says it all, before and after: it is listed as that."""
    return all(each is None or each.plain for each in (old, new))


def _through(states: _States, of: list[str], direct: _Direct) -> Iterator[Difference]:
    """Compare what is looked through, on the days on which something direct differs."""
    reach = Reach.of((each.knowledge for each in states), of)
    days = {day for name in reach.beside for day in _turning(states, name, {*reach.beside})}

    def answers(state: _State, day: date) -> Answers:
        if not direct.differs(day):
            return {}
        owned = state.owned.on(day, reach.beside)
        return looked_through(state.knowledge.at(day), owned, reach.above)

    if reach.above:
        yield from _compared(states, days, answers)


class _Direct:
    """On which days anything differs that can be looked through to what some names are told of."""

    def __init__(self, states: _States, days: Mapping[str, Collection[date]]) -> None:
        self._states, self._names = states, list(days)
        self._days = sorted({day for several in days.values() for day in several})
        self._found: dict[int, bool] = {}

    def differs(self, day: date) -> bool:
        """Tell whether they differ on a day: as on all until the next on which they can change."""
        at = bisect_right(self._days, day)
        if at not in self._found:
            on = self._days[at - 1] if at else day
            before, after = (self._direct(each, on) for each in self._states)
            self._found[at] = before != after
        return self._found[at]

    def _direct(self, state: _State, day: date) -> object:
        """Return what names hold, by whom they are controlled, and what they are set on."""
        owned = state.owned.on(day, self._names)
        controls = {(each.holder, each.company, each.certainty, each.stands)
                    for each in owned.controls}  # fmt: skip
        held = {(each.key, each.level, each.certainty, each.disputed) for each in owned.held}
        return controls, held, [state.about(day, name) for name in self._names]


# Which facts are concerned, whom they are about, and on which days that may matter


def _concerned(before: Knowledge, after: Knowledge) -> list[Fact]:
    """Return the facts that may be used in one state and not in the other, or otherwise.

    And those that are a part of one of them, which count where that one may not.
    """
    then, now = _usable(before), _usable(after)
    changed = [
        (then.get(position) or now[position]).fact
        for position in sorted({*then, *now})
        if _use(then.get(position)) != _use(now.get(position))
    ]
    parts = [part.event for each in changed for part in parts_of(each, after)]
    found = {each.id: each for each in (*changed, *parts) if isinstance(each, Fact)}
    return list(found.values())


def _usable(knowledge: Knowledge) -> dict[int, InForce]:
    return {each.recorded.position: each for each in knowledge.facts()}


def _use(source: InForce | None) -> object:
    return source and (source.span, source.certainty, source.moves)


def named(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """Give whose answers may rest on a fact: all whom it, its deal, and what it is of name."""
    for each in _behind(fact, knowledge):
        yield from _with_owners((name for _, name in entities(each)), knowledge)


def subjects(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """Give of whom a fact, its deal, and what it is of tell: who holds is not, but what is held."""
    for each in _behind(fact, knowledge):
        of_one = None if isinstance(each, DealMoved) else next(touched(each), None)
        names = (name for _, name in entities(each)) if of_one is None else (of_one,)
        yield from _with_owners(names, knowledge)


def _behind(fact: Fact, knowledge: Knowledge) -> list[Fact]:
    """Return a fact, those that it names, and all moves of the deals among them."""
    several = [fact]
    for _, name in facts_named(fact):
        root = knowledge.stated.root(name)
        several += [each.fact for each in knowledge.weighed("fact", root)]
    for each in tuple(several):
        if isinstance(each, DealMoved):
            several += [move.fact for move in knowledge.weighed("deal", each.deal)]
    return several


def _with_owners(names: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    for name in names:
        described = knowledge.entity(name)
        yield name
        yield described.owner if described and described.owner else name


def _turning(states: _States, name: str, of: Collection[str]) -> set[date]:
    """Return the days on which answers about an entity can change, as far as these are held.

    What it holds of others is told of them.
    """
    return {
        day
        for state in states
        for day in _days(
            each for each in _facts_about(state.knowledge, name) if _bears(each.fact, of)
        )
    }


def _bears(fact: Fact, of: Collection[str]) -> bool:
    """Tell whether a fact is of what is held of some, or of anything but what is held."""
    companies = {*touched(fact)}
    return not companies or not companies.isdisjoint(of)


def _facts_about(knowledge: Knowledge, name: str) -> Iterator[InForce]:
    """Give the facts on which answers about an entity may rest."""
    for entity in (name, *knowledge.owned.get(name, ())):
        for each in knowledge.facts("about", entity):
            yield each
            yield from knowledge.endings(each)
            if isinstance(each.fact, DealMoved):
                yield from knowledge.facts("deal", each.fact.deal)


def _days(sources: Iterable[InForce]) -> list[date]:
    """Return the days on which answers can change that rest on these facts, and their periods."""
    return turning(span for each in sources for span in _spans(each))


def _spans(source: InForce) -> Iterator[Span]:
    yield source.span
    period = source.fact.period if isinstance(source.fact, CommitmentMade) else None
    if period is not None:
        earliest = period.end.earliest if period.end is not None else None
        yield Span(earliest or period.latest or date.min, period.latest or date.max)


# The answers of one day


def about(knowledge: Knowledge, name: str) -> Answers:
    """Return who held and controlled a company, and what it was set on by itself."""
    return _about(knowledge, ownership.owned(knowledge, [name]), name)


def _about(knowledge: Knowledge, owned: Ownership, name: str) -> Answers:
    return answers_of(owned) | _set_on(strategy(name, knowledge, ownership.owned(knowledge, [])))


def answers_of(owned: Ownership) -> Answers:
    """Return who holds and controls what, each as the answer to a question."""
    found: Answers = {}
    for held in owned.held:
        key = held.key
        asked = Asked("own", (key.holders, key.company, key.interest, key.class_, key.unit))
        sure = held.certainty, held.disputed
        found[asked] = Answer(rows=(held,), says=held.level, surely=sure)
    for each in owned.controls:
        asked = Asked("control", (each.holder, each.company))
        found[asked] = Answer(rows=(each,), says="controlled", surely=each.certainty)
    return found


def of_deal(knowledge: Knowledge, name: str) -> Answers:
    """Return how far a deal had come, if it had begun."""
    found = deal_of(name, knowledge)
    return deal_answers([found] if found is not None else [])


def deal_answers(several: Iterable[Deal]) -> Answers:
    """Return how far deals had come and on which terms, each as the answer to a question."""
    return {
        Asked("deal", (each.deal,)): Answer(
            rows=(each,), says=(each.state, each.possibly, _terms(each)), surely=each.certainty
        )
        for each in several
    }


def _terms(deal: Deal) -> tuple[object, ...]:
    terms = deal.terms
    return (
        terms.kind, terms.parties, terms.price, terms.amount, terms.stake, terms.ratio,
        terms.contingent, terms.deadline,
    )  # fmt: skip


def _set_on(told: Strategy) -> Answers:
    """Return the programmes and the statements of a company, those of one purpose together."""
    found = programme_answers(told.programmes)
    several: dict[Asked, list[Open[Statement]]] = {}
    for row in told.stated:
        kind, what = purpose(row.fact)
        by = row.fact.by if isinstance(row.fact, CommitmentMade) else row.fact.company
        several.setdefault(Asked(kind, (by, what)), []).append(row)
    return found | {asked: stated(rows) for asked, rows in several.items()}


def programme_answers(several: Iterable[Programme]) -> Answers:
    """Return how far programmes had come, each as the answer to a question."""
    return {Asked("programme", (each.programme,)): stage(each) for each in several}
