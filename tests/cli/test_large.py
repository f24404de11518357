"""The commands say of a large log what they say of a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.api import parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DAYS = ("2025-08-20", "2025-09-15")
COMMANDS = (
    ("own", "--on", "2025-09-03"),
    ("own", "--on", "2025-09-03", "--zeros", "--known", "2025-09-05"),
    ("window", *DAYS),
    ("window", *DAYS, "--on", "2025-09-01"),
    ("diff", *DAYS),
    ("diff", "--clock", "known", *DAYS),
    ("diff", "--clock", "recorded", "#1", "#1"),
    ("show", "--from", DAYS[0]),
    ("show", "--to", DAYS[1], "--type", "stake-changed"),
    ("thresholds",),
    ("thresholds", "--at", "3.5%,10%", "--from", "2020-01-01"),
    ("thresholds", "--known", "2025-10-01"),
    ("pace", "--days", "8"),
    ("pace", "--days", "8", "--segment", "memory", "--known", "2026-01-01"),
    ("pace", "--days", "400", "--type", "claim-answered", "--type", "stake-changed"),
    ("pace", "--days", "400", "--type", "claim-answered", "--company", "Alibaba"),
    ("pace", "--days", "400", "--holder", "Alibaba"),
    ("own", "--look-through", "group", "--holder", "Ant Group", "--company", "Tesla"),
    ("own", "--look-through", "economic", "--holder", "Ant Group", "--company", "Baidu"),
    ("own", "--look-through", "economic", "--holder", "Ant Group", "--on", "2025-09-03"),
    ("series", "own", "--holder", "Tesla", "--company", "Baidu", "--every", "month"),
    ("series", "own", "--holder", "Shanghai Yunya", "--company", "Yunhe Zhiwang"),
    ("lag",),
    ("lag", "--known", "2026-01-01"),
)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no process be started: what several compose is held equal where they are composed."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("flags", [(), ("--json",)], ids=["text", "json"])
def test_each_answer_is_the_same(
    tl: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], flags: tuple[str, ...]
) -> None:
    small = tl(*command, *flags)
    monkeypatch.setattr(parts, "LARGE", 0)
    assert tl(*command, *flags) == small
    assert small[0] == 0
    assert len(small[1].splitlines()) > 2


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("command", [("replay",), ("strategy",), ("show",), ("own",)])
def test_what_rests_on_more_than_can_be_held_says_how_to_ask_for_less(
    tl: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("timeline.store.log.MOST", 20)
    code, out, err = tl(*command)
    assert (code, out) == (2, "")
    assert "too many to be held at once" in err
    assert "--about" in err


def test_an_export_of_such_a_log_is_whole(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tl("export", "-o", recorded / "whole.jsonl")[0] == 0
    monkeypatch.setattr("timeline.store.log.MOST", 20)
    monkeypatch.setattr("timeline.store.log._PART", 7)
    assert tl("export", "-o", recorded / "parts.jsonl")[0] == 0
    assert (recorded / "parts.jsonl").read_bytes() == (recorded / "whole.jsonl").read_bytes()


def test_such_an_export_is_restored_with_its_read_models(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tl("export", "-o", recorded / "out.jsonl")[0] == 0
    monkeypatch.setattr("timeline.store.appending._PART", 7)
    code, out, _ = tl("import", "log", "out.jsonl", "--log", "other.duckdb")
    assert (code, "read models" in out) == (0, False)
    assert tl("verify", "--log", "other.duckdb")[0] == 0


def test_such_an_export_is_restored_with_its_read_models_left_for_later(
    recorded: Path, tl: Run
) -> None:
    assert tl("export", "-o", recorded / "out.jsonl")[0] == 0
    code, out, _ = tl("import", "log", "out.jsonl", "--models-later", "--log", "other.duckdb")
    assert code == 0
    assert "read models do not follow" in out
    own = ("own", "--on", "2025-09-03", "--json")
    assert tl(*own, "--log", "other.duckdb") == tl(*own)
    assert tl("rebuild", "--log", "other.duckdb")[0] == 0
    assert tl("verify", "--log", "other.duckdb")[0] == 0
