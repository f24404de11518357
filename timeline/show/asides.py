"""Say what is told beside a headline: what it means, for what, by whom, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.facts.deals import AgreementMade, DealMoved
from timeline.facts.market import PriceMoved
from timeline.facts.strategy import ProgrammeMoved, ResultsReported, StrategyStated
from timeline.show.pieces import Piece, Said, Word, figure, say, who
from timeline.show.words import listed, measure, phrase, plural, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import Fact, Party
    from timeline.show.names import Names

__all__ = ["aside"]

_MOST_FIGURES: Final = 3


def aside(fact: Fact, names: Names, headline: str = "") -> Said:
    """Return what a fact tells beside its headline, in phrases with semicolons between.

    Whoever says it is left out where the headline names them.
    """
    words: list[Word] = []
    for each in _phrases(fact, names, headline):
        words += [";" if words else None, each]
    return say(words)


def _phrases(fact: Fact, names: Names, headline: str) -> Iterator[Word]:
    if isinstance(fact, StrategyStated) and fact.what:
        yield safe(fact.what)
    if isinstance(fact, ProgrammeMoved):
        yield from _programme(fact)
    if isinstance(fact, PriceMoved | ResultsReported) and fact.cause:
        yield f"on {safe(fact.cause)}" if isinstance(fact, PriceMoved) else safe(fact.cause)
    if isinstance(fact, DealMoved | AgreementMade):
        yield from _roles(fact.parties, names)
    if fact.said_by is not None and names(fact.said_by) not in headline:
        yield "said by", who(names, fact.said_by)


def _programme(fact: ProgrammeMoved) -> Iterator[Word]:
    if fact.market:
        yield f"for {safe(fact.market)}"
    if fact.foundry:
        foundry = safe(fact.foundry)
        yield f"made {foundry}" if foundry == "abroad" else f"made by {foundry}"
    if fact.metrics:
        values: dict[str, list[str]] = {}
        for each in fact.metrics:
            values.setdefault(each.name, []).append(measure(each.value))
        for name, several in list(values.items())[:_MOST_FIGURES]:
            yield phrase(name), figure(listed(several))
        if len(values) > _MOST_FIGURES:
            yield f"and {plural(len(values) - _MOST_FIGURES, 'more figure')}"


def _roles(parties: tuple[Party, ...], names: Names) -> Iterator[Word]:
    """Give the parties that a headline leaves out: all but who does it and to whom."""
    shown = {"acquirer", "buyer", "target", "issuer", "investor", "company"}
    for each in parties:
        if each.role not in shown:
            yield Piece(f"{phrase(each.role)}:"), who(names, each.entity)
