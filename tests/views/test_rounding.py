"""A figure told to fewer places is the same figure: nothing changed, and nothing is at odds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from timeline.testing import changed, document, stated
from timeline.testing import given as told
from timeline.views.checks import checks
from timeline.views.filing import Filing
from timeline.views.ownership import owned

if TYPE_CHECKING:
    from timeline.facts.fact import Event
    from timeline.views.held import Held

JANUARY = date(2025, 1, 1)


def held(*facts: Event, on: str) -> Held:
    (found,) = owned(told(*facts).on(on).knowledge).held
    return found


def says(found: Held) -> tuple[Fraction, Fraction | None, str, str, bool]:
    return found.level.low, found.level.high, found.certainty, found.basis, found.disputed


def rules(*facts: Event) -> set[str]:
    return {each.rule for each in checks(Filing().all(told(*facts).log))}


def test_of_figures_of_one_day_that_with_most_places_is_held_by_all_of_them() -> None:
    facts = [
        stated("anna", "acme", stake=figure, on="2025-02-10", id=f"f{at}")
        for at, figure in enumerate(("14%", "14.29%", "14.3%"))
    ]
    found = held(*facts, on="2025-03-01")
    assert says(found) == (Fraction("14.29"), Fraction("14.29"), "definite", "stated", False)
    assert {each.source.id for each in found.claims} == {"f0", "f1", "f2"}
    assert "disputed" not in rules(*facts)


def test_a_rounder_figure_beside_two_that_tell_more_is_none_of_them() -> None:
    facts = [
        stated("anna", "acme", stake=figure, on="2025-02-10", id=f"f{at}")
        for at, figure in enumerate(("14.3%", "14.29%", "14.33%"))
    ]
    found = held(*facts, on="2025-03-01")
    assert (found.level.low, found.level.high, found.disputed) == (
        Fraction("14.29"), Fraction("14.33"), True,
    )  # fmt: skip
    assert "disputed" in rules(*facts)


@pytest.mark.parametrize(("first", "second"), [("14.3%", "14.29%"), ("14.29%", "14.3%")])
def test_a_level_told_again_to_other_places_did_not_change_between(first: str, second: str) -> None:
    facts = [
        stated("anna", "acme", stake=first, on="2025-01-10"),
        stated("anna", "acme", stake=second, on="2025-02-10"),
    ]
    level = Fraction(first.rstrip("%"))
    assert says(held(*facts, on="2025-01-20")) == (level, level, "definite", "stated", False)
    assert rules(*facts) == set()


@pytest.mark.parametrize(("seen", "before"), [("14.3%", "14.29%"), ("14.29%", "14.3%")])
@pytest.mark.parametrize("on", ["2025-02-09", "2025-01-09"])
def test_on_the_eve_it_is_the_figure_with_more_places(seen: str, before: str, on: str) -> None:
    facts = [
        stated("anna", "acme", stake=seen, on=on),
        changed("anna", "acme", before=before, after="15%", on="2025-02-10"),
    ]
    found = held(*facts, on="2025-02-09")
    assert (found.level.low, found.level.high) == (Fraction("14.29"),) * 2
    assert (found.certainty, found.disputed) == ("definite", False)
    assert rules(*facts) == set()


@pytest.mark.parametrize(
    ("first", "second"), [("30%", "31%"), ("14.2%", "14.3%"), ("14.24%", "14.3%")]
)
def test_figures_that_at_most_end_where_the_other_begins_are_two(first: str, second: str) -> None:
    day = [stated("anna", "acme", stake=each, on="2025-02-10", id=each) for each in (first, second)]
    days = [
        stated("anna", "acme", stake=first, on="2025-01-10"),
        stated("anna", "acme", stake=second, on="2025-02-10"),
    ]
    assert held(*day, on="2025-02-10").disputed
    assert "disputed" in rules(*day)
    assert held(*days, on="2025-01-20").basis == "changed-between"
    assert rules(*days) == {"changed-between"}


def test_what_is_worked_out_from_points_without_decimals_is_exact() -> None:
    facts = [
        stated("anna", "acme", stake="7.86%", on="2025-01-10"),
        changed("anna", "acme", by="-6 points", after="1.43%", on="2025-02-10"),
    ]
    assert held(*facts, on="2025-01-20").basis == "changed-between"
    assert rules(*facts) == {"changed-between"}


def test_a_step_between_two_of_one_day_is_not_what_the_second_leads_to() -> None:
    facts = [
        changed("anna", "acme", before="10%", after="14.3%", on="2025-02-10", id="one"),
        changed("anna", "acme", before="14.3%", after="14.34%", on="2025-02-10", id="two"),
    ]
    assert says(held(*facts, on="2025-02-09"))[:2] == (Fraction(10), Fraction(10))
    assert says(held(*facts, on="2025-02-10"))[:2] == (Fraction("14.34"),) * 2


def test_all_of_a_company_is_read_as_no_other_figure() -> None:
    """Who has all of it leaves nothing to others."""
    facts = [
        stated("anna", "acme", stake=figure, on="2025-02-10", id=figure)
        for figure in ("100%", "99.6%")
    ]
    found = held(*facts, on="2025-02-10")
    assert (found.level.low, found.level.high) == (Fraction("99.6"), Fraction(100))
    assert (found.certainty, found.disputed) == ("possible", False)
    assert "disputed" not in rules(*facts)


def test_a_sharper_figure_that_maybe_was_public_disputes_nothing() -> None:
    facts = [
        document("first", "2025-02-11"), document("open", "2025-03-05/..", retrieved="2025-05-01"),
        stated("anna", "acme", stake="14%", on="2025-02-10", id="a", cites=[("first", "14%")]),
        stated("anna", "acme", stake="14.29%", on="2025-02-10", id="b", cites=[("open", "14.29%")]),
    ]  # fmt: skip
    (found,) = owned(told(*facts).known("2025-04-01").on("2025-03-01").knowledge).held
    assert (found.level.low, found.level.high) == (Fraction(14), Fraction("14.29"))
    assert not found.disputed


# Whatever is told to fewer places


@frozen
class Step:
    """What is told of a level on some days: that it was so, or became so, maybe twice."""

    gap: int
    vague: int
    level: Decimal
    moves: bool
    again: bool
    rounded: tuple[bool, bool, bool]


def steps() -> st.SearchStrategy[list[Step]]:
    hundredths = st.integers(100, 2_000).map(lambda each: Decimal(each) / 100)
    one = st.builds(
        Step, st.integers(1, 6), st.sampled_from((0, 0, 0, 2)), hundredths, st.booleans(),
        st.booleans(), st.tuples(st.booleans(), st.booleans(), st.booleans()),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=4)


def history(several: list[Step], *, rounding: bool) -> list[Event]:
    """Tell the steps, some figures to one place where `rounding`."""

    def figure(level: Decimal, rounded: object) -> str:
        return f"{round(level, 1) if rounding and rounded else level:f}%"

    facts: list[Event] = []
    day, now = JANUARY, Decimal(5)
    for at, each in enumerate(several):
        first = day + timedelta(each.gap)
        day = first + timedelta(each.vague)
        on = f"[{first}..{day}]" if each.vague else str(day)
        apart = abs(each.level - now) > 1
        before, now = now, each.level if each.moves and apart else now
        start, end, twice = each.rounded
        for number in range(1 + (each.again and not each.vague)):
            round_it = end if number == 0 else twice
            if now == before:
                facts.append(
                    stated("anna", "acme", stake=figure(now, round_it), on=on, id=f"f{at}-{number}")
                )
            else:
                facts.append(
                    changed("anna", "acme", before=figure(before, start),
                            after=figure(now, round_it), on=on, id=f"f{at}-{number}")
                )  # fmt: skip
    return facts


@given(steps())
def test_figures_told_to_fewer_places_are_at_odds_with_nothing(several: list[Step]) -> None:
    exactly, roundly = (told(*history(several, rounding=each)) for each in (False, True))
    for number in range(-1, sum(each.gap + each.vague for each in several) + 2):
        on = (JANUARY + timedelta(number)).isoformat()
        one, other = (owned(log.on(on).knowledge).held for log in (exactly, roundly))
        for first, second in zip(one, other, strict=True):
            assert first.disputed == second.disputed
            assert first.basis == second.basis or "changed-between" not in second.basis
            if not any(each.vague for each in several):
                assert first.certainty == second.certainty
            assert first.level.high is not None
            assert second.level.high is not None
            assert abs(first.level.low - second.level.low) <= Fraction("0.05")
            assert abs(first.level.high - second.level.high) <= Fraction("0.05")
