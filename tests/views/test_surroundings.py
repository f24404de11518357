from __future__ import annotations

from datetime import date

from timeline.testing import changed, fact, given
from timeline.views.chronicle import Window, chronicle
from timeline.views.question import Span
from timeline.views.surroundings import surroundings
from timeline.views.trading import Price

C = "acme"
THEN = given(
    changed("anna", C, id="deal", on="2025-03-10", after="5%"),
    fact("price-moved", company=C, line="ACME", percent="+3%", id="news", on="2025-03-11"),
    fact("price-moved", company=C, line="ACME", percent="+3%", close="7 USD", id="close",
         on="2025-03-12"),
    fact("price-moved", company=C, percent="+3%", close="7 USD", id="no-line", on="2025-03-12"),
).on("2025-12-01")  # fmt: skip
TOLD = {each.id: each for each in chronicle(THEN.knowledge, Window())}
PRICE = Price(company=C, line="ACME", on=date(2025, 3, 12), id="close")


def test_a_fact_does_not_surround_itself() -> None:
    found = surroundings(TOLD["deal"], TOLD.values(), [], before=5, after=5)
    assert found.fact == TOLD["deal"]
    assert "deal" not in {each.event.id for each in found.near}


def test_a_close_is_in_its_line_and_a_move_with_no_close_or_line_is_an_event() -> None:
    found = surroundings(TOLD["deal"], TOLD.values(), [PRICE], before=5, after=5)
    assert [each.event.id for each in found.near] == ["news", "no-line"]
    assert [each.event.id for line in found.lines for each in line.prices] == ["close"]


def test_a_day_is_surrounded_by_all_that_is_of_it_too() -> None:
    day = Span(date(2025, 3, 10), date(2025, 3, 10))
    found = surroundings(day, TOLD.values(), [], before=0, after=0)
    assert (found.fact, [each.event.id for each in found.near]) == (None, ["deal"])
