"""Write a date in words for people, as vague as it is: `about 2018`, `by 15 Sep 2025`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from timeline.edtf import read

if TYPE_CHECKING:
    from timeline.edtf_date import Reading, Ymd

__all__ = ["in_words"]

_DASH: Final = " \N{EN DASH} "
_MONTHS: Final = (
    *("", "Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_HEMISPHERES: Final = ("", " (northern)", " (southern)")
_THIRDS: Final = ("first", "second", "last")


@lru_cache(maxsize=1 << 12)
def in_words(text: str) -> str:
    """Write a date, given in EDTF, for people."""
    reading = read(text)
    if reading.kind == "interval":
        return _period(reading)
    if reading.kind in ("one-of", "all-of"):
        return _set(text, reading.kind)
    about = "about " if "~" in text or "%" in text else ""
    perhaps = "?" if "?" in text or "%" in text else ""
    return f"{about}{_date(reading)}{perhaps}"


def _date(reading: Reading) -> str:
    """Write one date, without its “about” and “perhaps”."""
    first, last = reading.first, reading.last
    if first is None or last is None:
        return "unknown date" if reading.text.strip("?~%") == "XXXX" else reading.text
    if reading.kind == "instant":
        return f"{_day(first)}, {reading.text.partition('T')[2]}"
    if reading.kind == "significant":
        return f"about {reading.text.partition('S')[0]} ({first[0]}{_DASH}{last[0]})"
    if reading.kind == "unspecified":
        return _unspecified(reading.text, first, last)
    if reading.kind in _WITHIN_YEAR:
        return _part_of_year(reading.code, first)
    whole = {"day": _day(first), "century": f"{first[0]}{_DASH}{last[0]}"}
    return whole.get(reading.kind) or f"{first[0]}{'s' if reading.kind == 'decade' else ''}"


_WITHIN_YEAR: Final = ("month", "season", "quarter", "third", "half")


def _day(ymd: Ymd) -> str:
    year, month, day = ymd
    return f"{day} {_MONTHS[month]} {year}"


def _part_of_year(code: int, first: Ymd) -> str:
    """Write a month, season, quarter, third or half by its code."""
    year = first[0]
    if code < len(_MONTHS):
        return f"{_MONTHS[code]} {year}"
    hemisphere, season = divmod(code - 21, 4)
    if hemisphere < len(_HEMISPHERES):
        return f"{_SEASONS[season]} {year}{_HEMISPHERES[hemisphere]}"
    names = {33 + n: f"Q{n + 1}" for n in range(4)} | {40: "H1", 41: "H2"}
    third = {37 + n: f"{name} third of" for n, name in enumerate(_THIRDS)}
    return f"{(names | third)[code]} {year}"


def _unspecified(text: str, first: Ymd, last: Ymd) -> str:
    """Write a date that lacks digits: the span it is in, where that has a name."""
    year, month, day = (*(part.strip("?~%") for part in text.split("-")), "", "")[:3]
    if "X" not in year and day in ("", "XX") and month:
        unit = "day" if day else "month"
        span = f"{first[0]}" if month == "XX" else f"{_MONTHS[first[1]]} {first[0]}"
        if month == "XX" or "X" not in month:
            return f"some {unit} in {span}"
    return f"between {_day(first)} and {_day(last)}"


def _period(reading: Reading) -> str:
    """Write an interval: from, until, or from one to the other."""
    left, _, right = reading.text.partition("/")
    if reading.length:
        return f"{in_words(left)}, for {reading.length}"
    if reading.start and reading.end:
        return _DASH.join(_shortened(left, right))
    unknown = {"": "end unknown", "..": "no end"}
    if reading.start:
        return f"from {in_words(left)}" + (", end unknown" if not right else "")
    if reading.end:
        return f"until {in_words(right)}" + (", start unknown" if not left else "")
    return f"{'start unknown' if not left else 'no start'}, {unknown[right]}"


def _set(text: str, kind: str) -> str:
    """Write a set: one of its members, or all of them."""
    member = _one_of if kind == "one-of" else _all_of
    parts = [member(*each.partition("..")) for each in text[1:-1].split(",")]
    link = " or " if kind == "one-of" else " and "
    return link.join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _one_of(low: str, dots: str, high: str) -> str:
    if not dots:
        return in_words(low)
    if not low:
        return f"by {in_words(high)}"
    if not high:
        return f"{in_words(low)} or later"
    return in_words(low) if low == high else "between " + " and ".join(_shortened(low, high))


def _all_of(low: str, dots: str, high: str) -> str:
    if not dots:
        return in_words(low)
    if not low:
        return f"until {in_words(high)}"
    return _DASH.join(_shortened(low, high)) if high else f"from {in_words(low)}"


def _shortened(left: str, right: str) -> tuple[str, ...]:
    """Write two dates, the first without the month and year that the second says again."""
    start, end = read(left), read(right)
    if left == right:
        return (in_words(left),)
    words, others = in_words(left).split(), in_words(right).split()
    if {start.kind, end.kind} <= {"day", "month"} and "about" not in words and words[-1].isdigit():
        while len(words) > 1 and words[-1] == others[-1]:
            words.pop()
            others.pop()
    return " ".join(words), in_words(right)
