"""Fold text so that a quote matches its document however either was typeset.

Folded are: Unicode (NFKC), white space, a Pinyin gloss in brackets after a
Chinese character, traditional characters to simplified ones, typographic
quotation marks and dashes to the plain ones, three dots to `…`. Dropped are
characters that nobody sees (soft hyphens, zero-width spaces, byte order marks).
Case is not folded.

NFKC is not followed where it would make up a figure or a space: `²`, `①` and
`½` stay, so that 10² is not 102, and so do lone accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencc import OpenCC

__all__ = ["CJK", "Folded", "fold", "plain", "shown", "uncased"]

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CJK = f"{HAN}\u3001-\u3004\u3006\u3008-\u303f\u3041-\u30ff\u31f0-\u31ff"
"""What stands in a class of a regular expression for Chinese and Japanese writing."""

LONGEST_CLUSTER = 31
"""A letter with at most 30 marks is composed, as Unicode's stream-safe format has it."""


def _syllable() -> str:
    """Spell every Pinyin syllable, with or without its tone, as a regular expression."""
    finals = (
        "a ai an ang ao e ei en eng er o ong ou i ia ian iang iao ie in ing io iong iu "
        "u ua uai uan uang ue ui un uo ü üe v ve ê"
    )
    toned = {"a": "[aɑāáǎà]", "e": "[eēéěè]", "i": "[iīíǐì]", "o": "[oōóǒò]"}
    toned |= {"u": "[uūúǔù]", "ü": "[üǖǘǚǜ]", "n": "[nńňǹ]", "g": "[gɡ]"}
    spelt = ("".join(toned.get(letter, letter) for letter in each) for each in finals.split())
    return rf"(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?(?:{'|'.join(spelt)})"


