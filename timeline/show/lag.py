"""Tell how long news took: a row for each source, with the median and the range of each leg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from timeline.show.answers import known_by
from timeline.show.layout import Drawing, columns, heading, indented, wrapped
from timeline.show.words import on_day, safe
from timeline.views.lag import Days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.show.layout import Line
    from timeline.views.lag import Lag, Leg
    from timeline.views.question import Question

__all__ = ["lag", "lag_json"]

_LEGS = ("to_published", "to_recorded", "in_all")
_HEADS = ("to publication", "to our record", "in all")
_CELL, _COUNT, _GAP = 16, 7, 2
_NAME = 30  # columns of a name at most
_NO_SOURCE = "no source"


def lag_json(documents: Iterable[Lag], publishers: Iterable[Lag]) -> dict[str, Any]:
    """Write the lags of each document and of each publisher, in days, by name, row by row."""
    return {
        "documents": (_lag("document", each) for each in documents),
        "publishers": (_lag("publisher", each) for each in publishers),
    }


def _lag(kind: str, each: Lag) -> dict[str, Any]:
    return {
        kind: each.source,
        "count": each.facts,
        "happened_to_published": _leg(each.to_published),
        "published_to_recorded": _leg(each.to_recorded),
        "happened_to_recorded": _leg(each.in_all),
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {name: _days(getattr(leg, name)) for name in ("median", "shortest", "longest")}


def _days(days: Days) -> dict[str, int | None]:
    return {"low": days.low, "high": days.high}


def lag(documents: Sequence[Lag], publishers: Sequence[Lag], asked: Question) -> Drawing:
    """Return a table of documents and one of publishers."""
    return Drawing(lambda width: _lines(documents, publishers, asked, width))


def _lines(
    documents: Sequence[Lag], publishers: Sequence[Lag], asked: Question, width: int
) -> Iterator[Line]:
    days = Text.assemble(("Days, for what happened up to ", "dim"), (on_day(asked.on), "bold"))
    yield from indented(days.append_text(known_by(asked)), width)
    if not documents:
        yield Text()
        yield Text(" Nothing is told.")
        return
    for name, several in (("By document", documents), ("By publisher", publishers)):
        yield Text()
        yield heading(Text(f" {name}", "bold"), width)
        yield from _table(several, width)
    yield Text()
    yield Text(" the median, and from the shortest to the longest", "dim")


def _table(several: Sequence[Lag], width: int) -> Iterator[Line]:
    """Lay out a row for each source: its name, how many facts, and the three legs.

    The name stands above them where beside it there is no room for all figures.
    """
    rows = [(each, [_leg_lines(getattr(each, leg)) for leg in _LEGS]) for each in several]
    longest = max(len(line) for _, legs in rows for lines in legs for line in lines)
    cell = max(_CELL, longest + _GAP)
    left = width - len(_LEGS) * cell + _GAP - _COUNT - 3
    named = min(max(len(safe(each.source or _NO_SOURCE)) for each in several), _NAME)
    room = named if left >= named else 0
    heads = [([Text(each, "dim")], cell) for each in _HEADS]
    yield from columns([([Text()], room + 3), ([Text("facts", "dim")], _COUNT), *heads])
    for each, told in rows:
        name = Text(safe(each.source or _NO_SOURCE), "bold" if each.source else "dim")
        legs = [(lines, cell) for lines in told]
        if not room:
            yield from indented(name, width)
        beside = wrapped(name, room) if room else []
        yield from columns(
            [([Text()], 1), (beside, room + 2), ([Text(f"{each.facts:>5}")], _COUNT), *legs]
        )


def _leg_lines(leg: Leg) -> list[Line]:
    """Write the median of a leg, and below it its range."""
    spread = _words(Days(leg.shortest.low, leg.longest.high))
    lines = [Text(_words(leg.median), "bold yellow")]
    return lines if leg.shortest == leg.longest else [*lines, Text(spread, "dim")]


def _words(days: Days) -> str:
    if days.high is None:
        return f"{days.low} or more"
    return str(days.low) if days.low == days.high else f"{days.low} to {days.high}"
