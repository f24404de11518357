"""The whole of a large log is answered from what it keeps, or part by part: the same as ever."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.test_parts import TYPES, asked, log_of
from tests.effort import examples
from tests.market.facts import events
from tests.market.market import Market
from tests.views.histories import commits, days
from timeline import clock
from timeline.api import market as whole
from timeline.api import parts
from timeline.api.ledger import Ledger
from timeline.api.market import market, read_out
from timeline.facts.codec import entry
from timeline.facts.names import TypeUnknown
from timeline.store.held import Held
from timeline.store.log import Log
from timeline.store.refusals import LogTooLarge
from timeline.testing import changed, entity, fact, renamed, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from timeline.api.as_of import AsOf
    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Event
    from timeline.facts.places import Place

    Question = Callable[[AsOf], object]

ON = date(2020, 1, 1)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take every log for a large one, of which little is composed or weighed at a time."""
    monkeypatch.setattr(parts, "LARGE", 0)
    monkeypatch.setattr(whole, "_COMPANIES", 1)
    monkeypatch.setattr(whole, "_FACTS", 2)
    return monkeypatch


def questions(data: st.DataObject) -> Question:
    """Draw a question about all that a log tells."""
    first, last = data.draw(days()), data.draw(days())
    number = data.draw(st.sampled_from((1, 2.5, 50)))
    some = data.draw(st.lists(st.sampled_from(TYPES), max_size=2, unique=True))
    question: Question = data.draw(
        st.sampled_from(
            (
                lambda view: view.own(),
                lambda view: view.own(zeros=True),
                lambda view: view.window(first, last),
                lambda view: view.thresholds(),
                lambda view: view.thresholds(at=[number, 3]),
                lambda view: view.thresholds(at=[number], from_=first),
                lambda view: view.show(from_=first),
                lambda view: view.show(from_=first, to=last, type=some),
                lambda view: view.lag(),
                lambda view: view.pace(2),
                lambda view: view.pace(5, type=some),
                lambda view: view.pace(5, type=some, segment="memory"),
                lambda view: view.pace(3, segment="network", most=2),
                lambda view: view.diff(first, last),
                lambda view: view.diff(first, last, clock="known"),
                lambda view: view.diff("#1", "#2", clock="recorded"),
                lambda view: view.diff("2020-01-01", "#2", clock="recorded"),
            )
        )
    )
    return question


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits(), days(), st.none() | days(), st.data())
def test_the_whole_is_answered_as_ever(
    large: pytest.MonkeyPatch, several: list[list[Event]], on: date, known: date | None,
    data: st.DataObject,
) -> None:  # fmt: skip
    log = log_of(several)
    last = len(log.commits())
    commit = data.draw(st.sampled_from((last, last, max(last - 1, 1))))
    question = questions(data)
    found = asked(log, question, on, known, commit)
    with large.context() as small:
        small.setattr(parts, "LARGE", 10**9)
        assert found == asked(log, question, on, known, commit)


@pytest.fixture(scope="module")
def log() -> Log:
    """Return a market of two commits."""
    told = list(events(Market(events=400, seed=4)))
    return log_of([told[:300], told[300:]])


ASKED: dict[str, Question] = {
    "own": lambda view: view.own(zeros=True),
    "window": lambda view: view.window("2019-06-01", "2020-02-01"),
    "back": lambda view: view.diff("2020-02-01", "2019-06-01"),
    "lag": lambda view: view.lag(),
    "pace": lambda view: view.pace(7),
    "pace of one type": lambda view: view.pace(30, type="stake-stated", most=3),
    "thresholds": lambda view: view.thresholds(),
    "thresholds since": lambda view: view.thresholds(from_="2019-06-01"),
}


