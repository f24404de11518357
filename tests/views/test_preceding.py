"""What may have come just before one of many: quickly, and as the rule itself says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.views.histories import whens
from timeline.testing import changed
from timeline.testing import given as told
from timeline.views.claims import Claim, claims_of
from timeline.views.preceding import Preceding
from timeline.views.standing import comes_after, last_of_day, standing

if TYPE_CHECKING:
    from collections.abc import Sequence


def claims(*several: dict[str, Any]) -> list[Claim]:
    facts = [changed("anna", "acme", id=f"f{at}", **each) for at, each in enumerate(several)]
    return [claim for each in told(*facts).on("2030-01-01").knowledge.facts()
            for claim in claims_of(each)]  # fmt: skip


def names(several: Sequence[Claim]) -> list[str]:
    return sorted(each.source.id for each in several)


def by_the_rule(several: list[Claim], one: Claim) -> list[Claim]:
    """Say what may come just before one, by going through all of them."""
    around = [
        each for each in several
        if each is not one and one.span.earliest <= each.span.earliest <= one.span.latest
        and not comes_after(each, one)
    ]  # fmt: skip
    first = [each for each in around if comes_after(one, each)]
    if first:
        ids = {id(each) for each in first}
        beside = [each for each in around if id(each) not in ids]
        return [*last_of_day(first, one.span.latest), *beside]
    past = [each for each in several if each.span.earliest < one.span.earliest]
    if not any(each.span.latest < one.span.earliest for each in past):
        return []
    return [*standing(past, one.span.earliest - timedelta(days=1)), *around]


LEVELS = st.sampled_from(("1%", "2%", "3%"))
TOLD = st.fixed_dictionaries(
    {"on": whens(), "after": LEVELS},
    optional={"before": LEVELS, "order": st.integers(1, 3)},
)


@drawn(st.lists(TOLD, min_size=1, max_size=8))
def test_what_comes_just_before_is_what_the_rule_says(several: list[dict[str, Any]]) -> None:
    made = claims(*several)
    preceding = Preceding(made)
    for each in made:
        assert names(preceding.of(each)) == names(by_the_rule(made, each)), each.source.id


@drawn(st.permutations(range(30)), st.integers(1, 3))
def test_the_order_of_a_day_full_of_claims_is_followed(places: list[int], same: int) -> None:
    day = [{"on": "2025-01-02", "after": f"{each}%", "order": each // same} for each in places]
    later = {"on": "2025-01-03", "after": "60%"}
    made = claims({"on": "2025-01-01", "after": "50%"}, *day, later)
    preceding = Preceding(made)
    for each in made:
        assert names(preceding.of(each)) == names(by_the_rule(made, each)), each.source.id


def test_where_too_many_may_have_come_before_nothing_is_said() -> None:
    day = [{"on": "2025-01-02", "after": f"{each}%"} for each in range(1, 31)]
    made = claims({"on": "2025-01-01", "after": "50%"}, *day)
    assert Preceding(made).of(made[-1]) == []
    few = claims({"on": "2025-01-01", "after": "50%"}, *day[:3])
    assert names(Preceding(few).of(few[-1])) == ["f0", "f1", "f2"]


def test_an_undated_claim_leaves_those_of_later_days_in_their_order() -> None:
    days = [{"on": (date(2025, 1, 1) + timedelta(at)).isoformat(), "after": "1%"}
            for at in range(40)]  # fmt: skip
    made = claims({"on": "[..2026-01-01]", "after": "5%"}, *days)
    assert names(Preceding(made).of(made[20])) == ["f0", "f19"]
