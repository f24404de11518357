from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import calls
from tests.views.histories import DAYS, FIRST, whens
from timeline.testing import changed, stated
from timeline.testing import given as told
from timeline.views.claims import Claim, claims_of
from timeline.views.standing import standing
from timeline.views.stood import Stood


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
