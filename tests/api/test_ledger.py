from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

import timeline
from tests.api.conftest import QUESTIONS, more
from timeline.errors import LogRefused, NotFound, ValueUnreadable
from timeline.store.log import Log
from timeline.store.refusals import LogMissing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline import AsOf
    from timeline.api.ledger import Ledger

WRITER = """
import sys, duckdb
duckdb.connect(sys.argv[1]).close()
"""


# Opening


def test_a_folder_is_a_ledger_and_a_file_is_its_log(folder: Path) -> None:
    for place in (folder, str(folder), folder / "deals.duckdb"):
        ledger = timeline.open(place)
        assert ledger.path == folder / "deals.duckdb"
        assert len(ledger.as_of("2025-09-01").own(holder="Shanghai Yunya").stakes) == 3
        assert ledger.check() == ()
    assert repr(ledger) == f"Ledger('{folder / 'deals.duckdb'}')"


def test_the_present_folder_is_opened_by_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert len(timeline.open().commits()) == 1


def test_a_ledger_stays_where_it_was_opened(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ledger = timeline.open(".")
    monkeypatch.chdir(tmp_path)
    assert ledger.path == folder / "deals.duckdb"
    assert len(ledger.commits()) == 1
    assert ledger.check() == ()


def test_what_is_no_table_or_file_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueUnreadable, match="no table"):
        ledger.append("x")  # type: ignore[arg-type]
    with pytest.raises(ValueUnreadable, match="no file is named"):
        ledger.import_facts()
    with pytest.raises(NotFound, match="no file of heads"):
        ledger.verify(heads=".")


