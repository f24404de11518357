"""The rules of ownership, each as: given facts, on a day, then."""

from __future__ import annotations

import pytest

from timeline.testing import changed, controls, deal, fact, given, stated, written
from timeline.views.why import RULES

A, B, C = "anna", "bert", "acme"


# --- rule 1: a change sets the level, a stated level asserts it -------------------------------


def test_a_change_is_definite_on_its_day_and_after() -> None:
    facts = given(changed(A, C, on="2025-09-02", after="3.68%"))
    for day in ("2025-09-02", "2025-09-03", "2030-01-01"):
        stake = facts.on(day).stake(A, C)
        assert (stake, stake.how) == ("3.68%", "definite, change")
    assert facts.on("2025-09-01").stake(A, C) == "not told"


def test_a_stated_level_is_definite_on_its_day_and_says_nothing_of_the_day_before() -> None:
    facts = given(stated(A, C, "20.26%", on="2025-03-01"))
    assert facts.on("2025-03-01").stake(A, C).how == "definite, stated"
    assert facts.on("2025-02-28").stake(A, C) == "not told"


def test_a_level_seen_with_no_day_is_of_the_day_of_publication() -> None:
    facts = given(stated(A, C, "20%", published="2025-03-01"))
    assert facts.on("2025-03-01").stake(A, C).how == "definite, stated"
    assert facts.on("2025-02-28").stake(A, C) == "not told"


def test_a_change_with_no_day_happened_by_its_publication() -> None:
    facts = given(changed(A, C, after="20%", published="2025-03-01"))
    assert facts.on("2025-03-01").stake(A, C).certainty == "definite"
    assert facts.on("2001-01-01").stake(A, C).certainty == "possible"


def test_an_answer_says_when_it_was_last_asserted_and_since_when_it_is_so() -> None:
    then = given(
        changed(A, C, id="bought", on="2024-01-01", after="5%"),
        stated(A, C, "5%", id="seen", on="2025-01-01"),
    ).on("2025-06-01")
    stake = then.stake(A, C)
    assert (stake, stake.since, stake.facts) == ("5%", "bought", {"seen"})
    assert stake.held.asserted is stake.held.claims[0]


# --- rule 2: before, the eve, and what changed unseen -----------------------------------------


def test_before_is_definite_on_the_eve_and_possible_earlier() -> None:
    """The example of the specification: Shanghai Yunya's holding of Yunhe Zhiwang."""
    facts = given(
        """
        [[fact]]
        type = "stake-changed"
        occurred = "2025-09-02"
        holder = "shanghai-yunya"
        company = "yunhe-zhiwang"
        before = "3.34%"
        after = "3.68%"
        """
    )
    eve = facts.on("2025-09-01").stake("shanghai-yunya", "yunhe-zhiwang")
    assert (eve, eve.how, eve.since) == ("3.34%", "definite, before-change", None)
    week = facts.on("2025-08-25").stake("shanghai-yunya", "yunhe-zhiwang")
    assert (week, week.how) == ("3.34%", "possible, before-change")


def test_before_reaches_no_further_back_than_the_founding() -> None:
    facts = given(
        changed(A, C, on="2025-09-02", before="3.34%", after="3.68%"),
        fact("company-founded", company=C, on="2025-05-10"),
    )
    assert facts.on("2025-05-10").stake(A, C) == "3.34%"
    assert facts.on("2025-05-09").stake(A, C) == "not told"


def test_a_vague_founding_ends_it_where_the_founding_may_begin() -> None:
    facts = given(
        changed(A, C, on="2025-09-02", before="3.34%", after="3.68%"),
        fact("company-founded", company=C, on="2025-05"),
    )
    for day in ("2025-05-31", "2025-05-01"):
        assert facts.on(day).stake(A, C).how == "possible, before-change"
    assert facts.on("2025-04-30").stake(A, C) == "not told"


