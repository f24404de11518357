"""Tell a test as a sentence: given facts, on a day, then.

then = given(changed("yunya", "yunhe", on="2025-09-02", before="3.34%", after="3.68%")).on(
    "2025-09-01"
)
assert then.stake("yunya", "yunhe") == "3.34%"

Facts are made here from what a person types, or read from the text of a
ledger's file. Each `later` is one more commit, a day after the one before.
"""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import evolve, frozen

from timeline.facts.entry import Recorded
from timeline.facts.fact import Event, Fact, make_id, plain_name
from timeline.facts.names import FACTS
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.money import Count
from timeline.numbers import Bounds
from timeline.record.ledger import read_ledger
from timeline.record.tables import read_event
from timeline.shares import Share
from timeline.views import ownership
from timeline.views.chronicle import Told, Window, chronicle
from timeline.views.deals import Deal, deals
from timeline.views.filing import Filing
from timeline.views.groups import GroupStake, group_stakes
from timeline.views.knowledge import Knowledge
from timeline.views.lookthrough import LookThrough, look_through
from timeline.views.question import Question
from timeline.views.strategies import Strategy, strategy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from timeline.views.held import Held
    from timeline.views.level import Level
    from timeline.views.ownership import Ownership

FIRST_COMMIT = datetime(2026, 11, 21, 7, tzinfo=UTC)
NOT_TOLD = "not told"

E = TypeVar("E", bound=Event)


# --- facts, as a person types them ---------------------------------------------------------


def event(cls: type[E], /, **fields: Any) -> E:  # noqa: ANN401 - whatever a file may hold
    """Return an event from fields as a file has them; what cannot be read fails the test."""
    made, faults = read_event(cls, {plain_name(name): each for name, each in fields.items()})
    assert made is not None, faults
    return made


def fact(type_: str, /, **fields: Any) -> Fact:  # noqa: ANN401 - whatever a file may hold
    """Return a fact of a type; `on` is the day it occurred, the id is made if none is given."""
    kind = FACTS[type_]
    if "on" in fields:
        fields["occurred"] = fields.pop("on")
    if "cites" in fields:
        pairs = fields.pop("cites")
        fields["citations"] = [{"document": name, "quote": quote} for name, quote in pairs]
    plain = {plain_name(name): each for name, each in fields.items()}
    fields.setdefault("id", make_id(type_, kind.KEY, plain))
    made = event(kind, **fields)
    assert not made.flaw(), made.flaw()
    return made


