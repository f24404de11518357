"""Tell which thresholds were crossed: by whom, up or down, between which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from timeline.dates import parse
from timeline.show import data
from timeline.show.answers import known_by, possibly
from timeline.show.changes import title
from timeline.show.layout import Drawing, columns, indented, wrapped
from timeline.show.paint import painted
from timeline.show.words import level, number, on_day, when
from timeline.views.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.claims import Key
    from timeline.views.question import Question
    from timeline.views.thresholds import Crossing, Stood

    Crossings = Sequence[tuple[Key, Crossing]]

__all__ = ["thresholds", "thresholds_json"]

_DAY_WIDTH, _SIGN_WIDTH = 17, 12


def thresholds_json(found: Iterable[tuple[Key, Crossing]]) -> dict[str, Any]:
    """Write the crossings, by their latest day, row by row."""
    return {"crossings": (_crossing(key, each) for key, each in found)}


def _crossing(key: Key, each: Crossing) -> dict[str, Any]:
    sides = (each.before, each.after)
    return {
        "holder": key.holders[0],
        "holders": list(key.holders),
        "company": key.company,
        "interest": key.interest,
        "class": key.class_ or None,
        "at": data.decimal(each.at),
        "direction": each.direction,
        "occurred": data.span(each.span),
        "earliest": data.bound(each.span.earliest),
        "latest": data.bound(each.span.latest),
        "certainty": each.certainty,
        "before": _side(each.before, key.unit),
        "after": _side(each.after, key.unit),
        "facts": sorted({name for side in sides for name in side.facts}),
    }


def _side(stood: Stood, unit: str) -> dict[str, Any]:
    return {
        **data.level(stood.level, unit),
        "certainty": stood.certainty,
        "basis": stood.basis,
    }


def thresholds(found: Crossings, names: Names, asked: Question) -> Drawing:
    """Return a row for each crossing: its days, the threshold, of whose stake in whom."""
    return Drawing(lambda width: _lines(found, names, asked, width))


def _lines(found: Crossings, names: Names, asked: Question, width: int) -> Iterator[Line]:
    told = Text.assemble(("Crossed up to ", "dim"), (on_day(asked.on), "bold"), known_by(asked))
    yield from indented(told, width)
    yield Text()
    if not found:
        yield Text(" No threshold is known to have been crossed.")
    for (key, each), several in _together(found):
        of = Asked("own", (key.holders, key.company, key.interest, key.class_, key.unit))
        sides = f"{level(each.before.level)} → {level(each.after.level)}"
        words = Text.assemble(painted(title(of, names)), (f"  {sides}", "bold yellow"))
        days = Text(when(parse(data.span(each.span))))
        yield from columns([
            ([Text.assemble(" ", possibly(each.certainty))], 3),
            (wrapped(days, _DAY_WIDTH), _DAY_WIDTH + 2),
            (wrapped(_sign(each.direction, several), _SIGN_WIDTH), _SIGN_WIDTH + 2),
            (wrapped(words, width - _DAY_WIDTH - _SIGN_WIDTH - 7), 0),
        ])  # fmt: skip


def _together(found: Crossings) -> list[tuple[tuple[Key, Crossing], list[Fraction]]]:
    """Put the thresholds together that one move crossed."""
    moves: dict[object, tuple[tuple[Key, Crossing], list[Fraction]]] = {}
    for key, each in found:
        move = (key, each.span, each.direction, each.certainty, each.before.level)
        moves.setdefault(move, ((key, each), []))[1].append(each.at)
    return list(moves.values())


def _sign(direction: str, several: Sequence[Fraction]) -> Text:
    sign, style = ("▲", "green") if direction == "up" else ("▼", "red")
    return Text(f"{sign} {', '.join(number(each) for each in several)}%", style)
