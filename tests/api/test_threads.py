from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import timeline
from tests.api.conftest import MORE, QUESTIONS, more

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.api.ledger import Ledger

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
    """DuckDB refuses a writer beside a reader within one process too; they take turns.

    Who records by one ledger does so one after the other; who asks may do so by another.
    """

    def record(number: int) -> int:
        more(folder, number)
        return ledger.record(folder / "events" / f"more-{number}.toml").recorded

    with ThreadPoolExecutor(8) as pool:
        recording = [pool.submit(record, number) for number in range(1, 4)]
        asking = [pool.submit(lambda: len(timeline.open(folder).as_of().show())) for _ in range(9)]
        assert sum(each.result() for each in recording) == 3
        last = len(ledger.as_of().show())
        assert {each.result() for each in asking} <= set(range(last - 3, last + 1))
    assert len(ledger.commits()) == 4
    assert ledger.verify().ok
