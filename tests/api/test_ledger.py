from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline
from tests.views.histories import commits, days
from timeline.api import written
from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.api.ledger import Ledger
from timeline.errors import LogRefused, NotFound
from timeline.store.log import Log
from timeline.store.refusals import LogMissing
from timeline.testing import given as told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline import AsOf
    from timeline.api.typed import Recorded
    from timeline.facts.fact import Event
    from timeline.testing import Clock

MORE = """
[[fact]]
type = "stake-stated"
occurred = "2026-01-0{number}"
holder = "shanghai-yunya"
company = "yunhe-zhiwang"
stake = "{number}%"
"""
QUESTIONS: dict[str, Callable[[AsOf], Any]] = {
    "own": lambda view: view.own(),
    "own by name": lambda view: view.own(holder="上海云玡"),
    "group": lambda view: view.own(holder="ant-group", look_through="group"),
    "control": lambda view: view.control(),
    "strategy": lambda view: view.strategy(),
    "deals": lambda view: view.deals(),
    "show": lambda view: view.show(),
    "why": lambda view: view.why("shanghai-yunya", "yunhe-zhiwang"),
    "window": lambda view: view.window("2025-08-26", "2025-09-02"),
    "diff": lambda view: view.diff("2025-08-26", "2025-09-02"),
    "pace": lambda view: view.pace(8),
    "around": lambda view: view.around("2025-09-12"),
    "series": lambda view: view.series(holder="shanghai-yunya", company="yunhe-zhiwang"),
    "thresholds": lambda view: view.thresholds(),
    "lag": lambda view: view.lag(),
}
WRITER = """
import sys, duckdb
duckdb.connect(sys.argv[1]).close()
"""
RECORDER = """
import sys, timeline
from pathlib import Path
folder = Path(sys.argv[1])
for number in range(1, 5):
    text = (folder / "more").read_text().format(number=number)
    (folder / "events" / f"more-{number}.toml").write_text(text)
    outcome = timeline.open(folder).record()
    assert outcome.commit is not None, outcome
    print(outcome.commit.number, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """Return a copy of the example ledger, recorded on 21 November 2026."""
    clock.set("2026-11-21")
    place = tmp_path / "chips"
    for name in ("events", "seeds"):
        shutil.copytree(example() / name, place / name)
    assert timeline.open(place, create=True).record(message="five articles").recorded == 107
    return place


@pytest.fixture
def ledger(folder: Path) -> Ledger:
    return timeline.open(folder)


def more(folder: Path, number: int = 1) -> None:
    """Tell one more level of Yunhe Zhiwang."""
    path = folder / "events" / f"more-{number}.toml"
    path.write_text(MORE.format(number=number), "utf-8")


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


# The clocks


def test_days_are_dates_or_iso_text(ledger: Ledger) -> None:
    day = date(2025, 9, 1)
    views = [
        ledger.as_of(day, known=date(2025, 9, 5)),
        ledger.as_of("2025-09-01", known="2025-09-05"),
        ledger.as_of(datetime(2025, 9, 1, 23, 59, tzinfo=UTC), known="2025-09-05"),
    ]
    assert {(view.on, view.known) for view in views} == {(day, date(2025, 9, 5))}
    assert len({view.own() for view in views}) == 1


def test_today_is_asked_about_where_no_day_is_named(ledger: Ledger, clock: Clock) -> None:
    clock.set("2025-09-02")
    assert ledger.as_of().on == date(2025, 9, 2)


@pytest.mark.parametrize("recorded", [1, "#1", "2026-11-21", date(2026, 11, 21)])
def test_a_commit_is_a_number_or_a_day(ledger: Ledger, folder: Path, recorded: Recorded) -> None:
    with mock.patch("timeline.clock.now", return_value=datetime(2026, 11, 22, tzinfo=UTC)):
        more(folder)
        ledger.record()
    view = ledger.as_of("2026-02-01", recorded=recorded)
    assert view.resolved.recorded.commit == 1
    (stake,) = view.own(company="yunhe-zhiwang").stakes
    assert stake.low == Decimal("3.68")


@pytest.mark.parametrize(
    ("clocks", "message"),
    [
        ({"on": "2025"}, "“2025” is no day"),
        ({"known": 7}, "“7” is no day"),
        ({"recorded": "soon"}, "neither a day nor a commit"),
        ({"recorded": 3}, "no commit “#3”"),
        ({"recorded": -1}, "no commit “#-1”"),
    ],
)
def test_a_clock_that_cannot_be_read_is_told_at_once(
    ledger: Ledger, clocks: dict[str, Any], message: str
) -> None:
    with pytest.raises(timeline.TimelineError, match=message):
        ledger.as_of(**clocks)


def test_a_view_shows_its_clocks(ledger: Ledger) -> None:
    assert repr(ledger.as_of("2025-09-01")) == "AsOf(on=2025-09-01, recorded=#1)"
    view = ledger.as_of("2025-09-01", known="2025-09-05", recorded="2020-01-01")
    assert repr(view) == "AsOf(on=2025-09-01, known=2025-09-05, recorded=#0)"
    with pytest.raises(AttributeError):
        view.on = date(2025, 9, 2)  # type: ignore[misc]


# What is asked


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda view: view.own(holder="nobody"), "no entity “nobody”"),
        (lambda view: view.own(look_through="group"), "begins with a holder"),
        (lambda view: view.own(holder="ant-group", look_through="deep"), "“deep” is no look-throu"),
        (lambda view: view.show(type="stake-sold"), "stake-sold"),
        (lambda view: view.show(from_="May"), "“May” is no day"),
        (lambda view: view.why("nothing"), "no fact “nothing”"),
        (lambda view: view.window("2025-09-02", "2025-09-01"), "no window begins"),
        (lambda view: view.diff("2025-09-01", "2025-09-02", clock="told"), "“told” is no clock"),
        (lambda view: view.pace(0), "“0” is no number of days"),
        (lambda view: view.pace(3, most=0), "“0” is no number of windows"),
        (lambda view: view.around("2025-09-01", before=-1), "“-1” is no number of days"),
        (lambda view: view.series(holder="ant-group", company="baidu", every="hour"), "“hour” is"),
        (lambda view: view.thresholds(at="some"), "some"),
        (lambda view: view.thresholds(at=[]), "no threshold"),
        (lambda view: view.thresholds(at=">5%"), "“>5%” has no threshold"),
    ],
)
def test_what_cannot_be_asked_is_one_message(
    ledger: Ledger, question: Callable[[AsOf], Any], message: str
) -> None:
    with pytest.raises(timeline.TimelineError, match=message):
        question(ledger.as_of())


def test_two_days_that_are_compared_take_the_place_of_that_clock_of_the_view(
    ledger: Ledger,
) -> None:
    days = ("2025-09-01", "2025-09-02")
    view = ledger.as_of("2025-08-01", known="2026-01-01", recorded=1)
    found = view.diff(*days)
    assert [str(each.on) for each in found.compared] == list(days)
    assert {each.known for each in found.compared} == {date(2026, 1, 1)}
    assert found == ledger.as_of(known="2026-01-01").diff(*days)
    known = view.diff(*days, clock="known")
    assert [str(each.known) for each in known.compared] == list(days)
    assert {each.on for each in known.compared} == {date(2025, 8, 1)}
    recorded = view.diff("2026-11-20", 1, clock="recorded")
    assert [each.recorded.commit for each in recorded.compared] == [None, 1]
    assert {each.before for each in recorded.programmes} == {None}


def test_one_name_is_a_text_and_several_are_any_collection(ledger: Ledger) -> None:
    view = ledger.as_of()
    one = view.show(about="ant-group", type="stake-changed")
    assert view.show(about=("ant-group",), type={"stake-changed"}) == one
    assert {each.type for each in one} <= {"stake-changed"}
    assert view.around(date(2025, 9, 12)) == view.around("2025-09-12")


def test_a_quote_comes_with_its_sentence_where_its_document_is_at_hand(
    ledger: Ledger, documents: Path
) -> None:
    fact = "price-moved-baidu-9888-hk-2025-09-12"
    for place in (documents, str(documents)):
        (reason,) = ledger.as_of().why(fact, documents=place).facts
        assert all(each.verified and each.sentence for each in reason.quotes)
    with mock.patch.dict(os.environ, TIMELINE_DOCUMENTS=str(documents)):
        assert ledger.as_of().why(fact).facts[0].quotes[0].verified
        assert ledger.check(require_documents=True) == ()


@settings(max_examples=60)
@given(commits(), st.none() | days(), st.integers(0, 3), days())
def test_a_view_of_an_earlier_commit_says_what_was_said_when_there_was_no_later(
    parts: list[list[Event]], known: date | None, commit: int, on: date
) -> None:
    """All views of one log share its events; each reads no further than its own commit."""
    log = told(*parts[0])
    for part in parts[1:]:
        log = log.later(*part)
    kept = log.into(Log.memory())
    ledger = Ledger(kept, example())
    ledger.as_of(on).own()
    number = min(commit, len(parts))
    then = f"#{number}" if number else "2000-01-01"
    view = ledger.as_of(on, known=known, recorded=then)
    alone = Answers.of(kept, on=on, known=known, recorded=then)
    owned = written.own(alone.own(zeros=True), alone)
    assert view.own(zeros=True).stakes.to_dicts() == owned["stakes"]
    assert view.show().to_dicts() == written.events(alone.show(), alone)["events"]
    assert view.strategy().to_dicts() == written.strategies(alone.strategy(), alone)["companies"]
    assert view.deals().to_dicts() == written.deals(alone.deals(), alone)["deals"]
    for rows in (view.own(zeros=True).stakes, view.show(), view.strategy(), view.deals()):
        assert rows.to_arrow().num_rows == len(rows)


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


# Several at once


def test_eight_threads_ask_one_ledger_while_another_process_records(folder: Path) -> None:
    """Each answer is that of some commit, whole; none is refused, and nor is the recorder."""
    (folder / "more").write_text(MORE, "utf-8")
    ledger, done = timeline.open(folder), threading.Event()
    seen: list[tuple[int, str]] = []

    def ask(number: int) -> int:
        asked = 0
        names = list(QUESTIONS)
        while not (done.is_set() and asked >= len(names)):
            view = ledger.as_of("2026-02-01")
            (stake,) = view.own(company="yunhe-zhiwang").stakes
            seen.append((view.resolved.recorded.commit or 0, str(stake.low)))
            QUESTIONS[names[(asked + number) % len(names)]](view)
            asked += 1
        return asked

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(ask, number) for number in range(8)]
        try:
            recorder = subprocess.run(
                [sys.executable, "-c", RECORDER, str(folder)], capture_output=True, text=True,
                timeout=300, check=False,
            )  # fmt: skip
        finally:
            done.set()
        counts = [each.result() for each in asking]
    assert recorder.returncode == 0, recorder.stderr
    assert recorder.stdout.split() == ["2", "3", "4", "5"]
    assert min(counts) >= len(QUESTIONS)
    due = {1: "3.68"} | {number: str(number - 1) for number in range(2, 6)}
    assert {due[commit] == low for commit, low in seen} == {True}
    assert ledger.as_of().resolved.recorded.commit == 5


def test_threads_ask_one_view_what_one_thread_would_be_told(ledger: Ledger) -> None:
    alone = {name: each(ledger.as_of("2025-09-03")) for name, each in QUESTIONS.items()}
    view = timeline.open(ledger.path).as_of("2025-09-03")
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            answers = {name: pool.submit(QUESTIONS[name], view) for name in alone}
            assert {name: each.result() for name, each in answers.items()} == alone


def test_threads_record_and_ask_in_one_process(ledger: Ledger, folder: Path) -> None:
    """DuckDB refuses a writer beside a reader within one process too; they take turns."""

    def record(number: int) -> int:
        more(folder, number)
        return timeline.open(folder).record(folder / "events" / f"more-{number}.toml").recorded

    with ThreadPoolExecutor(8) as pool:
        recording = [pool.submit(record, number) for number in range(1, 4)]
        asking = [pool.submit(lambda: len(timeline.open(folder).as_of().show())) for _ in range(9)]
        assert sum(each.result() for each in recording) == 3
        last = len(ledger.as_of().show())
        assert {each.result() for each in asking} <= set(range(last - 3, last + 1))
    assert len(ledger.commits()) == 4
    assert ledger.verify().ok
