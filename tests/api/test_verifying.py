"""The read models are proved from the events: whatever is changed in them is found and named."""

# ruff: noqa: S608 - the statements are the tests' own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.effort import examples
from tests.views.histories import commits
from timeline.api.appending import append, rebuild
from timeline.api.beginning import example
from timeline.api.verifying import verify
from timeline.facts.codec import entry
from timeline.store.log import Log
from timeline.store.models import TABLES
from timeline.store.proving import _digests, digest
from timeline.store.refusals import ModelsBehind
from timeline.testing import changed
from timeline.testing import given as told

if TYPE_CHECKING:
    from timeline.facts.fact import Event

A, B, C, D = "anna", "bert", "acme", "bolt"
MODELS = (
    "stakes", "stakes_by_holder", "controls", "claims", "bearings", "settled", "deals",
    "programmes", "facts", "citations", "entities", "documents",
)  # fmt: skip


# what the example nowhere tells
OPEN = {
    "facts.left_out", "documents.title", "stakes.class", "stakes_by_holder.class", "claims.class",
    "claims.moved", "bearings.holder", "bearings.class",
}  # fmt: skip


def history(parts: list[list[Event]]) -> Log:
    log = told()
    for part in parts:
        log = log.later(*part)
    return log.into(Log.memory())


def tamper(log: Log, *statements: str) -> None:
    with log.writing() as connection:
        for each in statements:
            connection.execute(each)


def found(log: Log) -> list[tuple[str, str]]:
    return [(each.kind, each.where) for each in verify(log)]


@pytest.fixture(scope="module")
def recorded() -> Log:
    """Return the example ledger, recorded in memory."""
    return told(example()).into(Log.memory())


@pytest.fixture
def small() -> Log:
    """Return a log of what two hold of two companies."""
    stakes = [changed(who, what, after="5%", on="2025-01-10") for who in (A, B) for what in (C, D)]
    return told(*stakes).into(Log.memory())


@settings(max_examples=examples(25))
@given(commits())
def test_the_digest_is_the_same_however_the_read_models_came_to_be(
    parts: list[list[Event]],
) -> None:
    log = history(parts)
    kept = digest(log)
    assert rebuild(log) == kept
    assert verify(log) == []


def test_the_digest_tells_two_histories_apart(small: Log) -> None:
    other = told(changed(A, C, after="5%", on="2025-01-10")).into(Log.memory())
    assert digest(small) != digest(other)


def test_a_row_that_is_told_twice_is_not_a_row_told_once(small: Log) -> None:
    tamper(small, "INSERT INTO stakes FROM stakes WHERE company = 'bolt'")
    assert found(small) == [("models-differ", "stakes, bolt")]
    tamper(small, "INSERT INTO stakes FROM stakes WHERE company = 'bolt'")
    assert found(small) == [("models-differ", "stakes, bolt")]


def test_the_first_thing_that_differs_is_named_table_by_table(small: Log) -> None:
    tamper(
        small,
        "UPDATE stakes SET high = 6 WHERE holder = 'bert'",
        "DELETE FROM stakes_by_holder WHERE by_holder = 'bert' AND company = 'bolt'",
    )
    assert found(small) == [
        ("models-differ", "stakes, acme"),
        ("models-differ", "stakes_by_holder, bert"),
    ]


def test_a_row_that_is_of_nothing_differs_too(small: Log) -> None:
    tamper(small, "ALTER TABLE stakes ALTER company DROP NOT NULL")
    tamper(small, "UPDATE stakes SET company = NULL")
    assert found(small) == [("models-differ", "stakes, acme")]


def test_an_order_of_rows_counts_for_nothing(small: Log) -> None:
    before = digest(small)
    tamper(
        small,
        "CREATE TEMP TABLE turned AS FROM stakes ORDER BY company DESC, holder DESC",
        "DELETE FROM stakes",
        "INSERT INTO stakes FROM turned",
    )
    assert digest(small) == before


