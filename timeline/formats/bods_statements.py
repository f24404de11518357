"""Read the statements of a BODS 0.4 file: each with its line, checked, its dates apart.

A file is one JSON array, or one statement a line. Three dates are kept apart:
the day on which a statement was declared, the day of its publication, and (in
its details) the days of an interest.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeline import dates
from timeline.dates import When
from timeline.errors import LedgerRefused, Problem
from timeline.facts.fact import DocumentRef
from timeline.formats.bods_kept import condensed, restored
from timeline.formats.bods_shapes import DETAILS, STATEMENT, day_of
from timeline.shares import UNKNOWN, Share

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["BodsUnreadable", "Statement", "read_statements", "statement_of"]

_BETWEEN = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_OLDER = frozenset({"statementType", "statementID", "statementGroups"})
_STATUSES = ("new", "updated", "closed")


class BodsUnreadable(LedgerRefused):
    """A file is not BODS 0.4 at all."""

    def __init__(self, place: str, why: str, hint: str = "") -> None:
        """Say where, and why it cannot be read."""
        super().__init__(
            f"{place}: {why}", hint or "a BODS file is a JSON array of statements, or one a line"
        )


@frozen(kw_only=True)
class Statement:
    """One statement: about which record, as declared on its day, public since `published`.

    `firm` is whether a party declared it or a register vouches for it. `line` is
    None where it stands in an earlier file alone, which `document` names. Under
    the share `under` nothing needed to be disclosed. `text` is what is kept of it.
    """

    id: str
    line: int | None
    day: date
    moment: str
    published: When
    record: str
    kind: str
    status: str | None
    publisher: str
    firm: bool
    details: dict[str, Any] = field(eq=False, repr=False)
    text: str = field(repr=False)
    document: DocumentRef = field(default=DocumentRef(""))
    under: Share = UNKNOWN

    @property
    def mark(self) -> str:
        """Eight characters that stand for the statement in the ids of what it states."""
        return sha256(f"{self.publisher}\n{self.id}".encode()).hexdigest()[:8]

    @property
    def scheme(self) -> str:
        """The name of the publisher's own system of record ids."""
        return "bods:" + re.sub(r"[\W_]+", "-", self.publisher.casefold()).strip("-")

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among all statements, in whatever order and in whichever files they came."""
        status = _STATUSES.index(self.status) if self.status in _STATUSES else 0
        published = self.published.latest or date.max
        return self.day, self.moment, status, published, self.id, self.publisher


def read_statements(content: bytes, file: str) -> tuple[list[Statement], list[Problem]]:
    """Return the statements of a file, and what is wrong with those that cannot be read.

    Raises:
        BodsUnreadable: it is no JSON, or no BODS 0.4.
    """
    found: list[Statement] = []
    problems: list[Problem] = []
    for place, (line, value) in enumerate(_values(_decoded(content, file), file), start=1):
        if isinstance(value, dict) and not _OLDER.isdisjoint(value):
            raise BodsUnreadable(
                f"{file}:{line}", "this is BODS 0.3 or older",
                "only 0.4 is read, which has recordId and recordDetails; convert the file first",
            )  # fmt: skip
        faults = list(_faults(value))
        if faults:
            name = _name(value, place)
            problems += [_malformed(name, at, why, file, line) for at, why in faults]
            continue
        assert isinstance(value, dict)  # noqa: S101 - its shape was seen to
        found.append(statement_of(condensed(value), line))
    return found, [*problems, *_early(found, file)]


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BodsUnreadable(file, f"it is not UTF-8: {fault}") from None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _no_number(text: str) -> Decimal:
    raise ValueError(f"{text} is no number in JSON")


def _values(text: str, file: str) -> Iterator[tuple[int, object]]:
    """Give each value of an array, or of a stream, with the line on which it begins."""
    decoder = json.JSONDecoder(parse_float=_number, parse_int=_number, parse_constant=_no_number)
    at = _past(_SPACE, text, 0)
    array = text.startswith("[", at)
    at = _past(_SPACE, text, at + array)
    line, counted = 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        if array and text[at] == "]":
            if text[at + 1 :].strip():
                raise BodsUnreadable(f"{file}:{line}", "something stands after the array")
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as fault:
            raise BodsUnreadable(f"{file}:{line}", f"it is no JSON: {fault}") from None
        yield line, value
        at = _past(_BETWEEN, text, at)
    if array:
        raise BodsUnreadable(f"{file}:{line}", "the array has no end: the file was cut short")


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _faults(value: object) -> Iterator[tuple[str, str]]:
    yield from STATEMENT(value, "")
    if isinstance(value, dict) and "recordDetails" in value:
        shape = DETAILS.get(str(value.get("recordType")))
        if shape is not None:
            yield from shape(value["recordDetails"], "recordDetails")


def _name(value: object, place: int) -> str:
    """Return what to call a statement that may lack its id."""
    name = value.get("statementId") if isinstance(value, dict) else None
    return f"statement “{name}”" if isinstance(name, str) and name else f"statement {place}"


def _malformed(name: str, at: str, why: str, file: str, line: int) -> Problem:
    return Problem(
        rule="bods-malformed",
        message=f"{name}: {at or 'it'} {why}",
        hint="ask its publisher, or mend the copy; the schema of BODS 0.4 says what is due",
        file=file,
        line=line,
    )


def statement_of(text: str, line: int | None) -> Statement:
    """Return a statement from what is kept of it."""
    told = restored(text)
    declared = day_of(told["declared"])
    return Statement(
        id=told["id"], line=line, day=declared, moment=_moment(told["declared"]),
        published=_published(declared, told["published"]), record=told["record"],
        kind=told["kind"], status=told["status"], publisher=told["publisher"],
        firm=told["firm"], details=told["details"], text=text,
    )  # fmt: skip


def _moment(text: str) -> str:
    """Return the time of day of a declaration, at Greenwich where its zone is told."""
    try:
        told = datetime.fromisoformat(text.upper())
    except ValueError:
        return ""
    day = len("2021-09-24")
    return (told.astimezone(UTC) if told.tzinfo else told).isoformat() if text[day:] else ""


def _published(declared: date, told: str | None) -> When:
    """Return when a statement was published: no day is later than the declaration, or open.

    A publication before the declaration cannot be: one of the two days is wrong.
    """
    if told is None:
        return dates.between(declared, None)
    day = day_of(told)
    return dates.day(day) if day >= declared else dates.between(day, declared)


def _early(statements: list[Statement], file: str) -> list[Problem]:
    """Warn of statements that were published before they were declared, all at once."""
    early = [
        each
        for each in statements
        if each.published.earliest is not None and each.published.earliest < each.day
    ]
    if not early:
        return []
    first, others = early[0], len(early) - 1
    also = f", and {others} more" if others else ""
    return [
        Problem(
            rule="bods-published-early",
            severity="warning",
            message=f"statement “{first.id}”{also}: published ({first.published.earliest}) before"
            f" it was declared ({first.day}); one of the two days is wrong",
            hint="what it tells counts as published on some day from the one to the other",
            file=file,
            line=first.line,
        )
    ]
