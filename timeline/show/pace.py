"""Tell in which windows of days most things came: how many, and what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve
from rich.text import Text

from timeline.dates import parse
from timeline.show.answers import happened, known_by, least_vague, possibly
from timeline.show.layout import Drawing, columns, heading, indented, wrapped
from timeline.show.paint import headline_text
from timeline.show.words import on_day, plural, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.in_force import InForce
    from timeline.views.pace import Burst
    from timeline.views.question import Question

__all__ = ["pace", "pace_json"]

_DAY_WIDTH = 18
_MOST_POSSIBLE = 5


def pace_json(bursts: Sequence[Burst], days: int) -> dict[str, Any]:
    """Write the windows, the busiest first; `possible` are those facts that only may lie within."""
    windows = [
        {
            "from": each.first.isoformat(),
            "to": each.last.isoformat(),
            "count": {"low": each.low, "high": each.high},
            "facts": sorted((*each.definite, *each.possible)),
            "possible": list(each.possible),
        }
        for each in bursts
    ]
    return {"days": days, "windows": windows}


def pace(
    bursts: Sequence[Burst], facts: Mapping[str, InForce], days: int, names: Names, asked: Question
) -> Drawing:
    """Return the windows, each with what lies within under it."""
    known = evolve(names, facts={name: each.fact for name, each in facts.items()})
    return Drawing(lambda width: _lines(bursts, facts, days, (known, asked), width))


def _lines(
    bursts: Sequence[Burst], facts: Mapping[str, InForce], days: int,
    about: tuple[Names, Question], width: int,
) -> Iterator[Line]:  # fmt: skip
    names, asked = about
    told = Text.assemble(
        ("In ", "dim"), (plural(days, "day"), "bold"), (", up to ", "dim"),
        (on_day(asked.on), "bold"), known_by(asked),
    )  # fmt: skip
    yield from indented(told, width)
    if not bursts:
        yield Text()
        yield Text(" No two of them may lie within so many days.")
    for each in bursts:
        yield Text()
        dates = when(parse(f"{each.first.isoformat()}/{each.last.isoformat()}"))
        count = str(each.low) if each.low == each.high else f"{each.low} to {each.high}"
        yield heading(Text.assemble(" ", (count, "bold yellow"), "  ", (dates, "bold")), width)
        for name in sorted(each.definite, key=lambda one: _dated(facts[one])):
            yield from _fact(facts[name], names, width, sure=True)
        unsure = [facts[name] for name in each.possible]
        shown, more = least_vague(unsure, lambda one: one.span, _MOST_POSSIBLE)
        for fact in shown:
            yield from _fact(fact, names, width, sure=False)
        yield from more


def _dated(fact: InForce) -> tuple[Any, Any, str]:
    return fact.span.latest, fact.span.earliest, fact.id


def _fact(fact: InForce, names: Names, width: int, *, sure: bool) -> list[Line]:
    room = width - _DAY_WIDTH - 5
    return columns([
        ([Text.assemble(" ", possibly("definite" if sure else "possible"))], 3),
        (wrapped(Text(happened(fact), "" if sure else "dim"), _DAY_WIDTH), _DAY_WIDTH + 2),
        (wrapped(headline_text(fact.fact, names), room), 0),
    ])  # fmt: skip
