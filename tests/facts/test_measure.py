"""A figure keeps the unit that it was told in, and reads back the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.events import BOUNDS
from timeline.facts.measure import Measure, MeasureUnreadable, parse

if TYPE_CHECKING:
    from decimal import Decimal

    from timeline.numbers import Bounds

UNITS = st.sampled_from(["", "%", "CNY", "USD", "ms", "IPS/W", "nm", "images/s", "times", "g/km²"])


@pytest.mark.parametrize(
    ("text", "figures", "unit", "written"),
    [
        ("15.47亿 CNY", ["1547000000"], "CNY", "1.547bn CNY"),
        ("60.5%", ["60.5"], "%", "60.5%"),
        ("78,563", ["78563"], "", "78563"),
        ("78,563 images/s", ["78563"], "images/s", "78563 images/s"),
        ("500 IPS/W", ["500"], "IPS/W", "500 IPS/W"),
        ("150ms", ["150"], "ms", "150 ms"),
        ("28 nm", ["28"], "nm", "28 nm"),
        ("3.3 times", ["3.3"], "times", "3.3 times"),
        (">380bn CNY", ["380000000000"], "CNY", ">380bn CNY"),
        (">5 nm", ["5"], "nm", ">5 nm"),
        ("[25, 50) ms", ["25", "50"], "ms", "[25, 50) ms"),
        ("12 square metres per day", ["12"], "square metres per day", "12 square metres per day"),
        ("unknown", [], "", "unknown"),
    ],
)
def test_a_measure_is_a_number_and_its_unit(
    text: str, figures: list[str], unit: str, written: str
) -> None:
    measure = parse(text)
    assert [str(each) for each in measure.figures()] == figures
    assert measure.unit == unit
    assert str(measure) == written
    assert parse(written) == measure


@pytest.mark.parametrize("text", ["", "CNY", "fast", "1 2 3", "5 @", "%", "3.4.5 ms", "ms 5"])
def test_what_has_no_number_or_no_sane_unit_is_refused(text: str) -> None:
    with pytest.raises(MeasureUnreadable, match="no figure with a unit") as error:
        parse(text)
    assert "150 ms" in error.value.hint


def test_money_in_any_spelling_has_its_code() -> None:
    assert parse("15.47億元") == parse("15.47亿 CNY") == parse("RMB1.547bn")


@given(BOUNDS, UNITS)
def test_every_measure_reads_back_equal(bounds: Bounds, unit: str) -> None:
    measure = Measure(bounds, unit)
    assert parse(str(measure)) == measure
    assert str(parse(str(measure))) == str(measure)


@given(st.text(max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        measure = parse(text)
    except MeasureUnreadable:
        return
    assert parse(str(measure)) == measure


@given(st.decimals(0, 10**12, places=3))
def test_the_exact_number_is_kept(value: Decimal) -> None:
    assert parse(f"{value:f} ms").figures() == (value,)
