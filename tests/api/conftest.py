from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from timeline.api.beginning import example

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline import AsOf
    from timeline.api.ledger import Ledger
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
