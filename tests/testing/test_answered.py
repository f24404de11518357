from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.errors import NotFound, ValueUnreadable
from timeline.testing import changed, controls, deal, document, entity, fact, given, stated

if TYPE_CHECKING:
    from timeline.testing import Then


def seen(stake: str, **fields: str) -> Then:
    """Tell of one stake in kite, on the day that it was seen."""
    return given(stated("ant", "kite", stake, on="2025-01-01", **fields)).on("2025-01-01")


@pytest.mark.parametrize("text", ["3.3%", "3.30%", "03.3%"])
def test_a_stake_equals_every_text_of_the_same_share(text: str) -> None:
    assert seen("3.3%").stake("ant", "kite") == text


@pytest.mark.parametrize("text", ["3.31%", "3.3", ">3.3%", "none", "not told", ""])
def test_a_stake_differs_from_all_else(text: str) -> None:
    assert seen("3.3%").stake("ant", "kite") != text


@pytest.mark.parametrize(
    ("stake", "wanted", "certainly", "possibly"),
    [
        ("5%", "5%", True, True),
        ("5%", ">0%", True, True),
        ("5%", "<5%", False, False),
        ("5%", "none", False, False),
        (">5%", ">=5%", True, True),
        (">5%", "6%", False, True),
        (">=5%", ">5%", False, True),
        ("[25%, 50%)", "[25%, 50%]", True, True),
        ("[25%, 50%]", "[25%, 50%)", False, True),
        ("none", "none", True, True),
        ("none", ">0%", False, False),
        ("unknown", "unknown", True, True),
        ("unknown", ">0%", False, True),
    ],
)
def test_certain_is_what_every_level_allows_and_possible_what_one_does(
    stake: str, wanted: str, *, certainly: bool, possibly: bool
) -> None:
    view = seen(stake)
    assert bool(view.certainly("ant", "kite", wanted)) is certainly
    assert bool(view.possibly("ant", "kite", wanted)) is possibly


def test_what_only_possibly_happened_is_possible_and_not_certain() -> None:
    view = given(changed("ant", "kite", on="2025-01", before="none", after="5%")).on("2025-01-10")
    assert view.possibly("ant", "kite", "5%")
    assert view.possibly("ant", "kite", "none")
    assert not view.certainly("ant", "kite", "<=5%")


def test_of_what_is_not_told_nothing_is_certain_nor_possible() -> None:
    view = given(
        stated("ant", "kite", "5%", on="2025-01-01"), stated("bob", "kite", "5%", on="2025-02-01")
    ).on("2025-01-01")
    assert not view.certainly("bob", "kite")
    assert not view.possibly("bob", "kite")
    assert repr(view.certainly("bob", "kite")) == "<no: bob in kite on 2025-01-01 is not told>"
    with pytest.raises(ValueUnreadable, match="not told"):
        _ = view.stake("bob", "kite").certainty


def test_a_share_that_cannot_be_read_is_refused_and_no_answer() -> None:
    with pytest.raises(ValueUnreadable, match="no percent sign"):
        seen("5%").certainly("ant", "kite", "5")


def test_answers_in_words_know_how_sure_they_are_and_from_what() -> None:
    view = given(
        deal("kite-deal", "announced", acquirer="ant", target="kite", on="2025-01-01", id="d"),
        controls("ant", "kite", on="[2025-01-01..2025-03-01]", id="c"),
        fact("programme-moved", programme="chip", stage="testing", on="2025-01-02", id="p"),
        fact("price-moved", company="kite", percent="+8.08%", on="2025-01-31", id="up"),
        fact("price-moved", company="kite", direction="down", on="2025-01", id="down"),
    ).on("2025-01-31")
    found = (
        view.state("kite-deal"), view.control("ant", "kite"), view.stage("chip"),
        view.moved("kite"), view.moved("ant"),
    )  # fmt: skip
    assert [(str(each), each.certainty, each.facts) for each in found] == [
        ("announced", "definite", {"d"}),
        ("possible", "possible", {"c"}),
        ("testing", "definite", {"p"}),
        ("down and +8.08%", "possible", {"down", "up"}),
        ("not told", "definite", set()),
    ]


def test_problems_are_those_that_check_would_report() -> None:
    twice = given(
        stated("ant", "kite", "60%", on="2025-01-01"), stated("bob", "kite", "60%", on="2025-01-01")
    )
    problems = twice.on("2025-01-01").problems
    assert problems.rules == ["above-whole"]
    assert [each.partition(":")[0] for each in problems] == ["error"]
    assert given(document("press", "2025-01-01")).on("2025-01-01").problems == []


def test_a_table_of_stakes_has_whoever_is_told_to_hold_anything() -> None:
    view = given(
        entity("ant", name="Ant Group"),
        stated("ant", "kite", "3.3%", on="2025-01-01"),
        stated("bob", "kite", "5%", on="2025-01-01", jointly_with=["ann"]),
        stated("sold", "kite", "none", on="2025-01-01"),
        stated("ant", "kite", "9%", on="2025-01-01", interest="votes", id="votes"),
        stated("ant", "boat", "1%", on="2025-01-01"),
    ).on("2025-01-01")
    assert view.stakes_in("kite") == {"Ant Group": "3.30%", "bob and ann": "5%"}
    assert view.stakes_in("kite") != {"ant": "3.3%"}
    assert view.stakes_in("kite", "votes") == {"ant": "9%"}
    assert view.stakes_of("Ant Group") == {"kite": "3.3%", "boat": "1%"}
    with pytest.raises(NotFound, match="no entity “bot”"):
        assert view.stakes_of("ant") == {"bot": "1%"}
