"""Give the parts of a sentence their colours, as rich text that holds no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

if TYPE_CHECKING:
    from timeline.facts.fact import Fact
    from timeline.show.names import Names
    from timeline.show.pieces import Role, Said

__all__ = ["headline_text", "painted"]

_STYLES: Final[dict[Role, str]] = {
    "entity": "bold cyan",
    "person": "bold bright_magenta",
    "programme": "bold magenta",
    "figure": "bold yellow",
    "term": "italic",
    "verb": "",
    "up": "green",
    "down": "red",
    "plain": "",
}


def painted(said: Said, style: str = "") -> Text:
    """Return a sentence in colour, on top of a style for all of it."""
    text = Text(style=style)
    for each in said:
        text.append(each.text, _STYLES[each.role] or None)
    return text


def headline_text(fact: Fact, names: Names) -> Text:
    """Return what a fact tells, in one sentence, in colour."""
    from timeline.show.sentences import pieces

    return painted(pieces(fact, names))
