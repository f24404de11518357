from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline
from tests.api.conftest import more
from tests.effort import examples
from tests.views.histories import commits, days
from timeline.api import written
from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.api.ledger import Ledger
from timeline.errors import ValueUnreadable
from timeline.store.log import Log
from timeline.testing import given as told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline import AsOf
    from timeline.api.typed import Recorded
    from timeline.facts.fact import Event
    from timeline.testing import Clock


# The clocks


def test_days_are_dates_or_iso_text(ledger: Ledger) -> None:
    day = date(2025, 9, 1)
    views = [
        ledger.as_of(day, known=date(2025, 9, 5)),
        ledger.as_of("2025-09-01", known="2025-09-05"),
        ledger.as_of(datetime(2025, 9, 1, 23, 59, tzinfo=UTC), known="2025-09-05"),
    ]
    assert {(view.on, view.known) for view in views} == {(day, date(2025, 9, 5))}
    assert len({view.own() for view in views}) == 1


def test_today_is_asked_about_where_no_day_is_named(ledger: Ledger, clock: Clock) -> None:
    clock.set("2025-09-02")
    assert ledger.as_of().on == date(2025, 9, 2)


WRONG: tuple[Callable[[Any], object], ...] = (
    lambda view: view.strategy(["alibaba"]), lambda view: view.own(holder=["alibaba"]),
    lambda view: view.own(company=7), lambda view: view.deals(about=["alibaba"]),
    lambda view: view.why(7), lambda view: view.show(about=7), lambda view: view.show(type=[7]),
    lambda view: view.pace("8"), lambda view: view.pace(8.9), lambda view: view.pace(days=True),
    lambda view: view.pace(8, segment=7), lambda view: view.around("2025-08-30", before="7"),
    lambda view: view.around(None), lambda view: view.window(None, None),
    lambda view: view.diff(None, "2025-09-01"), lambda view: view.window(7, "2025-09-01"),
    lambda view: view.series(holder=7, company="alibaba"),
    lambda view: view.thresholds(at=5), lambda view: view.thresholds(at=[0.05]),
    lambda view: view.thresholds(holder=7),
)  # fmt: skip


@pytest.mark.parametrize("ask", WRONG, ids=map(str, range(len(WRONG))))
def test_what_is_no_name_day_or_number_is_refused_by_name(
    ledger: Ledger, ask: Callable[[Any], object]
) -> None:
    with pytest.raises(ValueUnreadable, match="“"):
        ask(ledger.as_of("2025-09-01"))


@pytest.mark.parametrize("recorded", [1, "#1", "2026-11-21", date(2026, 11, 21)])
def test_a_commit_is_a_number_or_a_day(ledger: Ledger, folder: Path, recorded: Recorded) -> None:
    with mock.patch("timeline.clock.now", return_value=datetime(2026, 11, 22, tzinfo=UTC)):
        more(folder)
        ledger.record()
    view = ledger.as_of("2026-02-01", recorded=recorded)
    assert view.resolved.recorded.commit == 1
    (stake,) = view.own(company="yunhe-zhiwang").stakes
    assert stake.low == Decimal("3.68")


@pytest.mark.parametrize(
    ("clocks", "message"),
    [
        ({"on": "2025"}, "“2025” is no day"),
        ({"known": 20250901}, "“20250901” is no day"),
        ({"recorded": "soon"}, "neither a day nor a commit"),
        ({"recorded": 3}, "no commit “#3”"),
        ({"recorded": -1}, "no commit “#-1”"),
    ],
)
def test_a_clock_that_cannot_be_read_is_told_at_once(
    ledger: Ledger, clocks: dict[str, Any], message: str
) -> None:
    with pytest.raises(timeline.TimelineError, match=message):
        ledger.as_of(**clocks)


def test_a_view_shows_its_clocks(ledger: Ledger) -> None:
    assert repr(ledger.as_of("2025-09-01")) == "AsOf(on=2025-09-01, recorded=#1)"
    view = ledger.as_of("2025-09-01", known="2025-09-05", recorded="2020-01-01")
    assert repr(view) == "AsOf(on=2025-09-01, known=2025-09-05, recorded=#0)"
    with pytest.raises(AttributeError):
        view.on = date(2025, 9, 2)  # type: ignore[misc]