def test_a_period_that_begins_on_a_known_day_asserts_its_eve() -> None:
    """Sold 2.21 points between 10 January and 14 March, 10% left."""
    facts = given(
        changed(A, C, on="2025-01-10/2025-03-14", by="2.21 points", cause="sold", after="10%")
    )
    eve = facts.on("2025-01-09").stake(A, C)
    assert (eve, eve.how) == ("12.21%", "definite, worked-out")
    before, during = (facts.on(day).stake(A, C) for day in ("2025-01-08", "2025-02-10"))
    assert (before, before.certainty) == ("12.21%", "possible")
    assert (during, during.how) == ("[10.00%, 12.21%]", "possible, during-change")
    end = facts.on("2025-03-14").stake(A, C)
    assert (end, end.how) == ("10%", "definite, change")


@pytest.mark.parametrize("when", ["[2025-01-10..2025-03-14]", "2025-01/2025-03", "../2025-03-14"])
def test_what_has_no_known_first_day_asserts_no_eve(when: str) -> None:
    facts = given(changed(A, C, on=when, before="12%", after="10%"))
    for day in ("2024-12-31", "2025-01-09"):
        assert facts.on(day).stake(A, C).certainty == "possible"


def test_of_two_foundings_the_earlier_bounds_whichever_was_told_first() -> None:
    change = changed(A, C, on="2025-09-02", before="3%", after="4%")
    early = fact("company-founded", id="early", company=C, on="2019")
    late = fact("company-founded", id="late", company=C, on="2024")
    for facts in (given(change, early, late), given(change, late, early)):
        assert facts.on("2020-01-01").stake(A, C) == "3%"
        assert facts.on("2018-12-31").stake(A, C) == "not told"


def test_between_two_levels_that_differ_something_changed_on_an_unknown_day() -> None:
    facts = given(stated(A, C, "5%", on="2025-01-01"), stated(A, C, "7%", on="2025-03-01"))
    between = facts.on("2025-02-01").stake(A, C)
    assert (between, between.how) == ("[5%, 7%]", "possible, changed-between")
    assert facts.on("2025-01-01").stake(A, C).how == "definite, stated"
    assert facts.on("2025-03-01").stake(A, C) == "7%"


def test_between_two_levels_that_agree_nothing_changed() -> None:
    facts = given(stated(A, C, "5%", on="2025-01-01"), stated(A, C, "5%", on="2025-03-01"))
    assert facts.on("2025-02-01").stake(A, C).how == "definite, stated"


def test_a_before_that_differs_is_definite_on_the_eve_and_spans_until_then() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, on="2025-03-01", before="6%", after="7%"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "[5%, 6%]"
    assert facts.on("2025-02-01").stake(A, C).how == "possible, changed-between"
    eve = facts.on("2025-02-28").stake(A, C)
    assert (eve, eve.how) == ("6%", "definite, before-change")


def test_a_before_that_agrees_changes_nothing() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, on="2025-03-01", before="5%", after="7%"),
    )
    for day in ("2025-01-01", "2025-02-01", "2025-02-28"):
        assert facts.on(day).stake(A, C).how == "definite, change"


def test_a_later_bound_that_holds_what_stood_changes_nothing() -> None:
    facts = given(changed(A, C, on="2025-01-01", after="5%"),
                  stated(A, C, "<25%", on="2025-03-01"))  # fmt: skip
    assert facts.on("2025-02-01").stake(A, C) == "5%"
    assert facts.on("2025-03-01").stake(A, C) == "<25%"


def test_on_the_eve_a_before_sharpens_what_was_only_bounded() -> None:
    facts = given(
        stated(A, C, "<25%", on="2025-01-01"),
        changed(A, C, on="2025-03-01", before="20%", after="30%"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "<25%"
    assert facts.on("2025-02-28").stake(A, C).how == "definite, before-change"
    assert facts.on("2025-02-28").stake(A, C) == "20%"


def test_on_the_eve_nothing_that_is_vague_outweighs_what_the_change_starts_from() -> None:
    """A level seen at some time after the eve says nothing of the eve."""
    facts = given(
        changed(A, C, on="2025-03-01", before="3%", after="5%"),
        stated(A, C, "9%", on="[2025-03-01..2025-04-30]"),
    )
    assert facts.on("2025-02-28").stake(A, C) == "3%"
    assert facts.on("2025-02-28").stake(A, C).certainty == "definite"


def test_a_level_of_one_day_and_a_before_of_the_next_that_differ_are_disputed() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, on="2025-01-02", before="6%", after="7%"),
    )
    stake = facts.on("2025-01-01").stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("[5%, 6%]", "possible", True)