def changed(holder: str, company: str, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a change of a stake."""
    return fact("stake-changed", holder=holder, company=company, **fields)


def stated(holder: str, company: str, stake: str | None = None, **fields: Any) -> Fact:  # noqa: ANN401
    """Return a stake that was seen."""
    told = {} if stake is None else {"stake": stake}
    return fact("stake-stated", holder=holder, company=company, **told, **fields)


def controls(holder: str, company: str, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return control, as stated."""
    return fact("control-stated", holder=holder, company=company, **fields)


def issue(company: str, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a change of the capital, by an issue unless another cause is told."""
    return fact("capital-changed", company=company, **{"cause": "issue"} | fields)


def deal(name: str, state: str, /, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a move of a deal; `acquirer` and `target` are parties."""
    roles = {
        role: fields.pop(role) for role in ("acquirer", "target", "investor") if role in fields
    }
    return fact("deal-moved", deal=name, state=state, parties=roles, **fields)


def document(name: str, published: str, /, **fields: Any) -> DocumentDescribed:  # noqa: ANN401
    """Return a document, first described unless an id says otherwise."""
    fields.setdefault("id", f"document:{name}")
    return event(DocumentDescribed, document=name, publisher="P", published=published, **fields)


def entity(name: str, kind: str = "company", /, **fields: Any) -> EntityDescribed:  # noqa: ANN401
    """Return an entity, first described unless an id says otherwise."""
    fields.setdefault("id", f"entity:{name}")
    fields.setdefault("name", name)
    return event(EntityDescribed, entity=name, kind=kind, **fields)


def corrected(of: str, by: str, because: str = "source") -> Corrected:
    """Return the statement that one fact replaces another."""
    name = f"corrected:{of}:{by}"
    return event(Corrected, id=name, of=of, by=by, reason="wrong", because=because)


def retracted(of: str, because: str = "recording", **fields: Any) -> Retracted:  # noqa: ANN401
    """Return the statement that a fact is taken back."""
    return event(Retracted, id=f"retracted:{of}", of=of, reason="untrue", because=because, **fields)


def confirmed(of: str, by: str, quote: str = "", **citation: str) -> Confirmed:
    """Return the statement that another document repeats a fact."""
    citations = [{"document": by, "quote": quote, **citation}]
    return event(Confirmed, id=f"confirmed:{of}:{by}", of=of, citations=citations)


def renamed(of: str, to: str) -> Renamed:
    """Return the statement that a fact goes by another id."""
    return event(Renamed, id=f"renamed:{of}", of=of, to=to)


# --- what is recorded, and the question -----------------------------------------------------


def given(*stated_: Event | str) -> Given:
    """Begin a log with one commit of these events, or of what these texts of files state."""
    return Given(()).later(*stated_)


@frozen
class Given:
    """What a log holds, in the order in which it will be filed, and the clocks of a question."""

    log: tuple[Recorded, ...]
    at_known: date | None = None
    at_commit: int | None = None

    def later(self, *stated_: Event | str) -> Given:
        """Record more, as one more commit, a day later."""
        commit = max((each.commit for each in self.log), default=0) + 1
        at = FIRST_COMMIT + timedelta(days=commit - 1)
        more = [
            Recorded(event=each, position=len(self.log) + place, commit=commit, at=at)
            for place, each in enumerate(_events(stated_), start=1)
        ]
        ids = [each.event.id for each in (*self.log, *more)]
        assert len(set(ids)) == len(ids), f"ids are not unique: {sorted(ids)}"
        return evolve(self, log=(*self.log, *more))

    def known(self, day: str | date | None) -> Given:
        """Ask by what was public on a day."""
        return evolve(self, at_known=None if day is None else to_day(day))

    def recorded(self, commit: int | None) -> Given:
        """Ask by what was recorded up to a commit."""
        return evolve(self, at_commit=commit)

    def shuffled(self, seed: int) -> Given:
        """File the same events in another order."""
        log = list(self.log)
        random.Random(seed).shuffle(log)  # noqa: S311 - an order, no secret
        return evolve(self, log=tuple(log))

    def on(self, day: str | date) -> Then:
        """Ask about a day."""
        question = Question(on=to_day(day), known=self.at_known, recorded=self.at_commit)
        return Then(Knowledge(Filing().all(self.log), question))


def to_day(day: str | date) -> date:
    """Return a day from its text."""
    return day if isinstance(day, date) else date.fromisoformat(day)


def _events(several: Iterable[Event | str]) -> Iterable[Event]:
    for each in several:
        if isinstance(each, str):
            yield from _read(each)
        else:
            yield each


def _read(text: str) -> Iterable[Event]:
    """Read the text of a ledger's file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "facts.toml")
        file.write_text(text, encoding="utf-8")
        ledger = read_ledger([file])
    assert not ledger.problems, ledger.problems
    drafts = (
        *ledger.documents, *ledger.entities, *ledger.facts,
        *ledger.corrections, *ledger.retractions, *ledger.confirmations,
    )  # fmt: skip
    return [each.event for each in drafts]


# --- what then holds ------------------------------------------------------------------------


class Stake(str):
    """A holding, as the text of its level; the row that it was read from is `held`."""

    __slots__ = ("_held",)

    _held: Held | None

    def __new__(cls, held: Held | None) -> Self:
        """Write a level as a file would have it."""
        text = NOT_TOLD if held is None else written(held.level, held.key.unit)
        made = super().__new__(cls, text)
        made._held = held
        return made

    @property
    def held(self) -> Held:
        """The row of the answer."""
        assert self._held is not None, NOT_TOLD
        return self._held

    @property
    def certainty(self) -> str:
        """How sure the level is."""
        return self.held.certainty

    @property
    def basis(self) -> str:
        """The rule that gave the level."""
        return self.held.basis

    @property
    def disputed(self) -> bool:
        """Whether claims of one day contradict each other."""
        return self.held.disputed

    @property
    def exists(self) -> str:
        """Whether anything is held at all."""
        return self.held.exists

    @property
    def since(self) -> str | None:
        """The fact that began the level."""
        return None if self.held.since is None else self.held.since.source.id

    @property
    def facts(self) -> set[str]:
        """The facts behind the level."""
        return {each.id for each in self.held.sources}

    @property
    def how(self) -> str:
        """Certainty, basis and whether disputed, as one text."""
        return f"{self.certainty}, {self.basis}" + (", disputed" if self.disputed else "")


def written(level: Level, unit: str = "percent") -> str:
    """Write a level as a file would have it."""
    low, high = _decimal(level.low), None if level.high is None else _decimal(level.high)
    if unit == "percent":
        assert high is not None
        return str(Share(low, high, low_open=level.low_open, high_open=level.high_open))
    return str(Count(Bounds(low, high, low_open=level.low_open, high_open=level.high_open)))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@frozen(slots=False)
class Then:
    """What holds on the day, by the clocks of the question."""

    knowledge: Knowledge

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
        """Return what a holder, or several jointly, hold of a company."""
        holders = (holder,) if isinstance(holder, str) else tuple(sorted(holder))
        wanted = (holders, company, interest, class_, unit)
        found = [
            each
            for each in self.ownership.held
            if (each.key.holders, each.key.company, each.key.interest, each.key.class_,
                each.key.unit) == wanted
        ]  # fmt: skip
        assert len(found) <= 1, found
        return Stake(found[0] if found else None)

    def control(self, holder: str, company: str) -> str:
        """Return how sure a holder's control of a company is, or `no`."""
        found = [
            each.certainty
            for each in self.ownership.controls
            if (each.holder, each.company) == (holder, company)
        ]
        assert len(found) <= 1, found
        return found[0] if found else "no"

    def group(self, head: str) -> dict[str, GroupStake]:
        """Return what a group holds, by company."""
        return {each.company: each for each in group_stakes(head, self.ownership)}

    def through(self, holder: str) -> LookThrough:
        """Return what comes to a holder by chains of holdings."""
        return look_through(holder, self.ownership)

    def strategy(self, company: str) -> Strategy:
        """Return what a company was set on."""
        return strategy(company, self.knowledge, self.ownership)

    def deal(self, name: str) -> Deal | None:
        """Return a deal, if it had begun."""
        return next((each for each in deals(self.knowledge) if each.deal == name), None)

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


def _shown(held: Held) -> tuple[object, ...]:
    """Return the parts of a row that equality leaves aside."""
    since = None if held.since is None else held.since.source.id
    asserted = held.asserted
    if asserted is not None and not isinstance(asserted, date):
        asserted = asserted.span.latest
    return held, since, asserted, sorted(each.id for each in held.sources)
