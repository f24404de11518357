from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.views.histories import FIRST, days, text
from timeline.testing import changed, stated
from timeline.testing import given as told
from timeline.views.claims import Claim, claims_of
from timeline.views.near import Near

DAY = timedelta(days=1)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Give claims of one holder: levels seen, and changes that lead to none, on vague days."""
    facts = []
    for at in range(draw(st.integers(0, 6))):
        first, last = sorted((draw(st.integers(0, 13)), draw(st.integers(0, 13))))
        on = f"[{text(first)}..{text(last)}]"
        if draw(st.booleans()):
            facts.append(stated("anna", "acme", "5%", id=f"f{at}", on=on))
        else:
            facts.append(changed("anna", "acme", by="1 point", id=f"f{at}", on=on))
    sources = told(*facts).on(FIRST).knowledge.facts()
    return [
        claim.of(source.doubted()) if draw(st.booleans()) else claim
        for source in sources
        for claim in claims_of(source)
    ]


@given(claims(), days())
def test_it_is_bounded_by_what_surely_came_after_and_comes_next(
    several: list[Claim], day: date
) -> None:
    near = Near(several)
    sure = [each for each in several if each.sure]
    over = [each.span.earliest for each in sure if each.after and each.span.latest <= day]
    later = [each.span.latest for each in sure if each.span.earliest > day]
    assert near.floor(day) == max(over, default=date.min)
    assert near.ceiling(day) == max(min(later, default=date.max), day + DAY)
