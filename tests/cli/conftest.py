from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from timeline.api.beginning import example
from timeline.cli import run

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from timeline.testing import Clock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example ledger, not yet recorded, as the present folder."""
    folder = tmp_path / "ledger"
    for name in ("events", "seeds"):
        shutil.copytree(example() / name, folder / name)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def frozen(clock: Clock) -> None:
    """Stop the record clock, and today, at 21 November 2026."""
    clock.set("2026-11-21")


@pytest.fixture
def tl(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; return its exit code, what it printed, and what it complained of."""

    def command(*arguments: str | os.PathLike[str]) -> tuple[int, str, str]:
        code = run([str(each) for each in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def recorded(ledger: Path, frozen: None, tl: Run) -> Path:
    """Return the example ledger, recorded in one commit."""
    code, _, err = tl("record")
    assert code == 0, err
    return ledger


@pytest.fixture
def answer(recorded: Path, tl: Run) -> Callable[..., dict[str, Any]]:
    """Ask a question of the recorded example; return its JSON."""

    def ask(*arguments: str) -> dict[str, Any]:
        code, out, err = tl(*arguments, "--json")
        assert code == 0, err
        document = json.loads(out)
        assert document["schema"] == 1
        return dict(document)

    return ask
