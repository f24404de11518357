"""Read a trading line's daily prices from CSV with a header, as moves from close to close.

Columns are found by their names, in whatever order they come, and rows may be in
either order of days. A move is worked out from the close before, exactly, and
then rounded; where the file has closes adjusted for splits and dividends beside
the plain ones, it is worked out from those.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from io import StringIO
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import frozen

from timeline import dates
from timeline.errors import LedgerRefused, Problem, ValueUnreadable
from timeline.facts.fact import Citation, Derivation, DocumentRef, EntityRef, make_id, slug
from timeline.facts.market import PriceMoved
from timeline.facts.records import DocumentDescribed
from timeline.formats.imported import Imported, Placed, Skipped
from timeline.money import Amount
from timeline.shares import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.facts.fact import Event

__all__ = [
    "CLOSE_PLACES",
    "MOVE_PLACES",
    "PricesUnreadable",
    "TradingLine",
    "currency_of",
    "read_prices",
]

CLOSE_PLACES, MOVE_PLACES = 4, 2
"""How many decimals a close and a move are kept with, rounded half to even."""

_DATES = ("date", "day", "日期")
_CLOSES = ("close", "close/last", "收盘", "收盘价", "收盤", "收盤價")
_ADJUSTED = ("adj close", "adj_close", "adjclose", "adjusted close")
_CURRENCIES = {
    "": "USD", "AS": "EUR", "AX": "AUD", "BJ": "CNY", "BO": "INR", "DE": "EUR", "HK": "HKD",
    "KQ": "KRW", "KS": "KRW", "MC": "EUR", "MI": "EUR", "NS": "INR", "PA": "EUR", "SI": "SGD",
    "SS": "CNY", "SW": "CHF", "SZ": "CNY", "T": "JPY", "TO": "CAD", "TW": "TWD", "TWO": "TWD",
}  # fmt: skip
_LONG_GAP = 15
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?")
_UNTRADED = frozenset({"", "null", "nan", "n/a", "-"})
_CHANGED = "its closes may have been adjusted anew since; import into a new log to compare"


class PricesUnreadable(LedgerRefused):
    """A file is no CSV of daily prices at all."""

    def __init__(self, place: str, why: str) -> None:
        """Say where, and why it cannot be read."""
        super().__init__(f"{place}: {why}", "a file of prices is CSV, with a header that names"
                         " at least “Date” and “Close”")  # fmt: skip


@frozen(kw_only=True)
class _Row:
    """A day's close, and the close that its move is worked out from."""

    day: date
    close: Decimal
    adjusted: Decimal
    line: int


@frozen(kw_only=True)
class TradingLine:
    """What prices are of: a line such as `BABA`, whose it is, and what it trades in."""

    name: str
    company: EntityRef
    currency: str


def currency_of(line: str) -> str:
    """Return the currency that a line trades in, by its ending: `.HK` in HKD, none in USD.

    Raises:
        ValueUnreadable: its ending says nothing of that.
    """
    ending = line.rpartition(".")[2] if "." in line else ""
    if ending.upper() not in _CURRENCIES:
        raise ValueUnreadable(
            f"no currency is known for the line “{line}”", "name it: --currency USD"
        )
    return _CURRENCIES[ending.upper()]


def read_prices(
    content: bytes, file: str, line: TradingLine, known: Sequence[Event] = ()
) -> Imported:
    """Read a file of daily prices; `known` are the events that a log holds already.

    The first close has none before it: no move is told of that day.

    Raises:
        PricesUnreadable: the file is no CSV of daily prices.
    """
    reading = _Reading(content, file)
    rows = reading.rows()
    digest = sha256(content).hexdigest()
    document = _document(file, digest, line.name, rows, known)
    facts = [
        Placed(_moved(before, now, line, document.document), now.line)
        for before, now in pairwise(rows)
    ]
    if rows:
        first = rows[0]
        reading.skip(first.day.isoformat(), first.line, "no close before it is told")
    reading.problems += _gaps(rows, file)
    return Imported(
        file=file, events=(Placed(document, 1), *facts) if facts else (),
        skipped=tuple(sorted(reading.skipped, key=lambda each: each.line)),
        problems=tuple(reading.problems), reread=_CHANGED,
    )  # fmt: skip


