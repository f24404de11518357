from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.testing import (
    Given,
    controls,
    corrected,
    document,
    entity,
    fact,
    given,
    renamed,
    stated,
)
from timeline.views.strategies import Programme, strategies

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

ANT, SUB = "ant", "sub"


def committed(**fields: object) -> Fact:
    told = {"id": "promise", "by": [ANT], "purpose": "ai", "on": "2025-02-24",
            "amount": "380bn CNY", **fields}  # fmt: skip
    return fact("commitment-made", **told)


def commitment(facts: Given, day: str) -> str | None:
    """Return how sure it is that the one commitment is open on a day."""
    found = facts.on(day).strategy(ANT).commitments
    assert len(found) <= 1
    return found[0].certainty if found else None


# --- themes, commitments, spending -------------------------------------------------------------


def test_a_theme_that_was_stated_holds_from_its_day() -> None:
    facts = given(fact("strategy-stated", company=ANT, theme="ai-first", on="2023"))
    assert facts.on("2022-12-31").strategy(ANT).themes == ()
    assert [each.certainty for each in facts.on("2023-06-01").strategy(ANT).themes] == ["possible"]
    assert [each.certainty for each in facts.on("2024-01-01").strategy(ANT).themes] == ["definite"]


def test_what_those_hold_and_state_who_are_controlled_is_rolled_up() -> None:
    then = given(
        entity(ANT), entity(SUB), entity("chip", "programme", owner=SUB),
        controls(ANT, SUB, on="2025-01-01"),
        fact("strategy-stated", company=SUB, theme="own-chips", on="2025-01-01"),
        fact("spending-reported", company=SUB, amount="1bn CNY", purpose="chips", on="2025-01-01"),
        committed(by=[SUB, "somebody"]),
        fact("programme-moved", programme="chip", stage="taped-out", on="2025-01-01"),
        stated(SUB, "target", "5%", on="2025-01-01"),
    ).on("2025-06-01")  # fmt: skip
    found = then.strategy(ANT)
    assert [each.by for each in found.themes + found.commitments + found.spending] == [SUB] * 3
    assert [(each.programme, each.owner) for each in found.programmes] == [("chip", SUB)]
    assert [each.company for each in found.holdings] == ["target"]
    assert [each.through for each in found.members] == [(ANT, SUB)]
    assert not found.empty


def test_what_rests_on_possible_control_is_possible() -> None:
    then = given(
        controls(ANT, SUB, on="2025"),
        fact("strategy-stated", company=SUB, theme="own-chips", on="2025-01-01"),
    ).on("2025-06-01")
    assert [each.certainty for each in then.strategy(ANT).themes] == ["possible"]


@pytest.mark.parametrize(
    ("day", "certainty"),
    [("2025-02-23", None), ("2025-02-24", "definite"), ("2028-01-30", "definite"),
     ("2028-02-10", "possible"), ("2028-02-27", "possible"), ("2028-03-01", None)],
)  # fmt: skip
def test_a_commitment_is_open_within_its_period(day: str, certainty: str | None) -> None:
    """Three years from some day of a February end on some day of a February."""
    assert commitment(given(committed(period="2025-02/P3Y")), day) == certainty


@pytest.mark.parametrize(
    ("period", "day", "certainty"),
    [("2025-03-01/2025-12-31", "2025-02-25", "definite"),
     ("2025-03-01/2025-12-31", "2025-12-31", "definite"),
     ("2025-03-01/2025-12-31", "2026-01-01", None),
     ("2025", "2025-12-31", "definite"), ("2025", "2026-01-01", None),
     ("2025/2027", "2026-12-31", "definite"), ("2025/2027", "2027-06-01", "possible"),
     ("2025/2027", "2028-01-01", None),
     ("2025-03-01/..", "2050-01-01", "definite")],
)  # fmt: skip
def test_a_commitments_period_may_end_exactly_vaguely_or_never(
    period: str, day: str, certainty: str | None
) -> None:
    assert commitment(given(committed(period=period)), day) == certainty


def test_a_period_that_is_over_is_over_however_vague_the_promise() -> None:
    facts = given(committed(on="[..2025-06-01]", period="2020-01-01/2020-12-31"))
    assert commitment(facts, "2020-12-01") == "possible"
    assert commitment(facts, "2021-01-01") is None


def test_a_commitment_with_no_period_stays_open_until_it_ended() -> None:
    ended = fact("statement-ended", of="promise", how="met", on="2026-03")
    facts = given(committed(), ended)
    assert commitment(facts, "2026-02-28") == "definite"
    assert commitment(facts, "2026-03-15") == "possible"
    assert commitment(facts, "2026-03-31") is None
    assert commitment(given(committed()), "2050-01-01") == "definite"


def test_what_ended_by_rumour_did_not_end() -> None:
    ended = fact("statement-ended", of="promise", how="met", on="2026-03-01", standing="rumoured")
    assert commitment(given(committed(), ended), "2026-06-01") == "definite"


