from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.api.recording import record
from timeline.errors import NotFound
from timeline.record.documents import Documents
from timeline.store.log import Log
from timeline.testing.clocks import standing

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    """Return the example, recorded late on 21 November 2026."""
    with standing(datetime(2026, 11, 21, 23, 59, 59, 999000, tzinfo=UTC)):
        kept = Log.memory()
        record([example()], Documents.none(), kept)
        yield kept


@pytest.mark.parametrize("recorded", ["#²", "#01", "#", "#-1", "#" + "9" * 5000])
def test_only_the_number_of_a_commit_names_it(log: Log, recorded: str) -> None:
    with pytest.raises(NotFound, match="no commit"):
        Answers.of(log, recorded=recorded)


def test_a_commit_counts_from_its_own_day_to_the_end_of_time(log: Log) -> None:
    for day in (date(2026, 11, 21), date.max):
        assert Answers.of(log, recorded=day).commit is not None
    for day in (date(2026, 11, 20), date.min):
        assert Answers.of(log, recorded=day).commit is None


@pytest.mark.parametrize("line", ["²", "0", "9" * 5000])
def test_only_a_number_of_a_line_names_the_fact_there(log: Log, line: str) -> None:
    with pytest.raises(NotFound, match="no fact"):
        Answers.of(log).why_fact(f"events/market.toml:{line}")
