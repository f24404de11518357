"""Find every way in which a log is not what was recorded, and name it."""

# ruff: noqa: S608 - the statements are the tests' own

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.store.contract import NOON, entries
from timeline.facts.chain import digest_of, head_of
from timeline.store.heads import Head, last_head
from timeline.store.log import Log
from timeline.store.refusals import LogMissing
from timeline.store.verify import Fault, verify, withdrawn

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return a log of three commits with two, three and two events."""
    return _made(tmp_path / "deals.duckdb")


def _made(path: Path) -> Log:
    log = Log(path)
    for hour, names in enumerate(("ab", "cde", "fg")):
        log.append(entries(*names), at=NOON + timedelta(hours=hour), message=names)
    return log


def _tamper(log: Log, *statements: str) -> None:
    """Change a log as somebody would who knows how: the triggers off, and on again."""
    with log.writing() as raw:
        triggers = raw.execute("SELECT trigger_name, table_name, sql FROM duckdb_triggers()")
        rows = triggers.fetchall()
        for name, table, _ in rows:
            raw.execute(f"DROP TRIGGER {name} ON {table}")
        for statement in statements:
            raw.execute(statement).fetchall()
        for _, _, sql in rows:
            raw.execute(sql)


def _reseal(log: Log, number: int) -> None:
    """Forge a commit's head anew over its own fields as they now are."""
    with log.writing() as raw:
        head = _head(raw, number)
    _tamper(log, f"UPDATE commits SET head = '{head}' WHERE number = {number}")


def _head(raw: DuckDBPyConnection, number: int) -> str:
    fields = "message, events, prior, digests, unordered"
    time = "strftime(\"at\", '%Y-%m-%dT%H:%M:%S.%gZ')"
    query = f"SELECT number, {time}, {fields} FROM commits WHERE number = {number}"
    return head_of(*raw.execute(query).fetchall()[0])


def _kinds(log: Log, heads: list[Head] | None = None) -> list[str]:
    return [each.kind for each in verify(log, heads or [])]


def test_a_log_as_it_was_recorded_has_no_fault(log: Log) -> None:
    head = last_head(log)
    assert head is not None
    assert verify(log, [head]) == []


def test_a_log_that_is_not_there_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(LogMissing):
        verify(Log(tmp_path / "none.duckdb"))


def test_a_changed_byte_of_a_payload_is_an_altered_event(log: Log) -> None:
    _tamper(log, "UPDATE events SET payload = replace(payload, '持', '特') WHERE id = 'd'")
    assert verify(log) == [
        Fault(
            kind="event-altered",
            where="position 4, d",
            message="its payload is not what its digest says",
        )
    ]


def test_altering_a_column_past_the_triggers_is_found_too(log: Log) -> None:
    with log.writing() as raw:
        raw.execute(
            "ALTER TABLE events ALTER payload SET DATA TYPE VARCHAR"
            " USING CASE WHEN id = 'd' THEN upper(payload) ELSE payload END"
        )
    assert _kinds(log) == ["event-altered", "event-mislabelled"]


def test_a_payload_altered_with_its_digest_breaks_the_seal_of_its_commit(log: Log) -> None:
    payload = '{"id":"d","type":"stake-changed","version":1}'
    _tamper(
        log,
        f"UPDATE events SET payload = '{payload}', digest = '{digest_of(payload)}' WHERE id = 'd'",
    )
    assert [(each.kind, each.where) for each in verify(log)] == [("event-altered", "commit #2")]


@pytest.mark.parametrize("column", ["id", "type", "version"])
def test_a_column_that_is_not_the_payloads_is_a_mislabelled_event(log: Log, column: str) -> None:
    _tamper(log, f"UPDATE events SET {column} = '77' WHERE position = 4")
    (fault,) = verify(log)
    assert (fault.kind, fault.where[:10]) == ("event-mislabelled", "position 4")
    assert fault.message.endswith(f"another {column}")


def test_an_event_moved_to_another_commit_is_mislabelled(log: Log) -> None:
    _tamper(log, "UPDATE events SET commit = 3 WHERE id = 'c'")
    (fault,) = verify(log)
    assert (fault.kind, fault.where) == ("event-mislabelled", "position 3, c")


