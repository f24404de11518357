"""The three clocks: what may be used of a log, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.testing import (
    changed,
    confirmed,
    corrected,
    document,
    entity,
    fact,
    given,
    renamed,
    retracted,
    stated,
)
from timeline.views.in_force import InForce, LeftOut

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

A, C = "anna", "acme"
ON = "2026-01-01"


def five(**fields: object) -> Fact:
    """Return a change to 5% on the first of March."""
    return changed(A, C, **{"id": "five", "on": "2025-03-01", "after": "5%", **fields})


# --- published ---------------------------------------------------------------------------------


def test_a_fact_does_not_exist_before_its_publication() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")]))
    assert facts.known("2025-03-09").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-03-10").on(ON).stake(A, C).certainty == "definite"


def test_asked_of_a_day_as_we_know_it_now_publication_plays_no_part() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")]))
    assert facts.on("2025-03-02").stake(A, C).certainty == "definite"


@pytest.mark.parametrize(
    ("known", "certainty"),
    [("2025-02-28", None), ("2025-03-01", "possible"), ("2025-03-30", "possible"),
     ("2025-03-31", "definite")],
)  # fmt: skip
def test_within_a_vague_publication_a_fact_is_used_as_possible(
    known: str, certainty: str | None
) -> None:
    facts = given(document("d", "2025-03"), five(cites=[("d", "5%")], on="2025-02-01"))
    stake = facts.known(known).on(ON).stake(A, C)
    assert stake == ("5%" if certainty else "not told")
    assert certainty is None or stake.certainty == certainty


def test_an_open_publication_is_closed_by_the_day_of_reading() -> None:
    facts = given(document("d", "2025-03-02/..", retrieved="2025-11-20"), five(cites=[("d", "5%")]))
    assert facts.known("2025-03-01").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-11-19").on(ON).stake(A, C).certainty == "possible"
    assert facts.known("2025-11-20").on(ON).stake(A, C).certainty == "definite"


def test_a_vague_publication_ends_no_later_than_the_reading() -> None:
    facts = given(document("d", "2025-03", retrieved="2025-03-10"), five(cites=[("d", "5%")]))
    assert facts.known("2025-03-09").on(ON).stake(A, C).certainty == "possible"
    assert facts.known("2025-03-10").on(ON).stake(A, C).certainty == "definite"


def test_news_told_second_hand_was_public_from_its_own_publication() -> None:
    facts = given(document("d", "2025-09-02"), five(cites=[("d", "5%")], published="2025-03-05"))
    assert facts.known("2025-03-04").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-03-05").on(ON).stake(A, C).certainty == "definite"


def test_figures_in_two_documents_are_public_once_both_are() -> None:
    facts = given(
        document("one", "2025-03-05"), document("two", "2025-04-05"),
        five(before="3%", cites=[("one", "from 3%"), ("two", "to 5%")]),
    )  # fmt: skip
    assert facts.known("2025-04-04").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-04-05").on(ON).stake(A, C) == "5%"


def test_a_document_that_carries_no_figure_makes_none_public() -> None:
    facts = given(
        document("one", "2025-03-05"), document("two", "2025-04-05"),
        five(cites=[("one", "raised its stake"), ("two", "to 5%")]),
    )  # fmt: skip
    assert facts.known("2025-03-05").on(ON).stake(A, C) == "not told"


def test_a_copy_counts_from_its_own_day_and_the_earlier_of_both_is_the_first() -> None:
    """Two copies are one witness: the second adds neither an earlier day nor standing."""
    original, copy = document("d", "2025-03-05"), document("c", "2025-03-20", origin="d")
    only = given(original, copy, five(cites=[("c", "5%")]))
    both = given(original, copy, five(cites=[("c", "5%"), ("d", "5%")]))
    assert only.known("2025-03-19").on(ON).stake(A, C) == "not told"
    assert both.known("2025-03-05").on(ON).stake(A, C) == "5%"
    (told,) = both.on(ON).told().values()
    assert told.standing == "reported"


def test_a_fact_without_any_source_is_public_from_the_day_it_was_recorded() -> None:
    facts = given(five())
    assert facts.known("2026-11-20").on("2027-01-01").stake(A, C) == "not told"
    assert facts.known("2026-11-21").on("2027-01-01").stake(A, C) == "5%"


def test_no_past_fact_was_public_before_it_happened() -> None:
    facts = given(document("d", "2025"), five(cites=[("d", "5%")]))
    assert facts.known("2025-02-28").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-03-01").on(ON).stake(A, C).certainty == "possible"


def test_an_effective_fact_may_lie_ahead_of_its_publication() -> None:
    facts = given(
        document("d", "2025-01-10"),
        five(cites=[("d", "5%")], effective=True),
    )
    assert facts.known("2025-01-10").on("2025-02-28").stake(A, C) == "not told"
    assert facts.known("2025-01-10").on("2025-03-01").stake(A, C).certainty == "definite"


def test_a_fact_told_as_past_ended_no_later_than_it_was_told() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")], on="2025-03"))
    assert facts.on("2025-03-09").stake(A, C).certainty == "possible"
    assert facts.on("2025-03-10").stake(A, C).certainty == "definite"


def test_a_document_described_anew_counts_from_the_commit_that_says_so() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")])).later(
        document("d", "2025-03-20", id="document:d~2")
    )
    assert facts.recorded(1).known("2025-03-10").on(ON).stake(A, C) == "5%"
    assert facts.known("2025-03-10").on(ON).stake(A, C) == "not told"


# --- recorded ------------------------------------------------------------------------------------


def test_a_commit_that_is_not_counted_does_not_exist() -> None:
    facts = given(five()).later(stated(A, C, "7%", on="2025-04-01"))
    assert facts.recorded(1).on(ON).stake(A, C) == "5%"
    assert facts.recorded(2).on(ON).stake(A, C) == facts.on(ON).stake(A, C) == "7%"
    assert facts.recorded(0).on(ON).stake(A, C) == "not told"


def test_an_entity_is_as_it_was_last_described_by_then_however_filed() -> None:
    facts = given(entity("acme", name="Acme")).later(
        entity("acme", name="Acme Group", id="entity:acme~2")
    )
    for filed in (facts, *(facts.shuffled(seed) for seed in range(4))):
        assert filed.on(ON).knowledge.entities["acme"].name == "Acme Group"
        assert filed.recorded(1).on(ON).knowledge.entities["acme"].name == "Acme"


# --- putting right -------------------------------------------------------------------------------


def test_a_publishers_error_is_put_right_from_the_corrections_own_day() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05-01"),
        five(cites=[("d", "5%")]),
        five(id="six", after="6%", cites=[("e", "6%")]),
        corrected("five", "six"),
    )  # fmt: skip
    assert facts.known("2025-04-30").on(ON).stake(A, C) == "5%"
    assert facts.known("2025-05-01").on(ON).stake(A, C) == "6%"
    assert facts.on(ON).stake(A, C) == "6%"


def test_while_a_correction_is_only_possibly_public_both_are_possible() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05"),
        five(cites=[("d", "5%")]),
        five(id="six", after="6%", cites=[("e", "6%")]),
        corrected("five", "six"),
    )  # fmt: skip
    stake = facts.known("2025-05-15").on(ON).stake(A, C)
    assert (stake, stake.certainty) == ("[5%, 6%]", "possible")


def test_a_correction_confirmed_later_by_others_counts_from_its_own_source() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05-01"),
        five(cites=[("d", "5%")]), five(id="six", after="6%", cites=[("d", "6%")]),
        corrected("five", "six"),
    )  # fmt: skip
    for log in (facts, facts.later(confirmed("six", "e", "6%"))):
        assert log.known("2025-03-10").on(ON).stake(A, C) == "6%"


def test_what_is_only_possibly_public_leaves_what_was_told_before_it() -> None:
    """Seven percent may have been public on 15 May; without it, five stands."""
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05"),
        five(cites=[("d", "5%")]),
        changed(A, C, id="seven", on="2025-04-01", after="7%", cites=[("e", "7%")]),
    )  # fmt: skip
    stake = facts.known("2025-05-15").on("2025-04-02").stake(A, C)
    assert (stake, stake.how) == ("[5%, 7%]", "possible, possibly-public")
    assert stake.facts == {"five", "seven"}
    assert facts.known("2025-04-30").on("2025-04-02").stake(A, C).how == "definite, change"
    assert facts.known("2025-05-31").on("2025-04-02").stake(A, C) == "7%"


def test_a_part_counts_where_the_larger_change_is_only_possibly_public() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05"),
        five(cites=[("d", "5%")]),
        changed(A, C, id="part", on="2025-03-02", by="1 point", part_of="whole",
                cites=[("d", "5% 1")]),
        changed(A, C, id="whole", on="2025-03-02", after="8%", cites=[("e", "8%")]),
    )  # fmt: skip
    assert facts.known("2025-04-30").on(ON).stake(A, C) == "6%"
    assert facts.known("2025-05-31").on(ON).stake(A, C) == "8%"
    between = facts.known("2025-05-15").on(ON).stake(A, C)
    assert between.certainty == "possible"
    assert between.held.level.low <= 6
    assert (between.held.level.high or 0) >= 8


def test_our_own_error_is_put_right_at_every_state_of_public_knowledge() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "to 5% or 6%")])).later(
        five(id="five~2", after="6%", cites=[("d", "to 5% or 6%")]),
        corrected("five", "five~2", "recording"),
    )
    for known in (None, "2025-03-10", "2025-12-01"):
        assert facts.known(known).on(ON).stake(A, C) == "6%"
        assert facts.recorded(1).known(known).on(ON).stake(A, C) == "5%"


def test_our_own_correction_without_a_source_is_public_since_what_it_replaces_was() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")])).later(
        five(id="six", after="6%"), corrected("five", "six", "recording")
    )
    assert facts.known("2025-03-09").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-03-10").on(ON).stake(A, C) == "6%"


def test_a_correction_recorded_after_its_fact_leaves_the_older_answers_alone() -> None:
    """The replacing fact had no source, so it was public from the day it was recorded."""
    facts = given(
        document("d", "2025-03-10"), five(cites=[("d", "5%")]), five(id="six", after="6%")
    ).later(corrected("five", "six", "recording"))
    assert facts.recorded(1).known("2025-04-01").on(ON).stake(A, C) == "5%"
    assert facts.recorded(2).known("2025-04-01").on(ON).stake(A, C) == "6%"


def test_two_facts_that_correct_each_other_leave_nothing_and_end() -> None:
    facts = given(five(), five(id="six", after="6%"),
                  corrected("five", "six", "recording"),
                  corrected("six", "five", "recording"))  # fmt: skip
    assert facts.on("2027-01-01").stake(A, C) == "not told"


def test_a_chain_of_corrections_leaves_the_last() -> None:
    facts = given(five()).later(
        five(id="five~2", after="6%"), corrected("five", "five~2", "recording")
    ).later(five(id="five~3", after="7%"), corrected("five~2", "five~3", "recording"))  # fmt: skip
    assert facts.on("2027-01-01").stake(A, C) == "7%"
    assert facts.recorded(2).on("2027-01-01").stake(A, C) == "6%"
    assert facts.recorded(1).on("2027-01-01").stake(A, C) == "5%"


def test_a_retraction_of_ours_acts_at_once_and_one_of_the_source_from_its_day() -> None:
    base = given(document("d", "2025-03-10"), document("e", "2025-05-01"),
                 five(cites=[("d", "5%")]))  # fmt: skip
    ours = base.later(retracted("five"))
    theirs = base.later(
        retracted("five", "source", citations=[{"document": "e", "quote": "was wrong"}])
    )
    assert ours.known("2025-03-10").on(ON).stake(A, C) == "not told"
    assert ours.recorded(1).known("2025-03-10").on(ON).stake(A, C) == "5%"
    assert theirs.known("2025-04-30").on(ON).stake(A, C) == "5%"
    assert theirs.known("2025-05-01").on(ON).stake(A, C) == "not told"


def test_a_retraction_acts_on_every_revision_of_a_fact() -> None:
    facts = given(five()).later(
        five(id="five~2", after="6%"), corrected("five", "five~2", "recording")
    ).later(retracted("five"))  # fmt: skip
    assert facts.on("2027-01-01").stake(A, C) == "not told"


def test_what_keeps_a_fact_out_is_said() -> None:
    facts = given(document("d", "2025-03-10"), five(cites=[("d", "5%")])).later(
        retracted("five")
    )  # fmt: skip
    for clock, asked in (
        ("retracted", facts), ("published", facts.known("2025-01-01")),
        ("recorded", facts.recorded(0)),
    ):  # fmt: skip
        found = asked.on(ON).knowledge.fact("five")
        assert isinstance(found, LeftOut)
        assert (found.clock, bool(found.why)) == (clock, True)


# --- standing, rumours, confirmations ------------------------------------------------------------


def test_what_is_rumoured_moves_no_view_and_shows_on_the_timeline() -> None:
    then = given(five(standing="rumoured")).on("2027-01-01")
    assert then.stake(A, C) == "not told"
    assert then.told()["five"].standing == "rumoured"


def test_a_confirmation_raises_the_standing_from_its_own_day() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05-01"),
        five(standing="rumoured", cites=[("d", "5%")]),
        confirmed("five", "e", "5%", standing="official"),
    )  # fmt: skip
    assert facts.known("2025-04-30").on(ON).stake(A, C) == "not told"
    assert facts.known("2025-05-01").on(ON).stake(A, C) == "5%"
    assert facts.known("2025-04-30").on(ON).told()["five"].standing == "rumoured"
    assert facts.known("2025-05-01").on(ON).told()["five"].standing == "official"


def test_a_rumour_that_was_only_possibly_confirmed_moves_only_possibly() -> None:
    facts = given(
        document("d", "2025-03-10"), document("e", "2025-05"),
        five(standing="rumoured", cites=[("d", "5%")]),
        confirmed("five", "e", "5%", standing="reported"),
    )  # fmt: skip
    assert facts.known("2025-05-15").on(ON).stake(A, C).certainty == "possible"
    assert facts.known("2025-05-31").on(ON).stake(A, C).certainty == "definite"


def test_a_later_confirmation_changes_no_answer_of_an_earlier_day_known() -> None:
    """Not even where it tells better by when a vague change was over."""
    base = given(
        document("d", "2025-03/..", retrieved="2026-06-01"),
        changed(A, C, id="five", on="2025", after="5%", cites=[("d", "5%")]),
    )
    more = base.later(document("e", "2025-07-01"), confirmed("five", "e", "5%"))
    for on in ("2025-06-15", "2025-07-02", "2026-01-01"):
        for known in ("2025-06-30", "2025-04-01"):
            assert more.known(known).on(on).everything() == base.known(known).on(on).everything()
    assert more.on("2025-07-01").stake(A, C).certainty == "definite"
    assert base.on("2025-07-01").stake(A, C).certainty == "possible"


# --- names ---------------------------------------------------------------------------------------


def test_a_renamed_fact_goes_by_its_new_name_from_that_commit_on() -> None:
    facts = given(five()).later(renamed("five", "cinq")).later(renamed("cinq", "funf"))
    for commit, name in ((1, "five"), (2, "cinq"), (3, "funf")):
        then = facts.recorded(commit).on("2027-01-01")
        assert list(then.told()) == [name]
        assert then.stake(A, C).facts == {name}
        assert isinstance(then.knowledge.fact("five"), InForce)
    assert facts.recorded(1).on("2027-01-01").knowledge.fact("cinq") is None


def test_a_statement_by_an_old_or_a_new_name_is_of_the_same_fact() -> None:
    base = given(five()).later(renamed("five", "cinq"))
    for name in ("five", "cinq"):
        assert base.later(retracted(name)).on("2027-01-01").stake(A, C) == "not told"


def test_of_a_fact_and_its_revision_the_name_finds_the_one_in_force() -> None:
    facts = given(five()).later(
        five(id="five~2", after="6%"), corrected("five", "five~2", "recording")
    )
    for filed in (facts, *(facts.shuffled(seed) for seed in range(4))):
        found = filed.on("2027-01-01").knowledge.fact("five")
        assert isinstance(found, InForce)
        assert found.id == "five~2"
        old = filed.recorded(1).on("2027-01-01").knowledge.fact("five")
        assert isinstance(old, InForce)
        assert old.id == "five"


def test_a_founding_that_is_only_possibly_known_bounds_nothing() -> None:
    facts = given(
        document("d", "2025-03-01"), document("e", "2025-06"),
        changed(A, C, on="2025-02-01", before="3%", after="5%", cites=[("d", "from 3% to 5%")]),
        fact("company-founded", company=C, on="2020", cites=[("e", "founded in 2020")]),
    )  # fmt: skip
    assert facts.known("2025-06-15").on("2019-01-01").stake(A, C) == "3%"
    assert facts.known("2025-06-30").on("2019-01-01").stake(A, C) == "not told"
