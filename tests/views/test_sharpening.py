"""What cannot be together is left out of an answer, however vague the days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as each_of
from hypothesis import settings
from hypothesis import strategies as st

from tests.effort import calls
from tests.views.histories import FIRST, commits, days
from timeline.testing import changed, corrected, given, stated
from timeline.views import sharpening
from timeline.views.ownership import told_of
from timeline.views.spells import said, spells
from timeline.views.why import why_held

if TYPE_CHECKING:
    from datetime import date

    from timeline.facts.fact import Event

A, B, D, C = "anna", "bert", "dora", "acme"


def test_on_the_last_day_but_one_a_change_is_over_or_starts_from_what_it_says() -> None:
    """By the 3rd the nine may still stand; on the 4th the change was, or is of the 5th."""
    facts = given(
        changed(A, C, id="nine", on="2025-01-01", after="9%"),
        changed(A, C, id="vague", on="[2025-01-03..2025-01-05]", before="5%", after="7%"),
    )
    assert facts.on("2025-01-03").stake(A, C) == "[5%, 9%]"
    stake = facts.on("2025-01-04").stake(A, C)
    assert (stake, stake.how) == ("[5%, 7%]", "possible, during-change")
    assert stake.facts == {"vague"}


def test_a_level_that_holds_whatever_the_day_was_is_definite() -> None:
    """A five that was seen and a change that starts from five: five on its eve either way."""
    facts = given(
        stated(A, C, "5%", id="seen", on="[2025-01-02..2025-01-04]"),
        changed(A, C, on="2025-01-05", before="5%", after="6%"),
    )
    for day in ("2025-01-03", "2025-01-04"):
        assert facts.on(day).stake(A, C) == "5%"
    assert facts.on("2025-01-04").stake(A, C).certainty == "definite"


def test_what_was_seen_and_what_a_change_starts_from_say_more_together() -> None:
    facts = given(
        stated(A, C, "[3%, 5%]", id="seen", on="2025-01-01"),
        changed(A, C, id="change", on="2025-02-01", before=">4%", after="6%"),
    )
    eve = facts.on("2025-01-31").stake(A, C)
    assert (eve, eve.how) == ("(4%, 5%]", "definite, before-change")
    assert eve.facts == {"seen", "change"}


def test_a_day_that_others_leave_no_room_for_is_none_of_a_vague_change() -> None:
    """Bert holds eighty until the 10th, so that Anna's rise to sixty is of no earlier day."""
    facts = given(
        stated(B, C, "80%", id="b", on="2025-01-01"),
        changed(B, C, id="less", on="2025-01-10", before="80%", after="30%"),
        changed(A, C, id="a", on="[2025-01-05..2025-01-15]", before="10%", after="60%"),
    )
    for day in ("2025-01-06", "2025-01-09"):
        stake = facts.on(day).stake(A, C)
        assert (stake, stake.basis) == ("10%", "capped")
    assert facts.on("2025-01-10").stake(A, C) == "[10%, 60%]"


def test_why_names_the_holding_that_leaves_no_room_for_a_day() -> None:
    then = given(
        stated(B, C, "80%", id="b", on="2025-01-01"),
        changed(A, C, id="a", on="[2025-01-05..2025-01-15]", before="10%", after="60%"),
    ).on("2025-01-06")
    found = why_held(A, C, then.ownership, then.knowledge)
    assert found.rules[:2] == ("before-change", "capped")
    assert {each.source.id: each.role for each in found.reasons} == {"a": "holding", "b": "cap"}


def test_what_corrects_is_used_or_what_it_replaces_but_never_both_or_neither() -> None:
    """Sixty is Anna's or, once the correction was public, Bert's: forty is left for Dora."""
    facts = given(
        stated(A, C, "60%", id="wrong", on="2025-01-01", published="2025-01-02"),
        stated(D, C, "unknown", on="2025-01-01", published="2025-01-02"),
    ).later(
        stated(B, C, "60%", id="right", on="2025-01-01", published="[2025-02-01..2025-02-28]"),
        corrected("wrong", "right", "source"),
    )
    assert facts.known("2025-02-10").on("2025-02-10").stake(D, C) == "<=40%"


def test_of_a_correction_and_what_corrects_it_in_turn_one_is_used() -> None:
    """Sixty or fifty is Bert's, so that Dora has at most half."""
    facts = given(
        stated(A, C, "90%", id="wrong", on="2025-01-01", published="2025-01-02"),
        stated(D, C, "unknown", on="2025-01-01", published="2025-01-02"),
    ).later(
        stated(B, C, "60%", id="better", on="2025-01-01", published="2025-01-03"),
        corrected("wrong", "better", "recording"),
        stated(B, C, "50%", id="best", on="2025-01-01", published="[2025-02-01..2025-02-28]"),
        corrected("better", "best", "source"),
    )
    then = facts.known("2025-02-10").on("2025-02-10")
    assert (then.stake(B, C), then.stake(D, C)) == ("[50%, 60%]", "<=50%")


