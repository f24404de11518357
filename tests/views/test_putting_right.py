"""What puts a fact right, and what puts that right in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from timeline.facts.records import Retracted
from timeline.testing import (
    Given,
    changed,
    confirmed,
    controls,
    corrected,
    document,
    event,
    given,
    renamed,
    retracted,
    stated,
)
from timeline.views.in_force import InForce, LeftOut

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

A, C = "anna", "acme"
ON = "2027-01-01"


def told(percent: int, document_: str = "", **fields: object) -> Fact:
    """Return a change on the first of March to so many percent, in the words of a document."""
    cites = {"cites": [(document_, f"{percent}%")]} if document_ else {}
    return changed(
        A,
        C,
        **{"id": f"at-{percent}", "on": "2025-03-01", "after": f"{percent}%", **cites, **fields},
    )


@pytest.fixture
def rivals() -> Given:
    """At 5%, corrected to 6% by what was public in May, and to 7% by what was in June."""
    return given(
        document("march", "2025-03-10"), document("may", "2025-05-01"),
        document("june", "2025-06-01"),
        told(5, "march"), told(6, "may"), told(7, "june"),
        corrected("at-5", "at-6"), corrected("at-5", "at-7"),
    )  # fmt: skip


# --- several corrections of one fact -------------------------------------------------------------


def test_several_corrections_of_one_fact_are_disputed(rivals: Given) -> None:
    stake = rivals.on(ON).stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("[6%, 7%]", "possible", True)


def test_they_are_so_once_both_are_public(rivals: Given) -> None:
    seen = {day: rivals.known(day).on(ON).stake(A, C) for day in ("2025-04-30", "2025-05-31")}
    assert list(seen.values()) == ["5%", "6%"]
    assert {each.certainty for each in seen.values()} == {"definite"}
    assert rivals.known("2025-06-01").on(ON).stake(A, C).disputed


def test_a_correction_that_names_both_settles_them(rivals: Given) -> None:
    settled = rivals.later(
        document("july", "2025-07-01"), told(8, "july"),
        corrected("at-6", "at-8"), corrected("at-7", "at-8"),
    )  # fmt: skip
    stake = settled.on(ON).stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("8%", "definite", False)
    assert settled.known("2025-06-30").on(ON).stake(A, C).disputed


def test_one_statement_that_names_both_settles_them(rivals: Given) -> None:
    text = """
    [[fact]]
    id = "at-8"
    type = "stake-changed"
    occurred = "2025-03-01"
    holder = "anna"
    company = "acme"
    after = "8%"
    corrects = ["at-6", "at-7"]
    reason = "the register says so"
    because = "recording"
    """
    settled = rivals.later(text)
    assert settled.on(ON).stake(A, C) == "8%"
    assert settled.on(ON).stake(A, C).certainty == "definite"
    assert settled.recorded(1).on(ON).stake(A, C).disputed


def test_a_correction_that_names_one_of_both_settles_nothing(rivals: Given) -> None:
    still = rivals.later(told(8), corrected("at-6", "at-8", "recording"))
    stake = still.on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("[7%, 8%]", "possible")


def test_rivals_of_other_holders_are_possible_each() -> None:
    facts = given(
        told(5), changed("bert", C, id="bert", on="2025-03-01", after="6%"),
        changed("carl", C, id="carl", on="2025-03-01", after="6%"),
        corrected("at-5", "bert", "recording"), corrected("at-5", "carl", "recording"),
    )  # fmt: skip
    then = facts.on(ON)
    assert {then.stake(name, C).certainty for name in ("bert", "carl")} == {"possible"}
    assert then.stake(A, C) == "not told"


def test_rivals_that_say_the_same_agree() -> None:
    facts = given(
        told(5), told(6), told(6, id="also-6", note="told elsewhere too"),
        corrected("at-5", "at-6", "recording"), corrected("at-5", "also-6", "recording"),
    )  # fmt: skip
    stake = facts.on(ON).stake(A, C)
    assert (stake, stake.certainty, stake.disputed) == ("6%", "definite", False)


def test_retracting_one_of_two_corrections_settles_them(rivals: Given) -> None:
    stake = rivals.later(retracted("at-7")).on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("6%", "definite")


# --- retracting and correcting a correction ------------------------------------------------------


@pytest.mark.parametrize("because", ["source", "recording"])
def test_retracting_a_correction_restores_the_original(because: str) -> None:
    facts = given(told(5), told(6), corrected("at-5", "at-6", because))
    restored = facts.later(retracted("at-6"))
    assert restored.on(ON).stake(A, C) == "5%"
    assert restored.on(ON).stake(A, C).certainty == "definite"
    assert restored.recorded(1).on(ON).stake(A, C) == "6%"


def test_retracting_an_amendment_by_its_own_id_restores_what_was_amended() -> None:
    facts = given(told(5)).later(told(6, id="at-5~2"), corrected("at-5", "at-5~2", "recording"))
    assert facts.later(retracted("at-5~2")).on(ON).stake(A, C) == "5%"
    assert facts.later(retracted("at-5")).on(ON).stake(A, C) == "not told"


def test_a_correction_retracted_by_its_publisher_holds_until_that_is_public() -> None:
    facts = given(
        document("march", "2025-03-10"), document("may", "2025-05-01"), document("july", "2025-07"),
        told(5, "march"), told(6, "may"), corrected("at-5", "at-6"),
        retracted("at-6", "source", citations=[{"document": "july", "quote": "no"}]),
    )  # fmt: skip
    assert facts.known("2025-06-30").on(ON).stake(A, C) == "6%"
    between = facts.known("2025-07-10").on(ON).stake(A, C)
    assert (between, between.certainty) == ("[5%, 6%]", "possible")
    assert facts.known("2025-07-31").on(ON).stake(A, C) == "5%"


def test_correcting_a_correction_leaves_the_last_and_not_the_first() -> None:
    facts = given(told(5), told(6), told(7), corrected("at-5", "at-6"), corrected("at-6", "at-7"))
    assert facts.on(ON).stake(A, C) == "7%"
    assert facts.on(ON).stake(A, C).facts == {"at-7"}


def test_retracting_the_last_of_a_chain_restores_the_one_before_it() -> None:
    facts = given(told(5), told(6), told(7), corrected("at-5", "at-6"), corrected("at-6", "at-7"))
    assert facts.later(retracted("at-7")).on(ON).stake(A, C) == "6%"


def test_retracting_the_middle_of_a_chain_changes_nothing() -> None:
    facts = given(told(5), told(6), told(7), corrected("at-5", "at-6"), corrected("at-6", "at-7"))
    assert facts.later(retracted("at-6")).on(ON).stake(A, C) == "7%"
    assert facts.later(retracted("at-6"), retracted("at-7")).on(ON).stake(A, C) == "5%"


def test_an_amended_correction_still_corrects() -> None:
    facts = given(told(5), told(6), corrected("at-5", "at-6")).later(
        told(7, id="at-6~2"), corrected("at-6", "at-6~2", "recording")
    )
    stake = facts.on(ON).stake(A, C)
    assert (stake, stake.certainty, stake.facts) == ("7%", "definite", {"at-6~2"})


def test_a_correction_of_a_renamed_fact_is_one_of_the_fact() -> None:
    facts = given(told(5)).later(renamed("at-5", "five")).later(told(6), corrected("five", "at-6"))
    assert facts.on(ON).stake(A, C) == "6%"
    assert facts.later(retracted("at-6")).on(ON).stake(A, C) == "5%"


# --- retracting a retraction ---------------------------------------------------------------------


@pytest.mark.parametrize("because", ["source", "recording"])
def test_a_retraction_that_is_retracted_takes_nothing_back(because: str) -> None:
    cites = {"citations": [{"document": "may", "quote": "no"}]} if because == "source" else {}
    facts = given(document("may", "2025-05-01"), told(5)).later(
        retracted("at-5", because, **cites)
    ).later(retracted("retracted:at-5"))  # fmt: skip
    stake = facts.on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("5%", "definite")
    assert facts.recorded(2).on(ON).stake(A, C) == "not told"


def test_a_retraction_that_its_publisher_takes_back_holds_until_that_is_public() -> None:
    facts = given(
        document("march", "2025-03-10"), document("may", "2025-05-01"), document("july", "2025-07"),
        told(5, "march"),
        retracted("at-5", "source", citations=[{"document": "may", "quote": "no"}]),
        retracted("retracted:at-5", "source", citations=[{"document": "july", "quote": "yes"}]),
    )  # fmt: skip
    seen = {
        day: facts.known(day).on(ON).stake(A, C)
        for day in ("2025-04-30", "2025-05-01", "2025-06-30", "2025-07-10", "2025-07-31")
    }
    assert list(seen.values()) == ["5%", "not told", "not told", "5%", "5%"]
    assert [each.certainty for each in seen.values() if each != "not told"] == [
        "definite", "possible", "definite",
    ]  # fmt: skip


def test_a_retraction_of_ours_that_was_wrong_is_gone_at_every_known() -> None:
    facts = given(document("march", "2025-03-10"), told(5, "march")).later(retracted("at-5"))
    again = facts.later(retracted("retracted:at-5"))
    for known in ("2025-03-10", "2026-01-01", None):
        assert again.known(known).on(ON).stake(A, C) == "5%"
    assert again.known("2025-03-09").on(ON).stake(A, C) == "not told"


def test_retractions_of_retractions_alternate() -> None:
    facts, name = given(told(5)), "at-5"
    for expected in ("not told", "5%", "not told", "5%"):
        facts, name = facts.later(retracted(name)), f"retracted:{name}"
        assert facts.on(ON).stake(A, C) == expected


def test_a_retraction_that_was_taken_back_leaves_another_of_the_same_fact() -> None:
    facts = given(told(5), retracted("at-5"), evolve(retracted("at-5"), id="retracted:again"))
    assert facts.later(retracted("retracted:at-5")).on(ON).stake(A, C) == "not told"


@pytest.mark.parametrize("because", ["source", "recording"])
def test_retracting_the_statement_that_corrects_leaves_both_facts(because: str) -> None:
    """The register was right, and so was the paper, of another holder: none replaces the other."""
    bert = changed("bert", C, id="bert", on="2025-03-01", after="6%")
    facts = given(told(5), bert, corrected("at-5", "bert", because))
    assert facts.on(ON).stake(A, C) == "not told"
    then = facts.later(retracted("corrected:at-5:bert")).on(ON)
    assert (then.stake(A, C), then.stake("bert", C)) == ("5%", "6%")


def test_retracting_what_amends_a_fact_restores_what_was_amended() -> None:
    facts = given(told(5)).later(told(6, id="at-5~2"), corrected("at-5", "at-5~2", "recording"))
    assert facts.later(retracted("corrected:at-5:at-5~2")).on(ON).stake(A, C) == "5%"


def test_retracting_one_of_two_statements_that_correct_settles_them(rivals: Given) -> None:
    stake = rivals.later(retracted("corrected:at-5:at-7")).on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("[6%, 7%]", "possible")  # both facts stand, of one day
    settled = rivals.later(retracted("corrected:at-5:at-7"), retracted("at-7"))
    assert settled.on(ON).stake(A, C) == "6%"


def test_a_correction_whose_retraction_was_taken_back_corrects_again() -> None:
    facts = given(told(5), told(6), corrected("at-5", "at-6"), retracted("at-6"))
    assert facts.on(ON).stake(A, C) == "5%"
    assert facts.later(retracted("retracted:at-6")).on(ON).stake(A, C) == "6%"


def test_retractions_that_take_each_other_back_end_where_they_began() -> None:
    ring = taking_back("retracted:ring", "retracted:at-5")
    back = taking_back("retracted:back", "retracted:ring")
    itself = taking_back("retracted:itself", "retracted:itself")
    facts = given(told(5), retracted("at-5"), ring, back, itself)
    assert facts.on(ON).stake(A, C) == "not told"
    circle = given(told(5), taking_back("retracted:at-5", "at-5", "retracted:ring"), ring)
    for seed in range(4):
        assert circle.shuffled(seed).on(ON).stake(A, C) == "5%"


def taking_back(name: str, *of: str) -> Retracted:
    """Return a retraction of ours, of several, under an id."""
    return event(Retracted, id=name, of=list(of), reason="untrue", because="recording")


# --- circles -------------------------------------------------------------------------------------


def test_circles_of_corrections_end() -> None:
    facts = given(
        told(5), told(6), told(7),
        corrected("at-5", "at-6"), corrected("at-6", "at-7"), corrected("at-7", "at-5"),
    )  # fmt: skip
    assert facts.on(ON).stake(A, C) == "not told"
    for name in ("at-5", "at-6", "at-7"):
        facts.later(retracted(name)).on(ON).everything()


def test_a_circle_of_which_all_is_retracted_ends() -> None:
    facts = given(told(5), told(6), corrected("at-5", "at-6"), corrected("at-6", "at-5")).later(
        retracted("at-5"), retracted("at-6")
    )
    assert facts.on(ON).stake(A, C) == "not told"


def test_a_fact_that_is_said_to_correct_itself_stands() -> None:
    assert given(told(5), corrected("at-5", "at-5")).on(ON).stake(A, C) == "5%"


def test_names_that_lead_in_a_circle_end() -> None:
    facts = given(told(5)).later(renamed("at-5", "five")).later(renamed("five", "at-5"))
    found = facts.on(ON).knowledge.fact("five")
    assert facts.on(ON).stake(A, C) == "5%"
    assert found is None or isinstance(found, InForce)


# --- because of the recording, because of the source ---------------------------------------------


def test_our_correction_acts_at_every_known_and_only_an_earlier_commit_shows_the_old() -> None:
    facts = given(document("march", "2025-03-10"), told(5, "march")).later(
        told(6), corrected("at-5", "at-6", "recording")
    )
    for known in ("2025-03-10", "2025-12-31", None):
        assert facts.known(known).on(ON).stake(A, C) == "6%"
        assert facts.known(known).recorded(1).on(ON).stake(A, C) == "5%"
    assert facts.known("2025-03-09").on(ON).stake(A, C) == "not told"


def test_a_publishers_correction_counts_from_what_is_new_in_its_sources() -> None:
    """Its figures stood in the first article already; who holds them, only in the second."""
    facts = given(
        document("march", "2025-03-10"), document("may", "2025-05-01"),
        told(5, "march"),
        changed("bert", C, id="bert", on="2025-03-01", after="5%",
                cites=[("march", "5%"), ("may", "it was Bert")]),
        corrected("at-5", "bert"),
    )  # fmt: skip
    before, after = (facts.known(day).on(ON) for day in ("2025-04-30", "2025-05-01"))
    assert (before.stake(A, C), before.stake("bert", C)) == ("5%", "not told")
    assert (after.stake(A, C), after.stake("bert", C)) == ("not told", "5%")


def test_a_retraction_by_the_publisher_of_a_vague_day_acts_possibly() -> None:
    facts = given(
        document("march", "2025-03-10"), document("may", "2025-05"), told(5, "march"),
        retracted("at-5", "source", citations=[{"document": "may", "quote": "wrong"}]),
    )  # fmt: skip
    assert facts.known("2025-04-30").on(ON).stake(A, C).certainty == "definite"
    assert facts.known("2025-05-15").on(ON).stake(A, C).certainty == "possible"
    assert facts.known("2025-05-31").on(ON).stake(A, C) == "not told"


def test_a_rumour_puts_right_only_a_rumour() -> None:
    rumour = told(6, standing="rumoured")
    assert given(told(5), rumour, corrected("at-5", "at-6")).on(ON).stake(A, C) == "5%"
    both = given(told(5, standing="rumoured"), rumour, corrected("at-5", "at-6"))
    assert both.on(ON).told()["at-5"].superseded_by == "at-6"


def test_a_correction_of_control_takes_it_away() -> None:
    facts = given(controls(A, C, id="c", on="2025"), controls("bert", C, id="d", on="2025"),
                  corrected("c", "d", "recording"))  # fmt: skip
    assert (facts.on(ON).control(A, C), facts.on(ON).control("bert", C)) == ("no", "definite")


def test_what_replaces_a_fact_is_named() -> None:
    found = given(told(5), told(6), corrected("at-5", "at-6")).on(ON).knowledge.fact("at-5")
    assert isinstance(found, LeftOut)
    assert (found.clock, found.by, found.why) == ("corrected", "at-6", "wrong")


# --- confirmations and amendments ----------------------------------------------------------------


def test_a_confirmation_that_an_amendment_dropped_no_longer_counts() -> None:
    facts = given(
        document("march", "2025-03-10"), document("may", "2025-05-01"),
        told(5, "march", standing="rumoured"),
    ).later(confirmed("at-5", "may", "5%", standing="official"))  # fmt: skip
    amended = facts.later(
        told(6, "march", id="at-5~2", standing="rumoured"),
        corrected("at-5", "at-5~2", "recording"),
    )
    assert facts.on(ON).stake(A, C) == "5%"
    assert amended.on(ON).stake(A, C) == "not told"
    assert amended.on(ON).told()["at-5~2"].standing == "rumoured"
    assert amended.recorded(2).on(ON).stake(A, C) == "5%"


def test_a_confirmation_after_an_amendment_counts_for_it() -> None:
    facts = given(document("may", "2025-05-01"), told(5, standing="rumoured")).later(
        told(6, id="at-5~2", standing="rumoured"), corrected("at-5", "at-5~2", "recording"),
    ).later(confirmed("at-5", "may", "6%", standing="official"))  # fmt: skip
    assert facts.on(ON).stake(A, C) == "6%"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_filing_plays_no_part_in_putting_right(rivals: Given, seed: int) -> None:
    facts = rivals.later(told(9), corrected("at-6", "at-9", "recording")).later(
        retracted("at-9"), stated(A, "other", "3%", on="2025-01-01")
    )
    assert facts.shuffled(seed).on(ON).everything() == facts.on(ON).everything()