@pytest.mark.parametrize(
    ("gone", "where"), [("a", "position 1"), ("d", "position 4"), ("g", "position 7")]
)
def test_a_removed_event_is_missing_wherever_it_stood(log: Log, gone: str, where: str) -> None:
    _tamper(log, f"DELETE FROM events WHERE id = '{gone}'")
    assert [(each.kind, each.where) for each in verify(log)] == [("event-missing", where)]


def test_a_whole_commits_events_are_missing_together(log: Log) -> None:
    _tamper(log, "DELETE FROM events WHERE commit = 2")
    (fault,) = verify(log)
    assert (fault.kind, fault.where) == ("event-missing", "positions 3 to 5")


def test_a_removed_event_is_missing_even_when_the_others_close_the_gap(log: Log) -> None:
    _tamper(
        log,
        "DELETE FROM events WHERE id = 'd'",
        "UPDATE events SET position = position - 1 WHERE position > 4",
    )
    faults = {each.kind: each.where for each in verify(log)}
    assert faults["event-missing"] == "position 7"
    assert faults["event-mislabelled"].startswith("position 5, f")


_COPY = "INSERT INTO events SELECT * REPLACE ({} AS position, 'x' AS id) FROM events WHERE id = 'd'"


@pytest.mark.parametrize("position", [0, 4, 8, 99])
def test_an_event_put_in_is_added_wherever_it_stands(log: Log, position: int) -> None:
    _tamper(log, _COPY.format(position))
    found = [each for each in verify(log) if each.kind == "event-added"]
    assert [each.where for each in found] == [f"position {position}, x"]


def test_an_id_that_two_events_have_is_named(log: Log) -> None:
    _tamper(log, _COPY.format(8), "UPDATE events SET id = 'd' WHERE id = 'x'")
    (fault,) = [each for each in verify(log) if each.kind == "id-repeated"]
    assert (fault.where, fault.message[-4:]) == ("d", "4, 8")


def test_an_event_moved_far_off_is_both_added_and_missing(log: Log) -> None:
    _tamper(log, "UPDATE events SET position = 99 WHERE id = 'g'")
    assert sorted(_kinds(log)) == ["event-added", "event-missing"]


def test_a_swapped_pair_within_a_commit_is_reordered(log: Log) -> None:
    _tamper(log, "UPDATE events SET position = 8 - position WHERE id IN ('c', 'e')")
    assert [(each.kind, each.where) for each in verify(log)] == [("events-reordered", "commit #2")]


def test_a_swapped_pair_across_commits_is_reordered(log: Log) -> None:
    _tamper(
        log,
        "UPDATE events SET position = 8 - position, commit = 4 - commit WHERE id IN ('b', 'f')",
    )
    faults = [(each.kind, each.where) for each in verify(log)]
    assert faults == [("events-reordered", "commit #1"), ("events-reordered", "commit #3")]


@pytest.mark.parametrize(
    "change",
    [
        '"at" = "at" + INTERVAL 1 MILLISECOND',
        "message = 'another'",
        "unordered = repeat('0', 64)",
        "head = repeat('0', 64)",
    ],
)
def test_a_changed_field_of_a_commit_is_forged(log: Log, change: str) -> None:
    _tamper(log, f"UPDATE commits SET {change} WHERE number = 2")
    assert [(each.kind, each.where) for each in verify(log)] == [("commit-forged", "commit #2")]


def test_a_commit_forged_with_its_head_breaks_the_chain_behind_it(log: Log) -> None:
    _tamper(log, "UPDATE commits SET message = 'another' WHERE number = 2")
    _reseal(log, 2)
    assert [(each.kind, each.where) for each in verify(log)] == [("chain-broken", "commit #3")]


def test_the_first_commit_follows_nothing(log: Log) -> None:
    _tamper(log, "UPDATE commits SET prior = repeat('1', 64) WHERE number = 1")
    assert _kinds(log)[:2] == ["commit-forged", "chain-broken"]


