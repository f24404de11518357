"""Make up any event: a strategy for each type, built from the types of its fields."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs
from hypothesis import strategies as st

from timeline import dates
from timeline.dates import When
from timeline.facts import measure
from timeline.facts.fact import DocumentRef, EntityRef, Event, FactRef, Party
from timeline.facts.measure import Measure
from timeline.facts.names import NAMES
from timeline.money import Amount, Count
from timeline.numbers import Bounds
from timeline.shares import Change, Points, Share

if TYPE_CHECKING:
    from types import UnionType

__all__ = ["MEASURES", "events", "field_values", "of_class"]

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
DAYS = st.dates().map(lambda day: day.isoformat())
WHENS = st.one_of(
    DAYS,
    DAYS.map(lambda day: f"[..{day}]"),
    DAYS.map(lambda day: f"{day}/.."),
    st.sampled_from(
        ["2018", "2025Q2", "2025-05~", "2025?", "2025-02/P3Y", "[2025-01-10..2025-03-14]", "XXXX"]
    ),
).map(dates.parse)


def decimals(most: int, places: int = 4) -> st.SearchStrategy[Decimal]:
    """Give exact numbers from nothing up to `most`."""
    return st.decimals(0, most, places=places)


def _share(ends: tuple[Decimal, Decimal], places: int, sides: tuple[bool, bool]) -> Share:
    low, high = sorted(ends)
    if low == high:
        return Share(low, high, places=places)
    return Share(low, high, low_open=sides[0], high_open=sides[1], places=places)


SHARES = st.builds(
    _share,
    st.tuples(decimals(100), decimals(100))
    | decimals(100).map(lambda each: (each, each))
    | st.sampled_from([Decimal(0), Decimal(100)]).flatmap(
        lambda end: decimals(100).map(lambda each: (end, each))
    ),
    st.integers(0, 6),
    st.tuples(st.booleans(), st.booleans()),
)


def _bounds(ends: tuple[Decimal | None, Decimal | None], sides: tuple[bool, bool]) -> Bounds:
    low, high = ends
    if low is not None and high is not None:
        low, high = sorted((low, high))
        if low == high:
            return Bounds(low, high)
    return Bounds(
        low, high, low_open=sides[0] and low is not None, high_open=sides[1] and high is not None
    )


BOUNDS = st.builds(
    _bounds,
    st.tuples(st.none() | decimals(10**13), st.none() | decimals(10**13))
    | decimals(10**13).map(lambda each: (each, each)),
    st.tuples(st.booleans(), st.booleans()),
)
MEASURES = st.sampled_from(
    ["1.547bn CNY", "60.5%", "500 IPS/W", "150 ms", "78,563", "4 times", ">5 nm", "unknown"]
).map(measure.parse)

VALUES: dict[object, st.SearchStrategy[Any]] = {
    When: WHENS,
    Share: SHARES,
    Points: decimals(100).map(Points) | decimals(100).map(lambda each: Points(-each, 5)),
    Change: st.sampled_from(["up", "flat", "down", "+8.08%", "-60.50%"]).map(Change.parse),
    Amount: st.builds(Amount, BOUNDS, st.sampled_from(["CNY", "USD", "HKD"])),
    Count: st.builds(Count, BOUNDS),
    Measure: MEASURES,
    EntityRef: IDS,
    FactRef: IDS,
    DocumentRef: IDS,
    str: TEXTS,
    int: st.integers(-3, 99),
    bool: st.booleans(),
    dict[str, str]: st.dictionaries(TEXTS, TEXTS, max_size=2),
    type(None): st.none(),
}


def field_values(kind: object) -> st.SearchStrategy[Any]:
    """Give values of a field's type: a value of ours, one of several words, a tuple, a record."""
    if kind in VALUES:
        return VALUES[kind]
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(field_values(get_args(kind)[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and attrs.has(kind):
        return of_class(kind)
    return st.one_of(*(field_values(each) for each in _parts(kind)))


def _parts(kind: object | UnionType) -> tuple[object, ...]:
    parts = get_args(kind)
    assert parts, f"no values are known for {kind}"
    return parts


def of_class(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Make up any instance of a class; each optional field is there or left at its default."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for each in attrs.fields(attrs.resolve_types(cls)):
        into = required if each.default is attrs.NOTHING else optional
        into[each.name] = field_values(each.type)
    if cls is Party:
        return st.builds(cls, **required)
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: cls(**values))


def events() -> st.SearchStrategy[Event]:
    """Make up any event of any type."""
    return st.sampled_from(sorted(NAMES)).flatmap(lambda name: of_class(NAMES[name]))
