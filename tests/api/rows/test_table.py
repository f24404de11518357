from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from typing import get_args

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from timeline.api.rows import happenings, holdings, log, reasons, states, strategies
from timeline.api.rows.holdings import Control, Point, Stake
from timeline.api.rows.reading import rows
from timeline.api.rows.table import Fields, Row, Rows

TOLD = {
    "holder": "ant", "holders": ["ant"], "company": "kite", "interest": "shares", "class": None,
    "unit": "percent", "low": "3.340", "high": None, "low_open": True, "high_open": False,
    "fraction": "25/44", "since": "2025-08/P1Y", "last_asserted": "2025-09-02",
    "certainty": "definite", "exists": "definite", "basis": "change", "disputed": False,
    "standing": "reported", "public": "[..2025-09-15]",
    "paths": [{"through": ["ant", "bee"], "low": "0.000000000001", "high": "1", "facts": ["f"]}],
    "facts": ["f", "g"],
}  # fmt: skip
STAKES = rows(Stake, [TOLD])

KINDS: list[type[Row]] = [
    vars(module)[name]
    for module in (happenings, holdings, log, reasons, states, strategies)
    for name in module.__all__
]


def test_a_row_holds_exact_values_and_writes_what_it_was_read_from() -> None:
    (stake,) = STAKES
    assert (stake.low, stake.high) == (Decimal("3.340"), None)
    assert stake.since is not None
    assert (stake.since.earliest, stake.since.latest) == (date(2025, 8, 1), date(2026, 8, 30))
    assert stake.public.earliest is None
    assert stake.paths[0].through == ("ant", "bee")
    assert stake.to_dict() == TOLD
    assert STAKES.to_dicts() == [TOLD]


def test_a_field_that_the_class_does_not_have_is_a_fault_of_ours() -> None:
    with pytest.raises(Exception, match="colour"):
        rows(Stake, [{**TOLD, "colour": "red"}])


def test_a_row_reads_as_an_answer_and_leaves_out_what_says_nothing() -> None:
    assert repr(rows(Control, [{"holder": "a", "company": "b", "certainty": "possible",
                                "facts": ["f"]}])) == (
        "Control(holder='a', company='b', certainty='possible', facts=('f',))"
    )  # fmt: skip
    told = repr(STAKES[0])
    assert told.startswith("Stake(holder='ant', company='kite', low=3.340, low_open=True, ")
    assert "since=2025-08/P1Y" in told
    assert [each for each in ("high_open", "class_", "interest", "None") if each in told] == []


def test_a_table_shows_its_first_rows_and_says_how_many_more_there_are() -> None:
    (control,) = rows(
        Control, [{"holder": "a", "company": "b", "certainty": "definite", "facts": []}]
    )
    lines = repr(Rows(Control, [control] * 22)).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… and 2 more"
    assert repr(Rows(Control)) == "no Control"


def test_nothing_of_an_answer_can_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        STAKES[0].low = Decimal(1)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        STAKES.kind = Stake
    with pytest.raises(TypeError):
        STAKES[0:1] = ()  # type: ignore[index]
    terms = Fields({"price": "1 CNY", "of": ["a"], "in": {"b": 1}})
    with pytest.raises(FrozenInstanceError):
        terms._pairs = {}
    with pytest.raises(TypeError):
        terms["price"] = "2 CNY"  # type: ignore[index]
    assert terms["of"] == ("a",)


def test_an_answer_can_be_copied_pickled_compared_and_put_into_a_set() -> None:
    terms = Fields({"price": "1 CNY", "of": ["a"], "in": {"b": 1}})
    assert copy.deepcopy(terms) == pickle.loads(pickle.dumps(terms)) == terms  # noqa: S301 - ours
    assert len({terms, Fields(terms)}) == 1
    again = pickle.loads(pickle.dumps(STAKES))  # noqa: S301 - ours
    assert again == STAKES == copy.copy(STAKES) == copy.deepcopy(STAKES)
    assert again.kind is Stake
    assert len({STAKES[0], again[0]}) == 1


def test_a_point_of_which_nothing_is_told_has_a_day_and_a_holding_alone() -> None:
    names = ("low", "high", "low_open", "high_open", "fraction", "certainty", "basis", "disputed")
    told = {
        "on": "2025-09-01", "told": False, "holders": ["ant"], "company": "kite",
        "interest": "shares", "class": None, "unit": "percent", "facts": [],
    } | dict.fromkeys(names)  # fmt: skip
    points = rows(Point, [told])
    assert points.to_dicts() == [told]
    assert repr(points) == "Point(on=2025-09-01, told=False, holders=('ant',), company='kite')"


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_what_may_be_null_has_none_for_default_and_nothing_else_has(kind: type[Row]) -> None:
    for each in attrs.fields(attrs.resolve_types(kind)):
        assert (each.default is None) == (type(None) in get_args(each.type)), each.name
