"""State what every log does, whatever keeps it; each store's tests inherit this."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from timeline.clock import now
from timeline.errors import LogRefused
from timeline.facts.chain import ORIGIN, digest_of, seal
from timeline.facts.entry import Commit, Entry
from timeline.store import appending
from timeline.store.refusals import (
    DigestWrong,
    HeadDiffers,
    IdTaken,
    LogLost,
    LogNotEmpty,
    MessageUnreadable,
    NothingToAppend,
)
from timeline.store.transaction import naive
from timeline.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from timeline.facts.chain import Sealed
    from timeline.facts.fact import Event
    from timeline.store.log import Log
    from timeline.testing import Clock

NOON = datetime(2026, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)


def entry(name: str, **fields: object) -> Entry:
    """Return an event of that id, its payload as the codec writes one."""
    payload = f'{{"id":"{name}","note":"持股","type":"stake-changed","version":1}}'
    made = Entry(
        id=name, type="stake-changed", version=1, payload=payload, digest=digest_of(payload)
    )
    return attrs.evolve(made, **fields)  # type: ignore[arg-type]


def entries(*names: str) -> list[Entry]:
    """Return an event for each id."""
    return [entry(name) for name in names]


class LogContract:
    """What every log does."""

    @pytest.fixture
    def log(self) -> Log:
        """Return an empty log; each store makes its own."""
        raise NotImplementedError

    @pytest.fixture
    def other(self) -> Log:
        """Return another empty log of the same kind."""
        raise NotImplementedError

    def test_an_appended_event_is_read_as_it_was(self, log: Log) -> None:
        """Everything of the entry comes back, with its position and commit."""
        given = [entry("a", file="events/a.toml", line=14, verified=(True, False)), entry("b")]
        log.append(given, at=NOON, message="two")
        assert [each.entry for each in log.read()] == given
        assert [(each.position, each.commit) for each in log.read()] == [(1, 1), (2, 1)]

    def test_positions_and_commits_run_on(self, log: Log) -> None:
        """The next commit begins where the last ended."""
        first = log.append(entries("a", "b"), at=NOON, message="first")
        second = log.append(entries("c"), at=NOON, message="second")
        assert [(each.position, each.commit) for each in log.read()] == [(1, 1), (2, 1), (3, 2)]
        assert (first.number, first.prior, first.events) == (1, ORIGIN, 2)
        assert (second.number, second.prior, second.events) == (2, first.head, 1)
        assert log.commits() == [first, second]
        assert log.head() == second

    def test_reading_stops_at_the_commit_asked_for(self, log: Log) -> None:
        """`until` counts commits, the last one included."""
        for name in "abc":
            log.append(entries(name), at=NOON, message=name)
        assert [each.entry.id for each in log.read(until=2)] == ["a", "b"]
        assert log.read(until=0) == []

    def test_the_time_of_a_commit_is_the_clocks(self, log: Log, clock: Clock) -> None:
        """A frozen clock freezes commits too: no time comes from the database."""
        clock.set(datetime(2024, 2, 29, 23, 59, 59, 987654, tzinfo=UTC))
        commit = log.append(entries("a"), at=now(), message="")
        assert commit.at == datetime(2024, 2, 29, 23, 59, 59, 987000, tzinfo=UTC)
        assert log.commits() == [commit]

    def test_times_never_go_back(self, log: Log) -> None:
        """A commit by a clock that was set back has the time of the one before."""
        log.append(entries("a"), at=NOON, message="")
        late = log.append(entries("b"), at=NOON - timedelta(days=1), message="")
        assert late.at == NOON
        assert [each.at for each in log.commits()] == [NOON, NOON]
        assert verify(log) == []

    def test_a_time_of_another_zone_is_the_same_instant(self, log: Log) -> None:
        """What is kept is UTC."""
        commit = log.append(entries("a"), at=NOON.astimezone(), message="")
        assert log.commits()[0].at == commit.at == NOON

    def test_a_commit_without_events_is_refused(self, log: Log) -> None:
        """Nothing to append is a mistake of the caller's."""
        with pytest.raises(NothingToAppend, match="records nothing"):
            log.append([], at=NOON, message="")

    def test_an_id_is_held_once(self, log: Log) -> None:
        """An id that the log holds, or that comes twice, is refused and nothing is kept."""
        log.append(entries("a"), at=NOON, message="")
        with pytest.raises(IdTaken, match="“a” only once"):
            log.append(entries("b", "a"), at=NOON, message="")
        with pytest.raises(IdTaken, match="“c” only once"):
            log.append(entries("c", "c"), at=NOON, message="")
        assert [each.entry.id for each in log.read()] == ["a"]

    def test_an_entry_with_a_wrong_digest_is_refused(self, log: Log) -> None:
        """What is not what it says never comes into the log."""
        with pytest.raises(DigestWrong, match="“a”"):
            log.append([entry("a", digest=ORIGIN)], at=NOON, message="")

    def test_a_message_that_is_no_text_is_refused(self, log: Log) -> None:
        """A stray byte of a command line is no reason for a traceback."""
        with pytest.raises(MessageUnreadable):
            log.append(entries("a"), at=NOON, message="\udcff")

    def test_a_commit_that_fails_half_way_leaves_nothing(self, log: Log) -> None:
        """All of a commit is there or none of it."""
        log.append(entries("a"), at=NOON, message="")
        before = (log.commits(), log.read())
        unfit: Any = "no number"
        many = [*entries(*(f"b{each}" for each in range(3000))), entry("z", line=unfit)]
        with pytest.raises(LogRefused):
            log.append(many, at=NOON, message="")
        assert (log.commits(), log.read()) == before
        log.append(entries("b1"), at=NOON, message="")
        assert verify(log) == []

    def test_a_stop_half_way_leaves_nothing(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ctrl-C between the events and their commit rolls the events back."""
        log.append(entries("a"), at=NOON, message="")
        insert = appending._insert

        def stop(
            raw: DuckDBPyConnection,
            sealed: Sealed,
            held: Sequence[Entry],
            events: Sequence[Event | None],
            *,
            first: int,
        ) -> None:
            insert(raw, sealed, held, events, first=first)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(appending, "_insert", stop)
            with pytest.raises(KeyboardInterrupt):
                log.append(entries("b"), at=NOON, message="")
        assert [each.entry.id for each in log.read()] == ["a"]
        assert verify(log) == []

    def test_a_commit_that_the_database_drops_is_noticed(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """COMMIT after a failed statement answers success: the head is read again."""
        monkeypatch.setattr(appending, "_insert", lambda *_, **__: None)
        with pytest.raises(LogLost, match="commit #1 is not in the log"):
            log.append(entries("a"), at=NOON, message="")

    @pytest.mark.parametrize("table", ["events", "commits"])
    @pytest.mark.parametrize(
        "statement",
        ["UPDATE {} SET head = ''", "DELETE FROM {}", "DELETE FROM {} WHERE false", "TRUNCATE {}"],
    )
    def test_any_client_is_refused_a_change(self, log: Log, table: str, statement: str) -> None:
        """The triggers raise, whoever asks, and nothing is changed."""
        import duckdb

        log.append(entries("a"), at=NOON, message="")
        before = (log.commits(), log.read())
        change = statement.format(table)
        if table == "events":
            change = change.replace("head", "payload")
        with (
            pytest.raises(LogRefused, match="is never") as refusal,
            log.writing() as raw,
        ):
            raw.execute(change).fetchall()
        assert isinstance(refusal.value.__cause__, duckdb.Error)
        assert "nothing was changed" in refusal.value.hint
        assert (log.commits(), log.read()) == before

    def test_a_log_is_restored_with_the_same_heads(self, log: Log, other: Log) -> None:
        """Commits keep their time, message, order and head wherever they are put."""
        log.append(
            [entry("a", file="f", line=3, verified=(True,)), entry("b")], at=NOON, message="x"
        )
        log.append(entries("c"), at=NOON, message="y")
        assert other.restore(_commits_of(log)) == log.head()
        assert other.commits() == log.commits()
        assert other.read() == log.read()
        assert verify(other) == []
        assert other.name() == log.name()

    def test_a_log_is_restored_some_entries_at_a_time(
        self, log: Log, other: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So that a commit of any size is."""
        monkeypatch.setattr("timeline.store.appending._PART", 2)
        log.append(entries("a", "b", "c", "d", "e"), at=NOON, message="x")
        log.append(entries("f"), at=NOON, message="y")
        assert other.restore((each, iter(held)) for each, held in _commits_of(log)) == log.head()
        assert other.read() == log.read()
        assert verify(other) == []

    def test_an_id_is_restored_once_however_far_apart_it_comes(
        self, other: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Within one commit too."""
        monkeypatch.setattr("timeline.store.appending._PART", 1)
        held = entries("a", "b", "a")
        digests = [each.digest for each in held]
        commit = seal(number=1, at=NOON, message="", prior=ORIGIN, digests=digests).commit
        with pytest.raises(IdTaken, match="a"):
            other.restore([(commit, held)])
        assert not other.exists or other.commits() == []

    def test_a_log_that_holds_something_is_not_restored_into(self, log: Log, other: Log) -> None:
        """Two histories are never mixed."""
        log.append(entries("a"), at=NOON, message="")
        other.append(entries("b"), at=NOON, message="")
        with pytest.raises(LogNotEmpty):
            other.restore(_commits_of(log))
        assert [each.entry.id for each in other.read()] == ["b"]

    def test_an_altered_commit_is_not_restored_nor_any_before_it(
        self, log: Log, other: Log
    ) -> None:
        """Restoring is all or nothing too."""
        log.append(entries("a"), at=NOON, message="")
        log.append(entries("b"), at=NOON, message="")
        first, (second, held) = _commits_of(log)
        with pytest.raises(HeadDiffers, match="commit #2"):
            other.restore([first, (attrs.evolve(second, message="other"), held)])
        assert not other.exists or other.commits() == []

    def test_restoring_nothing_leaves_an_empty_log(self, other: Log) -> None:
        """There is no head then."""
        assert other.restore([]) is None
        assert other.head() is None
        assert other.name() is None

    def test_a_withdrawn_payload_is_read_as_empty(self, log: Log) -> None:
        """Its digest still stands."""
        log.append(entries("a"), at=NOON, message="")
        with log.writing() as raw:
            raw.execute("DROP TRIGGER events_never_change ON events")
            raw.execute("UPDATE events SET payload = NULL")
        (stored,) = log.read()
        assert (stored.entry.payload, stored.entry.digest) == ("", entry("a").digest)

    def test_a_commit_at_the_edge_of_a_batch_is_sealed_alike(self, log: Log) -> None:
        """65,536 events are one batch, one more begins the next, and the proof holds."""
        log.append([entry(f"e{each}") for each in range(65_537)], at=NOON, message="")
        assert verify(log) == []

    def test_a_time_is_kept_to_the_millisecond(self) -> None:
        """So that no part of it stands outside the hash."""
        assert naive(NOON + timedelta(microseconds=999)) == naive(NOON)


def _commits_of(log: Log) -> list[tuple[Commit, Sequence[Entry]]]:
    stored = log.read()
    return [
        (commit, [each.entry for each in stored if each.commit == commit.number])
        for commit in log.commits()
    ]
