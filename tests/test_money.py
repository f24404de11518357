"""Amounts and counts are read as written, exactly, and write themselves back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.money import Amount, AmountUnreadable, Count
from timeline.numbers import Bounds, figures_in

DECIMALS = st.decimals(min_value=0, max_value=10**16, places=3)
CURRENCIES = st.sampled_from(["CNY", "USD", "EUR", "HKD", "JPY", "TWD", "XAU"])
BOUNDS = st.one_of(
    st.builds(lambda at: Bounds(at, at), DECIMALS),
    st.builds(lambda at, shut: Bounds(at, None, low_open=shut), DECIMALS, st.booleans()),
    st.builds(lambda at, shut: Bounds(None, at, high_open=shut), DECIMALS, st.booleans()),
    st.builds(lambda at, more: Bounds(at, at + more + 1, high_open=True), DECIMALS, DECIMALS),
    st.just(Bounds(None, None)),
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("15.47亿 CNY", "1.547bn CNY"),
        ("15.47億元", "1.547bn CNY"),
        ("15.47亿元人民币", "1.547bn CNY"),
        ("15.47亿人民币", "1.547bn CNY"),
        ("CNY 3800亿", "380bn CNY"),
        ("CNY3800亿", "380bn CNY"),
        ("RMB380bn", "380bn CNY"),
        ("380 billion yuan", "380bn CNY"),
        ("三千八百亿元", "380bn CNY"),
        (">380bn CNY", ">380bn CNY"),
        ("> CNY 380bn", ">380bn CNY"),
        ("超过3800亿元", ">380bn CNY"),
        ("over $4bn", ">4bn USD"),
        ("<=US$4bn", "<=4bn USD"),
        ("US$ 4bn", "4bn USD"),
        ("$4bn", "4bn USD"),
        ("＄４bn", "4bn USD"),
        ("3亿美元", "300m USD"),
        ("HK$5", "5 HKD"),
        ("5亿港元", "500m HKD"),
        ("5億日圓", "500m JPY"),
        ("5 trillion won", "5tn KRW"),
        ("NT$1,000", "1,000 TWD"),
        ("€2m", "2m EUR"),
        ("2m €", "2m EUR"),
        ("2億歐元", "200m EUR"),
        ("£1.5m", "1.5m GBP"),
        ("₹1,49,000", "149,000 INR"),
        ("Rs 1,49,000", "149,000 INR"),
        ("[1bn, 2bn] USD", "[1bn, 2bn] USD"),
        ("[1,000, 2,000) USD", "[1,000, 2,000) USD"),
        ("-$3bn", "-3bn USD"),
        ("-3bn CNY", "-3bn CNY"),
        ("0.1 CNY", "0.1 CNY"),
        ("unknown CNY", "unknown CNY"),
    ],
)
def test_an_amount_is_read_as_written(text: str, written: str) -> None:
    """Its currency stands before the number or after it, as code, sign or word."""
    amount = Amount.parse(text)
    assert str(amount) == written
    assert Amount.parse(written) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15.47亿", "has no currency"),
        (">380bn", "has no currency"),
        ("¥5", "may be yuan or yen"),
        ("￥5", "may be yuan or yen"),
        ("380 MLN", "is no currency"),
        ("5 cny", "is no amount"),
        ("5 ABCD", "is no amount"),
        ("AU$4", "is no amount"),
        ("$4bn USD", "is no amount"),
        ("100 USD CNY", "is no amount"),
        ("about 5 CNY", "is no amount"),
        ("CNY", "is no amount"),
        ("", "is no amount"),
        ("1e5 CNY", "is no amount"),
        ("[2bn, 1bn] USD", "is no amount"),
        ("9" * 10_000 + " CNY", "is no amount"),
        ("$" * 10_000, "is no amount"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, why: str) -> None:
    """The message shows the text and why; the hint shows what to write."""
    with pytest.raises(AmountUnreadable) as caught:
        Amount.parse(text)
    assert why in caught.value.message
    assert "CNY" in caught.value.hint
    assert len(caught.value.message) < 120


def test_a_currency_is_three_capital_letters() -> None:
    """Whoever builds an amount by hand is held to it."""
    five = Bounds(Decimal(5), Decimal(5))
    assert Amount(five, "CNY").currency == "CNY"
    for currency in ("cny", "YUAN", "", "¥", "CNY\n"):
        with pytest.raises(AmountUnreadable):
            Amount(five, currency)


@given(st.builds(Amount, BOUNDS, CURRENCIES))
def test_an_amount_reads_back_as_it_was(amount: Amount) -> None:
    """What an amount writes of itself reads back equal and hashes alike."""
    back = Amount.parse(str(amount))
    assert back == amount
    assert hash(back) == hash(amount)


@given(st.builds(Amount, BOUNDS, CURRENCIES))
def test_figures_of_an_amount_stand_in_its_own_text(amount: Amount) -> None:
    """Each is found there, fully scaled."""
    assert set(amount.figures()) <= {figure.value for figure in figures_in(str(amount))}


@pytest.mark.parametrize(
    ("text", "written", "figures"),
    [
        ("8.822m", "8.822m", [8822000]),
        ("78,563", "78,563", [78563]),
        (">1000", ">1,000", [1000]),
        ("1,49,000", "149,000", [149000]),
        ("2万", "20,000", [20000]),
        ("[5, 10)", "[5, 10)", [5, 10]),
        ("0", "0", [0]),
        ("unknown", "unknown", []),
    ],
)
def test_a_count_is_read_as_written(text: str, written: str, figures: list[int]) -> None:
    """A count has bounds and no currency, and states fully scaled figures."""
    count = Count.parse(text)
    assert str(count) == written
    assert Count.parse(written) == count
    assert count.figures() == tuple(map(Decimal, figures))


@pytest.mark.parametrize("text", ["-5", "5 CNY", "5%", "many", "", "8" * 10_000])
def test_what_is_no_count_is_refused(text: str) -> None:
    """Nothing is counted below nothing, in a currency or in percent."""
    with pytest.raises(AmountUnreadable) as caught:
        Count.parse(text)
    assert "78,563" in caught.value.hint


@given(BOUNDS)
def test_a_count_reads_back_as_it_was(bounds: Bounds) -> None:
    """What a count writes of itself reads back equal."""
    assert Count.parse(str(Count(bounds))) == Count(bounds)


@given(st.text(alphabet="0123456789.,<>[] -$¥€CNYUSDRMB元亿bnm", max_size=30))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    """Nothing else comes out, and what is read reads back."""
    try:
        amount = Amount.parse(text)
    except AmountUnreadable:
        return
    assert Amount.parse(str(amount)) == amount
