"""Numbers are read exactly, as people write them, and written so that they read back."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import grows_like_its_size
from timeline.numbers import (
    SCALES,
    Bounds,
    NumberUnreadable,
    brief,
    figures_in,
    plain,
    read_bounds,
    read_number,
)

DECIMALS = st.decimals(min_value=-(10**20), max_value=10**20, places=4)
BOUNDS = st.one_of(
    st.builds(lambda at: Bounds(at, at), DECIMALS),
    st.builds(lambda at, shut: Bounds(at, None, low_open=shut), DECIMALS, st.booleans()),
    st.builds(lambda at, shut: Bounds(None, at, high_open=shut), DECIMALS, st.booleans()),
    st.builds(
        lambda ends, left, right: Bounds(min(ends), max(ends), low_open=left, high_open=right),
        st.tuples(DECIMALS, DECIMALS).filter(lambda ends: ends[0] != ends[1]),
        st.booleans(),
        st.booleans(),
    ),
    st.just(Bounds(None, None)),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("+3", "3"),
        ("-60.5", "-60.5"),
        ("−60.5", "-60.5"),
        (" 7 ", "7"),
        ("1,000", "1000"),
        ("1，000", "1000"),
        ("1,000,000.25", "1000000.25"),
        ("1,49,000", "149000"),
        ("12,34,56,789", "123456789"),
        ("１，０００", "1000"),
        ("15.47亿", "1547000000"),
        ("15.47億", "1547000000"),
        ("1000 億", "100000000000"),
        ("15亿4700万", "1547000000"),
        ("8.822m", "8822000"),
        ("380bn", "380000000000"),
        ("380BN", "380000000000"),
        ("3.8 trillion", "3800000000000"),
        ("380-million", "380000000"),
        ("5 lakh", "500000"),
        ("2 crore", "20000000"),
        ("2万", "20000"),
        ("1.2千万", "12000000"),
        ("3천", "3000"),
        ("2조", "2000000000000"),
        ("1万亿", "1000000000000"),
        ("百万", "1000000"),
        ("三", "3"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十五", "25"),
        ("三百五", "350"),
        ("三百零五", "305"),
        ("一千零五十", "1050"),
        ("一万二", "12000"),
        ("三千八百", "3800"),
        ("三千八百亿", "380000000000"),
        ("三万八千亿", "3800000000000"),
        ("一千二百三十四万五千六百七十八", "12345678"),
        ("三十二点五", "32.5"),
        ("三点六八亿", "368000000"),
        ("二〇二五", "2025"),
        ("thirty-two", "32"),
        ("zero", "0"),
        ("Fourteen", "14"),
        ("two hundred million", "200000000"),
    ],
)
def test_a_number_is_read_as_written(text: str, value: str) -> None:
    """Grouping, scale words and Chinese numerals all give the exact decimal."""
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_every_scale_word_scales(scale: str) -> None:
    """A scale word multiplies, alone and in running text."""
    assert read_number(f"1.5{scale}") == Decimal("1.5") * SCALES[scale]
    assert figures_in(f"1.5{scale}")[0].value == Decimal("1.5") * SCALES[scale]


@pytest.mark.parametrize("unit", "十百千万亿兆")
def test_every_chinese_unit_scales(unit: str) -> None:
    """A unit behind a digit multiplies it by its own power of ten."""
    sizes = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
    assert read_number(f"3{unit}") == read_number(f"三{unit}") == 3 * Decimal(10) ** sizes[unit]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        ".5",
        "5.",
        "1.2.3",
        "1,2",
        "1,0000",
        "1,000,00",
        "0,123",
        "nan",
        "inf",
        "1e5",
        "1_000",
        "0x10",
        "10²",
        "②",
        "½",
        "٣",
        "5%",
        "about 5",
        "3t",
        "5 m",
        "十百",
        "一亿三亿",
        "三四",
        "half",
        "5\n6",
        "9" * 10_000,
        "九" * 10_000,
        "1亿" * 5_000,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Nothing is guessed: the error shows the text, cut short, and a right form."""
    with pytest.raises(NumberUnreadable) as caught:
        read_number(text)
    assert text[:50] in caught.value.message
    assert len(caught.value.message) < 100
    assert "8.822m" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("12", Bounds(Decimal(12), Decimal(12))),
        (">380bn", Bounds(Decimal(380 * 10**9), None, low_open=True)),
        ("over 380bn", Bounds(Decimal(380 * 10**9), None, low_open=True)),
        ("超过3800亿", Bounds(Decimal(380 * 10**9), None, low_open=True)),
        (">=5", Bounds(Decimal(5), None)),
        ("≥5", Bounds(Decimal(5), None)),
        ("＞５", Bounds(Decimal(5), None, low_open=True)),
        ("at least 5", Bounds(Decimal(5), None)),
        ("<25", Bounds(None, Decimal(25), high_open=True)),
        ("<=25", Bounds(None, Decimal(25))),
        ("不超过25", Bounds(None, Decimal(25))),
        ("[25, 50)", Bounds(Decimal(25), Decimal(50), high_open=True)),
        ("(0,5]", Bounds(Decimal(0), Decimal(5), low_open=True)),
        ("[1,000, 2,000]", Bounds(Decimal(1000), Decimal(2000))),
        ("unknown", Bounds(None, None)),
    ],
)
def test_bounds_are_read_as_written(text: str, bounds: Bounds) -> None:
    """Signs, words and intervals say which ends there are and whether they count."""
    assert read_bounds(text) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "about 5",
        "[5]",
        "[5, 3]",
        "(5, 5]",
        "[1,000,2,000]",
        "[5, ]",
        ">",
        ">>5",
        "5-6",
        "[" * 10_000,
    ],
)
def test_bounds_that_hold_nothing_or_read_as_nothing_are_refused(text: str) -> None:
    """An interval has two ends, the low one first, and holds a value."""
    with pytest.raises(NumberUnreadable):
        read_bounds(text)


