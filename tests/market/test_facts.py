"""The events of a market: whole, in order, readable, and no view falls over them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.market.facts import batches, events, recorded
from tests.market.market import Market
from timeline.facts import references
from timeline.facts.codec import decode, encode
from timeline.facts.fact import Fact
from timeline.facts.figures import missing
from timeline.facts.records import Corrected, DocumentDescribed, EntityDescribed, Retracted
from timeline.testing import Then
from timeline.views.checks import checks
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from timeline.facts.fact import Event

MARKET = Market(events=3_000, retracted=0.01, acquired=0.9)


@pytest.fixture(scope="module")
def told() -> list[Event]:
    return list(events(MARKET))


def test_every_event_reads_back_as_it_was_written(told: list[Event]) -> None:
    assert len(told) > MARKET.events
    assert [decode(encode(each)) for each in told] == told


def test_no_two_events_have_the_same_id(told: list[Event]) -> None:
    assert len({each.id for each in told}) == len(told)


def test_what_an_event_names_was_told_before_it(told: list[Event]) -> None:
    entities: set[str] = set()
    documents: set[str] = set()
    facts: set[str] = set()
    for each in told:
        if isinstance(each, EntityDescribed):
            entities.add(each.entity)
        elif isinstance(each, DocumentDescribed):
            documents.add(each.document)
        else:
            facts.add(each.id)
            assert {name for _, name in references.entities(each)} <= entities
            assert set(references.documents(each)) <= documents
            assert {name for _, name in references.facts(each)} <= facts


def test_no_fact_is_malformed_and_each_figure_stands_in_its_quotes(told: list[Event]) -> None:
    facts = [each for each in told if isinstance(each, Fact)]
    assert [each for each in facts if each.flaw() or missing(each, each.citations)] == []


def test_a_market_holds_every_kind_of_event(told: list[Event]) -> None:
    assert {each.TYPE for each in told} == {
        "capital-changed", "company-founded", "confirmed", "control-stated", "corrected",
        "deal-moved", "document-described", "entity-described", "retracted", "stake-changed",
        "stake-stated",
    }  # fmt: skip
    putting = [each.because for each in told if isinstance(each, Corrected | Retracted)]
    assert set(putting) == {"source", "recording"}


def test_commits_are_dated_in_order_and_hold_all_events(told: list[Event]) -> None:
    found = list(batches(MARKET))
    assert [each.number for each in found] == list(range(1, MARKET.batches + 1))
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert [event for each in found for event in each.events] == told


@settings(max_examples=10)
@given(
    st.builds(
        Market,
        seed=st.integers(0, 10**7 - 1),
        events=st.integers(1, 60),
        pairs=st.integers(1, 12),
        companies=st.integers(1, 5),
        holders=st.integers(1, 5),
        holding_companies=st.sampled_from([0.0, 0.5, 1.0]),
        acquired=st.sampled_from([0.0, 1.0]),
        undisclosed=st.sampled_from([0.0, 0.5]),
    ),
    st.dates(date(2005, 1, 1), date(2026, 1, 1)),
)
def test_no_view_falls_over_a_small_market(market: Market, day: date) -> None:
    log = list(recorded(market))
    filing = Filing().all(log)
    checks(filing)
    for question in (Question(on=day), Question(on=day, known=day), Question(on=day, recorded=9)):
        Then(Knowledge(filing, question)).everything()