def test_two_changes_of_one_day_that_start_from_different_levels_dispute_the_eve() -> None:
    facts = given(
        changed(A, C, id="a", on="2025-01-02", before="3%", after="5%"),
        changed(A, C, id="b", on="2025-01-02", before="4%", after="6%"),
    )
    eve = facts.on("2025-01-01").stake(A, C)
    assert (eve, eve.how) == ("[3%, 4%]", "possible, before-change, disputed")


def test_before_an_unsure_first_change_nothing_is_told_where_another_may_come_first() -> None:
    facts = given(
        changed(A, C, on="[2025-03-01..2025-03-31]", before="3%", after="5%"),
        stated(A, C, "9%", on="[2025-03-10..2025-03-20]"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "not told"


# --- rule 3: changes in points -----------------------------------------------------------------


def test_points_with_a_known_prior_give_the_level() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, on="2025-02-01", by="2.21 points", cause="bought"),
        changed(A, C, on="2025-03-01", by="1 point", cause="sold"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "7.21%"
    assert facts.on("2025-02-01").stake(A, C).how == "definite, worked-out"
    assert facts.on("2025-03-01").stake(A, C) == "6.21%"


def test_points_with_a_known_result_give_the_prior() -> None:
    facts = given(changed(A, C, on="2025-02-01", after="8%", by="3 points", cause="bought"))
    eve = facts.on("2025-01-31").stake(A, C)
    assert (eve, eve.how) == ("5%", "definite, worked-out")
    assert facts.on("2025-01-01").stake(A, C).how == "possible, worked-out"
    assert facts.on("2025-02-01").stake(A, C).how == "definite, change"


def test_points_alone_bound_the_level_after_buying_from_below() -> None:
    facts = given(changed(A, C, on="2025-02-01", by="3 points", cause="bought"))
    stake = facts.on("2025-02-01").stake(A, C)
    assert (stake, stake.how) == (">=3%", "definite, worked-out")
    assert facts.on("2025-01-31").stake(A, C) == "not told"


def test_points_alone_bound_the_level_before_selling_from_below_and_after_it_from_above() -> None:
    """Who sells 3 of 100 held at least 3, and holds at most 97."""
    facts = given(changed(A, C, on="2025-02-01", by="3 points", cause="sold"))
    eve, after = facts.on("2025-01-31").stake(A, C), facts.on("2025-02-01").stake(A, C)
    assert (eve, eve.how) == (">=3%", "definite, worked-out")
    assert (after, after.how) == ("<=97%", "definite, worked-out")


def test_a_minus_says_the_same_as_selling() -> None:
    facts = given(changed(A, C, on="2025-02-01", by="-3 points"))
    assert facts.on("2025-02-01").stake(A, C) == "<=97%"
    assert facts.on("2025-01-31").stake(A, C) == ">=3%"


def test_points_after_a_bound_move_the_bound_and_stay_within_the_whole() -> None:
    facts = given(
        stated(A, C, "(3%, 5%]", on="2025-01-01"),
        changed(A, C, id="less", on="2025-02-01", by="4 points", cause="sold"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "<=1%"
    facts = given(stated(A, C, ">98%", on="2025-01-01"),
                  changed(A, C, on="2025-02-01", by="1 point", cause="bought"))  # fmt: skip
    assert facts.on("2025-02-01").stake(A, C) == ">99%"


def test_several_purchases_of_one_day_add_up_in_whatever_order_they_were() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, id="a", on="2025-02-01", by="1 point", cause="bought"),
        changed(A, C, id="b", on="2025-02-01", by="2 points", cause="bought"),
        changed(A, C, id="c", on="2025-02-01", by="1 point", cause="bought"),
    )
    stake = facts.on("2025-02-01").stake(A, C)
    assert (stake, stake.how) == ("9%", "definite, worked-out")


def test_a_purchase_on_the_day_of_a_stated_level_may_be_in_it_or_not() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="4%"),
        changed(A, C, id="a", on="2025-02-01", by="1 point", cause="bought"),
        stated(A, C, "5%", on="2025-02-01"),
    )
    assert facts.on("2025-02-01").stake(A, C) == "[5%, 6%]"