# What is asked


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda view: view.own(holder="nobody"), "no entity “nobody”"),
        (lambda view: view.own(look_through="group"), "begins with a holder"),
        (lambda view: view.own(holder="ant-group", look_through="deep"), "“deep” is no look-throu"),
        (lambda view: view.show(type="stake-sold"), "stake-sold"),
        (lambda view: view.show(from_="May"), "“May” is no day"),
        (lambda view: view.why("nothing"), "no fact “nothing”"),
        (lambda view: view.window("2025-09-02", "2025-09-01"), "no window begins"),
        (lambda view: view.diff("2025-09-01", "2025-09-02", clock="told"), "“told” is no clock"),
        (lambda view: view.pace(0), "“0” is no number of days"),
        (lambda view: view.pace(3, most=0), "“0” is no number of windows"),
        (lambda view: view.around("2025-09-01", before=-1), "“-1” is no number of days"),
        (lambda view: view.series(holder="ant-group", company="baidu", every="hour"), "“hour” is"),
        (lambda view: view.thresholds(at="some"), "some"),
        (lambda view: view.thresholds(at=[]), "no threshold"),
        (lambda view: view.thresholds(at=">5%"), "“>5%” has no threshold"),
    ],
)
def test_what_cannot_be_asked_is_one_message(
    ledger: Ledger, question: Callable[[AsOf], Any], message: str
) -> None:
    with pytest.raises(timeline.TimelineError, match=message):
        question(ledger.as_of())


def test_two_days_that_are_compared_take_the_place_of_that_clock_of_the_view(
    ledger: Ledger,
) -> None:
    days = ("2025-09-01", "2025-09-02")
    view = ledger.as_of("2025-08-01", known="2026-01-01", recorded=1)
    found = view.diff(*days)
    assert [str(each.on) for each in found.compared] == list(days)
    assert {each.known for each in found.compared} == {date(2026, 1, 1)}
    assert found == ledger.as_of(known="2026-01-01").diff(*days)
    known = view.diff(*days, clock="known")
    assert [str(each.known) for each in known.compared] == list(days)
    assert {each.on for each in known.compared} == {date(2025, 8, 1)}
    recorded = view.diff("2026-11-20", 1, clock="recorded")
    assert [each.recorded.commit for each in recorded.compared] == [None, 1]
    assert {each.before for each in recorded.programmes} == {None}


def test_one_name_is_a_text_and_several_are_any_collection(ledger: Ledger) -> None:
    view = ledger.as_of()
    one = view.show(about="ant-group", type="stake-changed")
    assert view.show(about=("ant-group",), type={"stake-changed"}) == one
    assert {each.type for each in one} <= {"stake-changed"}
    assert view.around(date(2025, 9, 12)) == view.around("2025-09-12")


def test_a_quote_comes_with_its_sentence_where_its_document_is_at_hand(
    ledger: Ledger, documents: Path
) -> None:
    fact = "price-moved-baidu-9888-hk-2025-09-12"
    for place in (documents, str(documents)):
        (reason,) = ledger.as_of().why(fact, documents=place).facts
        assert all(each.verified and each.sentence for each in reason.quotes)
    with mock.patch.dict(os.environ, TIMELINE_DOCUMENTS=str(documents)):
        assert ledger.as_of().why(fact).facts[0].quotes[0].verified
        assert ledger.check(require_documents=True) == ()


@settings(max_examples=examples(60))
@given(commits(), st.none() | days(), st.integers(0, 3), days())
def test_a_view_of_an_earlier_commit_says_what_was_said_when_there_was_no_later(
    parts: list[list[Event]], known: date | None, commit: int, on: date
) -> None:
    """All views of one log share its events; each reads no further than its own commit."""
    log = told(*parts[0])
    for part in parts[1:]:
        log = log.later(*part)
    kept = log.into(Log.memory())
    ledger = Ledger(kept, example())
    ledger.as_of(on).own()
    number = min(commit, len(parts))
    then = f"#{number}" if number else "2000-01-01"
    view = ledger.as_of(on, known=known, recorded=then)
    alone = Answers.of(kept, on=on, known=known, recorded=then)
    owned = written.own(alone.own(zeros=True), alone)
    assert view.own(zeros=True).stakes.to_dicts() == owned["stakes"]
    assert view.show().to_dicts() == written.events(alone.show(), alone)["events"]
    assert view.strategy().to_dicts() == written.strategies(alone.strategy(), alone)["companies"]
    assert view.deals().to_dicts() == written.deals(alone.deals(), alone)["deals"]
    for rows in (view.own(zeros=True).stakes, view.show(), view.strategy(), view.deals()):
        assert rows.to_arrow().num_rows == len(rows)
