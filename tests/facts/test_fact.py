"""A fact has an id that people can read, and knows when it is malformed as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.companies import CompanyDissolved
from timeline.facts.fact import Fact, make_id, plain_name, slug
from timeline.facts.market import PriceMoved
from timeline.facts.measure import parse as measure
from timeline.facts.names import FACTS
from timeline.facts.ownership import StakeChanged, StakeStated
from timeline.facts.records import revised, root_of
from timeline.facts.strategy import ResultsReported
from timeline.money import Count
from timeline.shares import Change, Points, Share

FIVE = Share.parse("5%")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("9988.HK", "9988-hk"),
        ("[..2025-09-15]", "2025-09-15"),
        ("Ant Group_(蚂蚁)", "ant-group-蚂蚁"),
        ("AI First", "ai-first"),
        ("--", ""),
    ],
)
def test_a_slug_holds_letters_and_digits_between_single_hyphens(text: str, made: str) -> None:
    assert slug(text) == made


@given(st.text())
def test_a_slug_of_a_slug_is_that_slug(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert "--" not in made


def test_an_id_is_made_of_the_type_the_parties_and_the_day_in_that_order() -> None:
    values: dict[str, object] = {
        "occurred": "2025-09-02", "company": "yunhe-zhiwang", "holder": "shanghai-yunya",
        "after": "3.68%",
    }  # fmt: skip
    made = make_id("stake-changed", StakeChanged.KEY, values)
    assert made == "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"


def test_a_transfer_has_both_ends_in_its_id() -> None:
    values: dict[str, object] = {"from": "a", "to": "b", "company": "c"}
    assert make_id("stake-changed", StakeChanged.KEY, values) == "stake-changed-a-b-c"


def test_a_date_without_quotation_marks_makes_the_same_id() -> None:
    written, bare = (
        make_id("company-dissolved", ("company",), {"company": "c", "occurred": day})
        for day in ("2025-09-02", dt.date(2025, 9, 2))
    )
    assert written == bare == "company-dissolved-c-2025-09-02"


def test_several_parties_stand_in_the_id_one_after_the_other() -> None:
    assert make_id("x", ("by",), {"by": ["a", "b"]}) == "x-a-b"
    assert make_id("x", ("parties",), {"parties": {"buyer": ["a", "b"], "target": "c"}}) == (
        "x-a-b-c"
    )


@pytest.mark.parametrize(("field", "plain"), [("from_", "from"), ("class_", "class"), ("to", "to")])
def test_a_field_goes_by_its_plain_name(field: str, plain: str) -> None:
    assert plain_name(field) == plain


@given(st.from_regex(r"[a-z:-]{1,9}", fullmatch=True), st.integers(1, 99))
def test_a_revision_is_found_again_in_its_id(root: str, revision: int) -> None:
    assert root_of(revised(root, revision)) == (root, revision)


@pytest.mark.parametrize("name", ["x", "x~", "x~y", "2"])
def test_an_id_without_a_revision_is_the_first(name: str) -> None:
    assert root_of(name) == (name, 1)


def fact(cls: type[Fact], **values: Any) -> Fact:  # noqa: ANN401 - the fields of any type
    return cls(id="x", **values)


@pytest.mark.parametrize(
    "good",
    [
        fact(StakeChanged, holder="a", company="c", after=FIVE),
        fact(StakeChanged, holder="a", company="c", by=Points.parse("2 points")),
        fact(StakeChanged, from_="a", to="b", company="c", shares=Count.parse("5")),
        fact(StakeStated, holder="a", company="c", stake=FIVE),
        fact(StakeStated, holder="a", company="c", shares=Count.parse("5")),
        fact(ResultsReported, company="c", metric="m", value=measure("5")),
        fact(ResultsReported, company="c", metric="m", change=Change.parse("up")),
        fact(PriceMoved, company="c", direction="up"),
        fact(PriceMoved, company="c", percent=Change.parse("-5%")),
        fact(CompanyDissolved, company="c"),
    ],
    ids=repr,
)
def test_a_fact_that_says_enough_has_no_flaw(good: Fact) -> None:
    assert good.flaw() == ""


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (fact(StakeChanged, company="c", after=FIVE), "holder"),
        (fact(StakeChanged, company="c", from_="a", after=FIVE), "“from” and “to”"),
        (fact(StakeChanged, holder="a", company="c"), "“after”"),
        (fact(StakeChanged, holder="a", company="c", after=FIVE, jointly_with=("a",)), "itself"),
        (fact(StakeChanged, holder="a", to="b", company="c", after=FIVE), "beside “from” or “to”"),
        (fact(StakeChanged, holder="a", company="c", after=FIVE, jointly_with=("b", "b")), "twice"),
        (fact(StakeStated, holder="a", company="c", stake=FIVE, jointly_with=("b", "b")), "twice"),
        (fact(StakeStated, holder="a", company="c"), "“stake”"),
        (fact(StakeStated, holder="a", company="c", stake=FIVE, jointly_with=("a",)), "itself"),
        (fact(ResultsReported, company="c", metric="m"), "“value”"),
        (fact(PriceMoved, company="c"), "“direction”"),
    ],
)
def test_a_fact_that_says_too_little_has_a_flaw(bad: Fact, said: str) -> None:
    assert said in bad.flaw()


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_fact_is_immutable_and_takes_its_fields_by_name(name: str) -> None:
    cls = FACTS[name]
    assert all(each.kw_only for each in attrs.fields(cls))
    assert cls.__setattr__ is not object.__setattr__
