"""What is told further changes only the days that it bears on, and comes to what all anew does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.effort import examples
from tests.market.facts import events
from tests.market.market import Market
from tests.views.histories import commits
from timeline.api import deriving, modelled, remodelled
from timeline.api.appending import append, rebuild
from timeline.facts.codec import entry
from timeline.store.log import Log
from timeline.store.proving import digest
from timeline.testing import changed, controls, deal, fact, issue, stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Event

BEFORE = (
    changed("anna", "acme", id="a1", on="2020-03-01", after="10%"),
    changed("anna", "acme", id="a2", on="2022-03-01", before="10%", after="12%"),
    stated("bert", "acme", id="b1", on="[2021-01-01..2021-12-31]", stake=">0%"),
    stated("carl", "acme", id="c1", on="2019-06-01", stake="60%"),
    changed("dora", "acme", id="d1", on="2023-05-01", by="2 points", cause="bought"),
)


@pytest.fixture(autouse=True)
def every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell part by part even where much is new, or little was told."""
    monkeypatch.setattr(remodelled, "_PART", 0)
    monkeypatch.setattr(deriving, "_MANY", 0)


def log_of(*facts: Event) -> Log:
    log = Log.memory()
    append(log, [entry(each) for each in facts], "")
    return log


def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the companies that are composed anew from now on."""
    found: list[str] = []
    companies = modelled.companies

    def noted(knowledge: Any, names: Iterable[str]) -> Any:  # noqa: ANN401 - passed on
        several = list(names)
        found.extend(several)
        return companies(knowledge, several)

    monkeypatch.setattr(modelled, "companies", noted)
    return found


def told_further(
    before: Iterable[Event], further: Event, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Record one more fact, and see that it comes to a rebuild; return what is composed anew."""
    log = log_of(*before)
    composed = anew(monkeypatch)
    append(log, [entry(further)], "")
    found = list(composed)
    assert digest(log) == rebuild(log)
    return found


@pytest.mark.parametrize(
    "further",
    [
        changed("anna", "acme", id="x", on="2021-05-01", after="11%"),
        changed("anna", "acme", id="x", on="2018-05-01", before="1%", after="2%"),
        changed("anna", "acme", id="x", on="2024-05-01", by="1 point", cause="bought"),
        changed("anna", "acme", id="x", on="2022", after="11%"),
        stated("anna", "acme", id="x", on="2022-03-01", stake="13%"),
        stated("bert", "acme", id="x", on="2021-06-15", stake="30%"),
        stated("carl", "acme", id="x", on="2024-06-15", stake="40%"),
        stated("emma", "acme", id="x", on="2022-06-15", stake="<25%"),
        stated("anna", "acme", id="x", on="2022-06-15", stake="5%", interest="votes"),
        changed("anna", "acme", id="x", on="[..2022-06-15]", after="0.5%", jointly_with=["bert"]),
        changed("dora", "acme", id="x", on="2023-05-01", by="-1 point", cause="sold"),
    ],
    ids=[
        "between",
        "before",
        "points",
        "year",
        "same day",
        "within a vague one",
        "after",
        "new",
        "votes",
        "joint",
        "order not told",
    ],
)
def test_a_claim_on_one_holding_changes_the_days_that_it_bears_on(
    further: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_further(BEFORE, further, monkeypatch) == []


@pytest.mark.parametrize(
    "further",
    [
        issue("acme", id="x", on="2021-05-01"),
        changed("anna", "acme", id="x", on="2021-05-01", after="11%", cause="subscribed"),
        stated("anna", "acme", id="x", on="2021-05-01", stake="100%"),
        changed("dora", "acme", id="x", on="2024-05-01", by="98 points", cause="bought"),
        controls("anna", "acme", id="x", on="2021-05-01"),
        deal("d", "completed", id="x", on="2021-05-01", acquirer="anna", target="acme"),
        fact("company-founded", id="x", company="acme", on="2019"),
        changed("anna", "acme", id="x", on="2022-03-01", after="11%", part_of="a2"),
    ],
    ids=[
        "issue",
        "subscribed",
        "stated whole",
        "adds up to whole",
        "control",
        "deal",
        "founded",
        "part",
    ],
)
def test_what_may_bear_on_all_of_a_company_has_it_composed_anew(
    further: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_further(BEFORE, further, monkeypatch) == ["acme"]


def test_a_level_by_which_a_change_comes_to_the_whole_has_all_composed_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = log_of(
        *BEFORE, changed("emma", "acme", id="e", on="2024", by="50 points", cause="bought")
    )
    composed = anew(monkeypatch)
    append(log, [entry(stated("emma", "acme", id="x", on="2023-01-01", stake="50%"))], "")
    assert composed == ["acme"]
    assert digest(log) == rebuild(log)


@settings(max_examples=examples(20))
@given(commits())
def test_one_event_after_the_other_comes_to_what_all_anew_does(parts: list[list[Event]]) -> None:
    first, *rest = [each for part in parts for each in part]
    log = log_of(first)
    for each in rest:
        append(log, [entry(each)], "")
    assert digest(log) == rebuild(log)


def test_a_market_recorded_in_small_commits_is_as_one_composed_at_once() -> None:
    market = Market(events=300, companies=3, holders=12, pairs=24, seed=4)
    told = [entry(each) for each in events(market)]
    log = Log.memory()
    append(log, told[:250], "")
    for at in range(250, len(told), 3):
        append(log, told[at : at + 3], "")
    assert digest(log) == rebuild(log)


def test_where_much_is_new_a_company_is_composed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remodelled, "_PART", 4)
    composed = anew(monkeypatch)
    log = log_of(*BEFORE)
    assert composed == ["acme"]
    append(log, [entry(stated("anna", "acme", id="x", on="2024-01-01", stake="13%"))], "")
    assert composed == ["acme"]
    append(log, [entry(stated("bert", "bolt", id="y", on="2024-01-01", stake="13%"))], "")
    assert composed == ["acme", "bolt"]
    assert digest(log) == rebuild(log)


def test_where_little_was_told_a_company_is_composed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "_MANY", len(BEFORE) + 2)
    log = log_of(*BEFORE)
    composed = anew(monkeypatch)
    append(log, [entry(stated("anna", "acme", id="x", on="2024-01-01", stake="13%"))], "")
    assert composed == ["acme"]
    append(log, [entry(stated("anna", "acme", id="y", on="2024-02-01", stake="14%"))], "")
    assert composed == ["acme"]
    assert digest(log) == rebuild(log)
