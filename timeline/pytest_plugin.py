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

__all__ = ["clock", "ledger", "log", "pytest_assertrepr_compare"]


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


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say of an answer that differs what is behind it."""
    answered = sys.modules.get("timeline.testing.answered")
    if answered is None or op != "==":
        return None
    for answer, expected in ((left, right), (right, left)):
        if isinstance(answer, answered.Answered):
            return [f"{left!r} == {right!r}", *answer.difference(expected)]
    return None