def test_a_log_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(timeline.TimelineError, match="there is no log"):
        timeline.open(tmp_path)
    with pytest.raises(LogMissing, match="there is no folder"):
        timeline.open(tmp_path / "gone" / "deals.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_was_never_recorded_answers_nothing_until_it_is(tmp_path: Path) -> None:
    ledger = timeline.open(tmp_path, create=True)
    with pytest.raises(LogMissing):
        ledger.as_of()
    assert list(tmp_path.iterdir()) == []


def test_what_was_deleted_since_is_told(ledger: Ledger) -> None:
    ledger.as_of().own()
    ledger.path.unlink()
    with pytest.raises(LogMissing):
        ledger.as_of()


def test_a_view_of_a_log_that_was_replaced_is_refused_and_the_next_is_of_the_new(
    ledger: Ledger, tmp_path: Path
) -> None:
    view = ledger.as_of()
    other = tmp_path / "other"
    (other / "events").mkdir(parents=True)
    (other / "events" / "e.toml").write_text(
        '[[entity]]\nid = "acme"\nkind = "company"\nname = "A"\n'
    )
    timeline.open(other, create=True).record()
    (other / "deals.duckdb").replace(ledger.path)
    with pytest.raises(LogRefused, match="another one than this view was made of"):
        view.own()
    assert ledger.as_of().show() == ()


# What is read, and when


def test_views_of_one_state_of_the_log_share_what_was_read(ledger: Ledger, folder: Path) -> None:
    with mock.patch.object(Log, "history", autospec=True, side_effect=Log.history) as history:
        first, second = ledger.as_of("2025-09-01"), ledger.as_of(recorded=1)
        assert history.call_count == 0, "a view reads nothing before it is asked"
        first.own()
        second.own()
        first.show()
        ledger.as_of().deals()
        assert history.call_count == 1
        more(folder)
        ledger.record()
        count = history.call_count
        assert len(ledger.as_of().show()) == len(second.show()) + 1
        assert history.call_count == count + 1
        ledger.as_of("2025-09-01", recorded=1).own()
        second.show()
        assert history.call_count == count + 1


def test_the_file_is_opened_again_only_where_it_changed(ledger: Ledger, folder: Path) -> None:
    ledger.as_of().own()
    with mock.patch.object(Log, "reading", autospec=True, side_effect=Log.reading) as reading:
        for _ in range(3):
            ledger.as_of().own()
        assert reading.call_count == 0
        more(folder)
        timeline.open(folder).record()
        count = reading.call_count
        assert ledger.as_of().resolved.recorded.commit == 2
        assert reading.call_count == count + 1


def test_a_view_stays_at_the_commit_that_it_was_made_of(ledger: Ledger, folder: Path) -> None:
    asked, unasked = ledger.as_of("2026-02-01"), ledger.as_of("2026-02-01")
    before = asked.own()
    more(folder)
    assert ledger.record().commit is not None
    assert asked.own() == unasked.own() == before
    after = ledger.as_of("2026-02-01")
    assert after.own() != before
    assert after.resolved.recorded.commit == 2


def test_only_the_last_reading_is_kept(ledger: Ledger, folder: Path) -> None:
    ledger.as_of().own()
    assert ledger._read is not None
    old = weakref.ref(ledger._read.filing._shelf)
    more(folder)
    ledger.record()
    ledger.as_of().own()
    gc.collect()
    assert old() is None


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_nothing_holds_the_log_after_an_answer(
    ledger: Ledger, question: Callable[[AsOf], Any]
) -> None:
    """Another process can open it for writing at once, while the view and its answer live on."""
    view = ledger.as_of()
    answer = question(view)
    subprocess.run([sys.executable, "-c", WRITER, str(ledger.path)], check=True)
    assert question(view) == answer


# Recording


def test_a_notebook_records_checks_and_proves(ledger: Ledger, folder: Path) -> None:
    more(folder)
    assert {each.rule for each in ledger.check()} >= {"source-missing"}
    assert ledger.record(dry_run=True).recorded == 1
    assert ledger.record(strict=True).refused
    outcome = ledger.record(message="one more")
    assert outcome.commit is not None
    (first, second) = ledger.commits()
    assert (first.message, second.commit, second.message) == ("five articles", 2, "one more")
    verified = ledger.verify()
    assert verified.ok
    assert verified.head == outcome.head == second.head
    assert (folder / "heads.txt").read_text("utf-8").count(second.head) == 1


def test_files_are_recorded_alone(ledger: Ledger, folder: Path) -> None:
    more(folder, 1)
    more(folder, 2)
    assert ledger.record(folder / "events" / "more-2.toml").recorded == 1
    assert ledger.record(str(folder / "events")).recorded == 1


def test_the_heads_to_compare_with_may_be_named(ledger: Ledger, folder: Path) -> None:
    (folder / "other.txt").write_text(f"#1 2026-11-21T00:00:00.000Z {'0' * 64} {'0' * 12}\n")
    assert not ledger.verify(heads=folder / "other.txt").ok
    with pytest.raises(NotFound, match="file of heads"):
        ledger.verify(heads="none.txt")


def test_a_notebook_asks_in_sql(ledger: Ledger) -> None:
    found = ledger.sql(
        "SELECT $day::DATE AS day, count(*) AS held FROM stakes", {"day": "2025-09-01"}
    )
    ((day, held),) = found.rows
    assert (str(day), held > 0) == ("2025-09-01", True)
    pytest.importorskip("pyarrow")
    assert ledger.sql_to_arrow("FROM documents").num_rows == len(ledger.sql("FROM documents").rows)


def test_files_of_facts_are_imported_as_the_command_does(ledger: Ledger, tmp_path: Path) -> None:
    head = "id,type,occurred,document,holder,company,stake"
    row = "row-1,stake-stated,2025-10-02,netease-ant-chips,ant-group,yezhixin,20.5%"
    (tmp_path / "facts.csv").write_text(f"{head}\n{row}\n", "utf-8")
    seen: list[str] = []
    brought = ledger.import_facts(
        tmp_path / "facts.csv", models=False, watch=lambda step, _done: seen.append(step)
    )
    assert (brought.recorded, brought.refused, brought.modelled) == (1, False, False)
    assert "recording facts" in seen
    with pytest.raises(LogRefused, match="rebuild"):
        ledger.sql("FROM stakes")
    ledger.rebuild(watch=lambda step, _done: seen.append(step))
    assert "composing companies" in seen
    assert ledger.sql("FROM holdings_of('ant-group', '2025-10-02')").rows
    assert ledger.import_facts(str(tmp_path / "facts.csv")).unchanged == 1
    (tmp_path / "facts.csv").write_text(f"{head}\n{row.replace('%', '')}\n", "utf-8")
    refused = ledger.import_facts(tmp_path / "facts.csv")
    assert (refused.refused, refused.problems[0].rule) == (True, "value-unreadable")
    with pytest.raises(NotFound):
        ledger.import_facts(tmp_path / "gone.csv")


def test_read_models_are_proved_and_made_anew(ledger: Ledger) -> None:
    with ledger._log.writing() as connection:
        connection.execute("DELETE FROM stakes")
    assert ledger.verify(quick=True).ok
    assert [each.kind for each in ledger.verify().faults] == ["models-differ"]
    assert ledger.rebuild() == ledger.rebuild()
    assert ledger.verify().ok
