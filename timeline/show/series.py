"""Tell how a holding went on: a row for each point, with its level and what gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from timeline.show import data
from timeline.show.answers import basis, known_by
from timeline.show.changes import title
from timeline.show.layout import Drawing, columns, heading, indented
from timeline.show.paint import painted
from timeline.show.table import Layout, Row, table
from timeline.show.words import on_day
from timeline.views.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.claims import Key
    from timeline.views.course import Point
    from timeline.views.question import Question

__all__ = ["series", "series_json"]


def series_json(found: Mapping[Key, Sequence[Point]]) -> dict[str, Any]:
    """Write the points of each holding; where nothing is told, all but the day is null."""
    return {"points": [_point(key, each) for key, points in found.items() for each in points]}


def _point(key: Key, point: Point) -> dict[str, Any]:
    held = point.held
    bounds: dict[str, Any] = dict.fromkeys(("low", "high", "low_open", "high_open", "fraction"))
    return {
        "on": point.on.isoformat(),
        **(data.level(held.level, key.unit) if held else bounds),
        "certainty": held.certainty if held else None,
        "told": held is not None,
        "basis": held.basis if held else None,
        "disputed": held.disputed if held else None,
        "holders": list(key.holders),
        "company": key.company,
        "interest": key.interest,
        "class": key.class_ or None,
        "unit": key.unit,
        "facts": held.facts if held else [],
    }


def series(found: Mapping[Key, Sequence[Point]], names: Names, asked: Question) -> Drawing:
    """Return a table for each holding, its points below each other."""
    return Drawing(lambda width: _lines(found, names, asked, width))


def _lines(
    found: Mapping[Key, Sequence[Point]], names: Names, asked: Question, width: int
) -> Iterator[Line]:
    told = Text.assemble(("Up to ", "dim"), (on_day(asked.on), "bold"), known_by(asked))
    yield from indented(told, width)
    for key, points in found.items():
        yield Text()
        of = Asked("own", (key.holders, key.company, key.interest, key.class_, key.unit))
        yield heading(Text.assemble(" ", painted(title(of, names))), width)
        yield from _table(points, width)


def _table(points: Sequence[Point], width: int) -> Iterator[Line]:
    rows = [_row(each) for each in points]
    like = Layout.of([each for each in rows if each is not None], width)
    for point, row in zip(points, rows, strict=True):
        if row is None:
            words = [([Text()], 3), ([Text(on_day(point.on))], 13), ([Text("not told", "dim")], 0)]
            yield from columns(words)
        else:
            yield from table([row], width, like)


def _row(point: Point) -> Row | None:
    held = point.held
    if held is None:
        return None
    return Row(
        name=Text(on_day(point.on)), level=held.level, unit=held.key.unit,
        certainty=held.certainty, words=basis(held),
    )  # fmt: skip