def test_a_purchase_on_an_unknown_day_adds_to_whatever_came_before_it() -> None:
    """The month may lie wholly after the tenth: 11; or the tenth came last: 10."""
    facts = given(
        changed(A, C, on="2025-01-01", after="4%"),
        changed(A, C, on="2025-05", by="1 point", cause="bought"),
        changed(A, C, on="2025-05-10", after="10%"),
    )
    assert facts.on("2025-05-05").stake(A, C) == "[4%, 5%]"
    assert facts.on("2025-05-20").stake(A, C) == "[10%, 11%]"
    assert facts.on("2025-06-01").stake(A, C) == "[10%, 11%]"
    assert facts.on("2025-06-01").stake(A, C).certainty == "possible"


def test_a_long_line_of_purchases_is_worked_out_to_its_end() -> None:
    """A thousand buybacks, two a day, need neither deep recursion nor every order of the days."""
    first = [changed(A, C, id="first", on="2020-01-01", after="1%")]
    lots = [
        changed(A, C, id=f"{year}-{month}-{day}-{lot}", by="0.01 points", cause="bought",
                on=f"{year}-{month:02}-{day:02}")
        for year in (2021, 2022) for month in range(1, 13) for day in range(1, 22)
        for lot in (1, 2)
    ]  # fmt: skip
    assert len(lots) == 1008
    assert given(*first, *lots).on("2023-01-01").stake(A, C) == "11.08%"


# --- rule 4: vague days and periods ------------------------------------------------------------


@pytest.mark.parametrize("when", ["2025-05", "2025Q2", "[2025-05-01..2025-05-31]",
                                  "2025-05-01/2025-05-31"])  # fmt: skip
def test_during_a_vague_date_the_level_lies_between_before_and_after(when: str) -> None:
    facts = given(changed(A, C, on=when, before="5%", after="9%"))
    during = facts.on("2025-05-15").stake(A, C)
    assert (during, during.how) == ("[5%, 9%]", "possible, during-change")
    assert facts.on("2025-06-30").stake(A, C).how == "definite, change"
    assert facts.on("2025-03-31").stake(A, C).how == "possible, before-change" or when == "2025Q2"


def test_during_a_vague_change_the_level_may_be_what_it_starts_from_or_what_stood() -> None:
    facts = given(
        stated(A, C, "4%", on="2025-01-01"),
        changed(A, C, on="2025-05", before="8%", after="6%"),
    )
    assert facts.on("2025-05-15").stake(A, C) == "[4%, 8%]"


def test_during_a_vague_change_with_no_prior_the_cause_says_which_way() -> None:
    up = given(changed(A, C, on="2025-05", after="9%", cause="bought")).on("2025-05-15")
    down = given(changed(A, C, on="2025-05", after="9%", cause="sold")).on("2025-05-15")
    assert up.stake(A, C) == "<=9%"
    assert down.stake(A, C) == ">=9%"


def test_by_some_day_is_possible_before_that_day_and_definite_from_it() -> None:
    facts = given(stated(A, C, "6%", on="[..2025-09-15]"))
    assert facts.on("2025-09-14").stake(A, C).certainty == "possible"
    assert facts.on("2025-09-15").stake(A, C).how == "definite, stated"


def test_a_vague_day_that_may_have_come_last_spans_both() -> None:
    facts = given(changed(A, C, on="2025", after="9%"), changed(A, C, on="2025-06-01", after="7%"))
    assert facts.on("2025-07-01").stake(A, C).certainty == "possible"
    assert facts.on("2026-01-01").stake(A, C) == "[7%, 9%]"


def test_a_vague_level_that_only_repeats_what_stands_takes_no_certainty_away() -> None:
    facts = given(changed(A, C, on="2025-08-26", after="1.87%"),
                  stated(A, C, "1.87%", on="[..2025-09-03]"))  # fmt: skip
    assert facts.on("2025-08-27").stake(A, C).how == "definite, change"


