"""Read the text of a date: EDTF (ISO 8601-2), and what people type beside it.

Intervals, sets and lengths are read here, each of their dates in
`timeline.edtf_date`. `timeline.dates` is the public face of both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from timeline.edtf_date import DateUnreadable, Length, Reading, read_date, read_one

if TYPE_CHECKING:
    from timeline.edtf_date import Ymd

__all__ = ["read"]

_LENGTH = re.compile(
    r"P(?=[0-9])(?:([1-9][0-9]{0,4})Y)?(?:([1-9][0-9]{0,4})M)?"
    r"(?:([1-9][0-9]{0,4})W)?(?:([1-9][0-9]{0,4})D)?"
)
_TYPED = re.compile(r"(?<![0-9X])([0-9]{4})-?(Q[1-4]|H[12])")
_TYPED_CODES: Final = {"Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}

_EITHER_HEMISPHERE: Final = (21, 22, 23, 24)


def read(typed: str) -> Reading:
    """Read any text of a date; its `text` is then in canonical EDTF."""
    text = typed
    if "Q" in text or "H" in text:
        text = _TYPED.sub(lambda found: f"{found[1]}-{_TYPED_CODES[found[2]]}", text)
    if "/" in text:
        return _read_interval(text)
    return _read_set(text) if text.startswith(("[", "{")) else read_one(text)


def _read_interval(text: str) -> Reading:
    """Read `start/end`; an end may be open (`..`) or unknown (nothing), or a length (`P3Y`)."""
    left, _, right = text.partition("/")
    if not left and not right:
        raise DateUnreadable(text)
    if right.startswith("P"):
        return _read_start_and_length(text, left, right)
    start = None if left in ("", "..") else read_date(left)
    end = None if right in ("", "..") else read_date(right)
    _check_order(text, start, end)
    first, last = start.first if start else None, end.last if end else None
    return Reading(text, "interval", first, last, start=start, end=end)


def _read_start_and_length(text: str, left: str, right: str) -> Reading:
    """Read a period told by its start and its length; where it ends is for the caller."""
    found = _LENGTH.fullmatch(right)
    start = read_date(left) if left else None
    if found is None or start is None or start.first is None:
        raise DateUnreadable(text, "a period needs a start and a length such as P1Y6M")
    length = Length(*(int(count or 0) for count in found.groups()))
    return Reading(text, "interval", start.first, start.last, start=start, length=length)


def _check_order(text: str, start: Reading | None, end: Reading | None) -> None:
    """Refuse an end that begins before its start does, in every way of reading the two.

    Seasons of either hemisphere come in the order of their codes.
    """
    if start is None or end is None or start.first is None or end.reach is None:
        return
    if start.code in _EITHER_HEMISPHERE and end.code in _EITHER_HEMISPHERE:
        wrong = (start.first[0], start.code) > (end.reach[0], end.code)
    else:
        wrong = start.first > end.reach
    if wrong:
        raise DateUnreadable(text, f"{end.text} begins before {start.text}")


def _read_set(text: str) -> Reading:
    """Read one of several dates, `[a,b..c]`, or all of them, `{a,b..c}`."""
    kind, closing = ("one-of", "]") if text.startswith("[") else ("all-of", "}")
    members = text[1:-1].split(",")
    if not text.endswith(closing) or "" in members:
        raise DateUnreadable(text)
    firsts: list[Ymd | None] = []
    lasts: list[Ymd | None] = []
    for place, member in enumerate(members):
        can_open = (place == 0, place == len(members) - 1)
        start, end = _read_member(text, member, can_open)
        firsts.append(start.first if start else None)
        lasts.append(end.last if end else None)
    first, last = min(_known(firsts), default=None), max(_known(lasts), default=None)
    return Reading(text, kind, first, last)


def _read_member(
    text: str, member: str, can_open: tuple[bool, bool]
) -> tuple[Reading | None, Reading | None]:
    """Read a member of a set, `a` or `a..b`; only the first and the last can be open."""
    low, dots, high = member.partition("..")
    if not dots:
        one = read_date(low)
        return one, one
    if not (low or can_open[0]) or not (high or can_open[1]) or not (low or high):
        raise DateUnreadable(text, f"“{member}” is open on the wrong side")
    start, end = read_date(low) if low else None, read_date(high) if high else None
    _check_order(text, start, end)
    return start, end


def _known(days: list[Ymd | None]) -> list[Ymd]:
    """Return the days, or none of them where one is open."""
    return [] if None in days else [each for each in days if each]
