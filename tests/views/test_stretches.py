"""A line of claims cut where the past is over reads as the whole line does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.views.histories import whens
from timeline.testing import changed, stated
from timeline.testing import given as told
from timeline.views.claims import Claim, claims_of
from timeline.views.line import Line
from timeline.views.stretches import stretches

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

LEVELS = st.sampled_from(("1%", "2%", "30%", "<25%", ">0%", "none"))
POINTS = st.sampled_from(("1 point", "2 points", "-1 point", "-3 points"))
ORDER = {"order": st.integers(1, 4)}


def made(*several: dict[str, Any]) -> list[Claim]:
    """Return the claims of facts: of a level seen (`stake`), or of a change."""
    facts: list[Fact] = [
        (stated if "stake" in each else changed)("anna", "acme", id=f"f{at}", **each)
        for at, each in enumerate(several)
    ]
    return [claim for each in told(*facts).on("2030-01-01").knowledge.facts()
            for claim in claims_of(each)]  # fmt: skip


HISTORIES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"on": whens(), "by": POINTS}, optional=ORDER),
        st.fixed_dictionaries({"on": whens(vague=False), "by": POINTS}, optional=ORDER),
        st.fixed_dictionaries({"on": whens(), "after": LEVELS}, optional=ORDER),
        st.fixed_dictionaries({"on": whens(), "before": LEVELS, "cause": st.just("sold")}),
        st.fixed_dictionaries({"on": whens(), "stake": LEVELS}, optional=ORDER),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@drawn(HISTORIES)
def test_each_stretch_reads_as_the_whole_line_does(several: list[dict[str, Any]]) -> None:
    claims = made(*several)
    whole = Line(claims)
    for stretch in stretches(claims):
        for each in stretch.claims:
            assert stretch.prior(each) == whole.prior(each, each.span.latest), each.source.id
            assert stretch.result(each) == whole.result(each, each.span.latest)[0], each.source.id


def test_claims_that_follow_each_other_are_a_stretch_each() -> None:
    claims = made(
        {"on": "2025-01-01", "after": "5%"},
        {"on": "2025-01-02/2025-01-05", "by": "1 point"},
        {"on": "2025-01-04", "by": "1 point"},
        {"on": "2025-01-06", "by": "1 point", "order": 2},
        {"on": "2025-01-06", "by": "2 points", "order": 1},
    )
    parts = [[each.source.id for each in part.claims] for part in stretches(claims)]
    assert parts == [["f0"], ["f1", "f2"], ["f4"], ["f3"]]


def test_of_too_many_claims_that_meet_only_what_they_say_is_known() -> None:
    claims = made(
        {"on": "2024", "after": "5%"},
        *({"on": "2025", "by": f"{each} points"} for each in range(1, 60)),
        *({"on": "2025", "after": f"{each}%"} for each in range(1, 60)),
    )
    _, full = stretches(claims)
    assert full.prior(claims[1]) is None
    assert full.result(claims[1]) is None
    assert full.left is None
