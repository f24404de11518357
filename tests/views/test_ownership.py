from __future__ import annotations

import pytest

from timeline.testing import changed, controls, fact, given, stated, to_day
from timeline.views import ownership
from timeline.views.question import Question

A, B, C, D = "anna", "bert", "acme", "dyna"


def test_a_view_is_a_start_a_step_in_any_order_and_a_read() -> None:
    log = given(changed(A, C, on="2025-01-01", after="5%"),
                stated(B, D, "7%", on="2025-01-01")).log  # fmt: skip
    state = ownership.start()
    for each in reversed(log):
        state = ownership.step(state, each)
    answer = ownership.read(state, Question(on=to_day("2025-06-01")))
    assert [(each.key.holders, each.key.company) for each in answer.held] == [((A,), C), ((B,), D)]
    assert [each.key.company for each in answer.by(A)] == [C]
    assert [each.key.holders for each in answer.of(D)] == [(B,)]


def test_only_the_companies_that_are_asked_about_are_composed() -> None:
    log = given(changed(A, C, on="2025-01-01", after="5%"), stated(B, D, "7%", on="2025-01-01")).log
    state = ownership.start().all(log)
    answer = ownership.read(state, Question(on=to_day("2025-06-01")), companies=[D, D])
    assert [each.key.company for each in answer.held] == [D]


def test_a_holder_that_is_itself_held_is_no_company_of_its_own_holdings() -> None:
    """A company is asked about as what is held, never as who holds."""
    then = given(
        changed(A, C, on="2025-01-01", after="5%"), changed(C, D, on="2025-01-01", after="6%")
    ).on("2025-06-01")
    assert [each.key.company for each in then.ownership.held] == [C, D]
    assert (then.stake(A, C), then.stake(C, D)) == ("5%", "6%")


# --- control -------------------------------------------------------------------------------------


def test_control_is_as_stated_from_its_day() -> None:
    facts = given(controls(A, C, on="2025-03"))
    assert facts.on("2025-02-28").control(A, C) == "no"
    assert facts.on("2025-03-15").control(A, C) == "possible"
    assert facts.on("2025-03-31").control(A, C) == "definite"


def test_control_that_ended_is_no_more_and_possible_while_the_end_is_vague() -> None:
    facts = given(controls(A, C, on="2025-01-01"),
                  fact("control-ended", holder=A, company=C, on="2025-03"))  # fmt: skip
    assert facts.on("2025-02-28").control(A, C) == "definite"
    assert facts.on("2025-03-15").control(A, C) == "possible"
    assert facts.on("2025-03-31").control(A, C) == "no"


def test_more_than_half_of_the_shares_is_control_and_half_is_not() -> None:
    for share in (">50%", "50.1%", "[51%, 60%]"):
        then = given(stated(A, C, share, on="2025-01-01")).on("2025-01-01")
        assert then.control(A, C) == "definite", share
    for share in ("50%", ">=50%", "[40%, 60%]", "<60%", "unknown"):
        then = given(stated(A, C, share, on="2025-01-01")).on("2025-01-01")
        assert then.control(A, C) == "no", share


def test_votes_decide_on_control_where_they_are_told() -> None:
    facts = given(stated(A, C, "60%", on="2025-01-01"),
                  stated(A, C, "40%", id="v", on="2025-02-01", interest="votes"))  # fmt: skip
    assert facts.on("2025-01-15").control(A, C) == "definite"
    assert facts.on("2025-02-01").control(A, C) == "no"
    few = given(stated(A, C, "20%", on="2025-01-01"),
                stated(A, C, "55%", id="v", on="2025-01-01", interest="votes"))  # fmt: skip
    assert few.on("2025-01-01").control(A, C) == "definite"


@pytest.mark.parametrize(
    ("votes", "control"),
    [
        ([(B, "55%", [])], "no"),
        ([(B, "30%", []), (D, "30%", [])], "no"),
        ([(B, "60%", [D])], "no"),
        ([(B, "30%", [D]), (B, "25%", [])], "definite"),
        ([(B, ">40%", [])], "possible"),
        ([(B, "5%", [])], "definite"),
        ([(A, "60%", [B])], "definite"),
    ],
)
def test_shares_give_no_control_where_others_have_the_votes(
    votes: list[tuple[str, str, list[str]]], control: str
) -> None:
    told = [
        stated(
            holder, C, share, id=f"v{at}", on="2025-01-01", interest="votes", jointly_with=others
        )
        for at, (holder, share, others) in enumerate(votes)
    ]
    assert (
        given(stated(A, C, "60%", on="2025-01-01"), *told).on("2025-02-01").control(A, C) == control
    )


def test_one_class_of_shares_gives_no_control() -> None:
    then = given(stated(A, C, "70%", on="2025-01-01", class_="B")).on("2025-02-01")
    assert then.control(A, C) == "no"


def test_who_subscribes_or_is_diluted_by_points_had_the_level_before() -> None:
    had = [stated(A, C, "48%", on="2024-01-01"), stated(B, C, "20%", on="2024-01-01")]
    for cause, due in (("subscribed", "53%"), ("diluted", "43%")):
        moved = changed(A, C, by="5 points", cause=cause, on="2025-03-01")
        found = given(*had, moved).on("2025-03-01").stakes_in(C)
        assert found == {A: due, B: "[0%, 20%]"}


def test_options_and_joint_holdings_give_no_control() -> None:
    then = given(
        stated(A, C, "80%", on="2025-01-01", interest="options"),
        stated(A, D, "80%", on="2025-01-01", jointly_with=[B]),
    ).on("2025-02-01")
    assert (then.control(A, C), then.control(A, D), then.control(B, D)) == ("no", "no", "no")


def test_control_that_was_stated_to_have_ended_does_not_come_back_by_an_older_stake() -> None:
    facts = given(
        controls(A, C, kind="wholly-owned", on="2024-01-01"),
        fact("control-ended", holder=A, company=C, on="2025-01-01"),
        stated(A, C, "70%", on="2025-06-01"),
    )
    assert facts.on("2024-12-31").control(A, C) == "definite"
    assert facts.on("2025-01-01").control(A, C) == "no"
    assert facts.on("2025-06-01").control(A, C) == "definite"


def test_several_may_be_said_to_control_one_company() -> None:
    then = given(controls(A, C, on="2025-01-01"), controls(B, C, on="2025-01-01")).on("2025-01-01")
    assert [each.holder for each in then.ownership.controls] == [A, B]
