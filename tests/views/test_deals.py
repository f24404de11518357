from __future__ import annotations

from timeline.testing import deal, given


def test_a_deal_is_in_the_last_state_that_it_reached() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01"),
        deal("d", "filed", on="2025-02-01"),
        deal("d", "completed", on="2025-03-01"),
    )
    for day, state, is_open in (("2025-01-15", "announced", True), ("2025-02-15", "filed", True),
                                ("2025-03-01", "completed", False)):  # fmt: skip
        found = facts.on(day).deal("d")
        assert found is not None
        assert (found.state, found.certainty, found.open) == (state, "definite", is_open)
    assert facts.on("2024-12-31").deal("d") is None


def test_a_dispute_can_be_settled_and_the_deal_go_on() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01"),
        deal("d", "in-dispute", on="2025-02-01"),
        deal("d", "settled", on="2025-03-01"),
    )
    found = facts.on("2025-04-01").deal("d")
    assert found is not None
    assert (found.state, found.open) == ("settled", True)


def test_a_state_that_is_only_possibly_reached_is_told_beside_the_sure_one() -> None:
    found = given(
        deal("d", "announced", on="2025-01-01"), deal("d", "completed", on="2025-03")
    ).on("2025-03-15").deal("d")  # fmt: skip
    assert found is not None
    assert (found.state, found.possibly, found.certainty) == (
        "announced", ("completed",), "definite",
    )  # fmt: skip


def test_a_deal_that_only_possibly_began_is_possible() -> None:
    found = given(deal("d", "announced", on="2025")).on("2025-06-01").deal("d")
    assert found is not None
    assert (found.state, found.certainty) == ("announced", "possible")


def test_two_states_of_one_day_with_no_order_leave_the_state_possible() -> None:
    moves = [deal("d", "cleared", on="2025-03-01"), deal("d", "completed", on="2025-03-01")]
    for facts in (given(*moves), given(*reversed(moves))):
        found = facts.on("2025-04-01").deal("d")
        assert found is not None
        assert (found.certainty, {found.state, *found.possibly}) == (
            "possible", {"cleared", "completed"},
        )  # fmt: skip
    ordered = given(deal("d", "cleared", on="2025-03-01", order=2),
                    deal("d", "completed", on="2025-03-01", order=1))  # fmt: skip
    found = ordered.on("2025-04-01").deal("d")
    assert found is not None
    assert (found.state, found.certainty) == ("cleared", "definite")


def test_each_term_is_as_it_was_last_told() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01", kind="acquisition", price="10 USD",
             amount="1bn USD", acquirer="a", target="t"),
        deal("d", "amended", on="2025-02-01", price="12 USD"),
    )  # fmt: skip
    before, after = facts.on("2025-01-15").deal("d"), facts.on("2025-02-15").deal("d")
    assert before is not None
    assert after is not None
    assert (str(before.terms.price), str(after.terms.price)) == ("10 USD", "12 USD")
    assert str(after.terms.amount) == "1bn USD" or str(after.terms.amount).endswith("USD")
    assert {party.role: party.entity for party in after.terms.parties} == {
        "acquirer": "a", "target": "t",
    }  # fmt: skip
    assert after.terms.kind == "acquisition"


def test_a_rumour_begins_no_deal_and_changes_no_term() -> None:
    then = given(
        deal("d", "announced", on="2025-01-01", price="10 USD"),
        deal("d", "amended", on="2025-02-01", price="99 USD", standing="rumoured"),
        deal("e", "announced", on="2025-01-01", standing="rumoured"),
    ).on("2025-06-01")
    found = then.deal("d")
    assert found is not None
    assert (found.state, str(found.terms.price)) == ("announced", "10 USD")
    assert then.deal("e") is None


def test_a_deal_that_is_rumoured_by_a_report_is_in_that_state() -> None:
    """The state is the deal's; the standing is of the fact that tells it."""
    found = given(deal("d", "rumoured", on="2025-01-01")).on("2025-02-01").deal("d")
    assert found is not None
    assert (found.state, found.open) == ("rumoured", True)


def test_terms_that_were_only_possibly_so_by_then_make_the_deal_possible() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-05", price="10 USD"),
        deal("d", "amended", on="2025-02", price="12 USD"),
    )
    found = [facts.on(day).deal("d") for day in ("2025-01-31", "2025-02-15", "2025-02-28")]
    assert [each and (str(each.terms.price), each.certainty) for each in found] == [
        ("10 USD", "definite"), ("12 USD", "possible"), ("12 USD", "definite"),
    ]  # fmt: skip
