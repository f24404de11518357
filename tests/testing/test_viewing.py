"""Views that keep their promises, and one for each way to break one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from timeline.facts.fact import Fact
from timeline.facts.ownership import StakeChanged
from timeline.testing import changed, check_view, document, given, stated
from timeline.testing.viewing import ViewUnfit
from timeline.views import ownership

if TYPE_CHECKING:
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
        ViewUnfit, match=r"not equal to its SQL: on 2025-08-25 it reads 0, and .* 1"
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
    with pytest.raises(ViewUnfit, match="two readings differ before “document:press”"):
        check_view(counting(read=lambda _state, _question: object()), FACTS)


def test_a_view_in_which_the_last_one_wins_is_told_the_order_that_shows_it() -> None:
    def read(state: State, _question: Question) -> str:
        return state[-1][1] if state else ""

    with pytest.raises(ViewUnfit) as told:
        check_view(counting(read=read), FACTS)
    assert "not insensitive to the order of filing: on 2025-08-25, filed in order" in str(
        told.value
    )
    assert "of seed 0, it answers 'stake-changed-ant-kite-2025-08-26', not " in str(told.value)
