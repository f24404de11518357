"""Lend pytest what tests of ledgers need: a ledger, a log, a clock, a golden matrix.

pytest loads this by itself; `-p no:timeline` leaves it out. Nothing else of the
package is imported before a test asks for it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.store.log import Log
    from timeline.testing import Clock, Given
    from timeline.testing.golden import Golden

__all__ = [
    "clock",
    "golden",
    "ledger",
    "log",
    "pytest_addoption",
    "pytest_assertrepr_compare",
    "pytest_configure",
    "pytest_terminal_summary",
]

_TAKEN = pytest.StashKey[dict[str, str]]()
_WROTE = "timeline_wrote"
_NO = {"", "0", "false"}


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Given:
    """The facts of the test's docstring, as TOML, in memory; none where it has no docstring."""
    from timeline.testing.docstrings import facts_of

    return facts_of(request.function, request.path, request.config.rootpath)


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Log:
    """A log of the test's own, in a file of its temporary folder, with nothing in it."""
    from timeline.store.log import Log

    return Log(request.getfixturevalue("tmp_path") / "deals.duckdb")


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The record clock and “today”, stopped at the present day until the test moves them."""
    from timeline.testing.clocks import stopped

    yield from stopped()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Hold a matrix of answers, days by states of knowledge, against the test's snapshot."""
    from timeline.testing.golden import Golden

    config, file = request.config, request.path
    folder = file.parent / "golden" / file.stem.removeprefix("test_").replace("_", "-")
    update = bool(config.getoption("timeline_update"))
    return Golden(
        folder,
        request.node.name,
        config.rootpath,
        update=update,
        test=request.node.nodeid,
        taken=config.stash.setdefault(_TAKEN, {}),
        wrote=lambda path: request.node.user_properties.append((_WROTE, path)),
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that takes new answers for the snapshots."""
    parser.getgroup("timeline").addoption(
        "--timeline-update", action="store_true", help="Write golden matrices as they are now."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to write snapshots where nobody looks at them."""
    if config.getoption("timeline_update") and os.environ.get("CI", "") not in _NO:
        message = (
            "--timeline-update takes whatever is answered for right, and in CI (the environment"
            " has CI set) nobody looks at it\n"
            "hint: write snapshots where you can read what changed, and commit them"
        )
        raise pytest.UsageError(message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which snapshots were written; a test's report carries them, from other processes too."""
    for reports in terminalreporter.stats.values():
        for each in reports:
            for name, path in getattr(each, "user_properties", ()):
                if name == _WROTE and each.when == "call":
                    terminalreporter.write_line(f"wrote {path}")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say of answers that differ what is behind them."""
    comparing = sys.modules.get("timeline.testing.comparing")
    if comparing is None or op != "==":
        return None
    found: list[str] | None = comparing.explained(left, right)
    return found