def test_what_ended_under_an_old_name_ended() -> None:
    ended = fact("statement-ended", of="promise", how="met", on="2026-03-01")
    facts = given(committed(), ended).later(renamed("promise", "vow"))
    assert commitment(facts, "2026-02-28") == "definite"
    assert commitment(facts, "2026-06-01") is None


def test_what_ended_is_ended_in_its_amended_form_too() -> None:
    ended = fact("statement-ended", of="promise", how="met", on="2026-03-01")
    facts = given(committed(), ended).later(
        committed(id="promise~2", amount="390bn CNY"),
        corrected("promise", "promise~2", "recording"),
    )
    assert commitment(facts, "2026-02-28") == "definite"
    assert commitment(facts, "2026-06-01") is None


def test_a_rumoured_theme_is_no_strategy() -> None:
    then = given(
        fact("strategy-stated", company=ANT, theme="x", on="2025-01-01", standing="rumoured")
    ).on("2025-06-01")
    assert then.strategy(ANT).empty


# --- programmes --------------------------------------------------------------------------------


def programme(facts: Given, day: str) -> Programme | None:
    found = facts.on(day).strategy(ANT).programmes
    assert len(found) <= 1
    return found[0] if found else None


def moved(stage: str, on: str, **fields: object) -> Fact:
    return fact("programme-moved", programme="chip", stage=stage, on=on, **fields)


CHIP = entity("chip", "programme", owner=ANT)


def test_a_programme_is_at_the_last_stage_that_it_reached() -> None:
    facts = given(CHIP, moved("announced", "2024-01-01"), moved("taped-out", "2025-01-01"))
    assert programme(facts, "2023-12-31") is None
    for day, stage in (("2024-06-01", "announced"), ("2025-01-01", "taped-out")):
        found = programme(facts, day)
        assert found is not None
        assert (found.stage, found.possibly, found.certainty) == (stage, (), "definite")
        assert found.since.span.earliest.isoformat() == day or day == "2024-06-01"


def test_a_stage_that_it_only_possibly_reached_is_told_beside_the_sure_one() -> None:
    facts = given(CHIP, moved("announced", "2024-01-01"), moved("testing", "2025"))
    found = programme(facts, "2025-06-01")
    assert found is not None
    assert (found.stage, found.possibly) == ("announced", ("testing",))
    later = programme(facts, "2025-12-31")
    assert later is not None
    assert (later.stage, later.possibly) == ("testing", ())


def test_within_a_day_the_order_of_stages_is_as_told() -> None:
    facts = given(CHIP, moved("deployed", "2025", order=2), moved("in-production", "2025", order=1))
    found = programme(facts, "2026-01-01")
    assert found is not None
    assert (found.stage, found.possibly, found.certainty) == ("deployed", (), "definite")


def test_two_stages_of_one_day_with_no_order_leave_the_stage_possible() -> None:
    moves = [moved("testing", "2025-01-01"), moved("deployed", "2025-01-01")]
    for facts in (given(CHIP, *moves), given(CHIP, *reversed(moves))):
        found = programme(facts, "2025-02-01")
        assert found is not None
        assert (found.certainty, {found.stage, *found.possibly}) == (
            "possible", {"testing", "deployed"},
        )  # fmt: skip


def test_a_programme_without_an_owner_is_nobodys_strategy() -> None:
    facts = given(entity(ANT), entity("chip", "programme"), moved("testing", "2025-01-01"))
    assert programme(facts, "2025-02-01") is None


# --- whose strategies --------------------------------------------------------------------------


def test_strategies_are_told_of_heads_and_not_of_those_they_control() -> None:
    then = given(
        entity(ANT), entity(SUB), entity("ann", "person"), CHIP,
        controls(ANT, SUB, on="2025-01-01"),
        stated(SUB, "target", "5%", on="2025-01-01"),
        stated("ann", "target", "1%", on="2025-01-01"),
        fact("company-founded", company="quiet", on="2020"),
    ).on("2025-06-01")  # fmt: skip
    assert [each.company for each in strategies(then.knowledge, then.ownership)] == [ANT]


def test_who_is_only_possibly_controlled_is_told_of_alone_too() -> None:
    then = given(
        controls(ANT, SUB, on="2025"), stated(SUB, "target", "5%", on="2025-01-01")
    ).on("2025-06-01")  # fmt: skip
    assert [each.company for each in strategies(then.knowledge, then.ownership)] == [ANT, SUB]


def test_the_segments_of_what_is_held_are_those_described_by_then() -> None:
    facts = given(
        document("d", "2025-01-01"), entity("target", segments=["memory"]),
        stated(ANT, "target", "5%", on="2025-01-01"),
    ).later(entity("target", segments=["memory", "network"], id="entity:target~2"))  # fmt: skip
    for commit, segments in ((1, ("memory",)), (2, ("memory", "network"))):
        then = facts.recorded(commit).on("2025-06-01")
        (held,) = then.strategy(ANT).holdings
        assert then.knowledge.entities[held.company].segments == segments
