"""Rule 8: after an issue of shares, who is not told of again may have less of more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from timeline.testing import changed, controls, deal, document, fact, given, issue, stated
from timeline.views.why import why_held

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.facts.fact import Fact

FOUNDER, ANGEL, INVESTOR, C = "founder", "angel", "investor", "acme"
FIRST = (
    stated(FOUNDER, C, "60%", on="2024-01-01"),
    stated(ANGEL, C, "40%", on="2024-01-01"),
)


def test_after_a_round_founders_have_at_most_what_they_had() -> None:
    """Founder 60, angel 40, then an investor takes 20."""
    facts = given(
        *FIRST, deal("a", "completed", id="a", kind="round", target=C, on="2025-03-01"),
        changed(INVESTOR, C, id="in", on="2025-03-01", after="20%", cause="subscribed"),
    )  # fmt: skip
    then = facts.on("2025-03-01")
    for holder, most in ((FOUNDER, "<=60%"), (ANGEL, "<=40%")):
        stake = then.stake(holder, C)
        assert (stake, stake.how) == (most, "definite, may-be-diluted")
        assert stake.since == "a"
        assert stake.facts == {f"stake-stated-{holder}-acme-2024-01-01", "a"}
    assert then.stake(INVESTOR, C).how == "definite, change"
    assert then.stake(INVESTOR, C) == "20%"
    assert facts.on("2025-02-28").stake(FOUNDER, C).how == "definite, stated"


def test_an_investor_who_is_only_bounded_is_capped_by_what_is_told_again() -> None:
    then = given(
        *FIRST, changed(INVESTOR, C, on="2025-03-01", after=">20%", cause="subscribed"),
        stated(FOUNDER, C, "48%", id="again", on="2025-04-01"),
    ).on("2025-04-01")  # fmt: skip
    assert then.stake(INVESTOR, C) == "(20%, 52%]"
    assert then.stake(INVESTOR, C).basis == "capped"
    assert then.stake(FOUNDER, C) == "48%"
    assert then.stake(ANGEL, C) == "<32%"
    assert then.stake(ANGEL, C).held.rules == ("may-be-diluted", "capped")


ISSUES: dict[str, Callable[..., Fact]] = {
    "an issue": lambda **more: issue(C, **more),
    "a dilution": lambda **more: issue(C, cause="dilution", **more),
    "a conversion": lambda **more: issue(C, cause="conversion", **more),
    "more shares than before": lambda **more: issue(
        C, cause=None, before="1,000", after="1,200", **more
    ),
    "a round": lambda **more: deal("r", "completed", kind="round", target=C, **more),
    "a placement": lambda **more: deal("r", "completed", kind="placement", target=C, **more),
    "a subscription": lambda **more: changed(INVESTOR, C, after="5%", cause="subscribed", **more),
    "another's dilution": lambda **more: changed(INVESTOR, C, after="5%", cause="diluted", **more),
}
NONE: dict[str, Callable[..., Fact]] = {
    "a buyback": lambda **more: issue(C, cause="buyback", **more),
    "a split": lambda **more: issue(C, cause="split", before="1,000", after="2,000", **more),
    "fewer shares": lambda **more: issue(C, cause=None, before="1,200", after="1,000", **more),
    "a change of nothing told": lambda **more: issue(C, cause=None, **more),
    "a round announced": lambda **more: deal("r", "announced", kind="round", target=C, **more),
    "a block sale": lambda **more: deal("r", "completed", kind="block-sale", target=C, **more),
    "a round of another": lambda **more: deal(
        "r", "completed", kind="round", target="other", investor=C, **more
    ),
    "an issue of another": lambda **more: issue("other", **more),
    "a purchase": lambda **more: changed(INVESTOR, C, after="5%", cause="bought", **more),
    "a subscription of convertibles": lambda **more: changed(
        INVESTOR, C, after="5%", cause="subscribed", interest="convertible", **more
    ),
    "a rumour": lambda **more: issue(C, standing="rumoured", **more),
}


@pytest.mark.parametrize("kind", ISSUES)
def test_what_is_an_issue_of_shares(kind: str) -> None:
    then = given(*FIRST, ISSUES[kind](on="2025-03-01")).on("2025-03-02")
    assert then.stake(FOUNDER, C).how == "definite, may-be-diluted"
    assert then.stake(FOUNDER, C) == "<=60%"


@pytest.mark.parametrize("kind", NONE)
def test_what_is_no_issue_of_shares(kind: str) -> None:
    then = given(*FIRST, NONE[kind](on="2025-03-01")).on("2025-03-02")
    assert then.stake(FOUNDER, C) == "60%"
    assert then.stake(FOUNDER, C).how == "definite, stated"


def test_while_the_day_of_an_issue_is_vague_it_is_possible() -> None:
    facts = given(*FIRST, issue(C, on="2025-03"))
    assert facts.on("2025-02-28").stake(FOUNDER, C).how == "definite, stated"
    during = facts.on("2025-03-10").stake(FOUNDER, C)
    assert (during, during.how) == ("<=60%", "possible, may-be-diluted")
    assert facts.on("2025-03-31").stake(FOUNDER, C).how == "definite, may-be-diluted"


def test_a_level_of_a_vague_day_may_have_been_before_the_issue_or_after() -> None:
    facts = given(stated(FOUNDER, C, "60%", on="2025-03"), issue(C, on="2025-03-10"))
    assert facts.on("2025-03-05").stake(FOUNDER, C) == "60%"
    stake = facts.on("2025-04-01").stake(FOUNDER, C)
    assert (stake, stake.how) == ("<=60%", "possible, may-be-diluted")


def test_who_is_told_of_again_on_the_day_or_later_is_as_told() -> None:
    for day in ("2025-03-01", "2025-06-01"):
        facts = given(*FIRST, issue(C, on="2025-03-01"),
                      stated(FOUNDER, C, "48%", id="again", on=day))  # fmt: skip
        assert facts.on("2025-06-01").stake(FOUNDER, C).how == "definite, stated"
        assert facts.on("2025-06-01").stake(FOUNDER, C) == "48%"


def test_within_a_day_order_tells_whether_a_level_was_before_the_issue() -> None:
    def of(seen: int, issued: int) -> str:
        return given(
            stated(FOUNDER, C, "60%", on="2025-03-01", order=seen),
            issue(C, on="2025-03-01", order=issued),
        ).on("2025-03-01").stake(FOUNDER, C)  # fmt: skip

    assert (of(1, 2), of(2, 1)) == ("<=60%", "60%")


def test_order_tells_so_beside_a_claim_of_a_vague_day_too() -> None:
    stake = given(
        stated(FOUNDER, C, "60%", on="2025-03-01", order=1),
        issue(C, on="2025-03-01", order=2),
        stated(FOUNDER, C, "60%", id="again", on="[2025-02-20..2025-03-05]"),
    ).on("2025-03-01").stake(FOUNDER, C)  # fmt: skip
    assert stake == "<=60%"


def test_what_may_have_been_seen_before_or_after_an_issue_is_held_against_each() -> None:
    """Seen by the 9th it is diluted on the 10th; on the 10th, or later, it is as seen."""
    facts = given(
        stated(FOUNDER, C, "60%", on="2025-01-01"),
        issue(C, on="2025-03-10"),
        changed(FOUNDER, C, on="2025-03-11", before="50%", after="55%"),
        stated(FOUNDER, C, "[40%, 52%]", id="vague", on="[2025-03-09..2025-03-10]"),
    )
    assert facts.on("2025-03-10").stake(FOUNDER, C) == "50%"
    assert facts.on("2025-03-10").stake(FOUNDER, C).certainty == "definite"


def test_an_issue_accounts_for_a_fall_so_that_nothing_changed_unseen_before_it() -> None:
    """Without the issue something between 48 and 60 is all that is known of February."""
    again = stated(FOUNDER, C, "48%", id="again", on="2025-06-01")
    facts = given(*FIRST, issue(C, on="2025-03-01"), again)
    assert facts.on("2025-02-01").stake(FOUNDER, C).how == "definite, stated"
    assert facts.on("2025-04-01").stake(FOUNDER, C).how == "definite, may-be-diluted"
    assert given(*FIRST, again).on("2025-02-01").stake(FOUNDER, C) == "[48%, 60%]"


def test_an_issue_does_not_lead_to_the_open_end_of_what_was_held() -> None:
    facts = given(stated(FOUNDER, C, "<60%", on="2025-01-01"), issue(C, on="2025-03-01"),
                  stated(FOUNDER, C, "60%", id="again", on="2025-06-01"))  # fmt: skip
    assert facts.on("2025-02-01").stake(FOUNDER, C) == "<=60%"


def test_before_all_that_surely_happened_an_issue_accounts_for_nothing() -> None:
    """The change of the 4th or 5th may be the first, and starts from two."""
    facts = given(
        changed(FOUNDER, C, id="a", on="[2025-03-04..2025-03-05]", before="2%", after="90%"),
        issue(C, on="2025-03-03"),
        changed(FOUNDER, C, id="b", on="[2025-03-02..2025-03-05]", before="3%", after="90%"),
    )
    assert facts.on("2025-03-02").stake(FOUNDER, C) == "[2%, 90%]"


def test_an_issue_accounts_for_no_rise() -> None:
    facts = given(FIRST[0], issue(C, on="2025-03-01"),
                  stated(FOUNDER, C, "70%", id="again", on="2025-06-01"))  # fmt: skip
    assert facts.on("2025-02-01").stake(FOUNDER, C) == "[60%, 70%]"
    assert facts.on("2025-04-01").stake(FOUNDER, C) == "<=70%"
    assert facts.on("2025-04-01").stake(FOUNDER, C).how == "possible, changed-between"


def test_a_change_of_the_day_of_the_issue_starts_from_what_was_before_it() -> None:
    facts = given(*FIRST, issue(C, on="2025-03-01"),
                  changed(FOUNDER, C, on="2025-03-01", before="60%", after="48%"))  # fmt: skip
    assert facts.on("2025-02-28").stake(FOUNDER, C) == "60%"
    assert facts.on("2025-03-01").stake(FOUNDER, C) == "48%"


def test_a_purchase_after_an_issue_adds_to_what_may_be_diluted() -> None:
    facts = given(*FIRST, issue(C, on="2025-03-01"),
                  changed(FOUNDER, C, on="2025-04-01", by="5 points", cause="bought"))  # fmt: skip
    stake = facts.on("2025-04-01").stake(FOUNDER, C)
    assert (stake, stake.how) == ("[5%, 65%]", "definite, worked-out")


def test_a_further_issue_changes_nothing_more_and_the_level_is_since_the_first() -> None:
    facts = given(*FIRST, issue(C, id="i1", on="2025-03-01"), issue(C, id="i2", on="2025-06-01"))
    stake = facts.on("2025-07-01").stake(FOUNDER, C)
    assert (stake, stake.how, stake.since) == ("<=60%", "definite, may-be-diluted", "i1")
    assert stake.held.asserted is stake.held.claims[0]


@pytest.mark.parametrize(("share", "after"), [("<25%", "<25%"), (">0%", "unknown"),
                                              ("none", "none"), ("[25%, 50%)", "<50%"),
                                              ("100%", "unknown")])  # fmt: skip
def test_bounds_are_loosened_at_their_lower_end_alone(share: str, after: str) -> None:
    facts = given(stated(FOUNDER, C, share, on="2025-01-01"), issue(C, on="2025-03-01"))
    stake = facts.on("2025-04-01").stake(FOUNDER, C)
    assert stake == after
    assert stake.basis == ("stated" if share == after else "may-be-diluted")


@pytest.mark.parametrize(
    ("told", "diluted"),
    [
        ({"interest": "votes"}, True),
        ({"interest": "board"}, False),
        ({"interest": "options"}, False),
        ({"class_": "A"}, False),
        ({"class_": "B"}, True),
    ],
)
def test_an_issue_dilutes_shares_and_what_goes_with_them(
    told: dict[str, Any],
    diluted: bool,  # noqa: FBT001
) -> None:
    """An issue of class B leaves class A as it was."""
    then = given(stated(FOUNDER, C, "60%", on="2025-01-01", **told),
                 issue(C, on="2025-03-01", class_="B")).on("2025-04-01")  # fmt: skip
    assert (then.stake(FOUNDER, C, **told) == "<=60%") is diluted


def test_an_issue_leaves_a_number_of_shares_as_it_was() -> None:
    then = given(stated(FOUNDER, C, shares="600", on="2025-01-01"),
                 issue(C, on="2025-03-01")).on("2025-04-01")  # fmt: skip
    assert then.stake(FOUNDER, C, unit="shares") == "600"


def test_an_issue_before_anything_was_told_of_a_holder_tells_nothing_of_it() -> None:
    facts = given(issue(C, on="2025-03-01"), stated(FOUNDER, C, "60%", on="2025-06-01"))
    assert facts.on("2025-04-01").stake(FOUNDER, C) == "not told"
    assert facts.on("2025-06-01").stake(FOUNDER, C).how == "definite, stated"


def test_an_issue_that_was_only_possibly_public_dilutes_only_possibly() -> None:
    facts = given(
        document("d", "2025-04"),
        stated(FOUNDER, C, "60%", on="2025-01-01", published="2025-01-02"),
        issue(C, on="2025-03-01", cites=[("d", "x")]),
    )
    assert facts.known("2025-04-10").on("2025-04-10").stake(FOUNDER, C).how == (
        "possible, may-be-diluted"
    )
    assert facts.known("2025-03-10").on("2025-03-10").stake(FOUNDER, C).how == "definite, stated"


def test_why_names_the_issue_and_the_rule() -> None:
    then = given(*FIRST, issue(C, id="i", on="2025-03-01")).on("2025-04-01")
    found = why_held(FOUNDER, C, then.ownership, then.knowledge)
    assert found.rules == ("may-be-diluted",)
    assert {each.source.id: each.role for each in found.reasons} == {
        "stake-stated-founder-acme-2024-01-01": "holding", "i": "loosened",
    }  # fmt: skip


# --- the end of control ------------------------------------------------------------------------


def ended(**more: Any) -> Fact:  # noqa: ANN401 - as `fact`
    return fact("control-ended", holder=FOUNDER, company=C, **more)


def test_what_was_wholly_owned_is_unknown_once_control_ended() -> None:
    facts = given(controls(FOUNDER, C, kind="wholly-owned", on="2024-01-01"),
                  ended(id="e", on="2025-03-01"))  # fmt: skip
    assert facts.on("2025-02-28").stake(FOUNDER, C) == "100%"
    stake = facts.on("2025-03-01").stake(FOUNDER, C)
    assert (stake, stake.how, stake.since) == ("unknown", "definite, control-ended", "e")
    assert facts.on("2025-03-01").control(FOUNDER, C) == "no"


def test_while_the_end_of_control_is_vague_both_are_possible() -> None:
    facts = given(controls(FOUNDER, C, kind="wholly-owned", on="2024-01-01"), ended(on="2025-03"))
    assert facts.on("2025-03-10").stake(FOUNDER, C).how == "possible, control-ended"
    assert facts.on("2025-03-10").control(FOUNDER, C) == "possible"


def test_a_deal_with_no_figure_says_nothing_once_control_ended() -> None:
    facts = given(
        deal("d", "completed", on="2024-01-01", kind="acquisition", acquirer=FOUNDER, target=C),
        ended(on="2025-03-01"),
    )
    assert facts.on("2025-03-01").stake(FOUNDER, C) == "unknown"
    assert facts.on("2025-03-01").control(FOUNDER, C) == "no"


def test_a_stake_that_was_told_by_its_figure_outlasts_control() -> None:
    facts = given(stated(FOUNDER, C, "60%", on="2024-01-01"), ended(on="2025-03-01"))
    assert facts.on("2025-03-01").stake(FOUNDER, C) == "60%"


def test_what_others_lost_to_the_whole_does_not_come_back_when_control_ends() -> None:
    facts = given(
        stated(ANGEL, C, "20%", on="2023-01-01"),
        controls(FOUNDER, C, kind="wholly-owned", on="2024-01-01"), ended(on="2025-03-01"),
    )  # fmt: skip
    assert facts.on("2025-04-01").stake(ANGEL, C).how == "definite, ended"


def test_control_that_rested_on_shares_goes_with_the_last_of_them() -> None:
    facts = given(
        controls(FOUNDER, C, kind="wholly-owned", on="2024-01-01"),
        deal("d", "completed", on="2025-03-01", kind="acquisition", acquirer=INVESTOR, target=C,
             stake="100%"),
    )  # fmt: skip
    then = facts.on("2025-03-01")
    assert (then.stake(FOUNDER, C), then.control(FOUNDER, C)) == ("none", "no")
    assert (then.stake(INVESTOR, C), then.control(INVESTOR, C)) == ("100%", "definite")
    assert facts.on("2025-02-28").control(FOUNDER, C) == "definite"


def test_control_that_need_not_be_direct_outlasts_the_shares() -> None:
    facts = given(
        controls(FOUNDER, C, kind="actual-controller", on="2024-01-01"),
        changed(FOUNDER, C, on="2025-03-01", before="10%", after="none", cause="sold"),
    )
    assert facts.on("2025-03-01").control(FOUNDER, C) == "definite"


def test_all_of_a_company_that_is_only_added_up_ends_what_others_held() -> None:
    facts = given(
        stated(FOUNDER, C, "60%", on="2024-01-01"), stated(ANGEL, C, "40%", on="2024-01-01"),
        deal("d", "completed", on="2025-03-01", kind="block-sale", acquirer=FOUNDER, target=C,
             stake="40%"),
    )  # fmt: skip
    then = facts.on("2025-03-01")
    assert (then.stake(FOUNDER, C), then.stake(ANGEL, C)) == ("100%", "none")
    assert then.stake(ANGEL, C).how == "definite, ended"
