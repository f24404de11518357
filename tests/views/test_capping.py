"""Rule 9: what is only bounded is at most what the company's other holders leave."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from timeline.shares import Share
from timeline.testing import Stake, changed, given, issue, stated
from timeline.views.why import why_held

A, B, D, C = "anna", "bert", "dora", "acme"
DAY = "2025-06-01"


def capped(*others: tuple[str, str], own: str = "unknown") -> Stake:
    """Return what is left of a bounded holding of bert beside others."""
    facts = [stated(holder, C, share, on="2025-01-01") for holder, share in others]
    return given(stated(B, C, own, on="2025-01-01"), *facts).on(DAY).stake(B, C)


def test_a_former_owner_no_longer_disclosed_has_at_most_what_another_leaves() -> None:
    """The example of the specification: Tecido's, whatever the threshold."""
    for threshold in ("<25%", "<50%", "unknown"):
        stake = capped((A, "80%"), own=threshold)
        assert (stake, stake.how) == ("<=20%", "definite, capped")
        assert stake.held.rules == ("stated", "capped")
        assert stake.facts == {"stake-stated-anna-acme-2025-01-01",
                               "stake-stated-bert-acme-2025-01-01"}  # fmt: skip


def test_only_what_others_definitely_hold_is_taken_off() -> None:
    """What a change starts from is sure of its eve alone: before that, it leaves others all."""
    bob = changed(A, C, before="80%", after="50%", on="2025-09-01")
    of = given(stated(B, C, "<25%", on="2025-01-01"), bob)
    assert (of.on(DAY).stake(B, C), of.on(DAY).stake(B, C).how) == ("<25%", "definite, stated")
    assert of.on("2025-08-31").stake(B, C) == "<=20%"
    assert of.on("2025-09-01").stake(B, C) == "<25%"
    diluted = given(stated(B, C, "30%", on="2025-01-01"), issue(C, on="2025-01-02"), bob)
    assert diluted.on(DAY).stake(B, C) == "<=30%"
    assert diluted.on("2025-08-31").stake(B, C) == "<=20%"


def test_a_bound_that_is_lower_already_is_not_cut() -> None:
    for own in ("<20%", "<=20%", "<5%"):
        assert capped((A, "80%"), own=own).how == "definite, stated"


def test_an_exact_level_is_never_cut() -> None:
    stake = capped((A, "80%"), own="30%")
    assert (stake, stake.how) == ("30%", "definite, stated")


@pytest.mark.parametrize(
    ("other", "own", "left"),
    [
        (">=80%", "unknown", "<=20%"),
        (">80%", "unknown", "<20%"),
        (">80%", "<=20%", "<20%"),
        (">50%", ">0%", "(0%, 50%)"),
        (">0%", "unknown", "unknown"),
        ("<80%", "unknown", "unknown"),
        ("100%", "<25%", "none"),
    ],
)
def test_open_ends_are_carried_over(other: str, own: str, left: str) -> None:
    assert capped((A, other), own=own) == left


def test_all_that_others_hold_for_sure_is_added() -> None:
    assert capped((A, "50%"), (D, "[20%, 40%]")) == "<=30%"


def test_if_nothing_is_left_it_is_disputed_and_stays_as_it_was_told() -> None:
    for share, own in (("80%", ">30%"), ("80%", "(20%, 50%]"), (">80%", "[20%, 50%]")):
        stake = capped((A, share), own=own)
        assert (stake, stake.how) == (own, "possible, capped, disputed")


def test_of_two_figures_of_one_day_the_one_that_others_leave_room_for_remains() -> None:
    """Both were told, so it is disputed; thirty beside eighty cannot be."""
    facts = given(stated(B, C, "10%", id="one", on="2025-01-01"),
                  stated(B, C, "30%", id="two", on="2025-01-01"),
                  stated(A, C, "80%", on="2025-01-01"))  # fmt: skip
    stake = facts.on(DAY).stake(B, C)
    assert (stake, stake.how) == ("10%", "possible, capped, disputed")
    assert stake.held.rules == ("stated", "capped")


def test_figures_of_one_day_that_others_leave_no_room_for_stand_as_they_were_told() -> None:
    facts = given(stated(B, C, "30%", id="one", on="2025-01-01"),
                  stated(B, C, "40%", id="two", on="2025-01-01"),
                  stated(A, C, "80%", on="2025-01-01"))  # fmt: skip
    stake = facts.on(DAY).stake(B, C)
    assert (stake, stake.how) == ("[30%, 40%]", "possible, stated, disputed")