class _Reading:
    """Read the rows of one file, and collect what is wrong with them and what is left out."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.skipped: list[Skipped] = []
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise PricesUnreadable(file, f"it is not UTF-8: {fault}") from None
        self.table = csv.reader(StringIO(text, newline=""), strict=True)

    def rows(self) -> list[_Row]:
        """Return the closes by day, each day once."""
        found: dict[date, _Row] = {}
        for row in self._read():
            before = found.setdefault(row.day, row)
            if before is row:
                continue
            if (before.close, before.adjusted) == (row.close, row.adjusted):
                self.skip(row.day.isoformat(), row.line, f"it stands on line {before.line} already")
            else:
                self.fault(row.line, f"{row.day} has another close on line {before.line}")
        return [found[day] for day in sorted(found)]

    def skip(self, day: str, line: int, why: str) -> None:
        self.skipped.append(Skipped(day, line, why))

    def fault(self, line: int, why: str) -> None:
        self.problems.append(
            Problem(rule="prices-malformed", message=why, file=self.file, line=line,
                    hint="mend the row or leave it out, then import the file again")
        )  # fmt: skip

    def _read(self) -> Iterator[_Row]:
        try:
            header = next(self.table, None)
            names = [each.strip().casefold() for each in header or ()]
            self._require_once(names)
            day, close = (self._column(names, each) for each in (_DATES, _CLOSES))
            adjusted = next((names.index(each) for each in _ADJUSTED if each in names), close)
            for cells in self.table:
                row = self._row(cells, len(names), (day, close, adjusted)) if cells else None
                if row is not None:
                    yield row
        except csv.Error as fault:
            raise PricesUnreadable(f"{self.file}:{self.table.line_num}", str(fault)) from None

    def _require_once(self, names: list[str]) -> None:
        """See that no column that is read comes twice: which of them is meant?"""
        for name in (*_DATES, *_CLOSES, *_ADJUSTED):
            if names.count(name) > 1:
                raise PricesUnreadable(f"{self.file}:1", f"column “{name.title()}” comes twice")

    def _column(self, names: list[str], wanted: tuple[str, ...]) -> int:
        found = next((names.index(each) for each in wanted if each in names), None)
        if found is None:
            raise PricesUnreadable(f"{self.file}:1", f"no column is named “{wanted[0].title()}”")
        return found

    def _row(self, cells: list[str], width: int, places: tuple[int, int, int]) -> _Row | None:
        """Read one row, or say what is wrong with it, or why it is left out."""
        line = self.table.line_num
        if len(cells) != width:
            self.fault(line, f"{len(cells)} fields, where the header has {width}")
            return None
        told, close, adjusted = (cells[each].strip() for each in places)
        day = _day(told)
        if day is None:
            self.fault(line, f"“{told}” is no day; write it as 2025-09-01")
            return None
        if close.casefold() in _UNTRADED and adjusted.casefold() in _UNTRADED:
            self.skip(day.isoformat(), line, "it has no close")
            return None
        prices = [_price(each) for each in (close, adjusted)]
        for text, price in zip((close, adjusted), prices, strict=True):
            if price is None:
                self.fault(line, f"“{text}” is no price")
                return None
        return _Row(
            day=day, close=prices[0] or Decimal(), adjusted=prices[1] or Decimal(), line=line
        )


def _day(text: str) -> date | None:
    """Read a day; a time after it is left aside."""
    try:
        return date.fromisoformat(text.replace("T", " ").partition(" ")[0])
    except ValueError:
        return None


def _price(text: str) -> Decimal | None:
    """Read a price: a plain number above nothing."""
    value = Decimal(text) if _NUMBER.fullmatch(text) else Decimal()
    return value if value > 0 else None


def _document(
    file: str, digest: str, line: str, rows: Sequence[_Row], known: Sequence[Event]
) -> DocumentDescribed:
    """Describe the file, or return the description that a log has of these very bytes."""
    for each in known:
        if isinstance(each, DocumentDescribed) and each.sha256 == digest:
            return each
    name = DocumentRef(f"{slug(PurePath(file).stem) or 'prices'}-{digest[:8]}")
    first, last = (rows[0].day, rows[-1].day) if rows else (date.min, date.min)
    return DocumentDescribed(
        id=f"document:{name}", document=name, publisher="not named", file=file, sha256=digest,
        title=f"daily prices of {line}", published=dates.parse(f"{first}/{last}"),
    )  # fmt: skip


def _moved(before: _Row, now: _Row, line: TradingLine, document: DocumentRef) -> PriceMoved:
    """Return the move from one close to the next, public on its day."""
    move = _rounded((Fraction(now.adjusted) / Fraction(before.adjusted) - 1) * 100, MOVE_PLACES)
    close = _rounded(Fraction(now.close), CLOSE_PLACES)
    day = dates.day(now.day)
    key: dict[str, object] = {"company": line.company, "line": line.name, "occurred": day}
    source = f"the closes of {before.day} and of this day"
    return PriceMoved(
        id=f"{make_id(PriceMoved.TYPE, PriceMoved.KEY, key)}-close", occurred=day, published=day,
        citations=(Citation(document=document),), company=line.company, line=line.name,
        derived=(Derivation(field="percent", source=source),),
        percent=Change("up" if move > 0 else "down" if move < 0 else "flat", move, MOVE_PLACES),
        close=Amount.parse(f"{close:f} {line.currency}"),
    )  # fmt: skip


def _rounded(value: Fraction, places: int) -> Decimal:
    """Round an exact value to so many decimals, half to even."""
    return Decimal(round(value * 10**places)).scaleb(-places)


def _gaps(rows: Sequence[_Row], file: str) -> Iterator[Problem]:
    """Warn where no close is told for long: the move after it is not of one day."""
    for before, now in pairwise(rows):
        if (now.day - before.day).days > _LONG_GAP:
            yield Problem(
                rule="prices-gap", severity="warning", file=file, line=now.line,
                message=f"no close is told between {before.day} and {now.day}",
                hint="the move of that day is from the close before; import the days between too",
            )  # fmt: skip