def test_the_end_of_all_other_holdings_is_of_one_day_for_all_of_them() -> None:
    """Had it been before Anna's ninety, his hundred, or his sixty, could not be beside it."""
    facts = given(
        changed(B, C, on="2025-01-01", after="60%"),
        stated(B, C, "100%", id="all", on="[2025-01-01..2025-01-04]"),
        changed(A, C, on="2025-01-03", after="90%"),
    )
    then = facts.on("2025-01-06")
    assert (then.stake(A, C), then.stake(B, C)) == ("none", "100%")


def test_figures_that_only_rounding_takes_above_the_whole_leave_each_day_possible() -> None:
    facts = given(
        stated(B, C, "33.34%", on="2025-01-01"),
        stated(D, C, "33.33%", on="2025-01-01"),
        changed(A, C, on="[2025-01-02..2025-01-20]", before="10.00%", after="33.34%"),
    )
    assert facts.on("2025-01-10").stake(A, C) == "[10.00%, 33.34%]"


def test_if_every_day_contradicts_what_is_told_it_is_disputed_and_as_it_was_told() -> None:
    facts = given(
        stated(A, C, "5%", on="2025-01-04"),
        changed(A, C, on="2025-01-05", before="6%", after="7%"),
        changed(A, C, id="vague", on="[2025-01-01..2025-01-03]", after="4%"),
    )
    stake = facts.on("2025-01-04").stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("[5%, 6%]", "possible", True)


def test_where_too_many_days_are_vague_the_answer_spans_them_all() -> None:
    """And no choice is gone through: a tenth more of them takes no more than a few tenths more."""

    def work(count: int) -> int:
        facts = given(
            stated(A, C, "50%", on="2024-12-01"),
            *(changed(A, C, id=f"m{at}", on="2025-05", before=f"{at}%", after=f"{at + 20}%")
              for at in range(count)),
        )  # fmt: skip
        then = facts.on("2025-05-10")
        made = calls(lambda: then.stake(A, C))
        level = then.stake(A, C).held.level
        assert level.low == 0
        assert level.high == max(50, count + 19)
        return made

    work(5)
    assert work(66) < 1.4 * work(60)


def test_what_the_first_choice_and_the_last_say_is_not_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three vague changes have 64 choices beside a day; two come to all that may be."""
    facts = given(
        stated(A, C, "50%", on="2024-12-01"),
        *(changed(A, C, id=f"m{at}", on="2025-05", by=f"{at} points") for at in (1, 2, 3)),
    )

    def work() -> int:
        then = facts.on("2025-05-10")
        return calls(lambda: then.stake(A, C))

    work()
    some = work()
    monkeypatch.setattr(sharpening, "_all_there", lambda _holding, _chosen: False)
    assert work() > 2 * some


# --- what every choice contradicts -------------------------------------------------------------


def test_a_start_that_every_choice_of_another_change_contradicts_is_disputed() -> None:
    vague = changed(A, C, id="vague", on="[2025-01-01..2025-01-02]", before="3%", after="1%")
    facts = given(changed(A, C, id="next", on="2025-01-02", before="2%", after="1%"), vague)
    stake = facts.on("2025-01-01").stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("2%", "possible", True)


def test_what_was_made_on_the_very_day_contradicts_another_start_of_the_next() -> None:
    facts = given(
        changed(A, C, id="made", on="2025-01-10", after="2%"),
        changed(A, C, id="next", on="2025-01-11", before="1%", after="2%"),
        changed(A, C, id="period", on="2025-01-01/2025-01-11", before="1%", after="2%"),
    )
    stake = facts.on("2025-01-10").stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("[1%, 2%]", "possible", True)


def test_what_leads_back_to_where_it_began_says_the_same_of_the_eve_whichever_came_first() -> None:
    facts = given(
        changed(A, C, id="one", on="2025-01-01", before="1%", after="1%"),
        changed(A, C, id="other", on="2025-01-01", before="1%", after="1%"),
        changed(A, C, id="third", on="2025-01-01", after="2%"),
    )
    stake = facts.on("2024-12-31").stake(A, C)
    assert (stake, stake.certainty) == ("1%", "definite")


@settings(max_examples=60)
@each_of(commits(), st.none() | days())
def test_a_look_at_some_choices_says_what_going_through_all_of_them_does(
    parts: list[list[Event]], known: date | None
) -> None:
    log = given()
    for part in parts:
        log = log.later(*part)
    told = told_of(log.known(known).on(FIRST).knowledge, "acme")

    def all_said() -> list[object]:
        return [(each.first, each.last, said(each.answer)) for each in spells(told.composition)]

    found = all_said()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharpening, "_all_there", lambda _holding, _chosen: False)
        assert all_said() == found


def test_what_is_not_gone_through_has_no_more_than_others_leave_either() -> None:
    """Orders within days of issues are not gone through: the holding stays as it was spanned."""
    facts = (
        changed("carl", C, id="c", on="2020-01-15", after="37%", order=1),
        changed(D, C, id="d", on="2021-05-21", by="-1 points", interest="votes", cause="diluted",
                order=2),
        changed(A, C, id="a", on="[..2022-02-07]", before=">=50%", after="unknown"),
        changed(B, C, id="b", on="2021-08", before="28.95%", after="1%", cause="sold"),
    )  # fmt: skip
    stake = given(*facts).on("2021-09-06").stake(A, C)
    assert (stake, stake.held.rules[-1]) == ("<=99%", "capped")
