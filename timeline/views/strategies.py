"""Answer what a company was set on: themes, commitments, spending, programmes, holdings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.facts.references import entities
from timeline.facts.strategy import (
    CommitmentMade,
    ProgrammeMoved,
    SpendingReported,
    StrategyStated,
)
from timeline.views.groups import Groups, GroupStake, Member
from timeline.views.in_force import InForce
from timeline.views.question import both
from timeline.views.reaching import dated, reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import When
    from timeline.views.knowledge import Knowledge
    from timeline.views.ownership import Ownership

__all__ = [
    "Open", "Programme", "Statement", "Strategy", "by_whom", "months", "programme", "programmes",
    "purpose", "strategies", "strategy",
]  # fmt: skip


Statement = StrategyStated | CommitmentMade | SpendingReported
S = TypeVar("S", bound=Statement)
S_co = TypeVar("S_co", bound=Statement, covariant=True)


@frozen(kw_only=True)
class Open(Generic[S_co]):
    """A statement that held on a day: a theme, a commitment, an amount spent; and whose it is."""

    source: InForce
    fact: S_co
    by: str
    certainty: Certainty


@frozen(kw_only=True)
class Programme:
    """A programme on a day: the stage that it had reached, and whose it is.

    `stage` is the last one that it definitely had reached, if there is one, and
    `possibly` the stages that it may have gone on to.
    """

    programme: str
    stage: str
    possibly: tuple[str, ...]
    owner: str
    certainty: Certainty
    since: InForce = field(eq=False)
    facts: tuple[InForce, ...] = field(eq=False)


@frozen(kw_only=True)
class Strategy:
    """What a company and those under its control were set on, on one day."""

    company: str
    members: tuple[Member, ...]
    themes: tuple[Open[StrategyStated], ...]
    commitments: tuple[Open[CommitmentMade], ...]
    spending: tuple[Open[SpendingReported], ...]
    programmes: tuple[Programme, ...]
    holdings: tuple[GroupStake, ...]

    @property
    def stated(self) -> tuple[Open[Statement], ...]:
        """All that was stated: themes, commitments, spending."""
        return (*self.themes, *self.commitments, *self.spending)

    @property
    def empty(self) -> bool:
        """Tell whether nothing at all is known of it."""
        return not (
            self.themes or self.commitments or self.spending or self.programmes or self.holdings
        )


def strategies(knowledge: Knowledge, ownership: Ownership) -> list[Strategy]:
    """Return the strategy of every company of which anything is known, by its id."""
    kinds = {name: each.kind for name, each in knowledge.entities.items()}
    controlled = {each.company for each in ownership.controls if each.certainty == "definite"}
    groups = Groups(ownership)
    found = [
        _strategy(name, knowledge, groups)
        for name in sorted(_named(knowledge))
        if kinds.get(name) not in {"programme", "state", "person"} and name not in controlled
    ]
    return [each for each in found if not each.empty]


def _named(knowledge: Knowledge) -> set[str]:
    """Return whom a strategy may be told of: who stated, committed, owns, or holds something."""
    found = set(knowledge.owned)
    for each in knowledge.facts():
        found |= {name for role, name in entities(each.fact) if role in {"company", "by", "holder"}}
    return found


def strategy(company: str, knowledge: Knowledge, ownership: Ownership) -> Strategy:
    """Compose what a company was set on, with those under its control rolled up."""
    return _strategy(company, knowledge, Groups(ownership))


def _strategy(company: str, knowledge: Knowledge, groups: Groups) -> Strategy:
    group = groups.members(company)
    return Strategy(
        company=company,
        members=tuple(each for name, each in sorted(group.items()) if name != company),
        themes=_open(knowledge, group, StrategyStated),
        commitments=_open(knowledge, group, CommitmentMade),
        spending=_open(knowledge, group, SpendingReported),
        programmes=tuple(programmes(knowledge, group)),
        holdings=tuple(groups.stakes(company)),
    )


def _open(knowledge: Knowledge, group: dict[str, Member], kind: type[S]) -> tuple[Open[S], ...]:
    """Return the statements of a group that hold on the day, the latest last."""
    about = {
        each.recorded.position: each for name in group for each in knowledge.facts("about", name)
    }
    found = []
    for each in about.values():
        fact = each.fact
        if not isinstance(fact, kind) or not each.moves:
            continue
        by = next((name for name in by_whom(fact) if name in group), None)
        certainty = _holds(each, knowledge)
        if by is not None and certainty is not None:
            certainty = both(certainty, group[by].certainty)
            found.append(Open(source=each, fact=fact, by=by, certainty=certainty))
    return tuple(sorted(found, key=lambda each: dated(each.source)))


def by_whom(fact: Statement) -> tuple[str, ...]:
    """Return who stated, committed to or spent something."""
    return fact.by if isinstance(fact, CommitmentMade) else (fact.company,)


def purpose(fact: Statement) -> tuple[str, str]:
    """Return of what kind a statement is, and what for."""
    if isinstance(fact, StrategyStated):
        return "theme", fact.theme
    return "commitment" if isinstance(fact, CommitmentMade) else "spending", fact.purpose


def _holds(source: InForce, knowledge: Knowledge) -> Certainty | None:
    """Tell whether a statement holds on the day: made by then, within its period, not ended."""
    day = knowledge.question.on
    made = source.by(day)
    if made is None:
        return None
    fact = source.fact
    if isinstance(fact, CommitmentMade) and fact.period is not None:
        within = _not_over(fact.period, day)
        if within is None:
            return None
        made = both(made, within)
    for ended in knowledge.endings(source):
        over = ended.by(day) if ended.moves else None
        if over == "definite":
            return None
        if over == "possible":
            made = "possible"
    return made


def _not_over(period: When, day: date) -> Certainty | None:
    """Tell whether a period, begun, still runs on a day; its end may be vague."""
    if period.latest is not None and day > period.latest:
        return None
    earliest = (period.end.earliest if period.end is not None else None) or period.latest
    return "possible" if earliest is not None and day > earliest else "definite"


def months(period: When, on: date) -> tuple[int, int, int] | None:
    """Return how many months of a period are over by the end of a day, and how many it has.

    At the least and at the most: where its start is vague, it may have begun later.
    """
    first, last = period.earliest, period.latest
    if period.kind != "interval" or first is None or last is None:
        return None
    whole = _between(first, last) + 1
    if period.length is not None:
        whole = period.length.years * 12 + period.length.months or whole
    latest = period.start.latest if period.start is not None else None
    end = date.fromordinal(min(on.toordinal() + 1, date.max.toordinal()))
    low, high = (
        min(max(_between(each, end), 0), whole) for each in (max(first, latest or first), first)
    )
    return (whole, whole, whole) if on >= last else (low, high, whole)


def _between(first: date, last: date) -> int:
    """Count the whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def programmes(knowledge: Knowledge, owners: Iterable[str] | None = None) -> Iterator[Programme]:
    """Give each programme of these owners (by default of all) that had begun by the day, by id."""
    several = knowledge.owned if owners is None else owners
    owners = {name: owner for owner in several for name in knowledge.owned.get(owner, ())}
    for name, owner in sorted(owners.items()):
        found = programme(name, knowledge, owner)
        if found is not None:
            yield found


def programme(name: str, knowledge: Knowledge, owner: str = "") -> Programme | None:
    """Return how far a programme had come by the day; None where it had not begun."""
    moves = [
        each
        for each in knowledge.facts("about", name)
        if each.moves and isinstance(each.fact, ProgrammeMoved) and each.fact.programme == name
    ]
    far = reached(moves, knowledge.question.on, _stage)
    if far is None:
        return None
    return Programme(
        programme=name, owner=owner, stage=_stage(far.last), possibly=far.possibly,
        certainty=far.certainty, since=far.last, facts=far.moves,
    )  # fmt: skip


def _stage(source: InForce) -> str:
    return source.fact.stage if isinstance(source.fact, ProgrammeMoved) else ""