def test_bounds_cannot_be_made_empty_or_open_at_infinity() -> None:
    """Whoever builds bounds by hand is held to the same rules."""
    five = Decimal(5)
    with pytest.raises(NumberUnreadable):
        Bounds(five, Decimal(3))
    with pytest.raises(NumberUnreadable):
        Bounds(five, five, low_open=True)
    with pytest.raises(NumberUnreadable):
        Bounds(None, five, low_open=True)


def test_bounds_hold_what_lies_within() -> None:
    """An open end is left out, a closed one is in, an unbounded one never ends."""
    bounds = read_bounds("[25, 50)")
    held = [bounds.holds(Decimal(each)) for each in ("24.9", "25", "49.99", "50")]
    assert held == [False, True, True, False]
    assert read_bounds(">5").holds(Decimal(10**30))
    assert not read_bounds(">5").holds(Decimal(5))


def test_bounds_state_each_end_once_without_its_sign() -> None:
    """A figure has no sign: a loss of 3bn is written without one."""
    assert read_bounds("-3bn").figures() == (Decimal(3 * 10**9),)
    assert read_bounds("[25, 50)").figures() == (Decimal(25), Decimal(50))
    assert read_bounds("<=25").figures() == (Decimal(25),)
    assert read_bounds("unknown").figures() == ()


@given(BOUNDS)
def test_bounds_read_back_as_they_were(bounds: Bounds) -> None:
    """What bounds write of themselves reads back equal, and their ends are in order."""
    back = read_bounds(str(bounds))
    assert back == bounds
    assert hash(back) == hash(bounds)
    if back.low is not None and back.high is not None:
        assert back.low <= back.high


@given(BOUNDS)
def test_figures_of_bounds_stand_in_their_own_text(bounds: Bounds) -> None:
    """The tolerant reading finds every number that the strict one stated."""
    found = {figure.value for figure in figures_in(str(bounds))}
    assert set(bounds.figures()) <= found


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**35), max_value=10**35))
def test_writing_never_rounds(value: Decimal) -> None:
    """Both forms name exactly the value, with no exponent and no idle zeros."""
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)
    if len(brief(value)) <= 40:
        assert read_number(brief(value)) == value


@pytest.mark.parametrize(
    ("value", "text", "short"),
    [
        ("3.680", "3.68", "3.68"),
        ("1E+2", "100", "100"),
        ("-0.0", "0", "0"),
        ("380000000000", "380000000000", "380bn"),
        ("1547000000", "1547000000", "1.547bn"),
        ("1234567890", "1234567890", "1,234,567,890"),
        ("1234500000", "1234500000", "1,234.5m"),
        ("8822000.00", "8822000", "8.822m"),
        ("78563", "78563", "78,563"),
        ("-1000000", "-1000000", "-1m"),
        ("3800000000000", "3800000000000", "3.8tn"),
        ("123456789012345678901234567890.125", "123456789012345678901234567890.125", None),
    ],
)
def test_numbers_are_written_plainly_and_briefly(value: str, text: str, short: str | None) -> None:
    """The plain form is for programs, the brief form for people."""
    assert plain(Decimal(value)) == text
    assert brief(Decimal(value)) == (short or f"{Decimal(value):,f}")


