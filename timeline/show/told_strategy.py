"""Say what the facts of strategy tell: themes, money, results, programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.show.pieces import (
    Piece,
    Said,
    Word,
    down,
    figure,
    its,
    say,
    term,
    up,
    verb,
    who,
    whose,
)
from timeline.show.told_companies import moved_by
from timeline.show.words import amount, measure, over

if TYPE_CHECKING:
    from timeline.facts.strategy import (
        CommitmentMade,
        ProgrammeMoved,
        ResultsReported,
        SpendingReported,
        StrategyStated,
    )
    from timeline.show.names import Names

__all__ = [
    "commitment_made",
    "programme_moved",
    "results_reported",
    "spending_reported",
    "strategy_stated",
]

_ACTIVE: Final = {
    "rumoured": ("was said to be working on", ""), "announced": ("announced", ""),
    "in-development": ("was developing", ""), "taped-out": ("taped out", ""),
    "testing": ("was testing", ""), "in-production": ("put", "into production"),
    "launched": ("launched", ""), "deployed": ("put", "to use"), "cancelled": ("cancelled", ""),
}  # fmt: skip
_PASSIVE: Final = {
    "rumoured": "was said to be in the making", "announced": "was announced",
    "in-development": "was in development", "taped-out": "was taped out",
    "testing": "was in testing", "in-production": "went into production",
    "launched": "was launched", "deployed": "was put to use", "cancelled": "was cancelled",
}  # fmt: skip
_REACHED: Final = frozenset({"launched", "deployed", "in-production"})


def strategy_stated(fact: StrategyStated, names: Names) -> Said:
    """Say what a company was set on."""
    return say(who(names, fact.company), verb("was set on"), term(fact.theme))


def commitment_made(fact: CommitmentMade, names: Names) -> Said:
    """Say who committed how much to what, and for how long."""
    sum_ = figure(amount(fact.amount)) if fact.amount is not None else "itself"
    if fact.amount is None and len(fact.by) > 1:
        sum_ = "themselves"
    period = over(fact.period) if fact.period is not None else None
    return say(who(names, *fact.by), verb("committed"), sum_, "to", term(fact.purpose), period)


def spending_reported(fact: SpendingReported, names: Names) -> Said:
    """Say how much a company spent on what, and when."""
    period = over(fact.period) if fact.period is not None else None
    spent = figure(amount(fact.amount))
    return say(who(names, fact.company), verb("spent"), spent, "on", term(fact.purpose), period)


def results_reported(fact: ResultsReported, names: Names) -> Said:
    """Say what a figure of a period was, and how it changed."""
    source = ("from", who(names, fact.about)) if fact.about is not None else None
    period = over(fact.period) if fact.period is not None else None
    metric = (whose(names, fact.company), term(fact.metric), source, period)
    value = figure(measure(fact.value)) if fact.value is not None else None
    prior = figure(measure(fact.prior)) if fact.prior is not None else None
    if fact.change is None:
        return say(metric, verb("was"), value, (", after", prior) if prior else None)
    moved: Word = moved_by(fact.change)
    return say(metric, moved, ("from", prior) if prior else None, ("to", value) if value else None)


def programme_moved(fact: ProgrammeMoved, names: Names) -> Said:
    """Say which stage a programme reached, and whose it is."""
    owner = names.owner(fact.programme)
    partners = ("with", who(names, *fact.partner)) if fact.partner else None
    if owner is None:
        moved = _stage(fact.stage, _PASSIVE[fact.stage])
        return say(who(names, fact.programme), moved, partners)
    start, end = (_stage(fact.stage, words) for words in _ACTIVE[fact.stage])
    return say(who(names, owner), start, its(names, fact.programme), end, partners)


def _stage(stage: str, words: str) -> Piece:
    if stage == "cancelled":
        return down(words)
    return up(words) if stage in _REACHED else verb(words)
