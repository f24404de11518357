"""Views that keep their promises, and one for each way to break one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from timeline.facts.fact import Fact
from timeline.facts.ownership import StakeChanged
from timeline.testing import Given, changed, check_view, document, given, stated
from timeline.testing.viewing import ViewUnfit
from timeline.views import ownership

if TYPE_CHECKING:
    from timeline.dates import When
    from timeline.facts.entry import Recorded
    from timeline.views.question import Question

FACTS = given(
    document("press", "2025-09-03"),
    changed("ant", "kite", on="2025-08-26", after="3.34%"),
    stated("bob", "kite", "5%", on="2025-08-27"),
).later(changed("ant", "kite", on="2025-09-02", before="3.34%", after="3.68%"))

State = tuple[tuple[int, str, str], ...]
SQL = """
SELECT count(*) FROM events
WHERE type = 'stake-changed' AND json_extract_string(payload, '$.occurred') <= $day
AND ($last IS NULL OR commit <= $last)
"""


def counting(**others: Any) -> Any:  # noqa: ANN401 - stands for a module
    """Return a view that counts the changes of stakes by a day; `others` replace its parts."""

    def step(state: State, event: Recorded) -> State:
        if not isinstance(event.event, StakeChanged) or event.event.occurred is None:
            return state
        return (*state, (event.commit, event.event.id, str(event.event.occurred)))

    def read(state: State, question: Question) -> int:
        last = question.recorded
        return len({
            name for commit, name, day in state
            if day <= question.on.isoformat() and (last is None or commit <= last)
        })  # fmt: skip

    return SimpleNamespace(**{"start": tuple, "step": step, "read": read} | others)


def sql(connection: Any, question: Question) -> int:  # noqa: ANN401 - DuckDB's
    """Count in the log."""
    asked = {"day": question.on.isoformat(), "last": question.recorded}
    (row,) = connection.execute(SQL, asked).fetchall()
    return int(row[0])


def test_a_view_that_keeps_its_promises_passes() -> None:
    check_view(counting(), FACTS)


def test_our_own_ownership_passes() -> None:
    check_view(ownership, FACTS)


def test_a_view_with_sql_that_answers_the_same_passes() -> None:
    check_view(counting(sql=sql), FACTS)


def test_sql_that_answers_otherwise_is_told_with_both_answers() -> None:
    wrong = counting(sql=lambda connection, question: sql(connection, question) + 1)
    with pytest.raises(
        ViewUnfit,
        match="“document:press” alone, on 2026-11-20 it reads 0, and its SQL answers 1",
    ):
        check_view(wrong, FACTS)


def test_a_step_that_knows_not_every_type_is_told_the_first() -> None:
    def step(state: State, event: Recorded) -> State:
        return (*state, (event.commit, event.event.id, event.event.interest))  # type: ignore[attr-defined]

    with pytest.raises(ViewUnfit) as told:
        check_view(counting(step=step), FACTS)
    assert told.value.message.startswith(
        "the view is not total: step of a capital-changed raised AttributeError"
    )
    assert told.value.hint.startswith("pass by what the view does not speak of")


def test_a_reading_that_fails_after_some_type_is_told() -> None:
    def step(state: tuple[Fact, ...], event: Recorded) -> tuple[Fact, ...]:
        return (*state, event.event) if isinstance(event.event, Fact) else state

    def read(state: tuple[Fact, ...], question: Question) -> int:
        return sum(each.occurred.latest <= question.on for each in state)  # type: ignore[operator, union-attr]

    with pytest.raises(ViewUnfit, match="read after a stake-changed raised AttributeError"):
        check_view(counting(step=step, read=read), FACTS)


def test_a_step_that_changes_the_state_it_was_given_is_not_pure() -> None:
    def step(state: list[str], event: Recorded) -> list[str]:
        state.append(event.event.id)
        return state

    def read(state: list[str], _question: Question) -> list[str]:
        return sorted(state)

    with pytest.raises(
        ViewUnfit, match="step changed the state that it was given, by “document:press”"
    ):
        check_view(counting(start=list, step=step, read=read), FACTS)


def test_a_reading_that_depends_on_more_than_the_state_is_not_pure() -> None:
    with pytest.raises(ViewUnfit, match="two readings differ"):
        check_view(counting(read=lambda _state, _question: object()), FACTS)


def test_a_view_in_which_the_last_one_wins_is_told_the_order_that_shows_it() -> None:
    def read(state: State, _question: Question) -> str:
        return state[-1][1] if state else ""

    with pytest.raises(ViewUnfit) as told:
        check_view(counting(read=read), FACTS)
    assert "not insensitive to the order of filing: on 2025-08-25 it answers" in str(told.value)
    assert "and 'stake-changed-ant-kite-2025-08-26' in order " in str(told.value)


def test_facts_recorded_in_another_order_within_a_commit_are_the_same_facts() -> None:
    """What is filed in any order may still ask for the position in the log."""

    def step(state: frozenset[Recorded], event: Recorded) -> frozenset[Recorded]:
        return state | {event} if isinstance(event.event, Fact) else state

    def read(state: frozenset[Recorded], question: Question) -> str:
        counts = [each for each in state if each.commit <= (question.recorded or each.commit)]
        return max(counts, key=lambda each: each.position).event.id if counts else ""

    with pytest.raises(ViewUnfit, match="not insensitive to the order of recording") as told:
        check_view(counting(start=frozenset, step=step, read=read), FACTS)
    assert told.value.hint == "keep what was told and let read compose it, by the days told of"


def test_a_reading_that_changes_the_state_unseen_is_not_pure() -> None:
    def read(state: list[str], _question: Question) -> list[str]:
        state.sort()
        return [*state]

    view = counting(start=list, step=lambda state, event: [*state, event.event.id], read=read)
    with pytest.raises(ViewUnfit, match="not pure: reading changed the state"):
        check_view(view, FACTS)


@pytest.mark.parametrize("package", ["freezegun", "time_machine"])
def test_an_answer_that_depends_on_the_day_of_asking_is_not_pure(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    def read(state: State, question: Question) -> bool:
        return question.on < datetime.now(UTC).date()

    other = {"freezegun": "time_machine", "time_machine": "freezegun"}[package]
    monkeypatch.setitem(sys.modules, other, None)
    with pytest.raises(ViewUnfit, match="where the clock stands at 1990-01-01") as told:
        check_view(counting(read=read), FACTS)
    assert told.value.hint == "ask the question which day it is of: question.on"


def test_without_a_package_that_stops_clocks_the_rest_is_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for each in ("freezegun", "time_machine"):
        monkeypatch.setitem(sys.modules, each, None)
    check_view(counting(), FACTS)


def test_a_date_that_no_example_has_is_told_with_the_date() -> None:
    def step(state: frozenset[When], event: Recorded) -> frozenset[When]:
        when = getattr(event.event, "occurred", None)
        return state | {when} if when else state

    def read(state: frozenset[When], question: Question) -> int:
        return sum(each.latest <= question.on for each in state)  # type: ignore[operator]

    with pytest.raises(ViewUnfit) as told:
        check_view(counting(start=frozenset, step=step, read=read), FACTS)
    assert told.value.message.startswith("the view is not total: read after a stake-changed of")
    assert "[2025-09-02..] raised TypeError" in told.value.message
    assert told.value.hint.startswith("a date may be vague, with no earliest or no latest day")


def test_sql_that_differs_for_vague_dates_alone_is_found_out_on_facts_with_none() -> None:
    def vague(connection: Any, question: Question) -> int:  # noqa: ANN401 - DuckDB's
        first = SQL.replace("'$.occurred')", "'$.occurred')[:10]")
        asked = {"day": question.on.isoformat(), "last": question.recorded}
        return int(connection.execute(first, asked).fetchone()[0])

    with pytest.raises(ViewUnfit, match=r"of “stake-changed-\S+” of \S+ alone, on"):
        check_view(counting(sql=vague), FACTS)


def test_sql_that_fails_is_told_with_its_reason() -> None:
    def wrong(connection: Any, _question: Question) -> int:  # noqa: ANN401 - DuckDB's
        return int(connection.execute("SELECT 1 FROM nowhere").fetchone()[0])

    with pytest.raises(
        ViewUnfit, match="its SQL fails: Catalog Error: Table with name nowhere does not exist!"
    ):
        check_view(counting(sql=wrong), FACTS)


@pytest.mark.parametrize(
    ("view", "facts", "message", "hint"),
    [
        (object(), FACTS, "not a view: it has no start", "a view has start(), step(state,"),
        (counting(step=None), FACTS, "not a view: it has no step", "a view has start(), step("),
        (counting(), given(), "not checked: there are no facts", "give some: given(…)"),
        (counting(start=[].pop), FACTS, "not total: start raised IndexError", ""),
    ],
)
def test_what_cannot_be_checked_is_told(
    view: Any,  # noqa: ANN401 - stands for a module
    facts: Given,
    message: str,
    hint: str,
) -> None:
    with pytest.raises(ViewUnfit) as told:
        check_view(view, facts)
    assert f"the view is {message}" in told.value.message
    assert told.value.hint.startswith(hint)


def test_a_class_is_told_from_an_object_of_it() -> None:
    class Nothing:
        def start(self) -> tuple[()]:
            return ()

        def step(self, state: tuple[()], _event: Recorded) -> tuple[()]:
            return state

        def read(self, _state: tuple[()], _question: Question) -> int:
            return 0

    check_view(Nothing(), FACTS)
    with pytest.raises(ViewUnfit, match="not a view: it is the class Nothing") as told:
        check_view(Nothing, FACTS)  # type: ignore[arg-type]
    assert told.value.hint == "give an object of it"