# --- within a day ------------------------------------------------------------------------------


def test_within_a_day_order_decides() -> None:
    facts = given(
        changed(A, C, id="second", on="2025-01-02", after="5%", order=2),
        changed(A, C, id="first", on="2025-01-02", after="9%", order=1),
    )
    assert facts.on("2025-01-02").stake(A, C) == "5%"


def test_within_a_day_points_add_up_in_their_order() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", after="5%"),
        changed(A, C, id="second", on="2025-01-02", by="2 points", order=2),
        changed(A, C, id="first", on="2025-01-02", by="1 point", order=1),
    )
    stake = facts.on("2025-01-02").stake(A, C)
    assert (stake, stake.how) == ("8%", "definite, worked-out")


@pytest.mark.parametrize("when", ["2025-05-20", "2025-05"])
def test_within_a_day_or_a_month_the_chain_decides(when: str) -> None:
    facts = given(
        changed(A, C, id="b", on=when, before="5%", after="8%"),
        changed(A, C, id="c", on=when, before="8%", after="2%"),
        changed(A, C, id="a", on=when, before="3%", after="5%"),
    )
    assert facts.on("2025-06-01").stake(A, C).how == "definite, change"
    assert facts.on("2025-06-01").stake(A, C) == "2%"
    assert facts.on("2025-04-30").stake(A, C) == "3%"


def test_within_a_month_that_is_not_over_the_whole_chain_is_possible() -> None:
    facts = given(
        changed(A, C, id="b", on="2025-05", before="5%", after="8%"),
        changed(A, C, id="a", on="2025-05", before="3%", after="5%"),
    )
    assert facts.on("2025-05-20").stake(A, C) == "[3%, 8%]"


def test_claims_of_one_day_that_contradict_each_other_are_disputed_and_both_stand() -> None:
    facts = given(stated(A, C, "5%", id="a", on="2025-01-01"),
                  stated(A, C, "7%", id="b", on="2025-01-01"))  # fmt: skip
    stake = facts.on("2025-01-01").stake(A, C)
    assert (stake, stake.how) == ("[5%, 7%]", "possible, stated, disputed")
    assert stake.facts == {"a", "b"}


def test_claims_of_one_day_that_can_both_be_true_are_not_disputed() -> None:
    facts = given(stated(A, C, "5%", id="a", on="2025-01-01"),
                  stated(A, C, "<25%", id="b", on="2025-01-01"))  # fmt: skip
    stake = facts.on("2025-01-01").stake(A, C)
    assert (stake, stake.disputed) == ("<25%", False)


def test_claims_of_different_days_are_never_disputed() -> None:
    facts = given(stated(A, C, "5%", on="2025-01-01"), stated(A, C, "7%", on="2025-01-02"))
    assert not facts.on("2025-01-01").stake(A, C).disputed
    assert facts.on("2025-01-01").stake(A, C) == "5%"


# --- rule 5: bounds ------------------------------------------------------------------------------


@pytest.mark.parametrize("share", ["<25%", ">0%", "[25%, 50%)", "unknown", ">50%", "none"])
def test_bounds_are_carried_and_never_collapsed(share: str) -> None:
    assert given(stated(A, C, share, on="2025-01-01")).on("2025-02-01").stake(A, C) == share


@pytest.mark.parametrize(
    ("share", "exists"), [(">0%", "definite"), ("5%", "definite"), ("<25%", "possible"),
                          ("unknown", "possible"), ("none", "none")]
)  # fmt: skip
def test_whether_anything_is_held_is_told_apart_from_how_much(share: str, exists: str) -> None:
    facts = given(stated(A, C, share, on="2025-01-01"))
    assert facts.on("2025-01-01").stake(A, C).exists == exists


def test_something_that_is_only_possible_exists_only_possibly() -> None:
    facts = given(stated(A, C, "5%", on="2025"))
    assert facts.on("2025-06-01").stake(A, C).exists == "possible"


# --- rule 7: deals -------------------------------------------------------------------------------


