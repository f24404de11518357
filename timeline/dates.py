"""Keep a date as vague as it was told: EDTF text and the days it can be.

    parse("2025-08-26")                 a day
    parse("2025Q2")                     a quarter, written 2025-34 from then on
    parse("[..2025-09-15]")             some day, no later than that
    parse("2025-01-10/2025-03-14")      a period, reached at its end
    parse("2025-02/P3Y")                a start with a length

Every date has an `earliest` and a `latest` day; None is open or unknown. That
is all that answers rest on: “about” (`~`) and “perhaps” (`?`) are kept and
shown and move neither.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from timeline.datewords import in_words
from timeline.edtf import read
from timeline.edtf_date import DateNotSupported, DateUnreadable, Length

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.edtf_date import Reading, Ymd

__all__ = [
    "Certainty",
    "DateNotSupported",
    "DateUnreadable",
    "Length",
    "When",
    "between",
    "by",
    "day",
    "parse",
    "plain",
]

Certainty = Literal["definite", "possible"]
"""How sure it is that something holds; where it surely does not, None stands instead."""

_DAY_LENGTH = len("2025-08-26")


@frozen
class When:
    """A date as it was told; two are equal when their canonical text is."""

    text: str
    earliest: date | None = field(eq=False)
    latest: date | None = field(eq=False)
    kind: str = field(eq=False)
    approximate: bool = field(default=False, eq=False)
    uncertain: bool = field(default=False, eq=False)
    start: When | None = field(default=None, eq=False)
    end: When | None = field(default=None, eq=False)
    length: Length | None = field(default=None, eq=False)

    def __reduce__(self) -> tuple[Callable[[str], When], tuple[str]]:
        """Go to another process as its text: read there once, however often it comes."""
        return parse, (self.text,)

    @property
    def is_day(self) -> bool:
        """Whether it can be one day only, told with no “about” and no “perhaps”."""
        exact = self.earliest is not None and self.earliest == self.latest
        return exact and not self.approximate and not self.uncertain

    def happened(self, day: date) -> Certainty | None:
        """Say how sure it is that this has happened by the end of that day; None if it has not."""
        if self.latest is not None and self.latest <= day:
            return "definite"
        if self.earliest is not None and day < self.earliest:
            return None
        return "possible"

    def within(self, day: date) -> Certainty | None:
        """Say how sure it is that the day lies in this period; None if it does not.

        Definite is for every reading of its ends, possible for some. An open end
        (`..`) is no end; an unknown one leaves it possible. A month or a year as an
        end is some day in it.
        """
        if self.earliest is not None and day < self.earliest:
            return None
        if self.latest is not None and day > self.latest:
            return None
        if self.kind != "interval":
            return "definite" if self.earliest == self.latest == day else "possible"
        return "definite" if self._has_begun(day) and self._goes_on(day) else "possible"

    def _has_begun(self, day: date) -> bool:
        """Whether every reading of the start is over by then; it is never after the end."""
        if self.start is None and self.text.startswith(".."):
            return True
        bounds = (self.start.latest if self.start else None, self.latest)
        return any(each is not None and each <= day for each in bounds)

    def _goes_on(self, day: date) -> bool:
        """Whether no reading of the end is before then; it is never before the start."""
        if self.end is None and self.text.endswith(".."):
            return True
        bounds = (self.end.earliest if self.end else None, self.earliest)
        return any(each is not None and day <= each for each in bounds)

    def __str__(self) -> str:
        """Write the canonical EDTF."""
        return self.text


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> When:
    """Read a date as written; raise `DateUnreadable`, or `DateNotSupported` by name."""
    if len(text) == _DAY_LENGTH and text[4] == "-" == text[7] and text.isascii():
        try:
            value = date.fromisoformat(text)
        except ValueError:
            return _when(read(text))
        return When(text, value, value, "day")
    return _when(read(text))


def day(value: date) -> When:
    """Return that day, exactly."""
    return parse(value.isoformat())


def by(latest: date) -> When:
    """Return some day no later than that one."""
    return parse(f"[..{latest.isoformat()}]")


def between(earliest: date | None, latest: date | None) -> When:
    """Return some one day from the one to the other, both included; None is open."""
    if earliest is None and latest is None:
        return parse("XXXX")
    if earliest is not None and earliest == latest:
        return day(earliest)
    low = earliest.isoformat() if earliest else ""
    high = latest.isoformat() if latest else ""
    return parse(f"[{low}..{high}]")


def plain(when: When) -> str:
    """Write a date for people: `26 Aug 2025`, `Q2 2025`, `by 15 Sep 2025`, `about 2018`."""
    return in_words(when.text)


def _when(reading: Reading) -> When:
    """Make the date of a reading, if Python's calendar holds it."""
    text = reading.text
    start = _when(reading.start) if reading.start else None
    end = _when(reading.end) if reading.end else None
    if reading.length and start:
        end = _finish(text, start, reading.length)
    return When(
        text,
        _bound(text, reading.first),
        end.latest if reading.length and end else _bound(text, reading.last),
        reading.kind,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
        start=start,
        end=end,
        length=reading.length,
    )


def _bound(text: str, ymd: Ymd | None) -> date | None:
    if ymd is None:
        return None
    if ymd[0] < MINYEAR:
        raise DateNotSupported(text, "a year before 1")
    if ymd[0] > MAXYEAR:
        raise DateNotSupported(text, "a year beyond 9999")
    return date(*ymd)


def _finish(text: str, start: When, length: Length) -> When:
    """Return when a period of that length ends, as vague as its start."""
    bounds = [each for each in (start.earliest, start.latest) if each]
    try:
        first, last = (length.last_day(each) for each in bounds)
    except (ValueError, OverflowError):
        raise DateNotSupported(text, "a year beyond 9999") from None
    return between(first, last)