def test_no_column_can_be_changed_unseen(recorded: Log) -> None:
    with recorded.writing() as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        untold = []
        for table, column in columns:
            if table not in MODELS:
                continue
            before = _digests(connection)
            connection.begin()
            connection.execute(f'ALTER TABLE {table} ALTER "{column}" DROP NOT NULL')
            changes = f'UPDATE {table} SET "{column}" = NULL WHERE "{column}" IS NOT NULL'
            ((count,),) = connection.execute(changes).fetchall()
            after = _digests(connection)
            connection.rollback()
            if count:
                differing = {name for name in before if after[name] != before[name]}
                assert differing == {table}, column
            else:
                untold.append(f"{table}.{column}")
        assert set(untold) <= OPEN


def test_read_models_that_do_not_follow_the_log_are_told_of(small: Log) -> None:
    tamper(small, "UPDATE derived SET commit = 0")
    (fault,) = verify(small)
    assert (fault.kind, fault.where) == ("models-behind", "the read models")
    assert fault.message == "the read models follow the log to #0, and its last commit is #1"
    with pytest.raises(ModelsBehind):
        digest(small)
    rebuild(small)
    assert verify(small) == []


def test_read_models_that_are_not_there_are_behind(small: Log) -> None:
    tamper(small, "DROP TABLE derived")
    assert found(small) == [("models-behind", "the read models")]


def test_read_models_of_which_nothing_says_how_far_they_follow_are_behind(small: Log) -> None:
    tamper(small, "DELETE FROM derived")
    (fault,) = verify(small)
    assert (fault.kind, fault.message) == (
        "models-behind",
        "the read models do not follow the log yet",
    )
    rebuild(small)
    assert verify(small) == []


@pytest.mark.parametrize("table", [*TABLES, "stakes_by_holder", "derived", "places", "days"])
def test_a_table_that_is_gone_is_made_anew(small: Log, table: str) -> None:
    kept = digest(small)
    tamper(small, f"DROP TABLE {table}")
    assert {kind for kind, _ in found(small)} <= {"models-behind", "models-differ", "log-corrupt"}
    assert rebuild(small) == kept
    assert verify(small) == []


def test_a_table_of_another_shape_is_told_of_and_not_read(small: Log) -> None:
    tamper(small, "ALTER TABLE stakes DROP COLUMN basis")
    assert found(small) == [("models-differ", "table stakes")]


def test_a_view_or_macro_that_was_changed_is_told_of_and_made_anew(small: Log) -> None:
    tamper(
        small,
        "CREATE OR REPLACE MACRO ownership_as_of(day) AS TABLE SELECT 'nobody' AS holder",
        "DROP VIEW prices",
    )
    assert found(small) == [
        ("models-differ", "macro ownership_as_of"),
        ("models-differ", "view prices"),
    ]
    rebuild(small)
    assert verify(small) == []


def test_a_view_of_ones_own_does_no_harm(small: Log) -> None:
    tamper(small, "CREATE VIEW mine AS FROM stakes")
    assert verify(small) == []


def test_a_quick_look_derives_nothing(small: Log) -> None:
    tamper(small, "UPDATE stakes SET high = 6")
    assert verify(small, quick=True) == []


def test_where_the_log_itself_is_at_fault_that_comes_first(small: Log) -> None:
    tamper(small, "UPDATE stakes SET high = 6", "DROP TRIGGER events_never_go ON events")
    assert [each.kind for each in verify(small)] == ["trigger-missing"]


def test_what_is_recorded_after_a_restored_export_is_followed_to_the_same_digest() -> None:
    first = told(changed(A, C, id="x", after="5%", on="2025-01-10"))
    kept, made = first.into(Log.memory()), first.into(Log.memory())
    rebuild(made)
    further = [entry(changed(A, C, id="y", after="7%", on="2025-02-10"))]
    for log in (kept, made):
        append(log, further, "", at=first.log[-1].at)
    assert digest(kept) == digest(made)