def test_a_last_commit_forged_with_its_head_is_found_by_the_heads(log: Log) -> None:
    head = last_head(log)
    assert head is not None
    _tamper(log, "UPDATE commits SET message = 'another' WHERE number = 3")
    _reseal(log, 3)
    assert verify(log) == []
    (fault,) = verify(log, [head])
    assert (fault.kind, fault.where) == ("head-differs", "heads.txt, #3")


def test_a_commit_that_goes_back_in_time_is_named(log: Log) -> None:
    _tamper(log, "UPDATE commits SET \"at\" = TIMESTAMP '2001-01-01' WHERE number = 3")
    _reseal(log, 3)
    assert [(each.kind, each.where) for each in verify(log)] == [("time-reversed", "commit #3")]


def test_a_removed_commit_is_missing(log: Log) -> None:
    _tamper(log, "DELETE FROM commits WHERE number = 2")
    faults = {each.kind: each.where for each in verify(log)}
    assert faults == {"commit-missing": "commit #2", "chain-broken": "commit #3"}


def test_a_second_commit_of_one_number_is_added(log: Log) -> None:
    _tamper(log, "INSERT INTO commits SELECT * FROM commits WHERE number = 2")
    assert ("commit-added", "commit #2") in [(each.kind, each.where) for each in verify(log)]


def _cut(log: Log, number: int) -> None:
    _tamper(
        log,
        f"DELETE FROM commits WHERE number >= {number}",
        f"DELETE FROM events WHERE commit >= {number}",
    )


def test_a_cut_tail_is_found_by_the_heads_alone(log: Log) -> None:
    head = last_head(log)
    assert head is not None
    _cut(log, 3)
    assert verify(log) == []
    (fault,) = verify(log, [head])
    assert (fault.kind, fault.where) == ("tail-cut", "heads.txt, #3")


def test_a_log_cut_to_nothing_is_found_too(log: Log) -> None:
    head = last_head(log)
    assert head is not None
    _cut(log, 1)
    assert verify(log) == []
    assert _kinds(log, [head]) == ["tail-cut"]


def test_the_heads_of_another_log_are_not_compared(log: Log, tmp_path: Path) -> None:
    other = Log(tmp_path / "other.duckdb")
    other.append(entries("z"), at=NOON, message="")
    own, foreign = last_head(log), last_head(other)
    assert own is not None
    assert foreign is not None
    assert verify(log, [foreign, own]) == []
    assert _kinds(log, [foreign]) == ["head-unknown"]


def test_a_head_of_another_time_differs(log: Log) -> None:
    head = last_head(log)
    assert head is not None
    assert _kinds(log, [attrs.evolve(head, at="2001-01-01T00:00:00.000Z")]) == ["head-differs"]


@pytest.mark.parametrize("table", ["events", "commits"])
@pytest.mark.parametrize("name", ["change", "go"])
def test_a_missing_trigger_is_named(log: Log, table: str, name: str) -> None:
    with log.writing() as raw:
        raw.execute(f"DROP TRIGGER {table}_never_{name} ON {table}")
    faults = [(each.kind, each.where) for each in verify(log)]
    assert faults == [("trigger-missing", f"trigger {table}_never_{name}")]


def test_a_trigger_that_does_something_else_is_named(log: Log) -> None:
    with log.writing() as raw:
        raw.execute("DROP TRIGGER events_never_go ON events")
        raw.execute(
            "CREATE TRIGGER events_never_go AFTER DELETE ON events FOR EACH STATEMENT"
            " INSERT INTO refusals SELECT 'gone'"
        )
    assert _kinds(log) == ["trigger-changed"]


def test_a_trigger_that_somebody_added_is_named(log: Log) -> None:
    with log.writing() as raw:
        raw.execute(
            "CREATE TRIGGER more AFTER INSERT ON events FOR EACH STATEMENT"
            " INSERT INTO refusals SELECT 'come'"
        )
    assert _kinds(log) == ["trigger-added"]


COLUMNS = ("verified", "file", "line", "version", "type", "payload", "digest")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_was_dropped_is_named(log: Log, column: str) -> None:
    _tamper(log, f"ALTER TABLE events DROP COLUMN {column}")
    first = verify(log)[0]
    assert (first.kind, first.where) == ("column-missing", f"column events.{column}")


