"""Ask what holds on a day: answers that a test compares with plain texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.facts.market import PriceMoved
from timeline.testing import explaining, verdict
from timeline.testing.answered import NOT_TOLD, Answered, Stake, level_of
from timeline.testing.comparing import Problems, Stakes
from timeline.testing.names import known_deal, known_entity
from timeline.views import ownership, strategies
from timeline.views.chronicle import Told, Window, chronicle
from timeline.views.deals import Deal, deals
from timeline.views.groups import GroupStake, group_stakes
from timeline.views.knowledge import Knowledge
from timeline.views.lookthrough import LookThrough, look_through
from timeline.views.strategies import Strategy, strategy

if TYPE_CHECKING:
    from timeline.testing.verdict import Verdict
    from timeline.views.held import Held
    from timeline.views.ownership import Ownership

__all__ = ["Then"]

__tracebackhide__ = True
_SOMETHING = ">0%"


@frozen(slots=False, repr=False)
class Then:
    """What holds on the day, by the clocks of the question.

    Entities go by id; where the facts describe them, by any of their names too.
    """

    knowledge: Knowledge
    _problems: Callable[[], Problems] = Problems
    _names: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Return the question."""
        return f"<what holds {self.clocks}>"

    @property
    def clocks(self) -> str:
        """The question in words: `on 2025-09-01, as known on 2025-09-05`."""
        asked = self.knowledge.question
        known = "" if asked.known is None else f", as known on {asked.known}"
        recorded = "" if asked.recorded is None else f", as recorded by #{asked.recorded}"
        return f"on {asked.on}{known}{recorded}"

    def at(self, day: date) -> Then:
        """Ask the same of another day."""
        return Then(self.knowledge.at(day), self._problems, self._names)

    def entity(self, name: str) -> str:
        """Return the id that goes by a name.

        Raises:
            NotFound: no fact names it, and none of the entities described goes by it.
        """
        return known_entity(name, self.knowledge, self._names)

    @property
    def problems(self) -> Problems:
        """What `timeline check` says of the facts, taken together and as they stand in files."""
        return self._problems()

    @cached_property
    def ownership(self) -> Ownership:
        """Everything held and controlled."""
        return ownership.owned(self.knowledge)

    def stake(
        self,
        holder: str | tuple[str, ...],
        company: str,
        interest: str = "shares",
        *,
        class_: str = "",
        unit: str = "percent",
    ) -> Stake:
        """Return what a holder, or several jointly, hold of a company: `3.34%`, `>5%`."""
        named = (holder,) if isinstance(holder, str) else holder
        holders, of = tuple(sorted(map(self.entity, named))), self.entity(company)
        wanted = (holders, of, interest, class_, unit)
        found = [
            each
            for each in self.ownership.held
            if (each.key.holders, each.key.company, each.key.interest, each.key.class_,
                each.key.unit) == wanted
        ]  # fmt: skip
        return Stake(
            found[0] if found else None,
            lambda expected: explaining.holding(self, holders, of, interest, expected),
        )

    def stakes_in(self, company: str, interest: str = "shares") -> Stakes:
        """Return what is held of a company, by holder; several who hold jointly as `a and b`."""
        of = self.entity(company)
        rows = {each.key.holders for each in self._rows(interest) if each.key.company == of}
        table = {" and ".join(each): self.stake(each, of, interest) for each in sorted(rows)}
        return Stakes(
            table,
            lambda names: " and ".join(sorted(map(self.entity, names.split(" and ")))),
            lambda names: self.stake(tuple(names.split(" and ")), of, interest),
        )

    def stakes_of(self, holder: str, interest: str = "shares") -> Stakes:
        """Return what a holder alone holds, by company."""
        by = (self.entity(holder),)
        rows = {each.key.company for each in self._rows(interest) if each.key.holders == by}
        table = {each: self.stake(by, each, interest) for each in sorted(rows)}
        return Stakes(table, self.entity, lambda name: self.stake(by, name, interest))

    def _rows(self, interest: str) -> Iterator[Held]:
        """Give what is held, in percent of all shares; not what is known to be none."""
        for each in self.ownership.held:
            told = (each.key.interest, each.key.class_, each.key.unit)
            if told == (interest, "", "percent") and not each.level.is_none:
                yield each

    def certainly(
        self, holder: str, company: str, stake: str = _SOMETHING, interest: str = "shares"
    ) -> Verdict:
        """Tell whether a holder held that much, whichever way what is vague turns out."""
        held = self.stake(holder, company, interest)
        return verdict.certainly(held, level_of(stake), f"{holder} in {company} {self.clocks}")

    def possibly(
        self, holder: str, company: str, stake: str = _SOMETHING, interest: str = "shares"
    ) -> Verdict:
        """Tell whether a holder may have held that much, by what is told."""
        held = self.stake(holder, company, interest)
        return verdict.possibly(held, level_of(stake), f"{holder} in {company} {self.clocks}")

    def control(self, holder: str, company: str) -> Answered:
        """Return how sure a holder's control of a company is, or `no`."""
        asked = self.entity(holder), self.entity(company)
        what = f"control of {asked[1]} by {asked[0]}"
        for each in self.ownership.controls:
            if (each.holder, each.company) == asked:
                facts = [claim.source.id for claim in each.claims]
                return self._answered(what, each.certainty, each.certainty, facts)
        return self._answered(what, "no")

    def group(self, head: str) -> dict[str, GroupStake]:
        """Return what a group holds, by company."""
        return {each.company: each for each in group_stakes(self.entity(head), self.ownership)}

    def through(self, holder: str) -> LookThrough:
        """Return what comes to a holder by chains of holdings."""
        return look_through(self.entity(holder), self.ownership)

    def strategy(self, company: str) -> Strategy:
        """Return what a company was set on."""
        return strategy(self.entity(company), self.knowledge, self.ownership)

    def stage(self, programme: str) -> Answered:
        """Return the stage that a programme had reached: `testing`."""
        found = strategies.programme(self.entity(programme), self.knowledge)
        if found is None:
            return self._answered(programme, NOT_TOLD)
        facts = [each.id for each in found.facts]
        return self._answered(programme, found.stage, found.certainty, facts)

    def deal(self, name: str) -> Deal | None:
        """Return a deal, if it had begun.

        Raises:
            NotFound: no fact tells of it.
        """
        wanted = known_deal(name, self.knowledge, self._names)
        return next((each for each in deals(self.knowledge) if each.deal == wanted), None)

    def state(self, deal: str) -> Answered:
        """Return the state that a deal had reached: `announced`."""
        found = self.deal(deal)
        if found is None:
            return self._answered(deal, NOT_TOLD)
        facts = [each.id for each in found.facts]
        return self._answered(deal, found.state, found.certainty, facts)

    def moved(self, company: str) -> Answered:
        """Return how a company's shares moved on the very day: `+8.08%`, `up`."""
        day = self.knowledge.question.on
        told = self.told(first=day, last=day, about=[self.entity(company)], types=[PriceMoved.TYPE])
        moves = {name: _move(each) for name, each in told.items()}
        what = f"the price of {company}"
        if not moves:
            return self._answered(what, NOT_TOLD)
        exact = [each for each in told.values() if each.span.exact and each.certainty == "definite"]
        sure = "definite" if len(exact) == len(told) else "possible"
        return self._answered(what, " and ".join(moves.values()), sure, [*moves])

    def told(self, **window: Any) -> dict[str, Told]:  # noqa: ANN401 - as Window
        """Return the facts on the timeline, in its order."""
        return {each.id: each for each in chronicle(self.knowledge, Window(**window))}

    def everything(self) -> tuple[object, ...]:
        """Return every answer, so that two states can be compared."""
        named = sorted(
            {each.key.holders[0] for each in self.ownership.held}
            | {each.holder for each in self.ownership.controls}
        )
        return (
            self.ownership,
            [[_shown(each) for each in self.ownership.held]],
            self.ownership.controls,
            [(each, each.certainty, each.low, each.high)
             for name in named for each in group_stakes(name, self.ownership)],
            [self.strategy(name) for name in named],
            [self.through(name) for name in named],
            [(each, each.since.id, [one.id for one in each.facts])
             for each in deals(self.knowledge)],
            list(self.told().values()),
        )  # fmt: skip

    def _answered(
        self, what: str, text: str, certainty: str = "definite", facts: Iterable[str] = ()
    ) -> Answered:
        behind = sorted(facts)

        def explain(expected: str) -> list[str]:
            told = explaining.cited(self.knowledge, behind) or ["no fact tells of it"]
            return [f"{what} {self.clocks}: {text}, not {expected}", *told]

        return Answered(text, certainty, behind, explain)


def _move(told: Told) -> str:
    fact = told.fact
    return str(getattr(fact, "percent", None) or getattr(fact, "direction", None))


def _shown(held: Held) -> tuple[object, ...]:
    """Return the parts of a row that equality leaves aside."""
    since = None if held.since is None else held.since.source.id
    asserted = held.asserted
    if asserted is not None and not isinstance(asserted, date):
        asserted = asserted.span.latest
    return held, since, asserted, sorted(each.id for each in held.sources)
