"""Draw the timeline: a rail through years and months, with a node for everything that happened."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from rich.text import Text

from timeline.facts.ownership import StakeChanged, StakeStated
from timeline.show.bars import bar, scale, telling
from timeline.show.layout import Drawing, fits, flowed, heading, padded, pushed, wrapped
from timeline.show.names import Names
from timeline.show.paint import painted
from timeline.show.pieces import text_of
from timeline.show.sections import day_words, sections, years
from timeline.show.sentences import aside, pieces
from timeline.show.words import number, safe
from timeline.views.chronicle import Told
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.facts.fact import Fact
    from timeline.show.layout import Line
    from timeline.show.sections import Section

__all__ = ["timeline"]

_RAIL, _DAY, _VAGUE, _FIRST, _LAST = "│", "●", "○", "┏", "┗"
_FAINT: Final = "bright_black"
_ROOMY: Final = 80
_WIDEST: Final = 120
_MOST_SOURCES: Final = 2
_COLORS: Final = {
    "stake": "cyan", "capital": "cyan", "control": "cyan", "deal": "green", "agreement": "green",
    "programme": "magenta", "strategy": "blue", "commitment": "blue", "spending": "blue",
    "results": "yellow", "price": "yellow", "valuation": "yellow", "policy": "red",
}  # fmt: skip
_LEGEND: Final = {
    _DAY: "a day", _VAGUE: "some day, as told", f"{_FIRST}{_LAST}": "over a period",
    "?": "possibly so", "✓": "quote found in its document",
}  # fmt: skip
_NOTHING: Final = "Nothing is told of that."
_TRY: Final = "Try wider days, or leave out --about and --type."


def timeline(told: Sequence[Told], names: Names, *, title: str = "") -> Drawing:
    """Return the timeline of these facts, to be drawn at any width from 60 columns."""
    known = evolve(names, facts={**{each.id: each.fact for each in told}, **names.facts})
    return Drawing(lambda width: _lines(told, known, title, width))


def _lines(told: Sequence[Told], names: Names, title: str, width: int) -> Iterator[Line]:
    width = min(width, _WIDEST)
    if title:
        yield Text(f" {safe(title)}", "bold")
        yield Text()
    if not told:
        yield Text(f" {_NOTHING}")
        yield Text(f" {_TRY}", "dim")
        return
    for year, several in years(sections(told)):
        yield heading(Text(f" {year or 'Day not told'}", "bold"), width)
        for section in several:
            alone = len(several) == 1 and section.vague
            yield from _section(section, names, width, named=not alone)
        yield Text()
    yield from _legend(told, width)


def _section(section: Section, names: Names, width: int, *, named: bool) -> Iterator[Line]:
    yield Text(f" {_RAIL}", _FAINT)
    if named:
        yield Text.assemble((" ├─ ", _FAINT), (section.words, "bold"))
        yield Text(f" {_RAIL}", _FAINT)
    for each in section.told:
        yield from _Entry(each, names, section.year).lines(width)


@frozen
class _Entry:
    """One fact on the rail: its node, its day, and what is told of it."""

    told: Told
    names: Names
    year: int

    def lines(self, width: int) -> Iterator[Line]:
        """Lay out the node and the day on the left, the sentence and its evidence on the right."""
        roomy = width >= _ROOMY
        label = 13 if roomy else 11
        body = self._body(width - label - 6, roomy=roomy)
        days = wrapped(Text(self._day(), "" if self.told.when.is_day else "dim"), label)
        height = max(len(body), len(days), 2 if self._is_period else 1)
        for at in range(height):
            day = days[at] if at < len(days) else Text()
            rest = body[at] if at < len(body) else Text()
            yield Text.assemble(" ", self._rail(at, height), " ", padded(day, label), "  ", rest)

    @property
    def _is_period(self) -> bool:
        return self.told.when.kind == "interval"

    def _day(self) -> str:
        """Write the day, its number set right so that days stand below each other."""
        words = day_words(self.told, self.year)
        if self._is_period:
            return words.replace(" \N{EN DASH} ", " \N{EN DASH}\n")
        return f"{words:>6}" if self.told.when.is_day else words

    def _rail(self, at: int, height: int) -> Text:
        """Return the rail beside one line of the entry: the node, then the rail going on."""
        color = _COLORS.get(self.told.fact.TYPE.partition("-")[0], "white")
        if self.told.superseded_by is not None or self.told.standing == "rumoured":
            color = f"dim {color}"
        node = _DAY if self.told.when.is_day else _VAGUE
        if self._is_period:
            node = _FIRST
        signs = {0: (node, color)}
        if self._is_period:
            signs |= dict.fromkeys(range(1, height - 1), ("┃", color))
            signs[height - 1] = (_LAST, color)
        possible = at == 0 and self.told.certainty == "possible"
        mark = ("?", "yellow") if possible else (" ", "")
        return Text.assemble(signs.get(at, (_RAIL, _FAINT)), mark)

    def _body(self, width: int, *, roomy: bool) -> list[Line]:
        fact = self.told.fact
        headline = wrapped(self._headline(), width)
        lines = headline + wrapped(Text(text_of(aside(fact, self.names)), "dim"), width)
        if self.told.superseded_by is None:
            lines += _bar(fact, cells=20 if roomy else 10)
        else:
            lines += wrapped(self._superseded(), width)
        sources = self._sources()
        if roomy and sources:
            return _with_sources(lines, len(headline), sources, width)
        return lines + flowed(sources, width, "  ")

    def _headline(self) -> Text:
        style = {"rumoured": "dim"}.get(self.told.standing, "")
        if self.told.superseded_by is not None:
            style = "dim strike"
        return painted(pieces(self.told.fact, self.names), style)

    def _superseded(self) -> Text:
        by = self.told.superseded_by or ""
        words = "retracted" if by.startswith("retracted:") else f"corrected by {safe(by)}"
        return Text(f"→ {words}", "italic")

    def _sources(self) -> list[Text]:
        """Name the documents, with a tick where every quote was found; and how firm it is."""
        verified: dict[str, bool] = {}
        for each in self.told.sources:
            name = each.citation.document
            verified[name] = each.verified and verified.get(name, True)
        shown = list(verified)[:_MOST_SOURCES]
        words = [f"{safe(name)}{' ✓' if verified[name] else ''}" for name in shown]
        if len(verified) > len(shown):
            words[-1] += f" +{len(verified) - len(shown)}"
        firm = {"official": ("official", "dim green"), "rumoured": ("rumour", "dim yellow")}
        first = [Text(*firm[self.told.standing])] if self.told.standing in firm else []
        return first + [Text(each, "dim") for each in words]


def _with_sources(lines: list[Line], end: int, sources: list[Text], width: int) -> list[Line]:
    """Put the sources at the end of the headline, or of the last line; or on a line of their own.

    `end` is the number of lines of the headline.
    """
    whole = Text("  ").join(sources)
    for at in (end - 1, len(lines) - 1):
        if fits(lines[at], whole, width):
            return [*lines[:at], pushed(lines[at], whole, width), *lines[at + 1 :]]
    if whole.cell_len <= width:
        return [*lines, pushed(Text(), whole, width)]
    return [*lines, *flowed(sources, width, "  ")]


def _bar(fact: Fact, cells: int) -> list[Line]:
    """Draw a stake before and after, on a scale that ends at the next round figure."""
    if not isinstance(fact, StakeChanged | StakeStated):
        return []
    after = fact.after if isinstance(fact, StakeChanged) else fact.stake
    before = fact.before if isinstance(fact, StakeChanged) else None
    new = Level.of_share(after) if after is not None else None
    old = Level.of_share(before) if before is not None else None
    if new is None or not telling(new):
        return []
    top = scale([new, old])
    drawn = bar(new, before=old, top=top, cells=cells)
    return [Text.assemble(("0 ", "dim"), drawn, (f" {top}%", "dim"), ("  ", ""), _moved(old, new))]


def _moved(old: Level | None, new: Level) -> Text:
    """Say by how many points a stake moved, where both levels are exact."""
    if old is None or not (old.exact and new.exact) or old == new:
        return Text()
    by = new.low - old.low
    sign, style = ("+", "green") if by > 0 else ("\N{MINUS SIGN}", "red")
    return Text(f"{sign}{number(abs(by))} points", style)


def _legend(told: Iterable[Told], width: int) -> list[Line]:
    """Say what the signs mean, those that were used."""
    used = set(chain.from_iterable(_signs(each) for each in told))
    parts = [f"{sign} {meaning}" for sign, meaning in _LEGEND.items() if sign in used]
    if len(parts) == 1 and _DAY in used:
        return []
    words = [Text(part, "dim") for part in parts]
    return [Text.assemble(" ", line) for line in flowed(words, width - 2, "   ")]


def _signs(told: Told) -> Iterator[str]:
    period = told.when.kind == "interval"
    yield f"{_FIRST}{_LAST}" if period else _DAY if told.when.is_day else _VAGUE
    if told.certainty == "possible":
        yield "?"
    if any(each.verified for each in told.sources):
        yield "✓"