def test_a_column_of_another_type_is_named(log: Log) -> None:
    _tamper(log, "ALTER TABLE events ALTER line TYPE VARCHAR")
    assert _kinds(log) == ["column-changed"]


def test_a_column_that_was_added_does_no_harm(log: Log) -> None:
    _tamper(log, "ALTER TABLE events ADD COLUMN mine VARCHAR")
    assert verify(log) == []


def test_a_withdrawn_payload_is_counted_and_no_fault(log: Log) -> None:
    assert withdrawn(log) == 0
    _tamper(log, "UPDATE events SET payload = NULL WHERE id = 'd'")
    assert verify(log) == []
    assert withdrawn(log) == 1


def test_a_digest_that_is_no_digest_is_an_altered_event(log: Log) -> None:
    _tamper(log, "UPDATE events SET digest = 'none' WHERE id = 'd'")
    assert _kinds(log) == ["event-altered", "event-altered"]


def test_a_flipped_bit_of_the_file_is_named(log: Log) -> None:
    content = bytearray(log.path.read_bytes())
    for place in range(4096 * 3, len(content), 4096):
        content[place] ^= 1
    log.path.write_bytes(content)
    assert _kinds(log) == ["log-corrupt"]


_EVENTS = ("position", "commit", "id", "type", "version", "payload", "digest")
_COMMITS = ("number", '"at"', "message", "events", "prior", "digests", "unordered", "head")
_NUMBERS = {"position", "commit", "version", "number", "events"}
_FIELDS = [("events", each, 7) for each in _EVENTS] + [("commits", each, 3) for each in _COMMITS]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a sound log."""
    path = tmp_path_factory.mktemp("original") / "deals.duckdb"
    return _made(path).path.read_bytes()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    field=st.sampled_from(_FIELDS),
    row=st.integers(0, 6),
    text=st.text(st.characters(codec="utf-8"), max_size=8),
    number=st.integers(-(2**31), 2**31 - 1),
    small=st.integers(-1, 9),
    keep=st.booleans(),
)
def test_any_field_of_the_log_that_is_altered_is_found(
    original: bytes,
    tmp_path: Path,
    *,
    field: tuple[str, str, int],
    row: int,
    text: str,
    number: int,
    small: int,
    keep: bool,
) -> None:
    """One field of one row set to anything else, the triggers in place."""
    table, column, rows = field
    path = tmp_path / "tampered.duckdb"
    path.write_bytes(original)
    log = Log(path)
    key = "position" if table == "events" else "number"
    value: object = text
    if column in _NUMBERS:
        value = small if keep else number
    elif column == '"at"':
        value = (NOON + timedelta(milliseconds=number)).replace(tzinfo=None)
    where = f"{key} = {row % rows + 1}"
    with duckdb.connect(path) as raw:
        changed = f"SELECT {column} IS DISTINCT FROM $value FROM {table} WHERE {where}"
        assume(raw.execute(changed, {"value": value}).fetchall() == [(True,)])
        raw.execute(f"DROP TRIGGER {table}_never_change ON {table}")
        raw.execute(f"UPDATE {table} SET {column} = $value WHERE {where}", {"value": value})
    faults = [each for each in verify(log) if each.kind != "trigger-missing"]
    assert faults
    assert all(each.where and each.message for each in faults)


def test_an_event_without_a_position_is_no_event_of_its_commit(log: Log) -> None:
    _tamper(
        log,
        "ALTER TABLE events ALTER COLUMN position DROP NOT NULL",
        "UPDATE events SET position = NULL WHERE id = 'd'",
    )
    assert {"event-added", "event-missing"} <= {each.kind for each in verify(log)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commits SET \"at\" = '290000-01-01'::TIMESTAMP_MS",
        "UPDATE events SET position = -9223372036854775807 WHERE position = 2",
        "UPDATE commits SET events = -5",
    ],
)
def test_a_value_that_no_log_can_hold_is_a_fault_and_no_crash(log: Log, statement: str) -> None:
    _tamper(log, statement)
    assert set(_kinds(log)) - {"trigger-missing"}
