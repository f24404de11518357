"""Values in words, and text from outside made safe to show."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.facts.measure import parse as read_measure
from timeline.money import Amount, Count
from timeline.shares import Share
from timeline.show.words import (
    amount,
    count,
    level,
    listed,
    measure,
    number,
    over,
    phrase,
    plural,
    safe,
    share,
)
from timeline.views.level import Level


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 上海云玡", "plain 上海云玡"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\nb\r\tc", "a b  c"),
        ("bell\x07 del\x7f", "bell␇ del␡"),
        ("\u202eevil\u2066", "·evil·"),
        ("zero\u200bwidth\ufeff", "zero·width·"),
        ("c1\x9b31m", "c1·31m"),
        ("ideographic\u3000space", "ideographic space"),
        ("[bold]no markup[/]", "[bold]no markup[/]"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = safe(text)
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert safe(shown) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3.30%", "3.30%"),
        (">=5%", "at least 5%"),
        (">50%", "more than 50%"),
        ("<25%", "under 25%"),
        ("[25%, 50%)", "25% to under 50%"),
        ("(25%, 50%]", "more than 25% to 50%"),
        ("(0%, 20%]", "something, at most 20%"),
        (">0%", "something"),
        ("unknown", "unknown"),
        ("none", "nothing"),
    ],
)
def test_a_share_is_written_in_words(text: str, words: str) -> None:
    assert share(Share.parse(text)) == words
    assert level(Level.of_share(Share.parse(text))) == words.replace("3.30", "3.3")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,000", "12,000 shares"),
        ("1", "1 share"),
        (">1000", "more than 1,000 shares"),
        ("[5, 10)", "5 to under 10 shares"),
        ("0", "nothing"),
    ],
)
def test_a_level_in_shares_is_written_in_words(text: str, words: str) -> None:
    assert level(Level.of_count(Count.parse(text)), "shares") == words


def test_shares_without_any_bound_are_unknown() -> None:
    assert level(Level(Fraction(0), None), "shares") == "unknown"
    assert level(Level(Fraction(0), None, low_open=True), "shares") == "something"


def test_a_fraction_without_an_end_says_that_it_is_rounded() -> None:
    assert number(Fraction(100, 3)) == "≈33.3333"
    assert number(Fraction(-7, 4)) == "-1.75"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (">3800亿 CNY", "more than 380bn CNY"),
        ("15.47亿 CNY", "1.547bn CNY"),
        ("[1bn, 2bn] USD", "1bn to 2bn USD"),
        ("<=5m HKD", "at most 5m HKD"),
    ],
)
def test_an_amount_is_written_in_words(text: str, words: str) -> None:
    assert amount(Amount.parse(text)) == words


def test_counts_and_measures_are_written_in_words() -> None:
    assert count(Count.parse("8.822m"), "shares") == "8.822m shares"
    assert measure(read_measure("78,563 images/s")) == "78,563 images/s"
    assert measure(read_measure("60.5%")) == "60.5%"
    assert measure(read_measure("15.47亿 CNY")) == "1.547bn CNY"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-02/P3Y", "over 3 years from Feb 2025"),
        ("2025Q2", "in Q2 2025"),
        ("2025-01-10/2025-03-14", "from 10 Jan 2025 to 14 Mar 2025"),
        ("[..2025-09-15]", "by 15 Sep 2025"),
        ("2025-02/..", "from Feb 2025"),
    ],
)
def test_a_period_follows_what_went_on_in_it(text: str, words: str) -> None:
    assert over(parse(text)) == words


def test_short_names_are_written_as_words() -> None:
    assert phrase("ai-first") == "AI first"
    assert phrase("own_chips") == "own chips"


def test_lists_and_numbers_of_things_are_written_as_prose() -> None:
    assert [listed(list(each)) for each in ("", "A", "AB", "ABC")] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert (plural(1, "month"), plural(7, "month")) == ("1 month", "7 months")