def test_an_announced_deal_is_no_ownership() -> None:
    facts = given(deal("d", "announced", on="2025-01-01", kind="acquisition", stake="30%",
                       acquirer=A, target=C))  # fmt: skip
    assert facts.on("2026-01-01").stake(A, C) == "not told"
    assert facts.on("2026-01-01").control(A, C) == "no"


def test_a_completed_deal_with_no_figure_gives_control_and_more_than_half() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01", kind="acquisition", acquirer=A, target=C),
        deal("d", "completed", on="2025-03-01"),
    )
    then = facts.on("2025-03-01")
    assert (then.stake(A, C), then.stake(A, C).how) == (">50%", "definite, deal")
    assert then.control(A, C) == "definite"
    assert facts.on("2025-02-28").stake(A, C) == "not told"


def test_a_completed_deal_moves_only_the_stake_that_it_carries() -> None:
    facts = given(
        stated(A, C, "10%", on="2024-01-01"),
        deal("d", "announced", on="2025-01-01", kind="block-sale", acquirer=A, target=C,
             stake="5%"),
        deal("d", "completed", on="2025-03-01"),
    )  # fmt: skip
    assert facts.on("2025-02-28").stake(A, C) == "10%"
    assert facts.on("2025-03-01").stake(A, C) == "15%"
    assert facts.on("2025-03-01").control(A, C) == "no"


def test_a_completed_deal_with_no_known_prior_gives_at_least_its_stake() -> None:
    facts = given(deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=A,
                       target=C, stake="30%"))  # fmt: skip
    assert facts.on("2025-03-01").stake(A, C) == ">=30%"
    assert facts.on("2025-03-01").control(A, C) == "no"


def test_a_deal_that_is_told_to_be_completed_twice_moves_its_stake_once() -> None:
    completed = deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=A, target=C,
                     stake="30%")  # fmt: skip
    again = deal("d", "completed", on="2025-03-05")
    then = given(stated(A, C, "10%", on="2024-01-01"), completed, again).on("2025-04-01")
    assert then.stake(A, C) == "40%"
    assert then.control(A, C) == "no"


def test_several_who_acquire_together_hold_together() -> None:
    then = given(deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=[A, B],
                      target=C, stake="60%")).on("2025-04-01")  # fmt: skip
    (held,) = then.ownership.held
    assert (held.key.holders, written(held.level)) == ((A, B), ">=60%")
    assert (then.control(A, C), then.control(B, C)) == ("no", "no")
    untold = given(deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=[A, B],
                        target=C)).on("2025-04-01")  # fmt: skip
    (held,) = untold.ownership.held
    assert (held.key.holders, written(held.level)) == ((A, B), ">50%")
    assert (untold.control(A, C), untold.control(B, C)) == ("possible", "possible")


@pytest.mark.parametrize("stake", [None, "60%", "100%"])
def test_control_by_what_is_in_the_course_of_happening_is_possible(stake: str | None) -> None:
    terms = {} if stake is None else {"stake": stake}
    facts = given(deal("d", "completed", on="2025-03", kind="acquisition", acquirer=A, target=C,
                       **terms))  # fmt: skip
    days = ("2025-02-28", "2025-03-15", "2025-03-31")
    assert [facts.on(day).control(A, C) for day in days] == ["no", "possible", "definite"]
    sold = given(stated(A, C, "60%", on="2025-01-01"), changed(A, C, on="2025-03", after="10%"))
    assert [sold.on(day).control(A, C) for day in days] == ["definite", "possible", "no"]


def test_a_completed_deal_that_carries_a_bounded_stake_gives_at_least_its_lower_end() -> None:
    facts = given(deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=A,
                       target=C, stake=">60%"))  # fmt: skip
    assert facts.on("2025-03-01").stake(A, C) == ">60%"
    assert facts.on("2025-03-01").control(A, C) == "definite"


def test_a_completed_deal_goes_by_its_terms_as_amended_by_then_and_no_later() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01", kind="acquisition", acquirer=A, target=C,
             stake="30%"),
        deal("d", "amended", on="2025-02-01", stake="40%"),
        deal("d", "completed", on="2025-03-01"),
        deal("d", "in-dispute", on="2025-04-01", stake="70%"),
        deal("d", "amended", id="talk", on="2025-02-10", stake="90%", standing="rumoured"),
    )  # fmt: skip
    assert facts.on("2025-05-01").stake(A, C) == ">=40%"


