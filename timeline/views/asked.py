"""Name a question, and hold what an answer to it says, so that two answers can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.strategy import CommitmentMade, SpendingReported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.views.control import Controlled
    from timeline.views.deals import Deal
    from timeline.views.groups import GroupStake
    from timeline.views.held import Held
    from timeline.views.lookthrough import EconomicStake
    from timeline.views.strategies import Open, Programme, Statement

    Shown = Held | Controlled | Deal | Programme | Open[Statement] | GroupStake | EconomicStake

__all__ = ["Answer", "Asked", "stage", "stated"]


@frozen(order=True)
class Asked:
    """What an answer is to: which kind of question, and of what.

    `own` of the holders, a company, an interest, a class and a unit; `control`
    of a holder and a company; `deal` and `programme` of one; `theme` of a
    company and a theme, `commitment` and `spending` of those who made it and
    a purpose. Looked through: `group` of a holder, a company, an interest, a
    class and a unit; `economic` of a holder and a company; `strategy` of the
    head of a group, a kind, whose it is, and what.
    """

    kind: str
    of: tuple[str | tuple[str, ...], ...]


@frozen(kw_only=True)
class Answer:
    """An answer on a day: the rows of the view that give it, what it says, and how surely.

    One that is `plain` is looked through and says no more than a direct holding.
    """

    rows: tuple[Shown, ...] = field(eq=False)
    says: object
    surely: object
    plain: bool = field(default=False, eq=False)


def stage(row: Programme) -> Answer:
    """Return the stage of a programme as an answer."""
    return Answer(rows=(row,), says=(row.owner, row.stage, row.possibly), surely=row.certainty)


def stated(rows: Sequence[Open[Statement]]) -> Answer:
    """Return what is stated of one purpose as an answer."""
    said = tuple(sorted((*_told(each.fact), each.certainty) for each in rows))
    return Answer(rows=tuple(rows), says=tuple(each[:-1] for each in said), surely=said)


def _told(fact: Statement) -> tuple[str, str]:
    if isinstance(fact, CommitmentMade | SpendingReported):
        return str(fact.amount), str(fact.period)
    return str(fact.what), ""
