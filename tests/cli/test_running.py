"""However a command ends, it ends with a message and an exit code, never with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SHELL = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes and fills outputs")


def in_shell(arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own, its outputs sent where the shell sends them."""
    line = f'"{sys.executable}" -m timeline {arguments}'
    return subprocess.run(  # noqa: S602 - the test's own words
        line, shell=True, capture_output=True, check=False, env={**os.environ, **variables}
    )


@SHELL
@pytest.mark.parametrize("command", ["show", "show --json", "log", "export", "verify"])
def test_a_closed_output_is_no_fault(recorded: Path, command: str) -> None:
    found = in_shell(f"{command} --log '{recorded / 'deals.duckdb'}' >&-")
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
@pytest.mark.parametrize("command", ["show", "show --json", "log", "export"])
def test_a_full_disk_is_said_in_a_message_and_a_hint(recorded: Path, command: str) -> None:
    found = in_shell(f"{command} --log '{recorded / 'deals.duckdb'}' >/dev/full")
    assert found.returncode == 2
    first, second = found.stderr.decode().splitlines()
    assert first.startswith("error: the output cannot be written: ")
    assert second.startswith("hint: ")


@SHELL
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_programs_read_is_utf_8_whatever_the_locale(recorded: Path, encoding: str) -> None:
    log = recorded / "deals.duckdb"
    shown = in_shell(f"show --json --log '{log}'", PYTHONIOENCODING=encoding)
    written = in_shell(f"export --log '{log}'", PYTHONIOENCODING=encoding)
    assert (shown.returncode, written.returncode) == (0, 0)
    assert "平头哥" in shown.stdout.decode("utf-8")
    assert json.loads(shown.stdout)["schema"] == 1
    assert "上海云玡" in written.stdout.decode("utf-8")


def test_a_file_that_cannot_be_written_is_named(recorded: Path, tl: Run) -> None:
    code, _, err = tl("export", "-o", recorded / "nowhere" / "log.jsonl")
    assert code == 2
    assert "nowhere" in err
    assert "hint: " in err


def test_a_ledger_is_not_begun_inside_a_file(recorded: Path, tl: Run) -> None:
    code, _, err = tl("init", recorded / "heads.txt" / "ledger")
    assert code == 2
    assert "heads.txt" in err
