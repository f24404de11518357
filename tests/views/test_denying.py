"""A denied report moves nothing, once it was denied by whom it is about, until it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.testing import (
    Given,
    changed,
    confirmed,
    document,
    fact,
    given,
    renamed,
    retracted,
    stated,
)
from timeline.views.in_force import InForce
from timeline.views.why import why_fact, why_held

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

A, C = "anna", "acme"
ON = "2026-01-01"


def report(**more: object) -> Fact:
    """Return a report of 5%, of the first of March."""
    return changed(A, C, **{"id": "five", "on": "2025-03-01", "after": "5%", **more})


def answer(answer: str = "denied", **more: object) -> Fact:
    """Return an answer to the report, by default of the company, on the tenth of March."""
    told = {"of": "five", "on": "2025-03-10", "by": C, "id": answer, **more}
    return fact("claim-answered", answer=answer, **told)


def level(told: Given) -> str:
    """Return what the report moves in the end."""
    return told.on(ON).stake(A, C)


def test_a_denied_report_moves_nothing_and_stays_on_the_timeline() -> None:
    told = given(report(), answer())
    assert level(told) == "not told"
    assert "five" in told.on(ON).told()


@pytest.mark.parametrize("by", [A, C])
def test_either_of_whom_it_is_about_may_deny_it(by: str) -> None:
    assert level(given(report(), answer(by=by))) == "not told"


@pytest.mark.parametrize(
    "other",
    [answer("no-comment"), answer("confirmed"), answer(by="carol"), answer(standing="rumoured")],
)
def test_no_other_answer_denies_it(other: Fact) -> None:
    assert level(given(report(), other)) == "5%"


def test_what_stood_before_stands_on() -> None:
    assert level(given(stated(A, C, "3%", on="2025-01-01"), report(), answer())) == "3%"


def test_a_later_confirmation_outweighs_a_denial_and_an_earlier_one_does_not() -> None:
    assert level(given(report(), answer(), answer("confirmed", on="2025-03-11"))) == "5%"
    assert level(given(report(), answer(), answer("confirmed", on="2025-03-09"))) == "not told"


def test_a_confirmation_that_may_be_earlier_leaves_it_possible() -> None:
    stake = given(report(), answer(), answer("confirmed", on="2025-03")).on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("5%", "possible")


def test_a_firmer_source_afterwards_outweighs_a_denial() -> None:
    told = given(
        document("d", "2025-03-02"), document("e", "2025-03-12"),
        report(cites=[("d", "5%")]), answer(cites=[("d", "no")], published="2025-03-10"),
    )  # fmt: skip
    assert level(told) == "not told"
    assert level(told.later(confirmed("five", "e", "5%"))) == "not told"
    assert level(told.later(confirmed("five", "e", "5%", standing="official"))) == "5%"


def test_what_is_official_is_not_denied_by_a_report() -> None:
    assert level(given(report(standing="official"), answer())) == "5%"
    assert level(given(report(standing="official"), answer(standing="official"))) == "not told"


def test_a_denial_acts_once_it_is_public() -> None:
    told = given(report(published="2025-03-02"), answer(published="2025-03-10"))
    assert level(told.known("2025-03-09")) == "5%"
    assert level(told.known("2025-03-10")) == "not told"


def test_a_denial_that_may_be_public_leaves_the_report_possible() -> None:
    told = given(report(published="2025-03-02"), answer(on="2025-03-05", published="2025-03"))
    stake = told.known("2025-03-20").on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("5%", "possible")


def test_a_denial_acts_once_it_is_recorded_and_until_it_is_taken_back() -> None:
    told = given(report()).later(answer()).later(retracted("denied"))
    assert level(told.recorded(1)) == "5%"
    assert level(told.recorded(2)) == "not told"
    assert level(told.recorded(3)) == "5%"


def test_a_denial_is_of_a_fact_whatever_it_is_called() -> None:
    assert level(given(report(), renamed("five", "stake")).later(answer(of="stake"))) == "not told"
    assert level(given(report(), answer()).later(renamed("five", "stake"))) == "not told"


def test_answers_that_answer_each_other_end() -> None:
    one, other = answer(id="one", of="other"), answer(id="other", of="one")
    assert isinstance(given(one, other).on(ON).knowledge.fact("one"), InForce)


def test_why_says_by_whom_it_was_denied() -> None:
    then = given(report(), answer()).on(ON)
    held = why_held(A, C, then.ownership, then.knowledge)
    assert [(each.clock, each.why) for each in held.left_out] == [
        ("denied", "denied by “acme” (denied): it moves no view")
    ]
    told = why_fact("five", then.knowledge)
    assert told is not None
    assert [each.role for each in getattr(told, "reasons", ())] == ["fact", "denial"]
    assert getattr(told, "rules", ()) == ("denied",)
