from __future__ import annotations

from timeline.testing import (
    changed,
    corrected,
    document,
    entity,
    fact,
    given,
    renamed,
    retracted,
    stated,
    to_day,
)

A, B, C = "anna", "bert", "acme"
ON = "2026-01-01"


def test_facts_come_by_their_latest_day_then_by_id() -> None:
    facts = given(
        stated(A, C, "1%", id="month", on="2025-03"),
        stated(A, C, "1%", id="b", on="2025-03-31"),
        stated(A, C, "1%", id="y", on="2025-04-01", order=3),
        stated(A, C, "1%", id="z", on="2025-04-01", order=2),
        stated(A, C, "1%", id="early", on="2025-03-30"),
        stated(A, C, "1%", id="a", on="2025-03-31"),
    )
    for filed in (facts, facts.shuffled(1), facts.shuffled(2)):
        assert list(filed.on(ON).told()) == ["early", "a", "b", "month", "y", "z"]


def test_a_window_takes_both_its_ends_and_whatever_may_lie_within() -> None:
    then = given(
        stated(A, C, "1%", id="before", on="2025-02-28"),
        stated(A, C, "1%", id="first", on="2025-03-01"),
        stated(A, C, "1%", id="last", on="2025-03-31"),
        stated(A, C, "1%", id="after", on="2025-04-01"),
        stated(A, C, "1%", id="vague", on="2025"),
    ).on(ON)
    march = then.told(first=to_day("2025-03-01"), last=to_day("2025-03-31"))
    assert list(march) == ["first", "last", "vague"]


def test_what_has_not_happened_by_the_day_is_not_told() -> None:
    facts = given(stated(A, C, "1%", id="later", on="2025-06-01"),
                  stated(A, C, "1%", id="vague", on="2025"))  # fmt: skip
    told = facts.on("2025-03-01").told()
    assert {name: each.certainty for name, each in told.items()} == {"vague": "possible"}
    assert {each.certainty for each in facts.on(ON).told().values()} == {"definite"}


def test_facts_are_found_by_type_and_by_whom_they_are_about() -> None:
    then = given(
        entity("chip", "programme", owner=A),
        stated(A, C, "1%", id="s", on="2025-01-01"),
        changed(B, C, id="c", on="2025-01-01", after="2%"),
        fact("programme-moved", programme="chip", stage="testing", id="p", on="2025-01-01"),
    ).on(ON)
    assert list(then.told(types=["stake-stated"])) == ["s"]
    assert list(then.told(about=[B])) == ["c"]
    assert list(then.told(about=[C])) == ["c", "s"]
    assert list(then.told(about=[B, "chip"])) == ["c", "p"]
    assert list(then.told(about=[A])) == ["p", "s"], "a programme is its owner's"
    assert list(then.told(about=["nobody"])) == []


def test_the_day_is_as_it_was_written_or_what_bounds_it() -> None:
    then = given(
        changed(A, C, id="quarter", on="2025Q2", after="2%"),
        changed(A, C, id="undated", after="3%", published="2025-09-03"),
        stated(A, C, "3%", id="seen", published="2025-09/..", note="open"),
    ).on("2027-01-01")
    told = {name: each.when.text for name, each in then.told().items()}
    assert told == {"quarter": "2025-34", "undated": "[..2025-09-03]",
                    "seen": "[2025-09-01..2026-11-21]"}  # fmt: skip


def test_what_was_put_right_is_told_with_what_put_it_right() -> None:
    facts = given(
        stated(A, C, "1%", id="one", on="2025-01-01"),
        stated(A, C, "2%", id="two", on="2025-01-01"),
        stated(A, C, "3%", id="three", on="2025-01-01"),
        corrected("one", "two"), retracted("three"),
    )  # fmt: skip
    told = facts.on("2027-01-01").told()
    assert {name: each.superseded_by for name, each in told.items()} == {
        "one": "two", "two": None, "three": "retracted:three",
    }  # fmt: skip


def test_a_retraction_keeps_its_name_when_the_fact_gets_another() -> None:
    facts = given(stated(A, C, "1%", id="one", on="2025-01-01"), retracted("one")).later(
        renamed("one", "uno")
    )
    (told,) = facts.on("2027-01-01").told().values()
    assert (told.id, told.superseded_by) == ("uno", "retracted:one")


def test_nothing_is_told_before_it_was_public_or_recorded() -> None:
    facts = given(
        document("d", "2025-03-10"),
        stated(A, C, "1%", id="one", on="2025-01-01", cites=[("d", "1%")]),
    )
    assert facts.known("2025-03-09").on(ON).told() == {}
    assert list(facts.known("2025-03-10").on(ON).told()) == ["one"]
    assert facts.recorded(0).on(ON).told() == {}


def test_what_was_put_right_is_no_surer_than_its_publication() -> None:
    """What the public only possibly could have read stays possible where it is shown as undone."""
    facts = given(
        document("paper", "2025-06"),
        changed(A, C, id="s", on="2025-01-01", after="5%", cites=[("paper", "5%")]),
        retracted("s"),
    )
    for known, certainty in (("2025-06-15", "possible"), ("2025-06-30", "definite")):
        told = facts.known(known).on(ON).told()["s"]
        assert (told.certainty, told.superseded_by) == (certainty, "retracted:s")
