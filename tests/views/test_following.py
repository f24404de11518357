"""While events are filed, only what they touch is asked again: and that is enough."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from tests.views.histories import commits, days
from timeline.facts.deals import DealMoved
from timeline.facts.references import entities
from timeline.testing import changed, deal, document, entity, given, retracted, stated
from timeline.views.differing import about, of_deal
from timeline.views.following import Follower, followed
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from timeline.facts.fact import Event
    from timeline.testing import Given
    from timeline.views.asked import Answer, Asked

ON = date(2025, 9, 1)


def whole(knowledge: Knowledge) -> dict[Asked, Answer]:
    """Ask everything of everybody."""
    events = [each.event for each in knowledge.filing.events]
    names = {name for each in events for _, name in entities(each)} | set(knowledge.entities)
    moved = {each.deal for each in events if isinstance(each, DealMoved)}
    found: dict[Asked, Answer] = {}
    for name in sorted(names):
        found |= about(knowledge, name)
    for name in sorted(moved):
        found |= of_deal(knowledge, name)
    return found


@settings(max_examples=150)
@given_any(commits(), st.none() | days(), days(), st.integers())
def test_asking_what_is_touched_gives_the_answers_that_asking_everything_would(
    parts: list[list[Event]], known: date | None, on: date, seed: int
) -> None:
    facts = given()
    for part in parts:
        facts = facts.later(*part)
    follower = Follower(Question(on=on, known=known))
    for each in facts.shuffled(seed).log:
        step = follower.file(each)
        due = whole(Knowledge(follower.knowledge.filing, follower.question))
        assert follower.answers == due
        assert {asked: due.get(asked) for asked in step.changed} == {
            asked: step.after.get(asked) for asked in step.changed
        }


def told(facts: Given, known: date | None = None) -> list[tuple[str, list[str], str]]:
    """Follow facts; return each event, what kinds of answers it changes, and why it is left out."""
    return [
        (each.recorded.event.id, [asked.kind for asked in each.changed],
         each.left_out.why if each.left_out else "")
        for each in followed(facts.log, Question(on=ON, known=known))
    ]  # fmt: skip


def test_each_event_is_told_with_what_it_changes() -> None:
    facts = given(
        entity("ant"),
        changed("ant", "kite", id="bought", on="2025-08-26", after="60%"),
        deal("merger", "announced", acquirer="ant", target="kite", on="2025-08-27", id="merger"),
        stated("ant", "kite", "60%", id="seen", on="2025-08-28"),
        retracted("bought"),
    )
    assert told(facts) == [
        ("entity:ant", [], ""),
        ("bought", ["control", "own"], ""),
        ("merger", ["deal"], ""),
        ("seen", [], ""),
        ("retracted:bought", [], ""),
    ]


def test_a_fact_that_may_not_be_used_says_why() -> None:
    facts = given(
        document("press", "2025-09-03"),
        changed("ant", "kite", id="x", on="2025-08-26", after="5%", cites=[("press", "5%")]),
    )
    assert told(facts, date(2025, 9, 2))[1] == ("x", [], "not public before 2025-09-03")


def test_a_document_that_comes_late_dates_the_facts_that_cite_it() -> None:
    facts = given(
        changed("ant", "kite", id="x", on="2025-08-26", after="5%", cites=[("press", "5%")]),
        document("press", "2025-08-27"),
    )
    assert [each[1] for each in told(facts, date(2025, 9, 2))] == [[], ["own"]]
