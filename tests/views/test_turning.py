from __future__ import annotations

from datetime import date

from timeline.testing import changed, deal, given, stated
from timeline.views.question import Span
from timeline.views.turning import about, turning

A, C = "anna", "acme"


def test_answers_turn_about_both_ends_of_what_is_told() -> None:
    days = turning([Span(date(2025, 3, 10), date(2025, 3, 20))])
    assert [each.day for each in days] == [9, 10, 11, 12, 18, 19, 20, 21]
    days = turning([Span(date(2025, 3, 10), date(2025, 3, 10))])
    assert [each.day for each in days] == [9, 10, 11]


def test_answers_turn_a_day_further_on_where_something_vague_may_lie_between() -> None:
    exact = Span(date(2025, 3, 10), date(2025, 3, 10))
    for vague, further in ((Span(date(2025, 3, 11), date.max), [12]),
                           (Span(date.min, date(2025, 3, 9)), [7, 8]),
                           (Span(date(2025, 3, 12), date.max), [13, 14])):  # fmt: skip
        days = {each.day for each in turning([exact, vague])}
        assert days >= {9, 10, 11, *further}
    assert 12 not in {each.day for each in turning([exact])}


def test_an_open_end_is_no_day() -> None:
    days = turning([Span(date.min, date(2025, 3, 20)), Span(date(2025, 3, 20), date.max)])
    assert [each.day for each in days] == [18, 19, 20, 21, 22]


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
