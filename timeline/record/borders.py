"""Tell where the words, numbers and sentences of a folded text end.

A number has its sign, its separators, `%` and 万 or 亿. A sentence ends at its
stop, with the brackets and quotation marks that close behind it, or where a
paragraph does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from timeline.facts.fold import CJK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fold import Folded

__all__ = ["LATIN_LETTER", "borders", "occurrences", "splits", "widen"]

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ"
LATIN_LETTER = re.compile(f"[{_LATIN}]")
_WORD = re.compile(rf"[\d{_LATIN}ɐ-ʯ\u0300-\u036f\u0370-\u052f]")
_GROUP = 3
LONGEST_WORD = 30
"""As far as a stretch is widened to whole words: longer ones are not words."""
_MAGNITUDES = frozenset("百千万亿兆萬億")
_NUMERALS = _MAGNITUDES | frozenset("〇零一二三四五六七八九十两兩")


def splits(text: str, at: int) -> bool:
    """Tell whether a place in a folded text is inside a number or a Latin word.

    A number has its sign, its separators, `%` and 万 or 亿; letters and digits
    that touch (28nm, AI5) are one word.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after.isdecimal() and (before == "负" or (before in "-+" and _signs(text, at - 1))):
        return True
    if before.isdecimal() and (after in "%‰" or after in _MAGNITUDES):
        return True
    if before in _NUMERALS and after in _NUMERALS:
        return True
    if _WORD.match(before) and _WORD.match(after):
        return True
    return _groups(text, at) or _groups(text, at - 1)


def _signs(text: str, at: int) -> bool:
    """Tell whether the dash at this place is the sign of a number, not a hyphen or a range."""
    return at == 0 or not (_WORD.match(text[at - 1]) or text[at - 1] in "-+%‰)]\"'")


def _groups(text: str, at: int) -> bool:
    """Tell whether the character at this place holds the digits of one number together."""
    if text[at] not in ".,' " or not 0 < at < len(text) - 1:
        return False
    before, after = _digits(text[max(0, at - 4) : at][::-1]), _digits(text[at + 1 : at + 5])
    if not (before and after) or text[at] == ".":
        return bool(before and after)
    if text[at] == ",":
        return before <= _GROUP or after < _GROUP
    first = at - before
    return before <= _GROUP and after == _GROUP and not (first and _WORD.match(text[first - 1]))


def _digits(text: str) -> int:
    """Count the digits that a text starts with."""
    return next((at for at, each in enumerate(text) if not each.isdecimal()), len(text))


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch until it splits no word or number (or gets long)."""
    least, most = start - LONGEST_WORD, end + LONGEST_WORD
    while start > least and splits(text, start):
        start -= 1
    while end < most and splits(text, end):
        end += 1
    return start, end


def occurrences(text: str, part: str) -> Iterator[int]:
    """List every place where a part stands in a text."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


_CLOSERS = r"""(?:["')\]}》】]|\[\d{1,3}\])*+"""
_STOP = re.compile(
    rf"""。++{_CLOSERS}
       | (?: (?<=[{CJK}"')\]%]) [!?]++ | [!?]++ (?=["')\]]*+(?:\s|[{CJK}]|\Z)) ) {_CLOSERS}
         (?! \s*+ [a-zß-öø-ÿ] )
       | (?<!\.)\.(?!\.) {_CLOSERS} (?= [ ] (?![a-zß-öø-ÿ]) )""",
    re.VERBOSE,
)
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|Jr|Sr|Co|Corp|Inc|Ltd|Nos?|vs|"
    r"approx|est|cf|Fig|e\.g|i\.e|[ap]\.m)\Z"
)
_OPENERS = frozenset("“‘「『«‹")
_BLANK = re.compile(r"\s++")
_LINE = re.compile(r"\r\n?|\n")
_EASTERN = re.compile(f"[{CJK}\uff01-\uff60]")


def borders(text: str, folded: Folded) -> tuple[int, ...]:
    """List the places in a folded text where a sentence starts, and the text's end."""
    places = {0, len(folded.text)}
    for start, end in _stops(folded.text):
        opened = (at for at in range(start, end) if text[folded.origin[at]] in _OPENERS)
        places.add(next(opened, end))
    places.update(bisect_left(folded.origin, each) for each in _paragraphs(text))
    return tuple(sorted(places))


def _stops(text: str) -> Iterator[tuple[int, int]]:
    """Find what ends a sentence in a folded text, with the quotation marks behind it."""
    for match in _STOP.finditer(text):
        start = match.start()
        if text[start] != "." or not _SHORT.search(text[max(0, start - 8) : start]):
            yield start, match.end()


def _paragraphs(text: str) -> Iterator[int]:
    """Find the starts of paragraphs: after a blank line, and lines beside a Chinese character.

    A single line break between Latin words may be no more than where a line was full.
    """
    for match in _BLANK.finditer(text):
        lines = len(_LINE.findall(match[0]))
        beside = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        if lines > 1 or (lines and _EASTERN.search(beside)):
            yield match.end()
