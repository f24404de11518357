"""Find which answers differ between two states of knowledge, and from which day.

Only what the facts concerned speak of is asked again, and only on the days on
which its answers can change: between two of them they stay as they are. What is
looked through is asked of those above, and only on days when something direct
differs: without that, nothing that rests on it can.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.deals import DealMoved
from timeline.facts.references import entities
from timeline.facts.references import facts as facts_named
from timeline.facts.strategy import CommitmentMade
from timeline.views import ownership
from timeline.views.asked import Answer, Asked, stage, stated
from timeline.views.deals import Deal, deal_of
from timeline.views.differing_through import Reach, looked_through
from timeline.views.question import Span
from timeline.views.strategies import Open, Programme, Statement, Strategy, purpose, strategy
from timeline.views.turning import turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.facts.fact import Fact
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
    found: list[Difference] = []
    names = sorted({name for fact in changed for name in named(fact, after)})
    for name in names:
        days = {*_days(_facts_about(before, name)), *_days(_facts_about(after, name))}
        found += _compared(before, after, days, partial(about, name=name))
    moved = {fact.deal for fact in changed if isinstance(fact, DealMoved)}
    for name in sorted(moved):
        days = {*_days(before.facts("deal", name)), *_days(after.facts("deal", name))}
        found += _compared(before, after, days, partial(of_deal, name=name))
    found += _through(before, after, names)
    unique = {(each.asked, each.since): each for each in found}
    return sorted(unique.values(), key=_place)


def _place(each: Difference) -> tuple[object, ...]:
    """Order differences: the direct ones, then what is looked through; each by its days."""
    return each.asked.kind in _THROUGH, each.asked, each.since or date.min


def _compared(
    before: Knowledge, after: Knowledge, days: set[date], answers: Callable[[Knowledge], Answers]
) -> Iterator[Difference]:
    """Compare the answers of all days, beginning with those before the first."""
    last: dict[Asked, tuple[object, object] | None] = {}
    first = min(days, default=date.max) - _DAY
    for day in (first, *sorted(days)):
        then, now = answers(before.at(day)), answers(after.at(day))
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


def _through(before: Knowledge, after: Knowledge, names: list[str]) -> Iterator[Difference]:
    """Compare what is looked through, on the days on which something direct differs."""
    reach = Reach.of((before, after), names)
    days = {
        day
        for name in reach.below
        for each in (before, after)
        for day in _days(_facts_about(each, name))
    }
    direct: dict[date, bool] = {}

    def answers(knowledge: Knowledge) -> Answers:
        day = knowledge.question.on
        if day not in direct:
            direct[day] = _direct(before.at(day), names) != _direct(after.at(day), names)
        return looked_through(knowledge, reach) if direct[day] else {}

    if reach.above:
        yield from _compared(before, after, days, answers)


def _direct(knowledge: Knowledge, names: list[str]) -> object:
    """Return all that can be looked through to what these names hold, control, and are set on."""
    owned = ownership.owned(knowledge, names)
    controls = {(each.holder, each.company, each.certainty, each.stands)
                for each in owned.controls}  # fmt: skip
    held = {(each.key, each.level, each.certainty, each.disputed) for each in owned.held}
    return controls, held, [about(knowledge, name) for name in names]


# Which facts are concerned, whom they are about, and on which days that may matter


def _concerned(before: Knowledge, after: Knowledge) -> list[Fact]:
    """Return the facts that may be used in one state and not in the other, or otherwise."""
    then, now = _usable(before), _usable(after)
    return [
        (then.get(position) or now[position]).fact
        for position in sorted({*then, *now})
        if _use(then.get(position)) != _use(now.get(position))
    ]


def _usable(knowledge: Knowledge) -> dict[int, InForce]:
    return {each.recorded.position: each for each in knowledge.facts()}


def _use(source: InForce | None) -> object:
    return source and (source.span, source.certainty, source.moves)


def named(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """Give whose answers may rest on a fact: all whom it, its deal, and what it is of name."""
    several = [fact]
    for _, name in facts_named(fact):
        root = knowledge.stated.root(name)
        several += [each.fact for each in knowledge.weighed("fact", root)]
    for each in tuple(several):
        if isinstance(each, DealMoved):
            several += [move.fact for move in knowledge.weighed("deal", each.deal)]
    for each in several:
        for _, entity in entities(each):
            described = knowledge.entity(entity)
            yield entity
            yield described.owner if described and described.owner else entity


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
    found = answers_of(ownership.owned(knowledge, [name]))
    return found | _set_on(strategy(name, knowledge, ownership.owned(knowledge, [])))


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
