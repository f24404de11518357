"""Draw the deals of a day: the state that each had reached, its parties, its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from timeline.show.answers import asked, happened, possibly
from timeline.show.layout import Drawing, columns, flowed, heading, wrapped
from timeline.show.paint import painted
from timeline.show.pieces import Piece, say, who
from timeline.show.told_deals import deal_named, deal_terms
from timeline.show.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.deals import Deal
    from timeline.views.question import Question

__all__ = ["deals"]

_LABEL: Final = 12
_STATES: Final = {
    "completed": "bold green", "cleared": "green", "settled": "green", "blocked": "bold red",
    "terminated": "bold red", "denied": "red", "in-dispute": "bold yellow", "rumoured": "dim",
}  # fmt: skip


def deals(told: Sequence[Deal], names: Names, question: Question) -> Drawing:
    """Return the deals that had begun by a day, each under a heading, the open ones first."""
    return Drawing(lambda width: _lines(told, names, question, width))


def _lines(told: Sequence[Deal], names: Names, question: Question, width: int) -> Iterator[Line]:
    yield Text.assemble(" ", asked(question))
    if not told:
        yield Text()
        yield Text(" No deal is known to have begun.")
    for each in sorted(told, key=lambda each: not each.open):
        yield Text()
        name = painted(deal_named(each.terms, names))
        for line in wrapped(name, width - 8)[:-1]:
            yield Text.assemble(" ", line)
        last = wrapped(name, width - 8)[-1]
        yield heading(Text.assemble(" ", last), width)
        yield from _deal(each, names, width)


def _deal(deal: Deal, names: Names, width: int) -> Iterator[Line]:
    room = width - _LABEL
    state = Text.assemble(_state(deal.state), (f"  {happened(deal.since)}", "dim"))
    for each in deal.possibly:
        state.append("  possibly ", "yellow").append_text(_state(each))
    yield from _labelled(possibly(deal.certainty), "state", wrapped(state, room), room)
    history = [
        Text.assemble(_state(getattr(each.fact, "state", "")), (f" {happened(each)}", "dim"))
        for each in deal.facts
    ]
    if len(history) > 1:
        yield from _labelled(Text(" "), "so far", flowed(history, room, " → "), room)
    otherwise = list(deal.otherwise)
    for at, told in enumerate([deal.terms, *otherwise]):
        if told.parties and (at == 0 or told.parties != deal.terms.parties):
            parties = [
                painted(say(who(names, each.entity), Piece(f"({phrase(each.role)})")))
                for each in told.parties
            ]
            mark = possibly("possible" if at else "definite")
            yield from _labelled(mark, "parties", flowed(parties, room, ", "), room)
    for at, told in enumerate([deal.terms, *otherwise]):
        terms = painted(say(deal_terms(told)))
        if terms.plain:
            tidy = terms[2:] if terms.plain.startswith(", ") else terms
            mark = possibly("possible" if at else "definite")
            yield from _labelled(mark, "terms", wrapped(tidy, room), room)


def _labelled(mark: Text, label: str, lines: list[Line], room: int) -> Iterator[Line]:
    name = Text.assemble(" ", mark, " ", (label, "dim"))
    yield from columns([([name], _LABEL), (lines, room)])


def _state(state: str) -> Text:
    return Text(phrase(state), _STATES.get(state, "bold"))
