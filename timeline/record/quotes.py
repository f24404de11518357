"""Find a quote in its document.

Both are folded first (see `fold`). A quote stands in its document exactly once,
or its `prefix` or `suffix` says which; it neither starts nor ends inside a
number or a Latin word; `…` may leave out words within one sentence. With `…`
every pair of a first and a last part that fits counts as a place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from timeline.facts.fold import Folded, fold, plain, shown, uncased
from timeline.record.borders import LATIN_LETTER, borders, occurrences, splits, widen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LIMIT", "Document", "Found", "Place", "find", "length"]

LIMIT = 40
"""The greatest length of a quote."""
_SHOWN_LENGTH = 30
_MOST_TRIED = 200
_BARE = str.maketrans({"\\": "\\\\", '"': '\\"'})


def length(quote: str) -> Decimal:
    """Measure a quote: Latin letters count half, all other characters and `…` one."""
    written = unicodedata.normalize("NFC", re.sub(r"\.{3,}", "…", quote.strip()))
    return len(written) - Decimal("0.5") * len(LATIN_LETTER.findall(written))


@frozen
class Place:
    """Where a quote stands in the original text, and the sentence around it on one line."""

    start: int
    end: int
    sentence: str


@frozen
class Found:
    """What came of looking for a quote: where it stands, or why it does not, and a hint.

    `status` is `found`; `missing`; `ambiguous` (it stands `count` times); or
    `inside` (it stands only where it would split a word or a number).
    """

    status: Literal["found", "missing", "ambiguous", "inside"]
    count: int
    place: Place | None = None
    hint: str = ""


@frozen
class Document:
    """A text at hand: its id, what it says, and (made when first asked for) its folded form."""

    id: str
    text: str = field(repr=False)

    @cached_property
    def folded(self) -> Folded:
        """The folded text."""
        return fold(self.text)

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """The places in the folded text where a sentence starts, and its end."""
        return borders(self.text, self.folded)

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> Found:
        """Find a quote in this document."""
        return find(quote, self, prefix, suffix)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Widen a stretch of the folded text to the sentence, or sentences, that it is in."""
        first = bisect_right(self.borders, start) - 1
        return self.borders[first], self.borders[max(bisect_left(self.borders, end), first + 1)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Say where a stretch of the folded text (not empty) stands in the original."""
        last = self.folded.origin[end - 1] + 1
        dots = ".…" if self.folded.text[end - 1] == "…" else ()
        while last < self.folded.origin[end] and (
            self.text[last] in dots or unicodedata.combining(self.text[last])
        ):
            last += 1
        return self.folded.origin[start], last

    def written(self, start: int, end: int) -> str:
        """Write a stretch of the folded text as the original has it, without glosses."""
        first, last = self.original(start, end)
        return plain(self.text[first:last])

    def place(self, start: int, end: int) -> Place:
        """Describe a stretch of the folded text."""
        return Place(*self.original(start, end), self.written(*self.sentence(start, end)))


@frozen
class _Search:
    """A quote taken apart and folded, with the document that it is looked for in."""

    document: Document
    parts: tuple[str, ...]
    prefix: str
    suffix: str

    @property
    def text(self) -> str:
        """The folded text of the document."""
        return self.document.folded.text

    def spots(self, part: str) -> list[int]:
        """List where a part stands, neither starting nor ending inside a word or number."""
        ends = len(part)
        text = self.text
        found = occurrences(text, part)
        return [at for at in found if not (splits(text, at) or splits(text, at + ends))]

    def between(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
        """Keep the starts right after the prefix and the ends right before the suffix."""
        text, last = self.text, len(self.parts[-1])
        if self.prefix:
            starts = [at for at in starts if text.endswith(self.prefix, 0, _back(text, at))]
        if self.suffix:
            ends = [at for at in ends if text.startswith(self.suffix, _ahead(text, at + last))]
        return starts, ends


def find(quote: str, document: Document, prefix: str = "", suffix: str = "") -> Found:
    """Find a quote in a document, directly after `prefix` and before `suffix` if they are given."""
    parts = tuple(each.strip() for each in fold(quote).text.split("…") if each.strip())
    if not parts:
        return Found("missing", 0, hint="the quote has no words")
    search = _Search(document, parts, fold(prefix).text.strip(), _following(parts[-1], suffix))
    spots = [search.spots(part) for part in parts]
    starts, ends = search.between(spots[0], spots[-1])
    if len(parts) == 1:
        both = set(ends)
        spans = [(at, at + len(parts[0])) for at in starts if at in both]
        count = len(spans)
    else:
        count, spans = _spans(search, [starts, *spots[1:-1], ends])
    if count == 1:
        return Found("found", 1, document.place(*spans[0]))
    if count:
        return Found("ambiguous", count, hint=_which(document, spans, count))
    return _unfound(search, spots)


def _following(part: str, suffix: str) -> str:
    """Fold a suffix as it is folded behind its quote (it may begin with a gloss)."""
    last = "" if part[-1].isascii() else part[-1]
    return fold(last + suffix).text[len(last) :].strip()


def _back(text: str, at: int) -> int:
    """Step back over the space before a place."""
    return at - 1 if at and text[at - 1] == " " else at


def _ahead(text: str, at: int) -> int:
    """Step over the space at a place."""
    return at + 1 if text[at : at + 1] == " " else at


def _spans(search: _Search, spots: list[list[int]]) -> tuple[int, list[tuple[int, int]]]:
    """Count the ways to find the parts in order within one sentence, and list the first few."""
    count = 0
    spans: list[tuple[int, int]] = []
    last = len(search.parts[-1])
    for start in spots[0]:
        at = start + len(search.parts[0])
        stop = search.document.sentence(start, at)[1]
        for part, places in zip(search.parts[1:-1], spots[1:-1], strict=True):
            near = bisect_left(places, at)
            at = (places[near] if near < len(places) else stop) + len(part)
        low = bisect_left(spots[-1], at)
        high = bisect_right(spots[-1], stop - last)
        if _borders_in(search.document, start, at) == 0 and high > low:
            count += high - low
            room = max(0, _MOST_TRIED - len(spans))
            spans += [(start, each + last) for each in spots[-1][low : min(high, low + room)]]
    return count, spans


def _borders_in(document: Document, start: int, end: int) -> int:
    """Count the ends of sentences strictly inside a stretch."""
    return bisect_left(document.borders, end) - bisect_right(document.borders, start)


def _unfound(search: _Search, spots: list[list[int]]) -> Found:
    """Say why a quote was not found, and what stands in the document instead."""
    document, text = search.document, search.text
    for part, places in zip(search.parts, spots, strict=True):
        if not places:
            split = text.find(part)
            if split >= 0:
                whole = document.written(*widen(text, split, split + len(part)))
                hint = f"it stands only inside “{shown(whole)}”: quote the whole of it"
                return Found("inside", 0, hint=hint)
            return Found("missing", 0, hint=_nearest(document, part))
    if search.prefix or search.suffix:
        hint = "it stands there, but not directly after that prefix or before that suffix"
    else:
        hint = "its parts stand there, but not in this order within one sentence"
    return Found("missing", 0, hint=hint)


def _nearest(document: Document, part: str) -> str:
    """Show what the document has in place of words that it does not have."""
    text = document.folded.text
    at = uncased(text).find(uncased(part))
    if at >= 0:
        return f"with other capitals the text has “{shown(document.written(at, at + len(part)))}”"
    head, tail = _longest(text, part, 1), _longest(text, part, -1)
    if max(head, tail) < min(4, len(part)):
        return ""
    if head >= tail:
        start = text.find(part[:head])
        end = min(len(text), start + max(len(part), head) + 4)
    else:
        end = text.find(part[-tail:]) + tail
        start = max(0, end - len(part) - 4)
    return f"nearest in the text: “{shown(document.written(*widen(text, start, end)))}”"


def _longest(text: str, part: str, side: Literal[1, -1]) -> int:
    """Measure the longest beginning (or, with -1, end) of a part that stands in the text."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        if (part[:middle] if side == 1 else part[-middle:]) in text:
            low = middle
        else:
            high = middle - 1
    return low


def _which(document: Document, spans: Sequence[tuple[int, int]], count: int) -> str:
    """Offer what stands before or after the first few places, where that tells them apart."""
    settled = []
    if count == len(spans) <= _MOST_TRIED:
        settled = [each for span in spans[:3] if (each := _context(document, span, spans))]
    return f"say which: {' or '.join(settled)}" if settled else "quote more of the sentence"


def _context(document: Document, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> str:
    """Find the shortest prefix or suffix that only one of the places has."""
    text = document.folded.text
    for size in range(1, _SHOWN_LENGTH):
        end = _back(text, span[0])
        start = end - size
        if start >= 0 and text[start] != " " and not splits(text, start):
            before = text[start:end]
            if sum(text.endswith(before, 0, _back(text, each)) for each, _ in spans) == 1:
                return _pasted("prefix", document.written(start, end))
        start = _ahead(text, span[1])
        end = start + size
        if end <= len(text) and text[end - 1] != " " and not splits(text, end):
            after = text[start:end]
            if sum(text.startswith(after, _ahead(text, each)) for _, each in spans) == 1:
                return _pasted("suffix", document.written(start, end))
    return ""


def _pasted(name: str, text: str) -> str:
    """Write a field of a fact, ready to paste into TOML."""
    return f'{name} = "{shown(text.translate(_BARE))}"'
