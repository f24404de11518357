"""Propose quotes that have given words and can be found in their document."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.fold import fold, uncased
from timeline.record.borders import occurrences, splits, widen
from timeline.record.quotes import LIMIT, length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.record.quotes import Document

__all__ = ["Proposal", "propose"]

_UNIT = re.compile(r"[^\d.,' ]+")
_MOST_WINDOWS, _MOST_STEPS, _MOST_PLACES, _MOST_PROPOSALS = 12, 8, 2000, 5


@frozen
class Proposal:
    """A quote that can be found, ready to paste, and how often it stands in the document."""

    text: str
    count: int


def propose(document: Document, words: Sequence[str]) -> list[Proposal]:
    """Propose up to five quotes that have all the words, the shortest first.

    Each stands within one sentence and can be found; where the straight run
    would be too long, `…` leaves out the words between. Words match whatever
    their case; one that no whole word matches may begin or end inside one.
    """
    wanted = {part for word in words for part in uncased(fold(word).text).split("…")}
    sought = [part.strip() for part in wanted if part.strip()]
    windows = sorted(_windows(document, sought), key=lambda each: each[-1][1] - each[0][0])
    texts = dict.fromkeys(_settled(document, each) for each in windows[:_MOST_WINDOWS])
    best = sorted(filter(None, texts), key=lambda text: (text.count("…"), length(text)))
    return [Proposal(text, 1) for text in best[:_MOST_PROPOSALS]]


def _windows(document: Document, words: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """Find the shortest stretches of single sentences that have all the words: where each is."""
    small = uncased(document.folded.text)
    spots = sorted(
        (start, end, word) for word in words for start, end in _stands(document, small, word)
    )
    latest: dict[str, tuple[int, int]] = {}
    shortest: dict[int, list[tuple[int, int]]] = {}
    sentence = (0, 0)
    for start, end, word in spots:
        if start >= sentence[1]:
            sentence = document.sentence(start, start + 1)
            latest.clear()
        if end <= sentence[1]:
            latest[word] = (start, end)
            if len(latest) == len(words):
                shortest.setdefault(min(latest.values())[0], sorted(latest.values()))
    yield from shortest.values()


def _stands(document: Document, small: str, word: str) -> Sequence[tuple[int, int]]:
    """List where a word stands whole (a figure with its unit), else, for letters, in part."""
    text = document.folded.text
    figure = any(each.isdecimal() for each in word)
    entire: list[tuple[int, int]] = []
    partly: list[tuple[int, int]] = []
    for start in occurrences(small, word):
        if splits(text, start) and (figure or len(partly) > _MOST_PLACES):
            continue
        end = start + len(word)
        wide = widen(text, start, end)
        unit = wide[0] == start and figure and _UNIT.fullmatch(text, end, wide[1])
        (entire if unit or wide == (start, end) else partly).append(wide)
    return entire or ([] if figure else partly)


def _settled(document: Document, spots: list[tuple[int, int]]) -> str:
    """Write the shortest quote around these words that can be found; empty if none is short."""
    straight = [(spots[0][0], max(end for _, end in spots))]
    folded = document.folded.text
    for spans in (straight, _joined(spots)):
        for grown in _growths(document, spans):
            text = "…".join(document.written(*each) for each in grown)
            usual = any(folded.count(folded[start:end]) > _MOST_PLACES for start, end in grown)
            if usual or length(text) > LIMIT or not text.isprintable():
                continue
            if document.find(text).status == "found":
                return text
    return ""


def _joined(spots: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches that overlap or nearly touch, so that `…` saves something."""
    joined = spots[:1]
    for start, end in spots[1:]:
        if start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _growths(document: Document, spans: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Grow the outer ends, word by word, within the sentence: the least growth first."""
    text = document.folded.text
    low, high = document.sentence(spans[0][0], spans[-1][1])
    back, ahead = range(spans[0][0], low - 1, -1), range(spans[-1][1], high + 1)
    lefts = list(islice((at for at in back if _ends(text, at, at)), _MOST_STEPS))
    rights = list(islice((at for at in ahead if _ends(text, at, at - 1)), _MOST_STEPS))
    for steps in range(_MOST_STEPS):
        for left in range(steps + 1):
            if left < len(lefts) and steps - left < len(rights):
                grown = list(spans)
                grown[0] = (lefts[left], grown[0][1])
                grown[-1] = (grown[-1][0], rights[steps - left])
                yield grown


def _ends(text: str, at: int, inner: int) -> bool:
    """Tell whether a quote may end at this place, its outermost character being at `inner`."""
    return not splits(text, at) and text[inner : inner + 1] not in {" ", "…"}