def test_all_of_a_company_ends_every_other_holding() -> None:
    facts = given(
        stated(B, C, "20%", on="2024-01-01"),
        deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=A, target=C,
             stake="100%"),
    )  # fmt: skip
    then = facts.on("2025-03-01")
    assert (then.stake(A, C), then.stake(B, C)) == ("100%", "none")
    assert then.stake(B, C).how == "definite, ended"
    assert facts.on("2025-02-28").stake(B, C) == "20%"


def test_wholly_owned_is_all_of_it_and_ends_every_other_holding() -> None:
    facts = given(
        stated(B, C, "20%", on="2024-01-01"),
        fact("control-stated", holder=A, company=C, kind="wholly-owned", on="2025-01-01"),
    )
    then = facts.on("2025-02-01")
    assert (then.stake(A, C), then.stake(A, C).how) == ("100%", "definite, wholly-owned")
    assert then.stake(B, C) == "none"
    assert then.control(A, C) == "definite"


def test_what_ended_may_begin_again() -> None:
    facts = given(
        stated(B, C, "20%", on="2024-01-01"),
        changed(A, C, on="2025-01-01", after="100%"),
        changed(A, C, id="part", on="2025-06-01", before="100%", after="90%", cause="sold"),
        changed(B, C, on="2025-06-01", after="10%", cause="bought"),
    )
    assert facts.on("2025-05-31").stake(B, C) == "none"
    assert facts.on("2025-06-01").stake(B, C) == "10%"


# --- ends, holders, interests side by side -------------------------------------------------------


def test_what_is_known_to_be_none_is_a_row_for_those_who_ask_for_zeros() -> None:
    held = given(changed(A, C, on="2025-01-01", before="5%", after="none", cause="sold"))
    stake = held.on("2025-02-01").stake(A, C)
    assert (stake, stake.exists, stake.held.level.is_none) == ("none", "none", True)


def test_a_transfer_has_two_ends() -> None:
    facts = given(
        stated(A, C, "20%", on="2024-01-01"),
        stated(B, C, "5%", on="2024-01-01"),
        fact("stake-changed", from_=A, to=B, company=C, by="8 points", cause="transferred",
             on="2025-01-01"),
    )  # fmt: skip
    assert facts.on("2025-01-01").stake(A, C) == "12%"
    assert facts.on("2025-01-01").stake(B, C) == "13%"
    assert facts.on("2024-12-31").stake(A, C) == "20%"


def test_a_transfer_with_no_known_levels_bounds_both_ends() -> None:
    facts = given(fact("stake-changed", from_=A, to=B, company=C, by="8 points", on="2025-01-01"))
    assert facts.on("2025-01-01").stake(A, C) == "<=92%"
    assert facts.on("2024-12-31").stake(A, C) == ">=8%"
    assert facts.on("2025-01-01").stake(B, C) == ">=8%"


def test_a_transfer_counted_in_shares_moves_shares_at_both_ends() -> None:
    facts = given(
        stated(A, C, shares="100", on="2024-01-01"),
        stated(B, C, shares="10", on="2024-01-01"),
        fact("stake-changed", from_=A, to=B, company=C, shares="30", on="2025-01-01"),
    )
    then = facts.on("2025-01-01")
    assert (then.stake(A, C, unit="shares"), then.stake(B, C, unit="shares")) == ("70", "40")
    assert then.stake(A, C) == "not told"


def test_a_transfer_of_which_only_the_result_is_told_leaves_the_other_with_less() -> None:
    facts = given(
        stated(A, C, "20%", on="2024-01-01"),
        fact("stake-changed", from_=A, to=B, company=C, after="13%", on="2025-01-01"),
    )
    assert facts.on("2025-01-01").stake(A, C) == "<=20%"
    assert facts.on("2025-01-01").stake(B, C) == "13%"


