from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import calls
from tests.views.histories import DAYS, FIRST, Draw, whens
from timeline.testing import changed, stated
from timeline.testing import given as told
from timeline.views.claimed import gone_by
from timeline.views.claims import Claim, claims_of
from timeline.views.knowable import Known
from timeline.views.standing import last_of_day, standing
from timeline.views.stood import Stood, standing_days


def claims(several: list[str]) -> list[Claim]:
    facts = [changed("anna", "acme", id=f"f{at}", on=when, after=f"{at + 1}%")
             for at, when in enumerate(several)]  # fmt: skip
    return [claim for each in told(*facts).on("2030-01-01").knowledge.facts()
            for claim in claims_of(each)]  # fmt: skip


@given(st.lists(whens(), min_size=1, max_size=6))
def test_what_stood_on_a_day_is_what_the_rule_says(several: list[str]) -> None:
    made = claims(several)
    past = Stood(made)
    for number in range(-2, DAYS + 2):
        day = FIRST + timedelta(number)
        found = {each.source.id for each in past.standing(day)}
        assert found == {each.source.id for each in standing(made, day)}, day


@st.composite
def moving(draw: Draw) -> list[Claim]:
    """Give claims of one holding: vague ones, placed within their day, chained, and in doubt."""
    levels = st.sampled_from(("1%", "2%", "3%"))
    count = draw(st.integers(1, 6))
    days = draw(st.lists(whens(), min_size=1, max_size=3))  # few, so that several are of the same
    facts = [
        changed(
            "anna", "acme", id=f"f{at}", on=draw(st.sampled_from(days)),
            before=draw(st.none() | levels), after=draw(levels),
            order=draw(st.none() | st.integers(0, 2)),
        )
        for at in range(count)
    ]  # fmt: skip
    made = [
        claim
        for each in told(*facts).on("2030-01-01").knowledge.facts()
        for claim in claims_of(each)
    ]
    return [
        evolve(each, source=each.source.doubted()) if draw(st.integers(0, 3)) == 0 else each
        for each in made
    ]


@settings(max_examples=300)
@given(moving())
def test_a_claim_stands_from_the_first_of_its_days_to_the_last(made: list[Claim]) -> None:
    days = {each.source.id: found for each, found in standing_days(made)}
    assert len(days) == len(made)
    for number in (-400, *range(-2, DAYS + 2), 400):
        day = FIRST + timedelta(number)
        within = {name for name, span in days.items() if span and span[0] <= day <= span[1]}
        assert within == {each.source.id for each in standing(made, day)}, day


@settings(max_examples=300)
@given(moving())
def test_what_is_gone_by_a_day_stands_no_more(made: list[Claim]) -> None:
    gone = gone_by([Known(date.min, date.max, each) for each in made])
    for number in (*range(-2, DAYS + 2), 400):
        day = FIRST + timedelta(number)
        begun = [each for each in made if each.span.earliest <= day]
        left = [each for each in begun if gone(Known(date.min, date.max, each)) > day]
        kept = {id(each) for each in last_of_day(left, day)}
        assert kept == {id(each) for each in standing(made, day)}, day


def test_a_long_run_of_equal_levels_is_gone_back_step_by_step() -> None:
    """Twice as many filings that say the same take twice the work: since the first of them."""

    def work(count: int) -> int:
        first = date(2015, 1, 1)
        facts = [stated("anna", "acme", "5%", on=(first + timedelta(at)).isoformat())
                 for at in range(count)]  # fmt: skip
        then = told(*facts).on("2025-01-01")
        assert len(list(then.knowledge.facts())) == count
        return calls(lambda: since.append(then.stake("anna", "acme").since))

    since: list[object] = []
    half, whole = work(200), work(400)
    assert whole < 2.2 * half
    assert since == ["stake-stated-anna-acme-2015-01-01"] * 2
