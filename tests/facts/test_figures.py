"""Every figure of a fact stands in its quotes, read tolerantly, or is worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.facts.events import SHARES, events
from timeline import dates
from timeline.facts import measure
from timeline.facts.fact import (
    Citation,
    Derivation,
    DocumentRef,
    EntityRef,
    Event,
    Fact,
    FactRef,
    Metric,
)
from timeline.facts.figures import Stated, carried, figures_of, missing
from timeline.facts.market import PriceMoved
from timeline.facts.ownership import CapitalChanged, StakeChanged, StakeStated
from timeline.facts.records import Confirmed
from timeline.facts.strategy import CommitmentMade, ProgrammeMoved, ResultsReported
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share


def cite(*quotes: str) -> tuple[Citation, ...]:
    return tuple(Citation(document=DocumentRef("d"), quote=each) for each in quotes)


def stake(**values: Any) -> StakeChanged:  # noqa: ANN401 - any field of the type
    return StakeChanged(id="x", holder=EntityRef("a"), company=EntityRef("c"), **values)


def level(text: str) -> StakeStated:
    return StakeStated(
        id="x", holder=EntityRef("a"), company=EntityRef("c"), stake=Share.parse(text)
    )


def paid(text: str) -> CommitmentMade:
    return CommitmentMade(id="x", by=(EntityRef("a"),), purpose="chips", amount=Amount.parse(text))


def stated(event: Event) -> list[tuple[str, str, bool]]:
    return [(each.field, f"{each.value.normalize():f}", each.percent) for each in figures_of(event)]


def test_each_figure_comes_with_its_field_and_its_kind() -> None:
    fact = stake(
        before=Share.parse("3.34%"), after=Share.parse("3.68%"), by=Points.parse("0.34 points"),
        shares=Count.parse("8.822m"), paid=Amount.parse("15.47亿 CNY"),
    )  # fmt: skip
    assert stated(fact) == [
        ("before", "3.34", True),
        ("after", "3.68", True),
        ("by", "0.34", True),
        ("shares", "8822000", False),
        ("paid", "1547000000", False),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("none", []),
        ("unknown", []),
        (">0%", []),
        ("<=100%", []),
        ("1.87%", ["1.87"]),
        (">5%", ["5"]),
        ("<25%", ["25"]),
        ("[25%, 50%)", ["25", "50"]),
        ("0.50%", ["0.5"]),
        ("100%", ["100"]),
    ],
)
def test_none_unknown_and_something_are_no_figures(text: str, values: list[str]) -> None:
    assert [value for _, value, _ in stated(level(text))] == values


@given(SHARES)
def test_a_share_states_its_two_ends_at_most(share: Share) -> None:
    figures = figures_of(StakeStated(id="x", holder=EntityRef("a"), company=EntityRef("c"),
                                     stake=share))  # fmt: skip
    assert {each.value for each in figures} <= {share.low, share.high}
    assert all(each.percent for each in figures)


def test_periods_and_days_are_no_figures() -> None:
    fact = CommitmentMade(
        id="x", by=(EntityRef("a"),), purpose="chips", period=dates.parse("2025-02/P3Y"),
        occurred=dates.parse("2025-02-24"), published=dates.parse("2025-02"), order=3, note="7",
    )  # fmt: skip
    assert figures_of(fact) == ()


def test_a_direction_alone_is_no_figure_and_a_sign_says_nothing() -> None:
    up = PriceMoved(id="x", company=EntityRef("c"), percent=Change.parse("up"))
    down = PriceMoved(id="x", company=EntityRef("c"), percent=Change.parse("-60.5%"))
    assert figures_of(up) == ()
    assert missing(down, cite("大幅下滑了60.5%")) == ()


def test_what_is_worked_out_is_left_aside() -> None:
    fact = stake(
        after=Share.parse("3.68%"), before=Share.parse("3.34%"),
        derived=(Derivation(field="before", source="x"),),
    )  # fmt: skip
    assert stated(fact) == [("after", "3.68", True)]


def test_a_figure_stated_twice_in_one_field_counts_once() -> None:
    fact = CapitalChanged(id="x", company=EntityRef("c"), after=Count.parse("[5, 5]"))
    assert stated(fact) == [("after", "5", False)]


def test_metrics_are_figures_under_their_names() -> None:
    fact = ProgrammeMoved(
        id="x", programme=EntityRef("p"), stage="launched",
        metrics=(
            Metric(name="speed", value=measure.parse("78,563 images/s")),
            Metric(name="share", value=measure.parse("60.5%")),
        ),
    )  # fmt: skip
    assert stated(fact) == [("metrics.speed", "78563", False), ("metrics.share", "60.5", True)]
    assert missing(fact, cite("每秒78,563张图像", "占60.5%")) == ()


@pytest.mark.parametrize("quote", ["15.47亿元", "15.47亿", "15.47億元", "CNY1.547bn", "1,547m"])
def test_an_amount_is_scaled_before_it_is_compared(quote: str) -> None:
    assert missing(paid("15.47亿 CNY"), cite(quote)) == ()
    assert missing(paid("1.547bn CNY"), cite(quote)) == ()
    assert missing(paid("15.48亿 CNY"), cite(quote)) != ()


def test_a_bare_mantissa_is_not_the_amount() -> None:
    assert missing(paid("15.47亿 CNY"), cite("15.47")) != ()


@pytest.mark.parametrize(
    "quote", ["3.68%", "3.68 per cent", "3.68个百分点", "从3.68提升至4%", "百分之三点六八"]
)
def test_a_percentage_is_read_in_words_and_signs(quote: str) -> None:
    assert missing(level("3.68%"), cite(quote)) == ()


def test_decimals_that_say_nothing_are_no_difference() -> None:
    assert missing(level("3.30%"), cite("3.3%")) == ()
    assert missing(level("3.3%"), cite("3.30%")) == ()
    assert missing(level("3.3%"), cite("3.31%")) != ()


def test_a_percentage_never_carries_an_amount() -> None:
    fact = CapitalChanged(id="x", company=EntityRef("c"), after=Count.parse("5"))
    assert missing(fact, cite("5%")) == (Stated("after", Decimal(5), percent=False),)
    assert missing(fact, cite("5%", "5 shares")) == ()


def test_several_quotes_together_carry_the_figures() -> None:
    fact = stake(before=Share.parse("3.34%"), after=Share.parse("3.68%"))
    before, after = figures_of(fact)
    assert carried([before, after], cite("从3.34%")) == {before}
    assert missing(fact, cite("从3.34%")) == (after,)
    assert missing(fact, cite("从3.34%", "至3.68%")) == ()
    assert missing(fact, ()) == (before, after)


def test_a_number_inside_a_name_carries_nothing() -> None:
    fact = CapitalChanged(id="x", company=EntityRef("c"), after=Count.parse("20"))
    assert missing(fact, cite("H20")) != ()


def test_what_is_missing_comes_in_the_order_of_the_fact() -> None:
    fact = ResultsReported(
        id="x", company=EntityRef("c"), metric="m", value=measure.parse("15.47亿 CNY"),
        prior=measure.parse("39.16亿 CNY"), change=Change.parse("-60.5%"),
    )  # fmt: skip
    assert [each.field for each in missing(fact, cite("较去年同期的39.16亿元"))] == [
        "value",
        "change",
    ]


def test_a_statement_about_a_fact_states_no_figures() -> None:
    assert figures_of(Confirmed(id="c", of=FactRef("x"), citations=cite("5%"))) == ()


@given(events())
def test_any_event_lacks_exactly_what_no_quote_carries(event: Event) -> None:
    citations = getattr(event, "citations", ())
    figures = figures_of(event)
    there = carried(figures, citations)
    assert there <= set(figures)
    assert set(missing(event, citations)) == set(figures) - there
    assert set(missing(event, ())) == set(figures)
    if isinstance(event, Fact):
        assert not {each.field for each in figures} & {each.field for each in event.derived}
