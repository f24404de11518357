from __future__ import annotations

from timeline.testing import (
    Given,
    changed,
    controls,
    corrected,
    document,
    given,
    retracted,
    stated,
)
from timeline.views.in_force import LeftOut
from timeline.views.why import RULES, Why, why_fact, why_held

A, B, C = "anna", "bert", "acme"


def why(facts: Given, day: str) -> Why:
    then = facts.on(day)
    return why_held(A, C, then.ownership, then.knowledge)


def roles(found: Why) -> dict[str, str]:
    return {each.source.id: each.role for each in found.reasons}


def test_the_facts_behind_a_holding_and_the_rule_are_told() -> None:
    facts = given(changed(A, C, id="x", on="2025-09-02", before="3.34%", after="3.68%"))
    assert (why(facts, "2025-09-02").rules, roles(why(facts, "2025-09-02"))) == (
        ("change",), {"x": "holding"},
    )  # fmt: skip
    assert why(facts, "2025-09-01").rules == ("before-change",)


def test_a_fact_that_is_behind_the_answer_is_not_left_out_of_it() -> None:
    facts = given(changed(A, C, id="x", on="2025-09-02", before="3.34%", after="3.68%"))
    assert why(facts, "2025-09-01").left_out == ()


def test_what_began_a_level_is_told_beside_what_last_asserted_it() -> None:
    facts = given(changed(A, C, id="x", on="2025-01-01", after="5%"),
                  stated(A, C, "5%", id="y", on="2025-03-01"))  # fmt: skip
    assert roles(why(facts, "2025-06-01")) == {"x": "since", "y": "holding"}


def test_control_is_told_with_its_fact() -> None:
    found = why(given(controls(A, C, id="x", on="2025-01-01")), "2025-06-01")
    assert (found.rules, roles(found)) == (("control",), {"x": "control"})


def test_doubts_are_rules_too() -> None:
    vague = why(given(stated(A, C, "5%", on="2025")), "2025-06-01")
    assert "possible-day" in vague.rules
    public = given(document("d", "2025"), stated(A, C, "5%", on="2025-01-01", cites=[("d", "5%")]))
    assert "possible-public" in why(public.known("2025-06-01"), "2025-06-01").rules
    disputed = why(given(stated(A, C, "5%", id="a", on="2025-01-01"),
                         stated(A, C, "6%", id="b", on="2025-01-01")), "2025-06-01")  # fmt: skip
    assert "disputed" in disputed.rules
    assert {each for found in (vague, disputed) for each in found.rules} <= set(RULES)


def test_what_was_left_out_is_told_with_the_clock_that_keeps_it_out() -> None:
    facts = given(
        document("late", "2025-12-01"),
        stated(A, C, "5%", id="used", on="2025-01-01", published="2025-01-01"),
        stated(A, C, "5%", id="later", on="2025-11-01", published="2025-01-02"),
        stated(A, C, "7%", id="unknown", on="2025-02-01", cites=[("late", "7%")]),
        stated(A, C, "8%", id="rumour", on="2025-02-01", published="2025-02-02",
               standing="rumoured"),
        stated(A, C, "9%", id="wrong", on="2025-02-01", published="2025-02-02"),
        retracted("wrong"),
        stated(B, C, "9%", id="other", on="2025-12-01"),
    )  # fmt: skip
    found = why(facts.known("2025-06-01"), "2025-06-01")
    assert {each.id: each.clock for each in found.left_out} == {
        "later": "occurred", "unknown": "published", "rumour": "rumoured", "wrong": "retracted",
    }  # fmt: skip
    assert all(each.why for each in found.left_out)


def test_a_holding_of_which_nothing_is_known_has_no_reasons() -> None:
    found = why(given(stated(B, C, "5%", on="2025-01-01")), "2025-06-01")
    assert (found.held, found.reasons, found.rules) == ((), (), ())


def test_a_fact_that_was_put_right_is_told_with_what_did_it() -> None:
    then = given(
        stated(A, C, "5%", id="x", on="2025-01-01"), stated(A, C, "6%", id="y", on="2025-01-01"),
        corrected("x", "y"),
    ).on("2027-01-01")  # fmt: skip
    found = why_fact("x", then.knowledge)
    assert isinstance(found, Why)
    assert (found.rules, roles(found)) == (("superseded",), {"x": "superseded", "y": "correction"})
    assert [each.id for each in found.left_out] == ["x"]


def test_a_retracted_fact_still_tells_what_it_said() -> None:
    then = given(stated(A, C, "5%", id="x", on="2025-01-01"), retracted("x")).on("2027-01-01")
    found = why_fact("x", then.knowledge)
    assert isinstance(found, Why)
    assert roles(found) == {"x": "superseded"}


def test_a_fact_that_does_not_exist_yet_is_told_with_the_reason() -> None:
    facts = given(document("d", "2025-03-10"),
                  stated(A, C, "5%", id="x", on="2025-01-01", cites=[("d", "5%")]))  # fmt: skip
    found = why_fact("x", facts.known("2025-01-02").on("2025-06-01").knowledge)
    assert isinstance(found, LeftOut)
    assert found.clock == "published"
    assert why_fact("nothing", facts.on("2025-06-01").knowledge) is None
    used = why_fact("x", facts.on("2025-06-01").knowledge)
    assert isinstance(used, Why)
    assert roles(used) == {"x": "fact"}
