"""Tell what happened around an anchor: how many days before or after, and what prices did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve
from rich.text import Text

from timeline.dates import parse
from timeline.show import data
from timeline.show.answers import known_by, least_vague, possibly
from timeline.show.layout import Drawing, columns, heading, indented, wrapped
from timeline.show.paint import headline_text, painted
from timeline.show.pieces import who
from timeline.show.sentences import headline
from timeline.show.words import amount, on_day, plural, safe, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.around import Near, Offset
    from timeline.views.chronicle import Told
    from timeline.views.question import Question
    from timeline.views.surroundings import Around
    from timeline.views.trading import Meeting, Price

__all__ = ["around", "around_json"]

_OFFSET, _DAY_WIDTH = 15, 18


# As JSON


def around_json(found: Around, names: Names) -> dict[str, Any]:
    """Write an anchor, what was near it, and what each line did; offsets are in days."""
    fact, span = found.fact, found.anchor
    return {
        "anchor": {
            "fact": fact.id if fact else None,
            "headline": headline(fact.fact, names) if fact else None,
            "occurred": str(fact.when) if fact else data.span(span),
            "earliest": data.bound(span.earliest),
            "latest": data.bound(span.latest),
        },
        "events": [
            {
                "offset": _offset(each.offset),
                "certainty": each.certainty,
                "event": data.event(each.event, names),
            }
            for each in found.near
        ],
        "lines": [_line(each) for each in found.lines],
    }


def _offset(offset: Offset) -> dict[str, int | None]:
    return {"low": offset.low, "high": offset.high}


def _line(meeting: Meeting) -> dict[str, Any]:
    return {
        "company": meeting.company,
        "line": meeting.line,
        "meets": data.span(meeting.meets) if meeting.meets else None,
        "prices": [
            {
                "offset": _offset(each.offset),
                "on": each.event.on.isoformat(),
                "percent": _percent(each.event),
                "direction": _direction(each.event),
                "close": str(each.event.close) if each.event.close else None,
                "certainty": each.certainty,
                "fact": each.event.id,
            }
            for each in meeting.prices
        ],
    }


def _percent(price: Price) -> str | None:
    """Write a move as a plain decimal; a fall is below nothing."""
    move = price.percent
    return None if move is None or move.value is None else f"{move.value:f}"


def _direction(price: Price) -> str | None:
    return price.direction if price.percent is None else price.percent.direction


# As text


def around(found: Around, names: Names, asked: Question) -> Drawing:
    """Return what was near an anchor by its days, and a table for each line."""
    return Drawing(lambda width: _lines(found, names, asked, width))


def _lines(found: Around, names: Names, asked: Question, width: int) -> Iterator[Line]:
    told = [*(each.event for each in found.near), *([found.fact] if found.fact else [])]
    facts = {each.id: each.fact for each in told}
    names = evolve(names, facts={**facts, **names.facts})
    yield from indented(_title(found, names, asked), width)
    yield Text()
    if not found.near:
        yield Text(" Nothing else is told of these days.")
    sure = [each for each in found.near if each.certainty == "definite"]
    unsure = [each for each in found.near if each.certainty == "possible"]
    shown, more = least_vague(unsure, lambda each: each.event.span)
    for each in (*sure, *shown):
        yield from _event(each, names, width)
    yield from more
    for meeting in found.lines:
        yield Text()
        yield from _meeting(meeting, names, width)


def _title(found: Around, names: Names, asked: Question) -> Text:
    fact = found.fact
    days = Text(when(fact.when if fact else parse(data.span(found.anchor))), "bold")
    if fact is not None:
        days.append("  ").append_text(headline_text(fact.fact, names))
    return Text.assemble(("Around ", "dim"), days, known_by(asked))


def _event(near: Near[Told], names: Names, width: int) -> list[Line]:
    room = width - _OFFSET - _DAY_WIDTH - 7
    told = near.event
    dim = "dim" if told.standing == "rumoured" else ""
    words = Text(style=dim).append_text(headline_text(told.fact, names))
    day = Text(when(told.when), "dim")
    if width < 80:  # noqa: PLR2004 - as every table
        room = width - _OFFSET - 5
        words = words if told.when.is_day else Text.assemble(words, "  ", day)
        return _columned(near, [(wrapped(words, room), 0)])
    return _columned(near, [(wrapped(day, _DAY_WIDTH), _DAY_WIDTH + 2), (wrapped(words, room), 0)])


def _columned(near: Near[Any], cells: list[tuple[list[Line], int]]) -> list[Line]:
    mark = Text.assemble(" ", possibly(near.certainty))
    return columns([([mark], 3), (wrapped(_off(near.offset), _OFFSET), _OFFSET + 2), *cells])


def _off(offset: Offset) -> Text:
    """Write an offset: `3 days before`, `on the day`, `2 before to 4 after`, `by 3 days after`."""
    low, high = offset.low, offset.high
    if low is not None and low == high:
        if low == 0:
            return Text("on the day", "bold")
        return Text(f"{plural(abs(low), 'day')} {'before' if low < 0 else 'after'}")
    if low is None:
        return Text("any day" if high is None else f"until {_end(high)}", "dim")
    return Text(f"from {_end(low)}" if high is None else f"{_end(low)} to {_end(high)}", "dim")


def _end(days: int) -> str:
    return "the day" if days == 0 else f"{abs(days)} {'before' if days < 0 else 'after'}"


def _meeting(meeting: Meeting, names: Names, width: int) -> Iterator[Line]:
    """Draw the prices of a line, with a sign at the day that meets the anchor."""
    title = Text.assemble(painted(who(names, meeting.company)), f"  {safe(meeting.line)}")
    yield heading(Text.assemble(" ", title), width)
    meets, wide = meeting.meets, width >= 80  # noqa: PLR2004 - as every table
    for each in meeting.prices:
        price = each.event
        close = Text(amount(price.close) if price.close else "", "bold yellow")
        near = meets is not None and meets.within(price.on, price.on) is not None
        yield from _columned(each, [
            ([Text(on_day(price.on))], 13), ([_move(price)], 10), ([close], 16 if wide else 15),
            ([Text("←" if near else "", "cyan")], 0),
        ])  # fmt: skip
    vague = meets is not None and not meets.exact
    words = "← one of them meets it" if vague else "← meets it"
    yield Text(f"   {words if meets else 'No price is known that meets it.'}", "dim")


def _move(price: Price) -> Text:
    style = {"up": "green", "down": "red"}.get(_direction(price) or "", "dim")
    return Text(str(price.percent or price.direction), style)
