"""Answer how fast things came: which facts are counted, and the busiest windows of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.names import fact_types
from timeline.facts.ownership import ControlStated, StakeChanged, StakeStated
from timeline.facts.references import entities, facts
from timeline.views import ownership
from timeline.views.behind import behind
from timeline.views.in_force import InForce
from timeline.views.pace import Burst, Happening, pace
from timeline.views.question import both
from timeline.views.trading import of_series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from timeline.api.answers import Answers
    from timeline.dates import Certainty
    from timeline.views.knowledge import Knowledge

__all__ = ["ACTS", "Counted", "Only", "bursts", "counted", "happening"]

ACTS = frozenset({"holder", "jointly_with", "from", "to", "acquirer", "buyer", "investor"})
"""The roles of those that act in a fact; the others it is about."""


@frozen(kw_only=True)
class Only:
    """Which facts to count: those in which a holder acts, about a company, of types, in a segment.

    A holder acts itself, or by those that it controls on the day of the fact.
    """

    holder: str | None = None
    company: str | None = None
    types: Sequence[str] = ()
    segment: str | None = None

    @property
    def of_all(self) -> bool:
        """Whether it is of what anybody did, to whatever company."""
        return self.holder is None and self.company is None


@frozen(kw_only=True)
class Counted:
    """The busiest windows, and the facts that were counted, with those they are about, by id."""

    bursts: tuple[Burst, ...]
    facts: dict[str, InForce]


def bursts(answers: Answers, days: int, only: Only, *, most: int | None = None) -> Counted:
    """Return the busiest windows of so many days, no more than `most`.

    What is merely rumoured, and a part of a larger change, count for nothing; nor
    does how a stake or control was seen to stand, and a line's daily close, unless
    its type is asked for.
    """
    told = list(counted(answers, only))
    found = pace((happening(*each) for each in told), days, most=most)
    counted_ones = {each.id: each for each, _ in told}
    about = {name for each in counted_ones.values() for _, name in facts(each.fact)}
    of_these = (answers.knowledge.fact(name) for name in about)
    others = {each.id: each for each in of_these if isinstance(each, InForce)}
    return Counted(bursts=tuple(found), facts=others | counted_ones)


def happening(fact: InForce, sure: Certainty) -> Happening:
    """Return a fact as something that is counted."""
    return Happening(fact.id, fact.span, sure == "definite")


def counted(answers: Answers, only: Only) -> Iterator[tuple[InForce, Certainty]]:
    """Give the facts to count, and how sure it is that they count.

    Raises:
        TypeUnknown: one of the types that are asked for is none.
    """
    fact_types(only.types)
    head = answers.entity(only.holder) if only.holder is not None else None
    of = answers.entity(only.company) if only.company is not None else None
    leading = _leading(answers.knowledge)
    for each in _happened(answers.knowledge):
        if not (each.fact.TYPE in only.types if only.types else _moved(each)):
            continue
        if of is not None and of not in _objects(each):
            continue
        if not _in_segment(answers, each, only.segment):
            continue
        by: Certainty | None = "definite" if head is None else leading(each, head)
        if by is not None:
            yield each, both(by, each.certainty)


def _moved(source: InForce) -> bool:
    """Tell whether a fact tells of something that happened, and not of how things stood."""
    return not (isinstance(source.fact, StakeStated | ControlStated) or of_series(source.fact))


def _happened(knowledge: Knowledge) -> Iterator[InForce]:
    """Give the facts that count: neither rumoured nor denied, nor counted in a larger one."""
    for each in knowledge.facts():
        whole = each.fact.part_of if isinstance(each.fact, StakeChanged) else None
        larger = knowledge.fact(whole) if whole is not None else None
        apart = not (isinstance(larger, InForce) and larger.moves and larger is not each)
        if each.moves and apart and each.span.by(knowledge.question.on) is not None:
            yield each


def _leading(knowledge: Knowledge) -> Callable[[InForce, str], Certainty | None]:
    """Return a function that tells whether somebody acts in a fact, itself or by control."""

    @cache
    def heads(actor: str, day: date) -> dict[str, Certainty]:
        then = knowledge.at(day)
        return behind(actor, lambda each: ownership.owned(then, [each]).controls)

    def leading(source: InForce, head: str) -> Certainty | None:
        day = min(source.span.latest, knowledge.question.on)
        actors = [name for role, name in entities(source.fact) if role in ACTS]
        if head in actors:  # whoever else acts with it
            return "definite"
        found = {heads(each, day).get(head) for each in actors}
        return "definite" if "definite" in found else "possible" if "possible" in found else None

    return leading


def _objects(source: InForce) -> set[str]:
    """Return whom a fact is about, but for those that act in it."""
    return {name for role, name in entities(source.fact) if role not in ACTS | {"said_by"}}


def _in_segment(answers: Answers, source: InForce, segment: str | None) -> bool:
    if segment is None:
        return True
    found = [answers.entities.get(each) for each in _objects(source)]
    return any(each is not None and segment in each.segments for each in found)