def found(text: str) -> list[str]:
    """Write each figure of a text as its value and, for a percentage, a sign."""
    return [plain(each.value) + "%" * each.percent for each in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("3.68%", "3.68%"),
        ("3.68 per cent", "3.68%"),
        ("1.87 percent", "1.87%"),
        ("2 percentage points", "2%"),
        ("2.21个百分点", "2.21%"),
        ("2.21個百分點", "2.21%"),
        ("２０％", "20%"),
        ("从3.34%提升至3.68%", "3.34% 3.68%"),
        ("8.08% and 5.44%", "8.08% 5.44%"),
        ("from 7.86%至9%", "7.86% 9%"),
        ("5-6%", "5% 6%"),
        ("百分之三", "3%"),
        ("百分之三点六八", "3.68%"),
        ("百分之百", "100%"),
        ("千分之五", "0.5%"),
        ("四分之一", "25%"),
        ("三分之一", "3 1"),
        ("三成股份", "30%"),
        ("2018年成立", "2018"),
        ("三成立", "3"),
        ("一半", "50%"),
        ("半数", "50%"),
        ("半數", "50%"),
        ("half of it", "50%"),
        ("first half of 2025", "2025"),
        ("half-year", ""),
        ("15.47亿", "1547000000"),
        ("15.47億元", "1547000000"),
        ("1000 億", "100000000000"),
        ("1,49,000", "149000"),
        ("78,563张", "78563"),
        ("三年", "3"),
        ("两", "2"),
        ("三四十亿", "3 4000000000"),
        ("2025年5月", "2025 5"),
        ("2025-09-02", "2025 9 2"),
        ("二〇二五年", "2025"),
        ("28nm/22nm", "28 22"),
        ("AI5, P800 and H20", ""),
        ("a M3.5 chip", ""),
        ("RMB380 billion", "380000000000"),
        ("US$4-5bn", "4000000000 5000000000"),
        ("2至3亿", "200000000 300000000"),
        ("2025-3亿", "2025 300000000"),
        ("380-million-dollar", "380000000"),
        ("3,4", "3 4"),
        ("1,2", "1 2"),
        ("3，400家", "3 400"),
        ("３，４００家", "3400"),
        ("10²", "10"),
        ("five per cent", "5%"),
        ("a three-year plan", "3"),
        ("someone often ate", ""),
        ("百度和万科", ""),
        ("", ""),
    ],
)
def test_every_number_of_a_running_text_is_found(text: str, figures: str) -> None:
    """Percent, scales, ranges, Chinese and English numerals; names are no numbers."""
    assert found(text) == figures.split()


def test_a_figure_knows_its_place_and_its_digits() -> None:
    """The place is that of the text given, folded or not; the digits are unscaled."""
    text = "投資約３８００億元，占２０％。"
    money, share = figures_in(text)
    assert text[money.start : money.end] == "３８００億"
    assert text[share.start : share.end] == "２０％"
    assert (money.mantissa, money.value) == (Decimal(3800), Decimal(380 * 10**9))
    assert figures_in("三千八百亿")[0].mantissa == Decimal(3800)
    assert figures_in("two hundred million")[0].mantissa == Decimal(2)


@given(
    st.text(
        alphabet="0123456789.,，%％ -~至到a nbmk亿億万千百十一二三零点成半分之個个百分点half",
        max_size=60,
    )
)
def test_any_text_is_read_without_trouble(text: str) -> None:
    """Figures come in order, do not overlap, lie within the text and have no sign."""
    figures = figures_in(text)
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.value >= 0
    assert all(first.end <= second.start for first, second in pairwise(figures))


@pytest.mark.parametrize(
    "piece",
    ["1", "1,11,", "一", "一十", "1千零", "一点", "3亿至", "twenty-", "5 hundred ", "A1", " "],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    assert grows_like_its_size(lambda length: figures_in((piece * length)[:length]), 40_000)