@pytest.mark.parametrize("name", ASKED)
def test_as_now_known_nothing_is_composed(large: pytest.MonkeyPatch, log: Log, name: str) -> None:
    with large.context() as small:
        small.setattr(parts, "LARGE", 10**9)
        due = ASKED[name](Ledger(log, Path()).as_of(ON))
    large.delattr("timeline.api.market.Market._composed")
    assert ASKED[name](Ledger(log, Path()).as_of(ON)) == due


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("clocks", [{"known": "2019-12-01"}, {"recorded": "#1"}])
def test_under_another_clock_companies_are_composed(
    large: pytest.MonkeyPatch, log: Log, name: str, clocks: dict[str, Any]
) -> None:
    large.delattr("timeline.api.kept_rows.stake")
    large.delattr("timeline.api.kept_rows.stake_change")
    large.delattr("timeline.api.kept_rows.courses")
    found = ASKED[name](Ledger(log, Path()).as_of(ON, **clocks))
    large.setattr(parts, "LARGE", 10**9)
    assert found == ASKED[name](Ledger(log, Path()).as_of(ON, **clocks))


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("clocks", [{}, {"known": date(2019, 12, 1)}])
def test_several_processes_compose_as_one(log: Log, clocks: dict[str, Any]) -> None:
    found = []
    for workers in (1, 2):
        with market(log, log.commits(), log.commits()[1], workers=workers) as every:
            assert every is not None
            found.append(read_out(every.own(every.question(ON, **clocks))))
    assert found[0] == found[1]
    assert found[0]["stakes"]


@pytest.mark.usefixtures("large")
def test_a_level_finer_than_what_is_kept_is_composed() -> None:
    fine = stated("anna", "acme", "33.3333333333333%", on="2020-01-01")
    (stake,) = Ledger(log_of([[fine]]), Path()).as_of(ON).own().stakes
    assert str(stake.fraction) == "333333333333333/1000000000000000"


def test_a_threshold_finer_than_what_is_kept_is_followed_by_the_views(
    large: pytest.MonkeyPatch, log: Log
) -> None:
    large.delattr("timeline.api.kept_rows.courses")
    view = Ledger(log, Path()).as_of(ON)
    assert view.thresholds(at="12.3456789012345%")


def test_what_is_not_followed_yet_is_composed(large: pytest.MonkeyPatch) -> None:
    log = Log.memory()
    several = [entity("anna"), entity("acme"), changed("anna", "acme", after="5%", on="2019-01-01")]
    log.append([entry(each) for each in several], at=clock.now(), message="")
    large.delattr("timeline.api.kept_rows.stake")
    (stake,) = Ledger(log, Path()).as_of(ON).own().stakes
    assert stake.low == 5


