"""Write what the screen shows as a file: SVG, HTML, or a Markdown list.

The SVG is drawn here and not by rich: rich counts characters where it should
count cells, which squeezes Chinese names, and refers to a font on the network.
The same answer gives the same file, byte for byte.
"""

from __future__ import annotations

import io
import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.color import blend_rgb
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from timeline.show.pieces import text_of
from timeline.show.sections import day_words, sections, years
from timeline.show.sentences import aside, headline
from timeline.show.words import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.segment import Segment

    from timeline.show.names import Names
    from timeline.views.chronicle import Told

__all__ = ["html", "markdown", "svg"]

_CELL: Final = 8.4  # pixels wide at a size of 14, as most fonts of one width have it
_LINE: Final = 20
_SIZE: Final = 14
_MARGIN: Final = 20
_FONTS: Final = (
    "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', "
    "'Noto Sans Mono CJK SC', monospace"
)
_THEME: Final = TerminalTheme(
    (22, 27, 34),
    (213, 219, 227),
    [
        *[(72, 79, 88), (255, 123, 114), (126, 211, 133), (227, 179, 65)],
        *[(121, 174, 255), (210, 168, 255), (86, 212, 221), (213, 219, 227)],
    ],
    [
        *[(88, 97, 108), (255, 161, 152), (110, 231, 135), (242, 204, 96)],
        *[(165, 205, 255), (226, 197, 255), (179, 240, 255), (255, 255, 255)],
    ],
)
_SVG: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" role="img">
<title>{title}</title>
<style>
text {{ font: {size}px {fonts}; white-space: pre; }}
{styles}
</style>
<rect width="{width}" height="{height}" rx="8" fill="{background}"/>
{texts}
</svg>
"""
_HTML: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ background: {background}; color: {foreground}; }}
pre {{ font: {size}px/{line}px {fonts}; margin: {margin}px; }}
{styles}
</style>
</head>
<body>
<pre>{texts}</pre>
</body>
</html>
"""


def svg(renderable: RenderableType, *, width: int = 100, title: str = "") -> str:
    """Draw as an SVG picture, with no font or script from elsewhere."""
    rules = _Rules()
    lines = _drawn(renderable, width)
    texts = [
        _text(each, x, row, rules)
        for row, line in enumerate(lines)
        for each, x in _runs(line)
        if each.text.strip()
    ]
    return _SVG.format(
        width=round(width * _CELL + 2 * _MARGIN),
        height=len(lines) * _LINE + 2 * _MARGIN,
        title=escape(safe(title) or "Timeline"),
        size=_SIZE,
        fonts=_FONTS,
        styles=rules.written("fill"),
        background=_THEME.background_color.hex,
        texts="\n".join(texts),
    )


def html(renderable: RenderableType, *, width: int = 100, title: str = "") -> str:
    """Draw as a page of its own, with no font or script from elsewhere."""
    rules = _Rules()
    lines = ["".join(_span(each, rules) for each in line) for line in _drawn(renderable, width)]
    return _HTML.format(
        title=escape(safe(title) or "Timeline"),
        size=_SIZE,
        line=_LINE,
        fonts=_FONTS,
        margin=_MARGIN,
        styles=rules.written("color"),
        background=_THEME.background_color.hex,
        foreground=_THEME.foreground_color.hex,
        texts="\n".join(each.rstrip() for each in lines),
    )


def _drawn(renderable: RenderableType, width: int) -> list[list[Segment]]:
    """Draw into lines of segments, on a console that nobody sees."""
    console = Console(
        file=io.StringIO(), width=width, height=25, force_terminal=True, legacy_windows=False,
        color_system="truecolor", markup=False, emoji=False, highlight=False, _environ={},
    )  # fmt: skip
    lines = console.render_lines(renderable, pad=False)
    while lines and not "".join(each.text for each in lines[-1]).strip():
        lines.pop()
    return lines


