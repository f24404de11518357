"""Answer what is looked through of those above whom facts speak of: groups, chains, strategies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.deals import DealMoved
from timeline.facts.ownership import ControlEnded, ControlStated, StakeChanged, StakeStated
from timeline.facts.references import entities
from timeline.views.asked import Answer, Asked, stage, stated
from timeline.views.groups import Groups
from timeline.views.lookthrough import look_through, parts_of
from timeline.views.strategies import by_whom, purpose, strategy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.views.knowledge import Knowledge
    from timeline.views.lookthrough import Part
    from timeline.views.ownership import Ownership
    from timeline.views.strategies import Open, Statement

__all__ = ["Reach", "edges", "looked_through"]


@frozen
class Reach:
    """Who may hold or control, by whatever way, what facts speak of: they are asked.

    `beside` has all that their answers may rest on, as far as those differ: what is below,
    and all by whom that may be held or controlled.
    """

    above: tuple[str, ...]
    beside: tuple[str, ...]

    @classmethod
    def of(cls, states: Iterable[Knowledge], names: Iterable[str]) -> Reach:
        """Follow every holding and control that either state ever tells of."""
        up: defaultdict[str, set[str]] = defaultdict(set)
        down: defaultdict[str, set[str]] = defaultdict(set)
        for knowledge in states:
            for holder, company in edges(each.fact for each in knowledge.facts()):
                up[company].add(holder)
                down[holder].add(company)
        several = list(names)
        above, beside = _reached(several, up), _reached(_reached(several, down), up)
        return cls(tuple(sorted(above)), tuple(sorted(beside)))


def edges(facts: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Give who may hold or control whom by any fact; of a deal, each party any other."""
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if isinstance(fact, StakeChanged | StakeStated | ControlStated | ControlEnded):
            yield from ((name, fact.company) for _, name in entities(fact))
        elif isinstance(fact, DealMoved):
            parties[fact.deal] |= {name for _, name in entities(fact)}
    for several in parties.values():
        yield from ((one, other) for one in several for other in several if one != other)


def _reached(names: Iterable[str], ahead: Mapping[str, set[str]]) -> set[str]:
    found = set(names)
    waiting = list(found)
    while waiting:
        further = ahead.get(waiting.pop(), set()) - found
        found |= further
        waiting += further
    return found


def looked_through(
    knowledge: Knowledge, owned: Ownership, above: Iterable[str]
) -> dict[Asked, Answer]:
    """Return what each of those above holds as a group, and by chains, and is set on."""
    groups, parts, found = Groups(owned), parts_of(owned), dict[Asked, Answer]()
    for head in above:
        found |= _group(head, groups)
        found |= _economic(head, owned, parts)
        if len(groups.members(head)) > 1:
            found |= _rolled_up(head, knowledge, owned)
    return found


def _group(head: str, groups: Groups) -> dict[Asked, Answer]:
    return {
        Asked("group", (head, row.company, row.interest, row.class_, row.unit)): Answer(
            rows=(row,), says=row.level,
            surely=(row.certainty, any(each.held.disputed for each in row.paths)),
            plain=[each.through for each in row.paths] == [(head,)],
        )
        for row in groups.stakes(head)
    }  # fmt: skip


def _economic(head: str, owned: Ownership, parts: Mapping[str, list[Part]]) -> dict[Asked, Answer]:
    return {
        Asked("economic", (head, row.company)): Answer(
            rows=(row,), says=row.level, surely=(row.certainty, row.disputed),
            plain=row.direct is not None,
        )
        for row in look_through(head, owned, parts).stakes
    }  # fmt: skip


def _rolled_up(head: str, knowledge: Knowledge, owned: Ownership) -> dict[Asked, Answer]:
    """Return what those under the control of a head are set on; its own is asked by itself."""
    told = strategy(head, knowledge, owned)
    found = {
        Asked("strategy", (head, "programme", (each.owner,), each.programme)): stage(each)
        for each in told.programmes
        if each.owner != head
    }
    several: defaultdict[Asked, list[Open[Statement]]] = defaultdict(list)
    for row in told.stated:
        by = by_whom(row.fact)
        if head not in by:
            kind, what = purpose(row.fact)
            several[Asked("strategy", (head, kind, by, what))].append(row)
    return found | {asked: stated(rows) for asked, rows in several.items()}
