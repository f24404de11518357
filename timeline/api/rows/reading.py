"""Read the rows of an answer from what `--json` prints: one place says what the fields are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from cattrs import Converter

from timeline.api.rows.table import Fields, Row, Rows
from timeline.errors import Problem
from timeline.facts.codec import with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["answer", "rows"]

A = TypeVar("A", bound=Row)


def answer(kind: type[A], document: Mapping[str, Any]) -> A:
    """Read a whole answer; a field that its class does not have is a fault of ours."""
    return _converter().structure(document, kind)


def rows(kind: type[A], several: Iterable[Mapping[str, Any]]) -> Rows[A]:
    """Read the rows of a table."""
    return Rows(kind, (_converter().structure(each, kind) for each in several))


@cache
def _converter() -> Converter:
    converter = with_values(Converter(detailed_validation=False))
    for kind, read in _READERS.items():
        converter.register_structure_hook(kind, read)

    def table(of: Any) -> Callable[[Any, Any], Any]:  # noqa: ANN401 - an annotation
        (kind,) = get_args(of)
        return lambda several, _: Rows(kind, (converter.structure(each, kind) for each in several))

    converter.register_structure_hook_factory(_is_table, table)
    return converter


def _is_table(of: Any) -> bool:  # noqa: ANN401 - an annotation
    return get_origin(of) is Rows


def _instant(text: str, _: object) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


_READERS: dict[type, Callable[[Any, Any], object]] = {
    date: lambda text, _: date.fromisoformat(text),
    datetime: _instant,
    Decimal: lambda text, _: Decimal(text),
    Fraction: lambda text, _: Fraction(text),
    Fields: lambda told, _: Fields(told),
    Problem: lambda told, _: Problem(**told),
}