def _runs(line: Iterable[Segment]) -> Iterator[tuple[Segment, int]]:
    """Give the runs of a line that are of one style and one width of character, and their cells."""
    at = 0
    for segment in line:
        for _, several in groupby(segment.text, key=lambda each: cell_len(each) > 1):
            text = "".join(several)
            yield type(segment)(text, segment.style), at
            at += cell_len(text)


def _text(segment: Segment, x: int, row: int, rules: _Rules) -> str:
    spaced = len(segment.text) - len(segment.text.lstrip(" "))
    text = segment.text.strip(" ")
    left = _MARGIN + (x + spaced) * _CELL
    baseline = _MARGIN + row * _LINE + _SIZE
    length = f' textLength="{cell_len(text) * _CELL:.1f}"' if len(text) > 1 else ""
    name = rules.name(segment.style)
    return f'<text class="{name}" x="{left:.1f}" y="{baseline}"{length}>{escape(text)}</text>'


def _span(segment: Segment, rules: _Rules) -> str:
    if segment.style is None or not segment.text.strip():
        return escape(segment.text)
    return f'<span class="{rules.name(segment.style)}">{escape(segment.text)}</span>'


class _Rules:
    """The styles that were used, each under a short name."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def name(self, style: Style | None) -> str:
        """Return the name of a style."""
        key = _css(style or Style.null())
        return self._names.setdefault(key, f"s{len(self._names)}")

    def written(self, colour: str) -> str:
        """Write the styles as CSS; `colour` is what CSS calls the colour of text."""
        return "\n".join(
            f".{name} {{ {colour}: {hue};{rest} }}" for (hue, rest), name in self._names.items()
        )


def _css(style: Style) -> tuple[str, str]:
    """Return the colour of a style, and the rest of it in CSS."""
    hue = _THEME.foreground_color
    if style.color is not None and not style.color.is_default:
        hue = style.color.get_truecolor(_THEME)
    if style.dim:
        hue = blend_rgb(hue, _THEME.background_color, 0.4)
    marks = {
        " font-weight: 600;": style.bold,
        " font-style: italic;": style.italic,
        " text-decoration: line-through;": style.strike,
        " text-decoration: underline;": style.underline,
    }
    return hue.hex, "".join(rule for rule, used in marks.items() if used)


def markdown(told: Sequence[Told], names: Names) -> str:
    """Write a timeline as a Markdown list under its years and months."""
    lines: list[str] = []
    for year, several in years(sections(told)):
        lines += [f"## {year or 'Day not told'}", ""]
        for section in several:
            if len(several) > 1 or not section.vague:
                lines += [f"### {section.words}", ""]
            lines += [_item(each, names, year) for each in section.told] + [""]
    return "\n".join(lines)


def _item(told: Told, names: Names, year: int) -> str:
    """Write one fact as an item: its day, what happened, how firm it is, its sources."""
    words = _escaped(headline(told.fact, names))
    if beside := text_of(aside(told.fact, names)):
        words += f" ({_escaped(beside)})"
    if told.superseded_by is not None:
        retracted = told.superseded_by.startswith("retracted:")
        by = "retracted" if retracted else f"corrected by {_escaped(told.superseded_by)}"
        words = f"~~{words}~~ → {by}"
    notes = [each for each in (told.standing, told.certainty) if each in {"official", "rumoured",
             "possible"}]  # fmt: skip
    sources = dict.fromkeys(_escaped(each.citation.document) for each in told.sources)
    firm = "; ".join(filter(None, [", ".join(notes), ", ".join(sources)]))
    return f"- **{_escaped(day_words(told, year))}** {words}" + (f" *({firm})*" if firm else "")


def _escaped(text: str) -> str:
    """Return a text in which nothing is Markdown or HTML."""
    shown = re.sub(r"([\\`*_{}\[\]<>#|~&$^=@])", r"\\\1", safe(text))
    return re.sub(
        r"(?i)(?<=http|ttps|.ftp):(?=//)|(?<=www)\.", lambda found: f"\\{found[0]}", shown
    )
