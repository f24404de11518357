from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.testing import changed, controls, deal, fact, given, stated, written
from timeline.views.claims import Claim, claims_of, controls_of, touched

if TYPE_CHECKING:
    from timeline.facts.fact import Fact
    from timeline.views.in_force import InForce

A, B, C = "anna", "bert", "acme"


def of(made: Fact) -> list[Claim]:
    return list(claims_of(in_force(made)))


def in_force(made: Fact) -> InForce:
    (each,) = given(made).on("2030-01-01").knowledge.facts()
    return each


@pytest.mark.parametrize("cause", ["bought", "subscribed", "converted", "exercised"])
def test_who_gains_moves_up(cause: str) -> None:
    (claim,) = of(changed(A, C, on="2025-01-01", by="2 points", cause=cause))
    assert (str(claim.by), claim.gain) == ("2", True)


@pytest.mark.parametrize("cause", ["sold", "diluted", "redeemed", "lapsed"])
def test_who_loses_moves_down_whatever_the_sign_that_was_told(cause: str) -> None:
    for by in ("2 points", "-2 points"):
        (claim,) = of(changed(A, C, on="2025-01-01", by=by, cause=cause))
        assert (str(claim.by), claim.gain) == ("-2", False)


def test_the_sign_decides_where_the_cause_does_not() -> None:
    (claim,) = of(changed(A, C, on="2025-01-01", by="-2 points", cause="transferred"))
    assert (str(claim.by), claim.gain) == ("-2", False)


def test_a_transfer_is_a_claim_of_each_end() -> None:
    to, from_ = of(fact("stake-changed", from_=A, to=B, company=C, by="2 points", on="2025"))
    assert (to.key.holders, str(to.by), to.gain) == ((B,), "2", True)
    assert (from_.key.holders, str(from_.by), from_.gain) == ((A,), "-2", False)


def test_percent_is_preferred_to_counts_where_both_are_told() -> None:
    (claim,) = of(changed(A, C, on="2025", after="5%", shares_after="100"))
    assert (claim.key.unit, claim.after and written(claim.after)) == ("percent", "5%")


def test_a_count_that_is_only_bounded_moves_by_no_exact_number() -> None:
    (claim,) = of(changed(A, C, on="2025", shares=">1000", cause="bought"))
    assert (claim.key.unit, claim.by, claim.gain) == ("shares", None, True)


def test_joint_holders_are_one_key_in_one_order() -> None:
    (one,) = of(stated(A, C, "5%", on="2025", jointly_with=[B]))
    (other,) = of(stated(B, C, "6%", on="2025", jointly_with=[A]))
    assert one.key == other.key


@pytest.mark.parametrize("kind", ["merger", "share-swap", "buyback", "joint-venture", "listing"])
def test_some_kinds_of_deals_move_no_stake_by_themselves(kind: str) -> None:
    made = deal("d", "completed", on="2025", kind=kind, acquirer=A, target=C, stake="30%")
    assert of(made) == []


@pytest.mark.parametrize("state", ["rumoured", "announced", "filed", "cleared", "terminated"])
def test_no_deal_but_a_completed_one_moves_a_stake(state: str) -> None:
    made = deal("d", state, on="2025", kind="acquisition", acquirer=A, target=C, stake="30%")
    assert of(made) == []
    assert list(controls_of(in_force(made))) == []


def test_a_round_with_no_figure_moves_nothing_and_gives_no_control() -> None:
    made = deal("d", "completed", on="2025", kind="round", investor=A, target=C)
    assert of(made) == []
    assert list(controls_of(in_force(made))) == []


def test_control_that_is_not_whole_ownership_says_no_stake() -> None:
    made = controls(A, C, kind="actual-controller", on="2025")
    assert of(made) == []
    assert [each.controls for each in controls_of(in_force(made))] == [True]
    ended = fact("control-ended", holder=A, company=C, on="2025")
    assert [each.controls for each in controls_of(in_force(ended))] == [False]


def test_whose_ownership_a_fact_may_speak_of() -> None:
    assert list(touched(changed(A, C, on="2025", after="5%"))) == [C]
    assert list(touched(deal("d", "completed", on="2025", acquirer=A, target=C))) == [C]
    assert list(touched(fact("company-founded", company=C, on="2025"))) == [C]
    assert list(touched(fact("strategy-stated", company=C, theme="ai", on="2025"))) == []
