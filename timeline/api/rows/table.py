"""Hold the rows of an answer: they never change, read as they print, and become dicts or Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from attrs.exceptions import FrozenInstanceError

from timeline.clock import stamp
from timeline.dates import When
from timeline.errors import Problem
from timeline.facts.fact import plain_name

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Fields", "Row", "Rows", "columns", "plain"]

R = TypeVar("R", bound="Row | Problem")

_SHOWN = 20


@attrs.frozen(repr=False)
class Row:
    """A row of an answer, or a whole answer: fields named as in the JSON of the command.

    A name that Python keeps for itself ends in `_`: `class_`, `from_`. Bounds and
    percentages are `Decimal`, days `date`, times `datetime` in UTC, and dates
    that may be vague `When`, whose text is EDTF and which has an `earliest` and a
    `latest` day.
    """

    def __repr__(self) -> str:
        """Show what the row says, without what is at its default."""
        told = (
            f"{each.name}={_shown(value)}"
            for each in attrs.fields(type(self))
            if each.repr and (value := getattr(self, each.name)) != each.default and value != ()
        )
        return f"{type(self).__name__}({', '.join(told)})"

    def to_dict(self) -> dict[str, Any]:
        """Return what the command prints with `--json`: decimals and dates are texts."""
        return {name: plain(getattr(self, each)) for name, each in columns(type(self)).items()}


class Rows(tuple[R, ...]):  # noqa: SLOT001 - a tuple has no room for named slots
    """A table of an answer: a tuple of rows of one kind."""

    kind: type[R]

    def __new__(cls, kind: type[R], rows: Iterable[R] = ()) -> Rows[R]:
        """Hold these rows; `kind` is their class, known where there are none too."""
        table = super().__new__(cls, rows)
        table.__dict__["kind"] = kind
        return table

    def __getnewargs__(self) -> tuple[type[R], tuple[R, ...]]:
        return self.kind, tuple(self)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError

    def __repr__(self) -> str:
        """Show a row a line, the first of many."""
        if not self:
            return f"no {self.kind.__name__}"
        more = len(self) - _SHOWN
        lines = [*map(repr, self[:_SHOWN]), *([f"… and {more} more"] if more > 0 else [])]
        return "\n".join(lines)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as the command prints them with `--json`."""
        return [plain(each) for each in self]

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, with the same columns where there are none.

        Decimals are `decimal128(38, 12)`, and text in a column of which a value
        does not fit. Days are `date32`, times `timestamp[ms, UTC]`. A vague date is
        three columns: its EDTF text, and `…_earliest` and `…_latest`, null where
        it is open. What is several is a list, what has fields of its own a
        struct, and a mapping its JSON.

        Raises:
            ArrowMissing: pyarrow is not installed.
        """
        from timeline.api.rows.arrow import table

        return table(self.kind, self)


class Fields(Mapping[str, Any]):
    """Named values that are data, such as the terms of a deal; they never change."""

    __slots__ = ("_pairs",)
    _pairs: dict[str, Any]

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Hold a copy; a list becomes a tuple, a mapping one of these."""
        object.__setattr__(self, "_pairs", {name: _kept(each) for name, each in told.items()})

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError

    def __reduce__(self) -> tuple[type[Fields], tuple[dict[str, Any]]]:
        return Fields, (self._pairs,)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever is told
        return self._pairs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self._pairs.items()))

    def __repr__(self) -> str:
        return repr(self._pairs)


def columns(kind: type[Row | Problem]) -> dict[str, str]:
    """Return the names of a row's columns, each with that of its field."""
    names = [each.name for each in attrs.fields(kind)]
    if issubclass(kind, Problem):
        names = ["rule", "severity", "file", "line", "fact", "message", "hint"]
    return {plain_name(each): each for each in names}


def plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - a case for each kind of value
    """Write a value as JSON has it."""
    if isinstance(value, Row | Problem):
        return {name: plain(getattr(value, each)) for name, each in columns(type(value)).items()}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, When | Fraction) else value


def _kept(value: Any) -> Any:  # noqa: ANN401 - whatever is told
    if isinstance(value, Mapping):
        return Fields(value)
    return tuple(_kept(each) for each in value) if isinstance(value, list | tuple) else value


def _shown(value: object) -> str:
    """Write a value of a row for people: exact values as their text."""
    if isinstance(value, Rows):
        return f"{len(value)} of {value.kind.__name__}" if value else "none"
    if isinstance(value, Decimal | date | When | Fraction):
        return str(plain(value))
    return repr(value)
