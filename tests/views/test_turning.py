from __future__ import annotations

from datetime import date

from timeline.testing import changed, deal, given, stated
from timeline.views.question import Span
from timeline.views.turning import about, turning

A, C = "anna", "acme"


def test_answers_turn_about_both_ends_of_what_is_told() -> None:
    days = turning([Span(date(2025, 3, 10), date(2025, 3, 20))])
    assert [each.day for each in days] == [9, 10, 11, 19, 20, 21]


def test_an_open_end_is_no_day() -> None:
    days = turning([Span(date.min, date(2025, 3, 20)), Span(date(2025, 3, 20), date.max)])
    assert [each.day for each in days] == [19, 20, 21]


def test_what_is_held_may_rest_on_all_moves_of_a_deal_whichever_names_the_company() -> None:
    then = given(
        deal("d", "announced", on="2025-03-01", acquirer=A, target=C),
        deal("d", "completed", on="2025-06-01"),
        changed(A, "other", on="2025-01-01", after="1%"),
        stated(A, C, "1%", id="seen", on="2025-02-01"),
    ).on("2025-12-01")
    found = {each.id for each in about(then.knowledge, C)}
    assert found == {"deal-moved-d-announced-2025-03-01", "deal-moved-d-completed-2025-06-01",
                     "seen"}  # fmt: skip