def test_what_is_only_possibly_held_cuts_nothing() -> None:
    facts = given(stated(A, C, "80%", on="2025"), stated(B, C, "<25%", on="2025-01-01"))
    assert facts.on(DAY).stake(B, C) == "<25%"
    assert facts.on("2026-01-01").stake(B, C) == "<=20%"


def test_other_interests_and_classes_leave_it_alone() -> None:
    for more in ({"interest": "votes"}, {"class_": "B"}, {"interest": "pledged"}):
        facts = given(stated(A, C, "80%", on="2025-01-01", **more),
                      stated(B, C, "<25%", on="2025-01-01"))  # fmt: skip
        assert facts.on(DAY).stake(B, C) == "<25%"
    votes = given(stated(A, C, "80%", on="2025-01-01", interest="votes"),
                  stated(B, C, "<25%", on="2025-01-01", interest="votes"))  # fmt: skip
    assert votes.on(DAY).stake(B, C, "votes") == "<=20%"


def test_rights_to_shares_not_yet_issued_may_be_more_than_the_whole() -> None:
    facts = given(stated(A, C, "80%", on="2025-01-01", interest="options"),
                  stated(B, C, "<50%", on="2025-01-01", interest="options"))  # fmt: skip
    assert facts.on(DAY).stake(B, C, "options") == "<50%"


def test_a_joint_holding_is_counted_once() -> None:
    facts = given(stated(A, C, "60%", on="2025-01-01", jointly_with=[D]),
                  stated(B, C, "unknown", on="2025-01-01"))  # fmt: skip
    assert facts.on(DAY).stake(B, C) == "<=40%"


def test_what_a_joint_holder_has_alone_may_be_in_the_joint_holding() -> None:
    """Sixty together, of which ten may be one's own: only sixty are sure."""
    facts = given(
        stated(A, C, "60%", id="joint", on="2025-01-01", jointly_with=[D]),
        stated(A, C, "10%", id="alone", on="2025-01-01"),
        stated(D, C, "<25%", id="bounded", on="2025-01-01"),
        stated(B, C, "unknown", on="2025-01-01"),
    )
    assert facts.on(DAY).stake(B, C) == "<=40%"
    assert facts.on(DAY).stake(D, C) == "<25%"


def test_of_a_joint_holding_and_that_of_one_holder_more_than_a_figure_counts_before_it() -> None:
    facts = given(
        stated(A, C, ">2%", id="joint", on="2025-01-01", jointly_with=[D]),
        stated(A, C, "2%", id="alone", on="2025-01-01"),
        stated(B, C, "unknown", on="2025-01-01"),
    )
    assert facts.on(DAY).stake(B, C) == "<98%"


def test_parts_of_a_change_are_not_added_to_it() -> None:
    facts = given(
        changed(A, C, id="all", on="2025-01-01", before="10%", after="40%"),
        changed(A, C, id="part", on="2025-01-01", by="20 points", cause="bought", part_of="all"),
        stated(B, C, "unknown", on="2025-01-01"),
    )
    assert facts.on(DAY).stake(B, C) == "<=60%"


def test_why_names_both_rules_and_the_holding_that_leaves_no_more() -> None:
    then = given(stated(A, C, "80%", id="a", on="2025-01-01"),
                 stated(B, C, "<25%", id="b", on="2025-01-01")).on(DAY)  # fmt: skip
    found = why_held(B, C, then.ownership, then.knowledge)
    assert found.rules == ("stated", "capped")
    assert {each.source.id: each.role for each in found.reasons} == {"a": "cap", "b": "holding"}


def shares() -> st.SearchStrategy[str]:
    """Give shares, but not all of a company, which ends what others have."""
    ends = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted)
    return ends.map(
        lambda each: f"{each[0]}%" if each[0] == each[1] else f"[{each[0]}%, {each[1]}%]"
    )


@over(st.lists(shares(), min_size=2, max_size=5), st.integers())
def test_a_cap_is_the_most_that_any_way_of_filling_the_whole_leaves(
    several: list[str], seed: int
) -> None:
    """Held against the definition, in any order of filing; exact levels are as told."""
    names = [f"h{at}" for at in range(len(several))]
    facts = [stated(name, C, share, on="2025-01-01")
             for name, share in zip(names, several, strict=True)]  # fmt: skip
    then = given(*facts).shuffled(seed).on(DAY)
    ends = [Share.parse(each) for each in several]
    for at, name in enumerate(names):
        own = ends[at]
        left = 100 - sum(each.low for other, each in enumerate(ends) if other != at)
        held = then.stake(name, C).held
        most = own.high if own.exact or left < own.low else min(own.high, left)
        assert (held.level.low, held.level.high) == (Fraction(own.low), Fraction(most))
        assert held.disputed == (not own.exact and left < own.low)
