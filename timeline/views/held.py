"""Hold an answer: what is held of a company on a day, how surely, and by which rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.views.claims import Claim, Key
from timeline.views.level import Level
from timeline.views.loosening import Loosening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.views.in_force import InForce

__all__ = ["Held"]


@frozen(kw_only=True)
class Held:
    """What is held of a company under one key on a day.

    `basis` names the rule that gave the level: `change`, `stated`,
    `before-change`, `worked-out`, `during-change`, `possibly-public`,
    `changed-between`, `deal`, `wholly-owned`, `ended`, `may-be-diluted`,
    `control-ended`, `capped`; `under` the rule that had given it before it was
    capped. `claims` are the facts
    behind it, `loosened` those after which it is no longer as they told it, and
    `others` the holdings that leave no more than this. `since` is the fact that
    began the level, None where it is older than what is known; `asserted` the
    last day by which it was seen or made so.
    """

    key: Key
    level: Level
    certainty: Certainty
    basis: str
    claims: tuple[Claim, ...] = field(eq=False)
    under: str | None = None
    loosened: tuple[Loosening, ...] = field(default=(), eq=False)
    others: tuple[Held, ...] = field(default=(), eq=False, repr=False)
    since: Claim | Loosening | None = field(default=None, eq=False)
    asserted: Claim | date | None = field(default=None, eq=False)
    disputed: bool = False

    @property
    def exists(self) -> str:
        """Tell whether anything is held: `definite`, `possible`, or `none`."""
        if self.level.is_none:
            return "none"
        sure = self.certainty == "definite" and self.level.is_something
        return "definite" if sure else "possible"

    def told_by(self, day: date) -> bool:
        """Tell whether what was so by a day says how much it is, as far as the days go.

        `day` is the one that it is composed for. Else it may not be held yet, or was only
        before that day: a sum counts it from nothing.
        """
        return self.certainty == "definite" or any(each.span.latest <= day for each in self.claims)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that gave a bound of the level, in the order of their use."""
        return (self.basis,) if self.under is None else (self.under, self.basis)

    @property
    def limits(self) -> Iterator[Held]:
        """The holdings of others that leave no more than this one."""
        return (each for each in self.others if not set(each.key.holders) & set(self.key.holders))

    @property
    def sources(self) -> list[InForce]:
        """Every fact behind the level, those behind the holdings that limit it too."""
        behind = self.told
        if self.others:
            behind += [source for each in self.limits for source in each.told]
        return list({each.recorded.position: each for each in behind}.values())

    @property
    def facts(self) -> list[str]:
        """The ids of all these facts, sorted."""
        return sorted({each.id for each in self.sources})

    @property
    def told(self) -> list[InForce]:
        """The facts about this very holding that are behind the level."""
        told = [each.source for each in self.claims]
        return told + [each.source for each in self.loosened] if self.loosened else told
