"""Which answers a correction changes, and from which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from timeline.testing import (
    Given,
    changed,
    controls,
    corrected,
    deal,
    entity,
    fact,
    given,
    retracted,
    stated,
    written,
)
from timeline.views import ownership
from timeline.views.differing import Answer, Difference, differences
from timeline.views.held import Held

if TYPE_CHECKING:
    from timeline.facts.fact import Event
    from timeline.views.knowledge import Knowledge

A, C = "anna", "acme"


def found(facts: Given, *more: Event) -> list[Difference]:
    """Return what recording more changes."""
    before, after = facts.on("2026-01-01").knowledge, facts.later(*more).on("2026-01-01").knowledge
    return differences(before, after)


def told(facts: Given, *more: Event) -> list[tuple[str, str, str, str | None]]:
    """Return what recording more changes of holdings: before, after, and from when."""
    return [
        (each.asked.kind, level(each.before), level(each.after),
         each.since.isoformat() if each.since else None)
        for each in found(facts, *more)
    ]  # fmt: skip


def level(answer: Answer | None) -> str:
    """Write the level of a holding; of anything else, that it is told."""
    row = answer.rows[0] if answer else None
    if isinstance(row, Held):
        return f"{written(row.level)} {row.certainty}"
    return "told" if answer else "not told"


def five(**fields: object) -> Event:
    return changed(A, C, **{"id": "five", "on": "2025-03-01", "after": "5%", **fields})


def test_a_corrected_level_changes_from_its_day_on() -> None:
    assert told(given(five()), five(id="six", after="6%"), corrected("five", "six")) == [
        ("own", "5% definite", "6% definite", "2025-03-01")
    ]


def test_a_retracted_change_changes_also_what_it_started_from() -> None:
    assert told(given(five(before="3%")), retracted("five")) == [
        ("own", "3% possible", "not told", None),
        ("own", "5% definite", "not told", "2025-03-01"),
    ]


def test_a_corrected_day_changes_only_the_days_between() -> None:
    facts = given(stated(A, C, "4%", on="2025-01-01"), five(), stated(A, C, "5%", on="2025-06-01"))
    assert told(facts, five(id="later", on="2025-04-01"), corrected("five", "later")) == [
        ("own", "5% definite", "4% definite", "2025-03-01"),
    ]


def test_what_no_answer_rests_on_changes_nothing() -> None:
    facts = given(five(), five(id="also"), fact("price-moved", id="p", company=C, on="2025-03-01",
                                               direction="up"))  # fmt: skip
    assert found(facts, retracted("also")) == found(facts, retracted("p")) == []


def test_what_is_merely_further_told_changes_nothing_else() -> None:
    assert told(given(five()), stated("bert", C, "1%", on="2025-05-01")) == [
        ("own", "not told", "1% definite", "2025-05-01")
    ]


def test_control_differs_where_it_is_taken_back() -> None:
    (each,) = found(given(controls(A, C, id="c", on="2025-03-01")), retracted("c"))
    assert (each.asked.kind, each.asked.of, each.after, each.since) == (
        "control", (A, C), None, date(2025, 3, 1),
    )  # fmt: skip


def test_a_deal_differs_by_its_state_and_by_its_terms() -> None:
    facts = given(
        deal("d", "announced", id="one", on="2025-03-01", acquirer=A, target=C, amount="5bn USD"),
        deal("d", "completed", id="two", on="2025-06-01"),
    )
    (state,) = [each for each in found(facts, retracted("two")) if each.asked.kind == "deal"]
    assert state.since == date(2025, 6, 1)
    terms, later = found(
        facts,
        deal("d", "announced", id="x", on="2025-03-01", acquirer=A, target=C, amount="6bn USD"),
        corrected("one", "x"),
    )
    assert (terms.asked.of, terms.since) == (("d",), date(2025, 3, 1))
    assert later.since == date(2025, 6, 1)


def test_a_programme_differs_by_its_stage() -> None:
    facts = given(
        entity(A), entity("chip", "programme", owner=A),
        fact("programme-moved", id="p", programme="chip", stage="launched", on="2025-03-01"),
    )  # fmt: skip
    (each,) = found(facts, retracted("p"))
    assert (each.asked.kind, each.asked.of, each.since) == (
        "programme", ("chip",), date(2025, 3, 1),
    )  # fmt: skip


def test_themes_and_commitments_differ_and_so_do_their_endings() -> None:
    facts = given(
        fact("strategy-stated", id="t", company=A, theme="ai", on="2025-03-01"),
        fact("commitment-made", id="m", by=A, purpose="chips", amount="5bn USD", on="2025-03-01"),
        fact("statement-ended", id="e", of="t", how="withdrawn", on="2025-06-01"),
    )
    (theme,) = found(facts, retracted("t"))
    assert (theme.asked.kind, theme.asked.of, theme.since) == (
        "theme", (A, "ai"), date(2025, 3, 1),
    )  # fmt: skip
    (ended,) = found(facts, retracted("e"))
    assert (ended.before, ended.since) == (None, date(2025, 6, 1))
    (money,) = found(
        facts,
        fact("commitment-made", id="n", by=A, purpose="chips", amount="6bn USD", on="2025-03-01"),
        corrected("m", "n", "recording"),
    )
    assert money.asked.kind == "commitment"


def test_rivals_differ_by_certainty_alone() -> None:
    rows = told(given(five()), five(id="six", after="6%"), five(id="seven", after="7%"),
                corrected("five", "six"), corrected("five", "seven"))  # fmt: skip
    assert rows == [("own", "5% definite", "[6%, 7%] possible", "2025-03-01")]


# --- held equal to asking on every day --------------------------------------------------------

FIRST, LAST = date(2025, 1, 1), date(2025, 1, 24)
SPANS = ("2025-01-05", "2025-01-05/2025-01-08", "2025-01-10", "2025-01-09/2025-01-16", "2025-01-12")
DAYS = st.sampled_from(SPANS)
LEVELS = st.sampled_from(["1%", "2%", "<3%"])


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draw a few claims of one holding."""
    several: list[Event] = []
    for number in range(draw(st.integers(1, 4))):
        before = draw(st.one_of(st.none(), LEVELS))
        several.append(
            changed(A, C, id=f"f{number}", on=draw(DAYS), after=draw(LEVELS),
                    **({"before": before} if before else {}))
        )  # fmt: skip
    return several


@settings(max_examples=60, deadline=None)
@drawn(histories(), st.data())
def test_the_days_that_are_asked_are_enough(events: list[Event], data: st.DataObject) -> None:
    """Asking on every single day finds the first difference on the same day."""
    facts = given(*events)
    more = facts.later(retracted(data.draw(st.sampled_from(events)).id))
    before, after = facts.on(FIRST).knowledge, more.on(FIRST).knowledge
    first = next((day for day in _days() if _answer(before, day) != _answer(after, day)), None)
    rows = differences(before, after)
    if first is None:
        assert rows == []
    else:
        assert (rows[0].since or FIRST) == first


def _days() -> list[date]:
    return [FIRST + timedelta(days=each) for each in range((LAST - FIRST).days)]


def _answer(knowledge: Knowledge, day: date) -> list[tuple[object, ...]]:
    owned = ownership.owned(knowledge.at(day))
    return [(each.key, each.level, each.certainty, each.disputed) for each in owned.held]
