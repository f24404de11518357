"""Write rows as Arrow: a column a field, of a type that its annotation says."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from timeline.api.rows.table import Fields, Row, Rows, columns, plain
from timeline.dates import When
from timeline.errors import Problem, TimelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

__all__ = ["PLACES", "PRECISION", "ArrowMissing", "table"]

PRECISION, PLACES = 38, 12
"""The digits of a decimal in all, and those behind its point."""

Column = tuple[Any, list[Any]]  # an Arrow type, and the values


class ArrowMissing(TimelineError):
    """pyarrow is not installed."""

    def __init__(self) -> None:
        """Say how to install it."""
        super().__init__(
            "an Arrow table needs pyarrow, which is not installed",
            'install it: pip install "deal-timeline[arrow]"',
        )


def table(kind: type, rows: Sequence[Row | Problem]) -> pa.Table:
    """Return rows as a table.

    Raises:
        ArrowMissing: pyarrow is not installed.
    """
    arrow = _pyarrow()
    found = list(_columns(kind, rows))
    arrays = [arrow.array(values, type_) for _, (type_, values) in found]
    fields = [arrow.field(name, type_) for name, (type_, _) in found]
    return arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))


def _pyarrow() -> Any:  # noqa: ANN401 - a module without types
    try:
        import pyarrow as pa
    except ImportError:
        raise ArrowMissing from None
    return pa


def _columns(kind: type, rows: Sequence[Any]) -> Iterator[tuple[str, Column]]:
    """Give the columns of a row's fields; a vague date has its two ends beside it."""
    hints = _hints(kind)
    for name, field in columns(kind).items():
        values = [getattr(each, field) for each in rows]
        yield name, _column(hints[field], values)
        own_ends = name == "occurred" and "earliest" in hints
        if hints[field] is When and not own_ends:
            for end in ("earliest", "latest"):
                days = [None if each is None else getattr(each, end) for each in values]
                yield f"{name}_{end}", (_pyarrow().date32(), days)


def _column(hint: Any, values: list[Any]) -> Column:  # noqa: ANN401 - an annotation
    """Return the type of a column, and its values as that type holds them."""
    if get_origin(hint) in {tuple, Rows}:
        return _listed(get_args(hint)[0], values)
    if isinstance(hint, type) and issubclass(hint, Row | Problem):
        return _struct(hint, values)
    pa = _pyarrow()
    if hint is Decimal and all(each is None or _fits(each) for each in values):
        return pa.decimal128(PRECISION, PLACES), values
    if hint in _PLAIN:
        return _PLAIN[hint](pa), values
    return pa.string(), [None if each is None else _text(each) for each in values]


def _listed(hint: Any, values: list[Any]) -> Column:  # noqa: ANN401 - an annotation
    """Return a column of lists."""
    type_, flat = _column(hint, [each for several in values for each in several])
    parts = iter(flat)
    return _pyarrow().list_(type_), [[next(parts) for _ in several] for several in values]


def _struct(kind: type, values: list[Any]) -> Column:
    """Return a column of rows with fields of their own; what is None stays so."""
    pa = _pyarrow()
    found = dict(_columns(kind, [each for each in values if each is not None]))
    names = list(found)
    told = iter([dict(zip(names, row, strict=True))
                 for row in zip(*(each for _, each in found.values()), strict=True)])  # fmt: skip
    type_ = pa.struct([pa.field(name, each) for name, (each, _) in found.items()])
    return type_, [None if each is None else next(told) for each in values]


def _fits(value: Decimal) -> bool:
    """Tell whether a decimal has no more digits than there is room for, before and behind."""
    exponent = value.as_tuple().exponent
    behind = isinstance(exponent, int) and -exponent <= PLACES
    return behind and (not value or value.adjusted() < PRECISION - PLACES)


def _text(value: Any) -> str:  # noqa: ANN401 - any value of a row
    if isinstance(value, Fields):
        return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
    return str(plain(value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Return the annotations of a row's fields, without “or None”."""
    return {name: _told(hint) for name, hint in get_type_hints(kind).items()}


def _told(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    wanted = [each for each in get_args(hint) if each is not type(None)]
    return wanted[0] if type(None) in get_args(hint) else hint


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    bool: lambda pa: pa.bool_(),
    int: lambda pa: pa.int64(),
    date: lambda pa: pa.date32(),
    datetime: lambda pa: pa.timestamp("ms", "UTC"),
}
