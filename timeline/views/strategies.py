"""Answer what a company was set on: themes, commitments, spending, programmes, holdings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.facts.claims import StatementEnded
from timeline.facts.references import entities
from timeline.facts.strategy import (
    CommitmentMade,
    ProgrammeMoved,
    SpendingReported,
    StrategyStated,
)
from timeline.views.groups import GroupStake, Member, group_stakes, members
from timeline.views.knowledge import InForce
from timeline.views.question import both
from timeline.views.standing import standing

if TYPE_CHECKING:
    from datetime import date

    from timeline.views.knowledge import Knowledge
    from timeline.views.ownership import Ownership
    from timeline.views.question import Span
    from timeline.views.standing import Dated

__all__ = ["Open", "Programme", "Strategy", "strategies", "strategy"]


@frozen(kw_only=True)
class Open:
    """A statement that held on a day: a theme, a commitment, an amount spent."""

    source: InForce
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
    themes: tuple[Open, ...]
    commitments: tuple[Open, ...]
    spending: tuple[Open, ...]
    programmes: tuple[Programme, ...]
    holdings: tuple[GroupStake, ...]

    @property
    def empty(self) -> bool:
        """Tell whether nothing at all is known of it."""
        return not (
            self.themes or self.commitments or self.spending or self.programmes or self.holdings
        )


@frozen
class _Move:
    """One move of a programme, dated by its fact."""

    source: InForce

    @property
    def span(self) -> Span:
        return self.source.span

    @property
    def order(self) -> int | None:
        return self.source.fact.order

    def leads_to(self, other: Dated) -> bool:  # noqa: ARG002 - stages do not chain
        return False


def strategies(knowledge: Knowledge, ownership: Ownership) -> list[Strategy]:
    """Return the strategy of every company of which anything is known, by its id."""
    kinds = {name: each.kind for name, each in knowledge.entities.items()}
    controlled = {each.company for each in ownership.controls if each.certainty == "definite"}
    found = [
        strategy(name, knowledge, ownership)
        for name in sorted(_named(knowledge))
        if kinds.get(name) not in {"programme", "state", "person"} and name not in controlled
    ]
    return [each for each in found if not each.empty]


def _named(knowledge: Knowledge) -> set[str]:
    """Return whom a strategy may be told of: who stated, committed, owns, or holds something."""
    found: set[str] = {each.owner for each in knowledge.entities.values() if each.owner}
    for each in knowledge.facts():
        found |= {name for role, name in entities(each.fact) if role in {"company", "by", "holder"}}
    return found


def strategy(company: str, knowledge: Knowledge, ownership: Ownership) -> Strategy:
    """Compose what a company was set on, with those under its control rolled up."""
    group = members(company, ownership.controls)
    return Strategy(
        company=company,
        members=tuple(each for name, each in sorted(group.items()) if name != company),
        themes=_open(knowledge, group, StrategyStated),
        commitments=_open(knowledge, group, CommitmentMade),
        spending=_open(knowledge, group, SpendingReported),
        programmes=_programmes(knowledge, group),
        holdings=tuple(group_stakes(company, ownership)),
    )


def _open(
    knowledge: Knowledge,
    group: dict[str, Member],
    kind: type[StrategyStated | CommitmentMade | SpendingReported],
) -> tuple[Open, ...]:
    """Return the statements of a group that hold on the day, the latest last."""
    found = []
    for each in knowledge.facts("type", kind.TYPE):
        by = next((name for name in _by(each) if name in group), None)
        certainty = _holds(each, knowledge)
        if by is None or not each.moves or certainty is None:
            continue
        certainty = both(certainty, group[by].certainty)
        found.append(Open(source=each, by=by, certainty=certainty))
    return tuple(sorted(found, key=lambda each: _dated(each.source)))


def _by(source: InForce) -> tuple[str, ...]:
    fact = source.fact
    return fact.by if isinstance(fact, CommitmentMade) else (fact.company,)  # type: ignore[attr-defined]


def _holds(source: InForce, knowledge: Knowledge) -> Certainty | None:
    """Tell whether a statement holds on the day: made by then, within its period, not ended."""
    day = knowledge.question.on
    made = source.by(day)
    if made is None:
        return None
    fact = source.fact
    if isinstance(fact, CommitmentMade) and fact.period is not None:
        within = _not_over(fact.period.latest, fact.period.end, day)
        if within is None:
            return None
        made = both(made, within)
    for ended in knowledge.facts("type", StatementEnded.TYPE):
        if not isinstance(ended.fact, StatementEnded) or not ended.moves:
            continue
        if knowledge.is_of(ended.fact.of, source):
            over = ended.by(day)
            if over == "definite":
                return None
            if over == "possible":
                made = "possible"
    return made


def _not_over(latest: date | None, end: object, day: date) -> Certainty | None:
    """Tell whether a period, begun, still runs on a day; its end may be vague."""
    if latest is not None and day > latest:
        return None
    earliest = getattr(end, "earliest", None) or latest
    return "possible" if earliest is not None and day > earliest else "definite"


def _programmes(knowledge: Knowledge, group: dict[str, Member]) -> tuple[Programme, ...]:
    moves: dict[str, list[InForce]] = {}
    for each in knowledge.facts("type", ProgrammeMoved.TYPE):
        if each.moves and isinstance(each.fact, ProgrammeMoved):
            moves.setdefault(each.fact.programme, []).append(each)
    found = []
    for name, several in sorted(moves.items()):
        entity = knowledge.entities.get(name)
        owner = entity.owner if entity is not None else None
        if owner is not None and owner in group:
            reached = _reached(name, owner, several, knowledge.question.on)
            if reached is not None:
                found.append(reached)
    return tuple(found)


def _reached(name: str, owner: str, moves: list[InForce], day: date) -> Programme | None:
    """Return the stage that a programme had reached by a day."""
    now = [each.source for each in standing([_Move(each) for each in moves], day)]
    if not now:
        return None
    over = [each for each in now if each.span.latest <= day]
    last = max(over or now, key=_dated)
    certainty = last.by(day) if len({_stage(each) for each in over}) == 1 else "possible"
    return Programme(
        programme=name, owner=owner, stage=_stage(last), since=last,
        possibly=tuple(
            dict.fromkeys(_stage(each) for each in sorted(now, key=_dated) if each is not last)
        ),
        certainty=certainty or "possible",
        facts=tuple(sorted((each for each in moves if each.span.earliest <= day), key=_dated)),
    )  # fmt: skip


def _stage(source: InForce) -> str:
    return source.fact.stage if isinstance(source.fact, ProgrammeMoved) else ""


def _dated(source: InForce) -> tuple[object, ...]:
    return source.span.latest, source.span.earliest, source.fact.order or 0, source.id