def test_a_joint_holding_is_one_row_whoever_is_named_first() -> None:
    facts = given(
        stated(A, C, "30%", on="2025-01-01", jointly_with=[B]),
        stated(B, C, "35%", on="2025-06-01", jointly_with=[A]),
        stated(A, C, "1%", id="alone", on="2025-01-01"),
    )
    then = facts.on("2025-06-01")
    assert then.stake((A, B), C) == "35%"
    assert then.stake(A, C) == "1%"
    assert [each.key.holders for each in then.ownership.of(C)] == [(A,), (A, B)]


def test_different_interests_and_classes_stand_side_by_side() -> None:
    facts = given(
        stated(A, C, "10%", id="s", on="2025-01-01"),
        stated(A, C, "40%", id="v", on="2025-01-01", interest="votes"),
        stated(A, C, "90%", id="b", on="2025-01-01", class_="B"),
    )
    then = facts.on("2025-01-01")
    assert then.stake(A, C) == "10%"
    assert then.stake(A, C, "votes") == "40%"
    assert then.stake(A, C, class_="B") == "90%"


def test_all_of_the_votes_end_no_holding_of_shares() -> None:
    facts = given(
        stated(B, C, "20%", on="2025-01-01"),
        stated(A, C, "100%", on="2025-02-01", interest="votes"),
    )
    assert facts.on("2025-02-01").stake(B, C) == "20%"


def test_counts_of_shares_are_levels_of_their_own() -> None:
    facts = given(
        changed(A, C, on="2025-01-01", shares_before="1,000", shares_after="3,000"),
        changed(A, C, on="2025-02-01", shares="500", cause="sold"),
    )
    assert facts.on("2024-12-31").stake(A, C, unit="shares") == "1,000"
    assert facts.on("2025-02-01").stake(A, C, unit="shares") == "2,500"


def test_parts_of_a_change_are_not_added_to_their_total() -> None:
    """While the whole may be used its parts say nothing more; without it they do."""
    whole = changed(A, C, id="all", on="2025-01-10/2025-03-14", before="10%", after="7%")
    parts = [
        changed(A, C, id="p1", on="2025-01-20", by="1 point", cause="sold", part_of="all"),
        changed(A, C, id="p2", on="2025-02-20", by="2 points", cause="sold", part_of="all"),
    ]
    facts = given(whole, *parts)
    assert facts.on("2025-03-14").stake(A, C).how == "definite, change"
    assert facts.on("2025-03-14").stake(A, C) == "7%"
    assert given(*parts).on("2025-03-14").stake(A, C) == "<=97%"


def test_every_basis_has_its_rule_in_words() -> None:
    bases = {"change", "stated", "before-change", "worked-out", "during-change",
             "changed-between", "deal", "wholly-owned", "ended", "may-be-diluted",
             "control-ended", "capped", "look-through"}  # fmt: skip
    assert bases <= set(RULES)


def test_what_is_open_of_one_interest_plays_no_part_in_another() -> None:
    """A level that others cut began when the uncut one did, also while votes are vague."""
    several = [
        controls(A, C, kind="wholly-owned", id="all", on="2025-01-04"),
        changed(B, C, id="left", on="2025-01-05", before="none"),
    ]
    vague = stated(A, C, "none", interest="votes", on="[2025-01-01..2025-01-14]")
    for facts in (given(*several), given(*several, vague)):
        stake = facts.on("2025-01-10").stake(B, C)
        assert (stake, stake.how, stake.since) == ("none", "definite, capped", "left")


def test_the_eve_of_a_change_is_in_doubt_where_what_it_starts_from_may_be_made_on_its_day() -> None:
    """Of three changes that may all be of the 2nd, the one that lowers to 2% follows another."""
    vague = "[2025-01-02..2025-01-05]"
    facts = given(
        changed(A, C, id="sold", on="2025-01-02", by="-1 points", after="1%"),
        changed(A, C, id="rose", on=vague, by="1 points", after="40%"),
        changed(A, C, id="fell", on=vague, before="40%", after="2%"),
    )
    stake = facts.on("2025-01-01").stake(A, C)
    assert (stake, stake.held.certainty) == ("[2%, 39%]", "possible")
