"""Lend pytest what tests of ledgers need: a ledger, a log, a clock, a golden matrix.

pytest loads this by itself; `-p no:timeline` leaves it out. Nothing else of the
package is imported before a test asks for it.
"""

from __future__ import annotations

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
    "pytest_terminal_summary",
]

_WROTE = pytest.StashKey[list[str]]()


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
    wrote = config.stash.setdefault(_WROTE, [])
    return Golden(folder, request.node.name, config.rootpath, update=update, wrote=wrote)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that takes new answers for the snapshots."""
    parser.getgroup("timeline").addoption(
        "--timeline-update", action="store_true", help="Write golden matrices as they are now."
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which snapshots were written."""
    for each in terminalreporter.config.stash.get(_WROTE, []):
        terminalreporter.write_line(f"wrote {each}")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say of answers that differ what is behind them."""
    comparing = sys.modules.get("timeline.testing.comparing")
    if comparing is None or op != "==":
        return None
    found: list[str] | None = comparing.explained(left, right)
    return found
