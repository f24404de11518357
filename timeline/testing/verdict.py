"""Tell whether something is so, in every case or in some, with the reason beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from timeline.testing.answered import NOT_TOLD

if TYPE_CHECKING:
    from timeline.testing.answered import Stake
    from timeline.views.level import Level

__all__ = ["Verdict", "certainly", "possibly"]

__tracebackhide__ = True


@frozen(repr=False)
class Verdict:
    """Yes or no, and why; `assert` takes it for its yes or no."""

    so: bool
    why: str

    def __bool__(self) -> bool:
        """Tell whether it is so."""
        return self.so

    def __repr__(self) -> str:
        """Return the answer with its reason, which is what a failing assertion shows."""
        return f"<{'yes' if self.so else 'no'}: {self.why}>"


def certainly(stake: Stake, wanted: Level, of: str) -> Verdict:
    """Tell whether a holding is within a level, whichever way what is vague turns out."""
    if stake == NOT_TOLD:
        return Verdict(so=False, why=f"{of} is {NOT_TOLD}")
    so = stake.certainty == "definite" and stake.held.level.within(wanted)
    return Verdict(so, _said(stake, of))


def possibly(stake: Stake, wanted: Level, of: str) -> Verdict:
    """Tell whether a holding may be within a level, by what is told of it."""
    if stake == NOT_TOLD:
        return Verdict(so=False, why=f"{of} is {NOT_TOLD}")
    return Verdict(stake.held.level.meets(wanted), _said(stake, of))


def _said(stake: Stake, of: str) -> str:
    return f"{of} is {stake}, {stake.how}, from {', '.join(sorted(stake.facts))}"