_SPACED = rf"\s*+[(（]\s*+{_syllable()}\s*+[)）]"
_GLOSS = re.compile(rf"(?=[\s(（])(?<=[{HAN}])(?:{_SPACED})+")
_SQUEEZE = re.compile(
    rf"""(?=[\s(.…])
        (?: (?P<drop> (?<=[{HAN}]) (?:{_SPACED})+ \s*+
                    | (?<=[{CJK}]) \s++ (?![\u3099\u309a])
                    | \s++ (?![\u3099\u309a]) (?=[{CJK}]) )
          | (?P<dots> (?: \.{{3,}}+ | … )+ )
          | [^\S\ ] \s*+ | [ ] \s++ )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s++")
_HAN = re.compile(f"[{HAN}]")

_ALIKE = str.maketrans(
    "“”„‟«»「」『』" + "‘’‚‛‹›′´" + "‐‒–—―−" + "・•‧",
    '"' * 10 + "'" * 8 + "-" * 6 + "·" * 3,
)
_ALSO = str.maketrans("著瞭藉甦妳衞敍枱钜锺馀谘缐讬", "着了借苏你卫叙台巨钟余咨线托")
"""Traditional characters that OpenCC, asked without a context, leaves as they are."""


@frozen
class Folded:
    """A folded text, with the place in the original of each of its characters.

    `origin` has one more entry than `text` has characters: the original's length.
    """

    text: str
    origin: tuple[int, ...]


def fold(text: str, *, simplify: bool = True) -> Folded:
    """Fold a text; `simplify=False` leaves traditional characters as they are."""
    units = _units(text)
    table = _TABLES[simplify]
    pieces = [table[unit] for unit in units]
    origin = _origin(units, pieces)
    return _squeeze("".join(pieces), origin, len(text))


def plain(text: str) -> str:
    """Write a stretch of a text on one line, without its Pinyin glosses, else as it stands."""
    if not text.isascii():
        if any(map(_joins, set(text))):
            text = "".join(map(_tidied, _units(text)))
        text = _GLOSS.sub("", text)
    return _SPACE.sub(" ", text).strip()


def shown(text: str) -> str:
    """Write text from a document so that no terminal obeys it."""
    return "".join(each if each.isprintable() else _escaped(each) for each in text)


def _escaped(char: str) -> str:
    """Write a character as an escape sequence of TOML."""
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"


def uncased(text: str) -> str:
    """Write a text in small letters, as long as it was."""
    return "".join(small if len(small := each.lower()) == 1 else each for each in text)


def _squeeze(text: str, origin: Sequence[int], end: int) -> Folded:
    """Fold white space and dots, and drop glosses, keeping the places."""
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for match in _SQUEEZE.finditer(text):
        start = match.start()
        parts.append(text[last:start])
        places += origin[last:start]
        if match["drop"] is None:
            parts.append(" " if match["dots"] is None else "…")
            places.append(origin[start])
        last = match.end()
    parts.append(text[last:])
    places += origin[last:]
    return Folded("".join(parts), (*places, end))


def _origin(units: Sequence[str], pieces: Sequence[str]) -> Sequence[int]:
    """Say where the unit starts that each folded character comes from."""
    starts = (0, *accumulate(map(len, units)))
    if all(pieces) and sum(map(len, pieces)) == len(pieces):
        return starts[:-1]
    return [start for start, piece in zip(starts, pieces, strict=False) for _ in piece]


def _units(text: str) -> Sequence[str]:
    """Divide a text into characters, each with the marks that belong to it."""
    tail = "".join(each for each in set(text) if _joins(each))
    return re.findall(rf"(?s:.)[{re.escape(tail)}]*+", text) if tail else text


class _Table(dict[str, str]):
    """What each character (or letter with marks) folds to, learned once for all documents."""

    def __init__(self, *, simplify: bool) -> None:
        """Begin with nothing learned."""
        super().__init__()
        self.simplify = simplify

    def __missing__(self, unit: str) -> str:
        """Fold a unit that was not met before, and keep it if it is one character."""
        folded = _compose(unit).translate(_ALIKE)
        if self.simplify and _HAN.search(folded):
            folded = "".join(_simplified(each) for each in folded)
        if len(unit) == 1:
            self[unit] = folded
        return folded


_TABLES = {True: _Table(simplify=True), False: _Table(simplify=False)}


def _compose(unit: str) -> str:
    """Apply NFKC to a letter with its marks, but for what NFKC would falsify."""
    if len(unit) > 1:
        unit = "".join(each for each in unit if not _unseen(each))
        if len(unit) > LONGEST_CLUSTER or _kept(unit[:1]):
            return "".join(map(_compose, unit))
    if _kept(unit) or _unseen(unit):
        return "" if _unseen(unit) else unit
    return unicodedata.normalize("NFKC", unit)


def _kept(char: str) -> bool:
    """Tell whether a character stays, as NFKC would make a figure or a space of it."""
    folded = unicodedata.normalize("NFKC", char)
    if len(char) != 1 or folded == char:
        return char == "…"
    if char == "…" or (len(folded) > 1 and folded.startswith(" ")):
        return True
    return not char.isdecimal() and any(each in "0123456789" for each in folded)


def _unseen(text: str) -> bool:
    """Tell whether a character is a format character or a variation selector."""
    if len(text) != 1 or text.isascii():
        return False
    selector = "\ufe00" <= text <= "\ufe0f" or "\U000e0100" <= text <= "\U000e01ef"
    return selector or unicodedata.category(text) == "Cf"


@lru_cache(maxsize=65536)
def _joins(char: str) -> bool:
    """Tell whether a character may merge with the one before: a mark, a vowel of Hangul."""
    if char.isascii():
        return False
    first = unicodedata.normalize("NFKC", char)[0]
    vowel = "\u1160" <= first <= "\u11ff"
    return _unseen(char) or (not _kept(char) and (vowel or unicodedata.category(first)[0] == "M"))


def _tidied(unit: str) -> str:
    """Compose a letter with its marks, without what nobody sees."""
    seen = "".join(each for each in unit if not _unseen(each))
    return unicodedata.normalize("NFC", seen) if len(seen) <= LONGEST_CLUSTER else seen


def _simplified(char: str) -> str:
    """Write one character in its simplified form (OpenCC is loaded at the first Chinese one)."""
    if not _HAN.match(char):
        return char
    simpler = _opencc().convert(char).translate(_ALSO)
    return char if simpler == char else _simplified(simpler)


@cache
def _opencc() -> OpenCC:
    """Load the table of traditional characters."""
    from opencc import OpenCC

    return OpenCC("t2s")
