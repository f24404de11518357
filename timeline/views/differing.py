"""Find which answers differ between two states of knowledge, and from which day.

Only what the facts concerned speak of is asked again, and only on the days on
which its answers can change: between two of them they stay as they are.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.deals import DealMoved
from timeline.facts.references import entities
from timeline.facts.references import facts as facts_named
from timeline.facts.strategy import CommitmentMade, SpendingReported
from timeline.views import ownership
from timeline.views.control import Controlled
from timeline.views.deals import Deal, deals
from timeline.views.held import Held
from timeline.views.question import Span
from timeline.views.strategies import Open, Programme, Statement, Strategy, strategy
from timeline.views.turning import turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.facts.fact import Fact
    from timeline.views.knowledge import InForce, Knowledge
    from timeline.views.ownership import Ownership

    Answers = dict["Asked", "Answer"]

__all__ = [
    "Answer",
    "Asked",
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


@frozen(order=True)
class Asked:
    """What an answer is to: which kind of question, and of what.

    `own` of the holders, a company, an interest, a class and a unit; `control`
    of a holder and a company; `deal` and `programme` of one; `theme` of a
    company and a theme, `commitment` and `spending` of those who made it and
    a purpose.
    """

    kind: str
    of: tuple[str | tuple[str, ...], ...]


@frozen(kw_only=True)
class Answer:
    """An answer on a day: the rows of the view that give it, what it says, and how surely."""

    rows: tuple[Held | Controlled | Deal | Programme | Open[Statement], ...] = field(eq=False)
    says: object
    surely: object


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

    A question comes again where its answers say something else from a later day on.
    """
    changed = _concerned(before, after)
    found: list[Difference] = []
    for name in sorted({name for fact in changed for name in named(fact, after)}):
        days = {*_days(_facts_about(before, name)), *_days(_facts_about(after, name))}
        found += _compared(before, after, days, partial(about, name=name))
    moved = {fact.deal for fact in changed if isinstance(fact, DealMoved)}
    for name in sorted(moved):
        days = {*_days(before.facts("deal", name)), *_days(after.facts("deal", name))}
        found += _compared(before, after, days, partial(of_deal, name=name))
    unique = {(each.asked, each.since): each for each in found}
    return sorted(unique.values(), key=lambda each: (each.asked, each.since or date.min))


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
            said = None if old == new else (old and old.says, new and new.says)
            if said is not None and said != last.get(asked):
                since = None if day == first else day
                yield Difference(asked=asked, before=old, after=new, since=since)
            last[asked] = said


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
            described = knowledge.entities.get(entity)
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
    return deal_answers(each for each in deals(knowledge) if each.deal == name)


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
    stated: tuple[Open[Statement], ...] = (*told.themes, *told.commitments, *told.spending)
    for row in stated:
        several.setdefault(_purpose(row.fact), []).append(row)
    for asked, rows in several.items():
        said = tuple(sorted((*_stated(each.fact), each.certainty) for each in rows))
        found[asked] = Answer(
            rows=tuple(rows), says=tuple(each[:-1] for each in said), surely=said
        )  # fmt: skip
    return found


def programme_answers(several: Iterable[Programme]) -> Answers:
    """Return how far programmes had come, each as the answer to a question."""
    return {
        Asked("programme", (each.programme,)): Answer(
            rows=(each,), says=(each.owner, each.stage, each.possibly), surely=each.certainty
        )
        for each in several
    }


def _purpose(fact: Statement) -> Asked:
    if isinstance(fact, CommitmentMade):
        return Asked("commitment", (fact.by, fact.purpose))
    if isinstance(fact, SpendingReported):
        return Asked("spending", (fact.company, fact.purpose))
    return Asked("theme", (fact.company, fact.theme))


def _stated(fact: Statement) -> tuple[str, str]:
    if isinstance(fact, CommitmentMade | SpendingReported):
        return str(fact.amount), str(fact.period)
    return str(fact.what), ""
