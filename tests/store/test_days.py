"""A fact is found by the days that it tells of, and no fact is missed there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis.strategies import lists

from tests.effort import examples
from tests.facts.events import events
from tests.store.contract import NOON
from tests.store.test_places import log_of
from tests.views.histories import commits
from tests.views.histories import days as some_day
from timeline.api.answers import Answers
from timeline.facts.codec import entry
from timeline.store import days as kept
from timeline.store.held import Held
from timeline.store.log import Log
from timeline.testing import changed, entity

if TYPE_CHECKING:
    from timeline.facts.fact import Event

FACTS = (
    entity("acme"),
    changed("anna", "acme", id="on", on="2025-05-03", after="5%"),
    changed("anna", "acme", id="in", on="2025-05", after="6%"),
    changed("anna", "acme", id="by", on="[..2025-05-10]", after="7%"),
    changed("anna", "acme", id="some-day", on=None, after="8%"),
)


def found(log: Log, first: date, last: date) -> list[str]:
    with log.reading() as connection:
        return [each.event.id for each in Held(connection).within(first, last)]


def test_a_fact_is_found_by_any_day_that_it_may_be_of() -> None:
    log = log_of(FACTS)
    assert found(log, date(2025, 5, 3), date(2025, 5, 3)) == ["on", "in", "by", "some-day"]
    assert found(log, date(2025, 5, 4), date(2025, 5, 9)) == ["in", "by", "some-day"]
    assert found(log, date(2025, 5, 31), date(2025, 6, 9)) == ["in", "some-day"]
    assert found(log, date(2001, 1, 1), date(2001, 1, 1)) == ["by", "some-day"]


@settings(max_examples=examples(100))
@given(lists(events(), min_size=1, max_size=8, unique_by=lambda each: each.id))
def test_days_made_anew_by_sql_are_those_of_every_type_of_fact(several: list[Event]) -> None:
    log = log_of(several)
    with log.writing() as connection:
        before = sorted(connection.execute("FROM days").fetchall())
        kept.fill(connection)
        assert connection.execute("FROM days").fetchall() == before
        assert kept.total(connection) == kept.total_due(connection)


@settings(max_examples=examples(100))
@given(commits(), some_day(), some_day(), some_day())
def test_no_clock_moves_a_fact_out_of_the_days_that_it_tells_of(
    several: list[list[Event]], first: date, last: date, known: date
) -> None:
    log, (first, last) = Log.memory(), sorted((first, last))
    for each in several:
        if each:
            log.append([entry(event) for event in each], at=NOON, message="")
    by_days = set(found(log, first, last))
    for clock in (None, known):
        told = Answers.of(log, on=date.max, known=clock).show(first=first, last=last)
        assert {each.recorded.event.id for each in told} <= by_days