def paced(
    view: AsOf, *, segment: str | None = None, type_: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    return [each.facts for each in view.pace(9, segment=segment, type=type_).windows]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("clocks", [{}, {"known": "2025-12-31"}])
def test_what_is_part_of_a_larger_change_counts_once_in_a_market_too(
    clocks: dict[str, Any],
) -> None:
    days = {"on": "2025-03-01", "published": "2025-03-02"}
    log = log_of(
        [[
            changed("anna", "acme", id="whole", after="9%", **days),
            changed("anna", "acme", id="part", by="3 points", part_of="whole", **days),
            changed("anna", "acme", id="other", by="2 points", part_of="unknown", **days),
            changed("bert", "acme", id="apart", after="2%", **days),
        ]]
    )  # fmt: skip
    assert paced(Ledger(log, Path()).as_of("2025-12-31", **clocks)) == [("apart", "other", "whole")]


def test_facts_are_found_by_what_they_are_called_now_all_at_one_go(
    large: pytest.MonkeyPatch,
) -> None:
    told = [changed("anna", "acme", id=f"f{each}", after=f"{each}%") for each in range(1, 30)]
    log = log_of([told, [renamed("f7", to="seventh")]])
    due = {f"f{each}" for each in range(1, 30)} - {"f7"} | {"seventh"}
    asked: list[int] = []
    under = Held.under

    def counted(held: Held, places: Collection[Place]) -> list[Recorded]:
        asked.append(len(places))
        return under(held, places)

    large.setattr(Held, "under", counted)
    with market(log, log.commits(), log.commits()[-1]) as every:
        assert every is not None
        facts, names = every.facts(every.question(ON), due)
    assert {each.id for each in facts.values()} == due == facts.keys()
    assert names("anna") == "anna"
    assert len(asked) < len(due) / 2


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("clocks", [{}, {"known": "2025-12-31"}])
def test_what_is_about_a_segment_is_counted_in_a_market_too(clocks: dict[str, Any]) -> None:
    days = {"on": "2025-03-01", "published": "2025-03-02"}
    log = log_of(
        [[
            entity("acme", segments=["memory"]),
            entity("dyna", segments=["network"]),
            changed("anna", "acme", id="one", after="9%", **days),
            changed("bert", "acme", id="two", after="8%", **days),
            changed("acme", "dyna", id="three", after="8%", **days),
        ]]
    )  # fmt: skip
    view = Ledger(log, Path()).as_of("2025-12-31", **clocks)
    assert paced(view, segment="memory") == [("one", "two")]
    assert paced(view, segment="robots") == []
    assert paced(view) == [("one", "three", "two")]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("clocks", [{}, {"known": "2025-12-31"}])
def test_a_daily_close_is_counted_in_a_market_only_where_it_is_asked_for(
    clocks: dict[str, Any],
) -> None:
    days = {"on": "2025-03-01", "published": "2025-03-02", "company": "acme"}
    log = log_of(
        [[
            fact("price-moved", id="close", line="1.HK", close="9.1 HKD", **days),
            fact("price-moved", id="rose", percent="8%", **days),
            fact("price-moved", id="fell", percent="-8%", **days),
        ]]
    )  # fmt: skip
    view = Ledger(log, Path()).as_of("2025-12-31", **clocks)
    assert paced(view) == [("fell", "rose")]
    assert paced(view, type_=("price-moved",)) == [("close", "fell", "rose")]


@pytest.mark.usefixtures("large")
def test_the_lag_of_a_market_is_told_of_each_way_that_a_fact_was_told() -> None:
    ahead = {"on": "2025-06-01", "published": "2025-03-02", "effective": True}
    days = {"on": "2025-03-01", "published": "2025-03-05"}
    log = log_of(
        [[
            changed("anna", "acme", id="ahead", after="9%", **ahead),
            changed("bert", "acme", id="late", after="8%", **days),
            changed("bert", "acme", id="vague", after="7%", on="[..2025-03-02]"),
        ]]
    )  # fmt: skip
    view = Ledger(log, Path()).as_of("2025-12-31")
    (lag,) = view.lag().documents
    published = lag.happened_to_published
    assert (lag.document, lag.count) == (None, 3)
    assert (published.shortest.low, published.longest.high) == (-91, None)


def test_an_unknown_type_is_refused_of_a_market_too(large: pytest.MonkeyPatch, log: Log) -> None:
    for size in (0, 10**9):
        large.setattr(parts, "LARGE", size)
        with pytest.raises(TypeUnknown, match="stake-chnaged"):
            Ledger(log, Path()).as_of(ON).pace(3, type="stake-chnaged")
        with pytest.raises(TypeUnknown, match="stake-chnaged"):
            Ledger(log, Path()).as_of(ON).show(to="1800-01-01", type="stake-chnaged")


def test_what_rests_on_more_than_can_be_held_is_refused(
    large: pytest.MonkeyPatch, log: Log
) -> None:
    large.setattr("timeline.store.log.MOST", 99)
    view = Ledger(log, Path()).as_of(ON)
    with pytest.raises(LogTooLarge, match="too many to be held at once"):
        view.strategy()
    assert view.own().stakes
    assert view.deals() is not None


def test_of_a_small_log_there_is_no_whole_to_open(log: Log) -> None:
    with market(log, log.commits(), log.commits()[-1]) as every:
        assert every is None


def test_rows_are_read_in_the_order_in_which_they_stand() -> None:
    seen: list[str] = []

    def rows(name: str) -> Iterator[str]:
        seen.append(name)
        yield name

    read = read_out({"a": rows("a"), "b": {"c": rows("c"), "d": 1}, "e": [2]})
    assert read == {"a": ["a"], "b": {"c": ["c"], "d": 1}, "e": [2]}
    assert seen == ["a", "c"]
