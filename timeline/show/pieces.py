"""Build a sentence from pieces, each with the part that it plays, so that it can be coloured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from timeline.show.words import phrase, safe

if TYPE_CHECKING:
    from timeline.show.names import Names

__all__ = [
    "Piece",
    "Role",
    "Said",
    "Word",
    "down",
    "figure",
    "its",
    "owned",
    "possessive",
    "quoted",
    "say",
    "term",
    "text_of",
    "up",
    "verb",
    "who",
    "whose",
]

Role = Literal["entity", "person", "programme", "figure", "term", "verb", "up", "down", "plain"]


@frozen
class Piece:
    """Some words of a sentence, and what they are: an entity, a figure, a verb, or plain."""

    text: str
    role: Role = "plain"


Said = tuple[Piece, ...]
Word = Piece | str | Iterable["Word"] | None
"""What a sentence is made of: pieces, plain words, several of them, or nothing."""

_NO_SPACE_BEFORE = (",", ".", ";", ":", ")", "'", "%")


def say(*words: Word) -> Said:
    """Put words together into a sentence, spaced as prose is."""
    pieces: list[Piece] = []
    for piece in _flat(words):
        if pieces and _apart(pieces[-1].text, piece.text):
            pieces.append(Piece(" "))
        pieces.append(piece)
    return _merged(pieces)


def _flat(words: Iterable[Word]) -> Iterable[Piece]:
    """Give the pieces, each made safe to show: no word from outside gets past here."""
    for word in words:
        if isinstance(word, Piece):
            if word.text:
                yield Piece(safe(word.text), word.role)
        elif isinstance(word, str):
            if word:
                yield Piece(safe(word))
        elif word is not None:
            yield from _flat(word)


def _apart(left: str, right: str) -> bool:
    """Tell whether a space stands between two pieces."""
    spaced = left.endswith((" ", "(", "\N{LEFT DOUBLE QUOTATION MARK}")) or right.startswith(" ")
    closing = right.startswith("\N{RIGHT DOUBLE QUOTATION MARK}")
    return not (spaced or closing or right.startswith(_NO_SPACE_BEFORE))


def _merged(pieces: list[Piece]) -> Said:
    """Join neighbours that play the same part."""
    merged: list[Piece] = []
    for each in pieces:
        if merged and merged[-1].role == each.role:
            merged[-1] = Piece(merged[-1].text + each.text, each.role)
        else:
            merged.append(each)
    return tuple(merged)


def text_of(said: Said) -> str:
    """Return a sentence as plain text."""
    return "".join(each.text for each in said)


# The parts that words play


def verb(text: str) -> Piece:
    """Return what happened."""
    return Piece(text, "verb")


def up(text: str) -> Piece:
    """Return what happened, where that is more of something."""
    return Piece(text, "up")


def down(text: str) -> Piece:
    """Return what happened, where that is less of something."""
    return Piece(text, "down")


def figure(text: str | None) -> Piece:
    """Return a figure, already in words; nothing where there is none."""
    return Piece(text or "", "figure")


def term(slug: str) -> Piece:
    """Return a theme, purpose or metric, written as words."""
    return Piece(phrase(slug), "term")


def quoted(text: str) -> tuple[str, Piece, str]:
    """Return words from outside between quotation marks."""
    return (
        "\N{LEFT DOUBLE QUOTATION MARK}",
        Piece(safe(text), "term"),
        "\N{RIGHT DOUBLE QUOTATION MARK}",
    )


def who(names: Names, *entities: str) -> Said:
    """Return entities by their names, one after the other."""
    last = len(entities) - 1
    words: list[Word] = []
    for place, each in enumerate(entities):
        link = "" if place == 0 else "and" if place == last else ","
        words += [link, Piece(names(each), _role(names, each))]
    return say(words)


def _role(names: Names, entity: str) -> Role:
    kind = names.kind(entity)
    if kind in {"person", "programme"}:
        return "person" if kind == "person" else "programme"
    return "entity"


def whose(names: Names, *entities: str) -> Said:
    """Return entities by their names, as owners of what follows."""
    return possessive(who(names, *entities))


def possessive(said: Said) -> Said:
    """Return somebody as the owner of what follows: `Alibaba's`, `Broadcom and Tesla's`."""
    ending = "" if text_of(said).casefold().endswith("s") else "s"
    return (*said, Piece(f"'{ending}"))


def owned(names: Names, entity: str) -> Said:
    """Return a programme or unit with its owner in front, unless its name says whose it is."""
    owner = names.owner(entity)
    if owner is None or names(owner).casefold() in names(entity).casefold():
        return who(names, entity)
    return say(whose(names, owner), who(names, entity))


def its(names: Names, entity: str) -> Piece:
    """Return a programme after its owner was named: “its own chips” for “Alibaba's own chips”."""
    owner = names.owner(entity)
    name = names(entity)
    if owner is not None:
        for mark in ("'", "\N{RIGHT SINGLE QUOTATION MARK}"):
            name = re.sub(f"^{re.escape(names(owner))}{mark}s? ", "its ", name)
    return Piece(name, _role(names, entity))
